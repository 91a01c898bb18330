//! The table of events: one row an event.

use chancery::record::{EventRecord, PartyRecord, Record};

use super::columns::{Cell, Column, Kind, column, offset, one_line, report_cells, text};
use super::evidence::Evidence;
use super::people::{name_of_party, speaker_names};

/// Lists of one side (`actors`, `actor_countries`, `actor_sectors`) have the same length and order. Offsets are code
/// points of the report's text. Dates are the first and last day on which the event may have been, both inclusive.
pub const COLUMNS: &[Column] = &[
    column("report", Kind::Text),
    column("published", Kind::Date),
    column("publisher", Kind::Text),
    column("url", Kind::Text),
    column("event", Kind::Text),
    column("happening", Kind::Text),
    column("type", Kind::Text),
    column("modes", Kind::List),
    column("contexts", Kind::List),
    column("cameo", Kind::Text),
    column("quad", Kind::Text),
    column("scale", Kind::Number),
    column("actors", Kind::List),
    column("actor_countries", Kind::List),
    column("actor_sectors", Kind::List),
    column("recipients", Kind::List),
    column("recipient_countries", Kind::List),
    column("recipient_sectors", Kind::List),
    column("status", Kind::Text),
    column("attributed_to", Kind::List),
    column("date_start", Kind::Date),
    column("date_end", Kind::Date),
    column("place", Kind::Text),
    column("geonameid", Kind::Integer),
    column("place_country", Kind::Text),
    column("place_admin1", Kind::Text),
    column("place_resolution", Kind::Text),
    column("lat", Kind::Number),
    column("lon", Kind::Number),
    column("dead_least", Kind::Integer),
    column("dead_most", Kind::Integer),
    column("injured_least", Kind::Integer),
    column("injured_most", Kind::Integer),
    column("arrested_least", Kind::Integer),
    column("arrested_most", Kind::Integer),
    column("displaced_least", Kind::Integer),
    column("displaced_most", Kind::Integer),
    column("confidence", Kind::Number),
    column("trigger", Kind::Text),
    column("trigger_start", Kind::Integer),
    column("trigger_end", Kind::Integer),
    column("sentence", Kind::Text),
    column("sentence_start", Kind::Integer),
    column("sentence_end", Kind::Integer),
];

/// One row for each event of a record.
pub fn rows(record: &Record) -> Vec<Vec<Cell>> {
    let evidence = Evidence::of(record);
    record.events.iter().map(|event| row(record, &evidence, event)).collect()
}

fn row(record: &Record, evidence: &Evidence<'_>, event: &EventRecord) -> Vec<Cell> {
    let place = event.place.as_ref();
    let date = event.date.as_ref();
    let sentence = record.sentences.get(event.sentence).copied().unwrap_or(event.trigger);
    let mut cells = report_cells(record);
    cells.extend([
        text(&event.id),
        text(&event.happening),
        text(&event.event_type),
        all(&event.modes),
        all(&event.contexts),
        Cell::Text(event.cameo.clone()),
        Cell::Text(event.quad.clone()),
        Cell::Number(event.scale),
    ]);
    for parties in [&event.actors, &event.recipients] {
        cells.push(each(parties, |p| Some(name_of_party(record, evidence, p))));
        cells.push(each(parties, |p| p.country.clone()));
        cells.push(each(parties, |p| p.sector.clone()));
    }
    cells.extend([
        text(&event.status),
        all(&speaker_names(record, evidence, event).unwrap_or_default()),
        Cell::Date(date.and_then(|d| d.start.clone())),
        Cell::Date(date.and_then(|d| d.end.clone())),
        Cell::Text(place.map(|p| p.name.clone())),
        Cell::Integer(place.and_then(|p| p.geonameid).map(u64::from)),
        Cell::Text(place.and_then(|p| p.country.clone())),
        Cell::Text(place.and_then(|p| p.admin1.clone())),
        Cell::Text(place.and_then(|p| p.resolution.clone())),
        Cell::Number(place.and_then(|p| p.lat)),
        Cell::Number(place.and_then(|p| p.lon)),
    ]);
    for bounds in [event.size.dead, event.size.injured, event.size.arrested, event.size.displaced] {
        cells.extend(bounds.unwrap_or_default().map(Cell::Integer));
    }
    cells.extend([
        Cell::Number(Some(event.confidence)),
        text(one_line(evidence.slice(event.trigger))),
        offset(event.trigger[0]),
        offset(event.trigger[1]),
        text(one_line(evidence.slice(sentence))),
        offset(sentence[0]),
        offset(sentence[1]),
    ]);
    cells
}

fn all(texts: &[String]) -> Cell {
    Cell::List(texts.iter().cloned().map(Some).collect())
}

fn each(parties: &[PartyRecord], value: impl Fn(&PartyRecord) -> Option<String>) -> Cell {
    Cell::List(parties.iter().map(value).collect())
}
