//! Whom the report's opening tells of before it names them: "A Danbury man was arrested. Ana Torvo, 34, …".

use chancery_lang::{Deprel, Document, Upos};

use super::EntityKind;
use super::accused::is_accused;
use super::coreference::Linker;
use super::draft::Rank;
use super::mention::Form;
use super::role::Role;

/// The opening: so many sentences from the start.
const OPENING: usize = 2;

/// Within so many sentences after it the name follows.
const NAMED_WITHIN: usize = 3;

/// Ages of people, years.
const AGES: std::ops::RangeInclusive<u32> = 5..=110;

impl Linker<'_> {
    /// Joins the one person of whom the opening tells without a name to the first who is named after that with an age, where
    /// both are said to be accused or the ages agree.
    pub(super) fn name_the_lead(&mut self) {
        let opening = |linker: &Self, c: usize| {
            let candidate = &linker.candidates[c];
            let token = &linker.document.tokens[candidate.mention.head];
            token.sentence < OPENING
                && candidate.form == Form::Description
                && candidate.kind == EntityKind::Person
                && !candidate.definite
                && (token.deprel.is_subject() || token.deprel == Deprel::Obj)
        };
        for c in 0..self.candidates.len() {
            if !opening(self, c) {
                continue;
            }
            let Some(d) = self.of[c].filter(|&d| !self.drafts[d].named) else { continue };
            let Some(named) = self.named_after(c) else { continue };
            let known = &self.drafts[named];
            let told = &self.drafts[d];
            let country = told.country.is_none() || known.country.is_none() || told.country == known.country;
            let gender = told.gender.is_none() || known.gender.is_none() || told.gender == known.gender;
            if known.identified || !country || !gender || !self.is_same_story(c, d, named) {
                continue;
            }
            let role = Role {
                country: told.country.clone(),
                sector: told.sector,
                source: told.source.clone(),
                ..Role::default()
            };
            self.drafts[named].learn(&role, Rank::Inherited);
            self.merge(d, named);
            return;
        }
    }

    /// The first person named in full, with an age, in the sentences after a mention.
    fn named_after(&self, c: usize) -> Option<usize> {
        let head = self.candidates[c].mention.head;
        let sentence = self.document.tokens[head].sentence;
        (c + 1..self.candidates.len())
            .take_while(|&other| {
                self.document.tokens[self.candidates[other].mention.head].sentence <= sentence + NAMED_WITHIN
            })
            .filter(|&other| {
                self.candidates[other].kind == EntityKind::Person && self.candidates[other].name.is_some()
            })
            .find_map(|other| self.of[other].filter(|_| self.age_of_name(other).is_some()))
    }

    /// Whether the ages agree, or both are accused and no ages contradict.
    fn is_same_story(&self, c: usize, d: usize, named: usize) -> bool {
        let told = age_in(self.document, self.candidates[c].mention.tokens.clone());
        let known = (0..self.candidates.len())
            .filter(|&other| self.of[other] == Some(named))
            .find_map(|other| self.age_of_name(other));
        match (told, known) {
            (Some(told), Some(known)) => told == known,
            _ => {
                let words = &self.actors.words;
                let accused = |d: usize| {
                    self.drafts[d].mentions.iter().any(|m| is_accused(self.document, words, m.head))
                };
                accused(d) && accused(named)
            }
        }
    }

    /// 34 of "Ana Torvo, 34, of Danbury".
    fn age_of_name(&self, c: usize) -> Option<u32> {
        let name = &self.names[self.candidates[c].name?];
        let sentence = self.document.sentence_of(name.head);
        let at = name.tokens.end;
        if name.tokens.len() < 2 || at + 1 >= sentence.end || self.document.form(at) != "," {
            return None;
        }
        age_in(self.document, at + 1..at + 2)
    }
}

/// A number of years among these words.
fn age_in(document: &Document, mut words: std::ops::Range<usize>) -> Option<u32> {
    words.find_map(|i| {
        let digits = document.form(i).split('-').next().unwrap_or_default();
        let age = digits.parse().ok().filter(|age| AGES.contains(age));
        age.filter(|_| document.tokens[i].upos == Upos::Num || document.form(i).contains("year"))
    })
}
