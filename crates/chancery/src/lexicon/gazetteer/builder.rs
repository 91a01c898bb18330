//! Writes the binary gazetteer, laid out as `format.rs` tells.

use std::collections::BTreeMap;

use super::Resolution;
use super::fold::fold;
use super::format::{GazetteerError, MAGIC, PLACE, SCALE, SECTIONS};

/// One place to be written.
#[derive(Clone, Debug)]
pub struct NewPlace {
    /// GeoNames' number.
    pub geonameid: Option<u32>,
    /// Its name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: Resolution,
    /// ISO 3166-1 alpha-3; empty for none.
    pub country: String,
    /// Name of the first-level division; empty for none.
    pub admin1: String,
    /// Degrees north and east.
    pub point: (f64, f64),
    /// People living there; 0 when not known.
    pub population: u64,
}

/// Collects places and writes them as one file.
#[derive(Debug, Default)]
pub struct GazetteerBuilder {
    places: Vec<NewPlace>,
}

impl GazetteerBuilder {
    /// Adds one place.
    pub fn add(&mut self, place: NewPlace) {
        self.places.push(place);
    }

    /// Number of places so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is no place yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The file. Places keep their order; the same places give the same bytes.
    ///
    /// # Errors
    /// More places, divisions or text than the format holds.
    pub fn build(&self) -> Result<Vec<u8>, GazetteerError> {
        let mut countries: Vec<&str> = self.places.iter().map(|place| place.country.as_str()).collect();
        countries.sort_unstable();
        countries.dedup();
        let mut divisions: Vec<(&str, &str)> =
            self.places.iter().map(|place| (place.country.as_str(), place.admin1.as_str())).collect();
        divisions.sort_unstable();
        divisions.dedup();
        let too_large = GazetteerError::TooLarge;
        if divisions.len() > usize::from(u16::MAX) {
            return Err(too_large("over 65,535 first-level divisions"));
        }
        let mut text = String::new();
        let mut division_bytes = Vec::new();
        for (country, name) in &divisions {
            let index = countries.binary_search(country).unwrap_or(0);
            division_bytes.extend_from_slice(&u16::try_from(index).unwrap_or(0).to_le_bytes());
            push_text(&mut division_bytes, &mut text, name)?;
        }
        let mut country_bytes = Vec::new();
        for code in &countries {
            let mut three = [b' '; 3];
            for (slot, byte) in three.iter_mut().zip(code.bytes()) {
                *slot = byte;
            }
            country_bytes.extend_from_slice(&three);
        }
        let mut place_bytes = Vec::with_capacity(self.places.len() * PLACE);
        let mut label_bytes = Vec::new();
        let mut names: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (number, place) in self.places.iter().enumerate() {
            let number =
                u32::try_from(number).ok().filter(|n| *n < 1 << 30).ok_or(too_large("over 2^30 places"))?;
            let division = divisions
                .binary_search(&(place.country.as_str(), place.admin1.as_str()))
                .map_or(0, |i| u16::try_from(i).unwrap_or(0));
            place_bytes.extend_from_slice(&place.geonameid.unwrap_or(0).to_le_bytes());
            push_degrees(&mut place_bytes, place.point.0);
            push_degrees(&mut place_bytes, place.point.1);
            place_bytes.extend_from_slice(&division.to_le_bytes());
            place_bytes.extend_from_slice(&u32::try_from(place.population).unwrap_or(u32::MAX).to_le_bytes());
            place_bytes.push(kind_code(place.kind));
            let key = fold(&place.name);
            if keeps_name(place) {
                label_bytes.extend_from_slice(&number.to_le_bytes());
                push_text(&mut label_bytes, &mut text, &place.name)?;
            }
            names.entry(key).or_default().push(number << 1);
            for alias in &place.aliases {
                names.entry(fold(alias)).or_default().push(number << 1 | 1);
            }
        }
        names.remove("");
        let mut postings: Vec<u8> = Vec::new();
        let mut index = fst::MapBuilder::memory();
        for (name, mut list) in names {
            list.sort_unstable();
            list.dedup_by_key(|posting| *posting >> 1);
            let value = if let [one] = list.as_slice() {
                u64::from(*one) << 1
            } else {
                let offset = postings.len() as u64;
                list.truncate(usize::from(u16::MAX));
                postings.extend_from_slice(&u16::try_from(list.len()).unwrap_or(u16::MAX).to_le_bytes());
                for posting in &list {
                    postings.extend_from_slice(&posting.to_le_bytes());
                }
                offset << 1 | 1
            };
            index.insert(name, value)?;
        }
        let index = index.into_inner()?;
        let sections: [&[u8]; SECTIONS] =
            [&index, &postings, &place_bytes, &division_bytes, &country_bytes, &label_bytes, text.as_bytes()];
        let mut file = MAGIC.to_vec();
        for section in sections {
            let length = u32::try_from(section.len()).map_err(|_| too_large("a section of over 4 GiB"))?;
            file.extend_from_slice(&length.to_le_bytes());
        }
        for section in sections {
            file.extend_from_slice(section);
        }
        Ok(file)
    }
}

/// Small places go by the name the text gives them; the file keeps the names of those that have several.
fn keeps_name(place: &NewPlace) -> bool {
    place.kind != Resolution::City || place.population >= 40_000
}

fn push_text(bytes: &mut Vec<u8>, text: &mut String, name: &str) -> Result<(), GazetteerError> {
    let offset = u32::try_from(text.len()).map_err(|_| GazetteerError::TooLarge("over 4 GiB of names"))?;
    let length =
        u16::try_from(name.len()).map_err(|_| GazetteerError::TooLarge("a name of over 65,535 bytes"))?;
    text.push_str(name);
    bytes.extend_from_slice(&offset.to_le_bytes());
    bytes.extend_from_slice(&length.to_le_bytes());
    Ok(())
}

#[allow(clippy::cast_possible_truncation)]
fn push_degrees(bytes: &mut Vec<u8>, degrees: f64) {
    let units = (degrees.clamp(-180.0, 180.0) * SCALE).round() as i32;
    bytes.extend_from_slice(&units.to_le_bytes()[..3]);
}

fn kind_code(kind: Resolution) -> u8 {
    match kind {
        Resolution::Site => 0,
        Resolution::City => 1,
        Resolution::District => 2,
        Resolution::Province => 3,
        Resolution::Country => 4,
        Resolution::Region => 5,
    }
}
