//! An entity while its mentions are still being gathered.

use super::role::Role;
use super::{Entity, EntityKind, Mention};
use crate::lexicon::actors::Gender;
use crate::plover::Sector;

/// How firmly a country or sector is known; the higher stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// Nothing is known.
    #[default]
    None,
    /// From what the report is about.
    Context,
    /// From whom it belongs to.
    Inherited,
    /// From the tables.
    Table,
    /// From the report's own words.
    Report,
}

/// An entity in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// What it is.
    pub kind: EntityKind,
    /// Its fullest name so far.
    pub name: String,
    /// Whether `name` is a name rather than a description.
    pub named: bool,
    /// Country and other countries.
    pub country: Option<String>,
    /// Further countries.
    pub other_countries: Vec<String>,
    /// How the country is known.
    pub country_rank: Rank,
    /// First sector.
    pub sector: Option<Sector>,
    /// Further sectors.
    pub other_sectors: Vec<Sector>,
    /// How the sector is known.
    pub sector_rank: Rank,
    /// Office.
    pub office: Option<String>,
    /// Terms that described it: "envoy".
    pub terms: Vec<String>,
    /// Where country and sector come from.
    pub source: String,
    /// Man or woman.
    pub gender: Option<Gender>,
    /// More than one.
    pub plural: bool,
    /// Words whose entities give what is missing.
    pub inherit: Vec<usize>,
    /// Whether its noun takes the sector of what it belongs to.
    pub transparent: bool,
    /// Whether the tables know the person.
    pub identified: bool,
    /// Whether the report calls the person a former holder of an office.
    pub former: bool,
    /// Every mention.
    pub mentions: Vec<Mention>,
}

impl Draft {
    /// A draft with nothing known.
    pub fn new(kind: EntityKind, name: String, named: bool) -> Self {
        Draft {
            kind,
            name,
            named,
            country: None,
            other_countries: Vec::new(),
            country_rank: Rank::None,
            sector: None,
            other_sectors: Vec::new(),
            sector_rank: Rank::None,
            office: None,
            terms: Vec::new(),
            source: String::new(),
            gender: None,
            plural: false,
            inherit: Vec::new(),
            transparent: false,
            identified: false,
            former: false,
            mentions: Vec::new(),
        }
    }

    /// Takes over a role where it is known more firmly.
    pub fn learn(&mut self, role: &Role, rank: Rank) {
        if role.country.is_some() && rank > self.country_rank {
            self.country.clone_from(&role.country);
            self.other_countries.clone_from(&role.other_countries);
            self.country_rank = rank;
        }
        // a body of the table stays what it is, whatever "the council" may be elsewhere
        let is_known_body = self.kind == EntityKind::Group && self.named && self.sector_rank >= Rank::Table;
        if role.sector.is_some() && rank > self.sector_rank && !is_known_body {
            self.sector = role.sector;
            self.other_sectors.clone_from(&role.other_sectors);
            self.sector_rank = rank;
            if !role.source.is_empty() {
                self.source.clone_from(&role.source);
            }
        }
        if self.source.is_empty() {
            self.source.clone_from(&role.source);
        }
        self.inherit.extend(role.inherit);
    }

    /// Whether somebody of that sector is named by it, and not only merged into another.
    pub fn acts_as(&self, sector: Sector) -> bool {
        self.sector == Some(sector) && !self.mentions.is_empty()
    }

    /// Gives up the sector, which turned out to be another's.
    pub fn forget_sector(&mut self) {
        self.sector = None;
        self.sector_rank = Rank::None;
    }

    /// The finished entity.
    pub fn finish(mut self) -> Entity {
        self.mentions.sort_by_key(|m| (m.span, m.head));
        self.mentions.dedup();
        let how = match self.country_rank.max(self.sector_rank) {
            Rank::None => "",
            Rank::Context => " (country from the report's context)",
            Rank::Inherited => " (from whom it belongs to)",
            Rank::Table => "",
            Rank::Report => " (as the report has it)",
        };
        let source = format!("{}{how}", self.source).trim().to_owned();
        self.other_countries.retain(|c| Some(c) != self.country.as_ref());
        Entity {
            name: self.name,
            kind: self.kind,
            country: self.country,
            other_countries: self.other_countries,
            sector: self.sector,
            other_sectors: self.other_sectors,
            office: self.office,
            mentions: self.mentions,
            source,
        }
    }
}
