//! What a sector says of an event (`lexicon/sectors.tsv`): whether it is political by itself (rule 1 of the record),
//! and whether its people carry arms.

use std::collections::BTreeSet;

use super::{LexiconError, Source, Table};
use crate::plover::Sector;

/// The sectors whose actors are public.
#[derive(Clone, Debug, Default)]
pub struct Sectors {
    public: BTreeSet<Sector>,
    near: BTreeSet<Sector>,
    unarmed: BTreeSet<Sector>,
}

impl Sectors {
    /// Loads `lexicon/sectors.tsv`.
    ///
    /// # Errors
    /// Lines with an unknown sector, or that say neither yes nor no nor near.
    pub fn load(source: &Source) -> Result<Self, Vec<LexiconError>> {
        let file = "lexicon/sectors.tsv";
        let Some(bytes) = source.file(file) else { return Ok(Sectors::default()) };
        let table =
            Table::parse(file, &bytes, &["sector", "public", "armed"]).map_err(|error| vec![error])?;
        let mut sectors = Sectors::default();
        let mut errors = Vec::new();
        for row in table.rows() {
            match (row.parse::<Sector>("sector"), row.cell("armed")) {
                (Ok(Some(sector)), "no") => _ = sectors.unarmed.insert(sector),
                (_, "yes" | "") => {}
                _ => errors.push(row.error("armed", "expected yes or no")),
            }
            match (row.parse::<Sector>("sector"), row.cell("public")) {
                (Ok(Some(sector)), "yes") => _ = sectors.public.insert(sector),
                (Ok(Some(sector)), "near") => {
                    sectors.public.insert(sector);
                    sectors.near.insert(sector);
                }
                (Ok(Some(_)), "no") => {}
                (Ok(Some(_)), _) => errors.push(row.error("public", "expected yes, near or no")),
                (Ok(None), _) => errors.push(row.error("sector", "no sector")),
                (Err(error), _) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(sectors) } else { Err(errors) }
    }

    /// Whether an actor of this sector is a public one: a government, soldiers, strikers, a faith, journalists.
    #[must_use]
    pub fn is_public(&self, sector: Sector) -> bool {
        self.public.contains(&sector)
    }

    /// Whether an actor of this sector is public in any report, whatever it is about: a government, soldiers, a court.
    #[must_use]
    pub fn is_power(&self, sector: Sector) -> bool {
        self.public.contains(&sector) && !self.near.contains(&sector)
    }
}

impl Sectors {
    /// Whether people of this sector fight with words: politicians, judges, journalists.
    #[must_use]
    pub fn is_unarmed(&self, sector: Sector) -> bool {
        self.unarmed.contains(&sector)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sector_is_in_the_table() {
        let bytes = Source::embedded().file("lexicon/sectors.tsv").unwrap();
        let table = Table::parse("lexicon/sectors.tsv", &bytes, &["sector"]).unwrap();
        let listed: Vec<&str> = table.rows().map(|row| row.cell("sector")).collect();
        assert_eq!(listed, Sector::ALL.iter().map(|s| s.as_str()).collect::<Vec<_>>());
    }

    #[test]
    fn soldiers_are_public_and_companies_are_not() {
        let sectors = Sectors::load(&Source::embedded()).unwrap();
        assert!(sectors.is_public(Sector::Mil));
        assert!(!sectors.is_public(Sector::Bus));
        assert!(sectors.is_power(Sector::Mil));
        assert!(sectors.is_public(Sector::Edu) && !sectors.is_power(Sector::Edu));
        assert!(sectors.is_unarmed(Sector::Leg) && !sectors.is_unarmed(Sector::Reb));
    }
}
