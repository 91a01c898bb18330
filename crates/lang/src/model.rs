//! The model file: its format, its settings, its tensors. `training/` writes it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use safetensors::{Dtype, SafeTensors};
use serde::Deserialize;

use crate::resource::ResourceError;

/// The format this program reads; the file names it in its metadata.
pub(crate) const FORMAT: &str = "chancery-model/1";

/// Where the embedded model lies below `data/`.
const EMBEDDED: &str = "model/en.safetensors";

/// The environment variable that names a model file to use in place of the embedded one.
pub(crate) const OVERRIDE: &str = "CHANCERY_MODEL";

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The program was built without a model and none was named.
    #[error(
        "no model: this program was built without data/model/en.safetensors; name a file with --model or CHANCERY_MODEL"
    )]
    Missing,
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file asked for.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is of another format or of another version of it.
    #[error("the model is of format {found:?}, this program reads {FORMAT:?}: use the model of this release")]
    Format {
        /// The format the file names; empty when it names none.
        found: String,
    },
    /// The file is cut short or not what its header says.
    #[error("the model file is damaged: {0}")]
    Damaged(String),
    /// Another embedded file of the analysis is missing or damaged.
    #[error(transparent)]
    Resource(#[from] ResourceError),
}

/// The settings in the file's metadata.
#[derive(Debug, Deserialize)]
pub(crate) struct Config {
    /// Channels of the encoder.
    pub width: usize,
    /// The encoder's blocks, one character each: a digit is a convolution of that step, `s` a recurrent unit.
    pub blocks: String,
    /// Further blocks for names alone.
    #[serde(default)]
    pub ner_blocks: String,
    /// Width of the arc space.
    pub arc: usize,
    /// Width of the label space.
    pub label: usize,
    /// Width of the hidden layer before the name tags.
    pub ner_hidden: usize,
    /// Rows of the hashed tables.
    pub sizes: TableSizes,
    /// Words with a row of their own.
    #[serde(default, rename = "static")]
    pub static_words: usize,
    /// Parts of speech, in the order of the scores.
    pub upos: Vec<String>,
    /// Feature columns, in the order of the scores.
    pub feats: Vec<String>,
    /// The feature columns each part of speech may have.
    pub feats_for_upos: BTreeMap<String, Vec<usize>>,
    /// Name tags: `O`, `B-PER`, `I-PER`, …
    pub ner: Vec<String>,
    /// Relations, in the order of the scores.
    pub deprel: Vec<String>,
    /// Name lists, if the model was trained with them.
    pub gaz: Option<GazetteerConfig>,
    /// The branch that finds deeds, if the model has one.
    #[serde(default)]
    pub deeds: Option<DeedConfig>,
}

impl Config {
    /// Whether something is empty that cannot be.
    fn is_empty(&self) -> bool {
        let TableSizes { norm, pre, suf, suf2, shape } = self.sizes;
        [norm, pre, suf, suf2, shape].contains(&0)
            || [self.width, self.arc, self.label, self.ner_hidden].contains(&0)
            || [&self.upos, &self.feats, &self.ner, &self.deprel].iter().any(|labels| labels.is_empty())
    }
}

/// Rows of the hashed tables.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct TableSizes {
    pub norm: u32,
    pub pre: u32,
    pub suf: u32,
    pub suf2: u32,
    pub shape: u32,
}

/// The settings of the branch that finds deeds.
#[derive(Debug, Deserialize)]
pub(crate) struct DeedConfig {
    /// Words with a vector of their own in it.
    #[serde(default)]
    pub words: usize,
    /// Its blocks after the trunk's.
    pub blocks: String,
    /// Width of the hidden layer before the kinds.
    pub hidden: usize,
    /// Width of the space in which deeds meet their parties.
    pub role: usize,
    /// The kinds, in the order of the scores; the first score is that of no deed.
    pub kinds: Vec<String>,
}

/// The settings of the name lists.
#[derive(Debug, Deserialize)]
pub(crate) struct GazetteerConfig {
    /// The kinds of names; bit k of a mask is class k.
    pub classes: Vec<String>,
    /// Words in the longest phrase.
    pub longest: usize,
}

/// An opened model file.
pub(crate) struct ModelFile {
    /// The whole file.
    bytes: Cow<'static, [u8]>,
    /// Type, shape and place in `bytes` of each tensor.
    tensors: BTreeMap<String, (Dtype, Vec<usize>, Range<usize>)>,
    /// The settings.
    pub config: Config,
}

impl ModelFile {
    /// The model this program was built with, or the one named by [`OVERRIDE`].
    pub fn embedded() -> Result<Self, ModelError> {
        if let Some(path) = std::env::var_os(OVERRIDE).filter(|path| !path.is_empty()) {
            return Self::open(Path::new(&path));
        }
        Self::read(Cow::Borrowed(chancery_data::file(EMBEDDED).ok_or(ModelError::Missing)?))
    }

    /// A model file.
    pub fn open(path: &Path) -> Result<Self, ModelError> {
        let bytes = std::fs::read(path).map_err(|source| ModelError::Io { path: path.to_owned(), source })?;
        Self::read(Cow::Owned(bytes))
    }

    /// The content of a model file.
    pub fn read(bytes: Cow<'static, [u8]>) -> Result<Self, ModelError> {
        let damaged = |error: safetensors::SafeTensorError| ModelError::Damaged(format!("{error:?}"));
        let (_, header) = SafeTensors::read_metadata(&bytes).map_err(damaged)?;
        let metadata = header.metadata().clone().unwrap_or_default();
        let found = metadata.get("format").map(String::as_str).unwrap_or_default();
        if found != FORMAT {
            return Err(ModelError::Format { found: found.to_owned() });
        }
        let config = metadata.get("config").map(String::as_str).unwrap_or_default();
        let config: Config =
            serde_json::from_str(config).map_err(|e| ModelError::Damaged(format!("config: {e}")))?;
        if config.is_empty() {
            return Err(ModelError::Damaged(
                "config: a table, a layer or a list of labels is empty".to_owned(),
            ));
        }
        let mut tensors = BTreeMap::new();
        let file = SafeTensors::deserialize(&bytes).map_err(damaged)?;
        for (name, view) in file.tensors() {
            let start = view.data().as_ptr() as usize - bytes.as_ptr() as usize;
            tensors.insert(name, (view.dtype(), view.shape().to_vec(), start..start + view.data().len()));
        }
        Ok(ModelFile { bytes, tensors, config })
    }

    /// The place in the file of a tensor of this type and shape.
    pub fn place(&self, name: &str, dtype: Dtype, shape: &[usize]) -> Result<Range<usize>, ModelError> {
        match self.tensors.get(name) {
            None => Err(ModelError::Damaged(format!("no tensor {name}"))),
            Some((d, s, place)) if *d == dtype && s == shape => Ok(place.clone()),
            Some((d, s, _)) => {
                Err(ModelError::Damaged(format!("{name} is {d:?} {s:?}, expected {dtype:?} {shape:?}")))
            }
        }
    }

    /// The bytes of a tensor of this type and shape.
    pub fn bytes(&self, name: &str, dtype: Dtype, shape: &[usize]) -> Result<&[u8], ModelError> {
        Ok(&self.bytes[self.place(name, dtype, shape)?])
    }

    /// A tensor of 32-bit floats.
    pub fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let (numbers, _) = self.bytes(name, Dtype::F32, shape)?.as_chunks();
        Ok(numbers.iter().map(|&b| f32::from_le_bytes(b)).collect())
    }

    /// A tensor of 16-bit floats, widened.
    pub fn halves(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let (numbers, _) = self.bytes(name, Dtype::F16, shape)?.as_chunks();
        Ok(numbers.iter().map(|&b| widen(u16::from_le_bytes(b))).collect())
    }

    /// A tensor of 64-bit keys, which must be sorted.
    pub fn keys(&self, name: &str, count: usize) -> Result<Vec<u64>, ModelError> {
        let (numbers, _) = self.bytes(name, Dtype::U64, &[count])?.as_chunks();
        let keys: Vec<u64> = numbers.iter().map(|&b| u64::from_le_bytes(b)).collect();
        if keys.is_sorted() { Ok(keys) } else { Err(ModelError::Damaged(format!("{name} is not sorted"))) }
    }

    /// The length of a tensor of one dimension.
    pub fn length(&self, name: &str) -> Result<usize, ModelError> {
        match self.tensors.get(name) {
            Some((_, shape, _)) if shape.len() == 1 => Ok(shape[0]),
            _ => Err(ModelError::Damaged(format!("no list {name}"))),
        }
    }

    /// The file's bytes, into which places point.
    pub fn into_bytes(self) -> Cow<'static, [u8]> {
        self.bytes
    }
}

/// IEEE half precision to single.
fn widen(half: u16) -> f32 {
    let sign = u32::from(half & 0x8000) << 16;
    let (exponent, fraction) = (u32::from(half >> 10 & 0x1f), u32::from(half & 0x3ff));
    match exponent {
        0 => f32::from_bits(sign) + f32::from_bits(sign | 0x3f80_0000) * fraction as f32 / 16_777_216.0,
        31 => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widens_half_precision() {
        for (half, single) in [
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x3555, 0.333_251_95),
            (0x0001, 5.960_464_5e-8),
            (0x7bff, 65504.0),
        ] {
            assert_eq!(widen(half), single);
        }
        assert_eq!(widen(0x8000).to_bits(), (-0.0f32).to_bits());
        assert!(widen(0x7c00).is_infinite());
    }

    fn file(header: &str) -> Vec<u8> {
        let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
        bytes.extend_from_slice(header.as_bytes());
        bytes
    }

    #[test]
    fn another_version_is_named_in_the_error() {
        let error = ModelFile::read(file(r#"{"__metadata__":{"format":"chancery-model/9"}}"#).into()).err();
        assert!(error.is_some_and(|e| e.to_string().contains("chancery-model/9")));
        let error = ModelFile::read(file("{}").into()).err();
        assert!(matches!(error, Some(ModelError::Format { found }) if found.is_empty()));
    }

    #[test]
    fn a_file_cut_short_is_damaged_not_a_panic() {
        let whole = file(r#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#);
        for length in 0..whole.len() {
            let error = ModelFile::read(whole[..length].to_vec().into()).err();
            assert!(matches!(error, Some(ModelError::Damaged(_))), "{length}");
        }
    }
}
