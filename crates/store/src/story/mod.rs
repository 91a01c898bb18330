//! Stories: reports that are copies of one another, cut, re-headlined or reworded as they may be.
//!
//! ```text
//! text ──shingles──▶ sets of hashes ──signature──▶ bands ──equal bands──▶ candidates ──link──▶ same story or not
//! ```
//!
//! A story is what is linked, directly or through others: it does not matter in which order reports come. [`index`] keeps
//! bands and stories in the store.

mod index;

mod link;

mod shingles;

mod signature;

pub use link::{WINDOW_DAYS, in_window, is_same_story};
pub use shingles::Shingles;
pub use signature::{BANDS, Signature};

pub use index::Story;
pub(crate) use index::{join, leave, outside, recount};

use std::collections::BTreeMap;

use jiff::civil::Date;

/// A text with its day of publication, ready to be compared.
#[derive(Clone, Debug)]
pub struct Compared {
    /// Its words in threes.
    pub shingles: Shingles,
    /// Its bands.
    pub signature: Signature,
    /// When it was published; `None` when not known.
    pub published: Option<Date>,
}

impl Compared {
    /// Prepares a text.
    #[must_use]
    pub fn new(text: &str, published: Option<Date>) -> Self {
        let shingles = Shingles::of(text);
        let signature = Signature::of(&shingles);
        Compared { shingles, signature, published }
    }
}

/// The story of each of `reports`, named by the number of its first report, all in memory.
#[must_use]
pub fn group(reports: &[Compared]) -> Vec<usize> {
    let mut by_band: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (number, report) in reports.iter().enumerate() {
        for &band in report.signature.bands() {
            by_band.entry(band).or_default().push(number);
        }
    }
    let mut stories: Vec<usize> = (0..reports.len()).collect();
    for members in by_band.values() {
        for (at, &one) in members.iter().enumerate() {
            for &other in &members[..at] {
                let (a, b) = (story_of(&stories, one), story_of(&stories, other));
                let (first, second) = (&reports[one], &reports[other]);
                if a != b
                    && in_window(first.published, second.published)
                    && is_same_story(&first.shingles, &second.shingles)
                {
                    stories[a.max(b)] = a.min(b);
                }
            }
        }
    }
    (0..reports.len()).map(|number| story_of(&stories, number)).collect()
}

/// Follows the links to the first report of a story.
fn story_of(stories: &[usize], mut number: usize) -> usize {
    while stories[number] != number {
        number = stories[number];
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    /// A text of made-up words that shares none with that of another `seed`.
    fn text(seed: u32, words: u32) -> String {
        (0..words)
            .map(|i| format!("w{} ", (u64::from(seed) << 32 | u64::from(i)).wrapping_mul(0x9e37_79b9)))
            .collect()
    }

    fn stories(texts: &[(String, Option<Date>)]) -> Vec<usize> {
        group(&texts.iter().map(|(text, day)| Compared::new(text, *day)).collect::<Vec<_>>())
    }

    #[test]
    fn copies_are_one_story_whatever_was_cut_or_put_before() {
        let whole = text(1, 400);
        let cut: String = whole.split_inclusive(' ').take(130).collect();
        let headlined = format!("Rain falls on many towns\n\n{whole}");
        let texts = [whole, text(2, 400), cut, headlined].map(|text| (text, None));
        assert_eq!(stories(&texts), [0, 1, 0, 0]);
    }

    #[test]
    fn two_reports_in_one_do_not_make_them_one_story() {
        let (a, b) = (text(1, 300), text(2, 300));
        let digest = format!("{a}\n\n{b}");
        let found = stories(&[a, b, digest].map(|text| (text, None)));
        assert_ne!(found[0], found[1], "{found:?}");
    }

    #[test]
    fn what_returns_after_a_week_is_another_story() {
        let day = |d| Some(date(2018, 4, d));
        let texts = [(text(1, 300), day(1)), (text(1, 300), day(4)), (text(1, 300), day(20))];
        assert_eq!(stories(&texts), [0, 0, 2]);
        assert_eq!(stories(&[(text(1, 300), day(1)), (text(1, 300), None)]), [0, 0]);
    }

    proptest! {
        #[test]
        fn the_order_of_reports_does_not_matter(seeds in proptest::collection::vec((0..4_u32, 60..300_u32), 1..12), turn in 0..12_usize) {
            let texts: Vec<_> = seeds.iter().map(|&(seed, words)| (text(seed, words), None)).collect();
            let mut turned = texts.clone();
            let turn = turn % turned.len();
            turned.rotate_left(turn);
            let (before, after) = (stories(&texts), stories(&turned));
            for i in 0..texts.len() {
                for j in 0..texts.len() {
                    let place = |k: usize| (k + texts.len() - turn) % texts.len();
                    prop_assert_eq!(before[i] == before[j], after[place(i)] == after[place(j)]);
                }
            }
        }

        #[test]
        fn any_texts_can_be_compared(a in ".{0,200}", b in ".{0,200}") {
            let (a, b) = (Shingles::of(&a), Shingles::of(&b));
            prop_assert_eq!(is_same_story(&a, &b), is_same_story(&b, &a));
        }
    }
}
