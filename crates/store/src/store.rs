//! A store opened for reading.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chancery::Report;
use chancery::record::Record;
use chancery::report::parse_day;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use sha2::{Digest, Sha256};

use crate::load::load;
use crate::schema::{State, migrate, state};
use crate::{Provenance, ReportKey, StoreError};

/// How long to wait for another process's transaction.
const PATIENCE: Duration = Duration::from_secs(20);

/// Statements kept prepared for each connection.
const STATEMENTS: usize = 64;

/// A store. Any number of processes may read while one writes; each sees what was committed when its query began.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    connection: Connection,
}

impl Store {
    /// Opens a store for reading. One of an older schema is brought up to date first.
    ///
    /// # Errors
    /// When there is no such file, it is not a store, or one of a later or an old schema.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if !path.is_file() {
            return Err(StoreError::Missing(path.to_owned()));
        }
        let connection = open_to_read(path)?;
        let connection = match state(&connection, path)? {
            State::Current => connection,
            State::Empty => return Err(StoreError::NotAStore(path.to_owned())),
            State::Old(found) => {
                drop(connection);
                let older = |error: rusqlite::Error| StoreError::Older {
                    path: path.to_owned(),
                    found,
                    reason: error.to_string(),
                };
                let writable = open_to_write(path).map_err(older)?;
                migrate(&writable).map_err(older)?;
                drop(writable);
                open_to_read(path)?
            }
        };
        Ok(Store { path: path.to_owned(), connection })
    }

    /// A store over a connection that is open for writing and of the newest schema.
    pub(crate) fn over(path: &Path, connection: Connection) -> Self {
        Store { path: path.to_owned(), connection }
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The connection, for queries.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The record of one version of a report; `None` when there is none of that key.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn record(&self, key: ReportKey) -> Result<Option<Record>, StoreError> {
        load(&self.connection, key)
    }

    /// The next report after `after`, in the order they were added; old versions only if `old` is set. Start with
    /// `ReportKey(0)`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next(&self, after: ReportKey, old: bool) -> Result<Option<ReportKey>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT report FROM reports WHERE report > ? AND current >= ? ORDER BY report LIMIT 1",
        )?;
        let found = statement.query_row(params![after.0, !old], |row| row.get(0)).optional()?;
        Ok(found.map(ReportKey))
    }

    /// Number of all versions of all reports.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count(&self) -> Result<u64, StoreError> {
        let count: i64 = self.connection.query_row("SELECT count(*) FROM reports", [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// The versions of all reports of that id, newest first; with `current`, without the old ones.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of_id(&self, id: &str, current: bool) -> Result<Vec<ReportKey>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT report FROM reports WHERE id = ? AND current >= ? ORDER BY report DESC",
        )?;
        let rows = statement.query_map(params![id, current], |row| row.get(0).map(ReportKey))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The first ids, at most `limit`, that begin with these characters.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn ids_beginning_with(&self, beginning: &str, limit: u32) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT id FROM reports WHERE id >= ?1 AND substr(id, 1, length(?1)) = ?1 AND id < ?2
             ORDER BY id LIMIT ?3",
        )?;
        let after = format!("{beginning}\u{10FFFF}");
        let rows = statement.query_map(params![beginning, after, limit], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The stored version of a report that says nothing else than this one: same id, text and what its source says of
    /// it. A day of publication that is not given now is not missed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn known(&self, report: &Report) -> Result<Option<ReportKey>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT report FROM reports WHERE text_sha256 = ?1 AND id = ?2 AND title IS ?3 AND url IS ?4
             AND publisher IS ?5 AND (?6 IS NULL OR published IS ?6) ORDER BY report LIMIT 1",
        )?;
        let published = report.published.map(|day| day.to_string());
        let found = statement
            .query_row(
                params![
                    text_hash(&report.text),
                    report.id,
                    report.title,
                    report.url,
                    report.publisher,
                    published
                ],
                |row| row.get(0),
            )
            .optional()?;
        Ok(found.map(ReportKey))
    }

    /// What read that report.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn provenance(&self, key: ReportKey) -> Result<Option<Provenance>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT schema, program, model, lexicon, gazetteer FROM readings JOIN reports USING (reading)
             WHERE report = ?",
        )?;
        Ok(statement.query_row([key.0], Provenance::of_row).optional()?)
    }

    /// What read the current versions of reports, and how many each, most first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn provenances(&self) -> Result<Vec<(Provenance, usize)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT schema, program, model, lexicon, gazetteer, count(*) FROM reports JOIN readings USING (reading)
             WHERE current = 1 GROUP BY reading ORDER BY count(*) DESC, reading",
        )?;
        let rows = statement.query_map([], |row| {
            let reports: i64 = row.get(5)?;
            Ok((Provenance::of_row(row)?, usize::try_from(reports).unwrap_or(0)))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The next current report after `after` that was not read by `provenance`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_read_by_others(
        &self,
        provenance: &Provenance,
        after: ReportKey,
    ) -> Result<Option<ReportKey>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT report FROM reports JOIN readings USING (reading) WHERE report > ?6 AND current = 1
             AND NOT (schema = ?1 AND program = ?2 AND model = ?3 AND lexicon = ?4 AND gazetteer = ?5)
             ORDER BY report LIMIT 1",
        )?;
        let Provenance { schema, program, model, lexicon, gazetteer } = provenance;
        let found = statement
            .query_row(params![schema, program, model, lexicon, gazetteer, after.0], |row| row.get(0))
            .optional()?;
        Ok(found.map(ReportKey))
    }

    /// A stored report as it came in, to be read again.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn report(&self, key: ReportKey) -> Result<Option<Report>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, title, url, publisher, published, published_given, text
             FROM reports JOIN texts USING (report) WHERE report = ?",
        )?;
        let report = statement.query_row([key.0], |row| {
            let (published, given): (Option<String>, bool) = (row.get(4)?, row.get(5)?);
            Ok(Report {
                id: row.get(0)?,
                title: row.get(1)?,
                url: row.get(2)?,
                publisher: row.get(3)?,
                published: published.filter(|_| given).and_then(|day| parse_day(&day)),
                text: row.get(6)?,
            })
        });
        Ok(report.optional()?)
    }
}

/// SHA-256 of a text.
pub(crate) fn text_hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// A connection that writes, with the settings of every writer.
pub(crate) fn open_to_write(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    prepare(&connection)?;
    // In WAL mode readers and the writer do not wait for each other. NORMAL: after a loss of power the last
    // transactions may be missing, never half there. References are right by construction and checked by `verify`;
    // to have SQLite check them would make it search whole tables when a reading is replaced.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = OFF;
         PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;",
    )?;
    Ok(connection)
}

/// A connection that only reads. It is opened for writing where that is possible, because then the last one to close the
/// store takes away the files that SQLite puts beside it.
pub(crate) fn open_to_read(path: &Path) -> Result<Connection, StoreError> {
    let kinds = [
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    ];
    let open = |flags| -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags(path, flags)?;
        prepare(&connection)?;
        connection.execute_batch("PRAGMA query_only = ON")?;
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(connection)
    };
    let error = match open(kinds[0]).or_else(|_| open(kinds[1])) {
        Ok(connection) => return Ok(connection),
        Err(error) => StoreError::of_opening(path, error),
    };
    let log = beside(path, "-wal").metadata().map_or(0, |about| about.len());
    if matches!(error, StoreError::ReadOnly { .. }) && log == 0 {
        // A folder where SQLite cannot put its files beside the store, and nobody else can either.
        let flags = kinds[1] | OpenFlags::SQLITE_OPEN_URI;
        let connection = Connection::open_with_flags(immutable_address(path), flags)?;
        prepare(&connection)?;
        return Ok(connection);
    }
    Err(error)
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Plans do not depend on bound values: otherwise SQLite plans a statement anew whenever a value changes that could have
    // to do with a partial index.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch("PRAGMA temp_store = MEMORY")
}

/// The path with something added to its name.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// The file as an SQLite address that promises that nobody changes it.
fn immutable_address(path: &Path) -> String {
    let path = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{path}?immutable=1")
}
