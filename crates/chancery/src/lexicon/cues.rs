//! Cues: the words that report what somebody says, thinks, wants, knows or feels (`lexicon/cues.tsv`).

use std::collections::BTreeMap;

use super::{Attitudes, LexiconError, Source, Table};

/// Path of the table below the data folder.
const FILE: &str = "lexicon/cues.tsv";

/// The grammar of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueKind {
    /// "said".
    Verb,
    /// "claim".
    Noun,
    /// "confident".
    Adjective,
    /// "reportedly".
    Adverb,
    /// "according to", "make clear".
    Phrase,
}

/// What kind of attitude a cue reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueClass {
    /// Utterances.
    Say,
    /// Questions, requests, orders.
    Ask,
    /// Denials and refusals.
    Deny,
    /// Praise, blame, support, opposition.
    Judge,
    /// Beliefs and expectations.
    Think,
    /// Hopes, plans, intentions.
    Want,
    /// Knowledge and discovery.
    Know,
    /// Emotions.
    Feel,
    /// Documents and figures that show something.
    Show,
    /// What appears to somebody unnamed.
    Seem,
}

/// Where the content of a cue may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Complement {
    /// In quotation marks.
    Quote,
    /// A finite clause.
    Clause,
    /// An infinitive or gerund of the speaker's own.
    Infinitive,
    /// A noun phrase.
    Object,
    /// An object with its infinitive.
    ObjectInfinitive,
    /// An object with a predicate: "calls it a success", "describes it as late".
    Predicate,
    /// The cue governs the speaker, the rest of the clause is the content: "according to".
    Speaker,
    /// The whole clause that the adverb modifies.
    WholeClause,
    /// After this preposition.
    Preposition(&'static str),
}

/// Prepositions that may join a cue and its content.
pub(super) const PREPOSITIONS: [&str; 12] =
    ["about", "against", "at", "by", "for", "from", "in", "of", "on", "over", "to", "with"];

/// One cue of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Lemmas; one for a single word.
    pub words: Vec<String>,
    /// Its grammar.
    pub kind: CueKind,
    /// What it reports.
    pub class: CueClass,
    /// Where its content may stand.
    pub complements: Vec<Complement>,
    /// Line in the table, from 1.
    pub line: usize,
}

impl Complement {
    /// As the table spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Complement::Quote => "quote",
            Complement::Clause => "ccomp",
            Complement::Infinitive => "xcomp",
            Complement::Object => "obj",
            Complement::ObjectInfinitive => "obj+xcomp",
            Complement::Predicate => "as",
            Complement::Speaker => "source",
            Complement::WholeClause => "clause",
            Complement::Preposition(word) => word,
        }
    }
}

impl CueKind {
    /// As the table spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            CueKind::Verb => "verb",
            CueKind::Noun => "noun",
            CueKind::Adjective => "adjective",
            CueKind::Adverb => "adverb",
            CueKind::Phrase => "phrase",
        }
    }
}

impl Cue {
    /// Whether the content may stand there.
    #[must_use]
    pub fn takes(&self, complement: Complement) -> bool {
        self.complements.contains(&complement)
    }

    /// Whether the content may follow that preposition.
    #[must_use]
    pub fn takes_preposition(&self, word: &str) -> bool {
        self.complements.iter().any(|c| matches!(c, Complement::Preposition(p) if *p == word))
    }
}

/// All cues, found by their words.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    single: BTreeMap<(CueKind, String), Cue>,
    phrases: BTreeMap<String, Vec<Cue>>,
    /// What the table leaves open.
    pub attitudes: Attitudes,
}

impl Cues {
    /// What a single word reports, verb before noun before adjective.
    #[must_use]
    pub fn class_of(&self, lemma: &str) -> Option<CueClass> {
        [CueKind::Verb, CueKind::Noun, CueKind::Adjective]
            .into_iter()
            .find_map(|kind| self.single.get(&(kind, lemma.to_owned())))
            .map(|cue| cue.class)
    }

    /// Loads and checks the table.
    ///
    /// # Errors
    /// Every wrong cell, in line order.
    pub fn load(source: &Source) -> Result<Self, Vec<LexiconError>> {
        let bytes = source.file(FILE).unwrap_or_default();
        let table = Table::parse(FILE, &bytes, &["lemma", "kind", "class", "complement"])
            .map_err(|error| vec![error])?;
        let mut errors = Vec::new();
        let attitudes = Attitudes::load(source).unwrap_or_else(|wrong| {
            errors.extend(wrong);
            Attitudes::default()
        });
        let mut cues = Cues { attitudes, ..Cues::default() };
        for row in table.rows() {
            let read = || {
                let kind = kind_of(row.cell("kind"))
                    .ok_or_else(|| row.error("kind", "expected verb, noun, adjective, adverb or phrase"))?;
                let class = class_of(row.cell("class")).ok_or_else(|| {
                    row.error(
                        "class",
                        "expected say, ask, deny, judge, think, want, know, feel, show or seem",
                    )
                })?;
                let words: Vec<String> = row.cell("lemma").split(' ').map(str::to_owned).collect();
                if words.iter().any(String::is_empty) {
                    return Err(row.error("lemma", "empty, or more than one space between words"));
                }
                if words.len() > 1 && kind != CueKind::Phrase {
                    return Err(row.error("kind", "several words are a phrase"));
                }
                let mut complements = Vec::new();
                for item in row.list("complement") {
                    complements
                        .push(complement_of(item).ok_or_else(|| {
                            row.error("complement", format!("unknown complement {item:?}"))
                        })?);
                }
                if complements.is_empty() {
                    return Err(row.error("complement", "empty; a cue needs a place for its content"));
                }
                Ok(Cue { words, kind, class, complements, line: row.line() })
            };
            match read() {
                Ok(cue) => {
                    if let Err(reason) = cues.add(cue) {
                        errors.push(row.error("lemma", reason));
                    }
                }
                Err(error) => errors.push(error),
            }
        }
        for phrases in cues.phrases.values_mut() {
            phrases.sort_by_key(|cue| std::cmp::Reverse(cue.words.len()));
        }
        if errors.is_empty() { Ok(cues) } else { Err(errors) }
    }

    fn add(&mut self, cue: Cue) -> Result<(), String> {
        let twice = |line: usize| format!("listed twice; first in line {line}");
        if cue.kind == CueKind::Phrase {
            let phrases = self.phrases.entry(cue.words[0].clone()).or_default();
            if let Some(other) = phrases.iter().find(|other| other.words == cue.words) {
                return Err(twice(other.line));
            }
            phrases.push(cue);
            return Ok(());
        }
        let key = (cue.kind, cue.words[0].clone());
        if let Some(other) = self.single.get(&key) {
            return Err(twice(other.line));
        }
        self.single.insert(key, cue);
        Ok(())
    }

    /// The one-word cue of that kind and lemma.
    #[must_use]
    pub fn word(&self, kind: CueKind, lemma: &str) -> Option<&Cue> {
        self.single.get(&(kind, lemma.to_owned()))
    }

    /// Phrases whose first word has that lemma, longest first.
    #[must_use]
    pub fn phrases(&self, first: &str) -> &[Cue] {
        self.phrases.get(first).map_or(&[], Vec::as_slice)
    }

    /// How many cues there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.single.len() + self.phrases.values().map(Vec::len).sum::<usize>()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

pub(super) fn kind_of(text: &str) -> Option<CueKind> {
    Some(match text {
        "verb" => CueKind::Verb,
        "noun" => CueKind::Noun,
        "adjective" => CueKind::Adjective,
        "adverb" => CueKind::Adverb,
        "phrase" => CueKind::Phrase,
        _ => return None,
    })
}

fn class_of(text: &str) -> Option<CueClass> {
    Some(match text {
        "say" => CueClass::Say,
        "ask" => CueClass::Ask,
        "deny" => CueClass::Deny,
        "judge" => CueClass::Judge,
        "think" => CueClass::Think,
        "want" => CueClass::Want,
        "know" => CueClass::Know,
        "feel" => CueClass::Feel,
        "show" => CueClass::Show,
        "seem" => CueClass::Seem,
        _ => return None,
    })
}

pub(super) fn complement_of(text: &str) -> Option<Complement> {
    Some(match text {
        "quote" => Complement::Quote,
        "ccomp" => Complement::Clause,
        "xcomp" => Complement::Infinitive,
        "obj" => Complement::Object,
        "obj+xcomp" => Complement::ObjectInfinitive,
        "as" => Complement::Predicate,
        "source" => Complement::Speaker,
        "clause" => Complement::WholeClause,
        _ => Complement::Preposition(PREPOSITIONS.iter().copied().find(|p| *p == text)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_loads() {
        let cues = Cues::load(&Source::embedded()).unwrap();
        assert!(cues.len() > 600, "{}", cues.len());
        let say = cues.word(CueKind::Verb, "say").unwrap();
        assert!(say.takes(Complement::Quote) && say.takes(Complement::Clause));
        assert!(cues.phrases("according").iter().any(|cue| cue.takes(Complement::Speaker)));
        assert!(cues.word(CueKind::Verb, "speak").unwrap().takes_preposition("about"));
    }

    #[test]
    fn mistakes_are_all_named() {
        let folder = std::env::temp_dir().join(format!("chancery-cues-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("lexicon")).unwrap();
        let table = "lemma\tkind\tclass\tcomplement\nsay\tverb\tsay\tccomp\nsay\tverb\tsay\tobj\nask\tverb\task\tto-obj\n";
        std::fs::write(folder.join(FILE), table).unwrap();
        let errors = Cues::load(&Source::embedded().with_folder(&folder)).unwrap_err();
        std::fs::remove_dir_all(&folder).unwrap();
        let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(
            messages,
            [
                "lexicon/cues.tsv:3:1: listed twice; first in line 2",
                "lexicon/cues.tsv:4:14: unknown complement \"to-obj\""
            ]
        );
    }
}
