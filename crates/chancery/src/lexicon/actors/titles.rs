//! What offices are called and which stand at the head of a country (`lexicon/titles.tsv`).

use std::collections::{BTreeMap, BTreeSet};

/// Whether an office is that of a head of state or government.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Head {
    /// Who holds it is one.
    Held,
    /// Who holds it is about to be one, or wants to.
    Sought,
}

/// What is known of one title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    /// Another word for the same office everywhere: "prime minister" for "premier".
    pub same_as: Option<String>,
    /// The office in general of which it is a country's own name.
    pub means: Option<String>,
    /// Codes of the countries whose own word it is.
    pub countries: Vec<String>,
    /// Whether it is at the head of a country.
    pub head: Option<Head>,
    /// Code of the body to which who holds it is sent.
    pub sent_to: Option<String>,
}

/// All titles, by their canonical names.
#[derive(Clone, Debug, Default)]
pub struct Titles {
    titles: BTreeMap<String, Title>,
}

impl Titles {
    /// Adds or replaces a title.
    pub fn insert(&mut self, name: &str, title: Title) {
        self.titles.insert(name.to_owned(), title);
    }

    /// Whether an office is at the head of a country.
    #[must_use]
    pub fn head(&self, office: &str) -> Option<Head> {
        self.titles.get(office)?.head
    }

    /// Codes of the countries whose own word for an office this is.
    #[must_use]
    pub fn countries(&self, title: &str) -> &[String] {
        self.titles.get(title).map_or(&[], |known| &known.countries)
    }

    /// The body to which who holds exactly this office is sent.
    #[must_use]
    pub fn sent_to(&self, office: &str) -> Option<&str> {
        self.titles.get(office)?.sent_to.as_deref()
    }

    /// Whether an office, or one whose name ends in the same words ("deputy ambassador to the united nations"), is sent to
    /// that body.
    #[must_use]
    pub fn is_sent_to(&self, office: &str, body: &str) -> bool {
        self.titles
            .iter()
            .any(|(name, title)| title.sent_to.as_deref() == Some(body) && office.ends_with(name.as_str()))
    }

    /// Whether a title may mean an office of the tables, which have each country's own name for it. `lesser` are words
    /// as in [`Titles::same_office`].
    #[must_use]
    pub fn means_office(&self, known: &str, title: &str, lesser: &BTreeSet<String>) -> bool {
        self.same_office(known, title, lesser) || self.general(known) == self.general(title)
    }

    /// Whether a title of the report and an office of the tables may be the same: "minister" and "foreign minister". What
    /// has one of the words `lesser` before it is another office: "vice president" and "president".
    #[must_use]
    pub fn same_office(&self, known: &str, title: &str, lesser: &BTreeSet<String>) -> bool {
        let (known, title) = (self.plain(known), self.plain(title));
        let is_first = |before: &str| !before.split([' ', '-']).any(|word| lesser.contains(word));
        known == title
            || known.strip_suffix(title).is_some_and(|before| before.ends_with(' ') && is_first(before))
            || known.strip_prefix(title).is_some_and(|after| after.starts_with(" of "))
    }

    fn general<'a>(&'a self, office: &'a str) -> &'a str {
        self.titles.get(office).and_then(|title| title.means.as_deref()).unwrap_or(office)
    }

    fn plain<'a>(&'a self, office: &'a str) -> &'a str {
        self.titles.get(office).and_then(|title| title.same_as.as_deref()).unwrap_or(office)
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::{Actors, Source};

    #[test]
    fn the_president_is_not_the_vice_president() {
        let actors = Actors::load(&Source::embedded()).unwrap();
        assert!(actors.same_office("vice president", "vice president"));
        assert!(!actors.same_office("vice president", "president"));
        assert!(actors.same_office("foreign minister", "minister"));
        assert!(actors.same_office("premier", "prime minister"));
        assert!(actors.same_office("secretary of energy", "secretary"));
    }

    #[test]
    fn a_countrys_own_name_for_an_office_means_the_office() {
        let actors = Actors::load(&Source::embedded()).unwrap();
        assert!(actors.means_office("foreign minister", "secretary of state"));
        assert!(!actors.means_office("interior minister", "secretary of state"));
        assert_eq!(actors.titles.countries("home secretary"), ["GBR"]);
    }

    #[test]
    fn an_envoy_is_not_of_the_body_to_which_he_is_sent() {
        let actors = Actors::load(&Source::embedded()).unwrap();
        assert!(actors.titles.is_sent_to("deputy ambassador to the united nations", "UNO"));
        assert_eq!(actors.titles.sent_to("deputy ambassador to the united nations"), None);
        assert!(!actors.titles.is_sent_to("secretary-general", "UNO"));
    }
}
