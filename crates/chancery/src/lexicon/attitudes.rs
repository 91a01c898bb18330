//! How likely a word tells of an attitude where the cues leave it open (`lexicon/attitudes.tsv`): "supports the ban", "focuses
//! on jobs". A logistic model whose weights are fitted to a corpus of attributions: one for each lemma with its
//! complement, and one for each clue of the sentence (`lexicon/attitude_clues.tsv`). A second one, with a weight for the lemma
//! alone (`lexicon/attitude_words.tsv`), tells of complements that are too rare to be listed: "forgets about the ban".

use std::collections::BTreeMap;

use super::cues::{Complement, Cue, CueClass, CueKind, PREPOSITIONS, complement_of, kind_of};
use super::{LexiconError, Source, Table};

/// The frames, below the data folder.
const FRAMES: &str = "lexicon/attitudes.tsv";
/// The words in whatever frame, below the data folder.
const WORDS: &str = "lexicon/attitude_words.tsv";
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
    words: BTreeMap<String, BTreeMap<CueKind, f64>>,
    clues: BTreeMap<String, ClueWeights>,
    cues: BTreeMap<(CueKind, Complement), Cue>,
}

/// What a clue tells of a frame that is listed, and of any other frame of a listed word.
#[derive(Clone, Copy, Debug, Default)]
struct ClueWeights {
    listed: f64,
    other: f64,
}

impl Attitudes {
    /// Loads the tables; without them no word is an attitude.
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
        if let Some(bytes) = source.file(WORDS) {
            let table =
                Table::parse(WORDS, &bytes, &["lemma", "kind", "weight"]).map_err(|error| vec![error])?;
            for row in table.rows() {
                match (kind_of(row.cell("kind")), weight_of(row.cell("weight"))) {
                    (None, _) => errors.push(row.error("kind", "expected verb, noun or adjective")),
                    (_, None) => errors.push(row.error("weight", "not a number")),
                    (Some(kind), Some(weight)) => {
                        let kinds = attitudes.words.entry(row.cell("lemma").to_owned()).or_default();
                        if kinds.insert(kind, weight).is_some() {
                            errors.push(row.error("lemma", "this word is listed twice"));
                        }
                    }
                }
            }
        }
        if let Some(bytes) = source.file(CLUES) {
            let columns = ["clue", "listed", "other"];
            let table = Table::parse(CLUES, &bytes, &columns).map_err(|error| vec![error])?;
            for row in table.rows() {
                let clue = row.cell("clue").to_owned();
                match (weight_of(row.cell("listed")), weight_of(row.cell("other"))) {
                    (None, _) => errors.push(row.error("listed", "not a number")),
                    (_, None) => errors.push(row.error("other", "not a number")),
                    (Some(listed), Some(other)) => {
                        if attitudes.clues.insert(clue, ClueWeights { listed, other }).is_some() {
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

    /// All words that are listed in whatever frame, in order.
    pub fn listed_words(&self) -> impl Iterator<Item = (&str, CueKind)> {
        self.words.iter().flat_map(|(lemma, kinds)| kinds.keys().map(move |kind| (lemma.as_str(), *kind)))
    }

    /// Whether the word or any of its frames is listed.
    #[must_use]
    pub fn knows(&self, kind: CueKind, lemma: &str) -> bool {
        self.words.get(lemma).is_some_and(|kinds| kinds.contains_key(&kind))
            || self.frames.contains_key(lemma)
    }

    /// Whether that frame of the lemma is listed.
    #[must_use]
    pub fn lists(&self, lemma: &str, frame: AttitudeFrame) -> bool {
        self.frames.get(lemma).is_some_and(|frames| frames.contains_key(&frame))
    }

    /// The probability that a lemma in a frame with these clues is an attitude; `None` where neither frame nor word is listed.
    #[must_use]
    pub fn probability(&self, lemma: &str, frame: AttitudeFrame, clues: &[&str]) -> Option<f64> {
        let listed = self.frames.get(lemma).and_then(|frames| frames.get(&frame));
        let word = || self.words.get(lemma).and_then(|kinds| kinds.get(&frame.kind));
        let weight = |clue: &str| {
            let weights = self.clues.get(clue).copied().unwrap_or_default();
            if listed.is_some() { weights.listed } else { weights.other }
        };
        let own = listed.or_else(word)?;
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
        assert_eq!(attitudes.probability("sign", frame, &[]), None);
    }

    #[test]
    fn a_rare_frame_of_a_listed_word_has_the_weight_of_the_word() {
        let attitudes = Attitudes::load(&Source::embedded()).unwrap();
        let frame = AttitudeFrame {
            kind: CueKind::Verb,
            complement: Complement::Preposition("about"),
            passive: false,
        };
        assert!(!attitudes.lists("forget", frame));
        assert!(attitudes.probability("forget", frame, &["main clause"]).is_some());
        assert_eq!(attitudes.probability("shoot", frame, &["main clause"]), None);
    }

    #[test]
    fn every_listed_frame_is_one_that_is_looked_for() {
        let attitudes = Attitudes::load(&Source::embedded()).unwrap();
        assert!(attitudes.listed().count() > 500);
        assert!(attitudes.listed().all(|(_, frame)| attitudes.cue(frame.kind, frame.complement).is_some()));
    }
}
