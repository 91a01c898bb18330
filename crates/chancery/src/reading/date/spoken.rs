//! "Today" in somebody's mouth is the day on which it was said, not the day of publication.

use jiff::civil::Date;

use super::{Granularity, calendar, date_of, words};
use crate::lexicon::StatusWords;
use crate::reading::Reading;
use crate::reading::statement::{Statement, StatementKind, innermost};

/// What was said is dated by its own sentence or one of so many before it.
const BEFORE: usize = 2;

/// What is quoted was said at most this many days before publication.
const RECENT: i32 = 10;

/// Counts "today", "yesterday" and "this morning" in direct speech from the day that the text tells for the speaking.
pub fn anchor_speech(reading: &mut Reading, status: &StatusWords) {
    let Some(published) = reading.published else { return };
    let moved: Vec<(usize, (Date, Date))> = (0..reading.dates.len())
        .filter_map(|i| {
            let date = &reading.dates[i];
            if !words::points_to_today(&date.span.of(&reading.document.text).to_lowercase()) {
                return None;
            }
            let (_, statement) =
                innermost(&reading.statements, date.span, |said| said.kind == StatementKind::Direct)?;
            let ago = calendar::days_between(day_of_speaking(reading, status, statement)?, published);
            let (from, to) = date.days.filter(|_| (1..=RECENT).contains(&ago))?;
            Some((i, (calendar::add_days(from, -ago)?, calendar::add_days(to, -ago)?)))
        })
        .collect();
    for (i, days) in moved {
        reading.dates[i].days = Some(days);
    }
}

/// The day of the word of saying, else of the main verb of its sentence or one before.
fn day_of_speaking(reading: &Reading, status: &StatusWords, statement: &Statement) -> Option<Date> {
    let document = &reading.document;
    let cue = statement.cue_head?;
    let day = |word: usize| {
        let date = &reading.dates[date_of(document, status, &reading.dates, word)?];
        let said = date.granularity == Granularity::Day && !statement.covers(date.span);
        date.days.filter(|_| said).map(|(from, _)| from)
    };
    let last = document.tokens[cue].sentence;
    day(cue).or_else(|| {
        (last.saturating_sub(BEFORE)..=last).rev().find_map(|sentence| day(document.root(sentence)?))
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::reading::date::find_dates;
    use crate::reading::testing::trees;

    #[test]
    fn today_in_a_quotation_is_the_day_of_the_speech() {
        let document = trees(&[
            "Hart/Hart/PROPN/2/nsubj resigned/resign/VERB/0/root on/on/ADP/4/case Monday/Monday/PROPN/2/obl",
            "Today/today/NOUN/3/obl I/I/PRON/3/nsubj leave/leave/VERB/5/ccomp he/he/PRON/5/nsubj said/say/VERB/0/root",
        ]);
        let dates = find_dates(&document, Some(date(2018, 4, 18)));
        let statement = Statement {
            speakers: Vec::new(),
            cue: Some(document.tokens[8].span),
            cue_head: Some(8),
            content: vec![document.span_of(&(4..7))],
            kind: StatementKind::Direct,
            addressees: Vec::new(),
            is_attitude: false,
        };
        let mut reading = Reading {
            document,
            dates,
            statements: vec![statement],
            published: Some(date(2018, 4, 18)),
            ..Reading::default()
        };
        anchor_speech(&mut reading, &StatusWords::default());
        assert_eq!(reading.dates[1].days, Some((date(2018, 4, 16), date(2018, 4, 16))));
    }
}
