//! UTF-16 to UTF-8 as it is read, for inputs of many reports, whose lines are found in bytes.

use std::io::{self, BufRead, BufReader, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_16BE, UTF_16LE};

use super::compressed::Source;

/// Bytes decoded at a time; every step can use all of them.
const STEP_BYTES: usize = 1 << 14;

/// The kind of UTF-16 that an input is in: by its byte order mark, or by a first character that is ASCII.
pub fn utf16_of(head: &[u8]) -> Option<&'static Encoding> {
    match head {
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        [first, 0, ..] if first.is_ascii() && *first != 0 => Some(UTF_16LE),
        [0, second, ..] if second.is_ascii() && *second != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The text of `source` in UTF-8, without a byte order mark; what has no meaning becomes U+FFFD.
pub fn to_utf8(source: Source, encoding: &'static Encoding) -> Source {
    let decoder = encoding.new_decoder_with_bom_removal();
    Box::new(BufReader::new(Utf8 { source, decoder, text: Vec::new(), given: 0, ended: false }))
}

struct Utf8 {
    source: Source,
    decoder: Decoder,
    /// Decoded, of which the first `given` bytes have been given.
    text: Vec<u8>,
    given: usize,
    ended: bool,
}

impl Utf8 {
    /// Decodes the next step.
    fn decode(&mut self) -> io::Result<()> {
        let chunk = match self.source.fill_buf() {
            Ok(chunk) => &chunk[..chunk.len().min(STEP_BYTES)],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(()),
            Err(error) => return Err(error),
        };
        let last = chunk.is_empty();
        let room = self.decoder.max_utf8_buffer_length(chunk.len()).unwrap_or(4 * STEP_BYTES);
        self.text.resize(room, 0);
        let (result, used, written, _) = self.decoder.decode_to_utf8(chunk, &mut self.text, last);
        self.text.truncate(written);
        self.given = 0;
        self.source.consume(used);
        self.ended = last && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl Read for Utf8 {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            if self.ended {
                return Ok(0);
            }
            self.decode()?;
        }
        let left = &self.text[self.given..];
        let count = left.len().min(buffer.len());
        buffer[..count].copy_from_slice(&left[..count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decoded(bytes: Vec<u8>) -> String {
        let encoding = utf16_of(&bytes).unwrap();
        let mut text = String::new();
        to_utf8(Box::new(io::Cursor::new(bytes)), encoding).read_to_string(&mut text).unwrap();
        text
    }

    fn little(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn both_orders_with_and_without_a_mark() {
        let text = "{“Éva”: 𝄞}\n".repeat(9000);
        assert_eq!(decoded(little(&text)), text);
        assert_eq!(decoded(little(&format!("\u{feff}{text}"))), text);
        let big: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(big), text);
        assert!(utf16_of(b"{\"a\"").is_none() && utf16_of(b"").is_none());
    }

    #[test]
    fn half_a_character_at_the_end_is_replaced() {
        let mut bytes = little("ab");
        bytes.push(0x20);
        assert_eq!(decoded(bytes), "ab\u{fffd}");
    }

    proptest! {
        #[test]
        fn any_text_survives(text in "[ -~]\\PC{0,60}") {
            prop_assert_eq!(decoded(little(&text)), text);
        }
    }
}
