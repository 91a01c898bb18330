//! Files, folders and standard input, one report at a time.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::compressed::{Source, peek, unpack};
use super::feed::Feed;
use super::html::read_html;
use super::jsonl::JsonLines;
use super::plain::read_plain;
use super::table::Table;
use super::utf16::{to_utf8, utf16_of};
use super::warc::Warc;
use super::{InputFormat, Origin, Position, Report, ReportError, Taken, Warning};

/// Bytes by which a format is told: what stands before the first element of a feed is mostly shorter.
const HEAD_BYTES: usize = 1024;

/// Bytes read at a time.
const BUFFER_BYTES: usize = 1 << 16;

/// One report, or why there is none, with where it stands.
#[derive(Debug)]
pub struct Received {
    /// Where it stands.
    pub origin: Origin,
    /// The report.
    pub report: Result<Report, ReportError>,
    /// What went otherwise than the source says.
    pub warnings: Vec<Warning>,
}

/// All reports of `inputs`, in order: files, folders (their files sorted by name, folders below them included, hidden
/// files left out), patterns with `*`, `?`, `[…]` and `**` for any folders where no file has that name, and `-`,
/// standard input. Data compressed by gzip or Zstandard is unpacked. `format` is that of every input; without it a file
/// is what its name says, else what its first bytes look like.
pub fn receive(inputs: impl IntoIterator<Item = PathBuf>, format: Option<InputFormat>) -> Intake {
    let waiting = inputs.into_iter().map(Waiting::Named).collect();
    Intake { waiting, open: None, format, bytes: Arc::default() }
}

/// All reports of one input that is already in memory or open, called `name` in messages.
pub fn receive_bytes(name: &str, source: impl Read + Send + 'static, format: Option<InputFormat>) -> Intake {
    let mut intake = receive([], format);
    intake.waiting.push_back(Waiting::Opened(name.to_owned(), Box::new(BufReader::new(source))));
    intake
}

/// Goes through inputs; see [`receive`].
pub struct Intake {
    waiting: VecDeque<Waiting>,
    open: Option<Open>,
    format: Option<InputFormat>,
    /// Bytes taken from files so far, packed where they are.
    bytes: Arc<AtomicU64>,
}

/// A file whose bytes are counted as they are taken.
struct Counted {
    file: File,
    bytes: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let taken = self.file.read(buffer)?;
        self.bytes.fetch_add(taken as u64, Ordering::Relaxed);
        Ok(taken)
    }
}

/// An input of many reports that is being read.
struct Open {
    input: String,
    reports: Box<dyn Iterator<Item = (Position, Taken)> + Send>,
    /// To be said with the first report.
    warning: Option<Warning>,
}

enum Waiting {
    /// As the user named it.
    Named(PathBuf),
    /// Met below a folder.
    Found(PathBuf),
    /// A folder that the system would not list.
    Closed(PathBuf, io::Error),
    Opened(String, Source),
}

impl Iterator for Intake {
    type Item = Received;

    fn next(&mut self) -> Option<Received> {
        loop {
            if let Some(open) = &mut self.open {
                if let Some(received) = open.next_report() {
                    if matches!(received.report, Err(ReportError::Unreadable(_))) {
                        self.open = None;
                    }
                    return Some(received);
                }
                self.open = None;
            }
            let received = match self.waiting.pop_front()? {
                Waiting::Named(path) if path.as_os_str() == "-" => {
                    let source = Box::new(BufReader::with_capacity(BUFFER_BYTES, io::stdin()));
                    self.begin("-".to_owned(), source, self.format)
                }
                Waiting::Named(path) => match fs::metadata(&path) {
                    Ok(about) if about.is_dir() => self.folder(&path),
                    Ok(_) => self.file(&path),
                    Err(error) => self.pattern(&path, error),
                },
                Waiting::Found(path) => self.file(&path),
                Waiting::Closed(path, error) => Some(failed(name_of(&path), error.into())),
                Waiting::Opened(name, source) => self.begin(name, source, self.format),
            };
            if received.is_some() {
                return received;
            }
        }
    }
}

impl Intake {
    /// A count of the bytes taken from files (as they are on disk, packed or not), to show how far this has come.
    #[must_use]
    pub fn bytes_taken(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.bytes)
    }

    /// Puts the files below a folder at the head of the queue.
    fn folder(&mut self, folder: &Path) -> Option<Received> {
        let mut found = Vec::new();
        list_below(folder, &mut found);
        let none = found.is_empty();
        for waiting in found.into_iter().rev() {
            self.waiting.push_front(waiting);
        }
        none.then(|| failed(name_of(folder), ReportError::EmptyFolder))
    }

    /// Puts the files and folders that a pattern stands for at the head of the queue. `missing` is said of what is no
    /// pattern.
    fn pattern(&mut self, path: &Path, missing: io::Error) -> Option<Received> {
        let pattern = path.to_str().filter(|text| text.contains(['*', '?', '[']));
        let Some(found) = pattern.and_then(|pattern| glob::glob(pattern).ok()) else {
            return Some(failed(name_of(path), missing.into()));
        };
        let mut met: Vec<Waiting> = found
            .map(|entry| match entry {
                Ok(path) => Waiting::Named(path),
                Err(error) => Waiting::Closed(error.path().to_owned(), error.into()),
            })
            .collect();
        if met.is_empty() {
            return Some(failed(name_of(path), ReportError::NoMatch));
        }
        while let Some(last) = met.pop() {
            self.waiting.push_front(last);
        }
        None
    }

    fn file(&mut self, path: &Path) -> Option<Received> {
        match File::open(path) {
            Ok(file) => {
                let format = self.format.or_else(|| InputFormat::of_name(path));
                let counted = Counted { file, bytes: Arc::clone(&self.bytes) };
                let source = BufReader::with_capacity(BUFFER_BYTES, counted);
                self.begin(name_of(path), Box::new(source), format)
            }
            Err(error) => Some(failed(name_of(path), error.into())),
        }
    }

    /// Begins with an opened input; gives its report unless it is an input of many.
    fn begin(&mut self, input: String, source: Source, format: Option<InputFormat>) -> Option<Received> {
        let (head, source) = match unpack(source).and_then(|source| peek(source, HEAD_BYTES)) {
            Ok(opened) => opened,
            Err(error) => return Some(failed(input, error.into())),
        };
        let format = format.unwrap_or_else(|| InputFormat::of_content(&head));
        let (source, warning) = match (format, utf16_of(&head)) {
            (InputFormat::Plain | InputFormat::Html, _) | (_, None) => (source, None),
            (_, Some(encoding)) => {
                let warning = Warning::Charset { name: encoding.name(), declared: false, lossy: false };
                (to_utf8(source, encoding), Some(warning))
            }
        };
        let reports: Box<dyn Iterator<Item = (Position, Taken)> + Send> = match format {
            InputFormat::Plain => return Some(received(Origin::whole(input), read_plain(source))),
            InputFormat::Html => return Some(received(Origin::whole(input), read_html(source))),
            _ if head.is_empty() => return Some(failed(input, ReportError::Empty)),
            InputFormat::JsonLines => Box::new(JsonLines::new(source)),
            InputFormat::Table => Box::new(Table::new(source)),
            InputFormat::Feed => Box::new(Feed::new(source)),
            InputFormat::Warc => Box::new(Warc::new(source)),
        };
        self.open = Some(Open { input, reports, warning });
        None
    }
}

impl Open {
    fn next_report(&mut self) -> Option<Received> {
        let (position, taken) = self.reports.next()?;
        let mut received = received(Origin { input: self.input.clone(), position }, taken);
        received.warnings.extend(self.warning.take());
        Some(received)
    }
}

fn received(origin: Origin, taken: Taken) -> Received {
    match taken {
        Ok((report, warnings)) => Received { origin, report: Ok(report), warnings },
        Err(error) => Received { origin, report: Err(error), warnings: Vec::new() },
    }
}

fn failed(input: String, error: ReportError) -> Received {
    received(Origin::whole(input), Err(error))
}

fn name_of(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Files of a known kind below `folder`, sorted by path. Links to folders are not followed.
fn list_below(folder: &Path, found: &mut Vec<Waiting>) {
    let mut entries: Vec<fs::DirEntry> = match fs::read_dir(folder).and_then(Iterator::collect) {
        Ok(entries) => entries,
        Err(error) => return found.push(Waiting::Closed(folder.to_owned(), error)),
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            list_below(&path, found);
        } else if InputFormat::is_named(&path) {
            found.push(Waiting::Found(path));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Cursor;

    fn texts(bytes: &[u8]) -> Vec<Result<String, String>> {
        receive_bytes("in", Cursor::new(bytes.to_vec()), None)
            .map(|r| match r.report {
                Ok(report) => Ok(report.text),
                Err(error) => Err(format!("{}: {error}", r.origin)),
            })
            .collect()
    }

    #[test]
    fn tells_formats_apart_by_their_first_bytes() {
        assert_eq!(texts(b"Rain.\nMore rain."), [Ok("Rain.\nMore rain.".to_owned())]);
        assert_eq!(texts(b"\xEF\xBB\xBF {\"text\":\"a\"}\n{\"text\":\"b\"}").len(), 2);
        assert_eq!(texts(b"\n<!DOCTYPE html><p>Rain.</p>"), [Ok("Rain.".to_owned())]);
        assert_eq!(texts(b""), [Err("in: empty".to_owned())]);
    }

    #[test]
    fn a_malformed_line_is_named_and_the_others_go_on() {
        let found = texts(b"{\"text\":\"a\"}\n{\"text\":\n{\"text\":\"c\"}\n");
        assert_eq!(found[0], Ok("a".to_owned()));
        assert!(found[1].as_ref().is_err_and(|e| e.starts_with("in:2: not a JSON object")), "{found:?}");
        assert_eq!(found[2], Ok("c".to_owned()));
    }

    #[test]
    fn a_folder_is_its_files_sorted_with_those_of_folders_below() {
        let root = std::env::temp_dir().join(format!("chancery-intake-{}", std::process::id()));
        fs::create_dir_all(root.join("b")).unwrap();
        for (name, text) in [("c.txt", "third"), ("b/x.txt", "second"), ("a.txt", "first"), ("d.png", "no")] {
            fs::write(root.join(name), text).unwrap();
        }
        let missing = root.join("missing.txt");
        let found: Vec<_> = receive([root.clone(), missing], None).collect();
        let pattern = receive([root.join("**/[xc].*"), root.join("*.doc")], None);
        let matched: Vec<_> = pattern.map(|r| r.report.map_err(|error| error.to_string())).collect();
        fs::remove_dir_all(&root).unwrap();
        assert_eq!(matched[0].as_ref().map(|r| r.text.as_str()), Ok("second"));
        assert_eq!(matched[1].as_ref().map(|r| r.text.as_str()), Ok("third"));
        assert_eq!(matched[2], Err("no file matches this pattern".to_owned()));
        let texts: Vec<_> = found.iter().map(|r| r.report.as_ref().map(|r| r.text.as_str()).ok()).collect();
        assert_eq!(texts, [Some("first"), Some("second"), Some("third"), None]);
        assert!(found[3].origin.input.ends_with("missing.txt"));
    }

    proptest! {
        #[test]
        fn any_bytes_give_reports_or_errors(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = texts(&bytes);
        }
    }
}
