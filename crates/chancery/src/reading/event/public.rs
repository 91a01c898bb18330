//! Rule 1 of the record: which events are public.

use chancery_lang::{Deprel, Document, Upos};

use super::{Event, Party};
use crate::lexicon::Knowledge;
use crate::plover::{Sector, Status};
use crate::reading::{EntityKind, Reading, clause};

/// The paper that publishes the report meets, asks and thanks people for the report's sake: "spoke to The Example".
pub(super) fn is_reporting(reading: &Reading, event: &Event, knowledge: &Knowledge) -> bool {
    if is_for_the_report(reading, event, knowledge) {
        return true;
    }
    let Some(publisher) = reading.publisher.as_deref().map(str::to_lowercase) else { return false };
    event.actors.iter().chain(&event.recipients).any(|party| {
        let name = party.entity.map(|id| reading.entities[id.0].name.to_lowercase());
        party.sector == Some(Sector::Jrn)
            && name.is_some_and(|name| name.starts_with(&publisher) || publisher.ends_with(&name))
    })
}

/// "The paper reached out to the senator": journalists who turn to people do it for the report.
fn is_for_the_report(reading: &Reading, event: &Event, knowledge: &Knowledge) -> bool {
    let lemma = reading.document.tokens[event.trigger_head].lemma.to_lowercase();
    event.is_verbal()
        && !event.actors.is_empty()
        && event.actors.iter().all(|actor| actor.sector == Some(Sector::Jrn))
        && knowledge.events.in_set("approach", &lemma)
}

/// Talks that were not held and help that was not given are no events; a refusal has a type of its own.
pub(super) fn is_cooperation_denied(event: &Event) -> bool {
    event.status == Status::Denied && event.quad.as_deref().is_some_and(|quad| quad.ends_with("cooperation"))
}

/// Rule 1 of the record: an event needs a public actor or victim.
/// Nobody need be named where the report tells such events of public actors already (`known`).
pub(super) fn is_public(reading: &Reading, event: &Event, knowledge: &Knowledge, known: bool) -> bool {
    if has_public_side(&reading.document, event, knowledge) {
        return true;
    }
    let parties = || event.actors.iter().chain(&event.recipients);
    if known && (parties().next().is_some() || is_specific(&reading.document, event.trigger_head)) {
        return true;
    }
    let entry = knowledge.events.entry_of_rule(&event.rule);
    entry.is_some_and(|entry| {
        let named = parties().any(|p| p.country.is_some() || p.sector.is_some());
        (entry.alone
            && (parties().next().is_some()
                || event.place.is_some()
                || is_specific(&reading.document, event.trigger_head)))
            || (named && (!entry.strict || is_among_violence(reading, event, knowledge)))
    })
}

/// Whether somebody public takes part; protesters and migrants are, whatever their sector.
pub(super) fn has_public_side(document: &Document, event: &Event, knowledge: &Knowledge) -> bool {
    event.actors.iter().chain(&event.recipients).any(|party| {
        is_public_party(party, knowledge)
            || knowledge.events.in_set("campaigners", &document.tokens[party.head].lemma.to_lowercase())
    })
}

/// What kind of thing a party is, where it is known.
pub(super) fn kind(reading: &Reading, party: &Party) -> Option<EntityKind> {
    party.entity.and_then(|id| reading.entities.get(id.0)).map(|entity| entity.kind)
}

/// Whether a party is neither a state nor of a sector that makes events public.
pub(super) fn is_private_party(reading: &Reading, party: &Party, knowledge: &Knowledge) -> bool {
    kind(reading, party) != Some(EntityKind::State) && !is_public_party(party, knowledge)
}

pub(super) fn is_public_party(party: &Party, knowledge: &Knowledge) -> bool {
    party.sector.is_some_and(|sector| knowledge.sectors.is_public(sector))
}

/// One attack, not attacks as such: a noun with an article, a number or a place; any verb.
fn is_specific(document: &Document, word: usize) -> bool {
    !matches!(document.tokens[word].upos, Upos::Noun)
        || document.children(word).iter().any(|&c| {
            matches!(document.tokens[c].deprel, Deprel::Det | Deprel::Nummod | Deprel::NmodPoss)
                || matches!(
                    clause::preposition(document, c).as_deref(),
                    Some("in" | "at" | "near" | "outside")
                )
        })
}

/// Whether the sentence has another word of political or mass violence: "civilians died in the shelling".
pub(super) fn is_among_violence(reading: &Reading, event: &Event, knowledge: &Knowledge) -> bool {
    let document = &reading.document;
    document.sentences.get(event.sentence).is_some_and(|sentence| {
        sentence.clone().any(|word| {
            word != event.trigger_head
                && knowledge.events.in_set("violence", &document.tokens[word].lemma.to_lowercase())
        })
    })
}
