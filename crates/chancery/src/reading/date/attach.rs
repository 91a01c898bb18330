//! Which date an event has: one that stands in the event's own clause.

use chancery_lang::{Deprel, Document, Upos};

use super::{Granularity, TimeExpression};
use crate::lexicon::StatusWords;
use crate::reading::clause::preposition;

/// How far up the tree an event's clause is followed.
const DEPTH: usize = 8;

/// Prepositions whose date bounds an event from outside instead of dating it.
const BOUNDS: [&str; 9] = ["to", "since", "until", "till", "before", "after", "ahead", "prior", "following"];

/// Participles of a statement whose date is that of what is said in it.
const TELLING: [&str; 8] = ["release", "issue", "publish", "post", "broadcast", "air", "hold", "give"];

/// Participles that only say when the thing takes or took place: "a rally held on Friday", "talks scheduled for May".
const HAPPENING: [&str; 19] = [
    "hold", "stage", "conduct", "carry", "launch", "take", "schedule", "plan", "expect", "set", "slate",
    "due", "sign", "commit", "make", "place", "mount", "file", "lodge",
];

/// Verbs of deciding and of coming together: what is decided on or gathered for is done then.
const DECIDING: [&str; 7] = ["vote", "decide", "gather", "meet", "assemble", "convene", "rally"];

/// Verbs by which a decree, a law or an order comes into being: "signed a decree banning the veil".
const DECREEING: [&str; 10] =
    ["sign", "issue", "pass", "adopt", "approve", "enact", "impose", "announce", "publish", "declare"];

/// Those of them whose noun lies ahead, with everything that it is about: "laws banning strikes expected next month".
const PLANNING: [&str; 6] = ["schedule", "plan", "expect", "set", "slate", "due"];

/// The time expression that dates the event reported by word `trigger`, as an index into `dates`: one below the trigger, else
/// one of the verb whose clause it stands in, never one of another clause. `words` tells which verbs carry an event's noun:
/// "held the talks on Monday" dates the talks, "condemned the attack on Monday" does not date the attack.
#[must_use]
pub fn date_of(
    document: &Document,
    words: &StatusWords,
    dates: &[TimeExpression],
    trigger: usize,
) -> Option<usize> {
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
        let Some((next, fronted)) = governor(document, words, at) else { break };
        at = next;
        fronted_only |= fronted;
    }
    of_planned_noun(document, dates, &here, trigger)
}

/// The date for which the noun that the trigger describes is planned.
fn of_planned_noun(
    document: &Document,
    dates: &[TimeExpression],
    here: &[(usize, usize)],
    trigger: usize,
) -> Option<usize> {
    let token = &document.tokens[trigger];
    let noun = token.head.filter(|_| token.deprel == Deprel::Acl)?;
    let subject = matches!(document.tokens[noun].deprel, Deprel::Nsubj | Deprel::NsubjPass);
    let plan = document
        .children_by(noun, Deprel::Acl)
        .chain(document.tokens[noun].head.filter(|_| subject))
        .find(|&word| word != trigger && PLANNING.contains(&document.tokens[word].lemma.as_str()))?;
    best_below(document, dates, here, plan, plan, false)
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
    let bound = |word: usize| {
        preposition(document, word).is_some_and(|case| {
            case == "as of" || case.split(' ').next().is_some_and(|first| BOUNDS.contains(&first))
        })
    };
    // "by reports on Saturday", "according to police on Friday" date the telling
    let source = document.tokens[head].head.is_some_and(|noun| {
        document.tokens[head].deprel == Deprel::Nmod
            && preposition(document, noun).is_some_and(|case| case.starts_with("according") || case == "by")
    });
    bound(head) && !is_since_then(document, head) || source
}

/// "They have protested since June", "protests since June": what has gone on from then until today.
fn is_since_then(document: &Document, head: usize) -> bool {
    let since = preposition(document, head).is_some_and(|case| case == "since");
    since
        && document.tokens[head].head.is_some_and(|at| {
            let perfect = document.children_by(at, Deprel::Aux).any(|aux| {
                document.tokens[aux].lemma == "have" && document.tokens[aux].feats.has("Tense", "Pres")
            });
            perfect || document.tokens[at].upos == Upos::Noun
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
            // "late on Sunday", "earlier on Friday"
            Deprel::Advmod if matches!(token.lemma.as_str(), "late" | "later" | "early" | "earlier") => true,
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
            // "on Sunday President Ali signed", where the day is read as a part of the name
            Deprel::Compound | Deprel::NmodDesc if i == head && is_adverbial(document, i) => true,
            Deprel::NmodDesc if i != head && is_adverbial(document, head) => true,
            // "the 1994 genocide", "Sunday's attack": a date of that noun alone.
            Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc | Deprel::Nummod | Deprel::Amod => {
                token.head.is_some_and(|noun| {
                    noun == trigger
                        || document.is_within(trigger, noun)
                        || token.deprel == Deprel::NmodPoss
                            && (is_occasion(document, noun) || is_subject_of(document, noun, at))
                })
            }
            // "In a statement released on Saturday, he accused …"
            Deprel::Acl => {
                let verb = token.lemma.to_lowercase();
                TELLING.contains(&verb.as_str())
                    && token.head.is_some_and(|noun| document.tokens[noun].deprel == Deprel::Obl)
                    || HAPPENING.contains(&verb.as_str()) && token.head == Some(trigger)
            }
            // "in a bombing that happened on Monday"
            Deprel::AclRelcl => {
                matches!(token.lemma.as_str(), "happen" | "occur" | "take")
                    && i != head
                    && document.tokens[head].head == Some(i)
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

/// A day after "on", or before everything else in its sentence: "this Wednesday Minister Hart said".
fn is_adverbial(document: &Document, day: usize) -> bool {
    let mut before = document.sentence_of(day).start..day;
    preposition(document, day).as_deref() == Some("on") || before.all(|word| document.is_within(word, day))
}

/// "Monday's bid failed": what its subject did has the day of the subject.
fn is_subject_of(document: &Document, noun: usize, at: usize) -> bool {
    matches!(document.tokens[noun].deprel, Deprel::Nsubj | Deprel::NsubjPass)
        && document.tokens[noun].head == Some(at)
}

/// "In Monday's attack", "during Friday's session", "as a result of Sunday's vote": what happens there has its day.
fn is_occasion(document: &Document, noun: usize) -> bool {
    let led_by = |word: usize, cases: &[&str]| {
        preposition(document, word).is_some_and(|case| cases.contains(&case.as_str()))
    };
    let frame = |head: usize| {
        matches!(document.tokens[head].lemma.as_str(), "result" | "course" | "wake")
            && document.tokens[head].deprel == Deprel::Obl
    };
    let token = &document.tokens[noun];
    match token.deprel {
        Deprel::Obl => led_by(noun, &["in", "during", "at", "amid"]),
        Deprel::Nmod => led_by(noun, &["of"]) && token.head.is_some_and(frame),
        _ => false,
    }
}

/// The word whose clause the event's word belongs to, and whether only a date that stands before counts there.
fn governor(document: &Document, words: &StatusWords, word: usize) -> Option<(usize, bool)> {
    let token = &document.tokens[word];
    let head = token.head?;
    if is_spoken_of(document, words, word) {
        return None;
    }
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
        Deprel::Conj if nominal(document, word) || is_led_away(document, word) => Some((head, false)),
        Deprel::Acl if is_decreed(document, word, head) => Some((head, false)),
        Deprel::AclRelcl => arrival(document, word, head).map(|verb| (verb, false)),
        // "On Monday they met and signed": the date in front is for both.
        Deprel::Conj => Some((head, true)),
        Deprel::Advcl => {
            let mark = document.child_by(word, Deprel::Mark).map(|m| document.form(m).to_lowercase());
            let when = || {
                document
                    .children_by(word, Deprel::Advmod)
                    .any(|m| document.form(m).eq_ignore_ascii_case("when"))
            };
            match mark.as_deref() {
                Some("as" | "while" | "when" | "with") => Some((head, false)),
                // "voted on Tuesday to elect"
                Some("to") if DECIDING.contains(&document.tokens[head].lemma.as_str()) => Some((head, false)),
                // "died on Tuesday after being shot"
                Some("after") if document.tokens[head].lemma == "die" => Some((head, false)),
                None if when() => Some((head, false)),
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

/// Verbs of going and being brought to a place, where the next thing happens.
const GOING: [&str; 12] =
    ["bring", "take", "transfer", "rush", "fly", "travel", "go", "arrive", "come", "head", "return", "visit"];

/// "Was arrested on Monday and taken to a prison": the second happens with the first.
fn is_led_away(document: &Document, word: usize) -> bool {
    GOING[..5].contains(&document.tokens[word].lemma.as_str())
        && document.tokens[word].head.is_some_and(|first| document.child_by(first, Deprel::AuxPass).is_some())
        && document.child_by(word, Deprel::Mark).is_none()
}

/// Whether `noun` is a decree that comes into being here and `word` what it does.
fn is_decreed(document: &Document, word: usize, noun: usize) -> bool {
    let token = &document.tokens[noun];
    token.deprel == Deprel::Obj
        && document.tokens[word].feats.has("VerbForm", "Ger")
        && token.head.is_some_and(|verb| DECREEING.contains(&document.tokens[verb].lemma.as_str()))
}

/// The verb of going to the place `noun` where the relative clause `word` goes on: "flew to Ankara, where they met".
fn arrival(document: &Document, word: usize, noun: usize) -> Option<usize> {
    let adverb = |forms: &[&str]| {
        document
            .children_by(word, Deprel::Advmod)
            .any(|child| forms.contains(&document.form(child).to_lowercase().as_str()))
    };
    if !adverb(&["where"]) || adverb(&["later", "eventually", "once", "previously", "subsequently"]) {
        return None;
    }
    let place = &document.tokens[noun];
    place.head.filter(|&verb| {
        matches!(place.deprel, Deprel::Obl | Deprel::Obj)
            && GOING.contains(&document.tokens[verb].lemma.as_str())
    })
}

/// Whether a noun is only what its clause speaks of: "condemned the attack", "was charged with the murder", "the leader of the
/// protest".
fn is_spoken_of(document: &Document, words: &StatusWords, word: usize) -> bool {
    let token = &document.tokens[word];
    let Some(head) = token.head.filter(|_| token.upos == Upos::Noun) else { return false };
    let carried = words.carries(&document.tokens[head].lemma.to_lowercase());
    match token.deprel {
        Deprel::Obj => !carried && is_known(document, word),
        Deprel::Obl => {
            let case = preposition(document, word).unwrap_or_default();
            // "gathered for a rally"
            let gathered = case == "for" && DECIDING[2..].contains(&document.tokens[head].lemma.as_str());
            !carried
                && !gathered
                && matches!(
                    case.as_str(),
                    "of" | "with" | "over" | "for" | "about" | "against" | "from" | "after"
                )
        }
        Deprel::Nmod => {
            let case = preposition(document, word).unwrap_or_default();
            let held = matches!(case.as_str(), "in" | "at" | "during" | "by");
            !held && (case != "of" || !is_amount(&document.tokens[head].lemma))
        }
        _ => false,
    }
}

/// Whether the text has told of a noun before: "the attack", "Trump's call".
fn is_known(document: &Document, noun: usize) -> bool {
    document.children(noun).iter().any(|&child| match document.tokens[child].deprel {
        Deprel::Det => {
            matches!(
                document.form(child).to_lowercase().as_str(),
                "the" | "this" | "that" | "these" | "those"
            )
        }
        Deprel::NmodPoss => document.tokens[child].upos != Upos::Pron,
        _ => false,
    })
}

/// Nouns that count, shape or suffer the events named after "of": "a wave of attacks".
#[rustfmt::skip]
fn is_amount(lemma: &str) -> bool {
    matches!(
        lemma,
        "series" | "spate" | "wave" | "string" | "number" | "round" | "day" | "kind" | "campaign" | "act" | "pair" | "dozen"
            | "flurry" | "barrage" | "host" | "spree" | "part" | "exchange" | "week" | "hour" | "couple" | "target" | "victim" | "scene" | "site"
    )
}

fn nominal(document: &Document, word: usize) -> bool {
    matches!(document.tokens[word].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Num)
}

#[cfg(test)]
mod tests;
