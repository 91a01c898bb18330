//! Which lexicon entry fits a word of the text.

use chancery_lang::{Deprel, Document, Span, Upos};

use super::couple;
use super::slot::{candidates, condition_words, joined_by_dash};
use crate::lexicon::LearnedBounds;
use crate::lexicon::events::{Entry, EntryClass, EventLexicon};
use crate::lexicon::learned::suffices;
use crate::lexicon::pattern::{Condition, Filler, Slot, WordClass};
use crate::plover::Sector;
use crate::reading::clause::{self, phrases};
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
pub fn find_triggers<'a>(
    reading: &Reading,
    lexicon: &'a EventLexicon,
    bounds: LearnedBounds,
) -> Vec<Trigger<'a>> {
    let matcher = Matcher { reading, document: &reading.document, lexicon };
    let senses: Vec<Vec<Trigger<'_>>> =
        (0..reading.document.tokens.len()).map(|word| matcher.senses(word)).collect();
    let told = |event_type: Option<usize>| {
        senses.iter().filter(|s| matches!(s.as_slice(), [one] if one.entry.event_type == event_type)).count()
    };
    let scale = |event_type: Option<usize>| event_type.and_then(|i| lexicon.types[i].scale).unwrap_or(0.0);
    let is_likely = |sense: &Trigger<'_>| {
        let name = sense.entry.event_type.map(|i| lexicon.types[i].name.as_str());
        let probability = name.and_then(|name| matcher.document.deeds.probability(sense.head, name));
        probability.is_some_and(|p| suffices(p, bounds.sense))
    };
    let chosen = senses.iter().filter_map(|senses| {
        // that which the model holds for likely, else of which the report tells most, else the milder one, else the first
        senses.iter().rev().max_by(|a, b| {
            let (first, second) = (a.entry.event_type, b.entry.event_type);
            is_likely(a)
                .cmp(&is_likely(b))
                .then_with(|| told(first).cmp(&told(second)))
                .then_with(|| scale(first).total_cmp(&scale(second)))
        })
    });
    chosen.cloned().collect()
}

struct Matcher<'r, 'a> {
    reading: &'r Reading,
    document: &'r Document,
    lexicon: &'a EventLexicon,
}

impl<'a> Matcher<'_, 'a> {
    /// The best entries for a word: most conditions first, then file order. A bare word that is an event of several
    /// types ("the strike") has a sense for each.
    fn senses(&self, word: usize) -> Vec<Trigger<'a>> {
        let token = &self.document.tokens[word];
        if self.reading.is_skipped(token.span) || self.is_inside_name(word) {
            return Vec::new();
        }
        let mut best: Vec<Trigger<'a>> = Vec::new();
        for &class in classes(self.document, word) {
            for entry in self.entries_at(word, class) {
                let weight = entry.pattern.weight();
                let (most, is_rival) = best.first().map_or((None, false), |first| {
                    let rival = weight == 0
                        && first.entry.event_type.is_some()
                        && best.iter().all(|other| other.entry.event_type != entry.event_type);
                    (Some(first.entry.pattern.weight()), rival)
                });
                // what is no event of one type may be one of another: "fired the general" kills nobody
                let is_spared = best.first().is_some_and(|first| {
                    first.entry.event_type.is_none()
                        && entry.event_type.is_some()
                        && file_of(first.entry) != file_of(entry)
                        && most == Some(weight)
                });
                if most.is_some_and(|most| most > weight || (most == weight && !is_rival && !is_spared)) {
                    continue;
                }
                if let Some(span) = self.matches(word, entry) {
                    if is_spared || most.is_some_and(|most| most < weight) {
                        best.clear();
                    }
                    best.push(Trigger { head: word, span, entry });
                }
            }
        }
        best.retain(|sense| sense.entry.event_type.is_some());
        best
    }

    /// The entries of a word by its dictionary form, and by the form that stands: "talks" are more than a talk, "committed"
    /// is an adjective whatever its tag, and the dictionary form of a word that was tagged wrongly may be no word.
    fn entries_at(&self, word: usize, class: EntryClass) -> impl Iterator<Item = &'a Entry> {
        let lemma = self.document.tokens[word].lemma.to_lowercase();
        let form = self.document.form(word).to_lowercase();
        // "is committed to", not "committed troops to"
        let token = &self.document.tokens[word];
        let acts = class == EntryClass::Adjective
            && token.upos == Upos::Verb
            && !clause::is_passive(self.document, word)
            && self.document.child_by(word, Deprel::Cop).is_none();
        let as_it_stands = (form != lemma && !acts).then(|| self.lexicon.entries_of(class, &form));
        self.lexicon.entries_of(class, &lemma).chain(as_it_stands.into_iter().flatten())
    }

    /// Parts of names are no events ("Strike Group", "War on Terror"), except names of events ("the Geneva talks").
    fn is_inside_name(&self, word: usize) -> bool {
        self.document.name_at(word).is_some_and(|name| name.kind != chancery_lang::NameKind::Event)
    }

    /// The span of the trigger if the entry fits.
    fn matches(&self, word: usize, entry: &Entry) -> Option<Span> {
        let mut span = self.document.tokens[word].span;
        for condition in &entry.pattern.conditions {
            let found = self.fits(word, entry, condition);
            if found.is_some() == condition.negated {
                return None;
            }
            if let Some(Some(part)) = found.filter(|_| !condition.negated) {
                let is_wording = condition.place != Slot::Subject
                    && matches!(&condition.filler, Filler::OneOf(lemmas, _) if !lemmas.is_empty())
                    // "made a demand" reports it with both words, "rejected a demand" with one
                    && (condition.place != Slot::Support
                        || self.lexicon.in_set("support", &self.document.tokens[part].lemma))
                    // "the journalist was released" is reported by its verb alone
                    && !(condition.place == Slot::Object && part < word && self.is_somebody(part));
                if part.abs_diff(word) <= 4 && is_wording {
                    span = span.cover(self.document.tokens[part].span);
                }
            }
        }
        Some(span)
    }

    /// Whether a word names a person or a group.
    fn is_somebody(&self, word: usize) -> bool {
        let entity = self.reading.entity_at(word).map(|id| &self.reading.entities[id.0]);
        entity.is_some_and(|entity| matches!(entity.kind, EntityKind::Person | EntityKind::Group))
    }

    /// `Some` when the condition's words are there, with the word that fits.
    fn fits(&self, word: usize, entry: &Entry, condition: &Condition) -> Option<Option<usize>> {
        match (&condition.place, &condition.filler) {
            (Slot::Following, Filler::OneOf(words, _)) => self.run(word + 1, words).map(Some),
            (Slot::Preceding, Filler::OneOf(words, _)) => {
                let start = word.checked_sub(words.len())?;
                self.run(start, words).map(|_| Some(start))
            }
            (slot, filler) => self
                .words_at(word, entry, slot)
                .into_iter()
                .flat_map(|candidate| self.counted(candidate))
                .find(|&candidate| self.is_filled(candidate, filler))
                .map(Some),
        }
    }

    /// Where a condition looks. What is no event with a phrase of its own ("stab at a tune") may be one when the phrase is
    /// its object's ("stabbed people at the hall").
    fn words_at(&self, word: usize, entry: &Entry, slot: &Slot) -> Vec<usize> {
        match slot {
            Slot::Preposition(_) if entry.event_type.is_none() => {
                candidates(self.document, self.lexicon, word, entry.class, slot)
            }
            _ => condition_words(self.document, self.lexicon, word, entry.class, slot),
        }
    }

    /// A word with those joined to it, and what it counts: "food and tents", "tonnes of grain", "hundreds of students".
    fn counted(&self, word: usize) -> Vec<usize> {
        let mut all = clause::conjuncts(self.document, word);
        for i in 0..all.len() {
            let token = &self.document.tokens[all[i]];
            if token.upos == Upos::Num || self.lexicon.in_set("grouping", &token.lemma.to_lowercase()) {
                for what in phrases(self.document, all[i], "of") {
                    all.extend(clause::conjuncts(self.document, what));
                }
            }
        }
        all
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

    fn is_filled(&self, word: usize, filler: &Filler) -> bool {
        let token = &self.document.tokens[word];
        let Filler::OneOf(lemmas, classes) = filler else { return true };
        let listed = |text: &str| lemmas.binary_search_by(|lemma| lemma.as_str().cmp(text)).is_ok();
        listed(&token.lemma.to_lowercase())
            || listed(&self.document.form(word).to_lowercase())
            || classes.iter().any(|class| match class {
                WordClass::Number => token.upos == Upos::Num,
                // "we" are those who speak
                WordClass::Actor if token.upos == Upos::Pron && token.lemma == "we" => true,
                // "they" may be those who met
                WordClass::Actor if couple::heads_sentence(self.document, word) => true,
                WordClass::Actor => self.reading.entities.iter().any(|entity| {
                    entity.kind != EntityKind::Place && entity.mentions.iter().any(|m| m.head == word)
                }),
                WordClass::Armed => self.reading.entity_at(word).is_some_and(|id| {
                    matches!(
                        self.reading.entities[id.0].sector,
                        Some(Sector::Mil | Sector::Reb | Sector::Prm | Sector::Uaf)
                    )
                }),
                WordClass::Place => {
                    self.reading.places.iter().any(|p| p.span.overlaps(token.span) && !p.metonym)
                }
            })
    }
}

/// The file that an entry stands in.
fn file_of(entry: &Entry) -> &str {
    entry.rule.rsplit_once(':').map_or(entry.rule.as_str(), |(file, _)| file)
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

/// "The Iran–Iraq War": the name of a deed by its two sides.
fn is_named_by_sides(document: &Document, word: usize) -> bool {
    let names: Vec<usize> = document.children_by(word, Deprel::Compound).collect();
    !joined_by_dash(document, &names).is_empty()
}

/// What a word can be an entry of.
fn classes(document: &Document, word: usize) -> &'static [EntryClass] {
    let token = &document.tokens[word];
    match token.upos {
        // "the injured woman", "the lead investigating officer"
        Upos::Verb | Upos::Adj if token.deprel == Deprel::Amod => &[],
        Upos::Verb => &[EntryClass::Verb, EntryClass::Adjective],
        Upos::Propn if !is_title_case(document, word) && !is_named_by_sides(document, word) => &[],
        Upos::Noun | Upos::Propn => &[EntryClass::Noun],
        Upos::Adj => &[EntryClass::Adjective, EntryClass::Verb],
        Upos::Aux => &[EntryClass::Modal],
        _ => &[],
    }
}
