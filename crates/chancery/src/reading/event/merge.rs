//! One event for one event: second words for it in the same sentence are merged.

use std::collections::BTreeMap;

use chancery_lang::{Deprel, Document, Upos};

use super::Event;
use crate::plover::{Sector, Status};
use crate::reading::clause;

/// Merges events of one type in one sentence whose triggers belong together: "launched an attack that killed five".
#[must_use]
pub fn merge_within_sentences(document: &Document, events: Vec<Event>) -> Vec<Event> {
    let mut kept: Vec<Event> = Vec::new();
    // the words for each event that is kept
    let mut words: Vec<Vec<usize>> = Vec::new();
    for event in events {
        let twin = kept.iter().zip(&words).position(|(other, told)| {
            other.sentence == event.sentence
                && other.event_type == event.event_type
                && are_one(document, other, told, &event)
        });
        match twin {
            Some(twin) => {
                words[twin].push(event.trigger_head);
                absorb(&mut kept[twin], event);
            }
            None => {
                words.push(vec![event.trigger_head]);
                kept.push(event);
            }
        }
    }
    kept
}

/// Drops nouns that are only part of the words for another event: in "lifted its visa ban" nothing is banned, in "will
/// provide aid" none is given yet.
pub fn drop_wording(events: &mut Vec<Event>) {
    let is_quad = |event: &Event, end: &str| event.quad.as_deref().is_some_and(|quad| quad.ends_with(end));
    let whole: Vec<Event> = events
        .iter()
        .filter(|event| matches!(event.event_type.as_str(), "AGREE" | "CONCEDE"))
        .cloned()
        .collect();
    events.retain(|event| {
        !whole.iter().any(|outer| {
            let inside = outer.trigger.start < event.trigger.start && event.trigger.end <= outer.trigger.end;
            let undone = outer.event_type == "CONCEDE" && is_quad(event, "material-conflict");
            let to_come = outer.event_type == "AGREE" && is_quad(event, "cooperation");
            inside && (undone || to_come)
        })
    });
}

/// Drops a word that comes again in the same sentence for the same happening: "after the attack, she blamed them for the
/// attack".
pub fn drop_repeated(document: &Document, events: &mut Vec<Event>) {
    let told = |event: &Event| {
        let lemma = document.tokens[event.trigger_head].lemma.to_lowercase();
        (event.sentence, event.happening, lemma)
    };
    let mut first: BTreeMap<(usize, usize, String), usize> = BTreeMap::new();
    for event in events.iter() {
        let head = first.entry(told(event)).or_insert(event.trigger_head);
        *head = event.trigger_head.min(*head);
    }
    events.retain(|event| first.get(&told(event)) == Some(&event.trigger_head));
}

/// Drops the signature under an order that is told itself: "signed a decree banning the march".
pub fn drop_signed(document: &Document, events: &mut Vec<Event>) {
    let orders: Vec<usize> =
        events.iter().filter(|event| event.event_type == "COERCE").map(|event| event.trigger_head).collect();
    events.retain(|event| {
        let verb = event.trigger_head;
        let says =
            |paper: usize| orders.iter().any(|&order| order != paper && document.is_within(order, paper));
        !(event.event_type == "SUPPORT" && document.children_by(verb, Deprel::Obj).any(says))
    });
}

/// Two triggers tell one event when one hangs on the other, or on another word for it (`told`: "the bombing killed five
/// and wounded six"), and their parties do not contradict.
fn are_one(document: &Document, a: &Event, told: &[usize], b: &Event) -> bool {
    let joined = |word: usize| {
        let (word, other) = (&document.tokens[word], &document.tokens[b.trigger_head]);
        a.event_type == "ASSAULT"
            && other.deprel == Deprel::Conj
            && word.upos == Upos::Verb
            && other.upos == Upos::Verb
    };
    // "a bombing was reported to have killed"
    let does = a.event_type == "ASSAULT"
        && clause::logical_subjects(document, b.trigger_head).contains(&a.trigger_head);
    // "welcomes the vote and reiterates support": two things are said
    let apart = a.event_type == "SUPPORT"
        && (is_joined(document, a.trigger_head, b.trigger_head)
            || is_joined(document, b.trigger_head, a.trigger_head));
    let linked = does
        || (!apart && is_near(document, a.trigger_head, b.trigger_head))
        || (!apart && is_near(document, b.trigger_head, a.trigger_head))
        || is_aim(document, a, b)
        || told.iter().any(|&word| joined(word) && document.tokens[b.trigger_head].head == Some(word));
    // "was engaged in clashes with": each word has one side
    let two_sided = a.event_type == "ASSAULT" && have_one_side_each(a, b);
    // "met her host in Paris, where the two discussed": whether a side is called host makes no difference
    let all = |event: &Event| {
        let mut all = countries(&event.actors);
        all.extend(countries(&event.recipients));
        all.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let talked = a.event_type != "ASSAULT" && a.is_mutual && b.is_mutual && {
        let (a, b) = (all(a), all(b));
        a.iter().any(|country| b.contains(country))
    };
    let same_sides = (two_sided || agree(&countries(&a.actors), &countries(&b.actors)))
        && agree(&countries(&a.recipients), &countries(&b.recipients));
    // a guest who meets his host may be told as one of two who talk
    let both_ways = a.is_mutual && b.is_mutual;
    let swapped = |a: &Event, b: &Event| {
        !both_ways
            && a.actors
                .iter()
                .any(|x| b.recipients.iter().any(|y| x.entity.is_some() && x.entity == y.entity))
    };
    linked
        && !is_of_another_time(document, a, b)
        && !swapped(a, b)
        && !swapped(b, a)
        && (talked || same_sides)
        && (a.status == b.status || a.status == Status::Occurred || b.status == Status::Occurred)
}

/// "began the first phase of their operation to clear the hills": what the operation is for, where the tree gives the
/// infinitive to the verb.
fn is_aim(document: &Document, a: &Event, b: &Event) -> bool {
    a.event_type == "ASSAULT"
        && document.tokens[a.trigger_head].upos == Upos::Noun
        && clause::is_infinitive(document, b.trigger_head)
        && document.tokens[b.trigger_head].head.is_some_and(|verb| is_near(document, a.trigger_head, verb))
}

/// "work to rid the country of them after the liberation of the town"; but who was killed after an attack was killed in it.
fn is_of_another_time(document: &Document, a: &Event, b: &Event) -> bool {
    let preposition = clause::preposition(document, b.trigger_head);
    document.tokens[a.trigger_head].upos == Upos::Verb
        && !clause::is_passive(document, a.trigger_head)
        && clause::logical_objects(document, a.trigger_head)
            .first()
            .is_some_and(|&object| object != b.trigger_head)
        && matches!(preposition.as_deref(), Some("after" | "before" | "since" | "until" | "following"))
}

/// Whether two words for a fight have one of its sides each.
fn have_one_side_each(a: &Event, b: &Event) -> bool {
    a.is_mutual && b.is_mutual && a.actors.len() == 1 && b.actors.len() == 1
}

/// Whether `below` hangs on `above` by at most three steps.
fn is_near(document: &Document, below: usize, above: usize) -> bool {
    let mut at = below;
    for _ in 0..3 {
        match document.tokens[at].head {
            Some(head) if head == above => return true,
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// Whether `below` belongs to a verb that is joined to the verb `above`.
fn is_joined(document: &Document, below: usize, above: usize) -> bool {
    let is_verb = |word: usize| document.tokens[word].upos == Upos::Verb;
    let mut at = below;
    for _ in 0..3 {
        match document.tokens[at].head {
            Some(head) if head == above => {
                return document.tokens[at].deprel == Deprel::Conj && is_verb(at) && is_verb(head);
            }
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// The countries of one side, in order.
pub(super) fn countries(parties: &[super::Party]) -> Vec<&str> {
    let mut all: Vec<&str> = parties.iter().filter_map(|p| p.country.as_deref()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether two sides can be the same: one unknown, or something in common.
pub(super) fn agree(a: &[&str], b: &[&str]) -> bool {
    a.is_empty() || b.is_empty() || a.iter().any(|country| b.contains(country))
}

/// "Six soldiers were killed in clashes with rebels": fighters who die in a fight are a side of it.
fn share_fight(event: &mut Event, in_fight: bool) {
    let fights = |party: &super::Party| {
        use Sector::{Cop, Mil, Prm, Reb, Uaf};
        matches!(party.sector, Some(Mil | Reb | Prm | Uaf | Cop))
    };
    let fight = event.event_type == "ASSAULT" && (in_fight || event.is_mutual);
    if fight && !event.actors.is_empty() && event.recipients.iter().all(fights) {
        for fallen in std::mem::take(&mut event.recipients) {
            super::side::add(&mut event.actors, fallen);
        }
        event.is_mutual = true;
    }
}

/// What the second word for an event adds to the first.
fn absorb(into: &mut Event, from: Event) {
    if into.actors.is_empty() {
        into.actors.clone_from(&from.actors);
        into.actors.retain(|a| {
            !into.recipients.iter().any(|r| r.head == a.head || (r.entity.is_some() && a.entity == r.entity))
        });
    }
    if into.event_type == "ASSAULT" && have_one_side_each(into, &from) {
        for actor in from.actors {
            super::side::add(&mut into.actors, actor);
        }
    }
    if into.recipients.is_empty() {
        into.recipients = from.recipients;
        into.recipients.retain(|r| !into.actors.iter().any(|a| a.entity.is_some() && a.entity == r.entity));
    }
    share_fight(into, from.is_mutual);
    for mode in from.modes {
        if !into.modes.contains(&mode) {
            into.modes.push(mode);
        }
    }
    into.place = into.place.or(from.place);
    into.date = into.date.or(from.date);
    into.size.dead = into.size.dead.or(from.size.dead);
    into.size.injured = into.size.injured.or(from.size.injured);
    into.size.arrested = into.size.arrested.or(from.size.arrested);
    into.size.displaced = into.size.displaced.or(from.size.displaced);
}

#[cfg(test)]
mod tests {
    use super::countries;
    use crate::reading::testing::events_of;

    #[test]
    fn fighters_who_die_in_clashes_are_a_side_of_them() {
        let told = |who: &str| {
            format!(
                "Turkish/Turkish/ADJ/2/amod {who}s/{who}/NOUN/4/nsubj:pass/Number=Plur were/be/AUX/4/aux:pass killed/kill/VERB/0/root/VerbForm=Part \
                 in/in/ADP/6/case clashes/clash/NOUN/4/obl/Number=Plur with/with/ADP/9/case Syrian/Syrian/ADJ/9/amod \
                 troops/troops/NOUN/6/nmod/Number=Plur"
            )
        };
        let sides = |who: &str| {
            let events = events_of(&[&told(who)]);
            let [event] = events.as_slice() else { panic!("{events:?}") };
            (countries(&event.actors).len(), countries(&event.recipients).len())
        };
        assert_eq!(sides("soldier"), (2, 0));
        assert_eq!(sides("villager"), (1, 1));
    }
}
