//! The matrix product: dense weights packed once at load, products by register tiles.
//!
//! Every output is summed over the inputs in order, whatever the vector unit, so that units with fused multiply-add
//! agree to the last bit. Packing at load, windows read in place and the residual added on the way out are what a
//! general product crate cannot do for us; see the benchmark for the comparison.

use crate::lanes::{self, Lanes};
use crate::vector_unit::VectorUnit;

/// How a product leaves the registers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finish {
    /// `out = product`.
    Store,
    /// `out += max(product, 0)`.
    AddRelu,
}

/// The left factor of a product: rows at a stride, each row made of `offsets.len()` pieces of `piece` numbers.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    /// Row `r` has its pieces at `r * stride + offset`.
    pub values: &'a [f32],
    /// Distance between the beginnings of two rows.
    pub stride: usize,
    /// Where each piece of row 0 begins.
    pub offsets: &'a [usize],
    /// Numbers in a piece.
    pub piece: usize,
}

/// A linear layer: `out = weights · in + bias`, with weights in panels of as many outputs as a tile is wide.
#[derive(Debug)]
pub(crate) struct Matrix {
    inputs: usize,
    /// Outputs, rounded up to whole panels.
    width: usize,
    panels: Vec<f32>,
    bias: Vec<f32>,
}

/// Outputs in a panel.
pub(crate) fn panel_width(unit: VectorUnit) -> usize {
    match unit {
        VectorUnit::Portable => 8,
        VectorUnit::Avx2 => 16,
        VectorUnit::Avx512 | VectorUnit::Vnni => 32,
    }
}

/// Rows of a tile: products are computed for a multiple of this many rows.
pub(crate) fn tile_height(unit: VectorUnit) -> usize {
    match unit {
        VectorUnit::Portable => 4,
        VectorUnit::Avx2 => 6,
        VectorUnit::Avx512 | VectorUnit::Vnni => 8,
    }
}

impl Matrix {
    /// Packs `weights`, row-major `[bias.len(), inputs]`.
    pub fn new(unit: VectorUnit, inputs: usize, weights: &[f32], bias: &[f32]) -> Self {
        let mut matrix = Matrix { inputs, width: 0, panels: Vec::new(), bias: Vec::new() };
        matrix.pack(unit, inputs, weights.chunks_exact(inputs), bias);
        matrix
    }

    /// Replaces the weights: one row of `inputs` numbers and one bias for each output.
    pub fn pack<'a>(
        &mut self,
        unit: VectorUnit,
        inputs: usize,
        rows: impl Iterator<Item = &'a [f32]>,
        bias: &[f32],
    ) {
        let panel = panel_width(unit);
        self.inputs = inputs;
        self.width = bias.len().next_multiple_of(panel);
        self.bias.clear();
        self.bias.extend_from_slice(bias);
        self.bias.resize(self.width, 0.0);
        self.panels.clear();
        self.panels.resize(self.width * inputs, 0.0);
        for (out, row) in rows.take(bias.len()).enumerate() {
            let start = out / panel * panel * inputs + out % panel;
            for (slot, &value) in self.panels[start..].iter_mut().step_by(panel).zip(row) {
                *slot = value;
            }
        }
    }

    /// An empty layer to [`Matrix::pack`] into.
    pub fn empty() -> Self {
        Matrix { inputs: 0, width: 0, panels: Vec::new(), bias: Vec::new() }
    }

    /// Numbers in a row of the input.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Numbers in a row of the output: the outputs rounded up to whole panels, the rest zero.
    pub fn width(&self) -> usize {
        self.width
    }

    /// `rows` products (a multiple of [`tile_height`]) into `out`, [`Matrix::width`] numbers a row.
    pub fn multiply(&self, unit: VectorUnit, rows: usize, left: Rows<'_>, finish: Finish, out: &mut [f32]) {
        debug_assert_eq!(left.piece * left.offsets.len(), self.inputs);
        debug_assert_eq!(rows % tile_height(unit), 0);
        match (unit, finish) {
            // SAFETY: `VectorUnit` values above `Portable` come from `available`, which asked the processor.
            #[cfg(target_arch = "x86_64")]
            (VectorUnit::Avx512 | VectorUnit::Vnni, Finish::Store) => unsafe {
                avx512::<false>(self, rows, left, out)
            },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            (VectorUnit::Avx512 | VectorUnit::Vnni, Finish::AddRelu) => unsafe {
                avx512::<true>(self, rows, left, out)
            },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            (VectorUnit::Avx2, Finish::Store) => unsafe { avx2::<false>(self, rows, left, out) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            (VectorUnit::Avx2, Finish::AddRelu) => unsafe { avx2::<true>(self, rows, left, out) },
            (_, Finish::Store) => portable::<false>(self, rows, left, out),
            (_, Finish::AddRelu) => portable::<true>(self, rows, left, out),
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
fn avx512<const ADD_RELU: bool>(matrix: &Matrix, rows: usize, left: Rows<'_>, out: &mut [f32]) {
    // SAFETY: this function is compiled for the instructions that the vector needs.
    unsafe { blocks::<lanes::Avx512, 8, 2, ADD_RELU>(matrix, rows, left, out) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn avx2<const ADD_RELU: bool>(matrix: &Matrix, rows: usize, left: Rows<'_>, out: &mut [f32]) {
    // SAFETY: this function is compiled for the instructions that the vector needs.
    unsafe { blocks::<lanes::Avx2, 6, 2, ADD_RELU>(matrix, rows, left, out) }
}

fn portable<const ADD_RELU: bool>(matrix: &Matrix, rows: usize, left: Rows<'_>, out: &mut [f32]) {
    // SAFETY: plain numbers need no particular instructions.
    unsafe { blocks::<lanes::Portable, 4, 2, ADD_RELU>(matrix, rows, left, out) }
}

/// All products, a block of rows at a time so that the block stays in the nearest cache for every panel.
///
/// # Safety
/// The caller is compiled for the instructions of `V`.
#[inline(always)]
unsafe fn blocks<V: Lanes, const HEIGHT: usize, const VECTORS: usize, const ADD_RELU: bool>(
    matrix: &Matrix,
    rows: usize,
    left: Rows<'_>,
    out: &mut [f32],
) {
    const CACHED_ROWS: usize = 48;
    let panel_width = V::COUNT * VECTORS;
    let panels = matrix.panels.chunks_exact(panel_width * matrix.inputs);
    for block in (0..rows).step_by(CACHED_ROWS) {
        let end = rows.min(block + CACHED_ROWS);
        for (number, panel) in panels.clone().enumerate() {
            let bias = &matrix.bias[number * panel_width..][..panel_width];
            for row in (block..end).step_by(HEIGHT) {
                // SAFETY: as this function's.
                let sums = unsafe { tile::<V, HEIGHT, VECTORS>(left, row, panel, bias) };
                for (r, sums) in sums.into_iter().enumerate() {
                    let out = &mut out[(row + r) * matrix.width + number * panel_width..][..panel_width];
                    for (out, sum) in out.chunks_exact_mut(V::COUNT).zip(sums) {
                        // SAFETY: as this function's.
                        unsafe {
                            let value = if ADD_RELU { V::load(out).add_positive(sum) } else { sum };
                            value.store(out);
                        }
                    }
                }
            }
        }
    }
}

/// `HEIGHT` rows times one panel, held in registers.
///
/// # Safety
/// The caller is compiled for the instructions of `V`.
#[inline(always)]
unsafe fn tile<V: Lanes, const HEIGHT: usize, const VECTORS: usize>(
    left: Rows<'_>,
    row: usize,
    panel: &[f32],
    bias: &[f32],
) -> [[V; VECTORS]; HEIGHT] {
    let panel_width = V::COUNT * VECTORS;
    // SAFETY: as this function's; the slices are long enough for the loads.
    let mut sums = unsafe { [std::array::from_fn(|v| V::load(&bias[v * V::COUNT..])); HEIGHT] };
    for (&offset, weights) in left.offsets.iter().zip(panel.chunks_exact(left.piece * panel_width)) {
        let inputs = &left.values[row * left.stride + offset..];
        // SAFETY: as this function's.
        unsafe { lanes::add_products(&mut sums, inputs, left.stride, left.piece, weights) };
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::numbers;

    #[test]
    fn equals_the_textbook_product_on_every_unit_and_the_same_bits_with_fused_arithmetic() {
        let (rows, inputs, outputs) = (48, 40, 50);
        let (left, weights, bias) =
            (numbers(rows * inputs, 1), numbers(outputs * inputs, 2), numbers(outputs, 3));
        let mut fused: Option<Vec<f32>> = None;
        for unit in VectorUnit::available() {
            let matrix = Matrix::new(unit, inputs, &weights, &bias);
            let mut out = vec![0.0; rows * matrix.width()];
            let left = Rows { values: &left, stride: inputs, offsets: &[0], piece: inputs };
            matrix.multiply(unit, rows, left, Finish::Store, &mut out);
            let mut kept = Vec::new();
            for r in 0..rows {
                for o in 0..outputs {
                    let exact: f64 = (0..inputs)
                        .map(|i| f64::from(left.values[r * inputs + i]) * f64::from(weights[o * inputs + i]))
                        .sum::<f64>()
                        + f64::from(bias[o]);
                    let got = out[r * matrix.width() + o];
                    assert!((f64::from(got) - exact).abs() < 1e-5, "{unit:?} {r} {o}: {got} {exact}");
                    kept.push(got);
                }
            }
            if unit != VectorUnit::Portable {
                assert_eq!(*fused.get_or_insert_with(|| kept.clone()), kept, "{unit:?}");
            }
        }
    }

    #[test]
    fn reads_windows_in_place_and_adds_the_positive_part() {
        let unit = VectorUnit::detect();
        // Two numbers a row; a window of three rows whose weights pick the first number of each.
        let matrix = Matrix::new(
            unit,
            6,
            &[1.0, 0.0, 10.0, 0.0, 100.0, 0.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            &[0.0, 0.0],
        );
        let values: Vec<f32> = (0..(24 + 2) * 2).map(|i| i as f32).collect();
        let mut out = vec![0.5; 24 * matrix.width()];
        let left = Rows { values: &values, stride: 2, offsets: &[0, 2, 4], piece: 2 };
        matrix.multiply(unit, 24, left, Finish::AddRelu, &mut out);
        for row in 0..24 {
            let first = 2.0 * row as f32;
            assert_eq!(out[row * matrix.width()], 0.5 + first + 10.0 * (first + 2.0) + 100.0 * (first + 4.0));
            assert_eq!(out[row * matrix.width() + 1], 0.5);
        }
    }
}
