//! The golden reports: `golden/*.md`.
//!
//! Each file holds a report and, under `## Expected`, what is right to find in it, a line each, decided by people. Where
//! the program still errs, `## Not yet` says so: `+` a right line that it misses, `-` a wrong line that it gives.
//! `UPDATE=1 cargo test -p chancery-cli golden` rewrites `## Not yet`, and gives a new file its first `## Expected` to be corrected by hand.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::golden_report::{self, GoldenReport};
use crate::harness::{Folder, chancery};
use chancery::record::Record;

fn golden_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "md") && !path.ends_with("README.md"))
        .collect();
    files.sort();
    files
}

#[test]
fn golden_reports_come_out_as_their_files_say() {
    let files = golden_files();
    let reports: Vec<GoldenReport> =
        files.iter().map(|path| GoldenReport::parse(&fs::read_to_string(path).unwrap())).collect();
    let lines: String = reports
        .iter()
        .zip(&files)
        .map(|(report, path)| report.json(&path.file_stem().unwrap().to_string_lossy()) + "\n")
        .collect();
    let folder = Folder::new("golden");
    folder.write("reports.jsonl", lines);
    let records = chancery(["read", "--format", "jsonl", "reports.jsonl"], &folder, b"");
    assert_eq!(records.stderr, "");
    let records: BTreeMap<String, Record> = records
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .map(|record: Record| (record.id.clone(), record))
        .collect();

    let mut wrong = String::new();
    for (mut report, path) in reports.into_iter().zip(&files) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let found = golden_report::lines_of(&records[&name]);
        let differences = report.differences(&found);
        if std::env::var_os("UPDATE").is_some() {
            report.update(&found);
            fs::write(path, report.markdown()).unwrap();
        } else if differences != report.not_yet {
            wrong += &format!(
                "{name}.md\n  its \"Not yet\" says\n{}  but now it is\n{}",
                indented(&report.not_yet),
                indented(&differences)
            );
        }
    }
    assert!(
        wrong.is_empty(),
        "{wrong}\nIf this is progress: UPDATE=1 cargo test -p chancery-cli golden, and look at the diff."
    );
}

#[test]
fn the_readme_shows_what_its_command_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let folder = Folder::new("readme");
    folder.write("talks.txt", fs::read(root.join("golden/inputs/talks.txt")).unwrap());
    let printed = chancery(["read", "--format", "text", "talks.txt"], &folder, b"").stdout;
    let (before, rest) = readme.split_once("```text\n").unwrap();
    let (shown, after) = rest.split_once("```").unwrap();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root.join("README.md"), format!("{before}```text\n{printed}```{after}")).unwrap();
    } else {
        assert_eq!(shown, printed, "UPDATE=1 cargo test -p chancery-cli readme");
    }
}

fn indented(lines: &[String]) -> String {
    lines.iter().map(|line| format!("    {line}\n")).collect()
}
