//! Tables for people, fitted to a width.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Heading {
    name: &'static str,
    /// Columns it is not narrowed below.
    least: usize,
    right: bool,
}

/// A column of words, never narrower than `least`.
pub const fn words(name: &'static str, least: usize) -> Heading {
    Heading { name, least, right: false }
}

/// A column of numbers, never narrowed.
pub const fn numbers(name: &'static str) -> Heading {
    Heading { name, least: usize::MAX, right: true }
}

/// A column of codes or days, never narrowed.
pub const fn codes(name: &'static str) -> Heading {
    Heading { name, least: usize::MAX, right: false }
}

/// Between two columns.
const GAP: &str = "  ";

/// The table, a line a row, without columns that are empty, at most `width` columns wide if its least widths allow it: the widest column is narrowed first. What
/// does not fit ends in "…".
pub fn table(headings: &[Heading], rows: &[Vec<String>], width: usize) -> String {
    let filled: Vec<usize> = (0..headings.len())
        .filter(|&i| rows.iter().any(|row| row.get(i).is_some_and(|cell| !cell.is_empty())))
        .collect();
    let headings: Vec<Heading> = filled.iter().map(|&i| headings[i]).collect();
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| filled.iter().filter_map(|&i| row.get(i).cloned()).collect()).collect();
    let natural = |i: usize| {
        let cells = rows.iter().filter_map(|row| row.get(i)).map(|cell| cell.width());
        cells.chain([headings[i].name.width()]).max().unwrap_or(0)
    };
    let mut widths: Vec<usize> = (0..headings.len()).map(natural).collect();
    let gaps = GAP.len() * headings.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > width {
        let widest = (0..widths.len()).filter(|&i| widths[i] > headings[i].least).max_by_key(|&i| widths[i]);
        let Some(widest) = widest else { break };
        widths[widest] -= 1;
    }
    let head = headings.iter().map(|heading| heading.name.to_owned()).collect();
    let lines = std::iter::once(&head).chain(&rows).map(|row: &Vec<String>| {
        let cells: Vec<String> = row
            .iter()
            .zip(&headings)
            .zip(&widths)
            .map(|((cell, heading), &width)| {
                let cell = cut(cell, width);
                let space = " ".repeat(width - cell.width());
                if heading.right { space + &cell } else { cell + &space }
            })
            .collect();
        cells.join(GAP).trim_end().to_owned() + "\n"
    });
    lines.collect()
}

/// A report's id for a table: of a hash, which only a program reads whole, the beginning. `chancery show` takes it.
pub fn short_id(id: &str) -> &str {
    const LETTERS: usize = 12;
    let hash = id.len() == 64 && id.bytes().all(|b| b.is_ascii_hexdigit());
    if hash { &id[..LETTERS] } else { id }
}

/// `text` in at most `width` columns.
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    if width > 0 { out + "…" } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_column_gives_way() {
        let rows = vec![
            ["2018-04-17", "the government of a very large country", "", "7"].map(str::to_owned).to_vec(),
            ["2018-04-18", "police", "", "12"].map(str::to_owned).to_vec(),
        ];
        assert_eq!(
            table(&[codes("day"), words("who", 6), words("whom", 6), numbers("n")], &rows, 30),
            "day         who              n\n2018-04-17  the governmen…   7\n2018-04-18  police          12\n"
        );
    }

    #[test]
    fn wide_letters_are_cut_by_columns() {
        assert_eq!(cut("東京都知事", 7), "東京都…");
        assert_eq!(cut("plain", 5), "plain");
        assert_eq!(cut("plain", 0), "");
    }
}
