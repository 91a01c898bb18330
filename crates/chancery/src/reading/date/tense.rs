//! Whether the clause of a word tells of the past or of what is to come.

use chancery_lang::{Deprel, Document, Upos};

use super::resolve::Tense;

/// How far up the tree the verb of a clause is looked for.
const DEPTH: usize = 12;

/// Auxiliaries that point ahead unless "have" follows.
const AHEAD: [&str; 10] = ["will", "shall", "would", "may", "might", "could", "should", "must", "'ll", "wo"];

/// Words whose infinitive, or whose date, lies ahead.
const PLANS: [&str; 14] = [
    "schedule", "plan", "expect", "due", "set", "slate", "intend", "likely", "poise", "hope", "agree", "aim",
    "prepare", "upcoming",
];

/// The tense of the clause that word `word` stands in.
pub(super) fn tense_of(document: &Document, word: usize) -> Tense {
    let mut at = Some(word);
    for _ in 0..DEPTH {
        let Some(i) = at else { break };
        if let Some(tense) = of_predicate(document, i) {
            return tense;
        }
        at = document.tokens[i].head;
    }
    Tense::Open
}

/// The tense of a predicate; `None` for other words and for infinitives, whose governor decides.
fn of_predicate(document: &Document, i: usize) -> Option<Tense> {
    let token = &document.tokens[i];
    let lemma = token.lemma.to_lowercase();
    let mut have = false;
    let mut past = false;
    let mut verbal = matches!(token.upos, Upos::Verb | Upos::Aux);
    let planned = PLANS.contains(&lemma.as_str());
    let mut ahead = planned && (token.upos == Upos::Adj || token.feats.has("VerbForm", "Part"));
    for &child in document.children(i) {
        let aux = &document.tokens[child];
        let low = aux.lemma.to_lowercase();
        match aux.deprel {
            Deprel::Aux | Deprel::AuxPass | Deprel::Cop => {
                verbal = true;
                have |= low == "have";
                past |= aux.feats.has("Tense", "Past");
                ahead |= AHEAD.contains(&low.as_str());
            }
            Deprel::Mark if document.form(child).eq_ignore_ascii_case("to") => {
                // "is to be sentenced in June"
                let is_to = document.children(i).iter().any(|&be| {
                    be < child && document.tokens[be].lemma == "be" && document.tokens[be].upos == Upos::Aux
                });
                return if is_to { Some(Tense::Future) } else { infinitive(document, i) };
            }
            _ => {}
        }
    }
    // "is going to meet": the infinitive hangs on "going".
    ahead |= lemma == "go" && document.children_by(i, Deprel::Xcomp).next().is_some() && !past;
    if ahead && !have {
        return Some(Tense::Future);
    }
    if have || past || verbal && token.feats.has("Tense", "Past") {
        return Some(Tense::Past);
    }
    verbal.then_some(Tense::Open).filter(|_| !token.feats.has("VerbForm", "Inf"))
}

/// "to meet on Tuesday": ahead after a word of planning, and on its own; else as its governor.
fn infinitive(document: &Document, i: usize) -> Option<Tense> {
    let Some(head) = document.tokens[i].head else { return Some(Tense::Future) };
    let lemma = document.tokens[head].lemma.to_lowercase();
    let planned = PLANS.contains(&lemma.as_str()) || lemma == "go" || lemma == "be";
    planned.then_some(Tense::Future)
}
