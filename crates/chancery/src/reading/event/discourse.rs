//! What one event tells of another in the same report.

use chancery_lang::{Deprel, Document, Upos};

use super::merge::countries;
use super::{Event, Party, retelling};
use crate::lexicon::Knowledge;
use crate::plover::Sector;
use crate::reading::{EntityId, EntityKind, Reading};

/// How many sentences back a definite noun looks for the event it takes up.
const REACH: usize = 8;

/// How many sentences back one that says less than its type does.
const NEAR: usize = 3;

/// "The meeting", "this attack": a definite noun takes up the nearest earlier event of its type and has that event's
/// parties where it names none itself. An event that names one side has the other side of an earlier one that tells of the
/// same.
pub fn share_parties(reading: &Reading, knowledge: &Knowledge, events: &mut [Event]) {
    for i in 0..events.len() {
        let (before, rest) = events.split_at_mut(i);
        let event = &mut rest[0];
        if !event.actors.is_empty() && (!event.recipients.is_empty() || event.is_mutual) {
            continue;
        }
        let near = before.partition_point(|other| other.sentence + REACH < event.sentence);
        let Some(earlier) = earlier_telling(reading, knowledge, &before[near..], event) else { continue };
        let bare = event.actors.is_empty() && event.recipients.is_empty();
        if event.actors.is_empty() {
            event.actors = apart_from(taken_up(&earlier.actors), &event.recipients);
        }
        if event.recipients.is_empty() && (bare || !event.is_mutual) {
            event.recipients = apart_from(taken_up(&earlier.recipients), &event.actors);
        }
        event.place = event.place.or(earlier.place);
    }
}

/// The earlier event that this one tells again, if that is clear.
fn earlier_telling<'a>(
    reading: &Reading,
    knowledge: &Knowledge,
    before: &'a [Event],
    event: &Event,
) -> Option<&'a Event> {
    let document = &reading.document;
    let lemma = |event: &Event| document.tokens[event.trigger_head].lemma.to_lowercase();
    let own = lemma(event);
    let any = event.modes.is_empty() && knowledge.events.in_set("any-act", &own);
    let of_the_type = before.iter().rev().filter(|other| {
        other.event_type == event.event_type && !(other.actors.is_empty() && other.recipients.is_empty())
    });
    let mut told = of_the_type
        .clone()
        .filter(|other| other.sentence < event.sentence && may_be_one(reading, event, other));
    let definite = is_definite(document, event.trigger_head);
    if definite && event.actors.is_empty() && event.recipients.is_empty() {
        let same = of_the_type.clone().find(|other| {
            let sides = other.actors.len() + other.recipients.len();
            lemma(other) == own || event.is_mutual && other.is_mutual && sides > 1
        });
        let all: Vec<&Event> = told.collect();
        // "the attack" may be whatever was told, if only one thing was
        let sides = |event: &Event| (countries_of(&event.actors), countries_of(&event.recipients));
        let first = all.first().copied().filter(|first| {
            any && first.sentence + NEAR >= event.sentence
                && all.iter().all(|other| sides(other) == sides(first))
        });
        return same.or(first);
    }
    if event.actors.is_empty() {
        return told.find(|other| {
            let same_kind = other.event_type == "ASSAULT" || lemma(other) == own;
            same_kind
                && suffers_in_both(reading, event, other)
                && event.date.is_some() == other.date.is_some()
        });
    }
    // "this attack by the regime"
    told.find(|other| {
        definite
            && (any || lemma(other) == own)
            && other.sentence + NEAR >= event.sentence
            && (other.actors.is_empty() || shared(&event.actors, &other.actors).is_some())
    })
}

fn countries_of(parties: &[Party]) -> Vec<String> {
    countries(parties).into_iter().map(str::to_owned).collect()
}

/// The first entity that stands on a side of both events.
fn shared(a: &[Party], b: &[Party]) -> Option<EntityId> {
    a.iter().filter_map(|a| a.entity).find(|id| b.iter().any(|b| b.entity == Some(*id)))
}

/// Whether the same people suffer in both; states and armed groups suffer many things in one report.
fn suffers_in_both(reading: &Reading, a: &Event, b: &Event) -> bool {
    shared(&a.recipients, &b.recipients).is_some_and(|id| {
        let entity = &reading.entities[id.0];
        entity.kind != EntityKind::State
            && !matches!(entity.sector, Some(Sector::Reb | Sector::Mil | Sector::Gov))
    })
}

/// Whether nothing speaks against two events of a type being one: status, sides, place and day.
fn may_be_one(reading: &Reading, a: &Event, b: &Event) -> bool {
    let agree = |a: &[Party], b: &[Party]| super::merge::agree(&countries(a), &countries(b));
    a.status == b.status
        && agree(&a.actors, &b.actors)
        && agree(&a.recipients, &b.recipients)
        && (a.modes.is_empty() || b.modes.is_empty() || a.modes.iter().any(|mode| b.modes.contains(mode)))
        && retelling::places_agree(reading, a, b)
        && retelling::days_agree(reading, a, b)
}

/// Parties without those that stand on the other side.
fn apart_from(mut parties: Vec<Party>, other: &[Party]) -> Vec<Party> {
    parties.retain(|a| !other.iter().any(|b| a.head == b.head || a.entity.is_some() && a.entity == b.entity));
    parties
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

fn taken_up(parties: &[Party]) -> Vec<Party> {
    parties.iter().cloned().map(|party| Party { found: "earlier event", ..party }).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::testing::events_of;

    /// Actors and recipients of the last event of these sentences, by country.
    fn last(sentences: &[&str]) -> (Vec<String>, Vec<String>) {
        let events = events_of(sentences);
        let event = events.last().unwrap();
        (countries_of(&event.actors), countries_of(&event.recipients))
    }

    const RAID: &str = "Turkish/Turkish/ADJ/2/amod troops/troops/NOUN/3/nsubj/Number=Plur attacked/attack/VERB/0/root/Tense=Past \
                        Syrian/Syrian/ADJ/5/amod villagers/villager/NOUN/3/obj/Number=Plur";

    #[test]
    fn a_definite_noun_takes_up_what_was_told() {
        let again = "Officials/official/NOUN/2/nsubj/Number=Plur saw/see/VERB/0/root/Tense=Past the/the/DET/4/det \
                     attack/attack/NOUN/2/obj/Number=Sing";
        assert_eq!(last(&[RAID, again]), (vec!["TUR".to_owned()], vec!["SYR".to_owned()]));
    }

    #[test]
    fn an_indefinite_noun_is_another_event() {
        let other = "Officials/official/NOUN/2/nsubj/Number=Plur saw/see/VERB/0/root/Tense=Past an/a/DET/4/det \
                     attack/attack/NOUN/2/obj/Number=Sing in/in/ADP/6/case Mali/Mali/PROPN/4/nmod";
        assert!(!last(&[RAID, other]).0.contains(&"TUR".to_owned()));
    }

    #[test]
    fn a_joint_description_is_a_party_for_each_country() {
        let joint = "The/the/DET/5/det French/French/ADJ/5/amod and/and/CCONJ/4/cc Spanish/Spanish/ADJ/2/conj \
                     governments/government/NOUN/6/nsubj/Number=Plur condemned/condemn/VERB/0/root/Tense=Past \
                     Eta/Eta/PROPN/6/obj";
        assert_eq!(last(&[joint]).0, ["ESP", "FRA"]);
    }
}
