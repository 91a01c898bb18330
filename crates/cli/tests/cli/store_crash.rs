//! Nothing lost: a store after `kill -9`, Ctrl-C, and without room on the disk.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::harness::{Folder, chancery, command};
use crate::store::reports;

/// Runs of `chancery add` that are killed.
const KILLS: usize = 50;

/// Reports of the archive: they take several kills to be added.
const REPORTS: usize = 120;

/// All rows of all tables, and where every word stands in the indices of words.
fn rows(folder: &Folder, store: &str) -> BTreeMap<String, Vec<Vec<Value>>> {
    let connection = Connection::open(folder.path(store)).unwrap();
    connection
        .execute_batch(
            "CREATE VIRTUAL TABLE temp.report_word USING fts5vocab (main, report_words, instance);
             CREATE VIRTUAL TABLE temp.statement_word USING fts5vocab (main, statement_words, instance);",
        )
        .unwrap();
    let tables = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'";
    let mut names: Vec<String> = connection
        .prepare(tables)
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(names.len() >= 14, "{names:?}");
    names.extend(["temp.report_word".to_owned(), "temp.statement_word".to_owned()]);
    let mut all = BTreeMap::new();
    for name in names {
        let mut statement = connection.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns = statement.column_count();
        let rows = statement
            .query_map([], |row| (0..columns).map(|i| row.get::<_, Value>(i)).collect::<Result<Vec<_>, _>>())
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        all.insert(name, rows);
    }
    all
}

/// How many reports are in the store; none when it has not begun.
fn added(folder: &Folder, store: &str) -> usize {
    Connection::open(folder.path(store))
        .and_then(|c| c.query_row("SELECT count(*) FROM reports", [], |row| row.get::<_, u32>(0)))
        .map_or(0, |count| count.try_into().unwrap())
}

/// Numbers that look random and are the same each time (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit
    }
}

#[test]
fn killed_fifty_times_the_store_is_in_the_end_that_of_an_undisturbed_run() {
    let folder = Folder::new("store-kill");
    let mut lines = reports(REPORTS);
    let half = lines.match_indices('\n').nth(REPORTS / 2).unwrap().0;
    lines.insert_str(half, "\n{\"text\":");
    lines.push_str("no report\n");
    folder.write("a.jsonl", lines);
    let began = Instant::now();
    assert_eq!(chancery(["add", "a.jsonl", "--store", "whole"], &folder, b"").code, 2);
    let whole = u64::try_from(began.elapsed().as_millis()).unwrap();
    let (mut numbers, mut rounds, mut on_the_way) = (Numbers(7), 0, Vec::new());
    let mut store = String::from("killed-0");
    for _ in 0..KILLS {
        let mut child = command(["add", "a.jsonl", "--store", &store], &folder).spawn().unwrap();
        thread::sleep(Duration::from_millis(numbers.below(whole)));
        child.kill().unwrap();
        child.wait().unwrap();
        let done = added(&folder, &store);
        if done == REPORTS {
            rounds += 1;
            check(&folder, &store);
            store = format!("killed-{rounds}");
        } else if done > 0 {
            on_the_way.push(done);
        }
    }
    check(&folder, &store);
    assert_eq!(chancery(["verify", "--store", &store], &folder, b"").code, 0);
    println!("{KILLS} kills, {} of them with a store begun and not done: {on_the_way:?}", on_the_way.len());
    assert!(on_the_way.len() >= 3, "the kills came too early or too late: {on_the_way:?}");
}

/// Completes a store and compares it with the undisturbed one.
fn check(folder: &Folder, store: &str) {
    assert_eq!(chancery(["add", "a.jsonl", "--store", store], folder, b"").code, 2);
    let (expected, found) = (rows(folder, "whole"), rows(folder, store));
    assert_eq!(expected["reports"].len(), REPORTS);
    for (name, rows) in &expected {
        assert!(found[name] == *rows, "{store}: rows of {name} differ");
    }
}

#[test]
fn ctrl_c_finishes_the_batch_and_the_same_command_does_the_rest() {
    let folder = Folder::new("store-interrupt");
    folder.write("a.jsonl", reports(600));
    let child = command(["add", "a.jsonl", "--store", "s"], &folder).spawn().unwrap();
    while added(&folder, "s") == 0 {
        thread::sleep(Duration::from_millis(20));
    }
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    let output = child.wait_with_output().unwrap();
    let messages = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{messages}");
    assert!(
        messages.ends_with("interrupted; what was committed is in s; the same command again does the rest\n"),
        "{messages}"
    );
    let first = added(&folder, "s");
    assert!(first > 0 && first < 600, "{first}");
    let run = chancery(["add", "a.jsonl", "--store", "s"], &folder, b"");
    assert_eq!(run.code, 0);
    assert!(
        run.stdout.starts_with(&format!("s: {} new reports, {first} known already", 600 - first)),
        "{}",
        run.stdout
    );
}

#[test]
fn without_room_what_was_committed_stays_and_a_second_run_completes_it() {
    let folder = Folder::new("store-full");
    folder.write("a.jsonl", reports(250));
    // The shell's limit of file size, in blocks of 512 bytes, stands for the end of the disk.
    let child = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 1000; exec \"$0\" add a.jsonl --store s"])
        .arg(env!("CARGO_BIN_EXE_chancery"))
        .current_dir(folder.path(""))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let messages = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{messages}");
    assert!(messages.contains("the same command again does the rest"), "{messages}");
    let first = added(&folder, "s");
    assert!(first > 0 && first < 250, "{first}: {messages}");
    assert_eq!(chancery(["verify", "--store", "s"], &folder, b"").code, 0);
    assert_eq!(chancery(["add", "a.jsonl", "--store", "s"], &folder, b"").code, 0);
    assert_eq!(added(&folder, "s"), 250);
}
