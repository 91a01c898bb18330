//! Who fights whom in a report, and who is held for what: the side that an attack leaves out.

use chancery_lang::Deprel;

use super::authority::Authority;
use super::merge::countries;
use super::side::taken_over;
use super::{Event, Party};
use crate::lexicon::events::{Act, EventLexicon};
use crate::plover::{Sector, Status};
use crate::reading::{Entity, EntityId, EntityKind, Reading, clause};

/// How sides are found that another event of the report tells.
const OTHER_EVENT: &str = "another event of the report";

/// How many sentences an attack and the arrest for it may be apart.
const NEAR: usize = 4;

/// How many events before and after are looked at, so that time grows with the length of a report and not its square.
const AROUND: usize = 120;

/// "Since then the coalition carried out 300 strikes": on those whom it fights elsewhere in the report, if that is one
/// armed group; and a fight against an armed group without a fighter is that of those who fight it elsewhere.
pub fn name_opponents(reading: &Reading, events: &mut [Event]) {
    for i in 0..events.len() {
        let event = &events[i];
        if event.event_type != "ASSAULT" || event.is_mutual {
            continue;
        }
        let around = i.saturating_sub(AROUND)..events.len().min(i + AROUND);
        let mut others =
            events[around].iter().filter(|other| other.event_type == "ASSAULT" && !other.is_mutual);
        if event.recipients.is_empty() && !event.actors.is_empty() && event.actors.iter().all(is_force) {
            let fought = others.filter(|other| is_shared(&event.actors, &other.actors));
            let fought: Vec<&[Party]> =
                fought.map(|other| other.recipients.as_slice()).filter(|side| !side.is_empty()).collect();
            let side = match only_side(&fought) {
                Some(side) if side.iter().all(is_armed_group) => taken_over(side, OTHER_EVENT),
                Some(_) => continue,
                None if fought.is_empty() => enemy_in_sentence(reading, events, i),
                None => continue,
            };
            events[i].recipients = side;
        } else if event.actors.is_empty()
            && !event.recipients.is_empty()
            && event.recipients.iter().all(is_armed_group)
        {
            let fighters: Vec<&[Party]> = others
                .by_ref()
                .filter(|other| is_shared(&event.recipients, &other.recipients))
                .map(|other| other.actors.as_slice())
                .filter(|side| !side.is_empty())
                .collect();
            let Some(side) = only_side(&fighters).filter(|side| side.iter().all(is_force)) else { continue };
            events[i].actors = taken_over(side, OTHER_EVENT);
        }
    }
}

/// "The liberation of the town": from the one armed group that the report names; the town itself is no side.
pub fn name_ousted(reading: &Reading, lexicon: &EventLexicon, events: &mut [Event]) {
    let document = &reading.document;
    let armed = |country: &dyn Fn(&str) -> bool| {
        let named = |entity: &Entity| entity.name.starts_with(char::is_uppercase);
        let mut groups = reading.entities.iter().enumerate().filter(|(_, entity)| {
            entity.kind == EntityKind::Group
                && entity.sector == Some(Sector::Reb)
                && entity.country.as_deref().is_some_and(country)
                && named(entity)
        });
        groups.next().filter(|_| groups.next().is_none())
    };
    // those of no country are whom states fight
    let Some((id, group)) = armed(&|country| country == "IMG").or_else(|| armed(&|_| true)) else { return };
    // the town that is taken back is not whom it is taken from
    let is_ground = |party: &Party| {
        party.entity.is_some_and(|id| reading.entities[id.0].kind == EntityKind::Place)
            || lexicon.in_set("ground", &document.tokens[party.head].lemma.to_lowercase())
    };
    for event in events
        .iter_mut()
        .filter(|event| event.event_type == "ASSAULT" && event.recipients.iter().all(is_ground))
    {
        let takes_back = document.sentence_of(event.trigger_head).any(|word| {
            event.trigger.contains(document.tokens[word].span)
                && lexicon.in_set("take-back", &document.tokens[word].lemma.to_lowercase())
        });
        let own = event.actors.iter().any(|actor| actor.entity == Some(EntityId(id)));
        let mention = group.mentions.iter().min_by_key(|mention| mention.head.abs_diff(event.trigger_head));
        if let Some(mention) = mention.filter(|_| takes_back && !own && !event.is_mutual) {
            event.recipients.clear();
            event.recipients.push(Party {
                span: mention.span,
                head: mention.head,
                entity: Some(EntityId(id)),
                country: group.country.clone(),
                sector: group.sector,
                found: "the armed group of the report",
            });
        }
    }
}

/// "Strikes to enable the defeat of the militia": the one armed group that the sentence names, if the report tells
/// elsewhere that it is fought and never that it fights on this side.
fn enemy_in_sentence(reading: &Reading, events: &[Event], i: usize) -> Vec<Party> {
    let event = &events[i];
    let around = i.saturating_sub(AROUND)..events.len().min(i + AROUND);
    let mut side: Vec<Party> = Vec::new();
    // "and accused the militia of an attack": who does something else there is not fought
    let acts_there = |party: &Party| {
        events[around.clone()].iter().any(|other| {
            other.sentence == event.sentence
                && other.event_type == "ASSAULT"
                && other.actors.iter().any(|actor| actor.entity == party.entity)
        })
    };
    let fights = events[around.clone()].iter().filter(|e| e.event_type == "ASSAULT" && !e.is_mutual);
    for other in fights {
        for party in other.recipients.iter().filter(|party| is_armed_group(party) && !acts_there(party)) {
            let known = side.iter().any(|one| one.entity == party.entity);
            let mentions = party.entity.map(|id| reading.entities[id.0].mentions.as_slice());
            let named = mentions
                .unwrap_or_default()
                .iter()
                .find(|mention| reading.document.tokens[mention.head].sentence == event.sentence);
            let own = is_shared(&event.actors, std::slice::from_ref(party));
            if let Some(mention) = named.filter(|_| !known && !own) {
                side.push(Party {
                    span: mention.span,
                    head: mention.head,
                    found: "the enemy the sentence names",
                    ..party.clone()
                });
            }
        }
    }
    if side.len() == 1 { side } else { Vec::new() }
}

/// "The strike goes on": who strikes against whom, where all strikes of the report that tell it tell the same.
pub fn name_strikers(lexicon: &EventLexicon, events: &mut [Event]) {
    let is_strike = |event: &Event| lexicon.is_act(&event.event_type, &event.modes, Act::Strike);
    for i in 0..events.len() {
        if !is_strike(&events[i]) || !(events[i].actors.is_empty() || events[i].recipients.is_empty()) {
            continue;
        }
        let around = i.saturating_sub(AROUND)..events.len().min(i + AROUND);
        let others: Vec<&Event> = events[around]
            .iter()
            .filter(|other| is_strike(other) && !std::ptr::eq(*other, &events[i]))
            .collect();
        let side_of = |take: fn(&Event) -> &[Party]| {
            let told: Vec<&[Party]> =
                others.iter().map(|&other| take(other)).filter(|side| !side.is_empty()).collect();
            only_side(&told).map(|side| taken_over(side, OTHER_EVENT)).unwrap_or_default()
        };
        let employers = side_of(|event| &event.recipients);
        let strikers = side_of(|event| &event.actors);
        let event = &events[i];
        let theirs = event.actors.is_empty() || is_shared(&event.actors, &strikers);
        let (no_actor, no_recipient) = (event.actors.is_empty(), event.recipients.is_empty());
        if theirs && no_recipient && !employers.is_empty() {
            events[i].recipients = employers;
        }
        if no_actor {
            events[i].actors = strikers;
        }
    }
}

/// "A man was arrested over the attack": who is held for an attack near it that names nobody is said to have done it.
pub fn name_held(reading: &Reading, lexicon: &EventLexicon, events: &mut [Event]) {
    let document = &reading.document;
    for i in 0..events.len() {
        let event = &events[i];
        let [held] = event.recipients.as_slice() else { continue };
        let is_one = held.entity.is_some_and(|id| reading.entities[id.0].kind == EntityKind::Person);
        if !is_one || event.status != Status::Occurred || Authority::of(lexicon, reading, event).is_empty() {
            continue;
        }
        let over = document.children(event.trigger_head).iter().any(|&child| {
            matches!(document.tokens[child].deprel, Deprel::Obl | Deprel::Nmod)
                && matches!(
                    clause::preposition(document, child).as_deref(),
                    Some("over" | "for" | "in connection with" | "following" | "after" | "with")
                )
                && lexicon.in_set("any-act", &document.tokens[child].lemma.to_lowercase())
        });
        if !over {
            continue;
        }
        let (held, sentence) = (held.clone(), event.sentence);
        let around = i.saturating_sub(AROUND)..events.len().min(i + AROUND);
        for attack in &mut events[around] {
            let near = attack.sentence <= sentence && attack.sentence + NEAR >= sentence;
            let is_victim = attack.recipients.iter().any(|party| party.entity == held.entity);
            if attack.event_type == "ASSAULT"
                && attack.status == Status::Occurred
                && attack.actors.is_empty()
                && near
                && !is_victim
            {
                attack.actors = taken_over(std::slice::from_ref(&held), OTHER_EVENT);
            }
        }
    }
}

/// The side that all of these are, by country; the nearest words do not matter.
fn only_side<'a>(sides: &[&'a [Party]]) -> Option<&'a [Party]> {
    let first = *sides.first()?;
    sides.iter().all(|side| countries(side) == countries(first)).then_some(first)
}

/// Whether two sides have an entity, or the forces of one country, in common.
fn is_shared(a: &[Party], b: &[Party]) -> bool {
    a.iter().any(|a| {
        b.iter().any(|b| {
            a.entity.is_some() && a.entity == b.entity
                || a.country.is_some() && a.country == b.country && a.sector == b.sector
        })
    })
}

fn is_armed_group(party: &Party) -> bool {
    party.sector == Some(Sector::Reb) && party.country.is_some()
}

fn is_force(party: &Party) -> bool {
    matches!(party.sector, Some(Sector::Gov | Sector::Mil | Sector::Reb | Sector::Prm))
        && party.country.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::testing::events_of;

    const RAID: &str = "Iraqi/Iraqi/ADJ/2/amod troops/troops/NOUN/3/nsubj/Number=Plur attacked/attack/VERB/0/root/Tense=Past \
                        ISIL/ISIL/PROPN/3/obj";
    const STRIKES: &str = "Later/later/ADV/4/advmod Iraqi/Iraqi/ADJ/3/amod troops/troops/NOUN/4/nsubj/Number=Plur \
                           conducted/conduct/VERB/0/root/Tense=Past airstrikes/airstrike/NOUN/4/obj/Number=Plur";

    #[test]
    fn strikes_without_a_target_hit_the_one_armed_group_that_is_fought() {
        let found = events_of(&[RAID, STRIKES]);
        assert_eq!(countries(&found.last().unwrap().recipients), ["IMG"]);
    }

    #[test]
    fn a_town_is_taken_back_from_the_one_armed_group_and_not_from_itself() {
        let freed = "Later/later/ADV/4/advmod Iraqi/Iraqi/ADJ/3/amod troops/troops/NOUN/4/nsubj/Number=Plur \
                     liberated/liberate/VERB/0/root/Tense=Past the/the/DET/6/det city/city/NOUN/4/obj/Number=Sing";
        let found = events_of(&[RAID, freed]);
        assert_eq!(countries(&found.last().unwrap().recipients), ["IMG"]);
        let alone = events_of(&[freed]);
        assert!(!countries(&alone.last().unwrap().recipients).contains(&"IMG"));
    }

    #[test]
    fn where_two_are_fought_it_stays_open() {
        let other = "Iraqi/Iraqi/ADJ/2/amod troops/troops/NOUN/3/nsubj/Number=Plur attacked/attack/VERB/0/root/Tense=Past \
                     Hezbollah/Hezbollah/PROPN/3/obj";
        let found = events_of(&[RAID, other, STRIKES]);
        assert!(found.last().unwrap().recipients.is_empty());
    }

    #[test]
    fn who_is_held_over_an_attack_is_said_to_have_made_it() {
        let killed = "Two/two/NUM/3/nummod French/French/ADJ/3/amod soldiers/soldier/NOUN/5/nsubj:pass/Number=Plur \
                      were/be/AUX/5/aux:pass killed/kill/VERB/0/root/VerbForm=Part";
        let arrest = "French/French/ADJ/2/amod police/police/NOUN/3/nsubj/Number=Plur arrested/arrest/VERB/0/root/Tense=Past \
                      a/a/DET/6/det Turkish/Turkish/ADJ/6/amod man/man/NOUN/3/obj/Number=Sing over/over/ADP/9/case \
                      the/the/DET/9/det attack/attack/NOUN/3/obl/Number=Sing";
        let found = events_of(&[killed, arrest]);
        assert_eq!(countries(&found[0].actors), ["TUR"]);
    }

    #[test]
    fn the_enemy_may_stand_elsewhere_in_the_sentence() {
        let other = "Later/later/ADV/4/advmod French/French/ADJ/3/amod troops/troops/NOUN/4/nsubj/Number=Plur \
                     conducted/conduct/VERB/0/root/Tense=Past airstrikes/airstrike/NOUN/4/obj/Number=Plur during/during/ADP/8/case \
                     the/the/DET/8/det retreat/retreat/NOUN/4/obl/Number=Sing of/of/ADP/10/case ISIL/ISIL/PROPN/8/nmod";
        let found = events_of(&[RAID, other]);
        let strikes = found.iter().rfind(|event| event.event_type == "ASSAULT").unwrap();
        assert_eq!(countries(&strikes.recipients), ["IMG"]);
    }
}
