//! Words of violence between people who fight with words: a senator who attacks his rival blames him, and a candidate who
//! beats another wins a vote.

use chancery_lang::Upos;

use super::{Event, Party};
use crate::lexicon::Knowledge;
use crate::plover::Sector;
use crate::reading::{EntityKind, Reading, clause};

/// Gives such words the meaning that the lexicon has for them in politics, and drops what then is no event.
#[must_use]
pub fn reword(reading: &Reading, knowledge: &Knowledge, events: Vec<Event>) -> Vec<Event> {
    events.into_iter().filter_map(|event| reworded(reading, knowledge, event)).collect()
}

fn reworded(reading: &Reading, knowledge: &Knowledge, mut event: Event) -> Option<Event> {
    let lexicon = &knowledge.events;
    let lemma = reading.document.tokens[event.trigger_head].lemma.to_lowercase();
    let figure = lexicon
        .type_named(&event.event_type)
        .and_then(|kind| kind.in_politics.get(&lemma))
        .filter(|_| is_among_politicians(reading, knowledge, &event));
    let Some(figure) = figure else { return Some(event) };
    let meant = figure.event_type.as_ref()?;
    let kind = lexicon.type_named(meant)?;
    let values = figure.mode.as_ref().and_then(|mode| kind.modes.get(mode));
    event.event_type = kind.name.clone();
    event.cameo = values.and_then(|v| v.cameo.clone()).or_else(|| kind.cameo.clone());
    event.scale = values.and_then(|v| v.scale).or(kind.scale);
    event.quad = kind.quad.clone();
    event.modes = figure.mode.iter().cloned().collect();
    event.is_speech_act = true;
    event.place = None;
    Some(event)
}

/// Whether another word of violence stands in the sentence that is not itself one that politicians are told to do.
fn is_among_deeds(reading: &Reading, event: &Event, knowledge: &Knowledge) -> bool {
    let document = &reading.document;
    let lexicon = &knowledge.events;
    document.sentences.get(event.sentence).is_some_and(|sentence| {
        sentence.clone().filter(|&word| word != event.trigger_head).any(|word| {
            let lemma = document.tokens[word].lemma.to_lowercase();
            let figure = document.tokens[word].upos == Upos::Verb
                && lexicon.types.iter().any(|kind| {
                    kind.in_politics.get(&lemma).is_some_and(|figure| figure.event_type.is_some())
                });
            lexicon.in_set("violence", &lemma) && !figure
        })
    })
}

/// Somebody acts, or one politician suffers several such things; all who act are single people without arms, parties, parliaments or courts, nobody at whom it is aimed carries any or is a state,
/// and no other word of violence stands in the sentence.
fn is_among_politicians(reading: &Reading, knowledge: &Knowledge, event: &Event) -> bool {
    let unarmed = |party: &Party| party.sector.is_none_or(|sector| knowledge.sectors.is_unarmed(sector));
    let kind =
        |party: &Party| party.entity.and_then(|id| reading.entities.get(id.0)).map(|entity| entity.kind);
    let speaks = |party: &Party| {
        unarmed(party)
            && party.sector.is_some()
            && (kind(party) == Some(EntityKind::Person)
                || matches!(party.sector, Some(Sector::Pty | Sector::Leg | Sector::Jud)))
    };
    let is_target = |party: &Party| {
        let person = kind(party) == Some(EntityKind::Person);
        kind(party) == Some(EntityKind::State)
            || !(unarmed(party) || person && party.sector == Some(Sector::Cvl))
    };
    // "new lines of attacks on the candidate": blows are told one by one
    let many = reading.document.tokens[event.trigger_head].feats.has("Number", "Plur")
        && !event.recipients.is_empty()
        && event.recipients.iter().all(|party| speaks(party) && kind(party) == Some(EntityKind::Person));
    // "was attacked over his record"
    let matter = clause::is_passive(&reading.document, event.trigger_head)
        && !event.recipients.is_empty()
        && event.recipients.iter().all(|party| speaks(party) && kind(party) == Some(EntityKind::Person))
        && ["over", "for", "on"].iter().any(|case| {
            clause::phrases(&reading.document, event.trigger_head, case)
                .into_iter()
                .any(|noun| reading.document.tokens[noun].upos == Upos::Noun)
        });
    (!event.actors.is_empty() || many || matter)
        && event.actors.iter().all(speaks)
        && !event.recipients.iter().any(is_target)
        && !is_among_deeds(reading, event, knowledge)
}
