//! The record: the JSON one report becomes (schema `chancery/record/1`). Where it is made ([`Record::new`]), and only
//! there, byte offsets become offsets in Unicode code points.

mod write;

use serde::{Deserialize, Serialize};

use crate::Report;
use crate::reading::Reading;
use crate::report::parse_day;

/// The schema's name and version, as written in each record.
pub const SCHEMA: &str = "chancery/record/1";

/// `[start, end)` in code points of the record's text.
pub type Offsets = [usize; 2];

/// One report's record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Record {
    pub schema: String,
    pub id: String,
    pub title: Option<String>,
    pub url: Option<String>,
    pub publisher: Option<String>,
    pub published: Option<String>,
    pub language: String,
    pub text: String,
    pub sentences: Vec<Offsets>,
    pub skipped: Vec<SkippedRecord>,
    pub entities: Vec<EntityRecord>,
    pub statements: Vec<StatementRecord>,
    pub events: Vec<EventRecord>,
    pub places: Vec<PlaceRecord>,
    pub figures: Vec<FigureRecord>,
}

/// A part that is not the story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct SkippedRecord {
    pub span: Offsets,
    pub why: String,
}

/// An entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct EntityRecord {
    pub id: String,
    pub name: String,
    pub kind: String,
    pub country: Option<String>,
    pub sector: Option<String>,
    pub other_sectors: Vec<String>,
    pub office: Option<String>,
    pub mentions: Vec<Offsets>,
}

/// A speaker or addressee.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct VoiceRecord {
    pub span: Offsets,
    pub entity: Option<String>,
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct StatementRecord {
    pub id: String,
    pub speakers: Vec<VoiceRecord>,
    pub cue: Option<Offsets>,
    pub content: Vec<Offsets>,
    pub kind: String,
    pub addressees: Vec<VoiceRecord>,
}

/// An actor or recipient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct PartyRecord {
    pub span: Offsets,
    pub entity: Option<String>,
    pub country: Option<String>,
    pub sector: Option<String>,
}

/// When an event happened: ISO days, both inclusive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct DateRecord {
    pub span: Offsets,
    pub start: Option<String>,
    pub end: Option<String>,
}

/// Counts as `[least, most]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct SizeRecord {
    pub dead: Option<[Option<u64>; 2]>,
    pub injured: Option<[Option<u64>; 2]>,
    pub arrested: Option<[Option<u64>; 2]>,
    pub displaced: Option<[Option<u64>; 2]>,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct EventRecord {
    pub id: String,
    #[serde(rename = "type")]
    pub event_type: String,
    pub modes: Vec<String>,
    pub contexts: Vec<String>,
    pub cameo: Option<String>,
    pub quad: Option<String>,
    pub scale: Option<f64>,
    pub trigger: Offsets,
    pub sentence: usize,
    pub actors: Vec<PartyRecord>,
    pub recipients: Vec<PartyRecord>,
    pub status: String,
    pub attribution: Option<String>,
    pub date: Option<DateRecord>,
    pub place: Option<PlaceRecord>,
    pub size: SizeRecord,
    pub happening: String,
    pub confidence: f64,
}

/// A place named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct PlaceRecord {
    pub span: Offsets,
    pub name: String,
    pub geonameid: Option<u32>,
    pub country: Option<String>,
    pub admin1: Option<String>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub resolution: Option<String>,
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct FigureRecord {
    pub what: String,
    pub count: [Option<u64>; 2],
    pub approximate: bool,
    pub who: Option<String>,
    pub place: Option<PlaceRecord>,
    pub span: Offsets,
}

impl Record {
    /// The record of a report that was read.
    #[must_use]
    pub fn new(report: &Report, reading: &Reading) -> Self {
        write::record(report, reading)
    }

    /// The report that it was made from. Where the source gave no day, `published` is the one found at the head of the
    /// text.
    #[must_use]
    pub fn report(&self) -> Report {
        Report {
            id: self.id.clone(),
            title: self.title.clone(),
            url: self.url.clone(),
            publisher: self.publisher.clone(),
            published: self.published.as_deref().and_then(parse_day),
            text: self.text.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_gives_its_report_back() {
        let report = Report {
            title: Some("Envoys meet".to_owned()),
            publisher: Some("The Example".to_owned()),
            published: parse_day("2018-04-18"),
            ..Report::from_text("Envoys met on Tuesday.")
        };
        let reading = Reading { published: report.published, ..Reading::default() };
        assert_eq!(Record::new(&report, &reading).report(), report);
    }

    #[test]
    fn a_report_without_anything_still_has_every_field() {
        let report = Report::from_text("Rain.");
        let record = serde_json::to_value(Record::new(&report, &Reading::default())).unwrap();
        for field in [
            "schema",
            "id",
            "title",
            "url",
            "publisher",
            "published",
            "language",
            "text",
            "sentences",
            "skipped",
        ] {
            assert!(record.get(field).is_some(), "{field}");
        }
        for field in ["entities", "statements", "events", "places", "figures"] {
            assert!(record[field].is_array(), "{field}");
        }
    }
}
