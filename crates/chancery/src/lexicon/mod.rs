//! Knowledge: the data files a political scientist edits, loaded and checked in one place.

mod source;

mod table;

use thiserror::Error;

pub use source::Source;
pub use table::{Row, Table};

/// What is wrong in a data file, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
#[error("{file}:{line}:{column}: {reason}")]
pub struct LexiconError {
    /// Path below the data folder.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
    /// What is wrong and what is expected.
    pub reason: String,
}

/// Everything the reader knows, loaded from the embedded files and the user's own.
#[derive(Debug)]
pub struct Knowledge {}

impl Knowledge {
    /// Loads and checks every file.
    ///
    /// # Errors
    /// All mistakes of all files, in file and line order.
    pub fn load(_source: &Source) -> Result<Self, Vec<LexiconError>> {
        Ok(Knowledge {})
    }
}
