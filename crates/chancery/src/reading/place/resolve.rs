//! Which of the places of one name is meant: by size and kind, by what the text says it lies in, and by the company of the
//! report's other places. One name has one sense in a report.

use std::collections::BTreeMap;

use super::Resolution;
use super::mention::Mention;
use super::weights::RANKING;
use crate::lexicon::gazetteer::{Candidate, Gazetteer, GazetteerPlace, PlaceId, Sense, fold};

/// Number of features of a candidate.
pub(super) const RANK: usize = 22;
/// Most candidates weighed for one name, the largest first.
const CANDIDATES: usize = 150;
/// Times that the names look at each other's likely places.
const ROUNDS: usize = 3;
/// Distance at which a neighbour's support falls to a third, in kilometres.
const REACH: f64 = 120.0;

/// How much more it tells for a place to lie in the home's country when nothing smaller is known of the home.
const WHOLE_COUNTRY: f64 = 4.0;

/// All mentions of one name with the places it may stand for.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Indices of the mentions.
    pub mentions: Vec<usize>,
    pub candidates: Vec<Candidate>,
    /// Probability of each candidate.
    pub odds: Vec<f64>,
    /// How much it tells of the other names: grows with its mentions.
    pub weight: f64,
}

/// What is known of where the report comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Home<'a> {
    pub country: Option<&'a str>,
    pub admin1: Option<&'a str>,
    /// Of a town or division.
    pub point: Option<(f64, f64)>,
}

/// The names of a report, each with the odds of its places. `mentions` are all that may be places: those that are not
/// ("Ohio University") still tell where the report is set, by as much as they may be places.
pub(super) fn resolve(gazetteer: &Gazetteer, mentions: &[Mention], home: Option<Home<'_>>) -> Vec<Name> {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, mention) in mentions.iter().enumerate() {
        groups.entry(&mention.key).or_default().push(i);
    }
    let mut names: Vec<Name> = groups
        .into_values()
        .map(|indices| {
            let mut candidates: Vec<Candidate> = Vec::new();
            for &i in &indices {
                for candidate in &mentions[i].candidates {
                    if !candidates.iter().any(|c| c.place == candidate.place) {
                        candidates.push(*candidate);
                    }
                }
            }
            let candidates = shortlist(gazetteer, candidates);
            let odds = vec![0.0; candidates.len()];
            let weight = indices.iter().map(|&i| mentions[i].chance()).sum::<f64>().sqrt();
            Name { mentions: indices, candidates, odds, weight }
        })
        .collect();
    for round in 0..=ROUNDS {
        let company = (round > 0).then(|| Company::of(gazetteer, &names));
        let owner = owners(mentions.len(), &names);
        let odds: Vec<Vec<f64>> = (0..names.len())
            .map(|n| {
                let scores: Vec<f64> = (0..names[n].candidates.len())
                    .map(|c| {
                        let features =
                            rank_features(gazetteer, mentions, &names, &owner, n, c, company.as_ref(), home);
                        features.iter().zip(RANKING).map(|(feature, weight)| feature * weight).sum()
                    })
                    .collect();
                softmax(&scores)
            })
            .collect();
        for (name, odds) in names.iter_mut().zip(odds) {
            name.odds = odds;
        }
    }
    names
}

/// The likeliest candidate of a name; the first of equals.
pub(super) fn likeliest(name: &Name) -> Option<usize> {
    let best = name.odds.iter().enumerate().max_by(|(i, a), (j, b)| a.total_cmp(b).then(j.cmp(i)));
    best.map(|(i, _)| i)
}

/// For each mention the name it belongs to.
pub(super) fn owners(mentions: usize, names: &[Name]) -> Vec<usize> {
    let mut owner = vec![0; mentions];
    for (n, name) in names.iter().enumerate() {
        for &i in &name.mentions {
            owner[i] = n;
        }
    }
    owner
}

/// The largest places, hand-kept ones first, without a second entry of the same place.
fn shortlist(gazetteer: &Gazetteer, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut known: Vec<(Candidate, GazetteerPlace<'_>)> =
        candidates.into_iter().filter_map(|c| gazetteer.get(c.place).map(|place| (c, place))).collect();
    known.sort_by(|(a, x), (b, y)| {
        (y.notable, y.population, a.place).cmp(&(x.notable, x.population, b.place))
    });
    let mut kept: Vec<(Candidate, GazetteerPlace<'_>)> = Vec::new();
    for (candidate, place) in known {
        let twin = kept.iter().any(|(_, other)| {
            other.notable
                && !place.notable
                && other.kind == place.kind
                && kilometres(other.point, place.point) < 60.0
        });
        if !twin {
            kept.push((candidate, place));
        }
    }
    kept.truncate(CANDIDATES);
    kept.into_iter().map(|(candidate, _)| candidate).collect()
}

fn softmax(scores: &[f64]) -> Vec<f64> {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let raised: Vec<f64> = scores.iter().map(|score| (score - most).exp()).collect();
    let sum: f64 = raised.iter().sum();
    raised.iter().map(|value| value / sum).collect()
}

/// Odds of one name by country, and by country and division.
type Shares<'a> = (BTreeMap<&'a str, f64>, BTreeMap<(&'a str, &'a str), f64>);

/// Where the report's names lie, by their present odds.
pub(super) struct Company<'a> {
    countries: BTreeMap<&'a str, f64>,
    divisions: BTreeMap<(&'a str, &'a str), f64>,
    /// Share of each name in the two maps, to be taken off again when that name itself is judged.
    own: Vec<Shares<'a>>,
    /// Likely points of each name: (name, probability, point, whether it is smaller than a country).
    points: Vec<(usize, f64, (f64, f64), bool)>,
    weight: Vec<f64>,
    total: f64,
}

impl<'a> Company<'a> {
    pub(super) fn of(gazetteer: &'a Gazetteer, names: &[Name]) -> Self {
        let mut company = Company {
            countries: BTreeMap::new(),
            divisions: BTreeMap::new(),
            own: Vec::new(),
            points: Vec::new(),
            weight: Vec::new(),
            total: 0.0,
        };
        for (n, name) in names.iter().enumerate() {
            let weight = name.weight;
            let mut countries = BTreeMap::new();
            let mut divisions = BTreeMap::new();
            for (candidate, odds) in name.candidates.iter().zip(&name.odds) {
                if *odds < 0.02 {
                    continue;
                }
                let Some(place) = gazetteer.get(candidate.place) else { continue };
                let small = !matches!(place.kind, Resolution::Country | Resolution::Region);
                company.points.push((n, *odds * weight, place.point, small));
                if let Some(country) = place.country {
                    *countries.entry(country).or_insert(0.0) += odds * weight;
                    if let Some(admin1) = division_of(&place) {
                        *divisions.entry((country, admin1)).or_insert(0.0) += odds * weight;
                    }
                }
            }
            for (key, value) in &countries {
                *company.countries.entry(key).or_insert(0.0) += value;
            }
            for (key, value) in &divisions {
                *company.divisions.entry(*key).or_insert(0.0) += value;
            }
            company.own.push((countries, divisions));
            company.weight.push(weight);
            company.total += weight;
        }
        company
    }
}

/// The first-level division a place lies in or is.
fn division_of<'a>(place: &GazetteerPlace<'a>) -> Option<&'a str> {
    if place.kind == Resolution::Province { place.admin1.or(place.name) } else { place.admin1 }
}

#[allow(clippy::too_many_arguments)]
pub(super) fn rank_features(
    gazetteer: &Gazetteer,
    mentions: &[Mention],
    names: &[Name],
    owner: &[usize],
    n: usize,
    c: usize,
    company: Option<&Company<'_>>,
    home: Option<Home<'_>>,
) -> [f64; RANK] {
    let mut features = [0.0; RANK];
    let name = &names[n];
    let candidate = name.candidates[c];
    let Some(place) = gazetteer.get(candidate.place) else { return features };
    #[allow(clippy::cast_precision_loss)]
    let log_population = ((place.population + 1) as f64).log10() / 8.0;
    features[0] = log_population;
    features[1] = flag(place.kind == Resolution::Country);
    features[2] = flag(place.kind == Resolution::Province);
    features[3] = flag(place.kind == Resolution::District);
    features[4] = flag(place.kind == Resolution::City);
    features[5] = flag(place.kind == Resolution::Site);
    features[6] = flag(place.kind == Resolution::Region);
    features[7] = flag(place.notable);
    features[8] = flag(candidate.sense == Sense::Alias);
    features[9] = flag(candidate.sense == Sense::Demonym);
    // what the text says it lies in
    let mut inside = 0.0f64;
    let mut outside = 0.0f64;
    let mut encloses = 0.0f64;
    for &i in &name.mentions {
        if let Some(outer) = mentions[i].within {
            let odds = contained_odds(gazetteer, &names[owner[outer]], |id| {
                contains(gazetteer, id, candidate.place)
            });
            inside = inside.max(odds);
            outside = outside.max(1.0 - odds);
        }
        for (k, inner) in mentions.iter().enumerate() {
            if inner.within == Some(i) {
                let odds = contained_odds(gazetteer, &names[owner[k]], |id| {
                    contains(gazetteer, candidate.place, id)
                });
                encloses = encloses.max(odds);
            }
        }
    }
    features[10] = inside;
    features[11] = if inside > 0.5 { 0.0 } else { outside };
    features[12] = encloses;
    if let Some(company) = company {
        let rest = company.total - company.weight[n];
        if rest > 0.0 {
            if let Some(country) = place.country {
                let own = company.own[n].0.get(country).copied().unwrap_or(0.0);
                let all = company.countries.get(country).copied().unwrap_or(0.0);
                features[13] = (all - own).max(0.0) / rest;
                if let Some(admin1) = division_of(&place) {
                    let key = (country, admin1);
                    let own = company.own[n].1.get(&key).copied().unwrap_or(0.0);
                    let all = company.divisions.get(&key).copied().unwrap_or(0.0);
                    features[14] = (all - own).max(0.0) / rest;
                }
            }
        }
        let mut near: f64 = 0.0;
        for &(other, weight, point, small) in &company.points {
            if other != n && small && weight > 0.05 {
                let distance = kilometres(point, place.point);
                if distance < 4.0 * REACH {
                    near += weight * (-distance / REACH).exp();
                }
            }
        }
        features[15] = (1.0 + near).ln();
    }
    if let Some(home) = home {
        let same = place.country.is_some() && place.country == home.country;
        let close = home.point.map_or(0.0, |point| (-kilometres(point, place.point) / REACH).exp());
        features[16] = close + 0.3 * flag(same && home.admin1.is_some() && place.admin1 == home.admin1);
        // a whole country's readers are told less exactly, but told
        features[17] = flag(same) * if home.point.is_none() { WHOLE_COUNTRY } else { 1.0 };
    }
    let largest = name.candidates.iter().filter_map(|c| gazetteer.get(c.place)).map(|p| p.population).max();
    features[18] = flag(largest == Some(place.population) && place.population > 0);
    features[19] = flag(place.capital);
    if let (Some(country), Some(admin1)) = (place.country, division_of(&place)) {
        let spoken = names.iter().enumerate().filter(|&(other, _)| other != n).any(|(_, other)| {
            let best = likeliest(other).and_then(|c| gazetteer.get(other.candidates[c].place));
            best.is_some_and(|best| {
                best.kind == Resolution::Province
                    && best.country == Some(country)
                    && division_of(&best) == Some(admin1)
            })
        });
        features[20] = flag(spoken);
    }
    features[21] = features[0] * flag(place.kind == Resolution::City);
    // "the province of", "city" and the like weigh as the kind they name
    let hinted = name.mentions.iter().any(|&i| mentions[i].hint == Some(place.kind));
    if hinted {
        features[7] += 1.0;
    }
    features
}

fn contained_odds(_gazetteer: &Gazetteer, other: &Name, test: impl Fn(PlaceId) -> bool) -> f64 {
    let odds: f64 =
        other.candidates.iter().zip(&other.odds).filter(|(c, _)| test(c.place)).map(|(_, odds)| *odds).sum();
    // before the first round nothing is known of the other name: any candidate that fits will do
    if other.odds.iter().all(|odds| *odds == 0.0) {
        return flag(other.candidates.iter().any(|c| test(c.place)));
    }
    // a container named after a comma is nearly sure evidence, even where its likeliest sense is another one
    if other.candidates.iter().any(|c| test(c.place)) { odds.max(0.6) } else { odds }
}

/// Whether `inner` lies in `outer`: its country, its first-level division, or near a larger place around it.
pub(super) fn contains(gazetteer: &Gazetteer, outer: PlaceId, inner: PlaceId) -> bool {
    let (Some(outer_place), Some(inner_place)) = (gazetteer.get(outer), gazetteer.get(inner)) else {
        return false;
    };
    if outer == inner {
        return false;
    }
    let same_country = outer_place.country == inner_place.country;
    match outer_place.kind {
        Resolution::Country => same_country && inner_place.kind != Resolution::Country,
        Resolution::Province => {
            same_country
                && !matches!(inner_place.kind, Resolution::Country | Resolution::Province)
                && match (division_of(&outer_place), inner_place.admin1) {
                    (Some(a), Some(b)) if fold(a) == fold(b) => true,
                    // hand-kept provinces may be spelt otherwise than GeoNames' divisions
                    (Some(_), Some(_))
                        if outer_place
                            .country
                            .is_some_and(|country| gazetteer.has_divisions_as_geonames(country)) =>
                    {
                        false
                    }
                    _ => kilometres(outer_place.point, inner_place.point) < 250.0,
                }
        }
        Resolution::District | Resolution::City => {
            matches!(inner_place.kind, Resolution::City | Resolution::Site)
                && same_country
                && kilometres(outer_place.point, inner_place.point) < 60.0
        }
        Resolution::Region => {
            !matches!(inner_place.kind, Resolution::Country)
                && (outer_place.country.is_none() || same_country)
                && kilometres(outer_place.point, inner_place.point) < 400.0
        }
        Resolution::Site => false,
    }
}

/// Great-circle distance.
pub(super) fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (north_a, north_b) = (a.0.to_radians(), b.0.to_radians());
    let (dy, dx) = (north_b - north_a, (b.1 - a.1).to_radians());
    let h = (dy / 2.0).sin().powi(2) + north_a.cos() * north_b.cos() * (dx / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

fn flag(condition: bool) -> f64 {
    if condition { 1.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_over_the_ground() {
        assert!((kilometres((48.8566, 2.3522), (51.5074, -0.1278)) - 343.6).abs() < 1.0);
        assert!(kilometres((0.0, 179.9), (0.0, -179.9)) < 30.0);
    }
}
