//! Reports by their words.

use rusqlite::Row;

use super::words::Words;
use crate::{ReportKey, Store, StoreError};

/// A report found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its key.
    pub report: ReportKey,
    /// Its id.
    pub id: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Day of publication, ISO.
    pub published: Option<String>,
    /// Some words around the best place; what was asked for stands between [`Found::BEGIN`] and [`Found::END`].
    pub snippet: String,
}

impl Found {
    /// Before a word asked for: a code point that no text has.
    pub const BEGIN: char = '\u{E000}';
    /// After it.
    pub const END: char = '\u{E001}';

    fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Found {
            report: ReportKey(row.get(0)?),
            id: row.get(1)?,
            title: row.get(2)?,
            publisher: row.get(3)?,
            published: row.get(4)?,
            snippet: row.get(5)?,
        })
    }
}

/// Above so many reports with the words, they come by day and not by how well they fit: weighing all of them takes time
/// and says little.
const WEIGHED: i64 = 10_000;

impl Store {
    /// Reports with these words in title or text, the best first (by FTS5's bm25) or, where there are very many, the latest
    /// added first; old versions are left out. The second value is whether they are weighed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn search(&self, words: &Words, limit: usize) -> Result<(Vec<Found>, bool), StoreError> {
        let connection = self.connection();
        let mut count = connection.prepare_cached(
            "SELECT count(*) FROM (SELECT 1 FROM report_words WHERE report_words MATCH ? LIMIT ?)",
        )?;
        let count: i64 = count.query_row((words.as_fts(), WEIGHED + 1), |row| row.get(0))?;
        let weighed = count <= WEIGHED;
        // Snippets are made for what is shown alone: they read the text.
        let order = if weighed { "rank" } else { "report_words.rowid DESC" };
        let mut select = connection.prepare_cached(&format!(
            "SELECT reports.report, id, reports.title, publisher, published, snippet(report_words, 1, ?2, ?3, '…', 30)
             FROM report_words CROSS JOIN reports ON reports.report = report_words.rowid
             WHERE report_words MATCH ?1 AND current = 1 ORDER BY {order} LIMIT ?4"
        ))?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = select.query_map(
            (words.as_fts(), Found::BEGIN.to_string(), Found::END.to_string(), limit),
            Found::of_row,
        )?;
        Ok((rows.collect::<rusqlite::Result<_>>()?, weighed))
    }
}
