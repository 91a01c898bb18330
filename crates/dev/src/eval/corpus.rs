//! Texts of a corpus, and what is read from them, as the scorers take it.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::Context;
use chancery::record::Record;
use chancery::report::{InputFormat, receive};
use chancery::{Reader, Report};
use chancery_lang::{Document, write_conllu};
use serde_json::json;

use super::python;

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
    let reports = Mutex::new(receive([texts.to_owned()], Some(InputFormat::JsonLines)).enumerate());
    let jobs = thread::available_parallelism().map_or(1, |n| n.get());
    let mut parts: Vec<(usize, anyhow::Result<String>)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs)
            .map(|_| {
                scope.spawn(|| {
                    let mut done = Vec::new();
                    loop {
                        let next = reports.lock().unwrap_or_else(PoisonError::into_inner).next();
                        let Some((number, received)) = next else { return done };
                        let origin = received.origin;
                        let read = received.report.with_context(|| origin.to_string());
                        done.push((number, read.map(|report| prediction(reader, &report, kind))));
                    }
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    });
    parts.sort_by_key(|(number, _)| *number);
    let mut out = BufWriter::new(File::create(target)?);
    for (_, part) in parts {
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
