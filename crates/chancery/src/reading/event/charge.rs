//! A crime among private people that is told only as what somebody is convicted of: the event is the conviction.

use super::Event;
use super::public::is_private_party;
use crate::lexicon::Knowledge;
use crate::lexicon::events::Act;
use crate::reading::Reading;

/// Drops crimes that are told below the word for a conviction in the same sentence: "his conviction for assaulting a woman".
pub fn drop_crimes(reading: &Reading, knowledge: &Knowledge, events: &mut Vec<Event>) {
    let document = &reading.document;
    let is_conviction = |event: &&Event| {
        let kind = knowledge.events.type_named(&event.event_type);
        kind.is_some_and(|kind| kind.acts(&event.modes).any(|act| act == Act::Conviction))
    };
    let convictions: Vec<usize> =
        events.iter().filter(is_conviction).map(|event| event.trigger_head).collect();
    events.retain(|event| {
        let told = convictions.iter().any(|&conviction| {
            conviction != event.trigger_head
                && document.tokens[conviction].sentence == event.sentence
                && document.is_within(event.trigger_head, conviction)
        });
        !(event.event_type == "ASSAULT" && told && is_private(reading, knowledge, event))
    });
}

/// Whether nobody public, no state and no crowd takes part.
fn is_private(reading: &Reading, knowledge: &Knowledge, event: &Event) -> bool {
    event.actors.iter().chain(&event.recipients).all(|party| is_private_party(reading, party, knowledge))
}

#[cfg(test)]
mod tests {
    use crate::reading::testing::events_of;

    #[test]
    fn a_private_crime_belongs_to_its_conviction_and_an_attack_on_soldiers_does_not() {
        let convicted = |victims: &str| {
            let sentence = format!(
                "A/a/DET/3/det Greek/Greek/ADJ/3/amod court/court/NOUN/4/nsubj convicted/convict/VERB/0/root/Tense=Past a/a/DET/7/det \
                 Danish/Danish/ADJ/7/amod man/man/NOUN/4/obj/Number=Sing of/of/SCONJ/9/mark killing/kill/VERB/4/advcl/VerbForm=Ger \
                 Danish/Danish/ADJ/11/amod {victims}"
            );
            events_of(&[&sentence]).iter().filter(|event| event.event_type == "ASSAULT").count()
        };
        assert_eq!(convicted("women/woman/NOUN/9/obj/Number=Plur"), 0);
        assert_eq!(convicted("soldiers/soldier/NOUN/9/obj/Number=Plur"), 1);
    }
}
