//! Names, from the scores of the tags of words.

use crate::document::NameKind;
use crate::model::{Config, ModelError};

/// A name in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FoundName {
    /// What it names.
    pub kind: NameKind,
    /// First word, and one past the last, in the sentence.
    pub words: std::ops::Range<usize>,
    /// The lowest probability of a tag of its words.
    pub probability: f32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Tag {
    Outside,
    Begin(NameKind),
    /// With the number of the tag that begins a name of this kind.
    Inside(NameKind, usize),
}

/// Decodes BIO tags: a name of a kind begins with `B-` and goes on with `I-` of that kind only.
#[derive(Debug)]
pub(crate) struct NameDecoder {
    tags: Vec<Tag>,
}

/// What the decoder keeps between sentences.
#[derive(Debug, Default)]
pub(crate) struct NameBuffers {
    best: Vec<f32>,
    next: Vec<f32>,
    /// The best tag before, for each word and tag.
    before: Vec<u8>,
    path: Vec<usize>,
}

impl NameDecoder {
    /// The tags named in the settings.
    pub fn load(config: &Config) -> Result<Self, ModelError> {
        let unknown = |tag: &str| ModelError::Damaged(format!("unknown name tag {tag:?}"));
        if config.ner.is_empty() || config.ner.len() > usize::from(u8::MAX) {
            return Err(ModelError::Damaged("no name tags, or too many".to_owned()));
        }
        let tag = |tag: &String| match tag.split_once('-') {
            None if tag == "O" => Ok(Tag::Outside),
            Some(("B", kind)) => Ok(Tag::Begin(NameKind::from_label(kind).ok_or_else(|| unknown(tag))?)),
            Some(("I", kind)) => {
                let begin = format!("B-{kind}");
                let begin = config.ner.iter().position(|t| *t == begin).ok_or_else(|| unknown(tag))?;
                Ok(Tag::Inside(NameKind::from_label(kind).ok_or_else(|| unknown(tag))?, begin))
            }
            _ => Err(unknown(tag)),
        };
        Ok(NameDecoder { tags: config.ner.iter().map(tag).collect::<Result<_, _>>()? })
    }

    /// How many tags there are.
    pub fn tags(&self) -> usize {
        self.tags.len()
    }

    /// The names of a sentence in the best allowed sequence of tags, in order. `scores` has a row of `stride` numbers
    /// for each word, of which the first are the tags'; `log_sums` the logarithm of the sum of each row's exponentials.
    pub fn decode(
        &self,
        scores: &[f32],
        stride: usize,
        log_sums: &[f32],
        buffers: &mut NameBuffers,
        found: &mut Vec<FoundName>,
    ) {
        found.clear();
        self.best_path(scores, stride, log_sums, buffers);
        for (word, &tag) in buffers.path.iter().enumerate() {
            let probability = (scores[word * stride + tag] - log_sums[word]).exp();
            match (self.tags[tag], found.last_mut()) {
                (Tag::Begin(kind), _) => found.push(FoundName { kind, words: word..word + 1, probability }),
                (Tag::Inside(kind, _), Some(name)) if name.kind == kind && name.words.end == word => {
                    name.words.end += 1;
                    name.probability = name.probability.min(probability);
                }
                _ => {}
            }
        }
    }

    fn best_path(&self, scores: &[f32], stride: usize, log_sums: &[f32], buffers: &mut NameBuffers) {
        let NameBuffers { best, next, before, path } = buffers;
        let count = self.tags.len();
        path.clear();
        before.clear();
        best.clear();
        for (word, log_sum) in log_sums.iter().enumerate() {
            let row = &scores[word * stride..][..count];
            next.clear();
            let last = if word == 0 { 0 } else { first_best(best) };
            for (tag, &score) in row.iter().enumerate() {
                let (from, so_far) = match self.tags[tag] {
                    Tag::Inside(..) if word == 0 => (0, -1e9),
                    Tag::Inside(_, begin) if best[begin] > best[tag] => (begin, best[begin]),
                    Tag::Inside(..) => (tag, best[tag]),
                    _ if word == 0 => (0, 0.0),
                    _ => (last, best[last]),
                };
                before.push(from as u8);
                next.push(so_far + (score - log_sum));
            }
            std::mem::swap(best, next);
        }
        if log_sums.is_empty() {
            return;
        }
        let mut tag = first_best(best);
        for word in (0..log_sums.len()).rev() {
            path.push(tag);
            tag = usize::from(before[word * count + tag]);
        }
        path.reverse();
    }
}

fn first_best(scores: &[f32]) -> usize {
    crate::tag::best(scores, 0..scores.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoder() -> NameDecoder {
        let (per, loc) = (NameKind::Per, NameKind::Loc);
        NameDecoder {
            tags: vec![
                Tag::Outside,
                Tag::Begin(per),
                Tag::Inside(per, 1),
                Tag::Begin(loc),
                Tag::Inside(loc, 3),
            ],
        }
    }

    fn decode(scores: &[[f32; 5]]) -> Vec<FoundName> {
        let sums: Vec<f32> = scores.iter().map(|row| row.iter().map(|s| s.exp()).sum::<f32>().ln()).collect();
        let mut found = Vec::new();
        decoder().decode(scores.as_flattened(), 5, &sums, &mut NameBuffers::default(), &mut found);
        found
    }

    #[test]
    fn a_name_never_goes_on_without_its_beginning() {
        // I-PER scores best on both words, but B-PER I-PER is the best sequence that is allowed.
        let found = decode(&[[0.0, 1.0, 5.0, 0.5, 0.0], [0.0, 0.0, 3.0, 0.0, 0.0]]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].kind, found[0].words.clone()), (NameKind::Per, 0..2));
        assert!(found[0].probability > 0.0 && found[0].probability < 0.1);
    }

    #[test]
    fn adjacent_names_stay_two() {
        let found =
            decode(&[[0.0, 9.0, 0.0, 0.0, 0.0], [0.0, 9.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0, 9.0]]);
        let spans: Vec<_> = found.iter().map(|n| n.words.clone()).collect();
        assert_eq!(spans, [0..1, 1..2]);
        assert!(decode(&[]).is_empty());
    }
}
