//! The lexicon's own examples, run as tests: `chancery lexicon test`.

use super::{Event, Party};
use crate::lexicon::LexiconError;
use crate::lexicon::events::Example;
use crate::{Reader, Report};

/// Reads every example of the event lexicon and names those that give other events than they should; what is weighed
/// ([`Reader::by_rules_alone`]) is best left out.
#[must_use]
pub fn failing_examples(reader: &Reader) -> Vec<LexiconError> {
    reader.knowledge().events.examples.iter().filter_map(|example| failure(reader, example)).collect()
}

fn failure(reader: &Reader, example: &Example) -> Option<LexiconError> {
    let reading = reader.read(&Report::from_text(example.text.as_str()));
    let mut found: Vec<String> = reading.events.iter().map(summary).collect();
    let mut wanted: Vec<String> = example.events.iter().map(|line| normal(line)).collect();
    found.sort();
    wanted.sort();
    if found == wanted {
        return None;
    }
    let (file, line) = example.rule.rsplit_once(':').unwrap_or((&example.rule, "0"));
    Some(LexiconError {
        file: file.to_owned(),
        line: line.parse().unwrap_or(0),
        column: 1,
        reason: format!("{:?} gives {found:?}, not {wanted:?}", example.text),
    })
}

/// `REJECT RUS > USA`: type, actor countries, recipient countries; `+` joins, `-` stands for none.
#[must_use]
pub fn summary(event: &Event) -> String {
    format!("{} {} > {}", event.event_type, side(&event.actors), side(&event.recipients))
}

/// The countries of one side in order, the sector where there is no country, `-` for nobody.
fn side(parties: &[Party]) -> String {
    let mut names: Vec<String> = parties
        .iter()
        .map(|party| match (&party.country, party.sector) {
            (Some(country), _) => country.clone(),
            (None, Some(sector)) => sector.to_string(),
            (None, None) => "?".to_owned(),
        })
        .collect();
    names.sort();
    names.dedup();
    if names.is_empty() { "-".to_owned() } else { names.join("+") }
}

/// An expected line with its parties in order.
fn normal(line: &str) -> String {
    let sorted = |side: &str| {
        let mut names: Vec<&str> = side.trim().split('+').collect();
        names.sort_unstable();
        names.join("+")
    };
    let (head, recipients) = line.split_once('>').unwrap_or((line, "-"));
    let (event_type, actors) = head.trim().split_once(' ').unwrap_or((head.trim(), "-"));
    format!("{event_type} {} > {}", sorted(actors), sorted(recipients))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expected_lines_are_compared_without_their_order() {
        assert_eq!(normal("CONSULT RUS+FRA > -"), "CONSULT FRA+RUS > -");
        assert_eq!(normal("PROTEST"), "PROTEST - > -");
    }
}
