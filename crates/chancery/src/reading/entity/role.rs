//! For whom a description speaks: the country and sector that its own words give.

use chancery_lang::{Deprel, Document, TokenRange};

use super::description::{Description, describe, last_noun};
use super::mention::{name_at, names_in};
use super::name::Name;
use super::phrase::noun_phrase;
use crate::lexicon::actors::{Actor, ActorKind, Actors, NameRole};
use crate::plover::{EUROPEAN_UNION, INTERNATIONAL, Sector, UNITED_NATIONS};

/// Country and sector as words give them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Role {
    /// Country acted for.
    pub country: Option<String>,
    /// Further countries.
    pub other_countries: Vec<String>,
    /// First sector.
    pub sector: Option<Sector>,
    /// Further sectors.
    pub other_sectors: Vec<Sector>,
    /// The word whose entity gives what is missing: "his" of "his troops".
    pub inherit: Option<usize>,
    /// Where it comes from.
    pub source: String,
}

/// The role of a description whose noun is `head`; `tokens` are the words before and of it.
pub(crate) fn role_of(
    document: &Document,
    actors: &Actors,
    names: &[Name],
    head: usize,
    tokens: &TokenRange,
    description: &Description,
) -> Role {
    let mut role = Role {
        country: description.country.clone(),
        sector: description.sector,
        source: description.source.clone(),
        ..Role::default()
    };
    let once = tokens.clone().any(|i| {
        i < head
            && matches!(
                document.form(i).to_lowercase().as_str(),
                "former" | "ex" | "retired" | "late" | "onetime"
            )
    });
    if once
        && description.office.is_some()
        && matches!(role.sector, Some(Sector::Gov | Sector::Leg | Sector::Igo))
    {
        role.sector = Some(Sector::Eli);
    }
    modifiers(document, actors, names, head, tokens, description, &mut role);
    let noun = last_noun(&description.term);
    let joint =
        |word: &str| matches!(word, "coalition" | "alliance") && description.sector == Some(Sector::Mil);
    let allied = tokens.clone().any(|i| {
        let lemma = document.tokens[i].lemma.to_lowercase();
        let named =
            i > 0 && document.form(i).starts_with("Coalition") && !matches!(noun, "government" | "party");
        i < head && (joint(&lemma) || named)
    });
    if role.country.is_none() && (joint(noun) || allied) {
        role.country = Some(INTERNATIONAL.to_owned());
        let minister = description.office.is_some() && description.sector == Some(Sector::Gov);
        role.sector = if description.transparent && !minister { Some(Sector::Mil) } else { role.sector };
    }
    let neighbouring = tokens.clone().any(|i| {
        i < head && matches!(document.tokens[i].lemma.to_lowercase().as_str(), "neighboring" | "neighbouring")
    });
    if neighbouring {
        role.country = None;
        return role;
    }
    if is_other_side(noun) {
        return role;
    }
    if role.inherit.is_none()
        && let Some(possessor) = possessor(document, head, tokens)
        && role.country.is_none()
    {
        role.inherit = Some(possessor);
    }
    if role.country.is_none() || description.transparent {
        complements(document, actors, names, head, description, &mut role);
    }
    role
}

/// The names before the noun.
pub(super) fn modifiers(
    document: &Document,
    actors: &Actors,
    names: &[Name],
    head: usize,
    tokens: &TokenRange,
    description: &Description,
    role: &mut Role,
) {
    let own = name_at(names, head);
    let end = own.map_or(tokens.end, |i| names[i].tokens.start);
    for name in names_in(names, tokens) {
        if own.is_none_or(|own| names[own].tokens != name.tokens) && name.tokens.end <= end {
            modify(document, actors, name, description, role);
        }
    }
}

/// Nouns for others than the possessor: "its allies" are of other countries.
pub(crate) fn is_other_side(noun: &str) -> bool {
    matches!(
        noun,
        "partner"
            | "ally"
            | "backer"
            | "counterpart"
            | "neighbor"
            | "neighbour"
            | "donor"
            | "creditor"
            | "rival"
            | "enemy"
            | "sponsor"
    )
}

/// A name before the noun: "Syrian", "UN", "Houthi", "Assad".
fn modify(document: &Document, actors: &Actors, name: &Name, description: &Description, role: &mut Role) {
    if has_other_side(document, name) || is_war(document, name) {
        return;
    }
    let Some(&sense) = name.senses.first() else {
        if role.country.is_none() {
            role.country.clone_from(&name.place_country);
            role.inherit = Some(name.head);
        }
        return;
    };
    if sense.role == NameRole::Seat && description.sector.is_none() {
        role.sector = Some(Sector::Gov);
    }
    let actor = actors.actor(sense);
    let sent_there =
        |office: &String| actor.country.as_deref().is_some_and(|body| actors.titles.is_sent_to(office, body));
    // "UN" of "UN ambassador": where a state's envoy is, not for whom
    if description.office.as_ref().is_some_and(sent_there) || is_other_government(actor, description) {
        return;
    }
    belong(actor, description, role);
}

/// "ISIL" of "in the fight against ISIL Minister Torvo said": an armed group of no country has no ministers.
fn is_other_government(actor: &Actor, description: &Description) -> bool {
    let governs = |office: &str| {
        ["minister", "secretary", "ambassador", "senator", "president"]
            .iter()
            .any(|end| office.ends_with(end))
    };
    actor.kind == ActorKind::Armed
        && actor.country.as_deref() == Some("IMG")
        && description.office.as_deref().is_some_and(governs)
}

/// "Iraq" of "Iraq war veterans": of what they are veterans, not for whom.
fn is_war(document: &Document, name: &Name) -> bool {
    let next = name.tokens.end;
    next < document.tokens.len() && document.form(next).eq_ignore_ascii_case("war")
}

/// Takes on what belonging to this actor says.
pub(super) fn belong(actor: &Actor, description: &Description, role: &mut Role) {
    match (&role.country, &actor.country) {
        (None, Some(country)) => role.country = Some(country.clone()),
        (Some(known), Some(country)) if known != country => {
            let geographic = matches!(actor.kind, ActorKind::State | ActorKind::Region);
            if geographic && !role.other_countries.contains(country) {
                role.other_countries.push(country.clone());
            }
        }
        _ => {}
    }
    let own = description.sector;
    let general = description.transparent || matches!(own, None | Some(Sector::Cvl));
    let sector = match actor.kind {
        ActorKind::State | ActorKind::Region => own,
        // "opposition forces"
        _ if actor.sector == Some(Sector::Opp) && own.is_some_and(is_armed) => Some(Sector::Reb),
        ActorKind::Armed => actor.sector,
        ActorKind::International => match (actor.country.as_deref(), own) {
            (Some(UNITED_NATIONS | EUROPEAN_UNION), Some(Sector::Jud | Sector::Leg)) => own,
            (Some(UNITED_NATIONS | EUROPEAN_UNION), _) => Some(Sector::Igo),
            (_, Some(Sector::Mil | Sector::Jud)) => own,
            // "ministers of the coalition"
            (_, Some(Sector::Gov)) if actor.sector == Some(Sector::Mil) && description.office.is_some() => {
                own
            }
            _ => actor.sector,
        },
        ActorKind::Party if own == Some(Sector::Leg) => own,
        ActorKind::Party if own == Some(Sector::Gov) && description.office.is_some() => own,
        ActorKind::Body if actor.sector == Some(Sector::Gov) && !general => match own {
            Some(Sector::Lab | Sector::Bus | Sector::Eli | Sector::Pty | Sector::Uaf) => actor.sector,
            _ => own,
        },
        ActorKind::Body if !matches!(own, Some(Sector::Jrn | Sector::Cvl | Sector::Leg | Sector::Ref)) => {
            actor.sector
        }
        ActorKind::Party => actor.sector,
        ActorKind::Ethnic if own == Some(Sector::Cvl) || own.is_none() => actor.sector,
        ActorKind::Ethnic => own,
        _ if general => actor.sector,
        _ => own,
    };
    if sector != own {
        role.sector = sector;
        role.other_sectors = actor.other_sectors.clone();
        role.source = actor.source.clone();
    }
}

/// Those who fight with weapons.
fn is_armed(sector: Sector) -> bool {
    matches!(sector, Sector::Mil | Sector::Reb | Sector::Prm | Sector::Uaf)
}

/// "Iran" of "Iran-backed": not the country of who is so described, unless it leads or houses them.
fn has_other_side(document: &Document, name: &Name) -> bool {
    let next = name.tokens.end;
    let after = |i: usize| (i < document.tokens.len()).then(|| document.form(i).to_lowercase());
    let participle = match after(next).as_deref() {
        Some("-" | "–") => after(next + 1),
        _ => return false,
    };
    !matches!(
        participle.as_deref(),
        Some("led" | "run" | "based" | "dominated" | "held" | "ruled" | "flagged" | "owned" | "majority")
    ) && participle
        .is_some_and(|p| p.ends_with("ed") || p.ends_with("en") || matches!(p.as_str(), "made" | "sent"))
}

/// The possessor of a noun: "his", "the president" of "the president's guard".
fn possessor(document: &Document, head: usize, tokens: &TokenRange) -> Option<usize> {
    document
        .children_by(head, Deprel::NmodPoss)
        .chain(tokens.clone().filter(|&i| document.tokens[i].deprel == Deprel::NmodPoss))
        .find(|&i| i < head)
}

/// What follows the noun with a preposition: "of Syria", "for the ministry", "in Aleppo".
fn complements(
    document: &Document,
    actors: &Actors,
    names: &[Name],
    head: usize,
    description: &Description,
    role: &mut Role,
) {
    let abroad = description.office.as_deref().is_some_and(|office| {
        office.contains("ambassador") || office.contains("envoy") || office.contains("diplomat")
    });
    for &child in document.children(head) {
        let token = &document.tokens[child];
        if child < head || !matches!(token.deprel, Deprel::Nmod | Deprel::NmodUnmarked) {
            continue;
        }
        let Some(case) = document.children_by(child, Deprel::Case).next() else { continue };
        let case = document.form(case).to_lowercase();
        let takes_sector = matches!(case.as_str(), "of" | "for" | "from" | "with" | "at" | "in");
        let takes_country = match case.as_str() {
            "of" | "from" | "at" | "inside" | "across" | "near" => true,
            "for" | "in" | "to" | "on" => !abroad,
            _ => false,
        };
        // "an adviser to the president"
        let serves = case == "to"
            && matches!(
                last_noun(&description.term),
                "adviser" | "advisor" | "aide" | "assistant" | "counsel"
            );
        if !takes_country || (case == "to" || case == "on") && !description.body && !serves {
            continue;
        }
        match name_at(names, child).map(|at| &names[at]) {
            Some(name) if !name.senses.is_empty() => {
                if role.country.is_none() || takes_sector && description.transparent {
                    belong(actors.actor(name.senses[0]), description, role);
                }
            }
            Some(name) if role.country.is_none() && name.place_country.is_some() => {
                role.country.clone_from(&name.place_country);
            }
            _ if role.country.is_none() || role.sector.is_none() || description.transparent => {
                role.inherit = role.inherit.or(Some(child));
                // "organizers of a London rally"
                let before = noun_phrase(document, child).start..child;
                let place = names_in(names, &before).iter().find_map(|name| name.place_country.as_ref());
                if role.country.is_none() && describe(document, actors, child).is_none() {
                    role.country = place.cloned();
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::name::find_names;
    use super::*;
    use crate::lexicon::Source;
    use chancery_lang::read_conllu;

    fn role(rows: &[&str], head: usize) -> (Option<String>, Option<Sector>) {
        let conllu = rows.iter().map(|row| format!("{row}\n")).collect::<String>() + "\n";
        let document = read_conllu(&conllu).unwrap();
        let actors = Actors::load(&Source::embedded()).unwrap();
        let names = find_names(&document, &actors, &[], None);
        let description = describe(&document, &actors, head).unwrap();
        let role = role_of(&document, &actors, &names, head, &noun_phrase(&document, head), &description);
        (role.country, role.sector)
    }

    #[test]
    fn the_adjective_gives_the_country_and_the_noun_the_sector() {
        let rows = [
            "1\tthree\tthree\tNUM\t_\t_\t3\tnummod\t_\t_",
            "2\tTurkish\tTurkish\tADJ\t_\t_\t3\tamod\t_\t_",
            "3\tsoldiers\tsoldier\tNOUN\t_\tNumber=Plur\t0\troot\t_\t_",
        ];
        assert_eq!(role(&rows, 2), (Some("TUR".into()), Some(Sector::Mil)));
    }

    #[test]
    fn those_backed_by_a_state_are_not_its_own() {
        let rows = [
            "1\tIran\tIran\tPROPN\t_\t_\t3\tobl:unmarked\t_\tSpaceAfter=No",
            "2\t-\t-\tPUNCT\t_\t_\t1\tpunct\t_\tSpaceAfter=No",
            "3\tbacked\tback\tVERB\t_\t_\t4\tamod\t_\t_",
            "4\trebels\trebel\tNOUN\t_\tNumber=Plur\t0\troot\t_\t_",
        ];
        assert_eq!(role(&rows, 3), (None, Some(Sector::Reb)));
    }

    #[test]
    fn armed_people_of_the_opposition_are_rebels() {
        let rows = [
            "1\tSyrian\tSyrian\tADJ\t_\t_\t3\tamod\t_\t_",
            "2\topposition\topposition\tNOUN\t_\t_\t3\tcompound\t_\t_",
            "3\tforces\tforce\tNOUN\t_\tNumber=Plur\t0\troot\t_\t_",
        ];
        assert_eq!(role(&rows, 2), (Some("SYR".into()), Some(Sector::Reb)));
    }

    #[test]
    fn members_are_of_the_sector_of_their_body() {
        let rows = [
            "1\tmembers\tmember\tNOUN\t_\tNumber=Plur\t0\troot\t_\t_",
            "2\tof\tof\tADP\t_\t_\t3\tcase\t_\t_",
            "3\tHezbollah\tHezbollah\tPROPN\t_\t_\t1\tnmod\t_\t_",
        ];
        assert_eq!(role(&rows, 0), (Some("LBN".into()), Some(Sector::Reb)));
    }
}
