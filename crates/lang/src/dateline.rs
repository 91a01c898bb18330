//! Datelines: "KABUL, Afghanistan (April 5) – Troops fought" begins with where and when it was written, which has no part in the
//! clause that follows.

use std::ops::Range;

use crate::deed::Deed;
use crate::document::{Token, TokenRange};
use crate::span::Span;
use crate::ud::Deprel;

/// A dateline ends within so many words.
const LENGTH: usize = 16;

/// How many words stand before the dash that ends a dateline, where these words begin with one: the first is in capitals, and no
/// other is a common word.
#[must_use]
pub fn dateline_length<'t>(words: impl Iterator<Item = &'t str> + Clone) -> Option<usize> {
    let opening = words.clone().next()?;
    if opening.chars().filter(|c| c.is_uppercase()).count() < 3 || opening.contains(char::is_lowercase) {
        return None;
    }
    let dash = words.clone().take(LENGTH).position(|form| matches!(form, "-" | "–" | "—" | "--"))?;
    // a dash inside "5-6 April" or between words that are no dateline's
    let plain =
        |form: &str| !form.starts_with(char::is_lowercase) || matches!(form, "of" | "the" | "al" | "de");
    words.take(dash).all(plain).then_some(dash)
}

/// A sentence, or the part before or after the dash of its dateline: what the network reads as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub words: TokenRange,
    /// Index of the sentence.
    pub sentence: usize,
}

/// Cuts the datelines off the sentences that begin a line.
pub(crate) fn pieces(text: &str, spans: &[Span], sentences: &[TokenRange]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(sentences.len());
    for (sentence, words) in sentences.iter().enumerate() {
        let before = text[..spans[words.start].start].trim_end_matches([' ', '\t']);
        let begins_line = before.is_empty() || before.ends_with('\n');
        let story = if begins_line { story(text, &spans[words.clone()]) } else { 0 };
        let cut = words.start + story;
        if story > 0 {
            pieces.push(Piece { words: words.start..cut, sentence });
        }
        pieces.push(Piece { words: cut..words.end, sentence });
    }
    pieces
}

/// The number of the word that begins the story after a dateline, 0 without one. A story begins with a capital and has two
/// words at least.
fn story(text: &str, words: &[Span]) -> usize {
    let Some(dash) = dateline_length(words.iter().map(|word| word.of(text))) else { return 0 };
    let stands_apart = text[words[dash].end..].starts_with(char::is_whitespace);
    let is_story = words.get(dash + 1).is_some_and(|first| !first.of(text).starts_with(char::is_lowercase));
    if stands_apart && is_story && dash + 2 < words.len() { dash + 1 } else { 0 }
}

/// Pieces of one sentence, the dateline's and the story's.
fn cut(pieces: &[Piece]) -> impl Iterator<Item = (&Range<usize>, &Range<usize>)> {
    let pairs = pieces.windows(2).filter(|pair| pair[0].sentence == pair[1].sentence);
    pairs.map(|pair| (&pair[0].words, &pair[1].words))
}

/// Makes sentences of the pieces again: a dateline hangs on the root of its story, and the sides of a deed are counted from the
/// first word of the sentence.
pub(crate) fn join(pieces: &[Piece], tokens: &mut [Token], deeds: &mut [Deed]) {
    for (dateline, story) in cut(pieces) {
        let root = |range: &Range<usize>| range.clone().find(|&i| tokens[i].head.is_none());
        let (above, below) = (root(story), root(dateline));
        if let (Some(_), Some(below)) = (above, below) {
            tokens[below].head = above;
            tokens[below].deprel = Deprel::Parataxis;
        }
        let first = deeds.partition_point(|deed| deed.word < story.start);
        for deed in deeds[first..].iter_mut().take_while(|deed| deed.word < story.end) {
            for side in [&mut deed.actors, &mut deed.recipients] {
                side.splice(0..0, std::iter::repeat_n(0.0, dateline.len()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenize::tokenize;

    #[test]
    fn capitals_before_a_dash_within_a_sentence_are_no_dateline() {
        let length = |text: &str| {
            let spans: Vec<Span> =
                tokenize(text, Span::new(0, text.len())).into_iter().flat_map(|token| token.words).collect();
            Some(story(text, &spans)).filter(|&words| words > 0)
        };
        assert_eq!(length("KABUL – Troops fought."), Some(2));
        assert_eq!(length("NATO – the alliance – sent troops."), None);
        assert_eq!(length("US-led troops fought."), None);
        assert_eq!(length("Troops fought – and won."), None);
    }
}
