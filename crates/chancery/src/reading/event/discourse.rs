//! What one event tells of another in the same report.

use chancery_lang::{Deprel, Document, Upos};

use super::Event;
use crate::lexicon::Knowledge;

/// How many sentences back a definite noun looks for the event it takes up.
const REACH: usize = 8;

/// "The meeting", "this attack": a definite noun without parties of its own takes up an earlier event of its type and
/// has that event's parties.
pub fn share_parties(document: &Document, events: &mut [Event]) {
    for i in 0..events.len() {
        let (before, rest) = events.split_at_mut(i);
        let event = &mut rest[0];
        if !event.actors.is_empty()
            || !event.recipients.is_empty()
            || !is_definite(document, event.trigger_head)
        {
            continue;
        }
        let earlier = before.iter().rev().find(|other| {
            other.event_type == event.event_type
                && (document.tokens[other.trigger_head].lemma == document.tokens[event.trigger_head].lemma
                    || (event.is_mutual
                        && other.is_mutual
                        && other.actors.len() + other.recipients.len() > 1))
                && event.sentence - other.sentence <= REACH
                && !(other.actors.is_empty() && other.recipients.is_empty())
        });
        if let Some(earlier) = earlier {
            event.actors = taken_up(&earlier.actors);
            event.recipients = taken_up(&earlier.recipients);
            event.place = event.place.or(earlier.place);
        }
    }
}

/// "The two leaders discussed": a plural that stands for both sides of the meeting told before.
pub fn name_both_sides(document: &Document, events: &mut [Event]) {
    for i in 0..events.len() {
        let (before, rest) = events.split_at_mut(i);
        let event = &mut rest[0];
        let [side] = event.actors.as_slice() else { continue };
        let plural = document.tokens[side.head].feats.has("Number", "Plur")
            && matches!(document.tokens[side.head].upos, Upos::Noun | Upos::Pron);
        if !plural || !event.recipients.is_empty() || !event.is_mutual {
            continue;
        }
        let earlier = before.iter().rev().find(|other| {
            other.is_mutual
                && other.actors.len() + other.recipients.len() > 1
                && event.sentence - other.sentence <= REACH
        });
        if let Some(earlier) = earlier {
            event.actors = taken_up(&earlier.actors);
            event.recipients = taken_up(&earlier.recipients);
        }
    }
}

fn taken_up(parties: &[super::Party]) -> Vec<super::Party> {
    parties.iter().cloned().map(|party| super::Party { found: "earlier event", ..party }).collect()
}

/// A noun with "the", "this", "these", "that", "those".
#[must_use]
pub fn is_definite(document: &Document, word: usize) -> bool {
    matches!(document.tokens[word].upos, Upos::Noun | Upos::Propn)
        && document.children_by(word, Deprel::Det).any(|det| {
            matches!(
                document.tokens[det].lemma.to_lowercase().as_str(),
                "the" | "this" | "these" | "that" | "those"
            )
        })
}

/// Rule 6 of the record: who condemns or backs an act aims at those who did it.
pub fn aim_at_actors(document: &Document, knowledge: &Knowledge, events: &mut [Event]) {
    for i in 0..events.len() {
        if !events[i].recipients.is_empty() || !events[i].is_speech_act {
            continue;
        }
        let objects = super::role::aims(document, &knowledge.events, &events[i]);
        let is_aimed_at = |other: &&Event| {
            other.trigger_head != events[i].trigger_head
                && !other.is_speech_act
                && objects.iter().any(|&object| {
                    object == other.trigger_head
                        || (document.tokens[other.trigger_head].upos == Upos::Noun
                            && document.is_within(other.trigger_head, object))
                })
        };
        let Some(act) = events.iter().find(is_aimed_at) else { continue };
        let mut aimed = taken_up(&act.actors);
        aimed.retain(|a| !events[i].actors.iter().any(|b| a.entity.is_some() && a.entity == b.entity));
        events[i].recipients = aimed;
    }
}
