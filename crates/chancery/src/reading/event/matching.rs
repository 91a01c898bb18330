//! Which lexicon entry fits a word of the text.

use chancery_lang::{Deprel, Document, Span, Upos};

use crate::lexicon::events::{Entry, EntryClass, EventLexicon};
use crate::lexicon::pattern::{Condition, Filler, Slot, WordClass};
use crate::reading::clause::{self, logical_objects, logical_subjects, phrases, preposition};
use crate::reading::{EntityKind, Reading};

/// A word that reports an event.
#[derive(Clone, Debug)]
pub struct Trigger<'a> {
    /// The word.
    pub head: usize,
    /// The word with its particle or object where they belong to the pattern.
    pub span: Span,
    /// The entry that fits it.
    pub entry: &'a Entry,
}

/// All triggers of a report, in text order, at most one a word.
#[must_use]
pub fn find_triggers<'a>(reading: &Reading, lexicon: &'a EventLexicon) -> Vec<Trigger<'a>> {
    let matcher = Matcher { reading, document: &reading.document, lexicon };
    (0..reading.document.tokens.len()).filter_map(|word| matcher.trigger(word)).collect()
}

struct Matcher<'r, 'a> {
    reading: &'r Reading,
    document: &'r Document,
    lexicon: &'a EventLexicon,
}

impl<'a> Matcher<'_, 'a> {
    /// The best entry for a word: most conditions first, then file order.
    fn trigger(&self, word: usize) -> Option<Trigger<'a>> {
        let token = &self.document.tokens[word];
        if self.reading.is_skipped(token.span) || self.is_inside_name(word) {
            return None;
        }
        let lemma = token.lemma.to_lowercase();
        let mut best: Option<(usize, &Entry, Span)> = None;
        for &class in classes(self.document, word) {
            for entry in self.lexicon.entries_of(class, &lemma) {
                let weight = entry.pattern.weight();
                if best.as_ref().is_some_and(|(most, ..)| *most >= weight) {
                    continue;
                }
                if let Some(span) = self.matches(word, entry) {
                    best = Some((weight, entry, span));
                }
            }
        }
        let (_, entry, span) = best?;
        entry.event_type?;
        Some(Trigger { head: word, span, entry })
    }

    /// Parts of names are no events ("Strike Group", "War on Terror"), except names of events ("the Geneva talks").
    fn is_inside_name(&self, word: usize) -> bool {
        self.document.name_at(word).is_some_and(|name| name.kind != chancery_lang::NameKind::Event)
    }

    /// The span of the trigger if the entry fits.
    fn matches(&self, word: usize, entry: &Entry) -> Option<Span> {
        let mut span = self.document.tokens[word].span;
        for condition in &entry.pattern.conditions {
            let found = self.fits(word, entry.class, condition);
            if found.is_some() == condition.negated {
                return None;
            }
            if let Some(Some(part)) = found.filter(|_| !condition.negated) {
                let is_wording = condition.place != Slot::Subject
                    && matches!(&condition.filler, Filler::OneOf(lemmas, _) if !lemmas.is_empty());
                if part.abs_diff(word) <= 4 && is_wording {
                    span = span.cover(self.document.tokens[part].span);
                }
            }
        }
        Some(span)
    }

    /// `Some` when the condition's words are there, with the word that fits.
    fn fits(&self, word: usize, class: EntryClass, condition: &Condition) -> Option<Option<usize>> {
        match (&condition.place, &condition.filler) {
            (Slot::Following, Filler::OneOf(words, _)) => self.run(word + 1, words).map(Some),
            (Slot::Preceding, Filler::OneOf(words, _)) => {
                let start = word.checked_sub(words.len())?;
                self.run(start, words).map(|_| Some(start))
            }
            (slot, filler) => self
                .candidates(word, class, slot)
                .into_iter()
                .find(|&candidate| self.is_filled(candidate, filler))
                .map(Some),
        }
    }

    /// Whether these lemmas (or forms) stand from `start` on; gives the last.
    fn run(&self, start: usize, words: &[String]) -> Option<usize> {
        let sentence = self.document.sentences.iter().find(|s| s.contains(&start))?;
        for (i, wanted) in words.iter().enumerate() {
            let at = start + i;
            if !sentence.contains(&at) {
                return None;
            }
            let token = &self.document.tokens[at];
            if token.lemma.to_lowercase() != *wanted && self.document.form(at).to_lowercase() != *wanted {
                return None;
            }
        }
        Some(start + words.len() - 1)
    }

    fn candidates(&self, word: usize, class: EntryClass, slot: &Slot) -> Vec<usize> {
        candidates(self.document, word, class, slot)
    }

    fn is_filled(&self, word: usize, filler: &Filler) -> bool {
        let token = &self.document.tokens[word];
        let Filler::OneOf(lemmas, classes) = filler else { return true };
        let listed = |text: &str| lemmas.binary_search_by(|lemma| lemma.as_str().cmp(text)).is_ok();
        listed(&token.lemma.to_lowercase())
            || listed(&self.document.form(word).to_lowercase())
            || classes.iter().any(|class| match class {
                WordClass::Number => token.upos == Upos::Num,
                WordClass::Actor => self.reading.entities.iter().any(|entity| {
                    entity.kind != EntityKind::Place && entity.mentions.iter().any(|m| m.head == word)
                }),
                WordClass::Place => {
                    self.reading.places.iter().any(|p| p.span.overlaps(token.span) && !p.metonym)
                }
            })
    }
}

/// The words that stand in a slot of a verb, noun or adjective.
#[must_use]
pub fn candidates(document: &Document, word: usize, class: EntryClass, slot: &Slot) -> Vec<usize> {
    if class == EntryClass::Modal {
        let token = &document.tokens[word];
        return match (token.deprel, token.head) {
            (Deprel::Aux, Some(verb)) if !clause::is_passive(document, verb) => {
                candidates(document, verb, EntryClass::Verb, slot)
            }
            _ => Vec::new(),
        };
    }
    match slot {
        Slot::Subject if class == EntryClass::Noun => clause::surface_subjects(document, word, 1),
        Slot::Subject => logical_subjects(document, word),
        Slot::Object => logical_objects(document, word),
        Slot::Indirect => document.children_by(word, Deprel::Iobj).collect(),
        Slot::Clause => clause_subjects(document, word),
        Slot::Infinitive => document.children_by(word, Deprel::Xcomp).collect(),
        Slot::Particle => {
            children_of(document, word, &[Deprel::CompoundPrt, Deprel::Advmod, Deprel::Compound])
        }
        Slot::Adverb => document.children_by(word, Deprel::Advmod).collect(),
        Slot::Compound => {
            let own: Vec<usize> = document.children_by(word, Deprel::Compound).collect();
            match document.tokens[word].head {
                Some(noun) if own.is_empty() && document.tokens[word].deprel == Deprel::Compound => {
                    document.children_by(noun, Deprel::Compound).filter(|&c| c < word).collect()
                }
                _ => own,
            }
        }
        Slot::Adjective => document.children_by(word, Deprel::Amod).collect(),
        Slot::Possessor => document.children_by(word, Deprel::NmodPoss).collect(),
        Slot::Support => support_verb(document, word).into_iter().collect(),
        Slot::Preposition(wanted) => {
            let mut found = phrases(document, word, wanted);
            found.extend(verbal_phrases(document, word, wanted));
            if found.is_empty() {
                // "EU sanctions listings on Syria": the phrase hangs on the noun that follows
                let carrier =
                    document.tokens[word].head.filter(|_| document.tokens[word].deprel == Deprel::Compound);
                if let Some(noun) = carrier {
                    found.extend(phrases(document, noun, wanted));
                } else if let Some(verb) = support_verb(document, word) {
                    found.extend(
                        phrases(document, verb, wanted).into_iter().filter(|&p| p > word || wanted == "by"),
                    );
                }
            }
            found
        }
        Slot::Following | Slot::Preceding | Slot::Speaker => Vec::new(),
    }
}

/// "accused of plotting": a clause after a preposition.
fn verbal_phrases(document: &Document, word: usize, wanted: &str) -> Vec<usize> {
    document
        .children(word)
        .iter()
        .copied()
        .filter(|&c| {
            matches!(document.tokens[c].deprel, Deprel::Advcl | Deprel::Acl)
                && (document.children_by(c, Deprel::Mark).any(|m| document.tokens[m].lemma == wanted)
                    || preposition(document, c).as_deref() == Some(wanted))
        })
        .collect()
}

/// Subjects of the clause that a verb takes: "demanded that Syria stop", "called for Syria to stop".
fn clause_subjects(document: &Document, word: usize) -> Vec<usize> {
    document
        .children(word)
        .iter()
        .copied()
        .filter(|&c| {
            matches!(document.tokens[c].deprel, Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl | Deprel::Acl)
        })
        .flat_map(|c| {
            document
                .children(c)
                .iter()
                .copied()
                .filter(|&s| matches!(document.tokens[s].deprel, Deprel::Nsubj))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The verb that has this noun as its object or its passive subject.
#[must_use]
pub fn support_verb(document: &Document, noun: usize) -> Option<usize> {
    let mut at = noun;
    if document.tokens[at].deprel == Deprel::Conj {
        at = document.tokens[at].head?;
    }
    let token = &document.tokens[at];
    match token.deprel {
        Deprel::Obj | Deprel::NsubjPass => token.head,
        _ => document
            .children(at)
            .iter()
            .copied()
            .find(|&c| document.tokens[c].deprel == Deprel::Acl && clause::is_passive(document, c)),
    }
}

fn children_of(document: &Document, word: usize, relations: &[Deprel]) -> Vec<usize> {
    document
        .children(word)
        .iter()
        .copied()
        .filter(|&c| relations.contains(&document.tokens[c].deprel))
        .collect()
}

/// Whether a capital tells nothing here: in the name of an event, at the head of a sentence, in a headline.
fn is_title_case(document: &Document, word: usize) -> bool {
    let sentence = document.sentence_of(word);
    if sentence.start == word || document.name_at(word).is_some() {
        return true;
    }
    let words = sentence.filter(|&i| document.form(i).chars().all(char::is_alphabetic));
    let (capital, all) = words.fold((0, 0), |(capital, all), i| {
        (capital + usize::from(document.form(i).starts_with(char::is_uppercase)), all + 1)
    });
    capital * 3 >= all * 2
}

/// What a word can be an entry of.
fn classes(document: &Document, word: usize) -> &'static [EntryClass] {
    let token = &document.tokens[word];
    match token.upos {
        // "the injured woman", "the lead investigating officer"
        Upos::Verb | Upos::Adj if token.deprel == Deprel::Amod => &[],
        Upos::Verb => &[EntryClass::Verb, EntryClass::Adjective],
        Upos::Propn if !is_title_case(document, word) => &[],
        Upos::Noun | Upos::Propn => &[EntryClass::Noun],
        Upos::Adj => &[EntryClass::Adjective, EntryClass::Verb],
        Upos::Aux => &[EntryClass::Modal],
        _ => &[],
    }
}
