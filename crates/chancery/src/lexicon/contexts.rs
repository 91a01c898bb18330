//! Words that tell what an event is about (`lexicon/contexts.tsv`): PLOVER's contexts.

use std::collections::BTreeMap;

use chancery_lang::{Document, TokenRange};

use super::{LexiconError, Source, Table};

/// Terms and their contexts.
#[derive(Clone, Debug, Default)]
pub struct Contexts {
    /// By first word, longest term first.
    terms: BTreeMap<String, Vec<Term>>,
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Term {
    words: Vec<String>,
    contexts: Vec<String>,
}

impl Contexts {
    /// Loads `lexicon/contexts.tsv`.
    ///
    /// # Errors
    /// Lines without a term or without a context.
    pub fn load(source: &Source) -> Result<Self, Vec<LexiconError>> {
        let file = "lexicon/contexts.tsv";
        let Some(bytes) = source.file(file) else { return Ok(Contexts::default()) };
        let table = Table::parse(file, &bytes, &["term", "contexts"]).map_err(|error| vec![error])?;
        let mut contexts = Contexts::default();
        let mut errors = Vec::new();
        for row in table.rows() {
            let words: Vec<String> = row.cell("term").split_whitespace().map(str::to_lowercase).collect();
            let named: Vec<String> = row.list("contexts").map(str::to_owned).collect();
            match words.first() {
                None => errors.push(row.error("term", "no term")),
                Some(_) if named.is_empty() => errors.push(row.error("contexts", "no context")),
                Some(first) => {
                    contexts.terms.entry(first.clone()).or_default().push(Term { words, contexts: named })
                }
            }
        }
        for terms in contexts.terms.values_mut() {
            terms.sort_by(|a, b| b.words.len().cmp(&a.words.len()).then_with(|| a.cmp(b)));
        }
        if errors.is_empty() { Ok(contexts) } else { Err(errors) }
    }

    /// The contexts that the words of a sentence tell, in alphabetical order.
    #[must_use]
    pub fn of(&self, document: &Document, sentence: &TokenRange) -> Vec<String> {
        let lemma = |i: usize| document.tokens[i].lemma.to_lowercase();
        let mut found: Vec<String> = Vec::new();
        for start in sentence.clone() {
            let Some(terms) = self.terms.get(&lemma(start)) else { continue };
            let fits = |words: &[String]| {
                start + words.len() <= sentence.end
                    && words.iter().enumerate().all(|(i, word)| lemma(start + i) == *word)
            };
            if let Some(term) = terms.iter().find(|term| fits(&term.words)) {
                found.extend(term.contexts.iter().cloned());
            }
        }
        found.sort();
        found.dedup();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_lang::read_conllu;

    #[test]
    fn the_longest_term_tells_the_context() {
        let contexts = Contexts::load(&Source::embedded()).unwrap();
        let document = read_conllu(
            "1\tTalks\ttalk\tNOUN\t_\t_\t0\troot\t_\t_\n2\ton\ton\tADP\t_\t_\t3\tcase\t_\t_\n\
             3\trefugees\trefugee\tNOUN\t_\t_\t1\tnmod\t_\t_\n",
        )
        .unwrap();
        assert!(!contexts.of(&document, &(0..3)).is_empty());
        assert!(contexts.of(&document, &(1..2)).is_empty());
    }
}
