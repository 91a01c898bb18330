//! Whom an answer and a protest address, where the report tells it before: a refusal those who asked, a concession those who
//! protested, a protest the government against which the same people protest elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use chancery_lang::{Deprel, Document, Upos};

use super::discourse::is_definite;
use super::side::taken_over;
use super::{Event, Party};
use crate::lexicon::events::EventLexicon;
use crate::plover::{Sector, Status};
use crate::reading::{EntityId, EntityKind, Reading, clause};

/// How many sentences back an answer looks for what it answers.
const ASKED_BEFORE: usize = 3;

/// How many sentences away protests may be told to which a government gives way.
const PROTESTED_NEAR: usize = 6;

/// "Paris accused Rome of fraud … Rome denied it": who asked or accused those who refuse is refused.
pub fn name_askers(document: &Document, lexicon: &EventLexicon, events: &mut [Event]) {
    for i in 0..events.len() {
        let event = &events[i];
        let open = event.event_type == "REJECT"
            && event.recipients.is_empty()
            && !event.actors.is_empty()
            && event.status != Status::Historical
            && is_answer(document, lexicon, event);
        if !open {
            continue;
        }
        // a court answers those who came before it, whomever they accuse
        let is_ruling = event.actors.iter().all(|party| party.sector == Some(Sector::Jud));
        let asked = |other: &&Event| {
            matches!(other.event_type.as_str(), "REQUEST" | "ACCUSE" | "THREATEN")
                && other.status == Status::Occurred
                && other.trigger_head != event.trigger_head
                && (event.sentence.saturating_sub(ASKED_BEFORE)..=event.sentence).contains(&other.sentence)
                && !other.actors.is_empty()
                && (is_ruling
                    || other
                        .recipients
                        .iter()
                        .any(|party| event.actors.iter().any(|own| is_same(own, party))))
                && !other.actors.iter().any(|party| event.actors.iter().any(|own| is_same(own, party)))
        };
        let nearest = events.iter().filter(asked).max_by_key(|other| other.trigger_head);
        if let Some(other) = nearest {
            let found = taken_over(&other.actors, "who asked for it");
            events[i].recipients = found;
        }
    }
}

/// "She telephoned the king and offered help": what is promised, asked or said in one breath with a talk goes to the other side
/// of the talk.
pub fn name_those_spoken_to(document: &Document, events: &mut [Event]) {
    for i in 0..events.len() {
        let event = &events[i];
        let token = &document.tokens[event.trigger_head];
        let talk = token.head.filter(|_| token.deprel == Deprel::Conj && token.upos == Upos::Verb).and_then(
            |verb| events.iter().find(|other| other.event_type == "CONSULT" && other.trigger_head == verb),
        );
        let open = event.is_verbal() && !event.is_mutual && event.recipients.is_empty();
        let Some(talk) = talk.filter(|_| open) else { continue };
        let parties = || talk.actors.iter().chain(&talk.recipients);
        let speaks = |party: &&Party| event.actors.iter().any(|own| is_same(own, party));
        if parties().any(|party| speaks(&party)) {
            let others: Vec<Party> = parties().filter(|party| !speaks(party)).cloned().collect();
            events[i].recipients = taken_over(&others, "whom the talk is with");
        }
    }
}

/// A verb whose object, if it has one, takes up what was said before: "denied it", "rejected the criticism".
fn is_answer(document: &Document, lexicon: &EventLexicon, event: &Event) -> bool {
    let verb = event.trigger_head;
    let takes_up = |object: &usize| {
        let token = &document.tokens[*object];
        token.upos == Upos::Pron
            || ["answered", "allegation", "court-papers"].iter().any(|set| lexicon.in_set(set, &token.lemma))
                && is_definite(document, *object)
    };
    document.tokens[verb].upos == Upos::Verb
        && lexicon.in_set("answer", &document.tokens[verb].lemma)
        && clause::logical_objects(document, verb).iter().all(takes_up)
        && document.child_by(verb, Deprel::Xcomp).is_none()
        && document.child_by(verb, Deprel::Ccomp).is_none()
}

/// A government that gives way amid protests gives way to those who protest, if they are of its own country.
pub fn name_winners(events: &mut [Event]) {
    let protests: Vec<(usize, Vec<Party>)> = events
        .iter()
        .filter(|event| event.event_type == "PROTEST" && event.status == Status::Occurred)
        .map(|event| (event.sentence, event.actors.clone()))
        .collect();
    for event in events.iter_mut().filter(|event| event.event_type == "CONCEDE") {
        let governs = |party: &Party| party.sector == Some(Sector::Gov) && party.country.is_some();
        let Some(own) = event.actors.iter().find(|party| governs(party)).and_then(|p| p.country.clone())
        else {
            continue;
        };
        if !event.recipients.is_empty() || event.status == Status::Historical {
            continue;
        }
        let near = protests
            .iter()
            .filter(|(sentence, actors)| {
                sentence.abs_diff(event.sentence) <= PROTESTED_NEAR
                    && !actors.is_empty()
                    && actors.iter().all(|party| party.country.as_ref() == Some(&own))
            })
            .min_by_key(|(sentence, _)| sentence.abs_diff(event.sentence));
        if let Some((_, actors)) = near {
            event.recipients = taken_over(actors, "who protests");
        }
    }
}

/// The protests of a report that leave open against whom they are, where those that tell it are against the protesters' own
/// government.
pub fn name_protested(reading: &Reading, events: &mut [Event]) {
    let is_government = |party: &Party| {
        party.sector == Some(Sector::Gov)
            && party.entity.is_none_or(|id| {
                let entity = &reading.entities[id.0];
                entity.kind == EntityKind::State || entity.name.to_lowercase().contains("government")
            })
    };
    for event in events.iter_mut().filter(|event| event.event_type == "PROTEST") {
        name_cause(reading, event);
    }
    let protests = |event: &&Event| event.event_type == "PROTEST" && !event.actors.is_empty();
    let country = |party: &Party| party.country.clone();
    let told: Vec<&Event> =
        events.iter().filter(protests).filter(|event| !event.recipients.is_empty()).collect();
    let mut own: BTreeMap<String, Vec<Party>> = BTreeMap::new();
    for event in &told {
        let home = country(&event.actors[0]);
        if let Some(home) = home.filter(|home| {
            event.recipients.iter().all(|party| is_government(party) && country(party).as_ref() == Some(home))
        }) {
            own.entry(home).or_insert_with(|| event.recipients.clone());
        }
    }
    // against others too: it may be either
    for event in told {
        if let Some(home) = country(&event.actors[0])
            && event.recipients.iter().any(|party| country(party).as_ref() != Some(&home))
        {
            own.remove(&home);
        }
    }
    let marchers: BTreeSet<EntityId> = events
        .iter()
        .filter(|event| event.event_type == "PROTEST")
        .flat_map(|event| event.actors.iter().filter_map(|party| party.entity))
        .collect();
    let demands = |event: &Event| {
        matches!(event.event_type.as_str(), "REQUEST" | "ACCUSE")
            && event.actors.iter().all(|party| party.entity.is_some_and(|id| marchers.contains(&id)))
    };
    for event in events.iter_mut().filter(|event| event.event_type == "PROTEST" || demands(event)) {
        let Some(home) = event.actors.first().and_then(|party| party.country.clone()) else { continue };
        let elsewhere = event
            .place
            .and_then(|place| reading.places.get(place)?.country.as_ref())
            .is_some_and(|place| *place != home);
        if !event.recipients.is_empty() || event.status != Status::Occurred || elsewhere {
            continue;
        }
        if let Some(government) = own.get(&home) {
            event.recipients =
                taken_over(government, "the government against which the report's protests are");
        }
    }
}

/// "The protests began after the government raised the price": whose deed set them off, if it is the protesters' own
/// government.
fn name_cause(reading: &Reading, event: &mut Event) {
    let document = &reading.document;
    let token = &document.tokens[event.trigger_head];
    let verb = match token.upos {
        Upos::Verb => Some(event.trigger_head),
        _ => token.head.filter(|_| token.deprel.is_subject()),
    };
    let Some(verb) = verb.filter(|_| event.recipients.is_empty()) else { return };
    let Some(home) = event.actors.first().and_then(|party| party.country.clone()) else { return };
    let causes = document.children_by(verb, Deprel::Advcl).filter(|&clause| {
        document
            .children_by(clause, Deprel::Mark)
            .any(|mark| matches!(document.tokens[mark].lemma.as_str(), "after" | "because" | "when"))
    });
    let subjects = causes.filter_map(|clause| document.child_by(clause, Deprel::Nsubj));
    for subject in subjects {
        let Some(id) = reading.entity_at(subject) else { continue };
        let entity = &reading.entities[id.0];
        let governs = entity.sector == Some(Sector::Gov) && entity.country.as_ref() == Some(&home);
        let mention = entity.mentions.iter().find(|mention| mention.head == subject);
        if let Some(mention) = mention.filter(|_| governs) {
            event.recipients = vec![Party {
                span: mention.span,
                head: subject,
                entity: Some(id),
                country: Some(home),
                sector: entity.sector,
                found: "whose deed set it off",
            }];
            return;
        }
    }
}

/// "The inquiry": into the one person into whom all inquiries are of which the report tells.
pub fn name_probed(reading: &Reading, lexicon: &EventLexicon, events: &mut [Event]) {
    let document = &reading.document;
    let probes = |event: &Event| {
        event.event_type == "ACCUSE"
            && document.sentence_of(event.trigger_head).any(|word| {
                event.trigger.contains(document.tokens[word].span)
                    && lexicon.in_set("probes", &document.tokens[word].lemma.to_lowercase())
            })
    };
    let told: Vec<&Party> = events
        .iter()
        .filter(|event| probes(event) && event.status != Status::Historical)
        .flat_map(|event| &event.recipients)
        .collect();
    let Some(one) = told.first().filter(|one| told.iter().all(|other| other.entity == one.entity)) else {
        return;
    };
    let is_person = one.entity.is_some_and(|id| reading.entities[id.0].kind == EntityKind::Person);
    let one = (*one).clone();
    for event in events.iter_mut().filter(|event| probes(event) && event.recipients.is_empty()) {
        let own = event.actors.iter().any(|actor| actor.entity == one.entity);
        let of_this =
            event.status != Status::Historical && document.tokens[event.trigger_head].upos == Upos::Noun;
        if is_person && of_this && !own {
            event.recipients = taken_over(std::slice::from_ref(&one), "who is probed in this report");
        }
    }
}

/// The same person or body, or the same government.
fn is_same(a: &Party, b: &Party) -> bool {
    let governs = |party: &Party| matches!(party.sector, Some(Sector::Gov));
    (a.entity.is_some() && a.entity == b.entity)
        || a.country.is_some() && a.country == b.country && governs(a) && governs(b)
}

#[cfg(test)]
mod tests {
    use crate::reading::event::merge::countries;
    use crate::reading::testing::events_of;

    const ACCUSED: &str = "Turkey/Turkey/PROPN/2/nsubj accused/accuse/VERB/0/root/Tense=Past Greece/Greece/PROPN/2/obj \
                           of/of/ADP/5/case fraud/fraud/NOUN/2/obl/Number=Sing";
    const DENIED: &str = "Greece/Greece/PROPN/2/nsubj denied/deny/VERB/0/root/Tense=Past the/the/DET/4/det \
                          claim/claim/NOUN/2/obj/Number=Sing";

    #[test]
    fn who_accused_is_denied() {
        let events = events_of(&[ACCUSED, DENIED]);
        assert_eq!(countries(&events.last().unwrap().recipients), ["TUR"]);
    }

    #[test]
    fn who_accused_another_is_not() {
        let events = events_of(&[&ACCUSED.replace("Greece/Greece", "France/France"), DENIED]);
        assert!(events.last().unwrap().recipients.is_empty());
    }

    #[test]
    fn what_is_promised_in_a_talk_is_promised_to_its_other_side() {
        let told = "Turkey/Turkey/PROPN/2/nsubj telephoned/telephone/VERB/0/root/Tense=Past Ghana/Ghana/PROPN/2/obj \
                    and/and/CCONJ/5/cc offered/offer/VERB/2/conj/Tense=Past help/help/NOUN/5/obj/Number=Sing";
        let events = events_of(&[told]);
        assert_eq!(events.last().unwrap().event_type, "AGREE");
        assert_eq!(countries(&events.last().unwrap().recipients), ["GHA"]);
    }

    const MARCH: &str = "Turkish/Turkish/ADJ/2/amod protesters/protester/NOUN/3/nsubj/Number=Plur \
                         protested/protest/VERB/0/root/Tense=Past";

    #[test]
    fn a_government_whose_deed_set_protests_off_is_protested_against() {
        let after = format!(
            "{MARCH} after/after/SCONJ/7/mark the/the/DET/6/det government/government/NOUN/7/nsubj/Number=Sing \
             raised/raise/VERB/3/advcl/Tense=Past taxes/tax/NOUN/7/obj/Number=Plur in/in/ADP/10/case \
             Turkey/Turkey/PROPN/7/obl"
        );
        let events = events_of(&[&after, MARCH]);
        let protests = events.iter().filter(|event| event.event_type == "PROTEST");
        assert!(protests.clone().count() == 2);
        assert!(protests.clone().all(|event| countries(&event.recipients) == ["TUR"]));
    }
}
