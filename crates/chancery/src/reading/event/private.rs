//! What private people, firms, schools and hospitals do among themselves (rule 1 of the record).

use chancery_lang::Deprel;

use super::public::{is_private_party, kind};
use super::{Event, Party};
use crate::lexicon::Knowledge;
use crate::lexicon::events::Act;
use crate::plover::Sector;
use crate::reading::{EntityKind, Reading};

/// How many steps in the tree a crime may stand below the word for its prosecution.
const REACH: usize = 2;

/// Words and help among private people and firms: "the company agreed to pay", "she met her cousin".
pub(super) fn is_private(reading: &Reading, knowledge: &Knowledge, event: &Event) -> bool {
    let mild = event.is_verbal() || event.quad.as_deref().is_some_and(|quad| quad.ends_with("cooperation"));
    // what police and courts do to anybody
    let own = knowledge.events.type_named(&event.event_type);
    let legal = own.is_some_and(|own| own.acts(&event.modes).any(Act::is_of_law));
    // a candidate who gives up is of no sector either
    if !mild || legal || event.event_type == "RETREAT" {
        return false;
    }
    // what schools and hospitals say for or against others is heard; how they teach and heal is no politics
    let at_work = event.event_type != "ACCUSE";
    let is_nobody = |party: &Party| match party.sector {
        Some(Sector::Eli) => false,
        Some(Sector::Edu | Sector::Med) if at_work => true,
        Some(sector) => !knowledge.sectors.is_public(sector),
        None => party.country.is_none() || kind(reading, party) == Some(EntityKind::Person),
    };
    let campaigns = |party: &Party| {
        knowledge.events.in_set("campaigners", &reading.document.tokens[party.head].lemma.to_lowercase())
    };
    let parties = || event.actors.iter().chain(&event.recipients);
    let mut countries: Vec<&str> = parties().filter_map(|party| party.country.as_deref()).collect();
    countries.sort_unstable();
    countries.dedup();
    // relief that comes to people, whoever sends it
    let is_relief =
        !countries.is_empty() && knowledge.events.entry_of_rule(&event.rule).is_some_and(|entry| entry.alone);
    parties().next().is_some()
        && !is_relief
        && countries.len() < 2
        && parties().all(is_nobody)
        && !parties().any(campaigns)
}

/// "She handcuffed her husband": held by a private person, and nobody public is.
pub(super) fn is_private_hold(reading: &Reading, knowledge: &Knowledge, event: &Event) -> bool {
    let is_nobody = |party: &Party| is_private_party(reading, party, knowledge);
    let is_private_person = |actor: &Party| {
        kind(reading, actor) == Some(EntityKind::Person)
            && matches!(actor.sector, None | Some(Sector::Cvl | Sector::Crm))
    };
    event.event_type == "COERCE"
        && !event.actors.is_empty()
        && event.actors.iter().all(is_private_person)
        && event.recipients.iter().all(is_nobody)
}

/// What a private person is charged with or convicted of: "convicted of assaulting a woman". Police and court act, not he.
pub(super) fn is_private_crime(reading: &Reading, knowledge: &Knowledge, event: &Event) -> bool {
    let document = &reading.document;
    let private = |party: &Party| {
        matches!(
            party.sector,
            None | Some(Sector::Cvl | Sector::Crm | Sector::Unk | Sector::Bus | Sector::Soc)
        )
    };
    let among_private = event.actors.iter().chain(&event.recipients).all(private);
    if event.event_type != "ASSAULT" || !among_private {
        return false;
    }
    let mut at = event.trigger_head;
    for _ in 0..REACH {
        let token = &document.tokens[at];
        let Some(head) = token.head else { return false };
        let under = matches!(
            token.deprel,
            Deprel::Advcl | Deprel::Obl | Deprel::Acl | Deprel::Nmod | Deprel::Compound | Deprel::Conj
        );
        if !under {
            return false;
        }
        if token.deprel != Deprel::Conj
            && knowledge.events.in_set("prosecution", &document.tokens[head].lemma.to_lowercase())
        {
            return true;
        }
        at = head;
    }
    false
}

/// "The student will fly to Shanghai": a private trip, where the country is only where it leads.
pub(super) fn is_private_trip(reading: &Reading, knowledge: &Knowledge, event: &Event) -> bool {
    let entry = knowledge.events.entry_of_rule(&event.rule);
    let travels = entry.is_some_and(|entry| {
        let own = entry.event_type.and_then(|own| knowledge.events.types.get(own));
        own.is_some_and(|own| own.acts(&entry.modes).any(|act| act == Act::Visit))
    });
    let is_traveller = |party: &Party| {
        matches!(party.sector, Some(Sector::Cvl | Sector::Bus | Sector::Edu | Sector::Med))
            || party.sector.is_none() && kind(reading, party) == Some(EntityKind::Person)
    };
    let is_place =
        |party: &Party| matches!(kind(reading, party), Some(EntityKind::Place | EntityKind::State) | None);
    travels
        && !event.actors.is_empty()
        && event.actors.iter().all(is_traveller)
        && !event.recipients.is_empty()
        && event.recipients.iter().all(is_place)
}

/// "The Volvo struck him": a company attacks nobody, its car does.
pub(super) fn is_collision(event: &Event) -> bool {
    event.event_type == "ASSAULT"
        && !event.actors.is_empty()
        && event.actors.iter().all(|actor| actor.sector == Some(Sector::Bus))
}

/// "Artists who left Russia", "she left the organisation": people who go on their own, not a country that breaks off.
pub(super) fn is_private_leave(reading: &Reading, knowledge: &Knowledge, event: &Event) -> bool {
    let document = &reading.document;
    let is_one_of_many = |actor: &Party| match actor.sector {
        Some(Sector::Cvl | Sector::Crm | Sector::Edu | Sector::Med | Sector::Soc) => true,
        Some(Sector::Eli) => kind(reading, actor) != Some(EntityKind::Person),
        _ => false,
    };
    let lemma = document.tokens[event.trigger_head].lemma.to_lowercase();
    event.event_type == "SANCTION"
        && knowledge.events.in_set("go-away", &lemma)
        && !event.actors.is_empty()
        && event.actors.iter().all(is_one_of_many)
}

/// "A mother called the police": for help, not for talks.
pub(super) fn is_emergency_call(reading: &Reading, knowledge: &Knowledge, event: &Event) -> bool {
    let helps = |party: &Party| matches!(party.sector, Some(Sector::Cop | Sector::Med));
    let parties = || event.actors.iter().chain(&event.recipients);
    let lemma = reading.document.tokens[event.trigger_head].lemma.to_lowercase();
    event.event_type == "CONSULT"
        && knowledge.events.in_set("name-verbs", &lemma)
        && parties().any(helps)
        && parties().any(|party| is_private_party(reading, party, knowledge))
        && parties().all(|party| helps(party) || is_private_party(reading, party, knowledge))
}

/// "The carmaker began its own investigation": a firm that looks into itself is under no suspicion of the law.
pub(super) fn is_own_review(reading: &Reading, knowledge: &Knowledge, event: &Event) -> bool {
    let is_firm = |actor: &Party| {
        actor.sector == Some(Sector::Bus)
            || actor.sector.is_none() && kind(reading, actor) == Some(EntityKind::Group)
    };
    knowledge.events.is_act(&event.event_type, &event.modes, Act::Inquiry)
        && !event.actors.is_empty()
        && event.recipients.is_empty()
        && event.actors.iter().all(is_firm)
}

/// "His car was vandalised": nobody knows by whom, and it is nobody public's.
pub(super) fn is_private_damage(reading: &Reading, knowledge: &Knowledge, event: &Event) -> bool {
    event.event_type == "PROTEST"
        && event.actors.is_empty()
        && !event.recipients.is_empty()
        && event
            .recipients
            .iter()
            .all(|party| is_private_party(reading, party, knowledge) || party.sector == Some(Sector::Lab))
}

/// Drops the attacks of a report that all hurt one private person: a murder, a robbery, a car crash; not with a bomb. The police and the
/// court that take it up are events of their own.
pub(super) fn drop_crimes_on_one(reading: &Reading, knowledge: &Knowledge, events: &mut Vec<Event>) {
    let is_attack = |event: &Event| event.event_type == "ASSAULT";
    let has_party = |event: &Event| !event.actors.is_empty() || !event.recipients.is_empty();
    let on_one = |event: &Event| {
        has_party(event)
            && !event.modes.iter().any(|mode| knowledge.events.in_set("war-modes", mode))
            && event
                .actors
                .iter()
                .chain(&event.recipients)
                .all(|party| is_one_private(reading, knowledge, party))
    };
    let all = events.iter().filter(|event| is_attack(event) && has_party(event)).all(on_one);
    if all {
        events.retain(|event| !(is_attack(event) && on_one(event)));
    }
}

/// A single person of no public sector, at work or not.
fn is_one_private(reading: &Reading, knowledge: &Knowledge, party: &Party) -> bool {
    let document = &reading.document;
    let token = &document.tokens[party.head];
    let at_work = matches!(party.sector, Some(Sector::Lab | Sector::Edu | Sector::Med));
    let private = at_work || is_private_party(reading, party, knowledge);
    let counted = document.children_by(party.head, Deprel::Nummod).next().is_some();
    private
        && !counted
        && !token.feats.has("Number", "Plur")
        && !knowledge.events.in_set("campaigners", &token.lemma.to_lowercase())
        && !matches!(kind(reading, party), Some(EntityKind::Group | EntityKind::Place | EntityKind::State))
}

#[cfg(test)]
mod tests {
    use crate::reading::testing::events_of;

    #[test]
    fn a_student_who_flies_to_a_country_visits_nobody_and_a_minister_does() {
        let visits = |traveller: &str| {
            let sentence = format!(
                "The/the/DET/2/det Danish/Danish/ADJ/3/amod {traveller}/{traveller}/NOUN/4/nsubj visited/visit/VERB/0/root/Tense=Past \
                 Oman/Oman/PROPN/4/obj ././PUNCT/4/punct"
            );
            events_of(&[&sentence]).iter().filter(|event| event.event_type == "CONSULT").count()
        };
        assert_eq!(visits("minister"), 1);
        assert_eq!(visits("student"), 0);
    }

    #[test]
    fn a_worker_who_is_killed_is_a_private_case_and_nine_are_not() {
        let killed = |victims: &str| {
            let sentence =
                format!("{victims} killed/kill/VERB/0/root/VerbForm=Part,Voice=Pass ././PUNCT/5/punct");
            events_of(&[&sentence]).len()
        };
        let was = "was/be/AUX/5/aux:pass";
        let one = "A/a/DET/3/det Danish/Danish/ADJ/3/amod engineer/engineer/NOUN/5/nsubj:pass/Number=Sing";
        let nine = "Nine/nine/NUM/3/nummod Danish/Danish/ADJ/3/amod engineers/engineer/NOUN/5/nsubj:pass/Number=Plur";
        assert_eq!(killed(&format!("{one} {was}")), 0);
        assert_eq!(killed(&format!("{nine} {was}")), 1);
    }

    #[test]
    fn who_calls_the_police_wants_help() {
        let calls = |caller: &str| {
            let sentence = format!(
                "A/a/DET/3/det Norwegian/Norwegian/ADJ/3/amod {caller}/{caller}/NOUN/4/nsubj/Number=Sing called/call/VERB/0/root/Tense=Past \
                 the/the/DET/6/det police/police/NOUN/4/obj in/in/ADP/8/case Oslo/Oslo/PROPN/6/nmod ././PUNCT/4/punct"
            );
            events_of(&[&sentence]).iter().filter(|event| event.event_type == "CONSULT").count()
        };
        assert_eq!(calls("woman"), 0);
    }

    #[test]
    fn what_a_hospital_gives_patients_is_its_work() {
        let given = |giver: &str| {
            let sentence = format!(
                "The/the/DET/3/det Danish/Danish/ADJ/3/amod {giver}/{giver}/NOUN/4/nsubj gave/give/VERB/0/root/Tense=Past \
                 food/food/NOUN/4/obj to/to/ADP/8/case Danish/Danish/ADJ/8/amod patients/patient/NOUN/4/obl/Number=Plur ././PUNCT/4/punct"
            );
            events_of(&[&sentence]).len()
        };
        assert_eq!(given("army"), 1);
        assert_eq!(given("hospital"), 0);
    }
}
