//! JSONL: one report a line, `{"id", "title", "url", "publisher", "published", "text"}`. Other fields are passed over.

use std::io::BufRead;

use serde::Deserialize;
use serde_json::Value;

use super::decode::decode;
use super::lines::next_line;
use super::published::parse_day;
use super::{Position, Report, ReportError, Taken, Warning, check_text, hash};

/// A file of JSON lines, a report a line.
pub struct JsonLines {
    source: Box<dyn BufRead + Send>,
    line: u64,
}

impl JsonLines {
    /// The reports of `source`, which is UTF-8 or a charset that keeps ASCII as it is.
    pub fn new(source: Box<dyn BufRead + Send>) -> Self {
        JsonLines { source, line: 0 }
    }
}

impl Iterator for JsonLines {
    type Item = (Position, Taken);

    fn next(&mut self) -> Option<Self::Item> {
        let line = next_line(&mut self.source, &mut self.line)?;
        Some((Position::Line(self.line), line.and_then(read_json_line)))
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
fn read_json_line(line: Vec<u8>) -> Taken {
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

    fn read(line: &str) -> Taken {
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

    proptest! {
        #[test]
        fn any_line_gives_a_report_or_an_error(line in ".*") {
            let _ = read(&line);
        }
    }
}
