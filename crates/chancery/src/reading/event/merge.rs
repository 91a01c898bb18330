//! One event for one event: second words for it in the same sentence are merged.

use chancery_lang::Document;

use super::Event;
use crate::plover::Status;

/// Merges events of one type in one sentence whose triggers belong together: "launched an attack that killed five".
#[must_use]
pub fn merge_within_sentences(document: &Document, events: Vec<Event>) -> Vec<Event> {
    let mut kept: Vec<Event> = Vec::new();
    for event in events {
        let twin = kept.iter_mut().find(|other| {
            other.sentence == event.sentence
                && other.event_type == event.event_type
                && are_one(document, other, &event)
        });
        match twin {
            Some(twin) => absorb(twin, event),
            None => kept.push(event),
        }
    }
    kept
}

/// Two triggers tell one event when one hangs on the other and their parties do not contradict.
fn are_one(document: &Document, a: &Event, b: &Event) -> bool {
    let linked = is_near(document, a.trigger_head, b.trigger_head)
        || is_near(document, b.trigger_head, a.trigger_head);
    linked
        && agree(&countries(&a.actors), &countries(&b.actors))
        && agree(&countries(&a.recipients), &countries(&b.recipients))
        && (a.status == b.status || a.status == Status::Occurred || b.status == Status::Occurred)
}

/// Whether `below` hangs on `above` by at most three steps.
fn is_near(document: &Document, below: usize, above: usize) -> bool {
    let mut at = below;
    for _ in 0..3 {
        match document.tokens[at].head {
            Some(head) if head == above => return true,
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// The countries of one side, in order.
pub(super) fn countries(parties: &[super::Party]) -> Vec<&str> {
    let mut all: Vec<&str> = parties.iter().filter_map(|p| p.country.as_deref()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether two sides can be the same: one unknown, or something in common.
pub(super) fn agree(a: &[&str], b: &[&str]) -> bool {
    a.is_empty() || b.is_empty() || a.iter().any(|country| b.contains(country))
}

/// What the second word for an event adds to the first.
fn absorb(into: &mut Event, from: Event) {
    if into.actors.is_empty() {
        into.actors = from.actors;
        into.actors.retain(|a| {
            !into.recipients.iter().any(|r| r.head == a.head || (r.entity.is_some() && a.entity == r.entity))
        });
    }
    if into.recipients.is_empty() {
        into.recipients = from.recipients;
        into.recipients.retain(|r| !into.actors.iter().any(|a| a.entity.is_some() && a.entity == r.entity));
    }
    for mode in from.modes {
        if !into.modes.contains(&mode) {
            into.modes.push(mode);
        }
    }
    into.place = into.place.or(from.place);
    into.date = into.date.or(from.date);
    into.size.dead = into.size.dead.or(from.size.dead);
    into.size.injured = into.size.injured.or(from.size.injured);
    into.size.arrested = into.size.arrested.or(from.size.arrested);
    into.size.displaced = into.size.displaced.or(from.size.displaced);
}
