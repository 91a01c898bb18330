//! Inputs that gave no report, until they do.

use chancery::report::Origin;
use rusqlite::params;

use crate::{Store, StoreError, Writer};

/// An input that gave no report, or a place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The input as it was named.
    pub input: String,
    /// Place in it; empty for the whole of it.
    pub position: String,
    /// Why.
    pub reason: String,
}

/// The place of a report in its input; empty for the whole of it.
pub(crate) fn position(origin: &Origin) -> String {
    origin.position.to_string()
}

impl Store {
    /// All rejects, by input and position.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rejects(&self) -> Result<Vec<Reject>, StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT input, position, reason FROM rejects ORDER BY input, position")?;
        let rows = statement.query_map([], |row| {
            Ok(Reject { input: row.get(0)?, position: row.get(1)?, reason: row.get(2)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Writer {
    /// Notes that there is no report at `origin`, as part of the transaction.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn reject(&mut self, origin: &Origin, reason: &str) -> Result<(), StoreError> {
        self.begin()?;
        self.store()
            .connection()
            .prepare_cached("INSERT OR REPLACE INTO rejects VALUES (?, ?, ?)")?
            .execute(params![origin.input, position(origin), reason])?;
        Ok(())
    }

    /// Forgets that there was no report at `origin`, or none in its whole input.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn settle(&mut self, origin: &Origin) -> Result<(), StoreError> {
        let any: bool = self
            .store()
            .connection()
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM rejects WHERE input = ? AND position IN (?, ''))")?
            .query_row(params![origin.input, position(origin)], |row| row.get(0))?;
        if any {
            self.begin()?;
            self.store()
                .connection()
                .prepare_cached("DELETE FROM rejects WHERE input = ? AND position IN (?, '')")?
                .execute(params![origin.input, position(origin)])?;
        }
        Ok(())
    }
}
