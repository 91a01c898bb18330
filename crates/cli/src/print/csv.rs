//! CSV (RFC 4180 with `\n`, UTF-8, no byte order mark): a header line, then one row a line. What is not known is an empty cell, dates
//! are ISO, no cell spans lines, and lists are separated by `; ` with a place kept for what is not known, so that
//! parallel lists split alike.

use chancery::record::Record;

use super::columns::{Cell, Table, one_line};

/// The line with the names of the columns.
pub fn head(table: Table) -> String {
    let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    names.join(",") + "\n"
}

/// The lines of one record.
pub fn rows(table: Table, record: &Record) -> String {
    (table.rows)(record).iter().map(|cells| line(cells)).collect()
}

fn line(cells: &[Cell]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(&one_line(&written(cell)))).collect();
    cells.join(",") + "\n"
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Text(value) | Cell::Date(value) => value.clone().unwrap_or_default(),
        Cell::List(values) if values.iter().all(Option::is_none) => String::new(),
        Cell::List(values) => {
            let values: Vec<&str> = values.iter().map(|value| value.as_deref().unwrap_or_default()).collect();
            values.join("; ")
        }
        Cell::Integer(value) => value.map(|n| n.to_string()).unwrap_or_default(),
        Cell::Number(value) => value.map(|n| n.to_string()).unwrap_or_default(),
    }
}

/// A cell as it stands in a line, quoted where it must be.
pub fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::columns::Rows;
    use crate::print::people::tests::sample;

    #[test]
    fn each_event_is_a_row_with_a_cell_for_each_column() {
        let table = Table::of(Rows::Events).unwrap();
        let rows = rows(table, &sample());
        let columns = head(table).trim_end().split(',').count();
        let first = rows.lines().next().unwrap_or_default();
        assert!(first.starts_with("r1,2018-04-17,"), "{first}");
        assert!(first.contains(",REJECT,"), "{first}");
        let unquoted: String = first.split('"').step_by(2).collect();
        assert_eq!(unquoted.split(',').count(), columns, "{first}");
    }

    #[test]
    fn each_statement_is_a_row_with_what_was_said() {
        let rows = rows(Table::of(Rows::Statements).unwrap(), &sample());
        assert_eq!(
            rows,
            "r1,2018-04-17,The Example,,s1,direct,Ivan Petrov,,,,,,said,\"“It is a trap,”\",50,65\n"
        );
    }

    #[test]
    fn cells_with_commas_and_quotes_are_quoted() {
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(quoted("plain"), "plain");
    }

    #[test]
    fn parallel_lists_keep_a_place_for_what_is_not_known() {
        let list =
            |values: &[Option<&str>]| Cell::List(values.iter().map(|v| v.map(str::to_owned)).collect());
        assert_eq!(written(&list(&[Some("RUS"), None, Some("USA")])), "RUS; ; USA");
        assert_eq!(written(&list(&[None, None])), "");
    }
}
