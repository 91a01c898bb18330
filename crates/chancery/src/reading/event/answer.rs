//! Whom an answer is for and who is to answer: "dismissed the statement", "the request was approved by the council".

use chancery_lang::{Deprel, Upos};

use super::Party;
use super::discourse::is_definite;
use super::matching::Trigger;
use super::role::Roles;
use super::side::{add, same};
use super::slot::grouping_noun;
use crate::lexicon::events::EntryClass;
use crate::lexicon::pattern::Slot;
use crate::reading::EntityKind;
use crate::reading::clause::{logical_objects, logical_subjects, phrases, preposition};

/// How many sentences back "the statement" looks for the one it takes up.
const REACH: usize = 1;

impl Roles<'_> {
    /// "The group said it would disarm, but Madrid dismissed the statement": whose words a verb answers.
    pub(super) fn answered(&self, verb: usize, actors: &[Party]) -> Vec<Party> {
        let document = &self.reading.document;
        // "the claim that", "the statement by": what it is or whose it is stands with it
        let owned = |word: usize| {
            [Deprel::NmodPoss, Deprel::Acl, Deprel::AclRelcl, Deprel::Ccomp]
                .into_iter()
                .any(|relation| document.child_by(word, relation).is_some())
                || ["of", "by", "from"].iter().any(|p| !phrases(document, word, p).is_empty())
        };
        // "made the allegation" tells who says it
        let says = self.lexicon.in_set("support", &document.tokens[verb].lemma);
        let takes_up = logical_objects(document, verb).into_iter().any(|object| {
            !says
                && self.lexicon.in_set("answered", &document.tokens[object].lemma)
                && is_definite(document, object)
                && !owned(object)
        });
        if !takes_up {
            return Vec::new();
        }
        let span = document.tokens[verb].span;
        let sentence = document.tokens[verb].sentence;
        // the nearest words before it
        let before = self.reading.statements.iter().filter(|statement| {
            let cue = statement.cue_head.map(|cue| document.tokens[cue].sentence);
            statement.content.iter().all(|piece| piece.end <= span.start)
                && cue.is_some_and(|cue| cue <= sentence && cue + REACH >= sentence)
        });
        let nearest = before.max_by_key(|statement| statement.content.iter().map(|piece| piece.end).max());
        let voices = nearest.into_iter().flat_map(|s| s.speakers.iter().filter_map(|voice| voice.head));
        let mut parties = Vec::new();
        for party in voices.filter_map(|head| self.party(head, "whose words these are")) {
            add(&mut parties, party);
        }
        // who answers has not asked
        let is_own = parties.iter().any(|party| actors.iter().any(|actor| same(actor, party)));
        if is_own { Vec::new() } else { parties }
    }

    /// "France must act", says its president: a stand, not a demand.
    pub(super) fn is_own_state(&self, asked: &Party, actors: &[Party]) -> bool {
        let is_state = asked.entity.is_some_and(|id| self.reading.entities[id.0].kind == EntityKind::State);
        is_state && actors.iter().any(|actor| actor.country == asked.country)
    }

    /// "Requests were approved by the council", "comply with a request", "suspended it at the request of": who grants, refuses
    /// or does it is who was asked.
    pub(super) fn answerers(&self, noun: usize) -> Vec<Party> {
        let document = &self.reading.document;
        let verb = self.answering_verb(noun).or_else(|| {
            let token = &document.tokens[noun];
            let on = matches!(preposition(document, noun).as_deref(), Some("at" | "per" | "upon" | "on"));
            token
                .head
                .filter(|&head| on && token.deprel == Deprel::Obl && document.tokens[head].upos == Upos::Verb)
        });
        let subjects = verb.map(|verb| logical_subjects(document, verb)).unwrap_or_default();
        self.parties_of(subjects, "who answers it")
    }

    /// The verb that grants or refuses a request: "denied a request", "did not accede to their demands".
    fn answering_verb(&self, noun: usize) -> Option<usize> {
        let document = &self.reading.document;
        // "10 per cent of requests were approved"
        let outer = grouping_noun(document, self.lexicon, noun);
        let token = &document.tokens[outer];
        token.head.filter(|&verb| {
            let answers = self.lexicon.in_set("answer", &document.tokens[verb].lemma);
            let object = || logical_objects(document, verb).contains(&outer);
            let phrase = || {
                token.deprel == Deprel::Obl
                    && matches!(preposition(document, outer).as_deref(), Some("to" | "with" | "by"))
            };
            answers && (object() || phrase())
        })
    }

    /// A request that is denied or heeded has been made.
    pub(super) fn is_answered_request(&self, trigger: &Trigger<'_>) -> bool {
        self.kind(trigger) == Some("REQUEST")
            && trigger.entry.class == EntryClass::Noun
            && self.answering_verb(trigger.head).is_some()
    }

    /// "They must not send weapons": a demand, and no refusal of theirs.
    pub(super) fn is_demanded_not_to(&self, trigger: &Trigger<'_>) -> bool {
        let document = &self.reading.document;
        self.kind(trigger) == Some("REJECT")
            && trigger.entry.class == EntryClass::Verb
            && document.tokens[trigger.head].lemma != "refuse"
            && trigger.entry.pattern.conditions.iter().any(|c| c.place == Slot::Adverb && !c.negated)
            && document.children_by(trigger.head, Deprel::Aux).any(|aux| {
                let lemma = document.tokens[aux].lemma.to_lowercase();
                matches!(lemma.as_str(), "must" | "should" | "may" | "might" | "ought")
            })
    }
}

#[cfg(test)]
mod tests {
    use crate::reading::event::merge::countries;
    use crate::reading::testing::events_of;

    #[test]
    fn who_refuses_a_request_is_who_was_asked() {
        let text = "Turkish/Turkish/ADJ/2/amod requests/request/NOUN/8/nsubj:pass/Number=Plur for/for/ADP/4/case \
                    help/help/NOUN/2/nmod/Number=Sing were/be/AUX/8/aux:pass once/once/ADV/8/advmod \
                    again/again/ADV/8/advmod rejected/reject/VERB/0/root/VerbForm=Part,Voice=Pass by/by/ADP/10/case \
                    Greece/Greece/PROPN/8/obl:agent";
        let found = events_of(&[text]);
        let request = found.iter().find(|event| event.event_type == "REQUEST").unwrap();
        assert_eq!(countries(&request.recipients), ["GRC"]);
    }
}
