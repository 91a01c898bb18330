//! Events without a place of their own have that of the happening they tell again.

use super::incident;
use super::scene::{Scene, is_site};
use crate::lexicon::events::EventLexicon;
use crate::reading::Reading;
use crate::reading::event::{Event, Link, link};

/// Gives deeds and meetings without a place the place of the event that they take up, go on with or tell again, deeds also that
/// of the report's scene. What is told again has a place only where all tellings name the same.
pub fn share_places(reading: &mut Reading, lexicon: &EventLexicon) {
    let mut shared: Vec<Option<usize>> = reading
        .events
        .iter()
        .map(|event| event.place.or_else(|| told_elsewhere(reading, event).filter(|_| is_located(event))))
        .collect();
    incident::narrow(reading, lexicon, &mut shared);
    let scene = Scene::of(reading, lexicon, &shared);
    let placed: Vec<Option<usize>> = reading
        .events
        .iter()
        .zip(&shared)
        .map(|(event, place)| place.or_else(|| scene.place_of(reading, event)))
        .collect();
    for (event, place) in reading.events.iter_mut().zip(placed) {
        event.place = place;
    }
}

/// What is only said has no place of its own; a meeting has one.
pub(super) fn is_located(event: &Event) -> bool {
    event.event_type == "CONSULT" || !event.is_verbal()
}

fn told_elsewhere(reading: &Reading, event: &Event) -> Option<usize> {
    let mut told: Vec<(Link, usize, usize)> = reading
        .events
        .iter()
        .filter_map(|other| {
            let place = other.place?;
            // protests in a town are not all at one square
            let series = event.event_type == "PROTEST" && is_site(reading.places.get(place)?);
            if series {
                return None;
            }
            Some((link(reading, event, other)?, event.sentence.abs_diff(other.sentence), place))
        })
        .collect();
    told.sort_unstable();
    let &(surest, _, place) = told.first()?;
    let name = |place: usize| reading.places.get(place).map(|place| (&place.name, &place.country));
    let agree = told.iter().all(|&(link, _, other)| link != surest || name(other) == name(place));
    (surest != Link::Again || agree).then_some(place)
}
