//! Which date an event has: one that stands in the event's own clause.

use chancery_lang::{Deprel, Document, Upos};

use super::{Granularity, TimeExpression};

/// How far up the tree an event's clause is followed.
const DEPTH: usize = 8;

/// Prepositions whose date bounds an event from outside instead of dating it.
const BOUNDS: [&str; 8] = ["since", "until", "till", "before", "after", "ahead", "prior", "following"];

/// Participles of a statement whose date is that of what is said in it.
const TELLING: [&str; 8] = ["release", "issue", "publish", "post", "broadcast", "air", "hold", "give"];

/// The time expression that dates the event reported by word `trigger`, as an index into `dates`: one below the trigger, else
/// one of the verb whose clause it stands in, never one of another clause.
#[must_use]
pub fn date_of(document: &Document, dates: &[TimeExpression], trigger: usize) -> Option<usize> {
    let sentence = document.span_of(&document.sentence_of(trigger));
    let here: Vec<(usize, usize)> = dates
        .iter()
        .enumerate()
        .filter(|(_, date)| sentence.contains(date.span))
        .filter_map(|(index, date)| Some((index, head_of(document, date)?)))
        .filter(|&(_, head)| !is_bound(document, head))
        .collect();
    if here.is_empty() {
        return None;
    }
    let mut at = trigger;
    let mut fronted_only = false;
    for _ in 0..DEPTH {
        if let Some(index) = best_below(document, dates, &here, at, trigger, fronted_only) {
            return Some(index);
        }
        let (next, fronted) = governor(document, at)?;
        at = next;
        fronted_only |= fronted;
    }
    None
}

/// The word of the expression whose head lies outside of it.
fn head_of(document: &Document, date: &TimeExpression) -> Option<usize> {
    let first = document.tokens.partition_point(|token| token.span.end <= date.span.start);
    let last = document.tokens.partition_point(|token| token.span.start < date.span.end);
    (first..last)
        .find(|&i| document.tokens[i].head.is_none_or(|head| !(first..last).contains(&head)))
        .or_else(|| (first < last).then_some(first))
}

/// Whether the date only bounds what it belongs to: "since March".
fn is_bound(document: &Document, head: usize) -> bool {
    document.children_by(head, Deprel::Case).any(|case| {
        let low = document.form(case).to_lowercase();
        BOUNDS.contains(&low.as_str())
    })
}

/// The date below word `at` that is nearest to the trigger and in no other clause. `fronted` takes only dates before it.
fn best_below(
    document: &Document,
    dates: &[TimeExpression],
    here: &[(usize, usize)],
    at: usize,
    trigger: usize,
    fronted: bool,
) -> Option<usize> {
    here.iter()
        .filter(|&&(_, head)| !fronted || head < at)
        .filter_map(|&(index, head)| {
            Some((steps(document, head, at, trigger)?, head.abs_diff(trigger), index))
        })
        .min_by_key(|&(steps, distance, index)| {
            (
                dates[index].days.is_none(),
                steps,
                dates[index].granularity > Granularity::Month,
                distance,
                index,
            )
        })
        .map(|(_, _, index)| index)
}

/// How many words lie between a date and the word `at` above it; `None` where another clause or another event's noun does.
fn steps(document: &Document, head: usize, at: usize, trigger: usize) -> Option<usize> {
    let mut i = head;
    for steps in 0..DEPTH {
        if i == at {
            return Some(steps);
        }
        let token = &document.tokens[i];
        let allowed = match token.deprel {
            Deprel::Obl
            | Deprel::OblUnmarked
            | Deprel::NmodUnmarked
            | Deprel::Advmod
            | Deprel::Appos
            | Deprel::Flat
            | Deprel::Dep
            | Deprel::List
            | Deprel::Fixed
            | Deprel::Parataxis => i == head || token.deprel == Deprel::Obl,
            // "in Paris on Tuesday" may hang on the town, "the talks in May" on the talks.
            Deprel::Nmod => i == head || document.is_within(trigger, i) || !is_bound(document, i),
            // "the 1994 genocide", "Sunday's attack": a date of that noun alone.
            Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc | Deprel::Nummod | Deprel::Amod => {
                token.head.is_some_and(|noun| noun == trigger || document.is_within(trigger, noun))
            }
            // "In a statement released on Saturday, he accused …"
            Deprel::Acl => {
                let verb = token.lemma.to_lowercase();
                TELLING.contains(&verb.as_str())
                    && token.head.is_some_and(|noun| document.tokens[noun].deprel == Deprel::Obl)
            }
            // "Ankara and Tashkent from 5 to 6 April": the second has its own date.
            Deprel::Conj => false,
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Iobj => {
                i == head || document.tokens[i].upos != Upos::Verb
            }
            _ => false,
        };
        if !allowed {
            return None;
        }
        i = token.head?;
    }
    None
}

/// The word whose clause the event's word belongs to, and whether only a date that stands before counts there.
fn governor(document: &Document, word: usize) -> Option<(usize, bool)> {
    let token = &document.tokens[word];
    let head = token.head?;
    match token.deprel {
        Deprel::Nsubj
        | Deprel::NsubjPass
        | Deprel::Obj
        | Deprel::Iobj
        | Deprel::Obl
        | Deprel::OblAgent
        | Deprel::Nmod
        | Deprel::NmodPoss
        | Deprel::Compound
        | Deprel::Amod
        | Deprel::Appos
        | Deprel::Xcomp
        | Deprel::Fixed
        | Deprel::Flat => Some((head, false)),
        Deprel::Conj if nominal(document, word) => Some((head, false)),
        // "On Monday they met and signed": the date in front is for both.
        Deprel::Conj => Some((head, true)),
        Deprel::Advcl => {
            let mark = document.child_by(word, Deprel::Mark).map(|m| document.form(m).to_lowercase());
            match mark.as_deref() {
                Some("as" | "while") => Some((head, true)),
                None if document.tokens[word].feats.has("VerbForm", "Ger")
                    || document.tokens[word].feats.has("VerbForm", "Part") =>
                {
                    Some((head, false))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn nominal(document: &Document, word: usize) -> bool {
    matches!(document.tokens[word].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Num)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::find_dates;
    use super::*;
    use crate::reading::testing::tree;

    fn dated(words: &str, trigger: usize) -> Option<String> {
        let document = tree(words);
        let dates = find_dates(&document, Some(date(2018, 4, 18)));
        date_of(&document, &dates, trigger).map(|i| dates[i].span.of(&document.text).to_owned())
    }

    #[test]
    fn the_date_of_a_verb_is_in_its_clause() {
        let words = "Police/police/NOUN/2/nsubj said/say/VERB/0/root Monday/Monday/PROPN/2/obl:unmarked \
                     rebels/rebel/NOUN/5/nsubj attacked/attack/VERB/2/ccomp";
        assert_eq!(dated(words, 1).as_deref(), Some("Monday"));
        assert_eq!(dated(words, 4), None);
    }

    #[test]
    fn a_noun_has_the_date_of_its_verb() {
        let words = "The/the/DET/2/det attack/attack/NOUN/3/nsubj occurred/occur/VERB/0/root \
                     Sunday/Sunday/PROPN/3/obl:unmarked";
        assert_eq!(dated(words, 1).as_deref(), Some("Sunday"));
    }

    #[test]
    fn a_date_inside_another_noun_is_not_taken() {
        let words = "He/he/PRON/2/nsubj rejected/reject/VERB/0/root the/the/DET/5/det 2015/2015/NUM/5/nummod \
                     deal/deal/NOUN/2/obj";
        assert_eq!(dated(words, 1), None);
        assert_eq!(dated(words, 4).as_deref(), Some("2015"));
    }

    #[test]
    fn bounds_are_no_dates() {
        let words = "They/they/PRON/2/nsubj fought/fight/VERB/0/root since/since/ADP/4/case March/March/PROPN/2/obl \
                     2011/2011/NUM/4/nummod";
        assert_eq!(dated(words, 1), None);
    }

    #[test]
    fn a_date_in_front_holds_for_both_verbs() {
        let words = "On/on/ADP/2/case Monday/Monday/PROPN/4/obl they/they/PRON/4/nsubj met/meet/VERB/0/root \
                     and/and/CCONJ/6/cc signed/sign/VERB/4/conj";
        assert_eq!(dated(words, 5).as_deref(), Some("Monday"));
    }
}
