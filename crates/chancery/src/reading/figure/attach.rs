//! Counts to the events they measure; the rest are figures.

use super::{CountMention, Figure, counts};
use crate::reading::event::{Event, Size};
use crate::reading::{Reading, place};

/// Fills the sizes of the events and the figures of a reading whose document, places and events are there.
pub fn distribute(reading: &mut Reading) {
    let mentions = counts(&reading.document);
    let mut figures = Vec::new();
    for mention in mentions {
        if let Some(event) = measured(&mention, reading) {
            let slot = slot(&mut reading.events[event].size, mention.what);
            if let Some(slot @ None) = slot {
                *slot = Some(mention.count);
            }
        } else if !mention.implied {
            figures.push(Figure {
                what: mention.what.to_owned(),
                count: mention.count,
                who: mention.who,
                place: place::place_of(
                    &reading.document,
                    &reading.places,
                    mention.head,
                    place::Reach::Sentence,
                ),
                span: mention.span,
            });
        }
    }
    reading.figures = figures;
}

fn slot<'a>(size: &'a mut Size, what: &str) -> Option<&'a mut Option<super::Count>> {
    match what {
        "dead" => Some(&mut size.dead),
        "injured" => Some(&mut size.injured),
        "arrested" => Some(&mut size.arrested),
        "displaced" => Some(&mut size.displaced),
        _ => None,
    }
}

/// The event of the sentence that a count measures: the one it hangs on, else the nearest of a fitting type.
fn measured(mention: &CountMention, reading: &Reading) -> Option<usize> {
    let document = &reading.document;
    let sentence = document.tokens[mention.head].sentence;
    let here = || reading.events.iter().enumerate().filter(|(_, event)| event.sentence == sentence);
    let own = |event: &Event| {
        event.trigger_head == mention.head || event.trigger.contains(document.tokens[mention.head].span)
    };
    let fitting = |event: &Event| match mention.what {
        "dead" | "injured" => event.event_type == "ASSAULT",
        "arrested" => event.event_type == "COERCE",
        "displaced" => matches!(event.event_type.as_str(), "ASSAULT" | "COERCE"),
        _ => false,
    };
    if let Some((index, _)) = here().find(|(_, event)| fitting(event) && own(event)) {
        return Some(index);
    }
    if mention.implied {
        return None;
    }
    here()
        .filter(|(_, event)| fitting(event))
        .min_by_key(|(index, event)| (event.trigger_head.abs_diff(mention.head), *index))
        .map(|(index, _)| index)
}
