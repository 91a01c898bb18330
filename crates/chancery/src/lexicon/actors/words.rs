//! Words by which people and groups are recognised (`lexicon/actors/words.toml`).

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use crate::lexicon::toml_file::TomlFile;
use crate::lexicon::{LexiconError, Source};

/// Sets of words; the file tells with examples what each is for.
#[derive(Clone, Debug, Default)]
pub struct ActorWords {
    /// Nouns that count or group what follows "of".
    pub counting: BTreeSet<String>,
    /// Nouns for people of a body, whose sector is the body's.
    pub belonging: BTreeSet<String>,
    /// Nouns that are groups even in the singular.
    pub bodies: BTreeSet<String>,
    /// Words before an office that make another one of it.
    pub lesser: BTreeSet<String>,
    /// Surnames that are too common to stand for one person.
    pub common_surnames: BTreeSet<String>,
    /// Ranks that police and armies share.
    pub ranks: BTreeSet<String>,
    /// Offices at the head of anything, from a state to a company.
    pub presiding: BTreeSet<String>,
    /// Last words of companies' names.
    pub company_endings: BTreeSet<String>,
    /// Words of parties' names that parties of many countries share.
    pub party_words: BTreeSet<String>,
    /// Verbs of what police and courts do to whom they hold or try.
    pub holding: BTreeSet<String>,
    /// Verbs of what the accused do with `proceedings`.
    pub undergoing: BTreeSet<String>,
    /// Nouns for steps of a prosecution.
    pub proceedings: BTreeSet<String>,
    /// Nouns for whoever did it.
    pub culprits: BTreeSet<String>,
    /// Nouns for towns and parts of a country that stand beside their names.
    pub settlements: BTreeSet<String>,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct WordsFile {
    counting: Vec<Spanned<String>>,
    belonging: Vec<Spanned<String>>,
    bodies: Vec<Spanned<String>>,
    lesser: Vec<Spanned<String>>,
    common_surnames: Vec<Spanned<String>>,
    ranks: Vec<Spanned<String>>,
    presiding: Vec<Spanned<String>>,
    company_endings: Vec<Spanned<String>>,
    party_words: Vec<Spanned<String>>,
    holding: Vec<Spanned<String>>,
    undergoing: Vec<Spanned<String>>,
    proceedings: Vec<Spanned<String>>,
    culprits: Vec<Spanned<String>>,
    settlements: Vec<Spanned<String>>,
}

impl ActorWords {
    /// Loads `lexicon/actors/words.toml`.
    ///
    /// # Errors
    /// A set that is missing or unknown, words that stand twice in one.
    pub fn load(source: &Source) -> Result<Self, Vec<LexiconError>> {
        let name = "lexicon/actors/words.toml";
        let Some(bytes) = source.file(name) else { return Ok(ActorWords::default()) };
        Self::parse(name, &String::from_utf8_lossy(&bytes))
    }

    fn parse(name: &str, text: &str) -> Result<Self, Vec<LexiconError>> {
        let file = TomlFile::new(name, text);
        let parsed: WordsFile = file.parse().map_err(|error| vec![error])?;
        let mut errors = Vec::new();
        let mut words = |listed: &[Spanned<String>]| file.words(listed, &mut errors);
        let sets = ActorWords {
            counting: words(&parsed.counting),
            belonging: words(&parsed.belonging),
            bodies: words(&parsed.bodies),
            lesser: words(&parsed.lesser),
            common_surnames: words(&parsed.common_surnames),
            ranks: words(&parsed.ranks),
            presiding: words(&parsed.presiding),
            company_endings: words(&parsed.company_endings),
            party_words: words(&parsed.party_words),
            holding: words(&parsed.holding),
            undergoing: words(&parsed.undergoing),
            proceedings: words(&parsed.proceedings),
            culprits: words(&parsed.culprits),
            settlements: words(&parsed.settlements),
        };
        if errors.is_empty() { Ok(sets) } else { Err(errors) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistakes(text: &str) -> Vec<String> {
        ActorWords::parse("w.toml", text).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn mistakes_name_line_and_column() {
        let rest: String = [
            "ranks",
            "presiding",
            "company-endings",
            "party-words",
            "holding",
            "undergoing",
            "proceedings",
            "culprits",
            "settlements",
        ]
        .map(|set| format!("{set} = []\n"))
        .concat();
        let whole = format!(
            "counting = [\"number\"]\nbelonging = [\"aide\",\n \"aide\"]\nbodies = []\nlesser = [\"\"]\n{rest}"
        );
        let found = mistakes(&format!("{whole}common-surnames = []\n"));
        assert_eq!(found, ["w.toml:3:2: \"aide\" stands twice in this list", "w.toml:5:11: an empty word"]);
        assert!(mistakes(&whole)[0].contains("common-surnames"));
        assert!(mistakes("countless = []\n")[0].starts_with("w.toml:1:1: "));
    }

    #[test]
    fn the_embedded_words_load() {
        let words = ActorWords::load(&Source::embedded()).unwrap();
        assert!(words.bodies.contains("court") && words.common_surnames.contains("Smith"));
    }
}
