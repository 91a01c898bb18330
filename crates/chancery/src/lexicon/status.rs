//! Words that tell whether what they govern happened (`lexicon/status.tsv`).

use std::collections::HashMap;

use super::{LexiconError, Source, Table};
use crate::plover::Status;

/// Modals, conditions, adjectives and governing words.
#[derive(Clone, Debug, Default)]
pub struct StatusWords {
    words: HashMap<(String, String), Option<Status>>,
}

const KINDS: [&str; 14] = [
    "modal",
    "condition",
    "adjective",
    "adverb",
    "governor",
    "noun-governor",
    "topic-governor",
    "carrier",
    "continuing",
    "excluding",
    "duty",
    "announcing",
    "bound",
    "simultaneous",
];

impl StatusWords {
    /// Loads `lexicon/status.tsv`.
    ///
    /// # Errors
    /// Mistakes in the file.
    pub fn load(source: &Source) -> Result<Self, Vec<LexiconError>> {
        let file = "lexicon/status.tsv";
        let Some(bytes) = source.file(file) else { return Ok(StatusWords::default()) };
        let table = Table::parse(file, &bytes, &["word", "kind", "status"]).map_err(|e| vec![e])?;
        let mut words = HashMap::new();
        let mut errors = Vec::new();
        for row in table.rows() {
            let kind = row.cell("kind");
            if !KINDS.contains(&kind) {
                errors
                    .push(row.error("kind", format!("unknown kind {kind:?}; expected {}", KINDS.join(", "))));
                continue;
            }
            match row.parse::<Status>("status") {
                Ok(status) => {
                    for word in row.list("word") {
                        words.insert((kind.to_owned(), word.to_owned()), status);
                    }
                }
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(StatusWords { words }) } else { Err(errors) }
    }

    fn get(&self, kind: &str, word: &str) -> Option<Status> {
        self.words.get(&(kind.to_owned(), word.to_owned())).copied().flatten()
    }

    /// What an auxiliary says: "will" is future, "would" hypothetical.
    #[must_use]
    pub fn modal(&self, lemma: &str) -> Option<Status> {
        self.get("modal", lemma)
    }

    /// Whether a clause with this mark is a condition: "if", "unless", "whether".
    #[must_use]
    pub fn is_condition(&self, lemma: &str) -> bool {
        self.get("condition", lemma).is_some()
    }

    /// What an adjective says of its noun: "planned".
    #[must_use]
    pub fn adjective(&self, lemma: &str) -> Option<Status> {
        self.get("adjective", lemma)
    }

    /// What an adverb says of its verb: "maybe".
    #[must_use]
    pub fn adverb(&self, lemma: &str) -> Option<Status> {
        self.get("adverb", lemma)
    }

    /// What a verb or noun says of the clause it takes: "plan", "refuse", "hope".
    #[must_use]
    pub fn governor(&self, lemma: &str) -> Option<Status> {
        self.get("governor", lemma)
    }

    /// What a word says of a noun it takes: "call for", "avert", "threat of".
    #[must_use]
    pub fn governor_of_noun(&self, lemma: &str) -> Option<Status> {
        self.get("noun-governor", lemma)
    }

    /// What a word says of a noun that it takes without a definite article: "discuss".
    #[must_use]
    pub fn governor_of_topic(&self, lemma: &str) -> Option<Status> {
        self.get("topic-governor", lemma)
    }

    /// Whether a gerund after this word and preposition is what somebody is there for: "tasked with", "capable of".
    #[must_use]
    pub fn is_duty(&self, head: &str, mark: &str) -> bool {
        self.words.contains_key(&("duty".to_owned(), format!("{head} {mark}")))
    }

    /// Whether a clause with this mark is what does not happen, alone ("without") or after this word ("decide against").
    #[must_use]
    pub fn excludes(&self, head: &str, mark: &str) -> bool {
        let listed = |text: &str| self.words.contains_key(&("excluding".to_owned(), text.to_owned()));
        listed(mark) || listed(&format!("{head} {mark}"))
    }

    /// Whether what it governs is under way already: "continue".
    #[must_use]
    pub fn continues(&self, lemma: &str) -> bool {
        self.words.contains_key(&("continuing".to_owned(), lemma.to_owned()))
    }

    /// Whether what is said by this verb with "would" is going to be done: "announced that it would leave".
    #[must_use]
    pub fn announces(&self, lemma: &str) -> bool {
        self.words.contains_key(&("announcing".to_owned(), lemma.to_owned()))
    }

    /// Whether a date after this preposition only bounds its clause from outside: what began "since 2014" may go on.
    #[must_use]
    pub fn is_bound(&self, preposition: &str) -> bool {
        self.words.contains_key(&("bound".to_owned(), preposition.to_owned()))
    }

    /// Whether a clause with this mark is of one time with its main clause: "when".
    #[must_use]
    pub fn is_simultaneous(&self, mark: &str) -> bool {
        self.words.contains_key(&("simultaneous".to_owned(), mark.to_owned()))
    }

    /// Whether what a verb takes shares the verb's own status: "hold", "continue".
    #[must_use]
    pub fn carries(&self, lemma: &str) -> bool {
        self.words.contains_key(&("carrier".to_owned(), lemma.to_owned()))
    }
}
