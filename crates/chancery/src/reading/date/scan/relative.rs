//! Expressions that count from the day of publication: "last Tuesday", "yesterday", "two days ago".

use chancery_lang::{NameKind, Upos};

use super::{Match, Meaning, Scanner, Which, offset_of, which};
use crate::reading::date::calendar::{Part, Unit};
use crate::reading::date::words;
use crate::reading::number::cardinal_at;

impl Scanner<'_> {
    /// "last Tuesday", "next month", "earlier this week", "the past two years", "this morning".
    pub(super) fn deictic(&self, i: usize) -> Match {
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

    pub(super) fn today(&self, i: usize) -> Match {
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
    pub(super) fn counted(&self, i: usize) -> Match {
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
    pub(super) fn count(&self, i: usize) -> Option<(i32, usize)> {
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

    pub(super) fn weekday(&self, i: usize) -> Match {
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

    pub(super) fn past_time_of_day(&self, i: usize) -> usize {
        if words::is_time_of_day(self.low(i)) { i + 1 } else { i }
    }
}
