//! Charts, networks and rare events are what one gets by counting all events one by one.

use std::collections::BTreeMap;

use chancery::Report;
use chancery::record::Record;
use chancery_store::{EventFilter, Link, Period, STATUSES, Store, Writer};
use jiff::civil::Date;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::versions::provenance;

const COUNTRIES: [&str; 3] = ["FRA", "RUS", "USA"];
const TYPES: [&str; 2] = ["ASSAULT", "REJECT"];

/// An event: actors and recipients as bits of [`COUNTRIES`], type, status, day of April 2018 (0 for none) and days it may have
/// lasted, happening, hundredths of probability; a quarter are on somebody else's word.
type Drawn = (usize, usize, usize, usize, i8, i8, usize, u8, u8);

fn drawn() -> impl Strategy<Value = Drawn> {
    (0..8_usize, 0..8_usize, 0..2_usize, 0..5_usize, 0..9_i8, 0..2_i8, 1..4_usize, 0..100_u8, 0..4_u8)
}

fn event(number: usize, drawn: &Drawn) -> Value {
    let &(actors, recipients, kind, status, day, longer, happening, confidence, vouched) = drawn;
    let parties = |bits: usize| -> Vec<Value> {
        let named = COUNTRIES.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
        named
            .map(|(_, country)| json!({"span": [0, 4], "entity": null, "country": country, "sector": null}))
            .collect()
    };
    let date = if day == 0 {
        Value::Null
    } else {
        let (start, end) = (format!("2018-04-{day:02}"), format!("2018-04-{:02}", day + longer));
        json!({"span": [0, 4], "start": start, "end": end})
    };
    json!({"id": format!("v{number}"), "type": TYPES[kind], "modes": [], "contexts": [], "cameo": null, "quad": null,
        "scale": null, "trigger": [0, 4], "sentence": 0, "actors": parties(actors), "recipients": parties(recipients),
        "status": STATUSES[status], "attribution": if vouched == 0 { json!("s1") } else { Value::Null }, "date": date,
        "place": null, "size": {"dead": null, "injured": null, "arrested": null, "displaced": null},
        "happening": format!("h{happening}"), "confidence": f64::from(confidence) / 100.0})
}

/// A report; those of the same `text` are one story, those of the same `id` versions of one report.
fn record(id: usize, text: usize, events: &[Drawn]) -> Record {
    let words: String = (0..60).map(|i| format!("w{text}x{i} ")).collect();
    let events: Vec<Value> = events.iter().enumerate().map(|(i, drawn)| event(i + 1, drawn)).collect();
    serde_json::from_value(
        json!({"schema": "chancery/record/1", "id": format!("r{id}"), "title": null, "url": null,
        "publisher": null, "published": "2018-04-05", "language": "en", "text": format!("{words}of {id}."),
        "sentences": [[0, 4]], "skipped": [], "entities": [],
        "statements": [{"id": "s1", "speakers": [], "cue": null, "content": [[0, 4]], "kind": "indirect", "addressees": []}],
        "events": events, "places": [], "figures": []}),
    )
    .unwrap()
}

/// Every event that counts, one by one: what the filter finds and nobody added up.
fn days_counted(store: &Store, filter: &EventFilter) -> BTreeMap<Date, u64> {
    let mut days = BTreeMap::new();
    for hit in store.find_events(filter, None).unwrap() {
        let record = store.record(hit.report).unwrap().unwrap();
        let event = record.events.iter().find(|event| event.id == format!("v{}", hit.number)).unwrap();
        let date = event.date.as_ref();
        let (start, end) = (date.and_then(|d| d.start.clone()), date.and_then(|d| d.end.clone()));
        let start = start.or(record.published.clone()).unwrap();
        if end.is_none_or(|end| end == start) {
            *days.entry(start.parse().unwrap()).or_default() += 1;
        }
    }
    days
}

fn all_filters() -> Vec<EventFilter> {
    let code = |code: &str| vec![code.to_owned()];
    let all = EventFilter::default();
    let day = |day| jiff::civil::date(2018, 4, day);
    let mut filters = vec![all.clone()];
    for sides in [
        EventFilter { actors: code("RUS"), ..all.clone() },
        EventFilter { recipients: code("USA"), ..all.clone() },
        EventFilter { actors: code("RUS"), recipients: code("USA"), ..all.clone() },
    ] {
        filters.push(sides);
    }
    for i in 0..filters.len() {
        let base = filters[i].clone();
        filters.extend([
            EventFilter { types: code("REJECT"), ..base.clone() },
            EventFilter { statuses: code("occurred"), vouched: true, ..base.clone() },
            EventFilter { statuses: vec!["denied".to_owned(), "future".to_owned()], ..base.clone() },
            EventFilter { since: Some(day(3)), until: Some(day(6)), ..base.clone() },
            EventFilter { since: Some(day(5)), types: code("ASSAULT"), vouched: true, ..base.clone() },
            EventFilter { statuses: code("denied"), min_confidence: 0.5, ..base.clone() },
            EventFilter { min_confidence: 0.8, vouched: true, until: Some(day(4)), ..base.clone() },
        ]);
    }
    let each = filters.iter().map(|filter| EventFilter { each_report: true, ..filter.clone() });
    let each: Vec<_> = each.collect();
    filters.extend(each);
    filters
}

/// The links of a network, each pair asked for by itself.
fn links_counted(store: &Store, filter: &EventFilter) -> Vec<Link> {
    let mut links = Vec::new();
    for actor in COUNTRIES {
        for recipient in COUNTRIES {
            let asked = |codes: &[String], code: &str| codes.is_empty() || codes.iter().any(|c| c == code);
            let pair = EventFilter {
                actors: vec![actor.to_owned()],
                recipients: vec![recipient.to_owned()],
                ..filter.clone()
            };
            let events = store.find_events(&pair, None).unwrap().len() as u64;
            if events > 0 && asked(&filter.actors, actor) && asked(&filter.recipients, recipient) {
                links.push(Link { actor: actor.to_owned(), recipient: recipient.to_owned(), events });
            }
        }
    }
    links
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_answer_is_the_one_counted_from_the_events(
        reports in proptest::collection::vec((0..5_usize, 0..3_usize, proptest::collection::vec(drawn(), 0..6)), 1..8),
        again in proptest::collection::vec(drawn(), 0..6),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        let mut writer = Writer::open(&path, provenance("1")).unwrap();
        for (id, text, events) in &reports {
            let record = record(*id, *text, events);
            let report = Report { id: record.id.clone(), published: Some(jiff::civil::date(2018, 4, 5)), ..Report::from_text(&record.text) };
            writer.add(&report, &record, None).unwrap();
        }
        // The first report is read again, with other events.
        let first = writer.store().next(chancery_store::ReportKey(0), true).unwrap().unwrap();
        let (id, text, _) = &reports[0];
        writer.replace(first, &record(*id, *text, &again)).unwrap();
        writer.commit().unwrap();
        drop(writer);
        let store = Store::open(&path).unwrap();
        let wrong: i64 = store.connection().query_row(
            "WITH counted AS (SELECT actor, recipient, first_day, last_day, type, status, vouched, sum(counted), count(*) FROM acts
               WHERE actor = '*' OR recipient = '*' GROUP BY 1, 2, 3, 4, 5, 6, 7)
             SELECT (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT * FROM totals))
               + (SELECT count(*) FROM (SELECT * FROM totals EXCEPT SELECT * FROM counted))",
            [], |row| row.get(0)).unwrap();
        prop_assert_eq!(wrong, 0);
        for filter in all_filters() {
            let trend = store.trend(&filter, Period::Day).unwrap();
            let counted = days_counted(&store, &filter);
            let days: BTreeMap<Date, u64> = trend.periods.iter().copied().filter(|&(_, events)| events > 0).collect();
            prop_assert_eq!(&days, &counted, "{:?}", filter);
            prop_assert_eq!(trend.periods.first().map(|p| p.0), counted.keys().next().copied());
            let found = store.find_events(&filter, None).unwrap().len() as u64;
            prop_assert_eq!(days.values().sum::<u64>() + trend.too_vague + trend.without_day, found, "{:?}", filter);
            prop_assert_eq!(store.network(&filter).unwrap(), links_counted(&store, &filter), "{:?}", filter);
        }
    }
}
