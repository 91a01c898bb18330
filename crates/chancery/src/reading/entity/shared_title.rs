//! "Senators Ana Torvo of Utah, Ivo Brandt and Orla Denk": a title in the plural is that of all in the list.

use chancery_lang::Deprel;

use super::EntityKind;
use super::coreference::Linker;
use super::draft::Rank;
use super::role::Role;

impl Linker<'_> {
    /// Gives the title before the first of a list of people to the others.
    pub(super) fn share_titles(&mut self) {
        for c in 0..self.candidates.len() {
            let candidate = &self.candidates[c];
            let Some(title) = candidate.description.clone().filter(|_| self.is_person_by_name(c)) else {
                continue;
            };
            let noun = title.words.end.saturating_sub(1);
            if title.office.is_none() || !self.document.tokens[noun].feats.has("Number", "Plur") {
                continue;
            }
            let role = Role { sector: title.sector, source: title.source.clone(), ..Role::default() };
            for other in self.listed_with(c, noun) {
                let Some(d) = self.of[other].filter(|&d| self.drafts[d].terms.is_empty()) else { continue };
                let draft = &mut self.drafts[d];
                draft.learn(&role, Rank::Report);
                draft.office.clone_from(&title.office);
                draft.terms.push(title.term.clone());
            }
        }
    }

    /// The people by name without a title of their own who are joined to that one or to the title before it.
    fn listed_with(&self, c: usize, title: usize) -> Vec<usize> {
        let head = self.candidates[c].mention.head;
        let joined = [head, title].into_iter().flat_map(|at| self.document.children_by(at, Deprel::Conj));
        joined
            .filter_map(|at| self.at.get(&at).copied())
            .filter(|&other| self.is_person_by_name(other) && self.candidates[other].description.is_none())
            .collect()
    }

    fn is_person_by_name(&self, c: usize) -> bool {
        self.candidates[c].kind == EntityKind::Person && self.candidates[c].name.is_some()
    }
}
