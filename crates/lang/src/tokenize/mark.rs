//! Punctuation, symbols and faces.

use super::lists;

/// Whether a chunk is a drawn line: "-----", "*~*~*", "|----+---->".
pub(super) fn is_rule(chunk: &str) -> bool {
    chunk.len() >= 3
        && chunk.bytes().all(|b| b"-=|+<>*~{}_#".contains(&b))
        && !chunk.bytes().all(|b| b == b'<')
        && !chunk.bytes().all(|b| b == b'>')
}

/// Marks after which a word or an address may begin.
pub(super) fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '<' | '"' | '\'' | '“' | '‘' | '«' | '„' | '`' | '*' | '¿' | '¡')
}

/// The length in bytes of a face at byte `at` of `chunk`. Inside of a chunk it must end it, and no bracket may be open.
pub(super) fn emoticon(chunk: &str, at: usize) -> Option<usize> {
    let rest = chunk.get(at..)?;
    if !matches!(rest.as_bytes().first(), Some(b':' | b';' | b'=' | b'<' | b'>' | b'^' | b'-' | b'(')) {
        return None;
    }
    let face = lists::EMOTICONS.iter().find(|face| rest.starts_with(**face))?;
    let after = rest[face.len()..].chars().next();
    let fits = if at == 0 {
        after.is_none_or(|c| matches!(c, '.' | ',' | '!' | '?' | '"' | '”'))
    } else {
        after.is_none() && face.len() < 4 && face.ends_with([')', '(']) && !chunk[..at].contains('(')
    };
    fits.then_some(face.len())
}

/// The length in bytes of the mark that `rest` begins with; `before` is the character before it in the chunk.
pub(super) fn length(rest: &str, before: Option<char>) -> usize {
    let mut chars = rest.chars();
    let Some(c) = chars.next() else { return 0 };
    let run = |inside: fn(char) -> bool| rest.find(|c| !inside(c)).unwrap_or(rest.len());
    match c {
        '.' | '!' | '?' | '…' => run(|c| matches!(c, '.' | '!' | '?' | '…')),
        '-' => run(|c| c == '-'),
        '*' => run(|c| c == '*'),
        '=' => run(|c| c == '='),
        '_' => run(|c| c == '_'),
        '~' => run(|c| c == '~'),
        '#' => run(|c| c == '#'),
        '+' => run(|c| c == '+'),
        '<' => run(|c| c == '<'),
        '>' => run(|c| c == '>'),
        '\'' | '’' if before.is_some() && possessive(&rest[c.len_utf8()..]) => c.len_utf8() + 1,
        '\'' | '`' | '’' | '‘' => {
            let twice = chars.next() == Some(c);
            if twice { 2 * c.len_utf8() } else { c.len_utf8() }
        }
        _ => c.len_utf8(),
    }
}

/// Whether the text after an apostrophe is the "s" of a possessive and no more.
fn possessive(rest: &str) -> bool {
    rest.starts_with('s') && !rest[1..].starts_with(char::is_alphanumeric)
}
