//! Nouns that a verb carries, "launched an attack", "came under attack", and others whose parties stand with the verb.

use chancery_lang::{Deprel, Document, Upos};

use super::Party;
use super::matching::Trigger;
use super::role::Roles;
use super::slot::{grouping_noun, support_verbs};
use crate::lexicon::events::EntryClass;
use crate::plover::Sector;
use crate::reading::EntityKind;
use crate::reading::clause::{
    antecedent, conjuncts, is_passive, logical_objects, logical_subjects, phrases, preposition,
};

/// How many words back "the draft" looks for those who put it forward.
const SPONSOR_REACH: usize = 120;

impl Roles<'_> {
    /// Subject of a verb that carries a noun: "launched an attack", "held talks".
    pub(super) fn support_parties(&self, noun: usize) -> Vec<Party> {
        let document = &self.reading.document;
        let carries = |&verb: &usize| {
            let lemma = &document.tokens[verb].lemma;
            // "the massacre, which he called an act of hate": a name given, nothing done
            let names_it = lemma == "call" && document.child_by(verb, Deprel::Xcomp).is_some();
            self.lexicon.in_set("support", lemma)
                && !self.lexicon.in_set("support-inverse", lemma)
                && !names_it
        };
        let verb = support_verbs(document, self.lexicon, noun).into_iter().find(carries);
        verb.map(|verb| self.subjects(verb)).unwrap_or_default()
    }

    /// Who carries out a deed: the subject of its verb, unless that only speaks of it ("called the raid a crime") or puts
    /// an end to it ("troops came to end the violence").
    pub(super) fn doers_by_verb(&self, trigger: &Trigger<'_>) -> Vec<Party> {
        let document = &self.reading.document;
        let violent = trigger.entry.event_type.is_some_and(|kind| self.lexicon.types[kind].name == "ASSAULT");
        let apart = |&verb: &usize| {
            let lemma = &document.tokens[verb].lemma;
            self.lexicon.in_set("not-fought", lemma)
                && !trigger.span.overlaps(document.tokens[verb].span)
                // "called in airstrikes"
                && document.child_by(verb, Deprel::CompoundPrt).is_none()
        };
        let verbs = support_verbs(document, self.lexicon, trigger.head);
        if violent && verbs.iter().any(apart) {
            return Vec::new();
        }
        self.support_parties(trigger.head)
    }

    /// The parties that do what a verb says: of a law that imposes something, those who passed it.
    fn subjects(&self, verb: usize) -> Vec<Party> {
        let document = &self.reading.document;
        let subjects = logical_subjects(document, verb);
        let parties = self.parties_of(subjects.iter().copied(), "subject of the verb it goes with");
        if !parties.is_empty() {
            return parties;
        }
        let texts = subjects.into_iter().filter(|&text| {
            text < verb && self.lexicon.in_set("document", &document.tokens[text].lemma.to_lowercase())
        });
        texts.flat_map(|text| self.issuers(text)).collect()
    }

    /// "fired shells, hitting a school", "missiles that killed ten": who used the weapons that do it.
    pub(super) fn wielders(&self, weapon: usize) -> Vec<Party> {
        let document = &self.reading.document;
        let token = &document.tokens[weapon];
        let verb = token.head.filter(|&verb| {
            token.deprel == Deprel::Obj
                && self.lexicon.in_set("projectile", &token.lemma)
                && self.lexicon.in_set("wield", &document.tokens[verb].lemma)
        });
        verb.map(|verb| self.subjects(verb)).unwrap_or_default()
    }

    /// Who brings a text forward: "released a statement", "passed a resolution".
    pub(super) fn issuers(&self, text: usize) -> Vec<Party> {
        let document = &self.reading.document;
        let issues = |&verb: &usize| {
            let lemma = &document.tokens[verb].lemma;
            self.lexicon.in_set("support", lemma) || self.lexicon.in_set("issue", lemma)
        };
        let outer = document.tokens[text].head.filter(|_| document.tokens[text].deprel == Deprel::Obj);
        outer.filter(issues).map(|verb| self.subjects(verb)).unwrap_or_default()
    }

    /// Those who suffer a noun: "the town came under attack", "troops suffered an assault".
    pub(super) fn sufferers(&self, noun: usize) -> Vec<Party> {
        let document = &self.reading.document;
        let suffers = |&verb: &usize| self.lexicon.in_set("support-inverse", &document.tokens[verb].lemma);
        let carrying = support_verbs(document, self.lexicon, noun).into_iter().find(suffers);
        let around = || {
            let outer = grouping_noun(document, self.lexicon, noun);
            let verb = governing_verb(document, outer).filter(suffers)?;
            let preposition = preposition(document, outer)?;
            let apart = matches!(
                preposition.as_str(),
                "after" | "before" | "since" | "following" | "despite" | "amid" | "for" | "with" | "as"
            );
            let under = document.tokens[verb].lemma != "come" || preposition == "under";
            (!apart && under).then_some(verb)
        };
        match carrying.or_else(around) {
            Some(verb) => self.subjects(verb),
            None => self.those_under(noun),
        }
    }

    /// "Minsk is under sanctions", "a town under siege": who or what is said to be under it.
    fn those_under(&self, noun: usize) -> Vec<Party> {
        let document = &self.reading.document;
        if preposition(document, noun).as_deref() != Some("under") {
            return Vec::new();
        }
        let token = &document.tokens[noun];
        let mut words: Vec<usize> = document.children_by(noun, Deprel::Nsubj).collect();
        if token.deprel == Deprel::Nmod {
            words.extend(token.head);
        }
        let all = words.into_iter().flat_map(|word| conjuncts(document, word));
        all.filter_map(|one| self.party(one, "who is under it")).collect()
    }

    /// "pressed the regime to end its attacks": the possessor of what somebody does is who does it. Empty where the word
    /// is no pronoun or no verb carries the noun.
    pub(super) fn own_possessors(&self, noun: usize, possessor: usize) -> Vec<Party> {
        let document = &self.reading.document;
        let form = document.form(possessor).to_lowercase();
        if document.tokens[possessor].upos != Upos::Pron
            || !matches!(form.as_str(), "its" | "their" | "his" | "her")
        {
            return Vec::new();
        }
        let mut parties = self.support_parties(noun);
        if parties.is_empty() && self.reading.entity_at(possessor).is_none() {
            // "during her visit, the minister said": named after the pronoun
            // or right before it: "urged the agency to release files from their inquiry"
            let outer = governing_verb(document, noun);
            let subjects = outer.map(|verb| logical_subjects(document, verb)).unwrap_or_default();
            parties = self.parties_of(subjects, "whom the pronoun stands before");
        }
        let is_person = |party: &Party| {
            party.entity.is_some_and(|id| self.reading.entities[id.0].kind == EntityKind::Person)
        };
        parties.retain(|party| match form.as_str() {
            "its" => !is_person(party),
            "his" | "her" => is_person(party),
            _ => true,
        });
        parties
    }

    /// "the organizers of the rally", "victims of the bombing": the noun that the phrase hangs on, if it is in the set.
    pub(super) fn holder_of(&self, noun: usize, set: &str) -> Vec<Party> {
        let document = &self.reading.document;
        let outer = grouping_noun(document, self.lexicon, noun);
        let token = &document.tokens[outer];
        let holder = token.head.filter(|&head| {
            token.deprel == Deprel::Nmod
                && matches!(preposition(document, outer).as_deref(), Some("of" | "in" | "behind" | "at"))
                && self.lexicon.in_set(set, &document.tokens[head].lemma)
        });
        holder.map(|holder| self.parties(holder, "holder")).unwrap_or_default()
    }

    /// "the police killing of a student": forces named right before a deed do it.
    pub(super) fn forces_before(&self, noun: usize) -> Vec<Party> {
        let document = &self.reading.document;
        // "with the police killing of": where the tree makes a clause of it
        let subject = document.children_by(noun, Deprel::Nsubj).filter(|_| {
            document.tokens[noun].upos == Upos::Noun && document.tokens[noun].deprel == Deprel::Advcl
        });
        let before = document.children_by(noun, Deprel::Compound).chain(subject).filter(|&word| word < noun);
        let mut forces: Vec<Party> =
            before.filter_map(|word| self.party(word, "noun before the noun")).collect();
        forces.retain(|party| {
            matches!(party.sector, Some(Sector::Cop | Sector::Mil | Sector::Reb | Sector::Prm))
        });
        forces
    }

    /// "the losses of Iraqi forces in the battle": the forces that a noun of fighting hangs on take part in it.
    pub(super) fn forces_in(&self, noun: usize) -> Vec<Party> {
        let document = &self.reading.document;
        let token = &document.tokens[noun];
        let at = token
            .head
            .filter(|_| token.deprel == Deprel::Nmod && preposition(document, noun).as_deref() == Some("in"));
        let mut forces = at.map(|head| self.parties(head, "holder")).unwrap_or_default();
        if forces.is_empty() {
            // "the performance of the troops in the battle"
            let whose = at.into_iter().flat_map(|head| phrases(document, head, "of"));
            forces = whose.flat_map(|word| self.parties(word, "holder")).collect();
        }
        if forces.is_empty() && matches!(preposition(document, noun).as_deref(), Some("in" | "during")) {
            // "in the campaign to retake the town, government forces have made progress"
            let verb = governing_verb(document, noun).filter(|&verb| {
                !is_passive(document, verb) && !self.lexicon.in_set("fare-ill", &document.tokens[verb].lemma)
            });
            forces = verb.map(|verb| self.subjects(verb)).unwrap_or_default();
        }
        forces.retain(|party| matches!(party.sector, Some(Sector::Mil | Sector::Reb | Sector::Prm)));
        if forces.is_empty() {
            // "support for Oslo in the fight against the militia"
            let token = at.map(|head| &document.tokens[head]);
            let helped = match (at, token.and_then(|token| token.head)) {
                (Some(head), _) if self.lexicon.in_set("assistance", &document.tokens[head].lemma) => {
                    phrases(document, head, "for")
                }
                (Some(one), Some(head))
                    if self.lexicon.in_set("assistance", &document.tokens[head].lemma) =>
                {
                    vec![one]
                }
                _ => Vec::new(),
            };
            forces = self.parties_of(helped, "who is helped in it");
        }
        forces
    }

    /// "cleared the protesters using tear gas": against whom the means are used.
    pub(super) fn subdued(&self, verb: usize) -> Vec<Party> {
        let document = &self.reading.document;
        let token = &document.tokens[verb];
        let outer = token.head.filter(|_| token.lemma == "use" && token.deprel == Deprel::Advcl);
        let objects = outer.map(|outer| logical_objects(document, outer)).unwrap_or_default();
        objects
            .into_iter()
            .flat_map(|object| self.parties(object, "object of the verb it goes with"))
            .collect()
    }

    /// Those against whom a stoppage is directed: "workers at the airline", "staff of the ministry".
    pub(super) fn employers(&self, strikers: &[Party]) -> Vec<Party> {
        let document = &self.reading.document;
        let mut employers = Vec::new();
        for striker in strikers {
            let heads = std::iter::once(striker.head).chain(phrases(document, striker.head, "of"));
            for place in heads.flat_map(|head| phrases(document, head, "at")) {
                let party = self.party(place, "whom they work for");
                employers.extend(party.filter(|party| party.sector.is_some()));
            }
        }
        employers
    }

    /// Whose it is that "the draft" takes up: those who circulated it in an earlier sentence.
    pub(super) fn sponsors(&self, verb: usize) -> Vec<Party> {
        let document = &self.reading.document;
        for object in logical_objects(document, verb) {
            let lemma = &document.tokens[object].lemma;
            if !super::discourse::is_definite(document, object) {
                continue;
            }
            let names_it = |word: usize| {
                document.tokens[word].lemma == *lemma
                    || document
                        .children_by(word, Deprel::Compound)
                        .any(|c| document.tokens[c].lemma == *lemma)
            };
            let earlier =
                (0..document.sentence_of(object).start).rev().take(SPONSOR_REACH).find_map(|word| {
                    let token = &document.tokens[word];
                    let by =
                        token.head.filter(|&by| self.lexicon.in_set("sponsor", &document.tokens[by].lemma));
                    by.filter(|_| token.deprel == Deprel::Obj && names_it(word))
                });
            let subjects = earlier.map(|by| logical_subjects(document, by)).unwrap_or_default();
            let all = subjects.into_iter().flat_map(|subject| conjuncts(document, subject));
            let parties: Vec<Party> = all.filter_map(|one| self.party(one, "who put it forward")).collect();
            if !parties.is_empty() {
                return parties;
            }
        }
        Vec::new()
    }

    /// Who takes part in what a phrase names: "raised it in a call with Paris", "left after talks with the envoy".
    pub(super) fn attendants(&self, noun: usize) -> Vec<Party> {
        let document = &self.reading.document;
        let taking_part = ["in", "during", "at", "after", "for", "following", "to"];
        let with = preposition(document, noun).is_some_and(|p| taking_part.contains(&p.as_str()));
        let subjects = match governing_verb(document, noun) {
            // "Oslo is at war with Lima"
            None if with => document
                .children_by(noun, Deprel::Nsubj)
                .map(|subject| antecedent(document, subject))
                .collect(),
            Some(verb) if with => {
                let mut all = logical_subjects(document, verb);
                if self.lexicon.in_set("face-to-face", &document.tokens[verb].lemma) {
                    // "in a call, the minister told the envoy"
                    let told =
                        document.children_by(verb, Deprel::Iobj).chain(logical_objects(document, verb));
                    all.extend(told);
                }
                all
            }
            _ => return Vec::new(),
        };
        let all = subjects.into_iter().flat_map(|subject| conjuncts(document, subject));
        let mut parties: Vec<Party> =
            all.filter_map(|one| self.party(one, "subject of the verb it goes with")).collect();
        // "in a phone call on Monday, the minister urged the envoy to leave": whom he urged he spoke with
        let during = matches!(preposition(document, noun).as_deref(), Some("in" | "during" | "at"));
        let verb = governing_verb(document, noun).filter(|_| during && parties.len() == 1);
        let speaks = |&verb: &usize| {
            let lemma = document.tokens[verb].lemma.to_lowercase();
            !is_passive(document, verb)
                && self.lexicon.entries_of(EntryClass::Verb, &lemma).any(|entry| {
                    entry.is_speech_act
                        && entry.event_type.is_some_and(|kind| self.lexicon.types[kind].name == "REQUEST")
                })
        };
        let heard = verb.filter(speaks).map(|verb| logical_objects(document, verb)).unwrap_or_default();
        let heard = heard.into_iter().filter_map(|one| self.party(one, "whom it is said to"));
        parties.extend(heard.filter(|party| {
            let id = party.entity.map(|id| &self.reading.entities[id.0]);
            id.is_some_and(|entity| matches!(entity.kind, EntityKind::Person | EntityKind::State))
        }));
        parties
    }

    /// Who does what a phrase with "in", or for a journey with "on", says of a clause: "cars honked in support of",
    /// "the minister, on a visit to Lima", "praised it during a visit".
    pub(super) fn those_about_it(&self, noun: usize) -> Vec<Party> {
        let document = &self.reading.document;
        // "in full coordination and support of"
        let token = &document.tokens[noun];
        let noun = token.head.filter(|_| token.deprel == Deprel::Conj).unwrap_or(noun);
        let token = &document.tokens[noun];
        let travels = self.lexicon.in_set("journey", &token.lemma);
        let preposition = preposition(document, noun);
        let fits = match preposition.as_deref() {
            Some("in") => !travels,
            Some("on" | "during" | "for") => travels,
            _ => false,
        };
        if !fits {
            return Vec::new();
        }
        let words = match (governing_verb(document, noun), token.head) {
            (Some(verb), _) => logical_subjects(document, verb),
            (None, Some(head)) if travels && token.deprel == Deprel::Nmod => vec![head],
            // "remains in talks", "is on a visit to"
            (None, _) => document.children_by(noun, Deprel::Nsubj).collect(),
        };
        self.parties_of(words, "subject of the verb it goes with")
    }

    /// Who claimed it: "claimed responsibility for the attack", "an attack for which X claimed responsibility".
    pub(super) fn claimants(&self, noun: usize) -> Vec<Party> {
        let document = &self.reading.document;
        let sentence = document.sentence_of(noun);
        let claim = sentence.clone().find(|&word| {
            let token = &document.tokens[word];
            token.lemma == "responsibility"
                && token.deprel == Deprel::Obj
                && token.head.is_some_and(|verb| {
                    self.lexicon.in_set("claim", &document.tokens[verb].lemma)
                        && (document.is_within(noun, verb) || document.is_within(verb, noun))
                })
        });
        // "has been responsible for the killings"
        let outer = grouping_noun(document, self.lexicon, noun);
        let blamed = document.tokens[outer].head.filter(|&head| {
            document.tokens[head].lemma == "responsible"
                && preposition(document, outer).as_deref() == Some("for")
        });
        let Some(verb) = claim.and_then(|word| document.tokens[word].head).or(blamed) else {
            return Vec::new();
        };
        let subjects = logical_subjects(document, verb);
        subjects.into_iter().filter_map(|subject| self.party(subject, "claimed responsibility")).collect()
    }
}

/// The verb of whose phrase a noun is part: "came under attack".
fn governing_verb(document: &Document, noun: usize) -> Option<usize> {
    let token = &document.tokens[noun];
    (token.deprel == Deprel::Obl).then_some(token.head).flatten()
}
