//! Days and months whose year the text tells elsewhere, where the day of publication is not known.

use chancery_lang::Document;

use super::calendar;
use super::scan::{Found, Meaning};
use super::{Granularity, words};

/// A year that was told with a day or a month holds for at most this many sentences.
const HOLDS: usize = 6;

/// How many words may stand between a year and the occasion that has it in its name.
const NAMED: usize = 4;

/// The year that was told last with a day or a month, and how many sentences ago.
#[derive(Default)]
pub(super) struct YearsTold {
    last: Option<(i16, usize)>,
}

impl YearsTold {
    /// Gives days and months without a year the only year that their sentence names with a day, a month or an occasion; a
    /// sentence that names none goes on with the year told before.
    pub(super) fn lend_to(&mut self, document: &Document, found: &mut [Found]) {
        self.last = self.last.map(|(year, ago)| (year, ago + 1)).filter(|&(_, ago)| ago <= HOLDS);
        let named = found.iter().any(|item| year_of(item, Granularity::Decade).is_some());
        let mut years: Vec<i16> = found
            .iter()
            .filter_map(|item| year_of(item, Granularity::Month).or_else(|| year_of_occasion(document, item)))
            .collect();
        years.dedup();
        let year = match years.as_slice() {
            &[year] => {
                self.last = Some((year, 0));
                year
            }
            [] if !named => match self.last {
                Some((year, _)) => year,
                None => return,
            },
            _ => return,
        };
        for item in found {
            lend(item, year);
        }
    }
}

/// The year of an expression that names it and is at least so exact.
fn year_of(item: &Found, exactness: Granularity) -> Option<i16> {
    match item.meaning {
        Meaning::Days(from, to, granularity) if granularity <= exactness && from.year() == to.year() => {
            Some(from.year())
        }
        _ => None,
    }
}

/// The year in "the 2016 trade summit".
fn year_of_occasion(document: &Document, item: &Found) -> Option<i16> {
    let sentence = document.sentence_of(item.words.start);
    let mut after = item.words.end..sentence.end.min(item.words.end + NAMED);
    let name = |word: usize| words::names_occasion(&document.form(word).to_lowercase());
    let year = year_of(item, Granularity::Year)?;
    after.any(name).then_some(year)
}

fn lend(item: &mut Found, year: i16) {
    let days = match item.meaning {
        Meaning::MonthDay { month, from, to } => {
            calendar::day(year, month, from).zip(calendar::day(year, month, to))
        }
        Meaning::Month { month, part, .. } => calendar::month(year, month, part),
        _ => None,
    };
    if let Some((from, to)) = days {
        let granularity = match item.meaning {
            Meaning::Month { .. } => Granularity::Month,
            _ if from == to => Granularity::Day,
            _ => Granularity::Week,
        };
        item.meaning = Meaning::Days(from, to, granularity);
    }
}

#[cfg(test)]
mod tests {
    use super::super::find_dates;
    use crate::reading::testing::{flat, tree, trees};

    #[test]
    fn a_year_holds_for_the_days_told_next() {
        let document = trees(&[
            "Fighting/fighting/NOUN/2/nsubj began/begin/VERB/0/root in/in/ADP/4/case May/May/PROPN/2/obl 2009/2009/NUM/4/nummod",
            "On/on/ADP/2/case 5/5/NUM/4/nummod June/June/PROPN/2/flat it/it/PRON/5/nsubj ended/end/VERB/0/root",
        ]);
        let found = find_dates(&document, None);
        let days: Vec<_> =
            found.iter().filter_map(|date| date.days).map(|(from, _)| from.to_string()).collect();
        assert_eq!(days, ["2009-05-01", "2009-06-05"]);
    }

    #[test]
    fn a_law_of_another_year_tells_no_year() {
        let document = flat("On 5 June they upheld the 1998 law .");
        assert!(find_dates(&document, None).first().is_some_and(|date| date.days.is_none()));
        let document = tree(
            "On/on/ADP/2/case 5/5/NUM/6/obl June/June/PROPN/2/flat they/they/PRON/6/nsubj all/all/DET/4/det \
             opened/open/VERB/0/root the/the/DET/10/det 1998/1998/NUM/10/nummod trade/trade/NOUN/10/compound \
             summit/summit/NOUN/6/obj",
        );
        assert!(find_dates(&document, None).first().is_some_and(|date| date.days.is_some()));
    }
}
