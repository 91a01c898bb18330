//! One golden report: its file, and a record as lines that people can judge.

use chancery::record::{
    EventRecord, Offsets, PartyRecord, PlaceRecord, Record, StatementRecord, VoiceRecord,
};
use serde_json::json;

const EXPECTED: &str = "\n## Expected\n";
const NOT_YET: &str = "\n## Not yet\n";

/// A parsed file.
pub struct GoldenReport {
    /// Everything before `## Expected`, as it is.
    top: String,
    title: Option<String>,
    publisher: Option<String>,
    published: Option<String>,
    text: String,
    /// What is right; `None` in a new file.
    expected: Option<Vec<String>>,
    /// `+ line` missed, `- line` wrong.
    pub not_yet: Vec<String>,
}

impl GoldenReport {
    /// Parses a file: front matter, a comment, the text, the two lists.
    pub fn parse(markdown: &str) -> Self {
        let (rest, not_yet) = markdown.split_once(NOT_YET).unwrap_or((markdown, ""));
        let (top, expected) = match rest.split_once(EXPECTED) {
            Some((top, expected)) => (top, Some(list(expected))),
            None => (rest, None),
        };
        let (front, body) =
            top.strip_prefix("---\n").unwrap_or(top).split_once("---\n").expect("front matter");
        let field = |name: &str| {
            front.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ").map(str::to_owned))
        };
        let text = body.split_once("-->").map_or(body, |(_, text)| text).trim();
        GoldenReport {
            top: top.trim_end().to_owned(),
            title: field("title"),
            publisher: field("publisher"),
            published: field("published"),
            text: text.to_owned(),
            expected,
            not_yet: list(not_yet),
        }
    }

    /// As a line of input.
    pub fn json(&self, id: &str) -> String {
        json!({"id": id, "title": self.title, "publisher": self.publisher, "published": self.published, "text": self.text})
            .to_string()
    }

    /// How what was found differs from what is expected.
    pub fn differences(&self, found: &[String]) -> Vec<String> {
        let expected = self.expected.as_deref().unwrap_or_default();
        let (mut missed, mut wrong) = (Vec::new(), found.to_vec());
        for line in expected {
            match wrong.iter().position(|other| other == line) {
                Some(at) => _ = wrong.remove(at),
                None => missed.push(format!("+ {line}")),
            }
        }
        missed.extend(wrong.into_iter().map(|line| format!("- {line}")));
        missed
    }

    /// Takes what was found for the state of things.
    pub fn update(&mut self, found: &[String]) {
        self.expected.get_or_insert_with(|| found.to_vec());
        self.not_yet = self.differences(found);
    }

    /// The file.
    pub fn markdown(&self) -> String {
        let block = |lines: &[String]| {
            format!("\n```text\n{}```\n", lines.iter().map(|l| format!("{l}\n")).collect::<String>())
        };
        let mut out =
            format!("{}\n{EXPECTED}{}", self.top, block(self.expected.as_deref().unwrap_or_default()));
        if !self.not_yet.is_empty() {
            out += NOT_YET;
            out += &block(&self.not_yet);
        }
        out
    }
}

/// The lines of a fenced block.
fn list(block: &str) -> Vec<String> {
    block
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty() && !line.starts_with("```"))
        .map(str::to_owned)
        .collect()
}

/// A record as lines: what was skipped, events, statements, figures.
pub fn lines_of(record: &Record) -> Vec<String> {
    let lines = Lines { record, letters: record.text.chars().collect() };
    let mut out: Vec<String> = record
        .skipped
        .iter()
        .map(|part| format!("skipped {}: {}", part.why, lines.words(part.span)))
        .collect();
    if !record.skipped.is_empty() {
        out.extend(record.published.iter().map(|day| format!("published {day}")));
    }
    out.extend(record.events.iter().map(|event| lines.event(event)));
    out.extend(record.statements.iter().map(|statement| lines.statement(statement)));
    out.extend(record.figures.iter().map(|figure| {
        let about = if figure.approximate { "about " } else { "" };
        let who = figure.who.as_deref().unwrap_or("?");
        let place = figure.place.as_ref().map(|place| format!(" at {}", place.name)).unwrap_or_default();
        format!("figure {about}{} {}: {who}{place}", range(figure.count), figure.what)
    }));
    out
}

struct Lines<'a> {
    record: &'a Record,
    letters: Vec<char>,
}

impl Lines<'_> {
    fn words(&self, [start, end]: Offsets) -> String {
        let words: String = self.letters[start..end].iter().collect();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// `REJECT “rejected” RUS GOV → USA GOV + FRA GOV · future · New York · 2018-04-17 · 2 dead · word of Karen Pierce`.
    fn event(&self, event: &EventRecord) -> String {
        let mut line = event.event_type.clone();
        if !event.modes.is_empty() {
            line += &format!("/{}", event.modes.join("/"));
        }
        line += &format!(" “{}” {}", self.words(event.trigger), parties(&event.actors));
        if !event.recipients.is_empty() {
            line += &format!(" → {}", parties(&event.recipients));
        }
        if event.status != "occurred" {
            line += &format!(" · {}", event.status);
        }
        line += &event.place.as_ref().map(place).unwrap_or_default();
        if let Some(date) = &event.date {
            let [start, end] = [&date.start, &date.end].map(|day| day.clone().unwrap_or("?".to_owned()));
            line += &if start == end { format!(" · {start}") } else { format!(" · {start} to {end}") };
        }
        let size = &event.size;
        for (what, count) in [
            ("dead", size.dead),
            ("injured", size.injured),
            ("arrested", size.arrested),
            ("displaced", size.displaced),
        ] {
            line += &count.map(|count| format!(" · {} {what}", range(count))).unwrap_or_default();
        }
        let statement =
            event.attribution.as_ref().and_then(|id| self.record.statements.iter().find(|s| s.id == *id));
        line + &statement.map(|s| format!(" · word of {}", self.voices(&s.speakers))).unwrap_or_default()
    }

    /// `direct by Karen Pierce (GBR GOV, ambassador) “said”: “We will act,” … “now.”`.
    fn statement(&self, statement: &StatementRecord) -> String {
        let cue = statement.cue.map(|cue| format!(" “{}”", self.words(cue))).unwrap_or_default();
        let content: Vec<String> = statement.content.iter().map(|&piece| self.words(piece)).collect();
        let to = match &statement.addressees[..] {
            [] => String::new(),
            addressees => format!(" to {}", self.voices(addressees)),
        };
        format!(
            "{} by {}{cue}{to}: {}",
            statement.kind,
            self.voices(&statement.speakers),
            content.join(" … ")
        )
    }

    fn voices(&self, voices: &[VoiceRecord]) -> String {
        if voices.is_empty() {
            return "nobody".to_owned();
        }
        voices.iter().map(|voice| self.voice(voice)).collect::<Vec<_>>().join(" + ")
    }

    fn voice(&self, voice: &VoiceRecord) -> String {
        let Some(entity) = self.record.entities.iter().find(|e| Some(&e.id) == voice.entity.as_ref()) else {
            return format!("“{}”", self.words(voice.span));
        };
        let codes: Vec<&str> =
            [&entity.country, &entity.sector].into_iter().flatten().map(String::as_str).collect();
        let office = entity.office.as_ref().map(|office| format!(", {office}")).unwrap_or_default();
        format!(
            "{} ({}{office})",
            entity.name,
            if codes.is_empty() { "?".to_owned() } else { codes.join(" ") }
        )
    }
}

fn parties(parties: &[PartyRecord]) -> String {
    if parties.is_empty() {
        return "-".to_owned();
    }
    let one = |party: &PartyRecord| {
        let codes: Vec<&str> =
            [&party.country, &party.sector].into_iter().flatten().map(String::as_str).collect();
        if codes.is_empty() { "?".to_owned() } else { codes.join(" ") }
    };
    parties.iter().map(one).collect::<Vec<_>>().join(" + ")
}

fn place(place: &PlaceRecord) -> String {
    match (&place.country, place.resolution.as_deref()) {
        (Some(country), resolution) if resolution != Some("country") => {
            format!(" · {} ({country})", place.name)
        }
        _ => format!(" · {}", place.name),
    }
}

fn range([least, most]: [Option<u64>; 2]) -> String {
    match (least, most) {
        (Some(least), Some(most)) if least == most => least.to_string(),
        (least, most) => {
            let bound = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
            format!("{}..{}", bound(least), bound(most))
        }
    }
}
