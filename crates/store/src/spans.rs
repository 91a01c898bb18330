//! Lists of spans as BLOBs, with a checksum of the words they point at.
//!
//! The first four bytes are the CRC-32 (little-endian) of all quotes, each followed by a zero byte. Then two LEB128
//! numbers a span: its start as the zigzag-coded difference from the start before, and its length. A list of mentions
//! takes some 3 bytes a span in place of the 12 of JSON.

use chancery::record::Offsets;

use crate::text::TextIndex;

/// A list of spans as it is stored; `None` when one of them is not in the text.
pub fn pack(spans: &[Offsets], text: &TextIndex<'_>) -> Option<Vec<u8>> {
    let mut bytes = checksum(spans, text)?.to_le_bytes().to_vec();
    let mut before = 0_i64;
    for &[start, end] in spans {
        let start = i64::try_from(start).ok()?;
        let step = start - before;
        write_number(&mut bytes, ((step << 1) ^ (step >> 63)).cast_unsigned());
        write_number(&mut bytes, u64::try_from(end).ok()?.checked_sub(start.cast_unsigned())?);
        before = start;
    }
    Some(bytes)
}

/// The spans of a stored list and its checksum; `None` when it is not such a list.
pub fn unpack(bytes: &[u8]) -> Option<(Vec<Offsets>, u32)> {
    let (head, mut rest) = bytes.split_first_chunk::<4>()?;
    let (mut spans, mut before) = (Vec::new(), 0_i64);
    while !rest.is_empty() {
        let step = read_number(&mut rest)?;
        let step = (step >> 1).cast_signed() ^ -(step & 1).cast_signed();
        let start = before.checked_add(step)?;
        let length = read_number(&mut rest)?;
        let end = start.checked_add(i64::try_from(length).ok()?)?;
        spans.push([usize::try_from(start).ok()?, usize::try_from(end).ok()?]);
        before = start;
    }
    Some((spans, u32::from_le_bytes(*head)))
}

/// The checksum of the words at these spans; `None` when one of them is not in the text.
pub fn checksum(spans: &[Offsets], text: &TextIndex<'_>) -> Option<u32> {
    let mut hasher = crc32fast::Hasher::new();
    for &span in spans {
        hasher.update(text.slice(span)?.as_bytes());
        hasher.update(&[0]);
    }
    Some(hasher.finalize())
}

fn write_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn read_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7F).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_list_keeps_its_spans_in_their_order() {
        let text = TextIndex::of("Éva said “yes”.");
        let spans = vec![[9, 14], [0, 3], [0, 15], [4, 4]];
        let bytes = pack(&spans, &text).unwrap();
        assert_eq!(bytes.len(), 4 + 2 * spans.len());
        assert_eq!(unpack(&bytes), Some((spans.clone(), checksum(&spans, &text).unwrap())));
    }

    #[test]
    fn a_span_outside_of_the_text_is_refused() {
        let text = TextIndex::of("Éva");
        assert_eq!(pack(&[[0, 4]], &text), None);
        assert_eq!(pack(&[[2, 1]], &text), None);
    }

    #[test]
    fn the_checksum_tells_another_text_and_another_cut() {
        let spans = [[0, 2], [2, 3]];
        let of = |text| checksum(&spans, &TextIndex::of(text));
        assert_ne!(of("abc"), of("abd"));
        assert_ne!(of("abc"), checksum(&[[0, 1], [1, 3]], &TextIndex::of("abc")));
    }

    proptest! {
        #[test]
        fn any_bytes_are_spans_or_none(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let _ = unpack(&bytes);
        }
    }
}
