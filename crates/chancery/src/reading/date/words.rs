//! Names of months, weekdays, seasons and units.

use jiff::civil::Weekday;

use super::calendar::{Part, Unit};

const MONTHS: [(&str, &[&str]); 12] = [
    ("january", &["jan", "jan."]),
    ("february", &["feb", "feb."]),
    ("march", &["mar."]),
    ("april", &["apr", "apr."]),
    ("may", &[]),
    ("june", &["jun", "jun."]),
    ("july", &["jul", "jul."]),
    ("august", &["aug", "aug."]),
    ("september", &["sept", "sept.", "sep", "sep."]),
    ("october", &["oct", "oct."]),
    ("november", &["nov", "nov."]),
    ("december", &["dec", "dec."]),
];

const WEEKDAYS: [(&str, &[&str], Weekday); 7] = [
    ("monday", &["mon", "mon."], Weekday::Monday),
    ("tuesday", &["tue", "tue.", "tues", "tues."], Weekday::Tuesday),
    ("wednesday", &["wed", "wed."], Weekday::Wednesday),
    ("thursday", &["thu", "thu.", "thur", "thur.", "thurs", "thurs."], Weekday::Thursday),
    ("friday", &["fri", "fri."], Weekday::Friday),
    ("saturday", &["sat", "sat."], Weekday::Saturday),
    ("sunday", &["sun", "sun."], Weekday::Sunday),
];

/// The number of a month from its name as written, 1 to 12.
pub(super) fn month(form: &str) -> Option<i8> {
    if !form.starts_with(char::is_uppercase) {
        return None;
    }
    let low = form.to_lowercase();
    let at = MONTHS.iter().position(|(name, short)| *name == low || short.contains(&low.as_str()))?;
    i8::try_from(at + 1).ok()
}

/// Whether the name of a month is also a word or a person's name: without a day or a year it needs more to tell.
pub(super) fn doubtful(month: i8) -> bool {
    matches!(month, 3..=6 | 8)
}

/// Whether an expression counts from the day on which it is spoken.
pub(super) fn points_to_today(low: &str) -> bool {
    let first = low.split(' ').next().unwrap_or("");
    matches!(first, "today" | "tonight" | "yesterday" | "tomorrow")
        || matches!(low, "this morning" | "this afternoon" | "this evening" | "last night")
}

/// Nouns for occasions that bear the year in which they are held.
pub(super) fn names_occasion(low: &str) -> bool {
    matches!(low, "summit" | "conference" | "meeting" | "forum" | "congress" | "session")
}

/// Whether a word is the full name of a day of the week.
pub(crate) fn names_day(form: &str) -> bool {
    weekday(form, false).is_some()
}

/// The weekday that a word names; short names count only where `short` allows them.
pub(super) fn weekday(form: &str, short: bool) -> Option<Weekday> {
    if !form.starts_with(char::is_uppercase) {
        return None;
    }
    let low = form.to_lowercase();
    WEEKDAYS
        .iter()
        .find(|(name, shorts, _)| *name == low || short && shorts.contains(&low.as_str()))
        .map(|&(.., weekday)| weekday)
}

/// Words that make another name of the weekday after them: "Super Tuesday", "Good Friday".
pub(super) fn names_a_day(low: &str) -> bool {
    matches!(
        low,
        "super"
            | "black"
            | "good"
            | "ash"
            | "palm"
            | "easter"
            | "bloody"
            | "cyber"
            | "giving"
            | "shrove"
            | "maundy"
    )
}

/// The number of a season, from spring.
pub(super) fn season(low: &str) -> Option<u8> {
    match low {
        "spring" => Some(0),
        "summer" => Some(1),
        "autumn" | "fall" => Some(2),
        "winter" => Some(3),
        _ => None,
    }
}

pub(super) fn unit(low: &str) -> Option<Unit> {
    match low {
        "day" | "days" => Some(Unit::Day),
        "week" | "weeks" => Some(Unit::Week),
        "month" | "months" => Some(Unit::Month),
        "year" | "years" => Some(Unit::Year),
        "decade" | "decades" => Some(Unit::Decade),
        _ => None,
    }
}

pub(super) fn part(low: &str) -> Option<Part> {
    match low {
        "early" | "beginning" | "start" => Some(Part::Early),
        "mid" | "mid-" | "middle" => Some(Part::Middle),
        "late" | "end" => Some(Part::Late),
        _ => None,
    }
}

/// A day of a month in digits: "5", "5th".
pub(super) fn day_number(low: &str) -> Option<i8> {
    let digits = low.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&digits) || !matches!(&low[digits..], "" | "st" | "nd" | "rd" | "th") {
        return None;
    }
    low[..digits].parse().ok().filter(|day| (1..=31).contains(day))
}

/// A year in four digits.
pub(super) fn year_number(low: &str) -> Option<i16> {
    if low.len() != 4 || !low.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    low.parse().ok().filter(|year| (1000..2100).contains(year))
}

/// Times of day that follow the name of a day.
pub(super) fn is_time_of_day(low: &str) -> bool {
    matches!(low, "morning" | "afternoon" | "evening" | "night" | "noon" | "midday" | "midnight")
}

/// Words before a month or a year.
fn leads_date(low: &str) -> bool {
    matches!(
        low,
        "in" | "since"
            | "until"
            | "till"
            | "during"
            | "through"
            | "throughout"
            | "by"
            | "from"
            | "of"
            | "to"
            | "and"
            | "between"
            | "before"
            | "after"
    )
}

/// Words after which the name of a month is a month, and no name or verb.
pub(super) fn leads_month(low: &str) -> bool {
    leads_date(low) || matches!(low, "or" | "for")
}

/// Words after which a number of four digits is a year.
pub(super) fn leads_year(low: &str) -> bool {
    leads_date(low) || matches!(low, "late" | "early" | "around" | "circa")
}

/// Words after which a year says which one is meant: "the 1994 genocide".
pub(super) fn determines(low: &str) -> bool {
    matches!(
        low,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "'s"
            | "’s"
            | "bloody"
    )
}
