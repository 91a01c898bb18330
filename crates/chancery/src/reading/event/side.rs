//! Sides of an event: lists of parties, none twice.

use chancery_lang::{Document, Upos};

use super::Party;

/// Adds a party that is not there yet.
pub(super) fn add(parties: &mut Vec<Party>, party: Party) {
    if !parties.iter().any(|other| same(other, &party) && other.country == party.country) {
        parties.push(party);
    }
}

/// The parties of another event, as a side that is found in that way.
pub(super) fn taken_over(parties: &[Party], found: &'static str) -> Vec<Party> {
    parties.iter().cloned().map(|party| Party { found, ..party }).collect()
}

/// Whether two parties are the same word or the same entity.
pub(super) fn same(a: &Party, b: &Party) -> bool {
    a.head == b.head || (a.entity.is_some() && a.entity == b.entity)
}

/// Whether a word stands for somebody whom it does not name: "him", "their".
#[must_use]
pub fn is_placeholder(document: &Document, word: usize) -> bool {
    document.tokens[word].upos == Upos::Pron
        && matches!(
            document.form(word).to_lowercase().as_str(),
            "he" | "she"
                | "they"
                | "him"
                | "her"
                | "them"
                | "his"
                | "their"
                | "its"
                | "who"
                | "whom"
                | "we"
                | "us"
                | "i"
                | "you"
                | "your"
                | "our"
                | "my"
                | "me"
        )
}
