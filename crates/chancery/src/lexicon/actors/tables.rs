//! The tables of actors, read and checked.

use std::collections::HashMap;

use super::{
    Actor, ActorKind, ActorWords, Actors, Agent, Gender, Head, NameRole, Office, Official, Period, Sense,
    Title, is_country_code,
};
use crate::lexicon::{LexiconError, Row, Source, Table};
use crate::plover::{EUROPEAN_UNION, Sector};

/// Loads every table; a missing file is an empty one.
pub(super) fn load(source: &Source) -> Result<Actors, Vec<LexiconError>> {
    let mut actors = Actors::default();
    let mut errors = Vec::new();
    for (file, bytes) in source.under("lexicon/actors/") {
        let name = file.rsplit('/').next().unwrap_or(&file);
        let loader: Loader = match name {
            _ if !name.ends_with(".tsv") => continue,
            "states.tsv" => {
                Loader { columns: &["code", "name", "aliases", "adjectives", "people"], add: state }
            }
            "regions.tsv" => Loader { columns: &["code", "name"], add: region },
            "given-names.tsv" => Loader { columns: &["name", "gender"], add: given_name },
            "groups.tsv" => Loader { columns: &["name", "aliases", "kind", "country", "sector"], add: group },
            _ if name.starts_with("officials") => {
                Loader { columns: &["name", "aliases", "country", "sector", "office"], add: official }
            }
            _ => continue,
        };
        loader.run(&mut actors, &file, &bytes, &mut errors);
    }
    let files: [(&str, &[&str], Add); 3] = [
        ("lexicon/agents.tsv", &["term", "sector"], agent),
        ("lexicon/offices.tsv", &["term", "office"], office),
        ("lexicon/titles.tsv", &["title", "same_as", "means", "countries", "head", "sent_to"], title),
    ];
    for (file, columns, add) in files {
        if let Some(bytes) = source.file(file) {
            Loader { columns, add }.run(&mut actors, file, &bytes, &mut errors);
        }
    }
    match ActorWords::load(source) {
        Ok(words) => actors.words = words,
        Err(mut found) => errors.append(&mut found),
    }
    if errors.is_empty() { Ok(actors) } else { Err(errors) }
}

type Add = fn(&mut Actors, &Row<'_, '_>, String) -> Result<(), LexiconError>;

struct Loader<'a> {
    columns: &'a [&'a str],
    add: Add,
}

impl Loader<'_> {
    fn run(&self, actors: &mut Actors, file: &str, bytes: &[u8], errors: &mut Vec<LexiconError>) {
        match Table::parse(file, bytes, self.columns) {
            Ok(table) => {
                let mut own = vec!["code", "name", "term", "title", "office", "country", "kind", "since"];
                own.retain(|column| table.has_column(column));
                let mut seen: HashMap<Vec<&str>, usize> = HashMap::new();
                for row in table.rows() {
                    let cells: Vec<&str> = own.iter().map(|column| row.cell(column)).collect();
                    let earlier = *seen.entry(cells).or_insert(row.line());
                    let added = if earlier == row.line() {
                        (self.add)(actors, &row, format!("{file}:{}", row.line()))
                    } else {
                        Err(row.error(self.columns[0], format!("the same as line {earlier}")))
                    };
                    errors.extend(added.err());
                }
            }
            Err(error) => errors.push(error),
        }
    }
}

fn state(actors: &mut Actors, row: &Row<'_, '_>, source: String) -> Result<(), LexiconError> {
    let country = required_country(row, "code")?;
    let sector = if country == EUROPEAN_UNION { Sector::Igo } else { Sector::Gov };
    let actor = Actor {
        name: required(row, "name")?.to_owned(),
        kind: ActorKind::State,
        country: Some(country),
        sector: Some(sector),
        other_sectors: Vec::new(),
        period: Period::of_row(row)?,
        custom: false,
        source,
    };
    let roles = [
        ("name", NameRole::Name),
        ("aliases", NameRole::Name),
        ("adjectives", NameRole::Adjective),
        ("people", NameRole::People),
        ("capitals", NameRole::Capital),
        ("seats", NameRole::Seat),
    ];
    add(actors, row, actor, &roles);
    Ok(())
}

fn region(actors: &mut Actors, row: &Row<'_, '_>, source: String) -> Result<(), LexiconError> {
    let actor = Actor {
        name: required(row, "name")?.to_owned(),
        kind: ActorKind::Region,
        country: Some(required_country(row, "code")?),
        sector: Some(Sector::Gov),
        other_sectors: Vec::new(),
        period: Period::default(),
        custom: false,
        source,
    };
    let roles = [("name", NameRole::Name), ("adjectives", NameRole::Adjective), ("people", NameRole::People)];
    add(actors, row, actor, &roles);
    Ok(())
}

fn group(actors: &mut Actors, row: &Row<'_, '_>, source: String) -> Result<(), LexiconError> {
    let kind = match row.cell("kind") {
        "igo" | "un-body" | "bloc" | "court" => ActorKind::International,
        "agency" => ActorKind::Body,
        "party" => ActorKind::Party,
        "armed" => ActorKind::Armed,
        "ngo" => ActorKind::Ngo,
        "media" => ActorKind::Media,
        "company" => ActorKind::Company,
        "religious" => ActorKind::Religious,
        "ethnic" => ActorKind::Ethnic,
        other => {
            let known =
                "igo, un-body, bloc, court, agency, party, armed, ngo, media, company, religious, ethnic";
            return Err(row.error("kind", format!("unknown kind {other:?}; one of {known}")));
        }
    };
    let other_sectors = row.list("other_sectors").map(|code| sector(row, "other_sectors", code));
    let actor = Actor {
        name: required(row, "name")?.to_owned(),
        kind,
        country: country(row, "country")?,
        sector: row.parse("sector")?,
        other_sectors: other_sectors.collect::<Result<_, _>>()?,
        period: Period::of_row(row)?,
        custom: false,
        source,
    };
    add(actors, row, actor, &[("name", NameRole::Name), ("aliases", NameRole::Name)]);
    Ok(())
}

fn official(actors: &mut Actors, row: &Row<'_, '_>, source: String) -> Result<(), LexiconError> {
    let official = Official {
        name: required(row, "name")?.to_owned(),
        country: country(row, "country")?,
        sector: row.parse("sector")?,
        office: row.cell("office").to_lowercase(),
        period: Period::of_row(row)?,
        source,
    };
    actors.officials.insert(official, row.list("aliases"));
    Ok(())
}

fn given_name(actors: &mut Actors, row: &Row<'_, '_>, _source: String) -> Result<(), LexiconError> {
    let gender = match row.cell("gender") {
        "f" => Gender::Female,
        "m" => Gender::Male,
        other => return Err(row.error("gender", format!("{other:?} is neither f nor m"))),
    };
    actors.given_names.insert(required(row, "name")?.to_owned(), gender);
    Ok(())
}

fn agent(actors: &mut Actors, row: &Row<'_, '_>, source: String) -> Result<(), LexiconError> {
    let agent = Agent {
        sector: row.parse("sector")?,
        country: country(row, "country")?,
        weak: row.cell("note").split_whitespace().next() == Some("weak"),
        custom: false,
        source,
    };
    actors.agents.insert(required(row, "term")?, agent);
    Ok(())
}

fn office(actors: &mut Actors, row: &Row<'_, '_>, source: String) -> Result<(), LexiconError> {
    let office = Office {
        office: required(row, "office")?.to_lowercase(),
        sector: row.parse("sector")?,
        many: row.cell("note").split([' ', ';']).next() == Some("many"),
        source,
    };
    for term in row.list("term") {
        actors.offices.insert(term, office.clone());
    }
    Ok(())
}

fn title(actors: &mut Actors, row: &Row<'_, '_>, _source: String) -> Result<(), LexiconError> {
    let text = |column: &str| Some(row.cell(column).to_owned()).filter(|cell| !cell.is_empty());
    let countries = row.list("countries").map(|code| match code {
        code if is_country_code(code) => Ok(code.to_owned()),
        other => Err(row.error("countries", no_country(other))),
    });
    let title = Title {
        same_as: text("same_as"),
        means: text("means"),
        countries: countries.collect::<Result<_, _>>()?,
        head: match row.cell("head") {
            "" => None,
            "held" => Some(Head::Held),
            "sought" => Some(Head::Sought),
            other => return Err(row.error("head", format!("{other:?} is neither held nor sought"))),
        },
        sent_to: country(row, "sent_to")?,
    };
    actors.titles.insert(required(row, "title")?, title);
    Ok(())
}

fn add(actors: &mut Actors, row: &Row<'_, '_>, actor: Actor, roles: &[(&str, NameRole)]) {
    let index = actors.actors.len();
    actors.actors.push(actor);
    for &(column, role) in roles {
        for name in row.list(column) {
            actors.names.insert(name, Sense { actor: index, role });
        }
    }
}

fn required<'a>(row: &Row<'a, '_>, column: &str) -> Result<&'a str, LexiconError> {
    match row.cell(column) {
        "" => Err(row.error(column, format!("{column} is empty"))),
        cell => Ok(cell),
    }
}

fn country(row: &Row<'_, '_>, column: &str) -> Result<Option<String>, LexiconError> {
    match row.cell(column) {
        "" => Ok(None),
        code if is_country_code(code) => Ok(Some(code.to_owned())),
        other => Err(row.error(column, no_country(other))),
    }
}

fn no_country(code: &str) -> String {
    format!("{code:?} is no country code (ISO alpha-3, UNO, EUR, IGO, …)")
}

fn required_country(row: &Row<'_, '_>, column: &str) -> Result<String, LexiconError> {
    country(row, column)?.ok_or_else(|| row.error(column, format!("{column} is empty")))
}

fn sector(row: &Row<'_, '_>, column: &str, code: &str) -> Result<Sector, LexiconError> {
    code.parse().map_err(|error| row.error(column, format!("{error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(file: &str, text: &str, loader: &Loader<'_>) -> Vec<String> {
        let mut errors = Vec::new();
        loader.run(&mut Actors::default(), file, text.as_bytes(), &mut errors);
        errors.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_wrong_cell_is_named_by_its_place() {
        let loader = Loader { columns: &["name", "aliases", "kind", "country", "sector"], add: group };
        let found = errors(
            "g.tsv",
            "name\taliases\tkind\tcountry\tsector\nNorth Front\t\tarmed\tATL\tREBEL\nSouth Front\t\tclub\tATL\tREB\n",
            &loader,
        );
        assert!(found[0].starts_with("g.tsv:2:24: unknown code"), "{found:?}");
        assert!(found[1].starts_with("g.tsv:3:14: unknown kind"), "{found:?}");
    }

    #[test]
    fn a_wrong_title_is_named_by_its_place() {
        let loader = Loader { columns: &["title", "means", "countries", "head", "sent_to"], add: title };
        let found = errors(
            "t.tsv",
            "title\tmeans\tcountries\thead\tsent_to\nregent\t\tATL|Atlantis\t\t\nduke\t\t\tmaybe\t\nking\t\tATL\n\
             king\t\t\n",
            &loader,
        );
        assert!(found[0].starts_with("t.tsv:2:9: \"Atlantis\" is no country code"), "{found:?}");
        assert!(found[1].starts_with("t.tsv:3:8: \"maybe\""), "{found:?}");
        assert!(found[2].starts_with("t.tsv:5:1: the same as line 4"), "{found:?}");
    }

    #[test]
    fn a_line_given_twice_is_a_mistake() {
        let loader = Loader { columns: &["term", "sector"], add: agent };
        let found = errors("a.tsv", "term\tsector\npilot\tMIL\npilot\tBUS\n", &loader);
        assert_eq!(found, ["a.tsv:3:1: the same as line 2"]);
    }
}
