//! People by name, and who the tables say they are.

use std::collections::BTreeMap;

use super::EntityKind;
use super::coreference::{Linker, REACH};
use super::draft::Rank;
use super::mention::Form;
use super::person::{Named, cluster, gender, identify, means_leader};
use super::role::Role;
use crate::lexicon::actors::Official;
use crate::plover::Sector;

impl Linker<'_> {
    /// People by name.
    pub(super) fn link_people(&mut self) {
        let people: Vec<usize> = (0..self.candidates.len())
            .filter(|&c| self.candidates[c].kind == EntityKind::Person && self.candidates[c].name.is_some())
            .collect();
        let keys: Vec<&str> =
            people.iter().map(|&c| self.names[self.candidates[c].name.unwrap_or(0)].key.as_str()).collect();
        let mut known: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
        let named: Vec<Named<'_>> = keys
            .iter()
            .zip(&people)
            .map(|(&key, &c)| {
                let (official, head) = *known.entry(key).or_insert_with(|| {
                    let head = means_leader(self.actors, key, self.context, self.day);
                    (self.leads_a_country(key), head)
                });
                let gender = self.gender_of(c).or_else(|| gender(self.actors, key));
                Named { key, gender, official, leads: head }
            })
            .collect();
        let mut drafts: BTreeMap<usize, usize> = BTreeMap::new();
        for (i, person) in cluster(&named).into_iter().enumerate() {
            let c = people[i];
            let d = match drafts.get(&person) {
                Some(&d) => {
                    self.join(c, d);
                    if keys[i].split(' ').count() > self.drafts[d].name.split(' ').count() {
                        self.drafts[d].name = keys[i].to_owned();
                    }
                    d
                }
                None => {
                    let d = self.start(c, true);
                    drafts.insert(person, d);
                    d
                }
            };
            self.describe_as(c, d);
            if self.drafts[d].gender.is_none() {
                self.drafts[d].gender = self.gender_of(c).or_else(|| gender(self.actors, keys[i]));
            }
        }
    }

    /// Whether the tables know somebody of that full name at the head of a country, or about to be, on the day if there
    /// is one.
    fn leads_a_country(&self, name: &str) -> bool {
        let found = self.actors.officials.by_name(name, self.day);
        found.first().is_some_and(|official| {
            self.actors.titles.head(&official.office).is_some()
                && self.day.is_none_or(|day| (-30..=365).contains(&official.period.distance(day)))
        })
    }

    /// Looks up everybody: what the report says stands, the tables fill in.
    pub(super) fn identify_people(&mut self) {
        for d in 0..self.drafts.len() {
            let draft = &self.drafts[d];
            if draft.kind != EntityKind::Person || !draft.named {
                continue;
            }
            if let Some(role) = self.custom_role(&draft.name) {
                let draft = &mut self.drafts[d];
                (draft.country_rank, draft.sector_rank) = (Rank::None, Rank::None);
                draft.learn(&role, Rank::Report);
                continue;
            }
            let country = draft.country.as_deref().filter(|_| draft.country_rank == Rank::Report);
            let office = draft.office.as_deref();
            let official = identify(self.actors, &draft.name, office, country, self.context, self.day);
            // the Jordanian who led an armed group of no country acts for the group
            let fights = |official: &&Official| {
                official.sector == Some(Sector::Reb) && official.country.as_deref() == Some("IMG")
            };
            let leader = || self.actors.officials.by_name(&draft.name, self.day).into_iter().find(fights);
            let leader = if official.is_none() && draft.name.contains(' ') { leader() } else { None };
            let Some(official) = official.or(leader) else { continue };
            if leader.is_some() {
                self.drafts[d].country_rank = Rank::None;
            }
            self.drafts[d].identified = true;
            let after = self.day.is_some_and(|day| official.period.distance(day) > 365);
            let before = self.day.is_some_and(|day| official.period.distance(day) < -60);
            let role = Role {
                country: official.country.clone(),
                sector: match official.sector {
                    _ if before => None,
                    Some(Sector::Gov) if after => Some(Sector::Eli),
                    sector => sector,
                },
                source: official.source.clone(),
                ..Role::default()
            };
            let draft = &mut self.drafts[d];
            // "the former governor" who runs for president
            if draft.former && role.sector == Some(Sector::Pty) && !after {
                draft.forget_sector();
            }
            if draft.office.is_none() && !after && !before {
                draft.office = Some(official.office.clone());
            }
            draft.learn(&role, Rank::Table);
            draft.gender = draft.gender.or_else(|| gender(self.actors, &official.name));
        }
        self.link_offices();
    }

    /// What a user's own dictionary says of a person.
    fn custom_role(&self, name: &str) -> Option<Role> {
        let sense = *self.actors.senses(name, self.day).first()?;
        let actor = self.actors.actor(sense);
        actor.custom.then(|| Role {
            country: actor.country.clone(),
            sector: actor.sector,
            other_sectors: actor.other_sectors.clone(),
            source: actor.source.clone(),
            ..Role::default()
        })
    }

    /// "The president" before or after somebody whom the tables know as one.
    fn link_offices(&mut self) {
        for c in 0..self.candidates.len() {
            let candidate = &self.candidates[c];
            let Some(d) = self.of[c] else { continue };
            if candidate.form != Form::Description
                || !candidate.definite
                || candidate.kind != EntityKind::Person
                || self.drafts[d].named
                || self.drafts[d].country_rank == Rank::Report && self.drafts[d].inherit.is_empty()
            {
                continue;
            }
            let Some(office) = self.drafts[d].office.clone() else { continue };
            let mut found: Option<usize> = None;
            let last = self.candidates.len().min(c + REACH);
            for other in (c.saturating_sub(REACH)..c).rev().chain(c + 1..last) {
                let Some(e) = self.of[other] else { continue };
                let known = &self.drafts[e];
                if e != d
                    && known.named
                    && known.kind == EntityKind::Person
                    && (known.office.as_deref().is_some_and(|known| self.actors.same_office(known, &office))
                        || self.held(&known.name, &office))
                {
                    found = Some(e);
                    break;
                }
            }
            if let Some(e) = found {
                self.merge(d, e);
            }
        }
    }

    /// Whether the tables know somebody in that office, on the day if there is one.
    fn held(&self, name: &str, office: &str) -> bool {
        let countries = self.actors.titles.countries(office);
        self.actors.officials.by_name(name, self.day).iter().any(|official| {
            let own_word =
                official.country.as_deref().is_some_and(|country| countries.iter().any(|own| own == country));
            (self.actors.same_office(&official.office, office)
                || own_word && self.actors.means_office(&official.office, office))
                && self.day.is_none_or(|day| (-30..=45).contains(&official.period.distance(day)))
        })
    }
}
