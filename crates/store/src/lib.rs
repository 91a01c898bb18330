//! Reports with their records in one SQLite file: nothing lost, nothing twice, every span checked against its text.
//!
//! ```text
//! Report, Record ──insert──▶ rows ──load──▶ Record, byte for byte
//! ```
//!
//! [`Writer`] adds, [`Store`] reads. `migrations/` says what the tables hold.

mod error;

mod keys;

mod schema;

mod text;

mod spans;

mod insert;

mod load;

mod provenance;

mod lock;

mod reject;

mod store;

mod stored;

mod writer;

mod query;

pub mod story;

mod verify;

pub use error::StoreError;
pub use keys::{ReadingKey, ReportKey, number_of_part};
pub use provenance::Provenance;
pub use query::{
    EventBrief, EventFilter, Found, Hit, Link, Name, Near, Period, ReportBrief, STATUSES, StatementBrief,
    StatementFilter, Trend, Words, WordsError,
};
pub use reject::Reject;
pub use schema::newest as newest_schema;
pub use store::Store;
pub use stored::Stored;
pub use story::Story;
pub use verify::Verdict;
pub use writer::{Added, Writer};
