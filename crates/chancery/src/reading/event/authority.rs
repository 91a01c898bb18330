//! Police, prosecutors, courts and parliaments: by whom somebody was arrested, charged, convicted or set free, or a bill voted
//! down, where the sentence leaves it out and the report names one body that does such things.

use chancery_lang::{Deprel, Document, Upos};

use super::{Event, Party};
use crate::lexicon::Knowledge;
use crate::lexicon::events::EventLexicon;
use crate::plover::{Sector, Status};
use crate::reading::{Entity, EntityId, EntityKind, Mention, Reading, clause};

/// How many sentences before and after the event a body is looked for first.
const NEAR: usize = 3;

/// What kind of body does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Authority {
    Police,
    Prosecutors,
    Court,
    Parliament,
}

impl Authority {
    /// Those who do what an event tells, the likelier first.
    pub(super) fn of(lexicon: &EventLexicon, reading: &Reading, event: &Event) -> &'static [Authority] {
        let document = &reading.document;
        let told = |set: &str| {
            document.sentence_of(event.trigger_head).any(|i| {
                event.trigger.contains(document.tokens[i].span)
                    && lexicon.in_set(set, &document.tokens[i].lemma.to_lowercase())
            })
        };
        let failed = || {
            let subjects = clause::logical_subjects(document, event.trigger_head);
            subjects.into_iter().any(|subject| names_bill(document, lexicon, subject))
        };
        match event.event_type.as_str() {
            "COERCE" if told("by-police") => &[Authority::Police],
            // who convicted somebody is seldom the court that the report speaks of: of eleven such, eight were not
            "COERCE" if told("by-courts") => &[Authority::Court],
            "REJECT" | "CONCEDE" if told("before-judges") => &[Authority::Court],
            "REJECT" | "CONCEDE" if told("put-to-vote") || failed() => &[Authority::Parliament],
            "ACCUSE" if told("by-parliaments") => &[Authority::Parliament],
            "ACCUSE" if told("by-judges") => &[Authority::Court],
            "ACCUSE" if told("by-prosecutors") => &[Authority::Prosecutors, Authority::Police],
            _ => &[],
        }
    }

    fn is(self, lexicon: &EventLexicon, entity: &Entity) -> bool {
        let named = |set: &str| {
            let words = entity.name.split_whitespace().chain(entity.office.iter().flat_map(|o| o.split(' ')));
            words.map(str::to_lowercase).any(|word| lexicon.in_set(set, &word))
        };
        match self {
            Authority::Police => entity.sector == Some(Sector::Cop),
            Authority::Prosecutors => {
                matches!(entity.sector, Some(Sector::Jud | Sector::Gov)) && named("prosecutor")
            }
            Authority::Parliament => entity.sector == Some(Sector::Leg) && entity.kind == EntityKind::Group,
            Authority::Court => {
                entity.sector == Some(Sector::Jud) && !named("prosecutor") && !named("no-court")
            }
        }
    }
}

/// Gives arrests, charges and convictions without an actor the body of the report that made them: the one nearest in its
/// sentence, else the one named near it, where all such bodies there are of one country.
pub fn name_authorities(reading: &Reading, knowledge: &Knowledge, events: &mut [Event]) {
    let lexicon = &knowledge.events;
    let bodies = [Authority::Police, Authority::Prosecutors, Authority::Court, Authority::Parliament]
        .map(|kind| (kind, bodies_of(reading, lexicon, kind)));
    let is_one =
        |bodies: &[Candidate<'_>]| bodies.first().is_some_and(|a| bodies.iter().all(|b| a.id == b.id));
    let bodies = bodies.map(|(kind, bodies)| (kind, is_one(&bodies), bodies));
    for event in events {
        let kinds = Authority::of(lexicon, reading, event);
        // "a thousand people have been arrested since June": by more than the one police that is named
        let is_crowd = |party: &Party| {
            let token = &reading.document.tokens[party.head];
            token.upos == Upos::Noun
                && token.feats.has("Number", "Plur")
                && !lexicon.in_set("few-people", &token.lemma.to_lowercase())
        };
        if kinds == [Authority::Police] && event.recipients.iter().any(is_crowd) {
            continue;
        }
        // impeachments are few and remembered
        let told = event.status == Status::Occurred
            || event.status == Status::Historical && kinds.contains(&Authority::Parliament);
        if !event.actors.is_empty() || !told || !leaves_out_actor(reading, lexicon, event) {
            continue;
        }
        let mut known = kinds.iter().filter_map(|kind| bodies.iter().find(|(other, ..)| other == kind));
        let found = known.find_map(|(_, is_one, bodies)| nearest(reading, event, bodies, *is_one));
        event.actors.extend(found);
    }
}

/// "Filed a motion to delay the trial": asked of the court that is named near it or alone in the report.
pub fn name_courts_asked(reading: &Reading, knowledge: &Knowledge, events: &mut [Event]) {
    let lexicon = &knowledge.events;
    let courts = bodies_of(reading, lexicon, Authority::Court);
    let is_one = courts.first().is_some_and(|a| courts.iter().all(|b| a.id == b.id));
    let document = &reading.document;
    for event in events {
        let open = event.event_type == "REQUEST"
            && event.recipients.is_empty()
            && !event.actors.is_empty()
            && event.actors.iter().all(|party| party.sector != Some(Sector::Jud));
        // a motion, or what only judges give
        let legal = || {
            let objects = clause::logical_objects(document, event.trigger_head);
            let phrases = clause::phrases(document, event.trigger_head, "for");
            let words = objects.into_iter().chain(phrases).chain([event.trigger_head]);
            words
                .map(|word| document.tokens[word].lemma.to_lowercase())
                .any(|l| lexicon.in_set("asked-of-judges", &l))
        };
        if open && legal() {
            // the body must be another than who asks
            let found = nearest(reading, event, &courts, is_one);
            event.recipients.extend(found.map(|party| Party { found: "the court of the report", ..party }));
        }
    }
}

/// All mentions of bodies of a kind that may act, in text order.
fn bodies_of<'a>(reading: &'a Reading, lexicon: &EventLexicon, kind: Authority) -> Vec<Candidate<'a>> {
    let mut all = Vec::new();
    for (id, entity) in reading.entities.iter().enumerate() {
        let Some(country) = entity.country.as_deref().filter(|_| kind.is(lexicon, entity)) else { continue };
        let acting = entity.mentions.iter().filter(|m| may_act(&reading.document, m.head));
        all.extend(acting.map(|mention| Candidate { id, entity, country, mention }));
    }
    all.sort_by_key(|candidate| candidate.mention.head);
    all
}

/// Whether an event leaves its actor out: somebody is named to whom it is done, and nobody else who does it, not even by
/// a pronoun.
fn leaves_out_actor(reading: &Reading, lexicon: &EventLexicon, event: &Event) -> bool {
    let document = &reading.document;
    let verb = document.tokens[event.trigger_head].upos == Upos::Verb;
    // "a stonemason was arraigned": somebody, though nobody known
    let passive = verb && clause::is_passive(document, event.trigger_head);
    // "the ministry unsealed charges": whoever it is, another one than the police of the report
    let token = &document.tokens[event.trigger_head];
    let carrier = token.head.filter(|_| !verb && token.deprel == Deprel::Obj);
    let carried = carrier.is_some_and(|carrier| {
        let subjects = clause::logical_subjects(document, carrier).into_iter();
        subjects.filter_map(|subject| reading.entity_at(subject)).any(|id| {
            let entity = &reading.entities[id.0];
            entity.country.is_some() && entity.kind == EntityKind::Group
        })
    });
    if carried {
        return false;
    }
    // "the motion failed"
    let subjects = if verb { clause::logical_subjects(document, event.trigger_head) } else { Vec::new() };
    let failed = event.event_type == "REJECT" && subjects.iter().any(|s| names_bill(document, lexicon, *s));
    (passive || failed || !event.recipients.is_empty()) && (failed || subjects.is_empty())
}

/// What a parliament votes on.
fn names_bill(document: &Document, lexicon: &EventLexicon, word: usize) -> bool {
    lexicon.in_set("put-to-vote", &document.tokens[word].lemma.to_lowercase())
}

/// A word that may name who acts: no pronoun, and not what something else is done to.
fn may_act(document: &Document, word: usize) -> bool {
    let token = &document.tokens[word];
    token.upos != Upos::Pron && !matches!(token.deprel, Deprel::NsubjPass | Deprel::Obj | Deprel::Iobj)
}

/// The nearest of the bodies of a kind, if those near the event agree on the country; far away only the one of the report.
fn nearest(reading: &Reading, event: &Event, bodies: &[Candidate<'_>], is_one: bool) -> Option<Party> {
    let document = &reading.document;
    let place = event.place.and_then(|place| reading.places[place].country.as_deref());
    let governs = document.tokens[event.trigger_head].head.into_iter();
    let governs: Vec<usize> = governs.flat_map(|verb| clause::logical_subjects(document, verb)).collect();
    let fits = |candidate: &&Candidate<'_>| {
        let elsewhere = place.is_some_and(|place| place != candidate.country);
        let suffers = event.recipients.iter().any(|party| party.entity == Some(EntityId(candidate.id)));
        // "the court overturned the conviction": another court's
        !elsewhere && !suffers && !governs.contains(&candidate.mention.head)
    };
    let sentence = |candidate: &Candidate<'_>| document.tokens[candidate.mention.head].sentence;
    let from = bodies.partition_point(|candidate| sentence(candidate) + NEAR < event.sentence);
    let to = bodies.partition_point(|candidate| sentence(candidate) <= event.sentence + NEAR).max(from);
    let near: Vec<&Candidate<'_>> = bodies[from..to].iter().filter(fits).collect();
    // the police rather than one officer
    let order = |candidate: &&&Candidate<'_>| {
        (candidate.entity.kind == EntityKind::Person, candidate.mention.head.abs_diff(event.trigger_head))
    };
    let best: &Candidate<'_> = match near.iter().min_by_key(order) {
        Some(best) => best,
        None => {
            if !is_one || (event.recipients.is_empty() && event.actors.is_empty()) {
                return None;
            }
            let at = bodies.partition_point(|candidate| candidate.mention.head < event.trigger_head);
            let before = bodies[..at].iter().rev().find(fits);
            before.or_else(|| bodies[at..].iter().find(fits))?
        }
    };
    let agreed = near.iter().all(|candidate| candidate.country == best.country);
    (sentence(best) == event.sentence || agreed).then(|| Party {
        span: best.mention.span,
        head: best.mention.head,
        entity: Some(EntityId(best.id)),
        country: Some(best.country.to_owned()),
        sector: best.entity.sector,
        found: "the body that does so in this report",
    })
}

/// A body that may have done it, where it is named.
struct Candidate<'a> {
    id: usize,
    entity: &'a Entity,
    country: &'a str,
    mention: &'a Mention,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::testing::events_of;

    /// The first actor of the arrest or conviction that these sentences tell.
    fn actor(words: &str) -> Option<(Option<String>, Option<Sector>)> {
        let events = events_of(&[words]);
        let event = events.iter().find(|e| matches!(e.event_type.as_str(), "COERCE" | "SANCTION"))?;
        event.actors.first().map(|actor| (actor.country.clone(), actor.sector))
    }

    const ARREST: &str = "Two/two/NUM/2/nummod men/man/NOUN/4/nsubj:pass/Number=Plur were/be/AUX/4/aux:pass \
                          arrested/arrest/VERB/0/root/VerbForm=Part";

    #[test]
    fn the_police_of_the_sentence_made_the_arrest() {
        let told = format!(
            "{ARREST} after/after/SCONJ/8/mark French/French/ADJ/7/amod police/police/NOUN/8/nsubj/Number=Plur \
             searched/search/VERB/4/advcl/VerbForm=Fin homes/home/NOUN/8/obj/Number=Plur"
        );
        assert_eq!(actor(&told), Some((Some("FRA".into()), Some(Sector::Cop))));
    }

    #[test]
    fn the_state_where_it_was_made_made_it_where_no_police_are_named() {
        let told = format!("{ARREST} in/in/ADP/6/case France/France/PROPN/4/obl");
        assert_eq!(actor(&told), Some((Some("FRA".into()), Some(Sector::Cop))));
        assert_eq!(actor(ARREST), None);
    }

    #[test]
    fn who_is_arrested_did_not_make_the_arrest() {
        let told = "French/French/ADJ/3/amod police/police/NOUN/3/compound officers/officer/NOUN/5/nsubj:pass/Number=Plur \
                    were/be/AUX/5/aux:pass arrested/arrest/VERB/0/root/VerbForm=Part";
        assert_eq!(actor(told), None);
    }
}
