//! Plain text: the whole input is one report, and its text is left as it is.

use std::io::{BufRead, Read};

use super::decode::decode;
use super::{MAX_TEXT_BYTES, Report, ReportError, Taken, check_text};

/// Reads one report from all of `source`.
pub fn read_plain(source: impl BufRead) -> Taken {
    let bytes = read_at_most(source, MAX_TEXT_BYTES)?;
    let (text, warning) = decode(bytes, None)?;
    check_text(&text)?;
    Ok((Report::from_text(text), warning.into_iter().collect()))
}

/// All bytes of `source`, which may not be more than `limit`.
pub fn read_at_most(source: impl Read, limit: usize) -> Result<Vec<u8>, ReportError> {
    let mut bytes = Vec::new();
    source.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limit { Err(ReportError::TooLong { limit }) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::hash;

    #[test]
    fn the_text_is_kept_to_the_byte_and_named_by_its_hash() {
        let text = "  Rain\r\n\r\nin the east.\n";
        let (report, warnings) = read_plain(text.as_bytes()).unwrap();
        assert_eq!(report.text, text);
        assert_eq!(report.id, hash(text));
        assert!(warnings.is_empty());
    }

    #[test]
    fn a_line_of_fifty_million_bytes_is_refused_without_reading_it_all() {
        let endless = std::io::BufReader::new(std::io::repeat(b'x'));
        assert!(matches!(read_plain(endless), Err(ReportError::TooLong { .. })));
    }
}
