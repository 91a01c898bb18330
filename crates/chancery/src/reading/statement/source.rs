//! Cues that govern their speaker: "according to police", "in the words of the judge".

use chancery_lang::{Document, Upos};

use super::cue_word::CueWord;
use super::quotation::Quotation;
use super::{Statement, StatementKind, pieces, speaker};

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
