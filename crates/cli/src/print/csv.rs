//! CSV (RFC 4180 with `\n`): one row an event. Lists are separated by `; `.

use chancery::record::{EventRecord, PartyRecord, Record};

use super::evidence::Evidence;
use super::people::{name_of_party, speakers_of};

/// The names of the columns.
pub const HEAD: &str = "report,published,publisher,url,event,happening,type,modes,contexts,cameo,quad,scale,\
actors,actor_countries,actor_sectors,recipients,recipient_countries,recipient_sectors,status,attributed_to,\
date_start,date_end,place,geonameid,place_country,lat,lon,dead_least,dead_most,injured_least,injured_most,confidence,\
trigger,sentence\n";

/// One row for each event.
pub fn rows(record: &Record) -> String {
    let evidence = Evidence::of(record);
    record.events.iter().map(|event| row(record, &evidence, event)).collect()
}

fn row(record: &Record, evidence: &Evidence<'_>, event: &EventRecord) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let place = event.place.as_ref();
    let date = event.date.as_ref();
    let sentence = record.sentences.get(event.sentence).copied().unwrap_or(event.trigger);
    let mut cells = vec![
        record.id.clone(),
        text(&record.published),
        text(&record.publisher),
        text(&record.url),
        event.id.clone(),
        event.happening.clone(),
        event.event_type.clone(),
        event.modes.join("; "),
        event.contexts.join("; "),
        text(&event.cameo),
        text(&event.quad),
        event.scale.map(|scale| scale.to_string()).unwrap_or_default(),
    ];
    for parties in [&event.actors, &event.recipients] {
        cells.push(join(parties, |p| Some(name_of_party(record, evidence, p))));
        cells.push(join(parties, |p| p.country.clone()));
        cells.push(join(parties, |p| p.sector.clone()));
    }
    cells.extend([
        event.status.clone(),
        speakers_of(record, evidence, event).unwrap_or_default(),
        date.and_then(|d| d.start.clone()).unwrap_or_default(),
        date.and_then(|d| d.end.clone()).unwrap_or_default(),
        place.map(|p| p.name.clone()).unwrap_or_default(),
        place.and_then(|p| p.geonameid).map(|id| id.to_string()).unwrap_or_default(),
        place.and_then(|p| p.country.clone()).unwrap_or_default(),
        place.and_then(|p| p.lat).map(|degrees| degrees.to_string()).unwrap_or_default(),
        place.and_then(|p| p.lon).map(|degrees| degrees.to_string()).unwrap_or_default(),
    ]);
    for bounds in [event.size.dead, event.size.injured] {
        let [least, most] = bounds.unwrap_or_default();
        cells.extend([least, most].map(|n| n.map(|n| n.to_string()).unwrap_or_default()));
    }
    cells.extend([
        format!("{:.3}", event.confidence),
        evidence.slice(event.trigger).to_owned(),
        one_line(evidence.slice(sentence)),
    ]);
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    cells.join(",") + "\n"
}

fn join(parties: &[PartyRecord], cell: impl Fn(&PartyRecord) -> Option<String>) -> String {
    parties.iter().filter_map(cell).collect::<Vec<_>>().join("; ")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::people::tests::sample;

    #[test]
    fn each_event_is_a_row_with_a_cell_for_each_column() {
        let rows = rows(&sample());
        let columns = HEAD.trim_end().split(',').count();
        let first = rows.lines().next().unwrap_or_default();
        assert!(first.starts_with("r1,2018-04-17,"), "{first}");
        assert!(first.contains(",REJECT,"), "{first}");
        let unquoted: String = first.split('"').step_by(2).collect();
        assert_eq!(unquoted.split(',').count(), columns, "{first}");
    }

    #[test]
    fn cells_with_commas_and_quotes_are_quoted() {
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(quoted("plain"), "plain");
    }
}
