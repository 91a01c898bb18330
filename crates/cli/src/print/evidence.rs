//! A record's text with its evidence marked, wrapped to a width.

use chancery::record::{Offsets, Record};
use unicode_width::UnicodeWidthChar;

/// What a marked piece of text shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// The words that report the event or the speaking.
    Trigger,
    /// Who acts or speaks.
    Who,
    /// To whom it is done or said.
    Whom,
    /// Where and when.
    Setting,
    /// What is said.
    Content,
}

impl Mark {
    /// The sign under each marked column, where there is no colour.
    fn sign(self) -> char {
        match self {
            Mark::Trigger => '^',
            Mark::Who => '=',
            Mark::Whom => '-',
            Mark::Setting => '~',
            Mark::Content => '.',
        }
    }

    /// The ANSI style.
    pub fn style(self) -> &'static str {
        match self {
            Mark::Trigger => "\x1b[1;4;31m",
            Mark::Who => "\x1b[32m",
            Mark::Whom => "\x1b[33m",
            Mark::Setting => "\x1b[36m",
            Mark::Content => "\x1b[3m",
        }
    }
}

/// The text of a record, cut by its offsets in code points.
pub struct Evidence<'a> {
    text: &'a str,
    /// Byte offset of each code point and the end; empty for ASCII.
    starts: Vec<usize>,
}

impl<'a> Evidence<'a> {
    /// The text of that record.
    pub fn of(record: &'a Record) -> Self {
        let text = record.text.as_str();
        let starts = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(i, _)| i).chain([text.len()]).collect()
        };
        Evidence { text, starts }
    }

    /// The words at these offsets.
    pub fn slice(&self, [start, end]: Offsets) -> &'a str {
        let at = |i: usize| if self.starts.is_empty() { Some(i) } else { self.starts.get(i).copied() };
        at(start).zip(at(end)).and_then(|(start, end)| self.text.get(start..end)).unwrap_or("")
    }

    /// The text at `span`, wrapped into lines of at most `width` columns after an indent, with its marks: styled, or as a
    /// line of signs under each line that has any. Where marks overlap, the first of `marks` wins.
    pub fn marked(&self, span: Offsets, marks: &[(Offsets, Mark)], layout: Layout) -> String {
        let letters: Vec<(char, Option<Mark>)> = self
            .slice(span)
            .chars()
            .zip(span[0]..)
            .map(|(c, at)| {
                let mark = marks.iter().find(|([start, end], _)| (*start..*end).contains(&at)).map(|m| m.1);
                (if c.is_whitespace() || c.is_control() { ' ' } else { c }, mark)
            })
            .collect();
        let mut out = String::new();
        for line in wrap(&letters, layout.width.saturating_sub(layout.indent).max(20)) {
            let indent = " ".repeat(layout.indent);
            out += &indent;
            if layout.color {
                push_styled(&mut out, line);
            } else {
                out.extend(line.iter().map(|(c, _)| c));
                let signs: String = line
                    .iter()
                    .flat_map(|&(c, mark)| std::iter::repeat_n(mark.map_or(' ', Mark::sign), columns(c)))
                    .collect();
                if !signs.trim().is_empty() {
                    out += "\n";
                    out += &indent;
                    out += signs.trim_end();
                }
            }
            out += "\n";
        }
        out
    }
}

/// How text is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Columns of the whole line.
    pub width: usize,
    /// Columns left free on the left.
    pub indent: usize,
    /// Styles in place of signs.
    pub color: bool,
}

fn columns(c: char) -> usize {
    c.width().unwrap_or(0)
}

fn push_styled(out: &mut String, line: &[(char, Option<Mark>)]) {
    let mut current = None;
    for &(c, mark) in line {
        if mark != current {
            if current.is_some() {
                out.push_str("\x1b[0m");
            }
            out.push_str(mark.map_or("", Mark::style));
            current = mark;
        }
        out.push(c);
    }
    if current.is_some() {
        out.push_str("\x1b[0m");
    }
}

/// Cuts at spaces into lines of at most `width` columns; longer words are cut. Runs of spaces at cuts are dropped.
fn wrap(letters: &[(char, Option<Mark>)], width: usize) -> Vec<&[(char, Option<Mark>)]> {
    let mut lines = Vec::new();
    let mut rest = letters;
    loop {
        let skip = rest.iter().take_while(|(c, _)| *c == ' ').count();
        rest = &rest[skip..];
        if rest.is_empty() {
            return lines;
        }
        let (mut used, mut fit, mut last_space) = (0, 0, None);
        for (i, &(c, _)) in rest.iter().enumerate() {
            used += columns(c);
            if c == ' ' {
                last_space = Some(i);
            }
            if used > width {
                break;
            }
            fit = i + 1;
        }
        let end = if fit == rest.len() { fit } else { last_space.filter(|&i| i > 0).unwrap_or(fit.max(1)) };
        let line = &rest[..end];
        let kept = line.iter().rposition(|(c, _)| *c != ' ').map_or(0, |i| i + 1);
        lines.push(&line[..kept]);
        rest = &rest[end..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery::{Reading, Report};

    fn record(text: &str) -> Record {
        Record::new(&Report::from_text(text), &Reading::default())
    }

    const PLAIN: Layout = Layout { width: 24, indent: 2, color: false };

    #[test]
    fn signs_stand_under_the_words_they_mark() {
        let record = record("Éva’s envoy\nrejected “peace” talks");
        let marks = [([12, 20], Mark::Trigger), ([0, 11], Mark::Who)];
        let shown = Evidence::of(&record).marked([0, 34], &marks, PLAIN);
        assert_eq!(shown, "  Éva’s envoy rejected\n  =========== ^^^^^^^^\n  “peace” talks\n");
    }

    #[test]
    fn wide_letters_take_two_columns() {
        let record = record("東京 talks");
        let shown = Evidence::of(&record).marked([0, 8], &[([0, 2], Mark::Who)], PLAIN);
        assert_eq!(shown, "  東京 talks\n  ====\n");
    }

    #[test]
    fn colour_takes_the_place_of_signs() {
        let record = record("He left");
        let shown =
            Evidence::of(&record).marked([0, 7], &[([3, 7], Mark::Trigger)], Layout { color: true, ..PLAIN });
        assert_eq!(shown, "  He \x1b[1;4;31mleft\x1b[0m\n");
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut() {
        let letters: Vec<_> = "a ".chars().chain("x".repeat(45).chars()).map(|c| (c, None)).collect();
        let lengths: Vec<_> = wrap(&letters, 20).iter().map(|line| line.len()).collect();
        assert_eq!(lengths, [1, 20, 20, 5]);
    }
}
