//! For whom help is meant, and who lives where a siege is laid.

use chancery_lang::{Deprel, Upos};

use super::Party;
use super::role::Roles;
use crate::plover::Sector;
use crate::reading::clause::{is_passive, logical_objects, logical_subjects, preposition};

impl Roles<'_> {
    /// "Kenya will benefit from the loan guarantee", "delivers projects that reach refugees".
    pub(super) fn beneficiaries(&self, word: usize) -> Vec<Party> {
        let document = &self.reading.document;
        let token = &document.tokens[word];
        let benefits = token.head.filter(|&verb| {
            matches!(document.tokens[verb].lemma.as_str(), "benefit" | "profit")
                && token.deprel == Deprel::Obl
                && preposition(document, word).as_deref() == Some("from")
        });
        let mut words = benefits.map(|verb| logical_subjects(document, verb)).unwrap_or_default();
        if words.is_empty() && token.upos == Upos::Verb {
            let things = logical_objects(document, word).into_iter();
            let clauses = things.flat_map(|thing| document.children_by(thing, Deprel::AclRelcl));
            let reach = clauses.filter(|&verb| self.lexicon.in_set("reach", &document.tokens[verb].lemma));
            words = reach.flat_map(|verb| document.children_by(verb, Deprel::Obj)).collect();
        }
        self.parties_of(words, "who benefits")
    }

    /// "was given assurances", "won a promise from Oslo": who gets what a noun says, where somebody else gives it.
    pub(super) fn receivers(&self, noun: usize, cooperative: bool) -> Vec<Party> {
        let document = &self.reading.document;
        let token = &document.tokens[noun];
        let Some(verb) = token.head.filter(|_| token.deprel == Deprel::Obj) else { return Vec::new() };
        let lemma = document.tokens[verb].lemma.to_lowercase();
        if is_passive(document, verb) && self.lexicon.in_set("support", &lemma) {
            let subjects = document.children_by(verb, Deprel::NsubjPass).collect::<Vec<_>>();
            return self.parties_of(subjects, "who is given it");
        }
        if cooperative && self.lexicon.in_set("obtain", &lemma) {
            return self.parties_of(logical_subjects(document, verb), "who gets it");
        }
        Vec::new()
    }

    /// "Half a million people live in towns besieged by the army".
    pub(super) fn besieged(&self, participle: usize) -> Vec<Party> {
        let document = &self.reading.document;
        let token = &document.tokens[participle];
        let ground = token.head.filter(|&ground| {
            matches!(token.deprel, Deprel::Acl | Deprel::AclRelcl | Deprel::Amod)
                && self.lexicon.in_set("ground", &document.tokens[ground].lemma)
                && preposition(document, ground).as_deref() == Some("in")
        });
        let Some(ground) = ground else { return Vec::new() };
        let words = match (document.tokens[ground].deprel, document.tokens[ground].head) {
            (Deprel::Nmod, Some(people)) => vec![people],
            (Deprel::Obl, Some(verb)) if self.lexicon.in_set("dwell", &document.tokens[verb].lemma) => {
                logical_subjects(document, verb)
            }
            // "are in towns besieged by"
            _ if document.child_by(ground, Deprel::Cop).is_some() => {
                document.children_by(ground, Deprel::Nsubj).collect()
            }
            _ => Vec::new(),
        };
        let mut parties = self.parties_of(words, "who lives there");
        parties.retain(|party| matches!(party.sector, Some(Sector::Cvl | Sector::Ref | Sector::Eth)));
        parties
    }
}

#[cfg(test)]
mod tests {
    use crate::reading::event::merge::countries;
    use crate::reading::testing::events_of;

    #[test]
    fn who_is_given_a_promise_is_promised() {
        let found = events_of(&[
            "Greece/Greece/PROPN/3/nsubj:pass was/be/AUX/3/aux:pass given/give/VERB/0/root/VerbForm=Part,Voice=Pass \
             assurances/assurance/NOUN/3/obj/Number=Plur from/from/ADP/6/case Turkey/Turkey/PROPN/4/nmod",
        ]);
        let promise = found.iter().find(|event| event.event_type == "AGREE").unwrap();
        assert_eq!(countries(&promise.actors), ["TUR"]);
        assert_eq!(countries(&promise.recipients), ["GRC"]);
    }

    #[test]
    fn who_lives_in_a_besieged_town_is_besieged() {
        let text = "Syrian/Syrian/ADJ/2/amod civilians/civilian/NOUN/3/nsubj/Number=Plur live/live/VERB/0/root/Tense=Pres \
                    in/in/ADP/5/case towns/town/NOUN/3/obl/Number=Plur besieged/besiege/VERB/5/acl/VerbForm=Part,Voice=Pass \
                    by/by/ADP/9/case Turkish/Turkish/ADJ/9/amod troops/troops/NOUN/6/obl:agent/Number=Plur";
        let found = events_of(&[text]);
        let siege = found.iter().find(|event| event.event_type == "COERCE").unwrap();
        assert_eq!(countries(&siege.recipients), ["SYR"]);
    }
}
