//! Which events a filter finds.

use rusqlite::params_from_iter;

use super::filter::EventFilter;
use super::plan::plan;
use crate::{ReportKey, Store, StoreError, number_of_part};

/// One event found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its report.
    pub report: ReportKey,
    /// Its number in the record: 3 for `v3`.
    pub number: i64,
    /// The first day on which it may have been, as 20180417; 0 when neither the event nor its report has a day.
    pub first_day: i64,
}

impl Store {
    /// The events of current reports that a filter finds, the latest first, at most `limit` of them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn find_events(&self, filter: &EventFilter, limit: Option<usize>) -> Result<Vec<Hit>, StoreError> {
        let plan = plan(self.connection(), filter)?;
        let mut sql = format!(
            "SELECT event, first_day {} ORDER BY first_day DESC, last_day DESC, event DESC",
            plan.sql
        );
        if let Some(limit) = limit {
            // An event comes once for each pair of actor and recipient that it has.
            sql += &format!(" LIMIT {}", limit.saturating_mul(plan.pairs));
        }
        let mut select = self.connection().prepare_cached(&sql)?;
        let mut rows = select.query(params_from_iter(&plan.values))?;
        let mut hits: Vec<Hit> = Vec::new();
        let mut before = 0;
        while let Some(row) = rows.next()? {
            let event: i64 = row.get(0)?;
            if event == before {
                continue;
            }
            if limit.is_some_and(|limit| hits.len() == limit) {
                break;
            }
            before = event;
            hits.push(Hit {
                report: ReportKey::of_part(event),
                number: number_of_part(event),
                first_day: row.get(1)?,
            });
        }
        Ok(hits)
    }
}
