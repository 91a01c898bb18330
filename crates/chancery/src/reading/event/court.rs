//! Who acts where the law does: the court a case is before, the judge who orders, those who arrest.

use chancery_lang::{Deprel, Upos};

use super::Party;
use super::discourse::is_definite;
use super::matching::Trigger;
use super::role::Roles;
use crate::lexicon::events::Act;
use crate::plover::Sector;
use crate::reading::EntityKind;
use crate::reading::clause::{self, is_passive, phrases, preposition};

/// How many sentences back "the motion" looks for who filed it.
const FILED_BEFORE: usize = 12;

impl Roles<'_> {
    /// "arrested two men accused of": those who arrest them accuse them.
    pub(super) fn arresters(&self, participle: usize) -> Vec<Party> {
        let document = &self.reading.document;
        let token = &document.tokens[participle];
        let verb = match token.deprel {
            Deprel::Advcl => token.head,
            Deprel::Acl => token
                .head
                .filter(|&noun| document.tokens[noun].deprel == Deprel::Obj)
                .and_then(|noun| document.tokens[noun].head),
            _ => None,
        };
        let subjects = verb.map(|verb| clause::logical_subjects(document, verb)).unwrap_or_default();
        subjects.into_iter().filter_map(|subject| self.party(subject, "who arrested them")).collect()
    }

    /// "Kaya filed a motion. The motion asks the court to": who filed what is named again with "the".
    pub(super) fn filers(&self, text: usize) -> Vec<Party> {
        let document = &self.reading.document;
        let token = &document.tokens[text];
        if !self.lexicon.in_set("filing", &token.lemma) || !is_definite(document, text) {
            return Vec::new();
        }
        let first = token.sentence.saturating_sub(FILED_BEFORE);
        (0..text)
            .rev()
            .take_while(|&word| document.tokens[word].sentence >= first)
            .filter(|&word| document.tokens[word].lemma == token.lemma)
            .map(|word| {
                let own = phrases(document, word, "by").into_iter();
                let mut parties =
                    self.parties_of(own.chain(document.children_by(word, Deprel::NmodPoss)), "who filed it");
                if parties.is_empty() {
                    parties = self.support_parties(word);
                }
                parties
            })
            .find(|parties| !parties.is_empty())
            .unwrap_or_default()
    }

    /// "Oslo has been among those calling for a truce": one of those who do is the subject.
    pub(super) fn one_of_those(&self, word: usize) -> usize {
        let document = &self.reading.document;
        let token = &document.tokens[word];
        let among = token.lemma == "those" && preposition(document, word).as_deref() == Some("among");
        let subject = || document.child_by(word, Deprel::Nsubj);
        if among { subject().unwrap_or(word) } else { word }
    }

    /// "was sentenced in a federal court".
    pub(super) fn court_of(&self, verb: usize) -> Vec<Party> {
        let document = &self.reading.document;
        // a suit is filed with a court, not by it
        let lemma = &document.tokens[verb].lemma;
        if lemma == "sue" || self.lexicon.in_set("support", lemma) {
            return Vec::new();
        }
        let places =
            ["in", "at", "before"].iter().flat_map(|preposition| phrases(document, verb, preposition));
        let parties = places.filter_map(|place| self.party(place, "the court where it was done"));
        parties.filter(|party| party.sector == Some(Sector::Jud)).take(1).collect()
    }

    /// "The group is banned in Turkey", "was sentenced in Georgia", "prisoners jailed in Iran": what states do, told without who
    /// did it, is done by the state where it was done.
    pub(super) fn state_where(&self, trigger: &Trigger<'_>) -> Vec<Party> {
        let document = &self.reading.document;
        let verb = trigger.head;
        let lemma = &document.tokens[verb].lemma;
        let held_in = ["to", "in"].iter().flat_map(|preposition| phrases(document, verb, preposition));
        let held_in: Vec<usize> = held_in
            .filter(|&term| self.lexicon.in_set("sentence-term", &document.tokens[term].lemma))
            .collect();
        let sector = if self.is_act(trigger, Act::Conviction) || self.is_act(trigger, Act::Charge) {
            Sector::Jud
        } else if self.is_act(trigger, Act::Arrest) && self.lexicon.in_set("by-police", lemma) {
            Sector::Cop
        } else if self.is_act(trigger, Act::Restriction)
            || self.lexicon.in_set("by-courts", lemma)
            || (self.is_act(trigger, Act::Arrest) && !held_in.is_empty())
        {
            Sector::Gov
        } else {
            return Vec::new();
        };
        // who files a suit is no state
        let told = is_passive(document, verb) && clause::agents(document, verb).is_empty();
        if !told || lemma == "sue" || self.lexicon.in_set("support", lemma) {
            return Vec::new();
        }
        // "In China protests are rare, and a writer was sentenced": before both clauses
        let fronted = document.tokens[verb].head.filter(|_| document.tokens[verb].deprel == Deprel::Conj);
        let fronted = fronted.into_iter().flat_map(|first| {
            let subject = document.child_by(first, Deprel::Nsubj).unwrap_or(first);
            phrases(document, first, "in").into_iter().filter(move |&place| place < subject.min(first))
        });
        let places = std::iter::once(verb).chain(held_in).flat_map(|word| phrases(document, word, "in"));
        let places = places.chain(fronted);
        let state = places.map(|place| clause::antecedent(document, place)).find_map(|place| {
            let id = self.reading.entity_at(place)?;
            let entity = &self.reading.entities[id.0];
            let is_land = entity.kind == EntityKind::State && document.tokens[place].upos == Upos::Propn;
            let country = entity.country.clone().filter(|_| is_land)?;
            let span = self.mention_span(place);
            let found = "the state where it was done";
            Some(Party {
                span,
                head: place,
                entity: Some(id),
                country: Some(country),
                sector: Some(sector),
                found,
            })
        });
        state.into_iter().collect()
    }

    /// "is to appear in a county court", "is barred from leaving, the judge ordered".
    pub(super) fn judges(&self, trigger: &Trigger<'_>) -> Vec<Party> {
        let document = &self.reading.document;
        let active = !is_passive(document, trigger.head);
        if self.is_act(trigger, Act::Charge)
            && active
            && self.lexicon.in_set("before-court", &document.tokens[trigger.head].lemma)
        {
            return self.court_of(trigger.head);
        }
        if self.is_act(trigger, Act::Restriction)
            && !active
            && clause::agents(document, trigger.head).is_empty()
        {
            let speakers = self.speakers_at(trigger.head).into_iter();
            return speakers.filter(|speaker| speaker.sector == Some(Sector::Jud)).collect();
        }
        Vec::new()
    }
}
