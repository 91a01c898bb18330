//! The network: words of sentences in, tags, trees and names out.

use std::ops::Range;

use crate::deed::{Deed, DeedBuffers, DeedReader};
use crate::elementwise::{log_sum_exp, relu_columns};
use crate::encoder::{Encoder, EncoderBuffers, Layout};
use crate::input::{InputBuffers, InputLayer};
use crate::integer_matrix::IntegerMatrix;
use crate::matrix::{Finish, Matrix, Rows};
use crate::model::{ModelError, ModelFile};
use crate::ner::{FoundName, NameBuffers, NameDecoder};
use crate::parse::{Arc, Parser, ParserBuffers, ParserColumns};
use crate::side_by_side::SideBySide;
use crate::tag::Tagger;
use crate::ud::{Feats, Upos};
use crate::vector_unit::VectorUnit;

/// What the network says of one word.
#[derive(Clone, Debug)]
pub(crate) struct WordReading {
    /// Part of speech.
    pub upos: Upos,
    /// Its probability.
    pub upos_probability: f32,
    /// Morphological features.
    pub feats: Feats,
    /// Head and relation.
    pub arc: Arc,
}

/// What the network says of a batch of sentences.
#[derive(Debug, Default)]
pub(crate) struct BatchReading {
    /// All words of the batch, in order.
    pub words: Vec<WordReading>,
    /// Names; their words count from the start of the batch.
    pub names: Vec<FoundName>,
    /// Words that may report deeds; they count from the start of the batch.
    pub deeds: Vec<Deed>,
}

/// A loaded model.
#[derive(Debug)]
pub(crate) struct Network {
    unit: VectorUnit,
    width: usize,
    input: InputLayer,
    trunk: Encoder,
    /// Further blocks whose result only the names see.
    name_branch: Option<Encoder>,
    tagger: Tagger,
    parser: Parser,
    names: NameDecoder,
    deeds: Option<DeedReader>,
    /// The first layers of all heads that read the trunk, side by side.
    joined: IntegerMatrix,
    columns: Columns,
    /// The first layer of the names where they have a branch of their own.
    name_hidden: Option<IntegerMatrix>,
    name_tags: Matrix,
}

#[derive(Debug)]
struct Columns {
    /// Columns whose negative values become zero.
    positive: Range<usize>,
    /// The names' hidden layer; empty where they have a branch of their own.
    name_hidden: usize,
    upos: Range<usize>,
    feats: Range<usize>,
    parser: ParserColumns,
}

/// Working memory of one thread, reused between batches.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    layout: Layout,
    input: InputBuffers,
    x: Vec<f32>,
    /// What the branch of deeds begins with: the trunk's output and the words' own vectors; empty without such a branch.
    trunk: Vec<f32>,
    encoder: EncoderBuffers,
    joined: Vec<f32>,
    hidden: Vec<f32>,
    tag_scores: Vec<f32>,
    log_sums: Vec<f32>,
    parser: ParserBuffers,
    arcs: Vec<Arc>,
    name_buffers: NameBuffers,
    found: Vec<FoundName>,
    deeds: DeedBuffers,
}

impl Network {
    /// Takes a model file's weights for this vector unit.
    pub fn load(unit: VectorUnit, file: ModelFile) -> Result<Self, ModelError> {
        let config = &file.config;
        let trunk = Encoder::load(unit, &file, &config.blocks, "block", "final.ln")?;
        let branched = !config.ner_blocks.is_empty();
        let name_branch = if branched {
            Some(Encoder::load(unit, &file, &config.ner_blocks, "ner.block", "ner.ln")?)
        } else {
            None
        };
        let mut side_by_side = SideBySide::new(&file);
        let mut name_hidden = 0;
        if !branched {
            name_hidden = side_by_side.add("ner.1", config.ner_hidden)?.start;
        }
        let arc_dependent = side_by_side.add("arc.dep", config.arc)?.start;
        let arc_head = side_by_side.add("arc.head", config.arc)?;
        let positive = 0..arc_head.end;
        let upos = side_by_side.add("upos", config.upos.len())?;
        let feats = side_by_side.add("feats", config.feats.len())?;
        let label_dependent = side_by_side.add("label.dep", config.label)?.start;
        let label_head = side_by_side.add("label.head", config.label)?.start;
        let joined = side_by_side.join(unit);
        let parser = ParserColumns {
            stride: joined.width(),
            arc_dependent,
            arc_head: arc_head.start,
            label_dependent,
            label_head,
        };
        let linear = |name: &str, inputs: usize, outputs: usize| {
            let weights = file.halves(&format!("{name}.w"), &[outputs, inputs])?;
            let bias = file.floats(&format!("{name}.b"), &[outputs])?;
            Ok::<_, ModelError>((weights, bias))
        };
        let name_hidden_layer = if branched {
            let (weights, bias) = linear("ner.1", config.width, config.ner_hidden)?;
            Some(IntegerMatrix::new(unit, 1, config.width, &weights, &bias))
        } else {
            None
        };
        let (weights, bias) = linear("ner.2", config.ner_hidden, config.ner.len())?;
        let name_tags = Matrix::new(unit, config.ner_hidden, &weights, &bias);
        Ok(Network {
            unit,
            width: config.width,
            trunk,
            name_branch,
            tagger: Tagger::load(config)?,
            parser: Parser::load(unit, &file)?,
            names: NameDecoder::load(config)?,
            deeds: DeedReader::load(unit, &file)?,
            joined,
            columns: Columns { positive, name_hidden, upos, feats, parser },
            name_hidden: name_hidden_layer,
            name_tags,
            input: InputLayer::load(file)?,
        })
    }

    /// Reads a batch of sentences, each a range of `words`; together they cover the words in order.
    pub fn read(
        &self,
        words: &[&str],
        sentences: &[Range<usize>],
        work: &mut Workspace,
        reading: &mut BatchReading,
    ) {
        self.encode(words, sentences, work);
        self.parser.parse(
            self.unit,
            &work.layout,
            &work.joined,
            self.columns.parser,
            &mut work.parser,
            &mut work.arcs,
        );
        self.tag(work, reading);
        self.find_names(sentences, work, reading);
        self.find_deeds(work, reading);
    }

    /// The names of the kinds of deeds; none where the model tells of no deeds.
    pub fn deed_kinds(&self) -> std::sync::Arc<[String]> {
        self.deeds.as_ref().map(|deeds| deeds.kinds.clone()).unwrap_or_default()
    }

    fn find_deeds(&self, work: &mut Workspace, reading: &mut BatchReading) {
        let Some(deeds) = &self.deeds else { return };
        let Workspace { layout, trunk, encoder, deeds: buffers, .. } = work;
        deeds.read(self.unit, layout, trunk, encoder, buffers, &mut reading.deeds);
    }

    /// Input layer, encoder and the heads' first layers.
    fn encode(&self, words: &[&str], sentences: &[Range<usize>], work: &mut Workspace) {
        let (unit, width) = (self.unit, self.width);
        let branches =
            [self.name_branch.as_ref().map(Encoder::reach), self.deeds.as_ref().map(DeedReader::reach)];
        let gap = branches.into_iter().flatten().fold(self.trunk.reach(), usize::max);
        work.layout.arrange(unit, gap, sentences.iter().map(Range::len));
        let rows = work.layout.rows();
        work.x.clear();
        work.x.resize(rows * width, 0.0);
        work.trunk.clear();
        if self.deeds.is_some() {
            work.trunk.resize(rows * width, 0.0);
        }
        for (sentence, &(start, length)) in sentences.iter().zip(&work.layout.sentences) {
            let place = start * width..(start + length) * width;
            let deeds = if self.deeds.is_some() { &mut work.trunk[place.clone()] } else { &mut [] };
            self.input.embed(unit, &words[sentence.clone()], &mut work.input, &mut work.x[place], deeds);
        }
        self.trunk.run(unit, &work.layout, &mut work.x, &mut work.encoder);
        work.trunk.iter_mut().zip(&work.x).for_each(|(deed, x)| *deed += x);
        let stride = self.joined.width();
        work.joined.resize(rows * stride, 0.0);
        let out = &mut work.joined[gap * stride..];
        self.joined.multiply(unit, work.layout.computed, &work.encoder.rounded, &[gap], Finish::Store, out);
        relu_columns(unit, &mut work.joined, stride, self.columns.positive.start, self.columns.positive.end);
        self.score_names(work);
    }

    /// Scores of the name tags.
    fn score_names(&self, work: &mut Workspace) {
        let unit = self.unit;
        let (gap, rows, computed) = (work.layout.gap, work.layout.rows(), work.layout.computed);
        let stride = self.name_tags.width();
        work.tag_scores.resize(rows * stride, 0.0);
        let scores = &mut work.tag_scores[gap * stride..];
        let piece = self.name_tags.inputs();
        match (&self.name_branch, &self.name_hidden) {
            (Some(branch), Some(hidden)) => {
                branch.run(unit, &work.layout, &mut work.x, &mut work.encoder);
                work.hidden.resize(computed * hidden.width(), 0.0);
                hidden.multiply(
                    unit,
                    computed,
                    &work.encoder.rounded,
                    &[gap],
                    Finish::Store,
                    &mut work.hidden,
                );
                relu_columns(unit, &mut work.hidden, hidden.width(), 0, hidden.width());
                let left = Rows { values: &work.hidden, stride: hidden.width(), offsets: &[0], piece };
                self.name_tags.multiply(unit, computed, left, Finish::Store, scores);
            }
            _ => {
                let values = &work.joined[gap * self.joined.width()..];
                let left =
                    Rows { values, stride: self.joined.width(), offsets: &[self.columns.name_hidden], piece };
                self.name_tags.multiply(unit, computed, left, Finish::Store, scores);
            }
        }
    }

    fn tag(&self, work: &Workspace, reading: &mut BatchReading) {
        let stride = self.joined.width();
        reading.words.clear();
        let mut arcs = work.arcs.iter();
        for &(start, length) in &work.layout.sentences {
            let rows = work.joined[start * stride..].chunks_exact(stride).take(length);
            for (row, &arc) in rows.zip(arcs.by_ref()) {
                let scores = &row[self.columns.upos.clone()];
                let upos = self.tagger.best_upos(scores);
                let mut sum = [0.0];
                log_sum_exp(self.unit, scores, scores.len(), &mut sum);
                reading.words.push(WordReading {
                    upos: self.tagger.upos(upos),
                    upos_probability: (scores[upos] - sum[0]).exp(),
                    feats: self.tagger.feats(upos, &row[self.columns.feats.clone()]),
                    arc,
                });
            }
        }
    }

    fn find_names(&self, sentences: &[Range<usize>], work: &mut Workspace, reading: &mut BatchReading) {
        let stride = self.name_tags.width();
        let tags = self.names.tags();
        reading.names.clear();
        for (sentence, &(start, length)) in sentences.iter().zip(&work.layout.sentences) {
            let scores = &work.tag_scores[start * stride..(start + length) * stride];
            work.log_sums.resize(length, 0.0);
            for (row, sum) in scores.chunks_exact(stride).zip(work.log_sums.chunks_exact_mut(1)) {
                log_sum_exp(self.unit, &row[..tags], tags, sum);
            }
            self.names.decode(scores, stride, &work.log_sums, &mut work.name_buffers, &mut work.found);
            reading.names.extend(work.found.drain(..).map(|name| FoundName {
                words: sentence.start + name.words.start..sentence.start + name.words.end,
                ..name
            }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::small_model;

    fn network(unit: VectorUnit) -> Network {
        Network::load(unit, ModelFile::read(small_model::file(crate::model::FORMAT).into()).unwrap()).unwrap()
    }

    /// Tags, heads, relations and name tags that `training/model/reference.py` finds with the small model.
    #[test]
    fn finds_what_the_training_code_finds() {
        let sentences =
            ["Anna left Hong Kong because the minister 's plane was late .", "POLICE ARREST 14 — “ never ”"];
        let words: Vec<&str> = sentences.iter().flat_map(|s| s.split(' ')).collect();
        let (mut work, mut reading) = (Workspace::default(), BatchReading::default());
        let network = network(VectorUnit::detect());
        network.read(&words, &[0..12, 12..19], &mut work, &mut reading);

        // The weights mean nothing, so a few scores nearly tie, and rounding to eight bits may tip one of them.
        let agree = |what: &str, found: Vec<String>, expected: &str| {
            let equal = found.iter().zip(expected.split(' ')).filter(|(a, b)| a == b).count();
            assert!(equal >= 18, "{what}: {found:?}");
        };
        let words = &reading.words;
        agree(
            "upos",
            words.iter().map(|w| w.upos.to_string()).collect(),
            "PROPN PROPN PROPN VERB PROPN VERB VERB PROPN PROPN NOUN PROPN PROPN \
             PROPN NOUN PROPN PROPN PROPN VERB PROPN",
        );
        agree(
            "head",
            words.iter().map(|w| w.arc.head.to_string()).collect(),
            "4 4 1 0 1 1 3 1 12 8 7 8 7 7 5 7 7 2 0",
        );
        agree(
            "deprel",
            words.iter().map(|w| w.arc.deprel.to_string()).collect(),
            "root obj root obj obj root obj root obj obj obj obj obj obj obj root root obj nsubj",
        );
        assert_eq!(words[3].feats.as_str(), "Tense=Past");
        let names: Vec<_> = reading.names.iter().map(|n| (n.kind.as_str(), n.words.clone())).collect();
        let expected = [0..4, 4..5, 6..8, 9..10, 12..14, 14..16, 16..17].map(|words| ("GPE", words));
        assert_eq!(names[..7], expected);
        assert_eq!(names[7..], [("PER", 18..19)]);

        // Scores of one word; rounding to eight bits moves them a little.
        let row = work.layout.sentences[0].0 + 1;
        let scores = &work.joined[row * network.joined.width() + network.columns.upos.start..];
        for (got, expected) in scores.iter().zip([1.44, 2.1755, 3.117, -0.9743]) {
            assert!((got - expected).abs() < 0.1, "{got} {expected}");
        }
        let row = work.layout.sentences[0].0 + 2;
        let scores = &work.tag_scores[row * network.name_tags.width()..];
        for (got, expected) in scores.iter().zip([4.6249, -7.1977, -10.3449, -2.7229, 6.0202]) {
            assert!((got - expected).abs() < 0.3, "{got} {expected}");
        }
    }

    /// Probabilities that `training/model/reference.py` finds with the small model; rounding to eight bits moves them a little.
    #[test]
    fn finds_the_deeds_that_the_training_code_finds() {
        let words: Vec<&str> =
            "Anna left Hong Kong because the minister 's plane was late .".split(' ').collect();
        let (mut work, mut reading) = (Workspace::default(), BatchReading::default());
        let network = network(VectorUnit::detect());
        network.read(&words, std::slice::from_ref(&(0..12)), &mut work, &mut reading);
        assert_eq!(*network.deed_kinds(), ["AID".to_owned(), "ASSAULT".to_owned()]);
        let agree = |found: &[f32], expected: &[f32]| {
            assert_eq!(found.len(), expected.len());
            let apart = found.iter().zip(expected).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            assert!(apart < 0.15, "{found:?} {expected:?}");
        };
        for (word, kinds) in [(0, [0.9789, 0.0187]), (5, [0.6825, 0.0249]), (8, [0.245, 0.0638])] {
            agree(&reading.deeds.iter().find(|deed| deed.word == word).unwrap().kinds, &kinds);
        }
        let deed = reading.deeds.iter().find(|deed| deed.word == 1).unwrap();
        agree(&deed.actors, &[0.0, 0.0, 0.0, 0.0061, 0.0011, 0.0003, 0.9964, 0.0, 0.0, 0.0, 0.0, 0.0]);
        agree(
            &deed.recipients,
            &[0.0109, 0.0319, 0.4615, 0.3341, 0.9982, 0.098, 0.7439, 0.1059, 0.999, 0.9991, 0.7965, 0.6162],
        );
    }

    #[test]
    fn a_model_cut_short_anywhere_is_an_error() {
        let whole = small_model::file(crate::model::FORMAT);
        for length in [0, 7, 8, 100, 4000, 20_000, whole.len() / 2, whole.len() - 1] {
            assert!(ModelFile::read(whole[..length].to_vec().into()).is_err(), "{length}");
        }
        let error = ModelFile::read(small_model::file("chancery-model/2").into()).err();
        assert!(matches!(error, Some(ModelError::Format { found }) if found == "chancery-model/2"));
    }

    #[test]
    fn settings_that_leave_a_layer_empty_are_an_error() {
        let whole = small_model::file(crate::model::FORMAT);
        let text = String::from_utf8_lossy(&whole[8..4000]).into_owned();
        let from = text.find("\\\"ner_hidden\\\": 16").unwrap() + 8 + "\\\"ner_hidden\\\": ".len();
        let mut changed = whole.clone();
        changed[from..from + 2].copy_from_slice(b" 0");
        assert!(matches!(ModelFile::read(changed.into()).err(), Some(ModelError::Damaged(_))));
    }
}
