//! Quarters and halves of a year, weeks of a month: "the first half of 2016", "the last week of May".

use super::{Match, Meaning, Scanner, days};
use crate::reading::date::Granularity;
use crate::reading::date::calendar::{self, Unit};
use crate::reading::date::words;

/// Days of a week.
const WEEK: i8 = 7;

impl Scanner<'_> {
    /// A part of a year or month that is counted, beginning with word `i`.
    pub(super) fn division(&self, i: usize) -> Match {
        self.week_of_month(i).or_else(|| self.part_of_year(i))
    }

    /// "first week of May", "the last week of June 2016".
    fn week_of_month(&self, i: usize) -> Match {
        let last = matches!(self.low(i), "last" | "final");
        let number = ordinal(self.low(i)).filter(|number| *number <= 4);
        if self.low(i + 1) != "week" || !matches!(self.low(i + 2), "of" | "in") || !(last || number.is_some())
        {
            return None;
        }
        let month = words::month(self.form(i + 3))?;
        // The length of February is that of a common year.
        let end = calendar::month(2001, month, calendar::Part::Whole)?.1.day();
        let (from, to) = match number {
            Some(number) => (WEEK * (number - 1) + 1, WEEK * number),
            None => (end - WEEK + 1, end),
        };
        Some(self.with_year(i + 4, month, from, to))
    }

    /// "the first quarter of 2016", "Q3", "the second half of last year", "the first six months of 2016".
    fn part_of_year(&self, i: usize) -> Match {
        let ((first, last), end) = self.months_counted(i)?;
        let next = if matches!(self.low(end), "of" | "in") { end + 1 } else { end };
        if let Some(year) = words::year_number(self.low(next)) {
            let span = (calendar::day(year, first, 1)?, calendar::day(year, last, 1)?.last_of_month());
            return Some((next + 1, days(span, Granularity::Season)));
        }
        if next == end {
            return Some((end, Meaning::Months { first, last, years: None }));
        }
        let years = match (self.low(next), self.low(next + 1)) {
            ("the" | "this", "year") => 0,
            ("last", "year") => -1,
            ("next", "year") => 1,
            _ => return None,
        };
        Some((next + 2, Meaning::Months { first, last, years: Some(years) }))
    }

    /// First and last month, and the word after the expression.
    fn months_counted(&self, i: usize) -> Option<((i8, i8), usize)> {
        let low = self.low(i);
        if let Some(quarter) = self.form(i).strip_prefix('Q').and_then(|n| n.parse::<i8>().ok()) {
            return (1..=4).contains(&quarter).then_some(((3 * quarter - 2, 3 * quarter), i + 1));
        }
        let part = self.low(i + 1);
        if part == "quarter" && self.before(i) == "the" {
            // "the last quarter" alone is the one just past
            let quarter = if low == "last" && self.low(i + 2) == "of" { 4 } else { ordinal(low)? };
            return Some(((3 * quarter - 2, 3 * quarter), i + 2));
        }
        if part == "half" && self.low(i + 2) == "of" {
            return match low {
                "first" => Some(((1, 6), i + 2)),
                "second" | "latter" => Some(((7, 12), i + 2)),
                _ => None,
            };
        }
        let (count, end) = self.count(i + 1)?;
        let count = i8::try_from(count).ok().filter(|count| (2..=11).contains(count))?;
        let counted = words::unit(self.low(end)) == Some(Unit::Month) && self.low(end + 1) == "of";
        match low {
            "first" if counted => Some(((1, count), end + 1)),
            "last" | "final" if counted => Some(((13 - count, 12), end + 1)),
            _ => None,
        }
    }
}

fn ordinal(low: &str) -> Option<i8> {
    match low {
        "first" | "1st" => Some(1),
        "second" | "2nd" => Some(2),
        "third" | "3rd" => Some(3),
        "fourth" | "4th" => Some(4),
        _ => None,
    }
}
