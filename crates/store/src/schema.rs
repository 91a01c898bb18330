//! The file's layout: its mark, its version, and how an older one is brought up to date.

use std::path::Path;

use rusqlite::Connection;

use crate::StoreError;

/// Marks a SQLite file as a Chancery store (`PRAGMA application_id`): "Chcy" in ASCII.
pub const APPLICATION_ID: i64 = 0x4368_6379;

/// The steps from an empty file to the newest schema. Step `n` (from 1) leads to version `n`; a step that has been
/// released never changes again.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_records.sql"),
    include_str!("../migrations/0002_queries.sql"),
    include_str!("../migrations/0003_stories.sql"),
    include_str!("../migrations/0004_totals.sql"),
    include_str!("../migrations/0005_adding.sql"),
];

/// The newest schema version (`PRAGMA user_version`).
#[must_use]
pub fn newest() -> i64 {
    MIGRATIONS.len().try_into().unwrap_or(i64::MAX)
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing in it yet.
    Empty,
    /// A store of the newest schema.
    Current,
    /// A store of an older schema.
    Old(i64),
}

/// What the file at `path` is.
///
/// # Errors
/// When it is not a store or one of a later program.
pub fn state(connection: &Connection, path: &Path) -> Result<State, StoreError> {
    let pragma = |sql| {
        connection
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .map_err(|error| StoreError::of_opening(path, error))
    };
    let (application, version) = (pragma("PRAGMA application_id")?, pragma("PRAGMA user_version")?);
    let objects = pragma("SELECT count(*) FROM sqlite_schema")?;
    if application == 0 && version == 0 && objects == 0 {
        Ok(State::Empty)
    } else if application != APPLICATION_ID || version < 1 {
        Err(StoreError::NotAStore(path.to_owned()))
    } else if version > newest() {
        Err(StoreError::Newer { path: path.to_owned(), found: version, known: newest() })
    } else if version < newest() {
        Ok(State::Old(version))
    } else {
        Ok(State::Current)
    }
}

/// Brings a file to the newest schema, in one transaction.
///
/// # Errors
/// When the file cannot be written to.
pub fn migrate(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let done = usize::try_from(version).unwrap_or(0);
    let result = (|| {
        for step in MIGRATIONS.iter().skip(done) {
            connection.execute_batch(step)?;
        }
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        connection.pragma_update(None, "user_version", newest())
    })();
    match result {
        Ok(()) => connection.execute_batch("COMMIT"),
        Err(error) => {
            // The error that counts is the first one.
            let _ = connection.execute_batch("ROLLBACK");
            Err(error)
        }
    }
}
