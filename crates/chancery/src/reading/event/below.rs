//! Parties that stand below a word that is no party itself: whose decision, whose resolution, whose town it is.

use chancery_lang::{Deprel, Document, Upos};

use super::Party;
use super::matching::Trigger;
use super::role::Roles;
use super::side::add;
use crate::lexicon::events::EntryClass;
use crate::lexicon::pattern::Slot;
use crate::reading::EntityKind;
use crate::reading::clause::{self, conjuncts, logical_objects, phrases};

impl Roles<'_> {
    /// Parties inside a phrase that is itself no party: "the resolution drafted by France", "Syria's decision".
    pub(super) fn below(
        &self,
        word: usize,
        found: &'static str,
        trigger: &Trigger<'_>,
        acting: bool,
        depth: usize,
    ) -> Vec<Party> {
        let document = &self.reading.document;
        let mut parties = Vec::new();
        // "an operation to protect villagers" is not against them, nor "a pledge to hire women" for them
        let token = &document.tokens[word];
        if trigger.entry.class == EntryClass::Noun && token.upos == Upos::Verb {
            let fits = match trigger.entry.event_type.map(|kind| &self.lexicon.types[kind]) {
                Some(kind) if kind.quad.as_deref() == Some("material-conflict") => "fight-verbs",
                Some(kind) if kind.quad.as_deref() == Some("verbal-cooperation") => "help-verbs",
                _ => "",
            };
            if !fits.is_empty() && !self.lexicon.in_set(fits, &token.lemma) {
                // "a commitment to making peace with"
                let holders = std::iter::once(word).chain(logical_objects(document, word));
                return holders
                    .flat_map(|holder| phrases(document, holder, "with"))
                    .flat_map(|phrase| self.parties(phrase, found))
                    .take(1)
                    .collect();
            }
        }
        if token.upos == Upos::Verb && !acting {
            // "a ban on refugees entering"
            let own = document.children(word).iter().copied();
            let own = own.filter(|&c| matches!(document.tokens[c].deprel, Deprel::Nsubj | Deprel::NmodPoss));
            parties.extend(own.flat_map(|subject| self.parties(subject, found)));
            if !parties.is_empty() {
                return parties;
            }
        }
        let mut try_word = |candidate: usize| {
            if !parties.is_empty() {
                return;
            }
            for one in conjuncts(document, candidate) {
                for party in self.parties(one, found) {
                    add(&mut parties, party);
                }
            }
        };
        // who condemns or reports a deed aims at those who did it, not at its victims
        let doers_only = self.is_deed(word)
            && (acting || trigger.entry.is_speech_act || trigger.entry.class == EntryClass::Noun);
        let own = trigger.entry.recipient.iter().filter_map(|slot| match slot {
            // "reached a deal on migrants": with others
            Slot::Preposition(on) if on == "on" && self.kind(trigger) == Some("AGREE") => None,
            Slot::Preposition(preposition) if !acting && !doers_only => Some(preposition.as_str()),
            _ => None,
        });
        let owners: &[&str] = if doers_only { &["by"] } else { &["by", "of", "from", "against", "between"] };
        // "agreed to release the soldiers": of a complement, those to whom it is done
        let mut holders = vec![word];
        let moves = token.upos != Upos::Verb || self.lexicon.in_set("transfer", &token.lemma);
        if token.upos == Upos::Verb {
            if moves {
                // "offered to send troops to Uganda", "is ready to withdraw its troops from Poland"
                for preposition in ["to", "from", "for", "with", "into", "in"] {
                    phrases(document, word, preposition).into_iter().for_each(&mut try_word);
                }
            }
            let fought = trigger.entry.class == EntryClass::Noun
                && trigger.entry.event_type.is_some_and(|kind| self.is_conflict(kind));
            if fought {
                // "a campaign to liberate the city from the militia"
                phrases(document, word, "from").into_iter().for_each(&mut try_word);
            }
            let makes = self.lexicon.in_set("create", &token.lemma);
            for object in document.children_by(word, Deprel::Iobj).chain(logical_objects(document, word)) {
                let ground = fought && self.is_thing(object);
                let kept = makes || ground || (moves && self.is_own(object));
                if !kept {
                    try_word(object);
                }
                holders.push(object);
            }
        }
        // "called for barring traders": who is asked is not to whom it would be done
        let after_for =
            || document.children_by(word, Deprel::Mark).any(|m| document.tokens[m].lemma == "for");
        let is_gerund = token.feats.has("VerbForm", "Ger") || token.feats.has("VerbForm", "Part");
        let asked_for = token.upos == Upos::Verb && (is_gerund || after_for());
        if asked_for && !acting && self.kind(trigger) == Some("REQUEST") {
            return Vec::new();
        }
        // who answers words answers those whose words they are, not those whom they are about: "rejected Oslo's offer to Bern"
        let answers = matches!(self.kind(trigger), Some("ACCUSE" | "REJECT" | "SUPPORT"))
            && trigger.entry.class == EntryClass::Verb
            && !acting
            && !doers_only
            && token.upos == Upos::Noun;
        if answers {
            phrases(document, word, "by").into_iter().for_each(&mut try_word);
            for &child in document.children(word) {
                match document.tokens[child].deprel {
                    Deprel::NmodPoss => try_word(clause::antecedent(document, child)),
                    Deprel::Amod => {
                        try_word(child);
                        self.named_in_participle(child, acting).into_iter().for_each(&mut try_word);
                    }
                    _ => {}
                }
            }
        }
        for &holder in &holders {
            // "agreed to add members to the council": nothing is agreed with the council
            let aside = holder != word && !moves && self.kind(trigger) == Some("AGREE");
            // "agreed to resume contacts with Oslo"
            let slots = own.clone().filter(|&preposition| !aside || preposition == "with");
            for preposition in slots.chain(owners.iter().copied()) {
                phrases(document, holder, preposition).into_iter().for_each(&mut try_word);
            }
            for &child in document.children(holder) {
                match document.tokens[child].deprel {
                    Deprel::Compound if doers_only && self.is_place_before_noun(child) => {}
                    Deprel::NmodPoss | Deprel::Compound => try_word(clause::antecedent(document, child)),
                    Deprel::Amod => {
                        try_word(child);
                        self.named_in_participle(child, acting).into_iter().for_each(&mut try_word);
                        if trigger.entry.is_speech_act {
                            // "criticised the US-led war"
                            self.named_in_participle(child, true).into_iter().for_each(&mut try_word);
                        }
                    }
                    // "a plant belonging to the state"
                    Deprel::Acl | Deprel::AclRelcl if document.tokens[child].lemma == "belong" => {
                        phrases(document, child, "to").into_iter().for_each(&mut try_word);
                    }
                    Deprel::Acl => {
                        clause::agents(document, child).into_iter().for_each(&mut try_word);
                        // "the agreement reached between Oslo and Lima"
                        phrases(document, child, "between").into_iter().for_each(&mut try_word);
                    }
                    // "the law that Parliament passed"
                    Deprel::AclRelcl if trigger.entry.is_speech_act && !acting => {
                        doers_of(document, holder, child).into_iter().for_each(&mut try_word);
                    }
                    _ => {}
                }
            }
        }
        if parties.is_empty() && answers {
            // "rejected a lawsuit filed by Texas"
            let clauses = document.children_by(word, Deprel::Acl).filter(|&clause| clause != trigger.head);
            let authors = clauses.flat_map(|clause| clause::agents(document, clause));
            parties.extend(authors.filter_map(|author| self.province_at(author)));
        }
        if parties.is_empty() && !acting && self.kind(trigger) == Some("ASSAULT") {
            parties = self.state_around(word);
        }
        if parties.is_empty() && doers_only && !acting && trigger.entry.class == EntryClass::Noun {
            // "a charge of murder against the mayor"
            return phrases(document, word, "against")
                .into_iter()
                .flat_map(|phrase| self.parties(phrase, found))
                .take(1)
                .collect();
        }
        if parties.is_empty() && depth > 0 && !doers_only {
            let inside = ["of", "into", "to", "against", "by", "in"];
            let nested = inside.iter().flat_map(|preposition| phrases(document, word, preposition));
            return nested
                .map(|phrase| self.below(phrase, found, trigger, acting, depth - 1))
                .find(|p| !p.is_empty())
                .unwrap_or_default();
        }
        parties
    }

    /// Whether a noun tells a deed, not words: "attack", "arrest".
    pub(super) fn is_deed(&self, word: usize) -> bool {
        let token = &self.reading.document.tokens[word];
        token.upos == Upos::Noun
            && self.lexicon.entries_of(EntryClass::Noun, &token.lemma.to_lowercase()).any(|entry| {
                !entry.is_speech_act && entry.event_type.is_some_and(|kind| self.is_conflict(kind))
            })
    }

    fn is_conflict(&self, kind: usize) -> bool {
        self.lexicon.types[kind].quad.as_deref() == Some("material-conflict")
    }

    /// Who holds, or does: "rebel-held", "Taliban-claimed", "US-led".
    pub(super) fn named_in_participle(&self, participle: usize, acting: bool) -> Vec<usize> {
        let document = &self.reading.document;
        let set = if acting { "led" } else { "held" };
        let fits = self.lexicon.in_set(set, &document.tokens[participle].lemma);
        let before = document.children(participle).iter().copied();
        before
            .filter(|&word| {
                fits && matches!(
                    document.tokens[word].deprel,
                    Deprel::Compound | Deprel::OblUnmarked | Deprel::NmodUnmarked
                ) && word < participle
            })
            .collect()
    }

    /// "its troops": what belongs to whoever acts.
    fn is_own(&self, word: usize) -> bool {
        let document = &self.reading.document;
        document.children_by(word, Deprel::NmodPoss).any(|owner| document.tokens[owner].upos == Upos::Pron)
    }

    /// "Syria airstrikes" are airstrikes in Syria, "US airstrikes" are American: a state spelled out before a noun
    /// says where or against whom, an abbreviation says who.
    pub(super) fn is_place_before_noun(&self, word: usize) -> bool {
        let form = self.reading.document.form(word);
        let spelled_out = form.chars().any(char::is_lowercase) || form.len() > 4;
        spelled_out
            && self
                .reading
                .entity_at(word)
                .is_some_and(|id| self.reading.entities[id.0].kind == EntityKind::State)
    }
}

/// Who did what a relative clause tells of its noun: "the law that Parliament passed".
fn doers_of(document: &Document, noun: usize, clause: usize) -> Vec<usize> {
    let aside = (noun..clause).any(|word| document.form(word) == ",");
    let owned = document.child_by(noun, Deprel::NmodPoss).is_some();
    if aside || owned || !logical_objects(document, clause).contains(&noun) {
        return Vec::new();
    }
    let passive = clause::agents(document, clause);
    if passive.is_empty() { document.children_by(clause, Deprel::Nsubj).collect() } else { passive }
}
