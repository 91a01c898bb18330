//! The wording of dates: finds expressions in a sentence and says what they mean, without knowing the day they count from.

mod division;

mod told;

use chancery_lang::{Document, NameKind, TokenRange, Upos};
use jiff::civil::{Date, Weekday};

use super::Granularity;
use super::calendar::{self, Part, Unit};
use super::words;
use crate::reading::number::cardinal_at;

/// Which of the days, months or seasons of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// The nearest that the tense allows.
    Nearest,
    Last,
    This,
    Next,
}

/// What an expression means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    /// These days, whatever the day of publication.
    Days(Date, Date, Granularity),
    /// Days of a month in an unnamed year.
    MonthDay {
        month: i8,
        from: i8,
        to: i8,
    },
    /// Days of a month in the year that lies so many years away.
    MonthDayIn {
        month: i8,
        from: i8,
        to: i8,
        years: i32,
    },
    Month {
        month: i8,
        part: Part,
        which: Which,
    },
    /// A month in the year that lies so many years away.
    MonthIn {
        month: i8,
        part: Part,
        years: i32,
    },
    Weekday {
        weekday: Weekday,
        which: Which,
    },
    Season {
        season: u8,
        which: Which,
    },
    /// The calendar unit that lies so many units away, or a part of it.
    UnitAt {
        unit: Unit,
        offset: i32,
        part: Part,
    },
    /// From the beginning of the unit to today.
    SoFar(Unit),
    /// From today to the end of the unit.
    Rest(Unit),
    /// So many units before (or after) today, each as exact as the unit.
    Ago {
        unit: Unit,
        count: i32,
    },
    /// All days of the last (or next) so many units, up to (or from) today.
    Span {
        unit: Unit,
        count: i32,
    },
    Weekend(Which),
    Overnight,
    /// So many units before or after what follows.
    Offset {
        unit: Unit,
        count: i32,
    },
    /// From the first of these months to the end of the last, in the year that lies so many years away; the nearest past
    /// ones where no year is told.
    Months {
        first: i8,
        last: i8,
        years: Option<i32>,
    },
    /// So many units after the date told before, at least `from` and at most `to`; negative before it.
    Told {
        unit: Unit,
        from: i32,
        to: i32,
    },
    /// Counted from something that is not known here.
    Unknown(Granularity),
}

/// An expression: its words and what they mean.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub words: TokenRange,
    pub meaning: Meaning,
}

/// The time expressions of one sentence, in order, none overlapping.
pub(super) fn scan(document: &Document, sentence: TokenRange) -> Vec<Found> {
    let low = sentence.clone().map(|i| document.form(i).to_lowercase()).collect();
    let scanner = Scanner { document, start: sentence.start, low };
    let mut found: Vec<Found> = Vec::new();
    let mut i = 0;
    while i < scanner.low.len() {
        match scanner.at(i) {
            Some((end, meaning)) if end > i => {
                found.push(Found { words: sentence.start + i..sentence.start + end, meaning });
                i = end;
            }
            _ => i += 1,
        }
    }
    found
}

/// The word after an expression, and its meaning.
type Match = Option<(usize, Meaning)>;

struct Scanner<'a> {
    document: &'a Document,
    /// First word of the sentence; indices below count from it.
    start: usize,
    low: Vec<String>,
}

impl Scanner<'_> {
    fn low(&self, i: usize) -> &str {
        self.low.get(i).map_or("", String::as_str)
    }

    fn form(&self, i: usize) -> &str {
        if i < self.low.len() { self.document.form(self.start + i) } else { "" }
    }

    fn before(&self, i: usize) -> &str {
        i.checked_sub(1).map_or("", |k| self.low(k))
    }

    fn upos(&self, i: usize) -> Option<Upos> {
        (i < self.low.len()).then(|| self.document.tokens[self.start + i].upos)
    }

    fn at(&self, i: usize) -> Match {
        self.in_digits(i)
            .or_else(|| self.weekday_and_date(i))
            .or_else(|| self.day_month(i))
            .or_else(|| self.month_day(i))
            .or_else(|| self.part_of(i))
            .or_else(|| self.month(i))
            .or_else(|| self.season_of_year(i))
            .or_else(|| self.division(i))
            .or_else(|| self.told(i))
            .or_else(|| self.deictic(i))
            .or_else(|| self.today(i))
            .or_else(|| self.counted(i))
            .or_else(|| self.weekday(i))
            .or_else(|| self.decade(i))
            .or_else(|| self.year(i))
    }

    /// "2018-04-18", "9/11", "28/10/2004".
    fn in_digits(&self, i: usize) -> Match {
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
    fn weekday_and_date(&self, i: usize) -> Match {
        words::weekday(self.form(i), true)?;
        let next = if self.low(i + 1) == "," { i + 2 } else { i + 1 };
        let next = if self.low(next) == "the" { next + 1 } else { next };
        self.day_month(next).or_else(|| self.month_day(next))
    }

    /// "26 November 2016", "5-6 April", "the 3rd and 4th of May".
    fn day_month(&self, i: usize) -> Match {
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
    fn month_day(&self, i: usize) -> Match {
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
    fn with_year(&self, i: usize, month: i8, from: i8, to: i8) -> (usize, Meaning) {
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
    fn part_of(&self, i: usize) -> Match {
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
    fn month(&self, i: usize) -> Match {
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
        let led = matches!(
            self.before(i),
            "in" | "since"
                | "until"
                | "till"
                | "during"
                | "through"
                | "by"
                | "from"
                | "of"
                | "to"
                | "and"
                | "or"
                | "for"
                | "between"
                | "throughout"
                | "before"
                | "after"
        );
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
    fn season_of_year(&self, i: usize) -> Match {
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

    /// "last Tuesday", "next month", "earlier this week", "the past two years", "this morning".
    fn deictic(&self, i: usize) -> Match {
        let (limit, at) = match self.low(i) {
            "earlier" | "later" => (Some(self.low(i)), i + 1),
            _ => (None, i),
        };
        let which = which(self.low(at))?;
        let next = at + 1;
        let low = self.low(next);
        if let Some(unit) = words::unit(low) {
            if low.ends_with('s') || (unit == Unit::Day && which == Which::This) {
                return None;
            }
            let other = matches!(self.before(i), "every" | "each" | "his" | "her" | "their" | "its");
            let the = self.before(i) == "the";
            // "the last day of the talks"
            let inner = the && (unit == Unit::Day || self.low(next + 1) == "of");
            if (other || inner) && self.low(at) != "past" {
                return Some((next + 1, Meaning::Unknown(unit.granularity())));
            }
            if the && which == Which::Last {
                return Some((next + 1, Meaning::Span { unit, count: -1 }));
            }
            let meaning = match (limit, which) {
                (Some("earlier"), Which::This) => Meaning::SoFar(unit),
                (Some("later"), Which::This) => Meaning::Rest(unit),
                _ if self.low(at) == "past" => Meaning::Span { unit, count: -1 },
                _ => Meaning::UnitAt { unit, offset: offset_of(which), part: Part::Whole },
            };
            return Some((next + 1, meaning));
        }
        if let Some(weekday) = words::weekday(self.form(next), false) {
            return Some((self.past_time_of_day(next + 1), Meaning::Weekday { weekday, which }));
        }
        if let Some(month) = words::month(self.form(next)) {
            return Some((next + 1, Meaning::Month { month, part: Part::Whole, which }));
        }
        if let Some(season) = words::season(low) {
            return Some((next + 1, Meaning::Season { season, which }));
        }
        if low == "weekend" {
            return Some((next + 1, Meaning::Weekend(which)));
        }
        if words::is_time_of_day(low) && matches!(which, Which::Last | Which::This) {
            let offset = if which == Which::Last { -1 } else { 0 };
            return Some((next + 1, Meaning::UnitAt { unit: Unit::Day, offset, part: Part::Whole }));
        }
        // "the last two weeks", "the next 10 days"
        let (count, end) = self.count(next)?;
        let unit = words::unit(self.low(end))?;
        let count = if which == Which::Next { count } else { -count };
        (which != Which::This).then_some((end + 1, Meaning::Span { unit, count }))
    }

    fn today(&self, i: usize) -> Match {
        let (limit, at) = match self.low(i) {
            "earlier" | "later" => (true, i + 1),
            _ => (false, i),
        };
        let offset = match self.low(at) {
            "today" | "tonight" => 0,
            "yesterday" => -1,
            "tomorrow" => 1,
            "overnight" if self.upos(at) != Some(Upos::Adj) => return Some((at + 1, Meaning::Overnight)),
            "weekend" if at > 0 && self.low(at - 1) == "the" && !limit => {
                let led = at > 1 && matches!(self.low(at - 2), "at" | "over" | "during");
                return led.then_some((at + 1, Meaning::Weekend(Which::Nearest)));
            }
            _ => return None,
        };
        let meaning = Meaning::UnitAt { unit: Unit::Day, offset, part: Part::Whole };
        Some((self.past_time_of_day(at + 1), meaning))
    }

    /// "two days ago", "a month earlier", "three weeks after the vote".
    fn counted(&self, i: usize) -> Match {
        let (count, end) = self.count(i)?;
        let unit = words::unit(self.low(end))?;
        match self.low(end + 1) {
            "ago" => Some((end + 2, Meaning::Ago { unit, count: -count })),
            "before" => Some((end + 2, Meaning::Offset { unit, count: -count })),
            "after" => Some((end + 2, Meaning::Offset { unit, count })),
            _ => None,
        }
    }

    /// A number of units: "two", "a", "10", "a few"; and the word after it.
    fn count(&self, i: usize) -> Option<(i32, usize)> {
        match (self.low(i), self.low(i + 1)) {
            ("a" | "an" | "one", next) if words::unit(next).is_some() => return Some((1, i + 1)),
            ("a", "few") => return Some((3, i + 2)),
            ("several" | "few", _) => return Some((3, i + 1)),
            ("a", "couple") if self.low(i + 2) == "of" => return Some((2, i + 3)),
            _ => {}
        }
        let (value, end) = (i < self.low.len()).then(|| cardinal_at(self.document, self.start + i))??;
        let count = i32::try_from(value).ok().filter(|&count| count < 10_000)?;
        Some((count, end - self.start))
    }

    fn weekday(&self, i: usize) -> Match {
        let weekday = words::weekday(self.form(i), false)?;
        if words::names_a_day(self.before(i)) {
            return None;
        }
        // "Sunday Times", "Black Friday"
        let named = self.document.name_at(self.start + i);
        if named.is_some_and(|name| {
            !matches!(name.kind, NameKind::Date | NameKind::Event) && name.tokens.len() > 1
        }) {
            return None;
        }
        Some((self.past_time_of_day(i + 1), Meaning::Weekday { weekday, which: Which::Nearest }))
    }

    fn past_time_of_day(&self, i: usize) -> usize {
        if words::is_time_of_day(self.low(i)) { i + 1 } else { i }
    }

    /// "the 1990s", "the early 1970s", "the 19th century".
    fn decade(&self, i: usize) -> Match {
        let low = self.low(i);
        if let Some(year) = low.strip_suffix('s').and_then(words::year_number).filter(|year| year % 10 == 0) {
            let last = if year % 100 == 0 && year < 2000 { year + 99 } else { year + 9 };
            let span = (calendar::day(year, 1, 1)?, calendar::day(last, 12, 31)?);
            return Some((i + 1, days(span, Granularity::Decade)));
        }
        let digits = low.bytes().take_while(u8::is_ascii_digit).count();
        let century: i16 = low[..digits].parse().ok().filter(|c| (11..=21).contains(c))?;
        if !matches!(&low[digits..], "th" | "st") || self.low(i + 1) != "century" {
            return None;
        }
        let span = (calendar::day(100 * (century - 1), 1, 1)?, calendar::day(100 * century - 1, 12, 31)?);
        Some((i + 2, days(span, Granularity::Decade)))
    }

    /// A year: "in 2014", "since 2011", "the 1994 genocide".
    fn year(&self, i: usize) -> Match {
        let year = words::year_number(self.low(i))?;
        let led = matches!(
            self.before(i),
            "in" | "since"
                | "till"
                | "during"
                | "through"
                | "by"
                | "from"
                | "of"
                | "to"
                | "and"
                | "between"
                | "before"
                | "after"
                | "until"
                | "late"
                | "early"
                | "around"
                | "circa"
                | "throughout"
        );
        let followed = self.form(i + 1);
        let noun = matches!(self.upos(i + 1), Some(Upos::Noun | Upos::Propn | Upos::Adj));
        let plural = noun && followed.ends_with('s') && followed.starts_with(char::is_lowercase);
        let plausible = (1800..2060).contains(&year);
        let attribute = plausible && noun && (year % 100 != 0 || !plural) && self.is_determined(i);
        let alone = led && plausible && !(plural && (year % 100 == 0 || self.before(i) == "of"));
        let bracketed = plausible && self.before(i) == "(" && self.low(i + 1) == ")";
        (attribute || alone || bracketed)
            .then(|| Some((i + 1, days(calendar::year(year, Part::Whole)?, Granularity::Year))))?
    }

    /// Whether a determiner, a possessive or an adjective stands before word `i`: "the 1994 genocide".
    fn is_determined(&self, i: usize) -> bool {
        i > 0
            && (matches!(
                self.before(i),
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
            ) || matches!(self.upos(i - 1), Some(Upos::Det | Upos::Adj)))
    }
}

fn which(low: &str) -> Option<Which> {
    match low {
        "last" | "past" => Some(Which::Last),
        "this" | "current" => Some(Which::This),
        "next" | "coming" => Some(Which::Next),
        _ => None,
    }
}

fn offset_of(which: Which) -> i32 {
    match which {
        Which::Last => -1,
        Which::Next => 1,
        Which::This | Which::Nearest => 0,
    }
}

fn one_day(date: Date) -> Meaning {
    Meaning::Days(date, date, Granularity::Day)
}

fn days((from, to): calendar::Days, granularity: Granularity) -> Meaning {
    Meaning::Days(from, to, granularity)
}
