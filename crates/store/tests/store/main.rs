//! Stores as their users meet them: through the public interface, in files.

mod files;
mod migrations;
mod queries;
mod round_trip;
mod stories;
mod totals;
mod versions;
