//! Places named in the text, resolved to points of the gazetteer.

use chancery_lang::Span;

/// How exact a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resolution {
    /// A building, camp, base, crossing.
    Site,
    /// A populated place.
    City,
    /// A second-level division.
    District,
    /// A first-level division.
    Province,
    /// A country.
    Country,
    /// Anything larger or without borders: a sea, "the Middle East".
    Region,
}

impl Resolution {
    /// As the record spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Resolution::Site => "site",
            Resolution::City => "city",
            Resolution::District => "district",
            Resolution::Province => "province",
            Resolution::Country => "country",
            Resolution::Region => "region",
        }
    }
}

/// A place named in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Where the name stands.
    pub span: Span,
    /// The gazetteer's name, else the text's.
    pub name: String,
    /// GeoNames' number.
    pub geonameid: Option<u32>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Name of the first-level division.
    pub admin1: Option<String>,
    /// Degrees north and east (WGS 84); `None` when not resolved.
    pub point: Option<(f64, f64)>,
    /// How exact it is.
    pub resolution: Option<Resolution>,
    /// Named as an actor or a nationality ("Washington said", "French"), not as a location.
    pub metonym: bool,
}

/// The place of the event reported by word `trigger`, as an index into `places`.
#[must_use]
pub fn place_of(document: &chancery_lang::Document, places: &[Place], trigger: usize) -> Option<usize> {
    let clause = document.subtree_span(trigger);
    places.iter().position(|place| !place.metonym && clause.contains(place.span))
}
