//! `chancery-dev stories`: how well copies of reports are found. Copies are made from the shared news text, cut,
//! re-headlined, reworded and mixed, and grouped together with all the originals; no day of publication helps.
//!
//! Recall is the part of the copies that are in the story of their original, precision the part of all pairs within
//! stories that are an original and its copy. Originals that are grouped without any copy are the same text in the
//! corpus or a mistake: they are printed to be looked at, and counted by themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, ensure};
use chancery::report::receive;
use chancery_store::story::{Compared, group};
use clap::Args;

/// Shortest original, words: a copy of less is hardly a report.
const LEAST_WORDS: usize = 80;

/// Measure how well copies of a report are found and write eval/stories.csv
#[derive(Args)]
pub struct Stories {
    /// The folder of corpora
    #[arg(long, value_name = "DIR")]
    data: PathBuf,

    /// Where the figures go
    #[arg(long, value_name = "FILE", default_value = "eval/stories.csv")]
    scores: PathBuf,

    /// Print the pairs of originals that are taken for copies of one another
    #[arg(long)]
    pairs: bool,
}

/// What is done to an original to make a copy.
const KINDS: [(&str, fn(&mut Chance, &[&str], &[&str]) -> String); 7] = [
    ("cut-to-half", |_, words, _| words[..words.len() / 2].join(" ")),
    ("cut-to-quarter", |_, words, _| words[..words.len() / 4].join(" ")),
    ("headline", |_, words, other| format!("{}\n\n{}", other[..12].join(" "), words[8..].join(" "))),
    ("words-10", |chance, words, other| reworded(chance, words, other, 10)),
    ("words-20", |chance, words, other| reworded(chance, words, other, 20)),
    ("mixed-70-30", |_, words, other| {
        let kept = words.len() * 7 / 10;
        let added = (kept * 3 / 7).min(other.len());
        format!("{}\n\n{}", words[..kept].join(" "), other[..added].join(" "))
    }),
    ("all-at-once", |chance, words, other| {
        let cut = &words[8..words.len() * 6 / 10];
        format!("{}\n\n{}", other[..12].join(" "), reworded(chance, cut, other, 5))
    }),
];

/// A copy in which so many of a hundred words are another text's.
fn reworded(chance: &mut Chance, words: &[&str], other: &[&str], percent: usize) -> String {
    let word = |word| if chance.below(100) < percent { other[chance.below(other.len())] } else { word };
    words.iter().copied().map(word).collect::<Vec<_>>().join(" ")
}

/// Numbers that look like chance and are the same in every run (xorshift, Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or(0) % limit.max(1)
    }
}

impl Stories {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let files = ["wikinews", "news"].map(|name| self.data.join(format!("data/text/{name}.jsonl.gz")));
        let mut originals = Vec::new();
        for received in receive(files, None) {
            let report = received.report.with_context(|| received.origin.to_string())?;
            if report.text.split_whitespace().count() >= LEAST_WORDS {
                originals.push((report.id, report.text));
            }
        }
        ensure!(originals.len() > 1, "no texts");
        let compared: Vec<Compared> = originals.iter().map(|(_, text)| Compared::new(text, None)).collect();
        let alone = group(&compared);
        let found: BTreeSet<(usize, usize)> = pairs(&alone).into_iter().collect();
        if self.pairs {
            for (a, b) in &found {
                println!("{}\t{}", originals[*a].0, originals[*b].0);
            }
        }
        let mut rows = vec![
            ("originals".to_owned(), "reports", originals.len().to_string()),
            ("originals".to_owned(), "pairs", found.len().to_string()),
        ];
        for (kind, change) in KINDS {
            let (recall, precision) = measure(&originals, &compared, &alone, change);
            println!("{kind:<16} recall {recall:.4} precision {precision:.4}");
            rows.push((kind.to_owned(), "recall", format!("{recall:.4}")));
            rows.push((kind.to_owned(), "precision", format!("{precision:.4}")));
        }
        let mut text = "copies,metric,value\n".to_owned();
        for (kind, metric, value) in rows {
            let _ = writeln!(text, "{kind},{metric},{value}");
        }
        fs::write(&self.scores, text).with_context(|| self.scores.display().to_string())
    }
}

/// Recall and precision with a copy of each original. `alone` are the stories of the originals.
fn measure(
    originals: &[(String, String)],
    compared: &[Compared],
    alone: &[usize],
    change: fn(&mut Chance, &[&str], &[&str]) -> String,
) -> (f64, f64) {
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let words = |at: usize| originals[at].1.split_whitespace().collect::<Vec<_>>();
    let mut all = compared.to_vec();
    for at in 0..originals.len() {
        let mut other = chance.below(originals.len());
        if alone[other] == alone[at] {
            other = (at + 1) % originals.len();
        }
        all.push(Compared::new(&change(&mut chance, &words(at), &words(other)), None));
    }
    let stories = group(&all);
    let count = originals.len();
    let recalled = (0..count).filter(|&at| stories[at] == stories[at + count]).count();
    let linked = pairs(&stories);
    let right = linked.iter().filter(|(a, b)| alone[a % count] == alone[b % count]).count();
    (ratio(recalled, count), ratio(right, linked.len()))
}

#[allow(clippy::cast_precision_loss)]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// All pairs within stories.
fn pairs(stories: &[usize]) -> Vec<(usize, usize)> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (report, &story) in stories.iter().enumerate() {
        members.entry(story).or_default().push(report);
    }
    let of = |members: Vec<usize>| {
        let pairs =
            members.iter().enumerate().flat_map(|(at, &b)| members[..at].iter().map(move |&a| (a, b)));
        pairs.collect::<Vec<_>>()
    };
    members.into_values().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_within_stories() {
        assert_eq!(pairs(&[0, 1, 0, 0]), [(0, 2), (0, 3), (2, 3)]);
    }

    #[test]
    fn as_many_words_change_as_asked() {
        let words = vec!["a"; 1000];
        let copy = reworded(&mut Chance(7), &words, &["b"], 20);
        let changed = copy.split(' ').filter(|word| *word == "b").count();
        assert!((150..250).contains(&changed), "{changed}");
    }
}
