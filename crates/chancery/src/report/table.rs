//! Tables: CSV as RFC 4180 and spreadsheets write it, and tab-separated values. The first line names the columns, every
//! row is a report.
//!
//! A quotation mark that is never closed would make the rest of a table one cell. So a row that is wrong and takes more
//! than one line costs its first line only: reading goes on at the line after it.

mod columns;

mod row;

use std::collections::VecDeque;

use super::compressed::Source;
use super::decode::decode;
use super::lines::read_line;
use super::published::parse_day;
use super::{MAX_SOURCE_BYTES, Position, Report, ReportError, Taken, Warning, check_text, hash};
use columns::{Columns, Header};
use row::{Row, State, cells_of, unquoted_cells_of};

pub use columns::looks_like_table;

/// The rows of a table, a report each.
pub struct Table {
    lines: Lines,
    header: Option<Header>,
    /// The first line names no columns that could be used.
    ended: bool,
}

impl Table {
    /// The reports of `source`, which is UTF-8 or a charset that keeps ASCII as it is.
    pub fn new(source: Source) -> Self {
        Table { lines: Lines { source, again: VecDeque::new(), last: 0 }, header: None, ended: false }
    }
}

impl Iterator for Table {
    type Item = (Position, Taken);

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let (line, taken) = match &self.header {
            Some(header) => self.lines.next_row(header)?,
            None => {
                let (line, header) = self.lines.header();
                match header {
                    Ok(header) => self.lines.next_row(self.header.insert(header))?,
                    Err(error) => {
                        self.ended = true;
                        (line, Err(error))
                    }
                }
            }
        };
        Some((Position::Line(line), taken))
    }
}

/// A line with its number.
type Line = (u64, Vec<u8>);

/// Lines that can be given back.
struct Lines {
    source: Source,
    /// Given back, to be read before the source.
    again: VecDeque<Line>,
    /// Number of the last line that came from the source.
    last: u64,
}

impl Lines {
    /// The next line; `None` at the end.
    fn next(&mut self) -> Result<Option<Line>, ReportError> {
        if let Some(line) = self.again.pop_front() {
            return Ok(Some(line));
        }
        self.last += 1;
        match read_line(&mut self.source)? {
            None => Ok(None),
            Some((line, true)) => Ok(Some((self.last, line))),
            Some((_, false)) => Err(ReportError::TooLong { limit: MAX_SOURCE_BYTES }),
        }
    }

    /// Number of the line that comes next.
    fn upcoming(&self) -> u64 {
        self.again.front().map_or(self.last + 1, |(number, _)| *number)
    }

    /// The first line that is not empty, as column names.
    fn header(&mut self) -> (u64, Result<Header, ReportError>) {
        loop {
            let number = self.upcoming();
            match self.next() {
                Ok(Some((_, line))) if line.trim_ascii().is_empty() => {}
                Ok(Some((_, line))) => {
                    let header = decode(line, None).and_then(|(text, _)| Header::of(&text));
                    return (number, header);
                }
                Ok(None) => return (number, Err(ReportError::Empty)),
                Err(error) => return (number, Err(error)),
            }
        }
    }

    /// The next row as a report, with the number of its first line.
    fn next_row(&mut self, header: &Header) -> Option<(u64, Taken)> {
        loop {
            let number = self.upcoming();
            let first = match self.next() {
                Ok(None) => return None,
                Ok(Some((_, line))) if line.trim_ascii().is_empty() => continue,
                Ok(Some((_, line))) => line,
                Err(error) => return Some((number, Err(error))),
            };
            return Some((number, self.row(header, first)));
        }
    }

    /// The row that begins with the line `first`: as many lines as its quotation marks hold together.
    fn row(&mut self, header: &Header, first: Vec<u8>) -> Taken {
        // Tab-separated values are often written without quoting: a line that has all cells is a row, unless quotation
        // marks make a better one.
        let mut bare = None;
        if header.separator == b'\t' {
            let (text, warning) = decode(first.clone(), None)?;
            let cells = unquoted_cells_of(&text, b'\t');
            if cells.len() == header.width {
                if !cells.iter().any(|cell| cell.starts_with('"')) {
                    return report(header, &cells, warning);
                }
                bare = Some((cells, warning));
            }
        }
        let mut row = Row::new(header.separator);
        let mut state = row.take(&first);
        let (mut whole, mut rest) = (first, Vec::<Line>::new());
        while state == State::Open {
            // What cannot be read ends the table, and its lines so far are no whole row.
            let Some((at, line)) = self.next()? else { break };
            let fits = whole.len() + line.len() <= MAX_SOURCE_BYTES;
            if fits {
                state = row.take(&line);
                whole.extend_from_slice(&line);
            }
            rest.push((at, line));
            if !fits {
                break;
            }
        }
        let taken = match state {
            State::Open => Err(ReportError::OpenQuote),
            State::Damaged => Err(ReportError::LooseQuote),
            State::Whole => decode(whole, None)
                .and_then(|(text, warning)| report(header, &cells_of(&text, header.separator), warning)),
        };
        if !matches!(taken, Err(ReportError::OpenQuote | ReportError::LooseQuote | ReportError::Cells { .. }))
        {
            return taken;
        }
        for line in rest.into_iter().rev() {
            self.again.push_front(line);
        }
        match bare {
            Some((cells, warning)) => report(header, &cells, warning),
            None => taken,
        }
    }
}

/// The report of a row.
fn report(header: &Header, cells: &[String], warning: Option<Warning>) -> Taken {
    if cells.len() != header.width {
        return Err(ReportError::Cells { found: cells.len(), expected: header.width });
    }
    let mut warnings: Vec<Warning> = warning.into_iter().collect();
    let Columns { text, id, title, url, publisher, published } = header.columns;
    let cell = |column: Option<usize>| cells.get(column?).map(String::as_str);
    let text = cell(Some(text)).unwrap_or_default().to_owned();
    check_text(&text)?;
    let filled = |column| cell(column).map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned);
    let given = filled(published);
    let day = given.as_deref().and_then(parse_day);
    if let (None, Some(given)) = (day, given) {
        warnings.push(Warning::Published(given));
    }
    let report = Report {
        id: filled(id).unwrap_or_else(|| hash(&text)),
        title: filled(title),
        url: filled(url),
        publisher: filled(publisher),
        published: day,
        text,
    };
    Ok((report, warnings))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn read(table: impl Into<Vec<u8>>) -> Vec<(u64, Result<Report, String>)> {
        Table::new(Box::new(std::io::Cursor::new(table.into())))
            .take(10_000)
            .map(|(position, taken)| {
                let Position::Line(line) = position else { panic!("{position:?}") };
                (line, taken.map(|(report, _)| report).map_err(|error| error.to_string()))
            })
            .collect()
    }

    fn texts(table: &str) -> Vec<(u64, String)> {
        read(table).into_iter().map(|(line, taken)| (line, taken.map_or_else(|e| e, |r| r.text))).collect()
    }

    #[test]
    fn columns_are_found_by_name_in_any_order() {
        let table = "\u{feff}Date;Outlet;Headline;Body;URL;Article ID;Section\r\n\
            2018-04-18;The Example;Rain;\"It rained;\r\n\"\"hard\"\", they said.\";https://e.org/1;7;World\r\n\r\n\
            ;;;Sun.;;;\r\n";
        let found = read(table);
        assert_eq!(found.len(), 2, "{found:?}");
        let (line, report) = (found[0].0, found[0].1.as_ref().unwrap());
        assert_eq!((line, report.id.as_str()), (2, "7"));
        assert_eq!(report.text, "It rained;\r\n\"hard\", they said.");
        assert_eq!(report.title.as_deref(), Some("Rain"));
        assert_eq!(report.publisher.as_deref(), Some("The Example"));
        assert_eq!(report.url.as_deref(), Some("https://e.org/1"));
        assert_eq!(report.published, Some(date(2018, 4, 18)));
        let (line, report) = (found[1].0, found[1].1.as_ref().unwrap());
        assert_eq!((line, report.id.clone()), (5, hash("Sun.")));
        assert_eq!((&report.title, report.published), (&None, None));
    }

    #[test]
    fn a_table_without_a_text_column_says_what_it_has() {
        let found = texts("id,words\n1,Rain.\n");
        let expected = "no column named \"text\" (or body, content, article, maintext, full_text), only: id, words; \
            name the columns in the first line";
        assert_eq!(found, [(1, expected.to_owned())]);
        assert_eq!(texts("text,Text\na,b\n"), [(1, "more than one column named \"text\"".to_owned())]);
    }

    #[test]
    fn an_open_quotation_mark_costs_its_own_line() {
        let table = "id,text\n1,\"Rain.\n2,Sun.\n3,Wind.\n";
        let open = ReportError::OpenQuote.to_string();
        assert_eq!(texts(table), [(2, open), (3, "Sun.".to_owned()), (4, "Wind.".to_owned())]);
        // The next quotation mark seems to close it.
        let table = "id,text\n1,\"Rain.\n2,\"Sun, too.\"\n3,Wind.\n";
        let found = texts(table);
        assert_eq!(found[0], (2, ReportError::LooseQuote.to_string()));
        assert_eq!(found[1..], [(3, "Sun, too.".to_owned()), (4, "Wind.".to_owned())]);
    }

    #[test]
    fn a_row_with_other_cells_than_the_table_is_named() {
        let found = texts("id,text\n1,Rain, and sun.\n2\n3,Wind.\n");
        assert_eq!(found[0], (2, "3 cells, the first line has 2".to_owned()));
        assert_eq!(found[1], (3, "1 cells, the first line has 2".to_owned()));
        assert_eq!(found[2], (4, "Wind.".to_owned()));
    }

    #[test]
    fn tabs_need_no_quoting_and_may_have_it() {
        let table =
            "id\ttext\n1\t\"Never,\" she said.\n2\t\"He said \"\"no\"\".\"\n3\t\"Rain.\nSun.\"\n4\tWind.\n";
        let texts: Vec<String> = texts(table).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["\"Never,\" she said.", "He said \"no\".", "Rain.\nSun.", "Wind."]);
    }

    #[test]
    fn other_charsets_are_decoded_row_by_row() {
        let found = read(&b"id,text\n1,The caf\xE9 talks failed.\n2,Rain.\n"[..]);
        assert_eq!(found[0].1.as_ref().unwrap().text, "The café talks failed.");
        assert_eq!(found[1].1.as_ref().unwrap().text, "Rain.");
    }

    #[test]
    fn many_open_quotation_marks_take_no_more_than_their_lines() {
        let rows: String = (0..3000).map(|i| format!("{i},\"open\n")).collect();
        let found = read(format!("id,text\n{rows}"));
        assert_eq!(found.len(), 3000);
    }

    proptest! {
        #[test]
        fn any_table_gives_rows_or_errors(body in "([a-z\",;\t\n\r]{0,4}){0,40}") {
            let lines = body.matches('\n').count() as u64 + 2;
            for (line, _) in read(format!("id,text\n{body}")) {
                prop_assert!((1..=lines).contains(&line));
            }
            read(body);
        }

        #[test]
        fn what_is_quoted_is_read_as_it_was(cells in proptest::collection::vec("[a-z\",\n\t ]{0,12}", 1..6)) {
            let rows: String =
                cells.iter().map(|c| format!("x,\"{}\"\n", format!("Rain {c}").replace('"', "\"\""))).collect();
            let found: Vec<String> = read(format!("id,text\n{rows}")).into_iter().map(|(_, r)| r.unwrap().text).collect();
            let expected: Vec<String> = cells.iter().map(|c| format!("Rain {c}")).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
