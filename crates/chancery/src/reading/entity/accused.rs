//! Private people whom police and courts act against.

use chancery_lang::{Deprel, Document};

use super::EntityKind;
use super::coreference::Linker;
use super::description::last_noun;
use super::draft::Draft;
use crate::lexicon::actors::ActorWords;
use crate::plover::Sector;

impl Linker<'_> {
    /// Tells who is held or tried, and who shoots and stabs where only the police have to do with it.
    pub(super) fn accuse(&mut self) {
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

    /// Whether police act in the report and nobody who makes war.
    fn is_police_story(&self) -> bool {
        let acts =
            |test: &dyn Fn(Sector) -> bool| self.drafts.iter().any(|draft| draft.sector.is_some_and(test));
        acts(&|sector| sector == Sector::Cop)
            && !acts(&|sector| matches!(sector, Sector::Mil | Sector::Reb | Sector::Prm))
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
        }
        Deprel::NmodPoss => words.proceedings.contains(lemma),
        _ => document.children_by(head, Deprel::Acl).any(|c| {
            matches!(
                document.tokens[c].lemma.as_str(),
                "charge" | "accuse" | "arrest" | "convict" | "sentence"
            )
        }),
    }
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
