//! The language of a text, as far as it decides whether the text is read: only English is.
//!
//! whatlang names the likeliest of 70 languages by script and trigrams; then that language is held against English
//! alone. Its own measure of certainty compares the first two of all languages, and so doubts Danish because Norwegian
//! is near, which does not matter here. What stays in doubt is English.

use whatlang::{Detector, Lang, Script};

/// Most bytes of a text that are looked at: some five thousand words.
const SAMPLE_BYTES: usize = 1 << 15;

/// Fewest letters by which a text in Latin script can be told from English. Of 1,758 English reports, cut to passages of
/// 250 characters, none was taken for another language but two that are another's; of passages of 60, seven were.
const LEAST_LETTERS: usize = 100;

/// Fewest letters of another script.
const LEAST_OTHER_LETTERS: usize = 10;

/// A language by its ISO 639 code: that of two letters, where there is one, else of three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language(&'static str);

impl Default for Language {
    fn default() -> Self {
        Language::ENGLISH
    }
}

impl Language {
    /// The language that is read.
    pub const ENGLISH: Language = Language("en");

    /// The language of most of `text`; English when that cannot be told.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut end = text.len().min(SAMPLE_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let sample = &text[..end];
        let Some(found) = whatlang::detect(sample) else { return Language::ENGLISH };
        if found.lang() == Lang::Eng {
            return Language::ENGLISH;
        }
        let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
        if found.script() != Script::Latin {
            return if letters >= LEAST_OTHER_LETTERS {
                Language(code(found.lang()))
            } else {
                Language::ENGLISH
            };
        }
        let against_english = Detector::with_allowlist(vec![Lang::Eng, found.lang()]).detect(sample);
        match against_english {
            Some(info) if info.lang() != Lang::Eng && info.is_reliable() && letters >= LEAST_LETTERS => {
                Language(code(info.lang()))
            }
            _ => Language::ENGLISH,
        }
    }

    /// The code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0
    }

    /// Whether it is the language that is read.
    #[must_use]
    pub fn is_english(self) -> bool {
        self == Language::ENGLISH
    }
}

/// The shortest ISO 639 code: two letters (639-1) where there are two, else three (639-3).
fn code(language: Lang) -> &'static str {
    match CODES.iter().find(|(three, _)| *three == language.code()) {
        Some((_, two)) => two,
        None => language.code(),
    }
}

/// ISO 639-3 and 639-1.
const CODES: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_languages_are_told_from_english() {
        for (language, text) in [
            (
                "de",
                "Der Außenminister traf am Dienstag seinen Amtskollegen. Beide sprachen über die Lage an der Grenze und wollen die Gespräche bald fortsetzen, wie ein Sprecher sagte.",
            ),
            (
                "fr",
                "Le ministre a rencontré mardi son homologue dans la capitale. Les deux parties ont parlé de la situation à la frontière, a déclaré un porte-parole après la rencontre.",
            ),
            (
                "es",
                "El ministro se reunió el martes con su homólogo en la capital. Las dos partes hablaron de la situación en la frontera, dijo un portavoz después del encuentro.",
            ),
            (
                "da",
                "Udenrigsministeren mødtes tirsdag med sin kollega i hovedstaden. Begge parter talte om situationen ved grænsen, sagde en talsmand efter mødet.",
            ),
            ("ru", "Министр иностранных дел во вторник встретился в столице со своим коллегой."),
            ("ar", "التقى وزير الخارجية يوم الثلاثاء نظيره في العاصمة وبحث الجانبان الوضع على الحدود."),
            ("zh", "外交部长星期二在首都会见了对方外长，双方讨论了边境局势。"),
        ] {
            assert_eq!(Language::of(text).code(), language, "{text}");
        }
    }

    #[test]
    fn english_with_foreign_names_and_what_is_too_short_stay_english() {
        for text in [
            "",
            "2018",
            "Rain.",
            "Berlin: Ja.",
            "Angela Merkel, Annegret Kramp-Karrenbauer und Horst Seehofer",
            "Ursula von der Leyen met Jean-Claude Juncker and Frans Timmermans at the Palais Schaumburg in Bonn, where the \
             Bundesministerium der Verteidigung has its seat; the Süddeutsche Zeitung and Le Monde reported it.",
            "The paper ran the headline \"Министр ушёл\", and the minister, Sergei Ivanov, did not comment on it on Monday.",
        ] {
            assert!(Language::of(text).is_english(), "{text}: {:?}", Language::of(text));
        }
    }

    #[test]
    fn the_sample_of_a_long_text_ends_between_characters() {
        for length in SAMPLE_BYTES - 3..SAMPLE_BYTES + 3 {
            assert!(Language::of(&format!("{}é", "a".repeat(length))).is_english());
        }
    }

    #[test]
    fn every_language_has_its_shortest_code() {
        for language in Lang::all() {
            assert_eq!(code(*language).len(), 2, "{language:?}");
        }
        assert!(CODES.is_sorted());
    }
}
