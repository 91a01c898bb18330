//! Where the incident took place that a report is about: the narrowest place that its tellings name.

use chancery_lang::Upos;

use super::event_place::{exactness, lie_apart};
use super::lend::is_facility_by_name;
use super::relation::is_right_after_preposition;
use super::scene::{is_site, town_of, town_of_police};
use super::words::{is_quarter, is_setting};
use super::{Place, Resolution};
use crate::lexicon::events::EventLexicon;
use crate::plover::Sector;
use crate::reading::Reading;
use crate::reading::event::{Event, Party, incident};

/// The narrowest place of the report's incident for those of its tellings that name none or a larger one around it. `places`
/// are the places of the report's events so far, in their order.
pub(super) fn narrow(reading: &Reading, lexicon: &EventLexicon, places: &mut [Option<usize>]) {
    let members = incident(reading, lexicon);
    let Some(place) = place_of_incident(reading, &members, places) else { return };
    let at = |index: usize| &reading.places[index];
    // the police may come too late
    let town = if is_site(at(place)) { town_of(reading, place) } else { Some(place) };
    for &m in &members {
        let Some(given) = (if has_doer(reading, &reading.events[m]) { town } else { Some(place) }) else {
            continue;
        };
        let wider = |own: usize| {
            !lie_apart(at(own), at(given))
                && exactness(at(own)) > exactness(at(given))
                && at(own).country == at(given).country
        };
        // "attacks across the country" are more than one of them
        let many = reading.document.tokens[reading.events[m].trigger_head].feats.has("Number", "Plur");
        if places[m].is_none_or(|own| !(many && reading.events[m].place == Some(own)) && wider(own)) {
            places[m] = Some(given);
        }
    }
}

/// The narrowest of the places told, where they lie in one another, buildings of one town apart.
fn place_of_incident(reading: &Reading, members: &[usize], places: &[Option<usize>]) -> Option<usize> {
    let at = |index: usize| &reading.places[index];
    let own: Vec<usize> =
        members.iter().filter_map(|&m| places[m]).filter(|&place| is_small(reading, at(place))).collect();
    let district = |&place: &usize| at(place).resolution == Some(Resolution::District);
    let told = if own.iter().all(district) { [around(reading, members), own].concat() } else { own };
    let one = |found: &[usize]| found.iter().all(|&a| found.iter().all(|&b| !lie_apart(at(a), at(b))));
    let narrowest =
        |found: &[usize]| found.iter().copied().min_by_key(|&place| (exactness(at(place)), place));
    if one(&told) {
        return narrowest(&told);
    }
    let towns: Vec<usize> = told.iter().filter_map(|&place| town_of(reading, place)).collect();
    narrowest(&towns).filter(|_| one(&towns) && towns.len() == told.len())
}

/// Where the first telling names no place of its own: the town where somebody of it was, or the only town of its sentence.
fn around(reading: &Reading, members: &[usize]) -> Vec<usize> {
    let Some(first) = members.first().map(|&m| &reading.events[m]) else { return Vec::new() };
    let visited = |event: &Event| {
        let near = event.sentence.abs_diff(first.sentence) <= 1 && event.event_type == "CONSULT";
        let hit = |id| first.recipients.iter().any(|party| party.entity.is_some() && party.entity == id);
        near && event.actors.iter().chain(&event.recipients).any(|party| hit(party.entity))
    };
    let visits = reading.events.iter().filter(|event| visited(event)).filter_map(|event| event.place);
    let visits: Vec<usize> = visits.filter(|&place| is_town(&reading.places[place])).collect();
    if !visits.is_empty() {
        return visits;
    }
    let document = &reading.document;
    let sentence = document.span_of(&document.sentences[first.sentence]);
    let named = |&i: &usize| {
        let place = &reading.places[i];
        sentence.contains(place.span)
            && !place.metonym
            && is_town(place)
            && (is_right_after_preposition(document, place) || is_of_town(reading, place))
    };
    let named: Vec<usize> = (0..reading.places.len()).filter(named).collect();
    if named.is_empty() { town_of_police(reading).into_iter().collect() } else { named }
}

/// "In the city of El Paso".
fn is_of_town(reading: &Reading, place: &Place) -> bool {
    let document = &reading.document;
    let first = place.words(document).start;
    first.checked_sub(2).is_some_and(|before| {
        document.form(first - 1).eq_ignore_ascii_case("of") && is_setting(&document.tokens[before].lemma)
    })
}

fn is_town(place: &Place) -> bool {
    place.resolution == Some(Resolution::City)
}

/// A town, a district, or what lies in one; of names that the gazetteer lacks those that say what they are.
fn is_small(reading: &Reading, place: &Place) -> bool {
    let document = &reading.document;
    match place.resolution {
        Some(Resolution::Site | Resolution::City | Resolution::District) => true,
        None => {
            let next = place.words(document).end;
            is_facility_by_name(&place.name)
                || next < document.tokens.len() && is_quarter(&document.form(next).to_lowercase())
        }
        _ => false,
    }
}

/// Whether the sentence tells what police or soldiers did.
fn has_doer(reading: &Reading, event: &Event) -> bool {
    let armed = |actor: &Party| matches!(actor.sector, Some(Sector::Cop | Sector::Mil | Sector::Gov));
    let here = |actor: &&Party| reading.document.tokens[actor.head].sentence == event.sentence;
    let verb = reading.document.tokens[event.trigger_head].upos == Upos::Verb;
    verb && event.actors.iter().filter(here).any(armed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::testing::{event, knowledge, trees};

    fn place(reading: &Reading, word: usize, resolution: Resolution) -> Place {
        let span = reading.document.tokens[word].span;
        Place {
            span,
            name: span.of(&reading.document.text).to_owned(),
            geonameid: Some(1),
            country: Some("PHL".to_owned()),
            admin1: None,
            point: Some((0.0, 0.0)),
            resolution: Some(resolution),
            metonym: false,
        }
    }

    #[test]
    fn all_tellings_of_the_incident_are_where_the_narrowest_is() {
        let document = trees(&[
            "Gunners/gunner/NOUN/2/nsubj shelled/shell/VERB/0/root Jolo/Jolo/PROPN/2/obj in/in/ADP/5/case \
             Mindanao/Mindanao/PROPN/2/obl",
            "Envoys/envoy/NOUN/2/nsubj deplored/deplore/VERB/0/root the/the/DET/4/det attack/attack/NOUN/2/obj",
            "Envoys/envoy/NOUN/2/nsubj feared/fear/VERB/0/root an/a/DET/4/det attack/attack/NOUN/2/obj",
        ]);
        let events = [1, 8, 12].map(|word| event(&document, "ASSAULT", word)).to_vec();
        let mut reading = Reading { document, events, ..Reading::default() };
        reading.places = vec![place(&reading, 2, Resolution::City), place(&reading, 4, Resolution::Region)];
        reading.events[0].place = Some(0);
        let mut places = [Some(0), Some(1), None];
        narrow(&reading, &knowledge().events, &mut places);
        assert_eq!(places, [Some(0), Some(0), None]);
    }
}
