//! Dated reports to a checkable record.
//!
//! ```text
//! Report ──lang──▶ Document ──reading──▶ Reading ──record──▶ Record (JSON)
//!   text, date       trees, names          who did what        offsets in code points
//! ```
//!
//! [`Reader::read`] names the steps in order.

pub mod report;

pub mod language;

pub mod plover;

pub mod lexicon;

pub mod reading;

mod reader;

pub mod record;

pub use chancery_lang::Span;
pub use reader::Reader;
pub use reading::Reading;
pub use report::Report;
