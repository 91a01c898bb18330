//! `chancery export`: the records of a store.

use std::io::{BufWriter, stdout};

use chancery_store::{ReportKey, Store};
use clap::Args;

use super::import::IMPORTED;
use crate::Outcome;
use crate::print::{FormatOptions, Printer};
use crate::setup::StoreOption;

/// Print the records of a store, in the order they were added
///
/// `chancery import` takes jsonl, and parquet with a row a report, back. For it, each record has one more field at its end, `stored`:
/// what read the report, where it came from, and whether its source gave the day of publication.
#[derive(Args)]
pub struct Export {
    #[command(flatten)]
    store: StoreOption,

    #[command(flatten)]
    format: FormatOptions,

    /// Corrected reports too, in all their versions
    #[arg(long)]
    all_versions: bool,
}

impl Export {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let store = Store::open(&self.store.store)?;
        let printer = Printer::of_store(self.format)?;
        let mut sink = printer.sink(BufWriter::new(stdout()))?;
        let mut report = ReportKey(0);
        let mut found = false;
        while let Some(next) = store.next(report, self.all_versions)? {
            report = next;
            if let Some(record) = store.record(report)? {
                found = true;
                let stored = store.stored(report)?.filter(|stored| stored.program != IMPORTED);
                sink.write(printer.stored_report(record, stored))?;
            }
        }
        sink.finish()?;
        Ok(Outcome::of(found, false))
    }
}
