//! `chancery show`: a report out of a store.

use std::io::{BufWriter, stdout};

use chancery_store::{ReportKey, Store};
use clap::Args;

use crate::print::{FormatOptions, Printer};
use crate::setup::StoreOption;
use crate::{Outcome, messages};

/// Show a report of the store with what was read in it
#[derive(Args)]
pub struct Show {
    /// The report's id, or the beginning of one
    #[arg(value_name = "ID")]
    id: String,

    #[command(flatten)]
    store: StoreOption,

    /// Show old versions too, the newest first
    #[arg(long)]
    versions: bool,

    #[command(flatten)]
    format: FormatOptions,
}

impl Show {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let store = self.store.open()?;
        let Some(keys) = find(&store, &self.id, self.versions)? else { return Ok(Outcome::Failed) };
        if keys.is_empty() {
            messages::error(&format!("no report {}", self.id));
            return Ok(Outcome::NothingFound);
        }
        let printer = Printer::new(self.format)?;
        let mut sink = printer.sink(BufWriter::new(stdout()))?;
        for key in keys {
            if let Some(record) = store.record(key)? {
                sink.write(printer.report(record))?;
            }
        }
        sink.finish()?;
        Ok(Outcome::Found)
    }
}

/// The versions to show; `None`, after a message, when the id is the beginning of several.
fn find(store: &Store, id: &str, versions: bool) -> anyhow::Result<Option<Vec<ReportKey>>> {
    let exact = store.of_id(id, !versions)?;
    if !exact.is_empty() {
        return Ok(Some(exact));
    }
    let ids = store.ids_beginning_with(id, 3)?;
    match ids.as_slice() {
        [] => Ok(Some(Vec::new())),
        [whole] => Ok(Some(store.of_id(whole, !versions)?)),
        ids => {
            let some = ids.join(", ");
            messages::error(&format!("{id}: several reports begin so: {some} …"));
            Ok(None)
        }
    }
}
