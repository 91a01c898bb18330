//! The people, groups, states and places of a report, one each however often named.

mod context;

mod coreference;

mod description;

mod draft;

mod mention;

mod name;

mod person;

mod phrase;

mod pronoun;

mod role;

use chancery_lang::{Deprel, Document, Span, TokenRange};
use jiff::civil::Date;

use crate::lexicon::Actors;
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

/// Finds everybody and everything a report names that could act or be acted on: names, titled names, descriptions and
/// pronouns, each entity with all its mentions, with the country and sector it stands for on the day of the report.
#[must_use]
pub fn find_entities(document: &Document, actors: &Actors, published: Option<Date>) -> Vec<Entity> {
    let names = name::find_names(document, actors, published);
    let context = context::Context::new(document, actors, &names);
    let candidates = mention::find_mentions(document, actors, &names);
    coreference::link(document, actors, &names, &candidates, &context, published)
}

/// The mention that word `token` heads, or that a counting noun there leads to ("thousands" of "thousands of
/// protesters"), with its entity: whom a verb's argument names.
#[must_use]
pub fn party_at<'a>(
    document: &Document,
    entities: &'a [Entity],
    token: usize,
) -> Option<(&'a Mention, EntityId)> {
    let at = |test: &dyn Fn(&Mention) -> bool| {
        let all = entities
            .iter()
            .enumerate()
            .flat_map(|(e, entity)| entity.mentions.iter().map(move |m| (m, EntityId(e))));
        all.filter(|(m, _)| test(m)).max_by_key(|(m, _)| m.span.len())
    };
    if let Some(found) = at(&|m| m.head == token) {
        return Some(found);
    }
    let of = description::complement(document, token);
    if let Some(found) = of.and_then(|of| at(&|m| m.head == of)) {
        return Some(found);
    }
    // The word lies inside of a name or is the title before it.
    let inside = |m: &Mention| {
        m.tokens.contains(&token) && {
            let relation = document.tokens[token].deprel;
            matches!(relation, Deprel::Flat | Deprel::NmodDesc) || document.tokens[m.head].head == Some(token)
        }
    };
    at(&inside)
}
