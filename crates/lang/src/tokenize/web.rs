//! Web and mail addresses.

use super::lists;

/// Longest address that is looked for, in bytes.
const LONGEST: usize = 2048;

/// The length in bytes of the address that `rest` begins with.
pub(super) fn address(rest: &str) -> Option<usize> {
    let first = *rest.as_bytes().first()?;
    if !first.is_ascii_alphanumeric() {
        return None;
    }
    let mut limit = rest.len().min(LONGEST);
    while !rest.is_char_boundary(limit) {
        limit -= 1;
    }
    let rest = &rest[..limit];
    if has_scheme(rest) {
        let end = rest.find(['<', '>', '"', '“', '”', '«', '»']).unwrap_or(rest.len());
        return Some(trimmed(&rest[..end]));
    }
    let name = rest
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '%' | '+' | '@')))
        .unwrap_or(rest.len());
    let name = rest[..name].trim_end_matches(['.', '-', '+', '%', '_']);
    if let Some((user, host)) = name.split_once('@') {
        let fits = !user.is_empty() && host.starts_with(char::is_alphanumeric);
        return fits.then_some(name.len());
    }
    let (stem, ending) = name.rsplit_once('.')?;
    let known = lists::holds(lists::DOTTED_ENDINGS, &ending.to_ascii_lowercase());
    let shouting = stem.starts_with(char::is_lowercase) && ending.starts_with(char::is_uppercase);
    if !known || shouting || ending.len() < 2 || stem.len() < 2 || stem.ends_with('.') {
        return None;
    }
    let path = &rest[name.len()..];
    let end = if path.starts_with('/') { trimmed(path) } else { 0 };
    Some(name.len() + end)
}

fn has_scheme(rest: &str) -> bool {
    ["http://", "https://", "ftp://", "www.", "mailto:", "ymsgr:", "HTTP://", "WWW.", "Http://", "Www."]
        .iter()
        .any(|scheme| rest.starts_with(scheme) && rest.len() > scheme.len())
}

/// The length of an address without the punctuation of the sentence it stands in.
fn trimmed(address: &str) -> usize {
    let mut text = address;
    loop {
        let shorter = text.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', ']', '}', '*']);
        let shorter = match shorter.strip_suffix(')') {
            Some(open) if !open.contains('(') => open,
            _ => shorter,
        };
        if shorter.len() == text.len() || shorter.is_empty() {
            return text.len();
        }
        text = shorter;
    }
}
