//! Block speech: paragraphs without quotation marks after "X said:".

use chancery_lang::{Document, Span, Upos};

use super::cue_word::CueWord;
use super::direct::{Quoted, is_mark};
use super::holder::is_somebody;
use super::speaker::subject_of;
use crate::lexicon::{Complement, CueKind};

/// A cue and the paragraphs that follow it as speech.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Index into the cue words.
    pub cue: usize,
    /// One span a paragraph.
    pub pieces: Vec<Span>,
}

/// All blocks of speech.
pub(super) fn find_blocks(
    document: &Document,
    quoted: &Quoted<'_>,
    cue_words: &[CueWord<'_>],
    paragraphs: &[Span],
) -> Vec<Block> {
    let mut found = Vec::new();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let (introduction, rest) = match inline_colon(document, *paragraph) {
            _ if paragraph.of(&document.text).ends_with(':') => (*paragraph, None),
            Some(colon) => (Span::new(paragraph.start, colon.end), rest_of(document, *paragraph, colon)),
            None => continue,
        };
        let Some(cue) = introducing(document, quoted, cue_words, introduction) else { continue };
        let speaker = subject_of(document, cue_words[cue].top).map(|s| s.head);
        let mut pieces: Vec<Span> = rest.into_iter().collect();
        let after = paragraphs[number + 1..]
            .iter()
            .copied()
            .take_while(|p| !ends_speech(document, quoted, *p, speaker));
        pieces.extend(after);
        let spoken = pieces.iter().any(|piece| has_first_person(document, *piece));
        if !spoken {
            // Without an "I" or "we" only what the colon announces.
            pieces.truncate(1);
        }
        if spoken || (pieces.len() == 1 && introduction == *paragraph) {
            found.push(Block { cue, pieces });
        }
    }
    found
}

/// The colon right after the verb of a paragraph's first sentence, when no quotation mark follows: "Ms Hart said: We …".
fn inline_colon(document: &Document, paragraph: Span) -> Option<Span> {
    let first = document.tokens.partition_point(|t| t.span.start < paragraph.start);
    let colon = (first..document.tokens.len().min(first + 25)).find(|&i| document.form(i) == ":")?;
    let verb = colon.checked_sub(1).filter(|&v| v >= first && document.tokens[v].upos == Upos::Verb)?;
    let next = document.tokens.get(colon + 1)?;
    let word = document.form(colon + 1).chars().next().is_some_and(char::is_uppercase);
    let inside = next.span.end <= paragraph.end && document.tokens[verb].span.end <= paragraph.end;
    (word && inside).then_some(document.tokens[colon].span)
}

/// What follows the colon in its paragraph.
fn rest_of(document: &Document, paragraph: Span, colon: Span) -> Option<Span> {
    let rest = document.text.get(colon.end..paragraph.end)?;
    let start = colon.end + rest.len() - rest.trim_start().len();
    (start < paragraph.end).then(|| Span::new(start, paragraph.end))
}

/// Whether somebody speaks of himself: "I", "our".
fn has_first_person(document: &Document, paragraph: Span) -> bool {
    let from = document.tokens.partition_point(|t| t.span.start < paragraph.start);
    document.tokens[from..].iter().take_while(|t| t.span.end <= paragraph.end).any(|token| {
        matches!(
            token.span.of(&document.text).to_lowercase().as_str(),
            "i" | "we" | "my" | "our" | "us" | "me"
        )
    })
}

/// The cue of the last sentence of a paragraph that ends with a colon.
fn introducing(
    document: &Document,
    quoted: &Quoted<'_>,
    cue_words: &[CueWord<'_>],
    paragraph: Span,
) -> Option<usize> {
    let last = document.tokens.partition_point(|t| t.span.start < paragraph.end).checked_sub(1)?;
    let sentence = document.tokens.get(last)?.sentence;
    cue_words.iter().enumerate().rev().find_map(|(index, cue_word)| {
        let token = &document.tokens[cue_word.head];
        (token.sentence == sentence
            && token.span.end <= paragraph.end
            && last - cue_word.head < 25
            && quoted.at(cue_word.head).is_none()
            && matches!(cue_word.cue.kind, CueKind::Verb | CueKind::Phrase)
            && cue_word.cue.takes(Complement::Quote)
            && subject_of(document, cue_word.top).is_some_and(|subject| {
                let token = &document.tokens[subject.head];
                let anybody = matches!(token.lemma.to_lowercase().as_str(), "you" | "it" | "i" | "we");
                is_somebody(document, subject.head) && !anybody
            }))
        .then_some(index)
    })
}

/// Whether a paragraph is the report's own again: another introduction, notes, or a sentence about the speaker.
fn ends_speech(document: &Document, quoted: &Quoted<'_>, paragraph: Span, speaker: Option<usize>) -> bool {
    let text = paragraph.of(&document.text);
    // Whole quoted sentences are the report's again; a few quoted words may be the speaker's own.
    let quotes = quoted.quotations.iter().any(|q| {
        let span = q.span();
        paragraph.contains(span) && span.of(&document.text).split_whitespace().count() > 6
    });
    if text.ends_with(':') || text.starts_with(is_mark) || text.contains('<') || quotes {
        return true;
    }
    let lower = text.to_lowercase();
    if ["notes to editors", "further information", "ends", "media enquiries", "follow ", "background"]
        .iter()
        .any(|opening| lower.starts_with(opening))
    {
        return true;
    }
    let Some(speaker) = speaker else { return false };
    let from = document.tokens.partition_point(|t| t.span.start < paragraph.start);
    let Some(first) = document.tokens.get(from) else { return false };
    let root = document.root(first.sentence);
    root.and_then(|root| subject_of(document, root)).is_some_and(|subject| {
        let name = |i: usize| document.tokens[i].lemma.to_lowercase();
        name(subject.head) == name(speaker)
    })
}
