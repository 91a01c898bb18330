//! The table of judged rows.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::{Context, ensure};

/// One row that was or is to be judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Id of the report.
    pub report: String,
    /// Where the trigger begins, in code points of the report's text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// PLOVER event type.
    pub event_type: String,
    /// `right`, `incomplete` (right but for a side that the report names and the row lacks) or `wrong`; empty: not judged.
    pub verdict: String,
    /// What is wrong with it: `event`, `actor`, `recipient`, `country`, `status`, …
    pub wrong: String,
    /// What the reader knew of the row, by clue.
    pub clues: BTreeMap<String, f64>,
}

impl Eq for Row {}

impl PartialOrd for Row {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Row {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |row: &Self| (row.report.clone(), row.start, row.end, row.event_type.clone());
        key(self).cmp(&key(other))
    }
}

impl Row {
    /// Whether the row is right in full.
    pub fn is_right(&self) -> bool {
        self.verdict == "right"
    }
}

const HEADER: &str = "report\tstart\tend\ttype\tverdict\twrong\tclues";

/// Writes the table.
pub fn write(mut out: impl Write, rows: &[Row]) -> anyhow::Result<()> {
    writeln!(out, "{HEADER}")?;
    for row in rows {
        let clues: Vec<String> =
            row.clues.iter().map(|(clue, amount)| format!("{clue}={amount:.3}")).collect();
        writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}\t{}\t{}",
            row.report,
            row.start,
            row.end,
            row.event_type,
            row.verdict,
            row.wrong,
            clues.join("|")
        )?;
    }
    Ok(())
}

/// Reads the table; lines that begin with `#` are remarks.
///
/// # Errors
/// Lines of another shape, verdicts of another name.
pub fn read(text: &str) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && *line != HEADER) {
        let at = || format!("line {}", i + 1);
        let cells: Vec<&str> = line.split('\t').collect();
        let [report, start, end, event_type, verdict, wrong, clues] = cells[..] else {
            anyhow::bail!("{}: {} cells, not 7", at(), cells.len());
        };
        ensure!(
            matches!(verdict, "" | "right" | "incomplete" | "wrong"),
            "{}: {verdict:?} is no verdict; expected right, incomplete or wrong",
            at()
        );
        let mut amounts = BTreeMap::new();
        for clue in clues.split('|').filter(|clue| !clue.is_empty()) {
            let (name, amount) = clue.split_once('=').with_context(at)?;
            amounts.insert(name.to_owned(), amount.parse().with_context(at)?);
        }
        rows.push(Row {
            report: report.to_owned(),
            start: start.parse().with_context(at)?,
            end: end.parse().with_context(at)?,
            event_type: event_type.to_owned(),
            verdict: verdict.to_owned(),
            wrong: wrong.to_owned(),
            clues: amounts,
        });
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let row = Row {
            report: "r-1".to_owned(),
            start: 3,
            end: 9,
            event_type: "PROTEST".to_owned(),
            verdict: "wrong".to_owned(),
            wrong: "actor".to_owned(),
            clues: BTreeMap::from([("noun".to_owned(), 1.0), ("distance".to_owned(), 0.125)]),
        };
        let mut out = Vec::new();
        write(&mut out, std::slice::from_ref(&row)).unwrap();
        assert_eq!(read(&String::from_utf8(out).unwrap()).unwrap(), [row]);
    }

    #[test]
    fn an_unknown_verdict_names_its_line() {
        let error = read("r\t1\t2\tAID\tmaybe\t\tnoun=1\n").unwrap_err().to_string();
        assert!(error.contains("line 1") && error.contains("maybe"), "{error}");
    }
}
