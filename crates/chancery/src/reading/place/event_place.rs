//! Where an event took place: what its own clause says, else what its sentence says of no other place.

use std::ops::Range;

use chancery_lang::Document;

use super::relation::{
    HEIGHT, attached, frames, hangs_directly, is_addressed, is_aim, is_aimed_at, is_aside, is_before_noun,
    is_below, is_located_place, is_of_agent, is_of_something_else, is_struck, is_topic,
    is_truce_or_battle_for, is_visited,
};
use super::{Place, Resolution};

/// How far from the trigger the place of an event may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Only what hangs on the trigger itself: a condemnation does not take place where the condemned attack did.
    Own,
    /// The clauses around it, the sentence, an earlier telling.
    Sentence,
}

/// A place of the trigger's sentence.
#[derive(Clone, Copy, Debug)]
struct Here {
    /// Index into the report's places.
    index: usize,
    /// The word of the name that is tied to a word outside of it.
    head: usize,
}

/// The place of the event reported by word `trigger`, as an index into `places`.
///
/// Tried in order: the trigger's own "in", "at", "near", the town it strikes or the land it visits, a name before a noun
/// ("Damascus airstrikes"); what lies below it in the tree; the same of the clauses around it; the sentence's only
/// locative. What other sentences tell of the same happening is added later (`share_places`). A dateline never counts, nor a name that acts.
#[must_use]
pub fn place_of(document: &Document, places: &[Place], trigger: usize, reach: Reach) -> Option<usize> {
    if trigger >= document.tokens.len() {
        return None;
    }
    in_sentence(document, places, trigger, reach)
}

fn in_sentence(document: &Document, places: &[Place], trigger: usize, reach: Reach) -> Option<usize> {
    let sentence = document.sentence_of(trigger);
    let here: Vec<Here> = places
        .iter()
        .enumerate()
        .filter(|(_, place)| place.point.is_some() || place.country.is_some())
        .filter_map(|(index, place)| head_of(document, place, &sentence).map(|head| Here { index, head }))
        .filter(|here| !is_dateline(document, &places[here.index], sentence.start))
        .collect();
    if here.is_empty() {
        return None;
    }
    let choose = |test: &dyn Fn(&Here) -> bool| {
        let found: Vec<usize> = here.iter().filter(|place| test(place)).map(|place| place.index).collect();
        most_exact(places, &found)
    };
    if reach == Reach::Own {
        return frames(document, trigger).into_iter().find_map(|at| {
            choose(&|place| {
                let there = at != trigger && (place.head == at || attached(document, at, place.head));
                (there || hangs_directly(document, at, place.head))
                    && !is_addressed(document, place.head)
                    && (is_located_place(document, place.head, &places[place.index])
                        || is_visited(document, at, place.head))
                    && !places[place.index].metonym
            })
        });
    }
    let aimed = |index: usize| {
        here.iter().any(|place| place.index == index && is_aimed_at(document, place.head, &places[index]))
    };
    let mut at = trigger;
    for step in 0..HEIGHT {
        let own = choose(&|place| {
            let named = &places[place.index];
            !is_topic(document, at, place.head)
                && (step == 0 || !is_of_agent(document, at, place.head))
                && !is_of_something_else(document, trigger, place.head)
                && (attached(document, at, place.head) || is_aim(document, at, place.head, named))
                && (is_located_place(document, place.head, named)
                    || step == 0 && is_before_noun(document, at, place.head, named)
                    || step == 0 && is_truce_or_battle_for(document, at, place.head)
                    || step == 0 && is_struck(document, at, place.head, named)
                    || step == 0 && is_aim(document, at, place.head, named)
                    || step == 0 && is_visited(document, at, place.head))
        });
        if own.is_some() {
            return own.filter(|&place| !aimed(place));
        }
        if step == 0 {
            let below = choose(&|place| {
                let truce = is_truce_or_battle_for(document, trigger, place.head);
                !places[place.index].metonym
                    && !is_topic(document, trigger, place.head)
                    && !is_of_something_else(document, trigger, place.head)
                    && (truce || is_located_place(document, place.head, &places[place.index]))
                    && is_below(document, trigger, place.head)
            });
            if below.is_some() {
                return below.filter(|&place| !aimed(place));
            }
        }
        let token = &document.tokens[at];
        let up = matches!(
            token.deprel.universal(),
            "conj" | "xcomp" | "advcl" | "acl" | "obj" | "nsubj" | "nmod" | "obl" | "compound" | "appos"
        );
        match token.head {
            Some(head) if up => at = head,
            _ => break,
        }
    }
    let located: Vec<usize> = here
        .iter()
        .filter(|place| {
            let named = &places[place.index];
            !named.metonym
                && is_located_place(document, place.head, named)
                && !is_topic(document, trigger, place.head)
                && !is_of_something_else(document, trigger, place.head)
        })
        .map(|place| place.index)
        .collect();
    let one = located.windows(2).all(|pair| may_nest(&places[pair[0]], &places[pair[1]]));
    let aside = |index: usize| {
        here.iter().any(|place| place.index == index && is_aside(document, trigger, place.head))
    };
    most_exact(places, &located).filter(|&place| one && !aside(place) && !aimed(place))
}

/// The word of the name that is tied to a word outside of it.
fn head_of(document: &Document, place: &Place, sentence: &Range<usize>) -> Option<usize> {
    sentence.clone().filter(|&t| place.span.contains(document.tokens[t].span)).find(|&t| {
        document.tokens[t].head.is_none_or(|head| !place.span.contains(document.tokens[head].span))
    })
}

/// A place at the head of a sentence before a dash or "(Reuters)": where the report was written.
pub(super) fn is_dateline(document: &Document, place: &Place, first: usize) -> bool {
    let start = document.tokens[first].span.start;
    if place.span.start > start + 40 {
        return false;
    }
    let rest: String = document.text.get(place.span.end..).unwrap_or("").chars().take(40).collect();
    let near: String = rest.chars().take(18).collect();
    let before = document.text.get(start..place.span.start).unwrap_or("");
    let dash = |text: &str| [" - ", "—", " – ", "--"].iter().any(|dash| text.contains(dash));
    let agency = rest.trim_start().starts_with('(') && rest.contains(')') && dash(&rest);
    before.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
        && (agency || dash(&near))
        && rest.split([' ', ',']).take(3).all(|word| !word.chars().any(char::is_lowercase) || word.len() <= 8)
}

/// The first of the places named, or one named after it that lies in it.
fn most_exact(places: &[Place], found: &[usize]) -> Option<usize> {
    let mut best = *found.first()?;
    for &next in &found[1..] {
        if may_nest(&places[best], &places[next]) && exactness(&places[next]) < exactness(&places[best]) {
            best = next;
        }
    }
    Some(best)
}

pub(super) fn exactness(place: &Place) -> u8 {
    match place.resolution {
        // the gazetteer lacks only what is small
        Some(Resolution::Site) | None => 0,
        Some(Resolution::City) => 1,
        Some(Resolution::District) => 2,
        Some(Resolution::Province) => 3,
        Some(Resolution::Region) => 4,
        Some(Resolution::Country) => 5,
    }
}

/// Whether one of two places may lie in the other, so that naming both is naming one.
fn may_nest(a: &Place, b: &Place) -> bool {
    a.country == b.country && exactness(a) != exactness(b)
}

/// Whether two places are known to have no point in common.
pub(crate) fn lie_apart(a: &Place, b: &Place) -> bool {
    if a.name == b.name && a.country == b.country {
        return false;
    }
    let province =
        |place: &Place| place.admin1.clone().filter(|_| place.resolution != Some(Resolution::Country));
    let differ = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
    differ(&a.country, &b.country) || exactness(a) == exactness(b) || differ(&province(a), &province(b))
}
