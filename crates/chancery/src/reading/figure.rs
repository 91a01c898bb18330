//! Counted people: "some 50,000 displaced Syrians", "at least two dead".
//!
//! Counts are read off the wording around a number, and off the tree where a verb stands far from it. A single person
//! killed or held without a number ("the suspect was arrested") counts as one.

mod attach;

mod words;

use chancery_lang::{Deprel, Document, NameKind, Span, Upos};

use super::number::{Count, Number, number_at};
pub use attach::distribute;

/// Counted people that belong to no event.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// "displaced", "dead", "refugees": what is counted, in the record's words.
    pub what: String,
    /// How many.
    pub count: Count,
    /// Whom: "Syrians".
    pub who: Option<String>,
    /// Index into [`crate::Reading::places`].
    pub place: Option<usize>,
    /// Where it stands.
    pub span: Span,
}

/// Counted people as the text has them: a part of an event's size, or else a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct CountMention {
    /// "dead", "injured", "arrested", "displaced", "refugees", …: what is counted.
    pub what: &'static str,
    /// How many.
    pub count: Count,
    /// Whom: "Syrians".
    pub who: Option<String>,
    /// From the first to the last word that tells it.
    pub span: Span,
    /// The word that tells what is counted ("killed", "refugees"): where it hangs in the tree.
    pub head: usize,
    /// Whether the text has no number and one person is meant.
    pub implied: bool,
}

/// How many words may stand between a number and the word for what became of them.
const REACH: usize = 6;

/// All counts of people in the document, in order.
#[must_use]
pub fn counts(document: &Document) -> Vec<CountMention> {
    let mut found: Vec<CountMention> = Vec::new();
    for sentence in &document.sentences {
        let mut i = sentence.start;
        while i < sentence.end {
            let Some(number) = number_at(document, i).filter(|n| counts_people(document, *n)) else {
                i += 1;
                continue;
            };
            if let Some(mention) = mention_of(document, number, sentence.end) {
                found.push(mention);
            }
            i = number.end.max(i + 1);
        }
        for verb in sentence.clone() {
            if let Some(mention) = implied(document, verb)
                && !found.iter().any(|m| m.what == mention.what && m.span.overlaps(mention.span))
            {
                found.push(mention);
            }
        }
    }
    found.sort_by_key(|mention| (mention.span, mention.head));
    found
}

/// Numbers that are no counts of people: years, money, shares, ages, times, names of rooms and roads.
fn counts_people(document: &Document, number: Number) -> bool {
    let sentence = document.sentence_of(number.start);
    let form = |i: usize| if sentence.contains(&i) { document.form(i).to_lowercase() } else { String::new() };
    let before = number.start.checked_sub(1).map(form).unwrap_or_default();
    let after = form(number.end);
    let exact = number.end == number.start + 1;
    let year = exact
        && number.count.most.is_some_and(|n| (1900..2100).contains(&n))
        && document.form(number.start).len() == 4;
    !year
        && !matches!(before.as_str(), "$" | "£" | "€" | "us$" | "no." | "#" | "aged" | "-" | "/")
        && !matches!(
            after.as_str(),
            "%" | "percent"
                | "per"
                | "-"
                | "/"
                | "$"
                | "euros"
                | "dollars"
                | "thirds"
                | "third"
                | "quarters"
                | "fifths"
                | "tenths"
                | "years"
                | "months"
        )
}

/// What a number counts, from the words after it, then from those before.
fn mention_of(document: &Document, number: Number, limit: usize) -> Option<CountMention> {
    after_number(document, number, limit).or_else(|| before_number(document, number))
}

/// "13 injured", "two people were killed", "50,000 displaced Syrians", "3,000 refugees".
fn after_number(document: &Document, number: Number, limit: usize) -> Option<CountMention> {
    let mut noun: Option<usize> = None;
    let mut state: Option<(&'static str, usize)> = None;
    for i in number.end..limit.min(number.end + REACH) {
        let token = &document.tokens[i];
        let low = document.form(i).to_lowercase();
        if let Some(what) = words::state(&low) {
            // "50,000 displaced Syrians": the noun may follow.
            if state.is_none() {
                state = Some((what, i));
            }
            if noun.is_some() || !is_nominal(document, i + 1, limit) {
                break;
            }
            continue;
        }
        match token.upos {
            _ if number_at(document, i).is_some() && !matches!(low.as_str(), "one" | "a") => break,
            Upos::Noun | Upos::Propn => {
                if let Some((what, counted)) = words::counted_noun(&low) {
                    return Some(mention(document, number, what, i, counted.then_some(i)));
                }
                noun = Some(i);
                if state.is_some() && !is_nominal(document, i + 1, limit) {
                    break;
                }
            }
            Upos::Adj | Upos::Det | Upos::Aux | Upos::Adv | Upos::Part => {}
            Upos::X if words::passes(&low) => {}
            _ if words::passes(&low) => {}
            _ => break,
        }
    }
    if let Some((what, head)) = state {
        if noun.is_some_and(|noun| words::is_thing(&document.tokens[noun].lemma)) {
            return None;
        }
        return Some(mention(document, number, what, head, noun));
    }
    // The noun's verb: "more than 800 people have been killed", "forced 2,000 families to flee".
    let noun = noun.filter(|&noun| !words::is_thing(&document.tokens[noun].lemma))?;
    let (what, verb) = fate(document, noun)?;
    Some(mention(document, number, what, verb, Some(noun)))
}

fn is_nominal(document: &Document, i: usize, limit: usize) -> bool {
    i < limit && matches!(document.tokens[i].upos, Upos::Noun | Upos::Propn | Upos::Adj)
}

/// What became of the people that `noun` names: from the verb they are subject or object of, or the participle below.
fn fate(document: &Document, noun: usize) -> Option<(&'static str, usize)> {
    for &child in document.children(noun) {
        if matches!(document.tokens[child].deprel, Deprel::Acl | Deprel::Amod | Deprel::AclRelcl)
            && let Some(what) = words::state(&document.form(child).to_lowercase())
        {
            return Some((what, child));
        }
    }
    let token = &document.tokens[noun];
    let verb = token.head?;
    let lemma = document.tokens[verb].lemma.to_lowercase();
    let what = match token.deprel {
        Deprel::Obj | Deprel::NsubjPass => words::done_to(&lemma)?,
        Deprel::Nsubj => words::undergone(&lemma)?,
        Deprel::Conj => return fate(document, verb).filter(|_| token.upos == document.tokens[verb].upos),
        _ => return None,
    };
    Some((what, verb))
}

/// "killed 45", "killing at least 10", "the death toll rose to 12".
fn before_number(document: &Document, number: Number) -> Option<CountMention> {
    let sentence = document.sentence_of(number.start);
    let verb = number.start.checked_sub(1).filter(|i| sentence.contains(i))?;
    let verb = if matches!(document.tokens[verb].upos, Upos::Det) { verb.checked_sub(1)? } else { verb };
    if matches!(document.tokens[verb].upos, Upos::Verb)
        && let Some(what) = words::done_to(&document.tokens[verb].lemma.to_lowercase())
    {
        let noun = (number.end..sentence.end.min(number.end + 4))
            .take_while(|&i| matches!(document.tokens[i].upos, Upos::Noun | Upos::Propn | Upos::Adj))
            .filter(|&i| document.tokens[i].upos != Upos::Adj)
            .last();
        if noun.is_some_and(|noun| words::is_thing(&document.tokens[noun].lemma)) {
            return None;
        }
        return Some(mention(document, number, what, verb, noun));
    }
    let from = number.start.saturating_sub(8).max(sentence.start);
    let toll = (from..number.start).rev().find(|&i| document.form(i).eq_ignore_ascii_case("toll"))?;
    let between =
        (toll + 1..number.start).all(|i| !matches!(document.tokens[i].upos, Upos::Noun | Upos::Punct));
    let death = toll > sentence.start && document.form(toll - 1).eq_ignore_ascii_case("death");
    // "rose from 14 to 31"
    let mut number = number;
    if number.start > toll && document.form(number.start - 1).eq_ignore_ascii_case("from") {
        let now = number.count.most.unwrap_or(number.count.least);
        number.count = Count { least: now, most: number.count.most, approximate: false };
    }
    (death && between).then(|| mention(document, number, "dead", toll, None))
}

fn mention(
    document: &Document,
    number: Number,
    what: &'static str,
    head: usize,
    noun: Option<usize>,
) -> CountMention {
    let words = document.span_of(&(number.start..number.end));
    let mut span = words.cover(document.tokens[head].span);
    if let Some(noun) = noun {
        span = span.cover(document.tokens[noun].span);
    }
    let who = noun.filter(|&noun| noun != head || !words::says_state(what)).map(|noun| who(document, noun));
    CountMention { what, count: number.count, who, span, head, implied: false }
}

/// The noun with the names before it: "Syrians", "UN staff".
fn who(document: &Document, noun: usize) -> String {
    let first = (0..noun)
        .rev()
        .take_while(|&i| {
            let token = &document.tokens[i];
            token.head == Some(noun)
                && (token.deprel == Deprel::Compound
                    || token.deprel == Deprel::Amod
                        && words::state(&document.form(i).to_lowercase()).is_none())
        })
        .last()
        .unwrap_or(noun);
    document.span_of(&(first..noun + 1)).of(&document.text).to_owned()
}

/// One person killed, hurt or held without a number: "the suspect was arrested", "killed him".
fn implied(document: &Document, verb: usize) -> Option<CountMention> {
    let token = &document.tokens[verb];
    if token.upos != Upos::Verb {
        return None;
    }
    let lemma = token.lemma.to_lowercase();
    let (what, victims) = match words::done_to(&lemma) {
        Some(what) => (what, [Deprel::Obj, Deprel::NsubjPass].as_slice()),
        None => (words::undergone(&lemma)?, [Deprel::Nsubj].as_slice()),
    };
    if what == "displaced" {
        return None;
    }
    let victim =
        document.children(verb).iter().copied().find(|&c| victims.contains(&document.tokens[c].deprel))?;
    if !is_one_person(document, victim) {
        return None;
    }
    Some(CountMention {
        what,
        count: Count { least: 1, most: Some(1), approximate: false },
        who: None,
        span: document.tokens[victim].span.cover(token.span),
        head: verb,
        implied: true,
    })
}

/// Whether a word names one person: "him", "a soldier", a person's name; not with others beside it.
fn is_one_person(document: &Document, word: usize) -> bool {
    let token = &document.tokens[word];
    let alone = document
        .children(word)
        .iter()
        .all(|&c| !matches!(document.tokens[c].deprel, Deprel::Conj | Deprel::Nummod));
    let person = match token.upos {
        Upos::Pron => {
            matches!(
                document.form(word).to_lowercase().as_str(),
                "he" | "him" | "she" | "her" | "himself" | "herself"
            )
        }
        Upos::Propn => document.name_at(word).is_some_and(|name| name.kind == NameKind::Per),
        Upos::Noun => {
            token.feats.has("Number", "Sing")
                && words::is_person(&token.lemma.to_lowercase())
                && document.child_by(word, Deprel::Det).is_some_and(|det| {
                    matches!(
                        document.form(det).to_lowercase().as_str(),
                        "a" | "an" | "the" | "another" | "this" | "that"
                    )
                })
        }
        _ => false,
    };
    alone && person
}

#[cfg(test)]
mod tests {
    use super::super::testing::tree;
    use super::*;

    fn read(words: &str) -> Vec<(&'static str, u64, Option<u64>, Option<String>)> {
        counts(&tree(words)).into_iter().map(|m| (m.what, m.count.least, m.count.most, m.who)).collect()
    }

    #[test]
    fn people_killed_and_hurt_in_one_clause() {
        let words = "Two/two/NUM/2/nummod people/people/NOUN/4/nsubj:pass were/be/AUX/4/aux:pass killed/kill/VERB/0/root \
                     and/and/CCONJ/7/cc 13/13/NUM/7/nsubj:pass injured/injure/VERB/4/conj";
        assert_eq!(
            read(words),
            [("dead", 2, Some(2), Some("people".to_owned())), ("injured", 13, Some(13), None)]
        );
    }

    #[test]
    fn displaced_people_with_their_name() {
        let words = "some/some/DET/2/advmod 50,000/50000/NUM/4/nummod displaced/displaced/ADJ/4/amod \
                     Syrians/Syrian/PROPN/0/root";
        let found = counts(&tree(words));
        assert_eq!((found[0].what, found[0].count.least), ("displaced", 50_000));
        assert!(found[0].count.approximate);
        assert_eq!(found[0].who.as_deref(), Some("Syrians"));
    }

    #[test]
    fn objects_of_verbs_of_harm() {
        let words = "killing/kill/VERB/0/root at/at/ADP/3/case least/least/ADJ/4/advmod 45/45/NUM/5/nummod \
                     people/people/NOUN/1/obj";
        assert_eq!(read(words), [("dead", 45, None, Some("people".to_owned()))]);
        let words = "Police/police/NOUN/2/nsubj arrested/arrest/VERB/0/root 14/14/NUM/4/nummod \
                     suspects/suspect/NOUN/2/obj";
        assert_eq!(read(words), [("arrested", 14, Some(14), Some("suspects".to_owned()))]);
    }

    #[test]
    fn a_death_toll() {
        let words = "The/the/DET/3/det death/death/NOUN/3/compound toll/toll/NOUN/4/nsubj rose/rise/VERB/0/root \
                     to/to/ADP/6/case 12/12/NUM/4/obl";
        assert_eq!(read(words), [("dead", 12, Some(12), None)]);
        let words = "The/the/DET/3/det death/death/NOUN/3/compound toll/toll/NOUN/4/nsubj rose/rise/VERB/0/root \
                     from/from/ADP/6/case 14/14/NUM/4/obl to/to/ADP/8/case 31/31/NUM/4/obl";
        assert_eq!(read(words), [("dead", 31, Some(31), None)]);
    }

    #[test]
    fn one_person_without_a_number() {
        let words = "The/the/DET/2/det suspect/suspect/NOUN/4/nsubj:pass/Number=Sing was/be/AUX/4/aux:pass \
                     arrested/arrest/VERB/0/root";
        let found = counts(&tree(words));
        assert_eq!((found[0].what, found[0].count.most, found[0].implied), ("arrested", Some(1), true));
    }

    #[test]
    fn years_money_and_ages_are_no_counts() {
        for words in [
            "In/in/ADP/2/case 2014/2014/NUM/4/obl they/they/PRON/4/nsubj fled/flee/VERB/0/root",
            "paid/pay/VERB/0/root $/$/SYM/1/obj 300/300/NUM/2/nummod dead/dead/ADJ/1/xcomp",
            "aged/aged/ADJ/0/root 15/15/NUM/1/obl killed/kill/VERB/1/acl",
            "destroyed/destroy/VERB/0/root 20/20/NUM/3/nummod houses/house/NOUN/1/obj",
        ] {
            assert_eq!(read(words), [], "{words}");
        }
    }
}
