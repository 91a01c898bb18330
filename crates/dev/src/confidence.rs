//! `chancery-dev confidence`: rows to judge by eye, and the weights of `lexicon/confidence.tsv` fitted to the verdicts.
//!
//! Verdicts are kept without the texts they are about (`eval/judged.tsv`): report, trigger in code points, type, verdict,
//! what is wrong, and the clues of the row as they were when it was judged.

mod fit;

mod judged;

mod sheet;

use clap::{Args, Subcommand};

/// Draw rows to judge, and fit the confidence of rows to the verdicts
#[derive(Args)]
pub struct Confidence {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Sheet(sheet::Sheet),
    Fit(fit::Fit),
}

impl Confidence {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Sheet(command) => command.run(),
            Command::Fit(command) => command.run(),
        }
    }
}
