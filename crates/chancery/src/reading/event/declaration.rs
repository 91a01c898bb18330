//! A declaration printed without quotation marks: "Minister Hart said:" and what she said, to the end of the paragraph or, where
//! the colon ends one, of the text.

use chancery_lang::{Span, Upos};

use crate::lexicon::cues::{CueClass, Cues};
use crate::reading::{Reading, Statement};

/// Marks that open quoted speech.
const QUOTES: [char; 6] = ['"', '“', '”', '‘', '\'', '«'];

/// Whether the statement's declaration begins only after `span`: in a headline run into "the minister said:" nothing is said.
pub(super) fn precedes(reading: &Reading, statement: &Statement, span: Span) -> bool {
    scope(reading, statement).is_some_and(|scope| span.end <= scope.start)
}

/// The last statement before `span` whose declaration reaches over it, with its index.
pub(super) fn over<'a>(reading: &'a Reading, cues: &Cues, span: Span) -> Option<(usize, &'a Statement)> {
    reading
        .statements
        .iter()
        .enumerate()
        .filter(|(_, statement)| !statement.speakers.is_empty() && is_said(reading, cues, statement))
        .filter(|(_, statement)| scope(reading, statement).is_some_and(|scope| scope.contains(span)))
        .max_by_key(|(_, statement)| statement.cue)
}

fn is_said(reading: &Reading, cues: &Cues, statement: &Statement) -> bool {
    statement.cue_head.is_some_and(|cue| {
        cues.class_of(&reading.document.tokens[cue].lemma.to_lowercase()) == Some(CueClass::Say)
    })
}

/// What the statement declares, to where the report itself goes on.
fn scope(reading: &Reading, statement: &Statement) -> Option<Span> {
    let declared = declared(&reading.document.text, statement.cue?.end)?;
    let end = named_again(reading, statement, declared).unwrap_or(declared.end);
    Some(Span::new(declared.start, end.max(declared.start)))
}

/// What a cue that ends at byte `colon`, before a colon, declares; `None` without a colon or where quotation marks tell what
/// is said.
fn declared(text: &str, colon: usize) -> Option<Span> {
    let rest = text.get(colon..)?.strip_prefix(':')?;
    let start = colon + 1 + (rest.len() - rest.trim_start().len());
    let said = text.get(start..)?;
    if said.is_empty() || said.starts_with(QUOTES) {
        return None;
    }
    let ends_line = text.get(colon + 1..start)?.contains('\n');
    let length = if ends_line { said.len() } else { said.find('\n').unwrap_or(said.len()) };
    // quotation marks further on say themselves what is quoted
    let quoted = said.find(['"', '“']).unwrap_or(said.len());
    Some(Span::new(start, start + length.min(quoted)))
}

/// Where the report itself goes on: at the sentence that names the speaker as somebody else does.
fn named_again(reading: &Reading, statement: &Statement, within: Span) -> Option<usize> {
    let document = &reading.document;
    let speakers = || statement.speakers.iter().filter_map(|voice| reading.entities.get(voice.entity?.0));
    let mut named = speakers().flat_map(|entity| &entity.mentions).filter(|mention| {
        within.contains(mention.span)
            && matches!(document.tokens[mention.head].upos, Upos::Noun | Upos::Propn)
    });
    let first = named.by_ref().map(|mention| mention.head).min()?;
    Some(document.tokens[document.sentence_of(first).start].span.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after_said(text: &str) -> Option<&str> {
        let colon = text.find("said")? + 4;
        declared(text, colon).map(|span| span.of(text))
    }

    #[test]
    fn a_declaration_goes_to_the_end_of_its_paragraph_or_of_the_text() {
        assert_eq!(after_said("Hart said: We met. We left.\nNotes"), Some("We met. We left."));
        assert_eq!(after_said("Hart said:\n\nWe met.\nWe left."), Some("We met.\nWe left."));
        assert_eq!(after_said("Hart said: \"We met.\""), None);
        assert_eq!(after_said("Hart said we met."), None);
    }
}
