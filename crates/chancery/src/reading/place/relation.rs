//! How the name of a place stands to the word that reports an event, read off the tree: "in Aleppo", "shelled Aleppo",
//! "talks on Syria".

use chancery_lang::{Deprel, Document, Upos};

use super::words::{
    goes_somewhere, is_locative, is_matter, is_occasion, is_origin, is_setting, is_speech, is_talk,
};
use super::{Place, Resolution};
use crate::reading::clause::is_infinitive;
use crate::reading::date::names_day;

/// How far up the tree the clauses around a trigger are asked.
pub(super) const HEIGHT: usize = 6;

/// Whether `word` hangs on `at` without another clause between, over at most four nouns ("in the outskirts of the city").
pub(super) fn attached(document: &Document, at: usize, word: usize) -> bool {
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
pub(super) fn is_topic(document: &Document, at: usize, word: usize) -> bool {
    let talks = is_talk(&document.tokens[at].lemma);
    let mut w = word;
    for _ in 0..6 {
        let Some(head) = document.tokens[w].head else { return false };
        let about = w != word
            && document
                .children_by(w, Deprel::Case)
                .any(|c| matches!(document.form(c), "on" | "about" | "over"));
        if about && (is_talk(&document.tokens[head].lemma) || is_matter(&document.tokens[w].lemma)) {
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
pub(super) fn is_of_something_else(document: &Document, trigger: usize, word: usize) -> bool {
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
        // "a citizen born in New York", "a group based in Idlib"
        if matches!(document.tokens[w].upos, Upos::Verb)
            && matches!(document.tokens[w].deprel, Deprel::Acl | Deprel::AclRelcl)
            && is_origin(&document.tokens[w].lemma)
        {
            return true;
        }
        // "after a trial in Paris they were found guilty"
        if apart && !is_setting(&document.tokens[w].lemma) {
            return true;
        }
    }
    false
}

/// Whether the place is that of whoever does what `at` tells: "was claimed by a group in Yemen".
pub(super) fn is_of_agent(document: &Document, at: usize, word: usize) -> bool {
    let mut w = word;
    for _ in 0..HEIGHT {
        let token = &document.tokens[w];
        match token.head {
            Some(head) if head == at => return token.deprel == Deprel::OblAgent && w != word,
            Some(head) => w = head,
            None => return false,
        }
    }
    false
}

/// Whether the place stands in a relative clause that tells something besides: "missiles which were made in Yemen", or with
/// whoever else acts: "a group in Yemen claimed".
pub(super) fn is_aside(document: &Document, trigger: usize, word: usize) -> bool {
    let mut w = word;
    for _ in 0..HEIGHT {
        let token = &document.tokens[w];
        let Some(head) = token.head else { return false };
        if document.is_within(trigger, w) {
            return false;
        }
        // "on a convoy, which took place in the town"
        let takes_place = matches!(token.lemma.as_str(), "take" | "occur" | "happen" | "hold" | "stage");
        // "speaking in Yemen, he said that they attacked"
        let spoken = matches!(token.deprel, Deprel::Advcl | Deprel::Acl) && is_speech(&token.lemma);
        if token.deprel == Deprel::OblAgent
            || spoken
            || token.deprel == Deprel::AclRelcl && !takes_place && head != trigger
            || token.deprel == Deprel::Nsubj && w != word && document.tokens[head].upos == Upos::Verb
        {
            return true;
        }
        w = head;
    }
    false
}

/// Whether `word` hangs on `at` itself, or on the town, meeting or building there: "at the summit in Vienna".
pub(super) fn hangs_directly(document: &Document, at: usize, word: usize) -> bool {
    let mut w = word;
    for _ in 0..3 {
        let token = &document.tokens[w];
        if token.head == Some(at) {
            return matches!(token.deprel.universal(), "obl" | "nmod" | "compound")
                || token.deprel == Deprel::Obj && is_visited(document, at, w);
        }
        let Some(head) = token.head else { return false };
        // "on Wednesday in Alabama", where the place is read as that of the day
        let day = document.tokens[head].deprel == Deprel::Obl && names_day(document.form(head));
        let setting = day || is_setting(&document.tokens[head].lemma);
        if !setting && !matches!(token.deprel.universal(), "appos" | "flat" | "list") {
            return false;
        }
        w = head;
    }
    false
}

/// The words whose own place is that of what is said: its verb; where it is said at a meeting, the meeting and whoever met there
/// ("a summit in Niamey, where they signed", "a rally in Paris demanded"); what is done with it ("stopped in Oslo, urging them").
pub(super) fn frames(document: &Document, trigger: usize) -> Vec<usize> {
    let token = &document.tokens[trigger];
    let mut found = vec![trigger];
    let adverb = |form: &str| {
        document
            .children_by(trigger, Deprel::Advmod)
            .any(|word| document.form(word).eq_ignore_ascii_case(form))
    };
    match (token.deprel, token.head) {
        (Deprel::AclRelcl, Some(noun)) if adverb("where") => {
            found.push(noun);
            let governed = matches!(document.tokens[noun].deprel, Deprel::Obl | Deprel::Obj);
            found.extend(document.tokens[noun].head.filter(|_| governed));
        }
        (Deprel::Advcl, Some(verb))
            if token.feats.has("VerbForm", "Ger") && document.child_by(trigger, Deprel::Mark).is_none() =>
        {
            found.push(verb);
        }
        _ => {}
    }
    let subject = document.child_by(trigger, Deprel::Nsubj);
    found.extend(subject.filter(|&subject| {
        document.tokens[subject].upos == Upos::Noun && is_occasion(&document.tokens[subject].lemma)
    }));
    found
}

/// Whether `word` lies below `trigger` with no speech or main clause between.
pub(super) fn is_below(document: &Document, trigger: usize, word: usize) -> bool {
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
pub(super) fn is_located_place(document: &Document, head: usize, place: &Place) -> bool {
    let whose = matches!(document.tokens[head].deprel, Deprel::Compound | Deprel::Amod | Deprel::NmodPoss)
        && matches!(place.resolution, Some(Resolution::Country | Resolution::Region));
    is_right_after_preposition(document, place) || !whose && is_located(document, head)
}

/// A country that something is done to, or that takes part in it: "sanctions on Iran", "the war between Peru and Chile".
pub(super) fn is_aimed_at(document: &Document, head: usize, place: &Place) -> bool {
    let token = &document.tokens[head];
    let first = token.head.filter(|_| token.deprel == Deprel::Conj).unwrap_or(head);
    place.resolution == Some(Resolution::Country)
        && document
            .children_by(first, Deprel::Case)
            .any(|case| matches!(document.form(case).to_lowercase().as_str(), "on" | "against" | "between"))
}

/// Whether the word before the name is a preposition of place, "the" and "northern" apart.
pub(crate) fn is_right_after_preposition(document: &Document, place: &Place) -> bool {
    let first = place.words(document).start;
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
pub(super) fn is_addressed(document: &Document, head: usize) -> bool {
    let aimed = |word: usize| {
        document.children_by(word, Deprel::Case).any(|case| {
            matches!(document.form(case).to_lowercase().as_str(), "on" | "against" | "over" | "between")
        })
    };
    // "sued the state of Montana"
    let whole = document.tokens[head]
        .head
        .filter(|&up| document.tokens[head].deprel == Deprel::Nmod && is_setting(&document.tokens[up].lemma));
    aimed(head) || whole.is_some_and(aimed)
}

/// Whether a name stands after a preposition of place, itself or the noun it belongs to.
pub(super) fn is_located(document: &Document, head: usize) -> bool {
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

/// A town, camp or district that is the object of what happens: "bombed Aleppo", "liberate the city of Mosul".
pub(super) fn is_struck(document: &Document, at: usize, head: usize, place: &Place) -> bool {
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
pub(super) fn is_aim(document: &Document, at: usize, head: usize, place: &Place) -> bool {
    document
        .children(at)
        .iter()
        .filter(|&&verb| matches!(document.tokens[verb].deprel, Deprel::Acl | Deprel::Advcl | Deprel::Xcomp))
        .any(|&verb| is_infinitive(document, verb) && is_struck(document, verb, head, place))
}

/// "A ceasefire for eastern Aleppo", "the battle for the town", also where a verb stands between: "the truce brokered for Aleppo".
pub(super) fn is_truce_or_battle_for(document: &Document, at: usize, head: usize) -> bool {
    matches!(
        document.tokens[at].lemma.as_str(),
        "ceasefire" | "cease-fire" | "truce" | "armistice" | "battle" | "fight"
    ) && document.children_by(head, Deprel::Case).any(|c| document.form(c) == "for")
}

/// Where a visit, trip or journey goes: "visited Turkey", "his visit to Uzbekistan", "travel to Iraq".
pub(super) fn is_visited(document: &Document, at: usize, head: usize) -> bool {
    let token = &document.tokens[head];
    if token.head != Some(at) {
        return false;
    }
    let goes = goes_somewhere(&document.tokens[at].lemma);
    let to =
        document.children_by(head, Deprel::Case).any(|c| matches!(document.form(c), "to" | "of" | "into"));
    goes && (token.deprel == Deprel::Obj || to)
}

/// "Damascus airstrikes", "the Aleppo offensive": a name that stands before the noun that reports the event.
pub(super) fn is_before_noun(document: &Document, at: usize, head: usize, place: &Place) -> bool {
    let token = &document.tokens[head];
    token.head == Some(at)
        && head < at
        && document.tokens[at].upos == Upos::Noun
        && matches!(token.deprel, Deprel::Compound | Deprel::Nmod | Deprel::NmodPoss)
        && token.upos != Upos::Adj
        && !place.metonym
        && !matches!(place.resolution, Some(Resolution::Country) | None)
}
