//! Noun phrases: the words around a noun that name the same thing.

use chancery_lang::{Deprel, Document, TokenRange, Upos};

/// The noun phrase of head word `head` without what follows it: article, adjectives, possessor, titles, compound, and the
/// rest of a name to the right.
pub(crate) fn noun_phrase(document: &Document, head: usize) -> TokenRange {
    let sentence = document.sentence_of(head);
    let mut start = head;
    while start > sentence.start && is_left_part(document, start - 1, head) {
        start -= 1;
    }
    while start < head && document.tokens[start].upos == Upos::Punct && document.form(start) != "\"" {
        start += 1;
    }
    let mut end = head + 1;
    while end < sentence.end && is_right_part(document, end, head) {
        end += 1;
    }
    start..end
}

/// The word that heads a run of words: the first one whose own head lies outside.
pub(crate) fn head_of(document: &Document, range: &TokenRange) -> usize {
    range
        .clone()
        .find(|&i| document.tokens[i].head.is_none_or(|head| !range.contains(&head)))
        .unwrap_or(range.start)
}

/// The first word of the preposition before a noun phrase as it is written, in lower case: "in" of "in the town", "because"
/// of "because of the town".
pub(crate) fn first_preposition(document: &Document, head: usize) -> Option<String> {
    document
        .children_by(head, Deprel::Case)
        .find(|&c| c < head && !is_possessive_mark(document, c))
        .map(|c| document.form(c).to_lowercase())
}

/// "'s" and "'".
pub(crate) fn is_possessive_mark(document: &Document, i: usize) -> bool {
    document.tokens[i].upos == Upos::Part || document.form(i).starts_with(['\'', '’'])
}

/// Whether a word can head a noun phrase.
pub(crate) fn is_nominal(document: &Document, i: usize) -> bool {
    let token = &document.tokens[i];
    match token.upos {
        Upos::Noun | Upos::Propn | Upos::Pron => true,
        Upos::Adj | Upos::Num | Upos::X | Upos::Det => matches!(
            token.deprel.universal(),
            "nsubj" | "obj" | "iobj" | "obl" | "nmod" | "appos" | "conj" | "root"
        ),
        _ => false,
    }
}

/// The child of `head` through which word `i` hangs, with its relation.
fn branch(document: &Document, i: usize, head: usize) -> Option<Deprel> {
    let mut at = i;
    for _ in 0..12 {
        let token = &document.tokens[at];
        match token.head {
            Some(up) if up == head => return Some(token.deprel),
            Some(up) => at = up,
            None => return None,
        }
    }
    None
}

fn is_left_part(document: &Document, i: usize, head: usize) -> bool {
    let Some(relation) = branch(document, i, head) else { return false };
    match relation {
        Deprel::Det
        | Deprel::DetPredet
        | Deprel::Amod
        | Deprel::Compound
        | Deprel::Nummod
        | Deprel::NmodPoss
        | Deprel::NmodDesc
        | Deprel::Flat => true,
        Deprel::Advmod => document.tokens[i].upos == Upos::Adv && document.tokens[i].head == Some(head),
        Deprel::Punct => matches!(document.form(i), "-" | "–" | "\"" | "“" | "”" | "‘" | "'"),
        _ => false,
    }
}

fn is_right_part(document: &Document, i: usize, head: usize) -> bool {
    match branch(document, i, head) {
        Some(Deprel::Flat | Deprel::Fixed | Deprel::Goeswith | Deprel::Compound) => true,
        Some(Deprel::Nummod) => document.tokens[i].head == Some(head),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_lang::read_conllu;

    #[test]
    fn takes_titles_and_names_but_not_relative_clauses() {
        let rows = [
            "1\tThe\tthe\tDET\t_\t_\t3\tdet",
            "2\tAtlan\tAtlan\tADJ\t_\t_\t3\tamod",
            "3\tenvoy\tenvoy\tNOUN\t_\t_\t7\tnsubj",
            "4\twho\twho\tPRON\t_\t_\t5\tnsubj",
            "5\tleft\tleave\tVERB\t_\t_\t3\tacl:relcl",
            "6\tthen\tthen\tADV\t_\t_\t5\tadvmod",
            "7\treturned\treturn\tVERB\t_\t_\t0\troot",
        ];
        let conllu = rows.map(|row| format!("{row}\t_\t_\n")).concat() + "\n";
        let document = read_conllu(&conllu).unwrap();
        assert_eq!(noun_phrase(&document, 2), 0..3);
        assert_eq!(head_of(&document, &(0..3)), 2);
    }
}
