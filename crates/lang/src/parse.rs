//! Heads and relations: a score for every pair of words, the best tree, a relation for every arc.

use crate::elementwise::{log_sum_exp, relu_of_sum};
use crate::encoder::Layout;
use crate::matrix::{Finish, Matrix, Rows, tile_height};
use crate::model::{ModelError, ModelFile};
use crate::tag::best;
use crate::tree::{ArcScores, best_tree};
use crate::ud::Deprel;
use crate::vector_unit::VectorUnit;

/// Classes of distance between dependent and head.
pub(crate) const BUCKETS: usize = 19;

/// Score of what cannot be.
const NEVER: f32 = -1e9;

/// The arc of one word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arc {
    /// 0 for the root, else 1 + the index of the head in its sentence.
    pub head: usize,
    /// Relation to it.
    pub deprel: Deprel,
    /// Probability of this head among all heads of the sentence.
    pub probability: f32,
}

/// Where the parser's vectors stand in a row of the joined heads' output.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ParserColumns {
    /// Numbers in a row.
    pub stride: usize,
    /// A word as a dependent, in the arc space; not negative.
    pub arc_dependent: usize,
    /// A word as a head, in the arc space; not negative.
    pub arc_head: usize,
    /// A word as a dependent, in the label space.
    pub label_dependent: usize,
    /// A word as a head, in the label space.
    pub label_head: usize,
}

/// The parser's own layers.
#[derive(Debug)]
pub(crate) struct Parser {
    arc: usize,
    label: usize,
    deprels: Vec<Deprel>,
    /// A dependent's vector to what it is multiplied with a head's by, and to its score for each distance.
    arc_weights: Matrix,
    arc_root: Vec<f32>,
    head_bias: Vec<f32>,
    head_bias_offset: f32,
    label_root: Vec<f32>,
    label_distance: Vec<f32>,
    label_out: Matrix,
}

/// What the parser keeps between calls.
#[derive(Debug)]
pub(crate) struct ParserBuffers {
    dependents: Vec<f32>,
    heads: Matrix,
    head_bias: Vec<f32>,
    scores: Vec<f32>,
    tree: Vec<usize>,
    /// Head and its score's logarithm of probability, for every word of the batch.
    arcs: Vec<(usize, f32)>,
    hidden: Vec<f32>,
    labels: Vec<f32>,
}

impl Default for ParserBuffers {
    fn default() -> Self {
        ParserBuffers {
            dependents: Vec::new(),
            heads: Matrix::empty(),
            head_bias: Vec::new(),
            scores: Vec::new(),
            tree: Vec::new(),
            arcs: Vec::new(),
            hidden: Vec::new(),
            labels: Vec::new(),
        }
    }
}

impl Parser {
    /// The tensors `arc.*` and `label.*` of the file.
    pub fn load(unit: VectorUnit, file: &ModelFile) -> Result<Self, ModelError> {
        let (arc, label) = (file.config.arc, file.config.label);
        if arc == 0 || label == 0 || !arc.is_multiple_of(16) || !label.is_multiple_of(16) {
            return Err(ModelError::Damaged(format!("arc {arc} or label {label} is not a multiple of 16")));
        }
        let deprels: Vec<Deprel> = file
            .config
            .deprel
            .iter()
            .map(|name| {
                let universal = name.split(':').next().unwrap_or(name);
                name.parse().or_else(|_| universal.parse()).map_err(|e| ModelError::Damaged(format!("{e}")))
            })
            .collect::<Result<_, _>>()?;
        // Arc scores are divided by eight; in binary that is exact wherever it is done.
        let mut weights: Vec<f32> = file.halves("arc.u.w", &[arc, arc])?.iter().map(|w| w / 8.0).collect();
        let mut bias: Vec<f32> = file.floats("arc.u.b", &[arc])?.iter().map(|w| w / 8.0).collect();
        weights.extend(file.halves("arc.dist.w", &[BUCKETS, arc])?);
        bias.extend(file.floats("arc.dist.b", &[BUCKETS])?);
        let out = file.halves("label.out.w", &[deprels.len(), label])?;
        let out_bias = file.floats("label.out.b", &[deprels.len()])?;
        Ok(Parser {
            arc,
            label,
            deprels,
            arc_weights: Matrix::new(unit, arc, &weights, &bias),
            arc_root: file.floats("arc.root", &[arc])?,
            head_bias: file.halves("arc.headbias.w", &[1, arc])?,
            head_bias_offset: file.floats("arc.headbias.b", &[1])?[0],
            label_root: file.floats("label.root", &[label])?,
            label_distance: file.halves("label.dist", &[BUCKETS, label])?,
            label_out: Matrix::new(unit, label, &out, &out_bias),
        })
    }

    /// Parses all sentences of a batch; the arcs of all their words, in order. `values` are the joined heads' output.
    pub fn parse(
        &self,
        unit: VectorUnit,
        layout: &Layout,
        values: &[f32],
        columns: ParserColumns,
        buffers: &mut ParserBuffers,
        parsed: &mut Vec<Arc>,
    ) {
        let left = Rows {
            values: &values[layout.gap * columns.stride..],
            stride: columns.stride,
            offsets: &[columns.arc_dependent],
            piece: self.arc,
        };
        let width = self.arc_weights.width();
        // Products of a sentence's rows round up to whole tiles and may read past the batch.
        buffers.dependents.resize((layout.rows() + tile_height(unit)) * width, 0.0);
        let dependents = &mut buffers.dependents[layout.gap * width..];
        self.arc_weights.multiply(unit, layout.computed, left, Finish::Store, dependents);
        buffers.arcs.clear();
        for &(start, length) in &layout.sentences {
            self.score(unit, start, length, values, columns, buffers);
            self.choose_heads(unit, length, buffers);
        }
        self.label(unit, layout, values, columns, buffers, parsed);
    }

    /// Scores of all arcs of a sentence into `buffers.scores`, a row for each dependent, as wide as `heads`.
    fn score(
        &self,
        unit: VectorUnit,
        start: usize,
        length: usize,
        values: &[f32],
        columns: ParserColumns,
        buffers: &mut ParserBuffers,
    ) {
        let ParserBuffers { dependents, heads, head_bias, scores, .. } = buffers;
        let word = |i: usize| &values[(start + i) * columns.stride + columns.arc_head..][..self.arc];
        let candidates = || std::iter::once(self.arc_root.as_slice()).chain((0..length).map(word));
        head_bias.clear();
        head_bias.extend(candidates().map(|head| dot(head, &self.head_bias) + self.head_bias_offset));
        heads.pack(unit, self.arc, candidates(), head_bias);
        let rows = length.next_multiple_of(tile_height(unit));
        let width = self.arc_weights.width();
        let left =
            Rows { values: &dependents[start * width..], stride: width, offsets: &[0], piece: self.arc };
        scores.resize(rows * heads.width(), 0.0);
        heads.multiply(unit, rows, left, Finish::Store, scores);
        for (dependent, row) in scores.chunks_exact_mut(heads.width()).take(length).enumerate() {
            let distances = &dependents[(start + dependent) * width + self.arc..][..BUCKETS];
            row[0] += distances[0];
            for (head, score) in row[1..=length].iter_mut().enumerate() {
                *score += distances[bucket(head as isize - dependent as isize)];
            }
            row[dependent + 1] = NEVER;
            row[length + 1..].fill(NEVER);
        }
    }

    /// The best tree of a sentence, and the probability of each of its arcs.
    fn choose_heads(&self, unit: VectorUnit, length: usize, buffers: &mut ParserBuffers) {
        let ParserBuffers { heads, scores, tree, arcs, .. } = buffers;
        let stride = heads.width();
        best_tree(ArcScores { scores, stride, words: length }, tree);
        for (dependent, &head) in tree.iter().enumerate() {
            let row = &scores[dependent * stride..][..stride];
            let mut sum = [0.0];
            log_sum_exp(unit, row, stride, &mut sum);
            arcs.push((head, (row[head] - sum[0]).exp()));
        }
    }

    fn label(
        &self,
        unit: VectorUnit,
        layout: &Layout,
        values: &[f32],
        columns: ParserColumns,
        buffers: &mut ParserBuffers,
        parsed: &mut Vec<Arc>,
    ) {
        let ParserBuffers { arcs, hidden, labels, .. } = buffers;
        let rows = arcs.len().next_multiple_of(tile_height(unit));
        hidden.resize(rows * self.label, 0.0);
        let mut out = hidden.chunks_exact_mut(self.label);
        let mut heads = arcs.iter();
        for &(start, length) in &layout.sentences {
            for (dependent, (&(head, _), out)) in heads.by_ref().zip(&mut out).take(length).enumerate() {
                let at = |word: usize, column: usize| {
                    &values[(start + word) * columns.stride + column..][..self.label]
                };
                let (head_vector, bucket) = match head.checked_sub(1) {
                    None => (self.label_root.as_slice(), 0),
                    Some(h) => (at(h, columns.label_head), bucket(h as isize - dependent as isize)),
                };
                let distance = &self.label_distance[bucket * self.label..][..self.label];
                relu_of_sum(unit, at(dependent, columns.label_dependent), head_vector, distance, out);
            }
        }
        labels.resize(rows * self.label_out.width(), 0.0);
        let left = Rows { values: hidden, stride: self.label, offsets: &[0], piece: self.label };
        self.label_out.multiply(unit, rows, left, Finish::Store, labels);
        parsed.clear();
        let scores = labels.chunks_exact(self.label_out.width());
        parsed.extend(arcs.iter().zip(scores).map(|(&(head, probability), scores)| {
            let deprel = self.deprels[best(scores, 0..self.deprels.len())];
            Arc { head, deprel, probability }
        }));
    }
}

/// The class of a distance from dependent to head, in words: 1 to 9 to the right, 10 to 18 to the left.
pub(crate) fn bucket(distance: isize) -> usize {
    let class = match distance.unsigned_abs() {
        0 => return 0,
        d @ 1..=4 => d,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=22 => 8,
        _ => 9,
    };
    if distance > 0 { class } else { 9 + class }
}

/// The product of two vectors whose length is a multiple of 16.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0; 16];
    for (a, b) in a.chunks_exact(16).zip(b.chunks_exact(16)) {
        for (lane, (a, b)) in lanes.iter_mut().zip(a.iter().zip(b)) {
            *lane += a * b;
        }
    }
    lanes.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_fall_into_classes_of_growing_width() {
        let right: Vec<usize> = [1, 4, 5, 6, 7, 9, 10, 14, 15, 22, 23, 399].map(bucket).to_vec();
        assert_eq!(right, [1, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9]);
        assert_eq!([bucket(-1), bucket(-23), bucket(0)], [10, 18, 0]);
    }
}
