//! Building data and measuring Chancery.

mod attitudes;

mod confidence;

mod eval;

mod gazetteer;

mod queries;

mod readings;

mod stories;

mod untold;

use clap::{Parser, Subcommand};

/// Builds data and measures Chancery.
#[derive(Parser)]
#[command(name = "chancery-dev")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Attitudes(attitudes::Attitudes),
    Confidence(confidence::Confidence),
    Eval(eval::Eval),
    Gazetteer(gazetteer::Build),
    Queries(queries::Queries),
    Stories(stories::Stories),
    Untold(untold::Untold),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Attitudes(command) => command.run(),
        Command::Confidence(command) => command.run(),
        Command::Eval(command) => command.run(),
        Command::Gazetteer(command) => command.run(),
        Command::Queries(command) => command.run(),
        Command::Stories(command) => command.run(),
        Command::Untold(command) => command.run(),
    }
}
