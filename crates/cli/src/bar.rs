//! How far a long run has come: a bar with rate and time left, on a terminal only.

use std::fs;
use std::io::{IsTerminal, stderr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chancery::report::InputFormat;
use indicatif::{ProgressBar, ProgressStyle};

use crate::messages;

/// A bar on standard error, or nothing where nobody looks.
pub struct Bar {
    bar: ProgressBar,
    reports: u64,
    /// Bytes taken from the inputs, where the bar is over these.
    bytes: Option<Arc<AtomicU64>>,
}

impl Bar {
    /// A bar over the bytes of `inputs`, or a count where their size is not known; `taken` counts them.
    pub fn of_inputs(inputs: &[PathBuf], taken: Arc<AtomicU64>) -> Self {
        let total: Option<u64> = inputs.iter().map(|path| bytes_below(path)).sum();
        Bar::over(Some(taken), total.filter(|&bytes| bytes > 0), "{bar:30} {percent:>3}%  {msg}  {eta} left")
    }

    /// A bar over that many reports.
    pub fn of_reports(reports: u64) -> Self {
        Bar::over(None, Some(reports), "{bar:30} {percent:>3}%  {msg}  {eta} left")
    }

    fn over(bytes: Option<Arc<AtomicU64>>, total: Option<u64>, template: &str) -> Self {
        let bar = match total {
            _ if !stderr().is_terminal() => ProgressBar::hidden(),
            Some(total) => ProgressBar::new(total),
            None => ProgressBar::new_spinner(),
        };
        let template = if total.is_some() { template } else { "{spinner} {msg}" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Bar { bar, reports: 0, bytes }
    }

    /// Counts a report.
    pub fn step(&mut self) {
        self.reports += 1;
        if self.bar.is_hidden() {
            return;
        }
        match &self.bytes {
            Some(bytes) => self.bar.set_position(bytes.load(Ordering::Relaxed)),
            None => self.bar.inc(1),
        }
        let seconds = self.bar.elapsed().as_secs_f64().max(0.001);
        self.bar.set_message(format!("{} reports, {:.0}/s", self.reports, self.reports as f64 / seconds));
    }

    /// Prints a message on standard error, above the bar.
    pub fn say(&self, message: &str) {
        self.bar.suspend(|| messages::error(message));
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

/// Bytes of a file, or of all files below a folder; `None` for standard input.
fn bytes_below(path: &Path) -> Option<u64> {
    if path.as_os_str() == "-" {
        return None;
    }
    // A pattern or a missing file: its bytes are not known before.
    let about = fs::metadata(path).ok()?;
    if !about.is_dir() {
        return Some(about.len());
    }
    let Ok(entries) = fs::read_dir(path) else { return Some(0) };
    let inside = entries.filter_map(Result::ok).map(|entry| entry.path());
    inside.filter(|path| path.is_dir() || InputFormat::is_named(path)).map(|path| bytes_below(&path)).sum()
}
