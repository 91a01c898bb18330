//! `chancery-dev confidence fit`: logistic regression with a ridge, by Newton's method (Hastie, Tibshirani, Friedman,
//! "The Elements of Statistical Learning", 2nd ed., 4.4.1), and how well it holds on rows left out.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, ensure};
use clap::Args;

use super::judged::{Row, read};

/// Fit the weights of lexicon/confidence.tsv to judged rows, and write bins and Brier score of rows left out
#[derive(Args)]
pub struct Fit {
    /// Judged rows
    #[arg(long, value_name = "FILE", default_value = "eval/judged.tsv")]
    judged: PathBuf,

    /// Where the weights go
    #[arg(long, value_name = "FILE", default_value = "data/lexicon/confidence.tsv")]
    weights: PathBuf,

    /// Where bins and Brier score go
    #[arg(long, value_name = "FILE", default_value = "eval/calibration.csv")]
    calibration: PathBuf,

    /// How strongly weights are held near zero
    #[arg(long, default_value_t = 2.0)]
    ridge: f64,

    /// The probability below which no row is given
    #[arg(long, default_value_t = 0.13)]
    floor: f64,

    /// The same for rows of what occurred and the report vouches for
    #[arg(long, default_value_t = 0.28)]
    floor_of_facts: f64,
}

/// Rows are left out in this many turns, whole reports together.
const FOLDS: usize = 10;

/// How the clues begin that the language model gives.
const LEARNED: &str = "model";

/// Newton's steps; a ridge makes the problem convex and some ten are enough.
const STEPS: usize = 30;

impl Fit {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let text = fs::read_to_string(&self.judged).with_context(|| self.judged.display().to_string())?;
        let mut rows = read(&text).with_context(|| self.judged.display().to_string())?;
        rows.retain(|row| !row.verdict.is_empty());
        ensure!(rows.len() >= 2 * FOLDS, "{} judged rows are too few", rows.len());
        let clues: Vec<String> = rows
            .iter()
            .flat_map(|row| row.clues.keys().cloned())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        let points: Vec<Point> = rows.iter().map(|row| Point::of(row, &clues)).collect();
        let held: Vec<(f64, bool)> =
            (0..FOLDS).flat_map(|fold| left_out(&rows, &points, &clues, fold, self.ridge)).collect();
        fs::write(&self.calibration, calibration(&held))?;
        let weights = fit(&points.iter().collect::<Vec<_>>(), &clues, self.ridge);
        fs::write(&self.weights, self.table(&clues, &weights))?;
        Ok(())
    }

    fn table(&self, clues: &[String], weights: &[f64]) -> String {
        let mut out = String::from(
            "# How much each clue tells about whether a row is right, in log-odds; written by `chancery-dev confidence fit`.\n\
             # The floor is the probability below which no row is given; that of facts is for what occurred and the report vouches for.\n\
             clue\tweight\n",
        );
        out += &format!("floor\t{}\nfloor of facts\t{}\n", self.floor, self.floor_of_facts);
        for (clue, weight) in std::iter::once("base").chain(clues.iter().map(String::as_str)).zip(weights) {
            out += &format!("{clue}\t{weight:.3}\n");
        }
        out
    }
}

/// Amounts of all clues, 1 for the base first, and whether the row is right.
#[derive(Debug)]
struct Point {
    amounts: Vec<f64>,
    right: bool,
}

impl Point {
    fn of(row: &Row, clues: &[String]) -> Self {
        let amount = |clue: &String| row.clues.get(clue).copied().unwrap_or(0.0);
        Point {
            amounts: std::iter::once(1.0).chain(clues.iter().map(amount)).collect(),
            right: row.is_right(),
        }
    }

    fn probability(&self, weights: &[f64]) -> f64 {
        let sum: f64 = self.amounts.iter().zip(weights).map(|(amount, weight)| amount * weight).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

/// Probability and truth of the rows of one fold, from weights fitted to the others.
fn left_out(rows: &[Row], points: &[Point], clues: &[String], fold: usize, ridge: f64) -> Vec<(f64, bool)> {
    let is_out = |row: &Row| crc32fast::hash(row.report.as_bytes()) as usize % FOLDS == fold;
    let kept: Vec<&Point> = rows.iter().zip(points).filter(|(row, _)| !is_out(row)).map(|(_, p)| p).collect();
    let weights = fit(&kept, clues, ridge);
    rows.iter()
        .zip(points)
        .filter(|(row, _)| is_out(row))
        .map(|(_, point)| (point.probability(&weights), point.right))
        .collect()
}

/// Weights that make the verdicts most likely: first of the base and of what the reader knows by itself, from all rows; then, beside
/// those, of the clues that the language model gives, from the rows that have them. Rows of reports that the model has learned from
/// have none, for there it knows the answers.
fn fit(points: &[&Point], clues: &[String], ridge: f64) -> Vec<f64> {
    let is_learned = |i: &usize| *i > 0 && clues[i - 1].starts_with(LEARNED);
    let (learned, own): (Vec<usize>, Vec<usize>) = (0..=clues.len()).partition(is_learned);
    let mut weights = vec![0.0; clues.len() + 1];
    fit_some(points, &own, ridge, &mut weights);
    let told: Vec<&Point> =
        points.iter().copied().filter(|point| learned.iter().any(|&i| point.amounts[i] != 0.0)).collect();
    fit_some(&told, &learned, ridge, &mut weights);
    weights
}

/// Fits these weights beside the others, which stay; the base, at 0, is not held near zero.
fn fit_some(points: &[&Point], free: &[usize], ridge: f64, weights: &mut [f64]) {
    for _ in 0..STEPS {
        let mut slope = vec![0.0; free.len()];
        let mut curve = vec![vec![0.0; free.len()]; free.len()];
        for point in points {
            let p = point.probability(weights);
            let off = if point.right { 1.0 - p } else { -p };
            for (i, &a) in free.iter().enumerate() {
                slope[i] += off * point.amounts[a];
                for (j, &b) in free.iter().enumerate() {
                    curve[i][j] += p * (1.0 - p) * point.amounts[a] * point.amounts[b];
                }
            }
        }
        for (i, &a) in free.iter().enumerate() {
            let held = if a == 0 { 1e-6 } else { ridge };
            slope[i] -= held * weights[a];
            curve[i][i] += held;
        }
        for (&a, step) in free.iter().zip(solve(curve, slope)) {
            weights[a] += step;
        }
    }
}

/// Solves a symmetric positive system by elimination.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let size = right.len();
    for i in 0..size {
        let row = matrix[i].clone();
        for j in i + 1..size {
            let factor = matrix[j][i] / row[i];
            for (value, above) in matrix[j].iter_mut().zip(&row).skip(i) {
                *value -= factor * above;
            }
            right[j] -= factor * right[i];
        }
    }
    for i in (0..size).rev() {
        let known: f64 = (i + 1..size).map(|j| matrix[i][j] * right[j]).sum();
        right[i] = (right[i] - known) / matrix[i][i];
    }
    right
}

/// Bins of a tenth: how many rows, their mean confidence, and the share that is right; then the Brier score
/// (Brier 1950: mean squared distance of confidence from truth) beside that of one confidence for all rows.
fn calibration(held: &[(f64, bool)]) -> String {
    let mut out = String::from("measure,from,to,rows,confidence,right\n");
    let truth = |right: bool| if right { 1.0 } else { 0.0 };
    for bin in 0..10 {
        let inside: Vec<&(f64, bool)> =
            held.iter().filter(|(p, _)| ((p * 10.0) as usize).min(9) == bin).collect();
        if inside.is_empty() {
            continue;
        }
        let count = inside.len() as f64;
        let mean = inside.iter().map(|(p, _)| p).sum::<f64>() / count;
        let right = inside.iter().map(|(_, r)| truth(*r)).sum::<f64>() / count;
        let from = bin as f64 / 10.0;
        out += &format!("bin,{from:.1},{:.1},{},{mean:.3},{right:.3}\n", from + 0.1, inside.len());
    }
    let count = held.len() as f64;
    let base = held.iter().map(|(_, right)| truth(*right)).sum::<f64>() / count;
    let brier = held.iter().map(|(p, right)| (p - truth(*right)).powi(2)).sum::<f64>() / count;
    let mean = held.iter().map(|(p, _)| p).sum::<f64>() / count;
    out += &format!("all,0.0,1.0,{},{mean:.3},{base:.3}\n", held.len());
    out += &format!("brier,,,{},{brier:.4},\n", held.len());
    out += &format!("brier of one confidence for all,,,{},{:.4},\n", held.len(), base * (1.0 - base));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(amount: f64, right: bool) -> Point {
        Point { amounts: vec![1.0, amount], right }
    }

    #[test]
    fn the_fit_finds_the_odds_of_each_group() {
        let mut points: Vec<Point> = (0..100).map(|i| point(0.0, i < 80)).collect();
        points.extend((0..100).map(|i| point(1.0, i < 30)));
        let weights = fit(&points.iter().collect::<Vec<_>>(), &["noun".to_owned()], 1e-9);
        assert!((point(0.0, true).probability(&weights) - 0.8).abs() < 1e-6);
        assert!((point(1.0, true).probability(&weights) - 0.3).abs() < 1e-6);
    }

    #[test]
    fn a_ridge_draws_weights_to_zero() {
        let points: Vec<Point> = (0..20).map(|i| point(f64::from(i % 2), i % 2 == 0)).collect();
        let weights = fit(&points.iter().collect::<Vec<_>>(), &["noun".to_owned()], 3.0);
        assert!(weights[1] < -0.5 && weights[1] > -3.0, "{weights:?}");
    }

    #[test]
    fn what_the_model_says_is_weighed_on_the_rows_that_have_it_beside_the_rest() {
        let point = |noun: f64, model: f64, right: bool| Point { amounts: vec![1.0, noun, model], right };
        let mut points: Vec<Point> = (0..100).map(|i| point(f64::from(i % 2), 0.0, i < 60)).collect();
        let before = fit(&points.iter().collect::<Vec<_>>(), &["noun".to_owned()], 1e-9);
        points.extend((0..40).map(|i| point(1.0, if i < 20 { 2.0 } else { -2.0 }, i < 20)));
        let clues = ["noun".to_owned(), "model's odds".to_owned()];
        let weights = fit(&points.iter().collect::<Vec<_>>(), &clues, 1.0);
        assert!(weights[2] > 0.5, "{weights:?}");
        assert!((before[0] - weights[0]).abs() < 0.3, "{before:?} {weights:?}");
    }

    #[test]
    fn bins_count_every_row_once() {
        let held: Vec<(f64, bool)> = (0..=20).map(|i| (f64::from(i) / 20.0, i > 10)).collect();
        let text = calibration(&held);
        let rows: usize = text
            .lines()
            .filter(|line| line.starts_with("bin"))
            .map(|line| line.split(',').nth(3).unwrap().parse::<usize>().unwrap())
            .sum();
        assert_eq!(rows, 21);
    }
}
