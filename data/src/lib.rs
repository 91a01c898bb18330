//! The data files Chancery ships with, embedded in the binary under their paths below `data/`.
//!
//! There is no logic here: `chancery-lang` reads `model/`, `chancery` reads `lexicon/` and `gazetteer/`.

/// Every embedded file, sorted by path: (path below `data/` with `/` separators, content).
static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The content of one embedded file, or `None` when there is no file of that path.
#[must_use]
pub fn file(path: &str) -> Option<&'static [u8]> {
    FILES.binary_search_by_key(&path, |(name, _)| name).ok().map(|i| FILES[i].1)
}

/// All embedded files whose path begins with `prefix`, in path order.
pub fn under(prefix: &str) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    FILES.iter().copied().filter(move |(name, _)| name.starts_with(prefix))
}
