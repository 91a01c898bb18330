//! How likely a word tells of an attitude where the cues leave it open (`lexicon/attitudes.tsv`): "supports the ban", "focuses
//! on jobs". A logistic model whose weights are fitted to a corpus of attributions: one for each lemma with its
//! complement, and one for each clue of the sentence (`lexicon/attitude_clues.tsv`).

use std::collections::BTreeMap;

use super::cues::{Complement, Cue, CueClass, CueKind, PREPOSITIONS, complement_of, kind_of};
use super::{LexiconError, Source, Table};

/// The frames, below the data folder.
const FRAMES: &str = "lexicon/attitudes.tsv";
/// The clues, below the data folder.
const CLUES: &str = "lexicon/attitude_clues.tsv";
/// The name of the weight that every candidate gets.
const BASE: &str = "base";

/// A word with one place for its content: what a weight of the table is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttitudeFrame {
    /// The grammar of the word.
    pub kind: CueKind,
    /// Where the content stands.
    pub complement: Complement,
    /// Whether it is a passive: "is expected to".
    pub passive: bool,
}

/// The frames of words, and the weights of clues, in log-odds.
#[derive(Clone, Debug, Default)]
pub struct Attitudes {
    frames: BTreeMap<String, BTreeMap<AttitudeFrame, f64>>,
    clues: BTreeMap<String, f64>,
    cues: BTreeMap<(CueKind, Complement), Cue>,
}

impl Attitudes {
    /// Loads both tables; without them no word is an attitude.
    ///
    /// # Errors
    /// Every wrong cell, in line order.
    pub fn load(source: &Source) -> Result<Self, Vec<LexiconError>> {
        let mut attitudes = Attitudes { cues: all_cues(), ..Attitudes::default() };
        let mut errors = Vec::new();
        if let Some(bytes) = source.file(FRAMES) {
            let columns = ["lemma", "kind", "complement", "voice", "weight"];
            let table = Table::parse(FRAMES, &bytes, &columns).map_err(|error| vec![error])?;
            for row in table.rows() {
                let complement = complement_of(row.cell("complement"));
                let kind = kind_of(row.cell("kind"));
                let passive = match row.cell("voice") {
                    "" | "active" => Some(false),
                    "passive" => Some(true),
                    _ => None,
                };
                match (kind, complement, passive, weight_of(row.cell("weight"))) {
                    (None, ..) => errors.push(row.error("kind", "expected verb, noun or adjective")),
                    (_, None, ..) => errors.push(row.error("complement", "unknown complement")),
                    (_, _, None, _) => errors.push(row.error("voice", "expected active or passive")),
                    (.., None) => errors.push(row.error("weight", "not a number")),
                    (Some(kind), Some(complement), Some(passive), Some(weight)) => {
                        let frames = attitudes.frames.entry(row.cell("lemma").to_owned()).or_default();
                        if frames.insert(AttitudeFrame { kind, complement, passive }, weight).is_some() {
                            errors.push(row.error("lemma", "this frame is listed twice"));
                        }
                    }
                }
            }
        }
        if let Some(bytes) = source.file(CLUES) {
            let table = Table::parse(CLUES, &bytes, &["clue", "weight"]).map_err(|error| vec![error])?;
            for row in table.rows() {
                let clue = row.cell("clue").to_owned();
                match weight_of(row.cell("weight")) {
                    None => errors.push(row.error("weight", "not a number")),
                    Some(weight) => {
                        if attitudes.clues.insert(clue, weight).is_some() {
                            errors.push(row.error("clue", "listed twice"));
                        }
                    }
                }
            }
        }
        if errors.is_empty() { Ok(attitudes) } else { Err(errors) }
    }

    /// A cue that has its content in one place only.
    #[must_use]
    pub fn cue(&self, kind: CueKind, complement: Complement) -> Option<&Cue> {
        self.cues.get(&(kind, complement))
    }

    /// All places where the content of a word of that kind may stand.
    pub fn complements(&self, kind: CueKind) -> impl Iterator<Item = &Cue> {
        self.cues.iter().filter(move |((k, _), _)| *k == kind).map(|(_, cue)| cue)
    }

    /// All lemmas with their frames, in order.
    pub fn listed(&self) -> impl Iterator<Item = (&str, AttitudeFrame)> {
        self.frames
            .iter()
            .flat_map(|(lemma, frames)| frames.keys().map(move |frame| (lemma.as_str(), *frame)))
    }

    /// Whether any frame of that lemma is listed.
    #[must_use]
    pub fn knows(&self, lemma: &str) -> bool {
        self.frames.contains_key(lemma)
    }

    /// The probability that a lemma in a frame with these clues is an attitude; `None` where the frame is not listed.
    #[must_use]
    pub fn probability(&self, lemma: &str, frame: AttitudeFrame, clues: &[&str]) -> Option<f64> {
        let own = self.frames.get(lemma)?.get(&frame)?;
        let weight = |clue: &str| self.clues.get(clue).copied().unwrap_or(0.0);
        let sum = clues.iter().fold(own + weight(BASE), |sum, clue| sum + weight(clue));
        Some(1.0 / (1.0 + (-sum).exp()))
    }
}

fn weight_of(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|weight| weight.is_finite())
}

fn all_cues() -> BTreeMap<(CueKind, Complement), Cue> {
    let prepositions = PREPOSITIONS.iter().map(|p| Complement::Preposition(p));
    let verbal = [Complement::Object, Complement::ObjectInfinitive, Complement::Predicate];
    let mut cues = BTreeMap::new();
    for kind in [CueKind::Verb, CueKind::Noun, CueKind::Adjective] {
        let own = verbal.into_iter().filter(|_| kind == CueKind::Verb);
        let complements = [Complement::Clause, Complement::Infinitive].into_iter().chain(own);
        for complement in complements.chain(prepositions.clone()) {
            let cue = Cue {
                words: Vec::new(),
                kind,
                class: CueClass::Judge,
                complements: vec![complement],
                line: 0,
            };
            cues.insert((kind, complement), cue);
        }
    }
    cues
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clues_add_to_the_weight_of_a_listed_frame() {
        let attitudes = Attitudes::load(&Source::embedded()).unwrap();
        let frame = AttitudeFrame { kind: CueKind::Verb, complement: Complement::Object, passive: false };
        let plain = attitudes.probability("support", frame, &["main clause"]).unwrap();
        let modal = attitudes.probability("support", frame, &["main clause", "modal"]).unwrap();
        assert!(modal < plain, "{modal} {plain}");
        assert_eq!(attitudes.probability("discuss", frame, &[]), None);
    }

    #[test]
    fn every_listed_frame_is_one_that_is_looked_for() {
        let attitudes = Attitudes::load(&Source::embedded()).unwrap();
        assert!(attitudes.listed().count() > 500);
        assert!(attitudes.listed().all(|(_, frame)| attitudes.cue(frame.kind, frame.complement).is_some()));
    }
}
