//! Who stands for a word that is no party by itself: the government of a place, whoever is named beside a description.

use chancery_lang::{Deprel, Upos};

use super::Party;
use super::party::is_dateline;
use super::role::Roles;
use crate::lexicon::gazetteer::Resolution;
use crate::plover::Sector;
use crate::reading::EntityKind;

impl Roles<'_> {
    /// "our ally Turkey", "its rival, the president of Peru": who is named beside a description that is of no country.
    pub(super) fn named_beside(&self, party: &Party) -> Option<Party> {
        let document = &self.reading.document;
        if party.country.is_some() || document.tokens[party.head].upos != Upos::Noun {
            return None;
        }
        let named =
            document.children_by(party.head, Deprel::Appos).filter_map(|name| self.party(name, party.found));
        let mut named = named.filter(|other| {
            let id = other.entity.map(|id| &self.reading.entities[id.0]);
            other.country.is_some()
                && id.is_some_and(|entity| matches!(entity.kind, EntityKind::State | EntityKind::Person))
        });
        let first = named.next()?;
        named.next().is_none().then_some(first)
    }

    /// The government of a province, of a state of a federation, that does something: "Ontario banned".
    pub(super) fn province_at(&self, word: usize) -> Option<Party> {
        let span = self.reading.document.tokens[word].span;
        let is_province = self
            .reading
            .places
            .iter()
            .any(|place| place.resolution == Some(Resolution::Province) && place.span.contains(span));
        let party = self.government_of(word).filter(|_| {
            is_province && !self.is_locative(word) && !is_dateline(&self.reading.document, word)
        })?;
        Some(Party { found: "the government of the province", ..party })
    }

    /// The government of a place that is visited.
    pub(super) fn government_of(&self, word: usize) -> Option<Party> {
        let id = self.reading.entity_at(word)?;
        let entity = &self.reading.entities[id.0];
        if entity.kind != EntityKind::Place {
            return None;
        }
        let country = entity.country.clone()?;
        let span = entity.mentions.iter().find(|m| m.head == word)?.span;
        Some(Party {
            span,
            head: word,
            entity: Some(id),
            country: Some(country),
            sector: Some(Sector::Gov),
            found: "the government of the place",
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::reading::event::merge::countries;
    use crate::reading::testing::events_of;

    #[test]
    fn who_is_named_beside_a_description_of_no_country_acts() {
        let told = "Our/our/PRON/2/nmod:poss ally/ally/NOUN/4/nsubj/Number=Sing Turkey/Turkey/PROPN/2/appos \
                    condemned/condemn/VERB/0/root/Tense=Past Syria/Syria/PROPN/4/obj";
        assert_eq!(countries(&events_of(&[told])[0].actors), ["TUR"]);
    }

    #[test]
    fn of_two_states_joined_by_a_dash_both_talk() {
        let told = "France/France/PROPN/3/compound -/-/PUNCT/1/punct Turkey/Turkey/PROPN/4/compound talks/talks/NOUN/5/nsubj/Number=Plur \
                    resumed/resume/VERB/0/root/Tense=Past";
        assert_eq!(countries(&events_of(&[told])[0].actors), ["FRA", "TUR"]);
    }
}
