//! `chancery parse`: the language analysis alone, as CoNLL-U.

use std::io::{BufWriter, Write, stdout};
use std::num::NonZero;
use std::path::PathBuf;

use chancery::report::{Position, Received, receive};
use chancery_lang::{Analyzer, write_conllu};
use clap::Args;

use crate::messages::{self, Progress};
use crate::setup::{InputFormatOption, ModelOption, jobs};
use crate::{Outcome, pipeline};

/// Analyse text into CoNLL-U: words, tags, trees and names
///
/// MISC holds start_char and end_char (code points of the text) and ner=B-PER, I-PER, …. With JSON lines each
/// document begins with "# newdoc id = …".
#[derive(Args)]
pub struct Parse {
    /// Files, folders, patterns, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    inputs: Vec<PathBuf>,

    /// How the inputs are written [default: by their names, else by their first bytes]
    #[arg(long, value_name = "FORMAT")]
    input_format: Option<InputFormatOption>,

    /// Reports read at the same time [default: one for each processor]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,

    #[command(flatten)]
    model: ModelOption,
}

impl Parse {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let analyzer = self.model.analyzer()?;
        let reports = receive(self.inputs, self.input_format.map(Into::into));
        let work = move |received| parse_one(&analyzer, received);

        let mut out = BufWriter::new(stdout().lock());
        let (mut found, mut failed) = (false, false);
        let mut progress = Progress::new();
        pipeline::in_order(reports, jobs(self.jobs), work, |done| {
            progress.step();
            let (messages, conllu) = done.unwrap_or_else(|| (vec![messages::PANICKED.to_owned()], None));
            if !messages.is_empty() {
                progress.clear();
                messages.iter().for_each(|message| messages::error(message));
            }
            match conllu {
                Some(conllu) => {
                    found |= !conllu.is_empty();
                    out.write_all(conllu.as_bytes())?;
                }
                None => failed = true,
            }
            Ok(())
        })?;
        out.flush()?;
        progress.clear();
        Ok(Outcome::of(found, failed))
    }
}

/// Messages, and the CoNLL-U of one report unless it could not be taken.
fn parse_one(analyzer: &Analyzer, received: Received) -> (Vec<String>, Option<String>) {
    let origin = received.origin;
    let mut messages: Vec<String> =
        received.warnings.iter().map(|warning| format!("warning: {origin}: {warning}")).collect();
    match received.report {
        Ok(report) => {
            let head = match origin.position {
                Position::Line(_) | Position::Record { .. } => {
                    format!("# newdoc id = {}\n", report.id.replace(char::is_whitespace, "_"))
                }
                Position::Whole => String::new(),
            };
            (messages, Some(head + &write_conllu(&analyzer.analyze(&report.text))))
        }
        Err(error) => {
            messages.push(format!("{origin}: {error}"));
            (messages, None)
        }
    }
}
