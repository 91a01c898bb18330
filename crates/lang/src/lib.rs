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

mod conllu;

pub use conllu::{ConlluError, read_conllu, write_conllu};
pub use document::{Document, NameKind, NamedEntity, Token, TokenRange};
pub use lemma::Lemmatizer;
pub use resource::ResourceError;
pub use sentence::{MAX_WORDS, SentenceSplitter};
pub use span::Span;
pub use tokenize::{SurfaceToken, tokenize};
pub use ud::{Deprel, Feats, Upos};
