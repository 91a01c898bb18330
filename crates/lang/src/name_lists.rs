//! Lists of names inside the model: phrases known as given names, countries, organisations, as features of words.

use safetensors::Dtype;

use crate::features::Fnv;
use crate::model::{GazetteerConfig, ModelError, ModelFile};

/// Places of a word in a phrase: alone, first, inside, last.
const PLACES: usize = 4;

/// Phrases by hash, with the classes each belongs to.
#[derive(Debug)]
pub(crate) struct NameLists {
    classes: usize,
    longest: usize,
    keys: Vec<u64>,
    /// Bit k for class k.
    masks: Vec<u8>,
}

impl NameLists {
    /// The lists in the file.
    pub fn load(file: &ModelFile, config: &GazetteerConfig) -> Result<Self, ModelError> {
        let count = file.length("gaz.keys")?;
        let classes = config.classes.len();
        if classes > 8 {
            return Err(ModelError::Damaged(format!("{classes} classes of names, at most 8")));
        }
        Ok(NameLists {
            classes,
            longest: config.longest,
            keys: file.keys("gaz.keys", count)?,
            masks: file.bytes("gaz.masks", Dtype::U8, &[count])?.to_vec(),
        })
    }

    /// Rows of the table: one for each class and place.
    pub fn rows(&self) -> usize {
        self.classes * PLACES
    }

    /// Adds (word, row) for every word of a listed phrase. `norms` holds the words' normal forms end to end, `ends`
    /// where each ends; phrases begin at a `capital`. Within a class the longest phrase wins, from left to right.
    pub fn look_up(
        &self,
        norms: &str,
        ends: &[usize],
        capital: impl Fn(usize) -> bool,
        found: &mut Vec<(usize, u32)>,
    ) {
        let mut free = [0; 8];
        let word = |i: usize| &norms[if i == 0 { 0 } else { ends[i - 1] }..ends[i]];
        let mut hashes = Vec::with_capacity(self.longest);
        for first in (0..ends.len()).filter(|&i| capital(i)) {
            hashes.clear();
            let mut hash = Fnv::EMPTY;
            for i in first..ends.len().min(first + self.longest) {
                hash = if i == first { hash } else { hash.then(" ") }.then(word(i));
                hashes.push(hash);
            }
            for size in (1..=hashes.len()).rev() {
                let Some(at) = hashes[size - 1].find(&self.keys) else { continue };
                for (class, free) in free.iter_mut().enumerate().take(self.classes) {
                    if self.masks[at] >> class & 1 == 1 && *free <= first {
                        *free = first + size;
                        found
                            .extend((0..size).map(|k| (first + k, (class * PLACES + place(k, size)) as u32)));
                    }
                }
            }
        }
    }
}

/// The place of word `k` in a phrase of `size` words.
fn place(k: usize, size: usize) -> usize {
    match k {
        _ if size == 1 => 0,
        0 => 1,
        _ if k + 1 == size => 3,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_of_a_class_wins_and_classes_overlap() {
        let phrases = [("hong", 1), ("hong kong", 1), ("kong", 2), ("united arab emirates", 1)];
        let mut entries: Vec<(u64, u8)> =
            phrases.iter().map(|&(p, m)| (Fnv::EMPTY.then(p).value(), m)).collect();
        entries.sort_unstable();
        let (keys, masks) = entries.into_iter().unzip();
        let lists = NameLists { classes: 2, longest: 3, keys, masks };
        let words = ["hong", "kong", "united", "arab", "emirates", "kong"];
        let mut ends = Vec::new();
        let norms = words.iter().fold(String::new(), |mut all, w| {
            all.push_str(w);
            ends.push(all.len());
            all
        });
        let mut found = Vec::new();
        lists.look_up(&norms, &ends, |i| i != 5, &mut found);
        assert_eq!(found, [(0, 1), (1, 3), (1, 4), (2, 1), (3, 2), (4, 3)]);
    }
}
