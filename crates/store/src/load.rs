//! Rows to the record they were made from, byte for byte.

use chancery::record::{
    DateRecord, EntityRecord, EventRecord, FigureRecord, Offsets, PartyRecord, PlaceRecord, Record,
    SizeRecord, SkippedRecord, StatementRecord, VoiceRecord,
};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::StoreError;
use crate::keys::{ReportKey, number_of_part};
use crate::spans::unpack;

/// The record of one report; `None` when there is no such report.
pub fn load(connection: &Connection, key: ReportKey) -> Result<Option<Record>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT schema, id, title, url, publisher, published, language, text, sentences
         FROM reports JOIN texts USING (report) JOIN readings USING (reading) WHERE report = ?",
    )?;
    let head = statement.query_row([key.0], |row| {
        Ok(Record {
            schema: row.get(0)?,
            id: row.get(1)?,
            title: row.get(2)?,
            url: row.get(3)?,
            publisher: row.get(4)?,
            published: row.get(5)?,
            language: row.get(6)?,
            text: row.get(7)?,
            sentences: spans(row, 8)?,
            skipped: Vec::new(),
            entities: Vec::new(),
            statements: Vec::new(),
            events: Vec::new(),
            places: Vec::new(),
            figures: Vec::new(),
        })
    });
    let Some(mut record) = head.optional()? else { return Ok(None) };
    let parts = Parts { connection, key };
    record.skipped = parts.skipped()?;
    record.entities = parts.entities()?;
    record.statements = parts.statements()?;
    record.places = parts.places()?;
    record.events = parts.events(&record.places)?;
    record.figures = parts.figures(&record.places)?;
    Ok(Some(record))
}

/// The parts of one report.
struct Parts<'a> {
    connection: &'a Connection,
    key: ReportKey,
}

impl Parts<'_> {
    /// What `read` makes of each row of a query over the keys of this report's parts.
    fn all<T>(
        &self,
        sql: &str,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let (first, last) = self.key.parts();
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![first, last], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn skipped(&self) -> Result<Vec<SkippedRecord>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT span_start, span_end, why FROM skipped WHERE report = ? ORDER BY ordinal",
        )?;
        let rows = statement
            .query_map([self.key.0], |row| Ok(SkippedRecord { span: offsets(row, 0)?, why: row.get(2)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn entities(&self) -> Result<Vec<EntityRecord>, StoreError> {
        self.all(
            "SELECT entity, name, kind, country, sector, other_sectors, office, mentions FROM entities
             WHERE entity BETWEEN ? AND ? ORDER BY entity",
            |row| {
                let other_sectors: String = row.get(5)?;
                Ok(EntityRecord {
                    id: id('e', row.get(0)?),
                    name: row.get(1)?,
                    kind: row.get(2)?,
                    country: row.get(3)?,
                    sector: row.get(4)?,
                    other_sectors: other_sectors.split_whitespace().map(str::to_owned).collect(),
                    office: row.get(6)?,
                    mentions: spans(row, 7)?,
                })
            },
        )
    }

    fn statements(&self) -> Result<Vec<StatementRecord>, StoreError> {
        let mut statements: Vec<(i64, StatementRecord)> = self.all(
            "SELECT statement, kind, cue_start, cue_end, content FROM statements
             WHERE statement BETWEEN ? AND ? ORDER BY statement",
            |row| {
                Ok((
                    row.get(0)?,
                    StatementRecord {
                        id: id('s', row.get(0)?),
                        speakers: Vec::new(),
                        cue: offsets_if_any(row, 2)?,
                        content: spans(row, 4)?,
                        kind: row.get(1)?,
                        addressees: Vec::new(),
                    },
                ))
            },
        )?;
        let voices: Vec<(i64, String, VoiceRecord)> = self.all(
            "SELECT statement, role, span_start, span_end, entity FROM voices
             WHERE statement BETWEEN ? AND ? ORDER BY statement, role, ordinal",
            |row| {
                let entity: Option<i64> = row.get(4)?;
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    VoiceRecord { span: offsets(row, 2)?, entity: entity.map(|key| id('e', key)) },
                ))
            },
        )?;
        for (key, role, voice) in voices {
            if let Some(statement) = find(&mut statements, key) {
                let voices =
                    if role == "speaker" { &mut statement.speakers } else { &mut statement.addressees };
                voices.push(voice);
            }
        }
        Ok(values(statements))
    }

    fn places(&self) -> Result<Vec<PlaceRecord>, StoreError> {
        self.all(
            "SELECT span_start, span_end, name, geonameid, country, admin1, lat, lon, resolution FROM places
             WHERE place BETWEEN ? AND ? ORDER BY place",
            |row| {
                Ok(PlaceRecord {
                    span: offsets(row, 0)?,
                    name: row.get(2)?,
                    geonameid: row.get(3)?,
                    country: row.get(4)?,
                    admin1: row.get(5)?,
                    lat: row.get(6)?,
                    lon: row.get(7)?,
                    resolution: row.get(8)?,
                })
            },
        )
    }

    fn events(&self, places: &[PlaceRecord]) -> Result<Vec<EventRecord>, StoreError> {
        let mut events: Vec<(i64, EventRecord)> = self.all(
            "SELECT event, type, cameo, quad, scale, trigger_start, trigger_end, sentence, status, attribution, happening,
             confidence, place, date_span_start, date_span_end, date_start, date_end, dead_least, dead_most, injured_least,
             injured_most, arrested_least, arrested_most, displaced_least, displaced_most FROM events
             WHERE event BETWEEN ? AND ? ORDER BY event",
            |row| Ok((row.get(0)?, event(row, places)?)),
        )?;
        let parties: Vec<(i64, String, PartyRecord)> = self.all(
            "SELECT event, role, span_start, span_end, entity, country, sector FROM parties
             WHERE event BETWEEN ? AND ? ORDER BY event, role, ordinal",
            |row| {
                let entity: Option<i64> = row.get(4)?;
                let party = PartyRecord {
                    span: offsets(row, 2)?,
                    entity: entity.map(|key| id('e', key)),
                    country: row.get(5)?,
                    sector: row.get(6)?,
                };
                Ok((row.get(0)?, row.get(1)?, party))
            },
        )?;
        for (key, role, party) in parties {
            if let Some(event) = find(&mut events, key) {
                let parties = if role == "actor" { &mut event.actors } else { &mut event.recipients };
                parties.push(party);
            }
        }
        let labels = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let modes: Vec<(i64, String)> = self.all(
            "SELECT event, mode FROM modes WHERE event BETWEEN ? AND ? ORDER BY event, ordinal",
            labels,
        )?;
        for (key, mode) in modes {
            if let Some(event) = find(&mut events, key) {
                event.modes.push(mode);
            }
        }
        let contexts: Vec<(i64, String)> = self.all(
            "SELECT event, context FROM contexts WHERE event BETWEEN ? AND ? ORDER BY event, ordinal",
            labels,
        )?;
        for (key, context) in contexts {
            if let Some(event) = find(&mut events, key) {
                event.contexts.push(context);
            }
        }
        Ok(values(events))
    }

    fn figures(&self, places: &[PlaceRecord]) -> Result<Vec<FigureRecord>, StoreError> {
        self.all(
            "SELECT what, least, most, approximate, who, place, span_start, span_end FROM figures
             WHERE figure BETWEEN ? AND ? ORDER BY figure",
            |row| {
                Ok(FigureRecord {
                    what: row.get(0)?,
                    count: [count(row, 1)?, count(row, 2)?],
                    approximate: row.get(3)?,
                    who: row.get(4)?,
                    place: place(row, 5, places)?,
                    span: offsets(row, 6)?,
                })
            },
        )
    }
}

/// An event without its parties, modes and contexts.
fn event(row: &Row<'_>, places: &[PlaceRecord]) -> rusqlite::Result<EventRecord> {
    let attribution: Option<i64> = row.get(9)?;
    let happening: i64 = row.get(10)?;
    let date = match offsets_if_any(row, 13)? {
        Some(span) => Some(DateRecord { span, start: row.get(15)?, end: row.get(16)? }),
        None => None,
    };
    Ok(EventRecord {
        id: id('v', row.get(0)?),
        event_type: row.get(1)?,
        modes: Vec::new(),
        contexts: Vec::new(),
        cameo: row.get(2)?,
        quad: row.get(3)?,
        scale: row.get(4)?,
        trigger: offsets(row, 5)?,
        sentence: natural(row, 7)?,
        actors: Vec::new(),
        recipients: Vec::new(),
        status: row.get(8)?,
        attribution: attribution.map(|key| id('s', key)),
        date,
        place: place(row, 12, places)?,
        size: SizeRecord {
            dead: bounds(row, 17)?,
            injured: bounds(row, 19)?,
            arrested: bounds(row, 21)?,
            displaced: bounds(row, 23)?,
        },
        happening: format!("h{happening}"),
        confidence: row.get(11)?,
    })
}

fn id(letter: char, key: i64) -> String {
    format!("{letter}{}", number_of_part(key))
}

/// The part of that key among parts sorted by key.
fn find<T>(parts: &mut [(i64, T)], key: i64) -> Option<&mut T> {
    let at = parts.binary_search_by_key(&key, |part| part.0).ok()?;
    Some(&mut parts[at].1)
}

fn values<T>(parts: Vec<(i64, T)>) -> Vec<T> {
    parts.into_iter().map(|(_, part)| part).collect()
}

fn natural(row: &Row<'_>, column: usize) -> rusqlite::Result<usize> {
    let number: i64 = row.get(column)?;
    usize::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, number))
}

fn count(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<u64>> {
    let number: Option<i64> = row.get(column)?;
    let out_of_range = |number| rusqlite::Error::IntegralValueOutOfRange(column, number);
    number.map(|number| u64::try_from(number).map_err(|_| out_of_range(number))).transpose()
}

fn bounds(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<[Option<u64>; 2]>> {
    let bounds = [count(row, column)?, count(row, column + 1)?];
    Ok(if bounds == [None, None] { None } else { Some(bounds) })
}

fn offsets(row: &Row<'_>, column: usize) -> rusqlite::Result<Offsets> {
    Ok([natural(row, column)?, natural(row, column + 1)?])
}

fn offsets_if_any(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Offsets>> {
    let start: Option<i64> = row.get(column)?;
    if start.is_some() { offsets(row, column).map(Some) } else { Ok(None) }
}

fn spans(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<Offsets>> {
    let bytes = row.get_ref(column)?.as_blob()?;
    match unpack(bytes) {
        Some((spans, _)) => Ok(spans),
        None => Err(rusqlite::Error::FromSqlConversionFailure(
            column,
            rusqlite::types::Type::Blob,
            "not a list of spans".into(),
        )),
    }
}

fn place(row: &Row<'_>, column: usize, places: &[PlaceRecord]) -> rusqlite::Result<Option<PlaceRecord>> {
    let key: Option<i64> = row.get(column)?;
    let Some(key) = key else { return Ok(None) };
    let number = number_of_part(key);
    let place = usize::try_from(number).ok().and_then(|at| places.get(at));
    place.cloned().map(Some).ok_or(rusqlite::Error::IntegralValueOutOfRange(column, key))
}
