//! `chancery lexicon`: checks for people who edit the data files.

mod add;

use std::io::{Write, stdout};

use chancery::lexicon::{Knowledge, LexiconError};
use chancery::reading::{event, skip};
use clap::{Args, Subcommand};

use crate::setup::{KnowledgeOptions, LexiconOption};
use crate::{Outcome, messages};

/// Check the lexicon's files, try their examples, add a pattern
#[derive(Args)]
pub struct Lexicon {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Load every file and name each mistake by file, line and column
    Check(LexiconOption),
    /// Run the examples in the files and name each that comes out otherwise
    Test(KnowledgeOptions),
    Add(add::Add),
}

impl Lexicon {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        match self.task {
            Task::Check(options) => check(&options),
            Task::Test(options) => test(&options),
            Task::Add(add) => add.run(),
        }
    }
}

fn check(options: &LexiconOption) -> anyhow::Result<Outcome> {
    let errors = Knowledge::load(&options.source()?).err().unwrap_or_default();
    say(&errors, "no mistakes")
}

fn test(options: &KnowledgeOptions) -> anyhow::Result<Outcome> {
    let reader = options.reader()?.by_rules_alone();
    let source = options.source()?;
    let examples =
        skip::failing_examples(&source).into_iter().chain(event::examples::failing_examples(&reader));
    let mut errors: Vec<LexiconError> = examples.map(|error| source.located(error)).collect();
    errors.sort();
    say(&errors, "all examples hold")
}

/// Mistakes on standard error, or `otherwise` on standard output.
fn say(errors: &[LexiconError], otherwise: &str) -> anyhow::Result<Outcome> {
    for error in errors {
        messages::error(&error.to_string());
    }
    if errors.is_empty() {
        writeln!(stdout(), "{otherwise}")?;
        Ok(Outcome::Found)
    } else {
        Ok(Outcome::Failed)
    }
}
