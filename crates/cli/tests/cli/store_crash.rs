//! Nothing lost: a store after `kill -9`, Ctrl-C, and without room on the disk.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
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
pub fn rows(folder: &Folder, store: &str) -> BTreeMap<String, Vec<Vec<Value>>> {
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
    let mut undisturbed = command(["add", "a.jsonl", "--store", "whole"], &folder).spawn().unwrap();
    await_start(&folder, "whole", &mut undisturbed);
    let began = Instant::now();
    assert_eq!(undisturbed.wait_with_output().unwrap().status.code(), Some(2));
    let whole = u64::try_from(began.elapsed().as_millis()).unwrap() + 1;
    let (mut numbers, mut rounds, mut on_the_way) = (Numbers(7), 0, Vec::new());
    let mut store = String::from("killed-0");
    for kill in 0..KILLS {
        let _ = fs::remove_file(folder.path(&format!("{store}-lock")));
        let mut child = command(["add", "a.jsonl", "--store", &store], &folder).spawn().unwrap();
        await_start(&folder, &store, &mut child);
        if kill % 2 == 0 {
            thread::sleep(Duration::from_millis(numbers.below(whole)));
        } else {
            // Half the moments are chosen by what is in the store, so that a busy machine does not put them all after the end.
            let reports = usize::try_from(numbers.below(REPORTS as u64)).unwrap();
            await_reports(&folder, &store, reports, &mut child);
            thread::sleep(Duration::from_millis(numbers.below(whole / 10 + 1)));
        }
        child.kill().unwrap();
        let output = child.wait_with_output().unwrap();
        let done = added(&folder, &store);
        // What was not killed has come to its end.
        assert!(output.status.code().is_none() || done == REPORTS, "{output:?}");
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
    assert!(on_the_way.len() >= 3, "the kills came too early or too late");
}

/// Waits until a run has begun with a store (before that it has touched nothing) or has ended.
fn await_start(folder: &Folder, store: &str, run: &mut Child) {
    while !folder.path(&format!("{store}-lock")).exists() && run.try_wait().unwrap().is_none() {
        thread::sleep(Duration::from_millis(1));
    }
}

/// Waits until so many reports are in the store, or the run has ended.
fn await_reports(folder: &Folder, store: &str, reports: usize, run: &mut Child) {
    while added(folder, store) < reports && run.try_wait().unwrap().is_none() {
        thread::sleep(Duration::from_millis(1));
    }
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
        .args(["-c", "trap '' XFSZ; ulimit -f 2400; exec \"$0\" add a.jsonl --store s"])
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

#[test]
fn what_stands_before_the_break_of_an_archive_is_kept_and_the_whole_one_completes_it() {
    let folder = Folder::new("store-truncated");
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(reports(300).as_bytes()).unwrap();
    let packed = encoder.finish().unwrap();
    folder.write("a.jsonl.gz", &packed[..packed.len() / 2]);
    let run = chancery(["add", "a.jsonl.gz", "--store", "s"], &folder, b"");
    assert_eq!(run.code, 2);
    let first = added(&folder, "s");
    assert!(first > 20 && first < 300, "{first}");
    let rejects = fs::read_to_string(folder.path("s.rejects.tsv")).unwrap();
    assert!(rejects.contains(&format!("\na.jsonl.gz\tline {}\t", first + 1)), "{rejects}");
    folder.write("a.jsonl.gz", &packed);
    let run = chancery(["add", "a.jsonl.gz", "--store", "s"], &folder, b"");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert_eq!(added(&folder, "s"), 300);
    assert!(!folder.path("s.rejects.tsv").exists());
}

#[test]
fn in_a_folder_that_cannot_be_written_to_a_store_can_be_read() {
    let folder = Folder::new("store-read-only");
    folder.write("a.txt", "Rain fell on the town.");
    assert_eq!(chancery(["add", "a.txt", "--store", "s"], &folder, b"").code, 0);
    let set = |mode| fs::set_permissions(folder.path(""), fs::Permissions::from_mode(mode)).unwrap();
    let show = |mut command: Command| {
        // The administrator may write everywhere: be somebody else.
        if fs::metadata(folder.path("s")).unwrap().uid() == 0 {
            command.uid(65534);
        }
        command.output().unwrap()
    };
    set(0o555);
    let id = chancery::report::hash("Rain fell on the town.");
    let shown = show(command(["show", &id, "--store", "s", "--format", "jsonl"], &folder));
    let added = show(command(["add", "a.txt", "--store", "s"], &folder));
    set(0o755);
    assert!(String::from_utf8_lossy(&shown.stdout).contains("Rain fell"), "{shown:?}");
    assert_eq!(added.status.code(), Some(2));
    let message = String::from_utf8_lossy(&added.stderr).into_owned();
    assert!(message.starts_with("chancery: s: cannot be written to: "), "{message}");
}
