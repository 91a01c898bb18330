use chancery_lang::read_conllu;

use super::*;
use crate::lexicon::Source;

/// Words as `form/UPOS/head/deprel/name`, sentences apart by `|`.
fn document(words: &str) -> Document {
    let mut conllu = String::new();
    for sentence in words.split(" | ") {
        for (i, word) in sentence.split(' ').enumerate() {
            let parts: Vec<&str> = word.split('/').collect();
            let glue = if [",", ".", "'s"]
                .contains(&sentence.split(' ').nth(i + 1).map_or("", |w| w.split('/').next().unwrap_or("")))
            {
                "|SpaceAfter=No"
            } else {
                ""
            };
            conllu.push_str(&format!(
                "{}\t{}\t{}\t{}\t_\t_\t{}\t{}\t_\tner={}{glue}\n",
                i + 1,
                parts[0],
                parts[0].to_lowercase(),
                parts[1],
                parts[2],
                parts[3],
                parts.get(4).unwrap_or(&"O")
            ));
        }
        conllu.push('\n');
    }
    read_conllu(&conllu).unwrap()
}

fn places(words: &str, home: Option<&str>) -> (Document, Vec<Place>) {
    let document = document(words);
    let gazetteer = Gazetteer::load(&Source::embedded()).unwrap();
    let report = Report::from_text(document.text.clone());
    let places = find_places(&document, &report, &gazetteer, home.and_then(|home| gazetteer.home(home)));
    (document, places)
}

fn named<'a>(document: &Document, places: &'a [Place], name: &str) -> Option<&'a Place> {
    places.iter().find(|place| place.span.of(&document.text) == name)
}

#[test]
fn a_town_lies_where_the_text_says() {
    let words = "He/PRON/2/nsubj lives/VERB/0/root in/ADP/4/case Paris/PROPN/2/obl/B-GPE ,/PUNCT/6/punct Texas/PROPN/4/appos/B-GPE ./PUNCT/2/punct";
    let (document, places) = places(words, None);
    let paris = named(&document, &places, "Paris").unwrap();
    assert_eq!((paris.country.as_deref(), paris.admin1.as_deref()), (Some("USA"), Some("Texas")));
    assert_eq!(paris.resolution, Some(Resolution::City));
}

#[test]
fn the_home_decides_between_equals_only_when_given() {
    let words = "Police/NOUN/2/nsubj searched/VERB/0/root a/DET/4/det house/NOUN/2/obj in/ADP/6/case Lancaster/PROPN/2/obl/B-GPE ./PUNCT/2/punct";
    let (document, found) = places(words, Some("Harrisburg, Pennsylvania"));
    assert_eq!(named(&document, &found, "Lancaster").unwrap().admin1.as_deref(), Some("Pennsylvania"));
    let (document, found) = places(words, Some("GBR"));
    assert_eq!(named(&document, &found, "Lancaster").unwrap().country.as_deref(), Some("GBR"));
}

#[test]
fn the_home_does_not_swallow_foreign_news() {
    for (town, home, country) in [
        ("Paris", "USA-Texas", "FRA"),
        ("London", "Toronto, Ontario", "GBR"),
        ("Moscow", "USA", "RUS"),
        ("Aleppo", "USA", "SYR"),
    ] {
        let words = format!(
            "Police/NOUN/2/nsubj searched/VERB/0/root a/DET/4/det house/NOUN/2/obj in/ADP/6/case \
             {town}/PROPN/2/obl/B-GPE ./PUNCT/2/punct"
        );
        let (document, found) = places(&words, Some(home));
        assert_eq!(
            named(&document, &found, town).unwrap().country.as_deref(),
            Some(country),
            "{town} for {home}"
        );
    }
}

#[test]
fn peoples_and_actors_are_marked() {
    let words = "French/ADJ/2/amod/B-NORP officials/NOUN/3/nsubj left/VERB/0/root Kabul/PROPN/3/obj/B-GPE ./PUNCT/3/punct | Washington/PROPN/2/nsubj/B-GPE objected/VERB/0/root ./PUNCT/2/punct";
    let (document, places) = places(words, None);
    let french = named(&document, &places, "French").unwrap();
    assert_eq!((french.country.as_deref(), french.metonym), (Some("FRA"), true));
    assert!(!named(&document, &places, "Kabul").unwrap().metonym);
    let washington = named(&document, &places, "Washington").unwrap();
    assert!(washington.metonym);
    assert_eq!(washington.admin1.as_deref(), Some("District of Columbia"));
}

#[test]
fn people_with_place_names_are_no_places() {
    let words = "Jordan/PROPN/3/nsubj/B-PER Holland/PROPN/1/flat/I-PER resigned/VERB/0/root ./PUNCT/3/punct";
    let (_, places) = places(words, None);
    assert!(places.is_empty(), "{places:?}");
}

#[test]
fn the_place_of_an_event_is_that_of_its_clause() {
    let words = "Officials/NOUN/4/nsubj in/ADP/3/case Ankara/PROPN/1/nmod/B-GPE condemned/VERB/0/root the/DET/6/det airstrikes/NOUN/4/obj in/ADP/8/case Aleppo/PROPN/6/nmod/B-GPE ./PUNCT/4/punct";
    let (document, places) = places(words, None);
    let place = |trigger, reach| {
        place_of(&document, &places, trigger, reach).map(|i| places[i].span.of(&document.text))
    };
    assert_eq!(place(5, Reach::Sentence), Some("Aleppo"));
    assert_eq!(place(3, Reach::Own), None);
}

#[test]
fn what_an_event_is_compared_with_is_not_its_place() {
    let words = "The/DET/2/det attack/NOUN/5/nsubj was/AUX/5/cop the/DET/5/det deadliest/ADJ/0/root since/ADP/8/case an/DET/8/det assault/NOUN/5/obl in/ADP/10/case Ghazni/PROPN/8/nmod/B-GPE ./PUNCT/5/punct";
    let (document, places) = places(words, None);
    assert_eq!(place_of(&document, &places, 1, Reach::Sentence), None);
    assert_eq!(place_of(&document, &places, 7, Reach::Sentence), Some(0));
}

#[test]
fn whom_one_calls_on_is_not_where() {
    let words = "They/PRON/2/nsubj called/VERB/0/root on/ADP/4/case Italy/PROPN/2/obl/B-GPE ./PUNCT/2/punct";
    let (document, places) = places(words, None);
    assert_eq!(place_of(&document, &places, 1, Reach::Own), None);
}

#[test]
fn a_hearing_is_in_the_town_of_its_court() {
    let words = "He/PRON/2/nsubj appeared/VERB/0/root in/ADP/6/case Aleppo/PROPN/6/compound/B-ORG Superior/PROPN/6/compound/I-ORG Court/PROPN/2/obl/I-ORG ./PUNCT/2/punct";
    let (document, places) = places(words, None);
    let found = place_of(&document, &places, 1, Reach::Own);
    assert_eq!(found.map(|i| places[i].name.as_str()), Some("Aleppo"));
}

#[test]
fn the_town_an_operation_is_to_take_is_its_place() {
    let words = "An/DET/2/det offensive/NOUN/0/root to/PART/4/mark retake/VERB/2/acl Mosul/PROPN/4/obj/B-GPE ./PUNCT/2/punct";
    let (document, places) = places(words, None);
    let found = place_of(&document, &places, 1, Reach::Sentence);
    assert_eq!(found.map(|i| places[i].name.as_str()), Some("Mosul"));
}

#[test]
fn a_noun_names_its_place_before_it() {
    let words = "The/DET/3/det Damascus/PROPN/3/compound/B-GPE bombing/NOUN/4/nsubj killed/VERB/0/root two/NUM/4/obj ./PUNCT/4/punct";
    let (document, places) = places(words, None);
    let found = place_of(&document, &places, 2, Reach::Sentence);
    assert_eq!(found.map(|i| places[i].name.as_str()), Some("Damascus"));
}

#[test]
fn a_dateline_is_no_place_of_an_event() {
    let words = "BEIRUT/PROPN/5/dep/B-GPE --/PUNCT/1/punct Rebels/NOUN/4/nsubj attacked/VERB/5/dep soldiers/NOUN/0/root ./PUNCT/5/punct";
    let (document, places) = places(words, None);
    assert_eq!(named(&document, &places, "BEIRUT").unwrap().country.as_deref(), Some("LBN"));
    assert_eq!(place_of(&document, &places, 3, Reach::Sentence), None);
}

#[test]
fn nothing_is_found_in_nothing() {
    let (_, found) = places("And/CCONJ/0/root ./PUNCT/1/punct", None);
    assert!(found.is_empty());
    assert_eq!(place_of(&Document::default(), &[], 0, Reach::Sentence), None);
}

#[test]
fn a_building_lies_in_the_country_of_the_town_whose_name_it_bears() {
    let words = "It/PRON/2/nsubj happened/VERB/0/root at/ADP/6/case Baghdad/PROPN/6/compound International/ADJ/6/amod Airport/PROPN/2/obl/B-FAC ./PUNCT/2/punct";
    let (document, places) = places(words, None);
    let airport = named(&document, &places, "Baghdad International Airport").unwrap();
    assert_eq!(airport.country.as_deref(), Some("IRQ"));
}

#[test]
fn a_name_that_is_not_known_lies_where_the_place_before_it_does() {
    let words = "Rebels/NOUN/2/nsubj fought/VERB/0/root in/ADP/4/case Syria/PROPN/2/obl/B-GPE ./PUNCT/2/punct | They/PRON/2/nsubj left/VERB/0/root near/ADP/4/case Qaxxabar/PROPN/2/obl/B-GPE ./PUNCT/2/punct";
    let (document, places) = places(words, None);
    let village = named(&document, &places, "Qaxxabar").unwrap();
    assert_eq!(village.country.as_deref(), Some("SYR"));
}

#[test]
fn a_judicial_district_is_no_place_of_that_name() {
    let words = "He/PRON/2/nsubj pleaded/VERB/0/root in/ADP/6/case the/DET/6/det Western/ADJ/6/amod District/PROPN/2/obl of/ADP/8/case Texas/PROPN/6/nmod/B-GPE ./PUNCT/2/punct";
    let (document, places) = places(words, None);
    assert!(named(&document, &places, "Western District").is_none());
    assert!(named(&document, &places, "Texas").is_some());
}
