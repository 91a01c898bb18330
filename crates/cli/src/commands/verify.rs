//! `chancery verify`: whether a store holds what was read.

use std::io::{Write as _, stdout};

use chancery_store::{Provenance, ReportKey};
use clap::Args;

use super::import::IMPORTED;
use crate::bar::Bar;
use crate::commands::add::counted;
use crate::setup::{KnowledgeOptions, StoreOption};
use crate::{Outcome, messages};

/// Check every span of a store against its text, and every text against its hash
///
/// Says what read the reports, and how many would be read otherwise now. The exit code is 1 when something is wrong.
#[derive(Args)]
pub struct Verify {
    #[command(flatten)]
    store: StoreOption,

    #[command(flatten)]
    knowledge: KnowledgeOptions,
}

impl Verify {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let store = self.store.open()?;
        let mut faults = 0;
        for fault in store.verify_file()? {
            messages::error(&fault);
            faults += 1;
        }
        let (mut reports, mut spans, mut key) = (0, 0, ReportKey(0));
        let mut bar = Bar::of_reports(store.count()?);
        while let Some(next) = store.next(key, true)? {
            key = next;
            let verdict = store.verify(key)?;
            (reports, spans) = (reports + 1, spans + verdict.spans);
            faults += verdict.faults.len();
            if !verdict.faults.is_empty() {
                let id = store.report(key)?.map(|report| report.id).unwrap_or_default();
                verdict.faults.iter().for_each(|fault| bar.say(&format!("{id}: {fault}")));
            }
            bar.step();
        }
        bar.clear();
        let mut out = stdout().lock();
        let wrong = if faults == 0 { "nothing is wrong".to_owned() } else { counted(faults, "fault") };
        writeln!(out, "{}, {} checked: {wrong}", counted(reports, "report version"), counted(spans, "span"))?;
        let now = self.knowledge.provenance()?;
        for (provenance, reports) in store.provenances()? {
            let reports = counted(reports, "report");
            if provenance.program == IMPORTED {
                writeln!(
                    out,
                    "{reports} imported without a word on what read them (`chancery reread` renews them)"
                )?;
                continue;
            }
            let state =
                if provenance == now { "as this program reads" } else { "`chancery reread` renews them" };
            writeln!(out, "{reports} read by {} ({state})", named(&provenance))?;
        }
        Ok(if faults == 0 { Outcome::Found } else { Outcome::NothingFound })
    }
}

/// What read a report, for people: hashes by their first eight digits.
fn named(provenance: &Provenance) -> String {
    let short = |hash: &str| hash.get(..8).unwrap_or(hash).to_owned();
    format!(
        "chancery {}, model {}, lexicon {}, gazetteer {}",
        provenance.program,
        short(&provenance.model),
        short(&provenance.lexicon),
        short(&provenance.gazetteer)
    )
}
