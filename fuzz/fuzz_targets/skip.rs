//! Skipped parts of any text increase, do not overlap and lie on character boundaries.
#![no_main]

use std::sync::LazyLock;

use chancery::lexicon::Source;
use chancery::reading::skip::{SkipPatterns, find_skipped};
use libfuzzer_sys::fuzz_target;

static PATTERNS: LazyLock<SkipPatterns> =
    LazyLock::new(|| SkipPatterns::load(&Source::embedded()).unwrap_or_default());

fuzz_target!(|text: &str| {
    let mut end = 0;
    for part in find_skipped(text, &PATTERNS).0 {
        assert!(part.span.start >= end && part.span.end <= text.len());
        assert!(text.is_char_boundary(part.span.start) && text.is_char_boundary(part.span.end));
        end = part.span.end;
    }
});
