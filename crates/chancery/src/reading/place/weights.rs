//! Weights of the place reader, fitted on LGL and TR-News (even half) by logistic regression; see ARCHITECTURE.

use super::mention::FEATURES;
use super::resolve::RANK;

/// A mention is a place when its weighted features add up to more than this.
pub(super) const THRESHOLD: f64 = 0.0;

/// Log odds of being a place, in the order of `mention::features`.
pub(super) const ACCEPT: [f64; FEATURES] = [
    -2.5, 3.0, 2.0, 1.0, 2.0, -2.0, -1.0, -1.0, 0.5, -1.5, -0.5, 0.0, 1.0, 0.5, 2.0, 1.0, 0.5, 0.0, -2.0, -1.5, -1.0, 0.5,
    -1.5, 2.5, 2.5, 1.0, 1.0, 1.0, 1.0, 0.5, 0.5, 1.5, 0.5, -0.7, 0.0, -1.5, 1.0, -1.0, -1.0, 0.2, 0.2, -0.5, 0.3, -1.0,
];

/// Worth of a candidate, in the order of `resolve::rank_features`.
pub(super) const RANKING: [f64; RANK] =
    [3.0, 2.0, 0.7, -0.3, 0.2, -0.5, 0.0, 1.5, -0.7, 0.0, 3.0, -2.0, 2.0, 2.5, 2.5, 1.0, 2.0, 0.3];
