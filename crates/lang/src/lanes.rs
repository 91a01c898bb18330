//! Vectors of numbers: the few instructions the matrix product is written in.

/// A vector register of 32-bit floats.
///
/// # Safety
/// Every function needs the instructions of the vector it is called on: call them only from functions compiled for
/// those, on a processor that has them. Slices must hold at least [`Lanes::COUNT`] numbers.
pub(crate) trait Lanes: Copy {
    /// Numbers in the vector.
    const COUNT: usize;

    /// The same number in all lanes.
    unsafe fn splat(value: f32) -> Self;

    /// The first numbers of a slice.
    unsafe fn load(from: &[f32]) -> Self;

    /// Into the first numbers of a slice.
    unsafe fn store(self, to: &mut [f32]);

    /// `self + a * b`, rounded once where the processor can.
    unsafe fn add_product(self, a: Self, b: Self) -> Self;

    /// `self + max(a, 0)`.
    unsafe fn add_positive(self, a: Self) -> Self;

    /// `self + a`.
    unsafe fn plus(self, a: Self) -> Self;

    /// `self * a`.
    unsafe fn times(self, a: Self) -> Self;
}

/// Four plain numbers, which the compiler puts into whatever vectors the target has.
#[derive(Clone, Copy)]
pub(crate) struct Portable([f32; 4]);

impl Portable {
    #[inline(always)]
    fn map_with(self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self {
        let mut out = self.0;
        for (x, y) in out.iter_mut().zip(other.0) {
            *x = f(*x, y);
        }
        Portable(out)
    }
}

impl Lanes for Portable {
    const COUNT: usize = 4;

    #[inline(always)]
    unsafe fn splat(value: f32) -> Self {
        Portable([value; 4])
    }

    #[inline(always)]
    unsafe fn load(from: &[f32]) -> Self {
        Portable([from[0], from[1], from[2], from[3]])
    }

    #[inline(always)]
    unsafe fn store(self, to: &mut [f32]) {
        to[..4].copy_from_slice(&self.0);
    }

    #[inline(always)]
    unsafe fn add_product(self, a: Self, b: Self) -> Self {
        // Without an instruction for it, fusing would be a slow call.
        let fused = cfg!(any(target_arch = "aarch64", target_feature = "fma"));
        let mut out = self.0;
        for (i, out) in out.iter_mut().enumerate() {
            *out = if fused { a.0[i].mul_add(b.0[i], *out) } else { *out + a.0[i] * b.0[i] };
        }
        Portable(out)
    }

    #[inline(always)]
    unsafe fn add_positive(self, a: Self) -> Self {
        self.map_with(a, |x, y| x + y.max(0.0))
    }

    #[inline(always)]
    unsafe fn plus(self, a: Self) -> Self {
        self.map_with(a, |x, y| x + y)
    }

    #[inline(always)]
    unsafe fn times(self, a: Self) -> Self {
        self.map_with(a, |x, y| x * y)
    }
}

/// Adds products to the sums of a tile: `piece` numbers of each row of `inputs` (rows `stride` apart) times a panel of
/// weights, one row of the panel for each of the numbers.
///
/// # Safety
/// The caller is compiled for the instructions of `V`.
#[inline(always)]
pub(crate) unsafe fn add_products<V: Lanes, const HEIGHT: usize, const VECTORS: usize>(
    sums: &mut [[V; VECTORS]; HEIGHT],
    inputs: &[f32],
    stride: usize,
    piece: usize,
    weights: &[f32],
) {
    let panel_width = V::COUNT * VECTORS;
    assert!(inputs.len() >= (HEIGHT - 1) * stride + piece && weights.len() >= piece * panel_width);
    for k in 0..piece {
        // SAFETY: as this function's; both slices were found long enough.
        unsafe {
            let mut step = [V::splat(0.0); VECTORS];
            for (v, step) in step.iter_mut().enumerate() {
                *step = V::load(weights.get_unchecked(k * panel_width + v * V::COUNT..));
            }
            for (r, sums) in sums.iter_mut().enumerate() {
                let input = V::splat(*inputs.get_unchecked(r * stride + k));
                for (sum, weight) in sums.iter_mut().zip(step) {
                    *sum = sum.add_product(input, weight);
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
pub(crate) use x86::{Avx2, Avx512, vnni_sums};

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        __m256, __m512, _mm256_add_ps, _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_max_ps, _mm256_mul_ps,
        _mm256_set1_ps, _mm256_setzero_ps, _mm256_storeu_ps, _mm512_add_ps, _mm512_cvtepi32_ps,
        _mm512_dpbusd_epi32, _mm512_fmadd_ps, _mm512_loadu_ps, _mm512_loadu_si512, _mm512_max_ps,
        _mm512_mul_ps, _mm512_set1_epi32, _mm512_set1_ps, _mm512_setzero_ps, _mm512_setzero_si512,
        _mm512_storeu_ps,
    };

    use super::Lanes;

    macro_rules! lanes {
        ($(#[$doc:meta])* $name:ident($register:ident) $count:literal $set:ident $zero:ident $load:ident
         $store:ident $fma:ident $add:ident $mul:ident $max:ident) => {
            $(#[$doc])*
            #[derive(Clone, Copy)]
            pub(crate) struct $name($register);

            impl Lanes for $name {
                const COUNT: usize = $count;

                #[inline(always)]
                unsafe fn splat(value: f32) -> Self {
                    // SAFETY: the caller has the instructions.
                    $name(unsafe { $set(value) })
                }

                #[inline(always)]
                unsafe fn load(from: &[f32]) -> Self {
                    debug_assert!(from.len() >= $count);
                    // SAFETY: the caller has the instructions, and numbers enough.
                    $name(unsafe { $load(from.as_ptr()) })
                }

                #[inline(always)]
                unsafe fn store(self, to: &mut [f32]) {
                    debug_assert!(to.len() >= $count);
                    // SAFETY: the caller has the instructions, and room enough.
                    unsafe { $store(to.as_mut_ptr(), self.0) }
                }

                #[inline(always)]
                unsafe fn add_product(self, a: Self, b: Self) -> Self {
                    // SAFETY: the caller has the instructions.
                    $name(unsafe { $fma(a.0, b.0, self.0) })
                }

                #[inline(always)]
                unsafe fn add_positive(self, a: Self) -> Self {
                    // SAFETY: the caller has the instructions.
                    $name(unsafe { $add(self.0, $max(a.0, $zero())) })
                }

                #[inline(always)]
                unsafe fn plus(self, a: Self) -> Self {
                    // SAFETY: the caller has the instructions.
                    $name(unsafe { $add(self.0, a.0) })
                }

                #[inline(always)]
                unsafe fn times(self, a: Self) -> Self {
                    // SAFETY: the caller has the instructions.
                    $name(unsafe { $mul(self.0, a.0) })
                }
            }
        };
    }

    lanes! {
        /// Eight numbers; needs AVX2 and FMA.
        Avx2(__m256) 8 _mm256_set1_ps _mm256_setzero_ps _mm256_loadu_ps _mm256_storeu_ps _mm256_fmadd_ps
        _mm256_add_ps _mm256_mul_ps _mm256_max_ps
    }

    lanes! {
        /// Sixteen numbers; needs AVX-512F.
        Avx512(__m512) 16 _mm512_set1_ps _mm512_setzero_ps _mm512_loadu_ps _mm512_storeu_ps _mm512_fmadd_ps
        _mm512_add_ps _mm512_mul_ps _mm512_max_ps
    }

    /// The sums of a tile over rows of `piece` bytes: `start`, and each byte of a row times its weight. Weights come
    /// in panels of sixteen outputs for each vector, four inputs of an output side by side.
    ///
    /// # Safety
    /// The caller is compiled for AVX-512F and VNNI.
    #[inline(always)]
    pub(crate) unsafe fn vnni_sums<const HEIGHT: usize, const VECTORS: usize>(
        inputs: &[u8],
        piece: usize,
        weights: &[i8],
        start: &[i32],
    ) -> [[Avx512; VECTORS]; HEIGHT] {
        let inputs = inputs.as_chunks::<4>().0;
        let row = piece / 4;
        assert!(
            inputs.len() >= HEIGHT * row
                && weights.len() >= piece * 16 * VECTORS
                && start.len() >= 16 * VECTORS
        );
        // SAFETY: as this function's; all slices were found long enough.
        unsafe {
            // Plain loops: closures would not be compiled for the same instructions where they are not inlined.
            let mut sums = [[_mm512_setzero_si512(); VECTORS]; HEIGHT];
            for row in &mut sums {
                for (v, sum) in row.iter_mut().enumerate() {
                    *sum = _mm512_loadu_si512(start.as_ptr().add(16 * v).cast());
                }
            }
            for k in 0..row {
                let mut step = [_mm512_setzero_si512(); VECTORS];
                for (v, step) in step.iter_mut().enumerate() {
                    *step = _mm512_loadu_si512(weights.as_ptr().add((k * VECTORS + v) * 64).cast());
                }
                for (r, sums) in sums.iter_mut().enumerate() {
                    let input = _mm512_set1_epi32(i32::from_le_bytes(*inputs.get_unchecked(r * row + k)));
                    for (sum, weight) in sums.iter_mut().zip(step) {
                        *sum = _mm512_dpbusd_epi32(*sum, input, weight);
                    }
                }
            }
            let mut out = [[Avx512(_mm512_setzero_ps()); VECTORS]; HEIGHT];
            for (out, sums) in out.iter_mut().zip(sums) {
                for (out, sum) in out.iter_mut().zip(sums) {
                    *out = Avx512(_mm512_cvtepi32_ps(sum));
                }
            }
            out
        }
    }
}
