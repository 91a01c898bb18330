//! Who protests and strikes against whom, where the report tells it elsewhere.

use chancery_lang::{Deprel, Document};

use super::{Event, Party};
use crate::lexicon::events::{Act, EventLexicon};
use crate::plover::{Sector, Status};
use crate::reading::clause::{phrases, preposition};
use crate::reading::{EntityId, EntityKind, Reading};

/// "The protests began in June": by the protesters whom the report names elsewhere, if all of them are of one country,
/// and it is that of the protest's place.
pub fn name_protesters(reading: &Reading, lexicon: &EventLexicon, events: &mut [Event]) {
    let protesters = protesters(reading, lexicon);
    let told = events
        .iter()
        .filter(|event| is_protest(lexicon, event))
        .flat_map(|event| &event.actors)
        .filter_map(|party| party.country.as_deref())
        .chain(protesters.iter().filter_map(|party| party.country.as_deref()));
    let mut countries: Vec<String> = told.map(str::to_owned).collect();
    countries.sort_unstable();
    countries.dedup();
    let [country] = countries.as_slice() else { return };
    for event in events {
        let elsewhere = place_country(reading, event).is_some_and(|place| place != country);
        // "a protest vote", "denounced as riots"
        let token = &reading.document.tokens[event.trigger_head];
        let is_word = token.deprel == Deprel::Compound
            || preposition(&reading.document, event.trigger_head).as_deref() == Some("as");
        if is_word
            || !is_protest(lexicon, event)
            || !event.actors.is_empty()
            || event.status != Status::Occurred
            || elsewhere
        {
            continue;
        }
        let near = protesters.iter().min_by_key(|party| party.head.abs_diff(event.trigger_head));
        let suffers = |party: &&Party| event.recipients.iter().any(|other| other.entity == party.entity);
        event.actors.extend(near.filter(|party| !suffers(party)).cloned());
    }
}

/// "Anti-government protests in Belgrade" are aimed at the government of the place, or of those who protest.
pub fn name_governments(reading: &Reading, lexicon: &EventLexicon, events: &mut [Event]) {
    let document = &reading.document;
    for event in events.iter_mut().filter(|event| event.event_type == "PROTEST") {
        if !event.recipients.is_empty() {
            continue;
        }
        let against = document.children(event.trigger_head).iter().copied().find(|&child| {
            matches!(document.tokens[child].deprel, Deprel::Amod | Deprel::Compound)
                && lexicon.in_set("against-government", &document.form(child).to_lowercase())
        });
        let Some(word) = against else { continue };
        let own = event.actors.iter().find_map(|party| party.country.clone());
        let Some(country) = own.or_else(|| place_country(reading, event).map(str::to_owned)) else {
            continue;
        };
        event.recipients.push(Party {
            span: document.tokens[word].span,
            head: word,
            entity: state(reading, &country),
            country: Some(country),
            sector: Some(Sector::Gov),
            found: "the government of the country",
        });
    }
}

/// "The strike is meant to push for the government to pay": whom the strike is to move, if its clause names one government
/// or firm.
pub fn name_employers(reading: &Reading, lexicon: &EventLexicon, events: &mut [Event]) {
    let document = &reading.document;
    let is_strike = |event: &&mut Event| lexicon.is_act(&event.event_type, &event.modes, Act::Strike);
    for event in events.iter_mut().filter(is_strike) {
        let token = &document.tokens[event.trigger_head];
        let verb = token.head.filter(|_| matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass));
        let Some(verb) = verb.filter(|_| event.recipients.is_empty()) else {
            continue;
        };
        let mut found: Vec<Party> = Vec::new();
        for word in document.sentence_of(verb) {
            let moved = document.is_within(word, verb)
                && match document.tokens[word].deprel {
                    Deprel::Obl | Deprel::Nmod => match preposition(document, word).as_deref() {
                        Some(word) => matches!(word, "against" | "with" | "for"),
                        // "for the government to pay", where the tree gives "for" to the verb
                        None => follows_for(document, word),
                    },
                    Deprel::Nsubj => document.tokens[word].head.is_some_and(|head| head != verb),
                    _ => false,
                };
            let party = moved.then(|| party_at(reading, word)).flatten();
            found.extend(party.filter(|party| {
                matches!(party.sector, Some(Sector::Gov | Sector::Bus))
                    && !found.iter().any(|other| other.entity == party.entity)
                    && !event.actors.iter().any(|other| other.entity == party.entity)
            }));
        }
        if found.len() == 1 {
            event.recipients = found;
        }
    }
}

/// Whether the words of a noun stand right after "for".
fn follows_for(document: &Document, noun: usize) -> bool {
    let first = document.children(noun).iter().copied().min().unwrap_or(noun).min(noun);
    first.checked_sub(1).is_some_and(|before| document.tokens[before].lemma == "for")
}

/// All mentions of people who protest: "demonstrators", "thousands of protesters".
fn protesters(reading: &Reading, lexicon: &EventLexicon) -> Vec<Party> {
    let document = &reading.document;
    let protests = |word: usize| {
        std::iter::once(word)
            .chain(phrases(document, word, "of"))
            .any(|word| lexicon.in_set("protesters", &document.tokens[word].lemma.to_lowercase()))
    };
    let groups = reading.entities.iter().enumerate().filter(|(_, entity)| entity.kind == EntityKind::Group);
    let mentions = groups.flat_map(|(id, entity)| {
        let own = entity.mentions.iter().filter(|mention| protests(mention.head));
        own.map(move |mention| Party {
            span: mention.span,
            head: mention.head,
            entity: Some(EntityId(id)),
            country: entity.country.clone(),
            sector: entity.sector,
            found: "the protesters of the report",
        })
    });
    mentions.filter(|party| party.country.is_some()).collect()
}

/// The party whose mention a word heads.
fn party_at(reading: &Reading, word: usize) -> Option<Party> {
    let id = reading.entity_at(word)?;
    let entity = &reading.entities[id.0];
    let mention = entity.mentions.iter().find(|mention| mention.head == word)?;
    Some(Party {
        span: mention.span,
        head: word,
        entity: Some(id),
        country: entity.country.clone(),
        sector: entity.sector,
        found: "whom the strike is to move",
    })
}

fn state(reading: &Reading, country: &str) -> Option<EntityId> {
    let is_it = |entity: &crate::reading::Entity| {
        entity.kind == EntityKind::State && entity.country.as_deref() == Some(country)
    };
    reading.entities.iter().position(is_it).map(EntityId)
}

fn place_country<'a>(reading: &'a Reading, event: &Event) -> Option<&'a str> {
    reading.places.get(event.place?)?.country.as_deref()
}

/// A march or a riot; who strikes is told in another way.
fn is_protest(lexicon: &EventLexicon, event: &Event) -> bool {
    lexicon.is_act(&event.event_type, &event.modes, Act::March)
}

#[cfg(test)]
mod tests {
    use crate::reading::event::merge::countries;
    use crate::reading::testing::events_of;

    const ARRESTED: &str = "Police/police/NOUN/2/nsubj/Number=Plur arrested/arrest/VERB/0/root/Tense=Past \
                            Turkish/Turkish/ADJ/4/amod protesters/protester/NOUN/2/obj/Number=Plur";
    const BEGAN: &str = "The/the/DET/3/det anti-government/anti-government/ADJ/3/amod protests/protest/NOUN/4/nsubj/Number=Plur \
                         began/begin/VERB/0/root/Tense=Past";

    #[test]
    fn the_protesters_of_the_report_protest() {
        let events = events_of(&[ARRESTED, BEGAN]);
        let protest = events.last().unwrap();
        assert_eq!(countries(&protest.actors), ["TUR"]);
        assert_eq!(countries(&protest.recipients), ["TUR"]);
    }

    #[test]
    fn where_two_countries_protest_it_may_be_either() {
        let other = ARRESTED.replace("Turkish/Turkish", "Greek/Greek");
        let events = events_of(&[ARRESTED, &other, BEGAN]);
        let protests = events.iter().filter(|event| event.event_type == "PROTEST");
        assert!(protests.filter(|event| !event.actors.is_empty()).count() == 0);
    }
}
