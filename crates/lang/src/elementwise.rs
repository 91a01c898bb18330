//! The arithmetic between the matrix products: normalisation, gates, scans, soft maxima.
//!
//! Sums run over sixteen lanes that are added up in a fixed order, and multiplication and addition are never fused,
//! so that every vector unit gives the same bits. Widths are multiples of [`LANES`].

use crate::vector_unit::for_each_unit;

/// Numbers worked on side by side.
pub(crate) const LANES: usize = 16;

type Lanes = [f32; LANES];

/// 1.5 · 2²³: adding it to a small number leaves the nearest integer in the low bits.
const ROUNDER: f32 = 12_582_912.0;

#[inline(always)]
fn total(lanes: &Lanes) -> f32 {
    let mut sums = *lanes;
    let mut half = LANES / 2;
    while half > 0 {
        for i in 0..half {
            sums[i] += sums[i + half];
        }
        half /= 2;
    }
    sums[0]
}

/// e to the power of x, within 2e-7 relatively; x is first brought between -87 and 88.
#[inline(always)]
fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 88.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUNDER;
    let whole = shifted - ROUNDER;
    let r = x - whole * 0.693_359_4;
    let r = r - whole * -2.121_944_4e-4;
    let mut p = 1.987_569_1e-4;
    p = p * r + 1.398_199_9e-3;
    p = p * r + 8.333_452e-3;
    p = p * r + 4.166_579_6e-2;
    p = p * r + 1.666_666_5e-1;
    p = p * r + 0.5;
    let value = p * r * r + r + 1.0;
    let power = (shifted.to_bits() as i32).wrapping_sub(ROUNDER.to_bits() as i32);
    value * f32::from_bits((power.wrapping_add(127) << 23) as u32)
}

#[inline(always)]
fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

for_each_unit! {
    /// Layer normalisation of each row of `gain.len()` numbers, eps 1e-5.
    pub(crate) fn layer_norm(x: &[f32], gain: &[f32], bias: &[f32], out: &mut [f32]) {
        let width = gain.len();
        let scale = 1.0 / width as f32;
        for (row, out) in x.chunks_exact(width).zip(out.chunks_exact_mut(width)) {
            let mut sums = [0.0; LANES];
            for chunk in row.chunks_exact(LANES) {
                for (sum, &value) in sums.iter_mut().zip(chunk) {
                    *sum += value;
                }
            }
            let mean = total(&sums) * scale;
            let mut squares = [0.0; LANES];
            for chunk in row.chunks_exact(LANES) {
                for (sum, &value) in squares.iter_mut().zip(chunk) {
                    *sum += (value - mean) * (value - mean);
                }
            }
            let factor = 1.0 / (total(&squares) * scale + 1e-5).sqrt();
            for ((out, &value), (&gain, &bias)) in out.iter_mut().zip(row).zip(gain.iter().zip(bias)) {
                *out = (value - mean) * factor * gain + bias;
            }
        }
    }
}

for_each_unit! {
    /// Turns rows of (value, forget gate, output gate), `width` numbers each, into (update, forget, output):
    /// both gates through the logistic function, update = (1 - forget) * value.
    pub(crate) fn gates(rows: &mut [f32], width: usize) {
        for row in rows.chunks_exact_mut(3 * width) {
            let (value, gates) = row.split_at_mut(width);
            let (forget, output) = gates.split_at_mut(width);
            for (value, forget) in value.iter_mut().zip(forget) {
                *forget = sigmoid(*forget);
                *value *= 1.0 - *forget;
            }
            for output in output {
                *output = sigmoid(*output);
            }
        }
    }
}

for_each_unit! {
    /// The recurrence of one sentence: state = forget * state + update, x += state * output. The first half of the
    /// channels runs from left to right, the second half from right to left. `gated` has rows as [`gates`] leaves
    /// them, `x` the same number of rows of `width`; `state` holds `width / 2` numbers.
    pub(crate) fn scan(gated: &[f32], x: &mut [f32], state: &mut [f32], width: usize) {
        let half = width / 2;
        state.fill(0.0);
        for (row, x) in gated.chunks_exact(3 * width).zip(x.chunks_exact_mut(width)) {
            step(&row[..half], &row[width..][..half], &row[2 * width..][..half], state, &mut x[..half]);
        }
        state.fill(0.0);
        for (row, x) in gated.chunks_exact(3 * width).zip(x.chunks_exact_mut(width)).rev() {
            step(&row[half..width], &row[width + half..2 * width], &row[2 * width + half..], state, &mut x[half..]);
        }
    }
}

#[inline(always)]
fn step(update: &[f32], forget: &[f32], output: &[f32], state: &mut [f32], x: &mut [f32]) {
    let gates = update.iter().zip(forget).zip(output);
    for ((state, x), ((&update, &forget), &output)) in state.iter_mut().zip(x).zip(gates) {
        *state = forget * *state + update;
        *x += *state * output;
    }
}

/// The scale of a row whose numbers are to lie between -127 and 127, and its inverse.
#[inline(always)]
fn step_of(row: &[f32]) -> (f32, f32) {
    let mut largest = [0.0f32; LANES];
    for chunk in row.chunks_exact(LANES) {
        for (max, &x) in largest.iter_mut().zip(chunk) {
            let size = x.abs();
            *max = if size > *max { size } else { *max };
        }
    }
    let largest = largest.iter().fold(0.0, |max: f32, &x| max.max(x));
    if largest > 1e-20 { (largest / 127.0, 127.0 / largest) } else { (0.0, 0.0) }
}

for_each_unit! {
    /// Rounds each row of `width` numbers to integers between -127 and 127, kept with 128 added, and its scale.
    pub(crate) fn quantise_to_bytes(rows: &[f32], width: usize, out: &mut [u8], scales: &mut [f32]) {
        for ((row, out), scale) in rows.chunks_exact(width).zip(out.chunks_exact_mut(width)).zip(scales) {
            let (step, inverse) = step_of(row);
            *scale = step;
            for (out, &x) in out.iter_mut().zip(row) {
                *out = ((x * inverse + ROUNDER).to_bits() as u8) ^ 0x80;
            }
        }
    }
}

for_each_unit! {
    /// Rounds each row of `width` numbers to integers between -127 and 127, kept as floats, and its scale.
    pub(crate) fn quantise_to_numbers(rows: &[f32], width: usize, out: &mut [f32], scales: &mut [f32]) {
        for ((row, out), scale) in rows.chunks_exact(width).zip(out.chunks_exact_mut(width)).zip(scales) {
            let (step, inverse) = step_of(row);
            *scale = step;
            for (out, &x) in out.iter_mut().zip(row) {
                *out = (x * inverse + ROUNDER) - ROUNDER;
            }
        }
    }
}

for_each_unit! {
    /// `out += scale * row`, for a row of an eight-bit table.
    pub(crate) fn add_row(row: &[i8], scale: f32, out: &mut [f32]) {
        for (out, &value) in out.iter_mut().zip(row) {
            *out += f32::from(value) * scale;
        }
    }
}

for_each_unit! {
    /// Negative numbers become zero.
    pub(crate) fn relu(x: &mut [f32]) {
        for x in x {
            *x = x.max(0.0);
        }
    }
}

for_each_unit! {
    /// Negative numbers become zero in the columns `from..to` of rows of `stride` numbers.
    pub(crate) fn relu_columns(rows: &mut [f32], stride: usize, from: usize, to: usize) {
        for row in rows.chunks_exact_mut(stride) {
            for x in &mut row[from..to] {
                *x = x.max(0.0);
            }
        }
    }
}

for_each_unit! {
    /// `out = max(a + b + c, 0)`.
    pub(crate) fn relu_of_sum(a: &[f32], b: &[f32], c: &[f32], out: &mut [f32]) {
        for ((out, &a), (&b, &c)) in out.iter_mut().zip(a).zip(b.iter().zip(c)) {
            *out = (a + b + c).max(0.0);
        }
    }
}

for_each_unit! {
    /// The logarithm of the sum of exponentials of each row of `width` numbers.
    pub(crate) fn log_sum_exp(rows: &[f32], width: usize, out: &mut [f32]) {
        for (row, out) in rows.chunks_exact(width).zip(out) {
            let max = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let mut sums = [0.0; LANES];
            let chunks = row.chunks_exact(LANES);
            for (sum, &x) in sums.iter_mut().zip(chunks.remainder()) {
                *sum = exp(x - max);
            }
            for chunk in chunks {
                for (sum, &x) in sums.iter_mut().zip(chunk) {
                    *sum += exp(x - max);
                }
            }
            *out = max + total(&sums).ln();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vector_unit::VectorUnit;

    #[test]
    fn the_exponential_is_accurate_and_finite() {
        for i in -870..880 {
            let x = i as f32 / 10.0;
            let exact = f64::from(x).exp();
            assert!(((f64::from(exp(x)) - exact) / exact).abs() < 3e-7, "{x}");
        }
        assert!(exp(1e9).is_finite() && exp(-1e9) >= 0.0);
    }

    #[test]
    fn normalises_every_row_to_mean_zero_and_variance_one() {
        let x: Vec<f32> = (0..64).map(|i| (i * i % 23) as f32).collect();
        let mut out = vec![0.0; 64];
        layer_norm(VectorUnit::detect(), &x, &[1.0; 32], &[0.0; 32], &mut out);
        for row in out.chunks(32) {
            assert!(row.iter().sum::<f32>().abs() < 1e-4);
            assert!((row.iter().map(|v| v * v).sum::<f32>() / 32.0 - 1.0).abs() < 1e-3);
        }
    }

    #[test]
    fn all_units_give_the_same_bits() {
        let x: Vec<f32> = (0..96 * 5).map(|i| ((i * 37 % 101) as f32 - 50.0) / 9.0).collect();
        let run = |unit| {
            let mut normed = vec![0.0; x.len()];
            layer_norm(unit, &x, &[1.5; 96], &[0.25; 96], &mut normed);
            gates(unit, &mut normed, 32);
            let mut out = vec![1.0; 5 * 32];
            scan(unit, &normed, &mut out, &mut [0.0; 16], 32);
            let mut sums = vec![0.0; 5];
            log_sum_exp(unit, &out, 32, &mut sums);
            (out, sums)
        };
        let expected = run(VectorUnit::Portable);
        for unit in VectorUnit::available() {
            assert_eq!(run(unit), expected, "{unit:?}");
        }
    }

    #[test]
    fn the_scan_runs_both_ways_and_stops_at_the_ends() {
        // Width 2: channel 0 left to right, channel 1 right to left; forget 0.5, output 1.
        let gated = [1.0, 4.0, 0.5, 0.5, 1.0, 1.0, 2.0, 8.0, 0.5, 0.5, 1.0, 1.0];
        let mut x = [0.0; 4];
        scan(VectorUnit::Portable, &gated, &mut x, &mut [0.0], 2);
        assert_eq!(x, [1.0, 8.0, 2.5, 8.0]);
    }
}
