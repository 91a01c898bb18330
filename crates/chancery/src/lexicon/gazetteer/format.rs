//! The binary gazetteer: written once by [`super::GazetteerBuilder`], read in place by [`PlaceFile`].
//!
//! ```text
//! magic "CHANGAZ1" | 7 section lengths (u32) | sections
//!   names     fst: folded name → one posting, or the offset of a list of postings
//!   postings  lists: count (u16), postings (u32): place number << 1 | alias
//!   places    17 bytes each: geonameid u32, latitude i24, longitude i24 (1/20000 degree), division u16,
//!             population u32, kind u8
//!   divisions first-level divisions and countries: country u16, name (offset u32, length u16)
//!   countries alpha-3 codes, 3 bytes each
//!   labels    place number u32, name (offset u32, length u16), sorted by place: places that keep a written name
//!   text      all names, UTF-8
//! ```
//! All numbers are little-endian.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use fst::raw::Fst;
use thiserror::Error;

use super::GazetteerPlace;
use super::Resolution;

pub(super) const MAGIC: &[u8; 8] = b"CHANGAZ1";
pub(super) const SECTIONS: usize = 7;
/// Bytes of a place.
pub(super) const PLACE: usize = 17;
const DIVISION: usize = 8;
const LABEL: usize = 10;
/// Parts of a degree in which points are written.
pub(super) const SCALE: f64 = 20_000.0;

/// What is wrong with a gazetteer file.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum GazetteerError {
    /// It does not begin as a gazetteer does.
    #[error("not a gazetteer file of format 1 (build it with `chancery gazetteer import`)")]
    Format,
    /// It ends early, or its parts contradict each other.
    #[error("the gazetteer file is damaged")]
    Damaged,
    /// Too many places, divisions or names for the format.
    #[error("too much for one gazetteer file: {0}")]
    TooLarge(&'static str),
    /// A line of a source cannot be read.
    #[error("line {line}: {reason}")]
    Line {
        /// From 1.
        line: usize,
        /// What was expected.
        reason: String,
    },
    /// The source cannot be read.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The index of names cannot be built.
    #[error(transparent)]
    Index(#[from] fst::Error),
}

/// A gazetteer file, read in place: opening it only checks its head and its lengths.
pub(super) struct PlaceFile {
    bytes: Arc<Cow<'static, [u8]>>,
    names: Fst<Section>,
    sections: [Range<usize>; SECTIONS],
}

impl std::fmt::Debug for PlaceFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PlaceFile").field("places", &self.len()).field("names", &self.names.len()).finish()
    }
}

/// A part of the shared bytes.
#[derive(Clone)]
struct Section {
    bytes: Arc<Cow<'static, [u8]>>,
    range: Range<usize>,
}

impl AsRef<[u8]> for Section {
    fn as_ref(&self) -> &[u8] {
        &self.bytes[self.range.clone()]
    }
}

impl PlaceFile {
    pub(super) fn open(bytes: Cow<'static, [u8]>) -> Result<Self, GazetteerError> {
        let head = MAGIC.len() + 4 * SECTIONS;
        if bytes.len() < head || !bytes.starts_with(MAGIC) {
            return Err(GazetteerError::Format);
        }
        let mut sections: [Range<usize>; SECTIONS] = std::array::from_fn(|_| 0..0);
        let mut at = head;
        for (i, section) in sections.iter_mut().enumerate() {
            let length = u32_at(&bytes, MAGIC.len() + 4 * i).ok_or(GazetteerError::Damaged)? as usize;
            *section = at..at.checked_add(length).ok_or(GazetteerError::Damaged)?;
            at = section.end;
        }
        if at != bytes.len() || !sections[2].len().is_multiple_of(PLACE) {
            return Err(GazetteerError::Damaged);
        }
        let bytes = Arc::new(bytes);
        let names = Fst::new(Section { bytes: Arc::clone(&bytes), range: sections[0].clone() })
            .map_err(|_| GazetteerError::Damaged)?;
        Ok(PlaceFile { bytes, names, sections })
    }

    fn section(&self, i: usize) -> &[u8] {
        &self.bytes[self.sections[i].clone()]
    }

    pub(super) fn len(&self) -> usize {
        self.sections[2].len() / PLACE
    }

    /// Calls `found(place, is alias)` for each place of that folded name.
    pub(super) fn lookup(&self, key: &str, mut found: impl FnMut(u32, bool)) {
        let Some(value) = self.names.get(key.as_bytes()) else { return };
        let value = value.value();
        if value & 1 == 0 {
            let posting = value >> 1;
            found(u32::try_from(posting >> 1).unwrap_or(u32::MAX), posting & 1 == 1);
            return;
        }
        let postings = self.section(1);
        let Ok(offset) = usize::try_from(value >> 1) else { return };
        let Some(count) = u16_at(postings, offset) else { return };
        for i in 0..usize::from(count) {
            let Some(posting) = u32_at(postings, offset + 2 + 4 * i) else { return };
            found(posting >> 1, posting & 1 == 1);
        }
    }

    /// Whether a folded name begins with `prefix`.
    pub(super) fn has_prefix(&self, prefix: &str) -> bool {
        let mut node = self.names.root();
        for byte in prefix.bytes() {
            let Some(i) = node.find_input(byte) else { return false };
            node = self.names.node(node.transition_addr(i));
        }
        true
    }

    /// What the file says of a place; it does not know which are notable, seats or capitals.
    pub(super) fn get(&self, number: u32) -> Option<GazetteerPlace<'_>> {
        let at = (number as usize).checked_mul(PLACE)?;
        let bytes = self.section(2).get(at..at + PLACE)?;
        let division = usize::from(u16_at(bytes, 10)?);
        let (country, admin1) = self.division(division);
        Some(GazetteerPlace {
            geonameid: u32_at(bytes, 0).filter(|id| *id != 0),
            name: self.label(number),
            kind: match bytes[16] {
                0 => Resolution::Site,
                1 => Resolution::City,
                2 => Resolution::District,
                3 => Resolution::Province,
                4 => Resolution::Country,
                _ => Resolution::Region,
            },
            country,
            admin1,
            point: (degrees(&bytes[4..7]), degrees(&bytes[7..10])),
            population: u64::from(u32_at(bytes, 12)?),
            notable: false,
            seat: false,
            capital: false,
        })
    }

    fn division(&self, index: usize) -> (Option<&str>, Option<&str>) {
        let divisions = self.section(3);
        let at = index * DIVISION;
        let country = u16_at(divisions, at).and_then(|i| {
            let at = usize::from(i) * 3;
            std::str::from_utf8(self.section(4).get(at..at + 3)?).ok().map(str::trim_end)
        });
        let admin1 = self.text(divisions, at + 2);
        (country.filter(|code| !code.is_empty()), admin1.filter(|name| !name.is_empty()))
    }

    fn label(&self, number: u32) -> Option<&str> {
        let labels = self.section(5);
        let (mut low, mut high) = (0, labels.len() / LABEL);
        while low < high {
            let middle = usize::midpoint(low, high);
            match u32_at(labels, middle * LABEL)?.cmp(&number) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return self.text(labels, middle * LABEL + 4),
            }
        }
        None
    }

    fn text(&self, bytes: &[u8], at: usize) -> Option<&str> {
        let offset = u32_at(bytes, at)? as usize;
        let length = usize::from(u16_at(bytes, at + 4)?);
        std::str::from_utf8(self.section(6).get(offset..offset.checked_add(length)?)?).ok()
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let slice = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes([slice[0], slice[1], slice[2], slice[3]]))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let slice = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes([slice[0], slice[1]]))
}

fn degrees(three: &[u8]) -> f64 {
    let sign = if three[2] & 0x80 == 0 { 0 } else { 0xff };
    f64::from(i32::from_le_bytes([three[0], three[1], three[2], sign])) / SCALE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::gazetteer::{GazetteerBuilder, NewPlace};

    fn city(name: &str, country: &str, admin1: &str, point: (f64, f64), population: u64) -> NewPlace {
        NewPlace {
            geonameid: Some(7),
            name: name.to_owned(),
            aliases: vec![format!("Old {name}")],
            kind: Resolution::City,
            country: country.to_owned(),
            admin1: admin1.to_owned(),
            point,
            population,
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let mut builder = GazetteerBuilder::default();
        builder.add(city("Paris", "FRA", "Île-de-France", (48.853, 2.349), 2_100_000));
        builder.add(city("Paris", "USA", "Texas", (33.661, -95.555), 24_000));
        builder.add(city("Ushuaia", "ARG", "", (-54.81, -68.315), 900));
        let file = PlaceFile::open(Cow::Owned(builder.build().unwrap())).unwrap();
        assert_eq!(file.len(), 3);
        let mut found = Vec::new();
        file.lookup("paris", |place, alias| found.push((place, alias)));
        assert_eq!(found, [(0, false), (1, false)]);
        found.clear();
        file.lookup("old ushuaia", |place, alias| found.push((place, alias)));
        assert_eq!(found, [(2, true)]);
        let texas = file.get(1).unwrap();
        assert_eq!((texas.country, texas.admin1, texas.name), (Some("USA"), Some("Texas"), None));
        assert!((texas.point.1 + 95.555).abs() < 1e-4);
        let south = file.get(2).unwrap();
        assert_eq!((south.admin1, south.name), (None, None));
        assert!((south.point.0 + 54.81).abs() < 1e-4);
        assert!(file.has_prefix("old pa") && !file.has_prefix("old z"));
        assert!(file.get(3).is_none());
    }

    #[test]
    fn a_cut_or_foreign_file_is_refused() {
        let mut builder = GazetteerBuilder::default();
        builder.add(city("Paris", "FRA", "", (48.8, 2.3), 1));
        let bytes = builder.build().unwrap();
        for end in [0, 5, 20, bytes.len() - 1] {
            assert!(PlaceFile::open(Cow::Owned(bytes[..end].to_vec())).is_err());
        }
        assert!(
            PlaceFile::open(Cow::Borrowed(
                b"PK\x03\x04 something else, long enough to have a head of its own"
            ))
            .is_err()
        );
    }
}
