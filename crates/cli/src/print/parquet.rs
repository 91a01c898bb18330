//! Parquet, written as a stream: rows are gathered into batches and batches into row groups, so that memory does not grow with
//! the number of reports.

use std::io::Write;

use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use chancery::record::Record;
use chancery_store::Stored;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use serde_json::{Map, Value};

use super::arrow;
use super::columns::{Cell, Rows, Table};

/// Reports turned into columns at a time.
const BATCH: usize = 256;

/// Encoded bytes after which a row group is closed. The format's advice is 128 MiB and more for cluster file systems; on
/// one machine 16 MiB keep the memory small, and readers lose nothing.
const ROW_GROUP: usize = 16 << 20;

/// A Parquet file under way.
pub struct ParquetFile<W: Write + Send> {
    table: Option<Table>,
    decoder: Decoder,
    writer: ArrowWriter<W>,
    waiting: usize,
}

impl<W: Write + Send> ParquetFile<W> {
    /// Begins a file. With `of_store`, whole records have a column for what the store knows of them.
    pub fn new(out: W, rows: Rows, of_store: bool) -> anyhow::Result<Self> {
        let table = Table::of(rows);
        let schema = table.map_or_else(|| arrow::of_record(of_store), arrow::of_table);
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by(concat!("chancery ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_key_value_metadata(Some(vec![KeyValue::new(
                "chancery.schema".to_owned(),
                chancery::record::SCHEMA.to_owned(),
            )]))
            .build();
        // Strict: a field of the record that the schema lacks is an error, not a loss.
        let decoder = ReaderBuilder::new(schema.clone()).with_strict_mode(true).build_decoder()?;
        let writer = ArrowWriter::try_new(out, schema, Some(properties))?;
        Ok(ParquetFile { table, decoder, writer, waiting: 0 })
    }

    /// Adds the rows of one record.
    pub fn add(&mut self, record: &Record, stored: Option<&Stored>) -> anyhow::Result<()> {
        match self.table {
            None => {
                let mut row = with_plain_days(serde_json::to_value(record)?);
                if let (Some(stored), Some(row)) = (stored, row.as_object_mut()) {
                    row.insert("stored".to_owned(), serde_json::to_value(stored)?);
                }
                self.decoder.serialize(&[row])?;
            }
            Some(table) => {
                let rows: Vec<Value> =
                    (table.rows)(record).into_iter().map(|row| object(table, row)).collect();
                self.decoder.serialize(&rows)?;
            }
        }
        self.waiting += 1;
        if self.waiting == BATCH {
            self.write_batch()?;
        }
        Ok(())
    }

    /// Writes what is left, and the file's footer.
    pub fn finish(mut self) -> anyhow::Result<W> {
        self.write_batch()?;
        Ok(self.writer.into_inner()?)
    }

    fn write_batch(&mut self) -> anyhow::Result<()> {
        self.waiting = 0;
        if let Some(batch) = self.decoder.flush()? {
            self.writer.write(&batch)?;
        }
        if self.writer.in_progress_size() > ROW_GROUP {
            self.writer.flush()?;
        }
        Ok(())
    }
}

fn object(table: Table, row: Vec<Cell>) -> Value {
    let value = |cell| match cell {
        Cell::Text(value) => Value::from(value),
        Cell::List(values) => Value::from(values.into_iter().map(Value::from).collect::<Vec<_>>()),
        Cell::Integer(value) => Value::from(value),
        Cell::Number(value) => Value::from(value),
        Cell::Date(value) => Value::from(value.filter(|day| is_plain_day(day))),
    };
    let cells = table.columns.iter().zip(row).map(|(column, cell)| (column.name.to_owned(), value(cell)));
    Value::Object(cells.collect::<Map<_, _>>())
}

/// Days outside of the years 0 to 9999 have no common spelling; they become null.
fn with_plain_days(mut record: Value) -> Value {
    let clear = |value: Option<&mut Value>| {
        if let Some(value) = value.filter(|value| value.as_str().is_some_and(|day| !is_plain_day(day))) {
            *value = Value::Null;
        }
    };
    clear(record.get_mut("published"));
    for event in record.get_mut("events").and_then(Value::as_array_mut).into_iter().flatten() {
        clear(event.pointer_mut("/date/start"));
        clear(event.pointer_mut("/date/end"));
    }
    record
}

fn is_plain_day(day: &str) -> bool {
    day.len() == "2018-04-17".len() && !day.starts_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::people::tests::sample;
    use crate::records::from_parquet;
    use arrow_array::cast::AsArray as _;
    use arrow_array::types::Date32Type;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    fn file(rows: Rows, records: &[Record]) -> Vec<u8> {
        let mut file = ParquetFile::new(Vec::new(), rows, false).unwrap();
        records.iter().for_each(|record| file.add(record, None).unwrap());
        file.finish().unwrap()
    }

    #[test]
    fn a_record_comes_back_as_it_went_in() {
        let mut full = sample();
        full.events[0].attribution = Some("s1".to_owned());
        full.events[0].size.dead = Some([Some(2), None]);
        full.events[0].modes = vec!["veto".to_owned()];
        full.figures = vec![
            serde_json::from_value(
                serde_json::json!({"what": "displaced", "count": [50_000, null], "approximate": true,
                "who": null, "place": full.events[0].place, "span": [0, 6]}),
            )
            .unwrap(),
        ];
        full.places = full.events[0].place.clone().into_iter().collect();
        full.skipped =
            serde_json::from_value(serde_json::json!([{"span": [0, 3], "why": "byline"}])).unwrap();
        let bare = Record { events: vec![], statements: vec![], published: None, ..sample() };
        let records = vec![full, bare];
        let bytes = file(Rows::Reports, &records);
        let back: Vec<_> = from_parquet(bytes.into()).unwrap().collect::<Result<_, _>>().unwrap();
        assert_eq!(back, records.into_iter().map(|record| (record, None)).collect::<Vec<_>>());
    }

    #[test]
    fn days_are_dates_and_lists_are_lists() {
        let bytes = file(Rows::Events, &[sample()]);
        let mut reader =
            ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes)).unwrap().build().unwrap();
        let batch = reader.next().unwrap().unwrap();
        let day = batch.column_by_name("date_start").unwrap().as_primitive::<Date32Type>().value(0);
        let day = Date32Type::to_naive_date_opt(day).map(|day| day.to_string());
        assert_eq!(day.as_deref(), Some("2018-04-17"));
        let actors = batch.column_by_name("actors").unwrap().as_list::<i32>().value(0);
        assert_eq!(actors.as_string::<i32>().value(0), "Russia");
    }

    #[test]
    fn many_reports_are_several_batches() {
        let records = vec![sample(); BATCH + 3];
        let back = from_parquet(file(Rows::Reports, &records).into()).unwrap().count();
        assert_eq!(back, BATCH + 3);
    }

    #[test]
    fn a_day_that_parquet_cannot_hold_is_null() {
        let mut record = sample();
        record.published = Some("-000044-03-15".to_owned());
        let back = from_parquet(file(Rows::Reports, &[record]).into()).unwrap().next().unwrap().unwrap();
        assert_eq!(back.0.published, None);
    }
}
