//! The table `acts`: filled when a report is added, and told which events repeat others. The tables' own triggers empty it
//! when a report is replaced. What changes here is counted in `totals`.

use std::collections::{BTreeMap, BTreeSet};

use chancery::record::{EventRecord, PartyRecord, Record};
use rusqlite::{Connection, params};

use super::{code, day, totals};
use crate::keys::number;
use crate::{ReportKey, StoreError};

/// Stands for any actor or recipient. It sorts before every country code.
pub const ANYBODY: &str = "*";

/// Without the index's name, SQLite walks the primary key, which here is every event there is.
const MARK: &str = "UPDATE acts INDEXED BY acts_by_event SET counted = ?1
                    WHERE event = ?2 AND actor = ?3 AND recipient = ?4 AND counted <> ?1";

/// Enters the events of a report, which must be in the table of events already.
pub(crate) fn add(connection: &Connection, key: ReportKey, record: &Record) -> Result<(), StoreError> {
    let mut insert =
        connection.prepare_cached("INSERT INTO acts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
    let mut tellings = tellings_in(key, record);
    for row in rows(&mut tellings) {
        let Row { telling, side: (actor, recipient), counted } = row;
        insert.execute(params![
            actor,
            recipient,
            telling.days.0,
            telling.days.1,
            telling.event,
            telling.kind,
            telling.place,
            telling.status,
            telling.vouched,
            telling.confidence,
            counted,
        ])?;
        totals::add(connection, &row)?;
    }
    Ok(())
}

/// What a record tells, before it is in the table.
fn tellings_in(report: ReportKey, record: &Record) -> Vec<Telling> {
    let telling = |event: &EventRecord| {
        let place = event.place.as_ref().and_then(|place| place.country.clone()).unwrap_or_default();
        let recipients = countries(&event.recipients);
        let sides = countries(&event.actors).into_iter().flat_map(|actor| {
            recipients.iter().map(move |recipient| (actor.to_owned(), (*recipient).to_owned()))
        });
        Some(Telling {
            event: report.part(number('v', &event.id)?),
            report,
            happening: number('h', &event.happening)?,
            kind: event.event_type.clone(),
            status: code::status(&event.status),
            days: days(event, record.published.as_deref()),
            place,
            vouched: event.attribution.is_none(),
            confidence: code::hundredths(event.confidence),
            sides: sides.collect(),
        })
    };
    record.events.iter().filter_map(telling).collect()
}

/// The first and last day on which the event may have been.
fn days(event: &EventRecord, published: Option<&str>) -> (i64, i64) {
    let date = event.date.as_ref();
    let start = date.and_then(|date| date.start.as_deref());
    let end = date.and_then(|date| date.end.as_deref());
    let (first, last) = (day::number(start.or(published)), day::number(end.or(start).or(published)));
    (first, last.max(first))
}

fn countries(parties: &[PartyRecord]) -> BTreeSet<&str> {
    let codes = parties.iter().filter_map(|party| party.country.as_deref());
    codes.filter(|code| *code > ANYBODY).chain([ANYBODY]).collect()
}

/// What decides whether two events are the same happening, and which of them stands for it.
pub struct Telling {
    event: i64,
    report: ReportKey,
    happening: i64,
    pub kind: String,
    pub status: i64,
    pub days: (i64, i64),
    place: String,
    pub vouched: bool,
    confidence: i64,
    /// Actor and recipient of each row.
    sides: BTreeSet<Side>,
}

/// Actor and recipient.
pub type Side = (String, String);

/// One row of the table.
pub struct Row<'a> {
    pub telling: &'a Telling,
    pub side: &'a Side,
    /// Whether it stands for its happening.
    pub counted: bool,
}

/// The rows of these tellings.
///
/// Tellings of one happening within a report are those that the record gives the same number. Two reports of a story tell the
/// same happening if type and status are the same, the days may be the same, no two different countries are named for the place, and some
/// actor and some recipient are the same where both name any. Of the tellings with a given actor and recipient, the one counts that a
/// report vouches for, else that says where, else the most probable, else the first that was added.
fn rows(tellings: &mut [Telling]) -> Vec<Row<'_>> {
    tellings.sort_by_key(|t| (!t.vouched, t.place.is_empty(), -t.confidence, t.event));
    let mut groups: Vec<Vec<&Telling>> = Vec::new();
    for telling in &*tellings {
        match groups.iter_mut().find(|group| group.iter().any(|other| same_happening(telling, other))) {
            Some(group) => group.push(telling),
            None => groups.push(vec![telling]),
        }
    }
    let mut rows = Vec::new();
    for group in groups {
        let mut told: BTreeSet<&Side> = BTreeSet::new();
        for telling in group {
            rows.extend(telling.sides.iter().map(|side| Row { telling, side, counted: told.insert(side) }));
        }
    }
    rows
}

/// Decides anew which events of these reports, the members of one story, count and which repeat others.
pub(crate) fn mark_repeats(connection: &Connection, story: &[ReportKey]) -> Result<(), StoreError> {
    let mut tellings = Vec::new();
    for &report in story {
        tellings.extend(tellings_of(connection, report)?);
    }
    let mut update = connection.prepare_cached(MARK)?;
    for row in rows(&mut tellings) {
        let Row { telling, side, counted } = row;
        if update.execute(params![counted, telling.event, side.0, side.1])? > 0 {
            totals::change(connection, &row)?;
        }
    }
    Ok(())
}

/// What the table has of a report.
fn tellings_of(connection: &Connection, report: ReportKey) -> Result<Vec<Telling>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT acts.event, happening, acts.type, acts.status, first_day, last_day, place, vouched, acts.confidence,
           actor, recipient
         FROM (SELECT event, happening FROM events WHERE event BETWEEN ? AND ?) AS told CROSS JOIN acts USING (event)",
    )?;
    let (first, last) = report.parts();
    let mut tellings: BTreeMap<i64, Telling> = BTreeMap::new();
    let mut rows = select.query([first, last])?;
    while let Some(row) = rows.next()? {
        let event = row.get(0)?;
        let side = (row.get(9)?, row.get(10)?);
        if let Some(telling) = tellings.get_mut(&event) {
            telling.sides.insert(side);
            continue;
        }
        let telling = Telling {
            event,
            report,
            happening: row.get(1)?,
            kind: row.get(2)?,
            status: row.get(3)?,
            days: (row.get(4)?, row.get(5)?),
            place: row.get(6)?,
            vouched: row.get(7)?,
            confidence: row.get(8)?,
            sides: BTreeSet::from([side]),
        };
        tellings.insert(event, telling);
    }
    Ok(tellings.into_values().collect())
}

fn same_happening(a: &Telling, b: &Telling) -> bool {
    if a.kind != b.kind || a.status != b.status {
        return false;
    }
    if a.report == b.report {
        return a.happening == b.happening;
    }
    let days = a.days.0 <= b.days.1 && b.days.0 <= a.days.1;
    let places = a.place == b.place || a.place.is_empty() || b.place.is_empty();
    days && places && agree(a, b, |side| &side.0) && agree(a, b, |side| &side.1)
}

/// Whether the two have a country of that side in common; a telling that names none agrees only with another such.
fn agree(a: &Telling, b: &Telling, of: fn(&Side) -> &String) -> bool {
    let named = |telling: &Telling| -> BTreeSet<String> {
        telling.sides.iter().map(of).filter(|code| *code != ANYBODY).cloned().collect()
    };
    let (a, b) = (named(a), named(b));
    (a.is_empty() && b.is_empty()) || !a.is_disjoint(&b)
}
