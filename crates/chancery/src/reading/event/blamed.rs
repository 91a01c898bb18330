//! Whose deed it is said to be: on whom an attack is blamed, who claims it, who is behind it or takes part in it.

use chancery_lang::{Deprel, Upos};

use super::Party;
use super::role::Roles;
use super::slot::grouping_noun;
use crate::plover::Sector;
use crate::reading::clause::{
    self, agents, antecedent, is_judging, is_passive, logical_objects, logical_subjects, phrases, preposition,
};

impl Roles<'_> {
    /// Who did a deed by what its sentence says of it: "blamed on", "claimed by", "behind the killing", "took part in the riots".
    pub(super) fn said_to_have_done(&self, noun: usize) -> Vec<Party> {
        let outer = grouping_noun(&self.reading.document, self.lexicon, noun);
        let mut words = self.laid_to(outer);
        if words.is_empty() {
            words = self.judged_for(outer);
        }
        if words.is_empty() {
            words = self.behind(outer);
        }
        if words.is_empty() {
            words = self.partakers(outer);
        }
        let mut parties = self.parties_of(words, "whose deed it is said to be");
        // "to find the perpetrators", "foreign forces were involved": nobody known
        parties.retain(|party| party.sector != Some(Sector::Uaf) && party.country.is_some());
        parties
    }

    /// "was blamed on rebels", "a bombing attributed to rebels", "another attack claimed by rebels", "died in the raid,
    /// reportedly carried out by rebels".
    fn laid_to(&self, noun: usize) -> Vec<usize> {
        let document = &self.reading.document;
        let token = &document.tokens[noun];
        let mut verbs: Vec<usize> = token
            .head
            .filter(|_| matches!(token.deprel, Deprel::NsubjPass | Deprel::Obj))
            .into_iter()
            .collect();
        let named_again = document.children(noun).iter().copied().filter(|&child| {
            document.tokens[child].deprel == Deprel::Appos
                || preposition(document, child).as_deref() == Some("including")
                || document
                    .children_by(child, Deprel::Case)
                    .any(|case| document.tokens[case].lemma == "include")
        });
        for thing in std::iter::once(noun).chain(named_again) {
            let told = document.children(thing).iter().copied();
            verbs.extend(
                told.filter(|&c| matches!(document.tokens[c].deprel, Deprel::Acl | Deprel::AclRelcl)),
            );
        }
        verbs.extend(self.participle_after(noun));
        let on = |verb: usize| {
            let lemma = &document.tokens[verb].lemma;
            let laid = [("laid-on", "on"), ("laid-to", "to")];
            let laid = laid.iter().filter(|(set, _)| self.lexicon.in_set(set, lemma));
            let mut found: Vec<usize> = laid.flat_map(|(_, to)| phrases(document, verb, to)).collect();
            let claimed = self.lexicon.in_set("claim", lemma) || self.lexicon.in_set("support", lemma);
            if found.is_empty() && claimed && is_passive(document, verb) {
                found = agents(document, verb);
            }
            found
        };
        verbs.into_iter().map(on).find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// "died in the raid, reportedly carried out by": a participle right after the noun that the tree gives to its verb.
    fn participle_after(&self, noun: usize) -> Option<usize> {
        let document = &self.reading.document;
        let token = &document.tokens[noun];
        let verb = token.head.filter(|_| token.deprel == Deprel::Obl)?;
        let between = |word: usize| {
            matches!(document.tokens[word].upos, Upos::Punct | Upos::Adv) || document.is_within(word, noun)
        };
        document.children_by(verb, Deprel::Advcl).find(|&participle| {
            participle > noun && is_passive(document, participle) && (noun + 1..participle).all(between)
        })
    }

    /// "rebels were blamed for the attack", "was jailed for the killing", "thanked them for the raid"; whom somebody else
    /// blames may not have done it.
    fn judged_for(&self, noun: usize) -> Vec<usize> {
        let document = &self.reading.document;
        let token = &document.tokens[noun];
        let verb = token.head.filter(|&verb| {
            token.deprel == Deprel::Obl
                && matches!(preposition(document, noun).as_deref(), Some("for" | "over" | "of"))
                && is_judging(document, verb)
                && (is_passive(document, verb)
                    || self.lexicon.in_set("vouch-for", &document.tokens[verb].lemma))
        });
        verb.map(|verb| logical_objects(document, verb)).unwrap_or_default()
    }

    /// "Oslo is behind the killing".
    fn behind(&self, noun: usize) -> Vec<usize> {
        let document = &self.reading.document;
        if preposition(document, noun).as_deref() != Some("behind") {
            return Vec::new();
        }
        document.children_by(noun, Deprel::Nsubj).map(|subject| antecedent(document, subject)).collect()
    }

    /// "took part in a protest", "was involved in the raid", "went on a stabbing spree".
    fn partakers(&self, noun: usize) -> Vec<usize> {
        let document = &self.reading.document;
        // "a stabbing spree": of the spree
        let spree = document.tokens[noun].head.filter(|&head| {
            document.tokens[noun].deprel == Deprel::Compound
                && self.lexicon.in_set("spree", &document.tokens[head].lemma)
        });
        let token = &document.tokens[spree.unwrap_or(noun)];
        let verb = match (token.deprel, token.head) {
            (Deprel::Obl, Some(verb)) => verb,
            // "backs the forces with airstrikes"
            (Deprel::Nmod, Some(object)) if document.tokens[object].deprel == Deprel::Obj => {
                match document.tokens[object].head {
                    Some(verb) if preposition(document, noun).as_deref() == Some("with") => verb,
                    _ => return Vec::new(),
                }
            }
            _ => return Vec::new(),
        };
        let set = match preposition(document, spree.unwrap_or(noun)).as_deref() {
            Some("in") => "take-part-in",
            Some("on") => "go-on",
            Some("with") => "do-with",
            _ => return Vec::new(),
        };
        let lemma = &document.tokens[verb].lemma;
        let takes_part = lemma == "take"
            && logical_objects(document, verb).iter().any(|&part| document.tokens[part].lemma == "part");
        if !(self.lexicon.in_set(set, lemma) || set == "take-part-in" && takes_part) {
            return Vec::new();
        }
        if document.tokens[verb].upos == Upos::Adj {
            return clause::surface_subjects(document, verb, 3);
        }
        if lemma == "involve" { logical_objects(document, verb) } else { logical_subjects(document, verb) }
    }
}

#[cfg(test)]
mod tests {
    use crate::reading::event::merge::countries;
    use crate::reading::testing::events_of;

    /// The countries of the actors of the attack or protest that this sentence tells.
    fn actors(words: &str) -> Vec<String> {
        let events = events_of(&[words]);
        let event = events.iter().find(|e| matches!(e.event_type.as_str(), "ASSAULT" | "PROTEST"));
        event.map(|event| countries(&event.actors)).unwrap_or_default().into_iter().map(Into::into).collect()
    }

    #[test]
    fn on_whom_an_attack_is_blamed_did_it() {
        let told = "The/the/DET/2/det attack/attack/NOUN/4/nsubj:pass was/be/AUX/4/aux:pass blamed/blame/VERB/0/root/VerbForm=Part \
                    on/on/ADP/6/case Hezbollah/Hezbollah/PROPN/4/obl";
        assert_eq!(actors(told), ["LBN"]);
    }

    #[test]
    fn who_is_behind_a_killing_did_it() {
        let told = "Hezbollah/Hezbollah/PROPN/5/nsubj is/be/AUX/5/cop behind/behind/ADP/5/case the/the/DET/5/det \
                    killing/killing/NOUN/0/root of/of/ADP/7/case soldiers/soldier/NOUN/5/nmod/Number=Plur";
        assert_eq!(actors(told), ["LBN"]);
    }

    #[test]
    fn who_takes_part_in_a_protest_protests() {
        let told = "German/German/ADJ/2/amod workers/worker/NOUN/3/nsubj/Number=Plur took/take/VERB/0/root/Tense=Past \
                    part/part/NOUN/3/obj in/in/ADP/7/case a/a/DET/7/det protest/protest/NOUN/3/obl";
        assert_eq!(actors(told), ["DEU"]);
    }
}
