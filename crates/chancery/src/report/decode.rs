//! Bytes to text: UTF-8 where it is, else the charset that is declared or that the bytes look like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use super::{ReportError, Warning};

/// Most bytes looked at in order to guess a charset.
const GUESS_BYTES: usize = 1 << 18;

/// Decodes `bytes`; `declared` is the label of the charset that the source itself names.
///
/// # Errors
/// When the bytes are no text: they hold NUL (outside of UTF-16) or more than a few other control characters.
pub fn decode(bytes: Vec<u8>, declared: Option<&str>) -> Result<(String, Option<Warning>), ReportError> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return finish(&bytes[mark..], encoding, true);
    }
    if bytes.contains(&0) || bytes.starts_with(b"%PDF-") {
        return Err(ReportError::Binary);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return check(text, None),
        Err(error) => error.into_bytes(),
    };
    if is_damaged_utf8(&bytes) {
        return finish(&bytes, UTF_8, false);
    }
    match declared.and_then(|label| Encoding::for_label(label.as_bytes())).filter(|e| *e != UTF_8) {
        Some(encoding) => finish(&bytes, encoding, true),
        None => finish(&bytes, guess(&bytes), false),
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(GUESS_BYTES)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether the bytes are UTF-8 apart from a few: more good sequences of several bytes than bad ones by far.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= 4 * bad
}

fn finish(
    bytes: &[u8],
    encoding: &'static Encoding,
    declared: bool,
) -> Result<(String, Option<Warning>), ReportError> {
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    let quiet = encoding == UTF_8 && !lossy;
    let warning = (!quiet).then(|| Warning::Charset { name: encoding.name(), declared, lossy });
    check(text.into_owned(), warning)
}

/// Refuses what decodes but is no text.
fn check(text: String, warning: Option<Warning>) -> Result<(String, Option<Warning>), ReportError> {
    let odd = text
        .chars()
        .filter(|&c| {
            c == '\u{FFFD}' || (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{85}'))
        })
        .count();
    if text.contains('\0') || odd > 2 + text.len() / 50 {
        return Err(ReportError::Binary);
    }
    Ok((text, warning))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn utf8_passes_without_a_warning_and_loses_its_mark() {
        assert_eq!(decode("Éva".into(), Some("latin1")).unwrap(), ("Éva".to_owned(), None));
        assert_eq!(decode(b"\xEF\xBB\xBFhi".to_vec(), None).unwrap(), ("hi".to_owned(), None));
    }

    #[test]
    fn a_declared_charset_is_used_and_said() {
        let (text, warning) = decode(b"caf\xE9".to_vec(), Some("iso-8859-1")).unwrap();
        assert_eq!(text, "café");
        let warning = warning.unwrap().to_string();
        assert_eq!(warning, "not UTF-8: decoded as windows-1252 as declared");
    }

    #[test]
    fn a_charset_is_guessed_from_the_bytes() {
        let (text, warning) =
            decode(b"The envoy \x93refused\x94 to attend the caf\xE9 talks.".to_vec(), None).unwrap();
        assert_eq!(text, "The envoy “refused” to attend the café talks.");
        assert!(matches!(warning, Some(Warning::Charset { declared: false, lossy: false, .. })));
    }

    #[test]
    fn utf16_with_a_mark_is_text() {
        let bytes: Vec<u8> = "\u{FEFF}Peace talks".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(bytes, None).unwrap().0, "Peace talks");
    }

    #[test]
    fn one_broken_byte_does_not_make_another_charset() {
        let mut bytes = "“Éva” said “no” — twice, “yes”.".as_bytes().to_vec();
        bytes.extend(b"\xE2\x80");
        let (text, warning) = decode(bytes, None).unwrap();
        assert!(text.starts_with("“Éva”"), "{text}");
        assert!(matches!(warning, Some(Warning::Charset { name: "UTF-8", lossy: true, .. })));
    }

    #[test]
    fn binary_data_is_refused() {
        for bytes in [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], b"%PDF-1.7 ...", b"\x01\x02\x03\x04\x05\x06\x07"]
        {
            assert!(matches!(decode(bytes.to_vec(), None), Err(ReportError::Binary)), "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_give_a_text_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = decode(bytes, None);
        }
    }
}
