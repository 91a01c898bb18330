//! Where sentences end: a small network decides after each token of a paragraph, from left to right.
//!
//! Its inputs are hashed features of the tokens around the gap and of what has gone by in the sentence. Weights are
//! integers, so that the decisions are the same on every machine. Training: `training/tokens.md`.

mod features;

mod layout;

use std::ops::Range;

use crate::resource::{self, ResourceError};
use crate::tokenize::SurfaceToken;
use features::{Attributes, State, TEMPLATES};
use layout::Gap;

const FILE: &str = "model/sentences.bin";

/// No sentence has more words; the likeliest place to split is taken where none is found.
pub const MAX_WORDS: usize = 400;

/// Splits tokens into sentences.
#[derive(Clone, Debug)]
pub struct SentenceSplitter {
    /// log2 of the number of rows.
    bits: u32,
    /// Inputs of the network: one linear, then one per hidden unit.
    width: usize,
    threshold: f32,
    /// Per column: what one step of the integer weight is worth, and the bias.
    scale: Vec<f32>,
    bias: Vec<f32>,
    /// Per hidden unit.
    out: Vec<f32>,
    rows: &'static [u8],
}

/// Widest network that this version reads.
const MAX_WIDTH: usize = 32;

impl SentenceSplitter {
    /// The splitter that this crate ships with.
    ///
    /// # Errors
    /// When its file is missing, of another format version or cut short.
    pub fn embedded() -> Result<Self, ResourceError> {
        let bytes = resource::embedded(FILE, b"CHSENT1\0")?;
        Self::parse(bytes).ok_or_else(|| ResourceError::new(FILE, "cut short"))
    }

    fn parse(bytes: &'static [u8]) -> Option<Self> {
        let (&[bits, hidden, ..], bytes) = bytes.split_first_chunk::<4>()?;
        let (bits, width) = (u32::from(bits), usize::from(hidden) + 1);
        if !(1..=24).contains(&bits) || width > MAX_WIDTH {
            return None;
        }
        let mut floats = bytes;
        let mut take = |n: usize| -> Option<Vec<f32>> {
            let (head, rest) = floats.split_at_checked(4 * n)?;
            floats = rest;
            Some(head.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect())
        };
        let (threshold, scale, bias, out) = (take(1)?[0], take(width)?, take(width)?, take(width - 1)?);
        let rows = floats;
        (rows.len() == width << bits).then_some(SentenceSplitter {
            bits,
            width,
            threshold,
            scale,
            bias,
            out,
            rows,
        })
    }

    /// The sentences of the tokens of `text`, as ranges of `tokens` that together cover them.
    #[must_use]
    pub fn split(&self, text: &str, tokens: &[SurfaceToken]) -> Vec<Range<usize>> {
        let gaps = layout::gaps(text, tokens);
        let attributes = Attributes::new(text, tokens, &gaps);
        let mut sentences = Vec::new();
        let mut state = State::default();
        let (mut start, mut words) = (0, 0);
        // The likeliest end so far in a sentence that may become too long: its token and score.
        let mut best: Option<(usize, f32)> = None;
        let mut i = 0;
        while i < tokens.len() {
            state.pass(&attributes, i);
            words += tokens[i].words.len();
            let mut end = i + 1 == tokens.len() || gaps[i] == Gap::Paragraph;
            if !end {
                let score = self.score(&attributes, &state, i);
                end = score > self.threshold;
                if words >= MAX_WORDS / 2 && best.is_none_or(|(_, top)| score > top) {
                    best = Some((i, score));
                }
            }
            if !end && words + tokens[i + 1].words.len() > MAX_WORDS {
                i = best.map_or(i, |(at, _)| at);
                end = true;
            }
            if end {
                sentences.push(start..i + 1);
                state.end(gaps[i]);
                (start, words, best) = (i + 1, 0, None);
            }
            i += 1;
        }
        sentences
    }

    /// How likely a sentence ends after token `i`, as a logit.
    fn score(&self, attributes: &Attributes, state: &State, i: usize) -> f32 {
        let mut sums = [0i32; MAX_WIDTH];
        let sums = &mut sums[..self.width];
        let mut rows = [0usize; TEMPLATES];
        features::rows(attributes, state, i, self.bits, &mut rows);
        for row in rows {
            let row = &self.rows[row * self.width..][..self.width];
            for (sum, &weight) in sums.iter_mut().zip(row) {
                *sum += i32::from(weight.cast_signed());
            }
        }
        let column = |k: usize| self.bias[k] + self.scale[k] * sums[k] as f32;
        let hidden: f32 = self.out.iter().enumerate().map(|(k, out)| out * column(k + 1).max(0.0)).sum();
        column(0) + hidden
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::span::Span;
    use crate::tokenize::tokenize;

    fn read(text: &str) -> Vec<String> {
        let tokens = tokenize(text, Span::new(0, text.len()));
        let splitter = SentenceSplitter::embedded().unwrap();
        let span = |r: Range<usize>| tokens[r.start].span.cover(tokens[r.end - 1].span);
        splitter.split(text, &tokens).into_iter().map(|r| span(r).of(text).to_owned()).collect()
    }

    #[test]
    fn stops_of_abbreviations_end_no_sentence() {
        let text = "Gen. Ruiz of the U.S. Army met Mr. Odeh on Jan. 5. He left at 5 p.m. on Friday.";
        assert_eq!(
            read(text),
            ["Gen. Ruiz of the U.S. Army met Mr. Odeh on Jan. 5.", "He left at 5 p.m. on Friday."]
        );
    }

    #[test]
    fn closing_quotes_stay_with_their_sentence() {
        let text = "“We will not go,” she said. “This is our land.” The envoy disagreed.";
        assert_eq!(
            read(text),
            ["“We will not go,” she said.", "“This is our land.”", "The envoy disagreed."]
        );
    }

    #[test]
    fn a_blank_line_ends_a_headline_without_a_stop() {
        assert_eq!(
            read("Talks Fail In Northern Town\n\nThe talks failed on Monday. Nobody was hurt."),
            ["Talks Fail In Northern Town", "The talks failed on Monday.", "Nobody was hurt."]
        );
    }

    #[test]
    fn single_line_breaks_end_paragraphs_unless_the_text_is_wrapped() {
        assert_eq!(
            read("Minister resigns\nThe minister resigned on Monday\nShe gave no reason."),
            ["Minister resigns", "The minister resigned on Monday", "She gave no reason."]
        );
        let wrapped = "The minister of the interior resigned on Monday after\nweeks of protests in the capital \
                       and in the north of\nthe country. She gave no reason, but officials said that\nMrs. Amari \
                       had asked her to go.";
        assert_eq!(read(wrapped).len(), 2, "{:?}", read(wrapped));
    }

    #[test]
    fn sentences_are_split_before_they_grow_too_long() {
        let text = "and so on ".repeat(1000);
        let tokens = tokenize(&text, Span::new(0, text.len()));
        let sentences = SentenceSplitter::embedded().unwrap().split(&text, &tokens);
        assert!(sentences.iter().all(|s| s.len() <= MAX_WORDS));
        assert!(sentences.len() < 20);
    }

    proptest! {
        #[test]
        fn sentences_cover_the_tokens(text in "[ -~\n“”é.?!]{0,80}|\\PC{0,40}") {
            let tokens = tokenize(&text, Span::new(0, text.len()));
            let mut at = 0;
            for sentence in SentenceSplitter::embedded().unwrap().split(&text, &tokens) {
                prop_assert_eq!(sentence.start, at);
                prop_assert!(sentence.end > sentence.start);
                at = sentence.end;
            }
            prop_assert_eq!(at, tokens.len());
        }
    }
}
