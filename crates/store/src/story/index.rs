//! Stories in the store: a report joins or makes one when it is added, and leaves it when a new version replaces it.

use std::collections::BTreeSet;

use chancery::report::parse_day;
use rusqlite::{Connection, OptionalExtension, params};

use super::{Compared, Shingles, in_window, is_same_story};
use crate::query::mark_repeats;
use crate::{ReportKey, Store, StoreError};

/// Reports that are copies of one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// Its first report, which names it.
    pub key: ReportKey,
    /// All of its reports, in the order they were added.
    pub members: Vec<ReportKey>,
}

impl Store {
    /// The story of a current report; `None` for an old version and for a report that is not there.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn story_of(&self, key: ReportKey) -> Result<Option<Story>, StoreError> {
        let Some(story) = story_number(self.connection(), key)? else { return Ok(None) };
        Ok(Some(Story { key: ReportKey(story), members: members(self.connection(), story)? }))
    }

    /// The stories of at least `least` reports, the largest first, at most `limit` of them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stories(&self, least: u32, limit: u32) -> Result<Vec<Story>, StoreError> {
        let mut select = self.connection().prepare_cached(
            "SELECT story FROM story_members GROUP BY story HAVING count(*) >= ? ORDER BY count(*) DESC, story LIMIT ?",
        )?;
        let stories: Vec<i64> =
            select.query_map([least, limit], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let whole = |story| Ok(Story { key: ReportKey(story), members: members(self.connection(), story)? });
        stories.into_iter().map(whole).collect()
    }
}

/// Puts a current report into its story, and those stories together that it links. Its events must be there already:
/// which of them repeat others is decided anew.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn join(connection: &Connection, key: ReportKey) -> Result<(), StoreError> {
    let compared = compared(connection, key)?;
    let mut insert = connection.prepare_cached("INSERT OR IGNORE INTO story_bands VALUES (?, ?)")?;
    for band in compared.signature.bands() {
        insert.execute(params![band, key.0])?;
    }
    let stories = linked(connection, key, &compared)?;
    let story = stories.first().copied().unwrap_or(key.0).min(key.0);
    let mut update =
        connection.prepare_cached("UPDATE story_members SET story = ?1 WHERE story = ?2 AND ?1 <> ?2")?;
    for other in &stories {
        update.execute([story, *other])?;
    }
    connection.prepare_cached("INSERT INTO story_members VALUES (?, ?)")?.execute([key.0, story])?;
    if stories.is_empty() { Ok(()) } else { mark_repeats(connection, &members(connection, story)?) }
}

/// Takes a report out of its story. What is left of it may be one story, or several that only this report linked.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn leave(connection: &Connection, key: ReportKey) -> Result<(), StoreError> {
    let Some(story) = story_number(connection, key)? else { return Ok(()) };
    let mut delete = connection.prepare_cached("DELETE FROM story_bands WHERE band = ? AND report = ?")?;
    for band in compared(connection, key)?.signature.bands() {
        delete.execute(params![band, key.0])?;
    }
    let left: Vec<ReportKey> =
        members(connection, story)?.into_iter().filter(|&other| other != key).collect();
    connection.prepare_cached("DELETE FROM story_members WHERE story = ?")?.execute([story])?;
    for &other in &left {
        mark_repeats(connection, &[other])?;
        join(connection, other)?;
    }
    Ok(())
}

/// Decides anew which events of a report's story repeat others, after the report was read again.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn recount(connection: &Connection, key: ReportKey) -> Result<(), StoreError> {
    match story_number(connection, key)? {
        Some(story) => mark_repeats(connection, &members(connection, story)?),
        None => Ok(()),
    }
}

/// The current reports that are in no story yet, as those of a store that was made before there were stories.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn outside(connection: &Connection) -> Result<Vec<ReportKey>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT report FROM reports WHERE current = 1
         AND NOT EXISTS (SELECT 1 FROM story_members AS m WHERE m.report = reports.report) ORDER BY report",
    )?;
    let found = select.query_map([], |row| row.get(0).map(ReportKey))?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// The stories of the reports that this one is a copy of.
fn linked(connection: &Connection, key: ReportKey, compared: &Compared) -> Result<BTreeSet<i64>, StoreError> {
    let mut by_band =
        connection.prepare_cached("SELECT report FROM story_bands WHERE band = ? AND report <> ?")?;
    let mut candidates = BTreeSet::new();
    for band in compared.signature.bands() {
        for report in by_band.query_map(params![band, key.0], |row| row.get::<_, i64>(0))? {
            candidates.insert(report?);
        }
    }
    let mut about = connection.prepare_cached(
        "SELECT story, published, text FROM story_members JOIN reports USING (report) JOIN texts USING (report)
         WHERE report = ?",
    )?;
    let mut stories = BTreeSet::new();
    for candidate in candidates {
        let mut rows = about.query([candidate])?;
        // Without a story it is waiting to join one, and will meet this report then.
        let Some(row) = rows.next()? else { continue };
        let story: i64 = row.get(0)?;
        let published = row.get_ref(1)?.as_str_or_null().ok().flatten().and_then(parse_day);
        if stories.contains(&story) || !in_window(compared.published, published) {
            continue;
        }
        let text = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
        if is_same_story(&compared.shingles, &Shingles::of(text)) {
            stories.insert(story);
        }
    }
    Ok(stories)
}

fn compared(connection: &Connection, key: ReportKey) -> Result<Compared, StoreError> {
    let mut select = connection
        .prepare_cached("SELECT published, text FROM reports JOIN texts USING (report) WHERE report = ?")?;
    let (published, text) =
        select.query_row([key.0], |row| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, String>(1)?)))?;
    Ok(Compared::new(&text, published.as_deref().and_then(parse_day)))
}

fn story_number(connection: &Connection, key: ReportKey) -> Result<Option<i64>, StoreError> {
    let mut select = connection.prepare_cached("SELECT story FROM story_members WHERE report = ?")?;
    Ok(select.query_row([key.0], |row| row.get(0)).optional()?)
}

fn members(connection: &Connection, story: i64) -> Result<Vec<ReportKey>, StoreError> {
    let mut select =
        connection.prepare_cached("SELECT report FROM story_members WHERE story = ? ORDER BY report")?;
    let found =
        select.query_map([story], |row| row.get(0).map(ReportKey))?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}
