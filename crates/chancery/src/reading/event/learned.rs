//! What the language model has learned of deeds from annotated reports: who in the sentence does what the patterns found and to
//! whom, and how well it agrees with the row. It finds no events of its own: words that it takes for a deed and no pattern fits
//! were right in two cases of five on reports that nobody had read.

use chancery_lang::{Deed, Document};

use super::role::Roles;
use super::side::{add, same};
use super::{Event, Party};
use crate::lexicon::LearnedBounds;
use crate::lexicon::learned::suffices;

/// How sides that the model tells are found.
pub(super) const LEARNED: &str = "the language model";

/// One of the two sides, as the model tells it.
type Told = for<'d> fn(&'d Deed) -> &'d Vec<f32>;

const DOES: Told = |deed| &deed.actors;
const SUFFERS: Told = |deed| &deed.recipients;

/// Log-odds are told up to this size; beyond it a probability of the model says no more.
const SURE: f64 = 4.0;

impl Roles<'_> {
    /// Gives events the sides that are still open and that the model tells in their sentence, and puts those of whom it is sure
    /// in the place of those whom it doubts.
    pub(super) fn name_learned(&self, bounds: LearnedBounds, events: &mut [Event]) {
        for event in events {
            if event.is_mutual {
                self.add_partners(bounds, event);
            } else {
                event.actors = self.settled(bounds, event, DOES, &event.actors, &event.recipients);
                event.recipients = self.settled(bounds, event, SUFFERS, &event.recipients, &event.actors);
            }
        }
    }

    /// The other side of a meeting or a fight of which only one is told.
    fn add_partners(&self, bounds: LearnedBounds, event: &mut Event) {
        if event.actors.len() < 2 && event.recipients.is_empty() {
            for side in [DOES, SUFFERS] {
                for party in self.learned_parties(event, side, &event.actors, bounds.side) {
                    add(&mut event.actors, party);
                }
            }
        }
    }

    /// A side as the model leaves it. `others` are those on the other side.
    fn settled(
        &self,
        bounds: LearnedBounds,
        event: &Event,
        side: Told,
        own: &[Party],
        others: &[Party],
    ) -> Vec<Party> {
        let best = odds_of(&self.reading.document, event.trigger_head, own, side).reduce(f64::max);
        let bound = match best {
            _ if own.is_empty() => bounds.side,
            Some(odds) if odds >= log_odds(bounds.doubted) => return own.to_vec(),
            // who is told in another sentence yields to who is told in this one
            _ => bounds.instead,
        };
        let told = self.learned_parties(event, side, others, bound);
        if told.is_empty() { own.to_vec() } else { told }
    }

    /// Who stands on a side by the model, with at least that probability, and is not one of the others.
    fn learned_parties(&self, event: &Event, side: Told, others: &[Party], bound: f64) -> Vec<Party> {
        let document = &self.reading.document;
        let mut parties = Vec::new();
        let Some(deed) = document.deeds.at(event.trigger_head) else { return parties };
        for (word, &probability) in document.sentence_of(event.trigger_head).zip(side(deed)) {
            if suffices(probability, bound) && !event.trigger.contains(document.tokens[word].span) {
                for party in self.parties(word, LEARNED) {
                    if !others.iter().any(|other| same(other, &party)) {
                        add(&mut parties, party);
                    }
                }
            }
        }
        parties
    }
}

/// What the model says of an event, in log-odds, at most [`SURE`] either way: that its word reports an event of its type.
pub(super) fn odds_of_type(document: &Document, event: &Event) -> f64 {
    let words = document.sentence_of(event.trigger_head);
    let within = words.filter(|&word| event.trigger.contains(document.tokens[word].span));
    let best = within.filter_map(|word| document.deeds.probability(word, &event.event_type)).reduce(f32::max);
    best.map_or(0.0, |probability| log_odds(f64::from(probability)))
}

/// The log-odds by the model of each of these parties that stands in the sentence of a deed.
fn odds_of<'p>(
    document: &'p Document,
    deed: usize,
    parties: &'p [Party],
    side: Told,
) -> impl Iterator<Item = f64> + use<'p> {
    let sentence = document.sentence_of(deed);
    let told = document.deeds.at(deed).map(side);
    let here = parties.iter().filter_map(move |party| {
        let place = party.head.checked_sub(sentence.start)?;
        told?.get(place).copied()
    });
    here.map(|probability| log_odds(f64::from(probability)))
}

fn log_odds(probability: f64) -> f64 {
    let odds = (probability / (1.0 - probability)).ln();
    odds.clamp(-SURE, SURE)
}

#[cfg(test)]
mod tests {
    use chancery_lang::Deeds;

    use super::*;
    use crate::reading::Reading;
    use crate::reading::event::{find_events, merge::countries};
    use crate::reading::testing::{knowledge, reading_of};

    const RAID: &str = "Turkey/Turkey/PROPN/4/nmod:poss 's/'s/PART/1/case friend/friend/NOUN/4/compound Iran/Iran/PROPN/5/nsubj \
                        attacked/attack/VERB/0/root/Tense=Past Syria/Syria/PROPN/5/obj";

    /// What is read of the raid, where a model says that Turkey and Iran are the actors with these probabilities, and Syria the
    /// recipient.
    fn read(turkey: f32, iran: f32, bounds: LearnedBounds) -> Reading {
        let mut knowledge = knowledge();
        knowledge.learned = bounds;
        let mut reading = reading_of(&[RAID], &knowledge);
        let deed = Deed {
            word: 4,
            kinds: vec![0.9],
            actors: vec![turkey, 0.0, 0.0, iran, 0.0, 0.0],
            recipients: vec![0.0, 0.0, 0.0, 0.0, 0.0, 0.9],
        };
        let deeds = Deeds { kinds: ["ASSAULT".to_owned()].into(), words: vec![deed] };
        reading.document = reading.document.with_deeds(deeds);
        reading.events = find_events(&reading, &knowledge);
        reading
    }

    const BOUNDS: LearnedBounds = LearnedBounds { sense: 0.5, side: 0.9, instead: 0.8, doubted: 0.1 };

    #[test]
    fn a_side_that_the_model_doubts_yields_to_one_of_which_it_is_sure() {
        let actors = |turkey, iran| {
            let reading = read(turkey, iran, BOUNDS);
            let found = &reading.events[0].actors;
            (countries(found)[0].to_owned(), found[0].found == LEARNED)
        };
        assert_eq!(actors(0.9, 0.02), ("TUR".to_owned(), true));
        assert_eq!(actors(0.9, 0.3), ("IRN".to_owned(), false));
        assert_eq!(actors(0.7, 0.02), ("IRN".to_owned(), false));
    }

    #[test]
    fn an_open_side_is_who_the_model_is_sure_of() {
        let knowledge = knowledge();
        let mut reading = read(0.95, 0.02, BOUNDS);
        reading.events[0].actors.clear();
        let mut events = reading.events.clone();
        let lexicon = &knowledge.events;
        let roles =
            Roles { reading: &reading, lexicon, deeds: Vec::new(), narrator: None, couples: Vec::new() };
        roles.name_learned(BOUNDS, &mut events);
        assert_eq!(countries(&events[0].actors), ["TUR"]);
    }

    #[test]
    fn without_bounds_nothing_is_taken_over() {
        let reading = read(0.99, 0.0, LearnedBounds::default());
        assert_eq!(countries(&reading.events[0].actors), ["IRN"]);
    }

    #[test]
    fn the_odds_tell_how_well_the_model_agrees() {
        let reading = read(0.0, 0.5, BOUNDS);
        let (document, event) = (&reading.document, &reading.events[0]);
        assert!((odds_of_type(document, event) - 9.0_f64.ln()).abs() < 1e-6);
        let here = odds_of(document, 4, &event.actors, DOES).collect::<Vec<_>>();
        assert!(here.len() == 1 && here[0].abs() < 1e-6, "{here:?}");
        assert!((log_odds(1.0) - SURE).abs() < 1e-9 && (log_odds(0.0) + SURE).abs() < 1e-9);
    }
}
