//! What somebody was when it happened: "Ana Torvo was impeached in 1998" tells of a president, whoever she is today.

use super::{Event, Party};
use crate::lexicon::Knowledge;
use crate::plover::{Sector, Status};
use crate::reading::{EntityKind, Reading};

/// Gives those who held an office then, and hold none today, the sector of that office in events of the past.
pub(super) fn set_past_offices(reading: &Reading, knowledge: &Knowledge, events: &mut [Event]) {
    for event in events.iter_mut().filter(|event| event.status == Status::Historical) {
        let day = event.date.and_then(|date| reading.dates[date].days).map(|(start, _)| start);
        let Some(day) = day else { continue };
        for party in event.actors.iter_mut().chain(&mut event.recipients) {
            if party.sector == Some(Sector::Eli)
                && let Some(sector) = sector_then(reading, knowledge, party, day)
            {
                party.sector = Some(sector);
            }
        }
    }
}

/// The sector of the office that the tables give a person on a day.
fn sector_then(
    reading: &Reading,
    knowledge: &Knowledge,
    party: &Party,
    day: jiff::civil::Date,
) -> Option<Sector> {
    let person = party.entity.map(|id| &reading.entities[id.0]).filter(|e| e.kind == EntityKind::Person)?;
    let offices = knowledge.actors.officials.by_name(&person.name, Some(day));
    let held = offices.into_iter().find(|office| office.period.distance(day) == 0)?;
    held.sector.filter(|_| held.country == person.country)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::date::Granularity;
    use crate::reading::testing::{event, knowledge, tree};
    use crate::reading::{Entity, EntityId, TimeExpression};
    use jiff::civil::date;

    /// The sector of Bill Clinton, of no office today, in an event of that day.
    fn sector_on(day: jiff::civil::Date, status: Status) -> Option<Sector> {
        let document = tree("Clinton/Clinton/PROPN/2/nsubj left/leave/VERB/0/root");
        let span = document.tokens[0].span;
        let clinton = Entity {
            name: "Bill Clinton".to_owned(),
            kind: EntityKind::Person,
            country: Some("USA".to_owned()),
            other_countries: Vec::new(),
            sector: Some(Sector::Eli),
            other_sectors: Vec::new(),
            office: None,
            mentions: Vec::new(),
            source: String::new(),
        };
        let told = TimeExpression { span, days: Some((day, day)), granularity: Granularity::Day };
        let actor = Party {
            span,
            head: 0,
            entity: Some(EntityId(0)),
            country: clinton.country.clone(),
            sector: clinton.sector,
            found: "nsubj",
        };
        let happened = Event { status, date: Some(0), actors: vec![actor], ..event(&document, "CONSULT", 1) };
        let reading = Reading { document, entities: vec![clinton], dates: vec![told], ..Reading::default() };
        let mut events = [happened];
        set_past_offices(&reading, &knowledge(), &mut events);
        events[0].actors[0].sector
    }

    #[test]
    fn a_president_of_then_governed_then() {
        assert_eq!(sector_on(date(1998, 5, 1), Status::Historical), Some(Sector::Gov));
        assert_eq!(sector_on(date(2010, 5, 1), Status::Historical), Some(Sector::Eli));
        assert_eq!(sector_on(date(1998, 5, 1), Status::Occurred), Some(Sector::Eli));
    }
}
