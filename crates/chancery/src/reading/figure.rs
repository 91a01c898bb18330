//! Counted people: "some 50,000 displaced Syrians", "at least two dead".

use chancery_lang::Span;

/// A count with its bounds: "at least two" is `2..`, "some 50,000" is 50,000 and approximate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Least.
    pub least: u64,
    /// Most; `None` when open.
    pub most: Option<u64>,
    /// "some", "about", "dozens".
    pub approximate: bool,
}

/// Counted people that belong to no event.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// "displaced", "dead", "refugees": what is counted, in the record's words.
    pub what: String,
    /// How many.
    pub count: Count,
    /// Whom: "Syrians".
    pub who: Option<String>,
    /// Index into [`crate::Reading::places`].
    pub place: Option<usize>,
    /// Where it stands.
    pub span: Span,
}
