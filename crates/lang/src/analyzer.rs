//! The way from text to document, and the object that holds what it needs.

use std::ops::Range;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::dateline::{self, Piece};
use crate::deed::{Deed, Deeds};
use crate::document::{Confidence, Document, NamedEntity, Token, TokenRange};
use crate::lemma::Lemmatizer;
use crate::model::{ModelError, ModelFile};
use crate::network::{BatchReading, Network, Workspace};
use crate::sentence::{MAX_WORDS, SentenceSplitter};
use crate::span::Span;
use crate::tokenize::{SurfaceToken, tokenize};
use crate::vector_unit::VectorUnit;

/// Sentences go through the network together until they have this many words. More words use the processor a little
/// better, and more memory.
const BATCH: usize = 500;

/// Reads text into documents. Immutable: one analyzer serves any number of threads.
#[derive(Debug)]
pub struct Analyzer {
    splitter: SentenceSplitter,
    lemmatizer: Lemmatizer,
    network: Network,
    /// Working memory that no thread uses just now.
    idle: Mutex<Vec<Workspace>>,
}

/// The words of a text before they are read: where they stand, and which belong together.
#[derive(Debug, Default)]
struct Words {
    spans: Vec<Span>,
    sentences: Vec<TokenRange>,
    multiword: Vec<TokenRange>,
}

impl Analyzer {
    /// An analyzer with the model this program was built with, or with the file that the environment variable
    /// `CHANCERY_MODEL` names.
    ///
    /// # Errors
    /// No model was built in, or it is not one this program can read.
    pub fn embedded() -> Result<Self, ModelError> {
        Self::load(VectorUnit::detect(), ModelFile::embedded()?)
    }

    /// An analyzer with the model in a file.
    ///
    /// # Errors
    /// The file cannot be read, or it is not a model this program can read.
    pub fn open(path: &Path) -> Result<Self, ModelError> {
        Self::load(VectorUnit::detect(), ModelFile::open(path)?)
    }

    /// As [`Analyzer::embedded`], on a given vector unit of this machine: for tests and measurements.
    ///
    /// # Errors
    /// As [`Analyzer::embedded`]; a unit this machine lacks is replaced by the widest it has.
    pub fn embedded_on(unit: VectorUnit) -> Result<Self, ModelError> {
        Self::load(unit.min(VectorUnit::detect()), ModelFile::embedded()?)
    }

    fn load(unit: VectorUnit, file: ModelFile) -> Result<Self, ModelError> {
        Ok(Analyzer {
            splitter: SentenceSplitter::embedded()?,
            lemmatizer: Lemmatizer::embedded()?,
            network: Network::load(unit, file)?,
            idle: Mutex::default(),
        })
    }

    /// Reads a whole text.
    #[must_use]
    pub fn analyze(&self, text: &str) -> Document {
        self.analyze_parts(text, &[Span::new(0, text.len())])
    }

    /// Reads these parts of a text, which do not overlap and are in order. No sentence crosses the end of a part, and
    /// the document's spans point into the whole text.
    #[must_use]
    pub fn analyze_parts(&self, text: &str, parts: &[Span]) -> Document {
        let mut words = Words::default();
        for &part in parts {
            let tokens = tokenize(text, part);
            let sentences = self.splitter.split(text, &tokens);
            words.add(&tokens, &sentences);
        }
        self.finish(text, words)
    }

    /// Reads a text whose sentences and words are known; words must be in order and not overlap.
    #[must_use]
    pub fn analyze_words(&self, text: &str, sentences: &[Vec<Span>]) -> Document {
        let mut words = Words::default();
        for sentence in sentences {
            let start = words.spans.len();
            words.spans.extend_from_slice(sentence);
            let end = words.spans.len();
            let cuts = (start..end).step_by(MAX_WORDS);
            words.sentences.extend(cuts.map(|cut| cut..end.min(cut + MAX_WORDS)));
        }
        self.finish(text, words)
    }

    fn finish(&self, text: &str, words: Words) -> Document {
        let pieces = dateline::pieces(text, &words.spans, &words.sentences);
        let reading = self.read(text, &words, &pieces);
        self.document(text, words, &pieces, reading)
    }

    /// Tags, parses, finds names and deeds, a batch of sentences at a time.
    fn read(&self, text: &str, words: &Words, pieces: &[Piece]) -> BatchReading {
        let mut work = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        let mut whole = BatchReading::default();
        let mut batch = BatchReading::default();
        let mut forms: Vec<&str> = Vec::new();
        for pieces in batches(pieces) {
            let first = pieces[0].words.start;
            let end = pieces[pieces.len() - 1].words.end;
            forms.clear();
            forms.extend(words.spans[first..end].iter().map(|span| span.of(text)));
            let local: Vec<TokenRange> =
                pieces.iter().map(|p| p.words.start - first..p.words.end - first).collect();
            self.network.read(&forms, &local, &mut work, &mut batch);
            whole.words.append(&mut batch.words);
            whole.names.extend(batch.names.drain(..).map(|mut name| {
                name.words = name.words.start + first..name.words.end + first;
                name
            }));
            whole.deeds.extend(batch.deeds.drain(..).map(|deed| Deed { word: deed.word + first, ..deed }));
        }
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(work);
        whole
    }

    /// Puts words and their readings together, and finds lemmas.
    fn document(&self, text: &str, words: Words, pieces: &[Piece], reading: BatchReading) -> Document {
        let mut tokens = Vec::with_capacity(words.spans.len());
        let mut confidence = Confidence::default();
        let mut read = reading.words.into_iter();
        for Piece { words: piece, sentence } in pieces {
            let first = words.sentences[*sentence].start;
            for (i, word) in piece.clone().zip(read.by_ref()) {
                let span = words.spans[i];
                confidence.arc.push(word.arc.probability);
                confidence.upos.push(word.upos_probability);
                tokens.push(Token {
                    span,
                    lemma: self.lemmatizer.lemma(span.of(text), word.upos, &word.feats, i == first),
                    upos: word.upos,
                    feats: word.feats,
                    head: word.arc.head.checked_sub(1).map(|head| piece.start + head),
                    deprel: word.arc.deprel,
                    sentence: *sentence,
                });
            }
        }
        let mut deeds = reading.deeds;
        dateline::join(pieces, &mut tokens, &mut deeds);
        confidence.name = reading.names.iter().map(|name| name.probability).collect();
        let names = reading
            .names
            .into_iter()
            .map(|name| NamedEntity { kind: name.kind, tokens: name.words })
            .collect();
        Document::new(text.to_owned(), words.sentences, tokens, words.multiword, names)
            .with_confidence(confidence)
            .with_deeds(Deeds { kinds: self.network.deed_kinds(), words: deeds })
    }
}

impl Words {
    /// Adds the words of tokens, in sentences of at most [`MAX_WORDS`] words.
    fn add(&mut self, tokens: &[SurfaceToken], sentences: &[Range<usize>]) {
        for sentence in sentences {
            let mut start = self.spans.len();
            for token in &tokens[sentence.clone()] {
                let first = self.spans.len();
                if first > start && first + token.words.len() - start > MAX_WORDS {
                    self.sentences.push(start..first);
                    start = first;
                }
                self.spans.extend_from_slice(&token.words);
                if token.words.len() > 1 {
                    self.multiword.push(first..self.spans.len());
                }
            }
            if start < self.spans.len() {
                self.sentences.push(start..self.spans.len());
            }
        }
    }
}

/// Cuts a list of pieces into runs of about [`BATCH`] words.
fn batches(pieces: &[Piece]) -> impl Iterator<Item = &[Piece]> {
    let mut rest = pieces;
    std::iter::from_fn(move || {
        let first = rest.first()?.words.start;
        let full = rest.iter().position(|piece| piece.words.end - first > BATCH).unwrap_or(rest.len()).max(1);
        let (batch, after) = rest.split_at(full);
        rest = after;
        Some(batch)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu::write_conllu;
    use crate::small_model;
    use proptest::prelude::*;

    fn analyzer(unit: VectorUnit) -> Analyzer {
        let file = ModelFile::read(small_model::file(crate::model::FORMAT).into()).unwrap();
        Analyzer::load(unit, file).unwrap()
    }

    const TEXT: &str = "Anna left Hong Kong on Tuesday. “We don't know why,” the minister's aide said — twice!\n\n\
                        • 3 soldiers were wounded\n\nPOLICE ARREST 14 AFTER PROTEST";

    /// Words lie in the text, in order; sentences cover the words; each tree has one root and no cycle.
    fn check(document: &Document) {
        let mut from = 0;
        for (i, token) in document.tokens.iter().enumerate() {
            assert!(document.text.get(token.span.start..token.span.end).is_some_and(|form| !form.is_empty()));
            assert!(token.span.start >= from, "word {i} begins before the end of the last");
            from = token.span.end;
        }
        let mut next = 0;
        for sentence in &document.sentences {
            assert_eq!(sentence.start, next);
            assert!(sentence.start < sentence.end && sentence.len() <= MAX_WORDS);
            next = sentence.end;
            let heads: Vec<usize> = sentence
                .clone()
                .map(|i| document.tokens[i].head.map_or(0, |head| head - sentence.start + 1))
                .collect();
            assert!(crate::tree::is_tree(&heads), "{heads:?}");
        }
        assert_eq!(next, document.tokens.len());
        assert_eq!(document.confidence.arc.len(), document.tokens.len());
        assert_eq!(document.confidence.name.len(), document.names.len());
        let all =
            document.confidence.arc.iter().chain(&document.confidence.upos).chain(&document.confidence.name);
        assert!(all.clone().all(|p| (0.0..=1.001).contains(p)), "{:?}", document.confidence);
        for deed in &document.deeds.words {
            let sum: f32 = deed.kinds.iter().sum();
            assert!((0.049..=1.001).contains(&sum), "probabilities add up to one: {deed:?}");
            let sentence = &document.sentences[document.tokens[deed.word].sentence];
            for side in [&deed.actors, &deed.recipients] {
                assert!(side.len() <= sentence.len() && side.iter().all(|p| (0.0..=1.0).contains(p)));
            }
        }
        let mut end = 0;
        for name in &document.names {
            assert!(name.tokens.start >= end && name.tokens.start < name.tokens.end);
            end = name.tokens.end;
        }
    }

    #[test]
    fn every_text_gives_words_in_place_and_trees() {
        let analyzer = analyzer(VectorUnit::detect());
        let config = ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() };
        proptest!(config, |(text in prop_oneof![any::<String>(), "[a-zA-Z0-9 .,’'“\"\\-\n—$%]{0,400}"])| {
            check(&analyzer.analyze(&text));
        });
    }

    #[test]
    fn a_dateline_is_read_by_itself_and_hangs_on_the_story() {
        let text = "JERUSALEM, Israel – Soldiers killed a minister.";
        let document = Analyzer::embedded().unwrap().analyze(text);
        check(&document);
        assert_eq!(document.sentences.len(), 1);
        let word = |form: &str| document.tokens.iter().position(|token| token.span.of(text) == form).unwrap();
        let (killed, soldiers) = (word("killed"), word("Soldiers"));
        assert_eq!(document.tokens[killed].head, None);
        assert_eq!(document.tokens[soldiers].head, Some(killed));
        assert!(document.children(soldiers).iter().all(|&child| child > word("–")));
        assert_eq!(document.tokens[word("JERUSALEM")].deprel, crate::ud::Deprel::Parataxis);
        let deed = document.deeds.at(killed).unwrap();
        assert!(deed.actors[soldiers] > 0.5 && deed.actors.len() == document.tokens.len());
    }

    #[test]
    fn a_sentence_without_end_is_cut() {
        let analyzer = analyzer(VectorUnit::detect());
        let document = analyzer.analyze(&"word and ".repeat(700));
        check(&document);
        assert!(document.sentences.len() >= 4);
        let spans: Vec<Span> = document.tokens.iter().map(|token| token.span).collect();
        check(&analyzer.analyze_words(&document.text, &[spans]));
    }

    #[test]
    fn no_sentence_crosses_the_end_of_a_part_and_the_rest_is_not_read() {
        let analyzer = analyzer(VectorUnit::detect());
        let text = "Anna left the city and the minister stayed at home until Tuesday.";
        let (first, second) = (Span::new(0, 13), Span::new(23, 48));
        let document = analyzer.analyze_parts(text, &[first, second]);
        check(&document);
        for sentence in &document.sentences {
            let span = document.span_of(sentence);
            assert!(first.contains(span) || second.contains(span), "{span:?}");
        }
        assert!(document.tokens.iter().all(|token| token.span.of(text) != "Tuesday"));
    }

    #[test]
    fn vector_units_agree_on_every_decision() {
        let text = TEXT.repeat(8);
        let expected = analyzer(VectorUnit::Portable).analyze(&text);
        let mut fused: Option<Document> = None;
        for unit in VectorUnit::available() {
            let document = analyzer(unit).analyze(&text);
            assert_eq!(write_conllu(&document), write_conllu(&expected), "{unit:?}");
            for (a, b) in document.confidence.arc.iter().zip(&expected.confidence.arc) {
                assert!((a - b).abs() < 1e-4, "{unit:?}: {a} {b}");
            }
            if unit != VectorUnit::Portable {
                let first = fused.get_or_insert_with(|| document.clone());
                assert_eq!(first.confidence, document.confidence, "{unit:?}");
            }
        }
    }

    #[test]
    fn vector_units_agree_on_a_report_with_the_model_that_ships() {
        let report = include_str!("../benches/report.txt");
        let expected = Analyzer::embedded_on(VectorUnit::Portable).unwrap().analyze(report);
        check(&expected);
        for unit in VectorUnit::available() {
            let document = Analyzer::embedded_on(unit).unwrap().analyze(report);
            assert_eq!(write_conllu(&document), write_conllu(&expected), "{unit:?}");
        }
    }

    #[test]
    fn threads_and_neighbouring_sentences_change_nothing() {
        let analyzer = analyzer(VectorUnit::detect());
        let text = TEXT.repeat(20);
        let expected = analyzer.analyze(&text);
        check(&expected);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let document = analyzer.analyze(&text);
                    assert_eq!(write_conllu(&document), write_conllu(&expected));
                    assert_eq!(document.confidence, expected.confidence);
                    assert_eq!(document.deeds, expected.deeds);
                });
            }
        });
        let sentences: Vec<Vec<Span>> = expected
            .sentences
            .iter()
            .map(|sentence| expected.tokens[sentence.clone()].iter().map(|token| token.span).collect())
            .collect();
        for (sentence, range) in sentences.iter().zip(&expected.sentences).take(6) {
            let alone = analyzer.analyze_words(&text, std::slice::from_ref(sentence));
            assert_eq!(alone.confidence.arc, expected.confidence.arc[range.clone()]);
        }
    }
}
