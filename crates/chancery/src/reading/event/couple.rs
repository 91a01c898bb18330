//! "The two leaders", "both sides", "they": plurals that stand for those whom a meeting told before brought together.

use chancery_lang::{Deprel, Document, Upos};

use super::Party;
use super::discourse::is_definite;
use super::matching::Trigger;
use super::role::Roles;
use crate::lexicon::events::EventLexicon;
use crate::plover::Sector;
use crate::reading::clause::is_predicate;

/// How such parties are found.
pub(super) const THOSE_WHO_MET: &str = "those who met";

/// "The two leaders" looks back so many sentences.
const REACH: usize = 8;

/// How many words of a sentence stand at its head: "They also agreed", "On Syria, they agreed".
const HEAD: usize = 5;

/// The sides of a meeting.
#[derive(Clone, Debug)]
pub struct Couple {
    sentence: usize,
    /// The word that tells the meeting.
    head: usize,
    sides: Vec<Party>,
}

/// The meetings of a report whose sides are all known, in text order.
#[must_use]
pub fn couples(roles: &Roles<'_>, triggers: &[Trigger<'_>]) -> Vec<Couple> {
    let document = &roles.reading.document;
    let met = triggers.iter().filter(|trigger| trigger.entry.mutual && roles.is_cooperative(trigger));
    met.filter_map(|trigger| {
        let (sides, _) = roles.fill(trigger, None);
        let known = |side: &Party| {
            side.entity.is_some()
                && side.country.is_some()
                && matches!(
                    side.sector,
                    Some(Sector::Gov | Sector::Igo | Sector::Leg | Sector::Pty | Sector::Mil | Sector::Opp)
                )
        };
        let two = sides.len() > 1 && sides.iter().all(known) && sides[0].entity != sides[1].entity;
        let sentence = document.tokens[trigger.head].sentence;
        two.then_some(Couple { sentence, head: trigger.head, sides })
    })
    .collect()
}

impl Roles<'_> {
    /// Those for whom a plural stands that names nobody itself.
    pub(super) fn couple_at(&self, word: usize) -> Option<Vec<Party>> {
        if self.couples.is_empty() {
            return None;
        }
        let document = &self.reading.document;
        let sentence = document.tokens[word].sentence;
        let told = |within: usize| {
            self.couples
                .iter()
                .rev()
                .find(|couple| couple.head < word && sentence - couple.sentence <= within)
        };
        let couple = if is_pair(document, self.lexicon, word) {
            told(REACH).filter(|couple| couple.sides.len() == 2)
        } else if heads_sentence(document, word) {
            self.couple_before(sentence)
        } else {
            None
        }?;
        let span = self.mention_span(word);
        let stands_for = |side: &Party| Party { span, head: word, found: THOSE_WHO_MET, ..side.clone() };
        Some(couple.sides.iter().map(stands_for).collect())
    }

    /// The couple that the sentences before one speak of without a break.
    fn couple_before(&self, sentence: usize) -> Option<&Couple> {
        let document = &self.reading.document;
        for back in 1..=REACH.min(sentence) {
            let earlier = sentence - back;
            let told = self.couples.iter().rev().find(|couple| couple.sentence == earlier);
            if told.is_some() {
                return told;
            }
            let goes_on = document
                .sentences
                .get(earlier)?
                .clone()
                .any(|word| heads_sentence(document, word) || is_pair(document, self.lexicon, word));
            if !goes_on {
                return None;
            }
        }
        None
    }
}

/// "The two leaders", "both sides": two of a kind, and nothing that says of where.
fn is_pair(document: &Document, lexicon: &EventLexicon, word: usize) -> bool {
    let token = &document.tokens[word];
    let counted = document
        .children(word)
        .iter()
        .any(|&child| matches!(document.tokens[child].lemma.to_lowercase().as_str(), "two" | "both"));
    let both = document
        .children(word)
        .iter()
        .any(|&child| document.tokens[child].lemma.eq_ignore_ascii_case("both"));
    let bare = document.children(word).iter().all(|&child| {
        !matches!(
            document.tokens[child].deprel,
            Deprel::Amod
                | Deprel::Nmod
                | Deprel::NmodPoss
                | Deprel::Compound
                | Deprel::Acl
                | Deprel::AclRelcl
                | Deprel::Conj
        )
    });
    token.upos == Upos::Noun
        && token.feats.has("Number", "Plur")
        && lexicon.in_set("paired", &token.lemma.to_lowercase())
        && counted
        && (both || is_definite(document, word))
        && bare
}

/// "They" as the subject of a main clause, at its head.
pub(super) fn heads_sentence(document: &Document, word: usize) -> bool {
    let token = &document.tokens[word];
    let at_head = word - document.sentence_of(word).start < HEAD;
    token.upos == Upos::Pron
        && matches!(token.lemma.to_lowercase().as_str(), "they" | "both")
        && matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass)
        && at_head
        && token.head.is_some_and(|verb| document.tokens[verb].head.is_none() && is_predicate(document, verb))
}

#[cfg(test)]
mod tests {
    use crate::reading::event::merge::countries;
    use crate::reading::testing::events_of;

    const MET: &str = "Turkey/Turkey/PROPN/2/nsubj met/meet/VERB/0/root/Tense=Past Greece/Greece/PROPN/2/obj";

    /// The countries of the actors of the last event.
    fn last(sentences: &[&str]) -> Vec<String> {
        let events = events_of(sentences);
        countries(&events.last().unwrap().actors).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn they_are_those_who_met() {
        let urged = "They/they/PRON/2/nsubj/Number=Plur urged/urge/VERB/0/root/Tense=Past Syria/Syria/PROPN/2/obj \
                     to/to/PART/5/mark withdraw/withdraw/VERB/2/xcomp";
        assert_eq!(last(&[MET, urged]), ["GRC", "TUR"]);
    }

    #[test]
    fn both_sides_are_those_who_met_a_few_sentences_before() {
        let other = "It/it/PRON/2/nsubj rained/rain/VERB/0/root/Tense=Past";
        let condemned = "Both/both/DET/2/det sides/side/NOUN/3/nsubj/Number=Plur condemned/condemn/VERB/0/root/Tense=Past \
                         Syria/Syria/PROPN/3/obj";
        assert_eq!(last(&[MET, other, condemned]), ["GRC", "TUR"]);
    }

    #[test]
    fn they_after_others_are_not_those_who_met() {
        let other = "Rebels/rebel/NOUN/2/nsubj/Number=Plur fled/flee/VERB/0/root/Tense=Past";
        let condemned = "They/they/PRON/2/nsubj/Number=Plur condemned/condemn/VERB/0/root/Tense=Past Syria/Syria/PROPN/2/obj";
        assert!(!last(&[MET, other, condemned]).contains(&"GRC".to_owned()));
    }
}
