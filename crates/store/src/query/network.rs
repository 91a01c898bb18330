//! Who acts on whom.

use std::thread;

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::acts::ANYBODY;
use super::filter::EventFilter;
use super::plan::{Plan, Walk};
use crate::{Store, StoreError};

/// One country's events towards another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// Code of the acting country or body.
    pub actor: String,
    /// Code of the other.
    pub recipient: String,
    /// Events of that actor towards that recipient; one with two recipients is in two links.
    pub events: u64,
}

impl Store {
    /// How many events a filter finds from each country to each, in the order of their codes.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn network(&self, filter: &EventFilter) -> Result<Vec<Link>, StoreError> {
        let actors = if filter.actors.is_empty() { self.actors()? } else { filter.actors.clone() };
        let threads = thread::available_parallelism().map_or(1, usize::from).min(actors.len()).max(1);
        // A connection is for one thread. Countries are dealt out in turn, so that each gets a like share.
        let shares =
            (0..threads).map(|i| actors.iter().skip(i).step_by(threads).cloned().collect::<Vec<_>>());
        let path = self.path();
        let mut links = thread::scope(|scope| {
            let workers: Vec<_> = shares
                .map(|share| scope.spawn(move || Store::open(path)?.links_of(&share, filter)))
                .collect();
            let mut links = Vec::new();
            for worker in workers {
                match worker.join() {
                    Ok(share) => links.extend(share?),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            Ok::<_, StoreError>(links)
        })?;
        links.sort();
        Ok(links)
    }

    /// Codes of all actors, found by leaps through the index.
    fn actors(&self) -> Result<Vec<String>, StoreError> {
        let mut next = self.connection().prepare_cached("SELECT min(actor) FROM acts WHERE actor > ?")?;
        let mut actors: Vec<String> = Vec::new();
        loop {
            let last = actors.last().map_or(ANYBODY, String::as_str);
            match next.query_row([last], |row| row.get::<_, Option<String>>(0))? {
                Some(actor) => actors.push(actor),
                None => return Ok(actors),
            }
        }
    }

    fn links_of(&self, actors: &[String], filter: &EventFilter) -> Result<Vec<Link>, StoreError> {
        let mut links = Vec::new();
        for actor in actors {
            let mut plan = Plan {
                sql: "WHERE actor = ?".to_owned(),
                values: vec![Value::Text(actor.clone())],
                pairs: 1,
            };
            plan.recipients(&filter.recipients);
            plan.conditions(self.connection(), filter, Walk::Acts)?;
            let sql = format!("SELECT recipient, count(*) FROM acts {} GROUP BY recipient", plan.sql);
            let mut select = self.connection().prepare_cached(&sql)?;
            let mut rows = select.query(params_from_iter(&plan.values))?;
            while let Some(row) = rows.next()? {
                let events = row.get::<_, i64>(1)?.unsigned_abs();
                links.push(Link { actor: actor.clone(), recipient: row.get(0)?, events });
            }
        }
        Ok(links)
    }
}

impl Plan {
    /// Those asked for, else all that are named.
    fn recipients(&mut self, codes: &[String]) {
        if codes.is_empty() {
            self.sql += " AND recipient > ?";
            self.values.push(Value::Text(ANYBODY.to_owned()));
        } else {
            self.sql += &format!(" AND recipient IN ({})", vec!["?"; codes.len()].join(", "));
            self.values.extend(codes.iter().cloned().map(Value::Text));
        }
    }
}
