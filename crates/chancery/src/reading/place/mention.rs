//! A name that may be a place.

use std::ops::Range;

use chancery_lang::{NameKind, Span};

use super::Resolution;
use super::weights::{ACCEPT, FEATURES, THRESHOLD};
use crate::lexicon::gazetteer::{Candidate, Sense};

/// A name that may be a place.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub tokens: Range<usize>,
    pub span: Span,
    /// Folded name; groups the mentions of one name.
    pub key: String,
    /// What it may stand for; empty where only the document's names say that it is a place.
    pub candidates: Vec<Candidate>,
    pub features: [f64; FEATURES],
    /// Index of the mention that this one lies in: "Paris, Texas".
    pub within: Option<usize>,
    /// What the words around it say it is: "the province of", "city".
    pub hint: Option<Resolution>,
    /// The kind of name the document has there.
    pub name_kind: Option<NameKind>,
    /// Whether the name itself says that it is a place: "Freedom Plaza".
    pub tells_kind: bool,
}

impl Mention {
    /// Probability that it names a place.
    pub(super) fn chance(&self) -> f64 {
        1.0 / (1.0 + (-self.score()).exp())
    }

    /// Whether it is taken for a place.
    pub(super) fn is_place(&self) -> bool {
        self.tells_kind || self.score() > THRESHOLD
    }

    /// Log odds that it names a place.
    pub(super) fn score(&self) -> f64 {
        self.features.iter().zip(ACCEPT).map(|(feature, weight)| feature * weight).sum()
    }

    pub(super) fn is_demonym(&self) -> bool {
        !self.candidates.is_empty() && self.candidates.iter().all(|c| c.sense == Sense::Demonym)
    }

    pub(super) fn is_abbreviation(&self) -> bool {
        self.candidates.iter().any(|c| c.sense == Sense::Abbreviation)
    }
}

/// Names of places and of those who live there.
pub(super) fn is_place_kind(kind: NameKind) -> bool {
    matches!(kind, NameKind::Gpe | NameKind::Loc | NameKind::Fac | NameKind::Norp)
}
