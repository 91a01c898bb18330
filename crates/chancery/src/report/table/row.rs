//! The cells of one row, as RFC 4180 has them: a cell may be enclosed in quotation marks, and then holds separators,
//! ends of lines and doubled quotation marks.
//!
//! Written here and not taken from a library, because the common ones let pass what follows a closing quotation mark,
//! and so make one cell of two rows where a quotation mark is left open.

/// Where in a row the next byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// At the beginning of a cell.
    Start,
    /// In a cell without quotation marks.
    Bare,
    /// Between quotation marks.
    Quoted,
    /// Behind a quotation mark that closes the cell, unless another one follows.
    Closed,
    /// Behind the end of the row.
    End,
}

/// How far a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Whole, unless a last line without an end still goes on.
    Whole,
    /// Between quotation marks: the next line belongs to it.
    Open,
    /// Something follows the quotation mark that closes a cell.
    Damaged,
}

/// A row, taken line by line. All bytes that it looks at are ASCII, so that it can follow text in any charset that keeps
/// ASCII as it is.
pub struct Row {
    separator: u8,
    place: Place,
    damaged: bool,
    cells: Vec<Vec<u8>>,
}

impl Row {
    /// A row without a cell yet.
    pub fn new(separator: u8) -> Self {
        Row { separator, place: Place::Start, damaged: false, cells: vec![Vec::new()] }
    }

    /// Takes the next line, with what ends it.
    pub fn take(&mut self, line: &[u8]) -> State {
        let mut bytes = line.iter().copied().peekable();
        while let Some(byte) = bytes.next() {
            let ends = byte == b'\n' || (byte == b'\r' && bytes.peek().is_none_or(|&next| next == b'\n'));
            self.place = match (self.place, byte) {
                (Place::Start | Place::Closed, b'"') => {
                    if self.place == Place::Closed {
                        self.push(byte);
                    }
                    Place::Quoted
                }
                (Place::Quoted, b'"') => Place::Closed,
                (Place::Quoted, _) => {
                    self.push(byte);
                    Place::Quoted
                }
                (_, _) if ends => Place::End,
                (_, _) if byte == self.separator => {
                    self.cells.push(Vec::new());
                    Place::Start
                }
                (place, _) => {
                    self.damaged |= place == Place::Closed;
                    self.push(byte);
                    Place::Bare
                }
            };
        }
        match self.place {
            _ if self.damaged => State::Damaged,
            Place::Quoted => State::Open,
            _ => State::Whole,
        }
    }

    fn push(&mut self, byte: u8) {
        if let Some(cell) = self.cells.last_mut() {
            cell.push(byte);
        }
    }

    /// The cells, from the first column on. What is no UTF-8 becomes U+FFFD.
    pub fn cells(self) -> Vec<String> {
        self.cells.into_iter().map(|cell| String::from_utf8_lossy(&cell).into_owned()).collect()
    }
}

/// The cells of a text that is one row.
pub fn cells_of(text: &str, separator: u8) -> Vec<String> {
    let mut row = Row::new(separator);
    row.take(text.as_bytes());
    row.cells()
}

/// The cells of one line in which a separator always parts; quotation marks are taken off a cell that they enclose and
/// in which all others are doubled.
pub fn unquoted_cells_of(line: &str, separator: u8) -> Vec<String> {
    let line = line.strip_suffix('\n').unwrap_or(line);
    let line = line.strip_suffix('\r').unwrap_or(line);
    line.split(char::from(separator)).map(without_quotes).collect()
}

fn without_quotes(cell: &str) -> String {
    let inner = cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match inner {
        Some(inner) if !inner.replace("\"\"", "").contains('"') => inner.replace("\"\"", "\""),
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states(lines: &[&str]) -> Vec<State> {
        let mut row = Row::new(b',');
        lines.iter().map(|line| row.take(line.as_bytes())).collect()
    }

    #[test]
    fn cells_are_cut_at_separators_outside_of_quotation_marks() {
        assert_eq!(
            cells_of("a,,\"b,\"\"c\"\"\nd\",5\" gun,\r\n", b','),
            ["a", "", "b,\"c\"\nd", "5\" gun", ""]
        );
        assert_eq!(cells_of("", b','), [""]);
        assert_eq!(cells_of("\"\";\"\"\"\"", b';'), ["", "\""]);
    }

    #[test]
    fn a_row_goes_on_while_a_quotation_mark_is_open() {
        assert_eq!(states(&["1,\"Rain.\n", "Sun.\"\n"]), [State::Open, State::Whole]);
        assert_eq!(states(&["1,\"Rain.\"\"\n", "\"\n"]), [State::Open, State::Whole]);
        assert_eq!(states(&["1,\"Rain."]), [State::Open]);
    }

    #[test]
    fn what_follows_a_closing_quotation_mark_is_damage() {
        assert_eq!(states(&["1,\"He said \"no\" again.\"\n"]), [State::Damaged]);
        assert_eq!(states(&["1,\"open\n", "2,\"open\n"]), [State::Open, State::Damaged]);
    }
}
