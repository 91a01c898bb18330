//! Words near a trigger that tell an event's mode: what is asked for, what is fought with.

use std::collections::HashMap;

use serde::Deserialize;
use toml::Spanned;

/// Where a word that tells a mode may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Region {
    /// In what the trigger governs, without its subject: what is asked for, what is refused.
    Content,
    /// Near it in the sentence, above or below: what is fought with.
    Around,
}

/// A group of words that tell a mode, as written in a type's file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModeWordGroup {
    /// The mode they tell, one of the file's.
    pub mode: Spanned<String>,
    /// Where they stand.
    pub region: Region,
    /// Lemmas, lower case; of several words the last is the one looked up ("tear gas").
    pub words: Vec<String>,
}

/// One word that tells a mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModeWord {
    /// The words that must stand before it, in order.
    pub before: Vec<String>,
    /// The mode.
    pub mode: String,
    /// Where it may stand.
    pub region: Region,
}

/// All words that tell the modes of one event type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModeWords {
    by_word: HashMap<String, Vec<ModeWord>>,
}

impl ModeWords {
    /// Adds a group; the words of earlier groups win, and of one group the longer.
    pub fn add(&mut self, group: &ModeWordGroup) {
        for text in &group.words {
            let mut before: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
            let Some(word) = before.pop() else { continue };
            let words = self.by_word.entry(word).or_default();
            words.push(ModeWord { before, mode: group.mode.get_ref().clone(), region: group.region });
            words.sort_by_key(|word| std::cmp::Reverse(word.before.len()));
        }
    }

    /// What a lemma can tell, the longest first.
    #[must_use]
    pub fn of(&self, lemma: &str) -> &[ModeWord] {
        self.by_word.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Whether the type has no such words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_word.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_term_comes_first() {
        #[derive(Deserialize)]
        struct File {
            group: Vec<ModeWordGroup>,
        }
        let file: File = toml::from_str(
            "[[group]]\nmode = \"explosives\"\nregion = \"around\"\nwords = [\"bomb\"]\n\
             [[group]]\nmode = \"aerial\"\nregion = \"around\"\nwords = [\"barrel bomb\"]\n",
        )
        .unwrap();
        let mut words = ModeWords::default();
        file.group.iter().for_each(|group| words.add(group));
        let modes: Vec<&str> = words.of("bomb").iter().map(|w| w.mode.as_str()).collect();
        assert_eq!(modes, ["aerial", "explosives"]);
        assert!(words.of("stone").is_empty());
    }
}
