//! Events without a date of their own have that of the happening they tell again.

use super::{Granularity, calendar, journey};
use crate::lexicon::EventLexicon;
use crate::reading::Reading;
use crate::reading::event::{Link, link};

/// Days of the longest time that dates a happening told again: a week dates when it went on, not when it was.
const LONGEST: i32 = 3;

/// Gives events without a date the date of the event that they take up, go on with or tell again, and those of a journey
/// the date of the stop they belong to. What is told again has a date only where all tellings agree on the days.
pub fn share_dates(reading: &mut Reading, lexicon: &EventLexicon) {
    let shared: Vec<Option<usize>> = (0..reading.events.len())
        .map(|i| {
            let own = reading.events[i].date;
            own.or_else(|| told_elsewhere(reading, i)).or_else(|| journey::date_at_stop(reading, lexicon, i))
        })
        .collect();
    for (event, date) in reading.events.iter_mut().zip(shared) {
        event.date = date;
    }
}

fn told_elsewhere(reading: &Reading, i: usize) -> Option<usize> {
    let event = &reading.events[i];
    let days = |date: usize| reading.dates.get(date).and_then(|date| date.days);
    let short = |date: usize| {
        days(date).is_some_and(|(from, to)| calendar::days_between(from, to) < LONGEST)
            && reading.dates[date].granularity <= Granularity::Week
    };
    let mut told: Vec<(usize, usize)> = reading
        .events
        .iter()
        .filter_map(|other| {
            let date = other.date.filter(|&date| days(date).is_some())?;
            let link = link(reading, event, other)?;
            let apart = event.sentence.abs_diff(other.sentence);
            // what goes on in the next sentence goes on in the same summer
            (short(date) || link == Link::GoesOn && apart == 1).then_some((apart, date))
        })
        .collect();
    told.sort_unstable();
    let &(_, date) = told.first()?;
    told.iter().all(|&(_, other)| days(other) == days(date)).then_some(date)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::lexicon::StatusWords;
    use crate::reading::date::{date_of, find_dates};
    use crate::reading::event::number;
    use crate::reading::testing::{event, knowledge, trees};

    const STORMED: &str = "Gunmen/gunman/NOUN/2/nsubj stormed/storm/VERB/0/root a/a/DET/4/det hall/hall/NOUN/2/obj \
                           on/on/ADP/6/case Monday/Monday/PROPN/2/obl";
    const KILLED: &str = "Ten/ten/NUM/2/nummod people/people/NOUN/4/nsubj:pass were/be/AUX/4/aux:pass \
                          killed/kill/VERB/0/root";
    const THE_ATTACK: &str =
        "The/the/DET/2/det attack/attack/NOUN/4/nsubj was/be/AUX/4/cop brief/brief/ADJ/0/root";
    const HAD_KILLED: &str =
        "They/they/PRON/3/nsubj had/have/AUX/3/aux killed/kill/VERB/0/root before/before/ADV/3/advmod";

    /// The words of the date that each event has in the end; an event is (type, word).
    fn shared(sentences: &[&str], events: &[(&str, usize)]) -> Vec<Option<String>> {
        let document = trees(sentences);
        let dates = find_dates(&document, Some(date(2018, 4, 18)));
        let mut reading = Reading { dates, ..Reading::default() };
        for &(event_type, word) in events {
            let mut found = event(&document, event_type, word);
            found.date = date_of(&document, &StatusWords::default(), &reading.dates, word);
            reading.events.push(found);
        }
        reading.document = document;
        let mut events = std::mem::take(&mut reading.events);
        number(&reading, &knowledge().events, &mut events);
        reading.events = events;
        share_dates(&mut reading, &knowledge().events);
        let words = |date: usize| reading.dates[date].span.of(&reading.document.text).to_owned();
        reading.events.iter().map(|event| event.date.map(words)).collect()
    }

    #[test]
    fn an_account_of_violence_goes_on_over_the_next_sentence() {
        let monday = Some("Monday".to_owned());
        assert_eq!(
            shared(&[STORMED, KILLED], &[("ASSAULT", 1), ("ASSAULT", 9)]),
            [monday.clone(), monday.clone()]
        );
        // the first sentence sums up what the second tells with its day
        assert_eq!(shared(&[KILLED, STORMED], &[("ASSAULT", 3), ("ASSAULT", 5)]), [monday.clone(), monday]);
    }

    #[test]
    fn the_attack_takes_up_what_was_told() {
        let monday = Some("Monday".to_owned());
        let dates = shared(&[STORMED, THE_ATTACK], &[("ASSAULT", 1), ("ASSAULT", 7)]);
        assert_eq!(dates, [monday.clone(), monday.clone()]);
        assert_eq!(shared(&[STORMED, THE_ATTACK], &[("PROTEST", 1), ("ASSAULT", 7)]), [monday, None]);
    }

    #[test]
    fn what_happened_before_has_another_day() {
        let dates = shared(&[STORMED, HAD_KILLED], &[("ASSAULT", 1), ("ASSAULT", 8)]);
        assert_eq!(dates, [Some("Monday".to_owned()), None]);
    }
}
