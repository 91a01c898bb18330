//! Where an event took place: what its own clause says, else what its sentence says of no other place.

use std::ops::Range;

use chancery_lang::{Deprel, Document, Upos};

use super::{Place, Resolution};
use crate::reading::clause::is_infinitive;

/// How far up the tree the clauses around a trigger are asked.
const HEIGHT: usize = 6;

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
        return choose(&|place| {
            hangs_directly(document, trigger, place.head)
                && !is_addressed(document, place.head)
                && (is_located(document, place.head) || is_visited(document, trigger, place.head))
                && !places[place.index].metonym
        });
    }
    let mut at = trigger;
    for step in 0..HEIGHT {
        let own = choose(&|place| {
            let named = &places[place.index];
            !is_topic(document, at, place.head)
                && !is_of_something_else(document, trigger, place.head)
                && (attached(document, at, place.head) || is_aim(document, at, place.head, named))
                && (is_located_place(document, place.head, named)
                    || step == 0 && is_before_noun(document, at, place.head, named)
                    || step == 0 && is_truce_for(document, at, place.head)
                    || step == 0 && is_struck(document, at, place.head, named)
                    || step == 0 && is_aim(document, at, place.head, named)
                    || step == 0 && is_visited(document, at, place.head))
        });
        if own.is_some() {
            return own;
        }
        if step == 0 {
            let below = choose(&|place| {
                let truce = is_truce_for(document, trigger, place.head);
                !places[place.index].metonym
                    && !is_topic(document, trigger, place.head)
                    && !is_of_something_else(document, trigger, place.head)
                    && (truce || is_located_place(document, place.head, &places[place.index]))
                    && is_below(document, trigger, place.head)
            });
            if below.is_some() {
                return below;
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
    if one { most_exact(places, &located) } else { None }
}

/// The word of the name that is tied to a word outside of it.
fn head_of(document: &Document, place: &Place, sentence: &Range<usize>) -> Option<usize> {
    sentence.clone().filter(|&t| place.span.contains(document.tokens[t].span)).find(|&t| {
        document.tokens[t].head.is_none_or(|head| !place.span.contains(document.tokens[head].span))
    })
}

/// Whether `word` hangs on `at` without another clause between, over at most four nouns ("in the outskirts of the city").
fn attached(document: &Document, at: usize, word: usize) -> bool {
    let mut w = word;
    for _ in 0..5 {
        let token = &document.tokens[w];
        let Some(head) = token.head else { return false };
        if head == at {
            return !matches!(token.deprel.universal(), "nsubj" | "parataxis" | "ccomp" | "advcl" | "conj")
                || token.deprel == Deprel::Conj && document.tokens[head].upos != Upos::Verb;
        }
        if !matches!(
            token.deprel.universal(),
            "nmod" | "obl" | "appos" | "compound" | "flat" | "conj" | "obj" | "list"
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

/// Whether `word` belongs to what is talked about: "discussed the crisis in Syria".
fn is_topic(document: &Document, at: usize, word: usize) -> bool {
    let talks = is_talk(document, at);
    let mut w = word;
    for _ in 0..6 {
        let Some(head) = document.tokens[w].head else { return false };
        let about = w != word
            && document
                .children_by(w, Deprel::Case)
                .any(|c| matches!(document.form(c), "on" | "about" | "over"));
        if about && (is_talk(document, head) || is_matter(document, w)) {
            return true;
        }
        if head == at {
            return talks && document.tokens[w].deprel == Deprel::Obj;
        }
        w = head;
    }
    false
}

/// Whether the place belongs to another thing that the sentence compares or counts from: "the deadliest since an assault in
/// Ghazni", "like the attack in Paris".
fn is_of_something_else(document: &Document, trigger: usize, word: usize) -> bool {
    let mut w = word;
    for _ in 0..HEIGHT {
        let Some(head) = document.tokens[w].head else { return false };
        w = head;
        if document.is_within(trigger, w) {
            return false;
        }
        let apart = document.children_by(w, Deprel::Case).any(|case| {
            matches!(
                document.form(case).to_lowercase().as_str(),
                "since" | "after" | "before" | "following" | "than" | "like" | "unlike" | "despite" | "via"
            )
        });
        // "after a trial in Paris they were found guilty"
        if apart && !is_setting(&document.tokens[w].lemma) {
            return true;
        }
    }
    false
}

/// What is spoken of rather than where: "on the humanitarian situation in Aleppo".
fn is_matter(document: &Document, word: usize) -> bool {
    matches!(
        document.tokens[word].lemma.as_str(),
        "situation" | "crisis" | "conflict" | "issue" | "war" | "future"
    )
}

#[rustfmt::skip]
fn is_talk(document: &Document, word: usize) -> bool {
    matches!(
        document.tokens[word].lemma.as_str(),
        "discuss" | "talk" | "talks" | "consult" | "negotiate" | "negotiation" | "debate" | "address" | "discussion"
            | "meeting" | "summit" | "conference"
    )
}

/// Whether `word` hangs on `at` itself, or on the town, meeting or building there: "at the summit in Vienna".
fn hangs_directly(document: &Document, at: usize, word: usize) -> bool {
    let mut w = word;
    for _ in 0..3 {
        let token = &document.tokens[w];
        if token.head == Some(at) {
            return matches!(token.deprel.universal(), "obl" | "nmod" | "compound")
                || token.deprel == Deprel::Obj && is_visited(document, at, w);
        }
        let Some(head) = token.head else { return false };
        let setting = is_setting(&document.tokens[head].lemma);
        if !setting && !matches!(token.deprel.universal(), "appos" | "flat" | "list") {
            return false;
        }
        w = head;
    }
    false
}

/// Nouns of a place or an occasion that may stand between an event and the name of its place.
#[rustfmt::skip]
fn is_setting(lemma: &str) -> bool {
    matches!(
        lemma,
        "city" | "town" | "village" | "capital" | "summit" | "meeting" | "conference" | "talk" | "session" | "margin"
            | "location" | "area" | "outskirt" | "outskirts" | "suburb" | "center" | "centre" | "site" | "part" | "rally"
            | "trial" | "hearing" | "vote"
    )
}

/// Whether `word` lies below `trigger` with no speech or main clause between.
fn is_below(document: &Document, trigger: usize, word: usize) -> bool {
    let mut w = word;
    for _ in 0..10 {
        let token = &document.tokens[w];
        match token.head {
            Some(_) if matches!(token.deprel.universal(), "ccomp" | "parataxis" | "csubj") => return false,
            Some(_) if token.deprel == Deprel::AclRelcl => return false,
            Some(head) if head == trigger => return true,
            Some(head) => w = head,
            None => return false,
        }
    }
    false
}

/// As [`is_located`]; a country before a noun is whose it is, not where: "in a U.S. drone strike".
fn is_located_place(document: &Document, head: usize, place: &Place) -> bool {
    let whose = matches!(document.tokens[head].deprel, Deprel::Compound | Deprel::Amod | Deprel::NmodPoss)
        && matches!(place.resolution, Some(Resolution::Country | Resolution::Region));
    is_right_after_preposition(document, place) || !whose && is_located(document, head)
}

/// Whether the word before the name is a preposition of place, "the" and "northern" apart.
fn is_right_after_preposition(document: &Document, place: &Place) -> bool {
    let first = document.tokens.partition_point(|token| token.span.start < place.span.start);
    for t in (first.saturating_sub(3)..first).rev() {
        let form = document.form(t).to_lowercase();
        if is_locative(&form) {
            return matches!(
                form.as_str(),
                "in" | "at" | "near" | "outside" | "inside" | "across" | "around"
            );
        }
        if !(form == "the"
            || form.ends_with("ern")
            || matches!(form.as_str(), "north" | "south" | "east" | "west"))
        {
            return false;
        }
    }
    false
}

/// "Called on Italy", "put pressure on Iran", "a complaint against Spain": to whom, not where.
fn is_addressed(document: &Document, head: usize) -> bool {
    document.children_by(head, Deprel::Case).any(|case| {
        matches!(document.form(case).to_lowercase().as_str(), "on" | "against" | "over" | "between")
    })
}

/// Whether a name stands after a preposition of place, itself or the noun it belongs to.
fn is_located(document: &Document, head: usize) -> bool {
    let mut w = head;
    for _ in 0..4 {
        for case in document.children_by(w, Deprel::Case) {
            let form = document.form(case).to_lowercase();
            if is_locative(&form) {
                return true;
            }
            let visit = document.tokens[w].head.is_some_and(|up| goes_somewhere(&document.tokens[up].lemma));
            if form == "to" && visit {
                return true;
            }
            if form != "of" && form != "'s" && form != "’s" {
                return false;
            }
        }
        let token = &document.tokens[w];
        match token.head {
            Some(up)
                if matches!(
                    token.deprel.universal(),
                    "nmod" | "compound" | "appos" | "conj" | "flat" | "list"
                ) && matches!(document.tokens[up].upos, Upos::Noun | Upos::Propn) =>
            {
                w = up;
            }
            _ => return false,
        }
    }
    false
}

#[rustfmt::skip]
fn is_locative(preposition: &str) -> bool {
    matches!(
        preposition,
        "in" | "at" | "near" | "outside" | "inside" | "across" | "around" | "throughout" | "into" | "on" | "over"
            | "along" | "within" | "north" | "south" | "east" | "west" | "off" | "against" | "between" | "above"
    )
}

/// A town, camp or district that is the object of what happens: "bombed Aleppo", "liberate the city of Mosul".
fn is_struck(document: &Document, at: usize, head: usize, place: &Place) -> bool {
    if matches!(place.resolution, Some(Resolution::Country | Resolution::Region) | None) {
        return false;
    }
    let mut w = head;
    for _ in 0..3 {
        let token = &document.tokens[w];
        if token.head == Some(at) {
            return matches!(token.deprel, Deprel::Obj | Deprel::NsubjPass)
                || token.deprel == Deprel::Nmod
                    && document.children_by(w, Deprel::Case).any(|c| document.form(c) == "of");
        }
        let of = document.children_by(w, Deprel::Case).any(|c| document.form(c) == "of");
        let settlement = token.head.is_some_and(|up| {
            matches!(
                document.form(up),
                "city"
                    | "town"
                    | "village"
                    | "province"
                    | "district"
                    | "suburb"
                    | "port"
                    | "area"
                    | "camp"
                    | "region"
            )
        });
        match token.head {
            Some(up) if settlement && (of || token.deprel.universal() == "compound") => w = up,
            _ => return false,
        }
    }
    false
}

/// The town that an operation is to take: "an offensive to retake Mosul".
fn is_aim(document: &Document, at: usize, head: usize, place: &Place) -> bool {
    document
        .children(at)
        .iter()
        .filter(|&&verb| matches!(document.tokens[verb].deprel, Deprel::Acl | Deprel::Advcl | Deprel::Xcomp))
        .any(|&verb| is_infinitive(document, verb) && is_struck(document, verb, head, place))
}

/// "A ceasefire for eastern Aleppo", also where a verb stands between: "the truce brokered for Aleppo".
fn is_truce_for(document: &Document, at: usize, head: usize) -> bool {
    matches!(document.tokens[at].lemma.as_str(), "ceasefire" | "cease-fire" | "truce" | "armistice")
        && document.children_by(head, Deprel::Case).any(|c| document.form(c) == "for")
}

/// Where a visit, trip or journey goes: "visited Turkey", "his visit to Uzbekistan", "travel to Iraq".
fn is_visited(document: &Document, at: usize, head: usize) -> bool {
    let token = &document.tokens[head];
    if token.head != Some(at) {
        return false;
    }
    let goes = goes_somewhere(&document.tokens[at].lemma);
    let to =
        document.children_by(head, Deprel::Case).any(|c| matches!(document.form(c), "to" | "of" | "into"));
    goes && (token.deprel == Deprel::Obj || to)
}

/// Verbs and nouns of going to a place.
#[rustfmt::skip]
fn goes_somewhere(lemma: &str) -> bool {
    matches!(
        lemma,
        "visit" | "trip" | "travel" | "arrive" | "tour" | "fly" | "journey" | "return" | "deploy" | "deployment"
            | "enter" | "invade" | "invasion"
    )
}

/// "Damascus airstrikes", "the Aleppo offensive": a name that stands before the noun that reports the event.
fn is_before_noun(document: &Document, at: usize, head: usize, place: &Place) -> bool {
    let token = &document.tokens[head];
    token.head == Some(at)
        && head < at
        && document.tokens[at].upos == Upos::Noun
        && matches!(token.deprel, Deprel::Compound | Deprel::Nmod | Deprel::NmodPoss)
        && token.upos != Upos::Adj
        && !place.metonym
        && !matches!(place.resolution, Some(Resolution::Country) | None)
}

/// A place at the head of a sentence before a dash or "(Reuters)": where the report was written.
fn is_dateline(document: &Document, place: &Place, first: usize) -> bool {
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

fn exactness(place: &Place) -> u8 {
    match place.resolution {
        Some(Resolution::Site) => 0,
        Some(Resolution::City) | None => 1,
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
