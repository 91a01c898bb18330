//! Events without a date of their own have that of the happening they tell again.

use chancery_lang::Upos;
use jiff::civil::Date;

use super::{Granularity, calendar, date_of, journey};
use crate::lexicon::events::{Act, EventLexicon};
use crate::lexicon::{Knowledge, StatusWords};
use crate::plover::Status;
use crate::reading::Reading;
use crate::reading::event::{Event, Link, incident, is_main, is_told_straight, link};
use crate::reading::statement::innermost;

/// Days of the longest time that dates a happening told again: a week dates when it went on, not when it was.
const LONGEST: i32 = 3;

/// An account of violence of one day reaches over so many sentences.
const INCIDENT: usize = 3;

/// Gives events without a date the date of the event that they take up, go on with or tell again, and those of a journey
/// the date of the stop they belong to. What is told again has a date only where all tellings agree on the days.
pub fn share_dates(reading: &mut Reading, knowledge: &Knowledge) {
    let lexicon = &knowledge.events;
    let own: Vec<Option<usize>> = reading.events.iter().map(|event| event.date).collect();
    let shared: Vec<Option<usize>> = (0..reading.events.len())
        .map(|i| {
            let own = reading.events[i].date;
            own.or_else(|| day_of_speech(reading, &knowledge.status, i))
                .or_else(|| told_elsewhere(reading, i))
                .or_else(|| journey::date_at_stop(reading, lexicon, i))
        })
        .collect();
    let mut shared = shared;
    for i in 0..shared.len() {
        shared[i] = shared[i].or_else(|| day_of_account(reading, &shared, i));
    }
    let shared: Vec<Option<usize>> = (0..shared.len())
        .map(|i| shared[i].or_else(|| day_of_incident(reading, lexicon, &shared, i)))
        .collect();
    for (event, date) in reading.events.iter_mut().zip(shared) {
        event.date = date;
    }
    date_incident(reading, lexicon);
    keep_within_stories(reading, &own);
}

/// Takes back days that events of a digest have from another of its stories. `own` are the dates they had by themselves.
fn keep_within_stories(reading: &mut Reading, own: &[Option<usize>]) {
    let Some(stories) = reading.stories.as_deref() else { return };
    let story_of = |date: usize| {
        let span = reading.dates.get(date)?.span;
        let sentences = &reading.document.sentences;
        let sentence = sentences.iter().position(|words| reading.document.span_of(words).overlaps(span))?;
        stories.get(sentence)
    };
    let taken: Vec<usize> = (0..reading.events.len())
        .filter(|&i| {
            let event = &reading.events[i];
            let from = event.date.filter(|_| event.date != own[i]).and_then(story_of);
            from.is_some_and(|story| stories.get(event.sentence) != Some(story))
        })
        .collect();
    for i in taken {
        reading.events[i].date = own[i];
    }
}

/// Gives all tellings of the incident that the report is about the only day on which it is told to have been.
fn date_incident(reading: &mut Reading, lexicon: &EventLexicon) {
    let members = incident(reading, lexicon);
    let days = |date: usize| reading.dates.get(date).and_then(|date| date.days);
    let day = |date: usize| {
        days(date).filter(|_| reading.dates[date].granularity == Granularity::Day).map(|(from, _)| from)
    };
    let mut dated =
        members.iter().filter_map(|&m| reading.events[m].date.filter(|&date| day(date).is_some()));
    let Some(date) = dated.next() else { return };
    let Some(one) = day(date) else { return };
    if !dated.all(|other| day(other) == Some(one)) {
        return;
    }
    let open: Vec<usize> = members
        .into_iter()
        .filter(|&m| {
            let event = &reading.events[m];
            event.date.and_then(days).is_none() && !tells_another_time(reading, event, one)
        })
        .collect();
    for m in open {
        reading.events[m].date = Some(date);
    }
}

/// Whether the sentence of a verb tells a time before that day, or a longer one.
fn tells_another_time(reading: &Reading, event: &Event, day: Date) -> bool {
    let document = &reading.document;
    let sentence = document.span_of(&document.sentences[event.sentence]);
    document.tokens[event.trigger_head].upos == Upos::Verb
        && reading
            .dates
            .iter()
            .filter(|date| sentence.contains(date.span))
            .any(|date| date.granularity > Granularity::Week || date.days.is_some_and(|(from, _)| from < day))
}

/// What is done by speaking has the day of the speaking: "On Monday he said that they must leave".
fn day_of_speech(reading: &Reading, words: &StatusWords, i: usize) -> Option<usize> {
    let event = &reading.events[i];
    if !event.is_verbal() || event.attribution.is_some() || event.event_type == "CONSULT" {
        return None;
    }
    let (_, statement) = innermost(&reading.statements, event.trigger, |statement| {
        statement.speakers.iter().any(|voice| {
            event.actors.iter().any(|actor| actor.entity.is_some() && actor.entity == voice.entity)
        })
    })?;
    date_of(&reading.document, words, &reading.dates, statement.cue_head?)
}

/// The day of the sentence before, where the same people go on acting in the same paragraph and no other time is told: "Hart
/// sued on Monday. The court dismissed the suit."
fn day_of_account(reading: &Reading, shared: &[Option<usize>], i: usize) -> Option<usize> {
    let event = &reading.events[i];
    let document = &reading.document;
    let sentence = event.sentence;
    let before = sentence.checked_sub(1)?;
    let span = |k: usize| document.span_of(&document.sentences[k]);
    let dated = |k: usize| reading.dates.iter().any(|date| span(k).contains(date.span));
    let gap = document.text.get(span(before).end..span(sentence).start)?;
    let straight = |event: &Event| {
        event.status == Status::Occurred
            && is_told_straight(document, event)
            && is_main(document, event.trigger_head)
            && document.tokens[event.trigger_head].upos == Upos::Verb
    };
    if gap.contains('\n') || dated(sentence) || !straight(event) || event.attribution.is_some() {
        return None;
    }
    let same = |other: &Event| {
        let all = |event: &Event| -> Vec<_> {
            event.actors.iter().chain(&event.recipients).filter_map(|party| party.entity).collect()
        };
        let theirs = all(other);
        all(event).iter().any(|id| theirs.contains(id))
    };
    let mut told = reading
        .events
        .iter()
        .zip(shared)
        .filter(|(other, _)| other.sentence == before && straight(other) && same(other))
        .map(|(_, date)| *date);
    let first = told.next()??;
    let day = |date: usize| {
        reading.dates.get(date).filter(|d| d.granularity == Granularity::Day).and_then(|d| d.days)
    };
    let one = day(first)?;
    told.all(|date| date.and_then(day) == Some(one)).then_some(first)
}

/// The only day on which the report tells that force was used, for what it tells close by of arrests and victims.
fn day_of_incident(
    reading: &Reading,
    lexicon: &EventLexicon,
    shared: &[Option<usize>],
    i: usize,
) -> Option<usize> {
    let event = &reading.events[i];
    let document = &reading.document;
    let day = |date: usize| {
        reading.dates.get(date).filter(|d| d.granularity == Granularity::Day).and_then(|d| d.days)
    };
    let sentence = document.span_of(&document.sentences[event.sentence]);
    let plain = is_incident(lexicon, event)
        && is_told_straight(document, event)
        && document.tokens[event.trigger_head].upos == Upos::Verb
        && is_main(document, event.trigger_head)
        && !reading.dates.iter().any(|date| sentence.contains(date.span));
    if !plain {
        return None;
    }
    let incidents = || reading.events.iter().zip(shared).filter(|(other, _)| is_incident(lexicon, other));
    let mut dated =
        incidents().filter_map(|(other, date)| Some((other.sentence.abs_diff(event.sentence), (*date)?)));
    let (_, first) = dated.clone().next()?;
    let one = day(first)?;
    let near = dated.clone().any(|(apart, _)| apart <= INCIDENT);
    (near && dated.all(|(_, date)| day(date) == Some(one))).then_some(first)
}

/// Violence and arrests that happened.
fn is_incident(lexicon: &EventLexicon, event: &Event) -> bool {
    let held = lexicon.is_act(&event.event_type, &event.modes, Act::Arrest);
    event.status == Status::Occurred
        && (event.event_type == "ASSAULT" || event.event_type == "PROTEST" || held)
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
            let noun = |event: &Event| reading.document.tokens[event.trigger_head].upos == Upos::Noun;
            // "the call in late July", "Hart's call": named twice by nouns
            let named = reading.dates[date].granularity <= Granularity::Month
                && (link == Link::TakesUp || link == Link::Again && noun(event) && noun(other));
            // what goes on in the next sentence goes on in the same summer
            let same_time = link == Link::GoesOn && apart == 1 || named;
            (short(date) || same_time).then_some((apart, date))
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
    use crate::reading::date::find_dates;
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
        share_dates(&mut reading, &knowledge());
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
