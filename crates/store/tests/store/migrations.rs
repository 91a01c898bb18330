//! Stores of every old schema open as if they were made today.

use std::fs;
use std::path::{Path, PathBuf};

use chancery::record::Record;
use chancery_store::{ReportKey, Store, Writer, newest_schema};
use rusqlite::types::Value;

use crate::versions::provenance;

fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kept").join(name)
}

/// The rows of a query.
fn rows(store: &Store, sql: &str) -> Vec<Vec<Value>> {
    let mut statement = store.connection().prepare(sql).unwrap();
    let columns = statement.column_count();
    statement
        .query_map([], |row| (0..columns).map(|column| row.get(column)).collect())
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

/// What a store is made of: tables, indices, triggers.
const LAYOUT: &str =
    "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY type, name";

#[test]
fn a_store_of_every_old_schema_opens_with_all_its_records() {
    let folder = tempfile::tempdir().unwrap();
    for schema in 1..newest_schema() {
        let path = folder.path().join("old");
        fs::copy(kept(&format!("schema-{schema}.chancery")), &path).unwrap();
        let old = Store::open(&path).unwrap();
        let lines = fs::read_to_string(kept(&format!("schema-{schema}.jsonl"))).unwrap();
        let records: Vec<Record> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let again = folder.path().join("new");
        let mut writer = Writer::open(&again, provenance("1")).unwrap();
        for (key, (record, line)) in (1..).map(ReportKey).zip(records.iter().zip(lines.lines())) {
            let found = old.record(key).unwrap().unwrap();
            assert_eq!(serde_json::to_string(&found).unwrap(), line, "schema {schema}");
            assert_eq!(old.verify(key).unwrap().faults, [""; 0], "schema {schema}");
            writer.add(&record.report(), record, None).unwrap();
        }
        writer.commit().unwrap();
        let totals = "SELECT * FROM totals";
        for (what, sql) in [("layout", LAYOUT), ("acts", "SELECT * FROM acts"), ("totals", totals)] {
            assert!(rows(&old, sql) == rows(writer.store(), sql), "schema {schema}: {what}");
        }
        drop((old, writer));
        fs::remove_file(&path).unwrap();
        fs::remove_file(&again).unwrap();
    }
}
