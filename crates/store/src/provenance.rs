//! What read a report.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::{ReadingKey, StoreError};

/// What read a report. Two reports of the same text, title and day, read by the same, have the same record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The record's schema: `chancery/record/1`.
    pub schema: String,
    /// Version of the program.
    pub program: String,
    /// SHA-256 of the language model, hex.
    pub model: String,
    /// SHA-256 over the files of the lexicon, hex.
    pub lexicon: String,
    /// SHA-256 over the files of the gazetteer, hex.
    pub gazetteer: String,
}

impl Provenance {
    /// From the columns of `readings` in their order, without the key.
    pub(crate) fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Provenance {
            schema: row.get(0)?,
            program: row.get(1)?,
            model: row.get(2)?,
            lexicon: row.get(3)?,
            gazetteer: row.get(4)?,
        })
    }

    /// The row of `readings`, made if there is none.
    pub(crate) fn key(&self, connection: &Connection) -> Result<ReadingKey, StoreError> {
        let values = [&self.schema, &self.program, &self.model, &self.lexicon, &self.gazetteer];
        let find = "SELECT reading FROM readings
                    WHERE schema = ? AND program = ? AND model = ? AND lexicon = ? AND gazetteer = ?";
        let found = connection.prepare_cached(find)?.query_row(values, |row| row.get(0)).optional()?;
        if let Some(key) = found {
            return Ok(ReadingKey(key));
        }
        let insert =
            "INSERT INTO readings (schema, program, model, lexicon, gazetteer) VALUES (?, ?, ?, ?, ?)";
        connection.execute(insert, values)?;
        Ok(ReadingKey(connection.last_insert_rowid()))
    }
}
