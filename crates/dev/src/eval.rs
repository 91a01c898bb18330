//! `chancery-dev eval`: reads the development corpora, has the scorers score what was read, and writes the figures to
//! `eval/scores.csv`.
//!
//! The corpora and scorers live outside of the repository, in a folder of this layout: `score/*.py` (Python 3, standard
//! library), `gold/`, `data/{ud,ner,quotes,places,sentences}/`. What is missing there is passed over with a message, and
//! its old figures stay.

mod corpus;

mod scores;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};
use chancery::Reader;
use clap::Args;
use serde_json::Value;

use corpus::Predictions;
use scores::Scores;

use crate::readings;

/// Measure every step on the development corpora and write eval/scores.csv
#[derive(Args)]
pub struct Eval {
    /// The folder of corpora and scorers
    #[arg(long, value_name = "DIR")]
    data: PathBuf,

    /// Only these steps: parse, names, events, statements, places, sentences
    #[arg(long, value_name = "STEP")]
    only: Vec<String>,

    /// Where the figures go
    #[arg(long, value_name = "FILE", default_value = "eval/scores.csv")]
    scores: PathBuf,

    /// A language model to measure in place of the built-in one
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,

    /// Where the predictions are left for a closer look
    #[arg(long, value_name = "DIR", default_value = "target/eval")]
    predictions: PathBuf,
}

/// One corpus, what is read from it, and how that is scored.
struct Measure {
    step: &'static str,
    corpus: &'static str,
    /// Below the data folder; with `.gz` it is unpacked first.
    gold: &'static str,
    /// Below the data folder; the gold file itself where it holds the texts.
    texts: Option<&'static str>,
    scorer: &'static str,
    options: &'static [&'static str],
    predictions: Predictions,
}

const MEASURES: &[Measure] = &[
    Measure {
        step: "parse",
        corpus: "ewt-dev",
        gold: "data/ud/ewt-dev.conllu",
        texts: None,
        scorer: "score_parse.py",
        options: &[],
        predictions: Predictions::Conllu,
    },
    Measure {
        step: "parse",
        corpus: "gum-dev",
        gold: "data/ud/gum-dev.conllu",
        texts: None,
        scorer: "score_parse.py",
        options: &[],
        predictions: Predictions::Conllu,
    },
    Measure {
        step: "names",
        corpus: "uner-dev",
        gold: "data/ner/uner-dev.bio",
        texts: Some("data/ud/ewt-dev.conllu"),
        scorer: "score_ner.py",
        options: &["--map", "GPE=LOC,FAC=LOC", "--types", "PER,ORG,LOC"],
        predictions: Predictions::Names,
    },
    Measure {
        step: "events",
        corpus: "gold",
        gold: "gold/gold.jsonl",
        texts: Some("gold/docs.jsonl"),
        scorer: "score_events.py",
        options: &[],
        predictions: Predictions::Records,
    },
    Measure {
        step: "statements",
        corpus: "polnear-dev",
        gold: "data/quotes/polnear-dev.jsonl.gz",
        texts: None,
        scorer: "score_statements.py",
        options: &["--outermost"],
        predictions: Predictions::Records,
    },
    Measure {
        step: "places",
        corpus: "lgl",
        gold: "data/places/lgl.jsonl",
        texts: None,
        scorer: "score_places.py",
        options: &[],
        predictions: Predictions::Records,
    },
    Measure {
        step: "places",
        corpus: "trnews-even",
        gold: "data/places/trnews-even.jsonl",
        texts: None,
        scorer: "score_places.py",
        options: &[],
        predictions: Predictions::Records,
    },
    Measure {
        step: "sentences",
        corpus: "plv-train",
        gold: "data/sentences/plv-train.jsonl",
        texts: None,
        scorer: "score_sentences.py",
        options: &[],
        predictions: Predictions::Records,
    },
];

impl Eval {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let reader = readings::reader(self.model.as_deref())?;
        fs::create_dir_all(&self.predictions)?;
        let mut scores = Scores::load(&self.scores)?;
        for measure in MEASURES {
            if !self.only.is_empty() && !self.only.iter().any(|step| step == measure.step) {
                continue;
            }
            match measure.run(&reader, &self.data, &self.predictions) {
                Ok(result) => scores.replace(measure.step, measure.corpus, &result),
                Err(error) => eprintln!("{} on {}: passed over: {error:#}", measure.step, measure.corpus),
            }
        }
        scores.save(&self.scores)
    }
}

impl Measure {
    /// Reads the corpus and gives what the scorer prints.
    fn run(&self, reader: &Reader, data: &Path, folder: &Path) -> anyhow::Result<Value> {
        let scorer = data.join("score").join(self.scorer);
        ensure!(scorer.is_file(), "no {}", scorer.display());
        let gold = unpacked(&data.join(self.gold), folder)?;
        let texts = match self.texts {
            Some(texts) => data.join(texts),
            None => gold.clone(),
        };
        let texts = if texts.extension().is_some_and(|e| e == "conllu") {
            corpus::texts_of_treebank(&data.join("score").join("to_text.py"), &texts, folder)?
        } else {
            texts
        };
        let name = format!("{}-{}.{}", self.step, self.corpus, self.predictions.extension());
        let predictions = folder.join(name);
        corpus::predict(reader, &texts, self.predictions, &predictions)?;
        let output = python(&scorer, |command| {
            command.arg(&gold).arg(&predictions).arg("--json").args(self.options);
        })?;
        serde_json::from_slice(&output).context("the scorer printed no JSON")
    }
}

/// What a Python script prints.
fn python(script: &Path, arguments: impl FnOnce(&mut Command)) -> anyhow::Result<Vec<u8>> {
    let mut command = Command::new("python3");
    command.arg(script);
    arguments(&mut command);
    let output = command.output().context("python3")?;
    ensure!(
        output.status.success(),
        "{}: {}",
        script.display(),
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(output.stdout)
}

/// The file itself, or its content unpacked into `folder`.
fn unpacked(path: &Path, folder: &Path) -> anyhow::Result<PathBuf> {
    ensure!(path.is_file(), "no {}", path.display());
    if path.extension().is_none_or(|e| e != "gz") {
        return Ok(path.to_owned());
    }
    let output = Command::new("gzip").arg("-dc").arg(path).output().context("gzip")?;
    ensure!(output.status.success(), "cannot unpack {}", path.display());
    let target = folder.join(path.file_stem().unwrap_or_default());
    fs::write(&target, output.stdout)?;
    Ok(target)
}
