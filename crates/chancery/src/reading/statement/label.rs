//! Speech that is labelled with its speaker and no verb: "Hart: We will not yield" and "“We will not yield.” — Jane Hart".

use std::ops::Range;

use chancery_lang::{Document, NameKind, Span, Upos};

use super::direct::{Attached, Quoted, Way, is_mark};
use super::{Statement, StatementKind, speaker};

/// Longest label, in words.
const LONGEST_LABEL: usize = 6;

/// Quotations signed after a dash, where no cue took them.
pub(super) fn signed(
    document: &Document,
    quoted: &Quoted<'_>,
    attached: &[Option<Attached>],
    paragraphs: &[Span],
) -> Vec<Statement> {
    let mut found = Vec::new();
    for (number, quotation) in quoted.quotations.iter().enumerate() {
        let free = attached[number].is_none_or(|a| matches!(a.way, Way::Inherits | Way::Continues));
        if !free || !quotation.closed {
            continue;
        }
        let end = quotation.span().end;
        let Some((dash, name)) = signature(document, end, paragraphs) else { continue };
        // The signature covers its whole paragraph, whatever became of the marks inside.
        let whole = paragraphs
            .iter()
            .find(|p| p.start < end && end <= p.end && p.of(&document.text).starts_with(is_mark));
        let content = match whole {
            Some(paragraph) if quotation.pieces.len() == 1 => vec![Span::new(paragraph.start, end)],
            _ => quotation.pieces.clone(),
        };
        found.extend(labelled(document, dash, name, content));
    }
    found
}

/// The dash and the words of the signature after byte `end`.
fn signature(document: &Document, end: usize, paragraphs: &[Span]) -> Option<(Span, Range<usize>)> {
    let text = &document.text;
    let rest = text.get(end..)?;
    let lead = rest.len() - rest.trim_start().len();
    let dashes: usize = rest[lead..].chars().take_while(|c| "-–—―".contains(*c)).map(char::len_utf8).sum();
    if dashes == 0 || rest[..lead].matches('\n').count() > 2 {
        return None;
    }
    let dash = Span::new(end + lead, end + lead + dashes);
    let paragraph = paragraphs.iter().find(|p| p.start <= dash.start && dash.end <= p.end)?;
    let start = document.tokens.partition_point(|t| t.span.start < dash.end);
    let stop = document.tokens.partition_point(|t| t.span.end <= paragraph.end);
    let mut words = start..stop;
    while !words.is_empty() && document.tokens[words.end - 1].upos == Upos::Punct {
        words.end -= 1;
    }
    let named = !words.is_empty()
        && words.len() <= LONGEST_LABEL
        && document.form(words.start).chars().next().is_some_and(char::is_uppercase)
        && !words.clone().any(|i| document.tokens[i].upos == Upos::Verb);
    named.then_some((dash, words))
}

/// Paragraphs that begin with a name and a colon: headlines and transcripts.
pub(super) fn labels(
    document: &Document,
    quoted: &Quoted<'_>,
    attached: &[Option<Attached>],
    paragraphs: &[Span],
) -> Vec<Statement> {
    let mut found = Vec::new();
    for paragraph in paragraphs {
        let first = document.tokens.partition_point(|t| t.span.start < paragraph.start);
        let marked = document.tokens.get(first).is_some_and(|_| document.form(first).chars().all(is_mark));
        let start = if marked { first + 1 } else { first };
        let near = start..document.tokens.len().min(start + LONGEST_LABEL + 1);
        let Some(colon) = near
            .take_while(|&i| document.tokens[i].span.end <= paragraph.end)
            .find(|&i| document.form(i) == ":")
        else {
            continue;
        };
        let label = start..colon;
        let taken = quoted.at(colon + 1).is_some_and(|q| attached[q].is_some());
        let named = is_label(document, label.clone()) && quoted.at(start).is_none();
        if taken || label.is_empty() || !(named || is_transcript(document, label.clone())) {
            continue;
        }
        let rest = Span::new(document.tokens[colon].span.end, paragraph.end);
        let piece = rest.of(&document.text);
        let lead = piece.len() - piece.trim_start().len();
        let body = piece.trim().trim_end_matches('.');
        if body.split_whitespace().count() < 3 {
            continue;
        }
        let content = Span::new(rest.start + lead, rest.start + lead + body.len());
        found.extend(labelled(document, document.tokens[colon].span, label, vec![content]));
    }
    found
}

/// Whether the words are the name of somebody and nothing else.
fn is_label(document: &Document, words: Range<usize>) -> bool {
    let speaks = |kind: NameKind| matches!(kind, NameKind::Per | NameKind::Org);
    let named = words.clone().any(|i| document.name_at(i).is_some_and(|name| speaks(name.kind)));
    named
        && words.clone().all(|i| {
            matches!(document.tokens[i].upos, Upos::Propn | Upos::Noun | Upos::Adj)
                && document.form(i).chars().next().is_some_and(char::is_uppercase)
        })
}

/// "HART:": one word in capitals, as transcripts have it.
fn is_transcript(document: &Document, words: Range<usize>) -> bool {
    words.len() == 1 && {
        let form = document.form(words.start);
        form.chars().count() > 3 && form.chars().all(|c| c.is_uppercase() || c == '’' || c == '\'')
    }
}

fn labelled(document: &Document, mark: Span, name: Range<usize>, content: Vec<Span>) -> Option<Statement> {
    let head = speaker::named_in(document, name.clone()).unwrap_or(name.start);
    let span = document.span_of(&name);
    let direct = content.first().is_some_and(|c| c.of(&document.text).starts_with(is_mark));
    (!content.is_empty()).then(|| Statement {
        speakers: vec![super::Voice { span, head: Some(head), entity: None }],
        cue: Some(mark),
        cue_head: None,
        content,
        kind: if direct { StatementKind::Direct } else { StatementKind::Indirect },
        addressees: Vec::new(),
        is_attitude: false,
    })
}
