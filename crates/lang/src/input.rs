//! The input layer: rows of eight-bit tables, added up.

use std::borrow::Cow;
use std::ops::Range;

use safetensors::Dtype;

use crate::elementwise::{add_row, relu};
use crate::features::{Fnv, Spelling, WordRows};
use crate::model::{ModelError, ModelFile, TableSizes};
use crate::name_lists::NameLists;
use crate::vector_unit::VectorUnit;

/// A table of eight-bit rows with one scale a row; the rows stay in the file's bytes.
#[derive(Debug)]
pub(crate) struct Table {
    place: Range<usize>,
    scales: Vec<f32>,
    width: usize,
}

impl Table {
    /// The table `NAME` of the file.
    pub fn load(file: &ModelFile, name: &str, rows: usize, width: usize) -> Result<Self, ModelError> {
        let place = file.place(&format!("{name}.q"), Dtype::I8, &[rows, width])?;
        Ok(Table { place, scales: file.floats(&format!("{name}.s"), &[rows])?, width })
    }

    fn add(&self, unit: VectorUnit, bytes: &[i8], row: u32, out: &mut [f32]) {
        let row = row as usize;
        let start = self.place.start + row * self.width;
        add_row(unit, &bytes[start..start + self.width], self.scales[row], out);
    }
}

/// The first layer of the network: a word's rows, added up, their positive part.
#[derive(Debug)]
pub(crate) struct InputLayer {
    width: usize,
    sizes: TableSizes,
    norm: Table,
    pre: Table,
    suf: Table,
    suf2: Table,
    shape: Table,
    known: Option<(Vec<u64>, Table)>,
    names: Option<(NameLists, Table)>,
    /// What words add for the branch of deeds alone.
    deed_words: Option<(Vec<u64>, Table)>,
    bias: Vec<f32>,
    bytes: Cow<'static, [u8]>,
}

/// What the input layer keeps between calls.
#[derive(Debug, Default)]
pub(crate) struct InputBuffers {
    spelling: Spelling,
    rows: Vec<WordRows>,
    /// The normal forms of a sentence's words, end to end, and where each ends.
    norms: String,
    ends: Vec<usize>,
    name_rows: Vec<(usize, u32)>,
    /// Of each word the row of the deeds' table; 0 for an unknown word.
    deed_rows: Vec<u32>,
}

impl InputLayer {
    /// Takes the tables of the file, and the file.
    pub fn load(file: ModelFile) -> Result<Self, ModelError> {
        let (width, sizes) = (file.config.width, file.config.sizes);
        let table = |name: &str, rows: u32| Table::load(&file, &format!("in.{name}"), rows as usize, width);
        let known = match file.config.static_words {
            0 => None,
            n => Some((file.keys("static.keys", n)?, Table::load(&file, "in.static", n + 1, width)?)),
        };
        let names = match &file.config.gaz {
            None => None,
            Some(config) => {
                let lists = NameLists::load(&file, config)?;
                let table = Table::load(&file, "in.gaz", lists.rows(), width)?;
                Some((lists, table))
            }
        };
        let deed_words = match file.config.deeds.as_ref().map_or(0, |deeds| deeds.words) {
            0 => None,
            n => Some((file.keys("deed.keys", n)?, Table::load(&file, "deed.word", n + 1, width)?)),
        };
        Ok(InputLayer {
            width,
            sizes,
            norm: table("norm", sizes.norm)?,
            pre: table("pre", sizes.pre)?,
            suf: table("suf", sizes.suf)?,
            suf2: table("suf2", sizes.suf2)?,
            shape: table("shape", sizes.shape)?,
            known,
            names,
            deed_words,
            bias: file.floats("in.bias", &[width])?,
            bytes: file.into_bytes(),
        })
    }

    /// The vectors of one sentence's words into `out`, one row of the layer's width each; what they add for the branch of
    /// deeds is added to `deeds`, if the model has one.
    pub fn embed(
        &self,
        unit: VectorUnit,
        words: &[&str],
        buffers: &mut InputBuffers,
        out: &mut [f32],
        deeds: &mut [f32],
    ) {
        self.look_up(words, buffers);
        let bytes = as_signed(&self.bytes);
        for (rows, out) in buffers.rows.iter().zip(out.chunks_exact_mut(self.width)) {
            out.copy_from_slice(&self.bias);
            self.norm.add(unit, bytes, rows.norm[0], out);
            self.norm.add(unit, bytes, rows.norm[1], out);
            self.pre.add(unit, bytes, rows.pre, out);
            self.suf.add(unit, bytes, rows.suf, out);
            self.suf2.add(unit, bytes, rows.suf2, out);
            self.shape.add(unit, bytes, rows.shape, out);
            if let Some((_, table)) = &self.known {
                table.add(unit, bytes, rows.known, out);
            }
        }
        if let Some((_, table)) = &self.names {
            for &(word, row) in &buffers.name_rows {
                table.add(unit, bytes, row, &mut out[word * self.width..][..self.width]);
            }
        }
        relu(unit, &mut out[..words.len() * self.width]);
        if let Some((_, table)) = &self.deed_words {
            for (&row, out) in buffers.deed_rows.iter().zip(deeds.chunks_exact_mut(self.width)) {
                table.add(unit, bytes, row, out);
            }
        }
    }

    /// The rows of one sentence's words.
    fn look_up(&self, words: &[&str], buffers: &mut InputBuffers) {
        buffers.rows.clear();
        buffers.norms.clear();
        buffers.ends.clear();
        buffers.name_rows.clear();
        buffers.deed_rows.clear();
        for word in words {
            buffers.spelling.set(word);
            let mut rows = buffers.spelling.rows(self.sizes);
            let key = Fnv::EMPTY.then(buffers.spelling.norm());
            let row = |keys: &[u64]| key.find(keys).map_or(0, |at| at as u32 + 1);
            if let Some((keys, _)) = &self.known {
                rows.known = row(keys);
            }
            if let Some((keys, _)) = &self.deed_words {
                buffers.deed_rows.push(row(keys));
            }
            buffers.rows.push(rows);
            buffers.norms.push_str(buffers.spelling.norm());
            buffers.ends.push(buffers.norms.len());
        }
        if let Some((lists, _)) = &self.names {
            let capital = |i: usize| words[i].chars().next().is_some_and(char::is_uppercase);
            lists.look_up(&buffers.norms, &buffers.ends, capital, &mut buffers.name_rows);
        }
    }
}

/// The same bytes, read as signed numbers.
fn as_signed(bytes: &[u8]) -> &[i8] {
    // SAFETY: u8 and i8 have the same size and alignment, and every bit pattern is valid for both.
    unsafe { std::slice::from_raw_parts(bytes.as_ptr().cast(), bytes.len()) }
}
