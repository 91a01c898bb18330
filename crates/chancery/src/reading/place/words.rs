//! Words that tell places from other names, and where from what.

/// Titles before the name of a person, without their full stop.
pub(super) fn is_title(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "mr" | "mrs"
            | "ms"
            | "dr"
            | "sen"
            | "senator"
            | "rep"
            | "gov"
            | "president"
            | "minister"
            | "general"
            | "gen"
            | "judge"
            | "sheriff"
            | "chief"
            | "coach"
            | "sgt"
            | "col"
            | "lt"
            | "capt"
            | "captain"
            | "sir"
            | "lady"
            | "lord"
            | "officer"
            | "detective"
            | "deputy"
            | "mayor"
            | "justice"
            | "attorney"
            | "professor"
            | "prof"
            | "rev"
            | "st"
            | "miss"
            | "secretary"
            | "ambassador"
    )
}

/// Words after a place name that make it a public body of that place, which is still named: "Lincoln County Jail".
pub(super) fn is_public_body(word: &str) -> bool {
    matches!(
        word,
        "police"
            | "sheriff"
            | "county"
            | "parish"
            | "city"
            | "mayor"
            | "council"
            | "school"
            | "schools"
            | "fire"
            | "hospital"
            | "jail"
            | "airport"
            | "high"
            | "court"
            | "municipal"
            | "state"
            | "department"
            | "fair"
    )
}

/// Words after a place name that make a name of its own of it: "Boston Globe", "Damascus University".
pub(super) fn is_other_body(word: &str) -> bool {
    matches!(
        word,
        "university"
            | "college"
            | "times"
            | "post"
            | "globe"
            | "herald"
            | "tribune"
            | "news"
            | "journal"
            | "gazette"
            | "institute"
            | "united"
            | "bank"
            | "street"
            | "st."
            | "road"
            | "avenue"
            | "ave."
            | "ave"
            | "drive"
            | "boulevard"
            | "blvd."
            | "lane"
            | "inc."
            | "corp."
            | "company"
            | "co."
            | "airlines"
            | "airways"
            | "group"
            | "center"
            | "centre"
            | "park"
            | "church"
            | "museum"
            | "hotel"
            | "stadium"
            | "rangers"
            | "foundation"
    )
}

/// Nouns of a place or an occasion that may stand between an event and the name of its place.
pub(super) fn is_setting(lemma: &str) -> bool {
    matches!(
        lemma.to_lowercase().as_str(),
        "city"
            | "town"
            | "village"
            | "capital"
            | "summit"
            | "meeting"
            | "conference"
            | "talk"
            | "session"
            | "margin"
            | "location"
            | "area"
            | "outskirt"
            | "outskirts"
            | "suburb"
            | "center"
            | "centre"
            | "site"
            | "part"
            | "rally"
            | "trial"
            | "hearing"
            | "vote"
            | "court"
            | "courthouse"
            | "courtroom"
            | "prison"
            | "jail"
            | "airport"
            | "hospital"
            | "university"
            | "state"
            | "province"
            | "island"
            | "county"
            | "district"
            | "region"
            | "vicinity"
    )
}

/// Verbs of telling, whose place is that of the telling.
pub(super) fn is_speech(lemma: &str) -> bool {
    matches!(
        lemma,
        "speak" | "say" | "tell" | "talk" | "write" | "address" | "comment" | "report" | "announce"
    )
}

/// Nouns for people who have come together in one place.
pub(super) fn is_occasion(lemma: &str) -> bool {
    matches!(
        lemma,
        "summit" | "meeting" | "conference" | "session" | "rally" | "assembly" | "gathering" | "crowd"
    )
}

/// Last words of names of squares, parks, roads and buildings, in lower case.
pub(super) fn is_facility(word: &str) -> bool {
    matches!(
        word,
        "square"
            | "plaza"
            | "park"
            | "gardens"
            | "bridge"
            | "airport"
            | "airfield"
            | "stadium"
            | "complex"
            | "headquarters"
            | "prison"
            | "jail"
            | "camp"
            | "mosque"
            | "church"
            | "cathedral"
            | "synagogue"
            | "hospital"
            | "station"
            | "barracks"
            | "boulevard"
            | "highway"
            | "street"
            | "avenue"
            | "palace"
            | "market"
            | "hotel"
            | "checkpoint"
            | "junction"
            | "roundabout"
            | "courthouse"
            | "base"
            | "airbase"
            | "road"
            | "dam"
            | "barrage"
            | "cemetery"
            | "corner"
            | "mall"
    )
}

/// Last words of names of houses that also act, in lower case: a place only where something is told to be in or at them.
pub(super) fn is_institution(word: &str) -> bool {
    matches!(
        word,
        "hall"
            | "center"
            | "centre"
            | "school"
            | "college"
            | "university"
            | "temple"
            | "monastery"
            | "arena"
            | "theater"
            | "theatre"
            | "refinery"
            | "consulate"
            | "embassy"
    )
}

/// First words of such names, in lower case.
pub(super) fn is_facility_before(word: &str) -> bool {
    matches!(word, "camp" | "mount" | "interstate" | "highway" | "checkpoint" | "hotel")
}

/// Nouns for places where people live, before "of" and a name.
pub(super) fn is_settlement(lemma: &str) -> bool {
    matches!(
        lemma,
        "town" | "village" | "city" | "district" | "suburb" | "hamlet" | "municipality" | "settlement"
    )
}

/// Words after the name of a part of a town.
pub(super) fn is_quarter(word: &str) -> bool {
    matches!(
        word,
        "district" | "neighborhood" | "neighbourhood" | "suburb" | "quarter" | "square" | "borough"
    )
}

/// Points of the compass, in lower case.
pub(super) fn is_direction(word: &str) -> bool {
    matches!(
        word,
        "north"
            | "south"
            | "east"
            | "west"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "central"
            | "middle"
    )
}

/// Prepositions of place, and directions that stand like them.
pub(super) fn is_locative(preposition: &str) -> bool {
    matches!(
        preposition,
        "in" | "at"
            | "near"
            | "outside"
            | "inside"
            | "across"
            | "around"
            | "throughout"
            | "into"
            | "on"
            | "over"
            | "along"
            | "within"
            | "north"
            | "south"
            | "east"
            | "west"
            | "off"
            | "against"
            | "between"
            | "above"
    )
}

/// Verbs and nouns of going to a place.
pub(super) fn goes_somewhere(lemma: &str) -> bool {
    matches!(
        lemma,
        "visit"
            | "trip"
            | "travel"
            | "arrive"
            | "tour"
            | "fly"
            | "journey"
            | "return"
            | "deploy"
            | "deployment"
            | "enter"
            | "invade"
            | "invasion"
    )
}

/// What is spoken of rather than where: "on the humanitarian situation in Aleppo".
pub(super) fn is_matter(lemma: &str) -> bool {
    matches!(lemma, "situation" | "crisis" | "conflict" | "issue" | "war" | "future")
}

/// Verbs of where people and bodies are from or at home.
pub(super) fn is_origin(lemma: &str) -> bool {
    matches!(
        lemma,
        "bear" | "born" | "raise" | "educate" | "base" | "headquarter" | "live" | "reside" | "hail"
    )
}

/// Verbs and nouns of talking about something.
pub(super) fn is_talk(lemma: &str) -> bool {
    matches!(
        lemma,
        "discuss"
            | "talk"
            | "talks"
            | "consult"
            | "negotiate"
            | "negotiation"
            | "debate"
            | "address"
            | "discussion"
            | "meeting"
            | "summit"
            | "conference"
    )
}
