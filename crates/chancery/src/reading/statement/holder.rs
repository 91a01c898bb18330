//! Who can hold an attitude: people and bodies of people, by the head word of the noun phrase; and what can show a thing.

use chancery_lang::{Document, Upos};

/// Endings of nouns for people: "voter", "senator", "economist", "politician", "spokesman".
const PERSON_ENDINGS: [&str; 13] =
    ["er", "or", "ist", "ian", "man", "men", "woman", "women", "eer", "ee", "crat", "ant", "ive"];
/// Nouns for people and bodies of people with other endings.
const PEOPLE: [&str; 79] = [
    "people",
    "official",
    "president",
    "government",
    "administration",
    "campaign",
    "party",
    "police",
    "company",
    "group",
    "court",
    "agency",
    "ministry",
    "committee",
    "council",
    "parliament",
    "congress",
    "union",
    "team",
    "staff",
    "board",
    "commission",
    "delegation",
    "panel",
    "authority",
    "expert",
    "respondent",
    "source",
    "figure",
    "friend",
    "attorney",
    "resident",
    "secretary",
    "troop",
    "personnel",
    "population",
    "electorate",
    "host",
    "wife",
    "community",
    "leadership",
    "dozen",
    "firm",
    "bank",
    "church",
    "media",
    "press",
    "federation",
    "network",
    "house",
    "delegate",
    "candidate",
    "critic",
    "rival",
    "ally",
    "opponent",
    "judge",
    "chief",
    "aide",
    "envoy",
    "diplomat",
    "general",
    "lawmaker",
    "crowd",
    "public",
    "family",
    "majority",
    "percent",
    "half",
    "organization",
    "organisation",
    "association",
    "coalition",
    "army",
    "state",
    "country",
    "nation",
    "some",
    "many",
];
/// Nouns for what shows something: polls, papers, records.
const EVIDENCE: [&str; 25] = [
    "investigation",
    "poll",
    "survey",
    "study",
    "report",
    "data",
    "result",
    "e-mail",
    "email",
    "document",
    "record",
    "figure",
    "video",
    "analysis",
    "census",
    "paper",
    "research",
    "number",
    "letter",
    "footage",
    "statistics",
    "statistic",
    "finding",
    "filing",
    "tracker",
];

/// Whether the noun phrase headed by `head` is a document, a poll or the like.
pub(super) fn is_evidence(document: &Document, head: usize) -> bool {
    EVIDENCE.contains(&document.tokens[head].lemma.to_lowercase().as_str())
}

/// Pronouns for things and clauses.
const THINGS: [&str; 6] = ["that", "this", "which", "these", "those", "what"];

/// Whether the noun phrase headed by `head` is a person or a body of people, as far as its head word tells.
pub(super) fn is_somebody(document: &Document, head: usize) -> bool {
    let token = &document.tokens[head];
    let lemma = token.lemma.to_lowercase();
    match token.upos {
        Upos::Propn => true,
        Upos::Pron => !THINGS.contains(&lemma.as_str()),
        Upos::Noun => {
            let capital = document.form(head).chars().next().is_some_and(char::is_uppercase);
            document.name_at(head).is_some()
                || capital
                || PEOPLE.contains(&lemma.as_str())
                || PERSON_ENDINGS.iter().any(|ending| lemma.len() > 4 && lemma.ends_with(ending))
        }
        _ => true,
    }
}
