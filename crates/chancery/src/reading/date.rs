//! Dates and times, resolved against the day of publication (after TIMEX3, ISO-TimeML).

use chancery_lang::Span;
use jiff::civil::Date;

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

/// The time expression that dates the event reported by word `trigger`, as an index into `dates`.
#[must_use]
pub fn date_of(
    document: &chancery_lang::Document,
    dates: &[TimeExpression],
    trigger: usize,
) -> Option<usize> {
    let clause = document.subtree_span(trigger);
    dates.iter().position(|date| clause.contains(date.span))
}
