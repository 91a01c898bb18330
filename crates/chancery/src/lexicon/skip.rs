//! What is not the story of a report (`lexicon/skip.tsv`): bylines, related links, captions, the feed's date.
//!
//! A sentence of the story that is passed over is lost, so patterns are narrow, and each brings examples of what it must
//! leave alone.

use chancery_lang::Span;
use jiff::civil::Date;
use regex::Regex;

use super::{LexiconError, Row, Source, Table};
use crate::report::parse_day;

/// The file of the patterns.
pub(crate) const FILE: &str = "lexicon/skip.tsv";

/// Most bytes of a part, so that patterns need not count: longer lines are taken for the story whatever they look like.
const LONGEST: usize = 350;

/// A person's name: two to four capitalised words, with particles.
const NAME: &str =
    r"\p{Lu}[\p{L}.'’-]*(?: (?:(?:al|bin|de|del|der|den|el|la|van|von) )*\p{Lu}[\p{L}.'’-]*){1,3}";

const WEEKDAY: &str = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day";

const MONTH: &str =
    "(?:January|February|March|April|May|June|July|August|September|October|November|December)";

/// Why a part is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkipReason {
    /// The feed's own date before the story.
    FeedDate,
    /// "Read more: …", "Related: …".
    RelatedLink,
    /// Who wrote it.
    Byline,
    /// What stands under a photograph.
    Caption,
    /// "Share this", "Sign up for our newsletter".
    Prompt,
    /// Who owns the text.
    Copyright,
}

impl SkipReason {
    /// All reasons.
    pub const ALL: &[SkipReason] = &[
        SkipReason::FeedDate,
        SkipReason::RelatedLink,
        SkipReason::Byline,
        SkipReason::Caption,
        SkipReason::Prompt,
        SkipReason::Copyright,
    ];

    /// As the record spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            SkipReason::FeedDate => "feed-date",
            SkipReason::RelatedLink => "related-link",
            SkipReason::Byline => "byline",
            SkipReason::Caption => "caption",
            SkipReason::Prompt => "prompt",
            SkipReason::Copyright => "copyright",
        }
    }
}

/// Where a pattern may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    /// At the very beginning of the text.
    Head,
    /// A whole line.
    Line,
    /// From the beginning of a line or sentence.
    Inline,
}

/// One line of `lexicon/skip.tsv`.
#[derive(Debug)]
pub(crate) struct SkipPattern {
    /// Why what it matches is passed over.
    pub why: SkipReason,
    /// Where it may match.
    pub position: Position,
    regex: Regex,
}

/// The patterns of everything that is not the story.
#[derive(Debug, Default)]
pub struct SkipPatterns {
    pub(crate) patterns: Vec<SkipPattern>,
}

impl SkipPatterns {
    /// Loads `lexicon/skip.tsv`, without which nothing is passed over.
    ///
    /// # Errors
    /// All mistakes of the file: unknown words, patterns that do not compile.
    pub fn load(source: &Source) -> Result<Self, Vec<LexiconError>> {
        let (patterns, errors) = examined(source, |_, _| Vec::new());
        if errors.is_empty() { Ok(SkipPatterns { patterns }) } else { Err(errors) }
    }
}

/// The patterns of the file, and its mistakes with those that `examine` finds.
pub(crate) fn examined(
    source: &Source,
    examine: impl Fn(Row<'_, '_>, &SkipPattern) -> Vec<LexiconError>,
) -> (Vec<SkipPattern>, Vec<LexiconError>) {
    let (mut patterns, mut errors) = (Vec::new(), Vec::new());
    let Some(bytes) = source.file(FILE) else { return (patterns, errors) };
    match Table::parse(FILE, &bytes, &["why", "where", "pattern", "yes", "no"]) {
        Ok(table) => {
            for row in table.rows() {
                match SkipPattern::of(row) {
                    Ok(pattern) => {
                        errors.extend(examine(row, &pattern));
                        patterns.push(pattern);
                    }
                    Err(error) => errors.push(error),
                }
            }
        }
        Err(error) => errors.push(error),
    }
    (patterns, errors)
}

impl SkipPattern {
    fn of(row: Row<'_, '_>) -> Result<Self, LexiconError> {
        let why = SkipReason::ALL.iter().copied().find(|why| why.as_str() == row.cell("why"));
        let why = why.ok_or_else(|| {
            let all: Vec<&str> = SkipReason::ALL.iter().map(|why| why.as_str()).collect();
            row.error("why", format!("{:?} is none of {}", row.cell("why"), all.join(", ")))
        })?;
        let position = match row.cell("where") {
            "head" => Position::Head,
            "line" => Position::Line,
            "inline" => Position::Inline,
            other => return Err(row.error("where", format!("{other:?} is none of head, line, inline"))),
        };
        let pattern = row
            .cell("pattern")
            .replace("{names}", &format!("{NAME}(?:(?:, | and | & | AND ){NAME})*"))
            .replace("{name}", NAME)
            .replace("{weekday}", WEEKDAY)
            .replace("{month}", MONTH);
        let whole = match position {
            Position::Line => format!("^(?:{pattern})$"),
            Position::Head => format!("^(?:{pattern})"),
            Position::Inline => format!("(?m)^(?:{pattern})"),
        };
        match Regex::new(&whole) {
            Ok(regex) => Ok(SkipPattern { why, position, regex }),
            Err(error) => Err(row.error("pattern", error.to_string().replace('\n', " "))),
        }
    }

    /// Whether it matches a whole line, without the white space around it.
    pub(crate) fn is_line(&self, line: &str) -> bool {
        self.position == Position::Line && line.len() <= LONGEST && self.regex.is_match(line)
    }

    /// What is matched at the beginning of `text`, in bytes from there.
    pub(crate) fn at_start_of(&self, text: &str) -> Option<(Span, Option<Date>)> {
        let groups = self.regex.captures(text)?;
        let found = groups.name("skip").or_else(|| groups.get(0))?;
        let published = match groups.name("published") {
            Some(day) => Some(parse_day(day.as_str())?),
            None => None,
        };
        let kept = found.as_str().trim_end();
        if kept.len() > LONGEST {
            return None;
        }
        Some((Span::new(found.start(), found.start() + kept.len()), published))
    }
}
