//! From words to spans: runs of words, trimmed of punctuation and widened to whole quotations.

use chancery_lang::{Document, Span, Upos};

use super::quotation::Quotation;

/// The spans of `words` (sorted), broken where one of `gaps` (sorted) stands between two of them.
pub(super) fn spans_of(
    document: &Document,
    words: &[usize],
    gaps: &[usize],
    quotations: &[Quotation],
) -> Vec<Span> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &word in words.iter().filter(|w| gaps.binary_search(w).is_err()) {
        match runs.last_mut() {
            Some((_, last)) if !gaps.iter().any(|&g| *last < g && g < word) => *last = word,
            _ => runs.push((word, word)),
        }
    }
    let mut spans: Vec<Span> =
        runs.into_iter().filter_map(|(first, last)| trimmed(document, first, last, quotations)).collect();
    spans.dedup();
    spans
}

/// The span of the words from `first` to `last` without outer punctuation, with whole quotations.
pub(super) fn trimmed(
    document: &Document,
    mut first: usize,
    mut last: usize,
    quotations: &[Quotation],
) -> Option<Span> {
    let is_punct = |i: usize| document.tokens[i].upos == Upos::Punct;
    let marks = |i: usize| {
        let span = document.tokens[i].span;
        quotations
            .iter()
            .find(|q| {
                q.pieces.iter().any(|p| (p.start == span.start || p.end == span.end) && p.overlaps(span))
            })
            .map(Quotation::span)
    };
    while first < last && is_punct(first) {
        // An opening mark stays when its partner is inside.
        if marks(first).is_some_and(|q| {
            q.start == document.tokens[first].span.start && q.end <= document.tokens[last].span.end + 3
        }) {
            break;
        }
        first += 1;
    }
    while last > first && is_punct(last) {
        if marks(last).is_some_and(|q| {
            q.end == document.tokens[last].span.end && q.start >= document.tokens[first].span.start
        }) {
            break;
        }
        last -= 1;
    }
    if is_punct(first) && first == last {
        return None;
    }
    let mut span = document.tokens[first].span.cover(document.tokens[last].span);
    for quotation in quotations {
        let whole = quotation.span();
        // A quotation that begins in the span belongs to it to its end.
        if span.start < whole.end
            && whole.start >= span.start
            && whole.start < span.end
            && whole.end > span.end
        {
            span.end = whole.end;
        }
        // One whose first words are all that is missing belongs to it from its start.
        if whole.start < span.start && span.start < whole.end && whole.end <= span.end {
            let missing = document.text.get(whole.start..span.start).unwrap_or("");
            if missing.chars().all(|c| !c.is_alphanumeric()) {
                span.start = whole.start;
            }
        }
    }
    Some(span)
}
