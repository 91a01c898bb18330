//! Where data files come from: embedded, or from folders of the user's that replace or add files.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

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
