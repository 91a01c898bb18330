//! Events that tell the same happening share its date.

use chancery_lang::{Deprel, Document, Upos};

use super::TimeExpression;
use crate::reading::event::Event;

/// A date is carried over at most this many sentences within a happening.
const REACH: usize = 8;

/// "The attack" takes up one told at most this many sentences before.
const TAKEN_UP: usize = 2;

/// Gives events without a date that of the nearest event of their happening, or of one that "the attack" takes up, where
/// all dated ones agree on the days and no other date stands beside theirs.
pub fn share_dates(document: &Document, events: &mut [Event], dates: &[TimeExpression]) {
    let days = |event: &Event| event.date.and_then(|i| dates.get(i)).and_then(|date| date.days);
    let alone = |event: &Event| {
        let sentence = document.span_of(&document.sentences[event.sentence]);
        dates.iter().filter(|date| sentence.contains(date.span)).count() == 1
    };
    let shared: Vec<Option<usize>> = events
        .iter()
        .map(|event| {
            if event.date.is_some() {
                return event.date;
            }
            let told = || {
                events
                    .iter()
                    .filter(|other| days(other).is_some() && is_same_happening(document, event, other))
            };
            let first = told().next().and_then(days);
            if told().any(|other| days(other) != first) {
                return None;
            }
            told()
                .filter(|other| alone(other))
                .min_by_key(|other| other.sentence.abs_diff(event.sentence))
                .and_then(|other| other.date)
        })
        .collect();
    for (event, date) in events.iter_mut().zip(shared) {
        event.date = date;
    }
}

fn is_same_happening(document: &Document, a: &Event, b: &Event) -> bool {
    let apart = a.sentence.abs_diff(b.sentence);
    if a.happening == b.happening {
        return apart <= REACH;
    }
    let (first, second) = if a.sentence <= b.sentence { (a, b) } else { (b, a) };
    a.event_type == b.event_type
        && a.status == b.status
        && (1..=TAKEN_UP).contains(&apart)
        && takes_up(document, second, first)
}

/// Whether the trigger is a noun with a definite article that the sentence of the earlier event has too: "a knife attack …
/// The attack".
fn takes_up(document: &Document, event: &Event, earlier: &Event) -> bool {
    let word = event.trigger_head;
    let token = &document.tokens[word];
    let definite = document.child_by(word, Deprel::Det).is_some_and(|det| {
        matches!(document.form(det).to_lowercase().as_str(), "the" | "this" | "that" | "these" | "those")
    });
    token.upos == Upos::Noun
        && definite
        && document.sentences[earlier.sentence]
            .clone()
            .any(|i| document.tokens[i].upos == Upos::Noun && document.tokens[i].lemma == token.lemma)
}
