//! Whom police and courts act against, where the report tells of one person only: "the arrest", "imposed the prison term".

use std::collections::BTreeSet;

use chancery_lang::{Deprel, Document, Upos};

use super::discourse::is_definite;
use super::{Event, Party};
use crate::lexicon::events::{Act, EventLexicon};
use crate::plover::Status;
use crate::reading::{EntityId, EntityKind, Reading, clause};

/// An event without a recipient looks for the person so many sentences before and after.
const NEAR: usize = 6;

/// Gives arrests, charges and sentences without a recipient the one person to whom all others of the report were done.
pub fn name_defendants(reading: &Reading, lexicon: &EventLexicon, events: &mut [Event]) {
    let is_legal = |event: &Event| {
        let is = |act: Act| lexicon.is_act(&event.event_type, &event.modes, act);
        // an arrest that is threatened has not been made
        is(Act::Charge) || !event.is_verbal() && (is(Act::Arrest) || is(Act::Conviction))
    };
    let done: Vec<(usize, Party)> = events
        .iter()
        .filter(|event| is_legal(event))
        .flat_map(|event| event.recipients.iter().map(|party| (event.sentence, party.clone())))
        .collect();
    let people: BTreeSet<Option<EntityId>> = done.iter().map(|(_, party)| party.entity).collect();
    let Some(&Some(id)) = people.first().filter(|_| people.len() == 1) else { return };
    if reading.entities[id.0].kind != EntityKind::Person {
        return;
    }
    for event in events.iter_mut().filter(|event| is_legal(event)) {
        let own = event.actors.iter().any(|party| party.entity == Some(id));
        // a charge or a suit may be against anybody, "the charges" are those told of
        let left_open = if event.is_verbal() {
            is_definite(&reading.document, event.trigger_head)
        } else {
            names_nobody(&reading.document, event)
        };
        let open = event.recipients.is_empty() && event.status == Status::Occurred && !own && left_open;
        let near = done
            .iter()
            .filter(|(sentence, _)| sentence.abs_diff(event.sentence) <= NEAR)
            .min_by_key(|(_, party)| party.head.abs_diff(event.trigger_head));
        if let Some((_, party)) = near.filter(|_| open) {
            event.recipients.push(Party { found: "the one person tried in the report", ..party.clone() });
        }
    }
}

/// Whether an event leaves open whom it was done to, and that may be one person.
fn names_nobody(document: &Document, event: &Event) -> bool {
    let word = event.trigger_head;
    let token = &document.tokens[word];
    match token.upos {
        Upos::Verb => {
            let objects = clause::logical_objects(document, word);
            objects.iter().all(|&object| event.trigger.contains(document.tokens[object].span))
                && (clause::is_passive(document, word) || !event.actors.is_empty())
        }
        Upos::Noun => !token.feats.has("Number", "Plur") && token.deprel != Deprel::Compound,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::reading::event::merge::countries;
    use crate::reading::testing::events_of;

    const ARREST: &str = "French/French/ADJ/2/amod police/police/NOUN/3/nsubj/Number=Plur arrested/arrest/VERB/0/root/Tense=Past \
                          a/a/DET/6/det Turkish/Turkish/ADJ/6/amod writer/writer/NOUN/3/obj/Number=Sing";
    const TERM: &str = "A/a/DET/3/det French/French/ADJ/3/amod court/court/NOUN/4/nsubj/Number=Sing \
                        imposed/impose/VERB/0/root/Tense=Past a/a/DET/7/det prison/prison/NOUN/7/compound \
                        term/term/NOUN/4/obj/Number=Sing";

    #[test]
    fn the_one_who_was_arrested_is_the_one_who_is_sentenced() {
        let events = events_of(&[ARREST, TERM]);
        assert_eq!(countries(&events.last().unwrap().recipients), ["TUR"]);
    }

    #[test]
    fn of_two_who_were_arrested_it_may_be_either() {
        let other =
            ARREST.replace("Turkish/Turkish", "Greek/Greek").replace("writer/writer", "painter/painter");
        let events = events_of(&[ARREST, &other, TERM]);
        assert!(events.last().unwrap().recipients.is_empty());
    }
}
