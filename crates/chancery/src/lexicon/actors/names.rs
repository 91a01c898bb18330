//! Names of actors, found in running text.

use std::collections::{HashMap, HashSet};

use chancery_lang::{Document, TokenRange};

use super::Sense;

/// The longest name looked for, in words.
const LONGEST: usize = 14;

/// Names with their senses. Single words match as they are written; names of several words also with other capitals in
/// their later words.
#[derive(Clone, Debug, Default)]
pub struct NameIndex {
    exact: HashMap<String, Vec<Sense>>,
    folded: HashMap<String, Vec<Sense>>,
    /// Names of dictionaries without case, in lower case.
    any_case: HashMap<String, Vec<Sense>>,
    /// First runs of letters and digits of all names, which the search tests first.
    starts: HashSet<String>,
}

impl NameIndex {
    /// Adds a name.
    pub fn insert(&mut self, name: &str, sense: Sense) {
        let name = key(name);
        if name.is_empty() {
            return;
        }
        if name.contains(' ') {
            push(self.folded.entry(name.to_lowercase()).or_default(), sense);
        }
        if !self.starts.contains(start(&name)) {
            self.starts.insert(start(&name).to_owned());
            self.starts.insert(start(&name).to_lowercase());
        }
        push(self.exact.entry(name).or_default(), sense);
    }

    /// Adds a name that a dictionary gives in capitals: it matches whatever begins with one, short words in capitals only.
    pub fn insert_any_case(&mut self, name: &str, sense: Sense) {
        let name = key(name);
        if name.is_empty() {
            return;
        }
        self.starts.insert(start(&name).to_lowercase());
        push(self.any_case.entry(name.to_lowercase()).or_default(), sense);
    }

    /// The senses of a name, as [`key`] spells it or not.
    #[must_use]
    pub fn get(&self, name: &str) -> &[Sense] {
        let name = key(name);
        let capital = name.chars().next().is_some_and(char::is_uppercase);
        if capital
            && !self.any_case.is_empty()
            && (name.len() > 3 || name.chars().all(|c| !c.is_lowercase()))
            && let Some(senses) = self.any_case.get(&name.to_lowercase())
        {
            return senses;
        }
        if let Some(senses) = self.exact.get(&name) {
            return senses;
        }
        // "HAMAS" and "RUSSIA" of headlines.
        if name.len() > 3 && !name.contains(' ') && name.chars().all(char::is_uppercase) {
            let mut letters = name.chars();
            let title: String =
                letters.next().into_iter().chain(letters.as_str().to_lowercase().chars()).collect();
            return self.exact.get(&title).map_or(&[], Vec::as_slice);
        }
        if capital && name.contains(' ') {
            return self.folded.get(&name.to_lowercase()).map_or(&[], Vec::as_slice);
        }
        &[]
    }

    /// The longest name that begins at word `at`, as word range, inside of its sentence.
    #[must_use]
    pub fn longest_at(&self, document: &Document, at: usize) -> Option<TokenRange> {
        let first = document.form(at);
        let begin = start(first);
        if !self.starts.contains(begin) && !self.starts.contains(&begin.to_lowercase()) {
            return None;
        }
        let limit = document.sentence_of(at).end.min(at + LONGEST);
        (at + 1..=limit).rev().map(|end| at..end).find(|range| {
            let text = document.span_of(range).of(&document.text);
            text.len() <= 120 && !self.get(text).is_empty()
        })
    }
}

fn push(senses: &mut Vec<Sense>, sense: Sense) {
    if !senses.contains(&sense) {
        senses.push(sense);
    }
}

/// The first run of letters and digits.
fn start(name: &str) -> &str {
    let end = name.find(|c: char| !c.is_alphanumeric()).unwrap_or(name.len());
    if end == 0 {
        name.get(..name.chars().next().map_or(0, char::len_utf8)).unwrap_or("")
    } else {
        &name[..end]
    }
}

/// A name as it is looked up: single spaces, straight apostrophes and hyphens, no leading article.
#[must_use]
pub fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.is_ascii() && !word.contains('`') {
            out.push_str(word);
            continue;
        }
        out.extend(word.chars().map(|c| match c {
            '’' | '‘' | 'ʼ' | '`' => '\'',
            '–' | '‑' | '‐' => '-',
            c => c,
        }));
    }
    for article in ["the ", "The "] {
        if let Some(rest) = out.strip_prefix(article) {
            return rest.to_owned();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::actors::NameRole;

    #[test]
    fn keys_fold_spaces_apostrophes_and_articles() {
        assert_eq!(key("the  People’s\nArmy"), "People's Army");
    }

    #[test]
    fn acronyms_keep_their_capitals_and_long_names_do_not() {
        let mut names = NameIndex::default();
        let sense = Sense { actor: 0, role: NameRole::Name };
        names.insert("WHO", sense);
        names.insert("Harbour Workers' Front", sense);
        assert!(names.get("who").is_empty());
        assert!(names.get("harbour workers' front").is_empty());
        assert_eq!(names.get("Harbour workers’ front"), [sense]);
    }
}
