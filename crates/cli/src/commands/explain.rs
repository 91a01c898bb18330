//! `chancery explain`: why an event was found.

use std::path::PathBuf;

use clap::Args;

use crate::Outcome;
use crate::setup::KnowledgeOptions;

/// Show why an event was found: its sentence, its tree, the lexicon line that fired, and how each field was filled
#[derive(Args)]
pub struct Explain {
    /// A file as for `chancery read`, or - for standard input
    file: PathBuf,

    /// The event's id: v1, v2, …
    #[arg(value_name = "EVENT-ID")]
    event: String,

    /// The report's id, where the file holds more than one [default: the first report with such an event]
    #[arg(long, value_name = "ID")]
    report: Option<String>,

    #[command(flatten)]
    knowledge: KnowledgeOptions,
}

impl Explain {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let _ = (self.file, self.event, self.report, self.knowledge.reader()?);
        Ok(Outcome::NothingFound)
    }
}
