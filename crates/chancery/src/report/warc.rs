//! Web archives: WARC 0.17 to 1.1 (ISO 28500). Of the records, answers of a server that hold a web page are read, and
//! pages stored as resources; images, redirects, errors and the rest are passed over.
//!
//! The day of the crawl is not the day of publication and is not taken for it. What is not a record is named once, and
//! reading goes on at the next record.

mod http;

use std::io::{self, BufRead, Read};

use super::compressed::Source;
use super::html::read_page;
use super::{MAX_SOURCE_BYTES, Position, ReportError, Taken};
use http::{Fields, page_of_answer};

/// Most bytes of the fields of one record: 64 KiB; crawlers write less than two.
const MAX_FIELD_BYTES: usize = 1 << 16;

/// The pages of a web archive.
pub struct Warc {
    source: Source,
    /// Bytes taken from the source.
    byte: u64,
    /// Records begun.
    number: u64,
}

/// What came of one record.
enum Outcome {
    Page(Taken),
    NoPage,
}

impl Warc {
    /// The pages of `source`.
    pub fn new(source: Source) -> Self {
        Warc { source, byte: 0, number: 0 }
    }
}

impl Iterator for Warc {
    type Item = (Position, Taken);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (byte, begun) = loop {
                let byte = self.byte;
                match self.line() {
                    Ok(line) if line.is_empty() => return None,
                    Ok(line) if line.trim_ascii().is_empty() => {}
                    other => break (byte, other),
                }
            };
            self.number += 1;
            let position = Position::Record { number: self.number, byte };
            let outcome = match begun {
                Ok(line) if is_version(&line) => self.record(),
                Ok(_) => self.find_record().and(Err(ReportError::NoRecord)),
                Err(error) => Err(error),
            };
            match outcome {
                Ok(Outcome::Page(taken)) => return Some((position, taken)),
                Ok(Outcome::NoPage) => {}
                Err(error) => return Some((position, Err(error))),
            }
        }
    }
}

fn is_version(line: &[u8]) -> bool {
    line.starts_with(b"WARC/")
}

impl Warc {
    /// The record behind its version line.
    fn record(&mut self) -> Result<Outcome, ReportError> {
        let fields = self.fields()?;
        let Some(length) = fields.get("content-length").and_then(|text| text.parse::<u64>().ok()) else {
            self.find_record()?;
            return Err(ReportError::NoRecord);
        };
        let kind = fields.get("warc-type").unwrap_or_default().to_ascii_lowercase();
        let media = fields.get("content-type").unwrap_or_default().to_ascii_lowercase();
        let answer = kind == "response" && media.starts_with("application/http");
        let page = kind == "resource" && http::is_page(&media);
        if !answer && !page {
            self.skip(length)?;
            return Ok(Outcome::NoPage);
        }
        if length > MAX_SOURCE_BYTES as u64 {
            self.skip(length)?;
            // Films and archives are that long, and no pages.
            return Ok(Outcome::NoPage);
        }
        let block = self.block(length)?;
        let (body, charset) = if answer {
            match page_of_answer(&block) {
                Ok(Some(page)) => page,
                Ok(None) => return Ok(Outcome::NoPage),
                Err(error) => return Ok(Outcome::Page(Err(error))),
            }
        } else {
            (block, http::charset_of(&media))
        };
        let taken = read_page(body, charset.as_deref()).map(|(mut report, warnings)| {
            let target = fields.get("warc-target-uri").map(|uri| uri.trim_matches(['<', '>']).to_owned());
            report.url = report.url.or(target.filter(|uri| !uri.is_empty()));
            (report, warnings)
        });
        Ok(Outcome::Page(taken))
    }

    /// The fields of a record, up to the empty line behind them.
    fn fields(&mut self) -> Result<Fields, ReportError> {
        let mut text = Vec::new();
        loop {
            let line = self.line()?;
            if line.is_empty() {
                return Err(cut_off());
            }
            if line.trim_ascii().is_empty() {
                return Ok(Fields::of(&text));
            }
            if text.len() + line.len() > MAX_FIELD_BYTES {
                self.find_record()?;
                return Err(ReportError::NoRecord);
            }
            text.extend(line);
        }
    }

    /// The next line with what ends it, empty at the end of the source; of a line longer than [`MAX_FIELD_BYTES`], a
    /// part of that length.
    fn line(&mut self) -> Result<Vec<u8>, ReportError> {
        let mut line = Vec::new();
        let taken = (&mut self.source).take(MAX_FIELD_BYTES as u64).read_until(b'\n', &mut line)?;
        self.byte += taken as u64;
        Ok(line)
    }

    /// Passes over all lines before the next version line.
    fn find_record(&mut self) -> Result<(), ReportError> {
        let mut begins = true;
        loop {
            // Only what is sure to be no version line is taken.
            let head = self.source.fill_buf()?;
            let marks = &b"WARC/"[..head.len().min(5)];
            if head.is_empty() || (begins && head.starts_with(marks)) {
                return Ok(());
            }
            begins = self.line()?.ends_with(b"\n");
        }
    }

    fn skip(&mut self, length: u64) -> Result<(), ReportError> {
        let skipped = io::copy(&mut (&mut self.source).take(length), &mut io::sink())?;
        self.byte += skipped;
        if skipped < length { Err(cut_off()) } else { Ok(()) }
    }

    fn block(&mut self, length: u64) -> Result<Vec<u8>, ReportError> {
        let mut block = Vec::new();
        let taken = (&mut self.source).take(length).read_to_end(&mut block)? as u64;
        self.byte += taken;
        if taken < length { Err(cut_off()) } else { Ok(block) }
    }
}

/// An archive that ends inside of a record.
fn cut_off() -> ReportError {
    let message = "the archive is cut off in this record; the records before it are read, fetch the file again for the rest";
    io::Error::new(io::ErrorKind::UnexpectedEof, message).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Report;
    use proptest::prelude::*;

    fn record(kind: &str, media: &str, block: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <https://e.org/{}>\r\nContent-Type: {media}\r\n\
             Content-Length: {}\r\n\r\n",
            block.len(),
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    fn answer(head: &str, body: &[u8]) -> Vec<u8> {
        record(
            "response",
            "application/http; msgtype=response",
            &[head.as_bytes(), b"\r\n\r\n", body].concat(),
        )
    }

    fn read(archive: Vec<u8>) -> Vec<(Position, Result<Report, String>)> {
        Warc::new(Box::new(io::Cursor::new(archive)))
            .map(|(position, taken)| (position, taken.map(|t| t.0).map_err(|error| error.to_string())))
            .take(50)
            .collect()
    }

    const OK: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-2";

    #[test]
    fn pages_are_read_and_the_rest_is_passed_over() {
        let first = record("warcinfo", "application/warc-fields", b"software: x\r\n");
        let second = answer(OK, b"<p>Prezident \xB9el.</p>");
        let archive = [
            first.clone(),
            second.clone(),
            answer("HTTP/1.1 404 Not Found\r\nContent-Type: text/html", b"<p>Nothing here.</p>"),
            answer("HTTP/1.1 200 OK\r\nContent-Type: image/png", b"\x89PNG"),
            record("request", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
            record("resource", "text/html", b"<link rel=canonical href='https://c.org/x'><p>Rain.</p>"),
        ];
        let found = read(archive.concat());
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0].0, Position::Record { number: 2, byte: first.len() as u64 });
        let report = found[0].1.as_ref().unwrap();
        assert_eq!(report.text, "Prezident šel.");
        assert!(report.url.as_ref().is_some_and(|url| url.starts_with("https://e.org/")), "{report:?}");
        assert_eq!(report.published, None);
        let report = found[1].1.as_ref().unwrap();
        assert_eq!((report.text.as_str(), report.url.as_deref()), ("Rain.", Some("https://c.org/x")));
    }

    #[test]
    fn what_is_no_record_is_named_and_the_next_one_read() {
        let page = answer(OK, b"<p>Rain.</p>");
        let found =
            read([b"garbage\r\nmore\r\n".to_vec(), page.clone(), b"\0\0\n\n".to_vec(), page].concat());
        let texts: Vec<_> = found.iter().map(|(_, r)| r.as_ref().map(|r| r.text.as_str())).collect();
        assert_eq!(texts[1], Ok("Rain."));
        assert_eq!(texts[3], Ok("Rain."));
        assert!(texts[0].is_err() && texts[2].is_err() && texts.len() == 4, "{texts:?}");
        assert_eq!(found[0].0, Position::Record { number: 1, byte: 0 });
    }

    #[test]
    fn an_archive_that_is_cut_off_keeps_what_was_read() {
        let mut archive = [answer(OK, b"<p>Rain.</p>"), answer(OK, b"<p>Sun.</p>")].concat();
        archive.truncate(archive.len() - 8);
        let found = read(archive);
        assert_eq!(found[0].1.as_ref().map(|r| r.text.as_str()), Ok("Rain."));
        assert!(
            found[1].1.as_ref().is_err_and(|e| e.contains("the archive is cut off in this record")),
            "{found:?}"
        );
    }

    proptest! {
        #[test]
        fn any_archive_gives_pages_or_errors(
            parts in proptest::collection::vec("(WARC/1\\.0\r\n|WARC-Type: response\r\n|Content-Length: [0-9]{1,20}\r\n|\
                Content-Type: application/http\r\n|HTTP/1\\.1 200 OK\r\n|\r\n|[a-z<>]{0,9}\r\n?)", 0..30),
        ) {
            read(parts.concat().into_bytes());
        }
    }
}
