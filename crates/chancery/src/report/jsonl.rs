//! JSONL: one report a line, `{"id", "title", "url", "publisher", "published", "text"}`. Other fields are passed over.

use std::io::{self, BufRead};

use serde::Deserialize;
use serde_json::Value;

use super::decode::decode;
use super::published::parse_day;
use super::{MAX_SOURCE_BYTES, Report, ReportError, Warning, check_text, hash};

/// The next line of `source` that is not empty: its number, counted on from `number`, and its bytes; `None` at the end.
/// A line of more than [`MAX_SOURCE_BYTES`] is passed over to its end and is an error.
#[allow(clippy::type_complexity)]
pub fn next_line(source: &mut dyn BufRead, number: &mut usize) -> Option<Result<Vec<u8>, ReportError>> {
    loop {
        *number += 1;
        match read_line(source) {
            Ok(None) => return None,
            Ok(Some((line, true))) => {
                if !line.trim_ascii().is_empty() {
                    return Some(Ok(line));
                }
            }
            Ok(Some((_, false))) => return Some(Err(ReportError::TooLong { limit: MAX_SOURCE_BYTES })),
            Err(error) => return Some(Err(error.into())),
        }
    }
}

/// One line with what ends it, and whether all of it was kept.
fn read_line(source: &mut dyn BufRead) -> io::Result<Option<(Vec<u8>, bool)>> {
    let (mut line, mut whole, mut any) = (Vec::new(), true, false);
    loop {
        let chunk = match source.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() {
            return Ok(any.then_some((line, whole)));
        }
        any = true;
        let end = chunk.iter().position(|&b| b == b'\n');
        let used = end.map_or(chunk.len(), |i| i + 1);
        if line.len() + used > MAX_SOURCE_BYTES {
            whole = false;
            line = Vec::new();
        }
        if whole {
            line.extend_from_slice(&chunk[..used]);
        }
        source.consume(used);
        if end.is_some() {
            return Ok(Some((line, whole)));
        }
    }
}

/// What is used of a line.
#[derive(Deserialize)]
struct Fields {
    id: Option<Value>,
    title: Option<Value>,
    url: Option<Value>,
    publisher: Option<Value>,
    published: Option<Value>,
    text: Option<Value>,
}

/// The report of one line.
pub fn read_json_line(line: Vec<u8>) -> Result<(Report, Vec<Warning>), ReportError> {
    let (line, warning) = decode(line, None)?;
    let mut warnings: Vec<Warning> = warning.into_iter().collect();
    let fields: Fields = serde_json::from_str(line.trim_end()).map_err(|error| {
        let reason = error.to_string();
        let end = reason.find(" at line ").unwrap_or(reason.len());
        ReportError::Json(format!("{} (column {})", &reason[..end], error.column()))
    })?;
    let Some(text) = string("text", fields.text)? else {
        return Err(ReportError::Field { field: "text", problem: "is missing" });
    };
    check_text(&text)?;
    let published = match fields.published {
        None | Some(Value::Null) => None,
        Some(Value::String(given)) => {
            let day = parse_day(&given);
            if day.is_none() && !given.trim().is_empty() {
                warnings.push(Warning::Published(given));
            }
            day
        }
        Some(other) => {
            warnings.push(Warning::Published(other.to_string()));
            None
        }
    };
    let id = match fields.id {
        Some(Value::Number(number)) => Some(number.to_string()),
        other => string("id", other)?,
    };
    let report = Report {
        id: id.unwrap_or_else(|| hash(&text)),
        title: string("title", fields.title)?,
        url: string("url", fields.url)?,
        publisher: string("publisher", fields.publisher)?,
        published,
        text,
    };
    Ok((report, warnings))
}

/// A field that is a string with something in it.
fn string(field: &'static str, value: Option<Value>) -> Result<Option<String>, ReportError> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.is_empty() && field != "text" => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(ReportError::Field { field, problem: "is not a string" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn read(line: &str) -> Result<(Report, Vec<Warning>), ReportError> {
        read_json_line(line.as_bytes().to_vec())
    }

    #[test]
    fn takes_its_fields_and_passes_over_others() {
        let line = r#"{"id":7,"title":"T","url":null,"publisher":"","published":"2018-04-18T01:00:00Z","text":"Rain.","x":[1]}"#;
        let (report, warnings) = read(line).unwrap();
        assert_eq!(report.id, "7");
        assert_eq!(report.title.as_deref(), Some("T"));
        assert_eq!((report.url, report.publisher), (None, None));
        assert_eq!(report.published, Some(date(2018, 4, 18)));
        assert!(warnings.is_empty());
        assert_eq!(read(r#"{"text":"Rain."}"#).unwrap().0.id, hash("Rain."));
    }

    #[test]
    fn says_what_is_wrong_with_a_line() {
        let message = |line: &str| read(line).unwrap_err().to_string();
        assert_eq!(message(r#"{"id":"a"}"#), "field \"text\" is missing");
        assert_eq!(message(r#"{"text":["a"]}"#), "field \"text\" is not a string");
        assert_eq!(message(r#"{"text":""}"#), "empty");
        assert!(
            message("{\"text\":\"a").starts_with("not a JSON object: EOF"),
            "{}",
            message("{\"text\":\"a")
        );
        assert!(message("[]").starts_with("not a JSON object"));
        assert!(message(&"[".repeat(100_000)).starts_with("not a JSON object"));
    }

    #[test]
    fn a_date_that_cannot_be_read_is_left_out_with_a_warning() {
        let (report, warnings) = read(r#"{"text":"Rain.","published":"last week"}"#).unwrap();
        assert_eq!(report.published, None);
        assert_eq!(warnings, [Warning::Published("last week".to_owned())]);
    }

    #[test]
    fn lines_are_counted_with_the_empty_ones() {
        let mut source: &[u8] = b"one\n\n  \r\nfour";
        let mut number = 0;
        assert_eq!(next_line(&mut source, &mut number).unwrap().unwrap(), b"one\n");
        assert_eq!(number, 1);
        assert_eq!(next_line(&mut source, &mut number).unwrap().unwrap(), b"four");
        assert_eq!(number, 4);
        assert!(next_line(&mut source, &mut number).is_none());
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let mut bytes = vec![b'x'; MAX_SOURCE_BYTES + 10];
        bytes.extend(b"\nnext\n");
        let (mut source, mut number) = (&bytes[..], 0);
        assert!(matches!(next_line(&mut source, &mut number), Some(Err(ReportError::TooLong { .. }))));
        assert_eq!(next_line(&mut source, &mut number).unwrap().unwrap(), b"next\n");
    }

    proptest! {
        #[test]
        fn any_line_gives_a_report_or_an_error(line in ".*") {
            let _ = read(&line);
        }
    }
}
