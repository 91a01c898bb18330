//! Dates and times, resolved against the day of publication (after TIMEX3, ISO-TimeML).
//!
//! Expressions are found by their wording ([`scan`]), joined to ranges, and resolved ([`resolve`]) with the tense of their
//! clause; which event they date is read off the tree ([`attach`]).

mod attach;

mod calendar;

mod dateline;

mod journey;

mod resolve;

mod scan;

mod share;

mod spoken;

mod tense;

mod words;

mod year_told;

use chancery_lang::{Document, Span};
use jiff::civil::Date;

pub use attach::date_of;
use calendar::Days;
pub use dateline::dateline_day;
use scan::{Found, Meaning};
pub use share::share_dates;
pub use spoken::anchor_speech;
pub(crate) use words::names_day;
use year_told::YearsTold;

/// How exact a time expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Granularity {
    /// One day.
    Day,
    /// A week, or a few days.
    Week,
    /// A month.
    Month,
    /// A season or a quarter.
    Season,
    /// A year.
    Year,
    /// A decade or longer.
    Decade,
}

/// One expression of time in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Where it stands, without a leading preposition: "Tuesday", "last month".
    pub span: Span,
    /// First and last day, both inclusive; `None` when it cannot be known.
    pub days: Option<(Date, Date)>,
    /// How exact it is.
    pub granularity: Granularity,
}

/// How many words may stand between "two days before" and the date that is counted from.
const OFFSET_REACH: usize = 2;

/// "The next day" counts from a date of its own sentence or of the ones before, so many sentences in all.
const TOLD: usize = 3;

/// All time expressions of the document, in order. Without the day of publication only those that name their year
/// resolve, and those that are told in a sentence with one that does or after it. The date of a dateline is left out.
#[must_use]
pub fn find_dates(document: &Document, published: Option<Date>) -> Vec<TimeExpression> {
    let mut dates = Vec::new();
    let mut told = Told::default();
    let mut years = YearsTold::default();
    let dateline = dateline::dateline(document).unwrap_or(0..0);
    for sentence in &document.sentences {
        told.next_sentence();
        let mut found = scan::scan(document, sentence.clone());
        found.retain(|item| !dateline.contains(&item.words.start));
        if published.is_none() {
            years.lend_to(document, &mut found);
        }
        let mut last: Option<(TimeExpression, usize)> = None;
        for (k, item) in found.iter().enumerate() {
            let resolved = |item: &Found| {
                let tense = tense::tense_of(document, item.words.end - 1);
                resolve::resolve(item.meaning, published, tense)
            };
            let (mut days, mut granularity) = resolved(item);
            if let Meaning::Told { unit, from, to } = item.meaning
                && let Some((start, exactness)) = told.last()
                && let Some(counted) = resolve::counted_from(start, exactness, unit, from, to)
            {
                (days, granularity) = (Some(counted.0), counted.1);
            }
            // "a month before the Nov. 8 election" is counted from the next expression.
            if let (Meaning::Offset { unit, count }, Some(next)) = (item.meaning, found.get(k + 1))
                && next.words.start <= item.words.end + OFFSET_REACH
                && let Some((from, _)) = resolved(next).0
            {
                days = calendar::shift(from, unit, count).and_then(|date| calendar::around(date, unit));
            }
            // "since June" goes on until the day of publication
            if let (Some((from, to)), Some(today)) = (days, published)
                && to < today
                && item.words.start > sentence.start
                && document.form(item.words.start - 1).eq_ignore_ascii_case("since")
            {
                days = Some((from, today));
            }
            told.add(days.map(|days| (days, granularity)));
            let date = TimeExpression { span: document.span_of(&item.words), days, granularity };
            match last.take() {
                Some((open, end)) if is_range(document, &open, end, &date, item.words.start) => {
                    last = Some((joined(open, &date), item.words.end));
                }
                earlier => {
                    dates.extend(earlier.map(|(date, _)| date));
                    last = Some((date, item.words.end));
                }
            }
        }
        dates.extend(last.map(|(date, _)| date));
    }
    dates
}

/// The dates that "the next day" may be counted from.
#[derive(Default)]
struct Told {
    /// Those of this sentence and of the ones before it, the latest sentence last; at most [`TOLD`] sentences.
    sentences: Vec<Vec<(Days, Granularity)>>,
}

impl Told {
    fn next_sentence(&mut self) {
        if self.sentences.len() == TOLD {
            self.sentences.remove(0);
        }
        self.sentences.push(Vec::new());
    }

    fn add(&mut self, date: Option<(Days, Granularity)>) {
        if let Some(sentence) = self.sentences.last_mut() {
            sentence.extend(date);
        }
    }

    /// The last date of this sentence, else the only one of the nearest sentence that has any.
    fn last(&self) -> Option<(Days, Granularity)> {
        let (here, before) = self.sentences.split_last()?;
        here.last().copied().or_else(|| {
            let nearest = before.iter().rev().find(|sentence| !sentence.is_empty())?;
            let &first = nearest.first()?;
            nearest.iter().all(|date| *date == first).then_some(first)
        })
    }
}

/// Whether two expressions are the ends of one: "from May 3 to June 5", "between 2011 and 2014", "2011-2014". The first
/// ends before word `end`, the second begins with word `start`.
fn is_range(
    document: &Document,
    first: &TimeExpression,
    end: usize,
    second: &TimeExpression,
    start: usize,
) -> bool {
    let (Some((from, _)), Some((to, _))) = (first.days, second.days) else { return false };
    if from >= to || start != end + 1 || first.granularity != second.granularity {
        return false;
    }
    let link = document.form(end).to_lowercase();
    let begin = document.tokens.partition_point(|token| token.span.start < first.span.start);
    let lead = begin.checked_sub(1).map(|i| document.form(i).to_lowercase()).unwrap_or_default();
    match link.as_str() {
        "-" | "–" | "through" => true,
        "to" | "until" | "till" => lead == "from",
        "and" => lead == "between",
        _ => false,
    }
}

/// One expression from the first day of `first` to the last day of `second`.
fn joined(first: TimeExpression, second: &TimeExpression) -> TimeExpression {
    let days = match (first.days, second.days) {
        (Some((from, _)), Some((_, to))) => Some((from, to)),
        _ => None,
    };
    TimeExpression { span: first.span.cover(second.span), days, granularity: first.granularity }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::testing::{flat, tree};
    use super::*;

    /// Every expression with its days, counted from Wednesday 18 April 2018.
    fn read(text: &str) -> Vec<(String, String)> {
        show(&flat(text), Some(date(2018, 4, 18)))
    }

    fn show(document: &Document, published: Option<Date>) -> Vec<(String, String)> {
        find_dates(document, published)
            .into_iter()
            .map(|d| {
                let days = match d.days {
                    Some((from, to)) if from == to => from.to_string(),
                    Some((from, to)) => format!("{from}/{to}"),
                    None => "?".to_owned(),
                };
                (d.span.of(&document.text).to_owned(), days)
            })
            .collect()
    }

    fn check(text: &str, wanted: &[(&str, &str)]) {
        let found = read(text);
        let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn absolute_dates_need_no_day_of_publication() {
        for text in ["on 26 November 2016", "on November 26, 2016", "on Nov. 26th, 2016", "on 2016-11-26"] {
            let found = show(&flat(text), None);
            assert_eq!(found[0].1, "2016-11-26", "{text}");
        }
        assert_eq!(show(&flat("in July of 2014"), None)[0].1, "2014-07-01/2014-07-31");
        assert_eq!(show(&flat("on Tuesday"), None)[0].1, "?");
    }

    #[test]
    fn days_of_the_week_are_the_nearest_past_ones() {
        check("It fell on Tuesday .", &[("Tuesday", "2018-04-17")]);
        check("It fell on Wednesday .", &[("Wednesday", "2018-04-18")]);
        check("It fell on Thursday night .", &[("Thursday night", "2018-04-12")]);
        check("last Tuesday", &[("last Tuesday", "2018-04-10")]);
        check("next Tuesday", &[("next Tuesday", "2018-04-24")]);
        check("Tuesday, April 3", &[("Tuesday, April 3", "2018-04-03")]);
    }

    #[test]
    fn a_future_clause_looks_ahead() {
        let document = tree(
            "They/they/PRON/3/nsubj will/will/AUX/3/aux meet/meet/VERB/0/root/VerbForm=Inf on/on/ADP/5/case \
             Tuesday/Tuesday/PROPN/3/obl",
        );
        let found = show(&document, Some(date(2018, 4, 18)));
        assert_eq!(found, [("Tuesday".to_owned(), "2018-04-24".to_owned())]);
    }

    #[test]
    fn relative_expressions_count_from_the_day_of_publication() {
        check("two days ago", &[("two days ago", "2018-04-16")]);
        check("earlier this week", &[("earlier this week", "2018-04-16/2018-04-18")]);
        check("It fell last month .", &[("last month", "2018-03-01/2018-03-31")]);
        check("It fell yesterday evening .", &[("yesterday evening", "2018-04-17")]);
        check("over the past two weeks", &[("past two weeks", "2018-04-04/2018-04-18")]);
        check("last summer", &[("last summer", "2017-06-01/2017-08-31")]);
        check("two years ago", &[("two years ago", "2016-01-01/2016-12-31")]);
        check("late last year", &[("late last year", "2017-09-01/2017-12-31")]);
    }

    #[test]
    fn partial_dates_are_the_nearest_past_ones() {
        check("in October", &[("October", "2017-10-01/2017-10-31")]);
        check("in March", &[("March", "2018-03-01/2018-03-31")]);
        check("on 5 December", &[("5 December", "2017-12-05")]);
        check("in January of last year", &[("January of last year", "2017-01-01/2017-01-31")]);
        check("on December 22, last year", &[("December 22, last year", "2017-12-22")]);
        check("since March 2011", &[("March 2011", "2011-03-01/2018-04-18")]);
        check("late last July", &[("late last July", "2017-07-20/2017-07-31")]);
        check("in mid-August", &[("mid-August", "2017-08-10/2017-08-20")]);
    }

    #[test]
    fn ranges_are_one_expression() {
        check("from 3 to 5 May 2017", &[("3 to 5 May 2017", "2017-05-03/2017-05-05")]);
        check("from March 3 to April 5", &[("March 3 to April 5", "2018-03-03/2018-04-05")]);
        check("between 2011 and 2014", &[("2011 and 2014", "2011-01-01/2014-12-31")]);
    }

    #[test]
    fn what_counts_from_something_untold_stays_open() {
        check("two days after the summit", &[("two days after", "?")]);
        check(
            "a month before the Nov. 8 election",
            &[("a month before", "2017-10-01/2017-10-31"), ("Nov. 8", "2017-11-08")],
        );
        check("It was lifted the next day .", &[("the next day", "?")]);
        check("on 3/4/2016", &[("3/4/2016", "?")]);
        check("on the last day of the talks", &[("last day", "?")]);
        check("over the last year", &[("last year", "2017-04-18/2018-04-18")]);
        check("on Super Tuesday", &[]);
    }

    #[test]
    fn the_same_and_the_next_day_count_from_the_date_told_before() {
        let second = |text: &str| read(text).pop().unwrap().1;
        assert_eq!(second("They met on Tuesday and signed the next day ."), "2018-04-18");
        assert_eq!(second("He was held on May 21, 2015 , the same day he bought it ."), "2015-05-21");
        assert_eq!(second("It began on 3 March 2017 and ended two days later ."), "2017-03-05");
        assert_eq!(second("It began in 2014 , the following year they left ."), "2015-01-01/2015-12-31");
        assert_eq!(second("It began on Monday ; a few days later it ended ."), "2018-04-18/2018-04-23");
        assert_eq!(
            second("He left it in November , and another a few days later ."),
            "2017-11-03/2017-12-07"
        );
        // a day cannot be told from a year
        assert_eq!(second("It began in 2014 and ended that day ."), "?");
    }

    #[test]
    fn parts_of_years_and_months_are_counted() {
        check("in the first half of 2016", &[("first half of 2016", "2016-01-01/2016-06-30")]);
        check(
            "in the third quarter of last year",
            &[("third quarter of last year", "2017-07-01/2017-09-30")],
        );
        check("the first nine months of 2017", &[("first nine months of 2017", "2017-01-01/2017-09-30")]);
        check("in Q2 2016", &[("Q2 2016", "2016-04-01/2016-06-30")]);
        check("in the last week of May 2016", &[("last week of May 2016", "2016-05-25/2016-05-31")]);
        check("in the first half of the match", &[]);
    }

    #[test]
    fn months_that_are_words_or_names_are_left_alone() {
        check("Theresa May spoke", &[]);
        check("They may march", &[]);
        check("May says no", &[]);
        check("2000 soldiers", &[]);
    }

    #[test]
    fn a_year_is_shared_within_a_sentence_without_a_day_of_publication() {
        let document = flat("He visited Ankara on 4 April and Tashkent from 5-6 April 2016 .");
        let found = show(&document, None);
        assert_eq!(found[0], ("4 April".to_owned(), "2016-04-04".to_owned()));
        assert_eq!(found[1], ("5-6 April 2016".to_owned(), "2016-04-05/2016-04-06".to_owned()));
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in "(([A-Z]?[a-z]{1,6}|[0-9/-]{1,9}|last|May|two|days|ago|31|Feb[.]?|9999|this) ){1,12}") {
            if !text.trim().is_empty() {
                let _ = find_dates(&flat(&text), Some(date(2024, 2, 29)));
                let _ = find_dates(&flat(&text), Some(Date::MIN));
                let _ = find_dates(&flat(&text), Some(Date::MAX));
            }
        }
    }
}
