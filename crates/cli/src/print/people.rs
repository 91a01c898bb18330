//! A record for people: the report's head, its events and statements, each with its sentence and the evidence marked.

use chancery::record::{
    EventRecord, FigureRecord, Offsets, PartyRecord, Record, StatementRecord, VoiceRecord,
};

use super::evidence::{Evidence, Layout, Mark};

/// Columns where the width of the terminal is not known.
const WIDTH: usize = 100;

/// Columns before a sentence.
const INDENT: usize = 6;

/// Prints records for people.
#[derive(Clone, Copy, Debug)]
pub struct People {
    layout: Layout,
}

impl People {
    /// To standard output, as wide as the terminal, up to 120 columns.
    pub fn for_stdout(color: bool) -> Self {
        let width =
            terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0).clamp(40, 120));
        People { layout: Layout { width, indent: INDENT, color } }
    }

    /// One report.
    pub fn report(&self, record: &Record) -> String {
        let evidence = Evidence::of(record);
        let mut out = self.head(record);
        for event in &record.events {
            out += "\n";
            out += &self.item(&event.id, &event_line(record, &evidence, event));
            out += &self.event_evidence(record, &evidence, event);
        }
        for statement in &record.statements {
            out += "\n";
            out += &self.item(&statement.id, &statement_line(record, &evidence, statement));
            out += &self.statement_evidence(record, &evidence, statement);
        }
        for figure in &record.figures {
            out += "\n";
            out += &self.item("", &figure_line(figure));
            let mut marks = vec![(figure.span, Mark::Trigger)];
            marks.extend(figure.place.iter().map(|place| (place.span, Mark::Setting)));
            out += &evidence.marked(whole_sentences(record, figure.span), &marks, self.layout);
        }
        if record.events.is_empty() && record.statements.is_empty() && record.figures.is_empty() {
            out += "\n  nothing found\n";
        }
        out
    }

    /// Title, and on a second line what is known of the report.
    fn head(&self, record: &Record) -> String {
        let title = record.title.clone().unwrap_or_else(|| first_words(record));
        let about = [&record.publisher, &record.published, &record.url];
        let about: Vec<&str> = about.into_iter().flatten().map(String::as_str).collect();
        let mut out =
            if self.layout.color { format!("\x1b[1m{title}\x1b[0m\n") } else { format!("{title}\n") };
        if !about.is_empty() {
            out += &about.join(" · ");
            out += "\n";
        }
        out
    }

    fn item(&self, id: &str, line: &str) -> String {
        if self.layout.color {
            format!("  {id:<4}\x1b[1m{line}\x1b[0m\n")
        } else {
            format!("  {id:<4}{line}\n")
        }
    }

    /// The event's sentence with its evidence marked.
    pub fn event_evidence(&self, record: &Record, evidence: &Evidence<'_>, event: &EventRecord) -> String {
        let mut marks = vec![(event.trigger, Mark::Trigger)];
        marks.extend(event.actors.iter().map(|party| (party.span, Mark::Who)));
        marks.extend(event.recipients.iter().map(|party| (party.span, Mark::Whom)));
        marks.extend(event.date.iter().map(|date| (date.span, Mark::Setting)));
        marks.extend(event.place.iter().map(|place| (place.span, Mark::Setting)));
        let sentence = record.sentences.get(event.sentence).copied().unwrap_or(event.trigger);
        evidence.marked(sentence, &marks, self.layout)
    }

    /// The sentences of a statement, from its speaker or first piece to its last.
    fn statement_evidence(
        &self,
        record: &Record,
        evidence: &Evidence<'_>,
        statement: &StatementRecord,
    ) -> String {
        let mut marks = Vec::new();
        marks.extend(statement.cue.map(|cue| (cue, Mark::Trigger)));
        marks.extend(statement.speakers.iter().map(|voice| (voice.span, Mark::Who)));
        marks.extend(statement.addressees.iter().map(|voice| (voice.span, Mark::Whom)));
        marks.extend(statement.content.iter().map(|&piece| (piece, Mark::Content)));
        let content = statement.content.iter().copied().chain(statement.cue);
        let Some(span) = content.reduce(|a, b| [a[0].min(b[0]), a[1].max(b[1])]) else {
            return String::new();
        };
        evidence.marked(whole_sentences(record, span), &marks, self.layout)
    }
}

/// A name for a report without a title: the id its source gave, else how its text begins.
fn first_words(record: &Record) -> String {
    const SHA256_LETTERS: usize = 64;
    if record.id.len() != SHA256_LETTERS {
        return record.id.clone();
    }
    let story: String = record
        .text
        .chars()
        .enumerate()
        .filter(|(at, _)| !record.skipped.iter().any(|part| (part.span[0]..part.span[1]).contains(at)))
        .map(|(_, c)| c)
        .take(200)
        .collect();
    let words: Vec<&str> = story.split_whitespace().take(10).collect();
    format!("{} …", words.join(" "))
}

/// `span` widened to the sentences that it touches.
fn whole_sentences(record: &Record, span: Offsets) -> Offsets {
    record
        .sentences
        .iter()
        .filter(|sentence| sentence[0] < span[1] && span[0] < sentence[1])
        .fold(span, |a, b| [a[0].min(b[0]), a[1].max(b[1])])
}

/// "who → TYPE → whom · where · when · on whose word".
pub fn event_line(record: &Record, evidence: &Evidence<'_>, event: &EventRecord) -> String {
    let names = |parties: &[PartyRecord]| {
        let names: Vec<String> =
            parties.iter().map(|party| named_with_country(record, evidence, party)).collect();
        names.join(", ")
    };
    let mut line = if event.actors.is_empty() { "?".to_owned() } else { names(&event.actors) };
    line += " → ";
    line += &event.event_type;
    if !event.modes.is_empty() {
        line += &format!(" ({})", event.modes.join(", "));
    }
    if !event.recipients.is_empty() {
        line += " → ";
        line += &names(&event.recipients);
    }
    if event.status != "occurred" {
        line += &format!(" [{}]", event.status);
    }
    line.push_str(&setting(event));
    match speakers_of(record, evidence, event) {
        Some(speakers) => line += &format!(" · on the word of {speakers}"),
        None => line += " · on the report's word",
    }
    line
}

/// Where, when and how many.
fn setting(event: &EventRecord) -> String {
    let mut out = String::new();
    if let Some(place) = &event.place {
        out += &format!(" · {}", place.name);
        if let Some(country) =
            place.country.as_ref().filter(|_| place.resolution.as_deref() != Some("country"))
        {
            out += &format!(" ({country})");
        }
    }
    if let Some(start) = event.date.as_ref().and_then(|date| date.start.as_ref()) {
        out += &format!(" · {start}");
        if let Some(end) = event.date.as_ref().and_then(|date| date.end.as_ref()).filter(|end| *end != start)
        {
            out += &format!(" to {end}");
        }
    }
    let sizes = [
        ("dead", event.size.dead),
        ("injured", event.size.injured),
        ("arrested", event.size.arrested),
        ("displaced", event.size.displaced),
    ];
    for (what, bounds) in sizes {
        if let Some([least, most]) = bounds {
            out += &format!(" · {} {what}", counted(least, most));
        }
    }
    out
}

/// "about 50000 displaced: Syrians · Rukban".
fn figure_line(figure: &FigureRecord) -> String {
    let about = if figure.approximate { "about " } else { "" };
    let [least, most] = figure.count;
    let mut line = format!("{about}{} {}", counted(least, most), figure.what);
    line += &figure.who.as_ref().map(|who| format!(": {who}")).unwrap_or_default();
    line + &figure.place.as_ref().map(|place| format!(" · {}", place.name)).unwrap_or_default()
}

fn counted(least: Option<u64>, most: Option<u64>) -> String {
    match (least, most) {
        (Some(least), Some(most)) if least == most => least.to_string(),
        (Some(least), Some(most)) => format!("{least} to {most}"),
        (Some(least), None) => format!("at least {least}"),
        (None, Some(most)) => format!("at most {most}"),
        (None, None) => "some".to_owned(),
    }
}

/// "Karen Pierce (GBR GOV, ambassador) · direct · to the council".
fn statement_line(record: &Record, evidence: &Evidence<'_>, statement: &StatementRecord) -> String {
    let mut line = match &statement.speakers[..] {
        [] => "nobody named".to_owned(),
        speakers => {
            let speakers: Vec<String> =
                speakers.iter().map(|voice| introduced(record, evidence, voice)).collect();
            speakers.join(", ")
        }
    };
    line += &format!(" · {}", statement.kind);
    if !statement.addressees.is_empty() {
        line += &format!(" · to {}", voices(record, evidence, &statement.addressees));
    }
    line
}

/// A speaker with country, sector and office.
fn introduced(record: &Record, evidence: &Evidence<'_>, voice: &VoiceRecord) -> String {
    let name = name(record, evidence, voice.entity.as_deref(), voice.span);
    let Some(entity) = record.entities.iter().find(|entity| Some(&entity.id) == voice.entity.as_ref()) else {
        return name;
    };
    let codes: Vec<&str> =
        [&entity.country, &entity.sector].into_iter().flatten().map(String::as_str).collect();
    let about: Vec<String> = [codes.join(" "), entity.office.clone().unwrap_or_default()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    if about.is_empty() { name } else { format!("{name} ({})", about.join(", ")) }
}

fn voices(record: &Record, evidence: &Evidence<'_>, voices: &[VoiceRecord]) -> String {
    let names: Vec<String> = voices.iter().map(|voice| name_of_voice(record, evidence, voice)).collect();
    names.join(", ")
}

/// Who speaks the statement an event stands on: names, or `None` when the report vouches for the event itself.
pub fn speakers_of(record: &Record, evidence: &Evidence<'_>, event: &EventRecord) -> Option<String> {
    speaker_names(record, evidence, event).map(|names| names.join(", "))
}

/// As [`speakers_of`], one by one; never empty.
pub fn speaker_names(record: &Record, evidence: &Evidence<'_>, event: &EventRecord) -> Option<Vec<String>> {
    let statement = event.attribution.as_ref()?;
    let statement = record.statements.iter().find(|s| &s.id == statement)?;
    let names: Vec<String> =
        statement.speakers.iter().map(|voice| name_of_voice(record, evidence, voice)).collect();
    Some(if names.is_empty() { vec!["somebody not named".to_owned()] } else { names })
}

/// The name of a speaker or addressee: its entity's, else its words.
pub fn name_of_voice(record: &Record, evidence: &Evidence<'_>, voice: &VoiceRecord) -> String {
    name(record, evidence, voice.entity.as_deref(), voice.span)
}

/// A party's name: its entity's, else its words.
pub fn name_of_party(record: &Record, evidence: &Evidence<'_>, party: &PartyRecord) -> String {
    name(record, evidence, party.entity.as_deref(), party.span)
}

fn named_with_country(record: &Record, evidence: &Evidence<'_>, party: &PartyRecord) -> String {
    let name = name_of_party(record, evidence, party);
    match (&party.country, &party.sector) {
        (Some(country), Some(sector)) => format!("{name} ({country} {sector})"),
        (Some(code), None) | (None, Some(code)) => format!("{name} ({code})"),
        (None, None) => name,
    }
}

fn name(record: &Record, evidence: &Evidence<'_>, entity: Option<&str>, span: Offsets) -> String {
    let entity = entity.and_then(|id| record.entities.iter().find(|e| e.id == id));
    let name = entity.map_or_else(|| evidence.slice(span), |entity| entity.name.as_str());
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use serde_json::json;

    /// A record written by hand: one event, one statement.
    pub fn sample() -> Record {
        let text = "Russia rejected the draft in New York on Tuesday. “It is a trap,” said Ivan Petrov.";
        serde_json::from_value(json!({
            "schema": "chancery/record/1", "id": "r1", "title": "Draft rejected", "url": null,
            "publisher": "The Example", "published": "2018-04-17", "language": "en", "text": text,
            "sentences": [[0, 49], [50, 83]], "skipped": [],
            "entities": [
                {"id": "e1", "name": "Russia", "kind": "state", "country": "RUS", "sector": "GOV",
                 "other_sectors": [], "office": null, "mentions": [[0, 6]]},
                {"id": "e2", "name": "Ivan Petrov", "kind": "person", "country": null, "sector": null,
                 "other_sectors": [], "office": null, "mentions": [[71, 82]]}],
            "statements": [{"id": "s1", "speakers": [{"span": [71, 82], "entity": "e2"}], "cue": [66, 70],
                "content": [[50, 65]], "kind": "direct", "addressees": []}],
            "events": [{"id": "v1", "type": "REJECT", "modes": [], "contexts": [], "cameo": "12", "quad": "verbal-conflict",
                "scale": -4.0, "trigger": [7, 15], "sentence": 0,
                "actors": [{"span": [0, 6], "entity": "e1", "country": "RUS", "sector": "GOV"}],
                "recipients": [], "status": "occurred", "attribution": null,
                "date": {"span": [41, 48], "start": "2018-04-17", "end": "2018-04-17"},
                "place": {"span": [29, 37], "name": "New York", "geonameid": 5_128_581, "country": "USA", "admin1": "New York",
                    "lat": 40.75, "lon": -73.97, "resolution": "city"},
                "size": {"dead": null, "injured": null, "arrested": null, "displaced": null},
                "happening": "h1", "confidence": 0.9}],
            "places": [], "figures": []
        }))
        .unwrap()
    }

    #[test]
    fn a_report_is_its_head_its_events_and_its_statements() {
        let people = People { layout: Layout { width: 80, indent: INDENT, color: false } };
        assert_eq!(
            people.report(&sample()),
            "\
Draft rejected
The Example · 2018-04-17

  v1  Russia (RUS GOV) → REJECT · New York (USA) · 2018-04-17 · on the report's word
      Russia rejected the draft in New York on Tuesday.
      ====== ^^^^^^^^              ~~~~~~~~    ~~~~~~~

  s1  Ivan Petrov · direct
      “It is a trap,” said Ivan Petrov.
      ............... ^^^^ ===========
"
        );
    }

    #[test]
    fn an_attributed_event_names_whose_word_it_stands_on() {
        let mut record = sample();
        record.events[0].attribution = Some("s1".to_owned());
        record.events[0].status = "future".to_owned();
        record.events[0].size.dead = Some([Some(2), None]);
        let line = event_line(&record, &Evidence::of(&record), &record.events[0]);
        assert!(line.starts_with("Russia (RUS GOV) → REJECT [future] · New York"), "{line}");
        assert!(line.ends_with("· at least 2 dead · on the word of Ivan Petrov"), "{line}");
    }
}
