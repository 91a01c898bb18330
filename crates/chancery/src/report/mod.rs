//! Reports as they come in: one dated text with what its source says of it.
//!
//! [`receive`] goes through files, folders and standard input one report at a time; nothing but the report at hand is
//! held in memory. What cannot be taken is an error in its place in the sequence, never the end of it.

mod error;

mod origin;

mod published;

mod decode;

mod compressed;

mod utf16;

mod lines;

mod plain;

mod jsonl;

mod table;

mod html;

mod feed;

mod warc;

mod format;

mod intake;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

pub use error::{ReportError, Warning};
pub use format::InputFormat;
pub use intake::{Intake, Received, receive, receive_bytes};
pub use origin::{Origin, Position};
pub use published::parse_day;

/// Most bytes that the text of one report may have: 1 MiB, some 150,000 words.
pub const MAX_TEXT_BYTES: usize = 1 << 20;

/// Most bytes of one HTML page or one line of JSONL: 16 MiB.
pub const MAX_SOURCE_BYTES: usize = 16 << 20;

/// One report. Its text never changes: every span of a record points into it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The source's id, else the SHA-256 of the text in lower-case hex.
    pub id: String,
    /// Headline, where the source gives one apart from the text.
    pub title: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The day of publication.
    pub published: Option<Date>,
    /// The text.
    pub text: String,
}

impl Report {
    /// A report of which nothing is known but its text.
    #[must_use]
    pub fn from_text(text: impl Into<String>) -> Self {
        let text = text.into();
        Report { id: hash(&text), text, ..Report::default() }
    }
}

/// A report with what is worth a warning, or why there is none.
type Taken = Result<(Report, Vec<Warning>), ReportError>;

/// SHA-256 of a text in lower-case hex.
#[must_use]
pub fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Most bytes in a row that are neither letters, digits nor white space: a ruled line is shorter.
const MAX_SIGNS: usize = 2000;

/// Whether a text is one that can be read: not empty, not too long, with words, and without endless rows of signs.
fn check_text(text: &str) -> Result<(), ReportError> {
    if text.trim().is_empty() {
        Err(ReportError::Empty)
    } else if text.len() > MAX_TEXT_BYTES {
        Err(ReportError::TooLong { limit: MAX_TEXT_BYTES })
    } else if !text.chars().any(char::is_alphabetic) {
        Err(ReportError::NoWords)
    } else {
        let longest = text.split(|c: char| c.is_alphanumeric() || c.is_whitespace()).map(str::len).max();
        match longest {
            Some(signs) if signs > MAX_SIGNS => Err(ReportError::NoProse(signs)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_prose_is_refused() {
        assert!(matches!(check_text(" \n"), Err(ReportError::Empty)));
        assert!(matches!(check_text(&"(".repeat(1000)), Err(ReportError::NoWords)));
        assert!(matches!(check_text(&"a".repeat(MAX_TEXT_BYTES + 1)), Err(ReportError::TooLong { .. })));
        assert!(check_text(&format!("Rain. {}", "-".repeat(500))).is_ok());
        assert!(matches!(
            check_text(&format!("Rain. {}", "(".repeat(9000))),
            Err(ReportError::NoProse(9000))
        ));
    }
}
