//! What is read from one report, in the order in which it is found.

pub mod clause;

pub(crate) mod digest;

pub mod skip;

pub mod number;

pub mod date;

pub mod entity;

pub mod place;

pub mod statement;

pub mod event;

pub mod figure;

#[cfg(test)]
mod testing;

use chancery_lang::Span;

use crate::language::Language;
use jiff::civil::Date;

pub use date::TimeExpression;
pub use entity::{Entity, EntityId, EntityKind, Mention, find_entities, party_at};
pub use event::{Event, Party};
pub use figure::Figure;
pub use number::Count;
pub use place::{Place, Resolution};
pub use skip::{SkipReason, Skipped};
pub use statement::{Statement, StatementId, StatementKind};

use chancery_lang::Document;

/// Everything read from one report. All spans are bytes of the report's text.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The language of the text; nothing is read of one that is not English.
    pub language: Language,
    /// The analysed text.
    pub document: Document,
    /// The day of publication: the source's, else one found at the head of the text.
    pub published: Option<Date>,
    /// Who published it, as the source says.
    pub publisher: Option<String>,
    /// Parts that are not the story.
    pub skipped: Vec<Skipped>,
    /// Dates and times.
    pub dates: Vec<TimeExpression>,
    /// People, groups, states and places, one each however often named.
    pub entities: Vec<Entity>,
    /// The story of each sentence, counted from 0, where the report is a digest of several.
    pub stories: Option<Vec<usize>>,
    /// Places named.
    pub places: Vec<Place>,
    /// Who says, thinks or wants what.
    pub statements: Vec<Statement>,
    /// Who did what to whom.
    pub events: Vec<Event>,
    /// Counted people that belong to no event.
    pub figures: Vec<Figure>,
}

impl Reading {
    /// Whether a span lies in a part that is not the story.
    #[must_use]
    pub fn is_skipped(&self, span: Span) -> bool {
        self.skipped.iter().any(|part| part.span.overlaps(span))
    }

    /// The entity that word `token` names as argument of a verb or noun: the one of whose mentions it is the head, else
    /// as [`party_at`] finds it.
    #[must_use]
    pub fn entity_at(&self, token: usize) -> Option<EntityId> {
        party_at(&self.document, &self.entities, token).map(|(_, id)| id)
    }
}
