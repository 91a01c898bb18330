//! Errors, warnings and progress, all on standard error.

use std::io::{IsTerminal, Write, stderr, stdout};
use std::time::{Duration, Instant};

/// What is said of a report whose reading panicked.
pub const PANICKED: &str = "a report could not be read because of a mistake in the program; please report it";

/// Prints an error. A standard error that is gone is no reason to stop.
pub fn error(message: &str) {
    let _ = writeln!(stderr(), "chancery: {message}");
}

/// Says something about the results that is no error.
pub fn note(message: &str) {
    let _ = writeln!(stderr(), "{message}");
}

/// A running count of reports, shown where it is looked at by somebody and in nobody's way: standard error is a
/// terminal and standard output is not.
pub struct Progress {
    shown: bool,
    reports: usize,
    next: Instant,
}

impl Progress {
    const PAUSE: Duration = Duration::from_millis(200);

    /// A count from zero; nothing is shown before the first pause has passed.
    pub fn new() -> Self {
        let shown = stderr().is_terminal() && !stdout().is_terminal();
        Progress { shown, reports: 0, next: Instant::now() + Self::PAUSE }
    }

    /// Counts one report.
    pub fn step(&mut self) {
        self.reports += 1;
        if self.shown && Instant::now() >= self.next {
            let _ = write!(stderr(), "\r{} reports", self.reports);
            self.next = Instant::now() + Self::PAUSE;
        }
    }

    /// Clears the line for a message or at the end.
    pub fn clear(&self) {
        if self.shown {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}
