//! Words to look for, as people write them, turned into FTS5's language.
//!
//! ```text
//! cease-fire                 the word, in any case and with or without accents
//! "chemical weapons"         the words in that order
//! chem*                      words that begin so
//! cease-fire NEAR access     at most ten words apart (NEAR/3: three)
//! sarin OR chlorine          either
//! gas NOT pipeline           the first without the second
//! (sarin OR gas) Duma        both sides of a space
//! ```

use std::iter::Peekable;
use std::vec::IntoIter;

/// Words between the sides of NEAR, where no number is given; FTS5's own default.
const NEAR: u32 = 10;

/// Parentheses in each other. FTS5 itself stops at 256.
const DEPTH: usize = 50;

/// A question for words, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    fts: String,
}

/// Why a question for words cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{reason}, at character {at} of {query:?}; for a word that means something here, write it in quotes: \"near\""
)]
pub struct WordsError {
    query: String,
    /// Code point, from 1.
    at: usize,
    reason: String,
}

impl Words {
    /// Reads a question.
    ///
    /// # Errors
    /// What is wrong in it and where.
    pub fn parse(query: &str) -> Result<Self, WordsError> {
        let fail = |(at, reason): (usize, String)| WordsError { query: query.to_owned(), at: at + 1, reason };
        let tokens = tokens(query).map_err(fail)?;
        let mut parser =
            Parser { end: query.chars().count(), tokens: tokens.into_iter().peekable(), depth: 0 };
        let fts = parser.alternatives().map_err(fail)?;
        match parser.tokens.next() {
            None => Ok(Words { fts }),
            Some((at, _)) => Err(fail((at, "a closing parenthesis without an opening one".to_owned()))),
        }
    }

    /// The same in FTS5's language.
    #[must_use]
    pub fn as_fts(&self) -> &str {
        &self.fts
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// A word or phrase, quoted as FTS5 wants it.
    Phrase(String),
    And,
    Or,
    Not,
    Near(u32),
    Open,
    Close,
}

type Fault = (usize, String);

fn tokens(query: &str) -> Result<Vec<(usize, Token)>, Fault> {
    let letters: Vec<char> = query.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let start = at;
        let token = match letter {
            _ if letter.is_whitespace() => {
                at += 1;
                continue;
            }
            '(' => Token::Open,
            ')' => Token::Close,
            '"' | '“' | '”' => {
                let close = letters[at + 1..].iter().position(|c| matches!(c, '"' | '“' | '”'));
                let Some(length) = close else {
                    return Err((start, "a quotation mark without its second".to_owned()));
                };
                let phrase: String = letters[at + 1..at + 1 + length].iter().collect();
                at += 1 + length;
                phrase_of(&phrase, start)?
            }
            _ => {
                let end = letters[at..]
                    .iter()
                    .position(|c| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '“' | '”'));
                let end = end.map_or(letters.len(), |length| at + length);
                let word: String = letters[at..end].iter().collect();
                at = end - 1;
                word_of(&word, start)?
            }
        };
        at += 1;
        // "chem"* as well as chem*.
        match (&token, letters.get(at)) {
            (Token::Phrase(phrase), Some('*')) if !phrase.ends_with('*') => {
                tokens.push((start, Token::Phrase(format!("{phrase} *"))));
                at += 1;
            }
            _ => tokens.push((start, token)),
        }
    }
    Ok(tokens)
}

fn word_of(word: &str, at: usize) -> Result<Token, Fault> {
    Ok(match word {
        "AND" | "&" => Token::And,
        "OR" | "|" => Token::Or,
        "NOT" => Token::Not,
        "NEAR" => Token::Near(NEAR),
        _ => match (word.strip_prefix("NEAR/"), word.strip_suffix('*')) {
            (Some(number), _) => {
                let number =
                    number.parse().map_err(|_| (at, format!("{number:?} is no number of words for NEAR")))?;
                Token::Near(number)
            }
            (None, Some(stem)) => match phrase_of(stem, at)? {
                Token::Phrase(stem) => Token::Phrase(stem + " *"),
                other => other,
            },
            (None, None) => phrase_of(word, at)?,
        },
    })
}

fn phrase_of(phrase: &str, at: usize) -> Result<Token, Fault> {
    if !phrase.contains(char::is_alphanumeric) {
        return Err((at, format!("{phrase:?} has no letters or digits")));
    }
    Ok(Token::Phrase(format!("\"{}\"", phrase.replace(['"', '\0'], " "))))
}

struct Parser {
    /// Length of the question, code points.
    end: usize,
    tokens: Peekable<IntoIter<(usize, Token)>>,
    depth: usize,
}

impl Parser {
    fn alternatives(&mut self) -> Result<String, Fault> {
        let mut out = self.conjunction()?;
        while self.tokens.next_if(|(_, token)| *token == Token::Or).is_some() {
            out = format!("{out} OR {}", self.conjunction()?);
        }
        Ok(out)
    }

    /// Parts beside each other, with AND or NOT or nothing between them.
    fn conjunction(&mut self) -> Result<String, Fault> {
        let mut out = self.part()?;
        loop {
            match self.tokens.peek().map(|(_, token)| token) {
                Some(Token::And) => {
                    self.tokens.next();
                    out = format!("({out}) AND {}", self.part()?);
                }
                Some(Token::Not) => {
                    self.tokens.next();
                    out = format!("({out}) NOT {}", self.part()?);
                }
                Some(Token::Phrase(_) | Token::Open) => out = format!("({out}) AND {}", self.part()?),
                _ => return Ok(out),
            }
        }
    }

    /// A phrase, phrases near each other, or what stands in parentheses.
    fn part(&mut self) -> Result<String, Fault> {
        match self.tokens.next() {
            Some((_, Token::Phrase(phrase))) => {
                let mut phrases = vec![phrase];
                let mut distance = 0;
                while let Some((at, Token::Near(words))) =
                    self.tokens.next_if(|(_, token)| matches!(token, Token::Near(_)))
                {
                    distance = distance.max(words);
                    match self.tokens.next() {
                        Some((_, Token::Phrase(phrase))) => phrases.push(phrase),
                        _ => return Err((at, "NEAR stands between two words or phrases".to_owned())),
                    }
                }
                match &phrases[..] {
                    [phrase] => Ok(phrase.clone()),
                    _ => Ok(format!("NEAR({}, {distance})", phrases.join(" "))),
                }
            }
            Some((at, Token::Open)) => {
                self.depth += 1;
                if self.depth > DEPTH {
                    return Err((at, "too many parentheses in each other".to_owned()));
                }
                let inner = self.alternatives()?;
                self.depth -= 1;
                match self.tokens.next() {
                    Some((_, Token::Close)) => Ok(format!("({inner})")),
                    _ => Err((at, "a parenthesis that is not closed".to_owned())),
                }
            }
            Some((at, token)) => Err((at, format!("a word is missing before {}", token.name()))),
            None => Err((self.end, "a word is missing".to_owned())),
        }
    }
}

impl Token {
    fn name(&self) -> &'static str {
        match self {
            Token::Phrase(_) => "a word",
            Token::And => "AND",
            Token::Or => "OR",
            Token::Not => "NOT (NOT stands between two words: gas NOT pipeline)",
            Token::Near(_) => "NEAR",
            Token::Open => "(",
            Token::Close => ")",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rusqlite::Connection;

    fn fts(query: &str) -> String {
        Words::parse(query).unwrap().fts
    }

    #[test]
    fn people_write_words_and_fts5_gets_its_own_language() {
        assert_eq!(fts("cease-fire NEAR access"), r#"NEAR("cease-fire" "access", 10)"#);
        assert_eq!(fts("gas NEAR/3 “nerve agent” NEAR Duma"), r#"NEAR("gas" "nerve agent" "Duma", 10)"#);
        assert_eq!(fts("chem* Duma"), r#"("chem" *) AND "Duma""#);
        assert_eq!(fts("(sarin OR gas) NOT pipeline"), r#"(("sarin" OR "gas")) NOT "pipeline""#);
        assert_eq!(fts("U.N.'s"), r#""U.N.'s""#);
    }

    #[test]
    fn mistakes_are_said_with_their_place() {
        let said = |query: &str| Words::parse(query).unwrap_err().to_string();
        assert!(said("gas OR").starts_with("a word is missing, at character 7 of \"gas OR\""));
        assert!(said("\"gas").starts_with("a quotation mark without its second, at character 1"));
        assert!(said("(gas").starts_with("a parenthesis that is not closed, at character 1"));
        assert!(said("gas)").starts_with("a closing parenthesis without an opening one, at character 4"));
        assert!(said("NOT gas").starts_with("a word is missing before NOT"));
        assert!(said("gas NEAR (a b)").starts_with("NEAR stands between two words"));
        assert!(said("- gas").starts_with("\"-\" has no letters or digits"));
        assert!(said("").starts_with("a word is missing, at character 1"));
    }

    fn answers(connection: &Connection, query: &str) -> Option<i64> {
        let words = Words::parse(query).ok()?;
        Some(
            connection
                .query_row("SELECT count(*) FROM w WHERE w MATCH ?", [words.as_fts()], |row| row.get(0))
                .unwrap_or_else(|error| panic!("{query:?} became {:?}: {error}", words.as_fts())),
        )
    }

    fn table() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(
                "CREATE VIRTUAL TABLE w USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2');
                 INSERT INTO w VALUES ('A cease-fire would give access to the town.'), ('Gas through the pipeline.');",
            )
            .unwrap();
        connection
    }

    #[test]
    fn the_language_does_what_it_says() {
        let connection = table();
        for (query, found) in [
            ("cease-fire NEAR access", 1),
            ("cease-fire NEAR/1 town", 0),
            ("gas NOT pipeline", 0),
            ("gas OR access", 2),
            ("pipe*", 1),
            ("accéss", 1),
            ("(gas) pipeline", 1),
        ] {
            assert_eq!(answers(&connection, query), Some(found), "{query}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_understood_fts5_understands_too(query in r#"([a-c"*()“\-']|NEAR|NEAR/2|NOT|OR|AND| ){0,14}"#) {
            let _ = answers(&table(), &query);
        }

        #[test]
        fn no_question_panics(query in ".{0,40}") {
            let _ = Words::parse(&query);
        }
    }
}
