//! Keeps a second writer out for as long as the first one works, not only while it commits.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::StoreError;
use crate::store::beside;

/// A locked file beside a store. The system frees the lock even when the process is killed; then the file stays, which
/// does no harm.
///
/// It is a file of its own because SQLite's locks on the store would be lost if this process opened and closed the
/// store once more.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock of the store at `path`.
    ///
    /// # Errors
    /// When another process has it or the folder cannot be written to.
    pub fn take(store: &Path) -> Result<Self, StoreError> {
        let path = beside(store, "-lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let file =
            file.map_err(|error| StoreError::ReadOnly { path: store.to_owned(), reason: error.to_string() })?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Err(StoreError::Busy(store.to_owned())),
            // On a file system without locks, SQLite's own still keep transactions apart.
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Lock { path, _file: file }),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}
