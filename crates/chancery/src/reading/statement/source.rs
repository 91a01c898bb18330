//! Cues that govern their speaker: "according to police", "in the words of the judge".

use chancery_lang::{Deprel, Document, Upos};

use super::content::clause_words;
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
    let sentence = document.sentence_of(last);
    // The noun phrase after the cue: the highest word that still lies after it.
    let mut named = (last + 1..sentence.end).find(|&i| document.tokens[i].upos != Upos::Punct)?;
    while let Some(up) = document.tokens[named].head.filter(|&up| up > last) {
        if document.tokens[named].deprel == Deprel::Nsubj || document.tokens[named].deprel == Deprel::Punct {
            break;
        }
        named = up;
    }
    let phrase = {
        let mut words = document.subtree(named);
        words.extend(cue_word.words.iter().copied());
        for &word in &cue_word.words {
            words.extend(document.subtree(word).into_iter().filter(|&w| {
                document.is_within(w, word)
                    && w >= cue_word.head
                    && document.tokens[w].head != Some(named)
                    && w <= last
            }));
        }
        words.sort_unstable();
        words.dedup();
        words
    };
    let mut main = document.tokens[named].head.or_else(|| document.tokens[cue_word.head].head)?;
    if phrase.binary_search(&main).is_ok() {
        main = document.tokens[main].head?;
    }
    for _ in 0..4 {
        let token = &document.tokens[main];
        let nominal = matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj | Upos::Pron)
            && document.child_by(main, Deprel::Cop).is_none();
        match token.head {
            Some(up)
                if nominal
                    && matches!(
                        token.deprel.universal(),
                        "obj" | "obl" | "nmod" | "nsubj" | "appos" | "iobj" | "conj" | "amod" | "compound"
                    ) =>
            {
                main = up
            }
            _ => break,
        }
    }
    let words = clause_words(document, main, &phrase);
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
