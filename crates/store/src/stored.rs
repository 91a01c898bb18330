//! What a store knows of a report besides its record, so that an export can say it and an import take it back.

use chancery::Report;
use chancery::record::Record;
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

use crate::{Provenance, ReportKey, Store, StoreError};

/// What is known of a stored report besides its record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// Version of the program that read it.
    pub program: String,
    /// SHA-256 of the language model that it was read with, hex.
    pub model: String,
    /// SHA-256 over the files of the lexicon, hex.
    pub lexicon: String,
    /// SHA-256 over the files of the gazetteer, hex.
    pub gazetteer: String,
    /// Whether the source gave the day of publication; else it was found in the text, or there is none.
    pub published_given: bool,
    /// Where the report was first met: the file, …
    pub input: Option<String>,
    /// … and the place in it; empty for the whole of it.
    pub position: Option<String>,
}

impl Stored {
    /// What read the report.
    pub(crate) fn provenance(&self, schema: &str) -> Provenance {
        let Stored { program, model, lexicon, gazetteer, .. } = self.clone();
        Provenance { schema: schema.to_owned(), program, model, lexicon, gazetteer }
    }

    /// The report that a record was read from.
    pub(crate) fn report(&self, record: &Record) -> Report {
        let mut report = record.report();
        report.published = report.published.filter(|_| self.published_given);
        report
    }
}

impl Store {
    /// What is known of a report besides its record.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stored(&self, key: ReportKey) -> Result<Option<Stored>, StoreError> {
        let mut select = self.connection().prepare_cached(
            "SELECT program, model, lexicon, gazetteer, published_given, input, position
             FROM reports JOIN readings USING (reading) WHERE report = ?",
        )?;
        let stored = select.query_row([key.0], |row| {
            Ok(Stored {
                program: row.get(0)?,
                model: row.get(1)?,
                lexicon: row.get(2)?,
                gazetteer: row.get(3)?,
                published_given: row.get(4)?,
                input: row.get(5)?,
                position: row.get(6)?,
            })
        });
        Ok(stored.optional()?)
    }
}
