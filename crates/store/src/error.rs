//! What can be wrong with a store.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// What can be wrong with a store, and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no file of that name.
    #[error("{}: no such store; `chancery add INPUT --store {}` makes one", .0.display(), .0.display())]
    Missing(PathBuf),
    /// A file, but not one of ours.
    #[error("{}: not a Chancery store", .0.display())]
    NotAStore(PathBuf),
    /// Written by a later program.
    #[error("{}: a store of schema {found}; this version of chancery knows schemas up to {known}: use a newer one", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest that is known here.
        known: i64,
    },
    /// Written by an earlier program and not to be changed here.
    #[error("{}: a store of the old schema {found} that cannot be brought up to date: {reason}", .path.display())]
    Older {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// What went wrong.
        reason: String,
    },
    /// Another process writes to it.
    #[error("{}: another chancery is writing to this store; wait until it has finished", .0.display())]
    Busy(PathBuf),
    /// The file or its folder cannot be written to.
    #[error("{}: cannot be written to: {reason}", .path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// No room.
    #[error("the disk is full")]
    Full,
    /// The file is damaged.
    #[error("the store is damaged: {0}; `chancery verify` says more")]
    Damaged(String),
    /// A record that breaks the rules of its schema.
    #[error("record {id:?}: {reason}")]
    Record {
        /// Id of the report.
        id: String,
        /// What is wrong.
        reason: String,
    },
    /// The system would not read or write.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// Anything else that SQLite says.
    #[error("{0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::Full,
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged(error.to_string()),
            _ => StoreError::Sqlite(error),
        }
    }
}

impl StoreError {
    /// The error of opening `path`, told by what SQLite answers.
    pub(crate) fn of_opening(path: &Path, error: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => StoreError::NotAStore(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy(path),
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                StoreError::ReadOnly { path, reason: error.to_string() }
            }
            _ => error.into(),
        }
    }
}
