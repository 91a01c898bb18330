//! A store opened for writing, by one process at a time.

use std::path::Path;

use chancery::Report;
use chancery::record::{Record, SCHEMA};
use chancery::report::Origin;
use rusqlite::{OptionalExtension, params};

use crate::insert::{Rows, delete};
use crate::lock::Lock;
use crate::reject::position;
use crate::schema::{State, migrate, state};
use crate::store::{open_to_read, open_to_write, text_hash};
use crate::story;
use crate::{Provenance, ReportKey, Store, StoreError, Stored};

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
    _lock: Lock,
}

/// What read a report, and where it was met first.
struct First<'a> {
    provenance: &'a Provenance,
    input: Option<&'a str>,
    position: Option<&'a str>,
}

impl Writer {
    /// Opens a store for writing, and makes it if there is none. Records are added as read by `provenance`.
    ///
    /// # Errors
    /// When another process writes to it, the file is not a store or one of a later schema, or the folder cannot be
    /// written to.
    pub fn open(path: &Path, provenance: Provenance) -> Result<Self, StoreError> {
        // What is no store, or one of a later program, gets no files beside it.
        if path.metadata().is_ok_and(|about| about.len() > 0) {
            // A writer that was killed before it could make its tables leaves a database with nothing in it.
            let found = open_to_read(path).and_then(|connection| state(&connection, path));
            if let Err(error @ (StoreError::NotAStore(_) | StoreError::Newer { .. })) = found {
                return Err(error);
            }
        }
        let lock = Lock::take(path)?;
        let connection = open_to_write(path).map_err(|error| StoreError::of_opening(path, error))?;
        if state(&connection, path)? != State::Current {
            migrate(&connection).map_err(|error| StoreError::of_opening(path, error))?;
        }
        let mut writer = Writer { store: Store::over(path, connection), provenance, _lock: lock };
        writer.enter_stories()?;
        Ok(writer)
    }

    /// Puts the reports of a store that was made before there were stories into theirs.
    fn enter_stories(&mut self) -> Result<(), StoreError> {
        let outside = story::outside(self.store.connection())?;
        if outside.is_empty() {
            return Ok(());
        }
        self.begin()?;
        for key in outside {
            story::join(self.store.connection(), key)?;
        }
        self.commit()
    }

    /// The store, with what is not committed yet.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Adds a report with its record, unless it is known. `origin` is where it was met.
    ///
    /// # Errors
    /// When the record breaks the rules of its schema; then nothing of this report is there, but what was added before it is.
    /// When the file cannot be written; then nothing since the last [`Writer::commit`] is there.
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
        self.check(record)?;
        let origin = origin.map(|origin| (origin.input.as_str(), position(origin)));
        let (input, position) = origin.unzip();
        let first = First { provenance: &self.provenance, input, position: position.as_deref() };
        self.whole(self.insert(report, record, &first))
    }

    /// Adds a record that comes from another store, as that one had it, unless its report is known.
    ///
    /// # Errors
    /// As those of [`Writer::add`].
    pub fn import(&mut self, record: &Record, stored: &Stored) -> Result<Added, StoreError> {
        self.begin()?;
        let report = stored.report(record);
        if let Some(key) = self.store.known(&report)? {
            return Ok(Added::Known(key));
        }
        self.check(record)?;
        let provenance = stored.provenance(&record.schema);
        let first = First {
            provenance: &provenance,
            input: stored.input.as_deref(),
            position: stored.position.as_deref(),
        };
        self.whole(self.insert(&report, record, &first))
    }

    /// Puts a new record in the place of a report's old one. The text stays.
    ///
    /// # Errors
    /// As those of [`Writer::add`].
    pub fn replace(&mut self, key: ReportKey, record: &Record) -> Result<(), StoreError> {
        self.begin()?;
        self.check(record)?;
        let connection = self.store.connection();
        let (text, current): (String, bool) = connection
            .prepare_cached("SELECT text, current FROM reports JOIN texts USING (report) WHERE report = ?")?
            .query_row([key.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if text != record.text {
            let reason = "another text than the one stored".to_owned();
            return Err(StoreError::Record { id: record.id.clone(), reason });
        }
        self.whole(self.replace_rows(key, record, current))
    }

    /// After an error in the middle of a report, undoes the transaction, so that no part of it can be committed. There are no
    /// savepoints for each report: at every one of them FTS5 would write out the words it gathers, which takes as long as
    /// all the rest. What a record can break is checked before the first row.
    fn whole<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if result.is_err() && !self.store.connection().is_autocommit() {
            // The error that counts is the first one.
            let _ = self.store.connection().execute_batch("ROLLBACK");
        }
        result
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
    pub(crate) fn begin(&self) -> Result<(), StoreError> {
        if self.store.connection().is_autocommit() {
            self.store.connection().execute_batch("BEGIN IMMEDIATE")?;
        }
        Ok(())
    }

    fn insert(&self, report: &Report, record: &Record, first: &First<'_>) -> Result<Added, StoreError> {
        let connection = self.store.connection();
        let reading = first.provenance.key(connection)?;
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
            first.input,
            first.position,
            rows.sentences()?,
        ])?;
        connection.prepare_cached("INSERT INTO texts VALUES (?, ?)")?.execute(params![key.0, record.text])?;
        connection
            .prepare_cached("INSERT INTO report_words (rowid, title, text) VALUES (?, ?, ?)")?
            .execute(params![key.0, record.title, record.text])?;
        rows.insert()?;
        story::join(connection, key)?;
        Ok(if before.is_some() { Added::Version(key) } else { Added::New(key) })
    }

    fn replace_rows(&self, key: ReportKey, record: &Record, current: bool) -> Result<(), StoreError> {
        let connection = self.store.connection();
        delete(connection, key)?;
        let rows = Rows::new(connection, key, record, current);
        connection
            .prepare_cached(
                "UPDATE reports SET published = ?, language = ?, reading = ?, sentences = ? WHERE report = ?",
            )?
            .execute(params![
                record.published,
                record.language,
                self.provenance.key(connection)?.0,
                rows.sentences()?,
                key.0
            ])?;
        rows.insert()?;
        if current { story::recount(connection, key) } else { Ok(()) }
    }

    fn check(&self, record: &Record) -> Result<(), StoreError> {
        if record.schema != SCHEMA || record.schema != self.provenance.schema {
            let reason = format!("schema {:?} where {SCHEMA:?} is expected", record.schema);
            return Err(StoreError::Record { id: record.id.clone(), reason });
        }
        Rows::check(record)
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
        story::leave(connection, key)
    }
}

/// Whether a URL names a page and not only a site.
fn is_page(url: &str) -> bool {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    after_scheme.split_once('/').is_some_and(|(_, path)| !path.is_empty())
}
