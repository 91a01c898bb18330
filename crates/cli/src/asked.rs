//! Options with which events are asked for, checked before the store is asked.

use chancery_store::{EventFilter, Near, STATUSES, Store, Words};
use clap::Args;
use jiff::civil::Date;

/// What events are asked for.
#[derive(Args, Clone, Debug)]
pub struct EventOptions {
    /// Who acts: countries by code or name (RUS, "South Africa"), or UNO, EUR, IGO, NGO, ISM, IMG, MNC
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = country)]
    actor: Vec<String>,

    /// On whom
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = country)]
    recipient: Vec<String>,

    /// PLOVER's event types
    #[arg(long, value_name = "TYPES", value_delimiter = ',')]
    r#type: Vec<String>,

    /// On this day or later (2018-04-17, 2018-04 or 2018). An event of a month or year counts if any day of it does, an event without
    /// a date has the day of publication
    #[arg(long, value_name = "DAY", value_parser = since)]
    since: Option<Date>,

    /// On this day or earlier
    #[arg(long, value_name = "DAY", value_parser = until)]
    until: Option<Date>,

    /// Countries where it was
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = country)]
    place: Vec<String>,

    /// Within a circle: degrees north, degrees east, kilometres (35.95,39.01,50km)
    #[arg(long, value_name = "LAT,LON,KM", value_parser = near, allow_hyphen_values = true)]
    near: Option<Near>,

    /// occurred, future, hypothetical, denied or historical
    #[arg(long, value_name = "STATUSES", value_delimiter = ',', value_parser = clap::builder::PossibleValuesParser::new(STATUSES))]
    status: Vec<String>,

    /// Only what reports say themselves, on nobody else's word
    #[arg(long)]
    vouched: bool,

    /// Only events at least this probable (0 to 1)
    #[arg(long, value_name = "P", default_value_t = 0.0, value_parser = crate::setup::probability)]
    min_confidence: f64,

    /// Only of reports with these words, written as for `chancery search`
    #[arg(long, value_name = "WORDS", value_parser = Words::parse)]
    text: Option<Words>,

    /// Count what several sentences or reports tell as often as they tell it, not once
    #[arg(long)]
    each_report: bool,
}

impl EventOptions {
    /// The same as a question to a store; `statuses` where none are asked for.
    ///
    /// # Errors
    /// A type that nothing in the store has and PLOVER does not know.
    pub fn filter(&self, store: &Store, statuses: &[&str]) -> anyhow::Result<EventFilter> {
        let types: Vec<String> = self.r#type.iter().map(|name| name.trim().to_uppercase()).collect();
        for name in &types {
            if chancery_data::file(&format!("lexicon/events/{name}.toml")).is_none() {
                let of_type =
                    EventFilter { types: vec![name.clone()], each_report: true, ..EventFilter::default() };
                anyhow::ensure!(
                    !store.find_events(&of_type, Some(1))?.is_empty(),
                    "no event type {name}; PLOVER's are {}",
                    plover_types().join(", ")
                );
            }
        }
        let statuses = if self.status.is_empty() {
            statuses.iter().map(|&status| status.to_owned()).collect()
        } else {
            self.status.clone()
        };
        Ok(EventFilter {
            actors: self.actor.clone(),
            recipients: self.recipient.clone(),
            types,
            since: self.since,
            until: self.until,
            places: self.place.clone(),
            near: self.near,
            statuses,
            vouched: self.vouched,
            min_confidence: self.min_confidence,
            words: self.text.clone(),
            each_report: self.each_report,
        })
    }
}

fn plover_types() -> Vec<&'static str> {
    let files = chancery_data::under("lexicon/events/").map(|(path, _)| path);
    files.filter_map(|path| path.strip_prefix("lexicon/events/")?.strip_suffix(".toml")).collect()
}

/// A country's code, from its code or its name.
pub fn country(text: &str) -> Result<String, String> {
    let asked = text.trim();
    let table = chancery_data::file("cameo/countries.tsv").and_then(|bytes| std::str::from_utf8(bytes).ok());
    let rows = table.unwrap_or_default().lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut codes = rows.filter_map(|row| {
        let mut cells = row.split('\t');
        Some((cells.next()?, cells.next()?))
    });
    let found =
        codes.find(|(code, name)| code.eq_ignore_ascii_case(asked) || name.eq_ignore_ascii_case(asked));
    // ISM is PLOVER's and no country of CAMEO's.
    let found = found.map(|(code, _)| code).or((asked.eq_ignore_ascii_case("ISM")).then_some("ISM"));
    found.map(str::to_owned).ok_or_else(|| {
        "not a country's code (ISO 3166-1: SYR) or name, nor UNO, EUR, IGO, NGO, ISM, IMG or MNC".to_owned()
    })
}

/// The first day of what is named.
pub fn since(text: &str) -> Result<Date, String> {
    days(text).map(|(first, _)| first)
}

/// The last day of what is named.
pub fn until(text: &str) -> Result<Date, String> {
    days(text).map(|(_, last)| last)
}

fn days(text: &str) -> Result<(Date, Date), String> {
    let fault = || "a day (2018-04-17), month (2018-04) or year (2018)".to_owned();
    let parts: Vec<&str> = text.trim().split('-').collect();
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let first = match parts[..] {
        [year] if digits(year, 4) => format!("{year}-01-01"),
        [year, month] if digits(year, 4) && digits(month, 2) => format!("{year}-{month}-01"),
        [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2) => text.trim().to_owned(),
        _ => return Err(fault()),
    };
    let first: Date = first.parse().map_err(|_| fault())?;
    let last = match parts.len() {
        1 => first.last_of_year(),
        2 => first.last_of_month(),
        _ => first,
    };
    Ok((first, last))
}

fn near(text: &str) -> Result<Near, String> {
    let fault = || "degrees north, degrees east and kilometres: 35.95,39.01,50km".to_owned();
    let numbers: Result<Vec<f64>, _> =
        text.split(',').map(|part| part.trim().trim_end_matches("km").trim().parse::<f64>()).collect();
    match numbers.map_err(|_| fault())?[..] {
        [lat, lon, km] if lat.abs() <= 90.0 && lon.abs() <= 180.0 && km > 0.0 && km <= 20_100.0 => {
            Ok(Near { lat, lon, km })
        }
        _ => Err(fault()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_country_has_a_code_and_a_name() {
        assert_eq!(country("rus"), Ok("RUS".to_owned()));
        assert_eq!(country("south africa"), Ok("ZAF".to_owned()));
        assert_eq!(country("UNO"), Ok("UNO".to_owned()));
        assert!(country("Ruritania").is_err());
    }

    #[test]
    fn a_month_reaches_from_its_first_day_to_its_last() {
        assert_eq!((since("2018-02"), until("2018-02")), (Ok(date(2018, 2, 1)), Ok(date(2018, 2, 28))));
        assert_eq!((since("2018"), until("2018-04-17")), (Ok(date(2018, 1, 1)), Ok(date(2018, 4, 17))));
        for wrong in ["18-04-17", "2018-13", "2018-02-30", "April", "", "2018-4-1-1"] {
            assert!(since(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_circle_has_three_numbers() {
        assert_eq!(near("-35.9, 39.0, 50km"), Ok(Near { lat: -35.9, lon: 39.0, km: 50.0 }));
        for wrong in ["35.9,39.0", "95,0,5", "1,2,0", "a,b,c", "nan,0,5"] {
            assert!(near(wrong).is_err(), "{wrong}");
        }
    }
}
