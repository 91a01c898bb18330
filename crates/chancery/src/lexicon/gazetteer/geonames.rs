//! GeoNames' dump, `allCountries.txt` or a country's file, to places of the gazetteer.

use std::collections::BTreeMap;
use std::io::BufRead;

use super::Resolution;
use super::builder::{GazetteerBuilder, NewPlace};
use super::fold::fold;
use super::format::GazetteerError;

/// Names of first-level divisions by country (alpha-2) and GeoNames code: ("US", "TX") is Texas.
type Divisions = BTreeMap<(String, String), String>;

/// Reads lines of GeoNames' main table (19 tab-separated columns) and adds the places news names: populated places,
/// first- and second-level divisions, seas, rivers, ranges, regions, airports, bases and camps.
///
/// `alpha3` gives a country's three-letter code for its two-letter one. First-level divisions are found in the same
/// file, in a first pass over `source`, which is called twice.
///
/// # Errors
/// A file that cannot be read, or a line with too few columns or without coordinates.
pub(super) fn read_geonames<R: BufRead>(
    source: impl Fn() -> std::io::Result<R>,
    alpha3: &BTreeMap<String, String>,
    builder: &mut GazetteerBuilder,
) -> Result<(), GazetteerError> {
    let mut divisions = Divisions::new();
    for_each_line(source()?, |cells| {
        if cells.feature == "ADM1" {
            divisions.insert((cells.country.to_owned(), cells.admin1.to_owned()), cells.name.to_owned());
        }
    })?;
    for_each_line(source()?, |cells| {
        let Some(kind) = kind_of(cells.class, cells.feature) else { return };
        let admin1 = divisions.get(&(cells.country.to_owned(), cells.admin1.to_owned()));
        let key = fold(cells.name);
        let mut aliases: Vec<String> = cells
            .aliases
            .split(',')
            .filter(|alias| is_useful_alias(alias))
            .filter(|alias| fold(alias) != key)
            .map(str::to_owned)
            .collect();
        aliases.sort();
        aliases.dedup();
        builder.add(NewPlace {
            geonameid: Some(cells.id),
            name: cells.name.to_owned(),
            aliases,
            kind,
            country: alpha3.get(cells.country).cloned().unwrap_or_default(),
            admin1: admin1.cloned().unwrap_or_default(),
            point: cells.point,
            population: cells.population,
        });
    })
}

/// Whether another name of GeoNames may stand in English news: Latin letters, four or more, not an airport's code.
#[must_use]
pub(super) fn is_useful_alias(alias: &str) -> bool {
    let letters = alias.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 4
        && fold(alias).bytes().all(|b| b.is_ascii_lowercase() || b == b' ')
        && alias.chars().any(char::is_lowercase)
        && alias.chars().next().is_some_and(char::is_uppercase)
}

struct Cells<'a> {
    id: u32,
    name: &'a str,
    aliases: &'a str,
    point: (f64, f64),
    class: &'a str,
    feature: &'a str,
    country: &'a str,
    admin1: &'a str,
    population: u64,
}

fn for_each_line(mut source: impl BufRead, mut each: impl FnMut(&Cells<'_>)) -> Result<(), GazetteerError> {
    let mut text = String::new();
    let mut line = 0;
    while source.read_line(&mut text)? > 0 {
        line += 1;
        let cells: Vec<&str> = text.trim_end_matches(['\n', '\r']).split('\t').collect();
        if cells.len() < 15 {
            let reason = format!("{} columns; GeoNames' main table has 19", cells.len());
            return Err(GazetteerError::Line { line, reason });
        }
        let wrong = |what: &str| GazetteerError::Line { line, reason: format!("{what} is not a number") };
        each(&Cells {
            id: cells[0].parse().map_err(|_| wrong("column 1 (geonameid)"))?,
            name: cells[1],
            aliases: cells[3],
            point: (
                cells[4].parse().map_err(|_| wrong("column 5 (latitude)"))?,
                cells[5].parse().map_err(|_| wrong("column 6 (longitude)"))?,
            ),
            class: cells[6],
            feature: cells[7],
            country: cells[8],
            admin1: cells[10],
            population: cells[14].parse().unwrap_or(0),
        });
        text.clear();
    }
    Ok(())
}

/// What a GeoNames feature is here; `None` for those that news does not name (streams, hills, hotels, …).
fn kind_of(class: &str, feature: &str) -> Option<Resolution> {
    Some(match (class, feature) {
        ("P", "PPLH" | "PPLQ" | "PPLW" | "PPLCH") => return None,
        ("P", _) => Resolution::City,
        ("A", "ADM1") => Resolution::Province,
        ("A", "ADM2" | "ADM3") => Resolution::District,
        ("A", "PCLI" | "PCLD" | "PCLF" | "PCLS" | "PCLIX" | "TERR") => Resolution::Country,
        ("H", "SEA" | "OCN" | "GULF" | "STRT" | "BAY" | "LK" | "LKS" | "CHN") => Resolution::Region,
        ("L", "RGN" | "RGNH" | "CONT" | "AREA" | "RGNE") => Resolution::Region,
        ("L", "MILB" | "NVB" | "PRK") => Resolution::Site,
        ("S", "AIRB" | "AIRP" | "CMPRF" | "MILB" | "PP" | "PRN" | "UNIV" | "BDG" | "PSTB" | "FT" | "DAM") => {
            Resolution::Site
        }
        ("T", "MTS" | "ISL" | "ISLS" | "PEN" | "DSRT" | "MT" | "PASS" | "VAL" | "PLN") => Resolution::Region,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "\
1\tNorth Vale\tNorth Vale\t\t10.0\t20.0\tA\tADM1\tXX\t\t01\t\t\t\t500000\t\t\t\t\n\
2\tOakport\tOakport\tOak Port,OAK,Дубпорт,Oakporto\t10.5\t20.5\tP\tPPL\tXX\t\t01\t\t\t\t12000\t\t\t\t\n\
3\tMill Stream\tMill Stream\t\t10.6\t20.6\tH\tSTM\tXX\t\t01\t\t\t\t0\t\t\t\t\n";

    #[test]
    fn a_dump_gives_places_with_their_divisions() {
        let alpha3 = BTreeMap::from([("XX".to_owned(), "XXX".to_owned())]);
        let mut builder = GazetteerBuilder::default();
        read_geonames(|| Ok(LINES.as_bytes()), &alpha3, &mut builder).unwrap();
        assert_eq!(builder.len(), 2);
        let file = super::super::format::PlaceFile::open(builder.build().unwrap().into()).unwrap();
        let mut found = Vec::new();
        file.lookup("oakporto", |place, alias| found.push((place, alias)));
        assert_eq!(found, [(1, true)]);
        assert_eq!(file.get(1).unwrap().admin1, Some("North Vale"));
        assert_eq!(file.get(1).unwrap().country, Some("XXX"));
    }

    #[test]
    fn a_bad_line_is_named() {
        let mut builder = GazetteerBuilder::default();
        let error = read_geonames(|| Ok("1\tA\n".as_bytes()), &BTreeMap::new(), &mut builder).unwrap_err();
        assert!(error.to_string().starts_with("line 1: 2 columns"), "{error}");
    }
}
