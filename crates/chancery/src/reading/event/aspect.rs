//! What the form of a verb says by itself: questions, "is to resign", "is going to vote", "has yet to leave".

use chancery_lang::{Deprel, Document, Upos};

use crate::lexicon::status::StatusWords;
use crate::plover::Status;
use crate::reading::clause::is_infinitive;

/// "Does the party oppose the bill?": a question that yes or no answers. What "why did they arrest her?" asks about happened.
#[must_use]
pub fn is_asked(document: &Document, word: usize) -> bool {
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

/// "The talks that will be held in May": an event that a clause of its own puts ahead.
#[must_use]
pub fn is_to_be_held(document: &Document, words: &StatusWords, noun: usize) -> Option<Status> {
    let lies_ahead = |clause: usize| {
        words.carries(&document.tokens[clause].lemma.to_lowercase())
            && document.children_by(clause, Deprel::Aux).any(|aux| document.tokens[aux].lemma == "will")
            && document.children(clause).iter().any(|&c| {
                matches!(document.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass)
                    && document.tokens[c].upos == Upos::Pron
            })
    };
    let nominal = matches!(document.tokens[noun].upos, Upos::Noun | Upos::Propn);
    (nominal && document.children_by(noun, Deprel::AclRelcl).any(lies_ahead)).then_some(Status::Future)
}

/// "The minister is to step down".
#[must_use]
pub fn is_arranged(document: &Document, word: usize) -> Option<Status> {
    let token = &document.tokens[word];
    let marked = is_infinitive(document, word);
    let own = || {
        document.children(word).iter().any(|&c| {
            document.tokens[c].lemma == "be" && matches!(document.tokens[c].deprel, Deprel::Aux | Deprel::Cop)
        })
    };
    // "is due to meet", which the parser may take for one preposition
    let due = document.children_by(word, Deprel::Mark).any(|mark| document.tokens[mark].lemma == "due");
    if due && token.feats.has("VerbForm", "Inf") && own() {
        return Some(Status::Future);
    }
    let above = || {
        token.deprel == Deprel::Xcomp && token.head.is_some_and(|head| document.tokens[head].lemma == "be")
    };
    (token.upos == Upos::Verb && marked && (own() || above())).then_some(Status::Future)
}

/// "Is going to vote", "has to leave", "has yet to leave".
#[must_use]
pub fn is_ahead(document: &Document, word: usize) -> Option<Status> {
    let token = &document.tokens[word];
    let head = token.head.filter(|_| token.deprel == Deprel::Xcomp && is_infinitive(document, word))?;
    let verb = &document.tokens[head];
    let is_past = |word: usize| document.tokens[word].feats.has("Tense", "Past");
    match verb.lemma.as_str() {
        "go" if document.form(head).eq_ignore_ascii_case("going") => {
            let is_not = |&c: &usize| matches!(document.tokens[c].lemma.as_str(), "not" | "never" | "n't");
            let was = document.children_by(head, Deprel::Aux).any(is_past);
            Some(match document.children(head).iter().any(is_not) {
                true => Status::Denied,
                false if was => Status::Hypothetical,
                false => Status::Future,
            })
        }
        "have"
            if document.children_by(head, Deprel::Advmod).any(|a| document.tokens[a].lemma == "yet")
                || document.children_by(word, Deprel::Advmod).any(|a| document.tokens[a].lemma == "yet") =>
        {
            Some(Status::Denied)
        }
        "have" if verb.feats.has("Tense", "Pres") => Some(Status::Hypothetical),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::testing::events_of;
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

    #[test]
    fn talks_that_will_be_held_lie_ahead() {
        let told = |aux: &str, be: &str| {
            let sentence = format!(
                "Oslo/Oslo/PROPN/2/nsubj mentioned/mention/VERB/0/root/Tense=Past the/the/DET/4/det talks/talk/NOUN/2/obj with/with/ADP/6/case Chile/Chile/PROPN/4/nmod \
                 that/that/PRON/10/nsubj:pass {aux} {be} held/hold/VERB/4/acl:relcl ././PUNCT/2/punct"
            );
            events_of(&[&sentence]).first().map(|event| event.status)
        };
        assert_eq!(told("will/will/AUX/10/aux", "be/be/AUX/10/aux:pass"), Some(Status::Future));
        assert_ne!(told("had/have/AUX/10/aux", "been/be/AUX/10/aux:pass"), Some(Status::Future));
    }
}
