//! People: full names and surnames of one person, and who the tables say it is.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::context::Context;
use crate::lexicon::actors::{Actors, Gender, Head, Official};
use crate::plover;

/// One mention of a person by name.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Named<'a> {
    /// The name without its title.
    pub key: &'a str,
    /// As the title ("Mr.") or the given name says.
    pub gender: Option<Gender>,
    /// Whether the tables know this full name at the head of a country, or about to be.
    pub official: bool,
    /// Whether that last name alone means the head of a country that the report names.
    pub leads: bool,
}

/// The names of a report's people, each with the number of its person.
///
/// A single word belongs to the person named in full who has it as last name (or as first: "Saddam"), and to nobody whom
/// its title contradicts ("Mr. Brandt" is not Anna Brandt). Of several of one name the official is meant, whose relatives
/// are named in full, else the one nearest before, else after. A head of state named by surname before any namesake stays
/// apart from the namesake.
pub(crate) fn cluster(people: &[Named<'_>]) -> Vec<usize> {
    let words: Vec<Vec<&str>> = people.iter().map(|named| named.key.split(' ').collect()).collect();
    let mut person: Vec<usize> = (0..people.len()).collect();
    let mut full: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (i, words) in words.iter().enumerate() {
        if let ([first, .., last], true) = (words.as_slice(), words.len() > 1) {
            person[i] = *full.entry(((*first).to_owned(), (*last).to_owned())).or_insert(i);
        }
    }
    let mut alone: BTreeMap<&str, usize> = BTreeMap::new();
    for i in 0..people.len() {
        if words[i].len() > 1 {
            // "al-Assad" after "Bashar al-Assad" is handled below; "van der Bellen" after "Alexander van der Bellen" here.
            let short = words[i].as_slice();
            if let Some(j) =
                nearest(i, people.len(), |j| words[j].len() > short.len() && ends_with(&words[j], short))
            {
                person[i] = person[j];
            }
            continue;
        }
        let word = words[i][0];
        let agrees = |j: usize| {
            let (title, given) = (people[i].gender, people[j].gender);
            title.is_none() || given.is_none() || title == given
        };
        let last = |j: usize| {
            words[j].len() > 1
                && words[j].last().is_some_and(|surname| same_surname(surname, word))
                && agrees(j)
        };
        let first = |j: usize| words[j].len() > 1 && same_surname(words[j][0], word);
        let official = |j: usize| people[j].official && last(j);
        let found = match nearest(i, people.len(), official) {
            Some(known) => Some(known),
            None if people[i].leads && (alone.contains_key(word) || before(i, last).is_none()) => None,
            None => nearest(i, people.len(), last).or_else(|| nearest(i, people.len(), first)),
        };
        person[i] = found.map_or_else(|| *alone.entry(word).or_insert(i), |j| person[j]);
    }
    person
}

/// Whether a name ends in these words, "De Blasio" as "de Blasio".
fn ends_with(name: &[&str], words: &[&str]) -> bool {
    let tail = &name[name.len().saturating_sub(words.len())..];
    tail.iter().zip(words).all(|(a, b)| a.to_lowercase() == b.to_lowercase())
}

/// "Assad" and "al-Assad", "Asad".
fn same_surname(a: &str, b: &str) -> bool {
    fn bare(name: &str) -> &str {
        ["al-", "Al-", "el-", "El-", "ul-"]
            .iter()
            .find_map(|article| name.strip_prefix(article))
            .unwrap_or(name)
    }
    bare(a) == bare(b)
}

/// How many names back and ahead a surname reaches.
const REACH: usize = 1000;

/// The nearest index before `i` that fits, else the nearest after.
fn nearest(i: usize, len: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
    let ahead = len.min(i + REACH);
    before(i, &fits).or_else(|| (i + 1..ahead).find(|&j| fits(j)))
}

/// The nearest index before `i` that fits.
fn before(i: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
    (i.saturating_sub(REACH)..i).rev().find(|&j| fits(j))
}

/// Who a person of the report is, by the tables.
///
/// `office` and `country` are what the report says itself. A surname alone counts where title or country of the report
/// support it, or where it is rare and one person only held an office under it on the day.
pub(crate) fn identify<'a>(
    actors: &'a Actors,
    name: &str,
    office: Option<&str>,
    country: Option<&str>,
    context: &Context,
    day: Option<Date>,
) -> Option<&'a Official> {
    let supported = |official: &&Official| {
        let same_country = country.is_none_or(|c| official.country.as_deref() == Some(c));
        same_country && office.is_none_or(|o| actors.means_office(&official.office, o))
    };
    let compatible = |official: &&Official| country.is_none_or(|c| official.country.as_deref() == Some(c));
    if name.contains(' ') {
        let found = actors.officials.by_name(name, day);
        let named = |o: &&Official| o.country.as_deref().is_some_and(|c| context.names(c));
        let current = |o: &&Official| is_current(o, day) && supported(o);
        // of an undated report, the office of the country that it names
        let best = found
            .iter()
            .copied()
            .find(|o| current(o) && (day.is_some() || named(o)))
            .or_else(|| found.iter().copied().find(current));
        // "President Carter" of a time that is over
        let title = || found.iter().copied().find(|o| office.is_some() && supported(o));
        // a former president rather than the mission he or she had later
        let led = || {
            found
                .iter()
                .copied()
                .find(|o| compatible(o) && actors.titles.head(&o.office) == Some(Head::Held))
                .filter(|o| day.is_some_and(|day| o.period.distance(day) > 0))
        };
        // "John Smith" of a report that has nothing to do with the country where one once held an office
        let at_home = |o: &&Official| {
            o.country.as_deref().is_some_and(|c| context.names(c) || plover::is_of_no_country(c))
                || actors.titles.head(&o.office) == Some(Head::Held)
        };
        let best = best.filter(|o| day.is_some() || office.is_some() || at_home(o));
        return best
            .or_else(title)
            .or_else(|| {
                found
                    .iter()
                    .copied()
                    .filter(|o| day.is_some() || at_home(o))
                    .find(|o| is_current(o, day) && compatible(o))
            })
            .or_else(led)
            .or_else(|| found.iter().copied().filter(at_home).find(compatible));
    }
    let found = actors.officials.by_surname(name, day);
    if office.is_some() {
        let mut with_office = found.iter().copied().filter(supported);
        let first = with_office.next()?;
        return with_office.all(|other| other.name == first.name).then_some(first);
    }
    if let Some(ambassador) = ambassador_heard(actors, &found, context, day, compatible) {
        return Some(ambassador);
    }
    if actors.words.common_surnames.contains(name) {
        return None;
    }
    let mut named = found.iter().copied().filter(|official| {
        compatible(official)
            && official.country.as_deref().is_some_and(|c| context.names(c) || plover::is_of_no_country(c))
    });
    let Some(first) = named.next() else { return famous(actors, &found, compatible) };
    let one = |other: &Official| match day {
        Some(_) => other.name == first.name,
        None => other.country == first.country,
    };
    named.all(one).then_some(first)
}

/// In a report of the United Nations a surname alone means the ambassador there who has it on the day: "Haley told the
/// Security Council".
fn ambassador_heard<'a>(
    actors: &Actors,
    found: &[&'a Official],
    context: &Context,
    day: Option<Date>,
    compatible: impl Fn(&&Official) -> bool,
) -> Option<&'a Official> {
    day?;
    let mut heard = found.iter().copied().filter(|official| {
        actors.titles.sent_to(&official.office).is_some_and(|body| context.names(body))
            && is_current(official, day)
            && compatible(official)
    });
    let first = heard.next()?;
    heard.all(|other| other.name == first.name).then_some(first)
}

/// Whether a last name alone means the head of a country that the report names: "Obama".
pub(crate) fn means_leader(actors: &Actors, name: &str, context: &Context, day: Option<Date>) -> bool {
    if name.contains(' ') || actors.words.common_surnames.contains(name) || day.is_none() {
        return false;
    }
    let found = actors.officials.by_surname(name, day);
    famous(actors, &found, |o| o.country.as_deref().is_some_and(|country| context.names(country))).is_some()
}

/// A head of state or government, where all officials of that surname are of one country: "Putin".
fn famous<'a>(
    actors: &Actors,
    found: &[&'a Official],
    compatible: impl Fn(&&Official) -> bool,
) -> Option<&'a Official> {
    let first = found.iter().copied().find(|official| compatible(official))?;
    let leader = found.iter().find(|official| actors.titles.head(&official.office) == Some(Head::Held))?;
    found.iter().all(|other| other.country == first.country).then_some(leader)
}

fn is_current(official: &Official, day: Option<Date>) -> bool {
    day.is_none_or(|day| (0..=45).contains(&official.period.distance(day)))
}

/// Whether a person is a woman or a man, as far as the given name says.
pub(crate) fn gender(actors: &Actors, name: &str) -> Option<Gender> {
    let (first, _) = name.split_once(' ')?;
    actors.given_names.get(first).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Source;
    use jiff::civil::date;

    fn named(key: &str) -> Named<'_> {
        Named { key, ..Named::default() }
    }

    #[test]
    fn surnames_join_their_full_names() {
        let keys = ["Torvo", "Ana Torvo", "Ivo Brandt", "Brandt", "Ana Maria Torvo", "Torvo"];
        assert_eq!(cluster(&keys.map(named)), [1, 1, 2, 2, 1, 1]);
    }

    #[test]
    fn of_two_of_one_name_the_official_is_meant() {
        let president = Named { official: true, ..named("Ana Torvo") };
        assert_eq!(cluster(&[president, named("Ivo Torvo"), named("Torvo")]), [0, 1, 0]);
    }

    #[test]
    fn a_title_keeps_namesakes_apart() {
        let wife = Named { gender: Some(Gender::Female), ..named("Ana Torvo") };
        let husband = Named { gender: Some(Gender::Male), ..named("Torvo") };
        assert_eq!(cluster(&[wife, husband, named("Torvo")]), [0, 1, 0]);
    }

    #[test]
    fn a_head_of_state_is_not_the_namesake_who_is_named_later() {
        let leader = Named { leads: true, ..named("Torvo") };
        assert_eq!(cluster(&[leader, named("Ivo Torvo"), leader]), [0, 1, 0]);
    }

    #[test]
    fn a_rare_surname_is_known_by_the_day() {
        let actors = Actors::load(&Source::embedded()).unwrap();
        let context = Context::default();
        let day = Some(date(2018, 4, 18));
        let envoy = identify(&actors, "Guterres", None, None, &context, day).unwrap();
        assert_eq!((envoy.country.as_deref(), envoy.office.as_str()), (Some("UNO"), "secretary-general"));
        assert!(identify(&actors, "Smith", None, None, &context, day).is_none());
        assert!(identify(&actors, "Torvo", None, None, &context, day).is_none());
    }
}
