//! Which vector instructions the arithmetic may use: found out once at run time, forced only by tests.

/// A set of vector instructions this crate has code for.
///
/// All but `Portable` give the same bits: large products are exact sums of integers, small ones multiply and add in one
/// rounding and sum in the same order. `Portable` does so too where the target always has fused multiply-add (aarch64);
/// on plain x86-64 it rounds twice in the small products, and arc scores differ by some 1e-5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum VectorUnit {
    /// Whatever the compilation target guarantees.
    Portable,
    /// 256-bit vectors with fused multiply-add.
    Avx2,
    /// 512-bit vectors.
    Avx512,
    /// 512-bit vectors with instructions for products of bytes.
    Vnni,
}

impl VectorUnit {
    /// The widest unit of the machine the program runs on.
    #[must_use]
    pub fn detect() -> Self {
        *Self::available().last().unwrap_or(&VectorUnit::Portable)
    }

    /// All units of this machine, narrowest first; `Portable` is always among them.
    #[must_use]
    pub fn available() -> Vec<Self> {
        let mut units = vec![VectorUnit::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            let avx2 = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
            if avx2 {
                units.push(VectorUnit::Avx2);
            }
            if avx2
                && is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
            {
                units.push(VectorUnit::Avx512);
                if is_x86_feature_detected!("avx512vnni") {
                    units.push(VectorUnit::Vnni);
                }
            }
        }
        units
    }
}

/// Defines a function once and compiles it for every vector unit; the caller passes the unit first.
///
/// The body is ordinary safe code over slices and arrays that the compiler turns into vector instructions.
macro_rules! for_each_unit {
    ($(#[$doc:meta])* pub(crate) fn $name:ident($($arg:ident: $type:ty),* $(,)?) $body:block) => {
        $(#[$doc])*
        #[allow(clippy::too_many_arguments)]
        pub(crate) fn $name(unit: $crate::vector_unit::VectorUnit, $($arg: $type),*) {
            #[inline(always)]
            fn body($($arg: $type),*) $body

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma")]
            fn avx2($($arg: $type),*) {
                body($($arg),*);
            }

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
            fn avx512($($arg: $type),*) {
                body($($arg),*);
            }

            match unit {
                // SAFETY: `VectorUnit` values above `Portable` come from `available`, which asked the processor.
                #[cfg(target_arch = "x86_64")]
                $crate::vector_unit::VectorUnit::Avx2 => unsafe { avx2($($arg),*) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                $crate::vector_unit::VectorUnit::Avx512 | $crate::vector_unit::VectorUnit::Vnni => unsafe { avx512($($arg),*) },
                _ => body($($arg),*),
            }
        }
    };
}

pub(crate) use for_each_unit;
