//! The wording of dates: finds expressions in a sentence and says what they mean, without knowing the day they count from.

mod division;

mod named;

mod relative;

mod told;

mod year;

use chancery_lang::{Document, TokenRange, Upos};
use jiff::civil::{Date, Weekday};

use super::Granularity;
use super::calendar::{self, Part, Unit};

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
