//! Event types and the entries that report them.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::lexicon::mode_words::ModeWords;
use crate::lexicon::pattern::{Pattern, Slot};
use crate::plover::{Sector, Status};

/// The part of speech a lexicon entry stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryClass {
    /// Verbs.
    Verb,
    /// Nouns.
    Noun,
    /// Predicative adjectives.
    Adjective,
    /// Modal auxiliaries: "must", "should". Their subject and object are those of the verb they stand with.
    Modal,
}

/// One event type.
#[derive(Clone, Debug, PartialEq)]
pub struct EventType {
    /// `REJECT`.
    pub name: String,
    /// CAMEO root code, two digits.
    pub cameo: Option<String>,
    /// `verbal-conflict`.
    pub quad: Option<String>,
    /// PLOVER score, -10 to 10.
    pub scale: Option<f64>,
    /// Its modes, with CAMEO codes and scores of their own.
    pub modes: BTreeMap<String, ModeValues>,
    /// Modes that follow from who takes part and where.
    pub modes_by_parties: ModesByParties,
    /// Words around the trigger that tell the mode where its entry does not.
    pub mode_words: ModeWords,
    /// What some of its words mean between people who fight with words only: "attacked his rival".
    pub in_politics: BTreeMap<String, Figure>,
    /// The type it becomes while it lies in the future: a visit to come is an agreement to visit.
    pub future: Option<String>,
    /// Whether what such an event demands, promises or refuses is no event of its own (rule 7 of the record).
    pub encloses: bool,
    /// Sectors whose part as an actor makes it no event: an interview is no consultation.
    pub not_by: Vec<Sector>,
}

/// Modes of a meeting that follow from its sides and its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModesByParties {
    /// Of two countries, one has come to the other.
    pub host: Option<String>,
    /// Three sides or more take part.
    pub many: Option<String>,
}

/// What a word of violence means in politics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// The event type; `None` for no event.
    pub event_type: Option<String>,
    /// The mode of that type.
    pub mode: Option<String>,
}

/// What one side of an event must be for it to be one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// It may be missing.
    #[default]
    Nothing,
    /// Somebody.
    Party,
    /// Somebody of a public sector.
    Public,
    /// Two at least.
    Two,
}

/// What both sides of an event must be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Who does it.
    pub actor: Need,
    /// To whom it is done.
    pub recipient: Need,
}

/// What kind of act a mode is, for the rules about such acts, whatever an ontology calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// Somebody is taken into custody.
    Arrest,
    /// Somebody is accused before a court or by the law.
    Charge,
    /// A court finds against somebody.
    Conviction,
    /// The law looks into what somebody did.
    Inquiry,
    /// Somebody is sent out of a country or a home.
    Expulsion,
    /// What people may do is restricted.
    Restriction,
    /// Work is laid down.
    Strike,
    /// People march or riot.
    March,
    /// A guest comes to a host.
    Visit,
}

impl Act {
    /// Whether police and courts do it.
    #[must_use]
    pub fn is_of_law(self) -> bool {
        matches!(self, Act::Arrest | Act::Charge | Act::Conviction | Act::Inquiry | Act::Expulsion)
    }
}

/// What a mode changes.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModeValues {
    /// CAMEO code.
    pub cameo: Option<String>,
    /// PLOVER score.
    pub scale: Option<f64>,
    /// What kind of act it is.
    #[serde(rename = "is")]
    pub act: Option<Act>,
}

impl EventType {
    /// What kinds of act these modes of the type are.
    pub fn acts<'a>(&'a self, modes: &'a [String]) -> impl Iterator<Item = Act> + 'a {
        modes.iter().filter_map(|mode| self.modes.get(mode)?.act)
    }
}

/// One entry: a pattern and how its event is filled.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Index into [`super::EventLexicon::types`]; `None` for a word that is no event although another pattern says so.
    pub event_type: Option<usize>,
    /// Verb, noun or adjective.
    pub class: EntryClass,
    /// What must be in the text.
    pub pattern: Pattern,
    /// Where the actor stands, first match wins.
    pub actor: Vec<Slot>,
    /// Where the recipient stands, first match wins.
    pub recipient: Vec<Slot>,
    /// All parties are actors, and nobody is the recipient.
    pub mutual: bool,
    /// Modes it gives.
    pub modes: Vec<String>,
    /// Contexts it gives.
    pub contexts: Vec<String>,
    /// A status it fixes.
    pub status: Option<Status>,
    /// Whether it is an event even where nobody is named.
    pub alone: bool,
    /// Whether it needs an actor or recipient of a public sector; a country alone does not suffice.
    pub strict: bool,
    /// Whether a place named as recipient stands for its government: "visited Cairo".
    pub places: bool,
    /// What its sides must be.
    pub needs: Needs,
    /// Whether the type is done by speaking (the file's `speech_act`): its actor vouches for it.
    pub is_speech_act: bool,
    /// `lexicon/events/REJECT.toml:12`.
    pub rule: String,
}

/// A sentence with the events it must give, run as a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// `REJECT RUS > USA`; parties joined by `+`, `-` for none.
    pub events: Vec<String>,
    /// Where it stands: `file:line`.
    pub rule: String,
}
