//! Places named in the text, resolved to points of the gazetteer.
//!
//! [`find_places`] finds the names, accepts those that are places, and chooses one sense for each name of the report;
//! [`place_of`] gives the place of an event.

mod event_place;

mod features;

mod incident;

mod lend;

mod mention;

mod relation;

mod resolve;

mod scene;

mod share;

mod spotting;

mod weights;

mod words;

use chancery_lang::{Deprel, Document, Span, TokenRange, Upos};

use crate::Report;
pub use crate::lexicon::gazetteer::Resolution;
use crate::lexicon::gazetteer::{Gazetteer, GazetteerPlace, PlaceId};
pub(crate) use event_place::lie_apart;
pub use event_place::{Reach, place_of};
use mention::Mention;
pub(crate) use relation::is_right_after_preposition;
use resolve::{Home, Name};
pub use share::share_places;

/// A place named in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Where the name stands.
    pub span: Span,
    /// The gazetteer's name, else the text's.
    pub name: String,
    /// GeoNames' number.
    pub geonameid: Option<u32>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Name of the first-level division.
    pub admin1: Option<String>,
    /// Degrees north and east (WGS 84); `None` when not resolved.
    pub point: Option<(f64, f64)>,
    /// How exact it is.
    pub resolution: Option<Resolution>,
    /// Named as an actor or a nationality ("Washington said", "French"), not as a location.
    pub metonym: bool,
}

impl Place {
    /// The words of the name, as indices of the document's words; the end is the word after it.
    pub(crate) fn words(&self, document: &Document) -> TokenRange {
        let at = |byte: usize| document.tokens.partition_point(|token| token.span.start < byte);
        at(self.span.start)..at(self.span.end)
    }
}

/// Every place named in the document, in text order. `home` is where the report's readers live
/// ([`Gazetteer::home`]); without it the publisher is asked. It only tips the balance between places of one name.
#[must_use]
pub fn find_places(
    document: &Document,
    report: &Report,
    gazetteer: &Gazetteer,
    home: Option<PlaceId>,
) -> Vec<Place> {
    let mentions = spotting::find_mentions(document, gazetteer);
    let home = home
        .or_else(|| gazetteer.home_of_publisher(report.publisher.as_deref(), report.url.as_deref()))
        .and_then(|id| gazetteer.get(id))
        .map(|place| Home {
            country: place.country,
            admin1: place.admin1,
            // nothing is near the middle of a country
            point: (place.kind != Resolution::Country).then_some(place.point),
        });
    let names = resolve::resolve(gazetteer, &mentions, home);
    let owner = resolve::owners(mentions.len(), &names);
    let mut places = Vec::new();
    for (i, mention) in mentions.iter().enumerate() {
        if mention.is_place() {
            let name = &names[owner[i]];
            let sense =
                enclosing_sense(gazetteer, &mentions, &names, &owner, i).or_else(|| resolve::likeliest(name));
            let sense = sense.map(|c| town_of_same_name(gazetteer, mention, name, c));
            let sense = sense.map(|c| known_by_name(gazetteer, &mentions, &names, owner[i], c));
            let known = sense.and_then(|c| gazetteer.get(name.candidates[c].place));
            let known = known.filter(|place| is_supported(gazetteer, &mentions, &names, owner[i], place));
            let mut place = place(document, mention, known);
            if known.is_none() {
                place_in_container(gazetteer, &mut place, mention, &names, &owner);
            }
            places.push(place);
        }
    }
    lend::lend_countries(document, gazetteer, &mut places);
    places
}

/// The sense of a name that is said to enclose another place, where it is not the usual one: the state in "Albany, New
/// York", though New York alone is the city in the same report.
fn enclosing_sense(
    gazetteer: &Gazetteer,
    mentions: &[Mention],
    names: &[Name],
    owner: &[usize],
    i: usize,
) -> Option<usize> {
    let name = &names[owner[i]];
    let inner = mentions.iter().position(|other| other.within == Some(i))?;
    let inner = &names[owner[inner]];
    let inner = inner.candidates[resolve::likeliest(inner)?].place;
    let usual = gazetteer.get(name.candidates[resolve::likeliest(name)?].place)?;
    if usual.kind != Resolution::City {
        return None;
    }
    (0..name.candidates.len()).find(|&c| {
        let id = name.candidates[c].place;
        gazetteer
            .get(id)
            .is_some_and(|place| place.kind == Resolution::Province && place.country == usual.country)
            && resolve::contains(gazetteer, id, inner)
    })
}

/// Outside of federations whose states are named more often than their towns, a bare name shared by a province and its
/// town is the town: "in Aleppo".
fn town_of_same_name(gazetteer: &Gazetteer, mention: &Mention, name: &Name, chosen: usize) -> usize {
    let Some(province) = gazetteer.get(name.candidates[chosen].place) else { return chosen };
    if province.kind != Resolution::Province
        || mention.hint == Some(Resolution::Province)
        || province.country.is_some_and(|country| gazetteer.has_prominent_divisions(country))
        || ["province", "governorate", "oblast", "state", "region"]
            .iter()
            .any(|word| mention.key.ends_with(word))
    {
        return chosen;
    }
    let town = name.candidates.iter().position(|candidate| {
        gazetteer.get(candidate.place).is_some_and(|place| {
            place.kind == Resolution::City
                && place.country == province.country
                && place.population >= 20_000
                && resolve::kilometres(place.point, province.point) < 150.0
        })
    });
    town.unwrap_or(chosen)
}

/// A capital of so many people is meant by its bare name
const CAPITAL: u64 = 300_000;

/// unless the report names another place of the province of the small one, or a town this near to it, in kilometres.
const NEIGHBOUR: f64 = 80.0;

/// "His trip to Warsaw" goes to the capital and to no town in Indiana.
fn known_by_name(
    gazetteer: &Gazetteer,
    mentions: &[Mention],
    names: &[Name],
    n: usize,
    chosen: usize,
) -> usize {
    let name = &names[n];
    let Some(place) = gazetteer.get(name.candidates[chosen].place) else { return chosen };
    let within = name.mentions.iter().any(|&i| mentions[i].within.is_some());
    if within || place.kind != Resolution::City || place.capital || place.population >= CAPITAL {
        return chosen;
    }
    let is_capital = |c: &usize| {
        gazetteer.get(name.candidates[*c].place).is_some_and(|other| {
            other.capital && other.kind == Resolution::City && other.population >= CAPITAL
        })
    };
    let Some(capital) = (0..name.candidates.len()).find(is_capital) else { return chosen };
    let company = names.iter().enumerate().filter(|&(k, _)| k != n).any(|(_, other)| {
        let accepted = other.mentions.iter().any(|&i| mentions[i].is_place());
        let best = resolve::likeliest(other).and_then(|c| gazetteer.get(other.candidates[c].place));
        accepted
            && best.is_some_and(|best| {
                let is_town = matches!(best.kind, Resolution::City | Resolution::District | Resolution::Site);
                is_town && resolve::kilometres(best.point, place.point) < NEIGHBOUR
                    || best.country == place.country && best.admin1.is_some() && best.admin1 == place.admin1
            })
    });
    if company { chosen } else { capital }
}

/// A city of so many people is known by its bare name
const WELL_KNOWN: u64 = 100_000;

/// where it is so many times as large as the next of that name in another country.
const BY_FAR: u64 = 4;

/// Whether anything speaks for a small place in a country that the report does not otherwise name. A report of Canada
/// that names a park is not about the park of that name in Hong Kong.
fn is_supported(
    gazetteer: &Gazetteer,
    mentions: &[Mention],
    names: &[Name],
    n: usize,
    place: &GazetteerPlace<'_>,
) -> bool {
    if place.notable || place.capital || place.population >= 300_000 || place.country.is_none() {
        return true;
    }
    let name = &names[n];
    if name.mentions.iter().any(|&i| mentions[i].within.is_some()) {
        return true;
    }
    let only =
        name.candidates.iter().all(|c| gazetteer.get(c.place).and_then(|p| p.country) == place.country);
    let odds = resolve::likeliest(name).map_or(0.0, |c| name.odds[c]);
    if only || odds > 0.9 && place.population >= 50_000 {
        return true;
    }
    // Geneva needs no company: the others of its name are far smaller
    let rival = name
        .candidates
        .iter()
        .filter_map(|c| gazetteer.get(c.place))
        .filter(|other| other.kind == place.kind && other.country != place.country)
        .map(|other| other.population)
        .max();
    if place.population >= WELL_KNOWN && rival.is_none_or(|rival| place.population >= rival * BY_FAR) {
        return true;
    }
    let mut others = 0;
    for (k, other) in names.iter().enumerate() {
        let accepted = other.mentions.iter().any(|&i| mentions[i].is_place());
        if k == n || !accepted {
            continue;
        }
        let best = resolve::likeliest(other).and_then(|c| gazetteer.get(other.candidates[c].place));
        if let Some(country) = best.and_then(|best| best.country) {
            if Some(country) == place.country {
                return true;
            }
            others += 1;
        }
    }
    others < 2
}

/// An unknown place has at least the country and division that the text says it lies in.
fn place_in_container(
    gazetteer: &Gazetteer,
    place: &mut Place,
    mention: &Mention,
    names: &[Name],
    owner: &[usize],
) {
    let container = mention.within.map(|outer| &names[owner[outer]]);
    let best = container.and_then(|name| resolve::likeliest(name).map(|c| name.candidates[c].place));
    if let Some(outer) = best.and_then(|id| gazetteer.get(id)) {
        place.country = outer.country.map(str::to_owned);
        place.admin1 = outer.admin1.map(str::to_owned);
    }
}

fn place(document: &Document, mention: &Mention, known: Option<GazetteerPlace<'_>>) -> Place {
    let text = mention.span.of(&document.text);
    let Some(known) = known else {
        return Place {
            span: mention.span,
            name: text.to_owned(),
            geonameid: None,
            country: None,
            admin1: None,
            point: None,
            resolution: None,
            metonym: false,
        };
    };
    Place {
        span: mention.span,
        name: known.name.unwrap_or(text).to_owned(),
        geonameid: known.geonameid,
        country: known.country.map(str::to_owned),
        admin1: known.admin1.map(str::to_owned),
        point: Some(known.point),
        resolution: Some(known.kind),
        metonym: mention.is_demonym() || known.seat || acts(document, mention),
    }
}

/// Whether the name is the subject or agent of a verb: "Washington said", "rejected by Russia".
fn acts(document: &Document, mention: &Mention) -> bool {
    mention.tokens.clone().any(|t| {
        let token = &document.tokens[t];
        let verbal = token.head.is_some_and(|head| document.tokens[head].upos == Upos::Verb);
        verbal && (matches!(token.deprel, Deprel::Nsubj | Deprel::OblAgent | Deprel::Iobj))
    })
}

#[cfg(test)]
mod tests;
