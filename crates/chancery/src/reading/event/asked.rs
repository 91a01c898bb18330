//! Of whom protesters demand, where the report tells it elsewhere.

use chancery_lang::Document;

use super::{Event, Party};
use crate::lexicon::events::EventLexicon;
use crate::plover::Sector;
use crate::reading::Reading;

/// "Protesters' demands include an inquiry": demanded of their government, which the report names as the other side.
pub fn name_those_asked(reading: &Reading, lexicon: &EventLexicon, events: &mut [Event]) {
    let governments: Vec<Party> = events
        .iter()
        .filter(|event| matches!(event.event_type.as_str(), "PROTEST" | "REQUEST" | "CONCEDE" | "REJECT"))
        .flat_map(|event| event.actors.iter().chain(&event.recipients))
        .filter(|party| party.sector == Some(Sector::Gov) && party.country.is_some())
        .cloned()
        .collect();
    for event in events.iter_mut() {
        let [asker] = event.actors.as_slice() else { continue };
        if event.event_type != "REQUEST"
            || !event.recipients.is_empty()
            || !is_protester(&reading.document, lexicon, asker)
        {
            continue;
        }
        let own = governments.iter().filter(|party| party.country == asker.country);
        let near = own.min_by_key(|party| party.head.abs_diff(event.trigger_head)).cloned();
        event.recipients.extend(near.map(|party| Party { found: "their government in the report", ..party }));
    }
}

fn is_protester(document: &Document, lexicon: &EventLexicon, party: &Party) -> bool {
    party.sector == Some(Sector::Cvl)
        && lexicon.in_set("protesters", &document.tokens[party.head].lemma.to_lowercase())
}

#[cfg(test)]
mod tests {
    use crate::reading::event::merge::countries;
    use crate::reading::testing::events_of;

    const ASKED: &str = "French/French/ADJ/2/amod protesters/protester/NOUN/3/nsubj/Number=Plur \
                         demanded/demand/VERB/0/root/Tense=Past reforms/reform/NOUN/3/obj/Number=Plur";
    const REFUSED: &str = "The/the/DET/3/det French/French/ADJ/3/amod government/government/NOUN/4/nsubj/Number=Sing \
                           rejected/reject/VERB/0/root/Tense=Past the/the/DET/6/det plan/plan/NOUN/4/obj/Number=Sing";

    fn asked(sentences: &[&str]) -> usize {
        let events = events_of(sentences);
        let demand = events.iter().find(|event| event.event_type == "REQUEST").unwrap();
        countries(&demand.recipients).len()
    }

    #[test]
    fn protesters_ask_their_government() {
        assert_eq!(asked(&[ASKED, REFUSED]), 1);
    }

    #[test]
    fn where_no_government_acts_nobody_is_known_to_be_asked() {
        assert_eq!(asked(&[ASKED]), 0);
    }
}
