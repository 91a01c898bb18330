//! Dictionary forms: a table of words, then rules for endings, then the capitals that the lemma keeps.
//!
//! The tables are learned by `training/train_lemmas.py`, which applies the same rules; change both together.

use std::collections::{HashMap, HashSet};
use std::str::FromStr;

use crate::resource::{self, ResourceError};
use crate::tokenize::is_apostrophe;
use crate::ud::{Feats, Upos};

const FILE: &str = "model/lemmas.tsv";

/// Endings that rules look at are at most this long, in characters.
const LONGEST_SUFFIX: usize = 6;

/// Names in capitals of more characters than this are taken for shouted.
const SHOUTED: usize = 5;

/// Ends of adjectives of peoples and places.
const PEOPLES: [&str; 4] = ["ian", "ean", "ese", "i"];

/// What a rule does to the end of a word.
#[derive(Clone, Copy, Debug)]
struct Edit {
    /// Characters taken off.
    strip: usize,
    /// Put there instead.
    add: &'static str,
}

/// Finds the lemmas of words.
#[derive(Clone, Debug, Default)]
pub struct Lemmatizer {
    rules: HashMap<(Upos, Inflection, &'static str), Edit>,
    words: HashMap<(Upos, Inflection, &'static str), &'static str>,
    cases: HashMap<(Upos, Capitals, &'static str), &'static str>,
    known: HashSet<(Upos, &'static str)>,
}

/// The inflection that matters for the lemma.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Inflection {
    Ing,
    Past,
    ThirdOrSingular,
    Base,
    Plural,
    PluralOnly,
    Comparative,
    Superlative,
    Accusative,
    Genitive,
    None,
}

impl Inflection {
    fn of(upos: Upos, feats: &Feats) -> Self {
        match upos {
            Upos::Verb | Upos::Aux => {
                let (participle, past) = (feats.has("VerbForm", "Part"), feats.has("Tense", "Past"));
                if feats.has("VerbForm", "Ger") || participle && !past {
                    Inflection::Ing
                } else if past {
                    Inflection::Past
                } else if feats.has("Person", "3") && feats.has("Number", "Sing") {
                    Inflection::ThirdOrSingular
                } else {
                    Inflection::Base
                }
            }
            Upos::Noun | Upos::Propn => match feats.get("Number") {
                Some("Plur") => Inflection::Plural,
                Some("Ptan") => Inflection::PluralOnly,
                _ => Inflection::ThirdOrSingular,
            },
            Upos::Adj | Upos::Adv => match feats.get("Degree") {
                Some("Cmp") => Inflection::Comparative,
                Some("Sup") => Inflection::Superlative,
                _ => Inflection::None,
            },
            Upos::Pron => match feats.get("Case") {
                Some("Acc") => Inflection::Accusative,
                Some("Gen") => Inflection::Genitive,
                _ => Inflection::None,
            },
            _ => Inflection::None,
        }
    }

    fn from_letter(letter: &str) -> Option<Self> {
        Some(match letter {
            "g" => Inflection::Ing,
            "d" => Inflection::Past,
            "s" => Inflection::ThirdOrSingular,
            "b" => Inflection::Base,
            "p" => Inflection::Plural,
            "t" => Inflection::PluralOnly,
            "c" => Inflection::Comparative,
            "u" => Inflection::Superlative,
            "a" => Inflection::Accusative,
            "-" => Inflection::None,
            _ => return None,
        })
    }

    /// The letter "g" is the -ing form of verbs and the genitive of pronouns.
    fn from_cell(upos: Upos, letter: &str) -> Option<Self> {
        if upos == Upos::Pron && letter == "g" {
            return Some(Inflection::Genitive);
        }
        Self::from_letter(letter)
    }
}

/// How a form is capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Capitals {
    None,
    First,
    /// The first letter, at the start of a sentence.
    Start,
    All,
    Mixed,
}

impl Capitals {
    fn of(form: &str, sentence_start: bool) -> Self {
        let mut letters = form.chars().filter(|c| c.is_alphabetic());
        if letters.clone().all(|c| !c.is_uppercase()) {
            return Capitals::None;
        }
        let all = letters.clone().all(|c| !c.is_lowercase());
        letters.next();
        if form.starts_with(char::is_uppercase) && letters.all(|c| !c.is_uppercase()) {
            return if sentence_start { Capitals::Start } else { Capitals::First };
        }
        if all { Capitals::All } else { Capitals::Mixed }
    }

    fn from_letter(letter: &str) -> Option<Self> {
        Some(match letter {
            "l" => Capitals::None,
            "T" => Capitals::First,
            "t" => Capitals::Start,
            "U" => Capitals::All,
            "x" => Capitals::Mixed,
            _ => return None,
        })
    }
}

impl Lemmatizer {
    /// The lemmatizer that this crate ships with.
    ///
    /// # Errors
    /// When its file is missing, of another format version or malformed.
    pub fn embedded() -> Result<Self, ResourceError> {
        let bytes = resource::embedded(FILE, b"CHLEMM1\n")?;
        let text = std::str::from_utf8(bytes).map_err(|_| ResourceError::new(FILE, "not UTF-8"))?;
        let mut lemmatizer = Lemmatizer::default();
        for (number, line) in text.lines().enumerate() {
            lemmatizer
                .add(line)
                .ok_or_else(|| ResourceError::new(FILE, format!("line {} is malformed", number + 2)))?;
        }
        Ok(lemmatizer)
    }

    fn add(&mut self, line: &'static str) -> Option<()> {
        let mut cells = line.split('\t');
        let (table, upos) = (cells.next()?, Upos::from_str(cells.next()?).ok()?);
        let third = cells.next()?;
        match table {
            "rule" => {
                let key = (upos, Inflection::from_cell(upos, third)?, cells.next()?);
                let edit = Edit { strip: cells.next()?.parse().ok()?, add: cells.next()? };
                self.rules.insert(key, edit);
            }
            "word" => {
                self.words.insert((upos, Inflection::from_cell(upos, third)?, cells.next()?), cells.next()?);
            }
            "case" => {
                self.cases.insert((upos, Capitals::from_letter(third)?, cells.next()?), cells.next()?);
            }
            "known" => self.known.extend(third.split(' ').map(|word| (upos, word))),
            _ => return None,
        }
        Some(())
    }

    /// The lemma of `form`. `sentence_start` says that no other word stands before it in its sentence (marks do not
    /// count), so that its capital says nothing.
    #[must_use]
    pub fn lemma(&self, form: &str, upos: Upos, feats: &Feats, sentence_start: bool) -> String {
        let word = plain(form);
        let inflection = Inflection::of(upos, feats);
        let lemma = match self.words.get(&(upos, inflection, word.as_str())) {
            Some(&lemma) => lemma.to_owned(),
            None => {
                let lemma = self.by_rule(&word, upos, inflection);
                self.as_otherwise_inflected(&word, upos, &lemma).unwrap_or(lemma)
            }
        };
        let capitals = Capitals::of(form, sentence_start);
        match self.cases.get(&(upos, capitals, lemma.as_str())) {
            Some(&cased) => cased.to_owned(),
            None => self.with_capitals(form, upos, capitals, lemma),
        }
    }

    /// The lemma under another inflection, where the tagged one leaves a word as it is that is no known base form:
    /// "killed" tagged as an infinitive is still "kill".
    fn as_otherwise_inflected(&self, word: &str, upos: Upos, lemma: &str) -> Option<String> {
        if lemma != word || self.known.contains(&(upos, word)) {
            return None;
        }
        others(upos).iter().find_map(|&(inflection, ending)| {
            if let Some(&found) = self.words.get(&(upos, inflection, word)) {
                return (found != word).then(|| found.to_owned());
            }
            let found = word.ends_with(ending).then(|| self.by_rule(word, upos, inflection))?;
            (found != word && self.known.contains(&(upos, found.as_str()))).then_some(found)
        })
    }

    fn by_rule(&self, word: &str, upos: Upos, inflection: Inflection) -> String {
        let count = word.chars().count();
        let ends = word.char_indices().map(|(at, _)| at).chain([word.len()]);
        for at in ends.skip(count.saturating_sub(LONGEST_SUFFIX).max(1)) {
            if let Some(edit) = self.rules.get(&(upos, inflection, &word[at..]))
                && edit.strip < count
            {
                let stem = word.char_indices().nth(count - edit.strip).map_or(word, |(end, _)| &word[..end]);
                return self.near_known(format!("{stem}{}", edit.add), word, upos);
            }
        }
        if upos == Upos::Num && word.starts_with(|c: char| c.is_ascii_digit()) {
            return word.replace(',', "");
        }
        word.to_owned()
    }

    /// The lemma that a rule gives, or one near it that is a known word when that one is not.
    fn near_known(&self, lemma: String, word: &str, upos: Upos) -> String {
        let known = |w: &str| self.known.contains(&(upos, w));
        if lemma == word || known(&lemma) {
            return lemma;
        }
        for end in [Some('e'), lemma.chars().next_back()].into_iter().flatten() {
            let longer = format!("{lemma}{end}");
            if known(&longer) {
                return longer;
            }
        }
        let mut back = lemma.chars().rev();
        if let (Some(last), Some(before), Some(_)) = (back.next(), back.next(), back.next())
            && (last == 'e' || last == before)
            && known(&lemma[..lemma.len() - last.len_utf8()])
        {
            return lemma[..lemma.len() - last.len_utf8()].to_owned();
        }
        match word.strip_suffix('s') {
            Some(singular) if known(singular) => singular.to_owned(),
            _ => lemma,
        }
    }

    /// The lemma with the capitals it keeps where the tables do not say.
    fn with_capitals(&self, form: &str, upos: Upos, capitals: Capitals, lemma: String) -> String {
        let keeps = match upos {
            Upos::Propn if capitals == Capitals::All && form.chars().count() > SHOUTED => {
                let mut chars = lemma.chars();
                return chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or(lemma);
            }
            Upos::Propn | Upos::X | Upos::Sym | Upos::Punct => true,
            Upos::Num => !matches!(capitals, Capitals::None | Capitals::Start),
            Upos::Noun => capitals == Capitals::Mixed,
            Upos::Adj if self.known.contains(&(upos, lemma.as_str())) => false,
            Upos::Adj => match capitals {
                Capitals::First | Capitals::Mixed => true,
                Capitals::Start => PEOPLES.iter().any(|end| lemma.ends_with(end)),
                Capitals::None | Capitals::All => false,
            },
            _ => false,
        };
        if keeps { recase(form, &lemma) } else { lemma }
    }
}

/// The inflections tried where the tagged one tells nothing, with the ending their rules are for.
fn others(upos: Upos) -> &'static [(Inflection, &'static str)] {
    const BASE: (Inflection, &str) = (Inflection::Base, "-");
    const PAST: (Inflection, &str) = (Inflection::Past, "ed");
    const ING: (Inflection, &str) = (Inflection::Ing, "ing");
    const THIRD: (Inflection, &str) = (Inflection::ThirdOrSingular, "s");
    match upos {
        Upos::Verb => &[PAST, ING, THIRD],
        Upos::Aux => &[BASE, THIRD, PAST, ING],
        Upos::Noun => &[(Inflection::Plural, "s")],
        Upos::Adj | Upos::Adv => &[(Inflection::Comparative, "er"), (Inflection::Superlative, "est")],
        _ => &[],
    }
}

/// Lower case, with straight apostrophes; marks stay as they are.
fn plain(form: &str) -> String {
    if !form.chars().any(char::is_alphanumeric) {
        return form.to_owned();
    }
    if form.is_ascii() { form.to_ascii_lowercase() } else { form.replace(['’', '‘'], "'").to_lowercase() }
}

/// The lemma with the capitals of the form as far as both run alike.
fn recase(form: &str, lemma: &str) -> String {
    let lower = |c: char| {
        let mut lower = c.to_lowercase();
        lower.next().filter(|_| lower.next().is_none()).unwrap_or(c)
    };
    let mut alike = true;
    let mut shape = form.chars();
    lemma
        .chars()
        .map(|c| {
            let model = shape.next();
            alike = alike && model.is_some_and(|m| lower(m) == c || is_apostrophe(m) && c == '\'');
            model.filter(|m| alike && !is_apostrophe(*m)).unwrap_or(c)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemma(form: &str, upos: Upos, feats: &str) -> String {
        Lemmatizer::embedded().unwrap().lemma(form, upos, &Feats::new(feats), false)
    }

    const PAST: &str = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin";

    #[test]
    fn verbs_regular_irregular_and_unseen() {
        for (form, wanted) in [
            ("overthrew", "overthrow"),
            ("shelled", "shell"),
            ("accused", "accuse"),
            ("denied", "deny"),
            ("was", "be"),
        ] {
            assert_eq!(lemma(form, Upos::Verb, PAST), wanted);
        }
        assert_eq!(lemma("stopping", Upos::Verb, "Tense=Pres|VerbForm=Part"), "stop");
        assert_eq!(lemma("killed", Upos::Verb, "VerbForm=Inf"), "kill");
        assert_eq!(lemma("n’t", Upos::Part, "Polarity=Neg"), "not");
    }

    #[test]
    fn plurals_lose_their_ending() {
        for (form, wanted) in
            [("gunmen", "gunman"), ("crises", "crisis"), ("countries", "country"), ("hostages", "hostage")]
        {
            assert_eq!(lemma(form, Upos::Noun, "Number=Plur"), wanted);
        }
        assert_eq!(lemma("Americans", Upos::Propn, "Number=Plur"), "American");
    }

    #[test]
    fn capitals_stay_where_they_mean_something() {
        assert_eq!(lemma("Syrian", Upos::Adj, "Degree=Pos"), "Syrian");
        assert_eq!(lemma("NATO", Upos::Propn, "Number=Sing"), "NATO");
        let start =
            Lemmatizer::embedded().unwrap().lemma("Peace", Upos::Noun, &Feats::new("Number=Sing"), true);
        assert_eq!(start, "peace");
    }

    #[test]
    fn no_text_is_too_strange() {
        let lemmatizer = Lemmatizer::embedded().unwrap();
        for form in ["", "İ", "ẞẞ", "’", "🙂s", "ﬀ", "s"] {
            for &upos in Upos::ALL {
                for feats in ["", "Number=Plur", PAST, "Degree=Cmp", "VerbForm=Ger"] {
                    let _ = lemmatizer.lemma(form, upos, &Feats::new(feats), true);
                }
            }
        }
    }
}
