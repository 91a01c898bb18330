//! Mentions to entities: names first, then descriptions, then pronouns.

use std::collections::BTreeMap;

use chancery_lang::{Deprel, Document, Upos};
use jiff::civil::Date;

use super::context::Context;
use super::description::last_noun;
use super::draft::{Draft, Rank};
use super::mention::{Candidate, Form, names_in};
use super::name::Name;
use super::person::{cluster, gender, identify, means_office, same_office, title_countries};
use super::pronoun;
use super::role::{Role, is_other_side, role_of};
use super::{Entity, EntityKind};
use crate::lexicon::actors::{ActorKind, Actors, Gender, NameRole};
use crate::plover::Sector;

/// How many mentions back, and for offices ahead, a description reaches.
const REACH: usize = 400;

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
    at: BTreeMap<usize, usize>,
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
    linker.link_descriptions();
    linker.identify_people();
    linker.inherit();
    pronoun::resolve(&mut linker);
    linker.inherit();
    linker.accuse();
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

    fn start(&mut self, c: usize, named: bool) -> usize {
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

    /// States, groups and places by name: one entity for each actor of the tables, or each spelling.
    fn link_bodies(&mut self) {
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
                        (NameRole::People, _) => Some(Sector::Cvl),
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

    /// The sense whose country the report names, else the first.
    fn best_sense(&self, name: &Name) -> Option<crate::lexicon::actors::Sense> {
        let fits = |sense: &&crate::lexicon::actors::Sense| {
            self.actors.actor(**sense).country.as_deref().is_some_and(|c| self.context.names(c))
        };
        name.senses.iter().find(fits).or(name.senses.first()).copied()
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

    /// People by name.
    fn link_people(&mut self) {
        let people: Vec<usize> = (0..self.candidates.len())
            .filter(|&c| self.candidates[c].kind == EntityKind::Person && self.candidates[c].name.is_some())
            .collect();
        let keys: Vec<&str> =
            people.iter().map(|&c| self.names[self.candidates[c].name.unwrap_or(0)].key.as_str()).collect();
        let mut drafts: BTreeMap<usize, usize> = BTreeMap::new();
        for (i, person) in cluster(&keys).into_iter().enumerate() {
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

    /// What the words of candidate `c` say of draft `d`.
    fn describe_as(&mut self, c: usize, d: usize) {
        let candidate = &self.candidates[c];
        let Some(description) = &candidate.description else { return };
        let tokens = &candidate.mention.tokens;
        let head = candidate.mention.head;
        let role = role_of(self.document, self.actors, self.names, head, tokens, description);
        let draft = &mut self.drafts[d];
        draft.learn(&role, Rank::Report);
        draft.transparent |= description.transparent;
        if draft.office.is_none() || description.office.is_some() && draft.terms.is_empty() {
            draft.office.clone_from(&description.office);
        }
        if !draft.terms.contains(&description.term) {
            draft.terms.push(description.term.clone());
        }
    }

    fn gender_of(&self, c: usize) -> Option<Gender> {
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

    /// Descriptions: joined to whom they stand beside, to whom they take up, or new.
    fn link_descriptions(&mut self) {
        for c in 0..self.candidates.len() {
            if self.candidates[c].form != Form::Description {
                continue;
            }
            let d = match self.beside(c).or_else(|| self.antecedent(c)) {
                Some(d) => {
                    self.join(c, d);
                    d
                }
                None => self.start(c, false),
            };
            self.describe_as(c, d);
            if self.drafts[d].gender.is_none() {
                self.drafts[d].gender = self.gender_of(c);
            }
        }
    }

    /// The draft of the candidate in apposition to `c`, or of which `c` is said: "X, the envoy", "X is the envoy".
    fn beside(&self, c: usize) -> Option<usize> {
        let candidate = &self.candidates[c];
        let head = candidate.mention.head;
        let token = &self.document.tokens[head];
        let mut partners: Vec<usize> = Vec::new();
        if token.deprel == Deprel::Appos {
            partners.extend(token.head);
        }
        partners.extend(self.document.children_by(head, Deprel::Appos));
        if self.document.child_by(head, Deprel::Cop).is_some() {
            partners.extend(self.document.children_by(head, Deprel::Nsubj));
        }
        let flat = self.document.children(head).iter().copied();
        partners.extend(flat.filter(|&i| {
            matches!(self.document.tokens[i].deprel, Deprel::Flat | Deprel::Compound) && i == head + 1
        }));
        let end = candidate.mention.tokens.end;
        if let Some(name) = names_in(self.names, &(end..end + 1)).first()
            && candidate.kind == EntityKind::Person
            && candidate.description.as_ref().is_some_and(|d| d.office.is_some())
        {
            partners.push(name.head);
        }
        partners.into_iter().find_map(|word| {
            let other = *self.at.get(&word)?;
            let kinds = (candidate.kind, self.candidates[other].kind);
            let country = candidate.description.as_ref().is_some_and(|d| {
                matches!(
                    last_noun(&d.term),
                    "country"
                        | "nation"
                        | "state"
                        | "kingdom"
                        | "republic"
                        | "superpower"
                        | "neighbor"
                        | "neighbour"
                        | "ally"
                )
            });
            let fits = kinds.0 == kinds.1 || country && kinds == (EntityKind::Group, EntityKind::State);
            (fits && candidate.plural == self.candidates[other].plural).then_some(self.of[other]).flatten()
        })
    }

    /// Who a definite description takes up: "the envoy", "the group".
    fn antecedent(&self, c: usize) -> Option<usize> {
        let candidate = &self.candidates[c];
        let description = candidate.description.as_ref()?;
        let role = role_of(
            self.document,
            self.actors,
            self.names,
            candidate.mention.head,
            &candidate.mention.tokens,
            description,
        );
        let bare = candidate.plural && !self.has_article(c);
        if !candidate.definite && !bare {
            return None;
        }
        let noun = last_noun(&description.term);
        let mut best = None;
        for other in (c.saturating_sub(REACH)..c).rev() {
            let Some(d) = self.of[other] else { continue };
            let draft = &self.drafts[d];
            if draft.plural != candidate.plural && !draft.named {
                continue;
            }
            let country = role.country.is_none() || draft.country.is_none() || role.country == draft.country;
            if !country
                || role.inherit.is_some()
                    && !draft.named
                    && !draft.inherit.iter().any(|i| Some(*i) == role.inherit)
            {
                continue;
            }
            let same_term = draft.terms.iter().any(|term| *term == description.term);
            let same_noun = candidate.definite && draft.terms.iter().any(|term| last_noun(term) == noun);
            let same = match candidate.kind {
                EntityKind::Person => {
                    draft.kind == EntityKind::Person
                        && (same_term
                            || same_noun
                            || description.office.as_deref().is_some_and(|office| {
                                draft.office.as_deref().is_some_and(|known| same_office(known, office))
                            }))
                }
                _ if candidate.plural => same_term && draft.kind == EntityKind::Group && !draft.named,
                _ => same_term || same_noun || takes_up(noun, draft, role.country.is_some()),
            };
            if same {
                best = Some(d);
                break;
            }
        }
        best
    }

    fn has_article(&self, c: usize) -> bool {
        let mention = &self.candidates[c].mention;
        mention.tokens.clone().any(|i| {
            i < mention.head
                && (self.document.tokens[i].upos == Upos::Num
                    || matches!(
                        self.document.form(i).to_lowercase().as_str(),
                        "a" | "an" | "some" | "several" | "other" | "many" | "more"
                    ))
        })
    }

    /// Looks up everybody: what the report says stands, the tables fill in.
    fn identify_people(&mut self) {
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
            let Some(official) = official else { continue };
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
                    && (known.office.as_deref().is_some_and(|known| same_office(known, &office))
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
        let countries = title_countries(office);
        self.actors.officials.by_name(name, self.day).iter().any(|official| {
            let own_word = official.country.as_deref().is_some_and(|country| countries.contains(&country));
            (same_office(&official.office, office) || own_word && means_office(&official.office, office))
                && self.day.is_none_or(|day| (-30..=45).contains(&official.period.distance(day)))
        })
    }

    /// Moves all mentions of draft `from` to draft `to`.
    fn merge(&mut self, from: usize, to: usize) {
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

    /// What is missing comes from whom it belongs to.
    fn inherit(&mut self) {
        for _ in 0..2 {
            for d in 0..self.drafts.len() {
                for word in self.drafts[d].inherit.clone() {
                    let Some(from) = self.draft_at(word).filter(|&from| from != d) else { continue };
                    let given = &self.drafts[from];
                    let needs_sector = given.kind != EntityKind::Person && self.drafts[d].sector.is_none()
                        || given.kind != EntityKind::Person
                            && self.drafts[d].transparent
                            && !self.drafts[d].named
                            && is_sectoral(given);
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

    /// The draft whose mention is headed by that word.
    pub fn draft_at(&self, word: usize) -> Option<usize> {
        self.of[*self.at.get(&word)?]
    }

    /// Private people whom police and courts act against.
    fn accuse(&mut self) {
        for draft in &mut self.drafts {
            if draft.kind != EntityKind::Person
                || draft.office.is_some()
                || !matches!(draft.sector, None | Some(Sector::Cvl | Sector::Uaf))
            {
                continue;
            }
            if draft.mentions.iter().any(|mention| is_accused(self.document, mention.head)) {
                draft.sector = Some(Sector::Crm);
                draft.source = "held or tried, as the report has it".to_owned();
            }
        }
    }

    /// Descriptions that name no country take the one their sentence or report is about.
    fn place_in_context(&mut self) {
        for d in 0..self.drafts.len() {
            let draft = &self.drafts[d];
            let Some(sector) = draft.sector else { continue };
            if draft.country.is_some() || matches!(sector, Sector::Igo | Sector::Ngo | Sector::Unk) {
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
            let official = draft.kind == EntityKind::Person && draft.office.is_some();
            if draft.named && !local && !official || draft.terms.iter().any(|term| is_worldwide(term)) {
                continue;
            }
            if !draft.inherit.is_empty()
                && draft.inherit.iter().all(|&word| is_first_person(self.document, word))
            {
                continue;
            }
            let only = draft.office.as_deref().and_then(|o| self.actors.officials.country_of_office(o));
            if let Some(code) = only.filter(|code| self.context.names(code) || self.context.main().is_none())
            {
                let role = Role { country: Some(code.to_owned()), ..Role::default() };
                self.drafts[d].learn(&role, Rank::Context);
                continue;
            }
            if let [only] = draft.office.as_deref().map_or(&[] as &[&str], title_countries)
                && self.context.names(only)
            {
                let role = Role { country: Some((*only).to_owned()), ..Role::default() };
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
            let sentence = self.document.sentence_of(first.head);
            let place = if draft.named { None } else { self.context.location(&sentence) };
            let country = place.or(self.context.main()).map(str::to_owned);
            let role = Role { country, ..Role::default() };
            self.drafts[d].learn(&role, Rank::Context);
        }
    }
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

/// "was arrested", "pleaded guilty".
fn is_accused(document: &Document, head: usize) -> bool {
    let token = &document.tokens[head];
    let Some(verb) = token.head else { return false };
    let lemma = document.tokens[verb].lemma.as_str();
    let held = matches!(
        lemma,
        "arrest"
            | "charge"
            | "sentence"
            | "convict"
            | "indict"
            | "jail"
            | "imprison"
            | "apprehend"
            | "prosecute"
            | "extradite"
            | "arraign"
    );
    match token.deprel {
        Deprel::NsubjPass => held,
        Deprel::Obj => held,
        Deprel::Nsubj => lemma == "plead",
        _ => document.children(head).iter().any(|&c| {
            matches!(document.tokens[c].deprel, Deprel::Acl)
                && matches!(
                    document.tokens[c].lemma.as_str(),
                    "charge" | "accuse" | "arrest" | "convict" | "sentence"
                )
        }),
    }
}

/// Whether a body passes its sector on to its members: armed groups, parties, unions, but not states.
fn is_sectoral(draft: &Draft) -> bool {
    !matches!(draft.sector, None | Some(Sector::Gov | Sector::Cvl)) && draft.kind != EntityKind::State
}

/// Whether a noun for a kind of body can take up this one: "the group" an armed group, "the company" a company.
fn takes_up(noun: &str, draft: &Draft, has_country: bool) -> bool {
    if !draft.named || has_country || draft.kind != EntityKind::Group {
        return false;
    }
    let sector = draft.sector;
    match noun {
        "group" | "organization" | "organisation" | "movement" => {
            matches!(
                sector,
                Some(Sector::Reb | Sector::Ngo | Sector::Prm | Sector::Igo | Sector::Opp | Sector::Soc)
            )
        }
        "militia" => matches!(sector, Some(Sector::Prm | Sector::Reb)),
        "company" | "firm" => sector == Some(Sector::Bus),
        "party" => sector == Some(Sector::Pty),
        "union" => sector == Some(Sector::Lab),
        "newspaper" | "broadcaster" => sector == Some(Sector::Jrn),
        "court" | "tribunal" => sector == Some(Sector::Jud),
        "agency" => matches!(sector, Some(Sector::Igo | Sector::Spy | Sector::Jrn | Sector::Gov)),
        "ministry" => draft.name.contains("Ministry"),
        "department" => draft.name.contains("Department"),
        "council" => draft.name.contains("Council"),
        "coalition" | "alliance" => sector == Some(Sector::Mil),
        _ => false,
    }
}
