//! One file a command.

pub mod explain;
pub mod lexicon;
pub mod parse;
pub mod read;
