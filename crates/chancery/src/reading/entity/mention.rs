//! Mentions: every name, description and pronoun of somebody who could act or be acted on.

use chancery_lang::{Deprel, Document, NameKind, TokenRange, Upos};

use super::antecedent::is_anaphoric;
use super::description::{Description, complement, describe};
use super::name::{Name, is_honorific};
use super::phrase::{first_preposition, head_of, is_nominal, noun_phrase};
use super::{EntityKind, Mention};
use crate::lexicon::actors::{ActorKind, Actors, NameRole};
use crate::plover::Sector;

/// How a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// By a name.
    Name,
    /// By a common noun.
    Description,
    /// By a noun that says nothing but that it was named before: "the group".
    Anaphor,
    /// By a pronoun.
    Pronoun,
}

/// A mention with what its own words say.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// Its words.
    pub mention: Mention,
    /// How it names.
    pub form: Form,
    /// Index of its name.
    pub name: Option<usize>,
    /// What its noun says; of a name, what its title says.
    pub description: Option<Description>,
    /// Person, group, state, place.
    pub kind: EntityKind,
    /// More than one.
    pub plural: bool,
    /// "the", "this", a possessor: something already known.
    pub definite: bool,
}

/// All mentions, by head word.
pub(crate) fn find_mentions(document: &Document, actors: &Actors, names: &[Name]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for head in 0..document.tokens.len() {
        let name = name_at(names, head);
        if let Some(index) = name.filter(|&index| !is_common_noun(document, actors, &names[index])) {
            if names[index].head == head {
                found.extend(named(document, actors, names, index));
            }
            continue;
        }
        if document.tokens[head].upos == Upos::Pron || is_those(document, head) {
            found.extend(pronoun(document, head).or_else(|| those(document, head)));
        } else if is_nominal(document, head) {
            found.extend(described(document, actors, names, head));
        }
    }
    found
}

/// The index of the name that word `i` belongs to; names are in text order.
pub(crate) fn name_at(names: &[Name], i: usize) -> Option<usize> {
    let after = names.partition_point(|name| name.tokens.start <= i);
    after.checked_sub(1).filter(|&at| names[at].tokens.contains(&i))
}

/// The names whose first word lies in a run of words.
pub(crate) fn names_in<'a>(names: &'a [Name], range: &TokenRange) -> &'a [Name] {
    let from = names.partition_point(|name| name.tokens.start < range.start);
    let to = names.partition_point(|name| name.tokens.start < range.end);
    &names[from..to.max(from)]
}

/// The mention of a name, with its title and what stands before it.
fn named(document: &Document, actors: &Actors, names: &[Name], index: usize) -> Option<Candidate> {
    let name = &names[index];
    let kind = kind_of(document, actors, name);
    let mut tokens = noun_phrase(document, name.head);
    tokens = tokens.start.min(name.tokens.start)..tokens.end.max(name.tokens.end);
    let modifies = matches!(document.tokens[name.head].deprel, Deprel::Amod | Deprel::Compound);
    if modifies {
        tokens = name.tokens.clone();
    }
    let title = if kind == EntityKind::Person { title_of(document, actors, name, &tokens) } else { None };
    // "Iran's NATO": what stands before a name of a body is not part of it, but for the article.
    if kind != EntityKind::Person {
        let article = name
            .tokens
            .start
            .checked_sub(1)
            .filter(|&i| tokens.contains(&i) && document.tokens[i].upos == Upos::Det);
        tokens = article.unwrap_or(name.tokens.start)..name.tokens.end.max(tokens.end.min(name.tokens.end));
    }
    let plural = document.tokens[name.tokens.end - 1].feats.has("Number", "Plur")
        && name.senses.first().is_some_and(|s| s.role == NameRole::People);
    Some(Candidate {
        mention: mention(document, tokens, name.head),
        form: Form::Name,
        name: Some(index),
        description: title,
        kind,
        plural,
        definite: true,
    })
}

/// The office or agent words directly before a person's name, or the noun that the name stands behind.
fn title_of(document: &Document, actors: &Actors, name: &Name, tokens: &TokenRange) -> Option<Description> {
    let mut end = name.tokens.start;
    while end > tokens.start
        && (is_honorific(document.form(end - 1)) || document.tokens[end - 1].upos == Upos::Punct)
    {
        end -= 1;
    }
    if end > tokens.start
        && let Some(title) = describe(document, actors, end - 1)
    {
        return Some(title);
    }
    let head = document.tokens[name.head].head?;
    let relation = document.tokens[name.head].deprel;
    let behind =
        matches!(relation, Deprel::Flat | Deprel::Compound | Deprel::Appos) && head + 1 == name.tokens.start;
    behind.then(|| describe(document, actors, head)).flatten()
}

fn described(document: &Document, actors: &Actors, names: &[Name], head: usize) -> Option<Candidate> {
    let token = &document.tokens[head];
    if matches!(token.deprel, Deprel::Flat | Deprel::NmodDesc | Deprel::Fixed | Deprel::Amod) {
        return None;
    }
    if is_inside_office(document, actors, head) {
        return None;
    }
    let Some(description) = describe(document, actors, head) else { return anaphor(document, head) };
    if description.term == "force" && !token.feats.has("Number", "Plur") {
        return None;
    }
    if token.deprel == Deprel::Compound {
        // "police raid" has its actor in front; "police chief" is one.
        let up = token.head?;
        let inside = name_at(names, up).is_some() || describe(document, actors, up).is_some();
        if inside || description.weak || up < head {
            return None;
        }
    }
    if description.sector.is_none() && description.office.is_none() {
        let phrase = noun_phrase(document, head);
        let of_a_name = names_in(names, &phrase).iter().any(|n| n.tokens.end <= head);
        if !(of_a_name && description.transparent) {
            let of = complement(document, head)?;
            if name_at(names, of).is_none() {
                describe(document, actors, of)?;
            }
        }
    }
    let tokens = noun_phrase(document, head);
    // A common noun taken for a name is known by its article: "a Danbury stonework mason".
    let article = document.tokens[tokens.start].upos == Upos::Det;
    if token.upos == Upos::Propn && !article && !document.form(head).starts_with(char::is_uppercase) {
        return None;
    }
    // "spokesman John Smith" with the title as head: the name's own mention carries the title.
    let mut end = tokens.end.max(description.words.end);
    if let Some(name) = names_in(names, &(description.words.end..description.words.end + 1))
        .first()
        .filter(|name| name.tokens.start < tokens.end)
    {
        end = end.max(name.tokens.end);
    }
    let tokens = tokens.start..end;
    let of_a_country = || {
        names_in(names, &document.sentence_of(head)).iter().any(|name| {
            let modifies = tokens.start <= name.tokens.start && name.tokens.end <= head;
            let belongs = document.tokens[name.head].head == Some(head) && name.head > head;
            (modifies || belongs) && (!name.senses.is_empty() || name.place_country.is_some())
        })
    };
    if description.weak && !acts(document, head) && !of_a_country() {
        return None;
    }
    let plural =
        token.feats.has("Number", "Plur") || matches!(description.term.as_str(), "police" | "people");
    let definite = tokens.clone().any(|i| {
        i < head
            && (matches!(
                document.form(i).to_lowercase().as_str(),
                "the" | "this" | "that" | "these" | "those"
            ) || document.tokens[i].deprel == Deprel::NmodPoss)
    });
    // "Foreign Secretary welcomes …": a bare office is somebody known.
    let definite = definite || bare_office(document, &description, &tokens, plural);
    let kind = if plural || description.body { EntityKind::Group } else { EntityKind::Person };
    Some(Candidate {
        mention: mention(document, tokens, head),
        form: Form::Description,
        name: None,
        description: Some(description),
        kind,
        plural,
        definite,
    })
}

/// An office in the singular without an article.
fn bare_office(document: &Document, description: &Description, tokens: &TokenRange, plural: bool) -> bool {
    description.office.is_some()
        && !plural
        && document.form(tokens.start).starts_with(char::is_uppercase)
        && !tokens.clone().any(|i| matches!(document.tokens[i].upos, Upos::Det | Upos::Num))
}

/// "the group" without a word on whom it groups.
fn anaphor(document: &Document, head: usize) -> Option<Candidate> {
    let lemma = document.tokens[head].lemma.to_lowercase();
    let phrase = noun_phrase(document, head);
    let bare = phrase.len() == 2
        && document.tokens[phrase.start].upos == Upos::Det
        && matches!(document.form(phrase.start).to_lowercase().as_str(), "the" | "this" | "that");
    let singular = !document.tokens[head].feats.has("Number", "Plur");
    let alone = complement(document, head).is_none();
    (is_anaphoric(&lemma) && bare && singular && alone && acts(document, head)).then(|| Candidate {
        mention: mention(document, phrase, head),
        form: Form::Anaphor,
        name: None,
        description: Some(Description { term: lemma, ..Description::default() }),
        kind: EntityKind::Group,
        plural: false,
        definite: true,
    })
}

/// "state" of "Secretary of State": a later noun of an office's name.
fn is_inside_office(document: &Document, actors: &Actors, head: usize) -> bool {
    let sentence = document.sentence_of(head);
    (sentence.start.max(head.saturating_sub(5))..head).any(|at| {
        actors.offices.longest_at(document, at).is_some_and(|(range, _)| {
            range.contains(&head) && document.form(at + 1).eq_ignore_ascii_case("of")
        })
    })
}

/// Whether the word stands where parties to an event stand.
fn acts(document: &Document, head: usize) -> bool {
    let token = &document.tokens[head];
    match token.deprel.universal() {
        "nsubj" | "obj" | "iobj" | "appos" => true,
        "conj" => token.head.is_some_and(|up| acts(document, up)),
        "obl" => {
            token.deprel == Deprel::OblAgent || first_preposition(document, head).as_deref() == Some("by")
        }
        "nmod" => matches!(
            first_preposition(document, head).as_deref(),
            Some("by" | "of" | "on" | "against" | "with" | "between")
        ),
        _ => false,
    }
}

/// A name that recognition saw in nothing but a common noun: "Police".
fn is_common_noun(document: &Document, actors: &Actors, name: &Name) -> bool {
    let titled = |i: usize| {
        actors.offices.longest_at(document, i).is_some_and(|(_, office)| office.sector.is_some())
            && !document.names.iter().any(|other| {
                other.kind == NameKind::Per
                    && other.tokens.len() > 1
                    && document.form(other.tokens.end - 1) == document.form(i)
            })
    };
    name.senses.is_empty()
        && (name.kind != Some(NameKind::Per) || name.tokens.len() == 1 && titled(name.tokens.start))
        && name.tokens.len() <= 2
        && [
            actors.agents.longest_at(document, name.tokens.start).map(|(range, _)| range),
            actors.offices.longest_at(document, name.tokens.start).map(|(range, _)| range),
        ]
        .into_iter()
        .flatten()
        .any(|range| range.end >= name.tokens.end)
}

fn is_those(document: &Document, head: usize) -> bool {
    document.form(head).eq_ignore_ascii_case("those")
}

/// "those arrested", "those who fled".
fn those(document: &Document, head: usize) -> Option<Candidate> {
    let told = document.children(head).iter().any(|&c| {
        matches!(document.tokens[c].deprel, Deprel::Acl | Deprel::AclRelcl)
            || document.tokens[c].deprel == Deprel::Amod
    });
    if !is_those(document, head) || !told || document.tokens[head].deprel == Deprel::Det {
        return None;
    }
    let description = Description {
        term: "those".to_owned(),
        sector: Some(Sector::Cvl),
        source: "those".to_owned(),
        ..Description::default()
    };
    Some(Candidate {
        mention: mention(document, head..head + 1, head),
        form: Form::Description,
        name: None,
        description: Some(description),
        kind: EntityKind::Group,
        plural: true,
        definite: false,
    })
}

fn pronoun(document: &Document, head: usize) -> Option<Candidate> {
    let token = &document.tokens[head];
    let form = document.form(head).to_lowercase();
    let (kind, plural) = match form.as_str() {
        "he" | "him" | "his" | "she" | "her" | "hers" | "himself" | "herself" => (EntityKind::Person, false),
        "they" | "them" | "their" | "theirs" | "themselves" => (EntityKind::Group, true),
        "it" | "its" | "itself" => (EntityKind::Other, false),
        _ => return None,
    };
    if token.deprel == Deprel::Expl {
        return None;
    }
    Some(Candidate {
        mention: mention(document, head..head + 1, head),
        form: Form::Pronoun,
        name: None,
        description: None,
        kind,
        plural,
        definite: true,
    })
}

fn mention(document: &Document, tokens: TokenRange, head: usize) -> Mention {
    let tokens = if tokens.is_empty() { head..head + 1 } else { tokens };
    let head = if tokens.contains(&head) { head } else { head_of(document, &tokens) };
    Mention { span: document.span_of(&tokens), tokens, head }
}

/// What a name names, by the tables, else by recognition.
pub(crate) fn kind_of(document: &Document, actors: &Actors, name: &Name) -> EntityKind {
    if let Some(&sense) = name.senses.first() {
        if actors.actor(sense).custom && name.kind == Some(NameKind::Per) {
            return EntityKind::Person;
        }
        return match (actors.actor(sense).kind, sense.role) {
            (ActorKind::State, NameRole::People) | (ActorKind::Region, NameRole::People) => EntityKind::Group,
            (ActorKind::State, NameRole::Capital) if !stands_for_government(document, name.head) => {
                EntityKind::Place
            }
            (ActorKind::State, NameRole::Adjective) if is_national(document, name) => EntityKind::Group,
            (ActorKind::State, _) => EntityKind::State,
            (ActorKind::Region, NameRole::Adjective) => EntityKind::Place,
            (ActorKind::Region, _) => EntityKind::Place,
            _ => EntityKind::Group,
        };
    }
    match name.kind {
        Some(NameKind::Per) => EntityKind::Person,
        Some(NameKind::Org | NameKind::Norp) => EntityKind::Group,
        Some(NameKind::Gpe | NameKind::Loc | NameKind::Fac) => EntityKind::Place,
        _ if actors.officials.knows(&name.key) => EntityKind::Person,
        _ => EntityKind::Other,
    }
}

/// "an Australian", "three Lebanese": people, not their state.
pub(crate) fn is_national(document: &Document, name: &Name) -> bool {
    let token = &document.tokens[name.head];
    let counted = document.children(name.head).iter().any(|&c| {
        document.tokens[c].deprel == Deprel::Nummod
            || matches!(document.form(c).to_lowercase().as_str(), "a" | "an" | "another")
    });
    let noun = matches!(
        token.deprel.universal(),
        "nsubj" | "obj" | "iobj" | "obl" | "nmod" | "appos" | "conj" | "root"
    );
    counted && noun && token.deprel != Deprel::NmodPoss
}

/// Whether a capital at this place of the sentence is its government rather than a place.
fn stands_for_government(document: &Document, head: usize) -> bool {
    let token = &document.tokens[head];
    match token.deprel.universal() {
        "nsubj" => true,
        "obj" | "iobj" => !is_motion(document, token.head),
        "obl" | "nmod" if token.deprel == Deprel::NmodPoss => true,
        "obl" | "nmod" => matches!(
            first_preposition(document, head).as_deref(),
            Some("by" | "with" | "between" | "against" | "for")
        ),
        "conj" => token.head.is_some_and(|up| stands_for_government(document, up)),
        _ => false,
    }
}

fn is_motion(document: &Document, verb: Option<usize>) -> bool {
    verb.is_some_and(|v| {
        matches!(
            document.tokens[v].lemma.as_str(),
            "leave"
                | "reach"
                | "visit"
                | "enter"
                | "hit"
                | "bomb"
                | "attack"
                | "shell"
                | "capture"
                | "seize"
                | "take"
                | "retake"
                | "recapture"
                | "liberate"
                | "control"
                | "tour"
                | "strike"
                | "surround"
                | "besiege"
                | "hold"
        )
    })
}
