//! What one event tells of another in the same report.

use chancery_lang::{Deprel, Document, Upos};

use super::side::taken_over;
use super::{Event, couple};
use crate::lexicon::Knowledge;
use crate::plover::Status;
use crate::reading::clause;

/// How many sentences back a plural looks for the meeting whose sides it stands for.
const REACH: usize = 8;

/// How sides are found that another event tells.
const EARLIER: &str = "earlier event";

/// "The two leaders discussed": a plural that stands for both sides of the meeting told before.
pub fn name_both_sides(document: &Document, events: &mut [Event]) {
    for i in 0..events.len() {
        let (before, rest) = events.split_at_mut(i);
        let Some((event, after)) = rest.split_first_mut() else { continue };
        let joint = event.actors.iter().all(|actor| actor.found == couple::THOSE_WHO_MET);
        let Some(side) = event.actors.first().filter(|_| joint || event.actors.len() == 1) else { continue };
        let plural = document.tokens[side.head].feats.has("Number", "Plur")
            && matches!(document.tokens[side.head].upos, Upos::Noun | Upos::Pron);
        // "clashes with officers": the other side is left out, and not told before
        let is_partner = event.event_type == "ASSAULT" && side.found == "phrase";
        if !plural || is_partner || !event.recipients.is_empty() || !event.is_mutual {
            continue;
        }
        let met = |other: &&Event| {
            other.is_mutual
                && other.actors.len() + other.recipients.len() > 1
                && event.sentence.abs_diff(other.sentence) <= REACH
        };
        // a headline sums up what is told below: "Ministers discussed the draft"
        let of_headline = event.sentence == 0 && side.country.is_none();
        // "the last meeting of coalition ministers" names its own
        let names_others = document.tokens[side.head].upos == Upos::Noun
            && side.country.is_some()
            && !is_definite(document, side.head)
            && document.child_by(side.head, Deprel::Nummod).is_none();
        if names_others {
            continue;
        }
        let told = before.iter().rev().find(met).or_else(|| after.iter().find(met).filter(|_| of_headline));
        if let Some((actors, recipients)) =
            told.map(|other| (taken_over(&other.actors, EARLIER), taken_over(&other.recipients, EARLIER)))
        {
            event.actors = actors;
            event.recipients = recipients;
        }
    }
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

/// "The envoy met his counterpart. 'We agreed on a truce,' he said": those who met agreed.
pub fn name_those_who_met(document: &Document, events: &mut [Event]) {
    for i in 0..events.len() {
        let (before, rest) = events.split_at_mut(i);
        let Some(event) = rest.first_mut() else { continue };
        let [side] = event.actors.as_slice() else { continue };
        let agreed = event.event_type == "AGREE"
            && document.tokens[event.trigger_head].lemma == "agree"
            && document.tokens[side.head].upos == Upos::Pron
            && document.tokens[side.head].lemma == "we";
        if !agreed || !event.recipients.is_empty() {
            continue;
        }
        let met = before.iter().rev().find(|other| {
            other.event_type == "CONSULT"
                && other.recipients.is_empty()
                && other.status == Status::Occurred
                && event.sentence - other.sentence <= REACH
                && other.actors.len() > 1
                && other.actors.iter().any(|actor| actor.entity.is_some() && actor.entity == side.entity)
        });
        if let Some(met) = met {
            event.actors = taken_over(&met.actors, EARLIER);
        }
    }
}

/// Rule 6 of the record: who condemns or backs an act aims at those who did it.
pub fn aim_at_actors(document: &Document, knowledge: &Knowledge, events: &mut [Event]) {
    for i in 0..events.len() {
        // "suppressed the protests"
        let acts = matches!(events[i].event_type.as_str(), "COERCE" | "ASSAULT");
        if !events[i].recipients.is_empty() || !(events[i].is_speech_act || acts) {
            continue;
        }
        let objects = super::role::aims(document, &knowledge.events, &events[i]);
        let is_aimed_at = |other: &&Event| {
            other.trigger_head != events[i].trigger_head
                && !other.is_speech_act
                && (!acts || other.event_type == "PROTEST")
                && objects.iter().any(|&object| {
                    object == other.trigger_head
                        || (document.tokens[other.trigger_head].upos == Upos::Noun
                            && document.is_within(other.trigger_head, object))
                })
        };
        // "condemns in the strongest terms both the raid by the militia and …", where the tree gives the verb no object
        let is_left_out = |other: &&Event| {
            events[i].event_type == "ACCUSE"
                && document.tokens[events[i].trigger_head].upos == Upos::Verb
                && clause::logical_objects(document, events[i].trigger_head).is_empty()
                && other.event_type == "ASSAULT"
                && other.sentence == events[i].sentence
                && other.trigger_head > events[i].trigger_head
                && document.tokens[other.trigger_head].upos == Upos::Noun
                && document.is_within(other.trigger_head, events[i].trigger_head)
        };
        let aimed_at = events.iter().find(is_aimed_at).or_else(|| events.iter().find(is_left_out));
        let Some(act) = aimed_at else { continue };
        let mut aimed = taken_over(&act.actors, EARLIER);
        aimed.retain(|a| !events[i].actors.iter().any(|b| a.entity.is_some() && a.entity == b.entity));
        events[i].recipients = aimed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::event::Party;
    use crate::reading::event::merge::countries;
    use crate::reading::testing::{events_of, trees};

    fn countries_of(parties: &[Party]) -> Vec<String> {
        countries(parties).into_iter().map(str::to_owned).collect()
    }

    /// Actors and recipients of the last event of these sentences, by country.
    fn last(sentences: &[&str]) -> (Vec<String>, Vec<String>) {
        let events = events_of(sentences);
        let event = events.last().unwrap();
        (countries_of(&event.actors), countries_of(&event.recipients))
    }

    #[test]
    fn a_joint_description_is_a_party_for_each_country() {
        let joint = "The/the/DET/5/det French/French/ADJ/5/amod and/and/CCONJ/4/cc Spanish/Spanish/ADJ/2/conj \
                     governments/government/NOUN/6/nsubj/Number=Plur condemned/condemn/VERB/0/root/Tense=Past \
                     Eta/Eta/PROPN/6/obj";
        assert_eq!(last(&[joint]).0, ["ESP", "FRA"]);
    }

    #[test]
    fn those_who_met_agreed() {
        let met = "Turkey/Turkey/PROPN/2/nsubj met/meet/VERB/0/root/Tense=Past Greece/Greece/PROPN/2/obj";
        let agreed = "Turkey/Turkey/PROPN/2/nsubj agreed/agree/VERB/0/root/Tense=Past to/to/PART/4/mark \
                      cooperate/cooperate/VERB/2/xcomp";
        let document = trees(&[met, agreed]);
        let mut events = events_of(&[met, agreed]);
        let we = events.last_mut().unwrap();
        assert_eq!(we.event_type, "AGREE");
        name_those_who_met(&document, &mut events);
        assert_eq!(countries_of(&events.last().unwrap().actors), ["TUR"]);
        let document = trees(&[met, &agreed.replace("Turkey/Turkey/PROPN", "we/we/PRON")]);
        name_those_who_met(&document, &mut events);
        assert_eq!(countries_of(&events.last().unwrap().actors), ["GRC", "TUR"]);
    }
}
