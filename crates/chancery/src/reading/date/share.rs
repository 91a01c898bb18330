//! Events that tell the same happening share its date.

use chancery_lang::Document;

use super::TimeExpression;
use crate::reading::event::Event;

/// A date is carried over at most this many sentences.
const REACH: usize = 8;

/// Gives events without a date that of the nearest event of their happening, where all dated ones agree on the days and
/// no other date stands beside theirs.
pub fn share_dates(document: &Document, events: &mut [Event], dates: &[TimeExpression]) {
    let alone = |event: &Event| {
        let sentence = document.span_of(&document.sentences[event.sentence]);
        dates.iter().filter(|date| sentence.contains(date.span)).count() == 1
    };
    let days = |event: &Event| event.date.and_then(|i| dates.get(i)).and_then(|date| date.days);
    let shared: Vec<Option<usize>> = events
        .iter()
        .map(|event| {
            if event.date.is_some() {
                return event.date;
            }
            let told = || events.iter().filter(|e| e.happening == event.happening && days(e).is_some());
            let first = told().next().and_then(days);
            if told().any(|other| days(other) != first) {
                return None;
            }
            told()
                .filter(|other| alone(other))
                .min_by_key(|other| other.sentence.abs_diff(event.sentence))
                .filter(|other| other.sentence.abs_diff(event.sentence) <= REACH)
                .and_then(|other| other.date)
        })
        .collect();
    for (event, date) in events.iter_mut().zip(shared) {
        event.date = date;
    }
}
