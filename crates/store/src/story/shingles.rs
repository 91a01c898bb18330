//! Text to sets of hashed word shingles (Broder, "On the resemblance and containment of documents", 1997).

/// Words in a shingle. Broder has ten, for copies to the letter; with three, two texts still share half of their
/// shingles when every tenth word was replaced, and different reports of one day rarely share more than one in twenty.
const WORDS: usize = 3;

/// Words at the beginning that are compared by themselves: news is cut from its end, so that a short copy has the lead
/// of the long one.
const LEAD_WORDS: usize = 120;

/// Hashes of the shingles of a text. Case, punctuation and line ends do not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shingles {
    in_order: Vec<u64>,
    all: Vec<u64>,
    lead: Vec<u64>,
}

impl Shingles {
    /// Those of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let words: Vec<u64> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(word_hash)
            .collect();
        let in_order = hashes(&words);
        let lead = sorted(&in_order[..in_order.len().min(LEAD_WORDS)]);
        Shingles { all: sorted(&in_order), in_order, lead }
    }

    /// In the order of the text.
    #[must_use]
    pub fn in_order(&self) -> &[u64] {
        &self.in_order
    }

    /// All of the text, sorted, each once.
    #[must_use]
    pub fn all(&self) -> &[u64] {
        &self.all
    }

    /// Those of its beginning, sorted, each once.
    #[must_use]
    pub fn lead(&self) -> &[u64] {
        &self.lead
    }
}

fn hashes(words: &[u64]) -> Vec<u64> {
    words.windows(WORDS).map(|words| words.iter().fold(0, |hash, &word| mixed(hash ^ word))).collect()
}

fn sorted(hashes: &[u64]) -> Vec<u64> {
    let mut sorted = hashes.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    sorted
}

/// FNV-1a with 64 bits (Fowler, Noll and Vo) of the word in lower case. It is part of the file format: never changed.
fn word_hash(word: &str) -> u64 {
    word.chars().flat_map(char::to_lowercase).fold(0xcbf2_9ce4_8422_2325, |hash, letter| {
        (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// A hash of a number: the output step of SplitMix64 (Steele, Lea and Flood 2014). Part of the file format.
pub fn mixed(number: u64) -> u64 {
    let z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_punctuation_do_not_matter() {
        assert_eq!(Shingles::of("Rain fell on Oslo."), Shingles::of("RAIN  fell—on\nOslo"));
        assert_ne!(Shingles::of("Rain fell on Oslo."), Shingles::of("Rain fell in Oslo."));
        assert_eq!(Shingles::of("Rain fell"), Shingles::default());
    }

    #[test]
    fn hashes_stay_as_they_are_in_old_stores() {
        assert_eq!(
            Shingles::of("Rain fell on").all(),
            [mixed(mixed(mixed(word_hash("rain")) ^ word_hash("fell")) ^ word_hash("on"))]
        );
        assert_eq!(word_hash("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(mixed(0), 0xe220_a839_7b1d_cdaf);
    }
}
