//! Records as JSONL, CSV, GeoJSON, and for people.

mod csv;

mod evidence;

mod geojson;

mod people;

use std::env;
use std::io::{IsTerminal, stdout};

use chancery::record::Record;
use clap::ValueEnum;

pub use evidence::Evidence;
pub use people::{People, event_line};

/// What `chancery read` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: each event and statement with its evidence marked
    Text,
    /// One record a line (schema chancery/record/1)
    Jsonl,
    /// One row an event
    Csv,
    /// One feature an event that has a point
    Geojson,
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

/// Turns records into text. The whole output is `head`, the reports with `between` between those that are not empty, and
/// `foot`.
#[derive(Clone, Copy, Debug)]
pub struct Printer {
    format: Format,
    people: People,
}

impl Printer {
    /// A printer to standard output.
    pub fn new(format: Format, color: ColorOption) -> Self {
        Printer { format, people: People::for_stdout(color.wanted()) }
    }

    /// What comes before the first report.
    pub fn head(&self) -> &'static str {
        match self.format {
            Format::Text | Format::Jsonl => "",
            Format::Csv => csv::HEAD,
            Format::Geojson => geojson::HEAD,
        }
    }

    /// What comes between two reports.
    pub fn between(&self) -> &'static str {
        match self.format {
            Format::Text => "\n",
            Format::Jsonl | Format::Csv => "",
            Format::Geojson => geojson::BETWEEN,
        }
    }

    /// What comes after the last report.
    pub fn foot(&self) -> &'static str {
        match self.format {
            Format::Geojson => geojson::FOOT,
            _ => "",
        }
    }

    /// One report.
    pub fn report(&self, record: &Record) -> String {
        match self.format {
            Format::Text => self.people.report(record),
            Format::Jsonl => serde_json::to_string(record).map(|json| json + "\n").unwrap_or_default(),
            Format::Csv => csv::rows(record),
            Format::Geojson => geojson::features(record),
        }
    }
}
