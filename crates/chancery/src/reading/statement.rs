//! Who is quoted or reported as saying, thinking, wanting or knowing what.

use chancery_lang::Span;

use super::entity::EntityId;

/// Index into [`crate::Reading::statements`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementId(pub usize);

/// How the words of a statement are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatementKind {
    /// Word for word, in quotation marks or as a block of speech.
    Direct,
    /// Reported in the report's own words.
    Indirect,
    /// Reported with quoted pieces.
    Mixed,
}

impl StatementKind {
    /// As the record spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            StatementKind::Direct => "direct",
            StatementKind::Indirect => "indirect",
            StatementKind::Mixed => "mixed",
        }
    }
}

/// A speaker or addressee: its words and, where known, its entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The words, without trailing clauses.
    pub span: Span,
    /// The word that heads them.
    pub head: Option<usize>,
    /// Who it is.
    pub entity: Option<EntityId>,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Who speaks; several when joint, none when nobody is named.
    pub speakers: Vec<Voice>,
    /// "said", "according to"; `None` when there is none.
    pub cue: Option<Span>,
    /// The word that heads the cue.
    pub cue_head: Option<usize>,
    /// All pieces of what is said, in order, quotation marks included.
    pub content: Vec<Span>,
    /// How it is given.
    pub kind: StatementKind,
    /// Who is spoken to.
    pub addressees: Vec<Voice>,
}
