//! Knowledge: the data files a political scientist edits, loaded and checked in one place.

pub mod actors;

pub mod attitudes;

pub mod confidence;

pub mod learned;

pub mod untold;

pub mod contexts;

pub mod cues;

pub mod events;

pub mod pattern;

pub mod gazetteer;

pub mod mode_words;

pub mod sectors;

pub mod skip;

mod source;

pub mod status;

mod table;

mod toml_file;

use thiserror::Error;

pub use actors::Actors;
pub use attitudes::{AttitudeFrame, Attitudes};
pub use confidence::ConfidenceWeights;
pub use contexts::Contexts;
pub use cues::{Complement, Cue, CueClass, CueKind, Cues};
pub use events::EventLexicon;
pub use gazetteer::Gazetteer;
pub use learned::LearnedBounds;
pub use sectors::Sectors;
pub use skip::SkipPatterns;
pub use source::Source;
pub use status::StatusWords;
pub use table::{Row, Table};
pub use untold::UntoldWeights;

/// What is wrong in a data file, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
#[error("{file}:{line}:{column}: {reason}")]
pub struct LexiconError {
    /// Path below the data folder, with the folder before it where it is the user's ([`Source::located`]).
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
    /// What is wrong and what is expected.
    pub reason: String,
}

/// Everything the reader knows, loaded from the embedded files and the user's own.
#[derive(Debug)]
pub struct Knowledge {
    /// States, groups, officials, agents and offices.
    pub actors: Actors,
    /// Event types and the words that report them.
    pub events: EventLexicon,
    /// Which sectors are public.
    pub sectors: Sectors,
    /// Words of saying, thinking, wanting.
    pub cues: Cues,
    /// Words that tell what an event is about.
    pub contexts: Contexts,
    /// Words that tell whether an event happened.
    pub status: StatusWords,
    /// How much each clue tells about whether a row is right.
    pub confidence: ConfidenceWeights,
    /// How much each clue tells about whether somebody is the side that an event leaves out.
    pub untold: UntoldWeights,
    /// From which probability on the language model's deeds are taken over.
    pub learned: LearnedBounds,
    /// What is not the story.
    pub skip: SkipPatterns,
    /// Names of places to points on the map.
    pub gazetteer: Gazetteer,
}

impl Knowledge {
    /// Loads and checks every file.
    ///
    /// # Errors
    /// All mistakes of all files, in file and line order.
    pub fn load(source: &Source) -> Result<Self, Vec<LexiconError>> {
        let mut errors = Vec::new();
        let knowledge = Knowledge {
            actors: checked(Actors::load(source), &mut errors),
            events: checked(EventLexicon::load(source), &mut errors),
            sectors: checked(Sectors::load(source), &mut errors),
            cues: checked(Cues::load(source), &mut errors),
            contexts: checked(Contexts::load(source), &mut errors),
            status: checked(StatusWords::load(source), &mut errors),
            confidence: checked(ConfidenceWeights::load(source), &mut errors),
            untold: checked(UntoldWeights::load(source), &mut errors),
            learned: checked(LearnedBounds::load(source), &mut errors),
            skip: checked(SkipPatterns::load(source), &mut errors),
            gazetteer: checked(Gazetteer::load(source), &mut errors),
        };
        let mut errors: Vec<LexiconError> = errors.into_iter().map(|error| source.located(error)).collect();
        errors.sort();
        if errors.is_empty() { Ok(knowledge) } else { Err(errors) }
    }
}

/// The value, or an empty one with its mistakes added to `errors`.
fn checked<T: Default>(loaded: Result<T, Vec<LexiconError>>, errors: &mut Vec<LexiconError>) -> T {
    loaded.unwrap_or_else(|mut found| {
        errors.append(&mut found);
        T::default()
    })
}
