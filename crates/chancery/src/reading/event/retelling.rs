//! Which events of a report tell the happening of another one, or go on telling it: those may share its day and place.

use chancery_lang::{Deprel, Document, Upos};

use super::{Event, Party, discourse, merge};
use crate::plover::{Sector, Status};
use crate::reading::clause::preposition;
use crate::reading::entity::EntityKind;
use crate::reading::{Place, Reading, Resolution};

/// What the report begins with is still told at most this many sentences later.
const MAIN: usize = 4;

/// An account of violence goes on over at most this many sentences.
const ACCOUNT: usize = 2;

/// How one event is tied to another that it tells again, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// "The attack" after "a knife attack".
    TakesUp,
    /// The next sentence of an account: "Gunmen stormed the hall on Monday. Ten people were killed."
    GoesOn,
    /// The same deed of the same people, told elsewhere in the report.
    Again,
    /// Deeds of the kind that the report begins with, by the same means: "was sentenced on Monday … imposed the term".
    MainStory,
}

/// How `event` is tied to `other`; `None` where it may be another happening.
#[must_use]
pub fn link(reading: &Reading, event: &Event, other: &Event) -> Option<Link> {
    let apart = event.sentence.abs_diff(other.sentence);
    if apart == 0
        || event.event_type != other.event_type
        || !statuses_agree(event, other)
        || contradict(reading, event, other)
    {
        return None;
    }
    if event.happening == other.happening {
        let taken_up = discourse::is_definite(&reading.document, event.trigger_head.max(other.trigger_head));
        return Some(if taken_up { Link::TakesUp } else { Link::Again });
    }
    let document = &reading.document;
    if !is_told_straight(document, event) || !is_told_straight(document, other) {
        return None;
    }
    if goes_on(reading, event, other) {
        return Some(Link::GoesOn);
    }
    let main = !event.modes.is_empty()
        && event.modes == other.modes
        && other.sentence == 0
        && (1..=MAIN).contains(&event.sentence)
        && is_main(document, event.trigger_head)
        && is_main(document, other.trigger_head);
    main.then_some(Link::MainStory)
}

/// Whether both happened, or both did not; of violence also an attempt and its failure, an attack in which nobody was killed.
pub(super) fn statuses_agree(a: &Event, b: &Event) -> bool {
    let told = |event: &Event| matches!(event.status, Status::Occurred | Status::Denied);
    a.status == b.status || a.event_type == "ASSAULT" && told(a) && told(b)
}

/// Whether two events cannot be one: other actors, other victims' countries, other means, places or days.
pub(super) fn contradict(reading: &Reading, a: &Event, b: &Event) -> bool {
    let modes = !a.modes.is_empty() && !b.modes.is_empty() && !a.modes.iter().any(|m| b.modes.contains(m));
    let violence = a.event_type == "ASSAULT";
    modes
        || disjoint(&official(&a.actors), &official(&b.actors))
        || disjoint(&merge::countries(&a.recipients), &merge::countries(&b.recipients))
        || other_people(reading, &a.actors, &b.actors)
        // one attack has many victims
        || !violence && other_people(reading, &a.recipients, &b.recipients)
        || !places_agree(reading, a, b)
        || !days_agree(reading, a, b)
}

/// Whether two acts of violence have other doers, or officials of other countries among those whom they hit.
pub(super) fn have_other_sides(reading: &Reading, a: &Event, b: &Event) -> bool {
    disjoint(&official(&a.actors), &official(&b.actors))
        || disjoint(&official(&a.recipients), &official(&b.recipients))
        || other_people(reading, &a.actors, &b.actors)
}

/// Whether both sides are told, and have nothing in common.
fn disjoint(a: &[&str], b: &[&str]) -> bool {
    !a.is_empty() && !b.is_empty() && !a.iter().any(|code| b.contains(code))
}

/// The countries of one side but those of private people, which are read off what stands around them.
fn official(parties: &[Party]) -> Vec<&str> {
    let private =
        |party: &&Party| matches!(party.sector, None | Some(Sector::Cvl | Sector::Soc | Sector::Unk));
    parties.iter().filter(|party| !private(party)).filter_map(|party| party.country.as_deref()).collect()
}

/// Whether both sides name people, and not the same.
fn other_people(reading: &Reading, a: &[Party], b: &[Party]) -> bool {
    let people = |parties: &[Party]| -> Vec<usize> {
        let ids = parties.iter().filter_map(|party| party.entity);
        ids.filter(|id| reading.entities.get(id.0).is_some_and(|e| e.kind == EntityKind::Person))
            .map(|id| id.0)
            .collect()
    };
    let (a, b) = (people(a), people(b));
    !a.is_empty() && !b.is_empty() && !a.iter().any(|id| b.contains(id))
}

/// Whether the days of two events have one in common, as far as they are known.
#[must_use]
pub fn days_agree(reading: &Reading, a: &Event, b: &Event) -> bool {
    let days = |event: &Event| reading.dates.get(event.date?).and_then(|date| date.days);
    match (days(a), days(b)) {
        (Some((from, to)), Some((start, end))) => from <= end && start <= to,
        _ => true,
    }
}

/// Whether the places of two events are one or may lie in each other, as far as they are known.
pub(super) fn places_agree(reading: &Reading, a: &Event, b: &Event) -> bool {
    let place = |event: &Event| reading.places.get(event.place?);
    match (place(a), place(b)) {
        (Some(x), Some(y)) => may_be_one(x, y),
        _ => true,
    }
}

fn may_be_one(a: &Place, b: &Place) -> bool {
    if a.span == b.span || a.name == b.name && a.country == b.country {
        return true;
    }
    let region = |place: &Place| matches!(place.resolution, Some(Resolution::Region) | None);
    if region(a) || region(b) {
        return true;
    }
    if a.country != b.country || a.resolution == b.resolution {
        return false;
    }
    let province =
        |place: &Place| place.admin1.clone().filter(|_| place.resolution != Some(Resolution::Country));
    match (province(a), province(b)) {
        (Some(x), Some(y)) => x == y,
        _ => true,
    }
}

/// "The attack on December 27" is told apart from others by its day.
pub(super) fn is_told_apart_by_day(reading: &Reading, event: &Event) -> bool {
    let document = &reading.document;
    let span = event.date.and_then(|date| reading.dates.get(date)).map(|date| date.span);
    span.is_some_and(|span| {
        document.sentences[event.sentence].clone().any(|word| {
            span.contains(document.tokens[word].span) && document.is_within(word, event.trigger_head)
        })
    })
}

/// Whether one of two neighbouring sentences goes on with the violence that the other tells. The first sentence sums up
/// what the second tells with its day.
pub(super) fn goes_on(reading: &Reading, event: &Event, other: &Event) -> bool {
    if event.event_type != "ASSAULT" {
        return false;
    }
    let (first, last) = (event.sentence.min(other.sentence), event.sentence.max(other.sentence));
    let onward = event.sentence > other.sentence || event.sentence == 0;
    let document = &reading.document;
    let undated = |sentence: usize| {
        let span = document.span_of(&document.sentences[sentence]);
        !reading.dates.iter().any(|date| span.contains(date.span))
    };
    onward
        && is_main(document, event.trigger_head)
        && is_main(document, other.trigger_head)
        && (1..=ACCOUNT).contains(&(last - first))
        && (first + 1..last).chain([event.sentence]).all(undated)
}

/// Whether a word is what its sentence tells, not an example or a reason inside of it: its verb, or subject or object of one.
#[must_use]
pub fn is_main(document: &Document, word: usize) -> bool {
    let token = &document.tokens[word];
    match (token.deprel, token.head) {
        // "suffered a spate of attacks"
        (Deprel::Nmod, Some(head)) if preposition(document, word).as_deref() == Some("of") => {
            !matches!(document.tokens[head].deprel, Deprel::Nmod | Deprel::Obl | Deprel::NmodPoss)
        }
        (deprel, _) => !matches!(
            deprel,
            Deprel::Nmod
                | Deprel::Obl
                | Deprel::NmodPoss
                | Deprel::Compound
                | Deprel::Acl
                | Deprel::AclRelcl
                | Deprel::Amod
        ),
    }
}

/// Told as the report goes along: not with "had" or "has", and not as the background of something else ("after he resigned",
/// "who attacked").
#[must_use]
pub fn is_told_straight(document: &Document, event: &Event) -> bool {
    let word = event.trigger_head;
    let token = &document.tokens[word];
    if !matches!(token.upos, Upos::Verb | Upos::Aux) {
        return true;
    }
    // "were previously convicted", "later resigned"
    let other_time = document.children_by(word, Deprel::Advmod).any(|adverb| {
        matches!(
            document.tokens[adverb].lemma.to_lowercase().as_str(),
            "previously"
                | "earlier"
                | "before"
                | "later"
                | "subsequently"
                | "eventually"
                | "formerly"
                | "once"
                | "ago"
                | "since"
        )
    });
    let perfect = document.children_by(word, Deprel::Aux).any(|aux| document.tokens[aux].lemma == "have");
    let background = match token.deprel {
        Deprel::AclRelcl => true,
        Deprel::Advcl => document.children_by(word, Deprel::Mark).any(|mark| {
            matches!(document.tokens[mark].lemma.as_str(), "after" | "before" | "since" | "until")
        }),
        _ => false,
    };
    !perfect && !background && !other_time
}
