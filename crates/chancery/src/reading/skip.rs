//! Parts of a text that are not the story: bylines, related links, captions, the feed's date.
//!
//! What they look like is data: `lexicon/skip.tsv`.

use chancery_lang::Span;
use jiff::civil::Date;

use crate::lexicon::skip::{Position, SkipPattern, examined};
use crate::lexicon::{LexiconError, Row, Source};

pub use crate::lexicon::skip::{SkipPatterns, SkipReason};

/// A part that is not the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Where it stands.
    pub span: Span,
    /// Why it is passed over.
    pub why: SkipReason,
}

/// All mistakes of `lexicon/skip.tsv`, and each of its examples that comes out otherwise than it says.
#[must_use]
pub fn failing_examples(source: &Source) -> Vec<LexiconError> {
    examined(source, failing).1
}

/// The examples of a line of the file that come out otherwise than it says.
fn failing(row: Row<'_, '_>, pattern: &SkipPattern) -> Vec<LexiconError> {
    let skipped = |text: &str| {
        let found = find(text, std::slice::from_ref(pattern)).0;
        found.iter().map(|part| part.span.of(text).to_owned()).collect::<Vec<_>>()
    };
    let mut errors = Vec::new();
    for example in row.list("yes") {
        let text = example.replace(['«', '»'], "");
        let expected = match example.split_once('«').and_then(|(_, rest)| rest.split_once('»')) {
            Some((inside, _)) => inside,
            None => example,
        };
        if skipped(&text) != [expected] {
            errors.push(row.error("yes", format!("{example:?} is not passed over as marked")));
        }
    }
    for example in row.list("no").filter(|example| !skipped(example).is_empty()) {
        errors.push(row.error("no", format!("{example:?} is passed over")));
    }
    errors
}

/// The parts of `text` that are not the story, in order, none overlapping another; and the day of publication that the
/// feed's own date gives.
#[must_use]
pub fn find_skipped(text: &str, patterns: &SkipPatterns) -> (Vec<Skipped>, Option<Date>) {
    find(text, &patterns.patterns)
}

fn find(text: &str, patterns: &[SkipPattern]) -> (Vec<Skipped>, Option<Date>) {
    let mut skipped = Vec::new();
    let published = find_head(text, patterns, &mut skipped);
    let mut start = skipped.last().map_or(0, |part| part.span.end);
    for line in text[start..].split_inclusive('\n') {
        find_in_line(text, Span::new(start, start + line.len()), patterns, &mut skipped);
        start += line.len();
    }
    skipped.sort_by_key(|part| (part.span.start, std::cmp::Reverse(part.span.end)));
    let mut end = 0;
    skipped.retain(|part| {
        let free = part.span.start >= end && !part.span.is_empty();
        if free {
            end = part.span.end;
        }
        free
    });
    (skipped, published)
}

/// Dates at the head of the text, one after the other; the first one counts.
fn find_head(text: &str, patterns: &[SkipPattern], skipped: &mut Vec<Skipped>) -> Option<Date> {
    let mut published = None;
    let mut at = text.len() - text.trim_start().len();
    let of_head = || patterns.iter().filter(|pattern| pattern.position == Position::Head);
    while let Some((why, span, day)) = of_head()
        .find_map(|pattern| pattern.at_start_of(&text[at..]).map(|(span, day)| (pattern.why, span, day)))
    {
        let span = Span::new(at + span.start, at + span.end);
        if span.is_empty() {
            break;
        }
        skipped.push(Skipped { span, why });
        published = published.or(day);
        at = text.len() - text[span.end..].trim_start().len();
    }
    published
}

/// The whole line, else pieces of it.
fn find_in_line(text: &str, line: Span, patterns: &[SkipPattern], skipped: &mut Vec<Skipped>) {
    let words = line.of(text);
    let start = line.start + (words.len() - words.trim_start().len());
    let words = words.trim();
    if words.is_empty() {
        return;
    }
    if let Some(pattern) = patterns.iter().find(|pattern| pattern.is_line(words)) {
        skipped.push(Skipped { span: Span::new(start, start + words.len()), why: pattern.why });
        return;
    }
    for pattern in patterns.iter().filter(|pattern| pattern.position == Position::Inline) {
        for at in sentence_starts(words) {
            if let Some((span, _)) = pattern.at_start_of(&words[at..]) {
                let span = Span::new(start + at + span.start, start + at + span.end);
                skipped.push(Skipped { span, why: pattern.why });
            }
        }
    }
}

/// Bytes of a line at which a sentence may begin: its start, and after white space behind `.`, `!`, `?` or `…` with or
/// without closing marks.
fn sentence_starts(line: &str) -> impl Iterator<Item = usize> + '_ {
    let mut ended = false;
    let mut previous_space = false;
    let later = line.char_indices().filter_map(move |(at, c)| {
        if c.is_whitespace() {
            previous_space = true;
            return None;
        }
        let starts = ended && previous_space;
        ended = match c {
            '.' | '!' | '?' | '…' => true,
            '"' | '”' | '’' | '\'' | ')' => ended && !previous_space,
            _ => false,
        };
        previous_space = false;
        starts.then_some(at)
    });
    std::iter::once(0).chain(later)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn patterns() -> SkipPatterns {
        SkipPatterns::load(&Source::embedded()).unwrap()
    }

    fn skipped(text: &str) -> Vec<(&str, &'static str)> {
        find_skipped(text, &patterns()).0.iter().map(|part| (part.span.of(text), part.why.as_str())).collect()
    }

    #[test]
    fn the_examples_of_the_file_hold() {
        assert!(patterns().patterns.len() > 30);
        let failing = failing_examples(&Source::embedded());
        assert!(failing.is_empty(), "{}", failing.iter().map(|e| format!("{e}\n")).collect::<String>());
    }

    #[test]
    fn the_date_of_a_feed_is_the_day_of_publication() {
        let text = "date 2018-04-18 The envoy left the talks.";
        let (parts, published) = find_skipped(text, &patterns());
        assert_eq!(published, Some(date(2018, 4, 18)));
        assert_eq!(parts, [Skipped { span: Span::new(0, 15), why: SkipReason::FeedDate }]);
        assert_eq!(find_skipped("The date 2018-04-18 was set.", &patterns()), (vec![], None));
        assert_eq!(find_skipped("date 2018-04-31 It is no day.", &patterns()).1, None);
    }

    #[test]
    fn lines_between_paragraphs_are_passed_over_with_their_reason() {
        let text = "date 2018-04-18 By Jane Doe, Reuters\n\nThe envoy left.\r\nRead More: Who is he?\r\n\nImage caption The envoy\n\
            He will be back.\n  Share this\n© 2018 The Example\n";
        let expected = [
            ("date 2018-04-18", "feed-date"),
            ("By Jane Doe, Reuters", "byline"),
            ("Read More: Who is he?", "related-link"),
            ("Image caption The envoy", "caption"),
            ("Share this", "prompt"),
            ("© 2018 The Example", "copyright"),
        ];
        assert_eq!(skipped(text), expected);
    }

    #[test]
    fn pieces_of_a_line_end_where_the_story_goes_on() {
        let text = "“No,” he said. Read More: Haley on the U.S. strikes. The talks ended.” Share this The council met.";
        let expected = [("Read More: Haley on the U.S. strikes.", "related-link"), ("Share this", "prompt")];
        assert_eq!(skipped(text), expected);
    }

    #[test]
    fn a_mistake_in_the_file_is_named() {
        let folder = std::env::temp_dir().join(format!("chancery-skip-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("lexicon")).unwrap();
        let table = "why\twhere\tpattern\tyes\tno\nbyline\tline\tBy .*(\t\t\nad\tline\tx\t\t\nprompt\tline\tAd\tAd|Bad\tAd\n";
        std::fs::write(folder.join("lexicon/skip.tsv"), table).unwrap();
        let errors = failing_examples(&Source::embedded().with_folder(&folder));
        std::fs::remove_dir_all(&folder).unwrap();
        let places: Vec<_> = errors.iter().map(|e| (e.line, e.column)).collect();
        assert_eq!(places, [(2, 13), (3, 1), (4, 16), (4, 23)], "{errors:?}");
    }

    #[test]
    fn parts_increase_and_lie_inside_any_text() {
        let patterns = patterns();
        let texts = "(?s)(date 2018-04-18 |By Jane Doe|Share this|Read More: |\\PC|[.!?\n]){0,40}";
        proptest!(|(text in texts)| {
            let mut end = 0;
            for part in find_skipped(&text, &patterns).0 {
                prop_assert!(part.span.start >= end && part.span.end <= text.len());
                prop_assert!(text.is_char_boundary(part.span.start) && text.is_char_boundary(part.span.end));
                end = part.span.end;
            }
        });
    }
}
