//! Clauses that go with a verb or noun: "agreed to leave", "accused of plotting", "demanded that Oslo act".

use chancery_lang::{Deprel, Document, Upos};

use crate::lexicon::events::{EntryClass, EventLexicon};
use crate::reading::clause::{self, preposition};

/// "agree to leave"; after a noun "an operation to retake".
#[must_use]
pub fn infinitives(document: &Document, word: usize, class: EntryClass) -> Vec<usize> {
    let mut all: Vec<usize> = document.children_by(word, Deprel::Xcomp).collect();
    if class == EntryClass::Noun {
        all.extend(
            document.children_by(word, Deprel::Acl).filter(|&verb| clause::is_infinitive(document, verb)),
        );
        // "began the first phase of an operation to retake": wherever the parser hangs it
        let next = document.tokens.get(word + 1).filter(|next| next.deprel == Deprel::Mark);
        let verb = next.and_then(|next| next.head).filter(|&verb| clause::is_infinitive(document, verb));
        if all.is_empty() {
            all.extend(verb);
        }
    }
    all
}

/// "claimed that they lied", "said they were behind the raid": what is said of the subject, with its preposition.
#[must_use]
pub fn contents(document: &Document, word: usize) -> Vec<usize> {
    let mut all: Vec<usize> = document.children_by(word, Deprel::Ccomp).collect();
    let nominals = all.clone().into_iter().filter(|&c| document.child_by(c, Deprel::Cop).is_some());
    all.extend(nominals.flat_map(|c| document.children_by(c, Deprel::Case).collect::<Vec<_>>()));
    all
}

/// "accused of plotting": a clause after a preposition.
#[must_use]
pub fn verbal_phrases(document: &Document, word: usize, wanted: &str) -> Vec<usize> {
    document
        .children(word)
        .iter()
        .copied()
        .filter(|&c| {
            let relation = &document.tokens[c].deprel;
            let marked = || document.children_by(c, Deprel::Mark).any(|m| document.tokens[m].lemma == wanted);
            match relation {
                Deprel::Advcl | Deprel::Acl => {
                    marked() || preposition(document, c).as_deref() == Some(wanted)
                }
                // "pressed for Oslo to act"
                Deprel::Xcomp => wanted == "for" && marked(),
                _ => false,
            }
        })
        .collect()
}

/// "to" before a purpose is no preposition, unless somebody is to be fought or helped: "sent troops to fight rebels".
#[must_use]
pub fn is_mere_purpose(document: &Document, lexicon: &EventLexicon, verb: usize) -> bool {
    let infinitive = document.tokens[verb].deprel != Deprel::Xcomp
        && document.children_by(verb, Deprel::Mark).any(|m| document.tokens[m].upos == Upos::Part);
    let lemma = &document.tokens[verb].lemma;
    infinitive && !lexicon.in_set("fight-verbs", lemma) && !lexicon.in_set("assist-verbs", lemma)
}

/// Subjects of the clause that a verb takes: "demanded that Syria stop", "called for Syria to stop".
#[must_use]
pub fn clause_subjects(document: &Document, word: usize) -> Vec<usize> {
    document
        .children(word)
        .iter()
        .copied()
        .filter(|&c| match document.tokens[c].deprel {
            Deprel::Ccomp | Deprel::Csubj | Deprel::Xcomp | Deprel::Acl => true,
            // "called for Oslo to act", "warned of war if Oslo did not act", not "pushes ahead while Oslo waits"
            Deprel::Advcl => document.children_by(c, Deprel::Mark).any(|m| {
                matches!(document.tokens[m].lemma.as_str(), "for" | "that" | "to" | "if" | "unless")
            }),
            _ => false,
        })
        .flat_map(|c| {
            let own: Vec<usize> = document.children_by(c, Deprel::Nsubj).collect();
            if own.is_empty() { subjects_after_for(document, word, c) } else { own }
        })
        .collect()
}

/// "pressed for Oslo to act": a subject that the parser hangs on the outer verb, while its "for" marks the clause.
fn subjects_after_for(document: &Document, verb: usize, clause: usize) -> Vec<usize> {
    let Some(mark) = document.children_by(clause, Deprel::Mark).find(|&m| document.tokens[m].lemma == "for")
    else {
        return Vec::new();
    };
    let between = |&c: &usize| {
        mark < c
            && c < clause
            && matches!(document.tokens[c].deprel, Deprel::Obl | Deprel::Obj | Deprel::Nsubj)
            && document.child_by(c, Deprel::Case).is_none()
    };
    document.children(verb).iter().copied().filter(between).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::testing::tree;

    #[test]
    fn who_is_to_act_stands_after_for() {
        let document = tree(
            "Oslo/Oslo/PROPN/2/nsubj pressed/press/VERB/0/root for/for/ADP/6/mark Bern/Bern/PROPN/2/obl \
             to/to/PART/6/mark act/act/VERB/2/xcomp",
        );
        assert_eq!(clause_subjects(&document, 1), [3]);
        assert_eq!(verbal_phrases(&document, 1, "for"), [5]);
    }

    #[test]
    fn who_waits_meanwhile_is_not_asked() {
        let document = tree(
            "Oslo/Oslo/PROPN/2/nsubj pushed/push/VERB/0/root ahead/ahead/ADV/2/advmod while/while/SCONJ/6/mark \
             Bern/Bern/PROPN/6/nsubj waited/wait/VERB/2/advcl",
        );
        assert!(clause_subjects(&document, 1).is_empty());
    }
}
