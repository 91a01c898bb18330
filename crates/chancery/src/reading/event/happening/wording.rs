//! Whether the words for two events say that they are one: "the bombing", "another attack".

use chancery_lang::{Deprel, Upos};

use super::Teller;
use crate::reading::clause;
use crate::reading::event::{Event, discourse};

/// Letters that two words of one stem share at least, at their beginning: "resign", "resignation".
const STEM: usize = 4;

/// Letters of the shorter word that its stem may lack: "explode", "explosion".
const ENDING: usize = 2;

impl Teller<'_> {
    /// "An attack" is not "the attacks".
    pub(super) fn are_counted_apart(&self, a: &Event, b: &Event) -> bool {
        let number = |event: &Event| {
            let deed = self.deed(event);
            let token = &self.document.tokens[deed];
            let noun = token.upos == Upos::Noun && !self.is_demonstrative(deed) && !event.is_mutual;
            let noun = noun && event.event_type != "PROTEST";
            noun.then(|| token.feats.has("Number", "Plur"))
        };
        number(a).is_some_and(|a| number(b).is_some_and(|b| a != b))
    }

    /// Whether a trigger is a noun that points back: "the bombing", "Monday's attack", but not "the latest attack".
    pub(super) fn is_taken_up(&self, event: &Event) -> bool {
        let word = self.deed(event);
        let of_a_day = self.document.children_by(word, Deprel::NmodPoss).any(|owner| {
            let span = self.document.tokens[owner].span;
            self.reading.dates.iter().any(|date| date.span.contains(span))
        });
        let upos = self.document.tokens[word].upos;
        upos == Upos::Noun && (discourse::is_definite(self.document, word) || of_a_day) && !self.is_new(event)
    }

    /// Whether the words say that it is another one: "another attack", "a second man was arrested", "a bombing".
    pub(super) fn is_new(&self, event: &Event) -> bool {
        let word = self.deed(event);
        let other = |word: usize| {
            self.document.children(word).iter().any(|&child| {
                self.lexicon.in_set("other-deed", &self.document.form(child).to_lowercase())
                    || self.document.tokens[child].feats.has("Degree", "Sup")
            })
        };
        let token = &self.document.tokens[word];
        let bare = token.upos == Upos::Noun
            && !discourse::is_definite(self.document, word)
            && self.document.child_by(word, Deprel::NmodPoss).is_none();
        let sides = event.actors.iter().chain(&event.recipients);
        let mut sides = sides.filter(|party| self.document.tokens[party.head].sentence == event.sentence);
        bare || other(word) && !self.is_demonstrative(word) || sides.any(|party| other(party.head))
    }

    /// The word that names the deed: the trigger, or the noun that it is told of: "claimed responsibility for the attacks".
    pub(super) fn deed(&self, event: &Event) -> usize {
        let head = event.trigger_head;
        let token = &self.document.tokens[head];
        if token.upos != Upos::Verb {
            // "this act of murder"
            let act = token.head.filter(|&act| {
                token.deprel == Deprel::Nmod
                    && clause::preposition(self.document, head).as_deref() == Some("of")
                    && discourse::is_definite(self.document, act)
                    && self.is_name_of_deed(act)
            });
            return act.unwrap_or(head);
        }
        let named = |&word: &usize| {
            event.trigger.contains(self.document.tokens[word].span)
                && discourse::is_definite(self.document, word)
                && self.is_name_of_deed(word)
        };
        self.document.sentence_of(head).find(|word| named(word)).unwrap_or(head)
    }

    /// Whether a noun may name whatever act of its type was told: "the attack".
    pub(super) fn is_name_of_deed(&self, word: usize) -> bool {
        self.lexicon.in_set("taken-up", &self.document.tokens[word].lemma.to_lowercase())
    }

    /// "This attack".
    fn is_demonstrative(&self, word: usize) -> bool {
        self.document
            .children_by(word, Deprel::Det)
            .any(|det| matches!(self.document.tokens[det].lemma.to_lowercase().as_str(), "this" | "these"))
    }

    /// Whether two triggers are one word, or of one stem.
    pub(super) fn are_one_word(&self, a: &Event, b: &Event) -> bool {
        // "killed ten in an airstrike … the airstrike"
        let taken_up = &self.document.tokens[self.deed(b)];
        let means = |&word: &usize| {
            self.document.tokens[word].upos == Upos::Noun
                && self.document.tokens[word].lemma == taken_up.lemma
        };
        if taken_up.upos == Upos::Noun && self.document.children(a.trigger_head).iter().any(means) {
            return true;
        }
        let lemma = |event: &Event| self.document.tokens[self.deed(event)].lemma.to_lowercase();
        let (a, b) = (lemma(a), lemma(b));
        let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
        let shorter = a.chars().count().min(b.chars().count());
        a == b || common >= STEM && common + ENDING >= shorter
    }
}
