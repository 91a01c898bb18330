//! The country of a place that the gazetteer lacks: where the text says so, else where what is named around it lies.

use chancery_lang::{Document, TokenRange};

use super::relation::is_right_after_preposition;
use super::{Place, Resolution, words};
use crate::lexicon::gazetteer::{Gazetteer, fold};

/// Share of the places of a report, in percent, that lie in the country that it is about.
const MOST: usize = 60;

/// The place named before one that the gazetteer lacks is at most this many bytes away.
const BEFORE: usize = 300;

/// A town of so many people, or a country, tells where a building is that bears its name.
const NAMESAKE: u64 = 300_000;

/// A name that the gazetteer lacks lies wherever the text says so, each time that it is named; else in the country of the place
/// whose name it bears ("Baghdad International Airport"), a building in the country that the report is about, and what is told
/// as a place in that of the place told before.
pub(super) fn lend_countries(document: &Document, gazetteer: &Gazetteer, places: &mut [Place]) {
    repeat(places);
    let main = main_country(places).map(str::to_owned);
    for i in 0..places.len() {
        let place = &places[i];
        if place.geonameid.is_some() || place.country.is_some() {
            continue;
        }
        let building = is_facility_by_name(&place.name) || is_part_of_land(document, place);
        let lent = namesake(places, place)
            .or_else(|| main.clone().filter(|_| building))
            .or_else(|| known_namesake(gazetteer, place))
            .or_else(|| told_before(document, places, i));
        places[i].country = lent;
    }
    repeat(places);
}

/// What one mention of a name that the gazetteer lacks tells holds for the others.
fn repeat(places: &mut [Place]) {
    let told: Vec<(String, Option<String>, Option<String>)> = places
        .iter()
        .filter(|place| place.geonameid.is_none() && place.country.is_some())
        .map(|place| (place.name.clone(), place.country.clone(), place.admin1.clone()))
        .collect();
    for place in places.iter_mut().filter(|place| place.geonameid.is_none() && place.country.is_none()) {
        if let Some((_, country, admin1)) = told.iter().find(|(name, ..)| *name == place.name) {
            place.country.clone_from(country);
            place.admin1.clone_from(admin1);
        }
    }
}

/// The names that a longer name begins with, the longest first.
fn beginnings(name: &str) -> impl Iterator<Item = String> {
    let words: Vec<&str> = name.split(' ').collect();
    (1..words.len()).rev().map(|end| words[..end].join(" ")).collect::<Vec<_>>().into_iter()
}

/// The country of a place of the report whose name a longer one begins with.
fn namesake(places: &[Place], place: &Place) -> Option<String> {
    beginnings(&place.name)
        .find_map(|name| places.iter().find(|other| other.name == name && other.country.is_some()))
        .and_then(|other| other.country.clone())
}

/// The same of a large town, or a country, that the report does not name.
fn known_namesake(gazetteer: &Gazetteer, place: &Place) -> Option<String> {
    beginnings(&place.name).find_map(|name| {
        let known = gazetteer.lookup_key(&fold(&name)).into_iter().filter_map(|c| gazetteer.get(c.place));
        known
            .filter(|town| {
                town.kind == Resolution::Country
                    || town.kind == Resolution::City && town.population >= NAMESAKE
            })
            .max_by_key(|town| (town.kind == Resolution::Country, town.population))
            .and_then(|town| town.country.map(str::to_owned))
    })
}

/// The country of the last place told as such before: after a preposition, or alone as a heading.
fn told_before(document: &Document, places: &[Place], i: usize) -> Option<String> {
    let place = &places[i];
    // "at Walmart"
    let first = place.words(document).start;
    let firm = first > 0 && document.form(first - 1).eq_ignore_ascii_case("at");
    if firm || !is_right_after_preposition(document, place) {
        return None;
    }
    let near = |other: &&Place| place.span.start - other.span.end.min(place.span.start) <= BEFORE;
    places[..i]
        .iter()
        .rev()
        .take_while(near)
        .find(|other| {
            other.geonameid.is_some()
                && other.country.is_some()
                && (is_right_after_preposition(document, other) || is_heading(document, other))
        })
        .and_then(|other| other.country.clone())
}

/// A sentence that is nothing but a name.
fn is_heading(document: &Document, place: &Place) -> bool {
    let sentence = document.sentences.iter().map(|s| document.span_of(s)).find(|s| s.contains(place.span));
    sentence.is_some_and(|sentence| {
        sentence.of(&document.text).trim_matches(|c: char| !c.is_alphanumeric())
            == place.span.of(&document.text)
    })
}

/// "The village of Prisi", "the Shaab district".
fn is_part_of_land(document: &Document, place: &Place) -> bool {
    let TokenRange { start: first, end: next } = place.words(document);
    let word = |at: Option<usize>| at.and_then(|t| document.tokens.get(t)).map(|t| t.lemma.to_lowercase());
    word(first.checked_sub(1)).as_deref() == Some("of")
        && word(first.checked_sub(2)).is_some_and(|lemma| words::is_settlement(&lemma))
        || word(Some(next)).is_some_and(|lemma| words::is_quarter(&lemma))
}

pub(super) fn is_facility_by_name(name: &str) -> bool {
    let name = name.to_lowercase();
    name.rsplit(' ').next().is_some_and(|word| words::is_facility(word) || words::is_institution(word))
        || name.split(' ').next().is_some_and(words::is_facility_before)
}

/// The country in which most places of a report lie.
pub(super) fn main_country(places: &[Place]) -> Option<&str> {
    let named: Vec<&str> = places.iter().filter_map(|place| place.country.as_deref()).collect();
    let count = |country: &str| named.iter().filter(|other| **other == country).count();
    named.iter().copied().find(|country| count(country) * 100 >= named.len() * MOST)
}
