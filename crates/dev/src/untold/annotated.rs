//! Reports with the events that a person found in them.

use std::collections::BTreeMap;

use anyhow::Context;
use chancery::plover::Sector;
use chancery::reading::Reading;
use serde_json::Value;

/// The events of one report.
pub struct Annotated {
    pub events: Vec<AnnotatedEvent>,
}

/// One event. A party is its country and sector.
pub struct AnnotatedEvent {
    event_type: String,
    /// Code points.
    trigger: (usize, usize),
    pub actors: Vec<(Option<String>, Option<Sector>)>,
    pub recipients: Vec<(Option<String>, Option<Sector>)>,
}

impl Annotated {
    /// The report's id with its events.
    pub fn parse(line: &str) -> anyhow::Result<(String, Annotated)> {
        let value: Value = serde_json::from_str(line)?;
        let id = value["id"].as_str().context("no id")?.to_owned();
        let events = value["events"].as_array().context("no events")?;
        let events = events.iter().map(AnnotatedEvent::parse).collect::<anyhow::Result<_>>();
        Ok((id.clone(), Annotated { events: events.context(id)? }))
    }

    /// Which annotated event each event of a reading is: of the same type, the trigger in the same sentence, one to one, those
    /// whose triggers overlap first.
    pub fn same_events(&self, text: &str, reading: &Reading) -> BTreeMap<usize, usize> {
        let mut bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
        bytes.push(text.len());
        let byte = |point: usize| bytes.get(point).copied().unwrap_or(text.len());
        let document = &reading.document;
        let sentence = |byte: usize| {
            document.sentences.iter().position(|words| {
                let span = document.span_of(words);
                span.start <= byte && byte < span.end
            })
        };
        let mut pairs = Vec::new();
        for (i, event) in reading.events.iter().enumerate() {
            for (j, other) in self.events.iter().enumerate().filter(|(_, o)| o.event_type == event.event_type)
            {
                let (start, end) = (byte(other.trigger.0), byte(other.trigger.1));
                let overlap = start < event.trigger.end && event.trigger.start < end;
                if overlap || sentence(start) == Some(event.sentence) {
                    pairs.push((!overlap, start.abs_diff(event.trigger.start), i, j));
                }
            }
        }
        pairs.sort_unstable();
        let mut same = BTreeMap::new();
        for (_, _, i, j) in pairs {
            if !same.contains_key(&i) && !same.values().any(|&known| known == j) {
                same.insert(i, j);
            }
        }
        same
    }
}

impl AnnotatedEvent {
    fn parse(value: &Value) -> anyhow::Result<Self> {
        let point = |i: usize| value["trigger_span"][i].as_u64().map(|point| point as usize);
        let side = |name: &str| {
            let parties = value[name].as_array().into_iter().flatten();
            let word = |party: &Value, key: &str| party[key].as_str().map(str::to_owned);
            parties
                .map(|party| (word(party, "country"), word(party, "sector").and_then(|s| s.parse().ok())))
                .collect()
        };
        Ok(AnnotatedEvent {
            event_type: value["type"].as_str().context("an event without type")?.to_owned(),
            trigger: point(0).zip(point(1)).context("an event without trigger_span")?,
            actors: side("actors"),
            recipients: side("recipients"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_annotated_report_is_read() {
        let line = r#"{"id":"a","text":"Oslo met Rome.","events":[{"type":"CONSULT","trigger_span":[5,8],
            "actors":[{"text":"Oslo","country":"NOR","sector":"GOV"}],"recipients":[]}]}"#;
        let (id, annotated) = Annotated::parse(line).unwrap();
        assert_eq!(id, "a");
        assert_eq!(annotated.events[0].actors, [(Some("NOR".to_owned()), Some(Sector::Gov))]);
    }

    #[test]
    fn an_event_without_its_trigger_is_a_mistake_that_names_the_report() {
        let error = Annotated::parse(r#"{"id":"a","events":[{"type":"CONSULT"}]}"#).err().unwrap();
        assert_eq!(error.to_string(), "a");
    }
}
