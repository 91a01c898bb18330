//! One file a command.

pub mod explain;
pub mod gazetteer;
pub mod lexicon;
pub mod parse;
pub mod read;
