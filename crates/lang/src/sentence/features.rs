//! Features of the gap after a token. The same as in `training/sentence_features.py`; change both together.

use super::layout::Gap;
use crate::tokenize::SurfaceToken;

/// The number of features of a gap.
pub(super) const TEMPLATES: usize = 40;

/// Room on both sides, so that the window never leaves the columns.
const ROOM: usize = 4;

/// The class of what lies outside of the text.
const PAD_SHAPE: u32 = 31;

/// What the network sees of each token.
pub(super) struct Attributes {
    columns: Vec<Column>,
}

#[derive(Clone, Copy)]
struct Column {
    /// CRC-32 of the lower-cased form with its digits as 0.
    word: u32,
    /// CRC-32 of the last three characters of the lower-cased form.
    suffix: u32,
    shape: u32,
    gap: u32,
    /// Tokens left in the paragraph, as a bucket.
    left: u32,
}

impl Attributes {
    pub(super) fn new(text: &str, tokens: &[SurfaceToken], gaps: &[Gap]) -> Self {
        let pad =
            Column { word: 0, suffix: 0, shape: PAD_SHAPE, gap: Gap::Paragraph as u32, left: bucket(0) };
        let mut columns = vec![pad; tokens.len() + 2 * ROOM];
        let mut lower = String::new();
        let mut before = Gap::Paragraph;
        for (i, (token, &gap)) in tokens.iter().zip(gaps).enumerate() {
            let form = token.span.of(text);
            lower_case(form, &mut lower);
            let suffix = lower.char_indices().rev().take(3).last().map_or(0, |(at, _)| at);
            let suffix = crc32fast::hash(&lower.as_bytes()[suffix..]);
            let word = crc32fast::hash(digits_as_zero(&mut lower).as_bytes());
            columns[ROOM + i] =
                Column { word, suffix, shape: shape(form, before, gap), gap: gap as u32, left: 0 };
            before = gap;
        }
        let mut left = 0;
        for (column, &gap) in columns[ROOM..].iter_mut().zip(gaps).rev() {
            left = if gap == Gap::Paragraph { 0 } else { left + 1 };
            column.left = bucket(left);
        }
        Attributes { columns }
    }
}

fn lower_case(form: &str, into: &mut String) {
    into.clear();
    if form.is_ascii() {
        into.push_str(form);
        into.make_ascii_lowercase();
    } else {
        *into = form.to_lowercase();
    }
}

fn digits_as_zero(text: &mut String) -> &str {
    if text.bytes().any(|b| matches!(b, b'1'..=b'9')) {
        *text = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    }
    text
}

/// The class of a token between two gaps.
fn shape(form: &str, before: Gap, after: Gap) -> u32 {
    let mut chars = form.chars();
    let Some(first) = chars.next() else { return PAD_SHAPE };
    let one = chars.next().is_none();
    if form.chars().all(|c| matches!(c, '.' | '!' | '?' | '…')) {
        return match form {
            "." => 1,
            "?" => 2,
            "!" => 3,
            _ if form.chars().all(|c| matches!(c, '.' | '…')) => 4,
            _ => 5,
        };
    }
    match form {
        "," => return 6,
        ";" => return 7,
        ":" => return 8,
        "(" | "[" | "{" | "<" | "<<" => return 13,
        ")" | "]" | "}" | ">" | ">>" => return 14,
        _ => {}
    }
    if form.chars().all(|c| matches!(c, '-' | '–' | '—')) {
        return 9;
    }
    if form.chars().all(|c| matches!(c, '"' | '\'' | '`' | '“' | '‘' | '«' | '„' | '”' | '’' | '»'))
    {
        let (glued_before, glued_after) = (before == Gap::Glued, after == Gap::Glued);
        return match first {
            '“' | '‘' | '«' | '„' => 10,
            '”' | '’' | '»' => 11,
            _ if !glued_before && glued_after => 10,
            _ if glued_before && !glued_after => 11,
            _ => 12,
        };
    }
    if !form.chars().any(char::is_alphanumeric) {
        return if one { 16 } else { 15 };
    }
    if first.is_ascii_digit() {
        return match form.len() {
            _ if !form.bytes().all(|b| b.is_ascii_digit()) => 19,
            1 | 2 => 17,
            _ => 18,
        };
    }
    if form.contains("://") || form.contains('@') || form.contains("www.") {
        return 20;
    }
    if form.ends_with('.') {
        return if form.chars().count() == 2 { 21 } else { 22 };
    }
    if matches!(first, '\'' | '’') {
        return 29;
    }
    let upper = first.is_uppercase();
    match () {
        () if upper && one => 24 - u32::from(form == "I"),
        () if upper && !form.chars().any(char::is_lowercase) => 25,
        () if upper => 26,
        () if first.is_lowercase() => 28 - u32::from(form.chars().any(char::is_uppercase)),
        () => 30,
    }
}

/// A count in coarse steps.
fn bucket(n: u32) -> u32 {
    const LIMITS: [u32; 10] = [1, 2, 3, 4, 6, 9, 14, 20, 30, 45];
    LIMITS.iter().map(|&limit| u32::from(n > limit)).sum()
}

/// What has gone by in the sentence and in the paragraph.
#[derive(Default)]
pub(super) struct State {
    /// Tokens since the sentence began.
    distance: u32,
    quote: u32,
    bracket: u32,
    /// Whether a quotation is open that may have begun in an earlier sentence of the paragraph.
    outer: u32,
    first: u32,
    /// Whether a lower-case word has been seen.
    lower: u32,
}

impl State {
    /// Takes note of token `i`.
    pub(super) fn pass(&mut self, attributes: &Attributes, i: usize) {
        let shape = attributes.columns[ROOM + i].shape;
        self.distance += 1;
        if self.distance == 1 {
            self.first = shape;
        }
        match shape {
            10 => (self.quote, self.outer) = (1, 1),
            11 => (self.quote, self.outer) = (0, 0),
            12 => (self.quote, self.outer) = (1 - self.quote, 1 - self.outer),
            13 => self.bracket = 1,
            14 => self.bracket = 0,
            28 => self.lower = 1,
            _ => {}
        }
    }

    /// Begins a new sentence after `gap`.
    pub(super) fn end(&mut self, gap: Gap) {
        let outer = if gap == Gap::Paragraph { 0 } else { self.outer };
        *self = State { outer, ..State::default() };
    }
}

/// The rows of the features of the gap after token `i`, in a table of 2^`bits` rows.
pub(super) fn rows(
    attributes: &Attributes,
    state: &State,
    i: usize,
    bits: u32,
    rows: &mut [usize; TEMPLATES],
) {
    let at = &attributes.columns[i..=i + 2 * ROOM];
    let w = |k: isize| at[ROOM.wrapping_add_signed(k)].word;
    let s = |k: isize| at[ROOM.wrapping_add_signed(k)].shape;
    let g = |k: isize| at[ROOM.wrapping_add_signed(k)].gap;
    let u = |k: isize| at[ROOM.wrapping_add_signed(k)].suffix;
    let left = at[ROOM].left;
    let State { quote, bracket, outer, first, lower, .. } = *state;
    let distance = bucket(state.distance);
    let mut next = 0;
    let mut add = |parts: &[u32]| {
        let mut h = (next as u32 + 1).wrapping_mul(0x9e37_79b1);
        for part in parts {
            h = (h ^ part).wrapping_mul(0x85eb_ca6b);
            h ^= h >> 15;
        }
        rows[next] = (h.wrapping_mul(0xc2b2_ae35) >> (32 - bits)) as usize;
        next += 1;
    };
    add(&[w(-2)]);
    add(&[w(-1)]);
    add(&[w(0)]);
    add(&[w(1)]);
    add(&[w(2)]);
    add(&[w(3)]);
    add(&[w(0), s(1)]);
    add(&[s(0), w(1)]);
    add(&[w(0), w(1)]);
    add(&[w(-1), w(0)]);
    add(&[w(1), w(2)]);
    add(&[s(-1), s(0), s(1)]);
    add(&[s(0), s(1), s(2)]);
    add(&[s(-1), s(0), s(1), s(2)]);
    add(&[s(-2), s(-1), s(0), s(1), s(2), s(3)]);
    add(&[w(-1), s(0), s(1)]);
    add(&[s(0), w(1), w(2)]);
    add(&[s(0), s(1), w(2)]);
    add(&[w(0), s(1), w(2)]);
    add(&[g(-1), s(0), g(0), s(1), g(1)]);
    add(&[g(0), s(-1), s(0), s(1), s(2), s(3)]);
    add(&[u(0), s(0), s(1)]);
    add(&[s(0), s(1), u(1)]);
    add(&[s(0), g(0)]);
    add(&[w(0), g(-1), g(0)]);
    add(&[distance, s(0), s(1)]);
    add(&[distance, lower, s(0), s(1)]);
    add(&[distance, w(1)]);
    add(&[distance, s(0), w(1)]);
    add(&[quote, bracket, s(0), s(1)]);
    add(&[outer, s(-1), s(0), s(1)]);
    add(&[quote, outer, s(0), s(1), s(2)]);
    add(&[first, s(0), s(1)]);
    add(&[first, distance, s(1)]);
    add(&[lower, s(0), s(1), s(2)]);
    add(&[left, s(0), s(1)]);
    add(&[left, distance, s(0)]);
    add(&[left, w(0)]);
    add(&[s(-3), s(-2), s(-1), s(0), s(1)]);
    add(&[s(0), s(1), s(2), s(3), s(4)]);
    debug_assert_eq!(next, TEMPLATES);
}
