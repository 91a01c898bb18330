//! Whether an event happened: negation, modality, future, conditions, questions, history.

use chancery_lang::{Deprel, Document, Upos};
use jiff::civil::Date;

use crate::lexicon::status::StatusWords;
use crate::plover::Status;
use crate::reading::TimeExpression;
use crate::reading::clause::{self, is_infinitive, preposition};

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
            // "no charges were filed", "nobody was hurt"
            Deprel::Nsubj | Deprel::NsubjPass if is_none(document, child) => denied = true,
            Deprel::Det if nominal && lemma == "no" => denied = true,
            // "put no pressure on Oslo", "met nobody"
            Deprel::Obj if !nominal && is_none(document, child) => denied = true,
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
            // "talks planned for May"
            Deprel::Acl if nominal && clause::is_passive(document, child) => {
                status = status
                    .or(words.adjective(&lemma))
                    .or(words.adjective(&document.form(child).to_lowercase()));
            }
            _ => {}
        }
    }
    if denied {
        return Some(Status::Denied);
    }
    status
        .or_else(|| is_asked(document, word).then_some(Status::Hypothetical))
        .or_else(|| is_arranged(document, word))
}

/// "Does the party oppose the bill?": a question that yes or no answers. What "why did they arrest her?" asks about happened.
fn is_asked(document: &Document, word: usize) -> bool {
    let sentence = document.sentence_of(word);
    let is_question = sentence.clone().rev().take(3).any(|i| document.form(i) == "?");
    let inverted = document.children(word).iter().any(|&aux| {
        matches!(document.tokens[aux].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
            && document.children(word).iter().any(|&subject| {
                matches!(document.tokens[subject].deprel, Deprel::Nsubj | Deprel::NsubjPass) && aux < subject
            })
    });
    let names_what = sentence.take_while(|&i| i < word).any(|i| {
        matches!(
            document.tokens[i].lemma.to_lowercase().as_str(),
            "what" | "who" | "whom" | "whose" | "which" | "how" | "why" | "where" | "when"
        )
    });
    is_question && inverted && !names_what
}

/// "The minister is to step down".
fn is_arranged(document: &Document, word: usize) -> Option<Status> {
    let token = &document.tokens[word];
    let marked = is_infinitive(document, word);
    let own = || {
        document.children(word).iter().any(|&c| {
            document.tokens[c].lemma == "be" && matches!(document.tokens[c].deprel, Deprel::Aux | Deprel::Cop)
        })
    };
    let above = || {
        token.deprel == Deprel::Xcomp && token.head.is_some_and(|head| document.tokens[head].lemma == "be")
    };
    (token.upos == Upos::Verb && marked && (own() || above())).then_some(Status::Future)
}

/// "No charges", "none", "nobody".
fn is_none(document: &Document, word: usize) -> bool {
    matches!(document.tokens[word].lemma.to_lowercase().as_str(), "none" | "nobody" | "nothing" | "no-one")
        || document.children(word).iter().any(|&c| {
            document.tokens[c].deprel == Deprel::Det && document.tokens[c].lemma.to_lowercase() == "no"
        })
}

/// Whether the word is what somebody goes on doing: "will continue to call for".
#[must_use]
pub fn is_continued(document: &Document, words: &StatusWords, word: usize) -> bool {
    let token = &document.tokens[word];
    token.deprel == Deprel::Xcomp
        && token.head.is_some_and(|head| words.continues(&document.tokens[head].lemma.to_lowercase()))
}

/// A clause of what is not done: "without meeting", "decided against charging", "kept from entering".
fn is_ruled_out(document: &Document, words: &StatusWords, word: usize) -> bool {
    let token = &document.tokens[word];
    let head = token.head.map_or("", |head| document.tokens[head].lemma.as_str());
    token.upos == Upos::Verb
        && document.children(word).iter().any(|&c| {
            let mark = &document.tokens[c];
            matches!(mark.deprel, Deprel::Mark | Deprel::Case)
                && words.excludes(&head.to_lowercase(), &mark.lemma.to_lowercase())
        })
}

/// A participle that says how something is done, or until when: "will return to the Gulf, visiting Kuwait".
fn is_circumstance(document: &Document, word: usize) -> bool {
    let marks: Vec<String> =
        document.children_by(word, Deprel::Mark).map(|m| document.tokens[m].lemma.to_lowercase()).collect();
    let bare = !document.children(word).iter().any(|&c| {
        matches!(document.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Nsubj | Deprel::NsubjPass)
    });
    let ing = document.form(word).to_lowercase().ends_with("ing");
    marks.iter().any(|mark| mark == "until")
        || (ing && bare && marks.iter().all(|mark| matches!(mark.as_str(), "by" | "in")))
}

/// Whether a noun is the subject of a verb of failing: "the attempt failed".
fn came_to_nothing(document: &Document, words: &StatusWords, noun: usize) -> bool {
    let token = &document.tokens[noun];
    token.deprel == Deprel::Nsubj
        && token.head.is_some_and(|verb| {
            document.child_by(verb, Deprel::Xcomp).is_none()
                && document.child_by(verb, Deprel::Obj).is_none()
                && words.governor(&document.tokens[verb].lemma.to_lowercase()) == Some(Status::Denied)
        })
}

fn has_subject(document: &Document, word: usize) -> bool {
    document
        .children(word)
        .iter()
        .any(|&c| matches!(document.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass))
}

/// What the words above say: "plans to", "refused to", "called for", "if".
fn governed_status(document: &Document, words: &StatusWords, word: usize, depth: usize) -> Option<Status> {
    if depth == 0 {
        return None;
    }
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
        // "the vote to remove him failed"
        Deprel::Acl if is_infinitive(document, word) && came_to_nothing(document, words, head) => {
            Some(Status::Denied)
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
        // "without meeting", "decided against charging"
        Deprel::Advcl | Deprel::Acl | Deprel::Obl if is_ruled_out(document, words, word) => {
            Some(Status::Denied)
        }
        Deprel::Advcl
            if is_circumstance(document, word)
                && matches!(
                    told_status(document, words, head, depth - 1),
                    Status::Future | Status::Hypothetical
                ) =>
        {
            Some(told_status(document, words, head, depth - 1))
        }
        // "charges may follow", "the protests could continue"
        Deprel::Nsubj
            if document.tokens[head].upos == Upos::Verb
                && words.carries(&head_lemma)
                && document.child_by(head, Deprel::Obj).is_none() =>
        {
            Some(told_status(document, words, head, depth - 1)).filter(|&status| status != Status::Occurred)
        }
        // "no claims were made, but the minister blamed rebels": with a subject of its own only what governs both counts
        Deprel::Conj if has_subject(document, word) => {
            let status = governed_status(document, words, head, depth - 1);
            Some(status.unwrap_or(Status::Occurred))
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::testing::tree;

    #[test]
    fn a_question_to_be_answered_with_yes_or_no_claims_nothing() {
        let open = tree(
            "Does/do/AUX/3/aux Oslo/Oslo/PROPN/3/nsubj oppose/oppose/VERB/0/root it/it/PRON/3/obj ?/?/PUNCT/3/punct",
        );
        assert!(is_asked(&open, 2));
        let why = tree(
            "Why/why/ADV/4/advmod did/do/AUX/4/aux Oslo/Oslo/PROPN/4/nsubj oppose/oppose/VERB/0/root ?/?/PUNCT/4/punct",
        );
        assert!(!is_asked(&why, 3));
        let told = tree("Oslo/Oslo/PROPN/2/nsubj opposed/oppose/VERB/0/root it/it/PRON/2/obj");
        assert!(!is_asked(&told, 1));
    }

    #[test]
    fn who_is_to_resign_has_not_yet_done_so() {
        let arranged =
            tree("She/she/PRON/2/nsubj is/be/VERB/0/root to/to/PART/4/mark resign/resign/VERB/2/xcomp");
        assert_eq!(is_arranged(&arranged, 3), Some(Status::Future));
        let told = tree("She/she/PRON/2/nsubj resigned/resign/VERB/0/root");
        assert_eq!(is_arranged(&told, 1), None);
    }
}
