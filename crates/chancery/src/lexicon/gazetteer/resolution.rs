//! Kinds of places, from a building to a sea.

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
