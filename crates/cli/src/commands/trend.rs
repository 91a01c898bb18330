//! `chancery trend`: events over time.

use std::io::{Write, stdout};

use chancery_store::{Period, Store, Trend as Counts};
use clap::{Args, ValueEnum};

use crate::asked::EventOptions;
use crate::print::{chart, width};
use crate::setup::StoreOption;
use crate::{Outcome, messages};

/// Show how many events there were in each day, week, month or year
///
/// Counts what occurred, unless --status asks for something else. An event without a date of its own counts on the day of its report; one
/// whose date is of several periods ("in 2018" by month) is in none, and their number is said.
#[derive(Args)]
pub struct Trend {
    /// Length of a period
    #[arg(long, default_value = "month")]
    by: By,

    #[command(flatten)]
    asked: EventOptions,

    #[command(flatten)]
    store: StoreOption,

    /// What to print
    #[arg(long, default_value = "chart")]
    format: TrendFormat,
}

/// Length of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    Day,
    /// Monday to Sunday (ISO 8601)
    Week,
    Month,
    Year,
}

/// What `chancery trend` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TrendFormat {
    /// Bars from zero
    Chart,
    /// period, first_day, events
    Csv,
}

impl Trend {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let store = Store::open(&self.store.store)?;
        let filter = self.asked.filter(&store, &["occurred"])?;
        let period = match self.by {
            By::Day => Period::Day,
            By::Week => Period::Week,
            By::Month => Period::Month,
            By::Year => Period::Year,
        };
        let counts = store.trend(&filter, period)?;
        let mut out = stdout().lock();
        match self.format {
            TrendFormat::Csv => {
                writeln!(out, "period,first_day,events")?;
                for (start, count) in &counts.periods {
                    writeln!(out, "{},{start},{count}", period.name(*start))?;
                }
            }
            TrendFormat::Chart => {
                let lines: Vec<(String, u64)> =
                    counts.periods.iter().map(|&(start, count)| (period.name(start), count)).collect();
                write!(out, "{}", chart(&lines, width()))?;
            }
        }
        for line in remarks(&counts, self.by) {
            messages::note(&line);
        }
        Ok(Outcome::of(!counts.periods.is_empty(), false))
    }
}

fn remarks(counts: &Counts, by: By) -> Vec<String> {
    let by = by.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    let mut lines = Vec::new();
    if counts.too_vague > 0 {
        lines.push(format!("not in it: {} of more than one {by}", events(counts.too_vague)));
    }
    if counts.without_day > 0 {
        lines.push(format!("not in it: {} of unknown date", events(counts.without_day)));
    }
    lines
}

fn events(count: u64) -> String {
    if count == 1 { "1 event".to_owned() } else { format!("{count} events") }
}
