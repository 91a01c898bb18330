//! Text to surface tokens and their syntactic words, as the English UD treebanks (EWT, GUM) write them.
//!
//! White space cuts the text into chunks; each chunk is read from left to right, one token at a time: addresses and
//! emoticons, words with their inner marks, numbers with their units, and marks. Hyphenated compounds are split
//! ("long - term") but for prefixes ("non-violent"); contractions are one token of several words ("do" + "n't").

mod contraction;

mod lists;

mod mark;

mod web;

mod word;

pub(crate) use contraction::is_apostrophe;

use crate::span::Span;

/// A stretch of text without white space, and the syntactic words it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurfaceToken {
    /// Where the token stands, in bytes.
    pub span: Span,
    /// One or more syntactic words, in order, together covering the token.
    pub words: Vec<Span>,
}

/// White space, and the marks that have no width.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

/// What follows a chunk of text: enough to tell an abbreviation from the end of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Following {
    /// The first character after the gap; `None` at the end of the text or of a paragraph.
    next: Option<char>,
}

/// The tokens of the bytes `part` of `text`, in order. They cover every character that is not white space; a part
/// that does not lie on character boundaries has none.
#[must_use]
pub fn tokenize(text: &str, part: Span) -> Vec<SurfaceToken> {
    let Some(slice) = text.get(part.start..part.end) else { return Vec::new() };
    let mut scanner = Scanner {
        text: slice,
        base: part.start,
        tokens: Vec::with_capacity(slice.len() / 5 + 1),
        quote: None,
    };
    let mut next = chunk_from(slice, 0);
    while let Some((start, end)) = next {
        next = chunk_from(slice, end);
        let following = match next {
            Some((after, _)) if !slice[end..after].contains("\n\n") => {
                Following { next: slice[after..].chars().next() }
            }
            _ => Following { next: None },
        };
        scanner.chunk(start, end, following);
    }
    scanner.tokens
}

/// The next run of characters that are not white space, from byte `from` on.
fn chunk_from(text: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + text[from..].find(|c| !is_space(c))?;
    let end = text[start..].find(is_space).map_or(text.len(), |n| start + n);
    Some((start, end))
}

/// Reads chunks and collects tokens.
struct Scanner<'a> {
    text: &'a str,
    /// Byte position of `text` in the whole text.
    base: usize,
    tokens: Vec<SurfaceToken>,
    /// An opened single quotation mark that waits for its end: the mark that closes it, and the token count then.
    quote: Option<(char, usize)>,
}

/// A single quotation mark is waited for within this many tokens.
const QUOTE_REACH: usize = 80;

impl Scanner<'_> {
    fn chunk(&mut self, start: usize, end: usize, following: Following) {
        let chunk = &self.text[start..end];
        if mark::is_rule(chunk) {
            return self.push(start, end);
        }
        let mut at = start;
        // Whether only opening marks have been read, so that an address may begin here.
        let mut opening = true;
        while at < end {
            let rest = &self.text[at..end];
            if opening && let Some(n) = web::address(rest) {
                self.push(at, at + n);
                at += n;
                opening = false;
                continue;
            }
            if let Some(n) = mark::emoticon(chunk, at - start) {
                self.push(at, at + n);
                at += n;
                continue;
            }
            let before = self.text[start..at].chars().next_back();
            if let Some(n) = word::length(rest, before) {
                let n = word::with_period(rest, n, following, self.previous_capital());
                at = self.word(at, at + n, end);
                opening = false;
                continue;
            }
            let n = mark::length(rest, before);
            let c = rest.chars().next().unwrap_or(' ');
            self.note_quote(c, opening);
            self.push(at, at + n);
            at += n;
            opening = mark::opens(c) && (opening || matches!(c, '<' | '(' | '['));
        }
    }

    /// Pushes the word `start..end` of a chunk that ends at `limit` and gives the byte after what was pushed.
    fn word(&mut self, start: usize, end: usize, limit: usize) -> usize {
        let form = &self.text[start..end];
        if let Some(n) = word::unit_start(form) {
            self.push(start, start + n);
            self.push(start + n, end);
            return end;
        }
        let rest = &self.text[end..limit];
        if let Some(mark) = contraction::plural_possessive(form, rest)
            && self.quote.is_none_or(|(closing, since)| {
                closing != mark || self.tokens.len().saturating_sub(since) > QUOTE_REACH
            })
        {
            let whole = end + mark.len_utf8();
            self.push_words(start, &[end], whole);
            return whole;
        }
        self.push_words(start, &contraction::cuts(form, start), end);
        end
    }

    /// Whether the token before is a capitalised word, or there is none.
    fn previous_capital(&self) -> bool {
        self.tokens.last().is_none_or(|token| {
            let form = &self.text[token.span.start - self.base..token.span.end - self.base];
            form.starts_with(char::is_uppercase)
        })
    }

    fn note_quote(&mut self, c: char, opening: bool) {
        match c {
            '\'' if opening => self.quote = Some(('\'', self.tokens.len())),
            '‘' => self.quote = Some(('’', self.tokens.len())),
            '\'' | '’' => self.quote = None,
            _ => {}
        }
    }

    fn push(&mut self, start: usize, end: usize) {
        let span = Span::new(self.base + start, self.base + end);
        self.tokens.push(SurfaceToken { span, words: vec![span] });
    }

    /// Pushes `start..end` as words cut at `cuts` (in order, strictly inside).
    fn push_words(&mut self, start: usize, cuts: &[usize], end: usize) {
        let mut words = Vec::with_capacity(cuts.len() + 1);
        let mut from = start;
        for &cut in cuts.iter().chain([&end]) {
            words.push(Span::new(self.base + from, self.base + cut));
            from = cut;
        }
        self.tokens.push(SurfaceToken { span: Span::new(self.base + start, self.base + end), words });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The tokens as text, words of a multi-word token joined by "+".
    fn read(text: &str) -> String {
        tokenize(text, Span::new(0, text.len()))
            .iter()
            .map(|t| t.words.iter().map(|w| w.of(text)).collect::<Vec<_>>().join("+"))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn contractions_are_one_token_of_several_words() {
        assert_eq!(read("They don't know; it's John’s."), "They do+n't know ; it+'s John+’s .");
        assert_eq!(read("We cannot go, gonna stay"), "We can+not go , gon+na stay");
        assert_eq!(read("the rebels' leader"), "the rebels+' leader");
        assert_eq!(read("'the rebels' he said"), "' the rebels ' he said");
        assert_eq!(read("O'Brien met L'Enfant at 5 o'clock"), "O'Brien met L'Enfant at 5 o'clock");
        assert_eq!(read("\"Sun\"'s owner"), "\" Sun \" 's owner");
    }

    #[test]
    fn compounds_are_split_but_for_prefixes_and_numbers() {
        assert_eq!(read("a long-term, non-violent plan"), "a long - term , non-violent plan");
        assert_eq!(read("al-Qaeda and Ban Ki-moon"), "al - Qaeda and Ban Ki-moon");
        assert_eq!(read("5-10 people, call 713-853-3989"), "5 - 10 people , call 713-853-3989");
        assert_eq!(read("on 2018-04-18 and/or 9/11"), "on 2018-04-18 and / or 9/11");
    }

    #[test]
    fn numbers_keep_their_points_and_lose_their_units() {
        assert_eq!(read("$5.5bn (10%) at 5pm, 1,200 men"), "$ 5.5 bn ( 10 % ) at 5 pm , 1,200 men");
        assert_eq!(read("the 1990s, 20th, US$40"), "the 1990s , 20th , US$ 40");
    }

    #[test]
    fn abbreviations_keep_their_stop() {
        assert_eq!(read("Gen. Mattis of the U.S. met Mr. X."), "Gen. Mattis of the U.S. met Mr. X .");
        assert_eq!(read("He said no. It was Gov. No. 5."), "He said no . It was Gov. No. 5 .");
        assert_eq!(read("George W. Bush and I. Then"), "George W. Bush and I . Then");
    }

    #[test]
    fn marks_stand_alone_or_in_runs() {
        assert_eq!(read("“Stop!!” — he said… (twice)"), "“ Stop !! ” — he said … ( twice )");
        assert_eq!(read("Why... :) see http://a.org/x?y=1."), "Why ... :) see http://a.org/x?y=1 .");
        assert_eq!(read("write to a.b@c.org, now"), "write to a.b@c.org , now");
    }

    proptest! {
        #[test]
        fn tokens_increase_nest_and_cover(text in "[ -~\n\u{2018}\u{2019}\u{201c}é中🙂\u{200b}\u{301}$%'.,-]{0,60}|\\PC{0,40}") {
            let tokens = tokenize(&text, Span::new(0, text.len()));
            let mut at = 0;
            for token in &tokens {
                prop_assert!(token.span.start >= at && token.span.start < token.span.end);
                prop_assert!(text[at..token.span.start].chars().all(is_space));
                prop_assert!(!text[token.span.start..token.span.end].chars().any(is_space));
                let mut inner = token.span.start;
                for word in &token.words {
                    prop_assert_eq!(word.start, inner);
                    prop_assert!(word.end > word.start);
                    inner = word.end;
                }
                prop_assert_eq!(inner, token.span.end);
                at = token.span.end;
            }
            prop_assert!(text[at..].chars().all(is_space));
        }
    }
}
