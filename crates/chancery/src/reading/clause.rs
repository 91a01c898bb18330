//! Who does what in a clause, read off a UD tree: logical subjects and objects through passives, participles, relative
//! clauses, shared subjects, control and raising.

mod passive;

mod subject;

use chancery_lang::{Deprel, Document, Upos};

pub use passive::{agents, is_passive};
pub use subject::{is_judging, surface_subjects};

/// How far control and coordination chains are followed.
const DEPTH: usize = 6;

/// The one who does it: subject of an active verb, agent of a passive one.
#[must_use]
pub fn logical_subjects(document: &Document, verb: usize) -> Vec<usize> {
    if is_passive(document, verb) { agents(document, verb) } else { surface_subjects(document, verb, DEPTH) }
}

/// Those to whom it is done: object of an active verb, subject of a passive one.
#[must_use]
pub fn logical_objects(document: &Document, verb: usize) -> Vec<usize> {
    if is_passive(document, verb) {
        return surface_subjects(document, verb, DEPTH);
    }
    let own: Vec<usize> =
        document.children_by(verb, Deprel::Obj).map(|object| antecedent(document, object)).collect();
    if !own.is_empty() {
        return own;
    }
    let token = &document.tokens[verb];
    match (token.deprel, token.head) {
        // "the town that rebels attacked", "the town rebels attacked"
        (Deprel::AclRelcl, Some(head)) if lacks_object_gap(document, verb) => vec![head],
        // "kill and injure civilians": the object hangs on the first verb and stands after the second
        (Deprel::Conj, Some(first)) if document.tokens[first].upos == Upos::Verb => {
            document.children_by(first, Deprel::Obj).filter(|&object| object > verb).collect()
        }
        _ => Vec::new(),
    }
}

/// A relative clause with a subject of its own, other than the relative pronoun, and no object or preposition left
/// hanging: its noun is the object.
fn lacks_object_gap(document: &Document, verb: usize) -> bool {
    let mut subject = false;
    for &child in document.children(verb) {
        let token = &document.tokens[child];
        match token.deprel {
            Deprel::Nsubj if is_relative(document, child) => return false,
            Deprel::Nsubj => subject = true,
            Deprel::Obj if is_relative(document, child) => return true,
            Deprel::Obj | Deprel::Xcomp | Deprel::Ccomp | Deprel::NsubjPass => return false,
            Deprel::Obl | Deprel::Advmod if is_relative(document, child) => return false,
            _ => {}
        }
    }
    subject
}

/// A relative pronoun gives the noun it stands for, any other word itself.
#[must_use]
pub fn antecedent(document: &Document, word: usize) -> usize {
    if !is_relative(document, word) {
        return word;
    }
    let mut at = document.tokens[word].head;
    for _ in 0..DEPTH {
        let Some(clause) = at else { return word };
        if document.tokens[clause].deprel == Deprel::AclRelcl {
            return document.tokens[clause].head.unwrap_or(word);
        }
        at = document.tokens[clause].head;
    }
    word
}

fn is_relative(document: &Document, word: usize) -> bool {
    let token = &document.tokens[word];
    token.feats.has("PronType", "Rel")
        || (token.upos == Upos::Pron
            && matches!(token.lemma.as_str(), "who" | "which" | "that" | "whom" | "whose"))
}

/// Whether a word is an infinitive with "to".
#[must_use]
pub fn is_infinitive(document: &Document, verb: usize) -> bool {
    document.children_by(verb, Deprel::Mark).any(|mark| document.tokens[mark].lemma == "to")
}

/// Whether a word can have a subject: a verb, or anything with a copula.
#[must_use]
pub fn is_predicate(document: &Document, word: usize) -> bool {
    matches!(document.tokens[word].upos, Upos::Verb | Upos::Aux)
        || document.child_by(word, Deprel::Cop).is_some()
}

/// The preposition of a phrase, several words joined by spaces: "because of".
#[must_use]
pub fn preposition(document: &Document, word: usize) -> Option<String> {
    let case = document.child_by(word, Deprel::Case)?;
    let mut text = document.tokens[case].lemma.to_lowercase();
    for part in document.children_by(case, Deprel::Fixed) {
        text.push(' ');
        text.push_str(&document.tokens[part].lemma.to_lowercase());
    }
    Some(text)
}

/// The last of two prepositions that stand side by side: "of" in "out of the town".
fn last_of_several(document: &Document, word: usize) -> Option<&str> {
    let first = document.child_by(word, Deprel::Case)?;
    let last = document.children_by(word, Deprel::Case).filter(|&case| case < word).last()?;
    (last > first).then_some(document.tokens[last].lemma.as_str())
}

/// The heads of the phrases with this preposition below a word.
#[must_use]
pub fn phrases(document: &Document, word: usize, wanted: &str) -> Vec<usize> {
    document
        .children(word)
        .iter()
        .copied()
        .filter(|&c| {
            matches!(
                document.tokens[c].deprel,
                Deprel::Obl | Deprel::Nmod | Deprel::OblAgent | Deprel::NmodDesc
            ) && (preposition(document, c).as_deref() == Some(wanted)
                || last_of_several(document, c) == Some(wanted))
        })
        .map(|phrase| antecedent(document, phrase))
        .collect()
}

/// A word and the nominals joined to it by "and".
#[must_use]
pub fn conjuncts(document: &Document, word: usize) -> Vec<usize> {
    let mut all = vec![word];
    all.extend(document.children_by(word, Deprel::Conj).filter(|&c| {
        matches!(
            document.tokens[c].upos,
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj | Upos::X
        )
    }));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_lang::read_conllu;

    /// A document from lines of "form lemma UPOS feats head deprel".
    pub(super) fn parse(lines: &str) -> Document {
        let mut conllu = String::new();
        for (i, line) in lines.lines().map(str::trim).filter(|l| !l.is_empty()).enumerate() {
            let c: Vec<&str> = line.split_whitespace().collect();
            conllu +=
                &format!("{}\t{}\t{}\t{}\t_\t{}\t{}\t{}\t_\t_\n", i + 1, c[0], c[1], c[2], c[3], c[4], c[5]);
        }
        read_conllu(&conllu).unwrap()
    }

    #[test]
    fn the_agent_of_a_passive_acts_and_its_subject_suffers() {
        let document = parse(
            "Protesters protester NOUN _ 3 nsubj:pass
             were be AUX _ 3 aux:pass
             beaten beat VERB VerbForm=Part 0 root
             by by ADP _ 5 case
             police police NOUN _ 3 obl:agent",
        );
        assert_eq!(logical_subjects(&document, 2), [4]);
        assert_eq!(logical_objects(&document, 2), [0]);
    }

    #[test]
    fn a_relative_pronoun_stands_for_its_noun() {
        let document = parse(
            "rebels rebel NOUN _ 0 root
             who who PRON PronType=Rel 3 nsubj
             seized seize VERB Tense=Past 1 acl:relcl
             towns town NOUN _ 3 obj",
        );
        assert_eq!(logical_subjects(&document, 2), [0]);
        assert_eq!(logical_objects(&document, 2), [3]);
    }

    #[test]
    fn the_noun_of_an_objectless_relative_clause_is_its_object() {
        let document = parse(
            "towns town NOUN _ 0 root
             rebels rebel NOUN _ 3 nsubj
             seized seize VERB Tense=Past 1 acl:relcl",
        );
        assert_eq!(logical_objects(&document, 2), [0]);
        assert_eq!(logical_subjects(&document, 2), [1]);
    }

    #[test]
    fn a_participle_right_after_an_object_belongs_to_the_object() {
        let document = parse(
            "Police police NOUN _ 2 nsubj
             arrested arrest VERB Tense=Past 0 root
             two two NUM _ 4 nummod
             men man NOUN _ 2 obj
             , , PUNCT _ 6 punct
             accused accuse VERB Tense=Past|VerbForm=Part 2 advcl",
        );
        assert_eq!(logical_objects(&document, 5), [3]);
    }
}
