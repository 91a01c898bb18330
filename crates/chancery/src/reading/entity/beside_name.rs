//! What stands beside the name of a person without a title: "Republican Ivo Brandt", "Ana Torvo from South Korea".

use chancery_lang::{Deprel, Document, TokenRange};

use super::description::Description;
use super::mention::{is_national, name_at};
use super::name::Name;
use super::role::{Role, belong, modifiers};
use crate::lexicon::actors::{ActorKind, Actors, NameRole};

/// What stands before the name of a person without a title: "Republican Kevin Smith", "Australian golfer Ann Lee".
pub(crate) fn before_name(
    document: &Document,
    actors: &Actors,
    names: &[Name],
    head: usize,
    tokens: &TokenRange,
) -> Role {
    let mut role = Role::default();
    modifiers(document, actors, names, head, tokens, &Description::default(), &mut role);
    role.inherit = None;
    if role.country.is_none() {
        after_name(document, actors, names, head, &mut role);
    }
    if role.country.is_none() {
        role.country = nation_beside(document, actors, names, head);
    }
    role
}

/// "An Australian" of "an Australian, Ivo Brandt, was held".
fn nation_beside(document: &Document, actors: &Actors, names: &[Name], head: usize) -> Option<String> {
    let above = document.tokens[head].head.filter(|_| document.tokens[head].deprel == Deprel::Appos);
    let mut beside = above.into_iter().chain(document.children_by(head, Deprel::Appos));
    let nation = beside.find_map(|at| {
        let name = &names[name_at(names, at)?];
        name.senses.first().filter(|_| is_national(document, name))
    })?;
    let role = matches!(nation.role, NameRole::Adjective | NameRole::People);
    actors.actor(*nation).country.clone().filter(|_| role)
}

/// What follows the name of a person: "Ana Torvo from South Korea", "Ivo Brandt of the harbour police".
fn after_name(document: &Document, actors: &Actors, names: &[Name], head: usize, role: &mut Role) {
    let origins = document.children(head).iter().copied().filter(|&child| {
        child > head
            && document.tokens[child].deprel == Deprel::Nmod
            && document
                .children_by(child, Deprel::Case)
                .any(|case| matches!(document.form(case).to_lowercase().as_str(), "from" | "of"))
    });
    for origin in origins {
        match name_at(names, origin).map(|at| &names[at]) {
            // "of Georgia" where the map has found the American one
            Some(name)
                if name.place_country.is_some()
                    && name.senses.first().is_none_or(|s| actors.actor(*s).kind == ActorKind::State) =>
            {
                role.country.clone_from(&name.place_country);
            }
            Some(name) if !name.senses.is_empty() => {
                belong(actors.actor(name.senses[0]), &Description::default(), role);
            }
            _ => role.inherit = role.inherit.or(Some(origin)),
        }
    }
}
