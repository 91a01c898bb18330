//! Actor knowledge: states and their regions, bodies and groups, officials, words for people and offices.
//!
//! A name means what it meant on the day of the report: every entry has its first and last day.

mod agents;

mod names;

mod officials;

mod period;

mod petrarch;

mod tables;

mod titles;

mod words;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{LexiconError, Source};
use crate::plover::Sector;

pub use agents::{Agent, Office, PhraseIndex};
pub use names::{NameIndex, key};
pub use officials::{Official, Officials};
pub use period::Period;
pub use titles::{Head, Title, Titles};
pub use words::ActorWords;

/// What an actor of the tables is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// A state or territory.
    State,
    /// A region or city inside of a state.
    Region,
    /// An intergovernmental organisation or one of its bodies, a bloc, an international court.
    International,
    /// A body of one state: ministry, parliament, army, service.
    Body,
    /// A party.
    Party,
    /// An armed group.
    Armed,
    /// A non-governmental organisation.
    Ngo,
    /// A newspaper, channel or news agency.
    Media,
    /// A company.
    Company,
    /// A faith or a church.
    Religious,
    /// A people inside of a state or across several.
    Ethnic,
}

/// How a name stands for its actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameRole {
    /// The name itself: "France", "NATO".
    Name,
    /// An adjective: "French".
    Adjective,
    /// A noun for the people: "Frenchmen".
    People,
    /// A city that stands for the government: "Paris".
    Capital,
    /// A palace or street that does: "Élysée".
    Seat,
}

/// One state, region, body or group.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// Its name in the table.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// ISO alpha-3 or a PLOVER code.
    pub country: Option<String>,
    /// First sector.
    pub sector: Option<Sector>,
    /// Further sectors.
    pub other_sectors: Vec<Sector>,
    /// When the name means this.
    pub period: Period,
    /// From a user's own dictionary, which decides.
    pub custom: bool,
    /// Where it stands: "lexicon/actors/states.tsv:12".
    pub source: String,
}

/// What a name was found to mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sense {
    /// Index into [`Actors::actors`].
    pub actor: usize,
    /// How the name stands for it.
    pub role: NameRole,
}

/// Whom a given name is given to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// Women.
    Female,
    /// Men.
    Male,
}

/// All actor knowledge.
#[derive(Clone, Debug, Default)]
pub struct Actors {
    /// States, regions, bodies and groups.
    pub actors: Vec<Actor>,
    /// Their names.
    pub names: NameIndex,
    /// People in office.
    pub officials: Officials,
    /// Common words for people and bodies: "riot police".
    pub agents: PhraseIndex<Agent>,
    /// Words for offices: "foreign minister".
    pub offices: PhraseIndex<Office>,
    /// Given names of women and of men.
    pub given_names: BTreeMap<String, Gender>,
    /// What offices are called and which are at the head of a country.
    pub titles: Titles,
    /// Words by which people and groups are recognised.
    pub words: ActorWords,
}

impl Actors {
    /// Loads and checks the files of `lexicon/actors/`, `lexicon/agents.tsv`, `lexicon/offices.tsv` and `lexicon/titles.tsv`.
    ///
    /// # Errors
    /// Every wrong cell, in file and line order.
    pub fn load(source: &Source) -> Result<Self, Vec<LexiconError>> {
        tables::load(source)
    }

    /// Adds a dictionary in PETRARCH's actor format, which decides where it knows a name.
    ///
    /// # Errors
    /// Every wrong line, in order.
    pub fn add_petrarch_actors(&mut self, file: &str, bytes: &[u8]) -> Result<(), Vec<LexiconError>> {
        petrarch::add_actors(self, file, bytes)
    }

    /// Adds a dictionary in PETRARCH's agent format, which decides where it knows a term.
    ///
    /// # Errors
    /// Every wrong line, in order.
    pub fn add_petrarch_agents(&mut self, file: &str, bytes: &[u8]) -> Result<(), Vec<LexiconError>> {
        petrarch::add_agents(self, file, bytes)
    }

    /// The senses of a name on a day, best first: those of a user's dictionary, then those valid on the day. Without a
    /// day, those still valid come first.
    #[must_use]
    pub fn senses(&self, name: &str, day: Option<Date>) -> Vec<Sense> {
        let mut found: Vec<(u8, Sense)> = Vec::new();
        for sense in self.names.get(name) {
            let actor = &self.actors[sense.actor];
            let rank = match day {
                Some(day) if !actor.period.contains(day) => continue,
                None if actor.period.until.is_some() => 1,
                _ => 0,
            };
            let custom = if actor.custom { 0 } else { 2 };
            found.push((custom + rank, *sense));
        }
        found.sort_by_key(|(rank, _)| *rank);
        if found.first().is_some_and(|(rank, _)| *rank < 2) {
            found.retain(|(rank, _)| *rank < 2);
        }
        found.into_iter().map(|(_, sense)| sense).collect()
    }

    /// The actor of a sense.
    #[must_use]
    pub fn actor(&self, sense: Sense) -> &Actor {
        &self.actors[sense.actor]
    }

    /// The state with that code, for its name: the one that exists today.
    #[must_use]
    pub fn state(&self, code: &str) -> Option<&Actor> {
        self.actors.iter().find(|a| {
            a.kind == ActorKind::State && a.country.as_deref() == Some(code) && a.period.until.is_none()
        })
    }
}

impl Actors {
    /// As [`Titles::means_office`].
    #[must_use]
    pub fn means_office(&self, known: &str, title: &str) -> bool {
        self.titles.means_office(known, title, &self.words.lesser)
    }

    /// As [`Titles::same_office`].
    #[must_use]
    pub fn same_office(&self, known: &str, title: &str) -> bool {
        self.titles.same_office(known, title, &self.words.lesser)
    }
}

/// Whether a code names a country: ISO alpha-3 in form, or one of PLOVER's own.
pub(crate) fn is_country_code(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn actors() -> Actors {
        Actors::load(&Source::embedded()).unwrap_or_else(|errors| panic!("{errors:#?}"))
    }

    fn meaning(actors: &Actors, name: &str, day: Date) -> Option<(String, String)> {
        let sense = *actors.senses(name, Some(day)).first()?;
        let actor = actors.actor(sense);
        Some((actor.country.clone()?, actor.sector.map(|s| s.to_string())?))
    }

    #[test]
    fn the_shipped_tables_are_sound_and_broad() {
        let actors = actors();
        assert!(actors.actors.len() > 2000, "{}", actors.actors.len());
        assert!(actors.officials.len() > 1000);
    }

    #[test]
    fn a_name_means_what_it_meant_on_the_day() {
        let actors = actors();
        let code = |name: &str, day| meaning(&actors, name, day).map(|(country, _)| country);
        assert_eq!(code("Soviet Union", date(1990, 5, 1)).as_deref(), Some("RUS"));
        assert_eq!(code("Soviet Union", date(2005, 5, 1)), None);
        assert_eq!(code("ISIL", date(2016, 5, 1)).as_deref(), Some("IMG"));
    }

    #[test]
    fn short_names_in_capitals_match_only_in_capitals() {
        let actors = actors();
        assert!(actors.senses("who", None).is_empty());
        assert!(!actors.senses("WHO", None).is_empty());
        assert!(actors.senses("us", None).is_empty());
    }

    #[test]
    fn long_names_match_whatever_their_later_capitals() {
        let actors = actors();
        let day = date(2016, 5, 1);
        assert_eq!(meaning(&actors, "Free Syrian army", day), Some(("SYR".into(), "REB".into())));
    }
}
