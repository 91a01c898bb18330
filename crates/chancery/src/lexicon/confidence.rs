//! How much each clue tells about whether a row is right (`lexicon/confidence.tsv`): a logistic model whose weights
//! `chancery-dev confidence fit` finds from rows that people judged.

use std::collections::BTreeMap;

use super::{LexiconError, Source, Table};

/// The name of the weight that every row gets.
const BASE: &str = "base";

/// The name of the probability below which no row is given.
const FLOOR: &str = "floor";

/// The same for facts.
const FLOOR_OF_FACTS: &str = "floor of facts";

/// Weights by clue, in log-odds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConfidenceWeights {
    weights: BTreeMap<String, f64>,
    floor: f64,
    floor_of_facts: f64,
}

impl ConfidenceWeights {
    /// Loads `lexicon/confidence.tsv`; without the file every row has the probability one half.
    ///
    /// # Errors
    /// Lines without a clue, clues named twice, weights that are no finite numbers.
    pub fn load(source: &Source) -> Result<Self, Vec<LexiconError>> {
        let file = "lexicon/confidence.tsv";
        let Some(bytes) = source.file(file) else { return Ok(ConfidenceWeights::default()) };
        let table = Table::parse(file, &bytes, &["clue", "weight"]).map_err(|error| vec![error])?;
        let mut weights = BTreeMap::new();
        let (mut floor, mut floor_of_facts) = (0.0, 0.0);
        let mut errors = Vec::new();
        for row in table.rows() {
            let clue = row.cell("clue");
            if clue.is_empty() {
                errors.push(row.error("clue", "no clue"));
                continue;
            }
            let bound = match clue {
                FLOOR => Some(&mut floor),
                FLOOR_OF_FACTS => Some(&mut floor_of_facts),
                _ => None,
            };
            match (row.cell("weight").parse::<f64>(), bound) {
                (Ok(probability), Some(bound)) if (0.0..=1.0).contains(&probability) => *bound = probability,
                (Ok(weight), None) if weight.is_finite() => {
                    if weights.insert(clue.to_owned(), weight).is_some() {
                        errors.push(row.error("clue", format!("{clue:?} is named twice")));
                    }
                }
                _ => errors.push(row.error("weight", "not a number")),
            }
        }
        if errors.is_empty() { Ok(ConfidenceWeights { weights, floor, floor_of_facts }) } else { Err(errors) }
    }

    /// The probability below which a row is likelier to mislead than to tell, 0 to 1; zero without the file. What is told as a
    /// fact misleads most, and has a floor of its own where that is higher.
    #[must_use]
    pub fn floor(&self, is_fact: bool) -> f64 {
        if is_fact { self.floor.max(self.floor_of_facts) } else { self.floor }
    }

    /// The same weights, by which every row is given.
    #[must_use]
    pub fn without_floor(self) -> Self {
        ConfidenceWeights { floor: 0.0, floor_of_facts: 0.0, ..self }
    }

    /// The probability of a row with these clues, each with its amount; clues without a weight tell nothing.
    #[must_use]
    pub fn probability<'a>(&self, clues: impl IntoIterator<Item = (&'a str, f64)>) -> f64 {
        let weight = |clue: &str| self.weights.get(clue).copied().unwrap_or(0.0);
        let sum = clues.into_iter().fold(weight(BASE), |sum, (clue, amount)| sum + weight(clue) * amount);
        1.0 / (1.0 + (-sum).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(lines: &[(&str, f64)]) -> ConfidenceWeights {
        ConfidenceWeights {
            floor: 0.0,
            floor_of_facts: 0.0,
            weights: lines.iter().map(|(clue, weight)| ((*clue).to_owned(), *weight)).collect(),
        }
    }

    #[test]
    fn clues_add_up_in_log_odds() {
        let weights = weights(&[("base", 1.0), ("noun", -0.5)]);
        assert!((weights.probability([]) - 0.731).abs() < 0.001);
        assert!((weights.probability([("noun", 2.0), ("unheard of", 9.0)]) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn the_embedded_weights_load() {
        let weights = ConfidenceWeights::load(&Source::embedded()).unwrap();
        assert!(weights.weights.contains_key(BASE));
        assert!(weights.floor(false) > 0.0 && weights.floor(true) >= weights.floor(false));
        assert!([true, false].iter().all(|&is_fact| weights.clone().without_floor().floor(is_fact) == 0.0));
    }
}
