//! The side of an event that its sentence leaves out and the rest of the report tells: everybody the report names is weighed
//! against nobody.
//!
//! A conditional logit (McFadden 1974, "Conditional logit analysis of qualitative choice behavior") over the candidates of one
//! side; its weights are in `lexicon/untold.tsv`.

mod clues;

use std::collections::BTreeMap;

use super::{Event, Party};
use crate::lexicon::Knowledge;
use crate::reading::Reading;
use clues::Cast;

/// How such sides are found.
pub(super) const WEIGHED: &str = "the rest of the report";

/// One of the two sides of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Who acts.
    Actor,
    /// To whom it is done.
    Recipient,
}

impl Side {
    /// As `lexicon/untold.tsv` spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Side::Actor => "actor",
            Side::Recipient => "recipient",
        }
    }

    fn of(self, event: &Event) -> &[Party] {
        match self {
            Side::Actor => &event.actors,
            Side::Recipient => &event.recipients,
        }
    }

    fn other(self) -> Side {
        match self {
            Side::Actor => Side::Recipient,
            Side::Recipient => Side::Actor,
        }
    }
}

/// A side that is not told, with all who may be it.
#[derive(Clone, Debug)]
pub struct OpenSide {
    /// Index of the event.
    pub event: usize,
    /// Which side.
    pub side: Side,
    /// What it is of, from the general to the particular: the side, with its quad class, with its event type.
    pub of: Vec<String>,
    /// Who may be it, in the order of the report's entities.
    pub candidates: Vec<Candidate>,
}

/// Somebody who may be the side.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The party, at its mention nearest to the event.
    pub party: Party,
    /// What speaks for or against it.
    pub clues: Vec<String>,
}

/// Gives events the side that they leave out, where the rest of the report makes it likely enough.
pub fn name_untold(reading: &mut Reading, knowledge: &Knowledge) {
    if knowledge.untold.is_empty() {
        return;
    }
    // who is the one side tells who is the other, so of two open sides the surer one is given first
    for _ in 0..2 {
        let mut found: BTreeMap<usize, (Side, f64, Party)> = BTreeMap::new();
        for open in open_sides(reading, knowledge) {
            let (event, side) = (open.event, open.side);
            let Some((share, party)) = weighed(open, knowledge) else { continue };
            if found.get(&event).is_none_or(|known| known.1 < share) {
                found.insert(event, (side, share, party));
            }
        }
        if found.is_empty() {
            return;
        }
        for (event, (side, _, party)) in found {
            let event = &mut reading.events[event];
            let parties = match side {
                Side::Actor => &mut event.actors,
                Side::Recipient => &mut event.recipients,
            };
            for stranger in &mut *parties {
                stranger.country.clone_from(&party.country);
            }
            if parties.is_empty() {
                parties.push(party);
            }
        }
    }
}

/// The sides that the events of a report leave out.
#[must_use]
pub fn open_sides(reading: &Reading, knowledge: &Knowledge) -> Vec<OpenSide> {
    let cast = Cast::new(reading, knowledge);
    let mut open = Vec::new();
    for (i, event) in reading.events.iter().enumerate() {
        for side in [Side::Actor, Side::Recipient] {
            let parties = side.of(event);
            if parties.iter().any(|party| party.country.is_some())
                || event.is_mutual && side == Side::Recipient
            {
                continue;
            }
            let candidates = cast.candidates(i, side);
            if !candidates.is_empty() {
                let what = if parties.is_empty() { "" } else { "'s country" };
                let name = format!("{}{what}", side.as_str());
                let quad = event.quad.as_deref().unwrap_or("");
                let of = vec![name.clone(), format!("{name} {quad}"), format!("{name} {}", event.event_type)];
                open.push(OpenSide { event: i, side, of, candidates });
            }
        }
    }
    open
}

/// The party that the weights make likely enough.
fn weighed(open: OpenSide, knowledge: &Knowledge) -> Option<(f64, Party)> {
    let weights = &knowledge.untold;
    let scores: Vec<f64> =
        open.candidates.iter().map(|c| weights.score(&open.of, c.clues.iter().map(String::as_str))).collect();
    open.likeliest(&scores).filter(|(share, _)| *share >= weights.bound())
}

impl OpenSide {
    /// The best candidate of the likeliest country, with the probability of that country. `scores` has the log-odds of each
    /// candidate against nobody.
    #[must_use]
    pub fn likeliest(self, scores: &[f64]) -> Option<(f64, Party)> {
        let top = scores.iter().copied().fold(0.0, f64::max);
        let odds: Vec<f64> = scores.iter().map(|score| (score - top).exp()).collect();
        let all = (-top).exp() + odds.iter().sum::<f64>();
        let mut by_country: BTreeMap<Option<&str>, f64> = BTreeMap::new();
        for (candidate, odds) in self.candidates.iter().zip(&odds) {
            *by_country.entry(candidate.party.country.as_deref()).or_default() += odds;
        }
        let (country, share) =
            by_country.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        let country = country.map(str::to_owned);
        let of_country = self.candidates.into_iter().zip(odds).filter(|(c, _)| c.party.country == country);
        let best = of_country.reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        Some((share / all, best.0.party))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::event::merge::countries;
    use crate::reading::testing::{knowledge, reading_of};

    const RAID: &str = "Turkish/Turkish/ADJ/2/amod troops/troops/NOUN/3/nsubj/Number=Plur attacked/attack/VERB/0/root/Tense=Past \
                        Syrian/Syrian/ADJ/5/amod villagers/villager/NOUN/3/obj/Number=Plur";
    const KILLED: &str = "In/in/ADP/3/case the/the/DET/3/det raid/raid/NOUN/7/obl/Number=Sing three/three/NUM/5/nummod \
                          women/woman/NOUN/7/nsubj:pass/Number=Plur were/be/AUX/7/aux:pass killed/kill/VERB/0/root/VerbForm=Part";

    /// A reading whose last event has its actor taken away.
    fn without_actor(sentences: &[&str]) -> Reading {
        let mut reading = reading_of(sentences, &knowledge());
        reading.events.last_mut().unwrap().actors.clear();
        reading
    }

    #[test]
    fn everybody_near_may_be_the_side_but_those_of_the_other() {
        let reading = without_actor(&[RAID, KILLED]);
        let open = open_sides(&reading, &knowledge());
        let last = open.iter().find(|open| open.event + 1 == reading.events.len()).unwrap();
        assert_eq!(last.side, Side::Actor);
        let others = &reading.events[last.event].recipients;
        let is_other = |party: &Party| others.iter().any(|other| other.entity == party.entity);
        assert!(!last.candidates.is_empty());
        assert!(last.candidates.iter().all(|candidate| !is_other(&candidate.party)));
    }

    #[test]
    fn without_weights_sides_stay_open() {
        let mut reading = without_actor(&[RAID, KILLED]);
        let before = reading.events.clone();
        let mut knowledge = knowledge();
        knowledge.untold = crate::lexicon::UntoldWeights::default();
        name_untold(&mut reading, &knowledge);
        assert_eq!(reading.events, before);
    }

    #[test]
    fn who_does_such_elsewhere_is_the_side_if_that_weighs_enough() {
        let mut knowledge = knowledge();
        for (line, countries_given) in
            [("actor\tdoes such elsewhere\t5", vec!["TUR"]), ("actor\tbase\t-5", vec![])]
        {
            let mut reading = without_actor(&[RAID, KILLED]);
            let table = format!("of\tclue\tweight\n\tbound\t0.6\n{line}\n");
            knowledge.untold = crate::lexicon::UntoldWeights::parse("untold.tsv", table.as_bytes()).unwrap();
            name_untold(&mut reading, &knowledge);
            assert_eq!(countries(&reading.events.last().unwrap().actors), countries_given);
        }
    }

    #[test]
    fn the_country_with_the_greater_share_is_chosen_and_its_best_candidate() {
        let candidate = |country: &str, head: usize| Candidate {
            party: Party {
                span: chancery_lang::Span::new(head, head + 1),
                head,
                entity: None,
                country: Some(country.to_owned()),
                sector: None,
                found: WEIGHED,
            },
            clues: Vec::new(),
        };
        let open = OpenSide {
            event: 0,
            side: Side::Recipient,
            of: Vec::new(),
            candidates: vec![candidate("PER", 0), candidate("CHL", 1), candidate("CHL", 2)],
        };
        let (share, party) = open.likeliest(&[1.0, 0.5, 0.6]).unwrap();
        assert_eq!(party.head, 2);
        let odds = [1.0_f64.exp(), 0.5_f64.exp(), 0.6_f64.exp()];
        assert!((share - (odds[1] + odds[2]) / (1.0 + odds.iter().sum::<f64>())).abs() < 1e-9);
    }
}
