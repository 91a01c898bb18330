//! Actor and agent dictionaries in the text formats of PETRARCH and TABARI.

use super::Actors;
use crate::lexicon::LexiconError;

pub(super) fn add_actors(_actors: &mut Actors, _file: &str, _bytes: &[u8]) -> Result<(), Vec<LexiconError>> {
    Ok(())
}

pub(super) fn add_agents(_actors: &mut Actors, _file: &str, _bytes: &[u8]) -> Result<(), Vec<LexiconError>> {
    Ok(())
}
