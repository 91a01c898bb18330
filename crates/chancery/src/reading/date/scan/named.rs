//! Days, months and seasons by their names and numbers: "26 November 2016", "mid-August", "28/10/2004".

use chancery_lang::{NameKind, Upos};

use super::{Match, Meaning, Scanner, Which, days, offset_of, one_day, which};
use crate::reading::date::Granularity;
use crate::reading::date::calendar::{self, Part, Unit};
use crate::reading::date::words;

impl Scanner<'_> {
    /// "2018-04-18", "9/11", "28/10/2004".
    pub(super) fn in_digits(&self, i: usize) -> Match {
        let form = self.form(i);
        if form == "9/11" {
            return Some((i + 1, one_day(calendar::day(2001, 9, 11)?)));
        }
        let mark = if form.contains('/') { '/' } else { '-' };
        let parts: Vec<&str> = form.split(mark).collect();
        let &[a, b, c] = parts.as_slice() else { return None };
        if !parts.iter().all(|p| (1..=4).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit())) {
            return None;
        }
        let number = |s: &str| s.parse::<i16>().ok();
        let (a, b, c) = (number(a)?, number(b)?, number(c)?);
        let small = |n: i16| i8::try_from(n).ok();
        if a > 31 {
            return Some((i + 1, one_day(calendar::day(a, small(b)?, small(c)?)?)));
        }
        if c < 1000 {
            return None;
        }
        // Day and month cannot be told apart where both could be either.
        let (day, month) = if a > 12 || a == b { (a, b) } else { (b, a) };
        if a <= 12 && b <= 12 && a != b {
            return Some((i + 1, Meaning::Unknown(Granularity::Day)));
        }
        Some((i + 1, one_day(calendar::day(c, small(month)?, small(day)?)?)))
    }

    /// "Tuesday, April 3", "Wednesday 22nd of May".
    pub(super) fn weekday_and_date(&self, i: usize) -> Match {
        words::weekday(self.form(i), true)?;
        let next = if self.low(i + 1) == "," { i + 2 } else { i + 1 };
        let next = if self.low(next) == "the" { next + 1 } else { next };
        self.day_month(next).or_else(|| self.month_day(next))
    }

    /// "26 November 2016", "5-6 April", "the 3rd and 4th of May".
    pub(super) fn day_month(&self, i: usize) -> Match {
        let from = words::day_number(self.low(i))?;
        let mut next = i + 1;
        let mut to = from;
        if matches!(self.low(next), "-" | "–" | "to" | "and" | "until" | "through")
            && let Some(last) = words::day_number(self.low(next + 1)).filter(|&last| last > from)
        {
            to = last;
            next += 2;
        }
        if self.low(next) == "of" {
            next += 1;
        }
        let month = words::month(self.form(next))?;
        if self.low(i).bytes().all(|b| b.is_ascii_digit()) && self.low(next + 1) == "-" {
            return None;
        }
        Some(self.with_year(next + 1, month, from, to))
    }

    /// "Nov. 8", "May 21, 2015", "May 3-5".
    pub(super) fn month_day(&self, i: usize) -> Match {
        let month = words::month(self.form(i))?;
        let mut next = if self.low(i + 1) == "the" { i + 2 } else { i + 1 };
        let from = words::day_number(self.low(next))?;
        if matches!(self.low(next + 1), "percent" | "%" | "million" | "people" | ":") {
            return None;
        }
        next += 1;
        let mut to = from;
        if matches!(self.low(next), "-" | "–" | "to" | "and" | "through")
            && let Some(last) = words::day_number(self.low(next + 1)).filter(|&last| last > from)
            && words::month(self.form(next + 2)).is_none()
        {
            to = last;
            next += 2;
        }
        Some(self.with_year(next, month, from, to))
    }

    /// A day of a month with the year that may follow at word `i`.
    pub(super) fn with_year(&self, i: usize, month: i8, from: i8, to: i8) -> (usize, Meaning) {
        let at = if self.low(i) == "," { i + 1 } else { i };
        let dated = words::year_number(self.low(at)).and_then(|year| {
            let (first, last) = (calendar::day(year, month, from)?, calendar::day(year, month, to)?);
            Some((
                at + 1,
                Meaning::Days(first, last, if from == to { Granularity::Day } else { Granularity::Week }),
            ))
        });
        // "the September 11 attacks"
        if dated.is_none() && (month, from, to) == (9, 11, 11) && self.low(i).starts_with("attack") {
            if let Some(date) = calendar::day(2001, 9, 11) {
                return (i, one_day(date));
            }
        }
        if let (None, Some((end, years))) = (&dated, self.year_away(i)) {
            return (end, Meaning::MonthDayIn { month, from, to, years });
        }
        dated.unwrap_or((i, Meaning::MonthDay { month, from, to }))
    }

    /// "last year" after a month or a day at word `i`, with or without "of" or a comma: the word after it and how many years
    /// away it is.
    fn year_away(&self, i: usize) -> Option<(usize, i32)> {
        let at = if matches!(self.low(i), "of" | ",") { i + 1 } else { i };
        let which = which(self.low(at)).filter(|_| self.low(at + 1) == "year")?;
        Some((at + 2, offset_of(which)))
    }

    /// "early July 2014", "the end of 2015", "mid-August", "late last year".
    pub(super) fn part_of(&self, i: usize) -> Match {
        let low = self.low(i);
        if let Some(rest) = low.strip_prefix("mid-") {
            if let Some(year) = words::year_number(rest) {
                return Some((i + 1, days(calendar::year(year, Part::Middle)?, Granularity::Season)));
            }
            let month = words::month(self.form(i).get(4..)?)?;
            return Some(self.month_with_year(i + 1, month, Part::Middle, Which::Nearest));
        }
        let part = words::part(low)?;
        let mut next = i + 1;
        if matches!(low, "beginning" | "start" | "middle" | "end") {
            if self.low(next) != "of" {
                return None;
            }
            next += 1;
        } else if matches!(self.low(next), "in" | "-") {
            next += 1;
        }
        if let Some(month) = words::month(self.form(next)) {
            return Some(self.month_with_year(next + 1, month, part, Which::Nearest));
        }
        if let Some(year) = words::year_number(self.low(next)) {
            return Some((next + 1, days(calendar::year(year, part)?, Granularity::Season)));
        }
        let offset = which(self.low(next))?;
        // "late last July"
        if let Some(month) = words::month(self.form(next + 1)) {
            return Some((next + 2, Meaning::Month { month, part, which: offset }));
        }
        let unit = words::unit(self.low(next + 1)).filter(|u| matches!(u, Unit::Month | Unit::Year))?;
        Some((next + 2, Meaning::UnitAt { unit, offset: offset_of(offset), part }))
    }

    /// A month by name, alone or with its year.
    pub(super) fn month(&self, i: usize) -> Match {
        let month = words::month(self.form(i))?;
        let found = self.month_with_year(i + 1, month, Part::Whole, Which::Nearest);
        if matches!(found.1, Meaning::Days(..)) {
            return Some(found);
        }
        let named = self.document.name_at(self.start + i);
        if named.is_some_and(|name| name.kind != NameKind::Date && name.kind != NameKind::Event) {
            return None;
        }
        if matches!(self.upos(i), Some(Upos::Aux | Upos::Verb)) {
            return None;
        }
        let led = words::leads_month(self.before(i));
        let name_like = self.form(i + 1).starts_with(char::is_uppercase)
            || i > 0 && self.form(i - 1).starts_with(char::is_uppercase) && !led;
        if words::doubtful(month) && (!led || name_like) {
            return None;
        }
        Some(found)
    }

    fn month_with_year(&self, i: usize, month: i8, part: Part, which: Which) -> (usize, Meaning) {
        let at = if matches!(self.low(i), "," | "of") { i + 1 } else { i };
        let dated = words::year_number(self.low(at))
            .and_then(|year| Some((at + 1, days(calendar::month(year, month, part)?, Granularity::Month))));
        if let (None, Some((end, years))) = (&dated, self.year_away(i)) {
            return (end, Meaning::MonthIn { month, part, years });
        }
        dated.unwrap_or((i, Meaning::Month { month, part, which }))
    }

    /// "summer 2010", "the spring of 2011", "the first quarter of 2016".
    pub(super) fn season_of_year(&self, i: usize) -> Match {
        let season = words::season(self.low(i))?;
        let next = if self.low(i + 1) == "of" { i + 2 } else { i + 1 };
        if let Some(year) = words::year_number(self.low(next)) {
            return Some((next + 1, days(calendar::season(season, year)?, Granularity::Season)));
        }
        let over = self.before(i) == "the"
            && i > 1
            && matches!(self.low(i - 2), "over" | "during" | "in" | "since" | "this");
        (over && (season != 2 || self.low(i) == "autumn"))
            .then_some((i + 1, Meaning::Season { season, which: Which::Nearest }))
    }
}
