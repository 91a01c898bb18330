//! Words per second, the whole analysis and step by step: `cargo bench -p chancery-lang`.
//!
//! One element of Criterion's throughput is one syntactic word. The model is the embedded one or that of
//! `CHANCERY_MODEL`.
#![allow(missing_docs)] // Criterion's macro makes a public function.

use std::hint::black_box;

use chancery_lang::{Analyzer, Lemmatizer, SentenceSplitter, Span, VectorUnit, tokenize};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// A short report, repeated to about the length of a long one.
const REPORT: &str = include_str!("report.txt");

fn analysis(criterion: &mut Criterion) {
    let analyzer = match Analyzer::embedded() {
        Ok(analyzer) => analyzer,
        Err(error) => {
            eprintln!("nothing to measure: {error}");
            return;
        }
    };
    let text = REPORT.repeat(10);
    let document = analyzer.analyze(&text);
    let sentences: Vec<Vec<Span>> = document
        .sentences
        .iter()
        .map(|sentence| document.tokens[sentence.clone()].iter().map(|token| token.span).collect())
        .collect();
    let mut group = criterion.benchmark_group("analysis");
    group.throughput(Throughput::Elements(document.tokens.len() as u64));

    let whole = Span::new(0, text.len());
    let tokens = tokenize(&text, whole);
    group.bench_function("1 tokens", |b| b.iter(|| tokenize(black_box(&text), whole)));
    if let Ok(splitter) = SentenceSplitter::embedded() {
        group.bench_function("2 sentences", |b| b.iter(|| splitter.split(black_box(&text), &tokens)));
    }
    for unit in VectorUnit::available() {
        let Ok(analyzer) = Analyzer::embedded_on(unit) else { continue };
        group.bench_function(format!("3 tags, trees, names and lemmas ({unit:?})"), |b| {
            b.iter(|| analyzer.analyze_words(black_box(&text), &sentences));
        });
    }
    if let Ok(lemmatizer) = Lemmatizer::embedded() {
        group.bench_function("4 lemmas alone", |b| {
            b.iter(|| {
                for (i, token) in document.tokens.iter().enumerate() {
                    let first = document.sentence_of(i).start == i;
                    black_box(lemmatizer.lemma(document.form(i), token.upos, &token.feats, first));
                }
            });
        });
    }
    group.bench_function("whole", |b| b.iter(|| analyzer.analyze(black_box(&text))));
    group.finish();
    criterion.bench_function("start-up", |b| b.iter(Analyzer::embedded));
}

criterion_group!(benches, analysis);
criterion_main!(benches);
