//! Where a report stands in its input, so that messages and lists of rejects can name it.

use std::fmt;

/// Where a report stands. The same input gives the same origins, however it is compressed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    /// The input as it was named, or the file below a folder; `-` is standard input.
    pub input: String,
    /// The place in it.
    pub position: Position,
}

/// A place in an input. Bytes and lines are those of the unpacked data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Position {
    /// The input is one report.
    #[default]
    Whole,
    /// The line on which the report begins, from 1: JSON lines, tables.
    Line(u64),
    /// The record or item of that number, from 1, that begins at that byte, from 0: feeds, web archives.
    Record {
        /// Number of the record, from 1, those without a report included.
        number: u64,
        /// Bytes before it.
        byte: u64,
    },
}

impl Origin {
    /// An input that is one report.
    pub fn whole(input: impl Into<String>) -> Self {
        Origin { input: input.into(), position: Position::Whole }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Position::Whole => Ok(()),
            Position::Line(line) => write!(f, "line {line}"),
            Position::Record { number, byte } => write!(f, "record {number} (byte {byte})"),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let input = if self.input == "-" { "standard input" } else { &self.input };
        match self.position {
            Position::Whole => f.write_str(input),
            Position::Line(line) => write!(f, "{input}:{line}"),
            Position::Record { .. } => write!(f, "{input}: {}", self.position),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_reads_as_a_place_to_look_at() {
        let at = |input: &str, position| Origin { input: input.to_owned(), position }.to_string();
        assert_eq!(at("a.txt", Position::Whole), "a.txt");
        assert_eq!(at("-", Position::Line(7)), "standard input:7");
        let record = Position::Record { number: 3, byte: 2048 };
        assert_eq!(at("crawl.warc.gz", record), "crawl.warc.gz: record 3 (byte 2048)");
    }
}
