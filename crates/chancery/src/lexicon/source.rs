//! Where data files come from: embedded, or from folders of the user's that replace or add files.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::LexiconError;

/// The embedded files, overlaid by folders of the same layout (`lexicon/…`, `gazetteer/…`).
#[derive(Clone, Debug, Default)]
pub struct Source {
    overlays: Vec<PathBuf>,
}

impl Source {
    /// The embedded files alone.
    #[must_use]
    pub fn embedded() -> Self {
        Source::default()
    }

    /// Adds a folder whose files replace or extend those before it.
    #[must_use]
    pub fn with_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.overlays.push(folder.into());
        self
    }

    /// One file by its path below the data folder.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        for folder in self.overlays.iter().rev() {
            if let Ok(bytes) = fs::read(folder.join(path)) {
                return Some(Cow::Owned(bytes));
            }
        }
        chancery_data::file(path).map(Cow::Borrowed)
    }

    /// The same mistake with the folder that the file comes from before its path; files that are embedded keep theirs.
    #[must_use]
    pub fn located(&self, mut mistake: LexiconError) -> LexiconError {
        let folder = self.overlays.iter().rev().find(|folder| folder.join(&mistake.file).is_file());
        if let Some(folder) = folder {
            mistake.file = folder.join(&mistake.file).display().to_string();
        }
        mistake
    }

    /// All files below `folder` ("lexicon/events/"), in path order.
    #[must_use]
    pub fn under(&self, folder: &str) -> BTreeMap<String, Cow<'static, [u8]>> {
        let mut files: BTreeMap<String, Cow<'static, [u8]>> = chancery_data::under(folder)
            .map(|(name, bytes)| (name.to_owned(), Cow::Borrowed(bytes)))
            .collect();
        for overlay in &self.overlays {
            for name in names_below(&overlay.join(folder)) {
                if let Ok(bytes) = fs::read(overlay.join(folder).join(&name)) {
                    files.insert(format!("{folder}{name}"), Cow::Owned(bytes));
                }
            }
        }
        files
    }

    /// SHA-256, in lower-case hex, over all files below `folder` ("lexicon/"), those of folders below it included: what
    /// was read with, whatever folders it came from.
    #[must_use]
    pub fn hash(&self, folder: &str) -> String {
        let folders: BTreeSet<String> = chancery_data::under(folder)
            .filter_map(|(name, _)| name.rfind('/').map(|end| name[..=end].to_owned()))
            .collect();
        let mut files = BTreeMap::new();
        for folder in &folders {
            files.extend(self.under(folder));
        }
        let mut digest = Sha256::new();
        for (name, bytes) in &files {
            digest.update(format!("{name}\0{}\0", bytes.len()));
            digest.update(bytes);
        }
        digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// File names in one folder, without those of folders below it.
fn names_below(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok())
        .filter(|entry| entry.path().is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_names_the_last_folder_that_has_the_file() {
        let folder =
            |name: &str| std::env::temp_dir().join(format!("chancery-{name}-{}", std::process::id()));
        let (first, second, empty) = (folder("first"), folder("second"), folder("empty"));
        for folder in [&first, &second] {
            fs::create_dir_all(folder.join("lexicon")).unwrap();
            fs::write(folder.join("lexicon/skip.tsv"), "no table\n").unwrap();
        }
        let source = [&first, &second, &empty].iter().fold(Source::embedded(), |s, f| s.with_folder(f));
        let named = |file: &str| {
            let mistake = LexiconError { file: file.into(), line: 1, column: 1, reason: String::new() };
            source.located(mistake).file
        };
        assert_eq!(named("lexicon/skip.tsv"), second.join("lexicon/skip.tsv").display().to_string());
        assert_eq!(named("lexicon/cues.tsv"), "lexicon/cues.tsv");
        fs::remove_dir_all(&first).unwrap();
        fs::remove_dir_all(&second).unwrap();
    }

    #[test]
    fn the_hash_tells_another_file_from_the_embedded_one() {
        let folder = std::env::temp_dir().join(format!("chancery-source-{}", std::process::id()));
        fs::create_dir_all(folder.join("lexicon")).unwrap();
        let embedded = Source::embedded();
        let same = Source::embedded().with_folder(&folder);
        assert_eq!(embedded.hash("lexicon/"), same.hash("lexicon/"));
        fs::write(folder.join("lexicon/skip.tsv"), "why\twhere\tpattern\tyes\tno\n").unwrap();
        let other = same.hash("lexicon/");
        fs::remove_dir_all(&folder).unwrap();
        assert_ne!(embedded.hash("lexicon/"), other);
        assert_ne!(embedded.hash("lexicon/"), embedded.hash("gazetteer/"));
    }
}
