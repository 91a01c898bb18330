//! Records as JSONL, CSV, Parquet, GeoJSON, PLOVER's JSON, GDELT's table, and for people.

mod arrow;

mod chart;

mod columns;

mod csv;

mod event_rows;

mod evidence;

mod gdelt;

mod geojson;

mod parquet;

mod people;

mod plover;

mod statement_rows;

mod table;

use std::env;
use std::io::{IsTerminal, Write, stdout};

use chancery::record::Record;
use chancery_store::Stored;
use clap::{Args, ValueEnum};
use serde::Serialize;

use columns::Table;
use gdelt::Gdelt;
use parquet::ParquetFile;

pub use chart::chart;
pub use columns::{Rows, one_line};
pub use evidence::{Evidence, Mark};
pub use people::{People, event_line};
pub use table::{codes, numbers, short_id, table, words};

/// A format for records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: one line each, of `chancery events` and `statements` alone
    Table,
    /// For people: each event and statement with its evidence marked
    Text,
    /// One record a line (schema chancery/record/1)
    Jsonl,
    /// A header line, then one row an event, or what --rows says
    Csv,
    /// Columns for pandas, polars, DuckDB, Spark and R: typed dates, nested lists; one row a report, or what --rows says
    Parquet,
    /// One feature an event that has a point
    Geojson,
    /// PLOVER's JSON, one line for each event that occurred
    Plover,
    /// The columns of GDELT 1.0's event table, for each event that occurred
    Gdelt,
}

/// Options of all commands that print records.
#[derive(Args, Clone, Copy, Debug)]
pub struct FormatOptions {
    /// What to print [default: text on a terminal, else jsonl]
    #[arg(long)]
    pub format: Option<Format>,

    /// What a row of csv or parquet is
    #[arg(long)]
    pub rows: Option<Rows>,

    /// Colours in --format text
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub color: ColorOption,
}

/// Whether to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorOption {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never: marks under the words instead
    Never,
}

impl ColorOption {
    /// Whether standard output is to be coloured.
    pub fn wanted(self) -> bool {
        match self {
            ColorOption::Always => true,
            ColorOption::Never => false,
            ColorOption::Auto => {
                stdout().is_terminal()
                    && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
                    && env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        }
    }
}

/// Columns to print in: those of the terminal, else of the variable COLUMNS, else 100.
pub fn width() -> usize {
    let asked = || env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    terminal.or_else(asked).unwrap_or(100).clamp(40, 200)
}

/// Turns records into what a [`Sink`] writes; may be shared by threads.
#[derive(Debug)]
pub struct Printer {
    layout: Layout,
    /// Whether the records come out of a store and may say what it knows of them.
    of_store: bool,
}

#[derive(Debug)]
enum Layout {
    Text(People),
    Jsonl,
    Csv(Table),
    Parquet(Rows),
    Geojson,
    Plover,
    Gdelt(Gdelt),
}

/// One report as it goes out.
pub enum Piece {
    /// Text as it is.
    Text(String),
    /// For formats whose rows are gathered into columns.
    Record(Box<(Record, Option<Stored>)>),
}

impl Printer {
    /// A printer to standard output.
    ///
    /// # Errors
    /// Rows that the format does not have, and bytes that a terminal cannot show.
    pub fn new(options: FormatOptions) -> anyhow::Result<Self> {
        let terminal = stdout().is_terminal();
        let format = options.format.unwrap_or(if terminal { Format::Text } else { Format::Jsonl });
        let layout = match (format, options.rows) {
            (Format::Csv, rows) => match Table::of(rows.unwrap_or(Rows::Events)) {
                Some(table) => Layout::Csv(table),
                None => {
                    anyhow::bail!("a report does not fit into a row of csv; use --format parquet or jsonl")
                }
            },
            (Format::Table, _) => {
                anyhow::bail!("tables are of `chancery events` and `statements`; use --format text")
            }
            (Format::Parquet, _) if terminal => {
                anyhow::bail!("parquet is for programs; write it to a file: … > FILE.parquet")
            }
            (Format::Parquet, rows) => Layout::Parquet(rows.unwrap_or(Rows::Reports)),
            (_, Some(_)) => anyhow::bail!("--rows is for --format csv and parquet"),
            (Format::Text, None) => Layout::Text(People::for_stdout(options.color.wanted())),
            (Format::Jsonl, None) => Layout::Jsonl,
            (Format::Geojson, None) => Layout::Geojson,
            (Format::Plover, None) => Layout::Plover,
            (Format::Gdelt, None) => Layout::Gdelt(Gdelt::load()),
        };
        Ok(Printer { layout, of_store: false })
    }

    /// A printer to standard output of what is in a store.
    ///
    /// # Errors
    /// As those of [`Printer::new`].
    pub fn of_store(options: FormatOptions) -> anyhow::Result<Self> {
        Ok(Printer { of_store: true, ..Printer::new(options)? })
    }

    /// One report out of a store, with what the store knows of it where the format has room for that.
    pub fn stored_report(&self, record: Record, stored: Option<Stored>) -> Piece {
        match (&self.layout, stored) {
            (Layout::Jsonl, Some(stored)) => Piece::Text(json_line(&StoredRecord { record, stored })),
            (Layout::Parquet(_), stored) => Piece::Record(Box::new((record, stored))),
            _ => self.report(record),
        }
    }

    /// One report.
    pub fn report(&self, record: Record) -> Piece {
        Piece::Text(match &self.layout {
            Layout::Text(people) => people.report(&record),
            Layout::Jsonl => json_line(&record),
            Layout::Csv(table) => csv::rows(*table, &record),
            Layout::Parquet(_) => return Piece::Record(Box::new((record, None))),
            Layout::Geojson => geojson::features(&record),
            Layout::Plover => plover::lines(&record),
            Layout::Gdelt(gdelt) => gdelt.lines(&record),
        })
    }

    /// Where the pieces go, in their order.
    pub fn sink<W: Write + Send>(&self, mut out: W) -> anyhow::Result<Sink<W>> {
        let (head, between, foot) = match &self.layout {
            Layout::Parquet(rows) => {
                return Ok(Sink::Parquet(Box::new(ParquetFile::new(out, *rows, self.of_store)?)));
            }
            Layout::Text(_) => (String::new(), "\n", ""),
            Layout::Csv(table) => (csv::head(*table), "", ""),
            Layout::Geojson => (geojson::HEAD.to_owned(), geojson::BETWEEN, geojson::FOOT),
            Layout::Jsonl | Layout::Plover | Layout::Gdelt(_) => (String::new(), "", ""),
        };
        out.write_all(head.as_bytes())?;
        Ok(Sink::Text { out, between, foot, empty: true })
    }
}

/// The output under way. The whole of a text is a head, the pieces with something between those that are not empty, and a
/// foot.
pub enum Sink<W: Write + Send> {
    /// One of the formats made of text.
    Text {
        /// Where to.
        out: W,
        /// Between two pieces.
        between: &'static str,
        /// After the last piece.
        foot: &'static str,
        /// Whether no piece has been written.
        empty: bool,
    },
    /// A Parquet file.
    Parquet(Box<ParquetFile<W>>),
}

impl<W: Write + Send> Sink<W> {
    /// Writes the next piece.
    pub fn write(&mut self, piece: Piece) -> anyhow::Result<()> {
        match (self, piece) {
            (Sink::Parquet(file), Piece::Record(read)) => file.add(&read.0, read.1.as_ref())?,
            (Sink::Text { out, between, empty, .. }, Piece::Text(text)) if !text.is_empty() => {
                if !*empty {
                    out.write_all(between.as_bytes())?;
                }
                *empty = false;
                out.write_all(text.as_bytes())?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Writes the end.
    pub fn finish(self) -> anyhow::Result<()> {
        let mut out = match self {
            Sink::Parquet(file) => file.finish()?,
            Sink::Text { mut out, foot, .. } => {
                out.write_all(foot.as_bytes())?;
                out
            }
        };
        out.flush()?;
        Ok(())
    }
}

/// A record with one more field at its end.
#[derive(Serialize)]
struct StoredRecord {
    #[serde(flatten)]
    record: Record,
    stored: Stored,
}

fn json_line(value: &impl Serialize) -> String {
    serde_json::to_string(value).map(|json| json + "\n").unwrap_or_default()
}

#[cfg(test)]
pub use people::tests::sample;
