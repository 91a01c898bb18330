//! Whom a deed of violence hits where no slot of its word tells: what the verb says that goes with it, "the bombing killed five
//! soldiers", "the strike destroyed the militia's depots", and people of whom only the number is told.

use chancery_lang::{Deprel, Document, Upos};

use super::matching::Trigger;
use super::role::Roles;
use super::side::add;
use super::slot::grouping_noun;
use super::{Event, Party};
use crate::lexicon::events::{EntryClass, EventLexicon};
use crate::plover::Sector;
use crate::reading::Reading;
use crate::reading::clause::{
    conjuncts, is_passive, logical_objects, logical_subjects, phrases, preposition,
};

/// Events of violence that tell of those hit by their number alone, once it is known where they happened: "twelve were killed".
pub fn name_counted(reading: &mut Reading, lexicon: &EventLexicon) {
    let open =
        |event: &Event| event.event_type == "ASSAULT" && event.recipients.is_empty() && !event.is_mutual;
    let mut named = Vec::new();
    {
        let roles = Roles { reading, lexicon, deeds: Vec::new(), narrator: None, couples: Vec::new() };
        for (i, event) in reading.events.iter().enumerate().filter(|(_, event)| open(event)) {
            let place = event.place.and_then(|place| reading.places.get(place)?.country.as_deref());
            let Some(entry) = lexicon.entry_of_rule(&event.rule).filter(|_| place.is_some()) else {
                continue;
            };
            named.push((i, roles.counted_in(event.trigger_head, entry.class, place)));
        }
    }
    for (i, parties) in named {
        reading.events[i].recipients = parties;
    }
}

impl Roles<'_> {
    /// Those hit by a deed who are told by their number alone.
    fn counted_in(&self, head: usize, class: EntryClass, host: Option<&str>) -> Vec<Party> {
        let mut parties = Vec::new();
        let words = self.words_hit(head, class).into_iter();
        words.filter_map(|word| self.counted(word, host)).for_each(|party| add(&mut parties, party));
        parties
    }

    /// The words for those whom a deed hits.
    fn words_hit(&self, head: usize, class: EntryClass) -> Vec<usize> {
        let document = &self.reading.document;
        let words = match class {
            EntryClass::Noun => self.words_struck(head),
            EntryClass::Verb => logical_objects(document, head),
            _ => Vec::new(),
        };
        words.into_iter().flat_map(|word| conjuncts(document, word)).collect()
    }

    /// Those whom a deed of violence hits, by the verb that goes with its noun, or by their number alone.
    pub(super) fn struck(&self, trigger: &Trigger<'_>, host: Option<&str>) -> Vec<Party> {
        let document = &self.reading.document;
        if self.kind(trigger) != Some("ASSAULT") || trigger.entry.mutual {
            return Vec::new();
        }
        let words = self.words_hit(trigger.head, trigger.entry.class);
        let mut parties = Vec::new();
        for &word in words.iter().filter(|_| trigger.entry.class == EntryClass::Noun) {
            let mut found = self.parties(word, "who is hit");
            if found.is_empty() {
                found = self.below(word, "who is hit", trigger, false, 1);
            }
            if found.is_empty() {
                // "destroyed two militia weapons caches"
                let kind = document.children_by(word, Deprel::Compound);
                found =
                    kind.flat_map(|part| self.below(part, "who is hit", trigger, false, 0)).take(1).collect();
            }
            found.into_iter().for_each(|party| add(&mut parties, party));
        }
        if parties.is_empty() {
            parties = self.counted_in(trigger.head, trigger.entry.class, host);
        }
        parties
    }

    /// What the verb hits that goes with a noun: objects of "the attack killed", subjects of "died in the attack", what a
    /// bomb was driven into.
    fn words_struck(&self, noun: usize) -> Vec<usize> {
        let document = &self.reading.document;
        let at = grouping_noun(document, self.lexicon, noun);
        let token = &document.tokens[at];
        let Some(verb) = token.head else { return Vec::new() };
        let named = |set: &str| self.lexicon.in_set(set, &document.tokens[verb].lemma.to_lowercase());
        match token.deprel {
            Deprel::Nsubj | Deprel::NsubjPass if named("rammed") => phrases(document, verb, "into"),
            Deprel::Nsubj => self.objects_of_harm(verb),
            Deprel::Obl => {
                let within = preposition(document, at);
                if !matches!(within.as_deref(), Some("in" | "by" | "from" | "during")) {
                    return Vec::new();
                }
                if named("harm") && is_passive(document, verb) {
                    logical_objects(document, verb)
                } else if named("perish") {
                    logical_subjects(document, verb)
                } else {
                    Vec::new()
                }
            }
            _ => Vec::new(),
        }
    }

    /// The objects of a verb of harm and of those joined to it: "killed five and wounded ten", "left ten dead", "claimed the
    /// lives of ten".
    fn objects_of_harm(&self, verb: usize) -> Vec<usize> {
        let document = &self.reading.document;
        conjuncts(document, verb)
            .into_iter()
            .flat_map(|verb| {
                let lemma = document.tokens[verb].lemma.to_lowercase();
                let objects = logical_objects(document, verb);
                let left = document
                    .children_by(verb, Deprel::Xcomp)
                    .any(|state| self.lexicon.in_set("harmed", &document.tokens[state].lemma));
                let lives = |object: &usize| self.lexicon.in_set("lives", &document.tokens[*object].lemma);
                if is_passive(document, verb) {
                    Vec::new()
                } else if objects.iter().any(lives) {
                    objects.into_iter().flat_map(|object| phrases(document, object, "of")).collect()
                } else if left || self.lexicon.in_set("harm-done", &lemma) {
                    objects
                } else {
                    Vec::new()
                }
            })
            .collect()
    }

    /// "killed five and wounded ten": people told by their number are those told before in the sentence, else civilians of the
    /// country where it happened.
    fn counted(&self, word: usize, host: Option<&str>) -> Option<Party> {
        let document = &self.reading.document;
        let token = &document.tokens[word];
        let number =
            token.upos == Upos::Num || self.lexicon.in_set("counted-people", &token.lemma.to_lowercase());
        if !number || self.reading.entity_at(word).is_some() || has_parts(document, word) {
            return None;
        }
        let before = (document.sentence_of(word).start..word).rev();
        let told = before.filter(|&other| document.children_by(other, Deprel::Nummod).next().is_some());
        let same = told.filter_map(|other| self.party(other, "who is hit")).next();
        let span = token.span;
        let found = "who is hit, by number";
        if let Some(other) = same.filter(|party| party.country.is_some() && party.sector.is_some()) {
            return Some(Party { span, head: word, found, ..other });
        }
        let country = host.or_else(|| self.country_in_sentence(word))?.to_owned();
        Some(Party {
            span,
            head: word,
            entity: None,
            country: Some(country),
            sector: Some(Sector::Cvl),
            found,
        })
    }
}

/// "five of them", "ten miles": a number of something that is named.
fn has_parts(document: &Document, word: usize) -> bool {
    !phrases(document, word, "of").is_empty()
        || document.tokens[word].deprel == Deprel::Nummod
        || document.children_by(word, Deprel::Compound).next().is_some()
}

#[cfg(test)]
mod tests {
    use crate::reading::event::merge::countries;
    use crate::reading::testing::events_of;

    #[test]
    fn whom_a_blast_hurts_it_hits() {
        let events = events_of(&[
            "The/the/DET/2/det bombing/bombing/NOUN/3/nsubj/Number=Sing affected/affect/VERB/0/root/Tense=Past \
             Greek/Greek/ADJ/5/amod soldiers/soldier/NOUN/3/obj/Number=Plur",
        ]);
        let [one] = events.as_slice() else { panic!("{events:?}") };
        assert_eq!(countries(&one.recipients), ["GRC"]);
        assert!(one.actors.is_empty());
    }

    #[test]
    fn people_told_by_number_are_those_told_before() {
        let events = events_of(&[
            "Five/five/NUM/3/nummod Greek/Greek/ADJ/3/amod soldiers/soldier/NOUN/4/nsubj/Number=Plur \
             fled/flee/VERB/0/root/Tense=Past after/after/SCONJ/8/mark the/the/DET/7/det \
             bombing/bombing/NOUN/8/nsubj/Number=Sing wounded/wound/VERB/4/advcl/Tense=Past ten/ten/NUM/8/obj",
        ]);
        let bombing = events.iter().find(|event| event.event_type == "ASSAULT").unwrap();
        assert_eq!(countries(&bombing.recipients), ["GRC"]);
    }
}
