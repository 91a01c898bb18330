//! What is said, found in the tree: the clause, infinitive, object or prepositional phrase that a cue governs.

use chancery_lang::{Deprel, Document, Upos};

use super::cue_word::CueWord;
use super::frame::Frame;
use super::speaker::{light_verb, subject_of};
use super::trailing::{medial, trailing};
use crate::lexicon::{Complement, CueClass, CueKind};

/// Content as words, before it becomes spans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Content {
    /// Words of the content, sorted.
    pub words: Vec<usize>,
    /// Words between pieces that belong to the cue's own clause, sorted.
    pub gaps: Vec<usize>,
    /// Words that the cue takes in: the preposition of "called for".
    pub cue_words: Vec<usize>,
    /// Who is spoken to.
    pub addressee: Option<usize>,
    /// The words that name the speaker, where the tree is not asked.
    pub speaker: Option<std::ops::Range<usize>>,
    /// How it was found.
    pub shape: Shape,
}

/// Where the content stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// A finite clause.
    #[default]
    Clause,
    /// An infinitive.
    Infinitive,
    /// A noun phrase, alone or after a preposition.
    Phrase,
    /// The clause around a parenthetical cue.
    Around,
    /// The sentence before a final cue.
    Trailing,
}

/// The content that the cue governs, if it governs any.
pub(super) fn content_of(document: &Document, cue_word: &CueWord<'_>) -> Option<Content> {
    match cue_word.cue.kind {
        CueKind::Noun => noun_content(document, cue_word),
        CueKind::Adverb => whole_clause(document, cue_word.head),
        _ if cue_word.cue.takes(Complement::Speaker) => None,
        _ => predicate_content(document, cue_word),
    }
}

fn predicate_content(document: &Document, cue_word: &CueWord<'_>) -> Option<Content> {
    if let Some((before, after, speaker)) = medial(document, cue_word) {
        return Some(Content {
            words: before.clone().chain(after.clone()).collect(),
            gaps: (before.end..after.start).collect(),
            speaker: Some(speaker),
            shape: Shape::Around,
            ..Content::default()
        });
    }
    if let Some(found) = trailing(document, cue_word) {
        let sentence = document.sentence_of(cue_word.head);
        return Some(Content {
            words: found.content.clone().collect(),
            gaps: (found.content.end..sentence.end).collect(),
            speaker: Some(found.speaker),
            shape: Shape::Trailing,
            ..Content::default()
        });
    }
    let frame = Frame::new(document, cue_word);
    frame
        .clause()
        .or_else(|| frame.infinitive())
        .or_else(|| around(document, cue_word))
        .or_else(|| frame.predicate())
        .or_else(|| frame.after_preposition())
        .or_else(|| frame.object())
        .or_else(|| frame.rest_of_sentence())
}

/// The clause around a parenthetical cue: "The talks, he said, went on".
fn around(document: &Document, cue_word: &CueWord<'_>) -> Option<Content> {
    let top = cue_word.top;
    if !cue_word.cue.takes(Complement::Clause)
        || !matches!(cue_word.cue.class, CueClass::Say | CueClass::Show | CueClass::Think)
    {
        return None;
    }
    let token = &document.tokens[top];
    let as_clause = token.deprel == Deprel::Advcl
        && document.child_by(top, Deprel::Mark).is_some_and(|m| document.form(m).eq_ignore_ascii_case("as"));
    if token.deprel != Deprel::Parataxis && !as_clause {
        return None;
    }
    let main = token.head?;
    if as_clause && document.child_by(cue_word.head, Deprel::Obj).is_some() {
        return None;
    }
    let comma = (top.saturating_sub(12)..top + 12).any(|i| {
        document.tokens.get(i).is_some_and(|t| t.upos == Upos::Punct && t.sentence == token.sentence)
    });
    if !comma {
        return None;
    }
    let gaps = document.subtree(top);
    let words = clause_words(document, main, &gaps);
    Some(Content { words, gaps, shape: Shape::Around, ..Content::default() })
}

/// All words of the clause of `main`, up through coordination, without `gaps`.
pub(super) fn clause_words(document: &Document, main: usize, gaps: &[usize]) -> Vec<usize> {
    let mut at = main;
    while document.tokens[at].deprel == Deprel::Conj {
        let Some(up) = document.tokens[at].head else { break };
        at = up;
    }
    document.subtree(at).into_iter().filter(|w| gaps.binary_search(w).is_err()).collect()
}

/// "X is expected to win": the subject and the infinitive, around the cue.
pub(super) fn raised(document: &Document, cue_word: &CueWord<'_>, infinitive: usize) -> Option<Content> {
    let mut words = document.subtree(infinitive);
    let mut gaps = cue_word.words.clone();
    if let Some(subject) = subject_of(document, cue_word.top) {
        // "it is advised to …": nobody is told to do it.
        let it = document.form(subject.head).eq_ignore_ascii_case("it");
        let tells = matches!(cue_word.cue.class, CueClass::Say | CueClass::Ask);
        if it && tells && cue_word.cue.takes(Complement::ObjectInfinitive) {
            return None;
        }
        if document.tokens[subject.head].deprel != Deprel::Expl && subject.verb == cue_word.top {
            words.extend(document.subtree(subject.head));
        }
    }
    gaps.sort_unstable();
    Some(Content { words: sorted(words), gaps, shape: Shape::Infinitive, ..Content::default() })
}

/// A prepositional phrase or gerund below one of `governors` whose preposition is wanted: (its head, the preposition).
pub(super) fn prepositional(
    document: &Document,
    governors: &[usize],
    cue_word: &CueWord<'_>,
    wanted: impl Fn(&str) -> bool,
) -> Option<(usize, usize)> {
    governors.iter().flat_map(|&g| document.children(g)).copied().find_map(|c| {
        let token = &document.tokens[c];
        if c < cue_word.head || cue_word.words.contains(&c) {
            return None;
        }
        let mark = match token.deprel {
            Deprel::Obl | Deprel::Nmod => Deprel::Case,
            Deprel::Advcl | Deprel::Acl | Deprel::Ccomp => Deprel::Mark,
            _ => return None,
        };
        let case = document.children_by(c, mark).find(|&m| m < c)?;
        wanted(&document.form(case).to_lowercase()).then_some((c, case))
    })
}

pub(super) fn noun_content(document: &Document, cue_word: &CueWord<'_>) -> Option<Content> {
    let cue = cue_word.cue;
    let noun = cue_word.head;
    let light = light_verb(document, noun);
    let mut cue_words = Vec::new();
    cue_words.extend(light);
    let governors: Vec<usize> = [Some(noun), light].into_iter().flatten().collect();
    for &governor in &governors {
        for &clause in document.children(governor) {
            let token = &document.tokens[clause];
            if clause < noun
                || !matches!(token.deprel, Deprel::Acl | Deprel::Ccomp | Deprel::AclRelcl | Deprel::Advcl)
            {
                continue;
            }
            let mark = document.child_by(clause, Deprel::Mark).map(|m| document.form(m).to_lowercase());
            let shape = match mark.as_deref() {
                Some("that" | "whether") if cue.takes(Complement::Clause) => Shape::Clause,
                // "the charge he robbed a bank"
                None if cue.takes(Complement::Clause)
                    && (token.deprel == Deprel::Ccomp || is_whole(document, clause)) =>
                {
                    Shape::Clause
                }
                Some("to") if cue.takes(Complement::Infinitive) && is_infinitive(document, clause) => {
                    Shape::Infinitive
                }
                _ => continue,
            };
            return Some(Content { words: document.subtree(clause), cue_words, shape, ..Content::default() });
        }
    }
    let (phrase, case) = prepositional(document, &[noun], cue_word, |case| cue.takes_preposition(case))?;
    let mut words = document.subtree(phrase);
    words.retain(|w| *w != case);
    cue_words.push(case);
    Some(Content { words, cue_words, shape: Shape::Phrase, ..Content::default() })
}

/// Whether a clause without a mark lacks nothing that its noun could be: "charges he robbed a bank", not "charges he faces".
fn is_whole(document: &Document, clause: usize) -> bool {
    let own = |deprel: Deprel| {
        document.child_by(clause, deprel).is_some_and(|c| !document.tokens[c].feats.has("PronType", "Rel"))
    };
    (own(Deprel::Nsubj) || own(Deprel::NsubjPass))
        && (own(Deprel::Obj) || own(Deprel::Cop) || own(Deprel::Ccomp))
}

/// "reportedly": the clause of the verb it modifies.
fn whole_clause(document: &Document, adverb: usize) -> Option<Content> {
    let verb = document.tokens[adverb].head?;
    let words: Vec<usize> = document.subtree(verb).into_iter().filter(|&w| w != adverb).collect();
    Some(Content { words, gaps: vec![adverb], shape: Shape::Around, ..Content::default() })
}

pub(super) fn is_infinitive(document: &Document, verb: usize) -> bool {
    document.tokens[verb].feats.has("VerbForm", "Inf")
        && document.children(verb).iter().any(|&c| {
            document.tokens[c].deprel == Deprel::Mark && document.tokens[c].lemma.eq_ignore_ascii_case("to")
        })
        || document.children(verb).iter().any(|&c| {
            document.tokens[c].deprel == Deprel::Mark && document.form(c).eq_ignore_ascii_case("to")
        })
}

pub(super) fn is_gerund(document: &Document, verb: usize) -> bool {
    document.tokens[verb].upos == Upos::Verb && document.form(verb).to_lowercase().ends_with("ing")
}

pub(super) fn is_gerund_without_mark(document: &Document, verb: usize) -> bool {
    is_gerund(document, verb)
        && document.child_by(verb, Deprel::Aux).is_none()
        && document.child_by(verb, Deprel::Nsubj).is_none()
}

pub(super) fn is_helper(document: &Document, word: usize) -> bool {
    matches!(
        document.tokens[word].deprel,
        Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::Advmod | Deprel::Mark | Deprel::CompoundPrt
    )
}

pub(super) fn sorted(mut words: Vec<usize>) -> Vec<usize> {
    words.sort_unstable();
    words.dedup();
    words
}
