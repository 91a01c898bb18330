//! A visitor's talks have the day on which the report says that he was in their country.

use chancery_lang::Span;

use crate::lexicon::events::{Act, EventLexicon};
use crate::plover::Status;
use crate::reading::Reading;
use crate::reading::event::{Event, Party};

/// A report tells of a journey over at most this many sentences.
const REACH: usize = 8;

/// The date of the stop, of a journey of the same people, at which event `i` took place: the only visited country that its
/// place or recipients lie in, or, for talks, all places named in its sentence or else in the one before.
pub(super) fn date_at_stop(reading: &Reading, lexicon: &EventLexicon, i: usize) -> Option<usize> {
    let event = &reading.events[i];
    if event.status != Status::Occurred {
        return None;
    }
    let mut found = reading
        .events
        .iter()
        .filter(|visit| is_visit(lexicon, visit) && same_people(visit, event))
        .filter(|visit| visit.sentence.abs_diff(event.sentence) <= REACH)
        .flat_map(|visit| stops(reading, visit))
        .filter(|(country, _)| is_in(reading, event, country))
        .map(|(_, date)| date);
    let first = found.next()?;
    let days = |date: usize| reading.dates.get(date).and_then(|date| date.days);
    found.all(|other| days(other) == days(first)).then_some(first)
}

fn is_visit(lexicon: &EventLexicon, event: &Event) -> bool {
    event.status == Status::Occurred
        && event.date.is_some()
        && lexicon.is_act(&event.event_type, &event.modes, Act::Visit)
}

fn same_people(a: &Event, b: &Event) -> bool {
    a.actors.iter().any(|x| {
        b.actors.iter().any(|y| {
            x.entity.is_some() && x.entity == y.entity
                || x.country.is_some() && x.country == y.country && x.sector == y.sector
        })
    })
}

/// The countries of a visit, each with its date: the first that stands between its name and the next, else the only one of the
/// sentence.
fn stops<'a>(reading: &'a Reading, visit: &'a Event) -> Vec<(&'a str, usize)> {
    let document = &reading.document;
    let sentence = document.span_of(&document.sentences[visit.sentence]);
    let dates: Vec<(usize, Span)> = reading
        .dates
        .iter()
        .enumerate()
        .filter(|(_, date)| sentence.contains(date.span) && date.days.is_some())
        .map(|(index, date)| (index, date.span))
        .collect();
    let mut hosts: Vec<&Party> = visit.recipients.iter().collect();
    hosts.sort_by_key(|host| host.span);
    hosts
        .iter()
        .enumerate()
        .filter_map(|(k, host)| {
            let end = hosts.get(k + 1).map_or(sentence.end, |next| next.span.start);
            let after =
                dates.iter().find(|(_, span)| host.span.end <= span.start && span.end <= end).map(|d| d.0);
            let only = visit.date.filter(|_| dates.len() == 1);
            Some((host.country.as_deref()?, after.or(only)?))
        })
        .collect()
}

/// Whether the event took place in that country, as far as its place, its recipients or its sentence tell.
fn is_in(reading: &Reading, event: &Event, country: &str) -> bool {
    if let Some(place) = event.place.and_then(|place| reading.places.get(place)) {
        return place.country.as_deref() == Some(country);
    }
    if event.event_type != "CONSULT" {
        return false;
    }
    if event.recipients.iter().any(|host| host.country.as_deref() == Some(country)) {
        return true;
    }
    // "Turkey matters. I was pleased to meet …"
    [event.sentence, event.sentence.saturating_sub(1)].into_iter().find_map(|k| all_in(reading, k, country))
        == Some(true)
}

/// Whether all places named in sentence `k` lie in that country; `None` where it names none.
fn all_in(reading: &Reading, k: usize, country: &str) -> Option<bool> {
    let sentence = reading.document.span_of(&reading.document.sentences[k]);
    let mut named = reading
        .places
        .iter()
        .filter(|place| sentence.contains(place.span) && place.country.is_some())
        .map(|place| place.country.as_deref() == Some(country))
        .peekable();
    named.peek()?;
    Some(named.all(|inside| inside))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::plover::Sector;
    use crate::reading::date::find_dates;
    use crate::reading::testing::{event, knowledge, trees};

    const VISITED: &str = "Smith/Smith/PROPN/2/nsubj visited/visit/VERB/0/root Turkey/Turkey/PROPN/2/obj \
                           on/on/ADP/6/case 4/4/NUM/6/nummod April/April/PROPN/2/obl and/and/CCONJ/8/cc \
                           Kenya/Kenya/PROPN/3/conj on/on/ADP/11/case 6/6/NUM/11/nummod April/April/PROPN/2/obl";
    const MET: &str =
        "There/there/ADV/3/advmod he/he/PRON/3/nsubj met/meet/VERB/0/root ministers/minister/NOUN/3/obj";

    fn party(reading: &Reading, head: usize, country: &str) -> Party {
        Party {
            span: reading.document.tokens[head].span,
            head,
            entity: None,
            country: Some(country.to_owned()),
            sector: Some(Sector::Gov),
            found: "obj",
        }
    }

    #[test]
    fn talks_have_the_day_on_which_the_visitor_was_in_that_country() {
        let document = trees(&[VISITED, MET]);
        let dates = find_dates(&document, Some(date(2018, 4, 18)));
        let mut visit = event(&document, "CONSULT", 1);
        let mut talks = event(&document, "CONSULT", 13);
        let mut reading = Reading { document, dates, ..Reading::default() };
        visit.modes = vec!["visit".to_owned()];
        visit.date = Some(0);
        visit.actors = vec![party(&reading, 0, "GBR")];
        visit.recipients = vec![party(&reading, 2, "TUR"), party(&reading, 7, "KEN")];
        talks.actors = vec![party(&reading, 12, "GBR")];
        talks.recipients = vec![party(&reading, 14, "KEN")];
        reading.events = vec![visit, talks];
        assert_eq!(date_at_stop(&reading, &knowledge().events, 1), Some(1));
        reading.events[1].actors[0].country = Some("FRA".to_owned());
        assert_eq!(date_at_stop(&reading, &knowledge().events, 1), None);
    }
}
