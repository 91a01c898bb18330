//! `chancery network`: who acts on whom.

use std::collections::BTreeSet;
use std::io::{BufWriter, Write, stdout};

use chancery_store::{Link, Store};
use clap::{Args, ValueEnum};

use crate::Outcome;
use crate::asked::EventOptions;
use crate::print::{codes, numbers, table, width};
use crate::setup::StoreOption;

/// Show who acts on whom, as a network of countries and bodies
///
/// Counts what occurred, unless --status asks for something else. An event of two actors counts for each of them.
#[derive(Args)]
pub struct Network {
    #[command(flatten)]
    asked: EventOptions,

    #[command(flatten)]
    store: StoreOption,

    /// What to print
    #[arg(long, default_value = "table")]
    format: NetworkFormat,

    /// Only the strongest links
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// What `chancery network` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum NetworkFormat {
    /// For people, the strongest links first
    Table,
    /// actor, recipient, events
    Csv,
    /// For Gephi, igraph, NetworkX: a directed graph, edges with their weight
    Graphml,
}

impl Network {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let store = Store::open(&self.store.store)?;
        let filter = self.asked.filter(&store, &["occurred"])?;
        let mut links = store.network(&filter)?;
        links.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.cmp(b)));
        links.truncate(self.limit.unwrap_or(usize::MAX));
        let mut out = BufWriter::new(stdout().lock());
        match self.format {
            NetworkFormat::Table if links.is_empty() => {}
            NetworkFormat::Table => {
                let rows: Vec<Vec<String>> = links
                    .iter()
                    .map(|l| vec![l.actor.clone(), l.recipient.clone(), l.events.to_string()])
                    .collect();
                write!(
                    out,
                    "{}",
                    table(&[codes("actor"), codes("recipient"), numbers("events")], &rows, width())
                )?;
            }
            NetworkFormat::Csv => {
                writeln!(out, "actor,recipient,events")?;
                for link in &links {
                    writeln!(out, "{},{},{}", link.actor, link.recipient, link.events)?;
                }
            }
            NetworkFormat::Graphml => write!(out, "{}", graphml(&links))?,
        }
        out.flush()?;
        Ok(Outcome::of(!links.is_empty(), false))
    }
}

/// GraphML (graphml.graphdrawing.org).
fn graphml(links: &[Link]) -> String {
    let nodes: BTreeSet<&str> = links.iter().flat_map(|link| [&*link.actor, &*link.recipient]).collect();
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n\
        <key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"long\"/>\n\
        <graph id=\"acts\" edgedefault=\"directed\">\n"
        .to_owned();
    for node in nodes {
        out += &format!("<node id=\"{}\"/>\n", escaped(node));
    }
    for link in links {
        out += &format!(
            "<edge source=\"{}\" target=\"{}\"><data key=\"weight\">{}</data></edge>\n",
            escaped(&link.actor),
            escaped(&link.recipient),
            link.events
        );
    }
    out + "</graph>\n</graphml>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_an_edge_with_its_weight() {
        let link = Link { actor: "RUS".to_owned(), recipient: "A&B".to_owned(), events: 7 };
        let graph = graphml(&[link]);
        assert!(graph.contains("<node id=\"A&amp;B\"/>\n<node id=\"RUS\"/>\n"), "{graph}");
        assert!(
            graph.contains("<edge source=\"RUS\" target=\"A&amp;B\"><data key=\"weight\">7</data></edge>")
        );
        assert!(graph.ends_with("</graphml>\n"));
    }
}
