//! A conditional logit (McFadden 1974, "Conditional logit analysis of qualitative choice behavior") with a ridge: one of several
//! candidates or nobody is chosen, with odds that are the product of what each clue counts.
//!
//! Where several candidates are right (two mentions of one country), their probabilities count together.

use std::collections::BTreeMap;

use chancery::reading::event::untold::OpenSide;

/// So many steps down the slope, each as long as AdaGrad makes it (Duchi, Hazan, Singer 2011, "Adaptive subgradient methods for
/// online learning and stochastic optimization"); the fit stands still before.
const STEPS: usize = 400;
const LENGTH: f64 = 0.5;

/// One choice: candidates, and which of them are right.
pub struct Choice<'a> {
    pub open: &'a OpenSide,
    pub right: &'a [bool],
}

/// Weights by what the side is of and clue, in log-odds.
pub struct Weights(BTreeMap<(String, String), f64>);

impl Weights {
    /// The weights that make the choices most likely; clues of fewer than `seldom` choices have none.
    pub fn fit(choices: &[Choice<'_>], seldom: usize, ridge: f64) -> Self {
        let mut seen: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
        for (number, choice) in choices.iter().enumerate() {
            for (of, clue) in choice.open.candidates.iter().flat_map(|c| pairs(&choice.open.of, &c.clues)) {
                let (count, last) = seen.entry((of, clue)).or_insert((0, usize::MAX));
                if *last != number {
                    (*count, *last) = (*count + 1, number);
                }
            }
        }
        seen.retain(|_, (count, _)| *count >= seldom);
        let index: BTreeMap<(&str, &str), usize> =
            seen.keys().enumerate().map(|(i, key)| (*key, i)).collect();
        let rows = choices
            .iter()
            .map(|choice| {
                let row = |clues: &Vec<String>| {
                    pairs(&choice.open.of, clues).filter_map(|pair| index.get(&pair).copied()).collect()
                };
                let candidates = choice.open.candidates.iter().map(|c| row(&c.clues)).collect();
                Row { candidates, right: choice.right.to_vec() }
            })
            .collect();
        let problem = Problem { rows, ridge };
        let mut found = vec![0.0; index.len()];
        let mut steepness = vec![1e-9_f64; index.len()];
        for _ in 0..STEPS {
            let slopes = problem.slope(&found);
            for ((weight, sum), slope) in found.iter_mut().zip(&mut steepness).zip(slopes) {
                *sum += slope * slope;
                *weight -= LENGTH * slope / sum.sqrt();
            }
        }
        let weights = index.into_iter().map(|((of, clue), i)| ((of.to_owned(), clue.to_owned()), found[i]));
        Weights(weights.collect())
    }

    /// The log-odds of a candidate against nobody.
    pub fn score(&self, of: &[String], clues: &[String]) -> f64 {
        let weight = |(of, clue): (&str, &str)| self.0.get(&(of.to_owned(), clue.to_owned()));
        pairs(of, clues).filter_map(weight).sum()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&(String, String), &f64)> {
        self.0.iter()
    }
}

/// Every clue with everything the side is of.
fn pairs<'a>(of: &'a [String], clues: &'a [String]) -> impl Iterator<Item = (&'a str, &'a str)> {
    of.iter().flat_map(move |of| clues.iter().map(move |clue| (of.as_str(), clue.as_str())))
}

/// A choice as numbers of clues.
struct Row {
    candidates: Vec<Vec<usize>>,
    right: Vec<bool>,
}

struct Problem {
    rows: Vec<Row>,
    ridge: f64,
}

impl Row {
    /// The probability of each candidate, and of what is right.
    fn probabilities(&self, weights: &[f64]) -> (Vec<f64>, f64) {
        let scores: Vec<f64> =
            self.candidates.iter().map(|clues| clues.iter().map(|&i| weights[i]).sum()).collect();
        let top = scores.iter().copied().fold(0.0, f64::max);
        let odds: Vec<f64> = scores.iter().map(|score| (score - top).exp()).collect();
        let nobody = (-top).exp();
        let all = nobody + odds.iter().sum::<f64>();
        let share: Vec<f64> = odds.into_iter().map(|odds| odds / all).collect();
        let right: f64 = share.iter().zip(&self.right).filter(|(_, right)| **right).map(|(p, _)| p).sum();
        let right = if self.right.contains(&true) { right } else { nobody / all };
        (share, right.max(f64::MIN_POSITIVE))
    }
}

impl Problem {
    /// How steeply the choices become unlikelier with each weight.
    fn slope(&self, weights: &[f64]) -> Vec<f64> {
        let mut slope: Vec<f64> = weights.iter().map(|weight| self.ridge * weight).collect();
        for row in &self.rows {
            let (share, right) = row.probabilities(weights);
            for ((clues, p), is_right) in row.candidates.iter().zip(share).zip(&row.right) {
                let pull = if *is_right { p - p / right } else { p };
                clues.iter().for_each(|&i| slope[i] += pull);
            }
        }
        slope
    }
}

#[cfg(test)]
mod tests {
    use chancery::reading::event::Party;
    use chancery::reading::event::untold::{Candidate, Side};
    use chancery_lang::Span;

    use super::*;

    fn open(clues: &[&str]) -> OpenSide {
        let candidate = |clue: &&str| Candidate {
            party: Party {
                span: Span::new(0, 1),
                head: 0,
                entity: None,
                country: None,
                sector: None,
                found: "",
            },
            clues: vec![(*clue).to_owned()],
        };
        OpenSide {
            event: 0,
            side: Side::Actor,
            of: vec!["actor".to_owned()],
            candidates: clues.iter().map(candidate).collect(),
        }
    }

    #[test]
    fn a_clue_of_who_is_right_weighs_more_than_one_of_who_is_not() {
        let near = open(&["near", "far"]);
        let far = open(&["far"]);
        let choices = [
            Choice { open: &near, right: &[true, false] },
            Choice { open: &near, right: &[true, false] },
            Choice { open: &far, right: &[false] },
        ];
        let weights = Weights::fit(&choices, 1, 0.1);
        let score = |clue: &str| weights.score(&near.of, &[clue.to_owned()]);
        assert!(score("near") > 1.0 && score("far") < -1.0, "{} {}", score("near"), score("far"));
    }

    #[test]
    fn a_clue_seen_too_seldom_has_no_weight() {
        let near = open(&["near"]);
        let weights = Weights::fit(&[Choice { open: &near, right: &[true] }], 2, 0.1);
        assert_eq!(weights.iter().count(), 0);
    }
}
