//! From which probability on what the language model says of deeds is taken over (`lexicon/learned.tsv`).

use super::{LexiconError, Source, Table};

/// Probabilities, 0 to 1; at 1 and above nothing is taken over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LearnedBounds {
    /// Of a word's senses this one is meant.
    pub sense: f64,
    /// A word of the sentence is a side that the patterns leave open.
    pub side: f64,
    /// A word of the sentence is a side in the place of one that the model holds for less likely than `doubted`.
    pub instead: f64,
    /// Below this a side that the patterns found is doubted.
    pub doubted: f64,
}

impl Default for LearnedBounds {
    fn default() -> Self {
        LearnedBounds { sense: 1.0, side: 1.0, instead: 1.0, doubted: 0.0 }
    }
}

impl LearnedBounds {
    /// Loads `lexicon/learned.tsv`; without the file nothing is taken over.
    ///
    /// # Errors
    /// Unknown names and values that are no probabilities.
    pub fn load(source: &Source) -> Result<Self, Vec<LexiconError>> {
        let file = "lexicon/learned.tsv";
        source.file(file).map_or_else(|| Ok(LearnedBounds::default()), |bytes| Self::parse(file, &bytes))
    }

    fn parse(file: &str, bytes: &[u8]) -> Result<Self, Vec<LexiconError>> {
        let table = Table::parse(file, bytes, &["what", "from"]).map_err(|error| vec![error])?;
        let mut bounds = LearnedBounds::default();
        let mut errors = Vec::new();
        for row in table.rows() {
            let bound = match row.cell("what") {
                "sense" => &mut bounds.sense,
                "side" => &mut bounds.side,
                "instead" => &mut bounds.instead,
                "doubted" => &mut bounds.doubted,
                other => {
                    errors.push(
                        row.error("what", format!("{other:?}; expected sense, side, instead or doubted")),
                    );
                    continue;
                }
            };
            match row.cell("from").parse::<f64>() {
                Ok(value) if (0.0..=1.0).contains(&value) => *bound = value,
                _ => errors.push(row.error("from", "not a probability from 0 to 1")),
            }
        }
        if errors.is_empty() { Ok(bounds) } else { Err(errors) }
    }
}

/// Whether a probability of the model is enough to take over what it says; where the bound is 1, none is.
#[must_use]
pub fn suffices(probability: f32, bound: f64) -> bool {
    bound < 1.0 && f64::from(probability) >= bound
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_bounds_load_and_leave_room() {
        let bounds = LearnedBounds::load(&Source::embedded()).unwrap();
        assert!(bounds.side > 0.0 && bounds.side < 1.0);
        assert!(bounds.doubted < bounds.instead && bounds.instead < 1.0);
    }

    #[test]
    fn mistakes_name_line_and_column() {
        let errors =
            LearnedBounds::parse("lexicon/learned.tsv", b"what\tfrom\nsite\t0.8\nside\t80\n").unwrap_err();
        let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert!(texts[0].starts_with("lexicon/learned.tsv:2:1: \"site\""), "{texts:?}");
        assert!(texts[1].starts_with("lexicon/learned.tsv:3:6: not a probability"), "{texts:?}");
    }
}
