//! `chancery events`: who did what to whom, out of a store.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write, stdout};

use chancery::record::Record;
use chancery_store::{EventBrief, Hit, Name, ReportKey, Store};
use clap::Args;

use crate::asked::EventOptions;
use crate::print::{ColorOption, Format, FormatOptions, Printer, Rows, codes, short_id, table, width, words};
use crate::setup::StoreOption;
use crate::{Outcome, messages};

/// Events shown where people look and no limit is given.
const SHOWN: usize = 50;

/// Find events in a store: who did what to whom, when and where, the latest first
///
/// What several sentences of a report or reports of a story tell is one event, unless --each-report is given. An event whose report
/// gives it no date has the day of publication, in parentheses in the table. The column "but" says what did not occur as told: denied,
/// future, hypothetical or historical, and attributed where it stands on somebody's word.
#[derive(Args)]
pub struct Events {
    #[command(flatten)]
    asked: EventOptions,

    #[command(flatten)]
    store: StoreOption,

    /// What to print [default: table; the other formats have whole records with the events found, or rows of them]
    #[arg(long)]
    format: Option<Format>,

    /// What a row of csv or parquet is
    #[arg(long)]
    rows: Option<Rows>,

    /// At most so many events [default: 50 in tables and text, else all]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// Colours in --format text
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: ColorOption,
}

impl Events {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let store = Store::open(&self.store.store)?;
        let filter = self.asked.filter(&store, &[])?;
        let format = self.format.unwrap_or(Format::Table);
        let for_people = matches!(format, Format::Table | Format::Text);
        let limit = self.limit.or(for_people.then_some(SHOWN));
        // One more, to know whether there is more.
        let mut hits = store.find_events(&filter, limit.map(|limit| limit.saturating_add(1)))?;
        let more = limit.is_some_and(|limit| hits.len() > limit);
        hits.truncate(limit.unwrap_or(usize::MAX));
        if format == Format::Table {
            print_table(&store, &hits)?;
        } else {
            let options = FormatOptions {
                format: Some(format),
                rows: self.rows.or((format == Format::Parquet).then_some(Rows::Events)),
                color: self.color,
            };
            print_records(&store, &hits, &Printer::new(options)?, format)?;
        }
        if more && self.limit.is_none() {
            messages::note(&format!("the latest {SHOWN}; --limit shows more"));
        }
        Ok(Outcome::of(!hits.is_empty(), false))
    }
}

fn print_table(store: &Store, hits: &[Hit]) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    for hit in hits {
        if let Some(event) = store.event_brief(hit.report, hit.number)? {
            rows.push(row(hit, &event));
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    let headings = [
        codes("date"),
        words("actor", 10),
        codes("type"),
        words("recipient", 10),
        words("place", 6),
        words("but", 6),
        words("report", 12),
        codes("event"),
    ];
    write!(stdout(), "{}", table(&headings, &rows, width()))?;
    Ok(())
}

fn row(hit: &Hit, event: &EventBrief) -> Vec<String> {
    let place = [event.place_country.as_deref(), event.place.as_deref()];
    let status = Some(event.status.as_str()).filter(|status| *status != "occurred");
    let but = [status, (!event.vouched).then_some("attributed")];
    vec![
        date(event),
        names(&event.actors),
        event.kind.clone(),
        names(&event.recipients),
        place.into_iter().flatten().collect::<Vec<_>>().join(" "),
        but.into_iter().flatten().collect::<Vec<_>>().join(", "),
        short_id(&event.report.id).to_owned(),
        format!("v{}", hit.number),
    ]
}

/// "2018-04-17", "2018-04" for a whole month, "2018-04-01/03", or "(2018-04-18)" for the day of publication.
fn date(event: &EventBrief) -> String {
    let Some((start, end)) = &event.days else {
        return event.report.published.as_ref().map(|day| format!("({day})")).unwrap_or_default();
    };
    let whole = |length: usize, first: &str, lasts: &[&str]| {
        let head = start.get(..length).filter(|head| end.starts_with(*head) && start.ends_with(first))?;
        lasts.iter().any(|last| end.ends_with(last)).then(|| head.to_owned())
    };
    if start == end {
        start.clone()
    } else if let Some(year) = whole(4, "-01-01", &["-12-31"]) {
        year
    } else if let Some(month) =
        whole(7, "-01", &["-28", "-29", "-30", "-31"]).filter(|_| is_last_of_month(end))
    {
        month
    } else {
        // What both have in common stands once, as ISO 8601 allows.
        let common =
            ["0000-00-", "0000-"].map(str::len).into_iter().find(|&n| start.get(..n) == end.get(..n));
        format!("{start}/{}", end.get(common.unwrap_or(0)..).unwrap_or(end))
    }
}

fn is_last_of_month(day: &str) -> bool {
    day.parse::<jiff::civil::Date>().is_ok_and(|day| day == day.last_of_month())
}

/// "GBR Karen Pierce, FRA France": codes stand first, so that a narrow column keeps them.
pub fn names(names: &[Name]) -> String {
    let named = |name: &Name| match &name.country {
        Some(country) => format!("{country} {}", name.name),
        None => name.name.clone(),
    };
    names.iter().map(named).collect::<Vec<_>>().join(", ")
}

/// Prints the records of these events, each with them alone; reports come in the order of their first event.
fn print_records(store: &Store, hits: &[Hit], printer: &Printer, format: Format) -> anyhow::Result<()> {
    let mut of_report: BTreeMap<ReportKey, Vec<String>> = BTreeMap::new();
    let mut order = Vec::new();
    for hit in hits {
        let events = of_report.entry(hit.report).or_default();
        if events.is_empty() {
            order.push(hit.report);
        }
        events.push(format!("v{}", hit.number));
    }
    let mut sink = printer.sink(BufWriter::new(stdout()))?;
    for report in order {
        let Some(mut record) = store.record(report)? else { continue };
        let wanted = of_report.remove(&report).unwrap_or_default();
        record.events.retain(|event| wanted.contains(&event.id));
        if format == Format::Text {
            record = Record { statements: statements_needed(&record), figures: Vec::new(), ..record };
        }
        sink.write(printer.report(record))?;
    }
    sink.finish()
}

/// The statements on which the events stand.
fn statements_needed(record: &Record) -> Vec<chancery::record::StatementRecord> {
    let needed = |id: &String| record.events.iter().any(|event| event.attribution.as_ref() == Some(id));
    record.statements.iter().filter(|statement| needed(&statement.id)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_store::ReportBrief;

    fn dated(days: Option<(&str, &str)>) -> String {
        date(&EventBrief {
            report: ReportBrief {
                id: "r".to_owned(),
                title: None,
                publisher: None,
                published: Some("2018-04-18".to_owned()),
            },
            kind: "AID".to_owned(),
            actors: vec![],
            recipients: vec![],
            status: "occurred".to_owned(),
            vouched: true,
            days: days.map(|(start, end)| (start.to_owned(), end.to_owned())),
            place: None,
            place_country: None,
        })
    }

    #[test]
    fn dates_are_as_exact_as_the_report() {
        assert_eq!(dated(Some(("2018-04-17", "2018-04-17"))), "2018-04-17");
        assert_eq!(dated(Some(("2018-02-01", "2018-02-28"))), "2018-02");
        assert_eq!(dated(Some(("2018-03-01", "2018-03-28"))), "2018-03-01/28");
        assert_eq!(dated(Some(("2018-03-30", "2018-04-02"))), "2018-03-30/04-02");
        assert_eq!(dated(Some(("2017-12-30", "2018-01-02"))), "2017-12-30/2018-01-02");
        assert_eq!(dated(Some(("2018-01-01", "2018-12-31"))), "2018");
        assert_eq!(dated(None), "(2018-04-18)");
    }
}
