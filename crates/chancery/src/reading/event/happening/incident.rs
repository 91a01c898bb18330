//! The incident that a report is about: the violence that its first sentences tell, and what tells of it later on.

use chancery_lang::{Deprel, Upos};

use super::Teller;
use crate::lexicon::events::EventLexicon;
use crate::plover::Status;
use crate::reading::event::retelling::{self, is_main, is_told_straight};
use crate::reading::event::{Event, Party, discourse};
use crate::reading::place::{is_right_after_preposition, lie_apart};
use crate::reading::{Place, Reading};

/// A report tells what it is about in so many sentences.
const BEGINNING: usize = 3;

/// What it did to people is told at most this many sentences after it was told last,
const NEXT: usize = 3;

/// or this many where the report tells of no other violence.
const ONLY: usize = 8;

/// The events that tell of the incident, by their index, in text order. The first of them is what the report begins with; others
/// take it up ("the attack") or tell whom it hit and what was done to its people, at no other time or place.
#[must_use]
pub fn incident(reading: &Reading, lexicon: &EventLexicon) -> Vec<usize> {
    let teller = Teller { reading, document: &reading.document, lexicon };
    let events = &reading.events;
    let violence: Vec<usize> = (0..events.len()).filter(|&i| is_violence(&events[i])).collect();
    let begins = |&&i: &&usize| events[i].sentence < BEGINNING;
    let main = |&&i: &&usize| is_main(&reading.document, events[i].trigger_head);
    let first = violence.iter().filter(begins).find(main).or_else(|| violence.iter().find(begins));
    let Some(&first) = first else { return Vec::new() };
    let mut members = vec![first];
    let mut other: Option<usize> = None;
    for &i in violence.iter().filter(|&&i| i > first) {
        let event = &events[i];
        let told: Vec<&Event> = members.iter().map(|&m| &events[m]).collect();
        if teller.belongs(&told, event, other) {
            members.push(i);
        } else if teller.is_told_apart(&told, event) {
            other = Some(event.sentence);
        }
    }
    members
}

fn is_violence(event: &Event) -> bool {
    event.event_type == "ASSAULT" && event.status == Status::Occurred
}

impl Teller<'_> {
    /// Whether an event tells of the incident told by `told`; `other` is the sentence that told of other violence last.
    fn belongs(&self, told: &[&Event], event: &Event, other: Option<usize>) -> bool {
        let near = told.iter().map(|m| m.sentence.abs_diff(event.sentence)).min().unwrap_or(usize::MAX);
        let nearer = other.is_some_and(|s| {
            let apart = event.sentence.abs_diff(s);
            apart <= 1 && apart < near
        });
        let tied = told.iter().any(|m| shares_people(m, event) || self.are_one_word(m, event));
        if nearer && !tied || self.is_new(event) || told.iter().any(|m| self.is_of_other_violence(m, event)) {
            return false;
        }
        let deed = self.deed(event);
        let lemma = self.document.tokens[deed].lemma.to_lowercase();
        // a campaign is more than the incident, and so are the attacks of one
        let same = |m: &&Event| self.document.tokens[self.deed(m)].lemma.to_lowercase() == lemma;
        let campaign = self.lexicon.in_set("campaign", &lemma) && !told.iter().any(same);
        if campaign || told.iter().all(|m| self.are_counted_apart(m, event)) {
            return false;
        }
        if self.document.tokens[deed].upos == Upos::Noun {
            return self.is_taken_up(event) || told.iter().any(|m| shares_people(m, event));
        }
        if self.is_by_known_means(event) {
            return true;
        }
        let reach = if other.is_some() { NEXT } else { ONLY };
        near <= reach
            && is_told_straight(self.document, event)
            && (event.actors.is_empty() || told.iter().any(|m| shares_people(m, event)))
            && !self.is_told_elsewhere(told, event)
    }

    /// Whether an event that does not belong is told as one of its own, and not only named.
    fn is_told_apart(&self, told: &[&Event], event: &Event) -> bool {
        event.date.is_some()
            || event.place.is_some()
            || !event.actors.is_empty()
            || told.iter().any(|m| self.is_of_other_violence(m, event))
    }

    /// "Was killed in the airstrike".
    fn is_by_known_means(&self, event: &Event) -> bool {
        self.document.children(event.trigger_head).iter().any(|&word| {
            let lemma = self.document.tokens[word].lemma.to_lowercase();
            self.document.tokens[word].deprel == Deprel::Obl
                && self.lexicon.in_set("violence", &lemma)
                && discourse::is_definite(self.document, word)
        })
    }

    /// Whether two acts of violence have other doers or official victims, another day, or places that lie apart.
    fn is_of_other_violence(&self, a: &Event, b: &Event) -> bool {
        let place = |event: &Event| self.reading.places.get(event.place?);
        retelling::have_other_sides(self.reading, a, b)
            || !retelling::days_agree(self.reading, a, b)
            || place(a).zip(place(b)).is_some_and(|(a, b)| lie_apart(a, b))
    }

    /// Whether the sentence of an event names a place in which the incident was not.
    fn is_told_elsewhere(&self, told: &[&Event], event: &Event) -> bool {
        let sentence = self.document.span_of(&self.document.sentences[event.sentence]);
        let known: Vec<&Place> = told.iter().filter_map(|m| self.reading.places.get(m.place?)).collect();
        self.reading
            .places
            .iter()
            .filter(|place| sentence.contains(place.span) && !place.metonym)
            .filter(|place| is_right_after_preposition(self.document, place))
            .any(|place| known.is_empty() || known.iter().any(|k| lie_apart(k, place)))
    }
}

/// Whether somebody stands in both events, on either side.
fn shares_people(a: &Event, b: &Event) -> bool {
    let all = |event: &Event| -> Vec<_> {
        event.actors.iter().chain(&event.recipients).filter_map(|party: &Party| party.entity).collect()
    };
    let theirs = all(a);
    all(b).iter().any(|id| theirs.contains(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::testing::{event, knowledge, trees};

    const SHELLED: &str =
        "Gunners/gunner/NOUN/2/nsubj shelled/shell/VERB/0/root a/a/DET/4/det depot/depot/NOUN/2/obj";
    const DEFINITE: &str =
        "Envoys/envoy/NOUN/2/nsubj deplored/deplore/VERB/0/root the/the/DET/4/det attack/attack/NOUN/2/obj";
    const INDEFINITE: &str =
        "Envoys/envoy/NOUN/2/nsubj feared/fear/VERB/0/root an/a/DET/4/det attack/attack/NOUN/2/obj";
    const HIT: &str = "Six/six/NUM/2/nummod guards/guard/NOUN/4/nsubj:pass were/be/AUX/4/aux:pass \
                       wounded/wound/VERB/0/root";

    fn members(sentences: &[&str], words: &[usize]) -> Vec<usize> {
        let document = trees(sentences);
        let events = words.iter().map(|&word| event(&document, "ASSAULT", word)).collect();
        let reading = Reading { document, events, ..Reading::default() };
        incident(&reading, &knowledge().events)
    }

    #[test]
    fn the_attack_is_the_one_that_the_report_begins_with() {
        assert_eq!(members(&[SHELLED, DEFINITE], &[1, 7]), [0, 1]);
        assert_eq!(members(&[SHELLED, INDEFINITE], &[1, 7]), [0]);
    }

    #[test]
    fn whom_it_hit_is_told_in_the_next_sentences() {
        assert_eq!(members(&[SHELLED, HIT], &[1, 7]), [0, 1]);
    }

    #[test]
    fn a_report_of_something_else_has_no_incident() {
        let calm = "They/they/PRON/2/nsubj left/leave/VERB/0/root";
        assert!(members(&[calm, calm, calm, SHELLED], &[7]).is_empty());
    }
}
