//! `chancery search`: reports by their words.

use std::io::{Write, stdout};

use chancery_store::{Found, Store, Words};
use clap::{Args, ValueEnum};
use serde_json::json;

use crate::print::{ColorOption, Mark, one_line, short_id};
use crate::setup::StoreOption;
use crate::{Outcome, messages};

/// Find reports by their words, the best first
///
///   cease-fire                 the word, in any case and with or without accents
///   "chemical weapons"         the words in that order
///   chem*                      words that begin so
///   cease-fire NEAR access     at most ten words apart (NEAR/3: three)
///   sarin OR chlorine          either
///   gas NOT pipeline           the first without the second
///   (sarin OR gas) Duma        both
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Search {
    /// Words to look for in titles and texts
    #[arg(value_name = "WORDS", value_parser = Words::parse)]
    words: Words,

    #[command(flatten)]
    store: StoreOption,

    /// What to print
    #[arg(long, default_value = "table")]
    format: SearchFormat,

    /// At most so many reports
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,

    /// Colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: ColorOption,
}

/// What `chancery search` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SearchFormat {
    /// For people: title and the best place
    Table,
    /// One report a line: id, title, publisher, published, snippet
    Jsonl,
}

impl Search {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let store = Store::open(&self.store.store)?;
        let (reports, weighed) = store.search(&self.words, self.limit)?;
        let mut out = stdout();
        let color = self.color.wanted();
        for report in &reports {
            match self.format {
                SearchFormat::Table => write!(out, "{}", for_people(report, color))?,
                SearchFormat::Jsonl => writeln!(
                    out,
                    "{}",
                    json!({"id": report.id, "title": report.title, "publisher": report.publisher,
                        "published": report.published, "snippet": marked(&report.snippet, "", "")})
                )?,
            }
        }
        if !weighed {
            messages::note("very many reports have these words; the latest added come first");
        }
        Ok(Outcome::of(!reports.is_empty(), false))
    }
}

fn for_people(report: &Found, color: bool) -> String {
    let about = [report.published.as_deref(), report.publisher.as_deref(), Some(short_id(&report.id))];
    let about: Vec<&str> = about.into_iter().flatten().collect();
    let title = one_line(report.title.as_deref().unwrap_or_default());
    let title = if title.is_empty() { String::new() } else { format!("{title}\n  ") };
    let snippet = if color {
        marked(&report.snippet, Mark::Trigger.style(), "\x1b[0m")
    } else {
        marked(&report.snippet, "*", "*")
    };
    format!("{title}{}\n    {}\n", about.join(" · "), one_line(&snippet))
}

fn marked(snippet: &str, begin: &str, end: &str) -> String {
    snippet.replace(Found::BEGIN, begin).replace(Found::END, end)
}
