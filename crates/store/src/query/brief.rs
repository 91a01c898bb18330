//! Events and statements in brief, for tables: a few small look-ups each, without the whole record.

use rusqlite::OptionalExtension;

use crate::spans::unpack;
use crate::text::TextIndex;
use crate::{ReportKey, Store, StoreError};

/// Somebody who acts, is acted on or speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The entity's name, else the report's words.
    pub name: String,
    /// Code of the country acted for.
    pub country: Option<String>,
}

/// Which report, of when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportBrief {
    /// Its id.
    pub id: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Day of publication, ISO.
    pub published: Option<String>,
}

/// An event in brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventBrief {
    /// Its report.
    pub report: ReportBrief,
    /// Its type.
    pub kind: String,
    /// Who acted.
    pub actors: Vec<Name>,
    /// On whom.
    pub recipients: Vec<Name>,
    /// Whether it happened.
    pub status: String,
    /// Whether the report says so itself.
    pub vouched: bool,
    /// First and last day that the report gives for it, ISO.
    pub days: Option<(String, String)>,
    /// Name of the place.
    pub place: Option<String>,
    /// Code of its country.
    pub place_country: Option<String>,
}

/// A statement in brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementBrief {
    /// Its report.
    pub report: ReportBrief,
    /// Who speaks.
    pub speakers: Vec<Name>,
    /// direct, indirect or mixed.
    pub kind: String,
    /// What is said, its pieces with " … " between.
    pub content: String,
}

impl Store {
    /// What a table says of a report; `None` when there is none of that key.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn report_brief(&self, key: ReportKey) -> Result<Option<ReportBrief>, StoreError> {
        let mut select = self
            .connection()
            .prepare_cached("SELECT id, title, publisher, published FROM reports WHERE report = ?")?;
        let brief = select.query_row([key.0], |row| {
            Ok(ReportBrief {
                id: row.get(0)?,
                title: row.get(1)?,
                publisher: row.get(2)?,
                published: row.get(3)?,
            })
        });
        Ok(brief.optional()?)
    }

    /// What a table says of event `number` of a report; `None` when there is none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn event_brief(&self, report: ReportKey, number: i64) -> Result<Option<EventBrief>, StoreError> {
        let key = report.part(number);
        let Some(brief) = self.report_brief(report)? else { return Ok(None) };
        let mut select = self.connection().prepare_cached(
            "SELECT type, status, attribution IS NULL, date_start, date_end, name, country
             FROM events LEFT JOIN places USING (place) WHERE event = ?",
        )?;
        let event = select.query_row([key], |row| {
            let (start, end): (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
            Ok(EventBrief {
                report: brief,
                kind: row.get(0)?,
                actors: Vec::new(),
                recipients: Vec::new(),
                status: row.get(1)?,
                vouched: row.get(2)?,
                days: start.map(|start| (start.clone(), end.unwrap_or(start))),
                place: row.get(5)?,
                place_country: row.get(6)?,
            })
        });
        let Some(mut event) = event.optional()? else { return Ok(None) };
        let parties =
            "SELECT coalesce(name, quote), parties.country FROM parties LEFT JOIN entities USING (entity)
                       WHERE event = ? AND role = ? ORDER BY ordinal";
        event.actors = self.names(parties, key, "actor")?;
        event.recipients = self.names(parties, key, "recipient")?;
        Ok(Some(event))
    }

    /// What a table says of statement `number` of a report; `None` when there is none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn statement_brief(
        &self,
        report: ReportKey,
        number: i64,
    ) -> Result<Option<StatementBrief>, StoreError> {
        let key = report.part(number);
        let Some(brief) = self.report_brief(report)? else { return Ok(None) };
        let mut select = self.connection().prepare_cached(
            "SELECT kind, content, text FROM statements JOIN texts USING (report) WHERE statement = ?",
        )?;
        let found = select.query_row([key], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, String>(2)?))
        });
        let Some((kind, content, text)) = found.optional()? else { return Ok(None) };
        let index = TextIndex::of(&text);
        let spans = unpack(&content).map(|(spans, _)| spans).unwrap_or_default();
        let pieces: Vec<&str> = spans.into_iter().filter_map(|span| index.slice(span)).collect();
        let voices = "SELECT coalesce(name, quote), country FROM voices LEFT JOIN entities USING (entity)
                      WHERE statement = ? AND role = ? ORDER BY ordinal";
        Ok(Some(StatementBrief {
            report: brief,
            speakers: self.names(voices, key, "speaker")?,
            kind,
            content: pieces.join(" … "),
        }))
    }

    fn names(&self, sql: &str, key: i64, role: &str) -> Result<Vec<Name>, StoreError> {
        let mut select = self.connection().prepare_cached(sql)?;
        let rows = select.query_map((key, role), |row| {
            let name: String = row.get(0)?;
            Ok(Name { name: name.split_whitespace().collect::<Vec<_>>().join(" "), country: row.get(1)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
