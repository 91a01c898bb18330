//! `chancery add` and what looks after its store.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use crate::harness::{Folder, Run, chancery};

/// A JSONL file of `count` short reports of our own, every one another.
pub fn reports(count: usize) -> String {
    let places = ["Geneva", "Vienna", "Oslo", "Cairo", "Quito"];
    (0..count)
        .map(|i| {
            let place = places[i % places.len()];
            let text = format!(
                "Envoys of Iran and France met in {place} on Tuesday. “We reject plan {i},” the Iranian envoy said. \
                 Police in {place} arrested {} protesters.",
                i + 2
            );
            let report = serde_json::json!({
                "id": format!("r{i}"), "title": format!("Talks, day {i}"), "published": "2018-04-18", "text": text
            });
            format!("{report}\n")
        })
        .collect()
}

fn count(folder: &Folder, store: &str, sql: &str) -> i64 {
    let connection = Connection::open(folder.path(store)).unwrap();
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_report_comes_out_of_the_store_as_read_prints_it() {
    let folder = Folder::new("store-round-trip");
    for name in ["page.html", "talks.txt", "wire.jsonl"] {
        let path = format!("{}/../../golden/inputs/{name}", env!("CARGO_MANIFEST_DIR"));
        folder.write(&format!("in/{name}"), fs::read(path).unwrap());
    }
    let read = chancery(["read", "--format", "jsonl", "in"], &folder, b"");
    let add = chancery(["add", "in", "--store", "s"], &folder, b"");
    assert_eq!((add.code, add.stderr.as_str()), (0, ""));
    assert!(add.stdout.starts_with("s: 4 new reports; "), "{}", add.stdout);
    for line in read.stdout.lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let id = record["id"].as_str().unwrap();
        let show = chancery(["show", id, "--store", "s", "--format", "jsonl"], &folder, b"");
        assert_eq!((show.code, show.stdout.trim_end()), (0, line));
    }
    assert_eq!(names(&folder.path("")), ["in", "s"], "nothing is left beside the store");
}

#[test]
fn the_same_command_again_changes_nothing_and_new_text_is_a_new_version() {
    let folder = Folder::new("store-again");
    folder.write("a.jsonl", reports(5));
    assert_eq!(chancery(["add", "a.jsonl"], &folder, b"").code, 0);
    let before = fs::read(folder.path("news.chancery")).unwrap();
    let again = chancery(["add", "a.jsonl"], &folder, b"");
    assert_eq!(again.code, 0);
    assert!(
        again.stdout.contains("0 new reports, 5 known already; 0 events, 0 statements added"),
        "{}",
        again.stdout
    );
    assert!(before == fs::read(folder.path("news.chancery")).unwrap(), "the file changed");
    folder.write("b.jsonl", reports(5).replace("plan 3", "plan three"));
    let corrected = chancery(["add", "b.jsonl"], &folder, b"");
    assert!(
        corrected.stdout.contains("0 new reports, 1 new version, 4 known already"),
        "{}",
        corrected.stdout
    );
    assert!(chancery(["show", "r3"], &folder, b"").stdout.contains("plan three"));
    let versions = chancery(["show", "r3", "--versions"], &folder, b"").stdout;
    assert_eq!(versions.lines().count(), 2);
    assert!(versions.lines().nth(1).unwrap().contains("plan 3"));
    let old =
        "SELECT count(*) FROM events JOIN reports USING (report) WHERE reports.current <> events.current";
    assert_eq!(count(&folder, "news.chancery", old), 0);
}

#[test]
fn what_gives_no_report_is_noted_until_it_does() {
    let folder = Folder::new("store-rejects");
    let good = reports(3);
    let lines: Vec<&str> = good.lines().collect();
    folder.write("a.jsonl", format!("{}\n{{\"text\":\n{}\n", lines[0], lines[2]));
    let run = chancery(["add", "a.jsonl", "gone.txt"], &folder, b"");
    assert_eq!(run.code, 2);
    assert!(run.stdout.contains("2 new reports, 2 rejected"), "{}", run.stdout);
    assert!(run.stderr.contains("chancery: a.jsonl:2: not a JSON object"), "{}", run.stderr);
    let rejects = fs::read_to_string(folder.path("news.chancery.rejects.tsv")).unwrap();
    let rejected: Vec<&str> = rejects.lines().collect();
    assert_eq!(rejected.len(), 3, "{rejects}");
    assert!(rejected[1].starts_with("a.jsonl\tline 2\tnot a JSON object"), "{rejects}");
    assert!(rejected[2].starts_with("gone.txt\t\tcannot be read"), "{rejects}");
    folder.write("a.jsonl", &good);
    folder.write("gone.txt", "Rain fell on the town.");
    let run = chancery(["add", "a.jsonl", "gone.txt"], &folder, b"");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains("2 new reports, 2 known already"), "{}", run.stdout);
    assert!(!folder.path("news.chancery.rejects.tsv").exists());
    assert_eq!(count(&folder, "news.chancery", "SELECT count(*) FROM rejects"), 0);
}

#[test]
fn wrong_stores_are_told_apart() {
    let folder = Folder::new("store-wrong");
    folder.write("a.txt", "Rain fell on the town.");
    folder.write("notes", "These are notes on the talks and no store at all. ".repeat(20));
    let fails = |run: Run, message: &str| {
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.starts_with(&format!("chancery: {message}")), "{}", run.stderr);
    };
    fails(chancery(["verify", "--store", "none"], &folder, b""), "none: no such store");
    fails(chancery(["add", "a.txt", "--store", "notes"], &folder, b""), "notes: not a Chancery store");
    fails(chancery(["show", "a", "--store", "notes"], &folder, b""), "notes: not a Chancery store");
    fails(
        chancery(["add", "a.txt", "--store", "no/such/folder"], &folder, b""),
        "no/such/folder: cannot be written to",
    );
    assert_eq!(chancery(["add", "a.txt", "--store", "s"], &folder, b"").code, 0);
    let connection = Connection::open(folder.path("s")).unwrap();
    connection.pragma_update(None, "user_version", 900).unwrap();
    drop(connection);
    fails(chancery(["add", "a.txt", "--store", "s"], &folder, b""), "s: a store of schema 900");
    fails(chancery(["verify", "--store", "s"], &folder, b""), "s: a store of schema 900");
}

#[test]
fn a_second_writer_is_refused() {
    let folder = Folder::new("store-busy");
    folder.write("a.txt", "Rain fell on the town.");
    let lock = fs::File::create(folder.path("s-lock")).unwrap();
    lock.lock().unwrap();
    let run = chancery(["add", "a.txt", "--store", "s"], &folder, b"");
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (2, "chancery: s: another chancery is writing to this store; wait until it has finished\n")
    );
    drop(lock);
    assert_eq!(chancery(["add", "a.txt", "--store", "s"], &folder, b"").code, 0);
}

#[test]
fn a_changed_text_and_a_changed_quote_are_found() {
    let folder = Folder::new("store-verify");
    folder.write("a.jsonl", reports(3));
    chancery(["add", "a.jsonl", "--store", "s"], &folder, b"");
    let run = chancery(["verify", "--store", "s"], &folder, b"");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(
        run.stdout.contains("3 report versions, ") && run.stdout.contains(" checked: nothing is wrong\n")
    );
    assert!(run.stdout.contains("3 reports read by chancery "), "{}", run.stdout);
    let connection = Connection::open(folder.path("s")).unwrap();
    connection.execute("UPDATE texts SET text = replace(text, 'Oslo', 'Bonn') WHERE report = 3", []).unwrap();
    connection
        .execute("UPDATE parties SET span_start = span_start + 1 WHERE event >> 20 = 1 AND ordinal = 0", [])
        .unwrap();
    drop(connection);
    let run = chancery(["verify", "--store", "s"], &folder, b"");
    assert_eq!(run.code, 1);
    for fault in ["r0: party of v1: ", "r2: the text is not the one whose hash was stored", "r2: sentences: "]
    {
        assert!(run.stderr.contains(fault), "{fault} is not in\n{}", run.stderr);
    }
    assert!(!run.stderr.contains("r1: "), "{}", run.stderr);
}

#[test]
fn what_another_lexicon_read_is_read_again() {
    let folder = Folder::new("store-reread");
    folder.write("a.jsonl", reports(3));
    folder.write("other/lexicon/events/COERCE.toml", "");
    let add = ["add", "a.jsonl", "--store", "s", "--lexicon", "other"];
    let run = chancery(add, &folder, b"");
    if run.code == 2 {
        // An empty file of events is refused: a file of skip patterns that fits nothing will do.
        fs::remove_file(folder.path("other/lexicon/events/COERCE.toml")).unwrap();
        folder.write("other/lexicon/skip.tsv", "why\twhere\tpattern\tyes\tno\n");
        let run = chancery(add, &folder, b"");
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    let dry = chancery(["reread", "--store", "s", "--dry-run"], &folder, b"");
    assert!(dry.stdout.starts_with("s: 3 reports read again, "), "{}", dry.stdout);
    let run = chancery(["reread", "--store", "s", "--diff"], &folder, b"");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("s: 3 reports read again, "), "{}", run.stdout);
    let again = chancery(["reread", "--store", "s"], &folder, b"");
    assert_eq!(again.stdout, "s: 0 reports read again, 0 records changed; 3 were up to date\n");
    let read = chancery(["read", "--format", "jsonl", "a.jsonl"], &folder, b"");
    let show = chancery(["show", "r1", "--store", "s", "--format", "jsonl"], &folder, b"");
    assert_eq!(read.stdout.lines().nth(1), Some(show.stdout.trim_end()));
    assert_eq!(chancery(["verify", "--store", "s"], &folder, b"").code, 0);
}

#[test]
fn a_mistyped_input_is_no_reject_and_makes_no_store() {
    let folder = Folder::new("mistyped");
    let run = chancery(["add", "no-such-folder", "--store", "s"], &folder, b"");
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (2, "chancery: no-such-folder: no such file or folder\nchancery: nothing was added\n")
    );
    assert!(!folder.path("s").exists());
}

#[test]
fn a_file_without_records_is_given_up_soon() {
    let folder = Folder::new("no-records");
    folder.write("a.txt", "The envoys met in Oslo.\n".repeat(100));
    let run = chancery(["import", "a.txt", "--store", "s"], &folder, b"");
    assert_eq!((run.code, run.stderr.lines().count()), (2, 21), "{}", run.stderr);
    assert!(
        run.stderr.ends_with("a.txt: no record among the first 20; the rest is left out\n"),
        "{}",
        run.stderr
    );
}
