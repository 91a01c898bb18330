//! The files of the event lexicon as they are written.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;

use super::{ModeValues, Need, Needs};
use crate::lexicon::LexiconError;
use crate::lexicon::mode_words::ModeWordGroup;
use crate::lexicon::pattern::Slot;
use crate::lexicon::toml_file::TomlFile;

/// A file of `lexicon/events/`: a type, or what is added to one. `LEXICON.md` tells what each key means.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TypeFile {
    #[serde(rename = "type")]
    pub name: Option<Spanned<String>>,
    /// The type of another file, which this one adds to.
    pub extends: Option<Spanned<String>>,
    pub cameo: Option<String>,
    pub quad: Option<String>,
    pub scale: Option<f64>,
    #[serde(default)]
    pub speech_act: bool,
    /// Sides without which no entry of this type is an event.
    #[serde(default)]
    pub needs: Vec<Spanned<String>>,
    /// Whether its content is no event of its own.
    #[serde(default)]
    pub encloses: bool,
    #[serde(default)]
    pub not_by: Vec<Spanned<String>>,
    #[serde(default)]
    pub modes: BTreeMap<String, ModeValues>,
    #[serde(default)]
    pub modes_by_parties: ModesByPartiesLine,
    #[serde(default)]
    pub mode_words: Vec<ModeWordGroup>,
    #[serde(default)]
    pub in_politics: Vec<FigureLine>,
    #[serde(default)]
    pub verbs: Vec<Group>,
    #[serde(default)]
    pub nouns: Vec<Group>,
    #[serde(default)]
    pub adjectives: Vec<Group>,
    #[serde(default)]
    pub modals: Vec<Group>,
    pub future: Option<String>,
    #[serde(default)]
    pub examples: Vec<ExampleLine>,
}

/// What words of the type mean among politicians.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FigureLine {
    pub words: Vec<String>,
    #[serde(rename = "type")]
    pub event_type: Option<String>,
    pub mode: Option<String>,
}

/// Modes that follow from who takes part.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ModesByPartiesLine {
    pub host: Option<Spanned<String>>,
    pub many: Option<Spanned<String>>,
}

/// Patterns that are filled in the same way.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
    pub words: Vec<Spanned<String>>,
    pub actor: Option<Vec<Spanned<String>>>,
    pub recipient: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    pub mutual: bool,
    #[serde(default)]
    pub modes: Vec<Spanned<String>>,
    #[serde(default)]
    pub contexts: Vec<String>,
    pub status: Option<Spanned<String>>,
    #[serde(default)]
    pub alone: bool,
    #[serde(default)]
    pub strict: bool,
    #[serde(default)]
    pub places: bool,
    /// In the place of the file's.
    pub needs: Option<Vec<Spanned<String>>>,
    /// These words are no event of any type.
    #[serde(default)]
    pub never: bool,
}

/// A sentence and the events it must give.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExampleLine {
    pub text: Spanned<String>,
    #[serde(default)]
    pub events: Vec<String>,
}

/// `lexicon/sets.toml`: named word lists.
#[derive(Deserialize)]
pub(super) struct SetsFile {
    pub sets: BTreeMap<String, BTreeSet<String>>,
}

impl TomlFile<'_> {
    /// What the sides of an event must be: "actor", "public recipient".
    pub(super) fn needs(&self, named: &[Spanned<String>], errors: &mut Vec<LexiconError>) -> Needs {
        let mut needs = Needs::default();
        for side in named {
            match side.get_ref().as_str() {
                "actor" => needs.actor = Need::Party,
                "recipient" => needs.recipient = Need::Party,
                "two actors" => needs.actor = Need::Two,
                "public actor" => needs.actor = Need::Public,
                "public recipient" => needs.recipient = Need::Public,
                _ => errors.push(self.error(
                    side.span().start,
                    "expected \"actor\" or \"recipient\", or either with \"public\" before it".to_owned(),
                )),
            }
        }
        needs
    }

    /// Tells of a mode that the file does not declare.
    pub(super) fn check_mode(
        &self,
        mode: &Spanned<String>,
        modes: &BTreeMap<String, ModeValues>,
        errors: &mut Vec<LexiconError>,
    ) {
        if !modes.contains_key(mode.get_ref()) {
            errors.push(self.error(mode.span().start, format!("no mode {:?} in this file", mode.get_ref())));
        }
    }

    /// The slots of these names, or the default ones where none are named.
    pub(super) fn slots(
        &self,
        named: Option<&[Spanned<String>]>,
        default: &[&str],
        errors: &mut Vec<LexiconError>,
    ) -> Vec<Slot> {
        let Some(named) = named else {
            return default.iter().filter_map(|name| Slot::parse(name).ok()).collect();
        };
        let mut slots = Vec::new();
        for name in named {
            match Slot::parse(name.get_ref()) {
                Ok(slot) => slots.push(slot),
                Err(reason) => errors.push(self.error(name.span().start, reason)),
            }
        }
        slots
    }
}
