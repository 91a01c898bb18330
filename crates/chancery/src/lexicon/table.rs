//! Tab-separated data files: `#` comments, one header line, cells by name, lists in a cell separated by `|`.

use super::LexiconError;

/// A parsed table. Cells keep their place for error messages.
#[derive(Debug)]
pub struct Table<'a> {
    file: String,
    header: Vec<&'a str>,
    rows: Vec<(usize, Vec<&'a str>)>,
}

/// One line of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a, 't> {
    table: &'t Table<'a>,
    index: usize,
}

impl<'a> Table<'a> {
    /// Parses `bytes`, whose header must hold all of `columns` (in any order, others are ignored).
    ///
    /// # Errors
    /// Not UTF-8, no header, a missing column, or a line with too many cells. Lines may end early.
    pub fn parse(file: &str, bytes: &'a [u8], columns: &[&str]) -> Result<Self, LexiconError> {
        let fail = |line: usize, column: usize, reason: String| LexiconError {
            file: file.to_owned(),
            line,
            column,
            reason,
        };
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let line = bytes[..error.valid_up_to()].iter().filter(|&&b| b == b'\n').count() + 1;
            fail(line, 1, "not UTF-8".to_owned())
        })?;
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(i, line)| (i + 1, line))
            .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
        let Some((number, first)) = lines.next() else {
            return Err(fail(1, 1, format!("no header line; expected {}", columns.join(", "))));
        };
        let header: Vec<&str> = first.split('\t').map(str::trim).collect();
        if let Some(missing) = columns.iter().find(|c| !header.contains(c)) {
            return Err(fail(number, 1, format!("no column {missing:?}; expected {}", columns.join(", "))));
        }
        let mut rows = Vec::new();
        for (number, line) in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            if cells.len() > header.len() {
                let column = cells[..header.len()].iter().map(|c| c.chars().count() + 1).sum::<usize>() + 1;
                return Err(fail(number, column, format!("{} cells, not {}", cells.len(), header.len())));
            }
            rows.push((number, cells));
        }
        Ok(Table { file: file.to_owned(), header, rows })
    }

    /// Whether there is a column of that name.
    #[must_use]
    pub fn has_column(&self, name: &str) -> bool {
        self.header.contains(&name)
    }

    /// All lines, in order.
    pub fn rows<'t>(&'t self) -> impl Iterator<Item = Row<'a, 't>> {
        (0..self.rows.len()).map(move |index| Row { table: self, index })
    }
}

impl<'a> Row<'a, '_> {
    /// The line number, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.table.rows[self.index].0
    }

    /// The trimmed cell of that column; empty when the line ends early or there is no such column.
    #[must_use]
    pub fn cell(&self, column: &str) -> &'a str {
        let Some(i) = self.table.header.iter().position(|h| *h == column) else { return "" };
        self.table.rows[self.index].1.get(i).copied().unwrap_or("").trim()
    }

    /// The cell as a list: `a|b|c`, without empty items.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'a str> {
        self.cell(column).split('|').map(str::trim).filter(|item| !item.is_empty())
    }

    /// The cell parsed, or `None` when it is empty.
    ///
    /// # Errors
    /// Where the cell is not empty and does not parse.
    pub fn parse<T>(&self, column: &str) -> Result<Option<T>, LexiconError>
    where
        T: std::str::FromStr,
        T::Err: std::fmt::Display,
    {
        match self.cell(column) {
            "" => Ok(None),
            cell => cell.parse().map(Some).map_err(|error| self.error(column, format!("{error}"))),
        }
    }

    /// A mistake in this cell.
    #[must_use]
    pub fn error(&self, column: &str, reason: impl Into<String>) -> LexiconError {
        let (line, cells) = &self.table.rows[self.index];
        let i = self.table.header.iter().position(|h| *h == column).unwrap_or(0);
        let before = cells.iter().take(i).map(|cell| cell.chars().count() + 1).sum::<usize>();
        LexiconError { file: self.table.file.clone(), line: *line, column: before + 1, reason: reason.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_cells_by_name_and_lists() {
        let table = Table::parse("x.tsv", b"# note\nname\taliases\nA\tb| c\nD\n", &["name"]).unwrap();
        let rows: Vec<_> = table.rows().collect();
        assert_eq!(rows[0].list("aliases").collect::<Vec<_>>(), ["b", "c"]);
        assert_eq!(rows[1].cell("aliases"), "");
        assert_eq!(rows[1].line(), 4);
    }

    #[test]
    fn a_mistake_names_file_line_and_column() {
        let table = Table::parse("x.tsv", "name\tsince\nÉva\t19x\n".as_bytes(), &["name"]).unwrap();
        let error = table.rows().next().unwrap().parse::<u16>("since").unwrap_err();
        assert!(error.to_string().starts_with("x.tsv:2:5: "), "{error}");
        let error = Table::parse("x.tsv", b"name\nA\tB\n", &["name"]).unwrap_err();
        assert_eq!(error.to_string(), "x.tsv:2:3: 2 cells, not 1");
        let error = Table::parse("x.tsv", b"name\n", &["code"]).unwrap_err();
        assert!(error.reason.contains("\"code\""));
    }
}
