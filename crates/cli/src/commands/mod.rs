//! One file a command.

pub mod add;
pub mod events;
pub mod explain;
pub mod export;
pub mod gazetteer;
pub mod import;
pub mod lexicon;
pub mod network;
pub mod parse;
pub mod read;
pub mod reread;
pub mod search;
pub mod show;
pub mod statements;
pub mod stories;
pub mod trend;
pub mod verify;
