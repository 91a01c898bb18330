//! Weights of the place reader, fitted on LGL and TR-News (even half) by logistic regression; see ARCHITECTURE.

use super::mention::FEATURES;
use super::resolve::RANK;

/// A mention is a place when its weighted features add up to more than this.
pub(super) const THRESHOLD: f64 = -0.2;

/// Log odds of being a place, in the order of `mention::features`.
pub(super) const ACCEPT: [f64; FEATURES] = [
    -3.44, 1.46, 1.16, 0.2, -1.03, -0.71, -0.46, -2.41, 1.01, 1.2, 0.73, -0.3, 0.27, -0.03, 2.13, 0.45, 0.82,
    0.1, 0.06, -0.86, 0.36, 0.55, -0.55, 2.1, 1.9, 0.12, 1.84, 1.54, -0.8, -0.4, 0.24, 2.32, 1.07, 0.23,
    1.23, -3.44, 1.36, -2.59, -1.14, 0.49, -0.26, -1.25, 0.89, -1.64,
];

/// Worth of a candidate, in the order of `resolve::rank_features`.
pub(super) const RANKING: [f64; RANK] = [
    3.55, 0.95, 2.1, -0.91, -2.65, 0.0, 0.89, 2.97, -2.66, 0.06, 1.86, -1.83, 0.69, 3.17, 2.64, 3.2, 2.0,
    0.3, -0.5, 0.4, 1.37, 5.24,
];
