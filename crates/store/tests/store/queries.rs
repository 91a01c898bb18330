//! Questions to a small store.

use chancery::record::Record;
use chancery_store::{EventFilter, Link, Near, Period, StatementFilter, Store, Words, Writer};
use serde_json::{Value, json};

use crate::versions::provenance;

fn party(country: &str) -> Value {
    json!({"span": [0, 4], "entity": null, "country": country, "sector": "GOV"})
}

/// An event; `days` is "2018-04-17", "2018-04-01 2018-04-30" or "".
fn event(number: usize, kind: &str, actors: &[&str], recipients: &[&str], days: &str) -> Value {
    let (start, end) = days.split_once(' ').unwrap_or((days, days));
    let date =
        if days.is_empty() { Value::Null } else { json!({"span": [0, 4], "start": start, "end": end}) };
    json!({"id": format!("v{number}"), "type": kind, "modes": [], "contexts": [], "cameo": null, "quad": null, "scale": null,
        "trigger": [0, 4], "sentence": 0, "actors": actors.iter().map(|c| party(c)).collect::<Vec<_>>(),
        "recipients": recipients.iter().map(|c| party(c)).collect::<Vec<_>>(), "status": "occurred", "attribution": null,
        "date": date, "place": null, "size": {"dead": null, "injured": null, "arrested": null, "displaced": null},
        "happening": format!("h{number}"), "confidence": 0.8})
}

fn record(id: &str, published: &str, text: &str, events: Vec<Value>) -> Record {
    let places: Vec<Value> = events.iter().map(|e| e["place"].clone()).filter(|p| !p.is_null()).collect();
    serde_json::from_value(json!({"schema": "chancery/record/1", "id": id, "title": null, "url": null, "publisher": null,
        "published": published, "language": "en", "text": text, "sentences": [[0, 4]], "skipped": [], "entities": [],
        "statements": [], "events": events, "places": places, "figures": []}))
    .unwrap()
}

fn store(records: &[Record]) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s");
    let mut writer = Writer::open(&path, provenance("1")).unwrap();
    for record in records {
        writer.add(&record.report(), record, None).unwrap();
    }
    writer.commit().unwrap();
    drop(writer);
    let store = Store::open(&path).unwrap();
    (folder, store)
}

/// What is found, as "report v-number", the latest first.
fn found(store: &Store, filter: &EventFilter) -> Vec<String> {
    let hits = store.find_events(filter, None).unwrap();
    hits.iter()
        .map(|hit| format!("{} v{}", store.record(hit.report).unwrap().unwrap().id, hit.number))
        .collect()
}

fn codes(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|&code| code.to_owned()).collect()
}

fn sample() -> (tempfile::TempDir, Store) {
    let mut denied = event(3, "ASSAULT", &["SYR"], &["TUR"], "2018-04-20");
    denied["status"] = json!("denied");
    let mut raqqa = event(1, "ASSAULT", &["USA"], &["SYR"], "2018-04-14");
    raqqa["place"] = json!({"span": [0, 4], "name": "Raqqa", "geonameid": 172_955, "country": "SYR", "admin1": null,
        "lat": 35.95, "lon": 39.01, "resolution": "city"});
    raqqa["confidence"] = json!(0.5);
    store(&[
        record(
            "a",
            "2018-04-18",
            "Gas was used, an envoy said; chemical arms.",
            vec![
                event(1, "REJECT", &["RUS"], &["USA", "GBR"], "2018-04-17"),
                event(2, "CONSULT", &["RUS", "TUR"], &[], "2018-04-01 2018-04-30"),
                denied,
            ],
        ),
        record(
            "b",
            "2018-04-15",
            "Strikes hit the town.",
            vec![raqqa, event(2, "ACCUSE", &["FRA"], &["SYR"], "")],
        ),
    ])
}

#[test]
fn each_part_of_a_filter_narrows_it() {
    let (_folder, store) = sample();
    let all = EventFilter::default();
    assert_eq!(found(&store, &all), ["a v3", "a v1", "b v2", "b v1", "a v2"]);
    let rows: Vec<(EventFilter, &[&str])> = vec![
        (EventFilter { actors: codes(&["RUS"]), ..all.clone() }, &["a v1", "a v2"]),
        (EventFilter { recipients: codes(&["SYR"]), ..all.clone() }, &["b v2", "b v1"]),
        (EventFilter { actors: codes(&["RUS", "TUR"]), ..all.clone() }, &["a v1", "a v2"]),
        (
            EventFilter { actors: codes(&["RUS"]), recipients: codes(&["USA", "GBR"]), ..all.clone() },
            &["a v1"],
        ),
        (EventFilter { types: codes(&["ASSAULT", "ACCUSE"]), ..all.clone() }, &["a v3", "b v2", "b v1"]),
        (EventFilter { places: codes(&["SYR"]), ..all.clone() }, &["b v1"]),
        (EventFilter { near: Some(Near { lat: 36.2, lon: 37.16, km: 170.0 }), ..all.clone() }, &["b v1"]),
        (EventFilter { near: Some(Near { lat: 36.2, lon: 37.16, km: 160.0 }), ..all.clone() }, &[]),
        (EventFilter { statuses: codes(&["denied"]), ..all.clone() }, &["a v3"]),
        (EventFilter { min_confidence: 0.7, types: codes(&["ASSAULT"]), ..all.clone() }, &["a v3"]),
        (
            EventFilter {
                words: Words::parse("chem*").ok(),
                types: codes(&["REJECT", "ACCUSE"]),
                ..all.clone()
            },
            &["a v1"],
        ),
    ];
    for (filter, expected) in rows {
        assert_eq!(found(&store, &filter), expected, "{filter:?}");
    }
    assert_eq!(store.find_events(&all, Some(2)).unwrap().len(), 2);
}

#[test]
fn an_event_of_a_month_is_found_by_every_day_of_it() {
    let (_folder, store) = sample();
    let day = |day: &str| chancery::report::parse_day(day);
    let between = |since: &str, until: &str| {
        let filter = EventFilter {
            types: codes(&["CONSULT", "ACCUSE"]),
            since: day(since),
            until: day(until),
            ..EventFilter::default()
        };
        found(&store, &filter)
    };
    assert_eq!(between("2018-04-29", "2018-12-31"), ["a v2"]);
    assert_eq!(between("2018-05-01", "2018-12-31"), [""; 0]);
    // Without a date of its own, an event has the day of publication.
    assert_eq!(between("2018-04-15", "2018-04-15"), ["b v2", "a v2"]);
}

#[test]
fn what_a_report_tells_twice_counts_once() {
    let mut again = event(2, "REJECT", &["RUS"], &[], "2018-04-17");
    again["happening"] = json!("h1");
    let first = event(1, "REJECT", &["RUS"], &["USA"], "2018-04-17");
    let (_folder, store) = store(&[record("a", "2018-04-18", "Some text.", vec![first, again])]);
    let russian = EventFilter { actors: codes(&["RUS"]), ..EventFilter::default() };
    assert_eq!(found(&store, &russian), ["a v1"]);
    assert_eq!(found(&store, &EventFilter { each_report: true, ..russian.clone() }), ["a v2", "a v1"]);
    let trend = store.trend(&russian, Period::Day).unwrap();
    assert_eq!(trend.periods.iter().map(|(_, n)| *n).collect::<Vec<_>>(), [1]);
}

#[test]
fn a_trend_has_every_period_and_says_what_it_cannot_place() {
    let (_folder, store) = sample();
    let trend = store.trend(&EventFilter::default(), Period::Day).unwrap();
    let days: Vec<String> = trend.periods.iter().map(|(day, count)| format!("{day} {count}")).collect();
    assert_eq!(
        days,
        [
            "2018-04-14 1",
            "2018-04-15 1",
            "2018-04-16 0",
            "2018-04-17 1",
            "2018-04-18 0",
            "2018-04-19 0",
            "2018-04-20 1"
        ]
    );
    assert_eq!((trend.too_vague, trend.without_day), (1, 0));
    let trend =
        store.trend(&EventFilter { actors: codes(&["RUS", "TUR"]), ..EventFilter::default() }, Period::Month);
    let trend = trend.unwrap();
    assert_eq!((trend.periods.len(), trend.periods[0].1, trend.too_vague), (1, 2, 0));
}

#[test]
fn the_network_has_a_link_for_each_pair() {
    let (_folder, store) = sample();
    let links =
        store.network(&EventFilter { statuses: codes(&["occurred"]), ..EventFilter::default() }).unwrap();
    let link = |actor: &str, recipient: &str| Link {
        actor: actor.to_owned(),
        recipient: recipient.to_owned(),
        events: 1,
    };
    assert_eq!(links, [link("FRA", "SYR"), link("RUS", "GBR"), link("RUS", "USA"), link("USA", "SYR")]);
}

#[test]
fn a_corrected_report_takes_the_events_of_its_old_version_with_it() {
    let (_folder, store) = store(&[
        record("a", "2018-04-18", "The first text.", vec![event(1, "REJECT", &["RUS"], &[], "")]),
        record("a", "2018-04-18", "The second text.", vec![event(1, "ACCUSE", &["RUS"], &[], "")]),
    ]);
    assert_eq!(found(&store, &EventFilter { types: codes(&["REJECT"]), ..EventFilter::default() }), [""; 0]);
    assert_eq!(found(&store, &EventFilter { actors: codes(&["RUS"]), ..EventFilter::default() }), ["a v1"]);
}

#[test]
fn reports_are_found_by_their_words() {
    let (_folder, store) = sample();
    let (reports, weighed) = store.search(&Words::parse("gas NEAR envoy").unwrap(), 10).unwrap();
    assert!(weighed);
    assert_eq!(reports.len(), 1);
    assert_eq!(reports[0].id, "a");
    assert!(reports[0].snippet.starts_with("\u{E000}Gas"), "{}", reports[0].snippet);
}

#[test]
fn statements_are_found_by_speaker_and_subject() {
    let mut said = record("a", "2018-04-18", "Ivan Petrov said that gas was used in Syria.", vec![]);
    said.entities = serde_json::from_value(
        json!([{"id": "e1", "name": "Ivan Petrov", "kind": "person", "country": "RUS",
        "sector": "GOV", "other_sectors": [], "office": null, "mentions": [[0, 11]]}]),
    )
    .unwrap();
    said.statements =
        serde_json::from_value(json!([{"id": "s1", "speakers": [{"span": [0, 11], "entity": "e1"}],
        "cue": [12, 16], "content": [[17, 43]], "kind": "indirect", "addressees": []}]))
        .unwrap();
    let (_folder, store) = store(&[said]);
    let words = |text: &str| Words::parse(text).ok();
    let count = |filter: StatementFilter| store.find_statements(&filter, None).unwrap().len();
    let all = StatementFilter::default();
    assert_eq!(count(all.clone()), 1);
    assert_eq!(
        count(StatementFilter { speaker: words("\"ivan petrov\""), about: words("Syria"), ..all.clone() }),
        1
    );
    assert_eq!(count(StatementFilter { speaker: words("Syria"), ..all.clone() }), 0);
    assert_eq!(count(StatementFilter { countries: codes(&["RUS"]), ..all.clone() }), 1);
    assert_eq!(count(StatementFilter { since: chancery::report::parse_day("2018-04-19"), ..all }), 0);
}

#[test]
fn what_reports_of_a_story_tell_alike_counts_once() {
    let text: String = (0..100).map(|i| format!("word{i} ")).collect();
    let told = || vec![event(1, "ASSAULT", &["USA"], &["SYR"], "2018-04-14")];
    let (_folder, store) = store(&[
        record("a", "2018-04-18", &text, told()),
        record("b", "2018-04-19", &format!("Once more: {text}"), told()),
        record("c", "2018-04-19", "Another report of the same.", told()),
    ]);
    let once = EventFilter { actors: codes(&["USA"]), ..EventFilter::default() };
    assert_eq!(found(&store, &once).len(), 2);
    assert_eq!(found(&store, &EventFilter { each_report: true, ..once }).len(), 3);
}

#[test]
fn a_store_of_the_first_schema_answers_the_same_when_brought_up_to_date() {
    let (folder, store) = sample();
    let path = folder.path().join("s");
    let acts = |connection: &rusqlite::Connection| -> Vec<String> {
        let columns =
            "actor, recipient, first_day, last_day, event, type, place, status, vouched, confidence, counted";
        let mut select =
            connection.prepare(&format!("SELECT concat_ws(' ', {columns}) FROM acts ORDER BY 1")).unwrap();
        select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let before = acts(store.connection());
    assert_eq!(before.len(), 21);
    drop(store);
    let old = rusqlite::Connection::open(&path).unwrap();
    old.execute_batch(
        "DROP TABLE story_bands; DROP TABLE story_members; DROP TRIGGER acts_of_deleted; DROP TRIGGER acts_of_replaced; DROP TABLE acts; DROP TABLE totals; DROP INDEX IF EXISTS statements_by_report;
         PRAGMA user_version = 1;",
    )
    .unwrap();
    drop(old);
    assert_eq!(acts(Store::open(&path).unwrap().connection()), before);
}
