//! `chancery-dev untold`: the weights of `lexicon/untold.tsv`, fitted to annotated reports, and how well they hold on reports
//! left out. Nothing of the reports but counts goes into the table.

mod annotated;

mod logit;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use chancery::reading::event::untold::{OpenSide, Side, open_sides};
use chancery::{Reader, Report};
use clap::Args;

use crate::readings;
use annotated::Annotated;
use logit::{Choice, Weights};

/// Fit the weights of lexicon/untold.tsv to annotated reports
#[derive(Args)]
pub struct Untold {
    /// Annotated reports: JSON lines with "id", "text" and "events", each with "type", "trigger_span" in code points, and "actors"
    /// and "recipients" that have a "country" and a "sector"
    #[arg(required = true)]
    reports: Vec<PathBuf>,

    /// Where the weights go
    #[arg(long, value_name = "FILE", default_value = "data/lexicon/untold.tsv")]
    weights: PathBuf,

    /// How strongly weights are held near zero
    #[arg(long, default_value_t = 8.0)]
    ridge: f64,

    /// The probability from which on a side is given
    #[arg(long, default_value_t = 0.5)]
    bound: f64,
}

/// Reports are left out in this many turns.
const FOLDS: u32 = 6;

/// A clue seen at fewer sides has no weight.
const SELDOM: usize = 3;

/// Weights nearer to zero are left out of the table.
const SLIGHT: f64 = 0.05;

/// A side that the reader left open, and which of its candidates the annotator gave.
struct Point {
    report: String,
    open: OpenSide,
    /// Whether each candidate is right; all wrong where nobody is.
    right: Vec<bool>,
    /// The countries that the annotator gave.
    countries: Vec<String>,
}

impl Untold {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let reader = readings::reader(None)?.before_weighing();
        let mut points = Vec::new();
        for path in &self.reports {
            points.extend(points_of(&reader, path)?);
        }
        ensure!(points.len() >= FOLDS as usize, "{} open sides are too few", points.len());
        eprintln!("{} open sides, {} of them told", points.len(), told(&points));
        let mut held = Held::default();
        for fold in 0..FOLDS {
            let is_out = |point: &&Point| crc32fast::hash(point.report.as_bytes()) % FOLDS == fold;
            let (out, kept): (Vec<&Point>, Vec<&Point>) = points.iter().partition(is_out);
            let weights = self.fit(&kept);
            out.into_iter().for_each(|point| held.add(point, &weights, self.bound));
        }
        eprintln!(
            "given on reports left out: {} right, {} where nobody is, {} others",
            held.right, held.nobody, held.other
        );
        let weights = self.fit(&points.iter().collect::<Vec<_>>());
        fs::write(&self.weights, self.table(&weights)).with_context(|| self.weights.display().to_string())
    }

    fn fit(&self, points: &[&Point]) -> Weights {
        let choices: Vec<Choice<'_>> =
            points.iter().map(|point| Choice { open: &point.open, right: &point.right }).collect();
        Weights::fit(&choices, SELDOM, self.ridge)
    }

    fn table(&self, weights: &Weights) -> String {
        let mut out = String::from(
            "# How much each clue speaks for somebody being the side, or the country of the side, that a sentence leaves out, in log-odds\n\
             # against nobody: for all events, for those of a quad class and for those of a type. Written by `chancery-dev untold`.\n\
             # The bound is the probability from which on a side is given.\n\
             of\tclue\tweight\n",
        );
        out += &format!("\tbound\t{}\n", self.bound);
        for ((of, clue), weight) in weights.iter().filter(|(_, weight)| weight.abs() >= SLIGHT) {
            out += &format!("{of}\t{clue}\t{weight:.2}\n");
        }
        out
    }
}

/// What is given on reports left out.
#[derive(Default)]
struct Held {
    right: usize,
    nobody: usize,
    other: usize,
}

impl Held {
    fn add(&mut self, point: &Point, weights: &Weights, bound: f64) {
        let scores: Vec<f64> =
            point.open.candidates.iter().map(|c| weights.score(&point.open.of, &c.clues)).collect();
        let Some((share, party)) = point.open.clone().likeliest(&scores) else { return };
        if share < bound {
            return;
        }
        let is_right = point.countries.len() == 1 && party.country.as_ref() == point.countries.first();
        match (is_right, point.countries.is_empty()) {
            (true, _) => self.right += 1,
            (_, true) => self.nobody += 1,
            _ => self.other += 1,
        }
    }
}

fn told(points: &[Point]) -> usize {
    points.iter().filter(|point| !point.countries.is_empty()).count()
}

/// The open sides of those events of a file of reports that the annotator has too.
fn points_of(reader: &Reader, path: &Path) -> anyhow::Result<Vec<Point>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let annotated: BTreeMap<String, Annotated> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(Annotated::parse)
        .collect::<anyhow::Result<_>>()
        .with_context(|| path.display().to_string())?;
    let read = |report: &Report| {
        let reading = reader.read(report);
        let Some(annotated) = annotated.get(&report.id) else { return Vec::new() };
        let same = annotated.same_events(&report.text, &reading);
        let mut points = Vec::new();
        for open in open_sides(&reading, reader.knowledge()) {
            let Some(event) = same.get(&open.event).map(|&i| &annotated.events[i]) else { continue };
            let given = if open.side == Side::Actor { &event.actors } else { &event.recipients };
            let mut countries: Vec<String> =
                given.iter().filter_map(|(country, _)| country.clone()).collect();
            countries.sort();
            countries.dedup();
            let fits = |with_sector: bool| -> Vec<bool> {
                let parties = open.candidates.iter().map(|c| &c.party);
                let fits = parties.map(|party| {
                    given.iter().any(|(country, sector)| {
                        country.is_some()
                            && *country == party.country
                            && (!with_sector || *sector == party.sector)
                    })
                });
                fits.collect()
            };
            let exact = fits(true);
            let right = if exact.contains(&true) { exact } else { fits(false) };
            points.push(Point { report: report.id.clone(), open, right, countries });
        }
        points
    };
    let points: anyhow::Result<Vec<Vec<Point>>> = readings::of_each(path, read).into_iter().collect();
    Ok(points?.into_iter().flatten().collect())
}
