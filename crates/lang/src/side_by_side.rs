//! Linear layers of a model file over the same input, computed as one.

use std::ops::Range;

use crate::integer_matrix::IntegerMatrix;
use crate::model::{ModelError, ModelFile};
use crate::vector_unit::VectorUnit;

/// Linear layers over the same input, joined into one; each begins at a multiple of 16 outputs.
pub(crate) struct SideBySide<'a> {
    file: &'a ModelFile,
    weights: Vec<f32>,
    bias: Vec<f32>,
}

impl<'a> SideBySide<'a> {
    /// No layer yet.
    pub fn new(file: &'a ModelFile) -> Self {
        SideBySide { file, weights: Vec::new(), bias: Vec::new() }
    }

    /// Adds the layer `NAME.w`, `NAME.b`; gives the columns of its output.
    pub fn add(&mut self, name: &str, outputs: usize) -> Result<Range<usize>, ModelError> {
        let width = self.file.config.width;
        let start = self.bias.len();
        self.weights.extend(self.file.halves(&format!("{name}.w"), &[outputs, width])?);
        self.bias.extend(self.file.floats(&format!("{name}.b"), &[outputs])?);
        let padded = (start + outputs).next_multiple_of(16);
        self.weights.resize(padded * width, 0.0);
        self.bias.resize(padded, 0.0);
        Ok(start..start + outputs)
    }

    /// The layer of all of them.
    pub fn join(self, unit: VectorUnit) -> IntegerMatrix {
        IntegerMatrix::new(unit, 1, self.file.config.width, &self.weights, &self.bias)
    }
}
