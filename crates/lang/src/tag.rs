//! Parts of speech and features, from their scores.

use crate::model::{Config, ModelError};
use crate::ud::{Feats, Upos};

/// The tags of a model, in the order of its scores.
#[derive(Debug)]
pub(crate) struct Tagger {
    upos: Vec<Upos>,
    feats: Vec<Feats>,
    /// For each part of speech the feature columns it may have; never empty.
    allowed: Vec<Vec<usize>>,
}

impl Tagger {
    /// The tags named in the settings.
    pub fn load(config: &Config) -> Result<Self, ModelError> {
        let damaged = |what: String| ModelError::Damaged(what);
        if config.upos.is_empty() || config.feats.is_empty() {
            return Err(damaged("no parts of speech or no features".to_owned()));
        }
        let upos = config
            .upos
            .iter()
            .map(|tag| tag.parse::<Upos>().map_err(|e| damaged(e.to_string())))
            .collect::<Result<_, _>>()?;
        let all: Vec<usize> = (0..config.feats.len()).collect();
        let allowed = |tag: &String| match config.feats_for_upos.get(tag) {
            Some(list) if list.iter().any(|&i| i >= all.len()) => {
                Err(damaged(format!("feats_for_upos of {tag} is out of range")))
            }
            Some(list) if !list.is_empty() => Ok(list.clone()),
            _ => Ok(all.clone()),
        };
        Ok(Tagger {
            upos,
            feats: config.feats.iter().map(|column| Feats::new(column)).collect(),
            allowed: config.upos.iter().map(allowed).collect::<Result<_, _>>()?,
        })
    }

    /// The best part of speech: its number among the scores.
    pub fn best_upos(&self, scores: &[f32]) -> usize {
        best(scores, 0..self.upos.len())
    }

    /// The part of speech of that number.
    pub fn upos(&self, number: usize) -> Upos {
        self.upos[number]
    }

    /// The best features that the part of speech of that number may have.
    pub fn feats(&self, upos: usize, scores: &[f32]) -> Feats {
        self.feats[best(scores, self.allowed[upos].iter().copied())].clone()
    }
}

/// The first of the highest scores among these numbers.
pub(crate) fn best(scores: &[f32], among: impl IntoIterator<Item = usize>) -> usize {
    let mut among = among.into_iter();
    let first = among.next().unwrap_or(0);
    among.fold(first, |best, i| if scores[i] > scores[best] { i } else { best })
}
