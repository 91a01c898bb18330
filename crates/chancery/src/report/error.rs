//! What can be wrong with an input, and what is worth a warning.

use std::fmt;
use std::io;

/// Why an input gives no report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The system would not give it.
    #[error("cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// A folder without files of a known kind.
    #[error(
        "no reports in this folder (looking for .txt, .jsonl, .ndjson, .csv, .tsv, .html, .htm, .xhtml, .rss, .atom, .xml, .warc, each also .gz or .zst)"
    )]
    EmptyFolder,
    /// A pattern that no file matches.
    #[error("no file matches this pattern")]
    NoMatch,
    /// Nothing but white space.
    #[error("empty")]
    Empty,
    /// No letter in it.
    #[error("no words in it")]
    NoWords,
    /// A run of signs so long that the text is no prose.
    #[error("not prose: {0} signs in a row without a letter")]
    NoProse(usize),
    /// Not a text.
    #[error("binary data, not text")]
    Binary,
    /// More than a report may hold.
    #[error("longer than {} MiB, more than one report may hold", .limit >> 20)]
    TooLong {
        /// Bytes allowed.
        limit: usize,
    },
    /// A line that is no JSON object.
    #[error("not a JSON object: {0}")]
    Json(String),
    /// A JSON object without a usable field.
    #[error("field {field:?} {problem}")]
    Field {
        /// Name of the field.
        field: &'static str,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A table whose first line names no column of texts.
    #[error("no column named \"text\" (or {}), only: {found}; name the columns in the first line", .aliases.join(", "))]
    NoTextColumn {
        /// Other names that would do.
        aliases: &'static [&'static str],
        /// The names that are there.
        found: String,
    },
    /// Two columns of a name that is used.
    #[error("more than one column named {0:?}")]
    ColumnTwice(String),
    /// A row with more or fewer cells than the table has columns.
    #[error("{found} cells, the first line has {expected}")]
    Cells {
        /// Cells of the row.
        found: usize,
        /// Columns of the table.
        expected: usize,
    },
    /// A row with a quotation mark that is never closed.
    #[error("a quotation mark opened in this line is never closed")]
    OpenQuote,
    /// A row in which something follows the quotation mark that closes a cell.
    #[error(
        "a cell goes on behind its closing quotation mark (inside of a cell, quotation marks are doubled)"
    )]
    LooseQuote,
    /// A place in a web archive where there should be a record.
    #[error("no WARC record here; going on at the next one")]
    NoRecord,
    /// The body of a page in a web archive that cannot be unpacked.
    #[error("the page is encoded as {0:?}, which cannot be unpacked")]
    Encoding(String),
    /// An item of a feed that does not end, or is no XML.
    #[error("not an item of a feed: {0}")]
    Item(String),
    /// An item of a feed with nothing to read.
    #[error("no description and no content in this item")]
    EmptyItem,
    /// A page in which no main text was found.
    #[error("no main text in this page")]
    NoMainText,
}

/// What went otherwise than the source says, without stopping the report.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// Not UTF-8: decoded by this charset.
    Charset {
        /// The charset's name in the WHATWG Encoding Standard.
        name: &'static str,
        /// Whether the input names it itself; else it was guessed from the bytes.
        declared: bool,
        /// Whether some bytes had no meaning in it and became U+FFFD.
        lossy: bool,
    },
    /// The day of publication is in no known form and is left out.
    Published(String),
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Warning::Charset { name, declared, lossy } => {
                let how = if *declared { "as declared" } else { "by its looks" };
                let loss = if *lossy { "; bytes without a meaning became \u{FFFD}" } else { "" };
                write!(f, "not UTF-8: decoded as {name} {how}{loss}")
            }
            Warning::Published(text) => {
                write!(f, "\"published\" is no date that can be read, left out: {text:?}")
            }
        }
    }
}
