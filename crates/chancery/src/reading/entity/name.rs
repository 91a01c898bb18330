//! Names in a report: those that recognition found and those that the tables know, one list without overlaps.

use std::collections::BTreeSet;

use chancery_lang::{Deprel, Document, NameKind, Span, TokenRange, Upos};
use jiff::civil::Date;

use super::super::place::Place;
use super::phrase::head_of;
use crate::lexicon::actors::{ActorKind, Actors, NameRole, Sense, key};

/// A name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// Its words.
    pub tokens: TokenRange,
    /// The word that heads it.
    pub head: usize,
    /// Its kind, as recognition has it.
    pub kind: Option<NameKind>,
    /// As it is looked up.
    pub key: String,
    /// What it may mean, best first.
    pub senses: Vec<Sense>,
    /// The country in which the gazetteer places it.
    pub place_country: Option<String>,
}

/// All names, in order.
pub(crate) fn find_names(
    document: &Document,
    actors: &Actors,
    places: &[Place],
    day: Option<Date>,
) -> Vec<Name> {
    let known = known_names(document, actors, day);
    let surnames = surnames(document);
    let mut names: Vec<Name> = Vec::new();
    for found in &document.names {
        let surname = found.kind != NameKind::Per
            && is_surname(document, &surnames, &found.tokens, found.kind == NameKind::Date)
            && actors.senses(document.span_of(&found.tokens).of(&document.text), day).is_empty();
        if matches!(found.kind, NameKind::Date | NameKind::Event) && !surname {
            continue;
        }
        let kind = if surname { NameKind::Per } else { found.kind };
        let tokens = trimmed(document, found.tokens.clone(), actors, kind);
        if tokens.is_empty() || is_in_office(document, actors, &tokens) {
            continue;
        }
        let text = document.span_of(&tokens).of(&document.text);
        let mut senses = actors.senses(text, day);
        let region = senses.is_empty().then(|| direction(text)).flatten();
        if kind == NameKind::Per {
            senses.retain(|sense| actors.actor(*sense).custom);
        }
        let mut name = name(document, tokens, Some(kind), senses);
        name.place_country = region
            .and_then(|rest| actors.senses(rest, day).first().and_then(|s| actors.actor(*s).country.clone()));
        names.push(name);
    }
    join_firms(document, &mut names);
    for word in 0..document.tokens.len() {
        // "King" of Ivo King, which recognition takes for the office
        let alone = document.tokens[word].upos == Upos::Propn && document.name_at(word).is_none();
        if alone
            && is_surname(document, &surnames, &(word..word + 1), true)
            && actors.senses(document.form(word), day).is_empty()
        {
            names.push(name(document, word..word + 1, Some(NameKind::Per), Vec::new()));
        }
    }
    names.sort_by_key(|name| name.tokens.start);
    let mut removed = vec![false; names.len()];
    let added: Vec<Name> = known
        .into_iter()
        .filter_map(|(tokens, senses)| beside_found(document, actors, &names, &mut removed, tokens, senses))
        .collect();
    let mut removed = removed.into_iter();
    names.retain(|_| !removed.next().unwrap_or(false));
    names.extend(added);
    names.sort_by_key(|name| name.tokens.start);
    let mut countries: Vec<(Span, &str)> =
        places.iter().filter_map(|place| Some((place.span, place.country.as_deref()?))).collect();
    countries.sort_unstable();
    for name in names.iter_mut().filter(|name| name.place_country.is_none()) {
        let span = document.span_of(&name.tokens);
        let from = countries.partition_point(|(place, _)| place.end <= span.start);
        let found = countries[from..].first().filter(|(place, _)| place.overlaps(span));
        name.place_country = found.map(|(_, country)| (*country).to_owned());
        // London, Ontario is no government's seat
        let elsewhere = |sense: &Sense| {
            sense.role == NameRole::Capital
                && name.place_country.is_some()
                && actors.actor(*sense).country != name.place_country
        };
        if name.senses.first().is_some_and(elsewhere) {
            name.senses.clear();
            name.kind = Some(NameKind::Gpe);
        }
    }
    names
}

/// "Torvo & Brandt" is one firm and not two people.
fn join_firms(document: &Document, names: &mut Vec<Name>) {
    names.sort_by_key(|name| name.tokens.start);
    let mut at = 0;
    while at + 1 < names.len() {
        let (first, second) = (&names[at], &names[at + 1]);
        let gap = first.tokens.end..second.tokens.start;
        let single = first.tokens.len() == 1 && first.kind == Some(NameKind::Per);
        if single && gap.len() == 1 && document.form(gap.start) == "&" {
            let tokens = first.tokens.start..second.tokens.end;
            names[at] = name(document, tokens, Some(NameKind::Org), Vec::new());
            names.remove(at + 1);
        } else {
            at += 1;
        }
    }
}

/// The last words of the names of people.
fn surnames(document: &Document) -> BTreeSet<&str> {
    let people = document.names.iter().filter(|name| name.kind == NameKind::Per);
    people.map(|name| document.form(name.tokens.end - 1)).collect()
}

/// "May" and "Sun" where the report names an Ana May: no month, no weekday and no newspaper. Words that are mostly something
/// else must act.
fn is_surname(document: &Document, surnames: &BTreeSet<&str>, tokens: &TokenRange, must_act: bool) -> bool {
    let word = tokens.start;
    let acts = matches!(
        document.tokens[word].deprel,
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::NmodPoss
    );
    tokens.len() == 1 && (acts || !must_act) && surnames.contains(document.form(word))
}

/// "Ukraine" of "Eastern Ukraine".
fn direction(text: &str) -> Option<&str> {
    let (first, rest) = text.split_once(' ')?;
    let first = first.to_lowercase();
    let points = ["north", "south", "east", "west", "central", "upper", "lower"];
    points.iter().any(|point| first.starts_with(point)).then_some(rest)
}

/// "State" of "Secretary of State": part of a title, not a name.
fn is_in_office(document: &Document, actors: &Actors, tokens: &TokenRange) -> bool {
    let sentence = document.sentence_of(tokens.start);
    (sentence.start.max(tokens.start.saturating_sub(5))..tokens.start)
        .any(|at| actors.offices.longest_at(document, at).is_some_and(|(range, _)| tokens.end <= range.end))
}

fn name(document: &Document, tokens: TokenRange, kind: Option<NameKind>, senses: Vec<Sense>) -> Name {
    let head = head_of(document, &tokens);
    let key = key(document.span_of(&tokens).of(&document.text));
    Name { tokens, head, kind, key, senses, place_country: None }
}

/// Names of the tables, leftmost and longest first.
fn known_names(document: &Document, actors: &Actors, day: Option<Date>) -> Vec<(TokenRange, Vec<Sense>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < document.tokens.len() {
        let next = match actors.names.longest_at(document, at) {
            Some(tokens) => {
                let senses = actors.senses(document.span_of(&tokens).of(&document.text), day);
                let end = tokens.end;
                if senses.is_empty() || !may_name(document, actors, &tokens, &senses) {
                    at + 1
                } else {
                    found.push((tokens, senses));
                    end
                }
            }
            None => at + 1,
        };
        at = next;
    }
    found
}

/// Guards against common words: a single capital word must be a name, or an adjective or noun of a people.
fn may_name(document: &Document, actors: &Actors, tokens: &TokenRange, senses: &[Sense]) -> bool {
    let first = tokens.start;
    if tokens.len() > 1 {
        return true;
    }
    let form = document.form(first);
    let token = &document.tokens[first];
    if form == "US" || form == "IS" || form == "AU" || form == "WHO" {
        let shouting = document.sentence_of(first).filter(|&i| is_word_in_capitals(document, i)).count() > 4;
        return !shouting && !matches!(token.upos, Upos::Pron | Upos::Aux | Upos::Verb);
    }
    let acronym = form.chars().count() > 1
        && form.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
        && document.sentence_of(first).filter(|&i| is_word_in_capitals(document, i)).count() < 4;
    let proper = acronym
        || matches!(token.upos, Upos::Propn | Upos::X)
        || document.name_at(first).is_some()
        || first > document.sentence_of(first).start && matches!(token.upos, Upos::Noun | Upos::Adj);
    senses.iter().any(|sense| match (sense.role, actors.actor(*sense).kind) {
        (NameRole::Adjective | NameRole::People, _) => {
            !matches!(token.upos, Upos::Verb | Upos::Adv | Upos::Aux)
        }
        (_, ActorKind::Ethnic | ActorKind::Religious) => token.upos != Upos::Verb,
        (_, ActorKind::Company | ActorKind::Media) => {
            document.name_at(first).is_some_and(|name| name.kind == NameKind::Org)
        }
        _ => proper || !form.chars().all(char::is_alphabetic),
    })
}

fn is_word_in_capitals(document: &Document, i: usize) -> bool {
    let form = document.form(i);
    form.chars().count() > 3 && form.chars().all(char::is_uppercase)
}

/// The name without leading articles, titles and a trailing possessive.
fn trimmed(document: &Document, tokens: TokenRange, actors: &Actors, kind: NameKind) -> TokenRange {
    let (mut start, mut end) = (tokens.start, tokens.end);
    while end > start && matches!(document.form(end - 1), "'s" | "’s" | "'" | "’" | "," | ".") {
        end -= 1;
    }
    while end > start + 1
        && matches!(
            document.tokens[end - 1].upos,
            Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Det | Upos::Aux
        )
        && document.form(end - 1).starts_with(char::is_lowercase)
    {
        end -= 1;
    }
    while start + 1 < end && document.tokens[start].upos == Upos::Det {
        start += 1;
    }
    if kind == NameKind::Per {
        while start + 1 < end {
            let senses = actors.senses(document.form(start), None);
            let side = end - start > 2
                && senses.first().is_some_and(|s| {
                    s.role == NameRole::Adjective || actors.actor(*s).kind == ActorKind::Party
                });
            if side {
                start += 1;
                continue;
            }
            let title = actors.offices.longest_at(document, start).map(|(range, _)| range.end);
            match title {
                Some(after) if after < end => start = after,
                _ if is_honorific(document.form(start)) => start += 1,
                _ if document.form(start) == "." => start += 1,
                _ => break,
            }
        }
    }
    start..end
}

/// "Mr", "Dr." and the like.
pub(crate) fn is_honorific(form: &str) -> bool {
    matches!(
        form.trim_end_matches('.'),
        "Mr" | "Mrs"
            | "Ms"
            | "Miss"
            | "Dr"
            | "Prof"
            | "Professor"
            | "Sir"
            | "Lord"
            | "Lady"
            | "Dame"
            | "Madam"
            | "Madame"
            | "Baroness"
            | "Monsieur"
            | "Herr"
            | "Señor"
            | "Rev"
            | "Reverend"
            | "Hon"
    )
}

/// A name of the tables, where it does not contradict recognition; the recognised names in its place are removed.
fn beside_found(
    document: &Document,
    actors: &Actors,
    names: &[Name],
    removed: &mut [bool],
    tokens: TokenRange,
    senses: Vec<Sense>,
) -> Option<Name> {
    if document.name_at(tokens.start).is_some_and(|name| {
        name.kind == NameKind::Event && name.tokens.len() > tokens.len() || name.kind == NameKind::Date
    }) {
        return None;
    }
    let from = names.partition_point(|name| name.tokens.end <= tokens.start);
    let to = names.partition_point(|name| name.tokens.start < tokens.end).max(from);
    let overlapping = &names[from..to];
    let Some(found) = overlapping.first() else { return Some(name(document, tokens, None, senses)) };
    let covers =
        |outer: &TokenRange, inner: &TokenRange| outer.start <= inner.start && inner.end <= outer.end;
    // A longer name ("Syrian Observatory", "Boris Johnson") stands.
    let replace = if overlapping.len() == 1 && found.tokens == tokens {
        found.kind != Some(NameKind::Per) || !is_part_of_person(document, actors, names, &tokens)
    } else {
        overlapping.iter().all(|name| covers(&tokens, &name.tokens))
    };
    if !replace {
        return None;
    }
    removed[from..to].fill(true);
    let kind = found.kind.filter(|kind| *kind != NameKind::Per);
    Some(name(document, tokens, kind, senses))
}

/// Whether a single word that the tables take for a state is a person of this report ("Jordan").
fn is_part_of_person(document: &Document, actors: &Actors, names: &[Name], tokens: &TokenRange) -> bool {
    if tokens.len() > 1 {
        return actors.officials.knows(document.span_of(tokens).of(&document.text));
    }
    let form = document.form(tokens.start);
    names.iter().any(|name| {
        name.kind == Some(NameKind::Per)
            && name.tokens.len() > 1
            && name.tokens.clone().any(|i| document.form(i) == form)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Source;
    use chancery_lang::read_conllu;

    fn names(rows: &[&str]) -> Vec<(String, Option<NameKind>, bool)> {
        let conllu = rows.iter().map(|row| format!("{row}\n")).collect::<String>() + "\n";
        let document = read_conllu(&conllu).unwrap();
        let actors = Actors::load(&Source::embedded()).unwrap();
        find_names(&document, &actors, &[], None)
            .into_iter()
            .map(|name| (name.key, name.kind, !name.senses.is_empty()))
            .collect()
    }

    #[test]
    fn adds_what_recognition_missed_and_strips_titles() {
        let found = names(&[
            "1\tPresident\tPresident\tPROPN\t_\t_\t2\tnmod:desc\t_\tner=B-PER",
            "2\tAna\tAna\tPROPN\t_\t_\t4\tnsubj\t_\tner=I-PER",
            "3\tTorvo\tTorvo\tPROPN\t_\t_\t2\tflat\t_\tner=I-PER",
            "4\tleft\tleave\tVERB\t_\t_\t0\troot\t_\t_",
            "5\tNATO\tNATO\tPROPN\t_\t_\t4\tobj\t_\t_",
        ]);
        assert_eq!(found[0], ("Ana Torvo".into(), Some(NameKind::Per), false));
        assert_eq!(found[1], ("NATO".into(), None, true));
    }

    #[test]
    fn two_names_with_an_ampersand_are_one_firm() {
        let found = names(&[
            "1\tTorvo\tTorvo\tPROPN\t_\t_\t4\tnsubj\t_\tner=B-PER",
            "2\t&\t&\tCCONJ\t_\t_\t3\tcc\t_\t_",
            "3\tBrandt\tBrandt\tPROPN\t_\t_\t1\tconj\t_\tner=B-PER",
            "4\tleft\tleave\tVERB\t_\t_\t0\troot\t_\t_",
        ]);
        assert_eq!(found, [("Torvo & Brandt".into(), Some(NameKind::Org), false)]);
    }

    #[test]
    fn leaves_common_words_alone() {
        let found = names(&[
            "1\tTell\ttell\tVERB\t_\t_\t0\troot\t_\t_",
            "2\tus\twe\tPRON\t_\t_\t1\tobj\t_\t_",
            "3\twho\twho\tPRON\t_\t_\t4\tnsubj\t_\t_",
            "4\tgoes\tgo\tVERB\t_\t_\t1\tccomp\t_\t_",
        ]);
        assert!(found.is_empty(), "{found:?}");
    }
}
