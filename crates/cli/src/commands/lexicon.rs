//! `chancery lexicon`: checks for people who edit the data files.

use std::io::{Write, stdout};

use chancery::lexicon::Knowledge;
use clap::{Args, Subcommand};

use crate::setup::KnowledgeOptions;
use crate::{Outcome, messages};

/// Check the lexicon's files, or try their examples
#[derive(Args)]
pub struct Lexicon {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Load every file and name each mistake by file, line and column
    Check(KnowledgeOptions),
}

impl Lexicon {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        match self.task {
            Task::Check(options) => check(&options),
        }
    }
}

fn check(options: &KnowledgeOptions) -> anyhow::Result<Outcome> {
    match Knowledge::load(&options.source()?) {
        Ok(_) => {
            writeln!(stdout(), "no mistakes")?;
            Ok(Outcome::Found)
        }
        Err(errors) => {
            for error in &errors {
                messages::error(&error.to_string());
            }
            Ok(Outcome::Failed)
        }
    }
}
