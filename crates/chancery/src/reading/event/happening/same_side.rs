//! Whether two events may have the same people on one side.

use chancery_lang::Upos;

use super::{OTHER_TELLING, Teller};
use crate::plover::Sector;
use crate::reading::EntityKind;
use crate::reading::event::merge::countries;
use crate::reading::event::side::taken_over;
use crate::reading::event::{Event, Party};

/// How the same side of two events is related.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// One of them leaves it open.
    Open,
    /// Somebody stands in both.
    Shared,
    /// It may be the same: "the attackers" and "two men".
    Alike,
    /// It is somebody else.
    Other,
}

impl Teller<'_> {
    /// How many entities two sides have in common.
    pub(in crate::reading::event) fn common(&self, a: &[Party], b: &[Party]) -> usize {
        a.iter().filter(|a| a.entity.is_some() && b.iter().any(|b| a.entity == b.entity)).count()
    }

    /// Whether somebody suffers who suffers little else in a report: no state, army or armed group.
    pub(super) fn is_one_victim(&self, side: &[Party]) -> bool {
        side.iter().any(|party| {
            party.entity.is_some_and(|id| self.reading.entities[id.0].kind != EntityKind::State)
                && !matches!(party.sector, Some(Sector::Reb | Sector::Mil | Sector::Gov))
        })
    }

    /// How one side of an event is related to that of another.
    pub(super) fn relation(&self, a: &[Party], b: &[Party]) -> Relation {
        if a.is_empty() || b.is_empty() {
            return Relation::Open;
        }
        if self.common(a, b) > 0 {
            return Relation::Shared;
        }
        if a.iter().any(|a| b.iter().any(|b| self.may_be_one(a, b))) {
            Relation::Alike
        } else {
            Relation::Other
        }
    }

    /// Whether two parties may be the same though they are two entities.
    fn may_be_one(&self, a: &Party, b: &Party) -> bool {
        let is_person = |party: &Party| {
            party.entity.is_some_and(|id| self.reading.entities[id.0].kind == EntityKind::Person)
        };
        let private = |party: &Party| {
            matches!(party.sector, None | Some(Sector::Cvl | Sector::Uaf | Sector::Crm | Sector::Unk))
        };
        let compatriots = a.country.is_none() || b.country.is_none() || a.country == b.country;
        let named = self.is_named(a) && self.is_named(b);
        compatriots
            && !(is_person(a) && is_person(b) && named)
            && (private(a) && private(b) || a.sector == b.sector && a.country == b.country)
    }

    /// Whether a party is called by a name.
    fn is_named(&self, party: &Party) -> bool {
        self.document.tokens[party.head].upos == Upos::Propn
    }

    /// The side that several tellings name alike (or `many` people of one country): the first that is named, else the first; `None` where they name
    /// different ones, or none does.
    pub(super) fn agreed<'e>(
        &self,
        sides: impl Iterator<Item = &'e [Party]>,
        many: bool,
    ) -> Option<Vec<Party>> {
        let sides: Vec<&[Party]> = sides.filter(|side| !side.is_empty()).collect();
        let first = *sides.first()?;
        let theirs = countries(first);
        let one = sides
            .iter()
            .all(|side| (many || self.relation(first, side) != Relation::Other) && countries(side) == theirs);
        let named = sides.iter().find(|side| side.iter().any(|party| self.is_named(party))).copied();
        one.then(|| taken_over(named.unwrap_or(first), OTHER_TELLING))
    }
}

/// Whether it is as sure who did it by another telling as this one is told: what a state or an armed group does only by
/// somebody's word is not told in the report's own name.
pub(super) fn is_vouched(event: &Event, other: &Event) -> bool {
    other.attribution.is_none() || event.attribution.is_some() || !other.actors.iter().any(is_force)
}

/// Whether a party is a state or armed.
pub(super) fn is_force(party: &Party) -> bool {
    matches!(party.sector, Some(Sector::Gov | Sector::Mil | Sector::Cop | Sector::Reb | Sector::Prm))
}
