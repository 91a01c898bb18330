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
        let Some(bytes) = source.file(file) else { return Ok(UntoldWeights::default()) };
        let table = Table::parse(file, &bytes, &["of", "clue", "weight"]).map_err(|error| vec![error])?;
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
