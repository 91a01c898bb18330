//! Private people whom police and courts act against, or who attack others: suspects.

use std::collections::BTreeSet;

use super::authority::Authority;
use super::{Event, Party};
use crate::lexicon::events::{Act, EventLexicon};
use crate::plover::{Sector, Status};
use crate::reading::{Entity, EntityId, EntityKind, Reading};

/// Gives private people who are arrested, charged, convicted or who attack somebody the sector of suspects, in all that
/// the report tells of them, and the country whose police or courts act against them where nothing says another.
pub fn name_suspects(reading: &mut Reading, lexicon: &EventLexicon) {
    let mut suspects: Vec<(EntityId, Option<String>)> = Vec::new();
    // "those arrested"
    let mut held: Vec<(EntityId, Option<String>)> = Vec::new();
    for event in reading.events.iter().filter(|event| event.status != Status::Denied) {
        let authorities = Authority::of(lexicon, reading, event);
        // who loses a suit is no suspect
        if authorities.contains(&Authority::Parliament) || event.event_type == "REJECT" {
            continue;
        }
        let probes = |actor: &Party| matches!(actor.sector, Some(Sector::Cop));
        // "the police investigation of Ana Torvo"
        let probed = event.event_type == "ACCUSE" && event.actors.iter().any(probes);
        let tried = probed || authorities.iter().any(|authority| *authority != Authority::Police);
        let law = event.actors.iter().find(|actor| matches!(actor.sector, Some(Sector::Cop | Sector::Jud)));
        let country = law.and_then(|law| law.country.clone());
        for party in event.recipients.iter().filter(|_| probed || !authorities.is_empty()) {
            let Some((id, entity)) = party.entity.map(|id| (id, &reading.entities[id.0])) else { continue };
            let noun = reading.document.tokens[party.head].lemma.to_lowercase();
            let few = entity.kind == EntityKind::Person || lexicon.in_set("few-people", &noun);
            let private = match entity.sector {
                Some(Sector::Cvl | Sector::Uaf | Sector::Crm) => true,
                // who is only arrested may be anybody's opponent
                None => tried,
                _ => false,
            };
            if few && private && !is_public(entity) {
                suspects.push((id, country.clone()));
            } else if entity.country.is_none() && entity.sector == Some(Sector::Cvl) {
                held.push((id, country.clone()));
            }
        }
        for id in event.actors.iter().filter(|_| is_attack(event)).filter_map(|party| party.entity) {
            let entity = &reading.entities[id.0];
            let private =
                entity.kind == EntityKind::Person && matches!(entity.sector, Some(Sector::Cvl) | None);
            if private && !is_public(entity) {
                suspects.push((id, None));
            }
        }
    }
    tell(reading, held, None);
    tell(reading, suspects, Some(Sector::Crm));
    let convicts =
        unknown_people(reading, |event| lexicon.is_act(&event.event_type, &event.modes, Act::Conviction));
    tell(reading, convicts, Some(Sector::Crm));
    let victims = unknown_people(reading, |event| matches!(event.event_type.as_str(), "ASSAULT" | "COERCE"));
    tell(reading, victims, Some(Sector::Cvl));
}

/// People by name of whom nothing is known but that such an event was done to them.
fn unknown_people(reading: &Reading, is: impl Fn(&Event) -> bool) -> Vec<(EntityId, Option<String>)> {
    let suffered = reading.events.iter().filter(|event| event.status != Status::Denied && is(event));
    let victims = suffered.flat_map(|event| event.recipients.iter().filter_map(|party| party.entity));
    let unknown = |id: &EntityId| {
        let entity = &reading.entities[id.0];
        entity.kind == EntityKind::Person && entity.sector.is_none() && entity.office.is_none()
    };
    victims.filter(unknown).map(|id| (id, None)).collect()
}

/// Sets the sector of entities, and their country where they have none, wherever they are parties.
fn tell(reading: &mut Reading, found: Vec<(EntityId, Option<String>)>, sector: Option<Sector>) {
    let mut told: BTreeSet<EntityId> = BTreeSet::new();
    for (id, country) in found {
        let entity = &mut reading.entities[id.0];
        entity.sector = sector.or(entity.sector);
        entity.country = entity.country.take().or(country);
        told.insert(id);
    }
    for event in &mut reading.events {
        for party in event.actors.iter_mut().chain(&mut event.recipients) {
            if let Some(id) = party.entity.filter(|id| told.contains(id)) {
                party.sector = reading.entities[id.0].sector;
                party.country.clone_from(&reading.entities[id.0].country);
            }
        }
    }
}

/// Violence against people, told as something that happened.
fn is_attack(event: &Event) -> bool {
    event.event_type == "ASSAULT" && matches!(event.status, Status::Occurred | Status::Historical)
}

/// Whether somebody has an office, beyond being called a witness or an attacker.
fn is_public(entity: &Entity) -> bool {
    entity.office.as_deref().is_some_and(|office| !matches!(office, "attacker" | "civilian"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::testing::{knowledge, reading_of};

    /// The first recipient's country and sector.
    fn held(words: &str) -> (Option<String>, Option<Sector>) {
        let knowledge = knowledge();
        let mut reading = reading_of(&[words], &knowledge);
        name_suspects(&mut reading, &knowledge.events);
        let party = &reading.events[0].recipients[0];
        (party.country.clone(), party.sector)
    }

    #[test]
    fn a_man_whom_a_court_convicts_is_a_suspect_of_its_country() {
        let told = "A/a/DET/3/det Turkish/Turkish/ADJ/3/amod court/court/NOUN/4/nsubj \
                    convicted/convict/VERB/0/root/Tense=Past a/a/DET/6/det man/man/NOUN/4/obj/Number=Sing";
        assert_eq!(held(told), (Some("TUR".into()), Some(Sector::Crm)));
    }

    #[test]
    fn a_journalist_stays_one() {
        let told = "Turkish/Turkish/ADJ/2/amod police/police/NOUN/3/nsubj/Number=Plur \
                    arrested/arrest/VERB/0/root/Tense=Past a/a/DET/6/det Greek/Greek/ADJ/6/amod \
                    journalist/journalist/NOUN/3/obj/Number=Sing";
        assert_eq!(held(told), (Some("GRC".into()), Some(Sector::Jrn)));
    }
}
