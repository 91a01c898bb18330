//! Ctrl-C: the first one asks to finish what is under way, the second one ends the program.

use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Context as _;

/// Exit code of a program that a signal ended: 128 + SIGINT.
const INTERRUPTED: i32 = 130;

/// Whether the user asked to stop.
#[derive(Clone, Debug)]
pub struct Interrupt {
    times: Arc<AtomicUsize>,
}

impl Interrupt {
    /// Listens from now on.
    ///
    /// # Errors
    /// When the system does not let us.
    pub fn listen() -> anyhow::Result<Self> {
        let times = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&times);
        ctrlc::set_handler(move || {
            if counter.fetch_add(1, Ordering::SeqCst) > 0 {
                // Transactions that are not committed are undone when the store is next opened.
                process::exit(INTERRUPTED);
            }
        })
        .context("cannot listen for Ctrl-C")?;
        Ok(Interrupt { times })
    }

    /// Whether the user asked to stop.
    pub fn asked(&self) -> bool {
        self.times.load(Ordering::SeqCst) > 0
    }
}
