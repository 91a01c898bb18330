//! Reads files of many reports with all processors, for the commands that measure what is read.

use std::panic::resume_unwind;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::Context;
use chancery::lexicon::{Knowledge, Source};
use chancery::report::{InputFormat, receive};
use chancery::{Reader, Report};
use chancery_lang::Analyzer;

/// A reader with the built-in knowledge, and with this language model or the built-in one.
pub fn reader(model: Option<&Path>) -> anyhow::Result<Reader> {
    let knowledge = knowledge()?;
    let analyzer = match model {
        Some(path) => Analyzer::open(path)?,
        None => Analyzer::embedded()?,
    };
    Ok(Reader::new(analyzer, knowledge))
}

/// The built-in knowledge.
pub fn knowledge() -> anyhow::Result<Knowledge> {
    Knowledge::load(&Source::embedded()).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("{}", lines.join("\n"))
    })
}

/// What `read` makes of each report of a file of JSON lines, in their order; an error in the place of a line that is no
/// report.
pub fn of_each<T: Send>(reports: &Path, read: impl Fn(&Report) -> T + Sync) -> Vec<anyhow::Result<T>> {
    let reports = Mutex::new(receive([reports.to_owned()], Some(InputFormat::JsonLines)).enumerate());
    let worker = || {
        let mut done = Vec::new();
        loop {
            let next = reports.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((number, received)) = next else { return done };
            let report = received.report.with_context(|| received.origin.to_string());
            done.push((number, report.map(|report| read(&report))));
        }
    };
    let jobs = thread::available_parallelism().map_or(1, |n| n.get());
    let mut parts: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs).map(|_| scope.spawn(worker)).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    });
    parts.sort_by_key(|(number, _)| *number);
    parts.into_iter().map(|(_, part)| part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_reports_and_errors_in_their_place() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("reports.jsonl");
        let mut lines: Vec<String> = (0..50).map(|i| format!("{{\"text\": \"Report {i}.\"}}")).collect();
        lines[7] = "no JSON".to_owned();
        std::fs::write(&file, lines.join("\n")).unwrap();
        let texts = of_each(&file, |report| report.text.clone());
        assert_eq!(texts.len(), 50);
        for (i, text) in texts.iter().enumerate() {
            assert_eq!(text.as_deref().ok(), (i != 7).then(|| format!("Report {i}.")).as_deref());
        }
    }
}
