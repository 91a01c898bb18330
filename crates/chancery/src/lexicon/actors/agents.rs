//! Words for people, bodies and offices: phrases of lemmas, found in running text.

use std::collections::HashMap;

use chancery_lang::{Document, TokenRange};

use crate::plover::Sector;

/// A word for people or a body: "riot police".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// Its part of society.
    pub sector: Option<Sector>,
    /// The country that the word itself names ("un official").
    pub country: Option<String>,
    /// As often a thing or a private person: "force", "mother".
    pub weak: bool,
    /// From a user's own dictionary, which decides.
    pub custom: bool,
    /// Where it stands: "lexicon/agents.tsv:40".
    pub source: String,
}

/// A word for an office: "foreign minister".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Its canonical name.
    pub office: String,
    /// Part of society of those who hold it; `None` where it follows from the body they speak for.
    pub sector: Option<Sector>,
    /// A calling that many have at once: "officer".
    pub many: bool,
    /// Where it stands.
    pub source: String,
}

/// Phrases of lower-case lemmas with what they mean.
#[derive(Clone, Debug)]
pub struct PhraseIndex<T> {
    phrases: HashMap<String, T>,
    /// The longest phrase with each first word, in words.
    longest: HashMap<String, usize>,
}

impl<T> Default for PhraseIndex<T> {
    fn default() -> Self {
        PhraseIndex { phrases: HashMap::new(), longest: HashMap::new() }
    }
}

impl<T> PhraseIndex<T> {
    /// Adds or replaces a phrase. Hyphens are words of their own here, as UD has them.
    pub fn insert(&mut self, phrase: &str, value: T) -> Option<T> {
        let words = words(phrase);
        let first = words.first()?.clone();
        let longest = self.longest.entry(first).or_default();
        *longest = words.len().max(*longest);
        self.phrases.insert(words.join(" "), value)
    }

    /// The meaning of a phrase.
    #[must_use]
    pub fn get(&self, phrase: &str) -> Option<&T> {
        self.phrases.get(&words(phrase).join(" "))
    }

    /// How many phrases there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.phrases.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// The longest phrase that begins at word `at`, inside of its sentence.
    #[must_use]
    pub fn longest_at(&self, document: &Document, at: usize) -> Option<(TokenRange, &T)> {
        let first = folded_lemma(document, at);
        let longest = *self.longest.get(&first)?;
        let limit = document.sentence_of(at).end.min(at + longest);
        let mut ends = Vec::new();
        let mut phrase = first;
        ends.push((at + 1, phrase.len()));
        for i in at + 1..limit {
            phrase.push(' ');
            phrase.push_str(&folded_lemma(document, i));
            ends.push((i + 1, phrase.len()));
        }
        ends.into_iter()
            .rev()
            .find_map(|(end, length)| self.phrases.get(&phrase[..length]).map(|value| (at..end, value)))
    }
}

/// Lower-case lemma with straight apostrophes.
fn folded_lemma(document: &Document, i: usize) -> String {
    document.tokens[i].lemma.to_lowercase().replace('’', "'")
}

fn words(phrase: &str) -> Vec<String> {
    let mut phrase = phrase.to_lowercase();
    if phrase.contains(['’', '-', '\'']) {
        phrase = phrase.replace('’', "'").replace('-', " - ").replace("'s ", " 's ");
    }
    phrase.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_lang::read_conllu;

    #[test]
    fn finds_the_longest_phrase_by_lemma() {
        let mut index = PhraseIndex::default();
        index.insert("police", 1);
        index.insert("asylum-seeker", 3);
        let conllu = "1\tTwo\ttwo\tNUM\t_\t_\t4\tnummod\t_\t_\n2\tasylum\tasylum\tNOUN\t_\t_\t4\tcompound\t_\tSpaceAfter=No\n\
                      3\t-\t-\tPUNCT\t_\t_\t2\tpunct\t_\tSpaceAfter=No\n4\tseekers\tseeker\tNOUN\t_\t_\t0\troot\t_\t_\n\n";
        let document = read_conllu(conllu).unwrap();
        assert_eq!(index.longest_at(&document, 1), Some((1..4, &3)));
        assert_eq!(index.longest_at(&document, 0), None);
    }
}
