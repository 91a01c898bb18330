//! Expressions that count from a date told before: "the same day", "the following week", "two days later".

use super::{Match, Meaning, Scanner};
use crate::reading::date::calendar::Unit;
use crate::reading::date::words;

/// "A few days" are at least and at most so many; "several" and bare "days" too.
const FEW: (i32, i32) = (2, 7);

impl Scanner<'_> {
    /// An expression counted from a date told before, beginning with word `i`.
    pub(super) fn told(&self, i: usize) -> Match {
        self.neighbour(i).or_else(|| self.of_the_day(i)).or_else(|| self.counted_on(i))
    }

    /// "the same day", "that night", "the next morning", "the previous week", "the following year", "the day before".
    fn neighbour(&self, i: usize) -> Match {
        let (the, at) = match self.low(i) {
            "earlier" | "later" if matches!(self.low(i + 1), "that" | "the") => (i + 1, i + 2),
            _ => (i, i + 1),
        };
        if !matches!(self.low(the), "the" | "that") {
            return None;
        }
        if self.low(the) == "that" {
            let unit = self.unit_or_time_of_day(at).filter(|&unit| unit != Unit::Decade)?;
            // "the report that day laborers": a conjunction
            let ends = !self.form(at + 1).ends_with('s') || self.form(at + 1).len() < 3;
            return ends.then_some((at + 1, Meaning::Told { unit, from: 0, to: 0 }));
        }
        let unit = self.unit_or_time_of_day(at + 1);
        let count = match self.low(at) {
            "same" => 0,
            "next" | "following" | "subsequent" => 1,
            "previous" | "preceding" | "prior" => -1,
            "day" | "week" | "month" | "year" | "night" | "evening" => return self.the_day_before(at),
            _ => return None,
        };
        unit.map(|unit| (at + 2, Meaning::Told { unit, from: count, to: count }))
    }

    /// "the day before", "the week after": counted from what follows, else from what was told.
    fn the_day_before(&self, at: usize) -> Match {
        let unit = self.unit_or_time_of_day(at)?;
        let count = match self.low(at + 1) {
            "before" => -1,
            "after" => 1,
            _ => return None,
        };
        let next = self.low(at + 2);
        let alone = matches!(next, "" | "." | "," | ";" | ")" | "and" | "when" | "in" | "at" | "by");
        let meaning = if alone {
            Meaning::Told { unit, from: count, to: count }
        } else {
            Meaning::Offset { unit, count }
        };
        Some((at + 2, meaning))
    }

    /// "earlier in the day", "later in the evening".
    fn of_the_day(&self, i: usize) -> Match {
        let led = matches!(self.low(i), "earlier" | "later")
            && matches!(self.low(i + 1), "in" | "on")
            && matches!(self.low(i + 2), "the" | "that");
        let unit = self.unit_or_time_of_day(i + 3).filter(|&unit| unit == Unit::Day)?;
        led.then_some((i + 4, Meaning::Told { unit, from: 0, to: 0 }))
    }

    /// "two days later", "a week earlier", "a few days later", "months afterwards".
    fn counted_on(&self, i: usize) -> Match {
        let vague = match (self.low(i), self.low(i + 1)) {
            ("a", "few") => Some(i + 2),
            ("a", "couple") if self.low(i + 2) == "of" => Some(i + 3),
            ("several" | "few", _) => Some(i + 1),
            (low, _) if low.ends_with('s') && words::unit(low).is_some() => Some(i),
            _ => None,
        };
        let ((from, to), end) = match vague {
            Some(end) => (FEW, end),
            None => self.count(i).map(|(count, end)| ((count, count), end))?,
        };
        let unit = words::unit(self.low(end))?;
        match self.low(end + 1) {
            "later" | "afterwards" | "afterward" => Some((end + 2, Meaning::Told { unit, from, to })),
            "earlier" | "beforehand" => Some((end + 2, Meaning::Told { unit, from: -to, to: -from })),
            _ => None,
        }
    }

    /// A unit, or a time of day, which stands for its day.
    fn unit_or_time_of_day(&self, i: usize) -> Option<Unit> {
        let low = self.low(i);
        let unit = words::unit(low).filter(|_| !low.ends_with('s'));
        unit.or_else(|| words::is_time_of_day(low).then_some(Unit::Day))
    }
}
