//! Nothing twice: known reports and new versions.

use chancery::record::{Record, SCHEMA};
use chancery::{Reading, Report};
use chancery_store::{Added, Provenance, ReportKey, Store, Writer};

/// What reads the reports of these tests.
pub fn provenance(program: &str) -> Provenance {
    Provenance {
        schema: SCHEMA.to_owned(),
        program: program.to_owned(),
        model: "m".to_owned(),
        lexicon: "l".to_owned(),
        gazetteer: "g".to_owned(),
    }
}

/// A report of that id and text.
pub fn report(id: &str, text: &str) -> Report {
    Report { id: id.to_owned(), ..Report::from_text(text) }
}

/// Adds reports of which nothing was read, and commits.
pub fn add(writer: &mut Writer, reports: &[Report]) -> Vec<Added> {
    let added = reports
        .iter()
        .map(|report| writer.add(report, &Record::new(report, &Reading::default()), None).unwrap())
        .collect();
    writer.commit().unwrap();
    added
}

#[test]
fn the_same_report_again_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(&folder.path().join("s"), provenance("1")).unwrap();
    let dated = Report { published: chancery::report::parse_day("2018-04-18"), ..report("a", "Rain.") };
    let reports = [dated, report("a", "Rain."), report("b", "Rain.")];
    let expected = [Added::New(ReportKey(1)), Added::Known(ReportKey(1)), Added::New(ReportKey(2))];
    assert_eq!(add(&mut writer, &reports), expected);
    assert_eq!(add(&mut writer, &reports)[2], Added::Known(ReportKey(2)));
}

#[test]
fn a_corrected_report_is_a_new_version_and_the_old_one_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s");
    let mut writer = Writer::open(&path, provenance("1")).unwrap();
    let first = report("a", "Rain fell.");
    let second = report("a", "Rain and snow fell.");
    let expected = [Added::New(ReportKey(1)), Added::Version(ReportKey(2)), Added::Known(ReportKey(1))];
    assert_eq!(add(&mut writer, &[first.clone(), second, first]), expected);
    let store = Store::open(&path).unwrap();
    assert_eq!(store.of_id("a", false).unwrap(), [ReportKey(2), ReportKey(1)]);
    assert_eq!(store.record(ReportKey(1)).unwrap().unwrap().text, "Rain fell.");
    assert_eq!(store.next(ReportKey(0), false).unwrap(), Some(ReportKey(2)));
    assert_eq!(store.next(ReportKey(0), true).unwrap(), Some(ReportKey(1)));
}

#[test]
fn a_page_is_known_by_its_url_and_a_site_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(&folder.path().join("s"), provenance("1")).unwrap();
    let at = |url: &str, text: &str| Report { url: Some(url.to_owned()), ..Report::from_text(text) };
    let added = add(
        &mut writer,
        &[
            at("https://example.org/rain", "Rain."),
            at("https://example.org/rain", "More rain."),
            at("https://example.org/", "Snow."),
            at("https://example.org/", "More snow."),
            at("https://example.org/other", "Rain."),
        ],
    );
    let new: Vec<bool> = added.iter().map(|added| matches!(added, Added::New(_))).collect();
    assert_eq!(new, [true, false, true, true, true]);
}

#[test]
fn two_publishers_may_count_alike() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::open(&folder.path().join("s"), provenance("1")).unwrap();
    let by =
        |publisher: &str, text: &str| Report { publisher: Some(publisher.to_owned()), ..report("1", text) };
    let added =
        add(&mut writer, &[by("The Example", "Rain."), by("The Other", "Snow."), by("The Other", "Hail.")]);
    assert_eq!(added[1], Added::New(ReportKey(2)));
    assert_eq!(added[2], Added::Version(ReportKey(3)));
}
