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
}

/// Four plain numbers, which the compiler puts into whatever vectors the target has.
#[derive(Clone, Copy)]
pub(crate) struct Portable([f32; 4]);

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
        Portable(std::array::from_fn(|i| {
            if fused { a.0[i].mul_add(b.0[i], self.0[i]) } else { self.0[i] + a.0[i] * b.0[i] }
        }))
    }

    #[inline(always)]
    unsafe fn add_positive(self, a: Self) -> Self {
        Portable(std::array::from_fn(|i| self.0[i] + a.0[i].max(0.0)))
    }
}

#[cfg(target_arch = "x86_64")]
pub(crate) use x86::{Avx2, Avx512};

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        __m256, __m512, _mm256_add_ps, _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_max_ps, _mm256_set1_ps,
        _mm256_setzero_ps, _mm256_storeu_ps, _mm512_add_ps, _mm512_fmadd_ps, _mm512_loadu_ps, _mm512_max_ps,
        _mm512_set1_ps, _mm512_setzero_ps, _mm512_storeu_ps,
    };

    use super::Lanes;

    macro_rules! lanes {
        ($(#[$doc:meta])* $name:ident($register:ident) $count:literal $set:ident $zero:ident $load:ident
         $store:ident $fma:ident $add:ident $max:ident) => {
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
            }
        };
    }

    lanes! {
        /// Eight numbers; needs AVX2 and FMA.
        Avx2(__m256) 8 _mm256_set1_ps _mm256_setzero_ps _mm256_loadu_ps _mm256_storeu_ps _mm256_fmadd_ps
        _mm256_add_ps _mm256_max_ps
    }

    lanes! {
        /// Sixteen numbers; needs AVX-512F.
        Avx512(__m512) 16 _mm512_set1_ps _mm512_setzero_ps _mm512_loadu_ps _mm512_storeu_ps _mm512_fmadd_ps
        _mm512_add_ps _mm512_max_ps
    }
}
