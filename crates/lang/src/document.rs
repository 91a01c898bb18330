//! The document that analysis fills: words of all sentences in one list, with their trees and names.

use std::ops::Range;

use crate::deed::Deeds;
use crate::span::Span;
use crate::ud::{Deprel, Feats, Upos};

/// A half-open range of word indices into [`Document::tokens`].
pub type TokenRange = Range<usize>;

/// One syntactic word of UD ("do" and "n't" of "don't" are two).
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where the word stands in the text, in bytes.
    pub span: Span,
    /// Dictionary form.
    pub lemma: String,
    /// Part of speech.
    pub upos: Upos,
    /// Morphological features.
    pub feats: Feats,
    /// Index of the head word in [`Document::tokens`]; `None` for the root of a sentence.
    pub head: Option<usize>,
    /// Relation to the head.
    pub deprel: Deprel,
    /// Index of the sentence in [`Document::sentences`].
    pub sentence: usize,
}

/// The kinds of names found in text, as in OntoNotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// People.
    Per,
    /// Organisations.
    Org,
    /// Countries, cities, states: places that can act.
    Gpe,
    /// Other places: mountains, seas, regions.
    Loc,
    /// Buildings, roads, airports.
    Fac,
    /// Nationalities, religious or political groups: "French", "Shia".
    Norp,
    /// Named events: battles, summits.
    Event,
    /// Dates: "Tuesday", "last October".
    Date,
}

impl NameKind {
    /// All kinds, in the order of declaration.
    pub const ALL: &[NameKind] = &[
        NameKind::Per,
        NameKind::Org,
        NameKind::Gpe,
        NameKind::Loc,
        NameKind::Fac,
        NameKind::Norp,
        NameKind::Event,
        NameKind::Date,
    ];

    /// The label used in CoNLL files: `PER`, `ORG`, …
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            NameKind::Per => "PER",
            NameKind::Org => "ORG",
            NameKind::Gpe => "GPE",
            NameKind::Loc => "LOC",
            NameKind::Fac => "FAC",
            NameKind::Norp => "NORP",
            NameKind::Event => "EVENT",
            NameKind::Date => "DATE",
        }
    }

    /// The kind of that label, if there is one.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        NameKind::ALL.iter().copied().find(|kind| kind.as_str() == label)
    }
}

/// A name in the text. Names never overlap and never cross a sentence end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedEntity {
    /// What it names.
    pub kind: NameKind,
    /// Its words: the name alone, without article, title or possessive 's.
    pub tokens: TokenRange,
}

/// How sure the model is, as probabilities from 0 to 1. All lists are empty in a document that no model made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Confidence {
    /// Of each word: that its head is the right one.
    pub arc: Vec<f32>,
    /// Of each word: that its part of speech is the right one.
    pub upos: Vec<f32>,
    /// Of each name: the lowest probability of a tag of its words.
    pub name: Vec<f32>,
}

/// An analysed text. Build it with [`Document::new`], which indexes the trees.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The text that all spans point into.
    pub text: String,
    /// The words of each sentence, in order; together they cover all tokens.
    pub sentences: Vec<TokenRange>,
    /// All words of the text, in order.
    pub tokens: Vec<Token>,
    /// Surface tokens that are several words ("don't"): the range of their words, in order.
    pub multiword: Vec<TokenRange>,
    /// Names, in order.
    pub names: Vec<NamedEntity>,
    /// How sure the model is.
    pub confidence: Confidence,
    /// What the model says of the deeds that the words report.
    pub deeds: Deeds,
    /// For each word the slice of `child_list` that holds its dependents.
    child_index: Vec<Range<usize>>,
    child_list: Vec<usize>,
}

impl Document {
    /// A document with its trees indexed. Heads that point outside of their sentence are taken for roots.
    #[must_use]
    pub fn new(
        text: String,
        sentences: Vec<TokenRange>,
        mut tokens: Vec<Token>,
        multiword: Vec<TokenRange>,
        names: Vec<NamedEntity>,
    ) -> Self {
        for (number, range) in sentences.iter().enumerate() {
            for token in &mut tokens[range.clone()] {
                token.sentence = number;
                if token.head.is_some_and(|head| !range.contains(&head)) {
                    token.head = None;
                }
            }
        }
        let mut count = vec![0; tokens.len()];
        for token in &tokens {
            if let Some(head) = token.head {
                count[head] += 1;
            }
        }
        let mut child_index = Vec::with_capacity(tokens.len());
        let mut next = 0;
        for n in count {
            child_index.push(next..next);
            next += n;
        }
        let mut child_list = vec![0; next];
        for (i, token) in tokens.iter().enumerate() {
            if let Some(head) = token.head {
                let slot = &mut child_index[head];
                child_list[slot.end] = i;
                slot.end += 1;
            }
        }
        let confidence = Confidence::default();
        let deeds = Deeds::default();
        Document { text, sentences, tokens, multiword, names, confidence, deeds, child_index, child_list }
    }

    /// The same document, with how sure the model is.
    #[must_use]
    pub fn with_confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// The same document with what a model says of its deeds.
    #[must_use]
    pub fn with_deeds(mut self, deeds: Deeds) -> Self {
        self.deeds = deeds;
        self
    }

    /// The probability that the head of word `i` is the right one; 1 where no model said.
    #[must_use]
    pub fn arc_confidence(&self, i: usize) -> f32 {
        self.confidence.arc.get(i).copied().unwrap_or(1.0)
    }

    /// The word as it stands in the text.
    #[must_use]
    pub fn form(&self, i: usize) -> &str {
        self.tokens[i].span.of(&self.text)
    }

    /// The dependents of word `i`, in text order.
    #[must_use]
    pub fn children(&self, i: usize) -> &[usize] {
        &self.child_list[self.child_index[i].clone()]
    }

    /// The dependents of word `i` with relation `deprel` (subtype included), in text order.
    pub fn children_by(&self, i: usize, deprel: Deprel) -> impl Iterator<Item = usize> + '_ {
        self.children(i).iter().copied().filter(move |&c| self.tokens[c].deprel == deprel)
    }

    /// The first dependent of word `i` with relation `deprel`.
    #[must_use]
    pub fn child_by(&self, i: usize, deprel: Deprel) -> Option<usize> {
        self.children_by(i, deprel).next()
    }

    /// Word `i` and all words below it, in text order.
    #[must_use]
    pub fn subtree(&self, i: usize) -> Vec<usize> {
        let mut found = vec![i];
        let mut next = 0;
        while next < found.len() {
            found.extend_from_slice(self.children(found[next]));
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// Whether word `i` lies below `ancestor` or is it.
    #[must_use]
    pub fn is_within(&self, i: usize, ancestor: usize) -> bool {
        let mut at = Some(i);
        for _ in 0..=self.sentence_of(i).len() {
            match at {
                Some(word) if word == ancestor => return true,
                Some(word) => at = self.tokens[word].head,
                None => return false,
            }
        }
        false
    }

    /// The words of the sentence that holds word `i`.
    #[must_use]
    pub fn sentence_of(&self, i: usize) -> TokenRange {
        self.sentences[self.tokens[i].sentence].clone()
    }

    /// The root of sentence number `sentence`, if it has words.
    #[must_use]
    pub fn root(&self, sentence: usize) -> Option<usize> {
        let range = self.sentences.get(sentence)?.clone();
        range.clone().find(|&i| self.tokens[i].head.is_none()).or_else(|| range.into_iter().next())
    }

    /// Bytes of a run of words, from the first to the last; empty at 0 for an empty range.
    #[must_use]
    pub fn span_of(&self, range: &TokenRange) -> Span {
        match (self.tokens.get(range.start), range.end.checked_sub(1).and_then(|i| self.tokens.get(i))) {
            (Some(first), Some(last)) if range.start < range.end => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// The name that word `i` belongs to.
    #[must_use]
    pub fn name_at(&self, i: usize) -> Option<&NamedEntity> {
        let after = self.names.partition_point(|name| name.tokens.start <= i);
        self.names[..after].last().filter(|name| name.tokens.contains(&i))
    }
}
