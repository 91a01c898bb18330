//! The cue at the end of its sentence: "The talks went on for hours, officials close to them said on Friday." What stands
//! before the comma is the content whatever the tree makes of so long a sentence.

use std::ops::Range;

use chancery_lang::{Deprel, Document, Upos};

use super::content::is_gerund_without_mark;
use super::cue_word::CueWord;
use crate::lexicon::{Complement, CueClass, CueKind};

/// A cue with its speaker after the last comma of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Trailing {
    /// The words before the comma.
    pub content: Range<usize>,
    /// The words of the speaker.
    pub speaker: Range<usize>,
}

/// Longest speaker, in words.
const LONGEST_SPEAKER: usize = 22;
/// Most words after the cue: a day, a place, an addressee.
const LONGEST_TAIL: usize = 16;

/// Reads such a sentence end, if the cue stands in one.
pub(super) fn trailing(document: &Document, cue_word: &CueWord<'_>) -> Option<Trailing> {
    let class = cue_word.cue.class;
    if cue_word.cue.kind != CueKind::Verb
        || !matches!(class, CueClass::Say | CueClass::Show | CueClass::Think)
        || !cue_word.cue.takes(Complement::Clause)
        || is_gerund_without_mark(document, cue_word.head)
    {
        return None;
    }
    let sentence = document.sentence_of(cue_word.head);
    let first = cue_word.words.iter().copied().find(|&w| w + 5 > cue_word.head)?;
    if document.children_by(cue_word.head, Deprel::Ccomp).any(|c| c > cue_word.head)
        || document.child_by(cue_word.head, Deprel::Mark).is_some()
        || document.child_by(cue_word.head, Deprel::Obj).is_some_and(|o| !is_person(document, o))
    {
        return None;
    }
    let tail = cue_word.head + 1..sentence.end;
    let comma = (sentence.start..first).rev().find(|&i| document.form(i) == ",")?;
    let lead = comma + 1..first;
    let (comma, speaker) = if lead.is_empty() {
        (comma, noun_phrase(document, tail.clone())?)
    } else {
        let is_plain =
            |range: &Range<usize>| is_noun_phrase(document, range) && range.len() <= LONGEST_SPEAKER;
        if is_plain(&lead) {
            // "…, Jane Doe, a lawyer, said": the speaker may reach back over further commas.
            let mut start = comma;
            while let Some(earlier) = (sentence.start..start).rev().find(|&i| document.form(i) == ",") {
                let apposition = document.tokens[earlier + 1..=start].iter().any(|t| t.upos == Upos::Propn);
                let links = document.tokens[start + 1..first].iter().enumerate().any(|(k, t)| {
                    t.deprel == Deprel::Appos
                        && t.head.is_some_and(|h| h > earlier && h < start)
                        && start + 1 + k < first
                });
                if !(apposition && links && is_plain(&(earlier + 1..first))) {
                    break;
                }
                start = earlier;
            }
            (start, start + 1..first)
        } else {
            return None;
        }
    };
    let after = if speaker.start > cue_word.head { speaker.end..sentence.end } else { tail };
    // "she said, pointing at the map": a participle after the cue is the report's own.
    let comma_after = after.clone().find(|&i| document.form(i) == ",");
    let participle = comma_after.is_some_and(|c| {
        document.tokens.get(c + 1).is_some_and(|t| {
            t.upos == Upos::Verb && t.span.of(&document.text).to_lowercase().ends_with("ing")
        })
    });
    let after = match comma_after {
        Some(comma) if participle => after.start..comma,
        _ => after,
    };
    if after.len() > LONGEST_TAIL || after.clone().any(|i| begins_clause(document, i)) {
        return None;
    }
    let content = sentence.start..comma;
    let verbal = content.clone().any(|i| matches!(document.tokens[i].upos, Upos::Verb | Upos::Aux));
    (verbal && content.len() > 2).then_some(Trailing { content, speaker })
}

/// A cue between two commas in the middle of its sentence: "The talks, officials said on Friday, went on". Gives the words
/// before, the words after and the words of the speaker.
pub(super) fn medial(
    document: &Document,
    cue_word: &CueWord<'_>,
) -> Option<(Range<usize>, Range<usize>, Range<usize>)> {
    let head = cue_word.head;
    if cue_word.cue.kind != CueKind::Verb
        || cue_word.cue.class != CueClass::Say
        || !cue_word.cue.takes(Complement::Clause)
        || !cue_word.cue.takes(Complement::Quote)
    {
        return None;
    }
    let sentence = document.sentence_of(head);
    let first = cue_word.words.iter().copied().find(|&w| w + 5 > head)?;
    let opening = (sentence.start..first).rev().find(|&i| document.form(i) == ",")?;
    let speaker = opening + 1..first;
    let closing = (head + 1..sentence.end).find(|&i| document.form(i) == ",")?;
    let short = closing - head <= 7 && (head + 1..closing).all(|i| is_adjunct_of(document, i, head));
    if !short || speaker.is_empty() || speaker.len() > 8 || !is_noun_phrase(document, &speaker) {
        return None;
    }
    // The subject of the cue is what stands between the commas, not an apposition to something earlier.
    let appositive = document.tokens[speaker.clone()]
        .iter()
        .any(|t| matches!(t.deprel, Deprel::Appos) && t.head.is_some_and(|h| h < opening));
    let determiner = document.tokens[speaker.start].upos == Upos::Det
        && matches!(document.tokens[speaker.start].lemma.as_str(), "a" | "an");
    let start = if opening > sentence.start && is_relative(document, opening - 1) {
        opening - 1
    } else {
        sentence.start
    };
    let verbal =
        (closing + 1..sentence.end).any(|i| matches!(document.tokens[i].upos, Upos::Verb | Upos::Aux));
    let marked = document.child_by(head, Deprel::Mark).is_some();
    (!appositive && !determiner && verbal && !marked && opening > start).then_some((
        start..opening,
        closing + 1..sentence.end,
        speaker,
    ))
}

/// Whether word `i` belongs to a day, a place or an addressee of the cue: "said on Friday", "told the agency".
fn is_adjunct_of(document: &Document, i: usize, cue: usize) -> bool {
    let mut at = i;
    for _ in 0..8 {
        let token = &document.tokens[at];
        match token.head {
            Some(up) if up == cue => {
                return matches!(
                    token.deprel,
                    Deprel::Obl | Deprel::OblUnmarked | Deprel::Advmod | Deprel::Iobj | Deprel::Nmod
                ) || (token.deprel == Deprel::Obj && is_person(document, at));
            }
            Some(up) => at = up,
            None => return false,
        }
    }
    false
}

fn is_relative(document: &Document, i: usize) -> bool {
    matches!(document.form(i).to_lowercase().as_str(), "which" | "who" | "that")
}

/// Words without a verb of their own that hold a noun, pronoun or name.
fn is_noun_phrase(document: &Document, range: &Range<usize>) -> bool {
    let tokens = &document.tokens[range.clone()];
    let relative = tokens.first().is_some_and(|t| t.feats.has("PronType", "Rel") || t.lemma == "which");
    !relative
        && tokens.iter().any(|t| matches!(t.upos, Upos::Noun | Upos::Propn | Upos::Pron))
        && !tokens
            .first()
            .is_some_and(|t| matches!(t.upos, Upos::Adp | Upos::Adv | Upos::Cconj | Upos::Sconj))
        && !range
            .clone()
            .any(|i| begins_clause(document, i) && !matches!(document.tokens[i].deprel, Deprel::AclRelcl))
        && !tokens.iter().any(|t| t.upos == Upos::Sconj)
}

/// The noun phrase at the start of a range, to the next verb-like word or the end.
fn noun_phrase(document: &Document, range: Range<usize>) -> Option<Range<usize>> {
    let start = range.start;
    let end =
        range.clone().find(|&i| document.form(i) == "." || document.form(i) == ";").unwrap_or(range.end);
    let phrase = start..end.min(start + 2 * LONGEST_SPEAKER);
    let first = document.tokens.get(phrase.start)?;
    let nominal =
        matches!(first.upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Det | Upos::Adj | Upos::Num);
    (nominal && phrase.end > phrase.start && !matches!(first.deprel, Deprel::Obj | Deprel::Iobj))
        .then_some(phrase)
}

/// A verb with its own subject, or one that a subordinator introduces.
fn begins_clause(document: &Document, i: usize) -> bool {
    document.tokens[i].upos == Upos::Verb
        && document.children(i).iter().any(|&c| document.tokens[c].deprel.is_subject())
}

fn is_person(document: &Document, i: usize) -> bool {
    matches!(document.tokens[i].upos, Upos::Propn | Upos::Pron)
        || matches!(
            document.tokens[i].lemma.as_str(),
            "reporter" | "journalist" | "agency" | "newspaper" | "crowd" | "audience"
        )
}
