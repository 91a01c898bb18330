//! `chancery read`: the main job.

use std::collections::BTreeMap;
use std::io::{BufWriter, stdout};
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;

use chancery::Reader;
use chancery::record::Record;
use chancery::report::{Received, receive};
use clap::Args;

use crate::messages::{self, Progress};
use crate::print::{FormatOptions, Piece, Printer};
use crate::setup::{InputFormatOption, KnowledgeOptions, jobs};
use crate::{Outcome, pipeline};

/// Read reports into records
///
/// Inputs are files of plain text (.txt), of one JSON object a line (.jsonl, .ndjson: id, title, url, publisher,
/// published, text), tables with a line of those column names (.csv, .tsv), HTML (.html, .htm, .xhtml), RSS and Atom
/// feeds (.rss, .atom, .xml) and web archives (.warc), each also compressed (.gz, .zst); folders of such files, patterns
/// such as 'archive/**/*.csv.gz', and - for standard input. Files with other names, and standard input, are told apart
/// by their first bytes. What cannot be read is said on standard error with its place, the other inputs go on, and the
/// exit code is 2.
///
/// In --format text, marks under a sentence show its evidence: ^ the words that report the event or the speaking, = who
/// acts or speaks, - to whom it is done or said, ~ where and when, . what is said. On a terminal these are colours.
#[derive(Args)]
pub struct Read {
    /// Files, folders, patterns, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,

    #[command(flatten)]
    format: FormatOptions,

    /// How the inputs are written [default: by their names, else by their first bytes]
    #[arg(long, value_name = "FORMAT")]
    input_format: Option<InputFormatOption>,

    /// Print only events at least this probable (0 to 1)
    #[arg(long, value_name = "P", default_value_t = 0.0, value_parser = crate::setup::probability)]
    min_confidence: f64,

    /// Reports read at the same time [default: one for each processor]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,

    #[command(flatten)]
    knowledge: KnowledgeOptions,
}

/// What came of one input.
struct Done {
    output: Option<Piece>,
    found: bool,
    failed: bool,
    /// Set when it is not the language that is read.
    foreign: Option<String>,
    /// For standard error.
    messages: Vec<String>,
}

impl Read {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let reader = self.knowledge.reader()?;
        let printer = Arc::new(Printer::new(self.format)?);
        let reports = receive(self.inputs, self.input_format.map(Into::into));
        let least = self.min_confidence;
        let mut sink = printer.sink(BufWriter::new(stdout()))?;
        let work = move |received| read_one(&reader, &printer, least, received);

        let (mut found, mut failed) = (false, false);
        let mut foreign = BTreeMap::<String, usize>::new();
        let mut progress = Progress::new();
        pipeline::in_order(reports, jobs(self.jobs), work, |done| {
            let done = done.unwrap_or_else(Done::panicked);
            progress.step();
            if !done.messages.is_empty() {
                progress.clear();
                done.messages.iter().for_each(|message| messages::error(message));
            }
            if let Some(language) = done.foreign {
                *foreign.entry(language).or_default() += 1;
            }
            (found, failed) = (found || done.found, failed || done.failed);
            done.output.map_or(Ok(()), |piece| sink.write(piece))
        })?;
        sink.finish()?;
        progress.clear();
        if !foreign.is_empty() {
            messages::error(&not_read(&foreign));
        }
        Ok(Outcome::of(found, failed))
    }
}

/// Reads one report: report, reading, record, output.
fn read_one(reader: &Reader, printer: &Printer, least: f64, received: Received) -> Done {
    let origin = received.origin;
    let mut messages: Vec<String> =
        received.warnings.iter().map(|warning| format!("warning: {origin}: {warning}")).collect();
    match received.report {
        Ok(report) => {
            let reading = reader.read(&report);
            let mut record = Record::new(&report, &reading);
            record.events.retain(|event| event.confidence >= least);
            let found =
                !(record.events.is_empty() && record.statements.is_empty() && record.figures.is_empty());
            let foreign = (!reading.language.is_english()).then(|| record.language.clone());
            Done { output: Some(printer.report(record)), found, failed: false, foreign, messages }
        }
        Err(error) => {
            messages.push(format!("{origin}: {error}"));
            Done { output: None, found: false, failed: true, foreign: None, messages }
        }
    }
}

/// How many reports of which languages were not read.
fn not_read(foreign: &BTreeMap<String, usize>) -> String {
    let count: usize = foreign.values().sum();
    let languages: Vec<String> =
        foreign.iter().map(|(language, count)| format!("{language}: {count}")).collect();
    let are = if count == 1 { "report is" } else { "reports are" };
    format!("{count} {are} not in English and not read ({})", languages.join(", "))
}

impl Done {
    fn panicked() -> Self {
        let messages = vec![messages::PANICKED.to_owned()];
        Done { output: None, found: false, failed: true, foreign: None, messages }
    }
}
