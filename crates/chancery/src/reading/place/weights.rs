//! Weights of the place reader.
//!
//! Fitted on LGL and the even half of TR-News (a report of the latter counts four times): logistic regression for
//! `ACCEPT`, the likelihood of the right candidate for `RANKING`. Fourfold cross-validation by report gives figures
//! within a point of those on the whole. The home's two weights are set by hand: the corpora do not name publishers.

use super::resolve::RANK;

/// Number of features of a name.
pub(super) const FEATURES: usize = 44;

/// A mention is a place when its weighted features add up to more than this.
pub(super) const THRESHOLD: f64 = -0.2;

/// Log odds of being a place, in the order of `features::features`.
pub(super) const ACCEPT: [f64; FEATURES] = [
    -3.45, 1.46, 1.16, 0.21, -1.03, -0.7, -0.47, -2.4, 1.02, 1.19, 0.75, -0.29, 0.27, -0.03, 2.12, 0.46,
    0.82, 0.11, 0.06, -0.86, 0.36, 0.55, -0.55, 1.77, 1.45, 0.12, 1.94, 1.54, -0.8, -0.4, 0.24, 2.32, 1.07,
    0.23, 1.21, -3.44, 1.36, -2.58, -1.17, 0.46, -0.26, -1.27, 0.9, -1.62,
];

/// Worth of a candidate, in the order of `resolve::rank_features`.
pub(super) const RANKING: [f64; RANK] = [
    3.7, 0.6, 2.01, -0.95, -2.71, 0.0, 1.63, 2.86, -2.3, 0.05, 1.62, -1.58, 0.57, 3.16, 2.69, 3.25, 2.0, 0.3,
    -0.18, 0.26, 1.23, 4.69,
];
