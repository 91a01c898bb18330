//! What tells whether a row is right: how sure the parser is, what the entry asked for, who was found and how.
//!
//! The clues are weighed by `lexicon/confidence.tsv`, a logistic model fitted to judged rows.

use super::learned;
use super::public::has_public_side;
use super::{Event, Party};
use crate::lexicon::Knowledge;
use crate::lexicon::events::EntryClass;
use chancery_lang::{Deprel, Upos};

use crate::plover::{Sector, Status};
use crate::reading::Reading;

/// From this many words on a distance or a sentence counts in full.
const FAR: f64 = 40.0;

/// So many sentences open a report, in which news stands.
const EARLY: usize = 4;

/// Gives each event of a report its probability of being right; those below the floor of the weights are dropped.
pub fn rate(reading: &mut Reading, knowledge: &Knowledge) {
    let events = &reading.events;
    let rated: Vec<f64> = (0..events.len())
        .map(|i| knowledge.confidence.probability(clues(reading, knowledge, events, i)))
        .collect();
    for (event, confidence) in reading.events.iter_mut().zip(rated) {
        event.confidence = confidence;
    }
    reading.events.retain(|event| event.confidence >= knowledge.confidence.floor(event.is_fact()));
}

/// The clues of one event among all of its report, each with its amount, mostly 0 or 1; those that are 0 are left out.
#[must_use]
pub fn clues(
    reading: &Reading,
    knowledge: &Knowledge,
    events: &[Event],
    index: usize,
) -> Vec<(&'static str, f64)> {
    let document = &reading.document;
    let event = &events[index];
    let entry = knowledge.events.entry_of_rule(&event.rule);
    let parties = || event.actors.iter().chain(&event.recipients);
    let flag = |holds: bool| if holds { 1.0 } else { 0.0 };
    let elsewhere =
        |party: &Party| document.tokens.get(party.head).is_none_or(|head| head.sentence != event.sentence);
    let distance = parties()
        .filter(|party| !elsewhere(party))
        .map(|party| party.head.abs_diff(event.trigger_head))
        .max()
        .unwrap_or(0);
    let doubt = parties()
        .filter(|party| !elsewhere(party))
        .map(|party| party.head)
        .chain([event.trigger_head])
        .map(|word| 1.0 - f64::from(document.arc_confidence(word)))
        .fold(0.0, f64::max);
    let sentence = document.sentences.get(event.sentence).map_or(0, |words| words.len());
    let told = events.iter().filter(|other| other.happening == event.happening).count();
    let class = entry.map(|entry| entry.class);
    let quad = event.quad.as_deref().unwrap_or("");
    let token = &document.tokens[event.trigger_head];
    let is_main =
        token.head.is_none_or(|head| token.deprel == Deprel::Conj && document.tokens[head].head.is_none());
    let countries =
        |side: &[Party]| side.iter().filter_map(|party| party.country.clone()).collect::<Vec<_>>();
    let (ours, theirs) = (countries(&event.actors), countries(&event.recipients));
    let abroad = ours.iter().any(|own| theirs.iter().any(|other| other != own))
        || event.is_mutual && ours.iter().any(|one| ours.iter().any(|other| other != one));
    let is_pronoun =
        |party: &Party| document.tokens.get(party.head).is_some_and(|head| head.upos == Upos::Pron);
    let of = |sector: Sector| parties().any(|party| party.sector == Some(sector));
    let lacks_country = |side: &[Party]| !side.is_empty() && side.iter().all(|party| party.country.is_none());
    let all = [
        ("model's odds of the type", learned::odds_of_type(document, event)),
        ("doubtful arc", doubt),
        ("noun", flag(class == Some(EntryClass::Noun))),
        ("word alone", flag(entry.is_some_and(|entry| entry.pattern.weight() == 0))),
        ("no actor", flag(event.actors.is_empty())),
        ("no recipient", flag(event.recipients.is_empty() && !event.is_mutual)),
        ("actor of no country", flag(lacks_country(&event.actors))),
        ("recipient of no country", flag(lacks_country(&event.recipients))),
        ("several parties", flag(event.actors.len().max(event.recipients.len()) > 2)),
        ("party elsewhere", flag(parties().any(elsewhere))),
        ("weighed party", flag(parties().any(|party| party.found == super::untold::WEIGHED))),
        ("nobody public", flag(!has_public_side(&reading.document, event, knowledge))),
        ("not a fact", flag(event.status != Status::Occurred)),
        ("on somebody's word", flag(event.attribution.is_some())),
        ("told again", flag(told > 1)),
        ("two countries", flag(abroad)),
        ("nobody", flag(parties().next().is_none())),
        ("day told", flag(event.date.is_some())),
        ("place told", flag(event.place.is_some())),
        ("main clause", flag(is_main)),
        ("early", flag(event.sentence < EARLY)),
        ("pronoun", flag(parties().any(is_pronoun))),
        ("journalists", flag(of(Sector::Jrn))),
        ("people", flag(of(Sector::Cvl))),
        ("police and courts", flag(of(Sector::Cop) || of(Sector::Jud))),
        ("distance", (distance as f64 / FAR).min(1.0)),
        ("long sentence", (sentence as f64 / FAR).min(1.0)),
        ("material cooperation", flag(quad == "material-cooperation")),
        ("verbal conflict", flag(quad == "verbal-conflict")),
        ("material conflict", flag(quad == "material-conflict")),
    ];
    all.into_iter().filter(|(_, amount)| *amount != 0.0).collect()
}
