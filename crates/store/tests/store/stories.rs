//! Stories: copies of a report.

use chancery::record::Record;
use chancery::report::parse_day;
use chancery::{Reading, Report};
use chancery_store::{ReportKey, Store, Writer};

use crate::versions::provenance;

/// Some two hundred words that no other `topic` has.
fn text(topic: &str) -> String {
    (0..200).map(|i| format!("{topic}{i} ")).collect()
}

fn report(id: &str, day: &str, text: &str) -> Report {
    Report { id: id.to_owned(), published: parse_day(day), ..Report::from_text(text) }
}

fn record(report: &Report) -> Record {
    Record::new(report, &Reading { published: report.published, ..Reading::default() })
}

fn keys(store: &Store, key: i64) -> Option<Vec<i64>> {
    store.story_of(ReportKey(key)).unwrap().map(|story| story.members.iter().map(|key| key.0).collect())
}

#[test]
fn copies_join_the_story_of_their_original() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(&folder.path().join("s"), provenance("1")).unwrap();
    let cut: String = text("rain").split_inclusive(' ').take(120).collect();
    let reports = [
        report("a", "2018-04-18", &text("rain")),
        report("b", "2018-04-18", &text("sun")),
        report("c", "2018-04-19", &cut),
        report("d", "2018-05-18", &text("rain")),
        report("e", "2018-04-20", &format!("New headline for old news\n\n{}", text("rain"))),
    ];
    for report in &reports {
        writer.add(report, &record(report), None).unwrap();
    }
    let store = writer.store();
    assert_eq!(keys(store, 3), Some(vec![1, 3, 5]));
    assert_eq!((keys(store, 2), keys(store, 4)), (Some(vec![2]), Some(vec![4])));
    let large = store.stories(2, 10).unwrap();
    assert_eq!(large.iter().map(|story| story.key).collect::<Vec<_>>(), [ReportKey(1)]);
    assert_eq!(keys(store, 6), None);
}

#[test]
fn a_corrected_report_leaves_its_story_and_joins_the_one_of_its_new_text() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(&folder.path().join("s"), provenance("1")).unwrap();
    for report in [
        report("a", "2018-04-18", &text("rain")),
        report("b", "2018-04-18", &format!("Once more: {}", text("rain"))),
        report("c", "2018-04-18", &text("sun")),
        report("a", "2018-04-18", &format!("A correction. {}", text("sun"))),
    ] {
        writer.add(&report, &record(&report), None).unwrap();
    }
    let store = writer.store();
    assert_eq!(keys(store, 1), None);
    assert_eq!((keys(store, 2), keys(store, 4)), (Some(vec![2]), Some(vec![3, 4])));
}

#[test]
fn reports_of_a_store_made_before_there_were_stories_enter_theirs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s");
    let mut writer = Writer::open(&path, provenance("1")).unwrap();
    for (id, more) in [("a", ""), ("b", "Once more")] {
        let report = report(id, "2018-04-18", &format!("{more} {}", text("rain")));
        writer.add(&report, &record(&report), None).unwrap();
    }
    writer.commit().unwrap();
    drop(writer);
    let old = rusqlite::Connection::open(&path).unwrap();
    old.execute_batch(
        "DROP TABLE story_bands; DROP TABLE story_members; DROP TABLE totals; DROP TRIGGER IF EXISTS totals_of_added;
         DROP TRIGGER totals_of_deleted; DROP TRIGGER IF EXISTS totals_of_repeats; DROP INDEX acts_by_status; PRAGMA user_version = 2;",
    )
    .unwrap();
    drop(old);
    let writer = Writer::open(&path, provenance("1")).unwrap();
    assert_eq!(keys(writer.store(), 2), Some(vec![1, 2]));
}
