//! The date of a dateline: "WASHINGTON, April 5, 2016 —" is the day of writing and dates no event.

use chancery_lang::{Document, TokenRange, dateline_length};
use jiff::civil::Date;

use super::scan::{self, Meaning};

/// The day that the dateline at the head of the document names with its year.
#[must_use]
pub fn dateline_day(document: &Document) -> Option<Date> {
    let line = dateline(document)?;
    let mut days = scan::scan(document, line).into_iter().filter_map(|found| match found.meaning {
        Meaning::Days(from, to, _) if from == to => Some(from),
        _ => None,
    });
    days.next().filter(|_| days.next().is_none())
}

/// The words of the first sentence before the dash that ends a dateline; the first of them is in capitals.
pub(super) fn dateline(document: &Document) -> Option<TokenRange> {
    let first = document.sentences.first()?.clone();
    let end = first.start + dateline_length(first.clone().map(|i| document.form(i)))?;
    (end + 1 < first.end).then_some(first.start..end)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::find_dates;
    use super::*;
    use crate::reading::testing::flat;

    #[test]
    fn a_dateline_tells_the_day_of_writing() {
        let document = flat("KABUL , Afghanistan ( April 5 , 2016 ) — Troops fought on Monday .");
        assert_eq!(dateline_day(&document), Some(date(2016, 4, 5)));
        let dates = find_dates(&document, dateline_day(&document));
        assert_eq!(dates.len(), 1);
        assert_eq!(dates[0].days.map(|(from, _)| from), Some(date(2016, 4, 4)));
    }

    #[test]
    fn a_sentence_with_a_dash_is_no_dateline() {
        assert_eq!(
            dateline_day(&flat("NATO said on April 5 , 2016 — a day too late — that it left .")),
            None
        );
        assert_eq!(dateline_day(&flat("AMMAN , April 5 — Troops fought .")), None);
    }
}
