//! `chancery import`: records back into a store.

use std::io::{BufReader, Write, stdin, stdout};
use std::path::{Path, PathBuf};

use chancery::record::SCHEMA;
use chancery::report::Origin;
use chancery_store::{Added, Provenance, Writer};
use clap::Args;

use crate::records::{self, Records};
use crate::setup::StoreOption;
use crate::{Outcome, messages};

/// So many lines of a file that are no records, and none before them that is one: it is another kind of file.
const STRANGE: usize = 20;

/// Records of one transaction.
const BATCH: usize = 200;

/// What is said to have read records of which nothing says it.
pub const IMPORTED: &str = "imported";

/// Put records that `chancery read` or `chancery export` printed into a store, without reading the reports again
///
/// Files of JSON lines, and Parquet with a row a report; - is JSON lines on standard input. Records of `chancery export` keep what
/// read them and where they came from. What is in the store already stays as it is.
#[derive(Args)]
pub struct Import {
    /// Files, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    #[command(flatten)]
    store: StoreOption,
}

impl Import {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let name = |text: &str| text.to_owned();
        let provenance = Provenance {
            schema: name(SCHEMA),
            program: name(IMPORTED),
            model: name(IMPORTED),
            lexicon: name(IMPORTED),
            gazetteer: name(IMPORTED),
        };
        let mut writer = Writer::open(&self.store.store, provenance)?;
        let (mut new, mut versions, mut known, mut failed) = (0_usize, 0_usize, 0_usize, 0_usize);
        for file in &self.files {
            let input = file.display().to_string();
            let mut taken = false;
            for (number, record) in open(file)?.enumerate() {
                let added = record.and_then(|(record, stored)| {
                    Ok(match stored {
                        Some(stored) => writer.import(&record, &stored)?,
                        None => writer.add(&record.report(), &record, Some(&Origin::whole(&*input)))?,
                    })
                });
                match added {
                    Ok(Added::New(_)) => new += 1,
                    Ok(Added::Version(_)) => versions += 1,
                    Ok(Added::Known(_)) => known += 1,
                    Err(error) => {
                        messages::error(&format!("{error:#}"));
                        failed += 1;
                        if !taken && number + 1 >= STRANGE {
                            messages::error(&format!(
                                "{input}: no record among the first {STRANGE}; the rest is left out"
                            ));
                            break;
                        }
                        continue;
                    }
                }
                taken = true;
                if (new + versions + known) % BATCH == 0 {
                    writer.commit()?;
                }
            }
        }
        writer.commit()?;
        writeln!(stdout(), "{new} new, {versions} new versions, {known} known, {failed} failed")?;
        Ok(Outcome::of(new + versions + known > 0, failed > 0))
    }
}

fn open(file: &Path) -> anyhow::Result<Records> {
    if file.as_os_str() == "-" {
        return Ok(records::from_jsonl(BufReader::new(stdin()), "standard input".to_owned()));
    }
    records::from_file(file)
}
