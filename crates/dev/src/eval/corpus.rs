//! Texts of a corpus, and what is read from them, as the scorers take it.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use chancery::record::Record;
use chancery::{Reader, Report};
use chancery_lang::{Document, write_conllu};
use serde_json::json;

use super::python;
use crate::readings;

/// What a scorer takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Predictions {
    /// The records of `chancery read`.
    Records,
    /// The CoNLL-U of `chancery parse`.
    Conllu,
    /// `{"id", "text", "entities": [{"span", "type"}]}`, code points.
    Names,
}

impl Predictions {
    /// Of the file they are written to.
    pub fn extension(self) -> &'static str {
        match self {
            Predictions::Conllu => "conllu",
            Predictions::Records | Predictions::Names => "jsonl",
        }
    }
}

/// The raw texts of a treebank, one document a line.
pub fn texts_of_treebank(to_text: &Path, treebank: &Path, folder: &Path) -> anyhow::Result<PathBuf> {
    let texts = python(to_text, |command| _ = command.arg(treebank))?;
    let target = folder.join(treebank.file_stem().unwrap_or_default()).with_extension("txt.jsonl");
    fs::write(&target, texts)?;
    Ok(target)
}

/// Reads all of `texts` and writes what was read to `target`, in the order of the texts.
pub fn predict(reader: &Reader, texts: &Path, kind: Predictions, target: &Path) -> anyhow::Result<()> {
    let parts = readings::of_each(texts, |report| prediction(reader, report, kind));
    let mut out = BufWriter::new(File::create(target)?);
    for part in parts {
        out.write_all(part?.as_bytes())?;
    }
    Ok(out.flush()?)
}

fn prediction(reader: &Reader, report: &Report, kind: Predictions) -> String {
    match kind {
        Predictions::Records => {
            let record = Record::new(report, &reader.read(report));
            serde_json::to_string(&record).unwrap_or_default() + "\n"
        }
        Predictions::Conllu => write_conllu(&reader.analyzer().analyze(&report.text)),
        Predictions::Names => names(report, &reader.analyzer().analyze(&report.text)),
    }
}

fn names(report: &Report, document: &Document) -> String {
    let points = |byte: usize| report.text.get(..byte).map_or(0, |before| before.chars().count());
    let entities: Vec<_> = document
        .names
        .iter()
        .map(|name| {
            let span = document.span_of(&name.tokens);
            json!({"span": [points(span.start), points(span.end)], "type": name.kind.as_str()})
        })
        .collect();
    json!({"id": report.id, "text": report.text, "entities": entities}).to_string() + "\n"
}
