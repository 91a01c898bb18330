//! Which events of a report tell again, or go on telling, what another one tells: those may share its day and place.

use chancery_lang::{Deprel, Document, Upos};

use super::{Event, Party, discourse, merge};
use crate::plover::{Sector, Status};
use crate::reading::clause::preposition;
use crate::reading::entity::EntityKind;
use crate::reading::{Place, Reading, Resolution};

/// A happening is told again at most this many sentences away by the same word.
const REACH: usize = 8;

/// "The attack" takes up one told at most this many sentences before.
const TAKEN_UP: usize = 4;

/// An event with the same two sides is the same one at most this many sentences away.
const NEAR: usize = 3;

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
    // two events of one type in one sentence are two
    if apart == 0
        || event.event_type != other.event_type
        || !statuses_agree(event, other)
        || contradict(reading, event, other)
    {
        return None;
    }
    let document = &reading.document;
    let (first, second) = if event.sentence <= other.sentence { (event, other) } else { (other, event) };
    let same_word = lemma(document, event) == lemma(document, other);
    if (1..=TAKEN_UP).contains(&apart)
        && takes_up(document, second, first)
        && !is_told_apart_by_day(reading, second)
    {
        return Some(Link::TakesUp);
    }
    if !is_told_straight(document, event) || !is_told_straight(document, other) {
        return None;
    }
    let actors = shared(&event.actors, &other.actors);
    let recipients = shared(&event.recipients, &other.recipients);
    if goes_on(reading, event, other) {
        return Some(Link::GoesOn);
    }
    let again =
        apart <= REACH && same_word && (actors || recipients) || apart <= NEAR && actors && recipients;
    if again {
        return Some(Link::Again);
    }
    let main = !event.modes.is_empty()
        && event.modes == other.modes
        && other.sentence == 0
        && (1..=REACH / 2).contains(&event.sentence)
        && is_main(document, event.trigger_head)
        && is_main(document, other.trigger_head);
    main.then_some(Link::MainStory)
}

/// Whether both happened, or both did not; of violence also an attempt and its failure, an attack in which nobody was killed.
pub(super) fn statuses_agree(a: &Event, b: &Event) -> bool {
    let told = |event: &Event| matches!(event.status, Status::Occurred | Status::Denied);
    a.status == b.status || a.event_type == "ASSAULT" && told(a) && told(b)
}

fn lemma<'a>(document: &'a Document, event: &Event) -> &'a str {
    &document.tokens[event.trigger_head].lemma
}

/// Whether two events cannot be one: other actors, other victims' countries, other means, places or days.
pub(super) fn contradict(reading: &Reading, a: &Event, b: &Event) -> bool {
    let disjoint =
        |x: &[&str], y: &[&str]| !x.is_empty() && !y.is_empty() && !x.iter().any(|c| y.contains(c));
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

/// Whether two sides are the same: one entity in common, or the same countries and sectors.
fn shared(a: &[Party], b: &[Party]) -> bool {
    // a side taken over from another telling tells nothing of its own
    let own = |party: &&Party| party.found != "earlier event";
    a.iter().filter(own).any(|x| {
        b.iter().filter(own).any(|y| {
            x.entity.is_some() && x.entity == y.entity
                || x.country.is_some()
                    && x.country == y.country
                    && x.sector == y.sector
                    && acts_as_one(x.sector)
        })
    })
}

/// Whether the people of this sector in one country act as one; protesters and civilians do not.
fn acts_as_one(sector: Option<Sector>) -> bool {
    matches!(sector, Some(Sector::Gov | Sector::Mil | Sector::Cop | Sector::Jud | Sector::Leg | Sector::Reb))
}

/// Whether the days of two events have one in common, as far as they are known.
pub(super) fn days_agree(reading: &Reading, a: &Event, b: &Event) -> bool {
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

/// Whether the trigger is a noun with a definite article that the sentence of the earlier event has too, or, for violence,
/// that names it whatever it was: "a knife attack … The attack", "gunmen stormed … the assault".
fn takes_up(document: &Document, event: &Event, earlier: &Event) -> bool {
    let word = event.trigger_head;
    let token = &document.tokens[word];
    if token.upos != Upos::Noun || !discourse::is_definite(document, word) {
        return false;
    }
    let counted = |word: usize| document.child_by(word, Deprel::Nummod).is_some();
    if counted(word) && !counted(earlier.trigger_head) {
        return false;
    }
    let own = document.children(word).iter().any(|&child| {
        matches!(
            document.tokens[child].deprel,
            Deprel::Amod | Deprel::Compound | Deprel::Nummod | Deprel::AclRelcl
        )
    });
    let named = event.event_type == "ASSAULT"
        && !own
        && is_main(document, earlier.trigger_head)
        && matches!(token.lemma.as_str(), "attack" | "assault" | "incident" | "violence");
    named
        || lemma(document, event) == lemma(document, earlier)
        || document.sentences[earlier.sentence]
            .clone()
            .any(|i| document.tokens[i].upos == Upos::Noun && document.tokens[i].lemma == token.lemma)
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
pub(super) fn is_main(document: &Document, word: usize) -> bool {
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
fn is_told_straight(document: &Document, event: &Event) -> bool {
    let word = event.trigger_head;
    let token = &document.tokens[word];
    if !matches!(token.upos, Upos::Verb | Upos::Aux) {
        return true;
    }
    let perfect = document.children_by(word, Deprel::Aux).any(|aux| document.tokens[aux].lemma == "have");
    let background = match token.deprel {
        Deprel::AclRelcl => true,
        Deprel::Advcl => document.children_by(word, Deprel::Mark).any(|mark| {
            matches!(document.tokens[mark].lemma.as_str(), "after" | "before" | "since" | "until")
        }),
        _ => false,
    };
    !perfect && !background
}
