//! Whether an event happened: negation, modality, future, conditions, questions, history.

use chancery_lang::{Deprel, Document, Upos};
use jiff::civil::Date;

use crate::lexicon::status::StatusWords;
use crate::plover::Status;
use crate::reading::TimeExpression;
use crate::reading::clause::{is_infinitive, preposition};

/// How far governing words are followed.
const DEPTH: usize = 4;

/// The status of the event whose trigger is `word`.
#[must_use]
pub fn status_of(
    document: &Document,
    words: &StatusWords,
    word: usize,
    date: Option<&TimeExpression>,
    published: Option<Date>,
) -> Status {
    let told = told_status(document, words, word, DEPTH);
    if told != Status::Occurred {
        return told;
    }
    match (date.and_then(|d| d.days), published) {
        (Some((start, _)), Some(today)) if start > today => Status::Future,
        (Some((_, end)), Some(today))
            if i32::from(today.year()) * 12 + i32::from(today.month())
                > i32::from(end.year()) * 12 + i32::from(end.month()) + 12 =>
        {
            Status::Historical
        }
        _ => Status::Occurred,
    }
}

fn told_status(document: &Document, words: &StatusWords, word: usize, depth: usize) -> Status {
    if let Some(status) = own_status(document, words, word) {
        return status;
    }
    if depth == 0 {
        return Status::Occurred;
    }
    governed_status(document, words, word, depth).unwrap_or(Status::Occurred)
}

/// What the word's own dependents say.
fn own_status(document: &Document, words: &StatusWords, word: usize) -> Option<Status> {
    let nominal = matches!(document.tokens[word].upos, Upos::Noun | Upos::Propn);
    let mut status = None;
    let mut denied = false;
    for &child in document.children(word) {
        let token = &document.tokens[child];
        let lemma = token.lemma.to_lowercase();
        match token.deprel {
            Deprel::Mark if words.is_condition(&lemma) => return Some(Status::Hypothetical),
            Deprel::Advmod if matches!(lemma.as_str(), "not" | "never" | "n't") => denied = true,
            Deprel::Det if nominal && lemma == "no" => denied = true,
            Deprel::Aux => {
                if let Some(modal) = words.modal(&lemma) {
                    status = status.or(Some(modal));
                }
            }
            Deprel::Amod if nominal => {
                if let Some(said) = words.adjective(&lemma) {
                    status = status.or(Some(said));
                }
            }
            _ => {}
        }
    }
    if denied { Some(Status::Denied) } else { status }
}

/// What the words above say: "plans to", "refused to", "called for", "if".
fn governed_status(document: &Document, words: &StatusWords, word: usize, depth: usize) -> Option<Status> {
    let token = &document.tokens[word];
    let head = token.head?;
    let head_lemma = document.tokens[head].lemma.to_lowercase();
    match token.deprel {
        Deprel::Xcomp | Deprel::Ccomp | Deprel::Csubj | Deprel::CsubjPass => {
            let said = words.governor(&head_lemma);
            match (said, told_status(document, words, head, depth - 1)) {
                (Some(Status::Denied), Status::Denied) => Some(Status::Occurred),
                (Some(status), _) if status != Status::Occurred => Some(status),
                // what is said in a report is judged on its own, what is done goes with its verb
                (_, above) if token.deprel == Deprel::Xcomp || words.carries(&head_lemma) => Some(above),
                _ => None,
            }
        }
        Deprel::Acl if is_infinitive(document, word) => {
            Some(words.governor(&head_lemma).unwrap_or(Status::Hypothetical))
        }
        // a purpose goes with what is done for it: "flew in to meet"
        Deprel::Advcl if is_infinitive(document, word) => Some(
            words
                .governor(&head_lemma)
                .filter(|&s| s != Status::Occurred)
                .unwrap_or_else(|| told_status(document, words, head, depth - 1)),
        ),
        Deprel::Conj => Some(told_status(document, words, head, depth - 1)),
        Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::NsubjPass | Deprel::Advcl => {
            // what happened before or after a demand was not demanded
            let apart = matches!(token.deprel, Deprel::Obl | Deprel::Nmod | Deprel::Advcl)
                && preposition(document, word).is_some_and(|p| {
                    matches!(
                        p.as_str(),
                        "after" | "before" | "following" | "since" | "during" | "amid" | "in" | "on"
                    )
                });
            let said = words.governor_of_noun(&head_lemma).filter(|_| !apart);
            if said.is_some() {
                return said;
            }
            // "will hold talks": a noun goes with the verb that carries it
            let carried = matches!(token.deprel, Deprel::Obj | Deprel::NsubjPass)
                && words.carries(&head_lemma)
                && document.tokens[head].upos == Upos::Verb;
            carried.then(|| told_status(document, words, head, depth - 1))
        }
        _ => None,
    }
}
