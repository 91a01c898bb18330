//! Private people whom police and courts act against.

use chancery_lang::{Deprel, Document};

use super::EntityKind;
use super::coreference::Linker;
use super::description::last_noun;
use super::draft::{Draft, Rank};
use super::role::Role;
use crate::lexicon::actors::ActorWords;
use crate::plover::Sector;

impl Linker<'_> {
    /// Tells who is held or tried, and who shoots and stabs where only the police have to do with it.
    pub(super) fn accuse(&mut self) {
        self.convict_traders();
        let police_story = self.is_police_story();
        for draft in &mut self.drafts {
            let attacker = police_story && draft.sector == Some(Sector::Uaf) && !draft.plural;
            let private = draft.office.is_none() && draft.sector.is_none_or(is_private)
                || draft.kind == EntityKind::Person && draft.named && draft.sector.is_none();
            if draft.kind != EntityKind::Person && !is_of_few(draft) || !private && !attacker {
                continue;
            }
            let words = &self.actors.words;
            if attacker || draft.mentions.iter().any(|m| is_accused(self.document, words, m.head)) {
                draft.sector = Some(Sector::Crm);
                draft.source = "held or tried, as the report has it".to_owned();
            }
        }
    }

    /// A doctor or a businessman who is sentenced is told of for that.
    fn convict_traders(&mut self) {
        for draft in &mut self.drafts {
            let in_trade = matches!(draft.sector, Some(Sector::Bus | Sector::Med));
            if draft.kind == EntityKind::Person
                && in_trade
                && draft.mentions.iter().any(|m| is_sentenced(self.document, m.head))
            {
                draft.sector = Some(Sector::Crm);
                draft.source = "sentenced, as the report has it".to_owned();
            }
        }
    }

    /// "the suspect", "the accused": the one person by name whom the report holds accused.
    pub(super) fn name_the_culprit(&mut self) {
        let accused = |draft: &Draft| draft.acts_as(Sector::Crm) && draft.kind == EntityKind::Person;
        let mut named = (0..self.drafts.len()).filter(|&d| accused(&self.drafts[d]) && self.drafts[d].named);
        let (Some(culprit), None) = (named.next(), named.next()) else { return };
        for c in 0..self.candidates.len() {
            let Some(d) = self.of[c].filter(|&d| d != culprit) else { continue };
            let draft = &self.drafts[d];
            let told = draft.terms.iter().any(|term| self.actors.words.culprits.contains(last_noun(term)));
            let country = draft.country.is_none()
                || draft.country_rank <= Rank::Context
                || draft.country == self.drafts[culprit].country;
            if self.candidates[c].definite
                && told
                && accused(draft)
                && !draft.named
                && !draft.plural
                && country
            {
                let told = Role { country: draft.country.clone(), ..Role::default() };
                self.drafts[culprit].learn(&told, Rank::Inherited);
                self.merge(d, culprit);
            }
        }
    }

    /// Whether police act in the report and nobody who makes war.
    fn is_police_story(&self) -> bool {
        let acts = |sector: Sector| self.drafts.iter().any(|draft| draft.acts_as(sector));
        acts(Sector::Cop) && ![Sector::Mil, Sector::Reb, Sector::Prm].into_iter().any(acts)
    }
}

/// Sectors of people without a part in public life.
fn is_private(sector: Sector) -> bool {
    matches!(sector, Sector::Cvl | Sector::Uaf)
}

/// "two men", "the suspect": so few that they are held for what they did themselves.
fn is_of_few(draft: &Draft) -> bool {
    draft.terms.iter().any(|term| {
        matches!(
            last_noun(term),
            "man" | "woman" | "teenager" | "boy" | "girl" | "youth" | "suspect" | "brother" | "student"
        )
    })
}

/// "was arrested", "pleaded guilty", "faces charges", "his conviction".
pub(super) fn is_accused(document: &Document, words: &ActorWords, head: usize) -> bool {
    let token = &document.tokens[head];
    let Some(up) = token.head else { return false };
    let lemma = document.tokens[up].lemma.as_str();
    let held = words.holding.contains(lemma);
    match token.deprel {
        Deprel::NsubjPass => held || lemma == "find" && is_guilty(document, up),
        Deprel::Obj => held,
        Deprel::Nsubj => {
            lemma == "plead"
                || held && document.child_by(up, Deprel::AuxPass).is_some()
                || words.undergoing.contains(lemma) && has_proceedings(document, words, up)
                || lemma == "appear" && is_in_court(document, words, up)
        }
        // "a Canadian, Ivo Brandt, was arrested"
        Deprel::Appos => {
            document.tokens[up].deprel != Deprel::Appos && is_accused(document, words, up)
                || is_told_accused(document, head)
        }
        Deprel::NmodPoss => words.proceedings.contains(lemma),
        _ => is_told_accused(document, head),
    }
}

/// "accused" of "a man accused of theft".
fn is_told_accused(document: &Document, head: usize) -> bool {
    document.children_by(head, Deprel::Acl).any(|c| {
        matches!(document.tokens[c].lemma.as_str(), "charge" | "accuse" | "arrest" | "convict" | "sentence")
    })
}

/// "in court, charged with theft" of who appears there.
fn is_in_court(document: &Document, words: &ActorWords, verb: usize) -> bool {
    document
        .children_by(verb, Deprel::Advcl)
        .any(|clause| words.holding.contains(document.tokens[clause].lemma.as_str()))
}

/// "was sentenced", "was convicted".
fn is_sentenced(document: &Document, head: usize) -> bool {
    let token = &document.tokens[head];
    let lemma = token.head.map_or("", |up| document.tokens[up].lemma.as_str());
    matches!(token.deprel, Deprel::NsubjPass | Deprel::Obj)
        && matches!(lemma, "sentence" | "convict" | "jail")
}

/// "guilty" of "was found guilty".
fn is_guilty(document: &Document, verb: usize) -> bool {
    document.children_by(verb, Deprel::Xcomp).any(|c| document.form(c).eq_ignore_ascii_case("guilty"))
}

/// "charges" of "faces charges".
fn has_proceedings(document: &Document, words: &ActorWords, verb: usize) -> bool {
    document
        .children_by(verb, Deprel::Obj)
        .any(|object| words.proceedings.contains(document.tokens[object].lemma.as_str()))
}
