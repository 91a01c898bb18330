//! Words for what becomes of people, and for people themselves.

const DEAD: &str = "dead";
const INJURED: &str = "injured";
const ARRESTED: &str = "arrested";
const DISPLACED: &str = "displaced";

/// What a participle or adjective after a number counts, by its form.
pub(super) fn state(low: &str) -> Option<&'static str> {
    Some(match low {
        "dead" | "killed" | "murdered" | "slain" | "died" | "massacred" | "executed" | "beheaded" => DEAD,
        "injured" | "wounded" | "hurt" | "maimed" => INJURED,
        "arrested" | "detained" | "jailed" | "imprisoned" | "interned" => ARRESTED,
        "displaced" | "uprooted" | "homeless" | "evicted" => DISPLACED,
        "missing" => "missing",
        "abducted" | "kidnapped" | "kidnaped" => "abducted",
        "stranded" | "trapped" => "stranded",
        _ => return None,
    })
}

/// What a noun after a number counts, and whether the noun itself names those people.
pub(super) fn counted_noun(low: &str) -> Option<(&'static str, bool)> {
    Some(match low {
        "deaths" | "fatalities" => (DEAD, false),
        "injuries" => (INJURED, false),
        "arrests" | "detentions" => (ARRESTED, false),
        "refugees" => ("refugees", false),
        "migrants" => ("migrants", false),
        "hostages" => ("hostages", false),
        "prisoners" | "detainees" | "inmates" => ("prisoners", false),
        "casualties" => ("casualties", false),
        _ => return None,
    })
}

/// Whether the word for what is counted says what became of people, not who they are.
pub(super) fn says_state(what: &str) -> bool {
    matches!(what, "dead" | "injured" | "arrested" | "displaced" | "missing" | "abducted" | "stranded")
}

/// What happens to the object of a verb, by its lemma.
pub(super) fn done_to(lemma: &str) -> Option<&'static str> {
    Some(match lemma {
        "kill" | "murder" | "slay" | "massacre" | "behead" | "execute" | "assassinate" | "slaughter" => DEAD,
        "injure" | "wound" | "hurt" | "maim" => INJURED,
        "arrest" | "detain" | "jail" | "imprison" => ARRESTED,
        "displace" | "uproot" | "evict" => DISPLACED,
        "abduct" | "kidnap" => "abducted",
        _ => return None,
    })
}

/// What happens to the subject of a verb, by its lemma.
pub(super) fn undergone(lemma: &str) -> Option<&'static str> {
    Some(match lemma {
        "die" | "perish" => DEAD,
        "flee" => DISPLACED,
        _ => return None,
    })
}

/// Words that may stand between a number and what it counts.
pub(super) fn passes(low: &str) -> bool {
    matches!(
        low,
        "of" | "the"
            | "others"
            | "other"
            | "more"
            | "people"
            | "were"
            | "was"
            | "are"
            | "have"
            | "has"
            | "had"
            | "been"
            | "being"
            | "reported"
            | "reportedly"
            | "confirmed"
            | "left"
            | "feared"
            | "believed"
            | "them"
            | "also"
            | "persons"
            | "civilians"
    )
}

/// Nouns that are counted but are no people.
pub(super) fn is_thing(lemma: &str) -> bool {
    matches!(
        lemma.to_lowercase().as_str(),
        "house"
            | "home"
            | "building"
            | "vehicle"
            | "car"
            | "tank"
            | "animal"
            | "dog"
            | "cow"
            | "camel"
            | "sheep"
            | "bird"
            | "fish"
            | "pig"
            | "horse"
            | "year"
            | "month"
            | "week"
            | "day"
            | "hour"
            | "minute"
            | "attack"
            | "bomb"
            | "rocket"
            | "missile"
            | "time"
            | "mile"
            | "kilometre"
            | "kilometer"
            | "metre"
            | "meter"
            | "village"
            | "town"
            | "city"
            | "country"
            | "province"
            | "bullet"
            | "shot"
            | "round"
            | "job"
            | "ton"
            | "tonne"
            | "point"
            | "party"
            | "group"
            | "organization"
            | "organisation"
            | "company"
            | "percent"
            | "incident"
            | "case"
            | "account"
    )
}

/// Nouns that name a person.
pub(super) fn is_person(lemma: &str) -> bool {
    matches!(
        lemma,
        "man"
            | "woman"
            | "boy"
            | "girl"
            | "child"
            | "baby"
            | "teenager"
            | "teen"
            | "youth"
            | "person"
            | "suspect"
            | "soldier"
            | "policeman"
            | "policewoman"
            | "officer"
            | "journalist"
            | "reporter"
            | "photographer"
            | "activist"
            | "lawyer"
            | "student"
            | "teacher"
            | "civilian"
            | "gunman"
            | "attacker"
            | "bomber"
            | "militant"
            | "fighter"
            | "rebel"
            | "protester"
            | "demonstrator"
            | "commander"
            | "general"
            | "colonel"
            | "leader"
            | "politician"
            | "minister"
            | "president"
            | "mayor"
            | "governor"
            | "judge"
            | "priest"
            | "imam"
            | "cleric"
            | "bishop"
            | "monk"
            | "doctor"
            | "nurse"
            | "worker"
            | "driver"
            | "guard"
            | "pilot"
            | "prisoner"
            | "hostage"
            | "refugee"
            | "migrant"
            | "spokesman"
            | "diplomat"
            | "ambassador"
            | "envoy"
            | "editor"
            | "blogger"
            | "farmer"
            | "resident"
            | "villager"
            | "father"
            | "mother"
            | "son"
            | "daughter"
            | "brother"
            | "sister"
            | "wife"
            | "husband"
            | "citizen"
            | "member"
            | "victim"
            | "passer-by"
            | "bystander"
            | "trader"
            | "businessman"
    )
}
