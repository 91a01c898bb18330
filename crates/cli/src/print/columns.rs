//! Tables of typed columns, the common ground of CSV and Parquet: one list of columns and one row of cells for each event or
//! statement.

use chancery::record::Record;
use clap::ValueEnum;

use super::{event_rows, statement_rows};

/// What a row of CSV or Parquet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Rows {
    /// One row a report, everything nested in it; `chancery import` takes it back (Parquet only, and its default)
    Reports,
    /// One row an event, lists only where an event can have several of a thing (the default of CSV)
    Events,
    /// One row a statement
    Statements,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// Texts, some of which may not be known.
    List,
    Integer,
    Number,
    /// An ISO day.
    Date,
}

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
}

/// One cell, of its column's kind; what is not known is `None`.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(Option<String>),
    List(Vec<Option<String>>),
    Integer(Option<u64>),
    Number(Option<f64>),
    Date(Option<String>),
}

/// A table over records.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub columns: &'static [Column],
    /// The rows of one record.
    pub rows: fn(&Record) -> Vec<Vec<Cell>>,
}

impl Table {
    /// The table with a row for each of these; reports are no table.
    pub fn of(rows: Rows) -> Option<Table> {
        match rows {
            Rows::Reports => None,
            Rows::Events => Some(Table { columns: event_rows::COLUMNS, rows: event_rows::rows }),
            Rows::Statements => Some(Table { columns: statement_rows::COLUMNS, rows: statement_rows::rows }),
        }
    }
}

/// A column, for lists of them.
pub const fn column(name: &'static str, kind: Kind) -> Column {
    Column { name, kind }
}

/// A text that is there.
pub fn text(text: impl Into<String>) -> Cell {
    Cell::Text(Some(text.into()))
}

/// An offset in code points.
pub fn offset(at: usize) -> Cell {
    Cell::Integer(u64::try_from(at).ok())
}

/// `text` on one line: runs of white space become one space.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first four cells of every table: which report, of when, by whom, where.
pub fn report_cells(record: &Record) -> Vec<Cell> {
    vec![
        text(&record.id),
        Cell::Date(record.published.clone()),
        Cell::Text(record.publisher.clone()),
        Cell::Text(record.url.clone()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::people::tests::sample;

    #[test]
    fn each_row_has_a_cell_of_its_columns_kind_for_each_column() {
        for table in [Rows::Events, Rows::Statements].into_iter().filter_map(Table::of) {
            let rows = (table.rows)(&sample());
            assert_eq!(rows.len(), 1);
            let kinds: Vec<Kind> = rows[0]
                .iter()
                .map(|cell| match cell {
                    Cell::Text(_) => Kind::Text,
                    Cell::List(_) => Kind::List,
                    Cell::Integer(_) => Kind::Integer,
                    Cell::Number(_) => Kind::Number,
                    Cell::Date(_) => Kind::Date,
                })
                .collect();
            let wanted: Vec<Kind> = table.columns.iter().map(|column| column.kind).collect();
            assert_eq!(kinds, wanted);
        }
    }
}
