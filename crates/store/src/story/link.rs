//! Whether two texts are the same story.

use jiff::civil::Date;

use super::Shingles;

/// Most days between the publication of two copies. A wire report is printed on the day, the day after, and in weeklies'
/// web pages some days later; the same words after weeks are a template, an anniversary or an error of the archive.
pub const WINDOW_DAYS: i32 = 3;

/// Least resemblance (common shingles of all shingles of both) of two copies of about the same length: that of a text and
/// its copy in which every sixth word was replaced.
const RESEMBLANCE: f64 = 0.4;

/// Least resemblance when what is common is spread over both: that of a text and its copy in which every fourth word was
/// replaced. Two texts that a third one mixes share whole parts with it, and nothing of others.
const SPREAD_RESEMBLANCE: f64 = 0.25;

/// Parts in which what is common is looked for, and how much of each must be.
const PARTS: usize = 4;
const LEAST_OF_PART: f64 = 0.25;

/// Least ratio of the lengths that counts as about the same. Below it, a text may be one of two that a digest joins.
const ABOUT_AS_LONG: f64 = 0.6;

/// Least part of a shorter copy that is in the longer one, …
const CONTAINMENT: f64 = 0.7;

/// … with beginnings that resemble one another at least so much: cut copies begin alike, the second report in a digest
/// does not begin it.
const LEAD_RESEMBLANCE: f64 = 0.3;

/// Fewest shingles by which a copy can be told; shorter texts are the same only when nearly all is.
const LEAST_SHINGLES: usize = 30;

/// Resemblance of such short texts.
const SHORT_RESEMBLANCE: f64 = 0.9;

/// Whether two days of publication allow two reports to be one story; a day that is not known does.
#[must_use]
pub fn in_window(a: Option<Date>, b: Option<Date>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.duration_since(b).as_hours().abs() <= i64::from(WINDOW_DAYS) * 24,
        _ => true,
    }
}

/// Whether two texts are copies, whichever of them was cut or changed.
#[must_use]
pub fn is_same_story(a: &Shingles, b: &Shingles) -> bool {
    let (short, long) = if a.all().len() <= b.all().len() { (a.all(), b.all()) } else { (b.all(), a.all()) };
    if short.is_empty() {
        return false;
    }
    let common = common(short, long);
    let resemblance = ratio(common, short.len() + long.len() - common);
    if short.len() < LEAST_SHINGLES {
        return resemblance >= SHORT_RESEMBLANCE;
    }
    if ratio(short.len(), long.len()) >= ABOUT_AS_LONG
        && (resemblance >= RESEMBLANCE
            || (resemblance >= SPREAD_RESEMBLANCE && is_spread(a, b) && is_spread(b, a)))
    {
        return true;
    }
    if ratio(common, short.len()) < CONTAINMENT {
        return false;
    }
    // A copy that is shorter than a lead is compared with as much of the other's lead as it has itself.
    let leads = self::common(a.lead(), b.lead());
    ratio(leads, a.lead().len().min(b.lead().len())) >= 2.0 * LEAD_RESEMBLANCE / (1.0 + LEAD_RESEMBLANCE)
}

/// Whether something of every part of `a` is in `b`.
fn is_spread(a: &Shingles, b: &Shingles) -> bool {
    a.in_order().chunks(a.in_order().len().div_ceil(PARTS).max(1)).all(|part| {
        let found = part.iter().filter(|hash| b.all().binary_search(hash).is_ok()).count();
        ratio(found, part.len()) >= LEAST_OF_PART
    })
}

#[allow(clippy::cast_precision_loss)]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// How many hashes two sorted lists have in common.
fn common(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        i += usize::from(x <= y);
        j += usize::from(y <= x);
        common += usize::from(x == y);
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn same(a: &str, b: &str) -> bool {
        is_same_story(&Shingles::of(a), &Shingles::of(b))
    }

    #[test]
    fn short_texts_are_the_same_only_when_nearly_all_is() {
        assert!(same("The envoys met in Oslo on Tuesday.", "The envoys met in Oslo on Tuesday"));
        assert!(!same("The envoys met in Oslo on Tuesday.", "The envoys met in Oslo on Monday."));
        assert!(!same("", ""));
    }

    #[test]
    fn many_new_words_all_over_make_a_copy_and_a_new_half_does_not() {
        let text = |changed: fn(usize) -> bool| -> String {
            (0..400).map(|i| if changed(i) { format!("x{i} ") } else { format!("w{i} ") }).collect()
        };
        let whole = text(|_| false);
        assert!(same(&whole, &text(|i| i % 5 == 0)));
        assert!(!same(&whole, &text(|i| i % 2 == 0)));
        assert!(!same(&whole, &text(|i| i < 200)) && !same(&whole, &text(|i| i >= 200)));
    }

    #[test]
    fn days_are_counted_both_ways() {
        let (a, b, c) = (date(2018, 4, 1), date(2018, 4, 4), date(2018, 4, 5));
        assert!(in_window(Some(a), Some(b)) && in_window(Some(b), Some(a)) && in_window(None, Some(a)));
        assert!(!in_window(Some(a), Some(c)));
    }
}
