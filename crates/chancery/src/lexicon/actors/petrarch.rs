//! Actor and agent dictionaries in the text formats of PETRARCH and TABARI.
//!
//! ```text
//! ATLAN_REPUBLIC_ [ATL]                 a name with its default code
//! +ATLAN_                               another name of the same
//!     [ATLGOV 20010101-20041231]        a code for some days: >DATE, <DATE, DATE-DATE
//!
//! FOREIGN_MINISTER [~GOV]               an agent; {PLURAL} before the code where it is irregular, {} for none
//! !PERSON! = MAN, WOMAN                 words put in for a marker
//! ```
//!
//! Codes are CAMEO's: a country and then sectors in groups of three letters, `MED` for the media.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use super::{Actor, ActorKind, Actors, Agent, NameRole, Period, Sense};
use crate::lexicon::LexiconError;
use crate::plover::{EUROPEAN_UNION, INTERNATIONAL, Sector, UNITED_NATIONS};

/// Country and sectors of a code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Code {
    country: Option<String>,
    sectors: Vec<Sector>,
}

/// A name with its other names and its codes.
#[derive(Debug, Default)]
struct Record<'a> {
    line: usize,
    names: Vec<&'a str>,
    dated: Vec<(Code, Period)>,
    default: Option<Code>,
}

pub(super) fn add_actors(actors: &mut Actors, file: &str, bytes: &[u8]) -> Result<(), Vec<LexiconError>> {
    let text = utf8(file, bytes)?;
    let mut errors = Vec::new();
    let mut record = Record::default();
    let lines = lines(&text);
    for (number, line) in &lines {
        let (number, line) = (*number, line.as_str());
        let at = |column: usize, reason: String| error(file, number, column, reason);
        let indented = line.starts_with([' ', '\t']);
        let body = line.trim();
        if indented && body.starts_with('[') {
            match restriction(body) {
                Ok((code, Some(period))) => record.dated.push((code, period)),
                Ok((code, None)) => record.default = Some(code),
                Err(reason) => errors.push(at(line.len() - line.trim_start().len() + 1, reason)),
            }
        } else if let Some(synonym) = body.strip_prefix('+') {
            if record.names.is_empty() {
                errors.push(at(1, "a synonym before the first name".to_owned()));
            }
            record.names.push(phrase_of(synonym));
        } else {
            let earlier = std::mem::take(&mut record);
            store(actors, file, earlier);
            record.line = number;
            record.names.push(phrase_of(body));
            match bracketed(body).map(parse_code) {
                None if body.contains('[') => errors.push(at(1, "\"[\" without \"]\"".to_owned())),
                None => {}
                Some(Ok(code)) => record.default = Some(code),
                Some(Err(reason)) => errors.push(at(column_of(body, '['), reason)),
            }
        }
    }
    store(actors, file, record);
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

pub(super) fn add_agents(actors: &mut Actors, file: &str, bytes: &[u8]) -> Result<(), Vec<LexiconError>> {
    let text = utf8(file, bytes)?;
    let mut errors = Vec::new();
    let mut markers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (number, line) in lines(&text) {
        let body = line.trim();
        if let (Some((marker, words)), true) = (body.split_once('='), body.starts_with('!')) {
            let words = words.split(',').map(|word| word.trim().to_lowercase()).collect();
            markers.insert(marker.trim().to_lowercase(), words);
            continue;
        }
        let code = bracketed(body).map(|code| code.replace('~', "")).ok_or("no [code]".to_owned());
        match code.and_then(|code| parse_code(&code)) {
            Ok(code) => {
                let agent = Agent {
                    sector: code.sectors.first().copied(),
                    country: code.country,
                    weak: false,
                    custom: true,
                    source: format!("{file}:{number}"),
                };
                let plural =
                    body.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map(|(inside, _)| inside);
                for term in [Some(phrase_of(body)), plural].into_iter().flatten() {
                    for phrase in expand(&words_of(term).to_lowercase(), &markers) {
                        actors.agents.insert(&phrase, agent.clone());
                    }
                }
            }
            Err(reason) => errors.push(error(file, number, column_of(body, '['), reason)),
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// Puts a record's names under its codes; the default comes last, so that a code for the day goes before it.
fn store(actors: &mut Actors, file: &str, record: Record<'_>) {
    let default = record.default.map(|code| (code, Period::default()));
    for (code, period) in record.dated.into_iter().chain(default) {
        let kind = kind_of(&code);
        let mut sectors = code.sectors.into_iter();
        let sector = sectors.next().or((kind == ActorKind::State).then_some(Sector::Gov));
        actors.actors.push(Actor {
            name: record.names.first().map(|name| title_case(&words_of(name))).unwrap_or_default(),
            kind,
            country: code.country,
            sector,
            other_sectors: sectors.collect(),
            period,
            custom: true,
            source: format!("{file}:{}", record.line),
        });
        let sense = Sense { actor: actors.actors.len() - 1, role: NameRole::Name };
        for name in &record.names {
            actors.names.insert_any_case(&words_of(name), sense);
        }
    }
}

fn kind_of(code: &Code) -> ActorKind {
    match (code.country.as_deref(), code.sectors.first()) {
        (Some(UNITED_NATIONS | INTERNATIONAL | EUROPEAN_UNION), _) => ActorKind::International,
        (Some(_), None) => ActorKind::State,
        (_, Some(Sector::Reb | Sector::Prm)) => ActorKind::Armed,
        (_, Some(Sector::Pty)) => ActorKind::Party,
        (_, Some(Sector::Eth)) => ActorKind::Ethnic,
        (_, Some(Sector::Rel)) => ActorKind::Religious,
        (_, Some(Sector::Ngo)) => ActorKind::Ngo,
        (_, Some(Sector::Bus)) => ActorKind::Company,
        (_, Some(Sector::Jrn)) => ActorKind::Media,
        _ => ActorKind::Body,
    }
}

/// `[CODE]`, `[CODE >19990101]`, `[CODE 990101-20040101]`.
fn restriction(body: &str) -> Result<(Code, Option<Period>), String> {
    let inside = bracketed(body).ok_or("\"[\" without \"]\"")?;
    let (code, days) = match inside.split_once(char::is_whitespace) {
        Some((code, days)) => (code, days.trim()),
        None => (inside, ""),
    };
    let code = parse_code(code)?;
    let period = if days.is_empty() {
        None
    } else if let Some(day) = days.strip_prefix('<') {
        Some(Period { since: None, until: Some(parse_day(day)?) })
    } else if let Some(day) = days.strip_prefix('>') {
        Some(Period { since: Some(parse_day(day)?), until: None })
    } else {
        let (since, until) =
            days.split_once('-').ok_or_else(|| format!("{days:?} is no DATE-DATE, <DATE or >DATE"))?;
        Some(Period { since: Some(parse_day(since)?), until: Some(parse_day(until)?) })
    };
    Ok((code, period))
}

/// `YYYYMMDD` or `YYMMDD`; two digits up to 30 are of this century. A month or day that does not exist counts as the
/// first of its year or month, as such dictionaries write "19900000".
fn parse_day(text: &str) -> Result<Date, String> {
    let text = text.trim();
    let wrong = || format!("{text:?} is no date (YYYYMMDD or YYMMDD)");
    if !text.bytes().all(|b| b.is_ascii_digit()) || !matches!(text.len(), 6 | 8) {
        return Err(wrong());
    }
    let (year, rest) = text.split_at(text.len() - 4);
    let mut year: i16 = year.parse().map_err(|_| wrong())?;
    if text.len() == 6 {
        year += if year <= 30 { 2000 } else { 1900 };
    }
    let month: i8 = rest[..2].parse().map_err(|_| wrong())?;
    let day: i8 = rest[2..].parse().map_err(|_| wrong())?;
    if month > 12 || day > 31 {
        return Err(wrong());
    }
    Ok(Date::new(year, month, day)
        .or_else(|_| Date::new(year, month, 1))
        .unwrap_or_else(|_| date(year.clamp(1, 9999), 1, 1)))
}

/// Groups of three letters: a country first, then sectors; roles such as `PRS` are passed over.
fn parse_code(code: &str) -> Result<Code, String> {
    let code = code.trim();
    if code == "---" {
        return Ok(Code::default());
    }
    if code.is_empty() || !code.len().is_multiple_of(3) || !code.bytes().all(|b| b.is_ascii_uppercase()) {
        return Err(format!("{code:?} is no code of capital letters in threes (USAGOV)"));
    }
    let mut parsed = Code::default();
    for (i, group) in code.as_bytes().chunks(3).enumerate() {
        let group = std::str::from_utf8(group).unwrap_or("");
        match (sector(group), i) {
            (Some(sector), _) => {
                if i == 0 && matches!(group, "IGO" | "NGO") {
                    parsed.country = Some(group.to_owned());
                }
                if !parsed.sectors.contains(&sector) {
                    parsed.sectors.push(sector);
                }
            }
            (None, 0) => parsed.country = Some(group.to_owned()),
            (None, _) => {}
        }
    }
    if parsed.country.as_deref() == Some(UNITED_NATIONS) && parsed.sectors.is_empty() {
        parsed.sectors.push(Sector::Igo);
    }
    Ok(parsed)
}

/// CAMEO's sectors in PLOVER's terms.
fn sector(group: &str) -> Option<Sector> {
    Some(match group {
        "MED" => Sector::Jrn,
        "HLH" => Sector::Med,
        "INS" | "SEP" | "RAD" => Sector::Reb,
        "NGM" | "HRI" | "ENV" => Sector::Ngo,
        "AGR" => Sector::Bus,
        "CIV" | "PPL" | "MOD" => Sector::Cvl,
        other => other.parse().ok()?,
    })
}

/// The text in the first pair of square brackets.
fn bracketed(body: &str) -> Option<&str> {
    body.split_once('[')?.1.split_once(']').map(|(inside, _)| inside.trim())
}

/// What stands before the code, the plural and a TABARI comment.
fn phrase_of(body: &str) -> &str {
    let end = body.find(['[', '{', ';']).unwrap_or(body.len());
    body[..end].trim()
}

fn words_of(phrase: &str) -> String {
    phrase.replace('_', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn title_case(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        let first: String = letters.next().into_iter().collect();
        first + &letters.as_str().to_lowercase()
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// All phrases that a phrase with a `!MARKER!` stands for.
fn expand(phrase: &str, markers: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    match markers.iter().find(|(marker, _)| phrase.contains(marker.as_str())) {
        Some((marker, words)) => words.iter().map(|word| phrase.replace(marker.as_str(), word)).collect(),
        None => vec![phrase.to_owned()],
    }
}

/// Lines with their numbers, from 1, without comments (`#`, `<!-- -->`) and blanks.
fn lines(text: &str) -> Vec<(usize, String)> {
    let mut commented = false;
    let uncommented = |(i, line): (usize, &str)| {
        let mut rest = line.split('#').next().unwrap_or("").to_owned();
        if commented {
            let end = rest.find("-->")?;
            rest.replace_range(..end + 3, "");
            commented = false;
        }
        while let Some(start) = rest.find("<!--") {
            match rest[start..].find("-->") {
                Some(length) => rest.replace_range(start..start + length + 3, ""),
                None => {
                    rest.truncate(start);
                    commented = true;
                }
            }
        }
        (!rest.trim().is_empty()).then_some((i + 1, rest))
    };
    text.lines().enumerate().filter_map(uncommented).collect()
}

fn utf8(file: &str, bytes: &[u8]) -> Result<String, Vec<LexiconError>> {
    String::from_utf8(bytes.to_vec()).map_err(|wrong| {
        let line = bytes[..wrong.utf8_error().valid_up_to()].iter().filter(|&&b| b == b'\n').count() + 1;
        vec![error(file, line, 1, "not UTF-8".to_owned())]
    })
}

fn column_of(body: &str, mark: char) -> usize {
    body.chars().position(|c| c == mark).map_or(1, |at| at + 1)
}

fn error(file: &str, line: usize, column: usize, reason: String) -> LexiconError {
    LexiconError { file: file.to_owned(), line, column, reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(actors: &Actors, name: &str, day: Date) -> Option<(Option<String>, Option<Sector>)> {
        let sense = *actors.senses(name, Some(day)).first()?;
        let actor = actors.actor(sense);
        Some((actor.country.clone(), actor.sector))
    }

    #[test]
    fn names_take_the_code_of_the_day_and_synonyms_share_it() {
        let mut actors = Actors::default();
        let text = "# a head\nATLANTIS_  [ATL] ; note\n+ATLAN_\n\nANA_TORVO_\n+A._TORVO_\n\t[ATLELI 19900101-991231]\n\
                    \t[ATLGOV >20000101]\n\t[ATLBUS]\n";
        add_actors(&mut actors, "my.actors.txt", text.as_bytes()).unwrap();
        let atl = Some("ATL".to_owned());
        assert_eq!(meaning(&actors, "Atlan", date(2001, 1, 1)), Some((atl.clone(), Some(Sector::Gov))));
        assert_eq!(meaning(&actors, "Ana Torvo", date(1995, 1, 1)), Some((atl.clone(), Some(Sector::Eli))));
        assert_eq!(meaning(&actors, "A. Torvo", date(2005, 1, 1)), Some((atl.clone(), Some(Sector::Gov))));
        assert_eq!(meaning(&actors, "Ana Torvo", date(1980, 1, 1)), Some((atl, Some(Sector::Bus))));
    }

    #[test]
    fn agents_expand_markers_and_irregular_plurals() {
        let mut actors = Actors::default();
        let text = "<!-- a\nhead -->\n!PERSON! = MAN, WOMAN\nCONGRESS!PERSON! [~LEG]\nATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~GOVATG]\n\
                    RELIEF_BODY [NGO~] # note\n";
        add_agents(&mut actors, "my.agents.txt", text.as_bytes()).unwrap();
        let sector = |term: &str| actors.agents.get(term).and_then(|agent| agent.sector);
        assert_eq!(sector("congresswoman"), Some(Sector::Leg));
        assert_eq!(sector("attorneys general"), Some(Sector::Gov));
        assert_eq!(sector("relief body"), Some(Sector::Ngo));
    }

    #[test]
    fn mistakes_name_their_place_and_keep_the_rest_out() {
        let found =
            add_actors(&mut Actors::default(), "a.txt", b"NAME [usagov]\n\t[USAGOV 1990]\n").unwrap_err();
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert!(found[0].starts_with("a.txt:1:6: "), "{found:?}");
        assert!(found[1].starts_with("a.txt:2:2: "), "{found:?}");
        let found = add_agents(&mut Actors::default(), "b.txt", b"SOLDIER\n").unwrap_err();
        assert_eq!(found[0].to_string(), "b.txt:1:1: no [code]");
    }
}
