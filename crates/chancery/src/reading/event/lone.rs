//! A report that tells of no politics: what little of it reads like an event is none, unless somebody public by
//! himself acts (rule 1 of the record).

use super::{Event, Party};
use crate::lexicon::Knowledge;
use crate::lexicon::events::Act;
use crate::plover::Sector;
use crate::reading::Reading;

/// So many sentences make a report from which one can tell what it is about.
const LONG: usize = 8;

/// A report is about politics if more than one sentence in so many tells what those do who are public by themselves.
const SENTENCES: usize = 12;

/// A report that tells an event in more than one sentence of so many is about politics too, whoever acts.
const THICK: usize = 5;

/// Of so many attacks in one report none is a slip.
const MANY: usize = 3;

/// Drops from reports about other things what is done by those who are public only in company: teams, scholars,
/// candidates, people hurt by nobody knows whom.
pub(super) fn drop_lone(reading: &Reading, knowledge: &Knowledge, events: &mut Vec<Event>) {
    let sentences = reading.document.sentences.len();
    let powers = events.iter().filter(|event| has_power(event, knowledge)).count();
    if sentences < LONG || powers * SENTENCES > sentences || events.len() * THICK > sentences {
        return;
    }
    let attacks = events.iter().filter(|event| event.event_type == "ASSAULT").count();
    events.retain(|event| {
        has_power(event, knowledge)
            || is_news(event, knowledge)
            || event.event_type == "ASSAULT" && attacks >= MANY
    });
}

/// Whether one side is public by itself.
fn has_power(event: &Event, knowledge: &Knowledge) -> bool {
    event
        .actors
        .iter()
        .chain(&event.recipients)
        .any(|party| party.sector.is_some_and(|sector| knowledge.sectors.is_power(sector)))
}

/// Arrests and trials of anybody, blame, protests, resignations and releases, attacks on journalists, clergy or
/// campaigners, and what two public sides have with each other.
fn is_news(event: &Event, knowledge: &Knowledge) -> bool {
    let own = knowledge.events.type_named(&event.event_type);
    let public = |party: &Party| {
        party.sector.is_some_and(|sector| {
            knowledge.sectors.is_public(sector) && !matches!(sector, Sector::Edu | Sector::Med)
        })
    };
    let hunted = |party: &Party| public(party) && party.sector != Some(Sector::Lab);
    let of_firms = !event.actors.is_empty()
        && event.actors.iter().all(|actor| actor.sector == Some(Sector::Bus))
        && !event.recipients.iter().any(public);
    let is_told_of_anybody = own.is_some_and(|own| own.acts(&event.modes).any(Act::is_of_law))
        || matches!(event.event_type.as_str(), "ACCUSE" | "PROTEST" | "COERCE");
    is_told_of_anybody && !of_firms
        || event.event_type == "RETREAT" && (event.recipients.is_empty() || event.actors.is_empty())
        || event.event_type == "ASSAULT" && event.recipients.iter().any(hunted)
        || event.actors.iter().any(public) && event.recipients.iter().any(public)
}

#[cfg(test)]
mod tests {
    use crate::reading::testing::events_of;

    const FILLER: &str = "Rain/rain/NOUN/2/nsubj fell/fall/VERB/0/root/Tense=Past ././PUNCT/2/punct";

    fn told(actor: &str, others: usize) -> usize {
        let refused = format!(
            "The/the/DET/3/det Danish/Danish/ADJ/3/amod {actor}/{actor}/NOUN/4/nsubj rejected/reject/VERB/0/root/Tense=Past \
             the/the/DET/6/det proposal/proposal/NOUN/4/obj ././PUNCT/4/punct"
        );
        let mut report = vec![FILLER; others];
        report.push(&refused);
        events_of(&report).len()
    }

    #[test]
    fn one_refusal_by_a_church_in_a_report_about_rain_is_no_event() {
        assert_eq!(told("church", 0), 1);
        assert_eq!(told("church", 20), 0);
    }

    #[test]
    fn a_government_is_public_in_any_report() {
        assert_eq!(told("government", 20), 1);
    }
}
