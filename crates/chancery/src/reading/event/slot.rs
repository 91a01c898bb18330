//! The words that stand in a slot of a trigger: its subject, its objects and phrases, the verb that carries it.

use chancery_lang::{Deprel, Document, Upos};

use super::complement::{clause_subjects, contents, infinitives, verbal_phrases};
use crate::lexicon::events::{EntryClass, EventLexicon};
use crate::lexicon::pattern::Slot;
use crate::reading::clause::{self, conjuncts, logical_objects, logical_subjects, phrases, preposition};

/// How far the subject of an adjective may stand: "remains committed", "and is ready".
const ADJECTIVE_SUBJECT: usize = 3;

/// How many nouns that only count or group are climbed: "dozens of waves of attacks".
const GROUPING: usize = 3;

/// Whether a clause is claimed as it stands: a main clause, or one told in it ("he says that Oslo must act"). A clause that
/// belongs to a noun or names a condition or a question demands nothing: "the part that firms should play", "what it must do".
pub(super) fn is_main_or_said(document: &Document, verb: usize) -> bool {
    let asks = document.children(verb).iter().any(|&c| {
        c < verb
            && matches!(
                document.tokens[c].lemma.to_lowercase().as_str(),
                "what" | "who" | "whom" | "which" | "how" | "why" | "whether" | "if" | "where" | "when"
            )
    });
    let token = &document.tokens[verb];
    !asks
        && match (token.deprel, token.head) {
            // "did not say that Oslo should act"
            (Deprel::Ccomp, Some(cue)) => !document
                .children_by(cue, Deprel::Advmod)
                .any(|adverb| matches!(document.tokens[adverb].lemma.as_str(), "not" | "never")),
            (Deprel::Root | Deprel::Parataxis | Deprel::Ccomp, _) => true,
            (Deprel::Conj, Some(first)) => is_main_or_said(document, first),
            _ => false,
        }
}

/// The words that stand in a slot of a verb, noun, adjective or modal.
#[must_use]
pub fn candidates(
    document: &Document,
    lexicon: &EventLexicon,
    word: usize,
    class: EntryClass,
    slot: &Slot,
) -> Vec<usize> {
    if class == EntryClass::Modal {
        let token = &document.tokens[word];
        return match (token.deprel, token.head) {
            // not "should she win"
            (Deprel::Aux, Some(verb))
                if is_main_or_said(document, verb)
                    && document.child_by(verb, Deprel::Nsubj).is_none_or(|subject| subject < word) =>
            {
                candidates(document, lexicon, verb, EntryClass::Verb, slot)
            }
            _ => Vec::new(),
        };
    }
    match slot {
        Slot::Subject if class == EntryClass::Noun => clause::surface_subjects(document, word, 1),
        // "is committed to": an adjective, though the parser may take it for a passive
        Slot::Subject if class == EntryClass::Adjective => {
            clause::surface_subjects(document, word, ADJECTIVE_SUBJECT)
        }
        Slot::Subject if is_plan_of_another(document, lexicon, word) => Vec::new(),
        Slot::Subject => logical_subjects(document, word),
        // "they were granted asylum": the passive's own object stays one, its subject is who receives it
        Slot::Object if !retained_objects(document, word).is_empty() => retained_objects(document, word),
        Slot::Object => {
            let objects = logical_objects(document, word);
            // "asked them to leave"
            if objects.is_empty() { document.children_by(word, Deprel::Iobj).collect() } else { objects }
        }
        Slot::Indirect if !retained_objects(document, word).is_empty() => logical_objects(document, word),
        Slot::Indirect => document.children_by(word, Deprel::Iobj).collect(),
        Slot::Clause => clause_subjects(document, word),
        Slot::Infinitive => infinitives(document, word, class),
        Slot::Content => contents(document, word),
        Slot::Particle => {
            let mut found =
                children_of(document, word, &[Deprel::CompoundPrt, Deprel::Advmod, Deprel::Compound]);
            found.extend(direction_words(document, word));
            found
        }
        Slot::Adverb => document.children_by(word, Deprel::Advmod).collect(),
        Slot::Compound => {
            let mut own: Vec<usize> = document.children_by(word, Deprel::Compound).collect();
            own.extend(joined_by_dash(document, &own));
            match document.tokens[word].head {
                Some(noun) if own.is_empty() && document.tokens[word].deprel == Deprel::Compound => {
                    document.children_by(noun, Deprel::Compound).filter(|&c| c < word).collect()
                }
                _ => own,
            }
        }
        Slot::Adjective => {
            // "Israeli-Palestinian talks"
            let mut own: Vec<usize> = document.children_by(word, Deprel::Amod).collect();
            own.extend(joined_by_dash(document, &own));
            own
        }
        Slot::Possessor => document.children_by(word, Deprel::NmodPoss).collect(),
        Slot::Holder => holders(document, word),
        Slot::Support => support_verbs(document, lexicon, word),
        Slot::Preposition(wanted) => {
            let mut found = phrases(document, word, wanted);
            found.extend(verbal_phrases(document, word, wanted));
            if found.is_empty() {
                found = distant_phrases(document, lexicon, word, wanted);
            }
            found
        }
        Slot::Following | Slot::Preceding | Slot::Speaker => Vec::new(),
    }
}

/// "Discussed the campaign to retake the town": an infinitive on a noun that is spoken of, not carried out, by the subject of
/// its verb.
fn is_plan_of_another(document: &Document, lexicon: &EventLexicon, word: usize) -> bool {
    let token = &document.tokens[word];
    let Some(noun) = token.head.filter(|_| token.deprel == Deprel::Acl) else { return false };
    let Some(verb) = document.tokens[noun].head.filter(|_| document.tokens[noun].deprel == Deprel::Obj)
    else {
        return false;
    };
    clause::is_infinitive(document, word)
        && document.child_by(noun, Deprel::NmodPoss).is_none()
        && phrases(document, noun, "by").is_empty()
        && lexicon.in_set("spoken-of", &document.tokens[verb].lemma.to_lowercase())
}

/// Where a condition of a pattern looks: its slot, and for a verb also inside the object or phrase that goes with it,
/// since "hold joint drills", "demand the release of" hang the adjective and the phrase on the noun.
#[must_use]
pub fn condition_words(
    document: &Document,
    lexicon: &EventLexicon,
    word: usize,
    class: EntryClass,
    slot: &Slot,
) -> Vec<usize> {
    let mut found = candidates(document, lexicon, word, class, slot);
    if class == EntryClass::Noun && *slot == Slot::Adjective {
        // "use of chemical weapons"
        let parts = phrases(document, word, "of").into_iter();
        found.extend(parts.flat_map(|part| document.children_by(part, Deprel::Amod).collect::<Vec<_>>()));
    }
    if class != EntryClass::Verb {
        return found;
    }
    let relation = match slot {
        Slot::Adjective => Deprel::Amod,
        Slot::Compound => Deprel::Compound,
        Slot::Possessor => Deprel::NmodPoss,
        Slot::Preposition(wanted) => {
            let mut nouns = logical_objects(document, word);
            if wanted == "of" {
                // "came to the aid of", "works as part of": "of" never hangs on the verb
                nouns.extend(document.children_by(word, Deprel::Obl));
            }
            found.extend(nouns.into_iter().flat_map(|noun| phrases(document, noun, wanted)));
            return found;
        }
        _ => return found,
    };
    let mut nouns = logical_objects(document, word);
    nouns.extend(document.children_by(word, Deprel::Obl));
    found.extend(nouns.into_iter().flat_map(|noun| document.children_by(noun, relation).collect::<Vec<_>>()));
    found
}

/// Phrases that hang on the noun that a verb carries: "launched an investigation into".
#[must_use]
pub fn through_objects(document: &Document, verb: usize, slot: &Slot) -> Vec<usize> {
    if *slot == Slot::Clause {
        // "reiterated its demand that Damascus withdraw"
        let things = logical_objects(document, verb).into_iter();
        return things.flat_map(|thing| clause_subjects(document, thing)).collect();
    }
    let Slot::Preposition(wanted) = slot else { return Vec::new() };
    if matches!(wanted.as_str(), "of" | "by" | "between") {
        return Vec::new();
    }
    let things = logical_objects(document, verb).into_iter();
    let things = things.filter(|&thing| document.tokens[thing].upos == Upos::Noun);
    things.flat_map(|thing| phrases(document, thing, wanted)).collect()
}

/// Phrases that belong to a noun and hang elsewhere: on the noun it stands before ("EU sanctions listings on Syria"), on
/// the noun that counts it ("a wave of attacks on Syria"), on the verb that carries it ("launched an attack on Syria").
fn distant_phrases(document: &Document, lexicon: &EventLexicon, word: usize, wanted: &str) -> Vec<usize> {
    let token = &document.tokens[word];
    if let Some(noun) = token.head.filter(|_| token.deprel == Deprel::Compound) {
        return phrases(document, noun, wanted);
    }
    if wanted == "from" {
        // "allegations of fraud from the governor"
        let nested = phrases(document, word, "of").into_iter();
        let found: Vec<usize> = nested.flat_map(|deed| phrases(document, deed, wanted)).collect();
        if !found.is_empty() && lexicon.in_set("allegation", &token.lemma) {
            return found;
        }
    }
    if wanted == "from" {
        // "the strongest criticism came from the opposition"
        let come = token.head.filter(|&verb| {
            token.deprel == Deprel::Nsubj
                && document.tokens[verb].lemma == "come"
                && lexicon.entries_of(EntryClass::Noun, &token.lemma).all(|entry| entry.is_speech_act)
        });
        let found = come.map(|verb| phrases(document, verb, wanted)).unwrap_or_default();
        if !found.is_empty() {
            return found;
        }
    }
    if wanted == "to" && lexicon.in_set("journey", &token.lemma) {
        // "the visit of the minister to Oslo"
        let guests = phrases(document, word, "of").into_iter();
        let found: Vec<usize> = guests.flat_map(|guest| phrases(document, guest, wanted)).collect();
        if !found.is_empty() {
            return found;
        }
    }
    if matches!(wanted, "to" | "for") {
        // "the delivery of food to villagers"
        let goods = phrases(document, word, "of").into_iter().flat_map(|one| conjuncts(document, one));
        let goods = goods.filter(|&one| {
            ["relief", "arms", "money"].iter().any(|set| lexicon.in_set(set, &document.tokens[one].lemma))
        });
        let found: Vec<usize> = goods.flat_map(|one| phrases(document, one, wanted)).collect();
        if !found.is_empty() {
            return found;
        }
    }
    if matches!(wanted, "with" | "between") && lexicon.in_set("grouping", &token.lemma) {
        // "a round of talks with": of the talks
        let counted = phrases(document, word, "of").into_iter();
        let found: Vec<usize> = counted.flat_map(|noun| phrases(document, noun, wanted)).collect();
        if !found.is_empty() {
            return found;
        }
    }
    if wanted == "by" {
        // "the use of gas by the army": of the use, unless the gas is itself a deed ("condemnation of attacks by")
        let things = phrases(document, word, "of").into_iter().filter(|&thing| {
            let lemma = document.tokens[thing].lemma.to_lowercase();
            document.tokens[thing].upos == Upos::Noun
                && lexicon.entries_of(EntryClass::Noun, &lemma).all(|entry| entry.event_type.is_none())
        });
        let found: Vec<usize> = things.flat_map(|thing| phrases(document, thing, wanted)).collect();
        if !found.is_empty() {
            return found;
        }
    }
    let grouping = grouping_noun(document, lexicon, word);
    if grouping != word && wanted != "of" {
        let found = phrases(document, grouping, wanted);
        if !found.is_empty() {
            return found;
        }
    }
    if matches!(wanted, "between" | "with" | "against" | "over" | "by") {
        // "fighting broke out between"
        let subject = &document.tokens[grouping];
        let verb = subject.head.filter(|&verb| {
            subject.deprel == Deprel::Nsubj && lexicon.in_set("happen", &document.tokens[verb].lemma)
        });
        let found = verb.map(|verb| phrases(document, verb, wanted)).unwrap_or_default();
        if !found.is_empty() {
            return found;
        }
    }
    // the agent of a verb that does not carry the noun does something else: "the attack was condemned by Paris"; so do
    // the phrases of its clauses: "the report based on talks"
    let outer = document.tokens[grouping].head;
    support_verbs(document, lexicon, word)
        .into_iter()
        .filter(|&verb| {
            (wanted != "by" && outer == Some(verb)) || lexicon.in_set("support", &document.tokens[verb].lemma)
        })
        .map(|verb| {
            let found = phrases(document, verb, wanted);
            found.into_iter().filter(|&p| p > word || wanted == "by").collect::<Vec<_>>()
        })
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// Who holds the objects of a verb, or what those are made of: "towns held by rebels", "miles of ISIL-held terrain".
fn holders(document: &Document, verb: usize) -> Vec<usize> {
    let objects = logical_objects(document, verb).into_iter().flat_map(|object| conjuncts(document, object));
    let parts = |object: usize| {
        phrases(document, object, "of").into_iter().flat_map(|part| conjuncts(document, part))
    };
    let mut things: Vec<usize> =
        objects.flat_map(|object| std::iter::once(object).chain(parts(object))).collect();
    things.extend(things.clone().into_iter().flat_map(parts));
    let held = |&child: &usize| {
        matches!(
            document.tokens[child].lemma.as_str(),
            "hold" | "held" | "control" | "controlled" | "occupy" | "rule"
        )
    };
    let holders_at = |participle: usize| {
        let before = document.children_by(participle, Deprel::Compound).collect::<Vec<_>>();
        if before.is_empty() { clause::agents(document, participle) } else { before }
    };
    let of_thing = |thing: usize| {
        document.children(thing).iter().copied().filter(held).flat_map(holders_at).collect::<Vec<_>>()
    };
    things.into_iter().flat_map(of_thing).collect()
}

/// The object that a passive verb keeps: "was denied a visa".
fn retained_objects(document: &Document, verb: usize) -> Vec<usize> {
    if clause::is_passive(document, verb) {
        document.children_by(verb, Deprel::Obj).collect()
    } else {
        Vec::new()
    }
}

/// The noun that counts or groups this one, "wave" for the attacks of "a wave of attacks", else the noun itself.
#[must_use]
pub fn grouping_noun(document: &Document, lexicon: &EventLexicon, noun: usize) -> usize {
    let mut at = noun;
    for _ in 0..GROUPING {
        let token = &document.tokens[at];
        match token.head {
            Some(head)
                if token.deprel == Deprel::Nmod
                    && lexicon.in_set("grouping", &document.tokens[head].lemma)
                    && preposition(document, at).as_deref() == Some("of") =>
            {
                at = head;
            }
            Some(head)
                if token.deprel == Deprel::Conj
                    && matches!(document.tokens[head].upos, Upos::Noun | Upos::Propn) =>
            {
                at = head;
            }
            _ => return at,
        }
    }
    at
}

/// The verbs that have this noun as their object or passive subject, those of its participles and relative clauses
/// among them: "launched an attack", "the ban imposed by", "the action we are taking".
#[must_use]
pub fn support_verbs(document: &Document, lexicon: &EventLexicon, noun: usize) -> Vec<usize> {
    let at = grouping_noun(document, lexicon, noun);
    let token = &document.tokens[at];
    let mut verbs = Vec::new();
    if matches!(token.deprel, Deprel::Obj | Deprel::NsubjPass) {
        verbs.extend(token.head);
    }
    let clauses = document.children(noun).iter().chain(document.children(at)).copied();
    for clause in clauses {
        if matches!(document.tokens[clause].deprel, Deprel::Acl | Deprel::AclRelcl)
            && !verbs.contains(&clause)
            && logical_objects(document, clause).iter().any(|&object| object == noun || object == at)
        {
            verbs.push(clause);
        }
    }
    verbs
}

/// "Iran" in "the Iran–Iraq war", which the tree gives to "Iraq".
pub(super) fn joined_by_dash(document: &Document, names: &[usize]) -> Vec<usize> {
    let is_dash = |word: usize| matches!(document.form(word), "-" | "–" | "—");
    let before = names.iter().filter(|&&name| document.tokens[name].upos != Upos::Verb).flat_map(|&name| {
        let relation =
            if document.tokens[name].deprel == Deprel::Amod { Deprel::Amod } else { Deprel::Compound };
        document.children_by(name, relation).map(move |other| (other, name))
    });
    before.filter(|&(other, name)| (other + 1..name).any(is_dash)).map(|(other, _)| other).collect()
}

/// Whether a name is one of two joined by a dash before a noun: "UK-France cooperation".
pub(super) fn is_beside_dash(document: &Document, word: usize) -> bool {
    let is_dash = |word: usize| matches!(document.form(word), "-" | "–" | "—");
    let name = |word: usize| document.tokens[word].upos == Upos::Propn;
    let sentence = document.sentence_of(word);
    (word + 2 < sentence.end && is_dash(word + 1) && name(word + 2))
        || (word >= sentence.start + 2 && is_dash(word - 1) && name(word - 2))
}

/// "out" in "drove the rebels out of the town", where the tree gives it to the phrase.
fn direction_words(document: &Document, verb: usize) -> impl Iterator<Item = usize> {
    document.children_by(verb, Deprel::Obl).filter_map(|phrase| {
        let mut cases = document.children_by(phrase, Deprel::Case);
        let first = cases.next()?;
        cases.next().map(|_| first)
    })
}

fn children_of(document: &Document, word: usize, relations: &[Deprel]) -> Vec<usize> {
    document
        .children(word)
        .iter()
        .copied()
        .filter(|&c| relations.contains(&document.tokens[c].deprel))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::testing::tree;

    fn lexicon() -> EventLexicon {
        let set = |words: &[&str]| words.iter().map(ToString::to_string).collect();
        let mut lexicon = EventLexicon::default();
        lexicon.sets.insert("support".to_owned(), set(&["launch", "take"]));
        lexicon.sets.insert("grouping".to_owned(), set(&["wave"]));
        lexicon
    }

    #[test]
    fn a_counted_noun_goes_with_the_verb_of_its_counting_noun() {
        let document = tree(
            "Rebels/rebel/NOUN/2/nsubj launched/launch/VERB/0/root a/a/DET/4/det wave/wave/NOUN/2/obj of/of/ADP/6/case \
             attacks/attack/NOUN/4/nmod",
        );
        assert_eq!(grouping_noun(&document, &lexicon(), 5), 3);
        assert_eq!(support_verbs(&document, &lexicon(), 5), [1]);
    }

    #[test]
    fn the_verb_of_a_relative_clause_carries_its_noun() {
        let document = tree(
            "action/action/NOUN/0/root we/we/PRON/3/nsubj take/take/VERB/1/acl:relcl against/against/ADP/5/case \
             rebels/rebel/NOUN/3/obl",
        );
        assert_eq!(support_verbs(&document, &lexicon(), 0), [2]);
        let against = Slot::Preposition("against".to_owned());
        assert_eq!(candidates(&document, &lexicon(), 0, EntryClass::Noun, &against), [4]);
    }

    #[test]
    fn who_condemns_an_attack_is_not_its_agent() {
        let document = tree(
            "attack/attack/NOUN/3/nsubj:pass was/be/AUX/3/aux:pass condemned/condemn/VERB/0/root by/by/ADP/5/case \
             Paris/Paris/PROPN/3/obl:agent",
        );
        let by = Slot::Preposition("by".to_owned());
        assert!(candidates(&document, &lexicon(), 0, EntryClass::Noun, &by).is_empty());
    }

    #[test]
    fn a_demand_stands_in_a_main_clause_or_in_what_is_said() {
        let main = tree("Oslo/Oslo/PROPN/3/nsubj must/must/AUX/3/aux act/act/VERB/0/root");
        assert!(is_main_or_said(&main, 2));
        let said = tree(
            "He/he/PRON/2/nsubj says/say/VERB/0/root Oslo/Oslo/PROPN/5/nsubj must/must/AUX/5/aux act/act/VERB/2/ccomp",
        );
        assert!(is_main_or_said(&said, 4));
        let part = tree(
            "the/the/DET/2/det part/part/NOUN/0/root Oslo/Oslo/PROPN/5/nsubj should/should/AUX/5/aux \
             play/play/VERB/2/acl:relcl",
        );
        assert!(!is_main_or_said(&part, 4));
        let asked =
            tree("asked/ask/VERB/0/root who/who/PRON/4/nsubj should/should/AUX/4/aux lead/lead/VERB/1/ccomp");
        assert!(!is_main_or_said(&asked, 3));
    }
}
