//! Numbers for tests: without pattern, and the same in every run.

/// A linear congruential generator (the constants are those of Numerical Recipes); its upper bits are the better ones.
pub(crate) fn noise(seed: u32) -> impl Iterator<Item = u32> {
    let mut state = seed;
    std::iter::from_fn(move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Some(state)
    })
}

/// Numbers from -1 to 1.
pub(crate) fn numbers(count: usize, seed: u32) -> Vec<f32> {
    noise(seed).take(count).map(|bits| (bits >> 8) as f32 / (1 << 23) as f32 - 1.0).collect()
}
