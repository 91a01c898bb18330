//! Text to document: English news text becomes Universal Dependencies trees with named entities.
//!
//! This crate knows UD and knows no politics. [`Analyzer::analyze`] names its steps in order.

mod span;

mod ud;

mod document;

mod resource;

mod tokenize;

mod sentence;

mod lemma;

mod vector_unit;

mod model;

mod lanes;

mod matrix;

mod integer_matrix;

mod elementwise;

mod features;

mod name_lists;

mod input;

mod encoder;

mod tag;

mod tree;

mod parse;

mod ner;

mod side_by_side;

mod deed;

mod dateline;

mod network;

mod analyzer;

mod conllu;

#[cfg(test)]
mod small_model;

#[cfg(test)]
mod testing;

pub use analyzer::Analyzer;
pub use conllu::{ConlluError, read_conllu, write_conllu};
pub use dateline::dateline_length;
pub use deed::{Deed, Deeds};
pub use document::{Confidence, Document, NameKind, NamedEntity, Token, TokenRange};
pub use lemma::Lemmatizer;
pub use model::ModelError;
pub use resource::ResourceError;
pub use sentence::{MAX_WORDS, SentenceSplitter};
pub use span::Span;
pub use tokenize::{SurfaceToken, tokenize};
pub use ud::{Deprel, Feats, Upos};
pub use vector_unit::VectorUnit;
