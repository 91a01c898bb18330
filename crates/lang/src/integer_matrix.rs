//! The large matrix products, in eight-bit integers: weights are rounded once at load, a scale for each output;
//! inputs are rounded row by row, a scale for each row.
//!
//! The sums are exact, so every vector unit gives the same bits: with VNNI instructions they are made of integers,
//! elsewhere of floats that hold integers below 2²⁴. `training/model` measures what rounding costs: nothing that
//! shows in the scores.

use crate::elementwise::{quantise_to_bytes, quantise_to_numbers};
use crate::lanes::{self, Lanes};
use crate::matrix::{Finish, panel_width, tile_height};
use crate::vector_unit::VectorUnit;

/// Rows of numbers between -127 and 127 and what one step of each row is worth.
#[derive(Debug, Default)]
pub(crate) struct QuantizedRows {
    /// With 128 added, for VNNI.
    bytes: Vec<u8>,
    /// As they are, for all other units.
    numbers: Vec<f32>,
    scales: Vec<f32>,
    width: usize,
}

impl QuantizedRows {
    /// Takes new rows of `width` numbers.
    pub fn set(&mut self, unit: VectorUnit, rows: &[f32], width: usize) {
        self.width = width;
        self.scales.resize(rows.len() / width, 0.0);
        if unit == VectorUnit::Vnni {
            self.bytes.resize(rows.len(), 0);
            quantise_to_bytes(unit, rows, width, &mut self.bytes, &mut self.scales);
        } else {
            self.numbers.resize(rows.len(), 0.0);
            quantise_to_numbers(unit, rows, width, &mut self.numbers, &mut self.scales);
        }
    }
}

/// Weights as the tiles read them: panels of outputs, within a panel input after input.
#[derive(Debug)]
enum Panels {
    /// Four inputs of an output side by side.
    Bytes(Vec<i8>),
    Numbers(Vec<f32>),
}

/// A linear layer whose weights are eight-bit integers. Its input is one row, or several rows end to end.
#[derive(Debug)]
pub(crate) struct IntegerMatrix {
    /// Inputs from each row.
    piece: usize,
    /// Outputs, rounded up to whole panels.
    width: usize,
    panels: Panels,
    /// What an output's sum over a row begins with, so that 128 too much in every input does not matter; for each
    /// row of the input and each output.
    start: Vec<i32>,
    /// What one step of an output's weights is worth.
    scales: Vec<f32>,
    bias: Vec<f32>,
}

impl IntegerMatrix {
    /// Rounds `weights`, row-major `[bias.len(), rows * piece]`; `piece` is a multiple of 16 and below
    /// 1024, so that sums fit into a float.
    pub fn new(unit: VectorUnit, rows: usize, piece: usize, weights: &[f32], bias: &[f32]) -> Self {
        let panel = panel_width(unit);
        let (inputs, width) = (rows * piece, bias.len().next_multiple_of(panel));
        let mut steps = vec![0i8; width * inputs];
        let (mut scales, mut start) = (vec![0.0; width], vec![0; width * rows]);
        let mut rounded = vec![0.0; inputs];
        for (out, weights) in weights.chunks_exact(inputs).enumerate() {
            quantise_to_numbers(unit, weights, inputs, &mut rounded, &mut scales[out..=out]);
            // Where input 0 of this output stands in its panel, and the distance from one group of inputs to the next.
            let (group, first) = match unit {
                VectorUnit::Vnni => (4, out / panel * inputs * panel + out % panel * 4),
                _ => (1, out / panel * inputs * panel + out % panel),
            };
            for (at, values) in (first..).step_by(panel * group).zip(rounded.chunks_exact(group)) {
                for (step, &value) in steps[at..].iter_mut().zip(values) {
                    *step = value as i8;
                }
            }
            for (row, values) in rounded.chunks_exact(piece).enumerate() {
                start[row * width + out] = -128 * values.iter().sum::<f32>() as i32;
            }
        }
        let panels = match unit {
            VectorUnit::Vnni => Panels::Bytes(steps),
            _ => Panels::Numbers(steps.into_iter().map(f32::from).collect()),
        };
        let mut bias = bias.to_vec();
        bias.resize(width, 0.0);
        IntegerMatrix { piece, width, panels, start, scales, bias }
    }

    /// Numbers in a row of the output: the outputs rounded up to whole panels, the rest zero.
    pub fn width(&self) -> usize {
        self.width
    }

    /// `rows` products (a multiple of [`tile_height`]) into `out`, [`IntegerMatrix::width`] numbers a row. The first
    /// reads the rows `offsets` of `left`, the next those after them.
    pub fn multiply(
        &self,
        unit: VectorUnit,
        rows: usize,
        left: &QuantizedRows,
        offsets: &[usize],
        finish: Finish,
        out: &mut [f32],
    ) {
        debug_assert_eq!(left.width, self.piece);
        debug_assert_eq!(rows % tile_height(unit), 0);
        let product = Product { matrix: self, left, offsets };
        match (unit, finish) {
            // SAFETY: `VectorUnit` values above `Portable` come from `available`, which asked the processor.
            #[cfg(target_arch = "x86_64")]
            (VectorUnit::Vnni, Finish::Store) => unsafe { vnni::<false>(product, rows, out) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            (VectorUnit::Vnni, Finish::AddRelu) => unsafe { vnni::<true>(product, rows, out) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            (VectorUnit::Avx512, Finish::Store) => unsafe { avx512::<false>(product, rows, out) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            (VectorUnit::Avx512, Finish::AddRelu) => unsafe { avx512::<true>(product, rows, out) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            (VectorUnit::Avx2, Finish::Store) => unsafe { avx2::<false>(product, rows, out) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            (VectorUnit::Avx2, Finish::AddRelu) => unsafe { avx2::<true>(product, rows, out) },
            (_, Finish::Store) => portable::<false>(product, rows, out),
            (_, Finish::AddRelu) => portable::<true>(product, rows, out),
        }
    }
}

/// A product to be made.
#[derive(Clone, Copy)]
struct Product<'a> {
    matrix: &'a IntegerMatrix,
    left: &'a QuantizedRows,
    offsets: &'a [usize],
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,avx2,fma")]
fn vnni<const ADD_RELU: bool>(product: Product<'_>, rows: usize, out: &mut [f32]) {
    let Panels::Bytes(panels) = &product.matrix.panels else { return };
    // SAFETY: this function is compiled for the instructions that the vectors need.
    unsafe {
        blocks::<lanes::Avx512, 8, 2, ADD_RELU>(product, rows, out, |row, number, segment| {
            let first = number * product.matrix.offset_of_panel(32) + segment * product.matrix.piece * 32;
            let weights = &panels[first..first + product.matrix.piece * 32];
            let start = &product.matrix.start[segment * product.matrix.width + number * 32..][..32];
            let inputs = &product.left.bytes[row * product.matrix.piece..][..8 * product.matrix.piece];
            lanes::vnni_sums::<8, 2>(inputs, product.matrix.piece, weights, start)
        });
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
fn avx512<const ADD_RELU: bool>(product: Product<'_>, rows: usize, out: &mut [f32]) {
    // SAFETY: this function is compiled for the instructions that the vector needs.
    unsafe { numbers::<lanes::Avx512, 8, 2, ADD_RELU>(product, rows, out) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn avx2<const ADD_RELU: bool>(product: Product<'_>, rows: usize, out: &mut [f32]) {
    // SAFETY: this function is compiled for the instructions that the vector needs.
    unsafe { numbers::<lanes::Avx2, 6, 2, ADD_RELU>(product, rows, out) }
}

fn portable<const ADD_RELU: bool>(product: Product<'_>, rows: usize, out: &mut [f32]) {
    // SAFETY: plain numbers need no particular instructions.
    unsafe { numbers::<lanes::Portable, 4, 2, ADD_RELU>(product, rows, out) }
}

impl IntegerMatrix {
    /// Weights in a panel of this many outputs.
    fn offset_of_panel(&self, panel_width: usize) -> usize {
        self.start.len() / self.width * self.piece * panel_width
    }
}

/// The products with integers held in floats.
///
/// # Safety
/// The caller is compiled for the instructions of `V`.
#[inline(always)]
unsafe fn numbers<V: Lanes, const HEIGHT: usize, const VECTORS: usize, const ADD_RELU: bool>(
    product: Product<'_>,
    rows: usize,
    out: &mut [f32],
) {
    let Panels::Numbers(panels) = &product.matrix.panels else { return };
    let (piece, panel_width) = (product.matrix.piece, V::COUNT * VECTORS);
    // SAFETY: as this function's.
    unsafe {
        blocks::<V, HEIGHT, VECTORS, ADD_RELU>(product, rows, out, |row, number, segment| {
            let first = number * product.matrix.offset_of_panel(panel_width) + segment * piece * panel_width;
            let weights = &panels[first..first + piece * panel_width];
            let inputs = &product.left.numbers[row * piece..][..HEIGHT * piece];
            let mut sums = [[V::splat(0.0); VECTORS]; HEIGHT];
            lanes::add_products(&mut sums, inputs, piece, piece, weights);
            sums
        });
    }
}

/// All products, a block of rows at a time so that the block stays in the nearest cache for every panel. `sums` gives
/// the integer sums of a tile over one row of the input: (first row, panel, which of the input's rows).
///
/// # Safety
/// The caller is compiled for the instructions of `V`.
#[inline(always)]
unsafe fn blocks<V: Lanes, const HEIGHT: usize, const VECTORS: usize, const ADD_RELU: bool>(
    product: Product<'_>,
    rows: usize,
    out: &mut [f32],
    sums: impl Fn(usize, usize, usize) -> [[V; VECTORS]; HEIGHT],
) {
    const CACHED_ROWS: usize = 96;
    let Product { matrix, left, offsets } = product;
    let panel_width = V::COUNT * VECTORS;
    for block in (0..rows).step_by(CACHED_ROWS) {
        let end = rows.min(block + CACHED_ROWS);
        for number in 0..matrix.width / panel_width {
            let column = number * panel_width;
            for row in (block..end).step_by(HEIGHT) {
                // SAFETY: as this function's; all slices are a panel wide.
                unsafe {
                    let mut totals = [[V::splat(0.0); VECTORS]; HEIGHT];
                    for (segment, offset) in offsets.iter().enumerate() {
                        let sums = sums(row + offset, number, segment);
                        let scales = &left.scales[row + offset..][..HEIGHT];
                        for r in 0..HEIGHT {
                            let scale = V::splat(scales[r]);
                            for v in 0..VECTORS {
                                totals[r][v] = totals[r][v].plus(sums[r][v].times(scale));
                            }
                        }
                    }
                    let (scales, bias) = (&matrix.scales[column..], &matrix.bias[column..]);
                    for (r, totals) in totals.into_iter().enumerate() {
                        let out = &mut out[(row + r) * matrix.width + column..][..panel_width];
                        for (v, total) in totals.into_iter().enumerate() {
                            let at = v * V::COUNT;
                            let value = total.times(V::load(&scales[at..])).plus(V::load(&bias[at..]));
                            let out = &mut out[at..];
                            (if ADD_RELU { V::load(out).add_positive(value) } else { value }).store(out);
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::numbers;

    #[test]
    fn comes_close_to_the_real_product_with_the_same_bits_on_every_unit() {
        let (rows, piece, outputs) = (48, 64, 50);
        let values = numbers((rows + 4) * piece, 1);
        let (weights, bias) = (numbers(outputs * 3 * piece, 2), numbers(outputs, 3));
        let offsets = [0, 2, 4];
        let mut first: Option<Vec<f32>> = None;
        for unit in VectorUnit::available() {
            let matrix = IntegerMatrix::new(unit, 3, piece, &weights, &bias);
            let mut left = QuantizedRows::default();
            left.set(unit, &values, piece);
            let mut out = vec![0.0; rows * matrix.width()];
            matrix.multiply(unit, rows, &left, &offsets, Finish::Store, &mut out);
            let mut kept = Vec::new();
            for r in 0..rows {
                for o in 0..outputs {
                    let mut exact = bias[o];
                    for (s, offset) in offsets.iter().enumerate() {
                        let row = &values[(r + offset) * piece..][..piece];
                        let weights = &weights[(o * 3 + s) * piece..][..piece];
                        exact += row.iter().zip(weights).map(|(x, w)| x * w).sum::<f32>();
                    }
                    let got = out[r * matrix.width() + o];
                    assert!((got - exact).abs() < 0.15, "{unit:?} {r} {o}: {got} {exact}");
                    kept.push(got);
                }
            }
            assert_eq!(*first.get_or_insert_with(|| kept.clone()), kept, "{unit:?}");
        }
    }

    #[test]
    fn rows_of_zeros_give_the_bias() {
        let unit = VectorUnit::detect();
        let matrix = IntegerMatrix::new(unit, 1, 32, &numbers(32 * 32, 5), &[0.25; 32]);
        let mut left = QuantizedRows::default();
        left.set(unit, &[0.0; 24 * 32], 32);
        let mut out = vec![1.0; 24 * matrix.width()];
        matrix.multiply(unit, 24, &left, &[0], Finish::AddRelu, &mut out);
        assert!(out.chunks(matrix.width()).all(|row| row[..32].iter().all(|&x| x == 1.25)));
    }
}
