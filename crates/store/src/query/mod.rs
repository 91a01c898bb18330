//! Questions to a store.
//!
//! All questions about events run over the table `acts` (`migrations/0002_queries.sql`), which `acts.rs` keeps. A filter
//! becomes one of a few plans (`plan.rs`), each a walk through one index; no question reads the whole table of events.
//! Charts read `totals`, which `totals.rs` keeps.

mod acts;

mod brief;

mod code;

mod day;

mod events;

mod filter;

mod network;

mod plan;

mod search;

mod statements;

mod totals;

mod trend;

mod words;

pub(crate) use acts::{add, mark_repeats};
pub use brief::{EventBrief, Name, ReportBrief, StatementBrief};
pub use code::STATUSES;
pub use day::Period;
pub use events::Hit;
pub use filter::{EventFilter, Near};
pub use network::Link;
pub use search::Found;
pub use statements::StatementFilter;
pub use trend::Trend;
pub use words::{Words, WordsError};
