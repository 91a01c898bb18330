//! Grammatical subjects: own ones, and those of clauses without one, through coordination, control and participles.

use chancery_lang::{Deprel, Document, Upos};

use super::passive::{agents, is_passive};
use super::{antecedent, is_infinitive, is_predicate, logical_objects, phrases, preposition};

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

/// Verbs whose object does what a gerund after "in" tells.
const HELPING: &[&str] = &["aid", "assist", "back", "encourage", "engage", "help", "involve", "support"];

/// Nouns with an infinitive that tells what those named after "of" do.
const OWNED: &[&str] = &[
    "ability",
    "attempt",
    "authority",
    "capacity",
    "decision",
    "determination",
    "duty",
    "effort",
    "intention",
    "obligation",
    "plan",
    "power",
    "readiness",
    "right",
    "willingness",
];

/// Nouns for what is done again and again.
const PRACTICE: &[&str] =
    &["policy", "practice", "history", "habit", "tradition", "pattern", "tactic", "custom"];

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
        // "maintains a policy of turning away", "has a history of"
        Deprel::Acl if is_gerund_of(document, verb, head) => {
            let holders = holders(document, head, depth - 1);
            if holders.is_empty() { vec![head] } else { holders }
        }
        Deprel::Acl => vec![head],
        Deprel::Amod => vec![head],
        // "showing a crew dropping bombs", where the tree gives the participle to the noun
        Deprel::Xcomp if is_bare_noun(document, head) && head < verb => vec![head],
        Deprel::Xcomp => controllers(document, head, depth - 1),
        // the same, where it takes the noun for somebody shown to
        Deprel::Ccomp
            if document.tokens[verb].feats.has("VerbForm", "Ger") || document.form(verb).ends_with("ing") =>
        {
            let shown =
                document.children_by(head, Deprel::Iobj).chain(document.children_by(head, Deprel::Obj));
            shown.filter(|&noun| head < noun && noun < verb).collect()
        }
        Deprel::Advcl if is_predicate(document, head) => adverbial_subjects(document, verb, head, depth - 1),
        _ => Vec::new(),
    }
}

/// Whether a verb tells what is said of or done to somebody for a deed: "blamed", "jailed".
#[must_use]
pub fn is_judging(document: &Document, verb: usize) -> bool {
    JUDGING.contains(&document.tokens[verb].lemma.as_str())
}

/// "a policy of turning away": a gerund that tells what somebody keeps doing.
fn is_gerund_of(document: &Document, verb: usize, noun: usize) -> bool {
    PRACTICE.contains(&document.tokens[noun].lemma.as_str())
        && document.form(verb).ends_with("ing")
        && document.children_by(verb, Deprel::Mark).any(|mark| document.tokens[mark].lemma == "of")
}

/// Whether a word is a noun that is no predicate.
fn is_bare_noun(document: &Document, word: usize) -> bool {
    matches!(document.tokens[word].upos, Upos::Noun | Upos::Propn) && !is_predicate(document, word)
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
    if marker == Some("in") && !passive && HELPING.contains(&lemma) {
        // "supports the government in defeating the militia"
        let helped = logical_objects(document, head);
        if !helped.is_empty() {
            return helped;
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
    // "supports the ability of lawmakers to"
    if OWNED.contains(&document.tokens[noun].lemma.as_str())
        && let Some(owner) = phrases(document, noun, "of").into_iter().next()
    {
        return vec![owner];
    }
    // "Peru is the latest country to condemn", "became the first to"
    if let Some(subject) = document.children_by(noun, Deprel::Nsubj).next() {
        return vec![antecedent(document, subject)];
    }
    match (document.tokens[noun].deprel, document.tokens[noun].head) {
        (Deprel::Xcomp, Some(verb)) if depth > 0 => surface_subjects(document, verb, depth - 1),
        (Deprel::Obj, Some(verb)) if depth > 0 => surface_subjects(document, verb, depth - 1),
        // "voted on a plan to", "worked on plans to"
        (Deprel::Obl, Some(verb)) if depth > 0 && preposition(document, noun).as_deref() == Some("on") => {
            surface_subjects(document, verb, depth - 1)
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::logical_subjects;
    use super::super::tests::parse;

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
    fn what_a_policy_consists_in_is_done_by_whoever_has_it() {
        let document = parse(
            "Paris Paris PROPN _ 2 nsubj
             has have VERB Tense=Pres 0 root
             a a DET _ 4 det
             policy policy NOUN _ 2 obj
             of of SCONJ _ 6 mark
             expelling expel VERB VerbForm=Ger 4 acl
             spies spy NOUN _ 6 obj",
        );
        assert_eq!(logical_subjects(&document, 5), [0]);
    }

    #[test]
    fn a_right_is_that_of_whoever_is_named_after_it() {
        let document = parse(
            "Paris Paris PROPN _ 2 nsubj
             backs back VERB Tense=Pres 0 root
             the the DET _ 4 det
             right right NOUN _ 2 obj
             of of ADP _ 6 case
             Oslo Oslo PROPN _ 4 nmod
             to to PART _ 8 mark
             withdraw withdraw VERB VerbForm=Inf 4 acl",
        );
        assert_eq!(logical_subjects(&document, 7), [5]);
    }

    #[test]
    fn who_is_the_latest_to_do_it_does_it() {
        let document = parse(
            "Peru Peru PROPN _ 2 nsubj
             became become VERB Tense=Past 0 root
             the the DET _ 4 det
             country country NOUN _ 2 xcomp
             to to PART _ 6 mark
             leave leave VERB VerbForm=Inf 4 acl",
        );
        assert_eq!(logical_subjects(&document, 5), [0]);
    }
}
