//! One file a command.

pub mod add;
pub mod explain;
pub mod gazetteer;
pub mod lexicon;
pub mod parse;
pub mod read;
pub mod reread;
pub mod show;
pub mod verify;
