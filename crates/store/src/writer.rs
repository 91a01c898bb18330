//! A store opened for writing, by one process at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use chancery::Report;
use chancery::record::{Record, SCHEMA};
use chancery::report::Origin;
use rusqlite::{OptionalExtension, params};

use crate::insert::Rows;
use crate::schema::{State, migrate, state};
use crate::store::{beside, open_to_write, text_hash};
use crate::{Provenance, ReportKey, Store, StoreError};

/// What came of adding a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New(ReportKey),
    /// It is a new version of a report of the same id or URL; the old version stays.
    Version(ReportKey),
    /// It was there already and nothing changed.
    Known(ReportKey),
}

/// The one writer of a store. What it does between [`Writer::add`] and [`Writer::commit`] is one transaction: after a
/// crash, all of it or nothing is there.
#[derive(Debug)]
pub struct Writer {
    store: Store,
    provenance: Provenance,
    /// Holds the lock that keeps a second writer out; freed by the system even when the process is killed.
    _lock: File,
}

impl Writer {
    /// Opens a store for writing, and makes it if there is none. Records are added as read by `provenance`.
    ///
    /// # Errors
    /// When another process writes to it, the file is not a store or one of a later schema, or the folder cannot be
    /// written to.
    pub fn open(path: &Path, provenance: Provenance) -> Result<Self, StoreError> {
        let read_only = |reason: String| StoreError::ReadOnly { path: path.to_owned(), reason };
        if path.is_file() {
            // What is no store, or one of a later program, gets no files beside it.
            match Store::open(path) {
                Err(error @ (StoreError::NotAStore(_) | StoreError::Newer { .. })) => {
                    if path.metadata().map_or(1, |about| about.len()) > 0 {
                        return Err(error);
                    }
                }
                _ => {}
            }
        }
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(beside(path, "-lock"));
        let lock = lock.map_err(|error| read_only(error.to_string()))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::Busy(path.to_owned())),
            // A file system without locks: SQLite's own still keep transactions apart.
            Err(TryLockError::Error(_)) => {}
        }
        let connection = open_to_write(path).map_err(|error| StoreError::of_opening(path, error))?;
        if state(&connection, path)? != State::Current {
            migrate(&connection).map_err(|error| StoreError::of_opening(path, error))?;
        }
        Ok(Writer { store: Store::over(path, connection), provenance, _lock: lock })
    }

    /// The store, with what is not committed yet.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Adds a report with its record, unless it is known. `origin` is where it was met.
    ///
    /// # Errors
    /// When the record breaks the rules of its schema or the file cannot be written; then nothing of this report is
    /// there, but what was added before it is.
    pub fn add(
        &mut self,
        report: &Report,
        record: &Record,
        origin: Option<&Origin>,
    ) -> Result<Added, StoreError> {
        self.begin()?;
        if let Some(key) = self.store.known(report)? {
            return Ok(Added::Known(key));
        }
        let connection = self.store.connection();
        connection.execute_batch("SAVEPOINT report")?;
        let added = self.insert(report, record, origin);
        if added.is_err() {
            // The error that counts is the first one.
            let _ = connection.execute_batch("ROLLBACK TO report");
        }
        connection.execute_batch("RELEASE report")?;
        added
    }

    /// Ends the transaction: what was added is there for good.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn commit(&mut self) -> Result<(), StoreError> {
        if !self.store.connection().is_autocommit() {
            self.store.connection().execute_batch("COMMIT")?;
        }
        Ok(())
    }

    /// Begins a transaction if none is under way.
    fn begin(&self) -> Result<(), StoreError> {
        if self.store.connection().is_autocommit() {
            self.store.connection().execute_batch("BEGIN IMMEDIATE")?;
        }
        Ok(())
    }

    fn insert(&self, report: &Report, record: &Record, origin: Option<&Origin>) -> Result<Added, StoreError> {
        let connection = self.store.connection();
        if record.schema != SCHEMA || record.schema != self.provenance.schema {
            let reason = format!("schema {:?} where {SCHEMA:?} is expected", record.schema);
            return Err(StoreError::Record { id: record.id.clone(), reason });
        }
        let reading = self.provenance.key(connection)?;
        let newest: i64 =
            connection.query_row("SELECT coalesce(max(report), 0) FROM reports", [], |row| row.get(0))?;
        let key = ReportKey(newest + 1);
        let before = self.version_before(report)?;
        let (series, version) = before.map_or((key.0, 1), |(_, series, version)| (series, version + 1));
        if let Some((old, ..)) = before {
            self.retire(ReportKey(old))?;
        }
        let rows = Rows::new(connection, key, record, true);
        let mut insert = connection
            .prepare_cached("INSERT INTO reports VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
        insert.execute(params![
            key.0,
            series,
            version,
            record.id,
            record.title,
            record.url,
            record.publisher,
            record.published,
            report.published.is_some(),
            record.language,
            text_hash(&record.text),
            reading.0,
            origin.map(|origin| &origin.input),
            origin.map(position),
            rows.sentences()?,
        ])?;
        connection.prepare_cached("INSERT INTO texts VALUES (?, ?)")?.execute(params![key.0, record.text])?;
        connection
            .prepare_cached("INSERT INTO report_words (rowid, title, text) VALUES (?, ?, ?)")?
            .execute(params![key.0, record.title, record.text])?;
        rows.insert()?;
        Ok(if before.is_some() { Added::Version(key) } else { Added::New(key) })
    }

    /// The newest version of the report that this one corrects: key, series and version.
    ///
    /// That is a report of the same id given by the source, unless both name different publishers, who may well count
    /// alike; else of the same URL, unless it is that of a whole site. A report without id and URL is the same if the
    /// text is and the publishers do not differ.
    fn version_before(&self, report: &Report) -> Result<Option<(i64, i64, i64)>, StoreError> {
        let connection = self.store.connection();
        let columns = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let id_given = report.id != chancery::report::hash(&report.text);
        if id_given || report.url.is_none() {
            let mut by_id = connection.prepare_cached(
                "SELECT report, series, version FROM reports WHERE id = ?1 AND current = 1
                 AND (publisher IS NULL OR ?2 IS NULL OR publisher = ?2) ORDER BY report DESC LIMIT 1",
            )?;
            let found = by_id.query_row(params![report.id, report.publisher], columns).optional()?;
            if found.is_some() {
                return Ok(found);
            }
        }
        let Some(url) = report.url.as_deref().filter(|url| is_page(url)) else { return Ok(None) };
        let mut by_url = connection.prepare_cached(
            "SELECT report, series, version FROM reports WHERE url = ? AND current = 1 ORDER BY report DESC LIMIT 1",
        )?;
        Ok(by_url.query_row([url], columns).optional()?)
    }

    /// Marks a version as an old one.
    fn retire(&self, key: ReportKey) -> Result<(), StoreError> {
        let connection = self.store.connection();
        let (first, last) = key.parts();
        connection.prepare_cached("UPDATE reports SET current = 0 WHERE report = ?")?.execute([key.0])?;
        for (table, part) in [("statements", "statement"), ("events", "event")] {
            let update = format!("UPDATE {table} SET current = 0 WHERE {part} BETWEEN ? AND ?");
            connection.prepare_cached(&update)?.execute([first, last])?;
        }
        Ok(())
    }
}

/// Whether a URL names a page and not only a site.
fn is_page(url: &str) -> bool {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    after_scheme.split_once('/').is_some_and(|(_, path)| !path.is_empty())
}

/// The place of a report in its input; empty for a whole file.
fn position(origin: &Origin) -> String {
    origin.position.to_string()
}
