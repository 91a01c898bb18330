//! What can be wrong with an input, and what is worth a warning.

use std::fmt;
use std::io;

/// Where a report stands: a file, or a line of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The input as it was named, or the file below a folder; `-` is standard input.
    pub input: String,
    /// Line number, from 1, where a file holds a report a line.
    pub line: Option<usize>,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let input = if self.input == "-" { "standard input" } else { &self.input };
        match self.line {
            Some(line) => write!(f, "{input}:{line}"),
            None => f.write_str(input),
        }
    }
}

/// Why an input gives no report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The system would not give it.
    #[error("cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// A folder without files of a known kind.
    #[error("no reports in this folder (looking for .txt, .jsonl, .ndjson, .html, .htm, .xhtml)")]
    EmptyFolder,
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
