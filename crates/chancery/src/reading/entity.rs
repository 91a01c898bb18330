//! The people, groups, states and places of a report, one each however often named.

use chancery_lang::{Span, TokenRange};

use crate::plover::Sector;

/// Index into [`crate::Reading::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub usize);

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// One person.
    Person,
    /// An organisation, body or group of people.
    Group,
    /// A state, acting or acted on.
    State,
    /// A place that does not act.
    Place,
    /// Anything else.
    Other,
}

/// One mention of an entity: a name, a description ("the envoy") or a pronoun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words that name it, bytes: "Karen Pierce", "the envoy", "she".
    pub span: Span,
    /// The same as word indices.
    pub tokens: TokenRange,
    /// The word that heads it in the tree.
    pub head: usize,
}

/// One entity of the report.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Its fullest name in the text.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// ISO 3166-1 alpha-3 or a PLOVER code (UNO, EUR, IGO, NGO, ISM, IMG, MNC, KOS): the country it acts for.
    pub country: Option<String>,
    /// Further countries of a joint actor ("the US and British forces").
    pub other_countries: Vec<String>,
    /// First sector that fits.
    pub sector: Option<Sector>,
    /// Further sectors.
    pub other_sectors: Vec<Sector>,
    /// Office, in lower case: "ambassador".
    pub office: Option<String>,
    /// Every mention, in text order.
    pub mentions: Vec<Mention>,
    /// Where the country and sector come from, for `chancery explain`.
    pub source: String,
}
