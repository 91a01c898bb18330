//! Reports as they come in: one dated text with what its source says of it.

use jiff::civil::Date;
use sha2::{Digest, Sha256};

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

/// SHA-256 of a text in lower-case hex.
#[must_use]
pub fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
