//! Who does what in a clause, read off a UD tree: logical subjects and objects through passives, participles, relative
//! clauses, shared subjects, control and raising.

use chancery_lang::{Deprel, Document, Upos};

/// How far control and coordination chains are followed.
const DEPTH: usize = 6;

/// Verbs that make or let their object do what their infinitive says, where the parser may call the infinitive a purpose.
const OBJECT_CONTROL: &[&str] = &[
    "allow",
    "appeal",
    "ask",
    "authorise",
    "authorize",
    "beg",
    "call",
    "command",
    "compel",
    "convince",
    "direct",
    "enable",
    "encourage",
    "force",
    "implore",
    "instruct",
    "invite",
    "lobby",
    "oblige",
    "order",
    "permit",
    "persuade",
    "plead",
    "press",
    "pressure",
    "prompt",
    "push",
    "require",
    "tell",
    "urge",
    "warn",
];

/// Verbs whose object did, or was to do, what a gerund after "of", "for", "from" tells: "accused them of", "barred them from".
const JUDGING: &[&str] = &[
    "accuse",
    "acquit",
    "applaud",
    "arrest",
    "ban",
    "bar",
    "blame",
    "block",
    "charge",
    "commend",
    "condemn",
    "convict",
    "criticise",
    "criticize",
    "denounce",
    "deport",
    "detain",
    "deter",
    "discourage",
    "dismiss",
    "dissuade",
    "execute",
    "expel",
    "fault",
    "fine",
    "fire",
    "hail",
    "hold",
    "imprison",
    "indict",
    "investigate",
    "jail",
    "praise",
    "prevent",
    "prohibit",
    "prosecute",
    "punish",
    "rebuke",
    "reprimand",
    "sanction",
    "sentence",
    "slam",
    "stop",
    "sue",
    "suspect",
    "suspend",
    "thank",
    "try",
];

/// Verbs that never stand without an object, but for passives whose auxiliary is left out.
const TRANSITIVE: &[&str] = &[
    "abduct",
    "accuse",
    "arrest",
    "assassinate",
    "behead",
    "charge",
    "convict",
    "deport",
    "detain",
    "evict",
    "execute",
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
        || is_short_passive(document, verb)
        || (participle
            && bare
            && !has_object(document, verb)
            && (matches!(token.deprel, Deprel::Acl | Deprel::Amod | Deprel::Advcl)
                || is_reported(document, verb)
                || document.child_by(verb, Deprel::Nsubj).is_some()))
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
    TRANSITIVE.contains(&token.lemma.as_str())
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

/// The agents of a passive: "by the army".
#[must_use]
pub fn agents(document: &Document, verb: usize) -> Vec<usize> {
    let own: Vec<usize> = document
        .children(verb)
        .iter()
        .copied()
        .filter(|&c| match document.tokens[c].deprel {
            Deprel::OblAgent => true,
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

/// The grammatical subjects, also those shared, controlled or modified.
#[must_use]
pub fn surface_subjects(document: &Document, verb: usize, depth: usize) -> Vec<usize> {
    let own: Vec<usize> = document
        .children(verb)
        .iter()
        .copied()
        .filter(|&c| {
            matches!(document.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter)
        })
        .map(|subject| antecedent(document, subject))
        .collect();
    if !own.is_empty() || depth == 0 {
        return own;
    }
    let Some(head) = document.tokens[verb].head else { return Vec::new() };
    match document.tokens[verb].deprel {
        Deprel::Conj if is_predicate(document, head) => surface_subjects(document, head, depth - 1),
        Deprel::AclRelcl => vec![head],
        Deprel::Acl if is_infinitive(document, verb) => holders(document, head, depth - 1),
        Deprel::Acl => vec![head],
        Deprel::Amod => vec![head],
        Deprel::Xcomp => controllers(document, head, depth - 1),
        Deprel::Advcl if is_predicate(document, head) => adverbial_subjects(document, verb, head, depth - 1),
        _ => Vec::new(),
    }
}

/// Whose deed an adverbial clause without a subject of its own tells, below the verb `head`.
fn adverbial_subjects(document: &Document, verb: usize, head: usize, depth: usize) -> Vec<usize> {
    let lemma = document.tokens[head].lemma.as_str();
    let passive = is_passive(document, head);
    if is_infinitive(document, verb) {
        // "pressed the regime to end", "called on the regime to end"
        let controls = OBJECT_CONTROL.contains(&lemma) && verb > head;
        return if controls {
            controllers(document, head, depth)
        } else {
            surface_subjects(document, head, depth)
        };
    }
    let marker =
        document.children_by(verb, Deprel::Mark).next().map(|mark| document.tokens[mark].lemma.as_str());
    if matches!(marker, Some("of" | "for" | "from" | "with" | "over")) && JUDGING.contains(&lemma) {
        // "accused the army of shelling", "was jailed for shelling"
        let judged = logical_objects(document, head);
        if !judged.is_empty() {
            return judged;
        }
    }
    if marker.is_none() && !passive && is_passive(document, verb) {
        // "arrested two men, accused of plotting": the participle goes with the object right before it
        let object = document.children_by(head, Deprel::Obj).filter(|&object| object < verb).last();
        let between = |object: usize| {
            (object + 1..verb).all(|word| {
                document.is_within(word, object)
                    || document.is_within(word, verb)
                    || document.tokens[word].upos == Upos::Punct
            })
        };
        if let Some(object) = object.filter(|&object| between(object)) {
            return vec![antecedent(document, object)];
        }
    }
    if passive && !is_passive(document, verb) {
        let agents = agents(document, head);
        if !agents.is_empty() {
            return agents;
        }
    }
    surface_subjects(document, head, depth)
}

/// Whose infinitive it is after a verb: the object of "urge", the subject of "agree".
fn controllers(document: &Document, governor: usize, depth: usize) -> Vec<usize> {
    let objects: Vec<usize> = document
        .children(governor)
        .iter()
        .copied()
        .filter(|&c| matches!(document.tokens[c].deprel, Deprel::Obj | Deprel::Iobj))
        .map(|object| antecedent(document, object))
        .collect();
    let lemma = document.tokens[governor].lemma.as_str();
    let subject_control = matches!(lemma, "promise" | "threaten" | "vow" | "use");
    if !objects.is_empty() && !subject_control {
        return objects;
    }
    // "called on the regime to end"
    let addressed: Vec<usize> = if matches!(lemma, "call" | "appeal" | "plead") {
        ["on", "upon", "to", "with"].iter().flat_map(|p| phrases(document, governor, p)).collect()
    } else {
        Vec::new()
    };
    if addressed.is_empty() { surface_subjects(document, governor, depth) } else { addressed }
}

/// Whose infinitive it is after a noun: "its decision to", "X made an attempt to".
fn holders(document: &Document, noun: usize, depth: usize) -> Vec<usize> {
    if let Some(owner) = document.child_by(noun, Deprel::NmodPoss) {
        return vec![owner];
    }
    if let Some(owner) = phrases(document, noun, "by").into_iter().next() {
        return vec![owner];
    }
    match (document.tokens[noun].deprel, document.tokens[noun].head) {
        (Deprel::Obj, Some(verb)) if depth > 0 => surface_subjects(document, verb, depth - 1),
        _ => Vec::new(),
    }
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
    fn parse(lines: &str) -> Document {
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
    fn an_infinitive_after_an_object_belongs_to_the_object() {
        let document = parse(
            "Paris Paris PROPN _ 2 nsubj
             urged urge VERB Tense=Past 0 root
             Ankara Ankara PROPN _ 2 obj
             to to PART _ 5 mark
             withdraw withdraw VERB VerbForm=Inf 2 xcomp",
        );
        assert_eq!(logical_subjects(&document, 4), [2]);
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
    fn a_shared_subject_reaches_the_second_verb() {
        let document = parse(
            "Troops troops NOUN _ 2 nsubj
             entered enter VERB Tense=Past 0 root
             and and CCONJ _ 4 cc
             burned burn VERB Tense=Past 2 conj
             homes home NOUN _ 4 obj",
        );
        assert_eq!(logical_subjects(&document, 3), [0]);
    }

    #[test]
    fn a_gerund_after_accuse_belongs_to_the_accused() {
        let document = parse(
            "Paris Paris PROPN _ 2 nsubj
             accused accuse VERB Tense=Past 0 root
             Ankara Ankara PROPN _ 2 obj
             of of SCONJ _ 5 mark
             shelling shell VERB VerbForm=Ger 2 advcl
             towns town NOUN _ 5 obj",
        );
        assert_eq!(logical_subjects(&document, 4), [2]);
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

    #[test]
    fn those_who_are_called_on_are_to_act() {
        let document = parse(
            "Paris Paris PROPN _ 2 nsubj
             called call VERB Tense=Past 0 root
             on on ADP _ 4 case
             Ankara Ankara PROPN _ 2 obl
             to to PART _ 6 mark
             withdraw withdraw VERB VerbForm=Inf 2 advcl",
        );
        assert_eq!(logical_subjects(&document, 5), [3]);
    }

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
}
