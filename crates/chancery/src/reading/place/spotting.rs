//! Names that may be places: found with the gazetteer and the names of the document, weighed by what stands around them.

use std::ops::Range;

use chancery_lang::{Document, NameKind, Span, Upos};

use super::Resolution;
use super::features::{Surroundings, features};
use super::mention::{Mention, is_place_kind};
use super::weights::FEATURES;
use super::words::{is_direction, is_facility, is_facility_before, is_institution, is_quarter};
use crate::lexicon::gazetteer::{Candidate, Gazetteer, fold};

/// Longest name looked for, in words.
const LONGEST: usize = 7;

/// All names that may be places, in text order and apart from each other, each with its features.
pub(super) fn find_mentions(document: &Document, gazetteer: &Gazetteer) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    for sentence in &document.sentences {
        let mut i = sentence.start;
        while i < sentence.end {
            let last = mentions.last().map(|m| m.tokens.clone());
            match match_at(document, gazetteer, i, sentence, last) {
                Some(mention) => {
                    i = mention.tokens.end;
                    mentions.push(mention);
                }
                None => i += 1,
            }
        }
    }
    add_unknown_names(document, gazetteer, &mut mentions);
    mentions.sort_by_key(|mention| mention.span);
    link_containers(document, gazetteer, &mut mentions);
    let words = Surroundings::of(document, &mentions);
    for i in 0..mentions.len() {
        mentions[i].features = features(document, gazetteer, &words, &mentions, i);
    }
    mentions
}

fn new_mention(
    document: &Document,
    tokens: Range<usize>,
    key: String,
    candidates: Vec<Candidate>,
) -> Mention {
    let name_kind = tokens.clone().find_map(|t| document.name_at(t)).map(|name| name.kind);
    Mention {
        span: document.span_of(&tokens),
        hint: hint(document, &tokens),
        tokens,
        key,
        candidates,
        features: [0.0; FEATURES],
        within: None,
        name_kind,
        tells_kind: false,
    }
}

fn match_at(
    document: &Document,
    gazetteer: &Gazetteer,
    i: usize,
    sentence: &Range<usize>,
    last: Option<Range<usize>>,
) -> Option<Mention> {
    let form = document.form(i);
    // "US$5 million"
    if form.contains('$') || (i + 1 < sentence.end && document.form(i + 1) == "$") {
        return None;
    }
    let capital = form.chars().next().is_some_and(char::is_uppercase);
    let arabic = ["al-", "el-", "ar-", "as-", "ad-"].iter().any(|article| form.starts_with(article));
    if !capital && !arabic {
        return None;
    }
    let after_comma = i > sentence.start
        && document.form(i - 1) == ","
        && last.as_ref().is_some_and(|last| last.end + 1 == i || last.end == i);
    if let Some(mention) = abbreviation_at(document, gazetteer, i, sentence, after_comma) {
        return Some(mention);
    }
    let mut best: Option<(usize, String, Vec<Candidate>)> = None;
    for end in i + 1..=sentence.end.min(i + LONGEST) {
        let text = document.span_of(&(i..end)).of(&document.text);
        if text.contains(['\n', ';', ':', '(', ')']) {
            break;
        }
        let key = fold(text);
        if key.is_empty() || !gazetteer.has_prefix(&key) {
            break;
        }
        if !written_as_name(document, i..end) || ends_in_punctuation(document, i..end) {
            continue;
        }
        let candidates = gazetteer.lookup_key(&key);
        // a comma inside a name is only right where the name is kept by hand: "Washington, D.C."
        let plain = !text.contains(',');
        if !candidates.is_empty()
            && (plain || candidates.iter().any(|c| gazetteer.get(c.place).is_some_and(|p| p.notable)))
        {
            best = Some((end, key, candidates));
        }
    }
    if best.is_none() && arabic {
        let key = fold(form.get(3..).unwrap_or(""));
        let candidates = gazetteer.lookup_key(&key);
        if !candidates.is_empty() {
            best = Some((i + 1, key, candidates));
        }
    }
    let (end, key, mut candidates) = best?;
    // "in the West", "the Western District of Texas"
    let compass = end == i + 1 && is_direction(&key);
    let judicial = end < sentence.end
        && document.form(end) == "of"
        && document.form(end - 1) == "District"
        && is_direction(key.split(' ').next().unwrap_or(""));
    if judicial || compass && !candidates.iter().any(|c| gazetteer.get(c.place).is_some_and(|p| p.notable)) {
        return None;
    }
    if key.chars().count() < 2 {
        return None;
    }
    let letters = form.chars().filter(|c| c.is_alphabetic()).count();
    if end == i + 1 && letters <= 3 {
        // "US", "UK", "UAE" are names; "Of", "As", "Us" are not, and "UN" is no town
        let upper = form.chars().all(|c| !c.is_lowercase());
        if upper || letters < 3 {
            candidates.retain(|c| upper && gazetteer.get(c.place).is_some_and(|place| place.notable));
        }
        if candidates.is_empty() {
            return None;
        }
    }
    let token = &document.tokens[i];
    let named = document.name_at(i).is_some_and(|name| is_place_kind(name.kind));
    let closed = matches!(
        token.upos,
        Upos::Det
            | Upos::Pron
            | Upos::Adp
            | Upos::Aux
            | Upos::Sconj
            | Upos::Cconj
            | Upos::Part
            | Upos::Num
            | Upos::Intj
    );
    if end == i + 1
        && closed
        && !named
        && !candidates.iter().any(|c| gazetteer.get(c.place).is_some_and(|p| p.notable))
    {
        return None;
    }
    Some(new_mention(document, i..end, key, candidates))
}

/// "Calif." after a comma, "N.Y." anywhere, "TX" directly after a town and a comma.
fn abbreviation_at(
    document: &Document,
    gazetteer: &Gazetteer,
    i: usize,
    sentence: &Range<usize>,
    after_comma: bool,
) -> Option<Mention> {
    let mut end = i + 1;
    let mut form = document.form(i).to_owned();
    if !form.ends_with('.') && end < sentence.end && document.form(end) == "." {
        let glued = document.tokens[i].span.end == document.tokens[end].span.start;
        let dotted = format!("{form}.");
        if glued && end + 1 < sentence.end && !gazetteer.lookup_abbreviation(&dotted).is_empty() {
            form = dotted;
            end += 1;
        }
    }
    let candidates = gazetteer.lookup_abbreviation(&form);
    if candidates.is_empty() {
        return None;
    }
    let dots = form.bytes().filter(|b| *b == b'.').count();
    (after_comma || dots >= 2).then(|| new_mention(document, i..end, fold(&form), candidates))
}

/// A name ends in a full stop only after an initial: "D.C." but not "Hill.".
fn ends_in_punctuation(document: &Document, tokens: Range<usize>) -> bool {
    let last = document.form(tokens.end - 1);
    if last.chars().any(char::is_alphanumeric) {
        return last.ends_with('.')
            && tokens.len() > 1
            && last.chars().filter(|c| c.is_alphabetic()).count() > 4;
    }
    !(last == "." && tokens.len() > 1 && document.form(tokens.end - 2).chars().count() <= 3)
}

/// Every long word begins with a capital; short particles need not.
fn written_as_name(document: &Document, tokens: Range<usize>) -> bool {
    tokens.into_iter().all(|t| {
        let form = document.form(t);
        let capital = form.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic());
        capital
            || form.chars().count() <= 3
            || ["region", "province", "peninsula", "state", "river", "strip", "camp"].contains(&form)
            || ["al-", "el-", "ar-", "as-", "ad-"].iter().any(|article| form.starts_with(article))
    })
}

/// Places by the document's names alone, where no gazetteer name overlaps them.
fn add_unknown_names(document: &Document, gazetteer: &Gazetteer, mentions: &mut Vec<Mention>) {
    let mut unknown = Vec::new();
    for name in &document.names {
        if !matches!(name.kind, NameKind::Gpe | NameKind::Loc | NameKind::Fac) {
            continue;
        }
        let span = document.span_of(&name.tokens);
        let text = span.of(&document.text);
        let capital = text.chars().any(char::is_uppercase);
        if !capital || mentions.iter().any(|mention| mention.span.overlaps(span)) {
            continue;
        }
        unknown.push(new_mention(document, name.tokens.clone(), fold(text), gazetteer.lookup(text)));
    }
    for t in 2..document.tokens.len() {
        // "the village of Xinmo" is a place, whatever its name
        let settlement = matches!(
            document.form(t - 2),
            "town"
                | "village"
                | "city"
                | "towns"
                | "villages"
                | "district"
                | "suburb"
                | "hamlet"
                | "municipality"
        );
        let capital = |t: usize| document.form(t).chars().next().is_some_and(char::is_uppercase);
        if !settlement || document.form(t - 1) != "of" || !capital(t) {
            continue;
        }
        let sentence = document.sentence_of(t);
        let end = (t..sentence.end.min(t + 4)).take_while(|&w| capital(w) || document.form(w) == "-").last();
        let tokens = t..end.map_or(t + 1, |last| last + 1);
        let span = document.span_of(&tokens);
        if !mentions.iter().chain(&unknown).any(|mention| mention.span.overlaps(span)) {
            let mut mention = new_mention(document, tokens, fold(span.of(&document.text)), Vec::new());
            mention.name_kind = Some(NameKind::Gpe);
            mention.tells_kind = true;
            unknown.push(mention);
        }
    }
    for t in 1..document.tokens.len() {
        let Some(tokens) = site_at(document, t) else { continue };
        let span = document.span_of(&tokens);
        // the square is meant and no town of the name of Freedom; but the town in "a Freedom town square"
        if document.form(tokens.end - 1).starts_with(char::is_uppercase) || is_quarter_next(document, &tokens)
        {
            mentions.retain(|mention| !span.contains(mention.span) || mention.span == span);
        } else {
            mentions.retain(|mention| !span.contains(mention.span) || mention.span.start == span.start);
        }
        if !mentions.iter().chain(&unknown).any(|mention| mention.span.overlaps(span)) {
            let mut mention = new_mention(document, tokens, fold(span.of(&document.text)), Vec::new());
            mention.name_kind = Some(NameKind::Fac);
            mention.tells_kind = true;
            unknown.push(mention);
        }
    }
    mentions.append(&mut unknown);
}

fn is_quarter_next(document: &Document, tokens: &Range<usize>) -> bool {
    document.tokens.get(tokens.end).is_some_and(|_| is_quarter(document.form(tokens.end)))
}

/// A name that says what it is after a preposition of place: "at Freedom Plaza", "in the Karrada district".
fn site_at(document: &Document, first: usize) -> Option<Range<usize>> {
    let sentence = document.sentence_of(first);
    let capital = |t: usize| document.form(t).starts_with(char::is_uppercase);
    let before =
        |t: usize| t.checked_sub(1).filter(|&t| t >= sentence.start).map(|t| document.form(t).to_lowercase());
    let lead = match before(first).as_deref() {
        Some("the") => before(first - 1),
        // "in the eastern Shaab district"
        Some(side) if side.ends_with("ern") && before(first - 1).as_deref() == Some("the") => {
            before(first - 2)
        }
        other => other.map(str::to_owned),
    };
    let struck = {
        let verb = if before(first).as_deref() == Some("the") { first.checked_sub(2) } else { None };
        verb.is_some_and(|t| t >= sentence.start && document.tokens[t].upos == Upos::Verb)
    };
    let led = matches!(
        lead.as_deref(),
        Some("in" | "at" | "near" | "outside" | "inside" | "around" | "from" | "on")
    );
    if !led && !struck || !capital(first) {
        return None;
    }
    let inside = led && !matches!(lead.as_deref(), Some("from" | "on"));
    let number = |t: usize| t > first && document.form(t).bytes().all(|b| b.is_ascii_digit());
    // "Fishmongers' Hall"
    let owner = |t: usize| {
        t > first
            && t + 1 < sentence.end
            && capital(t + 1)
            && matches!(document.form(t), "'" | "’" | "'s" | "’s")
    };
    // "the Lakeside Health and Rehab center"
    let link = |t: usize| {
        t > first && t + 1 < sentence.end && capital(t + 1) && matches!(document.form(t), "and" | "of" | "&")
    };
    let part = |t: &usize| capital(*t) || number(*t) || owner(*t);
    let whole = |t: &usize| part(t) || link(*t);
    let end = (first..sentence.end.min(first + LONGEST)).take_while(part).last()? + 1;
    let last = document.form(end - 1).to_lowercase();
    if end - first > 1 && inside && is_institution(&last) {
        return Some(first..end);
    }
    // "Freedom Plaza", "Camp Liberty", "Interstate 64"
    if end - first > 1 && (is_facility(&last) || is_facility_before(&document.form(first).to_lowercase())) {
        return Some(first..end);
    }
    if let Some(noun) =
        (first..sentence.end.min(first + LONGEST)).take_while(whole).last().map(|last| last + 1)
        && inside
        && noun - first > 1
        && noun < sentence.end
        && is_institution(document.form(noun))
    {
        return Some(first..noun + 1);
    }
    let quarter = end < sentence.end && is_quarter(document.form(end));
    (led && quarter && !capital(end)).then_some(first..end)
}

/// "Paris, Texas" lies in Texas; so does "Texas's Paris" and "Idlib in Syria".
fn link_containers(document: &Document, gazetteer: &Gazetteer, mentions: &mut [Mention]) {
    for k in 0..mentions.len().saturating_sub(1) {
        let between = Span::new(mentions[k].span.end, mentions[k + 1].span.start.max(mentions[k].span.end));
        let text = between.of(&document.text).trim_end();
        let larger = |a: usize, b: usize| {
            mentions[b].candidates.iter().any(|outer| {
                mentions[a]
                    .candidates
                    .iter()
                    .any(|inner| super::resolve::contains(gazetteer, outer.place, inner.place))
            })
        };
        // a name the gazetteer lacks lies in the country or province named after it
        let unknown = mentions[k].candidates.is_empty()
            && mentions[k + 1].candidates.iter().filter_map(|c| gazetteer.get(c.place)).any(|place| {
                let inside = text.trim_start().starts_with("in") || text.ends_with("of") || text == ",";
                matches!(place.kind, Resolution::Country | Resolution::Province)
                    || place.kind == Resolution::City && inside
            });
        let lower =
            text.trim_start_matches([',', ' ']).chars().all(|c| c.is_lowercase() || c == ' ' || c == '-');
        let direction = lower
            && (text.starts_with(", ") && text.len() < 30
                || text.starts_with(" in ") && text.len() < 45
                || is_quarter(text.trim_start().split(' ').next().unwrap_or("")) && text.ends_with(" of"))
            && !text.contains(" and ");
        let short = text.is_empty() && mentions[k + 1].is_abbreviation();
        if (text == "," || text == " in" || short || direction) && (unknown || larger(k, k + 1)) {
            mentions[k].within = Some(k + 1);
        } else if (text == "'s" || text == "’s" || text == "'" || text == "’") && larger(k + 1, k) {
            mentions[k + 1].within = Some(k);
        }
    }
}

/// What the next word or the words before say the place is.
fn hint(document: &Document, tokens: &Range<usize>) -> Option<Resolution> {
    let of_word = |word: &str| match word {
        "province" | "state" | "governorate" | "oblast" | "provinces" | "republic" => {
            Some(Resolution::Province)
        }
        "city" | "town" | "village" | "port" | "suburb" | "neighborhood" | "neighbourhood" | "capital" => {
            Some(Resolution::City)
        }
        "district" | "county" | "municipality" => Some(Resolution::District),
        "region" | "peninsula" | "valley" | "island" | "islands" | "river" | "sea" => {
            Some(Resolution::Region)
        }
        "camp" | "base" | "airport" | "airbase" | "prison" | "crossing" => Some(Resolution::Site),
        _ => None,
    };
    let word = |i: usize| document.form(i).to_lowercase();
    if let Some(found) = (tokens.end < document.tokens.len()).then(|| of_word(&word(tokens.end))).flatten() {
        return Some(found);
    }
    let start = tokens.start;
    (start >= 2 && word(start - 1) == "of").then(|| of_word(&word(start - 2))).flatten()
}
