//! `chancery statements`: who said what, out of a store.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write, stdout};

use chancery::record::Record;
use chancery_store::{ReportKey, StatementFilter, Store, Words};
use clap::Args;
use jiff::civil::Date;

use super::events::names;
use crate::asked::{country, since, until};
use crate::print::{
    ColorOption, Format, FormatOptions, Printer, Rows, codes, one_line, short_id, table, width, words,
};
use crate::setup::StoreOption;
use crate::{Outcome, messages};

/// Statements shown where people look and no limit is given.
const SHOWN: usize = 50;

/// Find statements in a store: who said what, the latest published first
#[derive(Args)]
pub struct Statements {
    /// Words of the speaker's name or of what the report calls the speaker: "Karen Pierce", spokes*, minister NOT prime
    #[arg(long, value_name = "WORDS", value_parser = Words::parse)]
    speaker: Option<Words>,

    /// Words of what is said
    #[arg(long, value_name = "WORDS", value_parser = Words::parse)]
    about: Option<Words>,

    /// Countries the speaker speaks for, by code or name
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = country)]
    country: Vec<String>,

    /// Published on this day or later (2018-04-17, 2018-04 or 2018)
    #[arg(long, value_name = "DAY", value_parser = since)]
    since: Option<Date>,

    /// Published on this day or earlier
    #[arg(long, value_name = "DAY", value_parser = until)]
    until: Option<Date>,

    #[command(flatten)]
    store: StoreOption,

    /// What to print [default: table; csv and parquet have a row a statement]
    #[arg(long)]
    format: Option<Format>,

    /// At most so many statements [default: 50 in tables and text, else all]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// Colours in --format text
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: ColorOption,
}

impl Statements {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let store = Store::open(&self.store.store)?;
        let filter = StatementFilter {
            speaker: self.speaker,
            about: self.about,
            countries: self.country,
            since: self.since,
            until: self.until,
        };
        let format = self.format.unwrap_or(Format::Table);
        let for_people = matches!(format, Format::Table | Format::Text);
        let limit = self.limit.or(for_people.then_some(SHOWN));
        let mut found = store.find_statements(&filter, limit.map(|limit| limit.saturating_add(1)))?;
        let more = limit.is_some_and(|limit| found.len() > limit);
        found.truncate(limit.unwrap_or(usize::MAX));
        if format == Format::Table {
            print_table(&store, &found)?;
        } else {
            let rows = matches!(format, Format::Csv | Format::Parquet).then_some(Rows::Statements);
            let options = FormatOptions { format: Some(format), rows, color: self.color };
            print_records(&store, &found, &Printer::new(options)?)?;
        }
        if more && self.limit.is_none() {
            messages::note(&format!("the latest {SHOWN}; --limit shows more"));
        }
        Ok(Outcome::of(!found.is_empty(), false))
    }
}

fn print_table(store: &Store, found: &[(ReportKey, i64)]) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    for &(report, number) in found {
        let Some(statement) = store.statement_brief(report, number)? else { continue };
        rows.push(vec![
            statement.report.published.unwrap_or_default(),
            names(&statement.speakers),
            one_line(&statement.content),
            short_id(&statement.report.id).to_owned(),
            format!("s{number}"),
        ]);
    }
    if rows.is_empty() {
        return Ok(());
    }
    let headings =
        [codes("published"), words("speaker", 18), words("says", 24), words("report", 6), codes("statement")];
    write!(stdout(), "{}", table(&headings, &rows, width()))?;
    Ok(())
}

/// Prints the records of these statements, each with them alone; reports come in the order of their first statement.
fn print_records(store: &Store, found: &[(ReportKey, i64)], printer: &Printer) -> anyhow::Result<()> {
    let mut of_report: BTreeMap<ReportKey, Vec<String>> = BTreeMap::new();
    let mut order = Vec::new();
    for &(report, number) in found {
        let statements = of_report.entry(report).or_default();
        if statements.is_empty() {
            order.push(report);
        }
        statements.push(format!("s{number}"));
    }
    let mut sink = printer.sink(BufWriter::new(stdout()))?;
    for report in order {
        let Some(mut record) = store.record(report)? else { continue };
        let wanted = of_report.remove(&report).unwrap_or_default();
        record.statements.retain(|statement| wanted.contains(&statement.id));
        sink.write(printer.report(Record { events: Vec::new(), figures: Vec::new(), ..record }))?;
    }
    sink.finish()
}
