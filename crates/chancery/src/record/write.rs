//! A reading as a record: bytes become code points here.

use chancery_lang::Span;

use super::{
    DateRecord, EntityRecord, EventRecord, FigureRecord, Offsets, PartyRecord, PlaceRecord, Record, SCHEMA,
    SizeRecord, SkippedRecord, StatementRecord, VoiceRecord,
};
use crate::Report;
use crate::plover::Sector;
use crate::reading::event::Size;
use crate::reading::statement::Voice;
use crate::reading::{Count, EntityId, EntityKind, Event, Party, Place, Reading};

/// Byte offsets of one text to code points; constant time for ASCII, one binary search otherwise.
struct CodePoints {
    /// Byte offset of each character, and the length of the text; empty when the text is ASCII.
    starts: Vec<usize>,
}

impl CodePoints {
    fn of(text: &str) -> Self {
        if text.is_ascii() {
            return CodePoints { starts: Vec::new() };
        }
        let mut starts: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
        starts.push(text.len());
        CodePoints { starts }
    }

    fn offsets(&self, span: Span) -> Offsets {
        [self.at(span.start), self.at(span.end)]
    }

    fn at(&self, byte: usize) -> usize {
        if self.starts.is_empty() { byte } else { self.starts.partition_point(|&start| start < byte) }
    }
}

struct Writer<'a> {
    reading: &'a Reading,
    points: CodePoints,
}

/// The record of a report that was read.
pub(super) fn record(report: &Report, reading: &Reading) -> Record {
    let writer = Writer { reading, points: CodePoints::of(&report.text) };
    writer.record(report)
}

impl Writer<'_> {
    fn record(&self, report: &Report) -> Record {
        let reading = self.reading;
        let document = &reading.document;
        Record {
            schema: SCHEMA.to_owned(),
            id: report.id.clone(),
            title: report.title.clone(),
            url: report.url.clone(),
            publisher: report.publisher.clone(),
            published: reading.published.map(|date| date.to_string()),
            language: reading.language.code().to_owned(),
            text: report.text.clone(),
            sentences: document.sentences.iter().map(|s| self.at(document.span_of(s))).collect(),
            skipped: reading
                .skipped
                .iter()
                .map(|part| SkippedRecord { span: self.at(part.span), why: part.why.as_str().to_owned() })
                .collect(),
            entities: (0..reading.entities.len()).map(|i| self.entity(EntityId(i))).collect(),
            statements: self.statements(),
            events: reading.events.iter().enumerate().map(|(i, event)| self.event(i, event)).collect(),
            places: reading.places.iter().map(|place| self.place(place)).collect(),
            figures: self.figures(),
        }
    }

    fn at(&self, span: Span) -> Offsets {
        self.points.offsets(span)
    }

    fn entity(&self, id: EntityId) -> EntityRecord {
        let entity = &self.reading.entities[id.0];
        EntityRecord {
            id: entity_name(id),
            name: entity.name.clone(),
            kind: match entity.kind {
                EntityKind::Person => "person",
                EntityKind::Group => "group",
                EntityKind::State => "state",
                EntityKind::Place => "place",
                EntityKind::Other => "other",
            }
            .to_owned(),
            country: entity.country.clone(),
            sector: known(entity.sector),
            other_sectors: entity.other_sectors.iter().map(ToString::to_string).collect(),
            office: entity.office.clone(),
            mentions: entity.mentions.iter().map(|m| self.at(m.span)).collect(),
        }
    }

    fn voices(&self, voices: &[Voice]) -> Vec<VoiceRecord> {
        voices
            .iter()
            .map(|voice| VoiceRecord { span: self.at(voice.span), entity: voice.entity.map(entity_name) })
            .collect()
    }

    fn statements(&self) -> Vec<StatementRecord> {
        self.reading
            .statements
            .iter()
            .enumerate()
            .map(|(i, statement)| StatementRecord {
                id: format!("s{}", i + 1),
                speakers: self.voices(&statement.speakers),
                cue: statement.cue.map(|cue| self.at(cue)),
                content: statement.content.iter().map(|&piece| self.at(piece)).collect(),
                kind: statement.kind.as_str().to_owned(),
                addressees: self.voices(&statement.addressees),
            })
            .collect()
    }

    fn party(&self, party: &Party) -> PartyRecord {
        PartyRecord {
            span: self.at(party.span),
            entity: party.entity.map(entity_name),
            country: party.country.clone(),
            sector: known(party.sector),
        }
    }

    fn event(&self, index: usize, event: &Event) -> EventRecord {
        EventRecord {
            id: format!("v{}", index + 1),
            event_type: event.event_type.clone(),
            modes: event.modes.clone(),
            contexts: event.contexts.clone(),
            cameo: event.cameo.clone(),
            quad: event.quad.clone(),
            scale: event.scale,
            trigger: self.at(event.trigger),
            sentence: event.sentence,
            actors: event.actors.iter().map(|p| self.party(p)).collect(),
            recipients: event.recipients.iter().map(|p| self.party(p)).collect(),
            status: event.status.to_string(),
            attribution: event.attribution.map(|s| format!("s{}", s.0 + 1)),
            date: event.date.and_then(|i| self.reading.dates.get(i)).map(|date| DateRecord {
                span: self.at(date.span),
                start: date.days.map(|(start, _)| start.to_string()),
                end: date.days.map(|(_, end)| end.to_string()),
            }),
            place: self.place_at(event.place),
            size: size(&event.size),
            happening: format!("h{}", event.happening),
            confidence: (event.confidence * 100.0).round() / 100.0,
        }
    }

    fn place_at(&self, index: Option<usize>) -> Option<PlaceRecord> {
        index.and_then(|i| self.reading.places.get(i)).map(|place| self.place(place))
    }

    fn place(&self, place: &Place) -> PlaceRecord {
        PlaceRecord {
            span: self.at(place.span),
            name: place.name.clone(),
            geonameid: place.geonameid,
            country: place.country.clone(),
            admin1: place.admin1.clone(),
            lat: place.point.map(|(lat, _)| lat),
            lon: place.point.map(|(_, lon)| lon),
            resolution: place.resolution.map(|r| r.as_str().to_owned()),
        }
    }

    fn figures(&self) -> Vec<FigureRecord> {
        self.reading
            .figures
            .iter()
            .map(|figure| FigureRecord {
                what: figure.what.clone(),
                count: bounds(figure.count),
                approximate: figure.count.approximate,
                who: figure.who.clone(),
                place: self.place_at(figure.place),
                span: self.at(figure.span),
            })
            .collect()
    }
}

fn entity_name(id: EntityId) -> String {
    format!("e{}", id.0 + 1)
}

fn bounds(count: Count) -> [Option<u64>; 2] {
    [Some(count.least), count.most]
}

fn size(size: &Size) -> SizeRecord {
    SizeRecord {
        dead: size.dead.map(bounds),
        injured: size.injured.map(bounds),
        arrested: size.arrested.map(bounds),
        displaced: size.displaced.map(bounds),
    }
}

/// The code of a sector; who acts for nobody knows whom has none.
fn known(sector: Option<Sector>) -> Option<String> {
    sector.filter(|sector| *sector != Sector::Unk).map(|sector| sector.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_code_points() {
        let points = CodePoints::of("Éva “yes”");
        assert_eq!(points.offsets(Span::new(5, 14)), [4, 9]);
        assert_eq!(CodePoints::of("plain").offsets(Span::new(1, 3)), [1, 3]);
    }
}
