//! Words that report what somebody does, of which kind, and who in the sentence does it and to whom: a branch of the network
//! of its own, trained on annotated reports. Its kinds are labels of the model file; this crate gives them no meaning.

use std::sync::Arc;

use crate::elementwise::{log_sum_exp, relu_columns};
use crate::encoder::{Encoder, EncoderBuffers, Layout};
use crate::integer_matrix::IntegerMatrix;
use crate::matrix::{Finish, Matrix, Rows};
use crate::model::{DeedConfig, ModelError, ModelFile};
use crate::parse::{BUCKETS, bucket, dot};
use crate::side_by_side::SideBySide;
use crate::tag::best;
use crate::vector_unit::VectorUnit;

/// Below this probability of reporting anything a word is not kept.
const KEPT: f32 = 0.05;

/// The two sides: who does it, to whom it is done.
const SIDES: usize = 2;

/// A word that may report a deed.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    /// The word: an index into [`crate::Document::tokens`].
    pub word: usize,
    /// The probability of each kind, in the order of [`Deeds::kinds`]; what is left to 1 is that it reports nothing.
    pub kinds: Vec<f32>,
    /// Of each word of the sentence, from its first on: the probability that it stands for who does it.
    pub actors: Vec<f32>,
    /// Of each word of the sentence: that it stands for whom it is done to.
    pub recipients: Vec<f32>,
}

/// What the model says of the deeds of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deeds {
    /// The names of the kinds; empty where the model tells nothing of deeds.
    pub kinds: Arc<[String]>,
    /// The words with a chance of reporting one, in order.
    pub words: Vec<Deed>,
}

impl Deeds {
    /// What is said of a word, if it may report a deed.
    #[must_use]
    pub fn at(&self, word: usize) -> Option<&Deed> {
        self.words.binary_search_by_key(&word, |deed| deed.word).ok().map(|i| &self.words[i])
    }

    /// The probability that a word reports a deed of that kind, 0 to 1; `None` where the model knows no such kind.
    #[must_use]
    pub fn probability(&self, word: usize, kind: &str) -> Option<f32> {
        let kind = self.kinds.iter().position(|name| name == kind)?;
        Some(self.at(word).map_or(0.0, |deed| deed.kinds[kind]))
    }
}

/// The branch of the network that finds deeds.
#[derive(Debug)]
pub(crate) struct DeedReader {
    pub kinds: Arc<[String]>,
    branch: Encoder,
    /// The hidden layer of the kinds, and the vectors of deed, of party and of its bias, side by side.
    joined: IntegerMatrix,
    columns: Columns,
    /// Scores of no deed and of every kind.
    scores: Matrix,
    /// What is added to a deed's vector for each kind.
    by_kind: Vec<f32>,
    /// What is added to a score by the distance from party to deed.
    by_distance: Vec<f32>,
    role: usize,
}

#[derive(Debug)]
struct Columns {
    hidden: usize,
    hidden_end: usize,
    deed: usize,
    party: usize,
    bias: usize,
}

/// Working memory, reused between batches.
#[derive(Debug, Default)]
pub(crate) struct DeedBuffers {
    joined: Vec<f32>,
    scores: Vec<f32>,
    vector: Vec<f32>,
}

impl DeedReader {
    /// The tensors `deed.*` of a model file that has them.
    pub fn load(unit: VectorUnit, file: &ModelFile) -> Result<Option<Self>, ModelError> {
        let Some(DeedConfig { blocks, hidden, role, kinds, .. }) = &file.config.deeds else {
            return Ok(None);
        };
        let (hidden, role) = (*hidden, *role);
        if kinds.is_empty()
            || hidden == 0
            || !hidden.is_multiple_of(16)
            || role == 0
            || !role.is_multiple_of(16)
        {
            return Err(ModelError::Damaged(format!(
                "deeds: {} kinds, hidden {hidden} or role {role} not a multiple of 16",
                kinds.len()
            )));
        }
        let mut side_by_side = SideBySide::new(file);
        let first = side_by_side.add("deed.1", hidden)?;
        let deed = side_by_side.add("deed.deed", SIDES * role)?.start;
        let party = side_by_side.add("deed.party", role)?.start;
        let bias = side_by_side.add("deed.bias", SIDES)?.start;
        let weights = file.halves("deed.2.w", &[kinds.len() + 1, hidden])?;
        let offsets = file.floats("deed.2.b", &[kinds.len() + 1])?;
        Ok(Some(DeedReader {
            kinds: kinds.as_slice().into(),
            branch: Encoder::load(unit, file, blocks, "deed.block", "deed.ln")?,
            joined: side_by_side.join(unit),
            columns: Columns { hidden: first.start, hidden_end: first.end, deed, party, bias },
            scores: Matrix::new(unit, hidden, &weights, &offsets),
            by_kind: file.halves("deed.kind", &[kinds.len() + 1, SIDES * role])?,
            by_distance: file.floats("deed.dist", &[BUCKETS, SIDES])?,
            role,
        }))
    }

    /// How far the branch reads past a word.
    pub fn reach(&self) -> usize {
        self.branch.reach()
    }

    /// The deeds of a batch; their words count from its start. `x` is the trunk's output with the
    /// words' own vectors added, and is written over.
    pub fn read(
        &self,
        unit: VectorUnit,
        layout: &Layout,
        x: &mut [f32],
        encoder: &mut EncoderBuffers,
        work: &mut DeedBuffers,
        found: &mut Vec<Deed>,
    ) {
        self.branch.run(unit, layout, x, encoder);
        let stride = self.joined.width();
        work.joined.resize(layout.rows() * stride, 0.0);
        let gap = layout.gap;
        let out = &mut work.joined[gap * stride..];
        self.joined.multiply(unit, layout.computed, &encoder.rounded, &[gap], Finish::Store, out);
        let Columns { hidden, hidden_end, .. } = self.columns;
        relu_columns(unit, &mut work.joined, stride, hidden, hidden_end);
        let width = self.scores.width();
        work.scores.resize(layout.rows() * width, 0.0);
        let left = Rows {
            values: &work.joined[gap * stride..],
            stride,
            offsets: &[hidden],
            piece: self.scores.inputs(),
        };
        self.scores.multiply(unit, layout.computed, left, Finish::Store, &mut work.scores[gap * width..]);
        found.clear();
        let mut words = 0;
        for &(start, length) in &layout.sentences {
            for i in 0..length {
                let row = &work.scores[(start + i) * width..][..=self.kinds.len()];
                let mut sum = [0.0];
                log_sum_exp(unit, row, row.len(), &mut sum);
                let probability = |score: &f32| (score - sum[0]).exp();
                if 1.0 - probability(&row[0]) < KEPT {
                    continue;
                }
                let kinds: Vec<f32> = row[1..].iter().map(probability).collect();
                let likeliest = best(&kinds, 0..kinds.len());
                let [actors, recipients] =
                    self.parties(start, length, i, likeliest, &work.joined, &mut work.vector);
                found.push(Deed { word: words + i, kinds, actors, recipients });
            }
            words += length;
        }
    }

    /// For both sides the probability of every word of the sentence.
    fn parties(
        &self,
        start: usize,
        length: usize,
        deed: usize,
        kind: usize,
        joined: &[f32],
        vector: &mut Vec<f32>,
    ) -> [Vec<f32>; SIDES] {
        let stride = self.joined.width();
        let row = |word: usize| &joined[(start + word) * stride..][..stride];
        let size = SIDES * self.role;
        let by_kind = &self.by_kind[(kind + 1) * size..][..size];
        vector.clear();
        vector.extend(row(deed)[self.columns.deed..][..size].iter().zip(by_kind).map(|(a, b)| a + b));
        std::array::from_fn(|side| {
            let own = &vector[side * self.role..][..self.role];
            let score = |word: usize| {
                let party = row(word);
                // divided by eight as in training
                dot(own, &party[self.columns.party..][..self.role]) / 8.0
                    + party[self.columns.bias + side]
                    + self.by_distance[bucket(deed as isize - word as isize) * SIDES + side]
            };
            (0..length).map(|word| 1.0 / (1.0 + (-score(word)).exp())).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_reports_nothing_has_no_chance_of_any_kind() {
        let kinds: Arc<[String]> = ["AID".to_owned(), "ASSAULT".to_owned()].into();
        let deed = Deed { word: 4, kinds: vec![0.1, 0.7], actors: Vec::new(), recipients: Vec::new() };
        let deeds = Deeds { kinds, words: vec![deed] };
        assert_eq!(deeds.probability(4, "ASSAULT"), Some(0.7));
        assert_eq!(deeds.probability(3, "ASSAULT"), Some(0.0));
        assert_eq!(deeds.probability(4, "ROBBERY"), None);
    }
}
