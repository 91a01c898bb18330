//! GDELT 1.0's event table: 57 columns and SOURCEURL, separated by tabs, without a header line.
//!
//! A row is one happening of a report with one actor and one recipient; where there are several, each pair has its row, and
//! where there is no actor or no recipient, its columns are empty. Only what occurred is written: the table has no column for
//! anything else. The day is the event's first, else the day of publication, as in GDELT.
//!
//! Always empty: ethnic, religion and third type codes of actors, AvgTone, the geography of actors, ADM1 codes and feature ids.
//! NumMentions is how often the report tells the happening; NumSources and NumArticles are 1, because a row is one report's.

use std::collections::BTreeMap;

use chancery::record::{EventRecord, PartyRecord, PlaceRecord, Record};
use sha2::{Digest, Sha256};

use super::columns::one_line;
use super::evidence::Evidence;
use super::people::name_of_party;
use super::plover::quad_code;

/// PLOVER's codes in the table's spelling, from `data/cameo/`.
#[derive(Debug)]
pub struct Gdelt {
    /// By PLOVER's country code.
    countries: BTreeMap<String, Country>,
    /// CAMEO type by PLOVER's sector.
    sectors: BTreeMap<String, String>,
    /// By CAMEO event code, as written in the file.
    goldstein: BTreeMap<String, String>,
}

/// A country or kind of organisation; what does not apply is empty.
#[derive(Clone, Debug, Default)]
struct Country {
    name: String,
    cameo: String,
    group: String,
    kind: String,
    fips: String,
}

impl Gdelt {
    /// The embedded tables.
    pub fn load() -> Self {
        let pairs = |file| table(file).into_iter().map(|[key, value, ..]| (key, value)).collect();
        Gdelt {
            countries: table("cameo/countries.tsv")
                .into_iter()
                .map(|[code, name, cameo, group, kind, fips]| {
                    (code, Country { name, cameo, group, kind, fips })
                })
                .collect(),
            sectors: pairs("cameo/sectors.tsv"),
            goldstein: pairs("cameo/goldstein.tsv"),
        }
    }

    /// The lines of one record.
    pub fn lines(&self, record: &Record) -> String {
        let evidence = Evidence::of(record);
        let mut told: BTreeMap<&str, usize> = BTreeMap::new();
        let occurred = || record.events.iter().filter(|event| event.status == "occurred");
        for event in occurred() {
            *told.entry(&event.happening).or_default() += 1;
        }
        let mut out = String::new();
        for event in occurred() {
            // The first telling stands for the happening.
            let Some(mentions) = told.remove(event.happening.as_str()) else { continue };
            for actor in each_or_none(&event.actors) {
                for recipient in each_or_none(&event.recipients) {
                    let cells = self.row(record, &evidence, event, [actor, recipient], mentions);
                    out += &(cells.join("\t") + "\n");
                }
            }
        }
        out
    }

    fn row(
        &self,
        record: &Record,
        evidence: &Evidence<'_>,
        event: &EventRecord,
        parties: [Option<&PartyRecord>; 2],
        mentions: usize,
    ) -> Vec<String> {
        let day = event.date.as_ref().and_then(|date| date.start.as_ref()).or(record.published.as_ref());
        let cameo = event_code(event.cameo.as_deref().unwrap_or_default());
        let mut cells = vec![event_id(record, event, parties)];
        cells.extend(day_cells(day.map_or("", String::as_str)));
        for party in parties {
            cells.extend(party.map_or_else(Default::default, |party| {
                self.actor_cells(party, &name_of_party(record, evidence, party))
            }));
        }
        cells.extend([
            u8::from(is_in_lead(record, event)).to_string(),
            cameo.clone(),
            cameo.chars().take(3).collect(),
            cameo.chars().take(2).collect(),
            event.quad.as_deref().and_then(quad_code).map(|code| code.to_string()).unwrap_or_default(),
            self.goldstein_of(&cameo).to_owned(),
            mentions.to_string(),
            "1".to_owned(),
            "1".to_owned(),
            String::new(),
        ]);
        cells.extend(vec![String::new(); 2 * GEOGRAPHY]);
        cells.extend(event.place.as_ref().map_or_else(Default::default, |place| self.place_cells(place)));
        cells.push(record.published.as_ref().map(|day| day.replace('-', "")).unwrap_or_default());
        cells.push(one_line(record.url.as_deref().unwrap_or_default()));
        cells
    }

    /// The value of a code, or of the code above it where the scale is older than the code.
    fn goldstein_of(&self, cameo: &str) -> &str {
        let above = (2..=cameo.len()).rev().filter_map(|length| cameo.get(..length));
        above.filter_map(|code| self.goldstein.get(code)).next().map_or("", String::as_str)
    }

    /// Code, name, country, known group, ethnic, two religions, three types. The code is the country and its type, or, for
    /// what is no country, the type and its group ("RUSGOV", "IGOUNO").
    fn actor_cells(&self, party: &PartyRecord, name: &str) -> [String; 10] {
        let country =
            party.country.as_ref().and_then(|code| self.countries.get(code)).cloned().unwrap_or_default();
        let role =
            party.sector.as_ref().and_then(|sector| self.sectors.get(sector)).cloned().unwrap_or_default();
        let role = if role == country.kind { String::new() } else { role };
        let code = [&*country.kind, &*country.cameo, &*country.group, &*role].concat();
        let mut types = [country.kind, role].into_iter().filter(|code| !code.is_empty());
        [
            code,
            name.to_uppercase(),
            country.cameo,
            country.group,
            String::new(),
            String::new(),
            String::new(),
            types.next().unwrap_or_default(),
            types.next().unwrap_or_default(),
            String::new(),
        ]
    }

    /// Type, full name, country, ADM1, latitude, longitude, feature id.
    fn place_cells(&self, place: &PlaceRecord) -> [String; GEOGRAPHY] {
        let country =
            place.country.as_ref().and_then(|code| self.countries.get(code)).cloned().unwrap_or_default();
        let american = place.country.as_deref() == Some("USA");
        let kind = match place.resolution.as_deref() {
            Some("country") => "1",
            Some("province" | "district") if american => "2",
            Some("province" | "district") => "5",
            Some("city" | "site") if american => "3",
            Some("city" | "site") => "4",
            _ => "",
        };
        let admin1 = place.admin1.clone().filter(|admin1| *admin1 != place.name);
        let names = [Some(place.name.clone()), admin1, Some(country.name).filter(|name| *name != place.name)];
        let names: Vec<String> = names.into_iter().flatten().filter(|name| !name.is_empty()).collect();
        [
            kind.to_owned(),
            one_line(&names.join(", ")),
            country.fips,
            String::new(),
            place.lat.map(|degrees| degrees.to_string()).unwrap_or_default(),
            place.lon.map(|degrees| degrees.to_string()).unwrap_or_default(),
            String::new(),
        ]
    }
}

/// A CAMEO code as GDELT has it: three digits at least, "120" for all of class 12.
fn event_code(cameo: &str) -> String {
    if cameo.len() == 2 { format!("{cameo}0") } else { cameo.to_owned() }
}

fn each_or_none(parties: &[PartyRecord]) -> Vec<Option<&PartyRecord>> {
    if parties.is_empty() { vec![None] } else { parties.iter().map(Some).collect() }
}

/// Columns of one place.
const GEOGRAPHY: usize = 7;

/// A number that stays the same from export to export: 52 bits of a hash, so that programs that count in floating point
/// keep it exactly.
fn event_id(record: &Record, event: &EventRecord, parties: [Option<&PartyRecord>; 2]) -> String {
    let spans = parties.map(|party| party.map(|party| party.span));
    let hash = Sha256::digest(format!("{}\n{}\n{spans:?}", record.id, event.id));
    let bits = hash.iter().take(8).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    (bits >> 12).to_string()
}

/// SQLDATE, MonthYear, Year, FractionDate of an ISO day. The fraction is GDELT's: (30.4 days a month * (month - 1) + day) / 365.
fn day_cells(day: &str) -> [String; 4] {
    let mut parts = day.split('-').map(str::parse::<u32>);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(year)), Some(Ok(month)), Some(Ok(date))) => {
            let fraction = (f64::from(month.saturating_sub(1)) * 30.4 + f64::from(date)) / 365.0;
            [
                format!("{year:04}{month:02}{date:02}"),
                format!("{year:04}{month:02}"),
                format!("{year:04}"),
                format!("{:.4}", f64::from(year) + fraction.min(0.9999)),
            ]
        }
        _ => Default::default(),
    }
}

/// Whether the event stands in the first paragraph: before the first line break after the first sentence's end, or, in a text
/// without line breaks, in the first sentence.
fn is_in_lead(record: &Record, event: &EventRecord) -> bool {
    let first = record.sentences.first().map_or(0, |sentence| sentence[1]);
    let lead =
        record.text.chars().enumerate().skip(first).find(|(_, c)| *c == '\n').map_or(first, |(at, _)| at);
    event.trigger[0] < lead
}

/// The lines of an embedded table after its header, six cells each, those that the file has not are empty.
fn table(file: &str) -> Vec<[String; 6]> {
    let text =
        chancery_data::file(file).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| {
            let mut cells = line.split('\t').map(str::to_owned);
            std::array::from_fn(|_| cells.next().unwrap_or_default())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::people::tests::sample;
    use chancery::plover::Sector;

    fn cells(record: &Record) -> Vec<Vec<String>> {
        Gdelt::load()
            .lines(record)
            .lines()
            .map(|line| line.split('\t').map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn a_row_has_the_58_columns_at_their_places() {
        let rows = cells(&sample());
        assert_eq!(rows.len(), 1);
        let row = &rows[0];
        assert_eq!(row.len(), 58);
        assert_eq!(row[1..5], ["20180417", "201804", "2018", "2018.2964"]);
        assert_eq!(row[5..8], ["RUSGOV", "RUSSIA", "RUS"]);
        assert_eq!(row[12], "GOV");
        assert_eq!(row[15], "", "no recipient");
        assert_eq!(row[25..34], ["1", "120", "120", "12", "3", "-4.0", "1", "1", "1"]);
        assert_eq!(row[49..56], ["3", "New York, United States", "US", "", "40.75", "-73.97", ""]);
        assert_eq!(row[56], "20180417");
    }

    #[test]
    fn a_happening_told_twice_is_one_row_with_two_mentions() {
        let mut record = sample();
        record.events.push(EventRecord { id: "v2".to_owned(), ..record.events[0].clone() });
        let rows = cells(&record);
        assert_eq!((rows.len(), rows[0][31].as_str()), (1, "2"));
    }

    #[test]
    fn each_actor_and_recipient_is_a_row_with_its_own_number() {
        let mut record = sample();
        let party = record.events[0].actors[0].clone();
        let un = PartyRecord {
            country: Some("UNO".to_owned()),
            sector: Some("IGO".to_owned()),
            span: [10, 12],
            ..party.clone()
        };
        record.events[0].recipients = vec![party, un];
        let rows = cells(&record);
        assert_eq!((rows[0][15].as_str(), rows[1][15].as_str()), ("RUSGOV", "IGOUNO"));
        assert_ne!(rows[0][0], rows[1][0]);
    }

    #[test]
    fn what_did_not_occur_is_left_out() {
        let mut record = sample();
        record.events[0].status = "future".to_owned();
        assert_eq!(Gdelt::load().lines(&record), "");
    }

    #[test]
    fn every_code_of_the_lexicon_is_on_the_goldstein_scale() {
        let gdelt = Gdelt::load();
        let codes = chancery_data::under("lexicon/events/").flat_map(|(_, bytes)| {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let parts: Vec<String> = text
                .split("cameo = \"")
                .skip(1)
                .filter_map(|s| s.split('"').next().map(str::to_owned))
                .collect();
            parts
        });
        let missing: Vec<String> =
            codes.filter(|code| gdelt.goldstein_of(&event_code(code)).is_empty()).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn sectors_are_plovers() {
        assert!(Gdelt::load().sectors.keys().all(|sector| sector.parse::<Sector>().is_ok()));
    }
}
