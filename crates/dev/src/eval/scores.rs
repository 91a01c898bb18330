//! `eval/scores.csv`: `step,corpus,metric,value`, sorted, so that a change of quality is a readable diff.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};
use serde_json::Value;

const HEAD: &str = "step,corpus,metric,value\n";

/// Numbers that scorers print beside the figures: counts, and tables by type.
const NO_FIGURES: [&str; 18] = [
    "tp",
    "pred",
    "gold",
    "of",
    "n",
    "correct",
    "docs",
    "docs_missing",
    "documents",
    "documents_without_prediction_line",
    "sentences",
    "types",
    "relations",
    "recall_by_class",
    "P",
    "R",
    "AlignedAcc",
    "XPOS",
];

/// Figures by step, corpus and metric.
#[derive(Debug, Default, PartialEq)]
pub struct Scores {
    values: BTreeMap<(String, String, String), String>,
}

impl Scores {
    /// The figures of a file; none when there is no such file yet.
    pub fn load(path: &Path) -> anyhow::Result<Self> {
        let mut scores = Scores::default();
        let Ok(text) = fs::read_to_string(path) else { return Ok(scores) };
        for line in text.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let [step, corpus, metric, value] = cells[..] else {
                anyhow::bail!("{}: not a line of scores: {line:?}", path.display());
            };
            scores.values.insert((step.to_owned(), corpus.to_owned(), metric.to_owned()), value.to_owned());
        }
        Ok(scores)
    }

    /// Puts the figures of a scorer's output in the place of those of the same step and corpus, and prints them.
    pub fn replace(&mut self, step: &str, corpus: &str, output: &Value) {
        self.values.retain(|(s, c, _), _| s != step || c != corpus);
        let mut figures = Vec::new();
        flatten("", output, &mut figures);
        for (metric, value) in figures {
            println!("{step:<11} {corpus:<12} {metric:<28} {value}");
            self.values.insert((step.to_owned(), corpus.to_owned(), metric), value);
        }
    }

    /// Writes the file.
    pub fn save(&self, path: &Path) -> anyhow::Result<()> {
        ensure!(!self.values.is_empty(), "no figures");
        let mut text = HEAD.to_owned();
        for ((step, corpus, metric), value) in &self.values {
            let _ = writeln!(text, "{step},{corpus},{metric},{value}");
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text).with_context(|| path.display().to_string())
    }
}

/// Figures of nested objects under their keys, joined by dots.
fn flatten(prefix: &str, value: &Value, figures: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields.iter().filter(|(key, _)| !NO_FIGURES.contains(&key.as_str())) {
                let path = match (prefix, key.as_str()) {
                    ("", key) | (key, "F1") => key.to_owned(),
                    ("metrics", key) => key.to_owned(),
                    (prefix, key) => format!("{prefix}.{key}"),
                };
                flatten(&path, value, figures);
            }
        }
        Value::Number(number) => {
            let value = number.as_f64().unwrap_or_default();
            let text = format!("{value:.4}");
            figures.push((prefix.to_owned(), text.trim_end_matches('0').trim_end_matches('.').to_owned()));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn figures_are_kept_and_counts_are_not() {
        let mut scores = Scores::default();
        scores.replace(
            "parse",
            "x",
            &json!({"metrics": {"LAS": {"P": 1.0, "F1": 80.25, "gold": 7}}, "relations": {"a": 1}}),
        );
        scores.replace(
            "events",
            "x",
            &json!({"row!": {"f1": 40.0, "tp": 3}, "mode": {"accuracy": null, "of": 0}}),
        );
        let lines: Vec<String> =
            scores.values.iter().map(|((s, c, m), v)| format!("{s},{c},{m},{v}")).collect();
        assert_eq!(lines, ["events,x,row!.f1,40", "parse,x,LAS,80.25"]);
        scores.replace("parse", "x", &json!({"metrics": {"UAS": {"F1": 81}}}));
        assert_eq!(scores.values.len(), 2);
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let path = std::env::temp_dir().join(format!("chancery-scores-{}.csv", std::process::id()));
        let mut scores = Scores::default();
        scores.replace("places", "x", &json!({"end_to_end": {"p": 0.5}}));
        scores.save(&path).unwrap();
        let again = Scores::load(&path).unwrap();
        fs::remove_file(&path).unwrap();
        assert_eq!(again, scores);
    }
}
