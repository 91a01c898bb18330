//! How far a long run has come: a bar with rate and time left, on a terminal only.

use std::fs;
use std::io::{IsTerminal, stderr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chancery::report::Origin;
use indicatif::{ProgressBar, ProgressStyle};

use crate::messages;

/// A bar on standard error, or nothing where nobody looks.
pub struct Bar {
    bar: ProgressBar,
    reports: u64,
    /// The input at hand and what is left to come, where the bar counts bytes.
    input: Option<String>,
}

impl Bar {
    /// A bar over the bytes of `inputs`, or a count where their size is not known.
    pub fn of_inputs(inputs: &[PathBuf]) -> Self {
        let total: Option<u64> = inputs.iter().map(|path| bytes_below(path)).sum();
        Bar::over(total.filter(|&bytes| bytes > 0), "{bar:30} {percent:>3}%  {msg}  {eta} left")
    }

    /// A bar over that many reports.
    pub fn of_reports(reports: u64) -> Self {
        Bar::over(Some(reports), "{bar:30} {percent:>3}%  {msg}  {eta} left")
    }

    fn over(total: Option<u64>, template: &str) -> Self {
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
        Bar { bar, reports: 0, input: None }
    }

    /// Counts a report of `origin`: the bytes of an input count when the next one begins.
    pub fn step(&mut self, origin: &Origin) {
        if self.input.as_ref().is_some_and(|input| *input != origin.input) {
            self.input_done();
        }
        if self.input.as_ref() != Some(&origin.input) {
            self.input = Some(origin.input.clone());
        }
        self.count();
    }

    /// Counts a report of a bar over reports.
    pub fn step_report(&mut self) {
        self.bar.inc(1);
        self.count();
    }

    fn input_done(&mut self) {
        let bytes =
            self.input.as_ref().and_then(|input| fs::metadata(input).ok()).map_or(0, |about| about.len());
        self.bar.inc(bytes);
    }

    fn count(&mut self) {
        self.reports += 1;
        if !self.bar.is_hidden() {
            let seconds = self.bar.elapsed().as_secs_f64().max(0.001);
            self.bar.set_message(format!("{} reports, {:.0}/s", self.reports, self.reports as f64 / seconds));
        }
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
    let Ok(about) = fs::metadata(path) else { return Some(0) };
    if !about.is_dir() {
        return Some(about.len());
    }
    let Ok(entries) = fs::read_dir(path) else { return Some(0) };
    entries.filter_map(Result::ok).map(|entry| bytes_below(&entry.path())).sum()
}
