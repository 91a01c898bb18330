//! How an input is written, by its name or its first bytes.

use std::path::Path;

use super::compressed::ENDINGS;
use super::table::looks_like_table;

/// How an input is written, once it is unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputFormat {
    /// One report, as it is.
    Plain,
    /// One JSON object a line.
    JsonLines,
    /// One web page.
    Html,
    /// A table with a line of column names, a report a row: comma, semicolon, tab or vertical bar between cells.
    Table,
    /// An RSS or Atom feed.
    Feed,
    /// A web archive (WARC).
    Warc,
}

impl InputFormat {
    /// By the end of a file's name, that of its compression left out; `None` for ends that say too little, .xml among
    /// them.
    #[must_use]
    pub fn of_name(path: &Path) -> Option<Self> {
        match ending(path)?.as_str() {
            "txt" | "text" => Some(InputFormat::Plain),
            "jsonl" | "ndjson" => Some(InputFormat::JsonLines),
            "html" | "htm" | "xhtml" => Some(InputFormat::Html),
            "csv" | "tsv" | "tab" => Some(InputFormat::Table),
            "rss" | "atom" => Some(InputFormat::Feed),
            "warc" => Some(InputFormat::Warc),
            _ => None,
        }
    }

    /// Whether a file below a folder is read: its name tells that it may hold reports.
    #[must_use]
    pub fn is_named(path: &Path) -> bool {
        InputFormat::of_name(path).is_some() || ending(path).is_some_and(|ending| ending == "xml")
    }

    /// By the first bytes.
    pub(super) fn of_content(head: &[u8]) -> Self {
        // UTF-16 of what is compared here is ASCII with NULs between, behind a mark that is no ASCII.
        let text: Vec<u8> = head.iter().copied().filter(|&byte| byte != 0).collect();
        let marks = [&b"\xEF\xBB\xBF"[..], b"\xFF\xFE", b"\xFE\xFF"];
        let text = marks.iter().find_map(|mark| text.strip_prefix(*mark)).unwrap_or(&text);
        let lower = text.trim_ascii_start().to_ascii_lowercase();
        let begins = |marks: &[&[u8]]| marks.iter().any(|mark| lower.starts_with(mark));
        let has = |mark: &[u8]| lower.windows(mark.len()).any(|part| part == mark);
        if begins(&[b"warc/"]) {
            InputFormat::Warc
        } else if begins(&[b"{"]) {
            InputFormat::JsonLines
        } else if begins(&[b"<rss", b"<feed", b"<rdf:rdf"])
            || (begins(&[b"<?xml", b"<!--"]) && (has(b"<rss") || has(b"<feed") || has(b"<rdf:rdf")))
        {
            InputFormat::Feed
        } else if begins(&[b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml"]) {
            InputFormat::Html
        } else if looks_like_table(text) {
            InputFormat::Table
        } else {
            InputFormat::Plain
        }
    }
}

/// The end of a file's name in lower case, before that of its compression.
fn ending(path: &Path) -> Option<String> {
    let last = path.extension()?.to_str()?.to_ascii_lowercase();
    if !ENDINGS.contains(&last.as_str()) {
        return Some(last);
    }
    Some(Path::new(path.file_stem()?).extension()?.to_str()?.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_format_behind_the_compression() {
        let of = |name: &str| InputFormat::of_name(Path::new(name));
        assert_eq!(of("in/A.TXT"), Some(InputFormat::Plain));
        assert_eq!(of("a.jsonl.gz"), Some(InputFormat::JsonLines));
        assert_eq!(of("crawl.warc.zst"), Some(InputFormat::Warc));
        assert_eq!(of("table.tsv"), Some(InputFormat::Table));
        assert_eq!(
            (of("archive.gz"), of("a.png.gz"), of("README"), of("feed.xml")),
            (None, None, None, None)
        );
        assert!(InputFormat::is_named(Path::new("feed.xml.gz")) && !InputFormat::is_named(Path::new("a.gz")));
    }

    #[test]
    fn first_bytes_tell_the_format() {
        for (head, format) in [
            (&b"WARC/1.0\r\n"[..], InputFormat::Warc),
            (b"\xEF\xBB\xBF\n{\"text\"", InputFormat::JsonLines),
            (b"\xFF\xFE{\0\"\0t\0", InputFormat::JsonLines),
            (b"<?xml version=\"1.0\"?>\n<!-- made by -->\n<rss version=\"2.0\">", InputFormat::Feed),
            (b"<feed xmlns=\"http://www.w3.org/2005/Atom\">", InputFormat::Feed),
            (b"<?xml version=\"1.0\"?><html>", InputFormat::Html),
            (b"<!DOCTYPE html>", InputFormat::Html),
            (b"id,date,text\n1,2018-04-18,Rain.\n", InputFormat::Table),
            (b"Text, words and more\n", InputFormat::Plain),
            (b"", InputFormat::Plain),
        ] {
            assert_eq!(InputFormat::of_content(head), format, "{}", String::from_utf8_lossy(head));
        }
    }
}
