//! Weights of the place reader, fitted on LGL and TR-News (even half) by logistic regression; see ARCHITECTURE.

use super::mention::FEATURES;
use super::resolve::RANK;

/// A mention is a place when its weighted features add up to more than this.
pub(super) const THRESHOLD: f64 = -0.2;

/// Log odds of being a place, in the order of `mention::features`.
pub(super) const ACCEPT: [f64; FEATURES] = [
    -3.43, 1.51, 1.26, 0.13, -0.85, -0.8, -0.38, -2.46, 0.99, 0.37, 0.64, -0.4, 0.3, 0.04, 2.15, 0.46, 0.85,
    0.11, -0.05, -0.9, 0.54, 0.55, -0.37, 2.07, 1.92, -0.08, 1.79, 1.63, -1.06, -0.46, 0.4, 2.23, 0.76, 0.3,
    1.33, -3.15, 1.34, -3.42, -0.91, 0.57, -0.21, -1.36, 0.78, -1.68,
];

/// Worth of a candidate, in the order of `resolve::rank_features`.
pub(super) const RANKING: [f64; RANK] = [
    5.46, -0.92, 0.48, -0.4, -0.49, 0.0, 1.45, 3.07, -0.78, 0.08, 1.73, -1.67, 0.27, 2.52, 3.11, 3.84, 2.0,
    0.3,
];
