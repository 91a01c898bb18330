//! Signatures: texts with a band in common are worth comparing (MinHash: Broder 1997; bands: Leskovec, Rajaraman and
//! Ullman, "Mining of Massive Datasets", chapter 3).

use super::Shingles;
use super::shingles::mixed;

/// Least hashes in a band: two texts of resemblance s have all of a band in common with probability s².
const ROWS: usize = 2;

/// Bands over the whole text: with 24, texts of resemblance 0.4 meet with probability 0.985, of 0.02 with 0.01.
const TEXT_BANDS: usize = 24;

/// Bands over the beginning, by which a short copy meets the long one: with 8, beginnings of resemblance 0.7 meet with
/// probability 0.995.
const LEAD_BANDS: usize = 8;

/// Bands of a signature.
pub const BANDS: usize = TEXT_BANDS + LEAD_BANDS;

/// The bands of a text, none when it has fewer than three words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    bands: Vec<i64>,
}

impl Signature {
    /// That of a text.
    #[must_use]
    pub fn of(shingles: &Shingles) -> Self {
        let text = (0..TEXT_BANDS).map(|band| (band, shingles.all()));
        let lead = (TEXT_BANDS..BANDS).map(|band| (band, shingles.lead()));
        let bands = text.chain(lead).filter_map(|(band, hashes)| {
            let rows = (0..ROWS).map(|row| least(hashes, (band * ROWS + row) as u64));
            let hash =
                rows.into_iter().try_fold(mixed(band as u64), |hash, least| Some(mixed(hash ^ least?)))?;
            Some(hash.cast_signed())
        });
        Signature { bands: bands.collect() }
    }

    /// The bands; which one a number is of is part of it.
    #[must_use]
    pub fn bands(&self) -> &[i64] {
        &self.bands
    }
}

/// The least of the hashes after the permutation of that number.
fn least(hashes: &[u64], permutation: u64) -> Option<u64> {
    let key = mixed(!permutation);
    hashes.iter().map(|&hash| mixed(hash ^ key)).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signature(words: std::ops::Range<u32>) -> Signature {
        let text: String = words.map(|i| format!("w{i} ")).collect();
        Signature::of(&Shingles::of(&text))
    }

    fn common(a: &Signature, b: &Signature) -> usize {
        a.bands.iter().zip(&b.bands).filter(|(a, b)| a == b).count()
    }

    #[test]
    fn alike_texts_have_bands_in_common_and_others_none() {
        let one = signature(0..500);
        assert_eq!(one.bands().len(), BANDS);
        assert_eq!(common(&one, &signature(0..500)), BANDS);
        // Resemblance 0.6: some 9 of 24, and none of the lead.
        let near = common(&one, &signature(125..625));
        assert!((3..=15).contains(&near), "{near}");
        assert_eq!(common(&one, &signature(1000..1500)), 0);
        assert!(signature(0..2).bands().is_empty());
    }

    #[test]
    fn a_short_copy_meets_the_long_one_by_its_lead() {
        assert!(common(&signature(0..2000), &signature(0..150)) >= LEAD_BANDS);
    }
}
