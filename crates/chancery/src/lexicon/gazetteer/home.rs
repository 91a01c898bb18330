//! Where a report's readers live: a home given by hand, or the one of its publisher (`gazetteer/publishers.tsv`).

use std::collections::BTreeMap;

use super::Resolution;
use super::{Gazetteer, PlaceId, fold};
use crate::lexicon::{LexiconError, Table};

/// Publishers by name and by host, each with the home of its readers.
#[derive(Debug, Default)]
pub(super) struct Publishers {
    /// By folded name, without "the".
    names: BTreeMap<String, PlaceId>,
    /// By host, without "www.".
    hosts: BTreeMap<String, PlaceId>,
}

impl Gazetteer {
    /// The place that a home as users write it stands for: a country's alpha-3 code ("FRA"), a country with its division
    /// ("USA-Texas", "USA-TX"), a town with its division ("Paris, Texas", "Paris, TX"), or the largest place of a name.
    #[must_use]
    pub fn home(&self, text: &str) -> Option<PlaceId> {
        let text = text.trim();
        if let Some(country) = self.country(text) {
            return Some(country);
        }
        if let Some((code, division)) = text.split_once('-')
            && self.country(code).is_some()
        {
            return self.divisions(division, Some(code)).first().copied();
        }
        match text.split_once(',') {
            Some((name, division)) => self.divisions(division, None).into_iter().find_map(|id| {
                let division = self.get(id)?;
                let admin1 = fold(division.admin1.or(division.name)?);
                self.largest(name, |place| {
                    place.country == division.country && place.admin1.is_some_and(|name| fold(name) == admin1)
                })
            }),
            None => self.largest(text, |_| true),
        }
    }

    /// The home of a publisher by the host of the report's address, else by the publisher's name.
    #[must_use]
    pub fn home_of_publisher(&self, publisher: Option<&str>, url: Option<&str>) -> Option<PlaceId> {
        let by_host = url.and_then(host).and_then(|host| {
            let mut rest = host.as_str();
            loop {
                if let Some(home) = self.publishers.hosts.get(rest) {
                    return Some(*home);
                }
                rest = rest.split_once('.')?.1;
            }
        });
        by_host.or_else(|| self.publishers.names.get(&publisher_key(publisher?)).copied())
    }

    /// Reads the table of publishers.
    pub(super) fn load_publishers(&self, file: &str, bytes: &[u8]) -> Result<Publishers, Vec<LexiconError>> {
        let table = Table::parse(file, bytes, &["name", "hosts", "home"]).map_err(|error| vec![error])?;
        let mut publishers = Publishers::default();
        let mut errors = Vec::new();
        for row in table.rows() {
            let Some(home) = self.home(row.cell("home")) else {
                errors.push(row.error("home", format!("{:?}: no such place", row.cell("home"))));
                continue;
            };
            for name in std::iter::once(row.cell("name")).chain(row.list("aliases")) {
                publishers.names.insert(publisher_key(name), home);
            }
            for host in row.list("hosts") {
                publishers.hosts.insert(host.to_lowercase(), home);
            }
        }
        if errors.is_empty() { Ok(publishers) } else { Err(errors) }
    }

    /// The first-level divisions of that name or short form, in that country if one is given, the best known first.
    fn divisions(&self, name: &str, country: Option<&str>) -> Vec<PlaceId> {
        let name = name.trim();
        let mut found: Vec<(bool, u64, PlaceId)> = self
            .lookup_abbreviation(name)
            .into_iter()
            .chain(self.lookup(name))
            .filter_map(|candidate| self.get(candidate.place).map(|place| (place, candidate.place)))
            .filter(|(place, _)| place.kind == Resolution::Province)
            .filter(|(place, _)| country.is_none_or(|code| place.country == Some(code)))
            .map(|(place, id)| (place.notable, place.population, id))
            .collect();
        found.sort_unstable_by(|a, b| b.cmp(a));
        found.dedup();
        found.into_iter().map(|(.., id)| id).collect()
    }

    /// The best known, else the largest, of the places of that name that pass the test.
    fn largest(&self, name: &str, test: impl Fn(&super::GazetteerPlace<'_>) -> bool) -> Option<PlaceId> {
        self.lookup(name.trim())
            .into_iter()
            .filter_map(|candidate| self.get(candidate.place).map(|place| (place, candidate.place)))
            .filter(|(place, _)| test(place))
            .map(|(place, id)| (place.notable, place.population, id))
            .max()
            .map(|(.., id)| id)
    }
}

/// A publisher's name for comparing: folded, without "the".
fn publisher_key(name: &str) -> String {
    let key = fold(name);
    key.strip_prefix("the ").map(str::to_owned).unwrap_or(key)
}

/// The host of an address in lower case, without "www." and port.
fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split(':').next()?.to_lowercase();
    let host = host.strip_prefix("www.").map(str::to_owned).unwrap_or(host);
    (host.contains('.')).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Source;

    #[test]
    fn a_home_is_a_country_a_division_or_a_town() {
        let gazetteer = Gazetteer::load(&Source::embedded()).unwrap();
        let home = |text: &str| gazetteer.home(text).and_then(|id| gazetteer.get(id));
        assert_eq!(home("FRA").unwrap().kind, Resolution::Country);
        for text in ["USA-Texas", "USA-TX"] {
            assert_eq!(home(text).unwrap().name, Some("Texas"), "{text}");
            assert_eq!(home(text).unwrap().kind, Resolution::Province, "{text}");
        }
        assert_eq!(home("Paris, Texas").unwrap().country, Some("USA"));
        assert_eq!(home("Paris").unwrap().country, Some("FRA"));
        assert_eq!(home("USA-Nowhere"), None);
        assert_eq!(home("Qqqqq"), None);
    }

    #[test]
    fn a_publisher_is_known_by_its_host_or_name() {
        let gazetteer = Gazetteer::load(&Source::embedded()).unwrap();
        let country = |publisher: Option<&str>, url: Option<&str>| {
            gazetteer
                .home_of_publisher(publisher, url)
                .and_then(|id| gazetteer.get(id))
                .and_then(|p| p.country)
        };
        assert_eq!(country(None, Some("https://www.lfpress.com/2016/story?x=1")), Some("CAN"));
        assert_eq!(country(None, Some("http://edition.dawn.com:80/x")), Some("PAK"));
        assert_eq!(country(Some("the guardian"), None), Some("GBR"));
        assert_eq!(country(Some("Reuters"), Some("https://www.reuters.com/a")), None);
    }

    #[test]
    fn a_publisher_without_a_place_is_a_mistake() {
        let gazetteer = Gazetteer::load(&Source::embedded()).unwrap();
        let errors =
            gazetteer.load_publishers("p.tsv", b"name\thosts\thome\nX\tx.com\tAtlantis, Sea\n").unwrap_err();
        assert!(errors[0].to_string().starts_with("p.tsv:2:"), "{}", errors[0]);
    }
}
