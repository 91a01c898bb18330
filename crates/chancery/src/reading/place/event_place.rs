//! Where an event took place: what its own clause says, else what its sentence says of no other place.

use chancery_lang::{Deprel, Document, Upos};

use super::{Place, Resolution};

/// The place of the event reported by word `trigger`, as an index into `places`.
///
/// Tried in order: the trigger's own "in", "at", "near" …; a name before a noun trigger ("Damascus airstrikes"); the
/// same of the clauses around it; the sentence's only locative. A dateline never counts, nor a name that acts.
#[must_use]
pub fn place_of(document: &Document, places: &[Place], trigger: usize) -> Option<usize> {
    if trigger >= document.tokens.len() {
        return None;
    }
    let sentence = document.sentence_of(trigger);
    let here: Vec<(usize, usize)> = places
        .iter()
        .enumerate()
        .filter(|(_, place)| place.point.is_some())
        .filter_map(|(i, place)| head_of(document, place, &sentence).map(|head| (i, head)))
        .filter(|&(i, _)| !is_dateline(document, &places[i], sentence.start))
        .collect();
    if here.is_empty() {
        return None;
    }
    let mut at = trigger;
    for _ in 0..6 {
        let own: Vec<usize> = here
            .iter()
            .filter(|&&(i, head)| {
                attached(document, at, head)
                    && (is_located(document, head) || noun_of(document, at, head, &places[i]))
            })
            .map(|&(i, _)| i)
            .collect();
        if let Some(best) = most_exact(places, &own) {
            return Some(best);
        }
        let token = &document.tokens[at];
        let up = matches!(
            token.deprel.universal(),
            "conj"
                | "xcomp"
                | "advcl"
                | "acl"
                | "obj"
                | "nsubj"
                | "nmod"
                | "obl"
                | "compound"
                | "ccomp"
                | "appos"
        );
        match token.head {
            Some(head) if up => at = head,
            _ => break,
        }
    }
    let located: Vec<usize> = here
        .iter()
        .filter(|&&(i, head)| !places[i].metonym && is_located(document, head))
        .map(|&(i, _)| i)
        .collect();
    let same = located.windows(2).all(|pair| nested(&places[pair[0]], &places[pair[1]]));
    if same { most_exact(places, &located) } else { None }
}

/// The word of the name that is tied to a word outside of it.
fn head_of(document: &Document, place: &Place, sentence: &std::ops::Range<usize>) -> Option<usize> {
    sentence.clone().filter(|&t| place.span.contains(document.tokens[t].span)).find(|&t| {
        document.tokens[t].head.is_none_or(|head| !place.span.contains(document.tokens[head].span))
    })
}

/// Whether `word` hangs on `at` without another clause between, over at most three nouns ("in the outskirts of the city").
fn attached(document: &Document, at: usize, word: usize) -> bool {
    let mut w = word;
    for _ in 0..4 {
        let token = &document.tokens[w];
        let Some(head) = token.head else { return false };
        if head == at {
            return !matches!(token.deprel.universal(), "nsubj" | "parataxis" | "ccomp" | "advcl" | "conj")
                || token.deprel == Deprel::Conj && document.tokens[head].upos != Upos::Verb;
        }
        if !matches!(
            token.deprel.universal(),
            "nmod" | "obl" | "appos" | "compound" | "flat" | "conj" | "obj"
        ) {
            return false;
        }
        if !matches!(document.tokens[head].upos, Upos::Noun | Upos::Propn | Upos::Adj) {
            return false;
        }
        w = head;
    }
    false
}

/// Whether a name stands after a preposition of place, itself or the noun it belongs to.
fn is_located(document: &Document, head: usize) -> bool {
    let mut w = head;
    for _ in 0..3 {
        for case in document.children_by(w, Deprel::Case) {
            let form = document.form(case).to_lowercase();
            if matches!(
                form.as_str(),
                "in" | "at"
                    | "near"
                    | "outside"
                    | "inside"
                    | "across"
                    | "around"
                    | "throughout"
                    | "into"
                    | "on"
                    | "over"
                    | "along"
                    | "within"
                    | "north"
                    | "south"
                    | "east"
                    | "west"
                    | "off"
            ) {
                return true;
            }
            if form != "of" && form != "'s" && form != "’s" {
                return false;
            }
        }
        match document.tokens[w].head {
            Some(up)
                if matches!(
                    document.tokens[w].deprel.universal(),
                    "nmod" | "compound" | "appos" | "conj" | "flat"
                ) && matches!(document.tokens[up].upos, Upos::Noun | Upos::Propn) =>
            {
                w = up;
            }
            _ => return false,
        }
    }
    false
}

/// "Damascus airstrikes", "the Aleppo offensive": a name that stands before the noun that reports the event.
fn noun_of(document: &Document, at: usize, head: usize, place: &Place) -> bool {
    let token = &document.tokens[head];
    let adjective = token.upos == Upos::Adj || place.metonym;
    token.head == Some(at)
        && document.tokens[at].upos == Upos::Noun
        && matches!(token.deprel, Deprel::Compound | Deprel::Nmod)
        && !adjective
        && place.resolution != Some(Resolution::Country)
}

/// A place at the very head of a report or sentence before a dash or "(Reuters)": where it was written.
fn is_dateline(document: &Document, place: &Place, first: usize) -> bool {
    let start = document.tokens[first].span.start;
    if place.span.start > start + 40 {
        return false;
    }
    let rest = document.text.get(place.span.end..).unwrap_or("");
    let rest: String = rest.chars().take(40).collect();
    let head: String = document.text.get(start..place.span.start).unwrap_or("").to_owned();
    let dash = |text: &str| {
        text.contains(" - ") || text.contains('—') || text.contains(" – ") || text.contains("--")
    };
    let plain_head = head.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    plain_head
        && (rest.trim_start().starts_with('(') && rest.contains(')') && dash(&rest)
            || dash(rest.get(..18).unwrap_or(&rest)))
        && rest.split([' ', ',']).take(3).all(|word| !word.chars().any(char::is_lowercase) || word.len() <= 8)
}

fn most_exact(places: &[Place], found: &[usize]) -> Option<usize> {
    found.iter().copied().min_by_key(|&i| (rank(places[i].resolution), i))
}

fn rank(resolution: Option<Resolution>) -> u8 {
    match resolution {
        Some(Resolution::Site) => 0,
        Some(Resolution::City) => 1,
        Some(Resolution::District) => 2,
        Some(Resolution::Province) => 3,
        Some(Resolution::Region) => 4,
        Some(Resolution::Country) => 5,
        None => 6,
    }
}

/// Whether one of two places may lie in the other, so that naming both is naming one.
fn nested(a: &Place, b: &Place) -> bool {
    a.country == b.country && rank(a.resolution) != rank(b.resolution)
}
