//! The encoder: residual blocks over the words of many sentences at once.

use crate::elementwise::{gates, layer_norm, scan};
use crate::integer_matrix::{IntegerMatrix, QuantizedRows};
use crate::matrix::{Finish, tile_height};
use crate::model::{ModelError, ModelFile};
use crate::vector_unit::VectorUnit;

/// Where the words of a batch of sentences stand in the rows of the network's buffers: sentences one after another,
/// with rows of zeros before, between and after them, as many as the longest convolution reaches.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// Rows of zeros between sentences.
    pub gap: usize,
    /// First row and number of words of each sentence.
    pub sentences: Vec<(usize, usize)>,
    /// Rows that are computed, beginning at row `gap`: a multiple of the tile height.
    pub computed: usize,
}

impl Layout {
    /// Lays out sentences of these lengths.
    pub fn arrange(&mut self, unit: VectorUnit, gap: usize, lengths: impl Iterator<Item = usize>) {
        self.gap = gap;
        self.sentences.clear();
        let mut row = gap;
        for length in lengths {
            self.sentences.push((row, length));
            row += length + gap;
        }
        self.computed = (row - gap).next_multiple_of(tile_height(unit));
    }

    /// Rows of a buffer: the computed ones, and zeros before and after.
    pub fn rows(&self) -> usize {
        self.computed + 2 * self.gap
    }

    /// Sets the rows that belong to no sentence to zero.
    fn clear_gaps(&self, width: usize, buffer: &mut [f32]) {
        let mut from = 0;
        for &(start, length) in &self.sentences {
            buffer[from * width..start * width].fill(0.0);
            from = start + length;
        }
        buffer[from * width..].fill(0.0);
    }
}

/// Gain and bias of a layer normalisation.
#[derive(Debug)]
pub(crate) struct Norm {
    gain: Vec<f32>,
    bias: Vec<f32>,
}

impl Norm {
    /// The normalisation `NAME.g`, `NAME.b` of the file.
    pub fn load(file: &ModelFile, name: &str) -> Result<Self, ModelError> {
        let shape = [file.config.width];
        Ok(Norm {
            gain: file.floats(&format!("{name}.g"), &shape)?,
            bias: file.floats(&format!("{name}.b"), &shape)?,
        })
    }

    /// Normalises the rows of the sentences of `x` into `buffers.normed` and rounds them; all other rows become zero.
    fn apply(&self, unit: VectorUnit, layout: &Layout, x: &[f32], buffers: &mut EncoderBuffers) {
        let width = self.gain.len();
        let out = &mut buffers.normed;
        out.resize(layout.rows() * width, 0.0);
        for &(start, length) in &layout.sentences {
            let rows = start * width..(start + length) * width;
            layer_norm(unit, &x[rows.clone()], &self.gain, &self.bias, &mut out[rows]);
        }
        layout.clear_gaps(width, out);
        buffers.rounded.set(unit, out, width);
    }
}

#[derive(Debug)]
enum Kind {
    /// A window of three words, this many apart.
    Convolution(usize),
    /// A simple recurrent unit, both ways.
    Recurrent,
}

/// One residual block.
#[derive(Debug)]
struct Block {
    kind: Kind,
    norm: Norm,
    weights: IntegerMatrix,
}

/// A stack of residual blocks and the normalisation after it.
#[derive(Debug)]
pub(crate) struct Encoder {
    width: usize,
    blocks: Vec<Block>,
    norm: Norm,
}

/// What the encoder keeps between calls.
#[derive(Debug, Default)]
pub(crate) struct EncoderBuffers {
    normed: Vec<f32>,
    /// The normalised rows, rounded: after a run, the encoder's output.
    pub rounded: QuantizedRows,
    gated: Vec<f32>,
    state: Vec<f32>,
}

impl Encoder {
    /// The blocks `blocks` (one character each) with tensors `PREFIX.I.*`, and the normalisation `norm`.
    pub fn load(
        unit: VectorUnit,
        file: &ModelFile,
        blocks: &str,
        prefix: &str,
        norm: &str,
    ) -> Result<Self, ModelError> {
        let width = file.config.width;
        if width == 0 || width > 1024 - 32 || !width.is_multiple_of(32) {
            return Err(ModelError::Damaged(format!("width {width} is not a multiple of 32 below 1024")));
        }
        let load = |(i, c): (usize, char)| {
            let name = format!("{prefix}.{i}");
            let (kind, rows, outputs) = match c.to_digit(10) {
                Some(step @ 1..) => (Kind::Convolution(step as usize), 3, width),
                None if c == 's' => (Kind::Recurrent, 1, 3 * width),
                _ => return Err(ModelError::Damaged(format!("unknown block {c:?}"))),
            };
            let weights = file.halves(&format!("{name}.w"), &[outputs, rows * width])?;
            let bias = file.floats(&format!("{name}.b"), &[outputs])?;
            let norm = Norm::load(file, &format!("{name}.ln"))?;
            Ok(Block { kind, norm, weights: IntegerMatrix::new(unit, rows, width, &weights, &bias) })
        };
        let blocks = blocks.chars().enumerate().map(load).collect::<Result<_, _>>()?;
        Ok(Encoder { width, blocks, norm: Norm::load(file, norm)? })
    }

    /// How far the longest convolution reaches.
    pub fn reach(&self) -> usize {
        let reach = |block: &Block| match block.kind {
            Kind::Convolution(step) => step,
            Kind::Recurrent => 0,
        };
        self.blocks.iter().map(reach).max().unwrap_or(0)
    }

    /// Runs the blocks over `x` in place; the normalised result, rounded, is left in `buffers.rounded`.
    pub fn run(&self, unit: VectorUnit, layout: &Layout, x: &mut [f32], buffers: &mut EncoderBuffers) {
        for block in &self.blocks {
            block.norm.apply(unit, layout, x, buffers);
            match block.kind {
                Kind::Convolution(step) => {
                    self.convolve(unit, layout, step, &block.weights, &buffers.rounded, x)
                }
                Kind::Recurrent => self.recur(unit, layout, &block.weights, buffers, x),
            }
        }
        self.norm.apply(unit, layout, x, buffers);
    }

    fn convolve(
        &self,
        unit: VectorUnit,
        layout: &Layout,
        step: usize,
        weights: &IntegerMatrix,
        rounded: &QuantizedRows,
        x: &mut [f32],
    ) {
        let width = self.width;
        let offsets = [layout.gap - step, layout.gap, layout.gap + step];
        let out = &mut x[layout.gap * width..];
        weights.multiply(unit, layout.computed, rounded, &offsets, Finish::AddRelu, out);
    }

    fn recur(
        &self,
        unit: VectorUnit,
        layout: &Layout,
        weights: &IntegerMatrix,
        buffers: &mut EncoderBuffers,
        x: &mut [f32],
    ) {
        let width = self.width;
        let EncoderBuffers { rounded, gated, state, .. } = buffers;
        gated.resize(layout.rows() * 3 * width, 0.0);
        state.resize(width / 2, 0.0);
        let out = &mut gated[layout.gap * 3 * width..];
        weights.multiply(unit, layout.computed, rounded, &[layout.gap], Finish::Store, out);
        for &(start, length) in &layout.sentences {
            let end = start + length;
            let gated = &mut gated[start * 3 * width..end * 3 * width];
            gates(unit, gated, width);
            scan(unit, gated, &mut x[start * width..end * width], state, width);
        }
    }
}
