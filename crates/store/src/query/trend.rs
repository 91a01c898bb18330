//! Events over time.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rusqlite::params_from_iter;

use super::day::{Period, to_date};
use super::filter::EventFilter;
use super::plan::{Plan, Walk, plan};
use crate::{Store, StoreError};

/// How many events fall into each period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trend {
    /// First day and number of events of every period from the first that has any to the last, those without included.
    pub periods: Vec<(Date, u64)>,
    /// Events whose days are of more than one period ("in 2018" in a chart of months): in none of them.
    pub too_vague: u64,
    /// Events without a day, whose reports have none either.
    pub without_day: u64,
}

/// Most periods of a trend: a wrong year far off would otherwise make a table without end.
const MOST_PERIODS: usize = 100_000;

impl Store {
    /// How many events a filter finds in each period.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn trend(&self, filter: &EventFilter, period: Period) -> Result<Trend, StoreError> {
        let (plan, count) = self.counting(filter)?;
        let sql = format!("SELECT first_day, last_day, {count} {} GROUP BY first_day, last_day", plan.sql);
        let mut select = self.connection().prepare_cached(&sql)?;
        let mut rows = select.query(params_from_iter(&plan.values))?;
        let mut trend = Trend::default();
        let mut counts: BTreeMap<Date, u64> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let count = row.get::<_, i64>(2)?.unsigned_abs();
            let days = to_date(row.get(0)?).zip(to_date(row.get(1)?));
            match days.map(|(first, last)| (period.start(first), period.start(last))) {
                None => trend.without_day += count,
                Some((first, last)) if first == last => *counts.entry(first).or_default() += count,
                Some(_) => trend.too_vague += count,
            }
        }
        trend.periods = filled(counts, period);
        Ok(trend)
    }

    /// What is walked, and how it is counted.
    fn counting(&self, filter: &EventFilter) -> Result<(Plan, &'static str), StoreError> {
        if are_in_totals(filter) {
            let mut plan = Plan { sql: "FROM totals".to_owned(), pairs: 1, ..Plan::default() };
            plan.sides(filter);
            // A row of totals is no event that counts or not, but how many there are of both kinds.
            plan.conditions(
                self.connection(),
                &EventFilter { each_report: true, ..filter.clone() },
                Walk::Acts,
            )?;
            if filter.each_report {
                return Ok((plan, "sum(told)"));
            }
            plan.sql += " AND counted > 0";
            return Ok((plan, "sum(counted)"));
        }
        let plan = plan(self.connection(), filter)?;
        let count = if plan.pairs > 1 { "count(DISTINCT event)" } else { "count(*)" };
        Ok((plan, count))
    }
}

/// Whether the totals of days tell all that a filter asks for: one actor, one recipient or neither, and nothing of where, with
/// which words and how probable. Of two actors, totals would count twice what they did together.
fn are_in_totals(filter: &EventFilter) -> bool {
    filter.actors.len() + filter.recipients.len() <= 1
        && filter.places.is_empty()
        && filter.near.is_none()
        && filter.words.is_none()
        && filter.min_confidence <= 0.0
}

/// With a zero for each period without events in between.
fn filled(counts: BTreeMap<Date, u64>, period: Period) -> Vec<(Date, u64)> {
    let (Some(&first), Some(&last)) = (counts.keys().next(), counts.keys().next_back()) else {
        return Vec::new();
    };
    if period.between(first, last) > MOST_PERIODS {
        return counts.into_iter().collect();
    }
    let periods = std::iter::successors(Some(first), |&start| period.next(start));
    let periods = periods.take_while(|&start| start <= last);
    periods.map(|start| (start, counts.get(&start).copied().unwrap_or(0))).collect()
}
