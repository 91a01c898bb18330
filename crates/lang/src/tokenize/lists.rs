//! Closed lists of English spelling that the tokenizer looks words up in. Each is sorted, so that it can be searched.

/// Whether a sorted list holds the word.
pub(super) fn holds(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Abbreviations that keep their stop wherever they stand, in lower case.
pub(super) const ABBREVIATIONS: &[&str] = &[
    "adm", "al", "approx", "arrv", "assn", "asst", "attn", "aug", "ave", "blvd", "brig", "bros", "capt",
    "cmdr", "co", "col", "conf", "corp", "cpl", "dec", "dept", "div", "dr", "esp", "est", "ext", "feb", "ft",
    "gen", "gov", "govs", "hon", "hwy", "inc", "insp", "jan", "jr", "lt", "ltd", "maj", "messrs", "mlle",
    "mme", "mr", "mrs", "ms", "msgr", "mt", "nov", "oct", "oz", "plc", "pres", "prof", "pvt", "rep", "reps",
    "rev", "sen", "sens", "sept", "sgt", "sr", "st", "supt", "univ", "vs",
];

/// Abbreviations that are words when not capitalised so: states and provinces in the style of news agencies.
pub(super) const CAPITAL_ABBREVIATIONS: &[&str] = &[
    "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La",
    "Mass", "Md", "Mich", "Minn", "Miss", "Mont", "Neb", "Nev", "Okla", "Ont", "Ore", "Pa", "Penn", "Que",
    "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wyo",
];

/// Abbreviations only before a number, in lower case.
pub(super) const BEFORE_NUMBER: &[&str] = &[
    "apr", "art", "b", "c", "ca", "ch", "d", "fig", "figs", "fri", "jul", "jun", "mar", "mon", "no", "nos",
    "p", "para", "pp", "sat", "sec", "sun", "thu", "thur", "thurs", "tue", "tues", "vol", "vols", "wed",
];

/// Abbreviations unless a capital or the end follows, in lower case.
pub(super) const MID_SENTENCE: &[&str] = &["cf", "eg", "etc", "ie", "info", "mins", "viz", "yrs"];

/// Prefixes that stay with their word across a hyphen, in lower case.
pub(super) const PREFIXES: &[&str] = &[
    "anti", "arch", "bi", "co", "counter", "cross", "e", "em", "ex", "hyper", "inter", "intra", "mega",
    "micro", "mid", "mini", "multi", "neo", "non", "over", "post", "pre", "pro", "psycho", "re", "semi",
    "socio", "sub", "super", "trans", "ultra", "un",
];

/// Pieces of interjections that stay together across a hyphen, in lower case.
pub(super) const SOUNDS: &[&str] = &[
    "ah", "er", "ha", "he", "hm", "ho", "huh", "m", "mhm", "mm", "na", "oh", "oo", "uh", "um", "whoo", "wow",
];

/// Syllables of East Asian given names, in lower case: "Ki-moon", "Jong-un" stay whole.
pub(super) const NAME_SYLLABLES: &[&str] = &[
    "ah", "bong", "bum", "chan", "cheng", "cheol", "chi", "ching", "cho", "chul", "chun", "chung", "dae",
    "dong", "eun", "fong", "fung", "geun", "gil", "guk", "gyu", "hae", "han", "hee", "heng", "ho", "hong",
    "hoon", "hsien", "hun", "hwa", "hwan", "hye", "hyok", "hyon", "hyuk", "hyun", "il", "in", "ing", "jae",
    "jen", "ji", "jin", "jiu", "jo", "jong", "joo", "joon", "ju", "jun", "jung", "ka", "kai", "kang", "kei",
    "keun", "keung", "kew", "ki", "kin", "kit", "koo", "kook", "kun", "kwan", "kwok", "kwon", "kyong", "kyu",
    "kyun", "kyung", "lai", "loong", "man", "mei", "min", "ming", "moo", "moon", "mun", "myong", "myung",
    "nam", "nan", "pik", "pil", "pong", "rae", "ryol", "sang", "seok", "seon", "seong", "seung", "shek",
    "shik", "shin", "shing", "sik", "sin", "siu", "sok", "soo", "sook", "sop", "su", "suk", "sung", "tae",
    "taek", "tak", "teng", "tin", "tong", "tung", "uk", "un", "wa", "wah", "wai", "wan", "wei", "wen",
    "wing", "won", "woo", "yan", "yat", "yee", "yeol", "yeon", "yeong", "yi", "yin", "ying", "yiu", "yo",
    "yol", "yon", "yong", "yoo", "yoon", "yu", "yuen", "yuk", "yul", "yun", "yung",
];

/// Units that are tokens of their own when written against a number; case counts.
pub(super) const UNITS: &[&str] = &[
    "AM", "C", "F", "GB", "GW", "Hz", "K", "M", "MB", "MHz", "MM", "MW", "PM", "TB", "am", "b", "bn", "c",
    "cm", "days", "ft", "g", "h", "hh", "hrs", "in", "k", "kHz", "kW", "kb", "kg", "kgs", "km", "km2", "kms",
    "kph", "kt", "lb", "lbs", "m", "mb", "mg", "mi", "mins", "minutes", "ml", "mm", "mn", "mph", "oz", "p",
    "percent", "persons", "pm", "sec", "sq", "t", "tn", "yrs",
];

/// Last parts of dotted names: domains and file types, in lower case.
pub(super) const DOTTED_ENDINGS: &[&str] = &[
    "asp", "au", "biz", "ca", "ch", "cn", "co", "com", "cz", "de", "doc", "docx", "edu", "es", "eu", "exe",
    "fr", "gif", "gov", "htm", "html", "ie", "il", "in", "info", "int", "io", "ir", "it", "jp", "jpg", "js",
    "mil", "mp3", "mx", "net", "ng", "nl", "nz", "org", "pdf", "php", "pl", "png", "ppt", "ru", "se", "tr",
    "tv", "txt", "ua", "uk", "url", "us", "xls", "xlsx", "xml", "za", "zip",
];

/// Short forms with a slash, in lower case.
pub(super) const SLASHED: &[&str] = &["a/c", "b/c", "b/w", "i/c", "i/o", "l/c", "n/a", "w/e", "w/o"];

/// Contractions without a mark: the word in lower case and where it is cut, in bytes.
pub(super) const UNMARKED: &[(&str, &[usize])] = &[
    ("aint", &[2]),
    ("arent", &[3]),
    ("arnt", &[2]),
    ("cannot", &[3]),
    ("cant", &[2]),
    ("couldnt", &[5]),
    ("didnt", &[3]),
    ("doesnt", &[4]),
    ("dont", &[2]),
    ("dunno", &[2, 3]),
    ("gimme", &[3]),
    ("gonna", &[3]),
    ("gotta", &[3]),
    ("hadnt", &[3]),
    ("hasnt", &[3]),
    ("havent", &[4]),
    ("im", &[1]),
    ("isnt", &[2]),
    ("ive", &[1]),
    ("lemme", &[3]),
    ("outta", &[3]),
    ("shouldnt", &[6]),
    ("thats", &[4]),
    ("theres", &[5]),
    ("theyre", &[4]),
    ("wanna", &[3]),
    ("wasnt", &[3]),
    ("werent", &[4]),
    ("whats", &[4]),
    ("wont", &[2]),
    ("wouldnt", &[5]),
    ("youll", &[3]),
    ("youre", &[3]),
    ("youve", &[3]),
];

/// Faces, longest first among those that begin alike.
pub(super) const EMOTICONS: &[&str] = &[
    ":-)", ":-(", ":-D", ":-P", ":-/", ";-)", ":'(", ">:(", ">:)", "^_^", "-_-", ":))", ":((", ":)", ":(",
    ";)", ":D", ":P", ":p", ":/", ":|", "=)", "=(", "=D", "<3", "(:",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [
            ABBREVIATIONS,
            CAPITAL_ABBREVIATIONS,
            BEFORE_NUMBER,
            MID_SENTENCE,
            PREFIXES,
            SOUNDS,
            NAME_SYLLABLES,
            UNITS,
            DOTTED_ENDINGS,
            SLASHED,
        ] {
            for pair in list.windows(2) {
                assert!(pair[0] < pair[1], "{} before {}", pair[0], pair[1]);
            }
        }
        assert!(UNMARKED.is_sorted_by_key(|(word, _)| *word));
    }
}
