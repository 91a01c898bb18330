//! Actors and recipients: from the slots of an entry to entities.

use chancery_lang::{Deprel, Document, Span, Upos};

use super::Party;
use super::matching::{Trigger, candidates, support_verb};
use crate::lexicon::cues::Cues;
use crate::lexicon::events::{EntryClass, EventLexicon};
use crate::lexicon::pattern::Slot;
use crate::reading::clause::{conjuncts, logical_objects, logical_subjects, phrases, preposition};
use crate::reading::statement::{innermost, is_quoted};
use crate::reading::{EntityId, EntityKind, Reading, StatementKind};

/// How many words back "the draft" looks for those who put it forward.
const SPONSOR_REACH: usize = 120;

/// Fills the two sides of an event.
pub struct Roles<'a> {
    /// The report.
    pub reading: &'a Reading,
    /// For the sets of support verbs.
    pub lexicon: &'a EventLexicon,
    /// Who writes, in a report that speaks of itself as "we": the government whose statement it is.
    pub narrator: Option<EntityId>,
}

/// The state in whose name a report is written that says "we" outside of quotations: the one that acts most often.
#[must_use]
pub fn narrator(reading: &Reading, cues: &Cues) -> Option<EntityId> {
    let document = &reading.document;
    let quoted = |word: usize| is_quoted(&reading.statements, document.tokens[word].span);
    let own = (0..document.tokens.len())
        .filter(|&word| document.tokens[word].upos == Upos::Pron && document.tokens[word].lemma == "we")
        .filter(|&word| !quoted(word))
        .count();
    if own < 2 {
        return None;
    }
    // "The United States condemns": a state that speaks in the present tense
    let acts = |entity: &crate::reading::Entity| {
        let speaks = |head: usize| {
            let token = &document.tokens[head];
            let verb = token.head.map(|verb| &document.tokens[verb]);
            token.deprel == Deprel::Nsubj
                && token.upos != Upos::Pron
                && verb.is_some_and(|verb| {
                    verb.feats.has("Tense", "Pres") && cues.class_of(&verb.lemma.to_lowercase()).is_some()
                })
                && !quoted(head)
        };
        entity.mentions.iter().filter(|m| speaks(m.head)).count()
    };
    let states = reading.entities.iter().enumerate().filter(|(_, entity)| entity.kind == EntityKind::State);
    let counted = states.map(|(i, entity)| (acts(entity), i)).filter(|(n, _)| *n > 0);
    counted.max_by_key(|&(n, i)| (n, std::cmp::Reverse(i))).map(|(_, i)| EntityId(i))
}

impl Roles<'_> {
    /// Actors and recipients of a trigger.
    #[must_use]
    pub fn fill(&self, trigger: &Trigger<'_>, mutual: bool) -> (Vec<Party>, Vec<Party>) {
        let entry = trigger.entry;
        let mut actors = self.first(trigger, &entry.actor, true);
        if actors.is_empty() && entry.class == EntryClass::Noun {
            actors = self.claimants(trigger.head);
        }
        let mut recipients = self.first(trigger, &entry.recipient, false);
        if entry.class == EntryClass::Noun && self.is_inverse_support(trigger.head) {
            // "the town came under attack", "troops suffered an assault"
            let sufferers = self.support_subjects(trigger.head);
            actors.retain(|a| !sufferers.iter().any(|s| s.head == a.head));
            if recipients.is_empty() {
                recipients = sufferers;
            }
        }
        if recipients.is_empty() && trigger.entry.class == EntryClass::Verb && trigger.entry.is_speech_act {
            recipients = self.sponsors(trigger.head);
        }
        if mutual {
            let between = self.parties_at(trigger, &Slot::Preposition("between".to_owned()), true);
            for party in between.into_iter().chain(recipients.drain(..)) {
                push_new(&mut actors, party);
            }
            if actors.len() < 2 && entry.class == EntryClass::Noun {
                for party in self.attendants(trigger.head) {
                    push_new(&mut actors, party);
                }
            }
        }
        recipients.retain(|r| !actors.iter().any(|a| same(a, r)));
        (actors, recipients)
    }

    /// The parties of the first slot that has any.
    fn first(&self, trigger: &Trigger<'_>, slots: &[Slot], acting: bool) -> Vec<Party> {
        slots
            .iter()
            .map(|slot| self.parties_at(trigger, slot, acting))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    fn parties_at(&self, trigger: &Trigger<'_>, slot: &Slot, acting: bool) -> Vec<Party> {
        let document = &self.reading.document;
        let entry = trigger.entry;
        let words = match slot {
            Slot::Support => return self.support_parties(trigger.head),
            Slot::Speaker => return self.speakers_at(trigger.head),
            _ => candidates(document, trigger.head, entry.class, slot),
        };
        let label = label(slot);
        let mut parties = Vec::new();
        for word in words {
            if *slot == Slot::Compound && acting && self.is_place_before_noun(word) {
                continue;
            }
            for one in conjuncts(document, word) {
                let party = self
                    .party(one, label)
                    .or_else(|| (entry.places && !acting).then(|| self.government_of(one)).flatten());
                if let Some(party) = party {
                    push_new(&mut parties, party);
                }
            }
            if parties.is_empty() {
                for party in self.below(word, label, trigger, 2) {
                    push_new(&mut parties, party);
                }
            }
        }
        parties
    }

    /// "Syria airstrikes" are airstrikes in Syria, "US airstrikes" are American: a state spelled out before a noun
    /// says where or against whom, an abbreviation says who.
    fn is_place_before_noun(&self, word: usize) -> bool {
        let form = self.reading.document.form(word);
        let spelled_out = form.chars().any(char::is_lowercase);
        spelled_out
            && self
                .reading
                .entity_at(word)
                .is_some_and(|id| self.reading.entities[id.0].kind == EntityKind::State)
    }

    /// Subject of a verb that carries a noun: "launched an attack", "held talks".
    fn support_parties(&self, noun: usize) -> Vec<Party> {
        let Some(verb) = support_verb(&self.reading.document, noun) else { return Vec::new() };
        if !self.lexicon.in_set("support", &self.reading.document.tokens[verb].lemma) {
            return Vec::new();
        }
        self.support_subjects(noun)
    }

    fn support_subjects(&self, noun: usize) -> Vec<Party> {
        let document = &self.reading.document;
        let Some(verb) = support_verb(document, noun).or_else(|| governing_verb(document, noun)) else {
            return Vec::new();
        };
        let mut parties = Vec::new();
        for subject in logical_subjects(document, verb) {
            for one in conjuncts(document, subject) {
                if let Some(party) = self.party(one, "subject of the verb it goes with") {
                    push_new(&mut parties, party);
                }
            }
        }
        parties
    }

    /// Whose it is that "the draft" takes up: those who circulated it in an earlier sentence.
    fn sponsors(&self, verb: usize) -> Vec<Party> {
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
    fn attendants(&self, noun: usize) -> Vec<Party> {
        let document = &self.reading.document;
        let taking_part = ["in", "during", "at", "after", "for", "following"];
        let with = preposition(document, noun).is_some_and(|p| taking_part.contains(&p.as_str()));
        let Some(verb) = governing_verb(document, noun).filter(|_| with) else { return Vec::new() };
        let subjects = logical_subjects(document, verb);
        let all = subjects.into_iter().flat_map(|subject| conjuncts(document, subject));
        all.filter_map(|one| self.party(one, "subject of the verb it goes with")).collect()
    }

    /// Who claimed it: "claimed responsibility for the attack", "an attack for which X claimed responsibility".
    fn claimants(&self, noun: usize) -> Vec<Party> {
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
        let Some(verb) = claim.and_then(|word| document.tokens[word].head) else { return Vec::new() };
        let subjects = logical_subjects(document, verb);
        subjects.into_iter().filter_map(|subject| self.party(subject, "claimed responsibility")).collect()
    }

    fn is_inverse_support(&self, noun: usize) -> bool {
        let document = &self.reading.document;
        let verb = support_verb(document, noun).or_else(|| governing_verb(document, noun));
        verb.is_some_and(|verb| self.lexicon.in_set("support-inverse", &document.tokens[verb].lemma))
    }

    /// The party whose mention a word heads; in quoted speech "I" and "we" are the speaker.
    #[must_use]
    pub fn party(&self, word: usize, found: &'static str) -> Option<Party> {
        let token = &self.reading.document.tokens[word];
        let first_person = token.upos == Upos::Pron
            && matches!(token.lemma.to_lowercase().as_str(), "i" | "we" | "my" | "our" | "us" | "me");
        let id = if first_person {
            self.speaker_at(word)
                .or_else(|| self.narrator.filter(|_| !is_quoted(&self.reading.statements, token.span)))
        } else {
            self.reading.entity_at(word)
        }?;
        let entity = &self.reading.entities[id.0];
        // "an investigation", "its decision": nobody
        let is_nobody = entity.country.is_none()
            && entity.sector.is_none()
            && matches!(entity.kind, EntityKind::Group | EntityKind::Other)
            && token.upos == Upos::Noun;
        let lemma = token.lemma.to_lowercase();
        let mut acts = self.lexicon.entries_of(EntryClass::Noun, &lemma);
        let is_act = token.upos == Upos::Noun
            && acts.any(|e| e.event_type.is_some() && e.pattern.conditions.is_empty());
        if entity.kind == EntityKind::Place || is_nobody || is_act {
            return None;
        }
        let span = self.words_for(entity, word);
        let mut sector = entity.sector;
        // "we" of an official speaks for the whole; the person's own sector stays
        if entity.kind == EntityKind::State && sector.is_none() {
            sector = Some(crate::plover::Sector::Gov);
        }
        Some(Party { span, head: word, entity: Some(id), country: entity.country.clone(), sector, found })
    }

    /// The words that show a party: its mention, or for a pronoun the name it stands for in the same sentence.
    fn words_for(&self, entity: &crate::reading::Entity, word: usize) -> Span {
        let document = &self.reading.document;
        let own =
            entity.mentions.iter().find(|m| m.head == word).map_or(document.tokens[word].span, |m| m.span);
        if document.tokens[word].upos != Upos::Pron {
            return own;
        }
        let sentence = document.tokens[word].sentence;
        let named = entity.mentions.iter().filter(|m| {
            document.tokens[m.head].sentence == sentence && document.tokens[m.head].upos != Upos::Pron
        });
        named.min_by_key(|m| m.head.abs_diff(word)).map_or(own, |m| m.span)
    }

    /// The government of a place that is visited.
    fn government_of(&self, word: usize) -> Option<Party> {
        let id = self.reading.entity_at(word)?;
        let entity = &self.reading.entities[id.0];
        if entity.kind != EntityKind::Place {
            return None;
        }
        let country = entity.country.clone()?;
        let span = entity.mentions.iter().find(|m| m.head == word)?.span;
        Some(Party {
            span,
            head: word,
            entity: Some(id),
            country: Some(country),
            sector: Some(crate::plover::Sector::Gov),
            found: "the government of the place",
        })
    }

    /// Who speaks at this word: the speaker of the innermost statement that quotes it.
    fn speaker_at(&self, word: usize) -> Option<EntityId> {
        let span = self.reading.document.tokens[word].span;
        innermost(&self.reading.statements, span, |s| s.kind != StatementKind::Indirect)
            .and_then(|(_, s)| s.speakers.first().and_then(|voice| voice.entity))
    }

    /// The speakers of the innermost statement around a word, whether quoted or reported.
    fn speakers_at(&self, word: usize) -> Vec<Party> {
        let span = self.reading.document.tokens[word].span;
        let statement = innermost(&self.reading.statements, span, |_| true);
        let heads = statement.into_iter().flat_map(|(_, s)| s.speakers.iter().filter_map(|voice| voice.head));
        heads.filter_map(|head| self.party(head, "speaker")).collect()
    }

    /// Parties inside a phrase that is itself no party: "the resolution drafted by France", "Syria's decision".
    fn below(&self, word: usize, found: &'static str, trigger: &Trigger<'_>, depth: usize) -> Vec<Party> {
        let document = &self.reading.document;
        let mut parties = Vec::new();
        let mut try_word = |candidate: usize| {
            for one in conjuncts(document, candidate) {
                if let Some(party) = self.party(one, found) {
                    push_new(&mut parties, party);
                }
            }
        };
        let own = trigger.entry.recipient.iter().filter_map(|slot| match slot {
            Slot::Preposition(preposition) => Some(preposition.as_str()),
            _ => None,
        });
        // "agreed to release the soldiers": of a complement, those to whom it is done
        let mut holders = vec![word];
        if document.tokens[word].upos == Upos::Verb {
            for object in logical_objects(document, word) {
                try_word(object);
                holders.push(object);
            }
        }
        for &holder in &holders {
            for preposition in own.clone().chain(["by", "of", "from", "against"]) {
                for phrase in phrases(document, holder, preposition) {
                    try_word(phrase);
                }
            }
            for &child in document.children(holder) {
                match document.tokens[child].deprel {
                    Deprel::NmodPoss | Deprel::Compound | Deprel::Amod => try_word(child),
                    Deprel::Acl => {
                        crate::reading::clause::agents(document, child).into_iter().for_each(&mut try_word)
                    }
                    _ => {}
                }
            }
        }
        if parties.is_empty() && depth > 0 {
            let inside = ["of", "into", "to", "against", "by"];
            let nested = inside.iter().flat_map(|preposition| phrases(document, word, preposition));
            return nested
                .map(|phrase| self.below(phrase, found, trigger, depth - 1))
                .find(|p| !p.is_empty())
                .unwrap_or_default();
        }
        parties.truncate(1);
        parties
    }
}

/// The words a speech act is aimed at: its object, and the phrases of its recipient slots.
#[must_use]
pub fn aims(document: &Document, lexicon: &EventLexicon, event: &super::Event) -> Vec<usize> {
    let Some(entry) = lexicon.entry_of_rule(&event.rule) else {
        return Vec::new();
    };
    let slots = entry.recipient.iter().filter(|slot| **slot != Slot::Support);
    let words = slots.flat_map(|slot| candidates(document, event.trigger_head, entry.class, slot));
    words.flat_map(|word| conjuncts(document, word)).collect()
}

/// The verb of whose phrase a noun is part: "came under attack".
fn governing_verb(document: &Document, noun: usize) -> Option<usize> {
    let token = &document.tokens[noun];
    (token.deprel == Deprel::Obl).then_some(token.head).flatten()
}

fn label(slot: &Slot) -> &'static str {
    match slot {
        Slot::Subject => "subject",
        Slot::Object => "object",
        Slot::Indirect => "indirect object",
        Slot::Clause => "subject of the clause",
        Slot::Possessor => "possessor",
        Slot::Compound => "noun before the noun",
        Slot::Adjective => "adjective",
        Slot::Support => "subject of the verb it goes with",
        _ => "phrase",
    }
}

fn push_new(parties: &mut Vec<Party>, party: Party) {
    if !parties.iter().any(|other| same(other, &party)) {
        parties.push(party);
    }
}

fn same(a: &Party, b: &Party) -> bool {
    a.head == b.head || (a.entity.is_some() && a.entity == b.entity)
}
