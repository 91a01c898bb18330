//! `chancery stories`: reports that are copies of one another.

use std::io::{BufWriter, Write, stdout};

use chancery_store::{ReportBrief, Store, Story};
use clap::{Args, ValueEnum};
use serde_json::json;

use crate::Outcome;
use crate::print::{one_line, short_id};
use crate::setup::StoreOption;

/// Show stories: reports that are copies or light rewrites of one another, the largest first
///
/// Events that several reports of a story tell count once in `chancery events`, `trend` and `network`.
#[derive(Args)]
pub struct Stories {
    #[command(flatten)]
    store: StoreOption,

    /// Only stories of at least so many reports
    #[arg(long, value_name = "N", default_value_t = 2)]
    least: u32,

    /// At most so many stories
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: u32,

    /// What to print
    #[arg(long, default_value = "table")]
    format: StoriesFormat,
}

/// What `chancery stories` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum StoriesFormat {
    /// For people: each story with its reports below
    Table,
    /// One story a line: its reports' ids, publishers, days and titles
    Jsonl,
}

impl Stories {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let store = Store::open(&self.store.store)?;
        let stories = store.stories(self.least, self.limit)?;
        let mut out = BufWriter::new(stdout().lock());
        for story in &stories {
            let reports = reports_of(&store, story)?;
            match self.format {
                StoriesFormat::Table => write!(out, "{}", for_people(&reports))?,
                StoriesFormat::Jsonl => {
                    let reports: Vec<_> = reports
                        .iter()
                        .map(|r| json!({"id": r.id, "publisher": r.publisher, "published": r.published, "title": r.title}))
                        .collect();
                    writeln!(out, "{}", json!({"reports": reports}))?;
                }
            }
        }
        out.flush()?;
        Ok(Outcome::of(!stories.is_empty(), false))
    }
}

fn reports_of(store: &Store, story: &Story) -> anyhow::Result<Vec<ReportBrief>> {
    let mut reports = Vec::new();
    for &member in &story.members {
        reports.extend(store.report_brief(member)?);
    }
    Ok(reports)
}

/// A line for the story, by its first report's title, and one for each report.
fn for_people(reports: &[ReportBrief]) -> String {
    let title = reports.iter().find_map(|report| report.title.as_deref()).map(one_line);
    let mut out = format!("{} reports", reports.len());
    out += &title.map(|title| format!(": {title}")).unwrap_or_default();
    out += "\n";
    for report in reports {
        let about = [report.published.as_deref(), report.publisher.as_deref(), Some(short_id(&report.id))];
        let about: Vec<&str> = about.into_iter().flatten().collect();
        out += &format!("  {}\n", about.join(" · "));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_a_title_and_its_reports() {
        let report = |id: &str, title: Option<&str>| ReportBrief {
            id: id.to_owned(),
            title: title.map(str::to_owned),
            publisher: Some("The Example".to_owned()),
            published: None,
        };
        assert_eq!(
            for_people(&[report("a", None), report("b", Some("Rain\n falls"))]),
            "2 reports: Rain falls\n  The Example · a\n  The Example · b\n"
        );
    }
}
