//! Who is who in short reports with hand-written trees.

use chancery_lang::read_conllu;
use jiff::civil::{Date, date};

use super::*;
use crate::lexicon::Source;
use crate::plover::Sector;

/// Sentences of `form lemma UPOS head relation [NER]`, one word a line, features `Plur` after a comma of the UPOS.
fn read(sentences: &[&str], day: Option<Date>) -> (Document, Vec<Entity>) {
    let document = document(sentences);
    let actors = Actors::load(&Source::embedded()).unwrap();
    let entities = find_entities(&document, None, &actors, &[], day);
    (document, entities)
}

fn document(sentences: &[&str]) -> Document {
    let mut conllu = String::new();
    for sentence in sentences {
        for (i, line) in sentence.trim().lines().enumerate() {
            let cells: Vec<&str> = line.split_whitespace().collect();
            let (upos, plural) = cells[2].split_once(',').map_or((cells[2], false), |(upos, _)| (upos, true));
            let feats = if plural { "Number=Plur" } else { "Number=Sing" };
            let misc = cells.get(5).map_or("_".to_owned(), |ner| format!("ner={ner}"));
            conllu.push_str(&format!(
                "{}\t{}\t{}\t{upos}\t_\t{feats}\t{}\t{}\t_\t{misc}\n",
                i + 1,
                cells[0],
                cells[1],
                cells[3],
                cells[4]
            ));
        }
        conllu.push('\n');
    }
    read_conllu(&conllu).unwrap()
}

/// The entity at the nth word of that form, counted from 0.
fn at<'a>(document: &Document, entities: &'a [Entity], form: &str, nth: usize) -> Option<&'a Entity> {
    let word = (0..document.tokens.len()).filter(|&i| document.form(i) == form).nth(nth)?;
    party_at(document, entities, word).map(|(_, id)| &entities[id.0])
}

fn code(entity: Option<&Entity>) -> (Option<&str>, Option<Sector>) {
    entity.map_or((None, None), |e| (e.country.as_deref(), e.sector))
}

const MINISTER: &str = "
Turkish Turkish ADJ 3 amod B-NORP
Foreign foreign ADJ 3 amod
Minister minister NOUN 4 nmod:desc
Orla Orla PROPN 6 nsubj B-PER
Denk Denk PROPN 4 flat I-PER
met meet VERB 0 root
rebels rebel NOUN,Plur 6 obj";

#[test]
fn a_title_gives_country_sector_and_office() {
    let (document, entities) = read(&[MINISTER], None);
    let minister = at(&document, &entities, "Orla", 0).unwrap();
    assert_eq!((minister.country.as_deref(), minister.sector), (Some("TUR"), Some(Sector::Gov)));
    assert_eq!(minister.office.as_deref(), Some("foreign minister"));
    assert_eq!(minister.kind, EntityKind::Person);
}

#[test]
fn surname_office_and_pronoun_are_the_person_named_in_full() {
    let later = "
Denk Denk PROPN 2 nsubj B-PER
left leave VERB 0 root";
    let office = "
The the DET 2 det
minister minister NOUN 3 nsubj
said say VERB 0 root
she she PRON 5 nsubj
tried try VERB 3 ccomp";
    let (document, entities) = read(&[MINISTER, later, office], None);
    let full = at(&document, &entities, "Orla", 0);
    assert_eq!(at(&document, &entities, "Denk", 1), full);
    assert_eq!(at(&document, &entities, "minister", 0), full);
    assert_eq!(at(&document, &entities, "she", 0), full);
}

#[test]
fn an_apposition_describes_the_name_before_it() {
    let (document, entities) = read(
        &["
Ilo Ilo PROPN 9 nsubj B-PER
Brandt Brandt PROPN 1 flat I-PER
, , PUNCT 1 punct
the the DET 6 det
French French ADJ 6 amod B-NORP
ambassador ambassador NOUN 1 appos
to to ADP 8 case
Syria Syria PROPN 6 nmod B-GPE
resigned resign VERB 0 root"],
        None,
    );
    let envoy = at(&document, &entities, "Ilo", 0);
    assert_eq!(code(envoy), (Some("FRA"), Some(Sector::Gov)));
    assert_eq!(at(&document, &entities, "ambassador", 0), envoy);
    assert_eq!(code(at(&document, &entities, "Syria", 0)).0, Some("SYR"));
}

#[test]
fn a_capital_that_acts_is_its_state_and_one_that_is_a_place_is_not() {
    let (document, entities) = read(
        &[
            "
Moscow Moscow PROPN 2 nsubj B-GPE
accused accuse VERB 0 root
Ukraine Ukraine PROPN 2 obj B-GPE",
            "
Talks talk NOUN,Plur 2 nsubj
began begin VERB 0 root
in in ADP 4 case
Moscow Moscow PROPN 2 obl B-GPE",
        ],
        None,
    );
    let acting = at(&document, &entities, "Moscow", 0).unwrap();
    assert_eq!((acting.kind, acting.name.as_str()), (EntityKind::State, "Russia"));
    assert_eq!(at(&document, &entities, "Moscow", 1).unwrap().kind, EntityKind::Place);
}

#[test]
fn the_letters_in_brackets_are_the_body_before_them() {
    let (document, entities) = read(
        &[
            "
Harbour Harbour PROPN 3 compound B-ORG
Workers Worker PROPN 3 compound I-ORG
Front Front PROPN 7 nsubj I-ORG
( ( PUNCT 5 punct
HWF HWF PROPN 3 appos B-ORG
) ) PUNCT 5 punct
struck strike VERB 0 root",
            "
HWF HWF PROPN 2 nsubj B-ORG
marched march VERB 0 root",
        ],
        None,
    );
    let front = at(&document, &entities, "Front", 0).unwrap();
    assert_eq!(at(&document, &entities, "HWF", 1), Some(front));
    assert_eq!(front.name, "Harbour Workers Front");
}

#[test]
fn a_coalition_is_of_its_leader_or_international() {
    let (document, entities) = read(
        &[
            "
The the DET 5 det
US US PROPN 4 obl:unmarked B-GPE
- - PUNCT 2 punct
led lead VERB 5 amod
coalition coalition NOUN 6 nsubj
struck strike VERB 0 root",
            "
A a DET 2 det
coalition coalition NOUN 3 nsubj
struck strike VERB 0 root",
        ],
        None,
    );
    assert_eq!(code(at(&document, &entities, "coalition", 0)), (Some("USA"), Some(Sector::Mil)));
    assert_eq!(code(at(&document, &entities, "coalition", 1)), (Some("IGO"), Some(Sector::Mil)));
}

#[test]
fn a_description_without_a_country_takes_that_of_the_report() {
    let (document, entities) = read(
        &[
            "
Syria Syria PROPN 2 nsubj B-GPE
burns burn VERB 0 root",
            "
In in ADP 2 case
Syria Syria PROPN 5 obl B-GPE
the the DET 4 det
regime regime NOUN 5 nsubj
bombed bomb VERB 0 root
civilians civilian NOUN,Plur 5 obj",
        ],
        None,
    );
    assert_eq!(code(at(&document, &entities, "regime", 0)), (Some("SYR"), Some(Sector::Gov)));
    assert_eq!(code(at(&document, &entities, "civilians", 0)), (Some("SYR"), Some(Sector::Cvl)));
}

#[test]
fn an_official_is_known_by_the_day_of_the_report() {
    let sentence = "
Kerry Kerry PROPN 2 nsubj B-PER
urged urge VERB 0 root
Iran Iran PROPN 2 obj B-GPE";
    let washington = "
Washington Washington PROPN 2 nsubj B-GPE
agreed agree VERB 0 root";
    let (document, entities) = read(&[sentence, washington], Some(date(2015, 6, 1)));
    let kerry = at(&document, &entities, "Kerry", 0).unwrap();
    assert_eq!(
        (kerry.country.as_deref(), kerry.office.as_deref()),
        (Some("USA"), Some("secretary of state"))
    );
    let (document, entities) = read(&[sentence, washington], Some(date(1975, 6, 1)));
    assert_eq!(code(at(&document, &entities, "Kerry", 0)), (None, None));
}

#[test]
fn both_sides_of_a_conjunction_are_entities_of_their_own() {
    let (document, entities) = read(
        &["
France France PROPN 4 nsubj B-GPE
and and CCONJ 3 cc
Britain Britain PROPN 1 conj B-GPE
urged urge VERB 0 root
restraint restraint NOUN 4 obj"],
        None,
    );
    assert_eq!(code(at(&document, &entities, "France", 0)).0, Some("FRA"));
    assert_eq!(code(at(&document, &entities, "Britain", 0)).0, Some("GBR"));
    assert_eq!(at(&document, &entities, "restraint", 0), None);
}

#[test]
fn one_of_a_nation_is_a_person_and_not_the_state() {
    let (document, entities) = read(
        &[
            "An an DET 2 det\nAustralian Australian PROPN 3 nsubj\nappeared appear VERB 0 root\nin in ADP 5 case\ncourt court NOUN 3 obl",
        ],
        None,
    );
    let one = at(&document, &entities, "Australian", 0).unwrap();
    assert_eq!((one.country.as_deref(), one.sector), (Some("AUS"), Some(Sector::Cvl)));
}

#[test]
fn the_group_is_the_armed_group_before() {
    let (document, entities) = read(
        &[
            "Hezbollah Hezbollah PROPN 2 nsubj\nattacked attack VERB 0 root\nsoldiers soldier NOUN,Plur 2 obj",
            "The the DET 2 det\ngroup group NOUN 3 nsubj\ndemanded demand VERB 0 root\ntalks talk NOUN,Plur 3 obj",
        ],
        None,
    );
    let group = at(&document, &entities, "group", 0).unwrap();
    assert_eq!(group.name, "Hezbollah");
}

#[test]
fn a_foreign_secretary_is_not_the_secretary_of_state_before() {
    let (document, entities) = read(
        &[
            "US US PROPN 2 nmod:poss B-GPE\nSecretary secretary PROPN 6 nsubj\nof of ADP 4 case\nState State PROPN 2 nmod\nKerry Kerry PROPN 2 flat B-PER\nspoke speak VERB 0 root",
            "The the DET 3 det\nForeign foreign ADJ 3 amod\nSecretary secretary NOUN 4 nsubj\nagreed agree VERB 0 root",
        ],
        None,
    );
    let (first, second) =
        (at(&document, &entities, "Secretary", 0), at(&document, &entities, "Secretary", 1));
    assert_ne!(first.map(|e| &e.name), second.map(|e| &e.name));
}

const ARREST: &str =
    "A a DET 2 det\nteacher teacher NOUN 4 nsubj:pass\nwas be AUX 4 aux:pass\narrested arrest VERB 0 root";

#[test]
fn whom_the_opening_tells_of_is_named_next() {
    let next = "Ana Ana PROPN 6 nsubj B-PER\nTorvo Torvo PROPN 1 flat I-PER\n, , PUNCT 4 punct\n34 34 NUM 1 appos\n, , PUNCT 4 punct\npleaded plead VERB 0 root\nguilty guilty ADJ 6 xcomp";
    let (document, entities) = read(&[ARREST, next], None);
    assert_eq!(at(&document, &entities, "teacher", 0).map(|e| e.name.as_str()), Some("Ana Torvo"));
}

#[test]
fn a_witness_named_next_is_somebody_else() {
    let next = "Ana Ana PROPN 6 nsubj B-PER\nTorvo Torvo PROPN 1 flat I-PER\n, , PUNCT 4 punct\n34 34 NUM 1 appos\n, , PUNCT 4 punct\nsaw see VERB 0 root\nit it PRON 6 obj";
    let (document, entities) = read(&[ARREST, next], None);
    assert_ne!(at(&document, &entities, "teacher", 0).map(|e| e.name.as_str()), Some("Ana Torvo"));
}

#[test]
fn who_has_a_company_is_in_business() {
    let (document, entities) = read(
        &[
            "Ana Ana PROPN 3 nsubj B-PER\nTorvo Torvo PROPN 1 flat I-PER\nspoke speak VERB 0 root\nfor for ADP 6 case\nher she PRON 6 nmod:poss\ncompany company NOUN 3 obl",
        ],
        None,
    );
    assert_eq!(at(&document, &entities, "Ana", 0).and_then(|e| e.sector), Some(Sector::Bus));
}

const LISTED: &str = "
Senators senator NOUN,Plur 2 nmod:desc
Orla Orla PROPN 9 nsubj B-PER
Denk Denk PROPN 2 flat I-PER
, , PUNCT 5 punct
Ivo Ivo PROPN 2 conj B-PER
Brandt Brandt PROPN 5 flat I-PER
and and CCONJ 8 cc
Torvo Torvo PROPN 2 conj B-PER
left leave VERB 0 root";

#[test]
fn a_title_in_the_plural_is_that_of_all_in_the_list() {
    let (document, entities) = read(&[LISTED], None);
    for name in ["Denk", "Brandt", "Torvo"] {
        assert_eq!(at(&document, &entities, name, 0).and_then(|e| e.sector), Some(Sector::Leg), "{name}");
    }
}

const SERGEANT: &str = "
Sergeant sergeant NOUN 2 nmod:desc
Denk Denk PROPN 3 nsubj B-PER
called call VERB 0 root
the the DET 5 det
NOUNS NOUN NOUN,Plur 3 obj";

#[test]
fn a_sergeant_is_of_the_force_that_the_report_names() {
    for (forms, noun, sector) in [("detectives", "detective", Sector::Cop), ("troops", "troop", Sector::Mil)]
    {
        let sentence =
            SERGEANT.replace("NOUNS", forms).replace(" NOUN NOUN,Plur", &format!(" {noun} NOUN,Plur"));
        let (document, entities) = read(&[&sentence], None);
        assert_eq!(at(&document, &entities, "Denk", 0).and_then(|e| e.sector), Some(sector), "{forms}");
    }
}

#[test]
fn who_faces_charges_is_accused() {
    let faces = "Orla Orla PROPN 3 nsubj B-PER\nDenk Denk PROPN 1 flat I-PER\nfaces face VERB 0 root\ncharges charge NOUN,Plur 3 obj";
    let (document, entities) = read(&[faces], None);
    assert_eq!(at(&document, &entities, "Denk", 0).and_then(|e| e.sector), Some(Sector::Crm));
    let music = faces.replace("charges charge", "music music");
    let (document, entities) = read(&[&music], None);
    assert_eq!(at(&document, &entities, "Denk", 0).and_then(|e| e.sector), None);
}

#[test]
fn the_president_of_a_company_is_in_business() {
    let president = "Ivo Ivo PROPN 8 nsubj B-PER\nBrandt Brandt PROPN 1 flat I-PER\n, , PUNCT 4 punct\npresident president NOUN 1 appos\nof of ADP 6 case\nTorvo Torvo PROPN 4 nmod B-ORG\nINC INC PROPN 6 flat I-ORG\nleft leave VERB 0 root";
    for (last, sector) in [("Inc.", Some(Sector::Bus)), ("Ring", None)] {
        let (document, entities) = read(&[&president.replace("INC", last)], None);
        assert_eq!(at(&document, &entities, "Brandt", 0).and_then(|e| e.sector), sector, "{last}");
    }
}

#[test]
fn one_named_beside_his_nation_is_of_it() {
    let named = "A a DET 2 det\nCanadian Canadian NOUN 8 nsubj B-NORP\n, , PUNCT 4 punct\nIvo Ivo PROPN 2 appos B-PER\nBrandt Brandt PROPN 4 flat I-PER\n, , PUNCT 4 punct\nthen then ADV 8 advmod\nleft leave VERB 0 root";
    let (document, entities) = read(&[named], None);
    assert_eq!(code(at(&document, &entities, "Brandt", 0)).0, Some("CAN"));
}

#[test]
fn police_are_of_the_country_where_the_opening_is_placed() {
    let fire = "A a DET 2 det\nfire fire NOUN 3 nsubj\nbroke break VERB 0 root\nin in ADP 5 case\nKenya Kenya PROPN 3 obl B-GPE";
    let guests = "People people NOUN,Plur 4 nsubj\nfrom from ADP 3 case\nNorway Norway PROPN 1 nmod B-GPE\nwatched watch VERB 0 root";
    let police = "Police police NOUN,Plur 2 nsubj\nlaughed laugh VERB 0 root";
    let (document, entities) = read(&[fire, guests, police], None);
    assert_eq!(code(at(&document, &entities, "Police", 0)).0, Some("KEN"));
    let abroad = "Police police NOUN,Plur 2 nsubj\nlaughed laugh VERB 0 root\nafter after ADP 5 case\na a DET 5 det\nparty party NOUN 2 obl\nin in ADP 7 case\nPeru Peru PROPN 5 nmod B-GPE";
    let (document, entities) = read(&[fire, guests, abroad], None);
    assert_ne!(code(at(&document, &entities, "Police", 0)).0, Some("KEN"));
}

#[test]
fn the_suspect_is_the_one_who_is_named_as_accused() {
    let arrest = "Orla Orla PROPN 4 nsubj:pass B-PER\nDenk Denk PROPN 1 flat I-PER\nwas be AUX 4 aux:pass\narrested arrest VERB 0 root";
    let suspect = "The the DET 2 det\nsuspect suspect NOUN 3 nsubj\nlaughed laugh VERB 0 root";
    let (document, entities) = read(&[arrest, suspect], None);
    assert_eq!(at(&document, &entities, "suspect", 0).map(|e| e.name.as_str()), Some("Orla Denk"));
    let other = arrest.replace("Orla", "Ivo").replace("Denk", "Brandt");
    let (document, entities) = read(&[arrest, &other, suspect], None);
    assert_eq!(at(&document, &entities, "suspect", 0).map(|e| e.name.as_str()), Some("The suspect"));
}

#[test]
fn what_is_said_of_a_subject_is_said_of_nobody_before() {
    let named = "President president NOUN 2 nmod:desc\nOrla Orla PROPN 4 nsubj B-PER\nDenk Denk PROPN 2 flat I-PER\nleft leave VERB 0 root";
    let said = "The the DET 2 det\nCzechs Czech PROPN,Plur 5 nsubj B-NORP\nare be AUX 5 cop\nthe the DET 5 det\npresident president NOUN 0 root\nof of ADP 7 case\nEurope Europe PROPN 5 nmod B-LOC";
    let (document, entities) = read(&[named, said], None);
    assert_ne!(at(&document, &entities, "president", 0).map(|e| e.name.as_str()), Some("Orla Denk"));
}

#[test]
fn police_are_of_the_only_country_of_a_headline_that_stands_apart() {
    let text = document(&["Police police NOUN,Plur 2 nsubj\nlaughed laugh VERB 0 root"]);
    let actors = Actors::load(&Source::embedded()).unwrap();
    let police = |title: &str| {
        let title = document(&[title]);
        let entities = find_entities(&text, Some((&title, &[])), &actors, &[], None);
        at(&text, &entities, "Police", 0).and_then(|police| police.country.clone())
    };
    let peru = "Laughter laughter NOUN 0 root\nin in ADP 3 case\nPeru Peru PROPN 1 nmod B-GPE";
    assert_eq!(police(peru).as_deref(), Some("PER"));
    let both = "Peru Peru PROPN 2 nsubj B-GPE\nmocks mock VERB 0 root\nChile Chile PROPN 2 obj B-GPE";
    assert_eq!(police(both), None);
}
