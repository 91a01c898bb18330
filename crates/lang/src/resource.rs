//! Embedded files of this crate and what can be wrong with them.

/// A file that the analysis needs is missing or cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct ResourceError {
    /// Path below `data/`.
    pub file: String,
    /// What is wrong.
    pub reason: String,
}

impl ResourceError {
    /// An error about `file`.
    pub(crate) fn new(file: &str, reason: impl Into<String>) -> Self {
        ResourceError { file: file.to_owned(), reason: reason.into() }
    }
}

/// The content of an embedded file after its first eight bytes, which must be `magic` (kind and format version).
pub(crate) fn embedded(file: &str, magic: &[u8; 8]) -> Result<&'static [u8], ResourceError> {
    let bytes = chancery_data::file(file).ok_or_else(|| ResourceError::new(file, "not embedded"))?;
    match bytes.split_first_chunk::<8>() {
        Some((head, rest)) if head == magic => Ok(rest),
        _ => {
            let wanted = String::from_utf8_lossy(magic).trim_end_matches('\0').to_owned();
            Err(ResourceError::new(file, format!("not of the format {wanted} that this version reads")))
        }
    }
}
