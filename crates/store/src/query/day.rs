//! Days as numbers, and the periods of a chart.

use jiff::civil::{Date, date};
use jiff::{ToSpan, Unit};

/// A day as the number its ISO form spells: 20180417; 0 for none, and for what is no day of the years 1 to 9999.
pub fn number(iso: Option<&str>) -> i64 {
    iso.and_then(|iso| iso.parse::<Date>().ok()).filter(|day| day.year() > 0).map_or(0, of_date)
}

/// A date as that number.
pub fn of_date(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

/// The date of a number; `None` for 0 and for what is no day.
pub fn to_date(number: i64) -> Option<Date> {
    let year = i16::try_from(number / 10_000).ok()?;
    let month = i8::try_from(number / 100 % 100).ok()?;
    let day = i8::try_from(number % 100).ok()?;
    if number <= 0 { None } else { Date::new(year, month, day).ok() }
}

/// A unit of time along a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Days.
    Day,
    /// ISO weeks, Monday to Sunday.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

impl Period {
    /// The first day of the period a day is in.
    #[must_use]
    pub fn start(self, day: Date) -> Date {
        match self {
            Period::Day => day,
            Period::Week => {
                let since_monday = i64::from(day.weekday().to_monday_zero_offset());
                day.checked_sub(since_monday.days()).unwrap_or(day)
            }
            Period::Month => day.first_of_month(),
            Period::Year => date(day.year(), 1, 1),
        }
    }

    /// The first day of the next period; `None` at the end of time.
    #[must_use]
    pub fn next(self, start: Date) -> Option<Date> {
        let step = match self {
            Period::Day => 1.day(),
            Period::Week => 1.week(),
            Period::Month => 1.month(),
            Period::Year => 1.year(),
        };
        start.checked_add(step).ok()
    }

    /// How many periods from one start to another.
    #[must_use]
    pub fn between(self, first: Date, last: Date) -> usize {
        let days = || first.until((Unit::Day, last)).map_or(0, |span| i64::from(span.get_days()));
        let months = || {
            (i64::from(last.year()) - i64::from(first.year())) * 12 + i64::from(last.month())
                - i64::from(first.month())
        };
        let count = match self {
            Period::Day => days(),
            Period::Week => days() / 7,
            Period::Month => months(),
            Period::Year => months() / 12,
        };
        usize::try_from(count).unwrap_or(0)
    }

    /// A period's name, by its first day: 2018-04-17, 2018-W16, 2018-04, 2018.
    #[must_use]
    pub fn name(self, start: Date) -> String {
        match self {
            Period::Day => start.to_string(),
            Period::Week => {
                let week = start.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Period::Month => format!("{:04}-{:02}", start.year(), start.month()),
            Period::Year => format!("{:04}", start.year()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_number_and_back() {
        assert_eq!(number(Some("2018-04-17")), 20_180_417);
        assert_eq!(to_date(20_180_417), Some(date(2018, 4, 17)));
        assert_eq!((number(None), number(Some("soon")), to_date(0), to_date(20_181_399)), (0, 0, None, None));
    }

    #[test]
    fn periods_begin_where_the_calendar_says() {
        let day = date(2018, 1, 3);
        let starts = [Period::Day, Period::Week, Period::Month, Period::Year]
            .map(|p| (p.start(day), p.name(p.start(day))));
        assert_eq!(
            starts.map(|(start, name)| format!("{start} {name}")),
            ["2018-01-03 2018-01-03", "2018-01-01 2018-W01", "2018-01-01 2018-01", "2018-01-01 2018"]
        );
        // The first days of a year may belong to the last week of the year before.
        assert_eq!(Period::Week.name(Period::Week.start(date(2021, 1, 2))), "2020-W53");
    }

    #[test]
    fn between_counts_periods() {
        let (a, b) = (date(2017, 11, 1), date(2018, 2, 1));
        assert_eq!(Period::Month.between(a, b), 3);
        assert_eq!(Period::Day.between(a, b), 92);
        assert_eq!(Period::Month.next(a), Some(date(2017, 12, 1)));
    }
}
