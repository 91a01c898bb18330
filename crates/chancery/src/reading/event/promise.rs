//! To whom something is promised: "promised that it would help Oslo", "pledged a million in aid for the victims".

use chancery_lang::{Deprel, Document, Upos};

use super::role::Roles;
use super::side::same;
use super::{Event, Party};
use crate::plover::Sector;
use crate::reading::clause::{self, logical_objects, phrases};

impl Roles<'_> {
    /// Whom the content of a promise names: those for whom it is done, or who are to get something.
    pub(super) fn promised(&self, verb: usize, actors: &[Party]) -> Vec<Party> {
        let document = &self.reading.document;
        let contents: Vec<usize> = document.children_by(verb, Deprel::Ccomp).collect();
        let mut promised = Vec::new();
        for content in contents {
            let subjects =
                self.parties_of(clause::surface_subjects(document, content, 1), "who is promised it");
            let is_other = |party: &Party| {
                let people = matches!(party.sector, Some(Sector::Cvl | Sector::Ref | Sector::Lab));
                !actors.iter().any(|actor| same(actor, party))
                    && (people || !actors.iter().any(|actor| actor.country == party.country))
            };
            promised.extend(subjects.into_iter().filter(is_other));
            let helps = self.lexicon.in_set("help-verbs", &document.tokens[content].lemma);
            if promised.is_empty() && helps && !clause::is_passive(document, content) {
                let objects =
                    document.children_by(content, Deprel::Iobj).chain(logical_objects(document, content));
                let others = ["to", "for", "with"].into_iter().flat_map(|p| phrases(document, content, p));
                let found = self.parties_of(objects.chain(others), "who is promised it");
                promised.extend(found.into_iter().filter(is_other));
            }
        }
        promised
    }
}

/// A promise that names nobody is made to whom the help is for that it promises, "committed a million in aid for Oslo", and
/// that help is no event of its own.
pub fn name_promised(document: &Document, events: &mut Vec<Event>) {
    let mut told = Vec::new();
    for i in 0..events.len() {
        let promise = &events[i];
        if promise.event_type != "AGREE" || !promise.recipients.is_empty() || promise.is_mutual {
            continue;
        }
        let is_content = |other: &Event| {
            other.sentence == promise.sentence
                && matches!(other.event_type.as_str(), "AID" | "SUPPORT")
                && document.tokens[other.trigger_head].upos == Upos::Noun
                && other.trigger_head != promise.trigger_head
                && document.is_within(other.trigger_head, promise.trigger_head)
                && other.actors.iter().all(|a| promise.actors.iter().any(|b| same(a, b)))
        };
        let Some(content) = events.iter().position(is_content) else { continue };
        let mut promised = events[content].recipients.clone();
        promised.retain(|party| !promise.actors.iter().any(|actor| same(actor, party)));
        if !promised.is_empty() {
            told.push(content);
            events[i].recipients = promised;
        }
    }
    let mut at = 0;
    events.retain(|_| {
        at += 1;
        !told.contains(&(at - 1))
    });
}

#[cfg(test)]
mod tests {
    use crate::reading::event::merge::countries;
    use crate::reading::testing::events_of;

    #[test]
    fn a_promise_is_made_to_whom_it_helps() {
        let text = "Turkey/Turkey/PROPN/2/nsubj promised/promise/VERB/0/root/Tense=Past that/that/SCONJ/6/mark \
                    Turkey/Turkey/PROPN/6/nsubj would/would/AUX/6/aux help/help/VERB/2/ccomp/VerbForm=Inf \
                    Greece/Greece/PROPN/6/obj";
        let found = events_of(&[text]);
        let promise = found.iter().find(|event| event.event_type == "AGREE").unwrap();
        assert_eq!(countries(&promise.recipients), ["GRC"]);
    }

    #[test]
    fn aid_that_is_committed_is_a_promise_to_whom_it_is_for() {
        let text = "Turkey/Turkey/PROPN/2/nsubj committed/commit/VERB/0/root/Tense=Past money/money/NOUN/2/obj \
                    in/in/ADP/5/case aid/aid/NOUN/2/obl for/for/ADP/7/case Greece/Greece/PROPN/5/nmod";
        let found = events_of(&[text]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].event_type, "AGREE");
        assert_eq!(countries(&found[0].recipients), ["GRC"]);
    }
}
