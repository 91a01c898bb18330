//! What the white space after each token means: a line break may be a paragraph's end or only the margin.

use crate::tokenize::{SurfaceToken, is_space};

/// What follows a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// The next token.
    Glued = 0,
    /// White space.
    Space = 1,
    /// The end of a paragraph or of the text.
    Paragraph = 2,
}

/// A text is hard-wrapped if at least one in this many of its single line breaks is followed by a lower-case word.
const WRAPPED_ONE_IN: usize = 5;

/// The gap after each token.
pub(super) fn gaps(text: &str, tokens: &[SurfaceToken]) -> Vec<Gap> {
    let mut gaps = vec![Gap::Glued; tokens.len()];
    // Tokens before a single line break: index, length of the line in bytes.
    let mut breaks = Vec::new();
    let mut line_start = 0;
    for (i, token) in tokens.iter().enumerate() {
        let end = token.span.end;
        let next = tokens.get(i + 1).map_or(text.len(), |t| t.span.start);
        let white = text.get(end..next).unwrap_or("");
        let lines = white.matches('\n').count();
        gaps[i] = match lines {
            _ if i + 1 == tokens.len() => Gap::Paragraph,
            0 if white.contains(['\r', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) => Gap::Paragraph,
            0 if white.is_empty() => Gap::Glued,
            0 => Gap::Space,
            1 => {
                breaks.push((i, end - line_start));
                Gap::Space
            }
            _ => Gap::Paragraph,
        };
        if lines > 0 {
            line_start = next;
        }
    }
    let starts_lower = |i: usize| text[tokens[i].span.start..].starts_with(char::is_lowercase);
    let inside = breaks.iter().filter(|(i, _)| starts_lower(i + 1)).count();
    let wrapped = inside * WRAPPED_ONE_IN >= breaks.len().max(1);
    let widest = breaks.iter().map(|&(_, width)| width).max().unwrap_or(0);
    for &(i, width) in &breaks {
        let token = tokens[i].span.of(text);
        let closed = token.ends_with(['.', '!', '?', '…', '"', '”', ':', ')']);
        let goes_on = starts_lower(i + 1) && !closed;
        let full = width * 5 >= widest * 3;
        if !(goes_on || wrapped && full) {
            gaps[i] = Gap::Paragraph;
        }
    }
    debug_assert!(tokens.windows(2).all(|t| text[t[0].span.end..t[1].span.start].chars().all(is_space)));
    gaps
}
