//! The command `chancery`: news reports in, a checkable record of political events out.
//!
//! Results go to standard output, everything else to standard error. Exit codes: 0 something was found, 1 nothing was
//! found, 2 something went wrong (the other inputs were still read).

mod asked;
mod bar;
mod commands;
mod interrupt;
mod messages;
mod pipeline;
mod print;
mod records;
mod setup;

use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reads dated news reports into a checkable record: who did what to whom, where and when, on whose word.
#[derive(Parser)]
#[command(
    name = "chancery",
    version,
    after_help = "Exit codes: 0 found, 1 nothing found, 2 something went wrong."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Read(commands::read::Read),
    Add(commands::add::Add),
    Show(commands::show::Show),
    Verify(commands::verify::Verify),
    Reread(commands::reread::Reread),
    Events(commands::events::Events),
    Statements(commands::statements::Statements),
    Search(commands::search::Search),
    Stories(commands::stories::Stories),
    Trend(commands::trend::Trend),
    Network(commands::network::Network),
    Export(commands::export::Export),
    Import(commands::import::Import),
    Parse(commands::parse::Parse),
    Explain(commands::explain::Explain),
    Lexicon(commands::lexicon::Lexicon),
    Gazetteer(commands::gazetteer::Gazetteer),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Found,
    NothingFound,
    /// Something went wrong and was said; the rest was done.
    Failed,
}

impl Outcome {
    /// Of a run over many inputs.
    fn of(found: bool, failed: bool) -> Self {
        match (failed, found) {
            (true, _) => Outcome::Failed,
            (false, true) => Outcome::Found,
            (false, false) => Outcome::NothingFound,
        }
    }
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Read(command) => command.run(),
        Command::Add(command) => command.run(),
        Command::Show(command) => command.run(),
        Command::Verify(command) => command.run(),
        Command::Reread(command) => command.run(),
        Command::Events(command) => command.run(),
        Command::Statements(command) => command.run(),
        Command::Search(command) => command.run(),
        Command::Stories(command) => command.run(),
        Command::Trend(command) => command.run(),
        Command::Network(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Import(command) => command.run(),
        Command::Parse(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Lexicon(command) => command.run(),
        Command::Gazetteer(command) => command.run(),
    };
    match result {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::NothingFound) => ExitCode::from(1),
        Ok(Outcome::Failed) => ExitCode::from(2),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            messages::error(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Whether the reader of our output has gone, as `head` does: no error.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}
