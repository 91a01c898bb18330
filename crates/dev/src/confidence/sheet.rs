//! `chancery-dev confidence sheet`: a drawn sample of rows, each with its sentence, to be judged by a person.

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use chancery::reading::event::confidence::clues;
use chancery::reading::{Event, Party, Reading};
use chancery::{Reader, Report};
use chancery_lang::Analyzer;
use clap::Args;

use super::judged::{Row, write};
use crate::readings;

/// Draw rows to judge: prints them with their sentences and writes a table without texts whose verdicts are to be filled in
#[derive(Args)]
pub struct Sheet {
    /// Reports as JSON lines
    reports: PathBuf,

    /// How many rows
    #[arg(long, default_value_t = 50)]
    rows: usize,

    /// Another number draws other rows
    #[arg(long, default_value_t = 1)]
    seed: u64,

    /// The table to fill in
    #[arg(long, value_name = "FILE")]
    table: PathBuf,
}

/// A row with what a person needs to judge it.
struct Drawn {
    order: u32,
    row: Row,
    shown: String,
}

impl Sheet {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let mut knowledge = readings::knowledge()?;
        knowledge.confidence = knowledge.confidence.without_floor();
        let reader = Reader::new(Analyzer::embedded()?, knowledge);
        let rows = readings::of_each(&self.reports, |report| rows_of(&reader, report, self.seed));
        let mut drawn: Vec<Drawn> = rows.into_iter().flatten().flatten().collect();
        drawn.sort_by(|a, b| a.order.cmp(&b.order).then_with(|| a.row.cmp(&b.row)));
        drawn.truncate(self.rows);
        let mut out = std::io::stdout().lock();
        for (number, one) in drawn.iter().enumerate() {
            writeln!(out, "{:3} {}\n", number + 1, one.shown)?;
        }
        let rows: Vec<Row> = drawn.into_iter().map(|one| one.row).collect();
        let file = File::create(&self.table).with_context(|| self.table.display().to_string())?;
        write(file, &rows)
    }
}

/// All rows of one report.
fn rows_of(reader: &Reader, report: &Report, seed: u64) -> Vec<Drawn> {
    let reading = reader.read(report);
    let points = |byte: usize| report.text.get(..byte).map_or(0, |before| before.chars().count());
    (0..reading.events.len())
        .map(|i| {
            let event = &reading.events[i];
            let row = Row {
                report: report.id.clone(),
                start: points(event.trigger.start),
                end: points(event.trigger.end),
                event_type: event.event_type.clone(),
                verdict: String::new(),
                wrong: String::new(),
                clues: clues(&reading, reader.knowledge(), &reading.events, i)
                    .into_iter()
                    .map(|(clue, amount)| (clue.to_owned(), amount))
                    .collect(),
            };
            let key = format!("{seed}|{}|{}|{}", row.report, row.start, row.event_type);
            Drawn { order: crc32fast::hash(key.as_bytes()), row, shown: shown(&report.text, &reading, event) }
        })
        .collect()
}

/// The row in one line, and the sentence under it.
fn shown(text: &str, reading: &Reading, event: &Event) -> String {
    let words = |from: usize, to: usize| text.get(from..to).unwrap_or("").replace(['\n', '\t'], " ");
    let side = |parties: &[Party]| {
        let named: Vec<String> = parties
            .iter()
            .map(|party| {
                let country = party.country.as_deref().unwrap_or("–");
                let sector = party.sector.map_or("–", |sector| sector.as_str());
                format!("{} [{country} {sector}]", words(party.span.start, party.span.end))
            })
            .collect();
        if named.is_empty() { "nobody".to_owned() } else { named.join(" + ") }
    };
    let document = &reading.document;
    let sentence = document.sentences.get(event.sentence).map(|range| document.span_of(range));
    let place = event
        .place
        .and_then(|i| reading.places.get(i))
        .map_or(String::new(), |place| format!(" · at {}", words(place.span.start, place.span.end)));
    let date = event
        .date
        .and_then(|i| reading.dates.get(i))
        .map_or(String::new(), |date| format!(" · on {}", words(date.span.start, date.span.end)));
    format!(
        "{} «{}» {} → {} · {:?}{}{place}{date}\n    {}",
        event.event_type,
        words(event.trigger.start, event.trigger.end),
        side(&event.actors),
        side(&event.recipients),
        event.status,
        if event.attribution.is_some() { " · on somebody's word" } else { "" },
        sentence.map_or(String::new(), |span| words(span.start, span.end)),
    )
}
