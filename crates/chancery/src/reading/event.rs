//! Who did what to whom.

use chancery_lang::Span;

use super::entity::EntityId;
use super::figure::Count;
use super::statement::StatementId;
use crate::plover::{Sector, Status};

/// An actor or recipient of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// The words that name it in this sentence.
    pub span: Span,
    /// The word that heads them.
    pub head: usize,
    /// Who it is.
    pub entity: Option<EntityId>,
    /// The country it acts for.
    pub country: Option<String>,
    /// Its sector.
    pub sector: Option<Sector>,
    /// How it was found, for `chancery explain`: "nsubj", "by-phrase", "coreference".
    pub found: &'static str,
}

/// Killed, hurt, held and driven-out people of an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Killed.
    pub dead: Option<Count>,
    /// Hurt.
    pub injured: Option<Count>,
    /// Arrested.
    pub arrested: Option<Count>,
    /// Driven out.
    pub displaced: Option<Count>,
}

/// One event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// PLOVER event type, or a type of the user's own lexicon.
    pub event_type: String,
    /// PLOVER modes.
    pub modes: Vec<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// `verbal-cooperation`, `material-conflict`, …: follows from the type.
    pub quad: Option<String>,
    /// PLOVER's score of the type and mode, -10 to 10.
    pub scale: Option<f64>,
    /// The word or words that report it.
    pub trigger: Span,
    /// The word that heads the trigger.
    pub trigger_head: usize,
    /// Index of its sentence.
    pub sentence: usize,
    /// Who acts.
    pub actors: Vec<Party>,
    /// To whom it is done.
    pub recipients: Vec<Party>,
    /// Whether it happened.
    pub status: Status,
    /// The statement on whose word alone it stands.
    pub attribution: Option<StatementId>,
    /// Index into [`crate::Reading::dates`].
    pub date: Option<usize>,
    /// Index into [`crate::Reading::places`].
    pub place: Option<usize>,
    /// Counts of people.
    pub size: Size,
    /// Events of this report that tell the same happening share this number, from 1.
    pub happening: usize,
    /// Probability that the row is right, 0 to 1.
    pub confidence: f64,
    /// The lexicon entry that fired: file and line, for `chancery explain`.
    pub rule: String,
}
