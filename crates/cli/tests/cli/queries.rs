//! A store asked through the binary: from an archive to tables, charts and files, and back.

use crate::harness::{Folder, Run, chancery, saved};

/// Two reports of our own prose.
const NEWS: &str = concat!(
    r#"{"id":"n1","published":"2018-04-18","publisher":"The Example","text":"Russia rejected a British proposal on Tuesday. "#,
    r#"“The winter was a long one,” Russian foreign minister Sergei Lavrov said. Police in Ankara detained 12 protesters, an opposition lawmaker said."}"#,
    "\n",
    r#"{"id":"n2","published":"2018-05-03","publisher":"The Example","text":"Turkish police arrested two journalists in Ankara on Wednesday. "#,
    r#"Russia condemned the United States."}"#,
    "\n"
);

/// A folder with the store `news.chancery`.
fn archive(name: &str) -> Folder {
    let folder = Folder::new(name);
    let records = chancery(["read", "--format", "jsonl", "-"], &folder, NEWS.as_bytes());
    folder.write("records.jsonl", &records.stdout);
    let run = chancery(["import", "records.jsonl"], &folder, b"");
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (0, "2 new, 0 new versions, 0 known, 0 failed\n"),
        "{}",
        run.stderr
    );
    folder
}

fn ask<const N: usize>(folder: &Folder, arguments: [&str; N]) -> Run {
    let run = chancery(arguments, folder, b"");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    run
}

#[test]
fn events_are_a_table_for_people_and_rows_for_programs() {
    let folder = archive("q-events");
    let table = ask(&folder, ["events", "--actor", "russia"]).stdout;
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 3, "{table}");
    assert!(
        lines[1].starts_with("(2018-05-03)  RUS Russia") && lines[1].contains("USA United States"),
        "{table}"
    );
    assert!(lines[2].starts_with("2018-04-17    RUS Russia") && lines[2].contains("REJECT"), "{table}");
    let csv = ask(&folder, ["events", "--actor", "RUS", "--type", "reject", "--format", "csv"]).stdout;
    assert_eq!(csv.lines().count(), 2, "{csv}");
    assert!(csv.contains("\nn1,2018-04-18,The Example,,"), "{csv}");
    let none = chancery(["events", "--actor", "FJI"], &folder, b"");
    assert_eq!((none.code, none.stdout.as_str()), (1, ""));
}

#[test]
fn what_cannot_be_asked_is_explained() {
    let folder = archive("q-wrong");
    for (arguments, expected) in [
        (["events", "--actor", "Ruritania"], "not a country's code"),
        (["events", "--type", "REJCT"], "no event type REJCT; PLOVER's are ACCUSE, "),
        (["events", "--since", "April"], "a day (2018-04-17), month (2018-04) or year (2018)"),
        (["events", "--near", "91,0,5km"], "degrees north, degrees east and kilometres"),
        (["events", "--text", "gas AND"], "a word is missing, at character 8"),
        (["statements", "--speaker", "\"Lavrov"], "a quotation mark without its second"),
        (["events", "--store", "none.chancery"], "none.chancery: no such store"),
    ] {
        let run = chancery(arguments, &folder, b"");
        assert_eq!(run.code, 2, "{arguments:?}");
        assert!(run.stderr.contains(expected), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn statements_and_reports_are_found_by_their_words() {
    let folder = archive("q-words");
    let statements = ask(&folder, ["statements", "--speaker", "Lavrov", "--about", "winter"]).stdout;
    assert!(
        statements.contains("RUS Sergei Lavrov") && statements.contains("The winter was a long one"),
        "{statements}"
    );
    let reports = ask(&folder, ["search", "police NEAR protest*"]).stdout;
    assert!(reports.starts_with("2018-04-18 · The Example · n1\n    "), "{reports}");
    assert!(
        reports.ends_with("*Police* in Ankara detained 12 *protesters*, an opposition lawmaker said.\n"),
        "{reports}"
    );
}

#[test]
fn a_trend_is_a_chart_and_csv() {
    let folder = archive("q-trend");
    let chart = ask(&folder, ["trend", "--by", "month", "--actor", "RUS"]).stdout;
    assert!(chart.starts_with("2018-04  1  ████") && chart.lines().count() == 2, "{chart}");
    let csv = ask(&folder, ["trend", "--by", "week", "--actor", "RUS", "--format", "csv"]).stdout;
    assert_eq!(
        csv,
        "period,first_day,events\n2018-W16,2018-04-16,1\n2018-W17,2018-04-23,0\n2018-W18,2018-04-30,1\n"
    );
}

#[test]
fn a_network_has_who_acts_on_whom() {
    let folder = archive("q-network");
    let csv = ask(&folder, ["network", "--actor", "RUS", "--format", "csv"]).stdout;
    assert!(csv.starts_with("actor,recipient,events\nRUS,") && csv.contains("RUS,USA,1\n"), "{csv}");
    let graph = ask(&folder, ["network", "--since", "2018-05", "--format", "graphml"]).stdout;
    assert!(graph.contains("<edge source=\"RUS\" target=\"USA\">"), "{graph}");
}

#[test]
fn what_is_exported_comes_back_the_same() {
    let folder = archive("q-export");
    let jsonl = ask(&folder, ["export", "--format", "jsonl"]).stdout;
    assert_eq!(jsonl, folder.read("records.jsonl"));
    let code = saved(["export", "--format", "parquet"], &folder, "all.parquet");
    assert_eq!(code, 0);
    ask(&folder, ["import", "--store", "again.chancery", "all.parquet"]);
    assert_eq!(ask(&folder, ["export", "--store", "again.chancery", "--format", "jsonl"]).stdout, jsonl);
}

#[test]
#[cfg(unix)]
fn a_store_comes_back_row_by_row_from_what_was_exported() {
    use crate::store_crash::rows;

    let folder = Folder::new("q-rows");
    let undated = r#"{"id":"n3","text":"ANKARA, May 4, 2018 — Turkey condemned the attack, its foreign minister said."}"#;
    folder.write("news.jsonl", format!("{NEWS}{undated}\n"));
    folder.write("page.txt", "France expelled two Russian diplomats on Monday.");
    ask(&folder, ["add", "news.jsonl", "page.txt"]);
    folder.write("news.jsonl", NEWS.replace("two journalists", "three journalists"));
    ask(&folder, ["add", "news.jsonl"]);
    // Half of it read by another program.
    rusqlite::Connection::open(folder.path("news.chancery"))
        .unwrap()
        .execute_batch(
            "INSERT INTO readings SELECT 2, schema, '0.0.1', 'a', 'b', 'c' FROM readings;
             UPDATE reports SET reading = 2 WHERE report > 2;",
        )
        .unwrap();
    let whole = rows(&folder, "news.chancery");
    assert_eq!((whole["reports"].len(), whole["readings"].len()), (5, 2));
    for format in ["jsonl", "parquet"] {
        let file = format!("all.{format}");
        assert_eq!(saved(["export", "--all-versions", "--format", format], &folder, &file), 0);
        ask(&folder, ["import", "--store", format, &file]);
        let again = rows(&folder, format);
        for (table, rows) in &whole {
            assert_eq!(again.get(table), Some(rows), "{format}: {table}");
        }
    }
    let said = ask(&folder, ["verify", "--store", "parquet"]).stdout;
    assert!(said.contains("reports read by chancery 0.0.1, model a, lexicon b, gazetteer c"), "{said}");
}

#[test]
fn copies_are_a_story_and_their_events_count_once() {
    let text = "Russia rejected a British proposal on Tuesday after two days of talks in Geneva. The proposal would have let inspectors \
        into the town without further delay. Diplomats said that another round of talks was planned for the coming week.";
    let folder = Folder::new("q-stories");
    let wire = format!(
        "{{\"id\":\"w1\",\"published\":\"2018-04-18\",\"title\":\"Draft rejected\",\"text\":\"{text}\"}}\n\
         {{\"id\":\"w2\",\"published\":\"2018-04-19\",\"text\":\"{text} More soon.\"}}\n"
    );
    folder.write("wire.jsonl", wire);
    assert_eq!(chancery(["add", "wire.jsonl"], &folder, b"").code, 0);
    let stories = ask(&folder, ["stories"]).stdout;
    assert_eq!(stories, "2 reports: Draft rejected\n  2018-04-18 · w1\n  2018-04-19 · w2\n");
    let count = |arguments: [&str; 7]| ask(&folder, arguments).stdout.lines().count() - 1;
    let once = count(["events", "--actor", "RUS", "--type", "REJECT", "--format", "csv"]);
    let each =
        ask(&folder, ["events", "--actor", "RUS", "--type", "REJECT", "--format", "csv", "--each-report"]);
    assert_eq!((once, each.stdout.lines().count() - 1), (1, 2));
}
