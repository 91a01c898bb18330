//! Ranks that police and armies share: a sergeant is of the one that the report is about.

use super::coreference::Linker;
use super::draft::Draft;
use crate::plover::Sector;

impl Linker<'_> {
    /// Gives "Sergeant Torvo" and "the officer" to the police or the army where the report names only one of the two.
    pub(super) fn tell_police_from_army(&mut self) {
        let sector = match (self.has_force(Sector::Cop), self.has_force(Sector::Mil)) {
            (true, false) => Sector::Cop,
            (false, true) => Sector::Mil,
            _ => return,
        };
        for d in 0..self.drafts.len() {
            if self.is_rank_alone(&self.drafts[d]) {
                self.drafts[d].sector = Some(sector);
            }
        }
    }

    /// Whether the report has police, or soldiers, who are not told by a shared rank alone.
    fn has_force(&self, sector: Sector) -> bool {
        let described = self.drafts.iter().any(|d| d.acts_as(sector) && !self.is_rank_alone(d));
        let named = |sense: &crate::lexicon::actors::Sense| self.actors.actor(*sense).sector == Some(sector);
        described || self.names.iter().any(|name| name.senses.first().is_some_and(named))
    }

    fn is_rank_alone(&self, draft: &Draft) -> bool {
        let ranks = &self.actors.words.ranks;
        matches!(draft.sector, Some(Sector::Cop | Sector::Mil))
            && !draft.identified
            && !draft.terms.is_empty()
            && draft.terms.iter().all(|term| ranks.contains(term))
    }
}
