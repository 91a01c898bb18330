//! What stands around a name that may be a place, as numbers that [`ACCEPT`](super::weights::ACCEPT) weighs.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chancery_lang::{Document, NameKind, Upos};

use super::Resolution;
use super::mention::{Mention, is_place_kind};
use super::weights::FEATURES;
use super::words::{is_other_body, is_public_body, is_title};
use crate::lexicon::gazetteer::{Gazetteer, fold};

/// What the whole report says of its words.
pub(super) struct Surroundings {
    /// Folded words of people's names of several words.
    people: BTreeSet<String>,
    /// How often each folded name is a place by the document's names.
    places: BTreeMap<String, usize>,
    /// Words that also stand in lower case.
    lower: BTreeSet<String>,
}

impl Surroundings {
    pub(super) fn of(document: &Document, mentions: &[Mention]) -> Self {
        let mut people = BTreeSet::new();
        for name in document.names.iter().filter(|name| name.kind == NameKind::Per && name.tokens.len() > 1) {
            people.extend(name.tokens.clone().map(|t| fold(document.form(t))));
        }
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for mention in mentions {
            if mention.name_kind.is_some_and(is_place_kind) {
                *places.entry(mention.key.clone()).or_default() += 1;
            }
        }
        let lower = (0..document.tokens.len())
            .map(|t| document.form(t))
            .filter(|form| form.len() > 2 && form.chars().all(char::is_lowercase))
            .map(str::to_owned)
            .collect();
        Surroundings { people, places, lower }
    }
}

fn flag(condition: bool) -> f64 {
    if condition { 1.0 } else { 0.0 }
}

/// The features of the name at `index`.
pub(super) fn features(
    document: &Document,
    gazetteer: &Gazetteer,
    words: &Surroundings,
    mentions: &[Mention],
    index: usize,
) -> [f64; FEATURES] {
    let mention = &mentions[index];
    let Range { start, end } = mention.tokens.clone();
    let sentence = document.sentence_of(start);
    let name = mention.tokens.clone().find_map(|t| document.name_at(t));
    let kind = |wanted: NameKind| {
        flag(
            name.is_some_and(|name| name.kind == wanted)
                || name.is_none() && mention.name_kind == Some(wanted),
        )
    };
    let exact = name.is_some_and(|name| name.tokens == mention.tokens);
    let longer = name.is_some_and(|name| name.tokens.start < start || name.tokens.end > end);
    let before = (start > sentence.start).then(|| document.form(start - 1));
    let before_lower = before.map(str::to_lowercase).unwrap_or_default();
    let after = (end < sentence.end).then(|| document.form(end));
    let after_lower = after.map(str::to_lowercase).unwrap_or_default();
    let is_capital =
        |form: Option<&str>| form.and_then(|form| form.chars().next()).is_some_and(char::is_uppercase);
    let left_capital = is_capital(before)
        && (start >= sentence.start + 2 || document.tokens[start - 1].upos == Upos::Propn)
        && !mentions.iter().any(|other| other.tokens.end == start);
    let right_capital = is_capital(after) && !mentions.iter().any(|other| other.tokens.start == end);
    let propn = (start..end).any(|t| document.tokens[t].upos == Upos::Propn);
    let adjective = document.tokens[end - 1].upos == Upos::Adj;
    let best_population = mention
        .candidates
        .iter()
        .filter_map(|c| gazetteer.get(c.place))
        .map(|place| if place.kind == Resolution::Country { 100_000_000 } else { place.population })
        .max()
        .unwrap_or(0);
    #[allow(clippy::cast_precision_loss)]
    let log_population = ((best_population + 1) as f64).log10() / 8.0;
    let any = |test: &dyn Fn(crate::lexicon::gazetteer::GazetteerPlace<'_>) -> bool| {
        flag(mention.candidates.iter().filter_map(|c| gazetteer.get(c.place)).any(test))
    };
    let contained = mention.within.is_some();
    let container = mentions.iter().any(|other| other.within == Some(index));
    let demonym = mention.is_demonym();
    let form = document.span_of(&mention.tokens).of(&document.text);
    let single = end == start + 1;
    let person_word = single && words.people.contains(&mention.key);
    let place_elsewhere = words.places.get(&mention.key).copied().unwrap_or(0)
        > usize::from(mention.name_kind.is_some_and(is_place_kind));
    [
        1.0,
        kind(NameKind::Gpe),
        kind(NameKind::Loc),
        kind(NameKind::Fac),
        kind(NameKind::Norp),
        kind(NameKind::Per),
        kind(NameKind::Org),
        kind(NameKind::Event) + kind(NameKind::Date),
        flag(exact),
        flag(longer) * kind(NameKind::Per),
        flag(longer) * kind(NameKind::Org),
        flag(longer) * (kind(NameKind::Gpe) + kind(NameKind::Loc) + kind(NameKind::Fac)),
        flag(propn),
        flag(adjective),
        flag(matches!(
            before_lower.as_str(),
            "in" | "near" | "outside" | "around" | "across" | "throughout" | "inside"
        )),
        flag(matches!(
            before_lower.as_str(),
            "at" | "from" | "to" | "into" | "toward" | "towards" | "through" | "via"
        )),
        flag(before_lower == "of"),
        flag(matches!(before_lower.as_str(), "by" | "with" | "for" | "and" | "between")),
        flag(is_title(&before_lower)),
        flag(left_capital),
        flag(right_capital),
        flag(right_capital && is_public_body(&after_lower)),
        flag(right_capital && is_other_body(&after_lower)),
        flag(contained),
        flag(container),
        flag(demonym),
        flag(mention.is_abbreviation()),
        any(&|place| place.notable),
        any(&|place| place.kind == Resolution::Country) * flag(!demonym),
        any(&|place| place.kind == Resolution::Province),
        any(&|place| place.kind == Resolution::District),
        log_population,
        flag(!single),
        flag(start == sentence.start),
        flag(single && form.len() > 3 && form.chars().all(|c| !c.is_lowercase())),
        flag(person_word),
        flag(place_elsewhere),
        flag(single && words.lower.contains(&form.to_lowercase())),
        flag(mention.candidates.is_empty()),
        flag(after == Some(",")),
        flag(matches!(after, Some("'s" | "’s"))),
        flag(demonym && right_capital),
        flag(before == Some("-") || after == Some("-")),
        flag(name.is_none() && !propn),
    ]
}
