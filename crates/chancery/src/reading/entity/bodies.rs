//! States, groups and places by name: one entity for each actor of the tables, or each spelling.

use std::collections::BTreeMap;

use super::EntityKind;
use super::context::is_common_party;
use super::coreference::Linker;
use super::draft::Rank;
use super::name::Name;
use super::role::{Role, role_of};
use crate::lexicon::actors::{ActorKind, NameRole};
use crate::plover::Sector;

impl Linker<'_> {
    /// States, groups and places by name: one entity for each actor of the tables, or each spelling.
    pub(super) fn link_bodies(&mut self) {
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for c in 0..self.candidates.len() {
            let candidate = &self.candidates[c];
            let Some(n) = candidate.name else { continue };
            if candidate.kind == EntityKind::Person {
                continue;
            }
            let name = &self.names[n];
            let sense = self.best_sense(name);
            let key = match sense {
                Some(sense) => {
                    let actor = self.actors.actor(sense);
                    match (actor.kind, candidate.kind, sense.role) {
                        (ActorKind::State, EntityKind::State, _) => format!("state {}", actor.source),
                        (_, _, NameRole::People) => format!("people {}", actor.source),
                        (_, EntityKind::Group, NameRole::Adjective) => format!("national {c}"),
                        (ActorKind::State, _, _) => format!("place {}", name.key),
                        _ => format!("actor {}", actor.source),
                    }
                }
                None => format!("name {}", name.key),
            };
            if let Some(&d) = known.get(&key) {
                self.join(c, d);
                continue;
            }
            let d = self.start(c, true);
            known.insert(key, d);
            if let Some(sense) = sense {
                let actor = self.actors.actor(sense);
                let role = Role {
                    country: actor.country.clone(),
                    sector: match (sense.role, candidate.kind) {
                        (NameRole::People, _) | (NameRole::Adjective, EntityKind::Group) => Some(Sector::Cvl),
                        (_, EntityKind::Place) => None,
                        _ => actor.sector,
                    },
                    other_sectors: actor.other_sectors.clone(),
                    source: actor.source.clone(),
                    ..Role::default()
                };
                self.drafts[d].learn(&role, Rank::Table);
                if candidate.kind == EntityKind::State {
                    self.drafts[d].name.clone_from(&actor.name);
                }
            } else if candidate.kind == EntityKind::Place {
                let source = if self.names[n].place_country.is_some() { "gazetteer" } else { "" };
                let country = self.names[n].place_country.clone();
                let role = Role { country, source: source.to_owned(), ..Role::default() };
                self.drafts[d].learn(&role, Rank::Table);
            } else if candidate.kind == EntityKind::Group {
                let role = self.role_by_words(n, c);
                self.drafts[d].learn(&role, Rank::Report);
            }
            self.link_acronym(n, d, &mut known);
        }
    }

    /// The sense whose country the report names, else the first; none for "the Labor Party" in a report about a country for
    /// which the tables have no party of that name.
    fn best_sense(&self, name: &Name) -> Option<crate::lexicon::actors::Sense> {
        let fits = |sense: &&crate::lexicon::actors::Sense| {
            self.actors.actor(**sense).country.as_deref().is_some_and(|c| self.context.names(c))
        };
        let found = name.senses.iter().find(fits);
        let shared = self.context.main().is_some() && is_common_party(self.document, self.actors, name);
        found.or(name.senses.first().filter(|_| !shared)).copied()
    }

    /// A body that the tables do not know: its own words say what it is ("Atlan Ministry of Health").
    fn role_by_words(&self, n: usize, c: usize) -> Role {
        let name = &self.names[n];
        let mut role = Role { source: "name".to_owned(), ..Role::default() };
        for i in name.tokens.clone() {
            let rest = i..name.tokens.end;
            if role.country.is_none()
                && let Some(range) = self.actors.names.longest_at(self.document, i)
                && range.end <= rest.end
                && let Some(sense) = self
                    .actors
                    .senses(self.document.span_of(&range).of(&self.document.text), self.day)
                    .first()
                && matches!(self.actors.actor(*sense).kind, ActorKind::State | ActorKind::Region)
                // "St. John's Church" need not be of Antigua
                && (sense.role != NameRole::Capital
                    || self.actors.actor(*sense).country.as_deref().is_some_and(|c| self.context.names(c)))
            {
                role.country.clone_from(&self.actors.actor(*sense).country);
            }
            let closes = |end: usize| {
                end == name.tokens.end
                    || end < name.tokens.end
                        && matches!(self.document.form(end), "of" | "for" | "on" | "to" | "in")
            };
            if role.sector.is_none()
                && let Some((range, agent)) = self.actors.agents.longest_at(self.document, i)
                && closes(range.end)
                && agent.sector != Some(Sector::Cvl)
            {
                role.sector = agent.sector;
                role.source.clone_from(&agent.source);
            }
        }
        if role.sector.is_none() && self.is_company(name) {
            role.sector = Some(Sector::Bus);
        }
        if role.country.is_none() {
            role.country.clone_from(&name.place_country);
        }
        let phrase = super::phrase::noun_phrase(self.document, self.candidates[c].mention.head);
        let description = super::description::Description::default();
        let before = role_of(self.document, self.actors, self.names, name.head, &phrase, &description);
        if role.country.is_none() {
            role.country = before.country;
            role.other_countries = before.other_countries;
            role.inherit = before.inherit;
        }
        role
    }

    /// "Torvo Mills Inc.", "Torvo & Brandt".
    fn is_company(&self, name: &Name) -> bool {
        let last = self.document.form(name.tokens.end - 1).trim_end_matches('.').to_lowercase();
        name.tokens.len() > 1
            && (self.actors.words.company_endings.contains(&last)
                || name.tokens.clone().any(|i| self.document.form(i) == "&"))
    }

    /// "the Harbour Workers' Front (HWF)": the letters in brackets are the same body from here on.
    fn link_acronym(&mut self, n: usize, d: usize, known: &mut BTreeMap<String, usize>) {
        let end = self.names[n].tokens.end;
        let text = |i: usize| if i < self.document.tokens.len() { self.document.form(i) } else { "" };
        let at = end + usize::from(matches!(text(end), "'" | "’" | "'s" | "’s"));
        if text(at) == "(" && text(at + 2) == ")" {
            let short = text(at + 1);
            if short.len() > 1 && short.chars().filter(|c| c.is_uppercase()).count() > 1 {
                known.insert(format!("name {short}"), d);
            }
        }
    }
}
