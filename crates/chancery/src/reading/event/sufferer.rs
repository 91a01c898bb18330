//! Parties that only certain deeds have: by whose hands people died, who died in what, the crowd in the street.

use chancery_lang::{Deprel, Document, Upos};

use super::Party;
use super::matching::Trigger;
use super::role::Roles;
use super::side::add;
use crate::plover::Sector;
use crate::reading::EntityKind;
use crate::reading::clause::{conjuncts, is_passive, logical_objects, logical_subjects, phrases};

impl Roles<'_> {
    /// "were killed at the hands of the regime": whose hands they were.
    pub(super) fn at_hands_of(&self, verb: usize) -> Vec<Party> {
        let document = &self.reading.document;
        let hands = phrases(document, verb, "at").into_iter();
        let hands = hands.filter(|&word| document.tokens[word].lemma == "hand");
        self.parties_of(hands.flat_map(|hand| phrases(document, hand, "of")), "at whose hands")
    }

    /// "died in shelling", "were killed while fighting": the gerund's subject is who died, and who did it is not told.
    /// Gives those who died.
    pub(super) fn those_dead_in(&self, trigger: &Trigger<'_>) -> Vec<Party> {
        let document = &self.reading.document;
        let token = &document.tokens[trigger.head];
        let within = document
            .children_by(trigger.head, Deprel::Mark)
            .any(|mark| matches!(document.tokens[mark].lemma.as_str(), "in" | "during" | "from"));
        let Some(verb) = token.head.filter(|_| token.upos == Upos::Verb && within) else { return Vec::new() };
        let named = |set: &str| self.lexicon.in_set(set, &document.tokens[verb].lemma.to_lowercase());
        let dead = if named("support-inverse") {
            logical_subjects(document, verb)
        } else if named("harm") && is_passive(document, verb) {
            logical_objects(document, verb)
        } else {
            return Vec::new();
        };
        self.parties_of(dead, "who died in it")
    }

    /// "Thousands rallied in Oslo": people who are only counted are of the country where they are.
    pub(super) fn crowd(&self, trigger: &Trigger<'_>, host: Option<&str>) -> Vec<Party> {
        let document = &self.reading.document;
        if self.kind(trigger) != Some("PROTEST") {
            return Vec::new();
        }
        let Some(host) = host.or_else(|| self.country_in_sentence(trigger.head)) else { return Vec::new() };
        let subjects = logical_subjects(document, trigger.head).into_iter();
        let counted = subjects.filter(|&word| {
            self.reading.entity_at(word).is_none()
                && self.lexicon.in_set("crowd", &document.tokens[word].lemma.to_lowercase())
        });
        let mut parties = Vec::new();
        for word in counted {
            let party = Party {
                span: document.tokens[word].span,
                head: word,
                entity: None,
                country: Some(host.to_owned()),
                sector: Some(Sector::Cvl),
                found: "the people of the place",
            };
            add(&mut parties, party);
        }
        parties
    }

    /// The country of the places that a sentence names, if it is one.
    pub(super) fn country_in_sentence(&self, word: usize) -> Option<&str> {
        let document = &self.reading.document;
        let sentence = document.sentence_of(word);
        let mut countries = self
            .reading
            .places
            .iter()
            .filter(|place| sentence.clone().any(|word| place.span.overlaps(document.tokens[word].span)))
            .filter_map(|place| place.country.as_deref());
        let first = countries.next()?;
        countries.all(|other| other == first).then_some(first)
    }

    /// "an attack on oil plants in Kuwait": a thing is of the state where it stands.
    pub(super) fn state_around(&self, thing: usize) -> Vec<Party> {
        let document = &self.reading.document;
        if !self.is_thing(thing) {
            return Vec::new();
        }
        let states = phrases(document, thing, "in").into_iter().flat_map(|word| conjuncts(document, word));
        let states = states.filter(|&word| {
            self.reading
                .entity_at(word)
                .is_some_and(|id| self.reading.entities[id.0].kind == EntityKind::State)
        });
        let mut parties: Vec<Party> =
            states.filter_map(|word| self.party(word, "the state where it stands")).collect();
        // what is hit need not be the government's
        parties.iter_mut().for_each(|party| party.sector = None);
        parties
    }
}

/// "Police urged anyone with information to call": those whom the police of a country ask are people of that country.
pub fn settle_asked(
    lexicon: &crate::lexicon::events::EventLexicon,
    document: &Document,
    verb: usize,
    recipients: &mut Vec<Party>,
    actors: &[Party],
) {
    let Some(police) = actors.first().filter(|actor| actor.sector == Some(Sector::Cop)) else { return };
    if !recipients.is_empty() || actors.iter().any(|actor| actor.country != police.country) {
        return;
    }
    let mut asked = logical_objects(document, verb);
    asked.retain(|&word| lexicon.in_set("anyone", &document.tokens[word].lemma.to_lowercase()));
    recipients.extend(asked.into_iter().map(|word| Party {
        span: document.tokens[word].span,
        head: word,
        entity: None,
        country: police.country.clone(),
        sector: Some(Sector::Cvl),
        found: "the people of the country",
    }));
}

/// "Turkish airstrikes": a state that is told by a word before the noun for its violence strikes with its forces.
pub fn name_forces(document: &Document, deed: usize, actors: &mut [Party]) {
    for party in actors.iter_mut().filter(|party| party.sector == Some(Sector::Gov)) {
        let token = &document.tokens[party.head];
        if token.head == Some(deed) && matches!(token.deprel, Deprel::Amod | Deprel::Compound) {
            party.sector = Some(Sector::Mil);
        }
    }
}

/// Civilians of no known country are of the country where they were hurt, unless they are strangers there.
pub fn settle(
    lexicon: &crate::lexicon::events::EventLexicon,
    document: &Document,
    side: &mut [Party],
    host: Option<&str>,
) {
    for party in side {
        let lemma = document.tokens[party.head].lemma.to_lowercase();
        if party.country.is_none()
            && party.sector == Some(Sector::Cvl)
            && document.tokens[party.head].upos == Upos::Noun
            && lexicon.in_set("residents", &lemma)
        {
            party.country = host.map(str::to_owned);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::plover::Sector;
    use crate::reading::event::merge::countries;
    use crate::reading::testing::events_of;

    #[test]
    fn a_state_strikes_with_its_forces() {
        let told = |word: &str| {
            format!(
                "Greek/Greek/ADJ/2/amod {word}s/{word}/NOUN/3/nsubj/Number=Plur alarmed/alarm/VERB/0/root/Tense=Past \
                 Turkey/Turkey/PROPN/3/obj"
            )
        };
        let sector =
            |word: &str| events_of(&[&told(word)]).first().and_then(|event| event.actors.first()?.sector);
        assert_eq!(sector("airstrike"), Some(Sector::Mil));
        assert_eq!(sector("sanction"), Some(Sector::Gov));
    }

    #[test]
    fn who_died_in_shelling_did_not_shell() {
        let events = events_of(&[
            "Greek/Greek/ADJ/2/amod soldiers/soldier/NOUN/3/nsubj/Number=Plur died/die/VERB/0/root/Tense=Past \
             in/in/SCONJ/5/mark shelling/shell/VERB/3/advcl/VerbForm=Ger",
        ]);
        let [one] = events.as_slice() else { panic!("{events:?}") };
        assert!(one.actors.is_empty());
        assert_eq!(countries(&one.recipients), ["GRC"]);
    }

    #[test]
    fn whose_hands_it_was_did_it() {
        let events = events_of(&[
            "Greek/Greek/ADJ/2/amod soldiers/soldier/NOUN/4/nsubj:pass/Number=Plur were/be/AUX/4/aux:pass killed/kill/VERB/0/root/VerbForm=Part \
             at/at/ADP/7/case the/the/DET/7/det hands/hand/NOUN/4/obl/Number=Plur of/of/ADP/9/case \
             Turkey/Turkey/PROPN/7/nmod",
        ]);
        assert_eq!(countries(&events[0].actors), ["TUR"]);
    }
}
