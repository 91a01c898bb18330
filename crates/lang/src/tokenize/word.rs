//! Words and numbers: how far one reaches, which inner marks it keeps, and whether a stop belongs to it.

use super::contraction::is_apostrophe;
use super::{Following, lists};

/// Letters, digits and what combines with them: everything that is neither a mark nor a symbol.
fn is_inner(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    c.is_alphanumeric()
        || !matches!(c,
            '\u{80}'..='\u{bf}' | '×' | '÷' | '\u{2000}'..='\u{200b}' | '\u{200e}'..='\u{2bff}' | '\u{3000}'..='\u{303f}'
            | '\u{fe30}'..='\u{fe6f}' | '\u{feff}'..='\u{ff0f}' | '\u{1f000}'..='\u{1faff}')
}

/// The length in bytes of the word that `rest` begins with, without a final stop; `None` where a mark stands.
/// `before` is the character before it in the chunk.
pub(super) fn length(rest: &str, before: Option<char>) -> Option<usize> {
    let first = rest.chars().next()?;
    if !is_inner(first) || first == '_' && rest.trim_start_matches('_').is_empty() {
        return led(rest, first, before);
    }
    if first == '_' && before.is_none() && rest.bytes().take_while(|&b| b == b'_').count() > 2 {
        return None;
    }
    let mut word = Word { rest, piece: 0, end: run(rest, 0) };
    while word.extend() {}
    Some(word.end)
}

/// Words that begin with a mark: "'02", "'em", "+44", ".5", "@name", "#tag".
fn led(rest: &str, first: char, before: Option<char>) -> Option<usize> {
    let tail = &rest[first.len_utf8()..];
    let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
    let letters = run(tail, 0);
    let fits = match first {
        '\'' | '’' if before.is_none() && tail == "s" => true,
        '\'' | '’' => {
            (digits == 2 && (letters == 2 || tail[2..letters] == *"s"))
                || (letters > 0
                    && before.is_none()
                    && matches!(&tail[..letters], "em" | "n" | "til" | "cause" | "bout" | "tis" | "twas")
                    && !tail[letters..].starts_with(first))
        }
        '+' => digits > 0 && digits == letters && before.is_none(),
        '.' => digits > 0 && digits == letters && before.is_none_or(|c| !c.is_alphanumeric() && c != '.'),
        '@' | '#' => before.is_none() && letters > 1 && tail.starts_with(char::is_alphabetic),
        _ => false,
    };
    fits.then_some(first.len_utf8() + letters)
}

/// The byte at which the run of word characters that begins at `from` ends.
fn run(text: &str, from: usize) -> usize {
    text[from..].find(|c| !is_inner(c)).map_or(text.len(), |n| from + n)
}

/// A word on the way: `rest[..end]` is taken, its last piece begins at `piece`.
struct Word<'a> {
    rest: &'a str,
    piece: usize,
    end: usize,
}

impl Word<'_> {
    /// Takes the mark after the word and the piece after that, if they belong to it.
    fn extend(&mut self) -> bool {
        let mut after = self.rest[self.end..].chars();
        let Some(mark) = after.next() else { return false };
        let next = after.next();
        let piece = &self.rest[self.piece..self.end];
        let from = self.end + mark.len_utf8();
        if mark == '$'
            && self.piece == 0
            && matches!(piece, "US" | "U" | "C" | "A" | "HK" | "NZ" | "R" | "S" | "NT")
        {
            self.end = from;
            return false;
        }
        if mark == '/'
            && self.piece == 0
            && matches!(piece, "w" | "W")
            && !next.is_some_and(|c| c.is_ascii_uppercase())
        {
            let to = run(self.rest, from);
            if !lists::holds(lists::SLASHED, &self.rest[..to].to_ascii_lowercase()) {
                self.end = from;
                return false;
            }
        }
        let Some(next) = next.filter(|&c| is_inner(c)) else {
            return self.cut_off(mark, next);
        };
        let to = run(self.rest, from);
        let right = &self.rest[from..to];
        let keep = match mark {
            '.' => {
                let more = self.rest[to..].starts_with('.') || self.rest[..self.piece].ends_with('.');
                dotted(piece, right, more)
            }
            ',' => grouped(&self.rest[..self.end], piece, right),
            ':' => {
                let digits = right.trim_end_matches(|c: char| c.is_ascii_alphabetic());
                all_digits(piece)
                    && piece.len() < 3
                    && all_digits(digits)
                    && (digits == right || lists::holds(lists::UNITS, &right[digits.len()..]))
            }
            '/' => self.slash(piece, right, to),
            '-' | '‐' | '‑' => return self.hyphen(piece, right, from, to),
            '&' => {
                let short = |s: &str| s.len() <= 3 && s.bytes().all(|b| b.is_ascii_alphabetic());
                short(piece) && short(right) && upper(piece) == upper(right)
            }
            '@' => piece.starts_with(char::is_alphabetic) && next.is_alphabetic(),
            '*' => piece.ends_with(char::is_alphabetic) && next.is_alphabetic(),
            c if is_apostrophe(c) => next.is_alphabetic(),
            _ => false,
        };
        if keep {
            self.piece = from;
            self.end = to;
        }
        keep
    }

    /// A word broken off in speech: "th-" at the end of a chunk.
    fn cut_off(&mut self, mark: char, next: Option<char>) -> bool {
        let short = self.end <= 2 && self.rest[..self.end].bytes().all(|b| b.is_ascii_alphabetic());
        if mark == '-' && next.is_none() && self.piece == 0 && short {
            self.end += 1;
        }
        false
    }

    fn slash(&self, piece: &str, right: &str, to: usize) -> bool {
        let whole = &self.rest[..to];
        if all_digits(piece) && right.len() <= 4 && all_digits(right) {
            return whole.bytes().all(|b| b.is_ascii_digit() || b == b'/');
        }
        to <= 3 && lists::holds(lists::SLASHED, &whole.to_ascii_lowercase())
    }

    fn hyphen(&mut self, piece: &str, right: &str, from: usize, to: usize) -> bool {
        let left = piece.to_lowercase();
        let lower = right.to_lowercase();
        if self.piece == 0
            && let Some(end) = digit_groups(self.rest)
        {
            self.piece = end;
            self.end = end;
            return false;
        }
        let syllables = || {
            self.piece == 0
                && piece.starts_with(char::is_uppercase)
                && left.len() > 1
                && lists::holds(lists::NAME_SYLLABLES, &left)
                && lists::holds(lists::NAME_SYLLABLES, &lower)
        };
        let keep = lists::holds(lists::PREFIXES, &left) && right.starts_with(char::is_alphabetic)
            || lists::holds(lists::SOUNDS, &left) && lists::holds(lists::SOUNDS, &lower)
            || left == "mid" && right.starts_with(|c: char| c.is_ascii_digit())
            || left == "x" && all_digits(right)
            || syllables();
        if keep {
            self.piece = from;
            self.end = to;
        }
        keep
    }
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn upper(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether a stop inside of a word belongs to it: "1.5", "U.S", "a.m", "notes.doc", but not "here.Then".
fn dotted(left: &str, right: &str, more: bool) -> bool {
    let digit = |s: &str, end: bool| {
        let c = if end { s.bytes().next_back() } else { s.bytes().next() };
        c.is_some_and(|b| b.is_ascii_digit())
    };
    if digit(left, true) && digit(right, false) {
        return true;
    }
    let (short, letter) = (left.chars().nth(1).is_none(), right.chars().nth(1).is_none());
    if short && !digit(left, true) {
        return letter || !right.starts_with(char::is_uppercase) || left.starts_with(char::is_uppercase);
    }
    if letter
        && left.len() <= 3
        && (left.starts_with(char::is_uppercase) == right.starts_with(char::is_uppercase))
    {
        return true;
    }
    if left.ends_with(char::is_lowercase) && right.starts_with(char::is_uppercase) && !upper(right) {
        return false;
    }
    more && left.ends_with(char::is_lowercase) && right.starts_with(char::is_lowercase)
        || lists::holds(lists::DOTTED_ENDINGS, &right.to_ascii_lowercase())
}

/// Whether a comma groups thousands: at most three digits before, three after.
fn grouped(so_far: &str, piece: &str, right: &str) -> bool {
    let digits = right.bytes().take_while(u8::is_ascii_digit).count();
    all_digits(piece) && piece.len() <= 3 && digits == 3 && so_far.starts_with(|c: char| c.is_ascii_digit())
}

/// The end of a telephone number, date or code in digits that begins `text`: "713-853-3989", "2018-04-18".
fn digit_groups(text: &str) -> Option<usize> {
    let end = text.bytes().take(24).take_while(|b| b.is_ascii_digit() || *b == b'-').count();
    let run = text[..end].trim_end_matches('-');
    if text[run.len()..].starts_with(is_inner) {
        return None;
    }
    let mut lengths = [0usize; 6];
    let mut groups = 0;
    for group in run.split('-') {
        *lengths.get_mut(groups)? = group.len();
        groups += 1;
    }
    matches!(
        lengths[..groups],
        [1..=3, 4]
            | [3, 3, 4]
            | [1, 3, 3, 4]
            | [5, 4]
            | [1 | 2, 1 | 2, 2 | 4]
            | [3, 2, 4]
            | [4, 2, 2]
            | [7, 4]
    )
    .then_some(run.len())
}

/// The length of the word with its stop, if the stop after its `n` bytes belongs to it.
pub(super) fn with_period(rest: &str, n: usize, following: Following, previous_capital: bool) -> usize {
    if !rest[n..].starts_with('.') {
        return n;
    }
    if rest[n + 1..].starts_with(['.', '…']) {
        let twice = rest[..n].contains('.') && rest.len() == n + 2;
        return if twice { n + 1 } else { n };
    }
    let inside = rest[n + 1..].chars().next();
    let next = inside.or(following.next);
    let word = &rest[..n];
    if abbreviates(word, next, inside.is_none() && following.next.is_none(), previous_capital) {
        n + 1
    } else {
        n
    }
}

/// Whether `word` with a stop is an abbreviation. `next` is the character that follows the stop and any white space;
/// `last` says that a paragraph ends there.
fn abbreviates(word: &str, next: Option<char>, last: bool, previous_capital: bool) -> bool {
    let Some(first) = word.chars().next().filter(|c| c.is_alphabetic()) else { return false };
    let number = next.is_some_and(|c| c.is_ascii_digit());
    if word.len() == first.len_utf8() {
        let initial = first.is_uppercase()
            && next.is_some_and(|c| c.is_uppercase() || matches!(c, ',' | '\'' | '’' | '-'))
            && (first != 'I' || previous_capital);
        return initial && (previous_capital || first != 'A') || number && "bcdp".contains(first);
    }
    if word.contains('.') {
        return word
            .split('.')
            .all(|piece| (1..=3).contains(&piece.len()) && piece.chars().all(char::is_alphabetic))
            && word.split('.').any(|piece| piece.len() == 1);
    }
    if word.len() > 6 || !word.is_ascii() {
        return false;
    }
    let lower = word.to_ascii_lowercase();
    if lists::holds(lists::ABBREVIATIONS, &lower) {
        let title_only = matches!(
            lower.as_str(),
            "mr" | "mrs" | "ms" | "dr" | "jr" | "sr" | "inc" | "corp" | "ltd" | "co"
        );
        let capital = first.is_uppercase()
            || matches!(lower.as_str(), "al" | "vs" | "approx" | "esp" | "ext" | "oz" | "div" | "est");
        return capital && (title_only || !last);
    }
    lists::holds(lists::CAPITAL_ABBREVIATIONS, word) && !last
        || number && lists::holds(lists::BEFORE_NUMBER, &lower)
        || lists::holds(lists::MID_SENTENCE, &lower)
            && next.is_some_and(|c| c.is_lowercase() || matches!(c, ',' | ';' | ')' | ':'))
}

/// The byte at which the unit of a number begins: 1 in "5pm".
pub(super) fn unit_start(form: &str) -> Option<usize> {
    if !form.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let n = form.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b':')).count();
    let unit = form[n..].trim_end_matches('.');
    (n < form.len() && lists::holds(lists::UNITS, unit) || matches!(unit, "a.m" | "p.m")).then_some(n)
}
