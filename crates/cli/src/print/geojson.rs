//! GeoJSON (RFC 7946): one feature for each event whose place has a point.

use chancery::record::Record;
use serde_json::{Value, json};

use super::evidence::Evidence;
use super::people::{name_of_party, speakers_of};

/// Opens the collection.
pub const HEAD: &str = "{\"type\":\"FeatureCollection\",\"features\":[\n";
/// Stands between the features of two reports.
pub const BETWEEN: &str = ",\n";
/// Closes the collection.
pub const FOOT: &str = "\n]}\n";

/// The features of one report, separated as in the collection; empty when there is none.
pub fn features(record: &Record) -> String {
    let evidence = Evidence::of(record);
    let features: Vec<String> = record
        .events
        .iter()
        .filter_map(|event| {
            let place = event.place.as_ref()?;
            let (lat, lon) = (place.lat?, place.lon?);
            let names = |parties: &[_]| -> Vec<String> {
                parties.iter().map(|party| name_of_party(record, &evidence, party)).collect()
            };
            let sentence = record.sentences.get(event.sentence).copied().unwrap_or(event.trigger);
            let feature: Value = json!({
                "type": "Feature",
                "id": format!("{}#{}", record.id, event.id),
                "geometry": {"type": "Point", "coordinates": [lon, lat]},
                "properties": {
                    "report": record.id,
                    "published": record.published,
                    "publisher": record.publisher,
                    "url": record.url,
                    "type": event.event_type,
                    "modes": event.modes,
                    "actors": names(&event.actors),
                    "actor_countries": countries(&event.actors),
                    "recipients": names(&event.recipients),
                    "recipient_countries": countries(&event.recipients),
                    "status": event.status,
                    "attributed_to": speakers_of(record, &evidence, event),
                    "date_start": event.date.as_ref().and_then(|d| d.start.clone()),
                    "date_end": event.date.as_ref().and_then(|d| d.end.clone()),
                    "place": place.name,
                    "geonameid": place.geonameid,
                    "resolution": place.resolution,
                    "confidence": event.confidence,
                    "sentence": evidence.slice(sentence),
                }
            });
            Some(feature.to_string())
        })
        .collect();
    features.join(BETWEEN)
}

fn countries(parties: &[chancery::record::PartyRecord]) -> Vec<String> {
    parties.iter().filter_map(|party| party.country.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::people::tests::sample;

    #[test]
    fn the_collection_is_json_with_a_point_for_each_located_event() {
        let whole = format!("{HEAD}{}{BETWEEN}{}{FOOT}", features(&sample()), features(&sample()));
        let value: Value = serde_json::from_str(&whole).unwrap();
        assert_eq!(value["features"].as_array().map(Vec::len), Some(2));
        assert_eq!(value["features"][0]["geometry"]["coordinates"], json!([-73.97, 40.75]));
    }
}
