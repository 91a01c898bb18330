//! PLOVER's JSON: one object a line for each event that occurred, with the field names of the codebook's chapter "Data Fields".
//!
//! The format has no field for whether an event occurred, so planned, denied, hypothetical and historical events are left out.
//! Fields of our own, which the codebook allows: `date_from` ("text", or "publication" where the report gives no day for the event and
//! the codebook wants one), `attributed_to`, `confidence`, `size`.

use chancery::record::{EventRecord, Offsets, PartyRecord, PlaceRecord, Record};
use serde_json::{Value, json};

use super::columns::one_line;
use super::evidence::Evidence;
use super::people::{name_of_party, speaker_names};

/// The lines of one record.
pub fn lines(record: &Record) -> String {
    let evidence = Evidence::of(record);
    record
        .events
        .iter()
        .filter(|event| event.status == "occurred")
        .map(|event| object(record, &evidence, event).to_string() + "\n")
        .collect()
}

fn object(record: &Record, evidence: &Evidence<'_>, event: &EventRecord) -> Value {
    let sentence = record.sentences.get(event.sentence).copied().unwrap_or(event.trigger);
    let parties = |parties: &[PartyRecord]| -> Vec<Value> {
        parties.iter().map(|party| entity(record, evidence, party)).collect()
    };
    let date = event.date.as_ref();
    let start = date.and_then(|date| date.start.as_ref());
    let from = match (start, &record.published) {
        (Some(_), _) => Some("text"),
        (None, Some(_)) => Some("publication"),
        (None, None) => None,
    };
    json!({
        "id": format!("{}#{}", record.id, event.id),
        "date": start.or(record.published.as_ref()),
        "enddate": date.and_then(|date| date.end.as_ref()),
        "date_from": from,
        "actor": parties(&event.actors),
        "recipient": parties(&event.recipients),
        "event": [event.event_type],
        "mode": event.modes,
        "context": event.contexts,
        "quad_code": event.quad.as_deref().and_then(quad_code),
        "event_scale": event.scale,
        "event_loc": event.place.as_ref().map(|place| location(evidence, place)),
        "event_text": [one_line(evidence.slice(sentence))],
        "link": format!("{}#{}", record.id, event.happening),
        "size": sizes(event),
        "attributed_to": speaker_names(record, evidence, event),
        "confidence": event.confidence,
        "text_info": text_info(event.sentence, sentence),
        "cite_info": {
            "url": record.url,
            "title": record.title,
            "language": record.language,
            "publication": record.publisher,
            "coder": concat!("chancery ", env!("CARGO_PKG_VERSION")),
        },
    })
}

/// The codebook's "information object for entities".
fn entity(record: &Record, evidence: &Evidence<'_>, party: &PartyRecord) -> Value {
    let entity = record.entities.iter().find(|entity| Some(&entity.id) == party.entity.as_ref());
    json!({
        "code": party.country,
        "sector": party.sector,
        "entity_text": one_line(evidence.slice(party.span)),
        "identifier_text": entity.map(|_| name_of_party(record, evidence, party)),
        "office": entity.and_then(|entity| entity.office.as_ref()),
    })
}

/// The codebook's "location object".
fn location(evidence: &Evidence<'_>, place: &PlaceRecord) -> Value {
    let city = matches!(place.resolution.as_deref(), Some("city" | "site"));
    let level = match place.resolution.as_deref() {
        Some("site") => Some(5),
        Some("city") => Some(4),
        Some("district") => Some(3),
        Some("province") => Some(2),
        Some("country") => Some(1),
        _ => None,
    };
    json!({
        "extracted_place": one_line(evidence.slice(place.span)),
        "resolved_place": place.geonameid.map(|_| &place.name),
        "geonameid": place.geonameid,
        "lat": place.lat,
        "lon": place.lon,
        "city": Some(&place.name).filter(|_| city && place.geonameid.is_some()),
        "province": place.admin1,
        "country_code": place.country,
        "resolution": level,
    })
}

/// The codebook's "information object for text": the sentence's number from 0, and its code points in the text.
fn text_info(sequence: usize, [start, end]: Offsets) -> Value {
    json!({"sequence": sequence, "start": start, "end": end})
}

/// 1 to 4: words of cooperation, deeds of cooperation, words of conflict, deeds of conflict.
pub fn quad_code(quad: &str) -> Option<u8> {
    match quad {
        "verbal-cooperation" => Some(1),
        "material-cooperation" => Some(2),
        "verbal-conflict" => Some(3),
        "material-conflict" => Some(4),
        _ => None,
    }
}

/// "Number or code": one number, or [least, most] where the report gives a range.
fn sizes(event: &EventRecord) -> Option<Value> {
    let number = |bounds: Option<[Option<u64>; 2]>| {
        bounds.map(|[least, most]| if least == most { json!(least) } else { json!([least, most]) })
    };
    let size = &event.size;
    let any = [size.dead, size.injured, size.arrested, size.displaced].iter().any(Option::is_some);
    any.then(|| {
        json!({
            "dead": number(size.dead),
            "injured": number(size.injured),
            "arrested": number(size.arrested),
            "displaced": number(size.displaced),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::people::tests::sample;

    #[test]
    fn an_event_has_the_codebooks_fields() {
        let lines = lines(&sample());
        let value: Value = serde_json::from_str(lines.trim_end()).unwrap();
        assert_eq!(value["id"], "r1#v1");
        assert_eq!((&value["date"], &value["date_from"]), (&json!("2018-04-17"), &json!("text")));
        assert_eq!(value["actor"][0]["code"], "RUS");
        assert_eq!(value["event"], json!(["REJECT"]));
        assert_eq!(value["quad_code"], 3);
        assert_eq!(value["event_loc"]["resolution"], 4);
        assert_eq!(value["cite_info"]["publication"], "The Example");
    }

    #[test]
    fn an_event_without_a_day_says_that_the_day_is_the_publications() {
        let mut record = sample();
        record.events[0].date = None;
        let value: Value = serde_json::from_str(lines(&record).trim_end()).unwrap();
        assert_eq!((&value["date"], &value["enddate"]), (&json!("2018-04-17"), &Value::Null));
        assert_eq!(value["date_from"], "publication");
    }

    #[test]
    fn what_did_not_occur_is_left_out() {
        let mut record = sample();
        record.events[0].status = "denied".to_owned();
        assert_eq!(lines(&record), "");
    }
}
