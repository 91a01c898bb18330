//! Mentions to entities: names first, then descriptions, then pronouns.

use std::collections::BTreeMap;

use chancery_lang::Document;
use jiff::civil::Date;

use super::Entity;
use super::beside_name::before_name;
use super::context::Context;
use super::description::Description;
use super::draft::{Draft, Rank};
use super::mention::Candidate;
use super::name::Name;
use super::phrase::first_preposition;
use super::pronoun;
use super::role::{Role, role_of};
use crate::lexicon::actors::{Actors, Gender};
use crate::plover::Sector;

/// How many mentions back, and for offices ahead, a description reaches.
pub(crate) const REACH: usize = 400;

/// Everything the steps share.
pub(crate) struct Linker<'a> {
    pub document: &'a Document,
    pub actors: &'a Actors,
    pub names: &'a [Name],
    pub candidates: &'a [Candidate],
    pub context: &'a Context,
    pub day: Option<Date>,
    pub drafts: Vec<Draft>,
    /// For each candidate its draft.
    pub of: Vec<Option<usize>>,
    /// For each head word its candidate.
    pub at: BTreeMap<usize, usize>,
}

/// Groups all mentions of a report into its entities.
pub(crate) fn link(
    document: &Document,
    actors: &Actors,
    names: &[Name],
    candidates: &[Candidate],
    context: &Context,
    day: Option<Date>,
) -> Vec<Entity> {
    let of = vec![None; candidates.len()];
    let at = candidates.iter().enumerate().rev().map(|(c, candidate)| (candidate.mention.head, c)).collect();
    let mut linker = Linker { document, actors, names, candidates, context, day, drafts: Vec::new(), of, at };
    linker.link_bodies();
    linker.link_people();
    linker.share_titles();
    linker.link_descriptions();
    linker.identify_people();
    linker.inherit();
    pronoun::resolve(&mut linker);
    linker.inherit();
    linker.own_companies();
    linker.name_the_lead();
    linker.tell_police_from_army();
    linker.accuse();
    linker.name_the_culprit();
    linker.place_in_context();
    let mut entities: Vec<Entity> = linker.drafts.into_iter().map(Draft::finish).collect();
    entities.retain(|entity| !entity.mentions.is_empty());
    entities.sort_by_key(|entity| entity.mentions[0].span);
    entities
}

impl Linker<'_> {
    /// Adds candidate `c` to draft `d`.
    pub fn join(&mut self, c: usize, d: usize) {
        self.of[c] = Some(d);
        self.drafts[d].mentions.push(self.candidates[c].mention.clone());
    }

    pub(super) fn start(&mut self, c: usize, named: bool) -> usize {
        let candidate = &self.candidates[c];
        let name = match candidate.name {
            Some(n) => self.names[n].key.clone(),
            None => candidate
                .mention
                .span
                .of(&self.document.text)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
        };
        let mut draft = Draft::new(candidate.kind, name, named);
        draft.plural = candidate.plural;
        self.drafts.push(draft);
        self.join(c, self.drafts.len() - 1);
        self.drafts.len() - 1
    }

    /// What the words of candidate `c` say of draft `d`.
    pub(super) fn describe_as(&mut self, c: usize, d: usize) {
        let candidate = &self.candidates[c];
        let tokens = &candidate.mention.tokens;
        let head = candidate.mention.head;
        let Some(description) = &candidate.description else {
            let role = before_name(self.document, self.actors, self.names, head, tokens);
            self.drafts[d].learn(&role, Rank::Report);
            return;
        };
        let mut role = role_of(self.document, self.actors, self.names, head, tokens, description);
        // "club officials, including president Ana Torvo"
        let among = first_preposition(self.document, head)
            .is_some_and(|p| matches!(p.as_str(), "including" | "include"));
        if among && role.country.is_none() && role.inherit.is_none() {
            role.inherit = self.document.tokens[head].head;
        }
        let former = self.is_former(c, role.sector);
        let once = role.sector == Some(Sector::Eli)
            && (description.sector != Some(Sector::Eli) || description.term.starts_with("former "));
        let draft = &mut self.drafts[d];
        if draft.named && draft.kind == super::EntityKind::Person && is_informal(description, role.sector) {
            // "a father of three", "the tycoon" may still be a minister.
            draft.learn(&Role { sector: None, ..role.clone() }, Rank::Report);
            draft.learn(&Role { inherit: None, ..role.clone() }, Rank::Inherited);
        } else if draft.named && draft.kind == super::EntityKind::Person && former {
            // "a former spy" is something else today, if the report says what
            draft.learn(&Role { sector: None, ..role.clone() }, Rank::Report);
            draft.learn(&role, Rank::Context);
        } else {
            // "the former mayor" runs for another office today
            let runs = description.office.as_deref() == Some("presidential candidate");
            if draft.former && runs {
                draft.forget_sector();
            }
            draft.former |= draft.named && draft.kind == super::EntityKind::Person && once;
            draft.learn(&role, Rank::Report);
        }
        draft.transparent |= description.transparent;
        if draft.office.is_none() || description.office.is_some() && draft.terms.is_empty() {
            draft.office.clone_from(&description.office);
        }
        if !description.term.is_empty() && !draft.terms.contains(&description.term) {
            draft.terms.push(description.term.clone());
        }
    }

    /// "a former officer", "the retired judge".
    fn is_former(&self, c: usize, sector: Option<Sector>) -> bool {
        let mention = &self.candidates[c].mention;
        matches!(sector, Some(Sector::Spy | Sector::Mil | Sector::Cop | Sector::Jud))
            && mention.tokens.clone().any(|i| {
                i < mention.head
                    && matches!(
                        self.document.form(i).to_lowercase().as_str(),
                        "former" | "ex" | "retired" | "onetime"
                    )
            })
    }

    pub(super) fn gender_of(&self, c: usize) -> Option<Gender> {
        let tokens = &self.candidates[c].mention.tokens;
        tokens.clone().find_map(|i| {
            match self.document.form(i).trim_end_matches('.').to_lowercase().as_str() {
                "mr" | "sir" | "lord" | "king" | "prince" | "spokesman" | "chairman" | "congressman"
                | "man" | "boy" | "policeman" | "father" | "son" | "husband" | "brother" | "businessman" => {
                    Some(Gender::Male)
                }
                "mrs" | "ms" | "miss" | "lady" | "dame" | "queen" | "princess" | "baroness"
                | "spokeswoman" | "congresswoman" | "woman" | "girl" | "mother" | "daughter" | "wife"
                | "sister" => Some(Gender::Female),
                _ => None,
            }
        })
    }

    /// Moves all mentions of draft `from` to draft `to`.
    pub(super) fn merge(&mut self, from: usize, to: usize) {
        for of in &mut self.of {
            if *of == Some(from) {
                *of = Some(to);
            }
        }
        let mentions = std::mem::take(&mut self.drafts[from].mentions);
        let terms = std::mem::take(&mut self.drafts[from].terms);
        self.drafts[to].mentions.extend(mentions);
        self.drafts[to].terms.extend(terms);
    }

    /// The draft whose mention is headed by that word.
    pub fn draft_at(&self, word: usize) -> Option<usize> {
        self.of[*self.at.get(&word)?]
    }
}

/// Whether a description of a person by name tells less than an office that the tables give: a calling, a quality, a deed.
fn is_informal(description: &Description, sector: Option<Sector>) -> bool {
    let former = description.term.starts_with("former ") || description.term.starts_with("ex");
    description.office.is_none() && sector != Some(Sector::Ref) && !former
        || matches!(sector, Some(Sector::Cvl | Sector::Bus | Sector::Uaf))
}
