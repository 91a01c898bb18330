//! Records that were written before, back from JSONL and Parquet.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use anyhow::Context as _;
use arrow_json::writer::{LineDelimited, WriterBuilder};
#[cfg(test)]
use bytes::Bytes;
use chancery::record::{Record, SCHEMA};
use chancery_store::Stored;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::reader::ChunkReader;
use serde::Deserialize;

/// Records, one after the other, each with what a store knew of it besides, if it comes from one.
pub type Records = Box<dyn Iterator<Item = anyhow::Result<(Record, Option<Stored>)>>>;

/// What an exported record has and a record has not.
#[derive(Deserialize)]
struct Exported {
    stored: Option<Stored>,
}

/// The first bytes of every Parquet file.
const PARQUET: &[u8] = b"PAR1";

/// Records held in memory at a time when reading Parquet.
const BATCH: usize = 64;

/// The records of a file; errors name the line or row, counted from 1.
///
/// # Errors
/// When the file cannot be read or is no such file.
pub fn from_file(path: &Path) -> anyhow::Result<Records> {
    let name = path.display().to_string();
    let mut file = File::open(path).with_context(|| name.clone())?;
    let mut magic = Vec::new();
    file.by_ref().take(PARQUET.len() as u64).read_to_end(&mut magic).with_context(|| name.clone())?;
    file.seek(SeekFrom::Start(0)).with_context(|| name.clone())?;
    if magic == PARQUET { parquet(file).context(name) } else { Ok(from_jsonl(BufReader::new(file), name)) }
}

/// The records of JSON lines.
pub fn from_jsonl(lines: impl BufRead + 'static, name: String) -> Records {
    Box::new(
        lines
            .lines()
            .enumerate()
            .filter(|(_, line)| line.as_ref().map_or(true, |line| !line.trim().is_empty()))
            .map(move |(i, line)| {
                let place = || format!("{name}:{}", i + 1);
                let line = line.with_context(place)?;
                let record = of_json(&line).with_context(|| {
                    format!("{}: not a record that `chancery read` or `export` printed", place())
                })?;
                known(record).with_context(place)
            }),
    )
}

/// The records of a Parquet file in memory.
#[cfg(test)]
pub fn from_parquet(bytes: Bytes) -> anyhow::Result<Records> {
    parquet(bytes)
}

fn parquet(file: impl ChunkReader + 'static) -> anyhow::Result<Records> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)?.with_batch_size(BATCH);
    anyhow::ensure!(
        reader.schema().field_with_name("schema").is_ok(),
        "has no column \"schema\": only files of `--format parquet --rows reports` hold whole records"
    );
    let mut row = 0;
    let records = reader.build()?.flat_map(move |batch| {
        let records = batch.map_err(anyhow::Error::from).and_then(|batch| {
            let mut json =
                WriterBuilder::new().with_explicit_nulls(true).build::<_, LineDelimited>(Vec::new());
            json.write(&batch)?;
            json.finish()?;
            Ok(json.into_inner())
        });
        let records: Vec<anyhow::Result<_>> = match records.map(String::from_utf8) {
            Err(error) => vec![Err(error)],
            Ok(Err(error)) => vec![Err(error.into())],
            Ok(Ok(json)) => json
                .lines()
                .map(|line| {
                    row += 1;
                    of_json(line).map_err(Into::into).and_then(known).with_context(|| format!("row {row}"))
                })
                .collect(),
        };
        records
    });
    Ok(Box::new(records))
}

fn of_json(json: &str) -> serde_json::Result<(Record, Option<Stored>)> {
    let Exported { stored } = serde_json::from_str(json)?;
    Ok((serde_json::from_str(json)?, stored))
}

fn known(read: (Record, Option<Stored>)) -> anyhow::Result<(Record, Option<Stored>)> {
    anyhow::ensure!(read.0.schema == SCHEMA, "schema {:?} is not {SCHEMA}", read.0.schema);
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::sample;
    use std::io::Cursor;

    #[test]
    fn a_bad_line_is_named_and_the_others_come() {
        let good = serde_json::to_string(&sample()).unwrap();
        let other = good.replace("chancery/record/1", "chancery/record/9");
        let lines = format!("{good}\nnothing\n\n{other}\n{good}\n");
        let records: Vec<_> = from_jsonl(Cursor::new(lines), "f.jsonl".to_owned()).collect();
        let errors: Vec<String> =
            records.iter().filter_map(|r| r.as_ref().err()).map(ToString::to_string).collect();
        assert_eq!(records.iter().filter(|r| r.is_ok()).count(), 2);
        assert_eq!(errors, ["f.jsonl:2: not a record that `chancery read` or `export` printed", "f.jsonl:4"]);
    }
}
