//! Who speaks: the subject of the cue, found through conjunction, control, relative clauses and passives.

use chancery_lang::{Deprel, Document, NameKind, Upos};

use super::Voice;
use super::cue_word::CueWord;
use super::direct::Quoted;
use super::holder::is_somebody;
use crate::lexicon::{CueClass, CueKind};

/// Verbs that only lend a noun its subject: "made a promise", "expressed concern".
const LIGHT: [&str; 30] = [
    "make",
    "express",
    "voice",
    "issue",
    "raise",
    "give",
    "share",
    "repeat",
    "offer",
    "deliver",
    "have",
    "hold",
    "take",
    "state",
    "announce",
    "release",
    "hear",
    "send",
    "reiterate",
    "add",
    "renew",
    "level",
    "air",
    "get",
    "show",
    "put",
    "feel",
    "keep",
    "retain",
    "outline",
];

/// The word that heads the subject, and how the clause relates to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    /// Head of the noun phrase.
    pub head: usize,
    /// The verb it is the subject of, where the noun phrase is found.
    pub verb: usize,
    /// Whether it undergoes instead of acting.
    pub passive: bool,
}

/// The subject of the verb or predicate `verb`, its own or its governor's.
pub(super) fn subject_of(document: &Document, verb: usize) -> Option<Subject> {
    let mut at = verb;
    let mut passive = None;
    for _ in 0..8 {
        for &child in document.children(at) {
            match document.tokens[child].deprel {
                Deprel::Nsubj | Deprel::NsubjOuter => {
                    return Some(Subject { head: child, verb: at, passive: passive.unwrap_or(false) });
                }
                Deprel::NsubjPass => {
                    return Some(Subject { head: child, verb: at, passive: passive.unwrap_or(at == verb) });
                }
                _ => {}
            }
        }
        if passive.is_none() {
            passive = Some(document.child_by(at, Deprel::AuxPass).is_some());
        }
        let token = &document.tokens[at];
        let up = token.head?;
        if let Some(quoted) = quoted_as(document, at) {
            return Some(Subject { head: quoted, verb: at, passive: false });
        }
        if let Some(noun) = noun_before_gerund(document, at) {
            return Some(Subject { head: noun, verb: at, passive: false });
        }
        if is_gerund(document, at)
            && matches!(token.deprel, Deprel::Acl | Deprel::Advcl | Deprel::Xcomp)
            && follows_comma(document, at)
        {
            // "…, saying": the subject of the sentence's own verb, past nouns and objects.
            let mut verb = up;
            while !document.children(verb).iter().any(|&c| document.tokens[c].deprel.is_subject()) {
                verb = document.tokens[verb].head?;
            }
            at = verb;
            continue;
        }
        match token.deprel {
            Deprel::Conj | Deprel::Advcl | Deprel::Parataxis => at = up,
            Deprel::Xcomp => {
                if let Some(object) = document.child_by(up, Deprel::Obj) {
                    return Some(Subject { head: object, verb: up, passive: false });
                }
                at = up;
            }
            Deprel::Acl | Deprel::AclRelcl => {
                let participle = token.feats.has("VerbForm", "Part") && !is_gerund(document, at);
                let infinitive = token.feats.has("VerbForm", "Inf");
                return (!infinitive && !participle).then_some(Subject {
                    head: up,
                    verb: at,
                    passive: false,
                });
            }
            _ => return None,
        }
    }
    None
}

/// Who "is quoted as saying", "cited two aides as calling": the object, or the passive subject, of the verb above.
fn quoted_as(document: &Document, verb: usize) -> Option<usize> {
    let as_marked = document
        .children_by(verb, Deprel::Mark)
        .chain(document.children_by(verb, Deprel::Case))
        .any(|m| document.form(m).eq_ignore_ascii_case("as"));
    if !as_marked || !is_gerund(document, verb) {
        return None;
    }
    let up = document.tokens[verb].head?;
    if is_passive(document, up) {
        return document.child_by(up, Deprel::NsubjPass).or_else(|| {
            (document.tokens[up].deprel == Deprel::Acl).then_some(document.tokens[up].head).flatten()
        });
    }
    let object = document.child_by(up, Deprel::Obj);
    object.or_else(|| matches!(document.tokens[up].upos, Upos::Noun | Upos::Propn).then_some(up))
}

/// The name or person right before a gerund, without a comma: "footage of Ms Hart asking", "with officials saying".
pub(super) fn noun_before_gerund(document: &Document, verb: usize) -> Option<usize> {
    let token = &document.tokens[verb];
    let clause = matches!(token.deprel, Deprel::Acl | Deprel::Advcl | Deprel::Ccomp);
    if !clause || !is_gerund(document, verb) || document.child_by(verb, Deprel::Aux).is_some() {
        return None;
    }
    let last = verb.checked_sub(1).filter(|&w| document.tokens[w].sentence == token.sentence)?;
    let mut head = last;
    while let Some(up) = document.tokens[head].head.filter(|&up| {
        up < verb
            && matches!(
                document.tokens[head].deprel,
                Deprel::Flat | Deprel::Compound | Deprel::Amod | Deprel::Nummod
            )
    }) {
        head = up;
    }
    let nominal = matches!(document.tokens[head].upos, Upos::Noun | Upos::Propn | Upos::Pron);
    let marked = document
        .children(head)
        .iter()
        .chain(document.children(verb))
        .any(|&c| c < head && matches!(document.form(c).to_lowercase().as_str(), "of" | "with"));
    (nominal && marked && is_somebody(document, head)).then_some(head)
}

/// Whether a comma stands before the verb or the adverb before it.
fn follows_comma(document: &Document, verb: usize) -> bool {
    (verb.saturating_sub(2)..verb).any(|i| document.form(i) == ",")
}

fn is_gerund(document: &Document, verb: usize) -> bool {
    document.form(verb).to_lowercase().ends_with("ing")
}

/// The agent of a passive: "was reported by the agency".
pub(super) fn agent_of(document: &Document, verb: usize) -> Option<usize> {
    document.child_by(verb, Deprel::OblAgent).or_else(|| {
        document.children_by(verb, Deprel::Obl).find(|&c| {
            document
                .child_by(c, Deprel::Case)
                .is_some_and(|case| document.form(case).eq_ignore_ascii_case("by"))
        })
    })
}

/// Whether `verb` is passive.
pub(super) fn is_passive(document: &Document, verb: usize) -> bool {
    document.child_by(verb, Deprel::AuxPass).is_some()
        || document.child_by(verb, Deprel::NsubjPass).is_some()
        || (is_bare_participle(document, verb)
            && (document.tokens[verb].deprel == Deprel::Acl
                || (document.tokens[verb].deprel == Deprel::Advcl
                    && document.child_by(verb, Deprel::Obj).is_none())))
}

/// A past participle without auxiliary or subject: "two men, accused of fraud, …".
fn is_bare_participle(document: &Document, verb: usize) -> bool {
    document.tokens[verb].upos == Upos::Verb
        && document.tokens[verb].feats.has("VerbForm", "Part")
        && !is_gerund(document, verb)
        && document.child_by(verb, Deprel::Aux).is_none()
        && document.child_by(verb, Deprel::Nsubj).is_none()
}

/// The speakers of a cue, joint ones as several.
pub(super) fn speakers_of(document: &Document, cue_word: &CueWord<'_>) -> Vec<Voice> {
    match cue_word.cue.kind {
        CueKind::Noun => noun_speakers(document, cue_word.head),
        CueKind::Adverb => Vec::new(),
        _ if cue_word.cue.class == CueClass::Seem => Vec::new(),
        _ => {
            let verb = cue_word.head;
            if is_passive(document, verb) {
                return agent_of(document, verb).map(|agent| voices(document, agent)).unwrap_or_default();
            }
            match subject_of(document, cue_word.top) {
                Some(subject) if !is_expletive(document, subject.head) => voices(document, subject.head),
                _ => Vec::new(),
            }
        }
    }
}

/// The speakers of a cue of direct speech. A subject inside of a quotation is none: the words between quotation and cue, or
/// right after the cue, are looked at instead.
pub(super) fn speakers_beside(
    document: &Document,
    cue_word: &CueWord<'_>,
    quoted: &Quoted<'_>,
) -> Vec<Voice> {
    let found = speakers_of(document, cue_word);
    let outside = |voice: &Voice| {
        let start = document.tokens.partition_point(|t| t.span.end <= voice.span.start);
        let end = document.tokens.partition_point(|t| t.span.start < voice.span.end);
        quoted.at(start).is_none() && end.checked_sub(1).is_none_or(|last| quoted.at(last).is_none())
    };
    let known = |voice: &Voice| voice.head.is_some_and(|h| is_somebody(document, h));
    let usable = !found.is_empty() && found.iter().all(outside);
    if usable && found.iter().all(known) {
        return found;
    }
    let sentence = document.sentence_of(cue_word.head);
    let first = cue_word.words.iter().copied().find(|&w| w + 6 > cue_word.head).unwrap_or(cue_word.head);
    let last = cue_word.words.last().copied().unwrap_or(cue_word.head);
    let left_start =
        (sentence.start..first).rev().find(|&i| quoted.at(i).is_some()).map_or(sentence.start, |i| i + 1);
    let right_end = (last + 1..sentence.end)
        .find(|&i| quoted.at(i).is_some() || matches!(document.form(i), "." | ";" | ":"))
        .unwrap_or(sentence.end);
    let beside: Vec<Voice> = [left_start..first, last + 1..right_end]
        .into_iter()
        .find_map(|range| named_in(document, range))
        .map(|head| voices(document, head))
        .unwrap_or_default()
        .into_iter()
        .filter(outside)
        .collect();
    if usable {
        // A thing is no speaker where somebody stands at the verb: "the papers were public — Hart boasted, “…”".
        return if !beside.is_empty() && beside.iter().all(known) { beside } else { found };
    }
    if beside.is_empty() && is_gerund(document, cue_word.head) {
        let root = document.root(document.tokens[cue_word.head].sentence);
        let subject =
            root.and_then(|root| subject_of(document, root)).filter(|s| !is_expletive(document, s.head));
        return subject
            .map(|s| voices(document, s.head))
            .unwrap_or_default()
            .into_iter()
            .filter(outside)
            .collect();
    }
    beside
}

/// The head of the first noun phrase in a range of words.
pub(super) fn named_in(document: &Document, range: std::ops::Range<usize>) -> Option<usize> {
    let is_name = |i: usize| matches!(document.tokens[i].upos, Upos::Noun | Upos::Propn | Upos::Pron);
    let mut at = range.clone().find(|&i| is_name(i))?;
    let before = range.start..at;
    if before.clone().any(|i| matches!(document.tokens[i].upos, Upos::Adp | Upos::Verb | Upos::Adv)) {
        return None;
    }
    while let Some(up) = document.tokens[at].head.filter(|up| range.contains(up) && is_name(*up)) {
        at = up;
    }
    Some(at)
}

/// "it" and "there" without reference.
fn is_expletive(document: &Document, word: usize) -> bool {
    document.tokens[word].deprel == Deprel::Expl
}

/// "his claim", "the claim by the group", "he made the claim".
fn noun_speakers(document: &Document, noun: usize) -> Vec<Voice> {
    if let Some(owner) = document.child_by(noun, Deprel::NmodPoss) {
        return voices(document, owner);
    }
    // "a Reuters report that …": the name before the noun.
    let source = document.children(noun).iter().copied().find(|&c| {
        matches!(document.tokens[c].deprel, Deprel::Compound | Deprel::Amod)
            && document.name_at(c).is_some_and(|n| !matches!(n.kind, NameKind::Date | NameKind::Event))
    });
    if let Some(source) = source {
        return voices(document, source);
    }
    let by = document.children(noun).iter().copied().find(|&c| {
        matches!(document.tokens[c].deprel, Deprel::Nmod | Deprel::Obl | Deprel::OblAgent)
            && document.child_by(c, Deprel::Case).is_some_and(|case| {
                matches!(document.form(case).to_lowercase().as_str(), "by" | "from" | "among")
            })
    });
    if let Some(by) = by {
        return voices(document, by);
    }
    if let Some(verb) = light_verb(document, noun) {
        if let Some(subject) = subject_of(document, verb) {
            if !is_passive(document, verb) && !is_expletive(document, subject.head) {
                return voices(document, subject.head);
            }
        }
    }
    Vec::new()
}

/// The light verb whose object the noun is.
pub(super) fn light_verb(document: &Document, noun: usize) -> Option<usize> {
    let token = &document.tokens[noun];
    let verb = token.head?;
    (token.deprel == Deprel::Obj && LIGHT.contains(&document.tokens[verb].lemma.as_str())).then_some(verb)
}

/// One voice for each coordinated noun phrase headed by `head`.
pub(super) fn voices(document: &Document, head: usize) -> Vec<Voice> {
    let mut found = vec![voice(document, head)];
    found.extend(
        document
            .children_by(head, Deprel::Conj)
            .filter(|&c| is_nominal(document, c))
            .map(|c| voice(document, c)),
    );
    found
}

fn is_nominal(document: &Document, word: usize) -> bool {
    matches!(
        document.tokens[word].upos,
        Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj | Upos::Det
    )
}

/// The noun phrase headed by `head` without its conjuncts and prepositions. A relative pronoun stands for its antecedent:
/// the words are the pronoun's, the head the antecedent.
fn voice(document: &Document, head: usize) -> Voice {
    // "a law that requires": of things the antecedent is shown, of people the pronoun next to the cue.
    let antecedent = named_by(document, head);
    let form = document.form(head).to_lowercase();
    if antecedent != head && matches!(form.as_str(), "that" | "which") {
        let words: Vec<usize> =
            document.subtree(antecedent).into_iter().filter(|&w| w <= antecedent).collect();
        let first = words.first().copied().unwrap_or(antecedent);
        let span = document.tokens[first].span.cover(document.tokens[antecedent].span);
        return Voice { span, head: Some(antecedent), entity: None };
    }
    let conjuncts: Vec<usize> = document.children_by(head, Deprel::Conj).collect();
    let skipped = |word: usize| {
        conjuncts.iter().any(|&c| document.is_within(word, c))
            || document.children(head).iter().any(|&c| {
                matches!(
                    document.tokens[c].deprel,
                    Deprel::Case | Deprel::Cc | Deprel::CcPreconj | Deprel::Parataxis
                ) && document.tokens[c].lemma != "'s"
                    && document.is_within(word, c)
            })
            || (document.tokens[word].deprel == Deprel::Case && document.tokens[word].head == Some(head))
    };
    let mut words: Vec<usize> = document.subtree(head).into_iter().filter(|&w| !skipped(w)).collect();
    let is_punct =
        |w: &usize| document.tokens[*w].upos == Upos::Punct && !matches!(document.form(*w), ")" | "]");
    while words.len() > 1 && words.last().is_some_and(is_punct) {
        words.pop();
    }
    while words.len() > 1 && words.first().is_some_and(is_punct) {
        words.remove(0);
    }
    let span = match (words.first(), words.last()) {
        (Some(&first), Some(&last)) => document.tokens[first].span.cover(document.tokens[last].span),
        _ => document.tokens[head].span,
    };
    Voice { span, head: Some(named_by(document, head)), entity: None }
}

/// The antecedent of a relative pronoun, else the word itself.
fn named_by(document: &Document, head: usize) -> usize {
    let token = &document.tokens[head];
    let relative = token.feats.has("PronType", "Rel");
    let mut clause = token.head;
    while let Some(verb) = clause.filter(|_| relative) {
        if document.tokens[verb].deprel == Deprel::AclRelcl {
            return document.tokens[verb].head.unwrap_or(head);
        }
        clause = document.tokens[verb].head;
    }
    head
}

/// Whether the cue is an infinitive of purpose or a participle on a noun: "a law to counter abuse".
pub(super) fn is_purpose(document: &Document, cue_word: &CueWord<'_>) -> bool {
    let token = &document.tokens[cue_word.top];
    cue_word.top == cue_word.head
        && matches!(token.deprel, Deprel::Acl | Deprel::Advcl | Deprel::Xcomp)
        && document
            .child_by(cue_word.top, Deprel::Mark)
            .is_some_and(|mark| document.form(mark).eq_ignore_ascii_case("to"))
}
