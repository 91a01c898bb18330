//! Who did what to whom: triggers, parties, status, attribution, place and date, in that order.

mod addressee;

mod answer;

mod asked;

mod aspect;

mod attribution;

mod authority;

mod behalf;

mod below;

mod blamed;

mod benefit;

mod carried;

mod charge;

mod complement;

pub mod confidence;

mod couple;

mod court;

mod declaration;

mod defendant;

mod demand;

mod discourse;

mod happening;

pub mod examples;

mod exclusion;

mod generic;

mod history;

mod interview;

mod learned;

mod lone;

mod matching;

mod merge;

mod past_office;

mod politics;

mod mode;

mod opponent;

mod party;

mod place_party;

mod private;

mod promise;

mod protest;

mod public;

mod purpose;

mod retelling;

mod role;

mod side;

mod slot;

mod status;

mod struck;

mod sufferer;

mod suspect;

pub mod untold;

use chancery_lang::{Document, Span};

use super::entity::EntityId;
use super::number::Count;
use super::place::Reach;
use super::statement::StatementId;
use super::{Reading, clause};
use crate::lexicon::Knowledge;
use crate::lexicon::events::{Entry, EntryClass, EventLexicon, EventType, Need};
use crate::lexicon::pattern::Slot;
use crate::plover::{Sector, Status};
use matching::Trigger;
use public::{has_public_side, is_cooperation_denied, is_public, is_public_party, is_reporting};

pub use happening::incident;
#[cfg(test)]
pub(crate) use happening::number;
pub use history::tell_history;
pub use retelling::{Link, days_agree, is_main, is_told_straight, link};
pub use struck::name_counted;
pub use suspect::name_suspects;
pub use untold::name_untold;

/// An actor or recipient of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// The words that name it in this sentence.
    pub span: Span,
    /// The word that heads them.
    pub head: usize,
    /// Who it is.
    pub entity: Option<EntityId>,
    /// The country it acts for.
    pub country: Option<String>,
    /// Its sector.
    pub sector: Option<Sector>,
    /// How it was found, for `chancery explain`: "nsubj", "by-phrase", "coreference".
    pub found: &'static str,
}

/// Killed, hurt, held and driven-out people of an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Killed.
    pub dead: Option<Count>,
    /// Hurt.
    pub injured: Option<Count>,
    /// Arrested.
    pub arrested: Option<Count>,
    /// Driven out.
    pub displaced: Option<Count>,
}

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// PLOVER event type, or a type of the user's own lexicon.
    pub event_type: String,
    /// PLOVER modes.
    pub modes: Vec<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// `verbal-cooperation`, `material-conflict`, …: follows from the type.
    pub quad: Option<String>,
    /// PLOVER's score of the type and mode, -10 to 10.
    pub scale: Option<f64>,
    /// The word or words that report it.
    pub trigger: Span,
    /// The word that heads the trigger.
    pub trigger_head: usize,
    /// Index of its sentence.
    pub sentence: usize,
    /// Who acts.
    pub actors: Vec<Party>,
    /// To whom it is done.
    pub recipients: Vec<Party>,
    /// Whether it happened.
    pub status: Status,
    /// The statement on whose word alone it stands.
    pub attribution: Option<StatementId>,
    /// Index into [`crate::Reading::dates`].
    pub date: Option<usize>,
    /// Index into [`crate::Reading::places`].
    pub place: Option<usize>,
    /// Counts of people.
    pub size: Size,
    /// Events of this report that tell the same happening share this number, from 1.
    pub happening: usize,
    /// Probability that the row is right, 0 to 1.
    pub confidence: f64,
    /// The lexicon entry that fired: file and line, for `chancery explain`.
    pub rule: String,
    /// Whether the type is done by speaking.
    pub is_speech_act: bool,
    /// Whether its sides act on each other: a meeting, a clash.
    pub is_mutual: bool,
}

impl Event {
    /// Whether it occurred and the report itself vouches for it.
    #[must_use]
    pub fn is_fact(&self) -> bool {
        self.status == Status::Occurred && self.attribution.is_none()
    }

    /// Whether its quad class is verbal cooperation or conflict.
    #[must_use]
    pub fn is_verbal(&self) -> bool {
        self.quad.as_deref().is_some_and(|quad| quad.starts_with("verbal"))
    }
}

/// How many sentences away an event of a public actor vouches for one in which nobody public is named.
const NEAR: usize = 3;

/// All events of a report whose other parts are read, in text order.
#[must_use]
pub fn find_events(reading: &Reading, knowledge: &Knowledge) -> Vec<Event> {
    let lexicon = &knowledge.events;
    let triggers = matching::find_triggers(reading, lexicon, knowledge.learned);
    let narrator = party::narrator(reading, knowledge);
    let deeds = triggers.iter().filter(|t| t.entry.class == EntryClass::Noun).map(|t| t.head).collect();
    let mut roles = role::Roles { reading, lexicon, deeds, narrator, couples: Vec::new() };
    roles.couples = couple::couples(&roles, &triggers);
    let events: Vec<Event> =
        triggers.iter().filter_map(|trigger| event_of(reading, knowledge, &roles, trigger)).collect();
    let events = politics::reword(reading, knowledge, events);
    let mut events = merge::merge_within_sentences(&reading.document, events);
    merge::drop_wording(&mut events);
    opponent::name_held(reading, &knowledge.events, &mut events);
    attribution::vouch_for_known(&reading.document, &mut events);
    happening::number(reading, &knowledge.events, &mut events);
    happening::share_sides(reading, &knowledge.events, &mut events);
    authority::name_authorities(reading, knowledge, &mut events);
    authority::name_courts_asked(reading, knowledge, &mut events);
    roles.name_learned(knowledge.learned, &mut events);
    events.retain(|event| !lacks_a_side(event, knowledge));
    discourse::name_both_sides(&reading.document, &mut events);
    discourse::name_those_who_met(&reading.document, &mut events);
    opponent::name_ousted(reading, &knowledge.events, &mut events);
    opponent::name_opponents(reading, &mut events);
    protest::name_employers(reading, &knowledge.events, &mut events);
    opponent::name_strikers(&knowledge.events, &mut events);
    protest::name_protesters(reading, &knowledge.events, &mut events);
    protest::name_governments(reading, &knowledge.events, &mut events);
    defendant::name_defendants(reading, &knowledge.events, &mut events);
    addressee::name_protested(reading, &mut events);
    addressee::name_winners(&mut events);
    addressee::name_probed(reading, &knowledge.events, &mut events);
    addressee::name_askers(&reading.document, &knowledge.events, &mut events);
    addressee::name_those_spoken_to(&reading.document, &mut events);
    asked::name_those_asked(reading, &knowledge.events, &mut events);
    discourse::aim_at_actors(&reading.document, knowledge, &mut events);
    let told: Vec<(String, usize)> = events
        .iter()
        .filter(|e| has_public_side(&reading.document, e, knowledge))
        .map(|e| (e.event_type.clone(), e.sentence))
        .collect();
    let turns = interview::turns(&reading.document.text);
    events.retain(|event| {
        let known = told
            .iter()
            .any(|(kind, sentence)| *kind == event.event_type && sentence.abs_diff(event.sentence) <= NEAR);
        is_public(reading, event, knowledge, known)
            && !is_cooperation_denied(event)
            && !is_reporting(reading, event, knowledge)
            && !interview::is_answer(reading, &turns, event.trigger)
    });
    drop_demanded(reading, &knowledge.events, &triggers, &mut events);
    charge::drop_crimes(reading, knowledge, &mut events);
    events.retain(|event| !exclusion::is_excluded(reading, knowledge, event));
    private::drop_crimes_on_one(reading, knowledge, &mut events);
    merge::drop_signed(&reading.document, &mut events);
    lone::drop_lone(reading, knowledge, &mut events);
    for event in &mut events {
        mode::set_mode_by_parties(reading, &knowledge.events, event);
    }
    events.sort_by_key(|event| event.trigger);
    past_office::set_past_offices(reading, knowledge, &mut events);
    happening::number(reading, &knowledge.events, &mut events);
    merge::drop_repeated(&reading.document, &mut events);
    events
}

/// Whether an event still lacks a side that the lexicon asks for.
fn lacks_a_side(event: &Event, knowledge: &Knowledge) -> bool {
    let lacks = |need: Need, side: &[Party]| match need {
        Need::Nothing => false,
        Need::Party => side.is_empty(),
        Need::Two => side.len() < 2,
        Need::Public => !side.iter().any(|party| is_public_party(party, knowledge)),
    };
    knowledge.events.entry_of_rule(&event.rule).is_some_and(|entry| {
        lacks(entry.needs.actor, &event.actors) || lacks(entry.needs.recipient, &event.recipients)
    })
}

/// What is only said takes place where it is said, not where what it speaks of does; a meeting has a place like a deed.
fn reach_of(kind: &EventType) -> Reach {
    let verbal = kind.quad.as_deref().is_some_and(|quad| quad.starts_with("verbal"));
    if verbal && kind.name != "CONSULT" { Reach::Own } else { Reach::Sentence }
}

/// "A truce brokered by Cairo with Israel": a country that takes part is not where it takes place.
fn is_partner(reading: &Reading, trigger: usize, place: usize) -> bool {
    let document = &reading.document;
    let Some(place) = reading.places.get(place) else { return false };
    document.sentence_of(trigger).any(|word| {
        place.span.contains(document.tokens[word].span)
            && clause::preposition(document, word).is_some_and(|p| matches!(p.as_str(), "with" | "between"))
    })
}

/// The event a trigger reports.
fn event_of(
    reading: &Reading,
    knowledge: &Knowledge,
    roles: &role::Roles<'_>,
    trigger: &Trigger<'_>,
) -> Option<Event> {
    let entry = trigger.entry;
    let document = &reading.document;
    if status::is_duty(document, &knowledge.status, trigger.head) {
        return None;
    }
    let date = super::date::date_of(document, &knowledge.status, &reading.dates, trigger.head);
    let told = date.and_then(|i| reading.dates.get(i));
    let mut status = entry.status.unwrap_or_else(|| {
        status::status_of(document, &knowledge.status, trigger.head, told, reading.published)
    });
    // "will continue to urge" urges already; "will continue to help" promises help
    let becomes_promise = entry.event_type.is_some_and(|own| knowledge.events.types[own].future.is_some());
    if status == Status::Future
        && !becomes_promise
        && status::is_continued(document, &knowledge.status, trigger.head)
    {
        status = Status::Occurred;
    }
    if roles.is_answered_request(trigger) {
        status = Status::Occurred;
    }
    if roles.is_demanded_not_to(trigger) {
        return None;
    }
    let kind = type_of(&knowledge.events, entry, status)?;
    let own_kind = entry.event_type.map_or(kind, |own| &knowledge.events.types[own]);
    let place = super::place::place_of(document, &reading.places, trigger.head, reach_of(own_kind));
    let place = place.filter(|&place| !entry.mutual || !is_partner(reading, trigger.head, place));
    let host = place.and_then(|place| reading.places.get(place)?.country.as_deref());
    let (mut actors, mut recipients) = roles.fill(trigger, host);
    match own_kind.name.as_str() {
        "ASSAULT" => {
            sufferer::settle(&knowledge.events, document, &mut recipients, host);
            if !entry.mutual {
                sufferer::name_forces(document, trigger.head, &mut actors);
            }
        }
        "PROTEST" => sufferer::settle(&knowledge.events, document, &mut actors, host),
        "REQUEST" => {
            sufferer::settle_asked(&knowledge.events, document, trigger.head, &mut recipients, &actors);
        }
        _ => {}
    }
    // "will host the ministers": who promises it is the host
    if kind.name != own_kind.name && entry.actor.first() == Some(&Slot::Object) && !recipients.is_empty() {
        std::mem::swap(&mut actors, &mut recipients);
    }
    // "the meeting" may still take its parties from an earlier event
    let takes_up = entry.class == EntryClass::Noun
        && actors.is_empty()
        && recipients.is_empty()
        && discourse::is_definite(document, trigger.head);
    // "They also discussed": as may those who met before
    let is_by = |actor: &Party| actor.sector.is_some_and(|sector| own_kind.not_by.contains(&sector));
    if actors.iter().any(is_by) {
        return None;
    }
    if entry.strict && actors.is_empty() && is_done_by_a_thing(reading, knowledge, trigger) {
        return None;
    }
    if demand::is_spoken(entry) && !roles.is_demand(trigger, &actors, &recipients, &knowledge.sectors) {
        return None;
    }
    let lacks = |need: Need, side: &[Party]| need != Need::Nothing && side.is_empty();
    if !takes_up && (lacks(entry.needs.actor, &actors) || lacks(entry.needs.recipient, &recipients)) {
        return None;
    }
    // a visit to come is an agreement, and an agreement has no mode
    let modes = if kind.name != own_kind.name { Vec::new() } else { mode::modes_of(document, kind, trigger) };
    let mode = modes.first().and_then(|mode| kind.modes.get(mode));
    let attribution = {
        let verbal = reach_of(kind) == Reach::Own;
        attribution::attribution_of(reading, &knowledge.cues, trigger, &actors, verbal)
    };
    Some(Event {
        event_type: kind.name.clone(),
        contexts: contexts_of(document, knowledge, trigger),
        cameo: mode.and_then(|m| m.cameo.clone()).or_else(|| kind.cameo.clone()),
        quad: kind.quad.clone(),
        scale: mode.and_then(|m| m.scale).or(kind.scale),
        modes,
        trigger: trigger.span,
        trigger_head: trigger.head,
        sentence: document.tokens[trigger.head].sentence,
        actors,
        recipients,
        status,
        attribution,
        date,
        place,
        size: Size::default(),
        happening: 0,
        confidence: 0.0,
        rule: entry.rule.clone(),
        is_speech_act: entry.is_speech_act,
        is_mutual: entry.mutual,
    })
}

/// "The virus killed", "the crash injured": the subject is no party and nothing that people fight with.
fn is_done_by_a_thing(reading: &Reading, knowledge: &Knowledge, trigger: &Trigger<'_>) -> bool {
    if trigger.entry.class != EntryClass::Verb {
        return false;
    }
    let document = &reading.document;
    let subjects = clause::logical_subjects(document, trigger.head);
    !subjects.is_empty()
        && !subjects.iter().any(|&subject| {
            let lemma = document.tokens[subject].lemma.to_lowercase();
            knowledge.events.in_set("violence", &lemma)
                || knowledge
                    .events
                    .entries_of(EntryClass::Noun, &lemma)
                    .any(|entry| entry.event_type.is_some())
        })
}

/// The entry's type, or the one it becomes while it lies in the future.
fn type_of<'a>(lexicon: &'a EventLexicon, entry: &Entry, status: Status) -> Option<&'a EventType> {
    let kind = lexicon.types.get(entry.event_type?)?;
    let future = kind.future.as_ref().filter(|_| status == Status::Future);
    Some(future.and_then(|name| lexicon.type_named(name)).unwrap_or(kind))
}

/// The entry's own contexts, then those that the sentence tells.
fn contexts_of(document: &Document, knowledge: &Knowledge, trigger: &Trigger<'_>) -> Vec<String> {
    let mut contexts = trigger.entry.contexts.clone();
    let told = knowledge.contexts.of(document, &document.sentence_of(trigger.head));
    contexts.extend(told.into_iter().filter(|context| !trigger.entry.contexts.contains(context)));
    contexts
}

/// Rule 7: what is only demanded or agreed on is no event of its own.
fn drop_demanded(
    reading: &Reading,
    lexicon: &EventLexicon,
    triggers: &[Trigger<'_>],
    events: &mut Vec<Event>,
) {
    let document = &reading.document;
    promise::name_promised(document, events);
    let told = events
        .iter()
        .filter(|e| lexicon.type_named(&e.event_type).is_some_and(|kind| kind.encloses))
        .map(|e| e.trigger_head);
    // "They called on Oslo to withdraw": a demand all the same where nobody knows whose
    let asked = triggers
        .iter()
        .filter(|t| t.entry.class == EntryClass::Verb)
        .filter(|t| t.entry.event_type.is_some_and(|kind| lexicon.types[kind].encloses))
        .map(|t| t.head);
    let speech: Vec<usize> = told.chain(asked).collect();
    events.retain(|event| {
        let only_wanted = matches!(event.status, Status::Hypothetical | Status::Future | Status::Denied);
        let demanded = speech.iter().any(|&head| {
            document.tokens[head].sentence == event.sentence
                && head != event.trigger_head
                && document.is_within(event.trigger_head, head)
        });
        !(only_wanted && demanded)
    });
}
