//! Common nouns for people and bodies: "riot police", "the envoy", "members of the media".

use chancery_lang::{Deprel, Document, TokenRange};

use super::phrase::noun_phrase;
use crate::lexicon::actors::Actors;
use crate::plover::Sector;

/// What a noun says of who it names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Description {
    /// The words that were looked up, as lower-case lemmas: "foreign minister".
    pub term: String,
    /// The words themselves.
    pub words: TokenRange,
    /// Canonical office, if it is one.
    pub office: Option<String>,
    /// Part of society.
    pub sector: Option<Sector>,
    /// Country that the term itself names.
    pub country: Option<String>,
    /// Needs an acting place in the sentence.
    pub weak: bool,
    /// Takes country and sector from what it belongs to: "members of".
    pub transparent: bool,
    /// A calling of many people at once: "officer".
    pub many: bool,
    /// A body rather than a person, even in the singular: "the court".
    pub body: bool,
    /// Where it stands in the tables.
    pub source: String,
}

/// The description that word `head` heads, if its noun is one for people, bodies or offices.
pub(crate) fn describe(document: &Document, actors: &Actors, head: usize) -> Option<Description> {
    let phrase = noun_phrase(document, head);
    let start = phrase.start.max(head.saturating_sub(4));
    // "Attorney General Lynch" is one office even where the tree hangs both words on the name
    let sentence = document.sentence_of(head);
    let earliest = sentence.start.max(head.saturating_sub(4));
    let spelled = (earliest..start).find_map(|at| {
        described_at(document, actors, at, head).filter(|found| found.words == (at..head + 1))
    });
    let mut description =
        spelled.or_else(|| (start..=head).find_map(|at| described_at(document, actors, at, head)))?;
    let last = last_noun(&description.term);
    let counts = actors.words.counting.contains(last)
        && !description.term.contains(" of ")
        && complement(document, head).is_some();
    if description.office.is_some() && actors.officials.has_office(&description.term) {
        description.office = Some(description.term.clone());
    }
    if last == "secretary" && description.office.as_deref() == Some("minister") {
        description.office = Some("secretary".to_owned());
    }
    // "all parties", "the Syrian parties": sides, not political parties.
    let sides = description.term == "party"
        && document.tokens[head].feats.has("Number", "Plur")
        && !phrase.clone().any(|i| {
            matches!(document.tokens[i].lemma.as_str(), "political" | "other" | "coalition" | "main")
        });
    if sides {
        description.sector = Some(Sector::Unk);
    }
    // "Representative Ivo Brandt", "two Democratic Representatives": of a parliament
    let is_opening = head == sentence.start;
    if description.term == "representative"
        && document.form(head).starts_with('R')
        && (!is_opening || document.name_at(head + 1).is_some())
    {
        description.sector = Some(Sector::Leg);
        description.weak = false;
        description.body = false;
        return Some(description);
    }
    // "members of parliament" say themselves of what
    let belongs = actors.words.belonging.contains(last);
    description.transparent = counts || belongs && !description.term.contains(" of ");
    description.body = actors.words.bodies.contains(last);
    if counts && !belongs {
        description.sector = None;
    }
    Some(description)
}

/// The longest phrase from word `at` that takes in `head` as its noun.
fn described_at(document: &Document, actors: &Actors, at: usize, head: usize) -> Option<Description> {
    let fits = |range: &TokenRange| {
        range.contains(&head) && range.clone().all(|i| i == head || document.is_within(i, head) || i < head)
    };
    let agent = actors.agents.longest_at(document, at).filter(|(range, _)| fits(range));
    let office = actors.offices.longest_at(document, at).filter(|(range, _)| fits(range));
    let term = |range: &TokenRange| {
        range.clone().map(|i| document.tokens[i].lemma.to_lowercase()).collect::<Vec<_>>().join(" ")
    };
    match (agent, office) {
        (None, None) => None,
        (agent, Some((range, office))) if agent.as_ref().is_none_or(|(other, _)| other.end <= range.end) => {
            let agent = agent.filter(|(other, _)| other.end == range.end).map(|(_, agent)| agent);
            let sector = agent.and_then(|a| a.sector).or(office.sector);
            let public = !matches!(
                agent.and_then(|a| a.sector),
                Some(
                    Sector::Cvl
                        | Sector::Uaf
                        | Sector::Crm
                        | Sector::Ref
                        | Sector::Reb
                        | Sector::Lab
                        | Sector::Med
                )
            );
            Some(Description {
                term: term(&range),
                words: range.clone(),
                many: office.many,
                office: Some(office.office.clone()).filter(|_| public),
                sector,
                country: agent.and_then(|a| a.country.clone()),
                weak: agent.is_some_and(|a| a.weak) && range.len() == 1,
                source: agent.map_or(&office.source, |a| &a.source).clone(),
                ..Description::default()
            })
        }
        (Some((range, agent)), _) => Some(Description {
            term: term(&range),
            words: range.clone(),
            office: None,
            sector: agent.sector,
            country: agent.country.clone(),
            weak: agent.weak,
            source: agent.source.clone(),
            ..Description::default()
        }),
        (None, Some(_)) => None,
    }
}

/// The noun of a term: "minister" of "minister of defence", "police" of "riot police".
pub(crate) fn last_noun(term: &str) -> &str {
    let before_of = term.split(" of ").next().unwrap_or(term);
    let before_of = before_of.split(" to ").next().unwrap_or(before_of);
    before_of.rsplit(' ').next().unwrap_or(before_of)
}

/// The noun after "of": "reporters" of "a group of reporters".
pub(crate) fn complement(document: &Document, head: usize) -> Option<usize> {
    document.children(head).iter().copied().find(|&c| {
        c > head
            && document.tokens[c].deprel == Deprel::Nmod
            && document.children_by(c, Deprel::Case).any(|p| document.form(p).eq_ignore_ascii_case("of"))
    })
}
