//! A filter as SQL: which index is walked, and what is asked of each row.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::acts::ANYBODY;
use super::filter::{EventFilter, Near};
use super::{code, day};
use crate::StoreError;

/// Up to so many reports with the words asked for, the walk begins at the reports; with more, it looks each event's report up.
const FEW_REPORTS: i64 = 300;

/// Up to so many events of the statuses and probabilities asked for, the walk goes through these alone; with more, some of them
/// are soon met in the order of days.
const FEW_EVENTS: i64 = 5_000;

/// `FROM … WHERE …` over `acts`, and the values of its parameters in their order.
#[derive(Debug, Default)]
pub struct Plan {
    pub sql: String,
    pub values: Vec<Value>,
    /// How often an event can come: once for each of the pairs of actor and recipient that are asked for.
    pub pairs: usize,
}

/// What of a filter the walk itself sees to, so that rows need not be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walk {
    /// Through the events of a circle.
    Near,
    /// Through the reports with the words.
    Words,
    /// Through the events of a status and probability.
    Status,
    /// Through `acts`, in the order of days.
    Acts,
}

/// The plan for a filter.
pub fn plan(connection: &Connection, filter: &EventFilter) -> Result<Plan, StoreError> {
    let mut plan = Plan { pairs: 1, ..Plan::default() };
    let mut walk = Walk::Acts;
    let nobody = filter.actors.is_empty() && filter.recipients.is_empty();
    if let Some(near) = filter.near {
        plan.sql +=
            "FROM json_each(?) AS near CROSS JOIN acts INDEXED BY acts_by_event ON acts.event = near.value";
        plan.values.push(Value::Text(events_near(connection, near)?));
        plan.sides(filter);
        walk = Walk::Near;
    } else if let Some(words) = filter.words.as_ref().filter(|words| is_rare(connection, words.as_fts())) {
        plan.sql += "FROM (SELECT rowid AS report FROM report_words WHERE report_words MATCH ?) AS found \
                     CROSS JOIN acts INDEXED BY acts_by_event ON acts.event BETWEEN (found.report << 20) AND (found.report << 20 | 0xfffff)";
        plan.values.push(Value::Text(words.as_fts().to_owned()));
        plan.sides(filter);
        walk = Walk::Words;
    } else if nobody && !filter.places.is_empty() {
        plan.sql += "FROM acts INDEXED BY acts_by_place WHERE actor = '*' AND recipient = '*'";
    } else if nobody && !filter.types.is_empty() {
        plan.sql += "FROM acts INDEXED BY acts_by_type WHERE actor = '*' AND recipient = '*'";
    } else if nobody && are_few(connection, filter)? {
        plan.status_walk(filter);
        walk = Walk::Status;
    } else {
        plan.sql += "FROM acts";
        plan.sides(filter);
    }
    plan.conditions(connection, filter, walk)?;
    Ok(plan)
}

impl Plan {
    /// Who acts on whom: somebody of those asked for, else anybody.
    pub fn sides(&mut self, filter: &EventFilter) {
        self.sql += " WHERE";
        let mut pairs = 1;
        for (column, codes, and) in [("actor", &filter.actors, ""), ("recipient", &filter.recipients, " AND")]
        {
            self.sql += and;
            self.sql += " ";
            if codes.is_empty() {
                self.one_of(column, &[ANYBODY.to_owned()]);
            } else {
                self.one_of(column, codes);
                pairs *= codes.len();
            }
        }
        self.pairs = pairs;
    }

    /// All that is asked of a row besides its sides.
    pub fn conditions(
        &mut self,
        connection: &Connection,
        filter: &EventFilter,
        walk: Walk,
    ) -> Result<(), StoreError> {
        if !filter.types.is_empty() {
            self.and().one_of("type", &filter.types);
        }
        if !filter.places.is_empty() {
            self.and().one_of("place", &filter.places);
        }
        if !filter.statuses.is_empty() && walk != Walk::Status {
            self.statuses(&code::statuses(&filter.statuses));
        }
        if let Some(since) = filter.since {
            self.and().sql += "last_day >= ?";
            self.values.push(Value::Integer(day::of_date(since)));
        }
        if let Some(until) = filter.until {
            self.and().sql += "first_day BETWEEN 1 AND ?";
            self.values.push(Value::Integer(day::of_date(until)));
        }
        if filter.vouched && walk != Walk::Status {
            self.sql += " AND vouched = 1";
        }
        if filter.min_confidence > 0.0 && walk != Walk::Status {
            self.and().sql += "confidence >= ?";
            self.values.push(Value::Integer(code::hundredths(filter.min_confidence)));
        }
        if !filter.each_report {
            self.sql += " AND counted = 1";
        }
        if let Some(near) = filter.near.filter(|_| walk != Walk::Near) {
            self.and().sql += "acts.event IN (SELECT value FROM json_each(?))";
            self.values.push(Value::Text(events_near(connection, near)?));
        }
        if let Some(words) = filter.words.as_ref().filter(|_| walk != Walk::Words) {
            self.and().sql +=
                "(acts.event >> 20) IN (SELECT rowid FROM report_words WHERE report_words MATCH ?)";
            self.values.push(Value::Text(words.as_fts().to_owned()));
        }
        Ok(())
    }

    /// Through statuses and probabilities. Each column of the index is named, down to the probability, so that the walk is a few
    /// stretches of it whatever is asked for.
    fn status_walk(&mut self, filter: &EventFilter) {
        self.sql += "FROM acts INDEXED BY acts_by_status WHERE actor = '*' AND recipient = '*'";
        self.statuses(&code::statuses(&filter.statuses));
        self.sql += if filter.vouched { " AND vouched = 1" } else { " AND vouched IN (0, 1)" };
        self.sql += " AND confidence >= ?";
        self.values.push(Value::Integer(code::hundredths(filter.min_confidence)));
    }

    fn statuses(&mut self, codes: &[i64]) {
        // Numbers of our own; nothing of the user's text goes into SQL.
        let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
        self.sql += &format!(" AND status IN ({})", codes.join(", "));
    }

    fn and(&mut self) -> &mut Self {
        self.sql += " AND ";
        self
    }

    fn one_of(&mut self, column: &str, codes: &[String]) {
        match codes {
            [code] => {
                self.sql += &format!("{column} = ?");
                self.values.push(Value::Text(code.clone()));
            }
            _ => {
                self.sql += &format!("{column} IN ({})", vec!["?"; codes.len()].join(", "));
                self.values.extend(codes.iter().cloned().map(Value::Text));
            }
        }
    }
}

/// Whether few reports have these words. What FTS5 cannot answer is said when the question itself runs.
fn is_rare(connection: &Connection, fts: &str) -> bool {
    let count = connection
        .prepare_cached(
            "SELECT count(*) FROM (SELECT 1 FROM report_words WHERE report_words MATCH ? LIMIT ?)",
        )
        .and_then(|mut count| count.query_row((fts, FEW_REPORTS + 1), |row| row.get::<_, i64>(0)));
    count.is_ok_and(|count| count <= FEW_REPORTS)
}

/// Whether few events have the statuses and the probability that a filter asks for.
fn are_few(connection: &Connection, filter: &EventFilter) -> Result<bool, StoreError> {
    if filter.statuses.is_empty() && filter.min_confidence <= 0.0 {
        return Ok(false);
    }
    let mut probe = Plan::default();
    probe.status_walk(filter);
    let sql = format!("SELECT count(*) FROM (SELECT 1 {} LIMIT {})", probe.sql, FEW_EVENTS + 1);
    let count: i64 =
        connection.prepare_cached(&sql)?.query_row(params_from_iter(&probe.values), |row| row.get(0))?;
    Ok(count <= FEW_EVENTS)
}

/// The events within a circle, as a JSON list of their keys.
fn events_near(connection: &Connection, near: Near) -> Result<String, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT event, lat, lon FROM events INDEXED BY events_by_point WHERE lat BETWEEN ? AND ?",
    )?;
    let mut events: Vec<i64> = Vec::new();
    let mut rows = select.query([near.latitudes().0, near.latitudes().1])?;
    while let Some(row) = rows.next()? {
        if near.holds(row.get(1)?, row.get(2)?) {
            events.push(row.get(0)?);
        }
    }
    let events: Vec<String> = events.iter().map(ToString::to_string).collect();
    Ok(format!("[{}]", events.join(",")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::words::Words;
    use crate::schema::migrate;

    fn empty_store() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        migrate(&connection).unwrap();
        connection
    }

    /// The lines of EXPLAIN QUERY PLAN.
    fn walk(connection: &Connection, plan: &Plan, order: &str) -> Vec<String> {
        let sql = format!("EXPLAIN QUERY PLAN SELECT event, first_day {} {order}", plan.sql);
        let mut explain = connection.prepare(&sql).unwrap();
        let lines = explain.query_map(params_from_iter(&plan.values), |row| row.get(3)).unwrap();
        lines.map(Result::unwrap).collect()
    }

    #[test]
    fn no_question_reads_a_whole_table() {
        let connection = empty_store();
        let codes = |codes: &[&str]| codes.iter().map(|&code| code.to_owned()).collect::<Vec<_>>();
        let all = EventFilter::default();
        let day = jiff::civil::date(2018, 4, 1);
        let filters = [
            all.clone(),
            EventFilter { since: Some(day), until: Some(day), ..all.clone() },
            EventFilter {
                actors: codes(&["RUS"]),
                since: Some(day),
                vouched: true,
                min_confidence: 0.5,
                ..all.clone()
            },
            EventFilter { actors: codes(&["RUS"]), recipients: codes(&["USA", "GBR"]), ..all.clone() },
            EventFilter { recipients: codes(&["USA"]), types: codes(&["REJECT"]), ..all.clone() },
            EventFilter {
                types: codes(&["REJECT", "ACCUSE"]),
                statuses: codes(&["occurred"]),
                ..all.clone()
            },
            EventFilter { places: codes(&["SYR"]), types: codes(&["ASSAULT"]), ..all.clone() },
            EventFilter { statuses: codes(&["denied"]), min_confidence: 0.9, ..all.clone() },
            EventFilter { vouched: true, min_confidence: 0.9, ..all.clone() },
            EventFilter {
                near: Some(Near { lat: 35.9, lon: 39.0, km: 50.0 }),
                actors: codes(&["RUS"]),
                ..all.clone()
            },
            EventFilter { words: Words::parse("chemical").ok(), places: codes(&["SYR"]), ..all.clone() },
        ];
        for filter in filters {
            let plan = plan(&connection, &filter).unwrap();
            for line in walk(&connection, &plan, "ORDER BY first_day DESC, last_day DESC, event DESC") {
                let scan = line.starts_with("SCAN");
                // The lists of a circle's events and of the reports with the words are walked, and they are short.
                let list = line.contains("near VIRTUAL TABLE")
                    || line.contains("report_words VIRTUAL TABLE")
                    || line.starts_with("SCAN found")
                    || line.contains("json_each");
                assert!(!scan || list, "{line} for {filter:?}");
            }
        }
    }

    #[test]
    fn the_few_events_of_a_status_and_probability_are_walked_alone() {
        let connection = empty_store();
        let filter = EventFilter {
            statuses: vec!["denied".to_owned()],
            min_confidence: 0.9,
            ..EventFilter::default()
        };
        let plan = plan(&connection, &filter).unwrap();
        assert_eq!(
            walk(&connection, &plan, ""),
            ["SEARCH acts USING COVERING INDEX acts_by_status (status=? AND vouched=? AND confidence>?)"]
        );
    }

    #[test]
    fn one_actor_and_one_recipient_come_sorted() {
        let connection = empty_store();
        let filter = EventFilter {
            actors: vec!["RUS".to_owned()],
            recipients: vec!["USA".to_owned()],
            ..EventFilter::default()
        };
        let plan = plan(&connection, &filter).unwrap();
        let lines = walk(&connection, &plan, "ORDER BY first_day DESC, last_day DESC, event DESC LIMIT 50");
        assert_eq!(lines, ["SEARCH acts USING PRIMARY KEY (actor=? AND recipient=?)"]);
    }
}
