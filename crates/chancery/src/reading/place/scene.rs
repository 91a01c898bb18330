//! The scene of a report: where deeds took place that are told without a place of their own.

use chancery_lang::{Span, Upos};

use super::event_place::is_dateline;
use super::lend::main_country;
use super::relation::is_right_after_preposition;
use super::share::is_located;
use super::{Place, Resolution};
use crate::lexicon::events::{Act, EventLexicon};
use crate::plover::{Sector, Status, is_of_no_country};
use crate::reading::event::{Event, Party, days_agree, is_main};
use crate::reading::{EntityKind, Reading};

/// Sentences away at which a place told for one deed still holds for the next.
const NEXT: usize = 1;

/// Sentences at the beginning that tell what a report is about.
const BEGINNING: usize = 4;

/// From so many deeds on a report is about unrest.
const UNREST: usize = 3;

/// Sentences that tell which land a report is about.
const LEAD: usize = 2;

/// The places of deeds in a report whose tellings have been linked already.
pub(super) struct Scene<'a> {
    lexicon: &'a EventLexicon,
    /// (event, place) of the deeds that happened and have a place.
    told: Vec<(usize, usize)>,
    /// The place of all of them, where they lie in one another.
    whole: Option<usize>,
}

impl<'a> Scene<'a> {
    /// `places` are the places of the report's events so far, in their order.
    pub(super) fn of(reading: &Reading, lexicon: &'a EventLexicon, places: &[Option<usize>]) -> Self {
        let told: Vec<(usize, usize)> = reading
            .events
            .iter()
            .zip(places)
            .enumerate()
            .filter(|(_, (event, _))| is_deed(lexicon, event) && event.status == Status::Occurred)
            .filter_map(|(i, (_, place))| Some((i, town_of(reading, (*place)?)?)))
            .filter(|&(_, place)| reading.places[place].resolution != Some(Resolution::Region))
            .collect();
        let at = |index: usize| &reading.places[index];
        let one = told.iter().all(|&(_, a)| told.iter().all(|&(_, b)| is_one(at(a), at(b))));
        let lead = |event: &Event| event.sentence < BEGINNING;
        let begins = told.iter().any(|&(event, _)| lead(&reading.events[event]));
        let deeds = || {
            reading.events.iter().filter(|event| is_deed(lexicon, event) && event.status == Status::Occurred)
        };
        let unrest = || told.is_empty() && deeds().count() >= UNREST && deeds().any(lead);
        let whole = told
            .iter()
            .map(|&(_, place)| place)
            .min_by_key(|&place| (at(place).resolution, place))
            .filter(|_| one && (begins || told.len() > 1))
            .or_else(|| unrest().then(|| land(reading)).flatten());
        Scene { lexicon, told, whole }
    }

    /// The place of a deed that is told without one: that of the sentence beside it, else that of the whole report.
    pub(super) fn place_of(&self, reading: &Reading, event: &Event) -> Option<usize> {
        let happened = matches!(event.status, Status::Occurred | Status::Denied);
        let fits = |&place: &usize| suits(reading, event, &reading.places[place]);
        let land = |place: usize| reading.places[place].resolution == Some(Resolution::Country);
        let same_time = self.whole.is_some_and(land)
            || self.told.iter().all(|&(other, _)| days_agree(reading, &reading.events[other], event));
        let place = Some(())
            .filter(|()| is_deed(self.lexicon, event) && happened && same_time)
            .and_then(|()| self.whole.filter(fits).or_else(|| self.beside(reading, event).filter(fits)))
            .or_else(|| town_of_law(reading, self.lexicon, event).filter(fits))?;
        (!names_another_place(reading, event, place)).then_some(place)
    }

    /// The only place told in this sentence and the ones beside it.
    fn beside(&self, reading: &Reading, event: &Event) -> Option<usize> {
        if !is_main(&reading.document, event.trigger_head) {
            return None;
        }
        let mut near = self
            .told
            .iter()
            .filter(|&&(other, _)| reading.events[other].sentence.abs_diff(event.sentence) <= NEXT);
        let &(_, first) = near.next()?;
        near.all(|&(_, other)| is_one(&reading.places[first], &reading.places[other])).then_some(first)
    }
}

/// Force, protest and relief: what is done in a certain place.
fn is_deed(lexicon: &EventLexicon, event: &Event) -> bool {
    let acts = |act: Act| lexicon.is_act(&event.event_type, &event.modes, act);
    let local = match event.event_type.as_str() {
        "SANCTION" => false,
        // a ban holds in a land and not where it is signed
        "COERCE" => {
            event.modes.is_empty() || acts(Act::Arrest) || event.modes.iter().any(|mode| mode == "seize")
        }
        _ => true,
    };
    let helps = matches!(event.event_type.as_str(), "AID" | "RETREAT")
        && !event.modes.iter().any(|mode| mode == "resign");
    is_located(event) && local && (event.quad.as_deref() == Some("material-conflict") || helps)
}

/// What happened at one building of a town is no place for the rest: the town that the same sentence names.
pub(super) fn town_of(reading: &Reading, place: usize) -> Option<usize> {
    let own = &reading.places[place];
    if !is_site(own) {
        return Some(place);
    }
    let document = &reading.document;
    let sentence = document.sentences.iter().map(|s| document.span_of(s)).find(|s| s.contains(own.span))?;
    let town = |&i: &usize| {
        let other = &reading.places[i];
        sentence.contains(other.span)
            && other.resolution == Some(Resolution::City)
            && other.country == own.country
    };
    (0..reading.places.len()).find(town)
}

/// A building, a square, or what the gazetteer lacks.
pub(super) fn is_site(place: &Place) -> bool {
    matches!(place.resolution, Some(Resolution::Site) | None)
}

/// Whether two places are one or one lies in the other.
fn is_one(a: &Place, b: &Place) -> bool {
    let province =
        |place: &Place| place.admin1.clone().filter(|_| place.resolution != Some(Resolution::Country));
    let region = |place: &Place| place.resolution == Some(Resolution::Region);
    if region(a) || region(b) || a.country.is_none() || a.country != b.country {
        return a.name == b.name;
    }
    let provinces_agree = match (province(a), province(b)) {
        (Some(x), Some(y)) => x == y,
        _ => true,
    };
    provinces_agree && (a.name == b.name || a.resolution != b.resolution)
}

/// Whether the victims, or where none is known the actors, are of the country of the place.
fn suits(reading: &Reading, event: &Event, place: &Place) -> bool {
    let Some(country) = place.country.as_deref() else { return true };
    let of = |side: &[Party]| -> Vec<String> {
        side.iter().filter_map(|party| party.country.clone()).filter(|code| is_state(code)).collect()
    };
    let victims = of(&event.recipients);
    let parties = if victims.is_empty() { of(&event.actors) } else { victims };
    // an embassy, a soldier abroad
    let is_state_itself = event.recipients.iter().any(|party| {
        party.entity.is_some_and(|id| reading.entities[id.0].kind == EntityKind::State)
            && party.country.as_deref().is_some_and(|own| own != country)
    });
    !is_state_itself && (parties.is_empty() || parties.iter().any(|own| own == country))
}

/// Whether a code stands for a state and not for a kind of body that acts in many.
fn is_state(code: &str) -> bool {
    !is_of_no_country(code)
}

/// Whether the sentence of an event tells of another place than the one that it would be given: "in Ghazni".
fn names_another_place(reading: &Reading, event: &Event, given: usize) -> bool {
    let sentence = reading.document.span_of(&reading.document.sentences[event.sentence]);
    reading.places.iter().any(|place| {
        sentence.contains(place.span)
            && !place.metonym
            && place.name != reading.places[given].name
            && is_right_after_preposition(&reading.document, place)
    })
}

/// The land that a report is set in: most of its places are of that country, and its first sentences name it otherwise than as
/// somebody who acts; else a region of it that they name and the report names often.
fn land(reading: &Reading) -> Option<usize> {
    let document = &reading.document;
    let lead = document.sentences.get(..LEAD.min(document.sentences.len()))?.last()?;
    let end = document.span_of(lead).end;
    let country = main_country(&reading.places)?;
    let named = |i: &usize| {
        let place = &reading.places[*i];
        place.span.end <= end && !place.metonym && place.country.as_deref() == Some(country)
    };
    let of = |wanted: fn(&Place) -> bool| {
        (0..reading.places.len()).filter(named).find(|&i| wanted(&reading.places[i]))
    };
    let often = |&i: &usize| {
        reading.places.iter().filter(|other| other.name == reading.places[i].name).count() >= UNREST
    };
    of(|place| place.resolution == Some(Resolution::Country))
        .or_else(|| of(|place| place.resolution == Some(Resolution::Region)).filter(often))
}

/// Where police and courts act: the town whose police it is, else that of the dateline ("FAIRFIELD, Conn. —").
fn town_of_law(reading: &Reading, lexicon: &EventLexicon, event: &Event) -> Option<usize> {
    let local = |party: &Party| matches!(party.sector, Some(Sector::Cop | Sector::Jud));
    let own = lexicon.type_named(&event.event_type);
    let legal = own.is_some_and(|own| own.acts(&event.modes).any(Act::is_of_law));
    // "was charged", where the report begins with it
    let untold = event.actors.is_empty()
        && event.attribution.is_none()
        && event.sentence < BEGINNING
        && reading.document.tokens[event.trigger_head].upos == Upos::Verb
        && own.is_some_and(|own| own.acts(&event.modes).any(|act| act != Act::Inquiry));
    let theirs = untold || event.actors.iter().any(local);
    if !legal || event.status != Status::Occurred || !theirs {
        return None;
    }
    let own = event.actors.iter().filter(|party| local(party)).find_map(|party| {
        (0..reading.places.len()).find(|&i| {
            let place = &reading.places[i];
            party.span.contains(place.span) && place.resolution == Some(Resolution::City)
        })
    });
    own.or_else(|| town_of_police(reading)).or_else(|| town_of_dateline(reading))
}

/// The only town whose police act in the report: "Montreal police".
pub(super) fn town_of_police(reading: &Reading) -> Option<usize> {
    let police = reading.entities.iter().filter(|entity| entity.sector == Some(Sector::Cop));
    let named: Vec<Span> =
        police.flat_map(|entity| entity.mentions.iter().map(|mention| mention.span)).collect();
    let town = |&i: &usize| {
        let place = &reading.places[i];
        place.resolution == Some(Resolution::City)
            && place.country.is_some()
            && named.iter().any(|span| span.contains(place.span) && *span != place.span)
    };
    let mut towns = (0..reading.places.len()).filter(town);
    let first = towns.next()?;
    towns.all(|other| reading.places[other].name == reading.places[first].name).then_some(first)
}

/// The town of a dateline.
fn town_of_dateline(reading: &Reading) -> Option<usize> {
    let document = &reading.document;
    let starts = document.sentences.iter().take(LEAD + 1).map(|sentence| sentence.start);
    let mut found = starts.filter_map(|first| {
        let sentence = document.span_of(&document.sentence_of(first));
        (0..reading.places.len()).find(|&i| {
            let place = &reading.places[i];
            sentence.contains(place.span)
                && place.resolution == Some(Resolution::City)
                && is_dateline(document, place, first)
        })
    });
    found.next()
}
