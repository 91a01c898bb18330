//! When an undated report plays, as far as the offices of the people it names tell: Kerry beside Lavrov and Hammond is
//! 2014 to 2016.

use std::collections::BTreeSet;

use chancery_lang::{Document, NameKind};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::lexicon::actors::{Actors, Official};

/// So many people must have been in office together.
const WITNESSES: usize = 2;

/// A day on which most of the officials named in full were in office, those in an office that the report speaks of counted
/// twice; the last of those spans of time. `None` where too few are named.
pub(crate) fn day_of_offices(document: &Document, actors: &Actors) -> Option<Date> {
    let people: BTreeSet<&str> = document
        .names
        .iter()
        .filter(|name| name.kind == NameKind::Per && name.tokens.len() > 1)
        .map(|name| document.span_of(&name.tokens).of(&document.text))
        .collect();
    let held: Vec<Vec<&Official>> = people
        .iter()
        .map(|name| actors.officials.by_name(name, None))
        .filter(|offices| !offices.is_empty())
        .collect();
    let former = |i: usize| {
        i > 0 && matches!(document.form(i - 1).to_lowercase().as_str(), "former" | "ex" | "late" | "then")
    };
    let told: BTreeSet<&str> = (0..document.tokens.len())
        .filter(|&i| !former(i))
        .filter_map(|i| actors.offices.longest_at(document, i).map(|(_, office)| office.office.as_str()))
        .collect();
    // offices last until others begin: the first days are the only ones on which the count can rise
    let starts = held.iter().flatten().filter_map(|official| official.period.since);
    let starts: BTreeSet<Date> = starts.collect();
    let in_office = |all: &&Vec<&Official>, day: Date| all.iter().any(|o| o.period.contains(day));
    // "minister" may be any of them
    let is_told = |office: &str| {
        told.iter().any(|title| *title == office || title.contains(' ') && actors.means_office(office, title))
    };
    let as_told =
        |all: &&Vec<&Official>, day: Date| all.iter().any(|o| o.period.contains(day) && is_told(&o.office));
    let together = |day: Date| {
        let witnesses = held.iter().filter(|all| in_office(all, day)).count();
        (witnesses + held.iter().filter(|all| as_told(all, day)).count(), witnesses)
    };
    let ((_, witnesses), first) = starts.into_iter().map(|day| (together(day), day)).max()?;
    if witnesses < WITNESSES {
        return None;
    }
    let ends = held.iter().flatten().filter(|o| o.period.contains(first)).filter_map(|o| o.period.until);
    let last = ends.filter(|end| *end > first).min()?;
    let half = i64::from((last - first).get_days()) / 2;
    first.checked_add(half.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Source;
    use chancery_lang::read_conllu;

    fn year(names: &[&str]) -> Option<i16> {
        let mut rows = String::new();
        for (i, word) in names.iter().enumerate() {
            let (head, relation, label) = if i % 2 == 0 {
                (usize::from(i > 0), if i > 0 { "conj" } else { "root" }, "B")
            } else {
                (i, "flat", "I")
            };
            rows +=
                &format!("{}\t{word}\t{word}\tPROPN\t_\t_\t{head}\t{relation}\t_\tner={label}-PER\n", i + 1);
        }
        let document = read_conllu(&(rows + "\n")).unwrap();
        let actors = Actors::load(&Source::embedded()).unwrap();
        day_of_offices(&document, &actors).map(|day| day.year())
    }

    #[test]
    fn people_in_office_together_tell_the_time() {
        let year = year(&["Jimmy", "Carter", "Leonid", "Brezhnev", "Menachem", "Begin"]).unwrap();
        assert!((1977..=1981).contains(&year), "{year}");
    }

    #[test]
    fn one_official_tells_nothing() {
        assert_eq!(year(&["Jimmy", "Carter", "Orla", "Torvo"]), None);
    }
}
