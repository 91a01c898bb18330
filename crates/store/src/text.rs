//! A text cut by offsets in code points.

use chancery::record::Offsets;

/// A text with the byte offset of each of its code points.
pub struct TextIndex<'a> {
    text: &'a str,
    /// Byte offset of each code point, and the length of the text; empty when the text is ASCII.
    starts: Vec<usize>,
}

impl<'a> TextIndex<'a> {
    /// The index of that text.
    pub fn of(text: &'a str) -> Self {
        let starts = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
        };
        TextIndex { text, starts }
    }

    /// The words at these offsets; `None` when they are not in the text.
    pub fn slice(&self, [start, end]: Offsets) -> Option<&'a str> {
        let byte = |at: usize| if self.starts.is_empty() { Some(at) } else { self.starts.get(at).copied() };
        self.text.get(byte(start)?..byte(end)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_code_points() {
        assert_eq!(TextIndex::of("Éva “yes”").slice([4, 9]), Some("“yes”"));
        assert_eq!(TextIndex::of("plain").slice([1, 3]), Some("la"));
        assert_eq!(TextIndex::of("Éva").slice([0, 4]), None);
        assert_eq!(TextIndex::of("plain").slice([3, 2]), None);
    }
}
