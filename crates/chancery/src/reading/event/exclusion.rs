//! What reads like an event and is none (rule 1 of the record): private matters, accidents, views, talk without a partner.

use chancery_lang::{Deprel, Document, NameKind, Upos};

use super::public::kind;
use super::{Event, Party, aspect, discourse, generic, private};
use crate::lexicon::Knowledge;
use crate::lexicon::events::Act;
use crate::plover::{Sector, Status};
use crate::reading::statement::is_quoted;
use crate::reading::{EntityKind, Reading, clause};

/// How many steps in the tree an accident may stand from the harm it does.
const REACH: usize = 2;

/// Whether an event is no political one.
#[must_use]
pub fn is_excluded(reading: &Reading, knowledge: &Knowledge, event: &Event) -> bool {
    private::is_private(reading, knowledge, event)
        || is_position(reading, knowledge, event)
        || is_one_sided_talk(reading, knowledge, event)
        || is_trip_at_home(reading, knowledge, event)
        || is_accident(&reading.document, knowledge, event)
        || private::is_private_hold(reading, knowledge, event)
        || is_done_to_oneself(&reading.document, event)
        || is_recorded(&reading.document, knowledge, event)
        || private::is_private_crime(reading, knowledge, event)
        || private::is_private_trip(reading, knowledge, event)
        || private::is_private_leave(reading, knowledge, event)
        || private::is_private_damage(reading, knowledge, event)
        || private::is_collision(event)
        || private::is_emergency_call(reading, knowledge, event)
        || private::is_own_review(reading, knowledge, event)
        || is_task(&reading.document, event)
        || is_opinion(&reading.document, event)
        || is_prevented(&reading.document, knowledge, event)
        || is_question(&reading.document, knowledge, event)
        || is_service(reading, knowledge, event)
        || is_kind(&reading.document, knowledge, event)
        || is_shown(&reading.document, knowledge, event)
        || is_bare_charge(&reading.document, knowledge, event)
        || is_in_name(&reading.document, event)
        || is_leaving_a_firm(event)
        || is_supposed(reading, event)
        || generic::is_generic(&reading.document, knowledge, event)
        || generic::is_any(&reading.document, event)
        || (event.event_type == "CONSULT" && generic::is_naming(&reading.document, knowledge, event))
}

/// What a politician without office stands for: "the candidate opposes the tax".
fn is_position(reading: &Reading, knowledge: &Knowledge, event: &Event) -> bool {
    let lemma = reading.document.tokens[event.trigger_head].lemma.to_lowercase();
    let stands_for_it = |party: &Party| {
        kind(reading, party) == Some(EntityKind::Person)
            && !matches!(party.sector, Some(Sector::Gov | Sector::Igo | Sector::Mil | Sector::Jud))
            // who votes on it takes a stand in office
            && !(party.sector == Some(Sector::Leg) && event.event_type != "AGREE")
    };
    event.is_verbal()
        && event.recipients.is_empty()
        && !event.actors.is_empty()
        && event.actors.iter().all(stands_for_it)
        && knowledge.events.in_set("position", &lemma)
}

/// "The senator discussed his plans", "the commission discussed its report": with nobody who takes part.
fn is_one_sided_talk(reading: &Reading, knowledge: &Knowledge, event: &Event) -> bool {
    let token = &reading.document.tokens[event.trigger_head];
    event.is_mutual
        && token.upos == Upos::Verb
        && event.recipients.is_empty()
        && knowledge.events.in_set("speak", &token.lemma.to_lowercase())
        && matches!(event.actors.as_slice(), [one] if kind(reading, one) == Some(EntityKind::Person)
            || reading.document.tokens[one.head].feats.has("Number", "Sing"))
}

/// A visit to a place in one's own country.
fn is_trip_at_home(reading: &Reading, knowledge: &Knowledge, event: &Event) -> bool {
    let is_place =
        |party: &Party| matches!(kind(reading, party), Some(EntityKind::Place | EntityKind::State) | None);
    knowledge.events.is_act(&event.event_type, &event.modes, Act::Visit)
        && !event.actors.is_empty()
        && !event.recipients.is_empty()
        && event.recipients.iter().all(|host| {
            is_place(host)
                && host.country.is_some()
                && event.actors.iter().all(|guest| guest.country == host.country)
        })
}

/// "The charge" alone, where nobody is told to be charged: of a battery, of a horse.
fn is_bare_charge(document: &Document, knowledge: &Knowledge, event: &Event) -> bool {
    let token = &document.tokens[event.trigger_head];
    let bare = || {
        let entry = knowledge.events.entry_of_rule(&event.rule);
        entry.is_some_and(|entry| entry.pattern.head == "charge" && entry.pattern.conditions.is_empty())
    };
    token.upos == Upos::Noun && event.recipients.is_empty() && bare()
}

/// "In charge of the inquiry": a task, not an accusation.
fn is_task(document: &Document, event: &Event) -> bool {
    let token = &document.tokens[event.trigger_head];
    event.event_type == "ACCUSE"
        && token.upos == Upos::Noun
        && token.feats.has("Number", "Sing")
        && clause::preposition(document, event.trigger_head).as_deref() == Some("in")
        && document.children(event.trigger_head).iter().all(|&c| {
            matches!(document.tokens[c].deprel, Deprel::Case | Deprel::Nmod | Deprel::Advcl | Deprel::Acl)
        })
}

/// "The governor agreed, saying", "agreed the matter was grave": one who shares a view binds himself to nothing.
fn is_opinion(document: &Document, event: &Event) -> bool {
    let verb = event.trigger_head;
    let token = &document.tokens[verb];
    let one =
        matches!(event.actors.as_slice(), [one] if document.tokens[one.head].feats.has("Number", "Sing"));
    let binds = document.children(verb).iter().any(|&c| {
        matches!(document.tokens[c].deprel, Deprel::Xcomp | Deprel::Obj)
            || document.tokens[c].deprel == Deprel::Advcl && clause::is_infinitive(document, c)
            || document.tokens[c].deprel == Deprel::Obl
                && matches!(clause::preposition(document, c).as_deref(), Some("to" | "on" | "upon"))
    });
    event.event_type == "AGREE"
        && token.upos == Upos::Verb
        && token.lemma.eq_ignore_ascii_case("agree")
        && !clause::is_passive(document, verb)
        && event.recipients.is_empty()
        && one
        && !binds
}

/// "Prevented the rebels from taking the town": what did not happen because somebody saw to it.
fn is_prevented(document: &Document, knowledge: &Knowledge, event: &Event) -> bool {
    let verb = event.trigger_head;
    let token = &document.tokens[verb];
    event.status == Status::Denied
        && token.upos == Upos::Verb
        && document.children(verb).iter().any(|&c| {
            matches!(document.tokens[c].deprel, Deprel::Mark | Deprel::Case)
                && document.form(c).eq_ignore_ascii_case("from")
        })
        && token.head.is_some_and(|head| {
            knowledge.events.in_set("prevents", &document.tokens[head].lemma.to_lowercase())
        })
}

/// "Asked him whether he was there": to want an answer demands nothing else.
fn is_question(document: &Document, knowledge: &Knowledge, event: &Event) -> bool {
    let verb = event.trigger_head;
    let wh = |word: usize| document.tokens[word].feats.has("PronType", "Int");
    event.event_type == "REQUEST"
        && knowledge.events.in_set("inquire", &document.tokens[verb].lemma.to_lowercase())
        && document.children_by(verb, Deprel::Ccomp).any(|clause| {
            document.children(clause).iter().any(|&c| {
                document.tokens[c].deprel == Deprel::Mark
                    && matches!(document.form(c).to_lowercase().as_str(), "if" | "whether")
                    || wh(c)
            })
        })
}

/// "A soldier who was supporting Operation Amber": a post in a mission that has a name.
fn is_service(reading: &Reading, knowledge: &Knowledge, event: &Event) -> bool {
    let is_mission = |party: &Party| {
        let name = party.entity.and_then(|id| reading.entities.get(id.0)).map(|entity| entity.name.as_str());
        let mut words = name.unwrap_or_default().split_whitespace();
        words.next().is_some_and(|first| knowledge.events.in_set("undertaking", &first.to_lowercase()))
            && words.next().is_some()
    };
    matches!(event.event_type.as_str(), "SUPPORT" | "AID")
        && !event.recipients.is_empty()
        && event.recipients.iter().all(is_mission)
}

/// "Using attack, fighter and bomber aircraft": what the word is joined to says of what kind a thing is.
fn is_kind(document: &Document, knowledge: &Knowledge, event: &Event) -> bool {
    let word = event.trigger_head;
    let token = &document.tokens[word];
    let bare = document.children(word).iter().all(|&c| {
        matches!(document.tokens[c].deprel, Deprel::Conj | Deprel::Case | Deprel::Punct | Deprel::Cc)
    });
    token.upos == Upos::Noun
        && token.feats.has("Number", "Sing")
        && bare
        && document
            .children_by(word, Deprel::Conj)
            .any(|thing| knowledge.events.in_set("craft", &document.tokens[thing].lemma.to_lowercase()))
}

/// People hurt in a crash or a storm.
fn is_accident(document: &Document, knowledge: &Knowledge, event: &Event) -> bool {
    let named =
        |set: &str, word: usize| knowledge.events.in_set(set, &document.tokens[word].lemma.to_lowercase());
    if event.event_type != "ASSAULT" {
        return false;
    }
    // "a landslide hit the village"
    let done_by_it = document.tokens[event.trigger_head].upos == Upos::Verb
        && clause::logical_subjects(document, event.trigger_head)
            .into_iter()
            .any(|subject| named("accident", subject));
    done_by_it
        || event.actors.is_empty()
            && named("harm", event.trigger_head)
            && near(document, event.trigger_head).into_iter().any(|word| named("accident", word))
}

/// "Handcuffed herself": nobody is held by another.
fn is_done_to_oneself(document: &Document, event: &Event) -> bool {
    event.event_type == "COERCE"
        && document.children_by(event.trigger_head, Deprel::Obj).any(|object| {
            document.tokens[object].feats.has("Reflex", "Yes")
                || matches!(
                    document.form(object).to_lowercase().as_str(),
                    "self" | "himself" | "herself" | "themselves" | "itself"
                )
        })
}

/// "Video captured two factions", "the cameras shot": a recording does nobody any harm.
fn is_recorded(document: &Document, knowledge: &Knowledge, event: &Event) -> bool {
    let violent = matches!(event.event_type.as_str(), "ASSAULT" | "COERCE");
    violent
        && document.tokens[event.trigger_head].upos == Upos::Verb
        && !clause::is_passive(document, event.trigger_head)
        && document.children_by(event.trigger_head, Deprel::Nsubj).any(|subject| {
            knowledge.events.in_set("recording", &document.tokens[subject].lemma.to_lowercase())
        })
}

/// "A demonstration of the new game" shows something, and so does "the demonstration" after it.
fn is_shown(document: &Document, knowledge: &Knowledge, event: &Event) -> bool {
    let noun = event.trigger_head;
    let shows = |noun: usize| {
        document.tokens[noun].lemma == "demonstration"
            && clause::phrases(document, noun, "of").into_iter().any(|of| {
                let token = &document.tokens[of];
                token.feats.has("Number", "Sing")
                    && !knowledge.events.in_set("marchers", &token.lemma.to_lowercase())
            })
    };
    let named = event.recipients.iter().chain(&event.actors).next().is_some();
    event.event_type == "PROTEST"
        && event.recipients.is_empty()
        && document.tokens[noun].upos == Upos::Noun
        && document.tokens[noun].lemma == "demonstration"
        && (shows(noun) || !named && discourse::is_definite(document, noun) && (0..noun).any(shows))
}

/// "The Capitol Hill Occupied Protests": a word of the name of a body or a place.
fn is_in_name(document: &Document, event: &Event) -> bool {
    let word = event.trigger_head;
    document.tokens[word].upos == Upos::Propn
        && document.name_at(word).is_some_and(|name| {
            name.tokens.len() > 1
                && matches!(
                    name.kind,
                    NameKind::Org | NameKind::Gpe | NameKind::Loc | NameKind::Fac | NameKind::Per
                )
        })
}

/// Who leaves a firm leaves no office.
fn is_leaving_a_firm(event: &Event) -> bool {
    event.event_type == "RETREAT"
        && !event.actors.is_empty()
        && event.recipients.is_empty()
        && event.actors.iter().all(|actor| actor.sector == Some(Sector::Bus))
}

/// "If they called me that, I would scold them", "Could the press destroy him?": conditions and questions in somebody's
/// speech about what no state and nobody armed does.
fn is_supposed(reading: &Reading, event: &Event) -> bool {
    if event.status != Status::Hypothetical || event.event_type == "THREATEN" {
        return false;
    }
    let document = &reading.document;
    let public = |party: &Party| {
        kind(reading, party) == Some(EntityKind::State)
            || matches!(
                party.sector,
                Some(
                    Sector::Gov
                        | Sector::Mil
                        | Sector::Reb
                        | Sector::Igo
                        | Sector::Leg
                        | Sector::Cop
                        | Sector::Jud
                )
            )
    };
    let on_condition = |word: usize| {
        document.children_by(word, Deprel::Mark).any(|mark| document.form(mark).eq_ignore_ascii_case("if"))
    };
    let verb = event.trigger_head;
    let supposed =
        document.children_by(verb, Deprel::Advcl).any(on_condition) || aspect::is_asked(document, verb);
    supposed && is_quoted(&reading.statements, event.trigger) && !event.actors.iter().any(public)
}

/// The words within [`REACH`] steps of a word in the tree, subordinate clauses of time and place included.
fn near(document: &Document, word: usize) -> Vec<usize> {
    let mut seen = vec![word];
    let mut from = 0;
    for _ in 0..REACH {
        let until = seen.len();
        for i in from..until {
            let at = seen[i];
            let mut next: Vec<usize> = document.children(at).to_vec();
            // the noun or clause above, unless it tells a second thing
            if !matches!(document.tokens[at].deprel, Deprel::Conj | Deprel::Parataxis | Deprel::Ccomp) {
                next.extend(document.tokens[at].head);
            }
            next.retain(|word| !seen.contains(word));
            seen.extend(next);
        }
        from = until;
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::testing::{events_of, tree};

    #[test]
    fn a_question_demands_no_deed() {
        let asked = |what: &str| {
            let sentence = format!(
                "The/the/DET/2/det minister/minister/NOUN/3/nsubj asked/ask/VERB/0/root/Tense=Past the/the/DET/5/det ambassador/ambassador/NOUN/3/obj {what} ././PUNCT/3/punct"
            );
            events_of(&[&sentence]).iter().filter(|event| event.event_type == "REQUEST").count()
        };
        assert_eq!(asked("to/to/PART/7/mark leave/leave/VERB/3/xcomp/VerbForm=Inf"), 1);
        assert_eq!(
            asked("whether/whether/SCONJ/8/mark he/he/PRON/8/nsubj left/leave/VERB/3/ccomp/Tense=Past"),
            0
        );
    }

    #[test]
    fn who_alone_agrees_with_a_view_promises_nothing() {
        let agreed = |what: &str| {
            let sentence = format!(
                "The/the/DET/2/det minister/minister/NOUN/3/nsubj/Number=Sing agreed/agree/VERB/0/root/Tense=Past {what} ././PUNCT/3/punct"
            );
            events_of(&[&sentence]).iter().filter(|event| event.event_type == "AGREE").count()
        };
        assert_eq!(agreed("to/to/PART/5/mark wait/wait/VERB/3/xcomp/VerbForm=Inf"), 1);
        assert_eq!(
            agreed("that/that/SCONJ/7/mark it/it/PRON/7/nsubj was/be/AUX/7/cop late/late/ADJ/3/ccomp"),
            0
        );
    }

    #[test]
    fn what_is_near_goes_two_steps_up_and_down_but_not_to_what_is_joined() {
        let document = tree(
            "Two/two/NUM/3/nsubj:pass were/be/AUX/3/aux:pass killed/kill/VERB/0/root when/when/ADV/7/advmod a/a/DET/6/det \
             bus/bus/NOUN/7/nsubj crashed/crash/VERB/3/advcl and/and/CCONJ/9/cc fled/flee/VERB/3/conj",
        );
        assert!(near(&document, 2).contains(&6));
        assert!(!near(&document, 8).contains(&6));
    }
}
