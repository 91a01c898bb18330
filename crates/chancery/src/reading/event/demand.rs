//! Demands whose speaker stands outside of the clause (rule 10 of the record): "Oslo must act", "it is essential that Oslo
//! acts", "there must be no impunity", said by somebody.

use chancery_lang::{Deprel, Document, Upos};

use super::Party;
use super::matching::Trigger;
use super::role::Roles;
use super::side::{add, is_placeholder};
use super::slot::is_main_or_said;
use crate::lexicon::events::{Entry, EntryClass};
use crate::lexicon::pattern::Slot;
use crate::lexicon::sectors::Sectors;
use crate::plover::Sector;
use crate::reading::EntityKind;
use crate::reading::clause;
use crate::reading::statement::innermost;

/// Whether the entry is one of a demand that takes its actor from who says the sentence.
pub(super) fn is_spoken(entry: &Entry) -> bool {
    matches!(entry.actor.as_slice(), [Slot::Speaker])
}

impl Roles<'_> {
    /// "Anyone with information is asked to call the police": those who want to be called ask for it.
    pub(super) fn to_be_called(&self, verb: usize) -> Vec<Party> {
        let document = &self.reading.document;
        if !clause::is_passive(document, verb) || !clause::agents(document, verb).is_empty() {
            return Vec::new();
        }
        let calls = |&child: &usize| {
            document.tokens[child].deprel == Deprel::Xcomp
                && self.lexicon.in_set("get-in-touch", &document.tokens[child].lemma)
        };
        let called = document.children(verb).iter().copied().filter(calls);
        let called = called.flat_map(|call| clause::logical_objects(document, call));
        let mut parties = self.parties_of(called, "who wants to be called");
        parties.retain(|party| matches!(party.sector, Some(Sector::Cop | Sector::Gov | Sector::Jud)));
        parties
    }

    /// "You must leave", said to Oslo: whom "you" addresses.
    pub(super) fn addressees(&self, trigger: &Trigger<'_>) -> Vec<Party> {
        let document = &self.reading.document;
        let is_you = |&word: &usize| document.tokens[word].lemma.eq_ignore_ascii_case("you");
        if !subjects(document, predicate(document, trigger)).iter().any(is_you) {
            return Vec::new();
        }
        let statement =
            innermost(&self.reading.statements, document.tokens[trigger.head].span, |s| !s.is_attitude);
        let heads =
            statement.into_iter().flat_map(|(_, s)| s.addressees.iter().filter_map(|voice| voice.head));
        let mut parties = Vec::new();
        for party in heads.filter_map(|head| self.party(head, "who is spoken to")) {
            add(&mut parties, party);
        }
        parties
    }

    /// Whether what is said to be due is demanded: of somebody public, or by somebody public that something be done or end.
    /// What will probably be so ("the road should open in May"), what somebody owes himself ("we must") and what should have
    /// been are none.
    pub(super) fn is_demand(
        &self,
        trigger: &Trigger<'_>,
        actors: &[Party],
        recipients: &[Party],
        sectors: &Sectors,
    ) -> bool {
        let document = &self.reading.document;
        let is_public = |party: &Party| party.sector.is_some_and(|sector| sectors.is_public(sector));
        let predicate = predicate(document, trigger);
        let named = |set: &str| self.lexicon.in_set(set, &document.tokens[predicate].lemma.to_lowercase());
        let perfect =
            document.children_by(predicate, Deprel::Aux).any(|aux| document.tokens[aux].lemma == "have");
        if perfect || named("not-demanded") || !is_claimed(document, trigger) {
            return false;
        }
        // "any president must": a rule
        let is_any = |party: &Party| {
            document.children_by(party.head, Deprel::Det).any(|det| {
                matches!(document.tokens[det].lemma.to_lowercase().as_str(), "a" | "an" | "any" | "every")
            })
        };
        // "officials have to decide": what comes with the office
        let lemma = document.tokens[trigger.head].lemma.to_lowercase();
        let is_office = |party: &Party| {
            lemma == "have"
                && document.tokens[party.head].upos == Upos::Noun
                && document.child_by(party.head, Deprel::Det).is_none()
        };
        if recipients.iter().any(|party| is_public(party) && !is_any(party) && !is_office(party)) {
            return true;
        }
        if !actors.iter().any(is_public) || !recipients.is_empty() {
            return false;
        }
        if matches!(trigger.entry.class, EntryClass::Adjective | EntryClass::Noun) {
            return has_clause(document, trigger.head);
        }
        // "taxes should be cut", said by one who stands for office: what he is for
        let stands_for_it = |party: &Party| {
            matches!(party.sector, Some(Sector::Pty | Sector::Eli | Sector::Leg))
                && party.entity.is_some_and(|id| self.reading.entities[id.0].kind == EntityKind::Person)
        };
        if lemma != "must" && actors.iter().all(stands_for_it) {
            return false;
        }
        let subjects = subjects(document, predicate);
        let is_somebody =
            |&word: &usize| is_placeholder(document, word) || !self.parties(word, "subject").is_empty();
        if clause::is_passive(document, predicate) {
            return !subjects.is_empty();
        }
        let there =
            document.child_by(predicate, Deprel::Expl).is_some() && document.tokens[predicate].lemma == "be";
        there || (!subjects.is_empty() && !subjects.iter().any(is_somebody) && named("ends"))
    }
}

/// Whether it is claimed as it stands that something has to be done, now: "has to act", not "did not need to act", "had to act",
/// "so long as they need to act".
fn is_claimed(document: &Document, trigger: &Trigger<'_>) -> bool {
    let head = trigger.head;
    if trigger.entry.class == EntryClass::Noun {
        // "it is time for Oslo to act", not "at the time"
        return document.child_by(head, Deprel::Cop).is_some() || is_subject_of_duty(document, head);
    }
    if trigger.entry.class != EntryClass::Verb {
        return true;
    }
    // "more is needed"
    if clause::is_passive(document, head) {
        return is_main_or_said(document, head);
    }
    let held_back = document.children(head).iter().any(|&c| {
        matches!(document.tokens[c].deprel, Deprel::Aux | Deprel::Advmod)
            && !matches!(
                document.tokens[c].lemma.as_str(),
                "now" | "also" | "urgently" | "immediately" | "first" | "still"
            )
    });
    !held_back
        && document.tokens[head].feats.has("Tense", "Pres")
        && is_main_or_said(document, head)
        && document.child_by(head, Deprel::Xcomp).is_some_and(|due| clause::is_infinitive(document, due))
}

/// "The onus is on Oslo".
fn is_subject_of_duty(document: &Document, noun: usize) -> bool {
    let token = &document.tokens[noun];
    token.deprel == Deprel::Nsubj
        && token.head.is_some_and(|head| clause::preposition(document, head).as_deref() == Some("on"))
}

/// What is due: the verb that a modal stands with, the infinitive after "has" or "needs", else the word itself.
fn predicate(document: &Document, trigger: &Trigger<'_>) -> usize {
    let below = match trigger.entry.class {
        EntryClass::Modal => document.tokens[trigger.head].head,
        EntryClass::Verb => document.child_by(trigger.head, Deprel::Xcomp),
        EntryClass::Adjective | EntryClass::Noun => None,
    };
    below.unwrap_or(trigger.head)
}

fn subjects(document: &Document, predicate: usize) -> Vec<usize> {
    let above =
        document.tokens[predicate].head.filter(|_| document.tokens[predicate].deprel == Deprel::Xcomp);
    let own = clause::surface_subjects(document, predicate, 1);
    match above {
        Some(verb) if own.is_empty() => clause::surface_subjects(document, verb, 1),
        _ => own,
    }
}

/// "Essential that", "time for Oslo to": a clause that tells what is due.
fn has_clause(document: &Document, word: usize) -> bool {
    document.children(word).iter().any(|&clause| {
        matches!(
            document.tokens[clause].deprel,
            Deprel::Csubj | Deprel::CsubjPass | Deprel::Ccomp | Deprel::Acl | Deprel::Advcl
        ) && document.tokens[clause].upos == Upos::Verb
            && document
                .children_by(clause, Deprel::Mark)
                .any(|mark| matches!(document.tokens[mark].lemma.as_str(), "that" | "for"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::testing::tree;

    #[test]
    fn who_has_to_act_is_the_subject_of_the_verb_above() {
        let has = tree("Oslo/Oslo/PROPN/2/nsubj has/have/VERB/0/root to/to/PART/4/mark act/act/VERB/2/xcomp");
        assert_eq!(subjects(&has, 3), [0]);
    }

    #[test]
    fn what_is_essential_that_somebody_does_is_a_clause() {
        let that = tree(
            "It/it/PRON/3/expl is/be/AUX/3/cop essential/essential/ADJ/0/root that/that/SCONJ/6/mark \
             Oslo/Oslo/PROPN/6/nsubj acts/act/VERB/3/csubj",
        );
        assert!(has_clause(&that, 2));
        let aid = tree("Aid/aid/NOUN/3/nsubj is/be/AUX/3/cop essential/essential/ADJ/0/root");
        assert!(!has_clause(&aid, 2));
    }

    #[test]
    fn the_onus_on_somebody_is_a_duty() {
        let onus = tree(
            "The/the/DET/2/det onus/onus/NOUN/5/nsubj is/be/AUX/5/cop on/on/ADP/5/case Oslo/Oslo/PROPN/0/root",
        );
        assert!(is_subject_of_duty(&onus, 1));
        assert!(!is_subject_of_duty(&onus, 4));
    }
}
