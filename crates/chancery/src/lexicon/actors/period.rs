//! Spans of days in which a name or an office is valid.

use jiff::civil::{Date, date};

use super::super::{LexiconError, Row};

/// From the first to the last day, both inclusive; open where `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First day.
    pub since: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

impl Period {
    /// The period of the cells `since` and `until`: a year or a month stands for the whole of it.
    ///
    /// # Errors
    /// A cell that is no ISO year, month or day, or an end before its start.
    pub fn of_row(row: &Row<'_, '_>) -> Result<Self, LexiconError> {
        let cell = |column: &str, last: bool| match row.cell(column) {
            "" => Ok(None),
            text => partial_date(text, last)
                .map(Some)
                .ok_or_else(|| row.error(column, format!("{text:?} is no year, month or day (1990-08-02)"))),
        };
        let period = Period { since: cell("since", false)?, until: cell("until", true)? };
        match period {
            Period { since: Some(since), until: Some(until) } if until < since => {
                Err(row.error("until", format!("ends on {until}, before it begins on {since}")))
            }
            _ => Ok(period),
        }
    }

    /// Whether the day lies within.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Days from the period to the day: 0 within, positive after its end, negative before its start.
    #[must_use]
    pub fn distance(&self, day: Date) -> i64 {
        let days = |from: Date, to: Date| i64::from((to - from).get_days());
        match self {
            Period { until: Some(until), .. } if day > *until => days(*until, day),
            Period { since: Some(since), .. } if day < *since => -days(day, *since),
            _ => 0,
        }
    }
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; of a year or month its first or last day.
pub(super) fn partial_date(text: &str, last: bool) -> Option<Date> {
    let mut parts = text.split('-');
    let number = |part: &str, digits: usize| {
        (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<i16>().ok())?
    };
    let year = number(parts.next()?, 4)?;
    let month = parts.next().map(|part| number(part, 2));
    let day = parts.next().map(|part| number(part, 2));
    if parts.next().is_some() {
        return None;
    }
    let small = |value: Option<i16>| value.and_then(|v| i8::try_from(v).ok());
    match (month, day) {
        (None, _) => Some(if last { date(year, 12, 31) } else { date(year, 1, 1) }),
        (Some(month), None) => {
            let first = Date::new(year, small(month)?, 1).ok()?;
            Some(if last { first.last_of_month() } else { first })
        }
        (Some(month), Some(day)) => Date::new(year, small(month)?, small(day)?).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_or_month_stands_for_the_whole_of_it() {
        assert_eq!(partial_date("2016", false), Some(date(2016, 1, 1)));
        assert_eq!(partial_date("2016-02", true), Some(date(2016, 2, 29)));
        assert_eq!(partial_date("2016-02-30", true), None);
        assert_eq!(partial_date("16", true), None);
    }

    #[test]
    fn distance_counts_days_outside() {
        let period = Period { since: Some(date(2010, 1, 1)), until: Some(date(2010, 1, 31)) };
        assert_eq!(period.distance(date(2010, 2, 2)), 2);
        assert_eq!(period.distance(date(2009, 12, 31)), -1);
        assert_eq!(period.distance(date(2010, 1, 31)), 0);
    }
}
