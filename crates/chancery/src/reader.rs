//! Report to reading: every stage by name, in order.

use crate::Report;
use crate::lexicon::Knowledge;
use crate::reading::{Reading, event, skip};

/// Reads reports. One reader serves any number of reports and threads.
#[derive(Debug)]
pub struct Reader {
    knowledge: Knowledge,
}

impl Reader {
    /// A reader with this knowledge.
    #[must_use]
    pub fn new(knowledge: Knowledge) -> Self {
        Reader { knowledge }
    }

    /// Reads one report.
    #[must_use]
    pub fn read(&self, report: &Report) -> Reading {
        let mut reading = Reading::default();
        let (skipped, dated) = skip::find_skipped(&report.text, &self.knowledge.skip);
        reading.skipped = skipped;
        reading.published = report.published.or(dated);
        reading.events = event::find_events(&reading, &self.knowledge);
        reading
    }
}
