//! What days an expression stands for, counted from the day of publication.

use jiff::civil::Date;

use super::Granularity;
use super::calendar::{self, Days, Part, Unit};
use super::scan::{Meaning, Which};

/// Which way an expression without "last" or "next" looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    /// Not told.
    Open,
}

/// An untold day of a month lies ahead if that is at most this many days and the last such day is farther back.
const SOON: i32 = 45;

/// "Last Thursday" is at least this many days ago: nearer, it would be "on Thursday".
const LAST_WEEKDAY: i32 = 3;

/// The days that `meaning` stands for and how exact they are; no days where they cannot be known.
pub(super) fn resolve(
    meaning: Meaning,
    published: Option<Date>,
    tense: Tense,
) -> (Option<Days>, Granularity) {
    let granularity = granularity(meaning);
    if let Meaning::Days(from, to, _) = meaning {
        return (Some((from, to)), granularity);
    }
    (published.and_then(|today| counted(meaning, today, tense)).filter(|(from, to)| from <= to), granularity)
}

fn granularity(meaning: Meaning) -> Granularity {
    match meaning {
        Meaning::Days(_, _, granularity) | Meaning::Unknown(granularity) => granularity,
        Meaning::MonthDay { from, to, .. } | Meaning::MonthDayIn { from, to, .. } if from != to => {
            Granularity::Week
        }
        Meaning::MonthDayIn { .. } => Granularity::Day,
        Meaning::MonthIn { .. } => Granularity::Month,
        Meaning::MonthDay { .. } | Meaning::Weekday { .. } | Meaning::Overnight => Granularity::Day,
        Meaning::Month { .. } => Granularity::Month,
        Meaning::Season { .. } => Granularity::Season,
        Meaning::Weekend(_) => Granularity::Week,
        Meaning::UnitAt { unit: Unit::Year, part, .. } if part != Part::Whole => Granularity::Season,
        Meaning::UnitAt { unit, .. }
        | Meaning::Ago { unit, .. }
        | Meaning::Offset { unit, .. }
        | Meaning::Told { unit, .. } => unit.granularity(),
        Meaning::Months { .. } => Granularity::Season,
        Meaning::SoFar(unit) | Meaning::Rest(unit) => unit.granularity(),
        Meaning::Span { unit: Unit::Day, .. } => Granularity::Week,
        Meaning::Span { unit, .. } => unit.granularity(),
    }
}

fn counted(meaning: Meaning, today: Date, tense: Tense) -> Option<Days> {
    match meaning {
        Meaning::Days(from, to, _) => Some((from, to)),
        Meaning::MonthDay { month, from, to } => {
            let first = nearest_day(month, from, today, tense)?;
            Some((first, calendar::day(first.year(), month, to)?))
        }
        Meaning::MonthDayIn { month, from, to, years } => {
            let year = calendar::shift(today, Unit::Year, years)?.year();
            Some((calendar::day(year, month, from)?, calendar::day(year, month, to)?))
        }
        Meaning::MonthIn { month, part, years } => {
            calendar::month(calendar::shift(today, Unit::Year, years)?.year(), month, part)
        }
        Meaning::Month { month, part, which } => {
            calendar::month(year_of_month(month, today, which, tense), month, part)
        }
        Meaning::Weekday { weekday, which } => {
            let before = calendar::weekday_before(today, weekday)?;
            let date = match which {
                Which::Nearest if tense == Tense::Future => calendar::weekday_after(today, weekday)?,
                Which::Nearest => before,
                Which::Last if calendar::days_between(before, today) < LAST_WEEKDAY => {
                    calendar::add_days(before, -7)?
                }
                Which::Last => before,
                Which::Next => calendar::weekday_after(calendar::add_days(today, 1)?, weekday)?,
                Which::This => {
                    let (monday, _) = calendar::around(today, Unit::Week)?;
                    calendar::weekday_after(monday, weekday)?
                }
            };
            Some((date, date))
        }
        Meaning::Season { season, which } => season_near(season, today, which),
        Meaning::UnitAt { unit, offset, part } => {
            let date = calendar::shift(today, unit, offset)?;
            match (unit, part) {
                (_, Part::Whole) => calendar::around(date, unit),
                (Unit::Month, _) => calendar::month(date.year(), date.month(), part),
                _ => calendar::year(date.year(), part),
            }
        }
        Meaning::SoFar(unit) => Some((calendar::around(today, unit)?.0, today)),
        Meaning::Rest(unit) => Some((today, calendar::around(today, unit)?.1)),
        Meaning::Ago { unit, count } => {
            let date = calendar::shift(today, unit, count)?;
            match unit {
                // A week ago is a day or two around that day.
                Unit::Week => Some((calendar::add_days(date, -3)?, calendar::add_days(date, 3)?)),
                _ => calendar::around(date, unit),
            }
        }
        Meaning::Span { unit, count } => {
            let end = calendar::shift(today, unit, count)?;
            Some((end.min(today), end.max(today)))
        }
        Meaning::Weekend(which) => {
            let saturday = calendar::weekday_before(today, jiff::civil::Weekday::Saturday)?;
            // on a Saturday or Sunday "this weekend" has begun
            let over = calendar::days_between(saturday, today) > 1;
            let ahead = which == Which::Next || which == Which::This && tense == Tense::Future && over;
            let saturday = calendar::add_days(saturday, if ahead { 7 } else { 0 })?;
            Some((saturday, calendar::add_days(saturday, 1)?))
        }
        Meaning::Overnight => Some((calendar::add_days(today, -1)?, today)),
        Meaning::Months { first, last, years } => months(first, last, years, today),
        Meaning::Unknown(_) | Meaning::Offset { .. } | Meaning::Told { .. } => None,
    }
}

/// The days that lie at least `from` and at most `to` units after a date told before, with how exact they are.
pub(super) fn counted_from(
    told: Days,
    exactness: Granularity,
    unit: Unit,
    from: i32,
    to: i32,
) -> Option<(Days, Granularity)> {
    let exact = exactness <= unit.granularity();
    match unit {
        // "in November …, a few days later": some day between the first and the last that this can be
        Unit::Day if !exact => (exactness <= Granularity::Month && from != 0)
            .then(|| Some((calendar::add_days(told.0, from)?, calendar::add_days(told.1, to)?)))?
            .map(|days| (days, exactness)),
        Unit::Day => {
            let days = (calendar::add_days(told.0, from)?, calendar::add_days(told.1, to)?);
            Some((days, if days.0 == days.1 { Granularity::Day } else { Granularity::Week }))
        }
        _ if !exact => None,
        Unit::Week if from == to && from.abs() > 1 => {
            let day = calendar::shift(told.0, unit, from)?;
            Some(((calendar::add_days(day, -3)?, calendar::add_days(day, 3)?), Granularity::Week))
        }
        _ => {
            let first = calendar::around(calendar::shift(told.0, unit, from)?, unit)?;
            let last = calendar::around(calendar::shift(told.1, unit, to)?, unit)?;
            Some(((first.0, last.1), unit.granularity()))
        }
    }
}

/// These months in the year that lies so many years away; without one, the nearest that have begun.
fn months(first: i8, last: i8, years: Option<i32>, today: Date) -> Option<Days> {
    let year = match years {
        Some(years) => calendar::shift(today, Unit::Year, years)?.year(),
        None if first <= today.month() => today.year(),
        None => today.year() - 1,
    };
    Some((calendar::day(year, first, 1)?, calendar::day(year, last, 1)?.last_of_month()))
}

/// The day of an unnamed year that the tense points to.
fn nearest_day(month: i8, day: i8, today: Date, tense: Tense) -> Option<Date> {
    let year = today.year();
    // 29 February may be some years away.
    let candidates = || (year - 4..=year + 4).filter_map(|year| calendar::day(year, month, day));
    let before = candidates().filter(|&date| date <= today).max();
    let after = candidates().filter(|&date| date >= today).min();
    match tense {
        Tense::Past => before,
        Tense::Future => after,
        Tense::Open => match (before, after) {
            (Some(before), Some(after)) => {
                let (back, ahead) =
                    (calendar::days_between(before, today), calendar::days_between(today, after));
                Some(if ahead <= SOON && ahead < back { after } else { before })
            }
            (before, after) => before.or(after),
        },
    }
}

fn year_of_month(month: i8, today: Date, which: Which, tense: Tense) -> i16 {
    let year = today.year();
    let past = if month <= today.month() { year } else { year - 1 };
    let future = if month >= today.month() { year } else { year + 1 };
    match which {
        Which::Last if month == today.month() => year - 1,
        Which::Next if month == today.month() => year + 1,
        Which::Last => past,
        Which::Next => future,
        Which::This => year,
        Which::Nearest if tense == Tense::Future => future,
        Which::Nearest => past,
    }
}

fn season_near(season: u8, today: Date, which: Which) -> Option<Days> {
    let mut years = (today.year() - 2..=today.year() + 1).filter_map(|year| calendar::season(season, year));
    match which {
        Which::Next => years.find(|(from, _)| *from > today),
        Which::This => {
            years.find(|(from, to)| (*from <= today && today <= *to) || from.year() == today.year())
        }
        Which::Last => years.rfind(|(_, to)| *to < today),
        Which::Nearest => years.rfind(|(from, _)| *from <= today),
    }
}
