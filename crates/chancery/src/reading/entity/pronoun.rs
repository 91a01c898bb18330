//! Personal pronouns: who "he", "they" and "it" are. Where it is not clear, nobody.

use chancery_lang::{Deprel, Document, Upos};

use super::EntityKind;
use super::coreference::Linker;
use super::mention::Form;
use crate::lexicon::actors::Gender;
use crate::plover::Sector;
use crate::reading::clause::logical_subjects;

/// How many sentences back a pronoun reaches.
const REACH: usize = 2;

/// Joins each pronoun to the entity it most likely stands for.
pub(crate) fn resolve(linker: &mut Linker<'_>) {
    for c in 0..linker.candidates.len() {
        if linker.candidates[c].form == Form::Pronoun
            && let Some(d) = referent(linker, c)
        {
            linker.join(c, d);
        }
    }
}

fn referent(linker: &Linker<'_>, c: usize) -> Option<usize> {
    let document = linker.document;
    let word = linker.candidates[c].mention.head;
    let form = document.form(word).to_lowercase();
    let sentence = document.tokens[word].sentence;
    let plural = form.starts_with("the");
    let thing = plural || form.starts_with("it");
    // Who acts on "it" in its own clause is somebody else.
    let object = is_object(document, word) && !form.contains("sel");
    let verb = document.tokens[word].head.filter(|_| object);
    let subjects = verb.map(|verb| logical_subjects(document, verb)).unwrap_or_default();
    let mut scores: Vec<(i64, usize)> = Vec::new();
    for other in (0..c).rev() {
        let Some(d) = linker.of[other] else { continue };
        let candidate = &linker.candidates[other];
        let at = candidate.mention.head;
        let back = sentence.saturating_sub(document.tokens[at].sentence);
        if back > REACH {
            break;
        }
        let acting = subjects.iter().any(|&subject| subject != word && linker.draft_at(subject) == Some(d));
        if acting || !agrees(linker, &form, d, other) || shares_clause(linker, word, at, &form) {
            continue;
        }
        let mut score = match document.tokens[at].deprel {
            deprel if deprel.is_subject() => 30,
            Deprel::Obj | Deprel::Iobj | Deprel::OblAgent => 15,
            Deprel::NmodPoss | Deprel::Obl => 10,
            Deprel::Compound | Deprel::Amod => -20,
            _ => 5,
        };
        score -= 25 * i64::try_from(back).unwrap_or(i64::MAX / 100);
        score -= i64::try_from(word.saturating_sub(at)).unwrap_or(0).min(40) / 4;
        if controller(document, word) == Some(at) {
            if is_object(document, word) && !form.contains("sel") {
                continue;
            }
            score += 40;
        }
        if thing {
            score -= rivals(linker, at, word, plural);
            let draft = &linker.drafts[d];
            if draft.sector == Some(Sector::Jrn) && !document.tokens[at].deprel.is_subject() {
                score -= 20;
            }
            if plural && !draft.plural && !candidate.plural {
                score -= 8;
            }
        }
        if candidate.form == Form::Pronoun {
            score += 10;
        }
        match scores.iter_mut().find(|(_, known)| *known == d) {
            Some((best, _)) => *best = (*best).max(score) + 3,
            None => scores.push((score, d)),
        }
    }
    scores.sort_by_key(|(score, d)| (-score, *d));
    let (best, d) = *scores.first()?;
    let clear = scores.get(1).is_none_or(|(second, _)| best - second >= 8);
    (clear && best > if thing { 0 } else { -15 }).then_some(d)
}

fn is_object(document: &Document, word: usize) -> bool {
    matches!(document.tokens[word].deprel.universal(), "obj" | "iobj" | "obl")
}

/// How much the nouns between a mention and a pronoun speak against the mention: things that "it" or "they" may stand
/// for, though they are no entities.
fn rivals(linker: &Linker<'_>, from: usize, to: usize, plural: bool) -> i64 {
    let document = linker.document;
    let number = if plural { "Plur" } else { "Sing" };
    let mut against = 0;
    for i in from + 1..to {
        let token = &document.tokens[i];
        let noun = matches!(token.upos, Upos::Noun | Upos::Propn) && token.feats.has("Number", number);
        if !noun || linker.at.contains_key(&i) || document.name_at(i).is_some() {
            continue;
        }
        against += match token.deprel {
            deprel if deprel.is_subject() => 22,
            Deprel::Obj => 12,
            Deprel::Obl | Deprel::Nmod | Deprel::Conj => 5,
            _ => 0,
        };
    }
    against.min(45)
}

/// Who does what an infinitive around the word tells: "the regime" of "pressed the regime to end its siege".
fn controller(document: &Document, word: usize) -> Option<usize> {
    let mut at = word;
    for _ in 0..8 {
        let token = &document.tokens[at];
        let up = token.head?;
        if token.deprel == Deprel::Xcomp {
            return document.child_by(up, Deprel::Obj).or_else(|| document.child_by(up, Deprel::Nsubj));
        }
        at = up;
    }
    None
}

/// Number, gender and kind.
fn agrees(linker: &Linker<'_>, form: &str, d: usize, other: usize) -> bool {
    let draft = &linker.drafts[d];
    let plural = linker.candidates[other].plural || draft.plural;
    match form {
        "he" | "him" | "his" | "himself" => {
            draft.kind == EntityKind::Person && !plural && draft.gender != Some(Gender::Female)
        }
        "she" | "her" | "hers" | "herself" => {
            draft.kind == EntityKind::Person && !plural && draft.gender != Some(Gender::Male)
        }
        "they" | "them" | "their" | "theirs" | "themselves" => {
            plural || draft.kind == EntityKind::Group && linker.candidates[other].form != Form::Pronoun
        }
        _ => matches!(draft.kind, EntityKind::Group | EntityKind::State) && !plural,
    }
}

/// "He met him": subject and object of one verb are two, but for "himself" and possessors.
fn shares_clause(linker: &Linker<'_>, word: usize, at: usize, form: &str) -> bool {
    let token = &linker.document.tokens[word];
    let other = &linker.document.tokens[at];
    let reflexive = form.ends_with("self") || form.ends_with("selves");
    let possessive = token.deprel == Deprel::NmodPoss;
    !reflexive
        && ((!possessive && token.head.is_some() && token.head == other.head)
            || token.head == Some(at)
            || other.head == Some(word))
}
