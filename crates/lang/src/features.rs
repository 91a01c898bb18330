//! The features of a word that the model's tables are indexed by.

use std::borrow::Cow;

use crate::model::TableSizes;

/// Rows of one word in the model's tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordRows {
    /// The normalised word, under two hash functions (one table).
    pub norm: [u32; 2],
    /// Its first three characters.
    pub pre: u32,
    /// Its last three.
    pub suf: u32,
    /// Its last two.
    pub suf2: u32,
    /// Its shape: `Xxx`; digits count as small letters, as they did in training.
    pub shape: u32,
    /// The word itself, 0 when it has no row of its own.
    pub known: u32,
}

/// Buffers for looking up a word, kept between words.
#[derive(Debug, Default)]
pub(crate) struct Spelling {
    /// The word with plain quotes and dashes.
    plain: String,
    /// The same in lower case with every digit 0.
    norm: String,
    /// The shape.
    shape: String,
}

impl Spelling {
    /// Takes a new word.
    pub fn set(&mut self, form: &str) {
        let plain = plain(form);
        self.plain.clear();
        self.plain.push_str(&plain);
        self.norm.clear();
        self.shape.clear();
        if self.plain.is_ascii() {
            self.norm.extend(
                self.plain.chars().map(|c| if c.is_ascii_digit() { '0' } else { c.to_ascii_lowercase() }),
            );
        } else {
            self.norm.push_str(&self.plain.to_lowercase());
            if self.norm.contains(|c: char| c.is_ascii_digit()) {
                self.norm = self.norm.replace(|c: char| c.is_ascii_digit(), "0");
            }
        }
        let (mut last, mut run) = ('\0', 0);
        for c in self.plain.chars() {
            let class = match c {
                'a'..='z' | '0'..='9' => 'x',
                'A'..='Z' => 'X',
                _ => c,
            };
            run = if class == last { run + 1 } else { 1 };
            last = class;
            if run <= 3 {
                self.shape.push(class);
            }
        }
    }

    /// The normalised word.
    pub fn norm(&self) -> &str {
        &self.norm
    }

    /// The rows of the word in the hashed tables; `known` is left 0.
    pub fn rows(&self, sizes: TableSizes) -> WordRows {
        let norm = self.norm.as_str();
        WordRows {
            norm: [hash(b'1', norm, sizes.norm), hash(b'2', norm, sizes.norm)],
            pre: hash(b'3', first(norm, 3), sizes.pre),
            suf: hash(b'4', last(norm, 3), sizes.suf),
            suf2: hash(b'5', last(norm, 2), sizes.suf2),
            shape: hash(b'6', &self.shape, sizes.shape),
            known: 0,
        }
    }
}

/// The word with typographic quotes, dashes and dots as on a typewriter.
fn plain(form: &str) -> Cow<'_, str> {
    if form.is_ascii() {
        return Cow::Borrowed(form);
    }
    let mut out = String::with_capacity(form.len());
    for c in form.chars() {
        match c {
            '‘' | '’' => out.push('\''),
            '“' | '”' => out.push('"'),
            '—' => out.push_str("--"),
            '–' => out.push('-'),
            '…' => out.push_str("..."),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The first `count` characters.
fn first(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

/// The last `count` characters.
fn last(text: &str, count: usize) -> &str {
    text.char_indices().rev().nth(count - 1).map_or(text, |(start, _)| &text[start..])
}

/// CRC-32 of the digit `seed` and the text, modulo `size`.
fn hash(seed: u8, text: &str, size: u32) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&[seed]);
    hasher.update(text.as_bytes());
    hasher.finalize() % size.max(1)
}

/// FNV-1a, 64 bits, which can be continued.
#[derive(Clone, Copy)]
pub(crate) struct Fnv(u64);

impl Fnv {
    /// The hash of nothing.
    pub const EMPTY: Fnv = Fnv(0xcbf2_9ce4_8422_2325);

    /// The hash of what came before and `text`.
    #[must_use]
    pub fn then(self, text: &str) -> Fnv {
        Fnv(text.bytes().fold(self.0, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3)))
    }

    /// The hash itself.
    #[cfg(test)]
    pub fn value(self) -> u64 {
        self.0
    }

    /// Where the hash stands in a sorted list of hashes.
    pub fn find(self, sorted: &[u64]) -> Option<usize> {
        // Hashes are spread evenly: guess the place, then look around it.
        let Fnv(key) = self;
        let guess = ((u128::from(key) * sorted.len() as u128) >> 64) as usize;
        let mut step = 32;
        let (mut low, mut high) = (guess, guess + 1);
        while low > 0 && sorted.get(low).is_none_or(|&k| k > key) {
            low = low.saturating_sub(step);
            step *= 2;
        }
        step = 32;
        while high < sorted.len() && sorted[high] <= key {
            high += step;
            step *= 2;
        }
        let high = high.min(sorted.len());
        sorted.get(low..high)?.binary_search(&key).ok().map(|at| low + at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: TableSizes = TableSizes { norm: 16384, pre: 2048, suf: 4096, suf2: 1024, shape: 512 };

    #[test]
    fn normal_form_and_shape() {
        let mut s = Spelling::default();
        for (form, norm, shape) in [
            ("U.N.", "u.n.", "X.X."),
            ("2,500", "0,000", "x,xxx"),
            ("Ouagadougou", "ouagadougou", "Xxxx"),
            ("’s", "'s", "'x"),
            ("—", "--", "--"),
            ("ÉTÉ-1999", "été-0000", "ÉXÉ-xxx"),
        ] {
            s.set(form);
            assert_eq!((s.norm.as_str(), s.shape.as_str()), (norm, shape));
        }
    }

    #[test]
    fn rows_are_those_of_zlib() {
        let mut s = Spelling::default();
        s.set("Mattis");
        let rows = s.rows(SIZES);
        // python: zlib.crc32(b"1mattis") % 16384, …
        assert_eq!(rows.norm, [13518, 11859]);
        assert_eq!((rows.pre, rows.suf, rows.suf2, rows.shape), (2019, 14, 513, 110));
    }

    #[test]
    fn finds_every_key_and_no_other() {
        let mut keys: Vec<u64> = (0..500u64).map(|i| i.wrapping_mul(0x9e37_79b9_7f4a_7c15)).collect();
        keys.extend([1, 2, 3, u64::MAX]);
        keys.sort_unstable();
        keys.dedup();
        for (at, &key) in keys.iter().enumerate() {
            assert_eq!(Fnv(key).find(&keys), Some(at));
            assert_eq!(Fnv(key ^ 1 << 40).find(&keys), keys.binary_search(&(key ^ 1 << 40)).ok());
        }
        assert_eq!(Fnv(7).find(&[]), None);
        assert_eq!(Fnv::EMPTY.then("a").0, 0xaf63_dc4c_8601_ec8c);
    }
}
