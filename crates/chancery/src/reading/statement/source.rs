//! Cues that govern their speaker: "according to police", "in the words of the judge".

use chancery_lang::{Document, Upos};

use super::cue_word::CueWord;
use super::quotation::Quotation;
use super::{Statement, StatementKind, pieces, speaker};
use crate::lexicon::{Complement, CueClass, CueKind};

/// The statement of such a cue: its speaker follows it, its content is the clause it stands in.
pub(super) fn by_source(
    document: &Document,
    cue_word: &CueWord<'_>,
    quotations: &[Quotation],
) -> Option<Statement> {
    let last = *cue_word.words.last()?;
    let named = named_after(document, cue_word)?;
    let mut phrase: Vec<usize> = document.subtree(named).into_iter().filter(|&w| w > last).collect();
    phrase.extend(&cue_word.words);
    phrase.sort_unstable();
    // The phrase modifies its whole sentence, whatever word the tree hangs it on.
    let (from, to) = (*phrase.first()?, *phrase.last()?);
    let phrase: Vec<usize> = (from..=to).collect();
    let words: Vec<usize> = document.sentence_of(last).filter(|w| !(from..=to).contains(w)).collect();
    let content = pieces::spans_of(document, &words, &phrase, quotations);
    Some(Statement {
        speakers: speaker::voices(document, named),
        cue: Some(cue_word.span(document)),
        cue_head: Some(cue_word.head),
        content,
        kind: StatementKind::Indirect,
        addressees: Vec::new(),
        is_attitude: false,
    })
}

/// The head of the noun phrase after the cue: the highest word that still lies after it.
pub(super) fn named_after(document: &Document, cue_word: &CueWord<'_>) -> Option<usize> {
    let last = *cue_word.words.last()?;
    let sentence = document.sentence_of(last);
    let mut named = (last + 1..sentence.end).find(|&i| document.tokens[i].upos != Upos::Punct)?;
    while let Some(up) = document.tokens[named].head.filter(|&up| up > last) {
        if matches!(document.tokens[named].deprel.universal(), "nsubj" | "punct" | "obl" | "advmod") {
            break;
        }
        named = up;
    }
    Some(named)
}

/// The comma before another source that is appended to the clause of a cue: "is thought to be ill, according to aides",
/// "tell them to wait, with the daily reporting that …".
pub(super) fn appended(document: &Document, cue_words: &[CueWord<'_>], index: usize) -> Option<usize> {
    let head = cue_words[index].head;
    let sentence = document.sentence_of(head);
    cue_words[index + 1..].iter().take_while(|other| other.head < sentence.end).find_map(|other| {
        let first = if other.cue.takes(Complement::Speaker) {
            // In the middle of a clause it is the clause's own: "said that, according to aides, talks failed".
            let last = document.subtree(named_after(document, other)?).last().copied()?;
            let ends = (last + 1..sentence.end).all(|w| document.tokens[w].upos == Upos::Punct);
            *other.words.first().filter(|_| ends)?
        } else if other.cue.class == CueClass::Say && other.cue.kind == CueKind::Verb {
            let subject = speaker::noun_before_gerund(document, other.head)?;
            let mark = document.subtree(subject).first().copied()?;
            let with = |w: usize| document.form(w).eq_ignore_ascii_case("with");
            if with(mark) { mark } else { mark.checked_sub(1).filter(|&w| with(w))? }
        } else {
            return None;
        };
        first.checked_sub(1).filter(|&comma| comma > head && document.form(comma) == ",")
    })
}
