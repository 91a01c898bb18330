//! What a description leaves out: from whom it belongs to, from the courts, from what the report is about.

use chancery_lang::{Deprel, Document};

use super::EntityKind;
use super::coreference::Linker;
use super::description::last_noun;
use super::draft::{Draft, Rank};
use super::role::{Role, is_other_side};
use crate::plover::{Sector, is_of_no_country};

impl Linker<'_> {
    /// What is missing comes from whom it belongs to.
    pub(super) fn inherit(&mut self) {
        for _ in 0..2 {
            for d in 0..self.drafts.len() {
                for word in self.drafts[d].inherit.clone() {
                    let Some(from) = self.draft_at(word).filter(|&from| from != d) else { continue };
                    let given = &self.drafts[from];
                    let draft = &self.drafts[d];
                    let is_body = given.kind != EntityKind::Person;
                    let unknown = !draft.named || draft.kind == EntityKind::Person && !draft.identified;
                    // "the president's staff"
                    let serves = given.sector.is_some() && !draft.named && serves_a_person(draft);
                    // "the president of Torvo Mills": of a body that nobody knows, and so of no state
                    let presides = unknown && given.named && given.kind == EntityKind::Group;
                    if presides && given.sector.is_none() && self.presides(draft) {
                        self.drafts[d].forget_sector();
                        continue;
                    }
                    let needs_sector = serves
                        || is_body && draft.sector.is_none()
                        || is_body && draft.transparent && unknown && is_sectoral(given);
                    let role = Role {
                        country: given.country.clone(),
                        other_countries: given.other_countries.clone(),
                        sector: given.sector.filter(|_| needs_sector),
                        ..Role::default()
                    };
                    let draft = &mut self.drafts[d];
                    if needs_sector && draft.sector_rank == Rank::Report && role.sector.is_some() {
                        draft.sector_rank = Rank::None;
                    }
                    draft.learn(&role, Rank::Inherited);
                }
            }
        }
    }

    /// Whether a word is of somebody by name.
    fn is_by_name(&self, word: usize) -> bool {
        self.draft_at(word).is_some_and(|owner| self.drafts[owner].named)
    }

    /// Whether this is "the president", "the chancellor", of whatever body.
    fn presides(&self, draft: &Draft) -> bool {
        let office = draft.office.as_ref();
        draft.transparent
            && draft.sector == Some(Sector::Gov)
            && office.is_some_and(|office| self.actors.words.presiding.contains(office))
    }

    /// "his company": who has one is in business.
    pub(super) fn own_companies(&mut self) {
        for d in 0..self.drafts.len() {
            let company =
                |term: &String| matches!(last_noun(term), "company" | "firm" | "consultancy" | "business");
            if self.drafts[d].kind != EntityKind::Group || !self.drafts[d].terms.iter().any(company) {
                continue;
            }
            let mentions = self.drafts[d].mentions.iter();
            let owners = mentions.filter_map(|m| self.document.child_by(m.head, Deprel::NmodPoss));
            for word in owners.collect::<Vec<_>>() {
                let Some(owner) = self.draft_at(word) else { continue };
                if self.drafts[owner].kind == EntityKind::Person {
                    let role = Role { sector: Some(Sector::Bus), ..Role::default() };
                    self.drafts[owner].learn(&role, Rank::Inherited);
                }
            }
        }
    }

    /// A private person by name is of the country that the report is all about; a president or leader of nobody knows
    /// what is no government.
    fn place_private(&mut self, d: usize) {
        let country = self.context.dominant().map(str::to_owned);
        let draft = &mut self.drafts[d];
        if !matches!(draft.sector, Some(Sector::Igo | Sector::Ngo | Sector::Ref)) {
            draft.learn(&Role { country, ..Role::default() }, Rank::Context);
        }
        let heads = matches!(draft.office.as_deref(), Some("president" | "leader" | "director-general"));
        if heads && draft.sector == Some(Sector::Gov) {
            draft.sector = None;
        }
    }

    /// The one country of all soldiers of whom the report says whose they are.
    fn only_forces(&self) -> Option<String> {
        let told = |draft: &&Draft| draft.acts_as(Sector::Mil) && draft.country_rank > Rank::Inherited;
        let mut countries = self.drafts.iter().filter(told).filter_map(|draft| draft.country.as_ref());
        let first = countries.next()?;
        (countries.all(|other| other == first) && !is_of_no_country(first)).then(|| first.clone())
    }

    /// Descriptions that name no country take the one their sentence or report is about.
    pub(super) fn place_in_context(&mut self) {
        let forces = self.only_forces();
        for d in 0..self.drafts.len() {
            let draft = &self.drafts[d];
            let unknown = draft.kind == EntityKind::Person && draft.named && !draft.identified;
            let private = unknown && draft.country.is_none();
            let Some(sector) = draft.sector else {
                if private {
                    self.place_private(d);
                }
                continue;
            };
            if draft.country.is_some() || matches!(sector, Sector::Igo | Sector::Ngo | Sector::Unk) {
                continue;
            }
            // refugees and migrants are not of the country that the report is about, unless displaced there
            if sector == Sector::Ref
                && !draft.terms.iter().any(|t| t.contains("displaced") || t.contains("evacuee"))
            {
                continue;
            }
            let local = matches!(
                sector,
                Sector::Jud
                    | Sector::Cop
                    | Sector::Leg
                    | Sector::Edu
                    | Sector::Med
                    | Sector::Lab
                    | Sector::Crm
            );
            // "Our minister, Ana Torvo, said": of the state that speaks
            let speaking = self.context.speaking().filter(|_| {
                private && sector == Sector::Gov && draft.office.is_some() && draft.inherit.is_empty()
            });
            if let Some(country) = speaking.map(str::to_owned) {
                self.drafts[d].learn(&Role { country: Some(country), ..Role::default() }, Rank::Context);
                continue;
            }
            // a president whom the tables do not know may be one of anything
            // "the Emergencies Ministry", "the Progressive Party"
            let home = draft.kind == EntityKind::Group
                && matches!(sector, Sector::Gov | Sector::Pty | Sector::Mil | Sector::Spy);
            let official = draft.kind == EntityKind::Person
                && draft
                    .office
                    .as_deref()
                    .map_or(sector == Sector::Gov && !draft.terms.is_empty(), |office| {
                        !matches!(office, "president" | "leader")
                    });
            if private && !local && !official {
                self.place_private(d);
                continue;
            }
            if draft.named && !local && !home && !official
                || draft.terms.iter().any(|term| is_worldwide(term))
            {
                continue;
            }
            if !draft.inherit.is_empty()
                && draft.inherit.iter().all(|&word| is_first_person(self.document, word))
            {
                continue;
            }
            let office = draft.office.as_deref().filter(|_| !draft.plural);
            let only = office.and_then(|o| self.actors.officials.country_of_office(o));
            if let Some(code) = only.filter(|code| self.context.names(code)) {
                let role = Role { country: Some(code.to_owned()), ..Role::default() };
                self.drafts[d].learn(&role, Rank::Context);
                continue;
            }
            if let [only] =
                draft.office.as_deref().map_or(&[] as &[String], |o| self.actors.titles.countries(o))
                && self.context.names(only)
            {
                let role = Role { country: Some(only.clone()), ..Role::default() };
                self.drafts[d].learn(&role, Rank::Context);
                continue;
            }
            let Some(first) = draft.mentions.iter().min_by_key(|m| m.span) else { continue };
            let states = draft.plural
                && draft
                    .terms
                    .iter()
                    .any(|t| matches!(t.as_str(), "country" | "nation" | "state" | "government"));
            if states {
                continue;
            }
            let worldwide =
                first.tokens.clone().any(|i| is_worldwide(&self.document.tokens[i].lemma.to_lowercase()));
            if worldwide {
                continue;
            }
            let private = matches!(
                sector,
                Sector::Cvl | Sector::Uaf | Sector::Crm | Sector::Ref | Sector::Edu | Sector::Lab
            );
            let place =
                if draft.named { None } else { self.context.location(self.document, first.head, private) };
            // "the cabinet", "the mayor", but not "ministers", who may be guests
            let governs = sector == Sector::Gov
                && !draft.inherit.iter().any(|&word| self.is_by_name(word))
                && (draft.office.is_none() || !draft.plural);
            let at_home = local || private || governs;
            let here = |country: &&str| !self.context.is_placed_elsewhere(self.document, first.head, country);
            let scene = self.context.scene().filter(|_| at_home).filter(here);
            let main = self.context.main().filter(|main| !at_home || here(main));
            let paragraph = self
                .context
                .of_paragraph(self.document, first.head)
                .filter(|_| at_home || sector == Sector::Mil && !draft.named);
            let forces = forces.as_deref().filter(|_| sector == Sector::Mil && !draft.named);
            let country = place.or(forces).or(main).or(paragraph).or(scene).map(str::to_owned);
            let role = Role { country, ..Role::default() };
            self.drafts[d].learn(&role, Rank::Context);
        }
    }
}

/// Whether a body passes its sector on to its members: armed groups, parties, unions, but not states.
fn is_sectoral(draft: &Draft) -> bool {
    !matches!(draft.sector, None | Some(Sector::Gov | Sector::Cvl)) && draft.kind != EntityKind::State
}

/// "staff", "aides": of whose part of society their master is.
fn serves_a_person(draft: &Draft) -> bool {
    draft.terms.iter().any(|term| {
        matches!(
            last_noun(term),
            "staff" | "team" | "aide" | "entourage" | "delegation" | "adviser" | "advisor"
        )
    })
}

/// "our people" are the speaker's.
fn is_first_person(document: &Document, word: usize) -> bool {
    matches!(document.form(word).to_lowercase().as_str(), "my" | "our" | "i" | "we" | "your")
}

/// Words of descriptions that are of no one country.
fn is_worldwide(term: &str) -> bool {
    matches!(term, "international" | "world" | "global" | "foreign" | "other" | "worldwide" | "those")
        || is_other_side(last_noun(term))
}
