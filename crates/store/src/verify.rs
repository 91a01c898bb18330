//! Whether what is stored is what was read: every span against its text, every text against its hash.

use rusqlite::types::ValueRef;

use crate::keys::{ReportKey, number_of_part};
use crate::spans::{checksum, unpack};
use crate::store::text_hash;
use crate::text::TextIndex;
use crate::{Store, StoreError};

/// Tables with a span a row: columns of the report's or the part's key, of start, end and quote, and what the row is.
const QUOTES: &[(&str, &str, &str, &str)] = &[
    ("skipped", "report", "span_start, span_end, quote", "skipped part"),
    ("voices", "statement", "span_start, span_end, quote", "speaker or addressee of s"),
    ("statements", "statement", "cue_start, cue_end, cue", "cue of s"),
    ("places", "place", "span_start, span_end, quote", "place "),
    ("events", "event", "trigger_start, trigger_end, trigger_quote", "trigger of v"),
    ("events", "event", "date_span_start, date_span_end, date_quote", "date of v"),
    ("parties", "event", "span_start, span_end, quote", "party of v"),
    ("figures", "figure", "span_start, span_end, quote", "figure "),
];

/// Tables with a list of spans a row.
const LISTS: &[(&str, &str, &str, &str)] = &[
    ("entities", "entity", "mentions", "mentions of e"),
    ("statements", "statement", "content", "content of s"),
];

/// Copies for queries that must agree with what they were made from.
const COPIES: &str = "SELECT count(*) FROM events JOIN reports USING (report) LEFT JOIN places USING (place)
    WHERE event BETWEEN ? AND ? AND (
      events.current <> reports.current OR first_day IS NOT coalesce(date_start, published)
      OR last_day IS NOT coalesce(date_end, date_start, published) OR place_country IS NOT places.country
      OR events.lat IS NOT places.lat OR events.lon IS NOT places.lon)";

/// What was checked of a report, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Spans checked.
    pub spans: usize,
    /// What is wrong, for people; empty when nothing is.
    pub faults: Vec<String>,
}

impl Store {
    /// Checks one version of a report: its text against the hash, all spans against the words they were stored with,
    /// and that the record can be put together again.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn verify(&self, key: ReportKey) -> Result<Verdict, StoreError> {
        let connection = self.connection();
        let (text, hash, sentences): (String, Vec<u8>, Vec<u8>) = connection
            .prepare_cached(
                "SELECT text, text_sha256, sentences FROM reports JOIN texts USING (report) WHERE report = ?",
            )?
            .query_row([key.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut verdict = Verdict::default();
        if hash != text_hash(&text) {
            verdict.faults.push("the text is not the one whose hash was stored".to_owned());
        }
        let index = TextIndex::of(&text);
        verdict.list(&index, &sentences, "sentences");
        for (table, part, columns, what) in QUOTES {
            let (first, last) = if *part == "report" { (key.0, key.0) } else { key.parts() };
            let sql = format!("SELECT {part}, {columns} FROM {table} WHERE {part} BETWEEN ? AND ?");
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([first, last])?;
            while let Some(row) = rows.next()? {
                let (start, end): (Option<i64>, Option<i64>) = (row.get(1)?, row.get(2)?);
                let (Some(start), Some(end)) = (start, end) else { continue };
                verdict.spans += 1;
                let span = usize::try_from(start).ok().zip(usize::try_from(end).ok());
                let found = span.and_then(|(start, end)| index.slice([start, end]));
                let quote = match row.get_ref(3)? {
                    ValueRef::Text(bytes) => std::str::from_utf8(bytes).ok(),
                    _ => None,
                };
                if found.is_none() || found != quote {
                    let number = if *part == "report" { 0 } else { number_of_part(row.get(0)?) };
                    let quote = quote.unwrap_or_default();
                    verdict.faults.push(format!("{what}{number}: {quote:?} is not at {start}..{end}"));
                }
            }
        }
        for (table, part, column, what) in LISTS {
            let (first, last) = key.parts();
            let sql = format!("SELECT {part}, {column} FROM {table} WHERE {part} BETWEEN ? AND ?");
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([first, last])?;
            while let Some(row) = rows.next()? {
                let what = format!("{what}{}", number_of_part(row.get(0)?));
                verdict.list(&index, row.get_ref(1)?.as_blob().unwrap_or_default(), &what);
            }
        }
        let (first, last) = key.parts();
        let unlike: i64 = connection.prepare_cached(COPIES)?.query_row([first, last], |row| row.get(0))?;
        if unlike > 0 {
            verdict.faults.push(format!("columns for queries of {unlike} events differ from the record"));
        }
        match self.record(key) {
            Ok(_) => {}
            Err(StoreError::Sqlite(error)) => verdict.faults.push(format!("no whole record: {error}")),
            Err(error) => return Err(error),
        }
        Ok(verdict)
    }

    /// What SQLite finds wrong with the file as a whole, and references that lead nowhere; empty when all is well.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn verify_file(&self) -> Result<Vec<String>, StoreError> {
        let mut faults = Vec::new();
        let mut check = self.connection().prepare("PRAGMA quick_check(20)")?;
        let lines = check.query_map([], |row| row.get::<_, String>(0))?;
        for line in lines {
            let line = line?;
            if line != "ok" {
                faults.push(line);
            }
        }
        let mut check = self.connection().prepare("PRAGMA foreign_key_check")?;
        let lines = check.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(2)?)))?;
        for line in lines.take(20) {
            let (table, parent) = line?;
            faults.push(format!("a row of {table} refers to none of {parent}"));
        }
        Ok(faults)
    }
}

impl Verdict {
    /// Checks a packed list.
    fn list(&mut self, text: &TextIndex<'_>, bytes: &[u8], what: &str) {
        let spans = unpack(bytes);
        self.spans += spans.as_ref().map_or(0, |(spans, _)| spans.len());
        let right = spans.and_then(|(spans, sum)| Some(checksum(&spans, text)? == sum));
        if right != Some(true) {
            self.faults.push(format!("{what}: not the words that were stored"));
        }
    }
}
