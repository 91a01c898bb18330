//! TOML files with the place of each value, for messages.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use toml::Spanned;

use super::LexiconError;

/// A file being read.
pub(super) struct TomlFile<'a> {
    /// Its path below the data folder.
    pub name: &'a str,
    text: &'a str,
    /// Where its lines end, in bytes, in order.
    line_ends: Vec<usize>,
}

impl<'a> TomlFile<'a> {
    pub(super) fn new(name: &'a str, text: &'a str) -> Self {
        let line_ends = text.match_indices('\n').map(|(end, _)| end).collect();
        TomlFile { name, text, line_ends }
    }
}

impl TomlFile<'_> {
    /// The file as TOML of this shape.
    pub(super) fn parse<T: DeserializeOwned>(&self) -> Result<T, LexiconError> {
        toml::from_str(self.text).map_err(|error| {
            self.error(error.span().map_or(0, |span| span.start), error.message().to_owned())
        })
    }

    /// Which line it stands on, as records and messages name it: `lexicon/events/REJECT.toml:12`.
    pub(super) fn rule(&self, byte: usize) -> String {
        format!("{}:{}", self.name, self.place(byte).0)
    }

    /// Line and column in code points, both from 1, of a byte offset.
    fn place(&self, byte: usize) -> (usize, usize) {
        let before = self.text.get(..byte).unwrap_or(self.text);
        let line = self.line_ends.partition_point(|&end| end < before.len());
        let start = line.checked_sub(1).map_or(0, |last| self.line_ends[last] + 1);
        (line + 1, before[start..].chars().count() + 1)
    }

    /// A mistake at a byte offset.
    pub(super) fn error(&self, byte: usize, reason: String) -> LexiconError {
        let (line, column) = self.place(byte);
        LexiconError { file: self.name.to_owned(), line, column, reason }
    }

    /// The words of a list; tells of those that are empty or stand in it twice.
    pub(super) fn words(
        &self,
        listed: &[Spanned<String>],
        errors: &mut Vec<LexiconError>,
    ) -> BTreeSet<String> {
        let mut words = BTreeSet::new();
        for word in listed {
            let text = word.get_ref();
            if text.trim().is_empty() {
                errors.push(self.error(word.span().start, "an empty word".to_owned()));
            } else if !words.insert(text.clone()) {
                errors.push(self.error(word.span().start, format!("{text:?} stands twice in this list")));
            }
        }
        words
    }
}
