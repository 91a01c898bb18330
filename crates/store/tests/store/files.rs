//! What can be wrong with a file.

use std::fs;

use chancery::Reading;
use chancery::record::Record;
use chancery_store::{Store, StoreError, Writer};
use rusqlite::Connection;

use crate::versions::{add, provenance, report};

#[test]
fn what_is_no_store_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    fs::write(
        &path,
        "Notes on the talks, long enough to be looked at as a file header of a hundred bytes or more. "
            .repeat(9),
    )
    .unwrap();
    assert!(matches!(Store::open(&path), Err(StoreError::NotAStore(_))));
    assert!(matches!(Writer::open(&path, provenance("1")), Err(StoreError::NotAStore(_))));
    let other = folder.path().join("other.sqlite");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    assert!(matches!(Store::open(&other), Err(StoreError::NotAStore(_))));
    assert!(matches!(Writer::open(&other, provenance("1")), Err(StoreError::NotAStore(_))));
    assert!(matches!(Store::open(&folder.path().join("none")), Err(StoreError::Missing(_))));
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn what_a_writer_left_that_was_killed_at_once_becomes_a_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s");
    Connection::open(&path).unwrap().execute_batch("PRAGMA journal_mode = WAL").unwrap();
    assert!(path.metadata().unwrap().len() > 0);
    drop(Writer::open(&path, provenance("1")).unwrap());
    assert!(Store::open(&path).is_ok());
}

#[test]
fn a_store_of_a_later_program_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s");
    drop(Writer::open(&path, provenance("1")).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 999).unwrap();
    assert!(matches!(Store::open(&path), Err(StoreError::Newer { found: 999, .. })));
    assert!(matches!(Writer::open(&path, provenance("1")), Err(StoreError::Newer { found: 999, .. })));
}

#[test]
fn one_writes_and_many_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s");
    let mut writer = Writer::open(&path, provenance("1")).unwrap();
    assert!(matches!(Writer::open(&path, provenance("1")), Err(StoreError::Busy(_))));
    let first = report("a", "Rain.");
    writer.add(&first, &Record::new(&first, &Reading::default()), None).unwrap();
    let readers = [Store::open(&path).unwrap(), Store::open(&path).unwrap()];
    for reader in &readers {
        assert_eq!(reader.of_id("a", false).unwrap(), []);
    }
    writer.commit().unwrap();
    for reader in &readers {
        assert_eq!(reader.of_id("a", false).unwrap().len(), 1);
    }
    drop(writer);
    assert_eq!(add(&mut Writer::open(&path, provenance("1")).unwrap(), &[first]).len(), 1);
}
