//! Whether an event happened: negation, modality, future, conditions, questions, history.

use chancery_lang::{Deprel, Document, Upos};
use jiff::civil::Date;

use super::aspect::{is_ahead, is_arranged, is_asked, is_to_be_held};
use crate::lexicon::status::StatusWords;
use crate::plover::Status;
use crate::reading::TimeExpression;
use crate::reading::clause::{self, is_infinitive, preposition};
use crate::reading::date::Granularity;

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
        (None, None) if date.is_some_and(|date| is_years_ago(&document.text, date)) => Status::Historical,
        _ => Status::Occurred,
    }
}

/// "Ten years ago", "a decade ago": another time, whatever day it is.
fn is_years_ago(text: &str, date: &TimeExpression) -> bool {
    let words = date.span.of(text).to_lowercase();
    let one = words.starts_with("a year") || words.starts_with("one ");
    words.ends_with("ago") && date.granularity >= Granularity::Year && !one
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
            Deprel::Advmod if !nominal => status = status.or(words.adverb(&lemma)),
            // "no charges were filed", "nobody was hurt"
            Deprel::Nsubj | Deprel::NsubjPass if is_none(document, child) || is_neither(document, child) => {
                denied = true;
            }
            Deprel::Det if nominal && lemma == "no" => denied = true,
            // "put no pressure on Oslo", "met nobody"
            Deprel::Obj if !nominal && is_none(document, child) => denied = true,
            Deprel::Aux => {
                if let Some(modal) = words.modal(&lemma) {
                    let announced = lemma == "would" && is_announced(document, words, word);
                    status = status.or(Some(if announced { Status::Future } else { modal }));
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
        .or_else(|| is_ahead(document, word))
        .or_else(|| is_to_be_held(document, words, word))
}

/// "Announced that it would leave": "will" as the past tells it, unless a condition hangs on it.
fn is_announced(document: &Document, words: &StatusWords, word: usize) -> bool {
    let token = &document.tokens[word];
    let conditional = |&c: &usize| {
        document.tokens[c].deprel == Deprel::Advcl
            && document
                .children_by(c, Deprel::Mark)
                .any(|mark| words.is_condition(&document.tokens[mark].lemma.to_lowercase()))
    };
    let told = |head: usize| {
        let verb = &document.tokens[head];
        verb.feats.has("Tense", "Past") && words.announces(&verb.lemma)
    };
    token.deprel == Deprel::Ccomp
        && token.head.is_some_and(told)
        && !document.children(word).iter().any(conditional)
        && !document.children(word).iter().any(|&c| document.tokens[c].lemma == "have")
}

/// A gerund of what somebody or something is there for: "a unit tasked with investigating", "capable of striking".
#[must_use]
pub fn is_duty(document: &Document, words: &StatusWords, word: usize) -> bool {
    let token = &document.tokens[word];
    token.upos == Upos::Verb
        && token.head.is_some_and(|head| {
            let lemma = document.tokens[head].lemma.to_lowercase();
            document.children(word).iter().any(|&c| {
                let mark = &document.tokens[c];
                matches!(mark.deprel, Deprel::Mark | Deprel::Case)
                    && words.is_duty(&lemma, &mark.lemma.to_lowercase())
            })
        })
}

/// A noun for an event of which it is not taken for granted that there is one: "a strike", "further attacks".
fn is_indefinite(document: &Document, word: usize) -> bool {
    document.tokens[word].upos == Upos::Noun
        && !document.children(word).iter().any(|&c| match document.tokens[c].deprel {
            Deprel::Det => {
                !matches!(document.tokens[c].lemma.to_lowercase().as_str(), "a" | "an" | "any" | "another")
            }
            Deprel::NmodPoss => true,
            Deprel::Amod => matches!(
                document.tokens[c].lemma.to_lowercase().as_str(),
                "recent" | "latest" | "last" | "ongoing" | "current" | "previous" | "continuing"
            ),
            _ => false,
        })
}

/// A clause with "because", "since", "while": what it tells is not wanted or feared with the main clause.
fn gives_reason(document: &Document, word: usize) -> bool {
    document.children_by(word, Deprel::Mark).any(|mark| {
        matches!(
            document.tokens[mark].lemma.to_lowercase().as_str(),
            "because" | "since" | "although" | "though" | "while" | "as" | "after" | "whereas"
        )
    })
}

/// "No charges", "none", "nobody".
fn is_none(document: &Document, word: usize) -> bool {
    matches!(document.tokens[word].lemma.to_lowercase().as_str(), "none" | "nobody" | "nothing" | "no-one")
        || document.children(word).iter().any(|&c| {
            document.tokens[c].deprel == Deprel::Det && document.tokens[c].lemma.to_lowercase() == "no"
        })
}

/// "Neither Oslo nor Bern".
fn is_neither(document: &Document, word: usize) -> bool {
    document.tokens[word].lemma.eq_ignore_ascii_case("neither")
        || document.children(word).iter().any(|&c| {
            matches!(document.tokens[c].deprel, Deprel::CcPreconj | Deprel::Cc | Deprel::Det)
                && document.form(c).eq_ignore_ascii_case("neither")
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

/// A clause in the present with "when", "once" or "before": its time is that of the main clause.
fn is_of_one_time(document: &Document, word: usize) -> bool {
    document.tokens[word].feats.has("Tense", "Pres")
        && document.children(word).iter().any(|&c| {
            matches!(document.tokens[c].deprel, Deprel::Mark | Deprel::Advmod)
                && matches!(
                    document.tokens[c].lemma.as_str(),
                    "when" | "once" | "before" | "after" | "until" | "whenever"
                )
        })
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

/// A finite verb in the simple past, the past perfect or its passive: "left", "had left", "were arrested".
fn is_told_in_past(document: &Document, word: usize) -> bool {
    let is_past = |word: usize| {
        document.tokens[word].feats.has("Tense", "Past") && document.tokens[word].feats.has("VerbForm", "Fin")
    };
    let modal = document.children_by(word, Deprel::Aux).any(|aux| {
        !matches!(document.tokens[aux].lemma.to_lowercase().as_str(), "have" | "be" | "do" | "get")
    });
    let aux = document
        .children(word)
        .iter()
        .any(|&c| matches!(document.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass) && is_past(c));
    document.tokens[word].upos == Upos::Verb && !modal && (is_past(word) || aux)
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
            let past = token.deprel == Deprel::Ccomp && is_told_in_past(document, word);
            // "announced that two had been arrested"
            let said = words.governor(&head_lemma).filter(|&status| status != Status::Future || !past);
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
                && (words.carries(&head_lemma) && document.child_by(head, Deprel::Obj).is_none()
                    || is_indefinite(document, word)) =>
        {
            let above = told_status(document, words, head, depth - 1);
            let shared = words.carries(&head_lemma) || above != Status::Denied;
            Some(above).filter(|&status| shared && status != Status::Occurred)
        }
        // "would be hit by a strike"
        Deprel::OblAgent | Deprel::Obl
            if is_indefinite(document, word) && preposition(document, word).as_deref() == Some("by") =>
        {
            Some(told_status(document, words, head, depth - 1))
                .filter(|status| matches!(status, Status::Future | Status::Hypothetical))
        }
        // "no claims were made, but the minister blamed rebels": with a subject of its own only what governs both counts
        Deprel::Conj if has_subject(document, word) => {
            let status = governed_status(document, words, head, depth - 1);
            Some(status.unwrap_or(Status::Occurred))
        }
        // "would have lost but resigned": what is told in the past has no part in the modal before it
        Deprel::Conj if is_told_in_past(document, word) && !is_told_in_past(document, head) => {
            Some(governed_status(document, words, head, depth - 1).unwrap_or(Status::Occurred))
        }
        Deprel::Conj => Some(told_status(document, words, head, depth - 1)),
        // "when the troops leave, talks will begin"
        Deprel::Advcl if is_of_one_time(document, word) => {
            Some(told_status(document, words, head, depth - 1))
                .filter(|status| matches!(status, Status::Future | Status::Hypothetical))
        }
        // "wanted talks because they had lost"
        Deprel::Advcl if gives_reason(document, word) => None,
        Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::NsubjPass | Deprel::Advcl => {
            // what happened before or after a demand was not demanded
            let apart = matches!(token.deprel, Deprel::Obl | Deprel::Nmod | Deprel::Advcl)
                && preposition(document, word).is_some_and(|p| {
                    matches!(
                        p.as_str(),
                        "after" | "before" | "following" | "since" | "during" | "amid" | "in" | "on"
                    )
                });
            let with_preposition = || {
                let case = preposition(document, word)?;
                words
                    .governor_of_noun(&format!("{head_lemma} {case}"))
                    // whom somebody is shielded from may well attack
                    .filter(|_| !matches!(case.as_str(), "against" | "from") || is_indefinite(document, word))
            };
            let topic = || words.governor_of_topic(&head_lemma).filter(|_| is_indefinite(document, word));
            let said = words
                .governor_of_noun(&head_lemma)
                .or_else(topic)
                .filter(|_| !apart)
                .or_else(with_preposition);
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

    fn told(words: &str, trigger: usize) -> Status {
        let lexicon = StatusWords::load(&crate::lexicon::Source::embedded()).expect("well-formed");
        status_of(&tree(words), &lexicon, trigger, None, None)
    }

    #[test]
    fn what_is_going_to_happen_or_has_yet_to_has_not() {
        let going = "Oslo/Oslo/PROPN/3/nsubj is/be/AUX/3/aux going/go/VERB/0/root to/to/PART/5/mark \
                     retreat/retreat/VERB/3/xcomp";
        assert_eq!(told(going, 4), Status::Future);
        let not = "Oslo/Oslo/PROPN/4/nsubj is/be/AUX/4/aux not/not/PART/4/advmod going/go/VERB/0/root to/to/PART/6/mark \
                   retreat/retreat/VERB/4/xcomp";
        assert_eq!(told(not, 5), Status::Denied);
        let yet = "Oslo/Oslo/PROPN/2/nsubj has/have/VERB/0/root yet/yet/ADV/2/advmod to/to/PART/5/mark \
                   retreat/retreat/VERB/2/xcomp";
        assert_eq!(told(yet, 4), Status::Denied);
    }

    #[test]
    fn what_was_announced_lies_ahead() {
        let announced = "Oslo/Oslo/PROPN/2/nsubj announced/announce/VERB/0/root/Tense=Past it/it/PRON/5/nsubj \
                         would/would/AUX/5/aux retreat/retreat/VERB/2/ccomp";
        assert_eq!(told(announced, 4), Status::Future);
        let thought = announced.replace("announced/announce", "thought/think");
        assert_eq!(told(&thought, 4), Status::Hypothetical);
    }

    #[test]
    fn maybe_claims_nothing() {
        let maybe = "Maybe/maybe/ADV/3/advmod Oslo/Oslo/PROPN/3/nsubj attacked/attack/VERB/0/root";
        assert_eq!(told(maybe, 2), Status::Hypothetical);
    }

    #[test]
    fn the_attack_that_is_discussed_happened_and_sanctions_that_are_discussed_have_not() {
        let sanctions = "They/they/PRON/2/nsubj discussed/discuss/VERB/0/root sanctions/sanction/NOUN/2/obj";
        assert_eq!(told(sanctions, 2), Status::Hypothetical);
        let attack =
            "They/they/PRON/2/nsubj discussed/discuss/VERB/0/root the/the/DET/4/det attack/attack/NOUN/2/obj";
        assert_eq!(told(attack, 3), Status::Occurred);
    }

    #[test]
    fn a_strike_that_would_hurt_is_only_thought_of() {
        let strike = "A/a/DET/2/det strike/strike/NOUN/4/nsubj would/would/AUX/4/aux hurt/hurt/VERB/0/root \
                      Oslo/Oslo/PROPN/4/obj";
        assert_eq!(told(strike, 1), Status::Hypothetical);
        let the = "The/the/DET/2/det strike/strike/NOUN/4/nsubj would/would/AUX/4/aux hurt/hurt/VERB/0/root \
                   Oslo/Oslo/PROPN/4/obj";
        assert_eq!(told(the, 1), Status::Occurred);
    }

    #[test]
    fn what_was_authorized_has_been_ordered() {
        let authorized = "She/she/PRON/2/nsubj authorized/authorize/VERB/0/root/Tense=Past sanctions/sanction/NOUN/2/obj/Number=Plur";
        assert_eq!(told(authorized, 2), Status::Occurred);
        let allowed = "She/she/PRON/2/nsubj may/may/AUX/3/aux authorize/authorize/VERB/0/root sanctions/sanction/NOUN/3/obj/Number=Plur";
        assert_eq!(told(allowed, 3), Status::Hypothetical);
    }

    #[test]
    fn what_a_unit_is_tasked_with_is_no_event() {
        let lexicon = StatusWords::load(&crate::lexicon::Source::embedded()).expect("well-formed");
        let unit = tree(
            "a/a/DET/2/det unit/unit/NOUN/0/root tasked/task/VERB/2/acl with/with/SCONJ/5/mark bombing/bomb/VERB/3/advcl",
        );
        assert!(is_duty(&unit, &lexicon, 4));
        assert!(!is_duty(&unit, &lexicon, 2));
    }
}
