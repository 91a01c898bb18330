//! Quotation marks in pairs: which stretches of a text stand in quotation marks.
//!
//! Pairing never leaves its paragraph, save for a quotation whose every paragraph begins with an opening mark and only
//! whose last one is closed. A mark that finds no partner yields nothing, so that one lost mark spoils one paragraph at
//! most.

use chancery_lang::Span;

/// One quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Its pieces, one a paragraph, marks included.
    pub pieces: Vec<Span>,
    /// Whether the last piece ends with a closing mark.
    pub closed: bool,
}

impl Quotation {
    /// From the first mark to the last.
    #[must_use]
    pub fn span(&self) -> Span {
        self.pieces.iter().copied().reduce(Span::cover).unwrap_or_default()
    }
}

/// Families of marks; a pair is of one family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Double,
    Angle,
    Single,
}

/// What a mark can be where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    Either,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    family: Family,
    side: Side,
}

/// All quotations of a text in order; none overlaps another.
#[must_use]
pub fn find_quotations(text: &str) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    for paragraph in paragraphs(text) {
        let doubles = marks(text, paragraph, false);
        let pairs = pair(text, paragraph, &doubles, found.last());
        let pairs = if pairs.is_empty() && doubles.is_empty() {
            pair(text, paragraph, &marks(text, paragraph, true), found.last())
        } else {
            pairs
        };
        for (piece, closed, continues) in pairs {
            match found.last_mut() {
                Some(open) if continues => {
                    open.pieces.push(piece);
                    open.closed = closed;
                }
                _ => found.push(Quotation { pieces: vec![piece], closed }),
            }
        }
    }
    found
}

/// The paragraphs of a text, without white space at their ends. A line break followed by a deeper indent is a wrapped line.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut push = |from: usize, to: usize| {
        let piece = text.get(from..to).unwrap_or("");
        let trimmed = piece.trim();
        if !trimmed.is_empty() {
            let lead = piece.len() - piece.trim_start().len();
            found.push(Span::new(from + lead, from + lead + trimmed.len()));
        }
    };
    for (at, _) in text.match_indices('\n') {
        if text[at + 1..].starts_with("   ") {
            continue;
        }
        push(start, at);
        start = at + 1;
    }
    push(start, text.len());
    found
}

/// The marks of a paragraph, double ones or else single ones.
fn marks(text: &str, paragraph: Span, single: bool) -> Vec<Mark> {
    let piece = paragraph.of(text);
    let mut found: Vec<Mark> = Vec::new();
    for (i, c) in piece.char_indices() {
        let at = paragraph.start + i;
        if found.last().is_some_and(|mark| at < mark.span.end) {
            continue;
        }
        let rest = &piece[i..];
        let (length, family, curly) = if single {
            match c {
                '‘' => (c.len_utf8(), Family::Single, Some(Side::Opens)),
                '\'' | '’' => (c.len_utf8(), Family::Single, None),
                _ => continue,
            }
        } else if rest.starts_with("''")
            || rest.starts_with("``")
            || rest.starts_with("’’")
            || rest.starts_with("‘‘")
        {
            (2 * c.len_utf8(), Family::Double, None)
        } else {
            match c {
                '“' | '„' => (c.len_utf8(), Family::Double, Some(Side::Opens)),
                '”' => (c.len_utf8(), Family::Double, Some(Side::Closes)),
                '"' => (1, Family::Double, None),
                '«' => (c.len_utf8(), Family::Angle, Some(Side::Opens)),
                '»' => (c.len_utf8(), Family::Angle, Some(Side::Closes)),
                _ => continue,
            }
        };
        let before = piece[..i].chars().next_back();
        let after = piece[i + length..].chars().next();
        let open_left = before.is_none_or(|b| b.is_whitespace() || "([{—–-/".contains(b));
        let open_right = after.is_none_or(|a| a.is_whitespace() || ".,;:!?)]}—–".contains(a));
        let side = match (open_left, open_right) {
            (true, false) => Side::Opens,
            (false, true) => Side::Closes,
            // "12' wide", "don't": no mark at all.
            (false, false) if single => continue,
            (true, true) if single => continue,
            _ => curly.unwrap_or(Side::Either),
        };
        found.push(Mark { span: Span::new(at, at + length), family, side });
    }
    found
}

/// Pairs the marks of one paragraph: (span with marks, closed, continues the quotation before).
fn pair(text: &str, paragraph: Span, marks: &[Mark], before: Option<&Quotation>) -> Vec<(Span, bool, bool)> {
    let mut found = Vec::new();
    let mut open: Option<Mark> = None;
    let mut inner = 0;
    let continues_at = |mark: Mark| {
        before.is_some_and(|q| {
            let last = q.pieces.last().copied().unwrap_or_default();
            let first = q.pieces.first().copied().unwrap_or_default();
            !q.closed
                && first.of(text).chars().next() == mark.span.of(text).chars().next()
                && mark.span.start == paragraph.start
                && text.get(last.end..paragraph.start).is_some_and(|gap| gap.trim().is_empty())
        })
    };
    for &mark in marks {
        match open {
            None if mark.side != Side::Closes => {
                open = Some(mark);
                inner = 0;
            }
            None => {}
            Some(first) if mark.family != first.family => {}
            Some(first) if mark.side == Side::Opens => {
                // The first mark lost its partner, unless the new one opens a quotation in the quotation.
                if is_inner(text, marks, mark) && first.family != Family::Single {
                    inner += 1;
                } else {
                    open = Some(mark);
                }
            }
            Some(_) if inner > 0 => inner -= 1,
            Some(first) => {
                let span = first.span.cover(mark.span);
                if first.family != Family::Single || span.of(text).split_whitespace().count() > 3 {
                    found.push((span, true, continues_at(first)));
                }
                open = None;
            }
        }
    }
    if let Some(first) = open {
        let rest = Span::new(first.span.start, paragraph.end);
        let starts = first.span.start == paragraph.start;
        let introduced = text[paragraph.start..first.span.start].trim_end().ends_with([':', ',']);
        let ends = rest.of(text).ends_with(['.', '!', '?', '…', ',']);
        if first.family == Family::Double && ends && (starts || introduced) {
            found.push((rest, false, continues_at(first)));
        }
    }
    found
}

/// Whether two closing marks follow before anything opens again.
fn is_inner(text: &str, marks: &[Mark], mark: Mark) -> bool {
    let mut after =
        marks.iter().filter(|m| m.span.start > mark.span.start && m.family == mark.family).take(2);
    let (Some(first), Some(second)) = (after.next(), after.next()) else { return false };
    first.side == Side::Closes
        && second.side == Side::Closes
        && text[mark.span.end..first.span.start].split_whitespace().count() < 30
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Vec<Vec<&str>> {
        find_quotations(text).iter().map(|q| q.pieces.iter().map(|p| p.of(text)).collect()).collect()
    }

    #[test]
    fn pairs_curly_straight_and_doubled_marks() {
        assert_eq!(found("“Yes,” she said. \"No,\" he said."), [["“Yes,”"], ["\"No,\""]]);
        assert_eq!(found("''We stay,'' he said. It's 5'' wide."), [["''We stay,''"]]);
        assert_eq!(found("He spoke of «peace now» again."), [["«peace now»"]]);
    }

    #[test]
    fn single_marks_count_only_where_there_are_no_double_ones() {
        assert_eq!(found("'We will not go back,' she said."), [["'We will not go back,'"]]);
        assert!(found("The boys' club doesn't open 'til nine.").is_empty());
        assert_eq!(
            found("“He said 'never ever again' twice,” she said."),
            [["“He said 'never ever again' twice,”"]]
        );
    }

    #[test]
    fn a_quotation_runs_over_paragraphs_that_each_open_it_again() {
        let text = "She said: “One.\n\n“Two.\n\n“Three.”\n\nIt rained.";
        assert_eq!(found(text), [["“One.", "“Two.", "“Three.”"]]);
    }

    #[test]
    fn a_lost_mark_spoils_its_paragraph_only() {
        assert_eq!(found("He called it “odd and left.\n\n“Fine,” she said."), [["“Fine,”"]]);
        assert_eq!(found("He said yes” and left. “Fine,” she said."), [["“Fine,”"]]);
        assert_eq!(found("The “first of them said “fine enough” today."), [["“fine enough”"]]);
    }

    proptest! {
        #[test]
        fn unbalanced_and_mixed_marks_never_swallow_the_rest(
            text in "([a-c]{1,3}[,.:]?[ ]|[\"“”„«»'‘’`]|''|``|\n){0,60}"
        ) {
            let whole = paragraphs(&text);
            let mut end = 0;
            for quotation in find_quotations(&text) {
                prop_assert!(!quotation.pieces.is_empty());
                for piece in &quotation.pieces {
                    prop_assert!(piece.start >= end && piece.end > piece.start);
                    prop_assert!(text.get(piece.start..piece.end).is_some());
                    prop_assert!(whole.iter().any(|paragraph| paragraph.contains(*piece)));
                    end = piece.end;
                }
                // Only a quotation opened again at the head of each paragraph runs over several.
                for piece in quotation.pieces.iter().skip(1) {
                    prop_assert!(whole.iter().any(|paragraph| paragraph.start == piece.start));
                }
            }
        }
    }

    #[test]
    fn a_quotation_inside_a_quotation_is_part_of_it() {
        let text = "“They cried “out” at us,” she said.";
        assert_eq!(found(text), [["“They cried “out” at us,”"]]);
    }
}
