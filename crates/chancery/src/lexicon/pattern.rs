//! Patterns of the event lexicon: one word with conditions on the tree around it.
//!
//! ```text
//! sign obj:@treaty              the verb with an object from the set `treaty`
//! walk ~out of:@talks           a particle, and a phrase with "of"
//! strike !obj:deal|chord        not with these objects
//! air strike                    in a noun section: the words before the head
//! lay siege to                  in a verb section: the words that follow the head
//! ```

use std::collections::{BTreeMap, BTreeSet};

/// Slots that may stand alone after the word: "agree inf". Prepositions may not, for they can be words that follow.
const BARE_SLOTS: [&str; 5] = ["inf", "clause", "subj", "obj", "iobj"];

/// A parsed pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Lemma of the head word, lower case.
    pub head: String,
    /// What must hold around it.
    pub conditions: Vec<Condition>,
}

/// One condition of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Whether it must not hold.
    pub negated: bool,
    /// Where to look.
    pub place: Slot,
    /// What must stand there.
    pub filler: Filler,
}

/// A position in the tree relative to a word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// Subject, also the logical one of a passive or a participle.
    Subject,
    /// Object, also the logical one of a passive or a participle.
    Object,
    /// Indirect object.
    Indirect,
    /// Clausal complement with its own subject.
    Clause,
    /// Open complement ("agree to leave").
    Infinitive,
    /// Predicate of the clause that is said: "claimed that they lied".
    Content,
    /// Particle of a phrasal verb.
    Particle,
    /// Adverb.
    Adverb,
    /// Noun before a noun.
    Compound,
    /// Adjective before a noun.
    Adjective,
    /// Possessor.
    Possessor,
    /// Who holds what is taken: "ISIL-held terrain".
    Holder,
    /// The verb that has this noun as its object or passive subject.
    Support,
    /// Who says the words this stands in.
    Speaker,
    /// The words that follow, in order.
    Following,
    /// The words that come before, in order.
    Preceding,
    /// Phrase with this preposition.
    Preposition(String),
}

/// What a slot must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filler {
    /// Anything.
    Any,
    /// One of these lemmas, or a word of one of these classes.
    OneOf(Vec<String>, Vec<WordClass>),
}

/// A class of words that no list can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordClass {
    /// Somebody who can act: a person, a group, a state (`%actor`).
    Actor,
    /// Somebody who fights with weapons: soldiers, rebels, armed groups (`%armed`).
    Armed,
    /// A place (`%place`).
    Place,
    /// A number (`%number`).
    Number,
}

impl Slot {
    /// The slot of that name in a pattern or a role list.
    ///
    /// # Errors
    /// A name that is neither a known slot nor a plain preposition.
    pub fn parse(name: &str) -> Result<Self, String> {
        Ok(match name {
            "subj" => Slot::Subject,
            "obj" => Slot::Object,
            "iobj" => Slot::Indirect,
            "clause" => Slot::Clause,
            "inf" => Slot::Infinitive,
            "content" => Slot::Content,
            "prt" => Slot::Particle,
            "adv" => Slot::Adverb,
            "compound" => Slot::Compound,
            "adj" => Slot::Adjective,
            "poss" => Slot::Possessor,
            "holder" => Slot::Holder,
            "support" => Slot::Support,
            "speaker" => Slot::Speaker,
            other if !other.is_empty() && other.chars().all(|c| c.is_ascii_lowercase() || c == '_') => {
                Slot::Preposition(other.replace('_', " "))
            }
            other => {
                return Err(format!(
                    "unknown slot {other:?}; expected subj, obj, iobj, clause, inf, content, prt, adv, compound, adj, poss, \
                     holder, support, speaker or a preposition"
                ));
            }
        })
    }
}

impl Pattern {
    /// Parses a pattern. `nominal`: plain words come before the head, which is the last; else the head is the first
    /// and plain words follow it. `sets` are the named word lists that `@name` stands for.
    ///
    /// # Errors
    /// An empty pattern, an unknown slot, class or set.
    pub fn parse(
        text: &str,
        nominal: bool,
        sets: &BTreeMap<String, BTreeSet<String>>,
    ) -> Result<Self, String> {
        let mut words = Vec::new();
        let mut conditions = Vec::new();
        for item in text.split_whitespace() {
            let (negated, item) = match item.strip_prefix('!') {
                Some(rest) => (true, rest),
                None => (false, item),
            };
            if let Some(particle) = item.strip_prefix('~') {
                let filler = Filler::OneOf(vec![particle.to_owned()], Vec::new());
                conditions.push(Condition { negated, place: Slot::Particle, filler });
            } else if let Some((slot, filler)) = item.split_once(':') {
                let filler = parse_filler(filler, sets)?;
                conditions.push(Condition { negated, place: Slot::parse(slot)?, filler });
            } else if negated || (!words.is_empty() && BARE_SLOTS.contains(&item)) {
                conditions.push(Condition { negated, place: Slot::parse(item)?, filler: Filler::Any });
            } else {
                words.push(item.to_lowercase());
            }
        }
        let head = if nominal { words.pop() } else { (!words.is_empty()).then(|| words.remove(0)) };
        let Some(head) = head else { return Err("a pattern needs a word".to_owned()) };
        if !words.is_empty() {
            let place = if nominal { Slot::Preceding } else { Slot::Following };
            conditions.push(Condition { negated: false, place, filler: Filler::OneOf(words, Vec::new()) });
        }
        Ok(Pattern { head, conditions })
    }

    /// How much a match says: patterns with more conditions win over those with fewer.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.conditions.iter().filter(|c| !c.negated).count()
    }
}

fn parse_filler(text: &str, sets: &BTreeMap<String, BTreeSet<String>>) -> Result<Filler, String> {
    match text {
        "" => return Err("nothing after the colon; write * for anything".to_owned()),
        "*" => return Ok(Filler::Any),
        _ => {}
    }
    let mut lemmas = Vec::new();
    let mut classes = Vec::new();
    for word in text.split('|') {
        if let Some(name) = word.strip_prefix('@') {
            let set = sets.get(name).ok_or_else(|| format!("no set {name:?} in sets.toml"))?;
            lemmas.extend(set.iter().cloned());
        } else {
            match word {
                "%actor" => classes.push(WordClass::Actor),
                "%armed" => classes.push(WordClass::Armed),
                "%place" => classes.push(WordClass::Place),
                "%number" => classes.push(WordClass::Number),
                _ if word.starts_with('%') => {
                    return Err(format!(
                        "unknown class {word:?}; expected %actor, %armed, %place or %number"
                    ));
                }
                _ => lemmas.push(word.replace('_', " ").to_lowercase()),
            }
        }
    }
    lemmas.sort();
    lemmas.dedup();
    Ok(Filler::OneOf(lemmas, classes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sets() -> BTreeMap<String, BTreeSet<String>> {
        BTreeMap::from([("talks".to_owned(), ["talk", "negotiation"].map(str::to_owned).into())])
    }

    #[test]
    fn a_phrasal_verb_with_a_set() {
        let pattern = Pattern::parse("walk ~out of:@talks", false, &sets()).unwrap();
        assert_eq!(pattern.head, "walk");
        assert_eq!(pattern.weight(), 2);
        assert_eq!(pattern.conditions[1].place, Slot::Preposition("of".to_owned()));
        assert_eq!(
            pattern.conditions[1].filler,
            Filler::OneOf(vec!["negotiation".to_owned(), "talk".to_owned()], Vec::new())
        );
    }

    #[test]
    fn plain_words_follow_a_verb_and_precede_a_noun() {
        let verb = Pattern::parse("lay siege", false, &sets()).unwrap();
        assert_eq!((verb.head.as_str(), &verb.conditions[0].place), ("lay", &Slot::Following));
        let noun = Pattern::parse("hunger strike !compound:price", true, &sets()).unwrap();
        assert_eq!((noun.head.as_str(), noun.conditions.len(), noun.weight()), ("strike", 2, 1));
    }

    #[test]
    fn a_slot_alone_asks_for_anything_in_it() {
        let verb = Pattern::parse("agree inf", false, &sets()).unwrap();
        assert_eq!((verb.head.as_str(), &verb.conditions[0].place), ("agree", &Slot::Infinitive));
        assert_eq!(verb.conditions[0].filler, Filler::Any);
        let noun = Pattern::parse("peace pledge inf", true, &sets()).unwrap();
        assert_eq!((noun.head.as_str(), noun.weight()), ("pledge", 2));
    }

    #[test]
    fn mistakes_are_named() {
        assert!(Pattern::parse("~out", false, &sets()).unwrap_err().contains("needs a word"));
        assert!(Pattern::parse("sign obj:@pacts", false, &sets()).unwrap_err().contains("pacts"));
        assert!(Pattern::parse("sign OBJ:pact", false, &sets()).unwrap_err().contains("OBJ"));
        assert!(Pattern::parse("sign obj:%thing", false, &sets()).unwrap_err().contains("%thing"));
    }
}
