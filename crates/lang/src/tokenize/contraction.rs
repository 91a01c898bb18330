//! Words that are several: where "don't", "John's" and "cannot" are cut.

use super::lists;

/// Whether the character is used as an apostrophe.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '`' | '‘' | '´')
}

/// Byte positions at which the word `form`, which begins at byte `start`, is cut into syntactic words.
pub(super) fn cuts(form: &str, start: usize) -> Vec<usize> {
    let Some(mark) = form.char_indices().rev().find(|&(_, c)| is_apostrophe(c)) else {
        return unmarked(form).iter().map(|cut| start + cut).collect();
    };
    let (at, c) = mark;
    let tail = &form[at + c.len_utf8()..];
    if at == 0 || tail.len() > 2 {
        return Vec::new();
    }
    let head = &form[..at];
    match tail {
        "t" | "T" if head.ends_with(['n', 'N']) && head.len() > 1 => vec![start + at - 1],
        "s" | "S" if head.ends_with(|c: char| c.is_ascii_digit()) => Vec::new(),
        "s" | "S" | "m" | "M" | "d" | "D" | "re" | "RE" | "ve" | "VE" | "ll" | "LL" => vec![start + at],
        _ => Vec::new(),
    }
}

fn unmarked(form: &str) -> &'static [usize] {
    if !(2..=8).contains(&form.len()) || !form.is_ascii() {
        return &[];
    }
    let lower = form.to_ascii_lowercase();
    match lists::UNMARKED.binary_search_by_key(&lower.as_str(), |(word, _)| word) {
        Ok(i) => lists::UNMARKED[i].1,
        Err(_) => &[],
    }
}

/// The possessive mark of a plural ("rebels'"), when `rest`, the text after the word, begins with one.
pub(super) fn plural_possessive(form: &str, rest: &str) -> Option<char> {
    let mut after = rest.chars();
    let mark = after.next().filter(|c| matches!(c, '\'' | '’'))?;
    let ends = form.ends_with(['s', 'S', 'x', 'z']) && form.chars().nth(1).is_some();
    (ends && !after.next().is_some_and(|c| c.is_alphanumeric() || c == mark)).then_some(mark)
}
