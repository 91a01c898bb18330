//! Arithmetic on days: the intervals that months, weeks, seasons and offsets stand for.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::Granularity;

/// First and last day, inclusive.
pub(super) type Days = (Date, Date);

/// A stretch of a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Early,
    Middle,
    Late,
}

/// Units of time that expressions count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
    Decade,
}

impl Unit {
    pub(super) fn granularity(self) -> Granularity {
        match self {
            Unit::Day => Granularity::Day,
            Unit::Week => Granularity::Week,
            Unit::Month => Granularity::Month,
            Unit::Year => Granularity::Year,
            Unit::Decade => Granularity::Decade,
        }
    }
}

pub(super) fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

pub(super) fn add_days(date: Date, days: i32) -> Option<Date> {
    date.checked_add(i64::from(days).days()).ok()
}

/// Days from `a` to `b`.
pub(super) fn days_between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |span| span.get_days())
}

/// The date moved by whole units; months and years keep the day where they can.
pub(super) fn shift(date: Date, unit: Unit, count: i32) -> Option<Date> {
    let count = i64::from(count);
    let span = match unit {
        Unit::Day => jiff::Span::new().try_days(count),
        Unit::Week => jiff::Span::new().try_weeks(count),
        Unit::Month => jiff::Span::new().try_months(count),
        Unit::Year => jiff::Span::new().try_years(count),
        Unit::Decade => jiff::Span::new().try_years(10 * count),
    };
    date.checked_add(span.ok()?).ok()
}

/// The calendar unit that holds the date: its week (from Monday), month, year, decade.
pub(super) fn around(date: Date, unit: Unit) -> Option<Days> {
    match unit {
        Unit::Day => Some((date, date)),
        Unit::Week => {
            let monday = add_days(date, -i32::from(date.weekday().to_monday_zero_offset()))?;
            Some((monday, add_days(monday, 6)?))
        }
        Unit::Month => month(date.year(), date.month(), Part::Whole),
        Unit::Year => year(date.year(), Part::Whole),
        Unit::Decade => {
            let first = date.year() - date.year().rem_euclid(10);
            Some((day(first, 1, 1)?, day(first + 9, 12, 31)?))
        }
    }
}

pub(super) fn month(year: i16, month: i8, part: Part) -> Option<Days> {
    let first = day(year, month, 1)?;
    let last = first.last_of_month();
    Some(match part {
        Part::Whole => (first, last),
        Part::Early => (first, day(year, month, 10)?),
        Part::Middle => (day(year, month, 10)?, day(year, month, 20)?),
        Part::Late => (day(year, month, 20)?, last),
    })
}

pub(super) fn year(year: i16, part: Part) -> Option<Days> {
    let (from, to) = match part {
        Part::Whole => (1, 12),
        Part::Early => (1, 4),
        Part::Middle => (5, 8),
        Part::Late => (9, 12),
    };
    Some((day(year, from, 1)?, day(year, to, 1)?.last_of_month()))
}

/// A season by its number from spring, in the northern half of the world; winter ends in the next year.
pub(super) fn season(number: u8, year: i16) -> Option<Days> {
    match number {
        0 => Some((day(year, 3, 1)?, day(year, 5, 31)?)),
        1 => Some((day(year, 6, 1)?, day(year, 8, 31)?)),
        2 => Some((day(year, 9, 1)?, day(year, 11, 30)?)),
        _ => Some((day(year, 12, 1)?, day(year + 1, 2, 1)?.last_of_month())),
    }
}

/// The latest such weekday on or before the date.
pub(super) fn weekday_before(date: Date, weekday: Weekday) -> Option<Date> {
    let back = date.weekday().to_monday_zero_offset() - weekday.to_monday_zero_offset();
    add_days(date, -i32::from(back.rem_euclid(7)))
}

/// The first such weekday on or after the date.
pub(super) fn weekday_after(date: Date, weekday: Weekday) -> Option<Date> {
    let ahead = weekday.to_monday_zero_offset() - date.weekday().to_monday_zero_offset();
    add_days(date, i32::from(ahead.rem_euclid(7)))
}
