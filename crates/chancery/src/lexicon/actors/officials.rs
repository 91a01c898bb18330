//! People in office, as of a day: by full name, and by surname where only one can be meant.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use super::Period;
use super::names::key;
use crate::plover::Sector;

/// One person in one office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Official {
    /// Full name.
    pub name: String,
    /// Country the person speaks for.
    pub country: Option<String>,
    /// Part of society.
    pub sector: Option<Sector>,
    /// Canonical name of the office.
    pub office: String,
    /// When the person held it.
    pub period: Period,
    /// Where it stands: "lexicon/actors/officials-un.tsv:7".
    pub source: String,
}

/// Everybody known.
#[derive(Clone, Debug, Default)]
pub struct Officials {
    all: Vec<Official>,
    /// Full names and their other spellings.
    full: HashMap<String, Vec<usize>>,
    /// Last names.
    last: HashMap<String, Vec<usize>>,
    /// The countries that have each office.
    offices: BTreeMap<String, BTreeSet<Option<String>>>,
}

/// Days after an office ends in which the news still gives it to a person.
const GRACE: i64 = 45;

impl Officials {
    /// Adds a person with other spellings; those that begin with `~` are last names.
    pub fn insert<'a>(&mut self, official: Official, aliases: impl Iterator<Item = &'a str>) {
        let index = self.all.len();
        let mut full: Vec<String> = vec![key(&official.name)];
        let mut last: BTreeSet<String> = BTreeSet::new();
        for alias in aliases {
            match alias.strip_prefix('~') {
                Some(short) => {
                    last.insert(key(short));
                }
                None => full.push(key(alias)),
            }
        }
        if last.is_empty() {
            last.extend(full.iter().filter_map(|name| surname(name)).map(str::to_owned));
        }
        for name in full {
            push(self.full.entry(name).or_default(), index);
        }
        for name in last {
            push(self.last.entry(name).or_default(), index);
        }
        self.offices.entry(official.office.clone()).or_default().insert(official.country.clone());
        self.all.push(official);
    }

    /// How many lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether somebody is called that.
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        let name = key(name);
        self.full.contains_key(&name) || self.full.contains_key(&without_initials(&name))
    }

    /// The offices of the people of that full name on a day, nearest in time first; without a day, the last first.
    #[must_use]
    pub fn by_name(&self, name: &str, day: Option<Date>) -> Vec<&Official> {
        let name = key(name);
        let plain = self.full.get(&without_initials(&name));
        let mut indices: Vec<usize> =
            self.full.get(&name).into_iter().chain(plain).flatten().copied().collect();
        indices.sort_unstable();
        indices.dedup();
        self.sorted(Some(&indices), day)
    }

    /// Those called by that last name who held an office on that day, or shortly before.
    #[must_use]
    pub fn by_surname(&self, name: &str, day: Option<Date>) -> Vec<&Official> {
        let mut found = self.sorted(self.last.get(&key(name)), day);
        if let Some(day) = day {
            found.retain(|official| (0..=GRACE).contains(&official.period.distance(day)));
        }
        found
    }

    /// Whether somebody held an office of exactly that name.
    #[must_use]
    pub fn has_office(&self, office: &str) -> bool {
        self.offices.contains_key(office)
    }

    /// The country of an office that only one country has: "home secretary".
    #[must_use]
    pub fn country_of_office(&self, office: &str) -> Option<&str> {
        let mut countries = self.offices.get(office)?.iter();
        let first = countries.next()?.as_deref();
        countries.next().is_none().then_some(first)?
    }

    fn sorted(&self, indices: Option<&Vec<usize>>, day: Option<Date>) -> Vec<&Official> {
        let mut found: Vec<&Official> = indices.into_iter().flatten().map(|&i| &self.all[i]).collect();
        match day {
            Some(day) => found.sort_by_key(|o| {
                let distance = o.period.distance(day);
                (distance < 0, distance.abs(), std::cmp::Reverse(o.period.since))
            }),
            None => found.sort_by_key(|o| std::cmp::Reverse((o.period.until.is_none(), o.period.since))),
        }
        found
    }
}

fn push(list: &mut Vec<usize>, index: usize) {
    if !list.contains(&index) {
        list.push(index);
    }
}

/// "John Brandt" of "John R. Brandt Jr.": a name as it is given where it is not given in full.
fn without_initials(name: &str) -> String {
    let is_initial = |word: &str| word.len() == 2 && word.ends_with('.');
    let words: Vec<&str> =
        name.split(' ').filter(|word| !matches!(*word, "Jr." | "Jr" | "Sr." | "Sr")).collect();
    let inner = 1..words.len().saturating_sub(1);
    let kept = words.iter().enumerate().filter(|(i, word)| !(inner.contains(i) && is_initial(word)));
    kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
}

/// The last word of a name of several, without "Jr.".
fn surname(name: &str) -> Option<&str> {
    let mut words =
        name.split(' ').rev().filter(|w| !matches!(*w, "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV"));
    let last = words.next()?;
    words.next().map(|_| last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn official(name: &str, office: &str, since: Date, until: Option<Date>) -> Official {
        Official {
            name: name.into(),
            country: Some("ATL".into()),
            sector: Some(Sector::Gov),
            office: office.into(),
            period: Period { since: Some(since), until },
            source: String::new(),
        }
    }

    fn officials() -> Officials {
        let mut all = Officials::default();
        let first = official("Ana Torvo", "foreign minister", date(2001, 1, 1), Some(date(2004, 12, 31)));
        all.insert(first, ["Anna Torvo"].into_iter());
        all.insert(official("Ana Torvo", "president", date(2005, 1, 1), None), std::iter::empty());
        all.insert(official("Li Mo Shan", "premier", date(2003, 1, 1), None), ["~Li"].into_iter());
        all
    }

    #[test]
    fn a_name_means_the_office_held_on_the_day() {
        let all = officials();
        assert_eq!(all.by_name("Ana Torvo", Some(date(2003, 5, 5)))[0].office, "foreign minister");
        assert_eq!(all.by_name("Ana Torvo", Some(date(2010, 5, 5)))[0].office, "president");
        assert_eq!(all.by_name("Ana Torvo", None)[0].office, "president");
        assert_eq!(all.by_name("Anna Torvo", Some(date(2003, 5, 5))).len(), 1);
        assert_eq!(all.by_name("Ana B. Torvo Jr.", Some(date(2003, 5, 5))).len(), 2);
    }

    #[test]
    fn a_last_name_needs_an_office_on_the_day() {
        let all = officials();
        assert_eq!(all.by_surname("Torvo", Some(date(2003, 5, 5))).len(), 1);
        assert!(all.by_surname("Torvo", Some(date(1999, 5, 5))).is_empty());
        assert_eq!(all.by_surname("Li", Some(date(2004, 1, 1)))[0].name, "Li Mo Shan");
        assert!(all.by_surname("Shan", Some(date(2004, 1, 1))).is_empty());
    }
}
