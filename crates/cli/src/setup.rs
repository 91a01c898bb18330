//! What commands have in common: the knowledge and the model they read with, and the inputs they take.

use std::fs;
use std::num::NonZero;
use std::path::PathBuf;
use std::thread;

use anyhow::Context as _;
use chancery::Reader;
use chancery::lexicon::{Gazetteer, Knowledge, LexiconError, Source};
use chancery::record::SCHEMA;
use chancery::report::InputFormat;
use chancery_lang::Analyzer;
use chancery_store::{Provenance, Store};
use clap::{Args, ValueEnum};
use sha2::{Digest, Sha256};

/// The option that chooses the language model.
#[derive(Args)]
pub struct ModelOption {
    /// A language model to use in place of the built-in one
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
}

impl ModelOption {
    /// What turns text into documents.
    ///
    /// # Errors
    /// That of the model file.
    pub fn analyzer(&self) -> anyhow::Result<Analyzer> {
        match &self.model {
            Some(path) => Analyzer::open(path).with_context(|| path.display().to_string()),
            None => Ok(Analyzer::embedded()?),
        }
    }
}

/// The option that names folders of data files.
#[derive(Args)]
pub struct LexiconOption {
    /// A folder laid out as the project's data/ (lexicon/…, gazetteer/…), whose files replace or add to the built-in
    /// ones; may be given more than once, the last one wins
    #[arg(long, value_name = "DIR")]
    lexicon: Vec<PathBuf>,
}

impl LexiconOption {
    /// The built-in data files, overlaid by the folders given.
    ///
    /// # Errors
    /// When a folder given is none, or has nothing in it that is read.
    pub fn source(&self) -> anyhow::Result<Source> {
        let mut source = Source::embedded();
        for folder in &self.lexicon {
            let name = folder.display();
            anyhow::ensure!(folder.exists(), "{name}: no such folder");
            anyhow::ensure!(folder.is_dir(), "{name}: a file; --lexicon takes a folder laid out as data/");
            anyhow::ensure!(
                folder.join("lexicon").is_dir() || folder.join("gazetteer").is_dir(),
                "{name}: neither lexicon/ nor gazetteer/ in this folder; it must be laid out as data/"
            );
            source = source.with_folder(folder);
        }
        Ok(source)
    }
}

/// Options that choose what is read with.
#[derive(Args)]
pub struct KnowledgeOptions {
    #[command(flatten)]
    pub model: ModelOption,

    #[command(flatten)]
    lexicon: LexiconOption,

    /// A gazetteer built by `chancery gazetteer import`, in place of the built-in towns and divisions
    #[arg(long, value_name = "FILE")]
    pub gazetteer: Option<PathBuf>,

    /// Where the reports' readers live, a weak hint for names of many places: a country's code (FRA), a country with its
    /// division (USA-Texas) or a town with its division ("Paris, Texas") [default: by the publisher, where it is known]
    #[arg(long, value_name = "HOME")]
    pub home: Option<String>,

    /// A dictionary of actors in PETRARCH's or TABARI's text format, whose codes decide; may be given more than once
    #[arg(long, value_name = "FILE")]
    pub actors: Vec<PathBuf>,

    /// A dictionary of agents in PETRARCH's text format, whose codes decide; may be given more than once
    #[arg(long, value_name = "FILE")]
    pub agents: Vec<PathBuf>,
}

impl KnowledgeOptions {
    /// The built-in data files, overlaid by the folders given.
    ///
    /// # Errors
    /// As [`LexiconOption::source`].
    pub fn source(&self) -> anyhow::Result<Source> {
        self.lexicon.source()
    }

    /// A reader with this knowledge.
    ///
    /// # Errors
    /// All mistakes of the data files, or that of the model file.
    pub fn reader(&self) -> anyhow::Result<Reader> {
        let mistakes = |errors: Vec<LexiconError>| {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            anyhow::anyhow!("mistakes in the lexicon\n{}", lines.join("\n"))
        };
        let mut knowledge = Knowledge::load(&self.source()?).map_err(mistakes)?;
        if let Some(path) = &self.gazetteer {
            let bytes = fs::read(path).with_context(|| path.display().to_string())?;
            knowledge.gazetteer = Gazetteer::load_with(&self.source()?, bytes)
                .map_err(mistakes)
                .with_context(|| path.display().to_string())?;
        }
        for path in &self.actors {
            let bytes = fs::read(path).with_context(|| path.display().to_string())?;
            knowledge.actors.add_petrarch_actors(&path.display().to_string(), &bytes).map_err(mistakes)?;
        }
        for path in &self.agents {
            let bytes = fs::read(path).with_context(|| path.display().to_string())?;
            knowledge.actors.add_petrarch_agents(&path.display().to_string(), &bytes).map_err(mistakes)?;
        }
        let home = self.home.as_deref().map(|text| {
            knowledge.gazetteer.home(text).ok_or_else(|| anyhow::anyhow!("--home {text}: no such place"))
        });
        let home = home.transpose()?;
        let reader = Reader::new(self.model.analyzer()?, knowledge);
        Ok(match home {
            Some(home) => reader.at_home(home),
            None => reader,
        })
    }

    /// What a reader with this knowledge reads with, by content.
    ///
    /// # Errors
    /// When a file given cannot be read.
    pub fn provenance(&self) -> anyhow::Result<Provenance> {
        let source = self.source()?;
        let with_files = |embedded: String, files: &[&PathBuf]| -> anyhow::Result<String> {
            let mut hash = embedded;
            for path in files {
                let bytes = fs::read(path).with_context(|| path.display().to_string())?;
                hash = hash_of([hash.as_bytes(), &bytes]);
            }
            Ok(hash)
        };
        let dictionaries: Vec<&PathBuf> = self.actors.iter().chain(&self.agents).collect();
        let gazetteer: Vec<&PathBuf> = self.gazetteer.iter().collect();
        let model: Vec<&PathBuf> = self.model.model.iter().collect();
        Ok(Provenance {
            schema: SCHEMA.to_owned(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            model: with_files(Source::embedded().hash("model/"), &model)?,
            lexicon: with_files(source.hash("lexicon/"), &dictionaries)?,
            gazetteer: with_files(source.hash("gazetteer/"), &gazetteer)?,
        })
    }
}

/// The option that names the store.
#[derive(Args)]
pub struct StoreOption {
    /// The store: one file that holds reports with their records
    #[arg(long, value_name = "FILE", default_value = "news.chancery")]
    pub store: PathBuf,
}

impl StoreOption {
    /// The store, opened for reading.
    ///
    /// # Errors
    /// When there is none or it cannot be read.
    pub fn open(&self) -> anyhow::Result<Store> {
        Ok(Store::open(&self.store)?)
    }
}

/// SHA-256 of `parts` in a row, in lower-case hex.
fn hash_of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut digest = Sha256::new();
    parts.into_iter().for_each(|part| digest.update(part));
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How the inputs are written.
#[derive(Clone, Copy, ValueEnum)]
pub enum InputFormatOption {
    /// One report a file, as it is
    Text,
    /// One JSON object a line: id, title, url, publisher, published, text
    Jsonl,
    /// One web page a file
    Html,
    /// A table (CSV, TSV): a line of column names, then a report a row
    Csv,
    /// An RSS or Atom feed
    Feed,
    /// A web archive
    Warc,
}

impl From<InputFormatOption> for InputFormat {
    fn from(option: InputFormatOption) -> Self {
        match option {
            InputFormatOption::Text => InputFormat::Plain,
            InputFormatOption::Jsonl => InputFormat::JsonLines,
            InputFormatOption::Html => InputFormat::Html,
            InputFormatOption::Csv => InputFormat::Table,
            InputFormatOption::Feed => InputFormat::Feed,
            InputFormatOption::Warc => InputFormat::Warc,
        }
    }
}

/// Number of threads: as asked for, else one for each processor.
pub fn jobs(asked: Option<NonZero<usize>>) -> usize {
    asked.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZero::get)
}

/// A probability given as an option.
///
/// # Errors
/// What is expected.
pub fn probability(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(p) if (0.0..=1.0).contains(&p) => Ok(p),
        _ => Err("a number from 0 to 1".to_owned()),
    }
}
