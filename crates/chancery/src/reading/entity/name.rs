//! Names in a report: those that recognition found and those that the tables know, one list without overlaps.

use chancery_lang::{Document, NameKind, TokenRange, Upos};
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
    let mut names: Vec<Name> = Vec::new();
    for found in &document.names {
        if matches!(found.kind, NameKind::Date | NameKind::Event) {
            continue;
        }
        let tokens = trimmed(document, found.tokens.clone(), actors, found.kind);
        if tokens.is_empty() {
            continue;
        }
        let text = document.span_of(&tokens).of(&document.text);
        let mut senses = actors.senses(text, day);
        if found.kind == NameKind::Per {
            senses.retain(|sense| actors.actor(*sense).custom);
        }
        names.push(name(document, tokens, Some(found.kind), senses));
    }
    for (tokens, senses) in known {
        insert_known(document, actors, &mut names, tokens, senses);
    }
    names.sort_by_key(|name| name.tokens.start);
    for name in &mut names {
        let span = document.span_of(&name.tokens);
        name.place_country = places.iter().find(|p| p.span.overlaps(span)).and_then(|p| p.country.clone());
    }
    names
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
    let proper = matches!(token.upos, Upos::Propn | Upos::X)
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

/// Adds a name of the tables where it does not contradict recognition.
fn insert_known(
    document: &Document,
    actors: &Actors,
    names: &mut Vec<Name>,
    tokens: TokenRange,
    senses: Vec<Sense>,
) {
    let overlapping: Vec<usize> = (0..names.len())
        .filter(|&i| names[i].tokens.start < tokens.end && tokens.start < names[i].tokens.end)
        .collect();
    if document.name_at(tokens.start).is_some_and(|name| {
        name.kind == NameKind::Event && name.tokens.len() > tokens.len() || name.kind == NameKind::Date
    }) {
        return;
    }
    let Some(&first) = overlapping.first() else {
        names.push(name(document, tokens, None, senses));
        return;
    };
    let found = &names[first];
    let kind = found.kind;
    let covers =
        |outer: &TokenRange, inner: &TokenRange| outer.start <= inner.start && inner.end <= outer.end;
    let replace = if overlapping.len() > 1 {
        overlapping.iter().all(|&i| covers(&tokens, &names[i].tokens))
    } else if found.tokens == tokens {
        kind != Some(NameKind::Per) || !is_part_of_person(document, actors, names, &tokens)
    } else if covers(&tokens, &found.tokens) {
        true
    } else {
        // A longer name ("Syrian Observatory", "Boris Johnson") stands, unless it is a title that recognition took in.
        false
    };
    if replace {
        let kind = if kind == Some(NameKind::Per) { None } else { kind };
        names.retain(|name| tokens.end <= name.tokens.start || name.tokens.end <= tokens.start);
        names.push(name(document, tokens, kind, senses));
    }
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
