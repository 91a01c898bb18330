//! The table of statements: one row a statement.

use chancery::record::{EntityRecord, Record, StatementRecord, VoiceRecord};

use super::columns::{Cell, Column, Kind, column, offset, one_line, report_cells, text};
use super::evidence::Evidence;
use super::people::name_of_voice;

/// Lists of one side (`speakers`, `speaker_countries`, …) have the same length and order. `content` has the pieces of
/// what is said; `start` and `end` enclose all of them, in code points of the report's text.
pub const COLUMNS: &[Column] = &[
    column("report", Kind::Text),
    column("published", Kind::Date),
    column("publisher", Kind::Text),
    column("url", Kind::Text),
    column("statement", Kind::Text),
    column("kind", Kind::Text),
    column("speakers", Kind::List),
    column("speaker_countries", Kind::List),
    column("speaker_sectors", Kind::List),
    column("speaker_offices", Kind::List),
    column("addressees", Kind::List),
    column("addressee_countries", Kind::List),
    column("cue", Kind::Text),
    column("content", Kind::List),
    column("start", Kind::Integer),
    column("end", Kind::Integer),
];

/// One row for each statement of a record.
pub fn rows(record: &Record) -> Vec<Vec<Cell>> {
    let evidence = Evidence::of(record);
    record.statements.iter().map(|statement| row(record, &evidence, statement)).collect()
}

fn row(record: &Record, evidence: &Evidence<'_>, statement: &StatementRecord) -> Vec<Cell> {
    let names = |voices: &[VoiceRecord]| {
        Cell::List(voices.iter().map(|voice| Some(name_of_voice(record, evidence, voice))).collect())
    };
    let of_entity = |voices: &[VoiceRecord], value: fn(&EntityRecord) -> Option<String>| {
        let entity = |voice: &VoiceRecord| {
            record.entities.iter().find(|entity| Some(&entity.id) == voice.entity.as_ref())
        };
        Cell::List(voices.iter().map(|voice| entity(voice).and_then(value)).collect())
    };
    let start = statement.content.iter().map(|piece| piece[0]).min();
    let end = statement.content.iter().map(|piece| piece[1]).max();
    let mut cells = report_cells(record);
    cells.extend([
        text(&statement.id),
        text(&statement.kind),
        names(&statement.speakers),
        of_entity(&statement.speakers, |entity| entity.country.clone()),
        of_entity(&statement.speakers, |entity| entity.sector.clone()),
        of_entity(&statement.speakers, |entity| entity.office.clone()),
        names(&statement.addressees),
        of_entity(&statement.addressees, |entity| entity.country.clone()),
        Cell::Text(statement.cue.map(|cue| one_line(evidence.slice(cue)))),
        Cell::List(statement.content.iter().map(|&piece| Some(one_line(evidence.slice(piece)))).collect()),
        start.map_or(Cell::Integer(None), offset),
        end.map_or(Cell::Integer(None), offset),
    ]);
    cells
}
