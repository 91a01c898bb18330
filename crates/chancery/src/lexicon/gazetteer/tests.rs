use super::*;

fn gazetteer() -> Gazetteer {
    Gazetteer::load(&Source::embedded()).unwrap()
}

fn best<'a>(gazetteer: &'a Gazetteer, name: &str, kind: Resolution) -> Option<GazetteerPlace<'a>> {
    gazetteer
        .lookup(name)
        .into_iter()
        .filter_map(|candidate| gazetteer.get(candidate.place))
        .filter(|place| place.kind == kind)
        .max_by_key(|place| place.population)
}

#[test]
fn towns_are_found_by_any_spelling() {
    let gazetteer = gazetteer();
    let town = best(&gazetteer, "Saint-Etienne", Resolution::City).unwrap();
    assert_eq!(town.country, Some("FRA"));
    assert_eq!(best(&gazetteer, "DAMASCUS", Resolution::City).unwrap().country, Some("SYR"));
    assert_eq!(best(&gazetteer, "al-Raqqa", Resolution::City).unwrap().country, Some("SYR"));
}

#[test]
fn countries_have_their_old_names_and_peoples() {
    let gazetteer = gazetteer();
    for (name, code, sense) in [
        ("Burma", "MMR", Sense::Alias),
        ("Swaziland", "SWZ", Sense::Alias),
        ("Netherlands", "NLD", Sense::Name),
        ("Turks", "TUR", Sense::Demonym),
        ("Filipinos", "PHL", Sense::Demonym),
    ] {
        let found = gazetteer.lookup(name);
        let hit = found.iter().find(|c| gazetteer.get(c.place).and_then(|p| p.country) == Some(code));
        assert_eq!(hit.map(|c| c.sense), Some(sense), "{name}");
    }
}

#[test]
fn short_forms_are_kept_apart_from_names() {
    let gazetteer = gazetteer();
    let state = |short: &str| {
        gazetteer.lookup_abbreviation(short).first().and_then(|c| gazetteer.get(c.place)).and_then(|p| p.name)
    };
    assert_eq!(state("Calif."), Some("California"));
    assert_eq!(state("Ont."), Some("Ontario"));
    assert_eq!(state("calif."), None);
}

#[test]
fn a_table_mistake_names_its_line() {
    let folder = std::env::temp_dir().join(format!("chancery-gazetteer-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("gazetteer")).unwrap();
    let table =
        "name\taliases\tdemonyms\tkind\tcountry\tlat\tlon\tgeonameid\nNowhere\t\t\tcity\tXYZ\t95\t0\t\n";
    std::fs::write(folder.join(EXTRA), table).unwrap();
    let errors = Gazetteer::load(&Source::embedded().with_folder(&folder)).unwrap_err();
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(errors[0].to_string().starts_with("gazetteer/extra.tsv:2:"), "{}", errors[0]);
    assert!(errors[0].reason.contains("degrees"));
}
