//! The gazetteer: names of places to points on the map.
//!
//! Two layers answer a look-up. `gazetteer/places.bin` holds GeoNames' towns and divisions and is read in place;
//! `gazetteer/countries.tsv` and `gazetteer/extra.tsv` are tables that people edit, and win over the file where both
//! have a place of the same GeoNames number. `gazetteer/publishers.tsv` tells where publishers have their readers.

mod builder;

mod fold;

mod format;

mod geonames;

mod home;

mod resolution;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

pub use builder::{GazetteerBuilder, NewPlace};
pub use fold::fold;
pub use format::GazetteerError;
pub use resolution::Resolution;

use self::format::PlaceFile;
use self::geonames::read_geonames;
use self::home::Publishers;
use super::{LexiconError, Row, Source, Table};

const PLACES: &str = "gazetteer/places.bin";
const COUNTRIES: &str = "gazetteer/countries.tsv";
const EXTRA: &str = "gazetteer/extra.tsv";
const PUBLISHERS: &str = "gazetteer/publishers.tsv";

/// Number of a place in one gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(u32);

/// In what sense a name names a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sense {
    /// Its own name.
    Name,
    /// Another name of it.
    Alias,
    /// A short form that needs its context: "Calif.", "TX".
    Abbreviation,
    /// Its people or what is of it: "French", "Texans".
    Demonym,
}

/// A place that a name may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The place.
    pub place: PlaceId,
    /// How the name stands for it.
    pub sense: Sense,
}

/// What the gazetteer knows of a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GazetteerPlace<'a> {
    /// GeoNames' number.
    pub geonameid: Option<u32>,
    /// Its name; `None` for small places, which go by the name the text gives them.
    pub name: Option<&'a str>,
    /// What it is.
    pub kind: Resolution,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'a str>,
    /// Name of the first-level division it lies in or is.
    pub admin1: Option<&'a str>,
    /// Degrees north and east (WGS 84).
    pub point: (f64, f64),
    /// People living there; 0 when not known.
    pub population: u64,
    /// Chosen by hand because news speaks of it: from one of the tables.
    pub notable: bool,
    /// A building whose name stands for those who govern in it: "the Kremlin".
    pub seat: bool,
    /// The capital of its country.
    pub capital: bool,
}

/// A line of one of the tables.
#[derive(Clone, Debug)]
struct TablePlace {
    geonameid: Option<u32>,
    name: String,
    kind: Resolution,
    country: Option<String>,
    admin1: Option<String>,
    point: (f64, f64),
    population: u64,
    seat: bool,
}

/// Names to places. Cheap to open: the large part is read in place.
#[derive(Debug, Default)]
pub struct Gazetteer {
    file: Option<PlaceFile>,
    file_len: u32,
    table: Vec<TablePlace>,
    /// Folded names of the tables.
    names: BTreeMap<String, Vec<(u32, Sense)>>,
    /// Short forms as they are written.
    abbreviations: BTreeMap<String, Vec<u32>>,
    /// GeoNames numbers of the tables' places.
    numbers: BTreeMap<u32, u32>,
    /// Countries of the table by alpha-3 code.
    countries: BTreeMap<String, u32>,
    /// Alpha-3 codes of countries whose first-level divisions are named more often than towns.
    prominent_divisions: BTreeSet<String>,
    /// Alpha-3 codes of countries whose divisions the tables spell as GeoNames does.
    divisions_as_geonames: BTreeSet<String>,
    /// Alpha-3 codes by alpha-2 code.
    alpha3: BTreeMap<String, String>,
    capitals: BTreeSet<PlaceId>,
    publishers: Publishers,
}

impl Gazetteer {
    /// The gazetteer of these data files.
    ///
    /// # Errors
    /// The mistakes of both tables, or a damaged place file.
    pub fn load(source: &Source) -> Result<Self, Vec<LexiconError>> {
        Self::assemble(source, source.file(PLACES))
    }

    /// The same with another place file, as `chancery gazetteer import` builds it.
    ///
    /// # Errors
    /// As [`Gazetteer::load`].
    pub fn load_with(source: &Source, places: Vec<u8>) -> Result<Self, Vec<LexiconError>> {
        Self::assemble(source, Some(Cow::Owned(places)))
    }

    /// A place file of GeoNames' dump (`allCountries.txt` or one country's file), for [`Gazetteer::load_with`]. `source`
    /// opens the dump; it is read twice.
    ///
    /// # Errors
    /// A dump that cannot be read or is not GeoNames' main table, or more places than the format holds.
    pub fn build_from_geonames<R: BufRead>(
        &self,
        source: impl Fn() -> std::io::Result<R>,
    ) -> Result<Vec<u8>, GazetteerError> {
        let mut builder = GazetteerBuilder::default();
        read_geonames(source, &self.alpha3, &mut builder)?;
        builder.build()
    }

    fn assemble(source: &Source, places: Option<Cow<'static, [u8]>>) -> Result<Self, Vec<LexiconError>> {
        let mut errors = Vec::new();
        let file = places.and_then(|bytes| match PlaceFile::open(bytes) {
            Ok(file) => Some(file),
            Err(error) => {
                errors.push(LexiconError {
                    file: PLACES.to_owned(),
                    line: 1,
                    column: 1,
                    reason: error.to_string(),
                });
                None
            }
        });
        let file_len = file.as_ref().map_or(0, |file| u32::try_from(file.len()).unwrap_or(u32::MAX));
        let mut gazetteer = Gazetteer {
            file,
            file_len,
            table: Vec::new(),
            names: BTreeMap::new(),
            abbreviations: BTreeMap::new(),
            numbers: BTreeMap::new(),
            countries: BTreeMap::new(),
            prominent_divisions: BTreeSet::new(),
            divisions_as_geonames: BTreeSet::new(),
            alpha3: BTreeMap::new(),
            capitals: BTreeSet::new(),
            publishers: Publishers::default(),
        };
        let mut capitals: Vec<(String, String)> = Vec::new();
        for (path, countries) in [(COUNTRIES, true), (EXTRA, false)] {
            let Some(bytes) = source.file(path) else { continue };
            match Table::parse(path, &bytes, &["name", "aliases", "demonyms", "lat", "lon", "geonameid"]) {
                Err(error) => errors.push(error),
                Ok(table) => {
                    for row in table.rows() {
                        if countries && !row.cell("capital").is_empty() {
                            capitals.push((row.cell("code").to_owned(), row.cell("capital").to_owned()));
                        }
                        if let Err(error) = gazetteer.add_row(row, countries) {
                            errors.push(error);
                        }
                    }
                }
            }
        }
        for (country, name) in capitals {
            let found = gazetteer.lookup_key(&fold(&name)).into_iter().map(|c| c.place);
            let largest = found
                .filter_map(|id| gazetteer.get(id).map(|place| (place, id)))
                .filter(|(place, _)| {
                    place.kind == Resolution::City && place.country == Some(country.as_str())
                })
                .max_by_key(|(place, id)| (place.population, *id))
                .map(|(_, id)| id);
            gazetteer.capitals.extend(largest);
        }
        if let Some(bytes) = source.file(PUBLISHERS) {
            match gazetteer.load_publishers(PUBLISHERS, &bytes) {
                Ok(publishers) => gazetteer.publishers = publishers,
                Err(mistakes) => errors.extend(mistakes),
            }
        }
        if errors.is_empty() { Ok(gazetteer) } else { Err(errors) }
    }

    /// Whether a bare name that a first-level division of this country shares with a town means the division.
    #[must_use]
    pub fn has_prominent_divisions(&self, country: &str) -> bool {
        self.prominent_divisions.contains(country)
    }

    /// Whether divisions of this country are one only if they are spelt alike.
    #[must_use]
    pub fn has_divisions_as_geonames(&self, country: &str) -> bool {
        self.divisions_as_geonames.contains(country)
    }

    fn add_row(&mut self, row: Row<'_, '_>, is_country: bool) -> Result<(), LexiconError> {
        let name = row.cell("name");
        if name.is_empty() {
            return Err(row.error("name", "a place needs a name"));
        }
        let degrees = |column: &str, most: f64| -> Result<f64, LexiconError> {
            row.parse::<f64>(column)?
                .filter(|value| value.abs() <= most)
                .ok_or_else(|| row.error(column, format!("expected degrees from -{most} to {most}")))
        };
        let point = (degrees("lat", 90.0)?, degrees("lon", 180.0)?);
        let kind = match row.cell("kind") {
            _ if is_country => Resolution::Country,
            "site" | "seat" => Resolution::Site,
            "city" => Resolution::City,
            "district" => Resolution::District,
            "province" => Resolution::Province,
            "country" => Resolution::Country,
            "region" => Resolution::Region,
            other => {
                return Err(row.error(
                    "kind",
                    format!("{other:?}: expected site, seat, city, district, province, country or region"),
                ));
            }
        };
        let country = row.cell(if is_country { "code" } else { "country" });
        if !country.is_empty() && (country.len() != 3 || !country.bytes().all(|b| b.is_ascii_uppercase())) {
            let column = if is_country { "code" } else { "country" };
            return Err(row.error(column, format!("{country:?}: expected three capital letters, as in SYR")));
        }
        for word in row.list("divisions") {
            match word {
                "prominent" => self.prominent_divisions.insert(country.to_owned()),
                "as-geonames" => self.divisions_as_geonames.insert(country.to_owned()),
                other => {
                    let expected = "expected prominent or as-geonames";
                    return Err(row.error("divisions", format!("{other:?}: {expected}")));
                }
            };
        }
        let filled = |cell: &str| (!cell.is_empty()).then(|| cell.to_owned());
        let number = u32::try_from(self.table.len()).unwrap_or(u32::MAX);
        let place = TablePlace {
            geonameid: row.parse("geonameid")?,
            name: name.to_owned(),
            kind,
            country: filled(country),
            admin1: filled(row.cell("admin1")),
            point,
            population: row.parse("population")?.unwrap_or(0),
            seat: row.cell("kind") == "seat",
        };
        if let Some(id) = place.geonameid {
            self.numbers.insert(id, number);
        }
        if is_country {
            self.countries.insert(country.to_owned(), number);
            self.alpha3.insert(row.cell("alpha2").to_owned(), country.to_owned());
        }
        self.table.push(place);
        let mut add = |name: &str, sense| {
            let list = self.names.entry(fold(name)).or_default();
            if !list.iter().any(|(n, _)| *n == number) {
                list.push((number, sense));
            }
        };
        add(name, Sense::Name);
        row.list("aliases").for_each(|alias| add(alias, Sense::Alias));
        row.list("demonyms").for_each(|name| add(name, Sense::Demonym));
        for short in row.list("abbreviations") {
            self.abbreviations.entry(short.to_owned()).or_default().push(number);
        }
        Ok(())
    }

    /// Every place of that name, hand-kept ones first. Spelling is [folded](fold()); a leading article ("the", "al-")
    /// is dropped where the whole name is unknown.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Vec<Candidate> {
        let key = fold(name);
        let mut found = self.lookup_key(&key);
        if found.is_empty() {
            for article in ["the ", "al ", "el ", "ar ", "as ", "ad ", "an ", "at ", "az ", "ash "] {
                if let Some(rest) = key.strip_prefix(article).filter(|rest| rest.len() > 2) {
                    found = self.lookup_key(rest);
                    break;
                }
            }
        }
        found
    }

    /// As [`Gazetteer::lookup`], for a name that is already [folded](fold()), and with nothing dropped.
    #[must_use]
    pub fn lookup_key(&self, key: &str) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        for &(number, sense) in self.names.get(key).into_iter().flatten() {
            found.push(Candidate { place: PlaceId(self.file_len + number), sense });
        }
        if let Some(file) = &self.file {
            file.lookup(key, |number, alias| {
                let known =
                    file.get(number).and_then(|place| place.geonameid).and_then(|id| self.numbers.get(&id));
                // a table names its places itself: what GeoNames calls them is another name
                let sense = if alias || known.is_some() { Sense::Alias } else { Sense::Name };
                let place = PlaceId(known.map_or(number, |n| self.file_len + n));
                if !found.iter().any(|candidate| candidate.place == place) {
                    found.push(Candidate { place, sense });
                }
            });
        }
        found
    }

    /// Places that `short` stands for as it is written: "Calif.", "TX", "Ont.".
    #[must_use]
    pub fn lookup_abbreviation(&self, short: &str) -> Vec<Candidate> {
        self.abbreviations
            .get(short)
            .into_iter()
            .flatten()
            .map(|n| Candidate { place: PlaceId(self.file_len + n), sense: Sense::Abbreviation })
            .collect()
    }

    /// Whether a [folded](fold()) name of the gazetteer begins with `prefix`: tells when to stop looking for a longer one.
    #[must_use]
    pub fn has_prefix(&self, prefix: &str) -> bool {
        self.names.range(prefix.to_owned()..).next().is_some_and(|(name, _)| name.starts_with(prefix))
            || self.file.as_ref().is_some_and(|file| file.has_prefix(prefix))
    }

    /// What is known of a place of this gazetteer; `None` for the number of another one.
    #[must_use]
    pub fn get(&self, id: PlaceId) -> Option<GazetteerPlace<'_>> {
        if let Some(number) = id.0.checked_sub(self.file_len) {
            let place = self.table.get(number as usize)?;
            return Some(GazetteerPlace {
                geonameid: place.geonameid,
                name: Some(&place.name),
                kind: place.kind,
                country: place.country.as_deref(),
                admin1: place.admin1.as_deref(),
                point: place.point,
                population: place.population,
                notable: true,
                seat: place.seat,
                capital: self.capitals.contains(&id),
            });
        }
        let place = self.file.as_ref()?.get(id.0)?;
        Some(GazetteerPlace { capital: self.capitals.contains(&id), ..place })
    }

    /// The country of that alpha-3 code.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<PlaceId> {
        self.countries.get(code).map(|n| PlaceId(self.file_len + n))
    }

    /// Number of places.
    #[must_use]
    pub fn len(&self) -> usize {
        self.file_len as usize + self.table.len()
    }

    /// Whether it holds no place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests;
