//! Files, folders and standard input, one report at a time.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use super::html::read_html;
use super::jsonl::{next_line, read_json_line};
use super::plain::read_plain;
use super::{Origin, Report, ReportError, Warning};

/// How an input is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputFormat {
    /// One report, as it is.
    Plain,
    /// One JSON object a line.
    JsonLines,
    /// One web page.
    Html,
}

impl InputFormat {
    /// By the end of a file's name.
    #[must_use]
    pub fn of_name(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(InputFormat::Plain),
            "jsonl" | "ndjson" => Some(InputFormat::JsonLines),
            "html" | "htm" | "xhtml" => Some(InputFormat::Html),
            _ => None,
        }
    }

    /// By the first bytes.
    fn of_content(head: &[u8]) -> Self {
        let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
        let head = head[..head.len().min(16)].to_ascii_lowercase();
        let page = [&b"<!doctype html"[..], b"<html", b"<head", b"<body", b"<?xml"];
        if head.starts_with(b"{") {
            InputFormat::JsonLines
        } else if page.iter().any(|mark| head.starts_with(mark)) {
            InputFormat::Html
        } else {
            InputFormat::Plain
        }
    }
}

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
/// files left out) and `-`, standard input. `format` is that of every input; without it a file is what its name says,
/// else what its first bytes look like.
pub fn receive(inputs: impl IntoIterator<Item = PathBuf>, format: Option<InputFormat>) -> Intake {
    Intake { waiting: inputs.into_iter().map(Waiting::Named).collect(), open: None, format }
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
    open: Option<Lines>,
    format: Option<InputFormat>,
}

enum Waiting {
    /// As the user named it.
    Named(PathBuf),
    /// Met below a folder.
    Found(PathBuf),
    /// A folder that the system would not list.
    Closed(PathBuf, io::Error),
    Opened(String, Box<dyn BufRead + Send>),
}

/// A file of JSON lines that is being read.
struct Lines {
    input: String,
    source: Box<dyn BufRead + Send>,
    number: usize,
}

impl Iterator for Intake {
    type Item = Received;

    fn next(&mut self) -> Option<Received> {
        loop {
            if let Some(lines) = &mut self.open {
                if let Some(received) = lines.next_report() {
                    if matches!(received.report, Err(ReportError::Unreadable(_))) {
                        self.open = None;
                    }
                    return Some(received);
                }
                self.open = None;
            }
            let received = match self.waiting.pop_front()? {
                Waiting::Named(path) if path.as_os_str() == "-" => {
                    let source = Box::new(BufReader::new(io::stdin()));
                    self.start("-".to_owned(), source, self.format)
                }
                Waiting::Named(path) => match fs::metadata(&path) {
                    Ok(about) if about.is_dir() => self.folder(&path),
                    Ok(_) => self.file(&path),
                    Err(error) => Some(failed(name_of(&path), error.into())),
                },
                Waiting::Found(path) => self.file(&path),
                Waiting::Closed(path, error) => Some(failed(name_of(&path), error.into())),
                Waiting::Opened(name, source) => self.start(name, source, self.format),
            };
            if received.is_some() {
                return received;
            }
        }
    }
}

impl Intake {
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

    fn file(&mut self, path: &Path) -> Option<Received> {
        match File::open(path) {
            Ok(file) => {
                let format = self.format.or_else(|| InputFormat::of_name(path));
                self.start(name_of(path), Box::new(BufReader::with_capacity(1 << 16, file)), format)
            }
            Err(error) => Some(failed(name_of(path), error.into())),
        }
    }

    /// Begins with an opened input; gives its report unless it is a file of many.
    fn start(
        &mut self,
        input: String,
        mut source: Box<dyn BufRead + Send>,
        format: Option<InputFormat>,
    ) -> Option<Received> {
        let format = match format {
            Some(format) => format,
            None => match source.fill_buf() {
                Ok(head) => InputFormat::of_content(head),
                Err(error) => return Some(failed(input, error.into())),
            },
        };
        let taken = match format {
            InputFormat::Plain => read_plain(source),
            InputFormat::Html => read_html(source),
            InputFormat::JsonLines => {
                match source.fill_buf() {
                    Ok([]) => return Some(failed(input, ReportError::Empty)),
                    Ok(head) if head.starts_with(b"\xEF\xBB\xBF") => source.consume(3),
                    Ok(_) => {}
                    Err(error) => return Some(failed(input, error.into())),
                }
                self.open = Some(Lines { input, source, number: 0 });
                return None;
            }
        };
        Some(received(Origin { input, line: None }, taken))
    }
}

impl Lines {
    fn next_report(&mut self) -> Option<Received> {
        let line = next_line(&mut self.source, &mut self.number)?;
        let origin = Origin { input: self.input.clone(), line: Some(self.number) };
        Some(received(origin, line.and_then(read_json_line)))
    }
}

fn received(origin: Origin, taken: Result<(Report, Vec<Warning>), ReportError>) -> Received {
    match taken {
        Ok((report, warnings)) => Received { origin, report: Ok(report), warnings },
        Err(error) => Received { origin, report: Err(error), warnings: Vec::new() },
    }
}

fn failed(input: String, error: ReportError) -> Received {
    received(Origin { input, line: None }, Err(error))
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
        } else if InputFormat::of_name(&path).is_some() {
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
        fs::remove_dir_all(&root).unwrap();
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
