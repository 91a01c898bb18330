//! What events are asked for.

use jiff::civil::Date;

use super::words::Words;

/// What events are asked for; each part that is empty asks for nothing.
#[derive(Clone, Debug, Default)]
pub struct EventFilter {
    /// Country codes, one of which an actor has.
    pub actors: Vec<String>,
    /// Country codes, one of which a recipient has.
    pub recipients: Vec<String>,
    /// Event types.
    pub types: Vec<String>,
    /// The event may have been on this day or later: of a month or year that the report names, the last day counts; of an
    /// event without a date, the day of publication.
    pub since: Option<Date>,
    /// The event may have been on this day or earlier.
    pub until: Option<Date>,
    /// Codes of countries where it was.
    pub places: Vec<String>,
    /// Around a point.
    pub near: Option<Near>,
    /// Statuses.
    pub statuses: Vec<String>,
    /// Only what reports say themselves, on nobody else's word.
    pub vouched: bool,
    /// Least probability, 0 to 1.
    pub min_confidence: f64,
    /// Words of the report.
    pub words: Option<Words>,
    /// Every report's telling of a happening; otherwise one for each happening of a story.
    pub each_report: bool,
}

/// A circle on the Earth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Radius, kilometres.
    pub km: f64,
}

/// Mean radius of the Earth, kilometres (IUGG).
const EARTH: f64 = 6371.0088;

impl Near {
    /// Whether a point is inside: great-circle distance by the haversine formula.
    pub fn holds(self, lat: f64, lon: f64) -> bool {
        let half = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
        let a = half(lat - self.lat)
            + self.lat.to_radians().cos() * lat.to_radians().cos() * half(lon - self.lon);
        2.0 * EARTH * a.sqrt().min(1.0).asin() <= self.km
    }

    /// Least and greatest latitude, degrees.
    pub fn latitudes(self) -> (f64, f64) {
        let reach = (self.km / EARTH).to_degrees();
        (self.lat - reach, self.lat + reach)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_holds_what_is_within_its_radius() {
        // Raqqa to Aleppo is 164 km.
        let near = |km| Near { lat: 35.95, lon: 39.01, km };
        assert!(near(170.0).holds(36.2, 37.16) && !near(160.0).holds(36.2, 37.16));
        let (least, greatest) = near(111.195).latitudes();
        assert!((least - 34.95).abs() < 1e-3 && (greatest - 36.95).abs() < 1e-3);
    }

    #[test]
    fn a_circle_reaches_across_the_date_line() {
        assert!(Near { lat: 0.0, lon: 179.9, km: 50.0 }.holds(0.0, -179.9));
    }
}
