//! Which events of a report tell one happening, and what one telling says of the sides that another leaves out.

mod incident;

mod same_side;

mod wording;

use std::collections::BTreeMap;

use chancery_lang::{Deprel, Document, Upos};

use super::merge::{agree, countries};
use super::retelling::{self, is_main};
use super::side::taken_over;
use super::{Event, Party};
use crate::lexicon::events::EventLexicon;
use crate::plover::Sector;
use crate::reading::{Reading, Resolution, clause};
pub use incident::incident;
use same_side::{Relation, is_force, is_vouched};

/// How sides are found that another telling of a happening names.
const OTHER_TELLING: &str = "another telling of it";

/// "The bombing" takes up a bombing told at most this many sentences before.
const REACH: usize = 25;

/// The same deed of the same people is told again at most this many sentences later.
const AGAIN: usize = 8;

/// "The attack" takes up violence told by another word at most this many sentences before.
const TAKEN_UP: usize = 4;

/// Where two happenings may be meant, the nearer one is if it was told at most this many sentences before.
const JUST_TOLD: usize = 1;

/// How many events before one are looked at, so that time grows with the length of a report and not its square.
const AROUND: usize = 80;

/// Numbers the happenings of a report, from 1, in the order of the events given.
pub fn number(reading: &Reading, lexicon: &EventLexicon, events: &mut [Event]) {
    let teller = Teller { reading, document: &reading.document, lexicon };
    let mut members: Vec<Vec<usize>> = Vec::new();
    for i in 0..events.len() {
        let known = teller.told_before(events, i);
        let group = known.unwrap_or(members.len());
        if group == members.len() {
            members.push(Vec::new());
        }
        members[group].push(i);
        events[i].happening = group + 1;
    }
}

/// Gives events the sides that another telling of the same happening has, where all that name them name the same. What
/// somebody claims is not told in the report's own name.
pub fn share_sides(reading: &Reading, lexicon: &EventLexicon, events: &mut [Event]) {
    let teller = Teller { reading, document: &reading.document, lexicon };
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, event) in events.iter().enumerate() {
        groups.entry(event.happening).or_default().push(i);
    }
    for group in groups.values().filter(|group| group.len() > 1) {
        let told: Vec<Sides> = group
            .iter()
            .map(|&i| {
                let others: Vec<&Event> = group.iter().filter(|&&j| j != i).map(|&j| &events[j]).collect();
                teller.sides_told(&events[i], &others)
            })
            .collect();
        for (&i, told) in group.iter().zip(told) {
            let event = &mut events[i];
            if let Some(actors) = told.actors {
                event.actors = apart_from(actors, &event.recipients);
            }
            if let Some(recipients) = told.recipients {
                event.recipients = apart_from(recipients, &event.actors);
            }
            event.place = event.place.or(told.place);
        }
    }
}

/// What other tellings say of a happening.
#[derive(Default)]
struct Sides {
    actors: Option<Vec<Party>>,
    recipients: Option<Vec<Party>>,
    place: Option<usize>,
}

/// Parties without those that stand on the other side.
fn apart_from(mut parties: Vec<Party>, other: &[Party]) -> Vec<Party> {
    parties.retain(|a| !other.iter().any(|b| a.head == b.head || a.entity.is_some() && a.entity == b.entity));
    parties
}

/// What is needed to tell whether two events are one.
struct Teller<'a> {
    reading: &'a Reading,
    document: &'a Document,
    lexicon: &'a EventLexicon,
}

impl Teller<'_> {
    /// What the other tellings of a happening say that this one leaves out.
    fn sides_told(&self, event: &Event, others: &[&Event]) -> Sides {
        let bare = event.actors.is_empty() && event.recipients.is_empty();
        // what only names an agreement tells of one made before
        let is_told =
            |other: &&&Event| !event.is_verbal() || event.is_mutual || other.sentence < event.sentence;
        let others: Vec<&Event> = others.iter().filter(is_told).copied().collect();
        let mut told = Sides::default();
        if event.is_mutual {
            let whole = others
                .iter()
                .filter(|other| other.actors.len() + other.recipients.len() > 1)
                .filter(|other| bare || self.common(&other.actors, &event.actors) > 0)
                .max_by_key(|other| (other.actors.len(), std::cmp::Reverse(other.trigger_head)));
            if let Some(other) = whole.filter(|_| bare || event.actors.len() + event.recipients.len() == 1) {
                told.actors = Some(taken_over(&other.actors, OTHER_TELLING));
                told.recipients = Some(taken_over(&other.recipients, OTHER_TELLING));
            }
        } else {
            if event.actors.is_empty() {
                let vouched = others.iter().filter(|other| is_vouched(event, other));
                told.actors = self.agreed(vouched.map(|other| other.actors.as_slice()), false);
            }
            if event.recipients.is_empty() {
                // of several victims the first that are named
                let many = event.event_type == "ASSAULT";
                told.recipients = self.agreed(others.iter().map(|other| other.recipients.as_slice()), many);
            }
            let hits_its_own = |actors: &Vec<Party>, recipients: &[Party]| {
                actors
                    .iter()
                    .any(|a| recipients.iter().any(|b| is_force(a) && is_force(b) && a.country == b.country))
            };
            told.actors = told.actors.filter(|actors| !hits_its_own(actors, &event.recipients));
            told.recipients = told.recipients.filter(|recipients| !hits_its_own(recipients, &event.actors));
            // "two British tourists were among the dead"
            let places = std::iter::once(event).chain(others.iter().copied()).filter_map(|other| other.place);
            let there: Vec<&str> =
                places.filter_map(|place| self.reading.places.get(place)?.country.as_deref()).collect();
            let is_of_them = |party: &Party| {
                party.sector == Some(Sector::Cvl)
                    && party.country.as_deref().is_some_and(|own| there.iter().any(|country| *country != own))
            };
            told.recipients = told.recipients.filter(|recipients| !recipients.iter().any(is_of_them));
        }
        let places: Vec<usize> = others.iter().filter_map(|other| other.place).collect();
        let name = |place: usize| self.reading.places.get(place).map(|place| (&place.name, &place.country));
        let first = places.first().copied();
        told.place = first
            .filter(|&place| self.town(place).is_some())
            .filter(|&first| places.iter().all(|&place| name(place) == name(first)));
        told
    }

    /// The index, from 0, of the happening that event `i` tells again.
    fn told_before(&self, events: &[Event], i: usize) -> Option<usize> {
        let event = &events[i];
        let from = i.saturating_sub(AROUND);
        let mut found: Vec<(usize, usize)> = Vec::new();
        for other in events[from..i].iter().rev() {
            if !found.iter().any(|&(group, _)| group == other.happening) && self.tells_again(other, event) {
                found.push((other.happening, event.sentence - other.sentence));
            }
        }
        let fits = |group: usize| {
            events[from..i]
                .iter()
                .filter(|other| other.happening == group)
                .all(|other| !self.contradict(other, event))
        };
        found.retain(|&(group, _)| fits(group));
        // the bombing rather than the shooting
        let by_word = |group: usize| {
            events[from..i].iter().any(|other| other.happening == group && self.are_one_word(other, event))
        };
        if event.is_mutual && event.actors.is_empty() {
            let met = |group: usize| {
                events[from..i]
                    .iter()
                    .any(|other| other.happening == group && other.actors.len() + other.recipients.len() > 1)
            };
            if found.iter().any(|&(group, _)| met(group)) {
                found.retain(|&(group, _)| met(group));
            }
        }
        if found.iter().any(|&(group, _)| by_word(group)) {
            found.retain(|&(group, _)| by_word(group));
        }
        let &(nearest, apart) = found.first()?;
        let of = |group: usize| events[from..i].iter().filter(move |other| other.happening == group);
        let alike = found[1..]
            .iter()
            .all(|&(group, _)| of(group).all(|a| of(nearest).all(|b| self.say_the_same(a, b))));
        let sure =
            alike || apart <= JUST_TOLD && found[1].1 > apart || self.is_shared_with(events, nearest, event);
        sure.then(|| nearest - 1)
    }

    /// Whether nothing that two events say of their sides is different.
    fn say_the_same(&self, a: &Event, b: &Event) -> bool {
        let same = |a: &[Party], b: &[Party]| {
            self.relation(a, b) != Relation::Other && agree(&countries(a), &countries(b))
        };
        same(&a.actors, &b.actors) && same(&a.recipients, &b.recipients)
    }

    /// Whether a happening has a side in common with an event.
    fn is_shared_with(&self, events: &[Event], group: usize, event: &Event) -> bool {
        events.iter().filter(|other| other.happening == group).any(|other| {
            self.relation(&other.actors, &event.actors) == Relation::Shared
                || self.relation(&other.recipients, &event.recipients) == Relation::Shared
        })
    }

    /// Whether a later event tells an earlier one again, by what the two say.
    fn tells_again(&self, earlier: &Event, event: &Event) -> bool {
        if earlier.event_type != event.event_type || self.contradict(earlier, event) {
            return false;
        }
        let apart = event.sentence - earlier.sentence;
        let same_word = self.are_one_word(earlier, event);
        let same_kind = same_word || !event.modes.is_empty() && event.modes == earlier.modes;
        // "the visit in March"
        let of_another_day = earlier.date.is_none() && retelling::is_told_apart_by_day(self.reading, event);
        if self.is_taken_up(event) && !of_another_day && !self.is_told_by_target(earlier, event) {
            let named = same_word && apart <= REACH;
            let generic = self.is_name_of_deed(self.deed(event))
                && apart <= TAKEN_UP
                && is_main(self.document, earlier.trigger_head);
            let met = event.is_mutual && earlier.is_mutual && earlier.recipients.is_empty() && apart <= AGAIN;
            if named || generic || met || same_kind && apart <= TAKEN_UP {
                return true;
            }
        }
        if apart <= REACH && self.are_one_campaign(earlier, event) {
            return true;
        }
        if apart == 0 || apart > AGAIN || self.is_new(event) {
            return false;
        }
        let actors = self.relation(&earlier.actors, &event.actors);
        let recipients = self.relation(&earlier.recipients, &event.recipients);
        let both = actors == Relation::Shared && recipients == Relation::Shared;
        if event.is_verbal() || event.is_mutual {
            let whole = both || event.is_mutual && self.common(&earlier.actors, &event.actors) > 1;
            // "The visit by the envoy was short." "The envoy visited Oslo."
            let summed_up = event.is_mutual
                && earlier.sentence == 0
                && apart <= JUST_TOLD
                && same_word
                && matches!(actors, Relation::Shared | Relation::Alike)
                && recipients == Relation::Open;
            return summed_up || whole && (same_word || earlier.sentence == 0);
        }
        let suffers = recipients == Relation::Shared && self.is_one_victim(&event.recipients);
        both && (same_kind || earlier.sentence == 0)
            || (same_word || same_kind && event.event_type != "ASSAULT")
                && actors == Relation::Shared
                && recipients == Relation::Open
            || suffers
                && (same_word
                    || event.event_type == "ASSAULT" && (event.date.is_none() || earlier.date.is_some()))
            || self.goes_on(earlier, event)
    }

    /// "The fight for the town", "the town's liberation": a place is fought over once in a report.
    fn are_one_campaign(&self, earlier: &Event, event: &Event) -> bool {
        let is_campaign = |event: &Event| {
            let head = event.trigger_head;
            self.document.tokens[head].upos == Upos::Noun
                && self.lexicon.in_set("campaign", &self.document.tokens[head].lemma.to_lowercase())
        };
        let town = |event: &Event| self.town(event.place?);
        is_campaign(earlier)
            && is_campaign(event)
            && town(earlier).is_some_and(|place| town(event) == Some(place))
    }

    /// Name and country of a place that is no whole country or region.
    fn town(&self, place: usize) -> Option<(&str, Option<&str>)> {
        let place = self.reading.places.get(place)?;
        let small = !matches!(place.resolution, None | Some(Resolution::Region | Resolution::Country));
        small.then_some((place.name.as_str(), place.country.as_deref()))
    }

    /// "Gunmen stormed the hall. Ten people were killed": the next sentence tells what came of it and leaves out by whom.
    fn goes_on(&self, earlier: &Event, event: &Event) -> bool {
        let verb = event.trigger_head;
        retelling::goes_on(self.reading, event, earlier)
            && event.sentence > earlier.sentence
            && self.document.tokens[verb].upos == Upos::Verb
            && self.document.tokens[verb].deprel == Deprel::Root
            && event.actors.is_empty()
            && !event.recipients.is_empty()
            && earlier.recipients.is_empty()
            && clause::is_passive(self.document, verb)
    }

    /// "The attack on the embassy" says by whom it hit which of all attacks is meant, where the earlier one tells no target.
    fn is_told_by_target(&self, earlier: &Event, event: &Event) -> bool {
        let own = |party: &Party| self.document.is_within(party.head, event.trigger_head);
        self.relation(&earlier.recipients, &event.recipients) == Relation::Open
            && event.recipients.iter().any(own)
    }

    /// Whether two events of one type cannot be one.
    fn contradict(&self, a: &Event, b: &Event) -> bool {
        let swapped = !a.is_mutual
            && (self.common(&a.actors, &b.recipients) > 0 || self.common(&a.recipients, &b.actors) > 0);
        let apart = self.relation(&a.recipients, &b.recipients) == Relation::Other;
        let compatriots = agree(&countries(&a.recipients), &countries(&b.recipients));
        a.event_type != b.event_type
            || !retelling::statuses_agree(a, b)
            || retelling::contradict(self.reading, a, b)
            || swapped
            || self.relation(&a.actors, &b.actors) == Relation::Other
            // one attack has many victims
            || apart && !(a.event_type == "ASSAULT" && compatriots)
            || self.are_counted_apart(a, b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::testing::events_of;

    /// The countries of the last event's actors and recipients.
    fn last(sentences: &[&str]) -> (Vec<String>, Vec<String>) {
        let events = events_of(sentences);
        let event = events.last().unwrap();
        let of = |side: &[Party]| countries(side).into_iter().map(str::to_owned).collect();
        (of(&event.actors), of(&event.recipients))
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
    fn what_is_told_later_fills_what_came_before() {
        let condemned = "Oslo/Oslo/PROPN/2/nsubj condemns/condemn/VERB/0/root/Tense=Pres an/a/DET/4/det attack/attack/NOUN/2/obj/Number=Sing \
                         on/on/ADP/7/case Syrian/Syrian/ADJ/7/amod villagers/villager/NOUN/4/nmod/Number=Plur";
        let by = "This/this/DET/2/det attack/attack/NOUN/6/nsubj/Number=Sing by/by/ADP/5/case Turkish/Turkish/ADJ/5/amod \
                  troops/troops/NOUN/2/nmod/Number=Plur shocked/shock/VERB/0/root/Tense=Past us/we/PRON/6/obj";
        let events = events_of(&[condemned, by]);
        let attacks: Vec<&Event> = events.iter().filter(|event| event.event_type == "ASSAULT").collect();
        assert!(
            attacks.iter().all(
                |attack| countries(&attack.actors) == ["TUR"] && countries(&attack.recipients) == ["SYR"]
            )
        );
        assert!(attacks.iter().all(|attack| attack.happening == attacks[0].happening));
    }

    #[test]
    fn another_attack_is_another_happening() {
        let other = "Officials/official/NOUN/2/nsubj/Number=Plur saw/see/VERB/0/root/Tense=Past the/the/DET/5/det second/second/ADJ/5/amod \
                     attack/attack/NOUN/2/obj/Number=Sing in/in/ADP/7/case Mali/Mali/PROPN/5/nmod";
        let events = events_of(&[RAID, other]);
        assert!(events.len() < 2 || events[0].happening != events[1].happening);
    }

    #[test]
    fn an_attack_the_other_way_is_another_happening() {
        let back = "Later/later/ADV/4/advmod Syrian/Syrian/ADJ/3/amod villagers/villager/NOUN/4/nsubj/Number=Plur \
                    attacked/attack/VERB/0/root/Tense=Past Turkish/Turkish/ADJ/6/amod troops/troops/NOUN/4/obj/Number=Plur";
        let events = events_of(&[RAID, back]);
        assert_ne!(events[0].happening, events[1].happening);
    }
}
