//! Lines of any length, a bounded part of each in memory.

use std::io::{self, BufRead};

use super::{MAX_SOURCE_BYTES, ReportError};

/// The next line of `source` that is not empty: its number, counted on from `number`, and its bytes; `None` at the end.
/// A line of more than [`MAX_SOURCE_BYTES`] is passed over to its end and is an error.
#[allow(clippy::type_complexity)]
pub fn next_line(source: &mut dyn BufRead, number: &mut u64) -> Option<Result<Vec<u8>, ReportError>> {
    loop {
        *number += 1;
        match read_line(source) {
            Ok(None) => return None,
            Ok(Some((line, true))) => {
                if !line.trim_ascii().is_empty() {
                    return Some(Ok(line));
                }
            }
            Ok(Some((_, false))) => return Some(Err(ReportError::TooLong { limit: MAX_SOURCE_BYTES })),
            Err(error) => return Some(Err(error.into())),
        }
    }
}

/// One line with what ends it, and whether all of it was kept; `None` at the end.
pub fn read_line(source: &mut dyn BufRead) -> io::Result<Option<(Vec<u8>, bool)>> {
    let (mut line, mut whole, mut any) = (Vec::new(), true, false);
    loop {
        let chunk = match source.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() {
            return Ok(any.then_some((line, whole)));
        }
        any = true;
        let end = chunk.iter().position(|&b| b == b'\n');
        let used = end.map_or(chunk.len(), |i| i + 1);
        if line.len() + used > MAX_SOURCE_BYTES {
            whole = false;
            line = Vec::new();
        }
        if whole {
            line.extend_from_slice(&chunk[..used]);
        }
        source.consume(used);
        if end.is_some() {
            return Ok(Some((line, whole)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_with_the_empty_ones() {
        let mut source: &[u8] = b"one\n\n  \r\nfour";
        let mut number = 0;
        assert_eq!(next_line(&mut source, &mut number).unwrap().unwrap(), b"one\n");
        assert_eq!(number, 1);
        assert_eq!(next_line(&mut source, &mut number).unwrap().unwrap(), b"four");
        assert_eq!(number, 4);
        assert!(next_line(&mut source, &mut number).is_none());
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let mut bytes = vec![b'x'; MAX_SOURCE_BYTES + 10];
        bytes.extend(b"\nnext\n");
        let (mut source, mut number) = (&bytes[..], 0);
        assert!(matches!(next_line(&mut source, &mut number), Some(Err(ReportError::TooLong { .. }))));
        assert_eq!(next_line(&mut source, &mut number).unwrap().unwrap(), b"next\n");
    }
}
