//! `chancery-dev attitudes`: the weights of `lexicon/attitudes.tsv`, `lexicon/attitude_words.tsv` and
//! `lexicon/attitude_clues.tsv`, fitted to a corpus of attributions.
//!
//! Which words and frames are listed is the editor's choice: the command only weighs what it finds there. With
//! `--propose FILE` it writes those frames that the corpus has and the table of frames has not. Nothing of the corpus but counts goes into the tables.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use chancery::lexicon::{AttitudeFrame, CueKind, Knowledge, Source};
use chancery::reading::statement::{Candidate, find_candidates};
use chancery_lang::{Analyzer, Span};
use clap::Args;
use serde_json::Value;

/// Fit the weights of lexicon/attitudes.tsv to attributions
#[derive(Args)]
pub struct Attitudes {
    /// Attributions, unpacked: a JSON object a line with "text" and "attributions" of spans in code points
    corpus: PathBuf,

    /// The frames, whose weights are written anew
    #[arg(long, value_name = "FILE", default_value = "data/lexicon/attitudes.tsv")]
    frames: PathBuf,

    /// The words, whose weights are written anew
    #[arg(long, value_name = "FILE", default_value = "data/lexicon/attitude_words.tsv")]
    words: PathBuf,

    /// Where the weights of the clues go
    #[arg(long, value_name = "FILE", default_value = "data/lexicon/attitude_clues.tsv")]
    clues: PathBuf,

    /// Where frames go that the table lacks, with how often they are attributions and how often they are seen
    #[arg(long, value_name = "FILE")]
    propose: Option<PathBuf>,
}

/// How strongly weights are held near zero.
const RIDGE: f64 = 1.0;
/// Rounds over all weights; the fit stands still long before.
const ROUNDS: usize = 60;
/// Least share of what candidate and attribution have together of what either has, for one to be the other. Less than a half,
/// since annotators often leave the edges of a content out.
const SHARED: f64 = 1.0 / 3.0;

/// A lemma with a frame.
type Listed = (String, AttitudeFrame);

impl Attitudes {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let knowledge = Knowledge::load(&Source::embedded()).map_err(|errors| {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            anyhow::anyhow!("{}", lines.join("\n"))
        })?;
        let analyzer = Analyzer::embedded()?;
        let listed: BTreeSet<Listed> =
            knowledge.cues.attitudes.listed().map(|(lemma, frame)| (lemma.to_owned(), frame)).collect();
        ensure!(!listed.is_empty(), "no frame is listed in {}", self.frames.display());
        let mut points = Vec::new();
        let mut counts: BTreeMap<Listed, (usize, usize)> = BTreeMap::new();
        let text = fs::read_to_string(&self.corpus).with_context(|| self.corpus.display().to_string())?;
        for line in text.lines() {
            let article = Article::parse(line)?;
            let document = analyzer.analyze(&article.text);
            for candidate in find_candidates(&document, &knowledge.cues) {
                let Some(head) = candidate.statement.cue_head else { continue };
                let right = article.attributes(document.tokens[head].span, &candidate);
                let key = (candidate.lemma.clone(), candidate.frame);
                let count = counts.entry(key.clone()).or_default();
                count.0 += usize::from(right);
                count.1 += 1;
                points.push(Point { listed: key, clues: candidate.clues, right });
            }
        }
        let own: Vec<&Point> = points.iter().filter(|point| listed.contains(&point.listed)).collect();
        let by_frame = Weights::fit(&own, Grain::Frame);
        // A frame that is not listed is told from all candidates there are: of most words, every frame is rare.
        let all: Vec<&Point> = points.iter().collect();
        let by_word = Weights::fit(&all, Grain::Word);
        write(&self.frames, &frames_table(&listed, &by_frame))?;
        write(&self.words, &words_table(knowledge.cues.attitudes.listed_words(), &by_word))?;
        write(&self.clues, &clues_table(&by_frame, &by_word))?;
        if let Some(path) = &self.propose {
            counts.retain(|key, (right, _)| *right > 0 && !listed.contains(key));
            write(path, &proposals(&counts))?;
        }
        Ok(())
    }
}

/// A text with its attributions, as bytes.
struct Article {
    text: String,
    attributions: Vec<(Vec<Span>, Vec<Span>)>,
}

impl Article {
    fn parse(line: &str) -> anyhow::Result<Self> {
        let value: Value = serde_json::from_str(line)?;
        let text = value["text"].as_str().context("no text")?.to_owned();
        let mut bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
        bytes.push(text.len());
        let spans = |value: &Value| -> Vec<Span> {
            let pairs = value.as_array().into_iter().flatten();
            let at = |value: &Value| value.as_u64().and_then(|i| bytes.get(i as usize).copied());
            pairs.filter_map(|pair| Some(Span::new(at(&pair[0])?, at(&pair[1])?))).collect()
        };
        let attributions = value["attributions"].as_array().into_iter().flatten();
        let attributions = attributions.map(|a| (spans(&a["cue"]), spans(&a["content"]))).collect();
        Ok(Article { text, attributions })
    }

    /// Whether an annotator took the word as a cue, with much the same content.
    fn attributes(&self, head: Span, candidate: &Candidate) -> bool {
        let length = |spans: &[Span]| spans.iter().map(|span| span.len()).sum::<usize>() as f64;
        let own = &candidate.statement.content;
        self.attributions.iter().any(|(cue, content)| {
            let shared: usize = own
                .iter()
                .flat_map(|a| content.iter().map(|b| a.end.min(b.end).saturating_sub(a.start.max(b.start))))
                .sum();
            let shared = shared as f64;
            let either = length(own) + length(content) - shared;
            cue.iter().any(|span| span.contains(head)) && shared > 0.0 && shared >= SHARED * either
        })
    }
}

/// A candidate as the fit sees it.
struct Point {
    listed: Listed,
    clues: Vec<&'static str>,
    right: bool,
}

/// What a weight is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Feature {
    Base,
    /// The lemma in whatever frame: rare frames of one word learn from each other.
    Lemma(String, &'static str),
    Frame(Listed),
    Clue(&'static str),
}

/// What of a word has a weight of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grain {
    /// The lemma, and each of its frames.
    Frame,
    /// The lemma.
    Word,
}

impl Point {
    fn features(&self, grain: Grain) -> impl Iterator<Item = Feature> + '_ {
        let (lemma, frame) = &self.listed;
        let own = [Feature::Base, Feature::Lemma(lemma.clone(), frame.kind.as_str())];
        let frame = (grain == Grain::Frame).then(|| Feature::Frame(self.listed.clone()));
        own.into_iter().chain(frame).chain(self.clues.iter().map(|clue| Feature::Clue(clue)))
    }
}

/// Weights by feature, in log-odds.
struct Weights(BTreeMap<Feature, f64>);

impl Weights {
    /// Logistic regression with a ridge, one weight at a time (Genkin, Lewis, Madigan 2007, "Large-scale Bayesian logistic
    /// regression for text categorization"): Newton's step for each, over the points that have it.
    fn fit(points: &[&Point], grain: Grain) -> Self {
        let mut having: BTreeMap<Feature, Vec<usize>> = BTreeMap::new();
        for (number, point) in points.iter().enumerate() {
            for feature in point.features(grain) {
                having.entry(feature).or_default().push(number);
            }
        }
        let mut weights: BTreeMap<Feature, f64> = having.keys().map(|f| (f.clone(), 0.0)).collect();
        let mut sums = vec![0.0_f64; points.len()];
        for _ in 0..ROUNDS {
            for (feature, weight) in &mut weights {
                let held = if *feature == Feature::Base { 1e-6 } else { RIDGE };
                let (mut slope, mut curve) = (-held * *weight, held);
                let Some(members) = having.get(feature) else { continue };
                for &number in members {
                    let p = 1.0 / (1.0 + (-sums[number]).exp());
                    slope += if points[number].right { 1.0 - p } else { -p };
                    curve += p * (1.0 - p);
                }
                // A step is never more than one, so that far from the answer Newton's method does not overshoot.
                let step = (slope / curve).clamp(-1.0, 1.0);
                *weight += step;
                for &number in members {
                    sums[number] += step;
                }
            }
        }
        Weights(weights)
    }

    fn of(&self, feature: &Feature) -> f64 {
        self.0.get(feature).copied().unwrap_or(0.0)
    }
}

fn frames_table(listed: &BTreeSet<Listed>, weights: &Weights) -> String {
    let mut out = String::from(
        "# Words that may tell of an attitude, each with one place of its content (as in cues.tsv), and how much that speaks for\n\
         # one, in log-odds; weights written by `chancery-dev attitudes`, frames chosen by hand.\n\
         lemma\tkind\tcomplement\tvoice\tweight\n",
    );
    let mut rows: Vec<&Listed> = listed.iter().collect();
    rows.sort_by_key(|(lemma, frame)| (frame.kind, lemma.clone(), *frame));
    for row @ (lemma, frame) in rows {
        let own = weights.of(&Feature::Frame(row.clone()));
        let weight = own + weights.of(&Feature::Lemma(lemma.clone(), frame.kind.as_str()));
        out += &format!("{}\t{weight:.2}\n", columns(row));
    }
    out
}

/// Lemma, kind, complement and voice.
fn columns((lemma, frame): &Listed) -> String {
    let voice = if frame.passive { "passive" } else { "active" };
    format!("{lemma}\t{}\t{}\t{voice}", frame.kind.as_str(), frame.complement.as_str())
}

fn words_table<'a>(listed: impl Iterator<Item = (&'a str, CueKind)>, weights: &Weights) -> String {
    let mut out = String::from(
        "# Words that may tell of an attitude in a frame that attitudes.tsv does not list, and how much that speaks for one, in\n\
         # log-odds; weights written by `chancery-dev attitudes`, words chosen by hand.\n\
         lemma\tkind\tweight\n",
    );
    let mut rows: Vec<(&str, CueKind)> = listed.collect();
    rows.sort_by_key(|(lemma, kind)| (*kind, *lemma));
    for (lemma, kind) in rows {
        let weight = weights.of(&Feature::Lemma(lemma.to_owned(), kind.as_str()));
        out += &format!("{lemma}\t{}\t{weight:.2}\n", kind.as_str());
    }
    out
}

fn clues_table(by_frame: &Weights, by_word: &Weights) -> String {
    let mut out = String::from(
        "# How much each clue of a sentence speaks for an attitude, in log-odds, where the frame is listed and where it is\n\
         # another frame of a listed word; written by `chancery-dev attitudes`.\n\
         clue\tlisted\tother\n",
    );
    let weights = |feature: &Feature| format!("{:.2}\t{:.2}\n", by_frame.of(feature), by_word.of(feature));
    out += &format!("base\t{}", weights(&Feature::Base));
    for feature in by_word.0.keys() {
        if let Feature::Clue(clue) = feature {
            out += &format!("{clue}\t{}", weights(feature));
        }
    }
    out
}

fn proposals(counts: &BTreeMap<Listed, (usize, usize)>) -> String {
    let mut out = String::from("lemma\tkind\tcomplement\tvoice\tattributions\tseen\n");
    for (row, (right, seen)) in counts {
        out += &format!("{}\t{right}\t{seen}\n", columns(row));
    }
    out
}

fn write(path: &Path, content: &str) -> anyhow::Result<()> {
    fs::write(path, content).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use chancery::lexicon::Complement;
    use chancery::reading::{Statement, StatementKind};

    use super::*;

    fn point(lemma: &str, clue: &'static str, right: bool) -> Point {
        let frame = AttitudeFrame { kind: CueKind::Verb, complement: Complement::Object, passive: false };
        Point { listed: (lemma.to_owned(), frame), clues: vec![clue], right }
    }

    #[test]
    fn a_word_and_a_clue_get_the_weight_that_their_counts_tell() {
        let mut points: Vec<Point> = (0..200).map(|i| point("back", "main clause", i % 10 < 8)).collect();
        points.extend((0..200).map(|i| point("build", "main clause", i % 10 < 1)));
        points.extend((0..200).map(|i| point("back", "modal", i % 10 < 4)));
        let points: Vec<&Point> = points.iter().collect();
        let weights = Weights::fit(&points, Grain::Frame);
        let clue = |clue| weights.of(&Feature::Clue(clue));
        assert!(clue("main clause") > clue("modal") + 1.0);
        let frame = |lemma: &str| {
            let listed = point(lemma, "", true).listed;
            weights.of(&Feature::Frame(listed)) + weights.of(&Feature::Lemma(lemma.to_owned(), "verb"))
        };
        assert!(frame("back") > frame("build") + 2.0);
    }

    #[test]
    fn an_annotated_cue_with_other_content_is_no_match() {
        let line = r#"{"text":"Ana backs the ban.","attributions":[{"cue":[[4,9]],"content":[[10,17]]}]}"#;
        let article = Article::parse(line).unwrap();
        assert_eq!(article.attributions, [(vec![Span::new(4, 9)], vec![Span::new(10, 17)])]);
        let frame = AttitudeFrame { kind: CueKind::Verb, complement: Complement::Object, passive: false };
        let candidate = |content: Span| Candidate {
            lemma: "back".to_owned(),
            frame,
            clues: Vec::new(),
            statement: Statement {
                speakers: Vec::new(),
                cue: Some(Span::new(4, 9)),
                cue_head: Some(1),
                content: vec![content],
                kind: StatementKind::Indirect,
                addressees: Vec::new(),
                is_attitude: true,
            },
        };
        assert!(article.attributes(Span::new(4, 9), &candidate(Span::new(14, 17))));
        assert!(!article.attributes(Span::new(4, 9), &candidate(Span::new(0, 3))));
        assert!(!article.attributes(Span::new(10, 13), &candidate(Span::new(10, 17))));
    }
}
