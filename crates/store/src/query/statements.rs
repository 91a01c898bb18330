//! Statements by speaker, subject and day.

use jiff::civil::Date;
use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::words::Words;
use crate::{ReportKey, Store, StoreError, number_of_part};

/// What statements are asked for; each part that is empty asks for nothing.
#[derive(Clone, Debug, Default)]
pub struct StatementFilter {
    /// Words of the speaker's name, or of what the report calls the speaker.
    pub speaker: Option<Words>,
    /// Words of what is said.
    pub about: Option<Words>,
    /// Country codes, one of which a speaker has.
    pub countries: Vec<String>,
    /// Published on this day or later.
    pub since: Option<Date>,
    /// Published on this day or earlier.
    pub until: Option<Date>,
}

impl Store {
    /// Statements of current reports, the latest published first, at most `limit` of them: report and number of each.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn find_statements(
        &self,
        filter: &StatementFilter,
        limit: Option<usize>,
    ) -> Result<Vec<(ReportKey, i64)>, StoreError> {
        let (sql, values) = select(filter, limit);
        let mut select = self.connection().prepare_cached(&sql)?;
        let rows = select.query_map(params_from_iter(&values), |row| row.get::<_, i64>(0))?;
        rows.map(|key| key.map(|key| (ReportKey::of_part(key), number_of_part(key))).map_err(Into::into))
            .collect()
    }
}

/// The question in SQL and its values.
fn select(filter: &StatementFilter, limit: Option<usize>) -> (String, Vec<Value>) {
    let mut sql = "SELECT statements.statement ".to_owned();
    let mut values = Vec::new();
    let words = [("speaker", &filter.speaker), ("content", &filter.about)];
    let words: Vec<String> = words
        .iter()
        .filter_map(|(column, words)| Some(format!("{column} : ({})", words.as_ref()?.as_fts())))
        .collect();
    if words.is_empty() {
        sql +=
                "FROM reports INDEXED BY reports_by_day CROSS JOIN statements
                    ON statement BETWEEN (reports.report << 20) AND (reports.report << 20 | 0xfffff) WHERE TRUE";
    } else {
        sql += "FROM statement_words CROSS JOIN statements ON statements.statement = statement_words.rowid
                    CROSS JOIN reports ON reports.report = statements.report WHERE statement_words MATCH ?";
        values.push(Value::Text(words.join(" AND ")));
    }
    // The sign keeps SQLite from making an index of all statements by this column first.
    sql += " AND +statements.current = 1";
    for (day, compare) in [(filter.since, ">="), (filter.until, "<=")] {
        if let Some(day) = day {
            sql += &format!(" AND published {compare} ?");
            values.push(Value::Text(day.to_string()));
        }
    }
    if !filter.countries.is_empty() {
        sql += &format!(
            " AND EXISTS (SELECT 1 FROM voices JOIN entities USING (entity)
                   WHERE voices.statement = statements.statement AND role = 'speaker' AND country IN ({}))",
            vec!["?"; filter.countries.len()].join(", ")
        );
        values.extend(filter.countries.iter().cloned().map(Value::Text));
    }
    sql += " ORDER BY published DESC, statements.statement";
    if let Some(limit) = limit {
        sql += &format!(" LIMIT {limit}");
    }
    (sql, values)
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;
    use crate::schema::migrate;

    #[test]
    fn no_question_makes_an_index_first() {
        let connection = Connection::open_in_memory().unwrap();
        migrate(&connection).unwrap();
        let words = |words: &str| Some(Words::parse(words).unwrap());
        let all = StatementFilter::default();
        let filters = [
            all.clone(),
            StatementFilter { countries: vec!["RUS".to_owned()], ..all.clone() },
            StatementFilter { speaker: words("minister"), about: words("Syria"), ..all.clone() },
            StatementFilter { since: Some(jiff::civil::date(2018, 4, 1)), ..all },
        ];
        for filter in filters {
            let (sql, values) = select(&filter, Some(50));
            let mut explain = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let lines = explain.query_map(params_from_iter(&values), |row| row.get::<_, String>(3)).unwrap();
            let lines: Vec<String> = lines.map(Result::unwrap).collect();
            assert!(!lines.iter().any(|line| line.contains("AUTOMATIC")), "{lines:?} for {filter:?}");
        }
    }
}
