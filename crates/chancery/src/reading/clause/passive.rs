//! Passives, and by whom they are done.

use chancery_lang::{Deprel, Document, Upos};

use super::{phrases, preposition};

/// Verbs that never stand without an object, but for passives whose auxiliary is left out.
const TRANSITIVE: &[&str] = &[
    "abduct",
    "accuse",
    "acquit",
    "arrest",
    "assassinate",
    "behead",
    "charge",
    "condemn",
    "convict",
    "criticise",
    "criticize",
    "deport",
    "detain",
    "evict",
    "execute",
    "expel",
    "extradite",
    "fine",
    "hospitalise",
    "hospitalize",
    "imprison",
    "indict",
    "injure",
    "jail",
    "kidnap",
    "kill",
    "murder",
    "rape",
    "sentence",
    "suspect",
    "torture",
    "wound",
];

/// Verbs that need an object where they tell for what: "Man cited for speeding".
const TRANSITIVE_WITH_CAUSE: &[&str] = &["cite", "slam"];

/// Whether a word is a verb in the passive, or a past participle that stands after or before its noun.
#[must_use]
pub fn is_passive(document: &Document, verb: usize) -> bool {
    let token = &document.tokens[verb];
    let marked = document.children(verb).iter().any(|&c| {
        let child = &document.tokens[c];
        match child.deprel {
            Deprel::NsubjPass | Deprel::CsubjPass | Deprel::OblAgent => true,
            // "having" never makes a passive
            Deprel::AuxPass => child.lemma != "have",
            _ => false,
        }
    });
    let participle = token.feats.has("VerbForm", "Part") && !token.feats.has("Tense", "Pres");
    let bare = !document.children(verb).iter().any(|&c| document.tokens[c].deprel == Deprel::Aux);
    // "the man shot by police", "with ten people killed"
    marked
        || is_joined_passive(document, verb)
        || is_short_passive(document, verb)
        || (participle
            && bare
            && !has_object(document, verb)
            && (matches!(token.deprel, Deprel::Acl | Deprel::Amod | Deprel::Advcl)
                || is_reported(document, verb)
                || document.child_by(verb, Deprel::Nsubj).is_some()))
}

/// "were shot and wounded": a participle joined to a passive, with no subject, auxiliary or object of its own.
fn is_joined_passive(document: &Document, verb: usize) -> bool {
    let token = &document.tokens[verb];
    let own = document.children(verb).iter().any(|&c| {
        matches!(
            document.tokens[c].deprel,
            Deprel::Nsubj | Deprel::Aux | Deprel::Obj | Deprel::Ccomp | Deprel::Xcomp
        )
    });
    token.deprel == Deprel::Conj
        && token.upos == Upos::Verb
        && token.feats.has("Tense", "Past")
        && token.feats.has("VerbForm", "Part")
        && !own
        && token.head.is_some_and(|first| {
            document.tokens[first].feats.has("VerbForm", "Part")
                && document.child_by(first, Deprel::AuxPass).is_some()
                && !(first + 1..verb).any(|between| document.tokens[between].deprel == Deprel::Aux)
        })
}

/// "were reported killed": a participle that tells what is said of the subject of a passive.
fn is_reported(document: &Document, participle: usize) -> bool {
    let token = &document.tokens[participle];
    token.deprel == Deprel::Xcomp
        && TRANSITIVE.contains(&token.lemma.as_str())
        && token.head.is_some_and(|verb| document.child_by(verb, Deprel::NsubjPass).is_some())
}

/// "Mason charged with fraud", "Five killed in blast": without auxiliary and object, in headlines and captions.
fn is_short_passive(document: &Document, verb: usize) -> bool {
    let token = &document.tokens[verb];
    let shares_object = token.head.is_some_and(|first| {
        token.deprel == Deprel::Conj && document.children_by(first, Deprel::Obj).any(|object| object > verb)
    });
    let alone = !document.children(verb).iter().any(|&c| {
        matches!(document.tokens[c].deprel, Deprel::Aux | Deprel::Ccomp | Deprel::Xcomp | Deprel::CompoundPrt)
    });
    let told_why = || {
        let clauses = document.children_by(verb, Deprel::Advcl);
        let mut marks = clauses.flat_map(|clause| document.children_by(clause, Deprel::Mark));
        !phrases(document, verb, "for").is_empty() || marks.any(|mark| document.tokens[mark].lemma == "for")
    };
    let lemma = token.lemma.as_str();
    (TRANSITIVE.contains(&lemma) || TRANSITIVE_WITH_CAUSE.contains(&lemma) && told_why())
        && token.upos == Upos::Verb
        && !token.feats.has("Tense", "Pres")
        && !token.feats.has("VerbForm", "Inf")
        && token.deprel != Deprel::AclRelcl
        && alone
        && !shares_object
        && !has_object(document, verb)
        && (document.child_by(verb, Deprel::Nsubj).is_some() || token.deprel == Deprel::Acl)
        && (token.lemma != "charge" || !phrases(document, verb, "with").is_empty())
}

fn has_object(document: &Document, verb: usize) -> bool {
    document.child_by(verb, Deprel::Obj).is_some()
}

/// The agents of a passive: "by the army".
#[must_use]
pub fn agents(document: &Document, verb: usize) -> Vec<usize> {
    let own: Vec<usize> = document
        .children(verb)
        .iter()
        .copied()
        .filter(|&c| match document.tokens[c].deprel {
            // "were filed against the officers", where the tree takes them for those who filed
            Deprel::OblAgent => preposition(document, c).is_none_or(|case| case != "against"),
            Deprel::Obl | Deprel::Nmod => preposition(document, c).as_deref() == Some("by"),
            _ => false,
        })
        .collect();
    if own.is_empty() && document.tokens[verb].deprel == Deprel::Conj {
        if let Some(first) = document.tokens[verb].head.filter(|&first| is_passive(document, first)) {
            return agents(document, first);
        }
    }
    if own.is_empty() { agents_after_gerund(document, verb) } else { own }
}

/// "was barred from leaving by the army": the agent stands last, after the gerund, and does not belong to it.
fn agents_after_gerund(document: &Document, verb: usize) -> Vec<usize> {
    let gerunds = document.children(verb).iter().copied().filter(|&c| {
        let token = &document.tokens[c];
        matches!(token.deprel, Deprel::Advcl | Deprel::Xcomp)
            && !token.feats.has("VerbForm", "Inf")
            && document.child_by(verb, Deprel::AuxPass).is_some_and(|be| be < verb)
            && document.children_by(c, Deprel::Mark).any(|mark| document.tokens[mark].lemma == "from")
            && document.child_by(c, Deprel::AuxPass).is_none()
    });
    let parts = |gerund: usize| {
        let parts = document.children(gerund).iter().copied();
        parts.filter(|&c| matches!(document.tokens[c].deprel, Deprel::Obj | Deprel::Obl))
    };
    gerunds
        .flat_map(|gerund| std::iter::once(gerund).chain(parts(gerund)))
        .flat_map(|word| phrases(document, word, "by"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::parse;
    use super::super::{logical_objects, logical_subjects};

    #[test]
    fn those_reported_killed_suffer() {
        let document = parse(
            "soldiers soldier NOUN _ 3 nsubj:pass
             were be AUX _ 3 aux:pass
             reported report VERB VerbForm=Part 0 root
             killed kill VERB VerbForm=Part 3 xcomp",
        );
        assert!(logical_subjects(&document, 3).is_empty());
        assert_eq!(logical_objects(&document, 3), [0]);
    }

    #[test]
    fn having_makes_no_passive() {
        let document = parse(
            "man man NOUN _ 0 root
             having have AUX _ 3 aux:pass
             plotted plot VERB VerbForm=Part 1 acl
             attacks attack NOUN _ 3 obj",
        );
        assert_eq!(logical_subjects(&document, 2), [0]);
        assert_eq!(logical_objects(&document, 2), [3]);
    }

    #[test]
    fn the_agent_may_stand_after_what_is_forbidden() {
        let document = parse(
            "paper paper NOUN _ 3 nsubj:pass
             was be AUX _ 3 aux:pass
             barred bar VERB VerbForm=Part 0 root
             from from SCONJ _ 5 mark
             covering cover VERB VerbForm=Ger 3 advcl
             trials trial NOUN _ 5 obj
             by by ADP _ 8 case
             Oslo Oslo PROPN _ 5 obl",
        );
        assert_eq!(logical_subjects(&document, 2), [7]);
    }
}
