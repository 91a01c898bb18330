//! How much each clue tells about whether somebody is the side that a sentence leaves out (`lexicon/untold.tsv`): a conditional
//! logit whose weights `chancery-dev untold` finds from annotated reports.

use std::collections::HashMap;

use super::{LexiconError, Source, Table};

/// The name of the row that holds the probability from which on a side is given.
const BOUND: &str = "bound";

/// Weights by clue, in log-odds, for all events of a side, for a quad class and for an event type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UntoldWeights {
    weights: HashMap<String, HashMap<String, f64>>,
    bound: f64,
}

impl UntoldWeights {
    /// Loads `lexicon/untold.tsv`; without the file no side is given.
    ///
    /// # Errors
    /// Lines without a clue, clues named twice, weights that are no finite numbers.
    pub fn load(source: &Source) -> Result<Self, Vec<LexiconError>> {
        let file = "lexicon/untold.tsv";
        source.file(file).map_or_else(|| Ok(UntoldWeights::default()), |bytes| Self::parse(file, &bytes))
    }

    pub(crate) fn parse(file: &str, bytes: &[u8]) -> Result<Self, Vec<LexiconError>> {
        let table = Table::parse(file, bytes, &["of", "clue", "weight"]).map_err(|error| vec![error])?;
        let mut loaded = UntoldWeights { bound: 1.0, ..UntoldWeights::default() };
        let mut errors = Vec::new();
        for row in table.rows() {
            let (of, clue) = (row.cell("of"), row.cell("clue"));
            if clue.is_empty() {
                errors.push(row.error("clue", "no clue"));
                continue;
            }
            match row.cell("weight").parse::<f64>() {
                Ok(weight) if weight.is_finite() && clue == BOUND => loaded.bound = weight,
                Ok(weight) if weight.is_finite() => {
                    let own = loaded.weights.entry(of.to_owned()).or_default();
                    if own.insert(clue.to_owned(), weight).is_some() {
                        errors.push(row.error("clue", format!("{clue:?} is named twice")));
                    }
                }
                _ => errors.push(row.error("weight", "not a number")),
            }
        }
        if errors.is_empty() { Ok(loaded) } else { Err(errors) }
    }

    /// Whether there are no weights, so that nothing is to be weighed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// The probability from which on a side is given, 0 to 1.
    #[must_use]
    pub fn bound(&self) -> f64 {
        self.bound
    }

    /// The log-odds of a candidate with these clues against nobody. `of` names what the side is of, from the general to the
    /// particular: each has weights of its own, which add up.
    #[must_use]
    pub fn score<'a>(&self, of: &[String], clues: impl Iterator<Item = &'a str> + Clone) -> f64 {
        let tables = of.iter().filter_map(|of| self.weights.get(of));
        tables.map(|own| clues.clone().filter_map(|clue| own.get(clue)).sum::<f64>()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loaded(table: &str) -> Result<UntoldWeights, Vec<LexiconError>> {
        UntoldWeights::parse("lexicon/untold.tsv", table.as_bytes())
    }

    #[test]
    fn weights_of_the_side_and_of_its_type_add_up() {
        let weights = loaded("of\tclue\tweight\n\tbound\t0.7\nactor\tnear\t1.5\nactor ASSAULT\tnear\t0.5\nrecipient\tnear\t9\n").unwrap();
        let of = ["actor".to_owned(), "actor ASSAULT".to_owned()];
        assert!((weights.score(&of, ["near", "unheard of"].into_iter()) - 2.0).abs() < 1e-9);
        assert!((weights.bound() - 0.7).abs() < 1e-9);
    }

    #[test]
    fn a_weight_that_is_no_number_is_a_mistake_with_its_place() {
        let mistakes = loaded("of\tclue\tweight\nactor\tnear\tmuch\n").unwrap_err();
        assert_eq!((mistakes[0].line, mistakes[0].column), (2, 12));
    }

    #[test]
    fn the_embedded_weights_load() {
        assert!(!UntoldWeights::load(&Source::embedded()).unwrap().is_empty());
    }
}
