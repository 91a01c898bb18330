//! `chancery lexicon add`: one more pattern in a folder of the user's, with sentences that prove it. Nothing is kept unless
//! the pattern loads, the sentences come out as asked and every example of the lexicon still holds.

use std::fs;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use chancery::lexicon::{Knowledge, LexiconError, Source};
use chancery::reading::event::examples::{failing_examples, summary};
use chancery::{Reader, Report};
use clap::{Args, ValueEnum};

use crate::Outcome;
use crate::setup::ModelOption;

/// Add a pattern, proved by a sentence, to a lexicon folder of your own
///
/// The pattern goes to DIR/lexicon/events/, in a file that adds to the built-in type, or in the type's own file if it is
/// one of yours; a type that does not exist yet is begun. LEXICON.md tells how patterns are written. Then read with
/// --lexicon DIR.
#[derive(Args)]
pub struct Add {
    /// The event type: one of PLOVER's or your own
    #[arg(value_name = "TYPE")]
    event_type: String,

    /// The pattern, as in LEXICON.md: "walk ~out of:@talks"
    pattern: String,

    /// The folder that it is added to, made where there is none
    #[arg(long = "to", value_name = "DIR")]
    folder: PathBuf,

    /// What the word is
    #[arg(long = "as", value_name = "KIND", default_value = "verb")]
    kind: Kind,

    /// A sentence in which it must be found; may be given more than once
    #[arg(long, value_name = "SENTENCE", required_unless_present = "no")]
    yes: Vec<String>,

    /// A sentence in which it must not be found; may be given more than once
    #[arg(long, value_name = "SENTENCE")]
    no: Vec<String>,

    /// The mode it gives, one of the type's
    #[arg(long)]
    mode: Option<String>,

    /// Where its actor stands [default: that of the kind]
    #[arg(long, value_name = "SLOT,…", value_delimiter = ',')]
    actor: Vec<String>,

    /// Where its recipient stands [default: that of the kind]
    #[arg(long, value_name = "SLOT,…", value_delimiter = ',')]
    recipient: Vec<String>,

    /// Both sides are actors
    #[arg(long)]
    mutual: bool,

    /// The pattern is no event, though another would say so; prove it with --no
    #[arg(long, conflicts_with = "yes", requires = "no")]
    never: bool,

    #[command(flatten)]
    model: ModelOption,
}

/// What a word is.
#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    Verb,
    Noun,
    Adjective,
    Modal,
}

impl Kind {
    fn section(self) -> &'static str {
        match self {
            Kind::Verb => "verbs",
            Kind::Noun => "nouns",
            Kind::Adjective => "adjectives",
            Kind::Modal => "modals",
        }
    }
}

impl Add {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        ensure!(
            !self.event_type.is_empty() && self.event_type.chars().all(plain),
            "{:?} is no name for an event type: letters, digits, - and _",
            self.event_type
        );
        let name = self.file_name()?;
        let path = self.folder.join(&name);
        let before = fs::read_to_string(&path).ok();
        match self.add(&name, &path, before.as_deref()) {
            Ok(found) => {
                let mut out = stdout().lock();
                found.iter().try_for_each(|line| writeln!(out, "{line}"))?;
                writeln!(out, "added to {}", path.display())?;
                Ok(Outcome::Found)
            }
            Err(error) => {
                match before {
                    Some(text) => fs::write(&path, text)?,
                    None => fs::remove_file(&path).or_else(|e| {
                        if e.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(e) }
                    })?,
                }
                Err(error.context("nothing was added"))
            }
        }
    }

    /// The file below the folder: the type's own where it is there or the type is new, else one that adds to it.
    fn file_name(&self) -> anyhow::Result<String> {
        let own = format!("lexicon/events/{}.toml", self.event_type);
        let knowledge = load(&Source::embedded())?;
        let is_built_in = knowledge.events.type_named(&self.event_type).is_some();
        let is_there = self.folder.join(&own).is_file();
        Ok(if is_there || !is_built_in {
            own
        } else {
            format!("lexicon/events/{}.own.toml", self.event_type)
        })
    }

    /// Writes the pattern and its examples; gives a line for each event found.
    fn add(&self, name: &str, path: &Path, before: Option<&str>) -> anyhow::Result<Vec<String>> {
        let start = match before {
            Some(text) => format!("{}\n", text.trim_end()),
            None if name.ends_with(".own.toml") => format!("extends = {}\n", quoted(&self.event_type)),
            None => format!("type = {}\n", quoted(&self.event_type)),
        };
        let known: Vec<LexiconError> = failing_examples(&self.reader()?);
        let mut text = format!("{start}\n{}", self.group());
        let line = start.lines().count() + 3;
        write_file(path, &text)?;
        let reader = self.reader()?;
        let rule = format!("{name}:{line}");
        let mut found = Vec::new();
        for (sentence, wanted) in self.yes.iter().map(|s| (s, true)).chain(self.no.iter().map(|s| (s, false)))
        {
            let reading = reader.read(&Report::from_text(sentence.as_str()));
            let fires = reading.events.iter().any(|event| event.rule == rule);
            let events: Vec<String> = reading.events.iter().map(summary).collect();
            if fires != wanted {
                let rules: Vec<String> = reading
                    .events
                    .iter()
                    .map(|event| format!("{} ({})", summary(event), event.rule))
                    .collect();
                let gives = if rules.is_empty() { "nothing".to_owned() } else { rules.join(", ") };
                let not = if wanted { "not " } else { "" };
                bail!("the pattern is {not}found in {sentence:?}, which gives {gives}");
            }
            found.extend(events.iter().cloned());
            text += &example(sentence, &events);
        }
        write_file(path, &text)?;
        let mut failing = failing_examples(&self.reader()?);
        failing.retain(|error| !known.contains(error));
        ensure!(
            failing.is_empty(),
            "an example of the lexicon would come out otherwise\n{}",
            lines(&failing)
        );
        Ok(found)
    }

    fn group(&self) -> String {
        let list = |words: &[String]| words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", ");
        let mut text = format!("[[{}]]\nwords = [{}]\n", self.kind.section(), quoted(&self.pattern));
        if let Some(mode) = &self.mode {
            text += &format!("modes = [{}]\n", quoted(mode));
        }
        for (key, slots) in [("actor", &self.actor), ("recipient", &self.recipient)] {
            if !slots.is_empty() {
                text += &format!("{key} = [{}]\n", list(slots));
            }
        }
        for (key, is_set) in [("mutual", self.mutual), ("never", self.never)] {
            if is_set {
                text += &format!("{key} = true\n");
            }
        }
        text
    }

    fn reader(&self) -> anyhow::Result<Reader> {
        let knowledge = load(&Source::embedded().with_folder(&self.folder))?;
        Ok(Reader::new(self.model.analyzer()?, knowledge).by_rules_alone())
    }
}

fn load(source: &Source) -> anyhow::Result<Knowledge> {
    Knowledge::load(source).map_err(|errors| anyhow::anyhow!("mistakes in the lexicon\n{}", lines(&errors)))
}

fn lines(errors: &[LexiconError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn example(sentence: &str, events: &[String]) -> String {
    let events: Vec<String> = events.iter().map(|event| quoted(event)).collect();
    format!("\n[[examples]]\ntext = {}\nevents = [{}]\n", quoted(sentence), events.join(", "))
}

/// A string of TOML; the escapes of JSON are all among TOML's.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn write_file(path: &Path, text: &str) -> anyhow::Result<()> {
    let said = || path.display().to_string();
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(said)?;
    }
    fs::write(path, text).with_context(said)
}
