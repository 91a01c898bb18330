//! A record that comes out of a store is the one that went in.

use std::path::PathBuf;

use chancery::lexicon::{Knowledge, Source};
use chancery::record::Record;
use chancery::report::receive;
use chancery::{Reader, Report};
use chancery_lang::Analyzer;
use chancery_store::{Added, Store, Writer};

use crate::versions::provenance;

/// The reports of golden/inputs, read.
fn read_golden_inputs() -> Vec<(Report, Record)> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../golden/inputs"));
    let reader = Reader::new(Analyzer::embedded().unwrap(), Knowledge::load(&Source::embedded()).unwrap());
    let reports = receive([folder], None).filter_map(|received| received.report.ok());
    reports
        .map(|report| {
            let record = Record::new(&report, &reader.read(&report));
            (report, record)
        })
        .collect()
}

#[test]
fn records_come_out_byte_for_byte_as_they_went_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.chancery");
    let records = read_golden_inputs();
    assert!(records.iter().any(|(_, record)| !record.events.is_empty() && !record.statements.is_empty()));
    let mut writer = Writer::open(&path, provenance("1")).unwrap();
    let mut keys = Vec::new();
    for (report, record) in &records {
        match writer.add(report, record, None).unwrap() {
            Added::New(key) => keys.push(key),
            other => panic!("{other:?}"),
        }
    }
    writer.commit().unwrap();
    let store = Store::open(&path).unwrap();
    for (key, (_, record)) in keys.iter().zip(&records) {
        let found = store.record(*key).unwrap().unwrap();
        assert_eq!(serde_json::to_string(&found).unwrap(), serde_json::to_string(record).unwrap());
    }
}
