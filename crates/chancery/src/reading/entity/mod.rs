//! The people, groups, states and places of a report, one each however often named.

mod accused;

mod antecedent;

mod beside_name;

mod bodies;

mod context;

mod coreference;

mod description;

mod draft;

mod era;

mod identification;

mod inheritance;

mod lead;

mod mention;

mod name;

mod person;

mod phrase;

mod pronoun;

mod rank;

mod role;

mod shared_title;

use chancery_lang::{Deprel, Document, Span, TokenRange};
use jiff::civil::Date;

use super::place::Place;
use super::statement::{Statement, StatementKind, innermost};
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
    /// First sector that fits; UNK of somebody who acts, though nothing tells for whom ("our partners").
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
/// `places` are the resolved places, which give local bodies their country; `headline` is the title with its places, where it
/// is not in the text: it tells which country the report is about.
#[must_use]
pub fn find_entities(
    document: &Document,
    headline: Option<(&Document, &[Place])>,
    actors: &Actors,
    places: &[Place],
    published: Option<Date>,
) -> Vec<Entity> {
    // a report without a date is of the time when those it names were in office together
    let day = published.or_else(|| era::day_of_offices(document, actors));
    let names = name::find_names(document, actors, places, day);
    let headline =
        headline.map(|(document, places)| (document, name::find_names(document, actors, places, day)));
    let headline = headline.as_ref().map(|(document, names)| context::Headline { document, names });
    let context = context::Context::new(document, actors, &names, headline);
    let candidates = mention::find_mentions(document, actors, &names);
    coreference::link(document, actors, &names, &candidates, &context, day)
}

/// Joins "I" and "we" inside of quoted speech to its speaker, who stands for those he or she speaks for.
pub fn resolve_speakers(document: &Document, entities: &mut [Entity], statements: &[Statement]) {
    for i in 0..document.tokens.len() {
        let form = document.form(i).to_lowercase();
        let first_person = matches!(
            form.as_str(),
            "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" | "ourselves"
        );
        if !first_person || document.form(i) == "US" {
            continue;
        }
        let span = document.tokens[i].span;
        let Some((_, statement)) = innermost(statements, span, |s| s.kind != StatementKind::Indirect) else {
            continue;
        };
        let [speaker] = statement.speakers.as_slice() else { continue };
        let Some(EntityId(speaker)) = speaker.entity else { continue };
        if speaker >= entities.len() {
            continue;
        }
        possess(document, entities, i, speaker);
        let mentions = &mut entities[speaker].mentions;
        if mentions.iter().all(|m| m.head != i) {
            mentions.push(Mention { span, tokens: i..i + 1, head: i });
            mentions.sort_by_key(|m| (m.span, m.head));
        }
    }
}

/// "our soldiers" are of the speaker's country.
fn possess(document: &Document, entities: &mut [Entity], pronoun: usize, owner: usize) {
    let (token, country) = (&document.tokens[pronoun], entities[owner].country.clone());
    let Some(owned) = token.head.filter(|_| token.deprel == Deprel::NmodPoss) else { return };
    let noun = document.tokens[owned].lemma.to_lowercase();
    let possessed = entities.iter_mut().find(|entity| entity.mentions.iter().any(|m| m.head == owned));
    if let Some(entity) = possessed.filter(|entity| entity.country.is_none() && !role::is_other_side(&noun)) {
        entity.country = country;
        entity.source.push_str(" (country of the speaker)");
    }
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

#[cfg(test)]
mod tests;
