//! Years, decades and centuries: "since 2011", "the 1990s", "the 19th century".

use chancery_lang::Upos;

use super::{Match, Scanner, days};
use crate::reading::date::Granularity;
use crate::reading::date::calendar::{self, Part};
use crate::reading::date::words;

impl Scanner<'_> {
    /// "the 1990s", "the early 1970s", "the 19th century".
    pub(super) fn decade(&self, i: usize) -> Match {
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
    pub(super) fn year(&self, i: usize) -> Match {
        let year = words::year_number(self.low(i))?;
        let led = words::leads_year(self.before(i));
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
            && (words::determines(self.before(i)) || matches!(self.upos(i - 1), Some(Upos::Det | Upos::Adj)))
    }
}
