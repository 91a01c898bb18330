//! `chancery reread`: old records brought up to date.

use std::io::{BufWriter, Write, stdout};
use std::num::NonZero;

use chancery::record::Record;
use chancery_store::{Provenance, ReportKey, Store, Writer};
use clap::Args;

use crate::bar::Bar;
use crate::commands::add::counted;
use crate::interrupt::Interrupt;
use crate::print::{Evidence, event_line};
use crate::setup::{KnowledgeOptions, StoreOption, jobs};
use crate::{Outcome, messages, pipeline};

/// Reports of one transaction.
const BATCH: usize = 100;

/// Read again what another version of the program, model, lexicon or gazetteer has read
///
/// Only the newest version of each report is read again, and its record replaced. After an interruption the same
/// command does the rest.
#[derive(Args)]
pub struct Reread {
    #[command(flatten)]
    store: StoreOption,

    /// Show each line of a record that goes (-) or comes (+)
    #[arg(long)]
    diff: bool,

    /// Change nothing
    #[arg(long)]
    dry_run: bool,

    /// Reports read at the same time [default: one for each processor]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,

    #[command(flatten)]
    knowledge: KnowledgeOptions,
}

/// A report read again: its old record and its new one.
struct Renewed {
    key: ReportKey,
    old: Record,
    new: Record,
}

impl Reread {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let path = self.store.store.clone();
        let provenance = self.knowledge.provenance()?;
        let reader = self.knowledge.reader()?;
        let store = self.store.open()?;
        let (mut total, mut current) = (0, 0);
        for (read_by, reports) in store.provenances()? {
            total += reports;
            current += if read_by == provenance { reports } else { 0 };
        }
        let mut writer = if self.dry_run { None } else { Some(Writer::open(&path, provenance.clone())?) };
        let interrupt = Interrupt::listen()?;
        let stop = interrupt.clone();
        let outdated = Outdated { store, provenance, after: ReportKey(0) };
        let work = move |(key, report, old): (ReportKey, chancery::Report, Record)| {
            let new = Record::new(&report, &reader.read(&report));
            Renewed { key, old, new }
        };
        let (mut read, mut changed, mut failed) = (0, 0, false);
        let mut bar = Bar::of_reports((total - current).try_into().unwrap_or(0));
        let mut out = BufWriter::new(stdout().lock());
        pipeline::in_order(outdated.take_while(move |_| !stop.asked()), jobs(self.jobs), work, |renewed| {
            let Some(Renewed { key, old, new }) = renewed else {
                bar.say(messages::PANICKED);
                failed = true;
                return Ok(());
            };
            read += 1;
            if old != new {
                changed += 1;
                if self.diff {
                    out.write_all(difference(&old, &new).as_bytes())?;
                }
            }
            if let Some(writer) = &mut writer {
                writer.replace(key, &new)?;
                if read % BATCH == 0 {
                    writer.commit()?;
                }
            }
            bar.step();
            Ok(())
        })?;
        if let Some(writer) = &mut writer {
            writer.commit()?;
        }
        bar.clear();
        let would = if self.dry_run { "would change" } else { "changed" };
        let summary =
            format!("{} read again, {} {would}", counted(read, "report"), counted(changed, "record"));
        writeln!(out, "{}: {summary}; {current} were up to date", path.display())?;
        out.flush()?;
        if interrupt.asked() {
            messages::error("interrupted; the same command again does the rest");
            return Ok(Outcome::Failed);
        }
        Ok(Outcome::of(total > 0, failed))
    }
}

/// Goes through the reports that something else has read.
struct Outdated {
    store: Store,
    provenance: Provenance,
    after: ReportKey,
}

impl Iterator for Outdated {
    type Item = (ReportKey, chancery::Report, Record);

    fn next(&mut self) -> Option<Self::Item> {
        let found = self.store.next_read_by_others(&self.provenance, self.after);
        let key = found.ok()??;
        self.after = key;
        let report = self.store.report(key).ok()??;
        let record = self.store.record(key).ok()??;
        Some((key, report, record))
    }
}

/// The lines of two records that differ, under the report's id.
fn difference(old: &Record, new: &Record) -> String {
    let (before, after) = (lines(old), lines(new));
    let mut text = format!("{}\n", old.id);
    let mut same = true;
    for (sign, these, others) in [('-', &before, &after), ('+', &after, &before)] {
        for line in these {
            if !others.contains(line) {
                text += &format!("{sign} {line}\n");
                same = false;
            }
        }
    }
    if same { text + "  (only offsets, entities or places)\n" } else { text }
}

/// A record for comparing: a line each event, statement and figure.
fn lines(record: &Record) -> Vec<String> {
    let evidence = Evidence::of(record);
    let events = record.events.iter().map(|event| event_line(record, &evidence, event));
    let statements = record.statements.iter().map(|statement| {
        let speakers: Vec<&str> = statement.speakers.iter().map(|voice| evidence.slice(voice.span)).collect();
        let content: Vec<&str> = statement.content.iter().map(|&piece| evidence.slice(piece)).collect();
        format!("{}: {}", speakers.join(", "), content.join(" … ").replace(['\n', '\r'], " "))
    });
    let figures =
        record.figures.iter().map(|figure| format!("{}: {}", figure.what, evidence.slice(figure.span)));
    events.chain(statements).chain(figures).collect()
}
