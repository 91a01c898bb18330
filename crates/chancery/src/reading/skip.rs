//! Parts of a text that are not the story: bylines, related links, captions, the feed's date.

use chancery_lang::Span;

/// Why a part is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkipReason {
    /// The feed's own date before the story.
    FeedDate,
    /// "Read more: …", "Related: …".
    RelatedLink,
    /// Who wrote it.
    Byline,
    /// What stands under a photograph.
    Caption,
    /// "Share this", "Sign up for our newsletter".
    Prompt,
    /// Who owns the text.
    Copyright,
}

impl SkipReason {
    /// As the record spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            SkipReason::FeedDate => "feed-date",
            SkipReason::RelatedLink => "related-link",
            SkipReason::Byline => "byline",
            SkipReason::Caption => "caption",
            SkipReason::Prompt => "prompt",
            SkipReason::Copyright => "copyright",
        }
    }
}

/// A part that is not the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Where it stands.
    pub span: Span,
    /// Why it is passed over.
    pub why: SkipReason,
}
