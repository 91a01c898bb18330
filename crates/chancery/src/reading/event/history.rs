//! What is told as history (rule 7 of the record): events that lie over a year before the report, or whose clause hangs on one
//! that does.

use chancery_lang::{Deprel, Document, Span, Upos};
use jiff::civil::Date;

use crate::lexicon::status::StatusWords;
use crate::plover::Status;
use crate::reading::clause::preposition;
use crate::reading::date::Granularity;
use crate::reading::{Reading, TimeExpression};

/// How many months back history begins.
const MONTHS: i32 = 12;

/// A text that dates its newest event by the year alone is written at least so many years later.
const YEARS_SINCE: i64 = 3;

/// Makes historical what the dates of the report show to be long past. A report without a day of publication is
/// no older than the newest event that it dates.
pub fn tell_history(reading: &mut Reading, words: &StatusWords) {
    if reading.published.is_none() && is_entry(&reading.document) {
        for event in &mut reading.events {
            if event.status == Status::Occurred && !is_told_of_present(&reading.document, event.trigger_head)
            {
                event.status = Status::Historical;
            }
        }
        return;
    }
    let Some(today) = reading.published.or_else(|| newest(reading)) else { return };
    let told: Vec<usize> = (0..reading.events.len())
        .filter(|&i| {
            let event = &reading.events[i];
            event.status == Status::Occurred
                && match event.date {
                    Some(date) => is_past(&reading.dates[date], today),
                    None => is_told_of_past(reading, words, event.trigger_head, today),
                }
        })
        .collect();
    for i in told {
        reading.events[i].status = Status::Historical;
    }
    go_on(reading, words, today);
}

/// "Operation Lantern was an offensive …": a text that begins by saying what its subject is or was is no news but an entry of an
/// encyclopedia.
fn is_entry(document: &Document) -> bool {
    let Some(root) = document.root(0) else { return false };
    let child = |deprel| document.child_by(root, deprel);
    let names = |word: usize| document.tokens[word].upos == Upos::Propn;
    let kind = |det: usize| matches!(document.tokens[det].lemma.to_lowercase().as_str(), "a" | "an" | "one");
    document.tokens[root].upos == Upos::Noun
        && child(Deprel::Cop).is_some()
        && child(Deprel::Nsubj).is_some_and(names)
        && child(Deprel::Det).is_some_and(kind)
}

/// Carries history on over the sentences of its paragraph that follow, as long as they are told in the past and name no
/// later time: "In 1998 he was impeached. The Senate acquitted him."
fn go_on(reading: &mut Reading, words: &StatusWords, today: Date) {
    let mut going = false;
    for sentence in 0..reading.document.sentences.len() {
        let here: Vec<usize> =
            (0..reading.events.len()).filter(|&i| reading.events[i].sentence == sentence).collect();
        let span = reading.document.span_of(&reading.document.sentences[sentence]);
        let Some(root) =
            reading.document.sentences[sentence].clone().find(|&i| reading.document.tokens[i].head.is_none())
        else {
            going = false;
            continue;
        };
        let begins = is_told_of_past(reading, words, root, today);
        going = begins || going && follows(reading, sentence, span, root, today);
        if !going || begins {
            continue;
        }
        for i in here {
            let event = &reading.events[i];
            let is_verb = reading.document.tokens[event.trigger_head].upos == Upos::Verb;
            if event.status == Status::Occurred
                && event.date.is_none()
                && is_verb
                && !is_told_of_present(&reading.document, event.trigger_head)
            {
                reading.events[i].status = Status::Historical;
            }
        }
    }
}

/// Whether a sentence goes on with the history of the one before: in the same paragraph, in the simple past or the past
/// perfect, nobody's speech, and without a date that is not long past.
fn follows(reading: &Reading, sentence: usize, span: Span, root: usize, today: Date) -> bool {
    let document = &reading.document;
    let before = document.span_of(&document.sentences[sentence - 1]);
    let same_paragraph =
        document.text.get(before.end..span.start).is_some_and(|between| !between.contains('\n'));
    let past = |word: usize| {
        document.tokens[word].feats.has("Tense", "Past") && document.tokens[word].feats.has("VerbForm", "Fin")
    };
    let told_in_past = past(root)
        || document.children(root).iter().any(|&aux| {
            matches!(document.tokens[aux].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop) && past(aux)
        });
    let spoken =
        reading.statements.iter().any(|s| s.cue_head == Some(root) || s.covers(document.tokens[root].span));
    let dated_later = reading.dates.iter().any(|date| span.contains(date.span) && !is_past(date, today));
    same_paragraph && told_in_past && !spoken && !dated_later
}

fn newest(reading: &Reading) -> Option<Date> {
    let occurred = reading.events.iter().filter(|event| event.status == Status::Occurred);
    let dates = occurred.filter_map(|event| reading.dates.get(event.date?));
    let newest = dates.filter_map(|date| Some((date.days?.0, date.granularity))).max()?;
    // a report of the same year would say "this year"
    let years = if newest.1 >= Granularity::Year { YEARS_SINCE } else { 0 };
    newest.0.checked_add(jiff::Span::new().try_years(years).ok()?).ok()
}

fn is_past(date: &TimeExpression, today: Date) -> bool {
    let months = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
    date.days.is_some_and(|(_, end)| months(today) > months(end) + MONTHS)
}

/// Whether the word stands in a clause that a date long past dates, and is told in the past itself.
fn is_told_of_past(reading: &Reading, words: &StatusWords, word: usize, today: Date) -> bool {
    let document = &reading.document;
    let sentence = document.span_of(&document.sentence_of(word));
    let mut here = reading.dates.iter().filter(|date| sentence.contains(date.span)).peekable();
    here.peek().is_some()
        && !is_told_of_present(document, word)
        && here.any(|date| {
            is_past(date, today)
                && dated_clauses(document, words, date)
                    .into_iter()
                    .any(|verb| document.is_within(word, verb) && !is_told_of_present(document, verb))
        })
}

/// The verb that a date belongs to, and the verb above where that one only says when.
fn dated_clauses(document: &Document, words: &StatusWords, date: &TimeExpression) -> Vec<usize> {
    let first = document.tokens.partition_point(|token| token.span.end <= date.span.start);
    let last = document.tokens.partition_point(|token| token.span.start < date.span.end);
    let outside = |&i: &usize| document.tokens[i].head.is_none_or(|head| !(first..last).contains(&head));
    let Some(mut at) = (first..last).find(outside) else { return Vec::new() };
    // "in an August 2015 drone strike"
    if matches!(
        document.tokens[at].deprel,
        Deprel::Compound | Deprel::Nummod | Deprel::Amod | Deprel::NmodUnmarked
    ) && let Some(noun) = document.tokens[at].head
        && document.tokens[noun].deprel == Deprel::Obl
        && matches!(preposition(document, noun).as_deref(), Some("in" | "during" | "at"))
    {
        at = noun;
    }
    let dates = matches!(document.tokens[at].deprel, Deprel::Obl | Deprel::OblUnmarked | Deprel::Advmod);
    let bound = preposition(document, at).is_some_and(|case| words.is_bound(&case));
    let Some(verb) = document.tokens[at]
        .head
        .filter(|&verb| dates && !bound && matches!(document.tokens[verb].upos, Upos::Verb | Upos::Aux))
    else {
        return Vec::new();
    };
    let says_when = document.tokens[verb].deprel == Deprel::Advcl
        && document.children(verb).iter().any(|&mark| {
            matches!(document.tokens[mark].deprel, Deprel::Mark | Deprel::Advmod)
                && words.is_simultaneous(&document.tokens[mark].lemma.to_lowercase())
        });
    let above = document.tokens[verb].head.filter(|_| says_when);
    std::iter::once(verb).chain(above).collect()
}

/// A verb in the present, the perfect or with a modal, or a word under one in the same clause.
fn is_told_of_present(document: &Document, word: usize) -> bool {
    let token = &document.tokens[word];
    token.upos == Upos::Verb
        && (token.feats.has("Tense", "Pres") && token.feats.has("VerbForm", "Fin")
            || document.children(word).iter().any(|&aux| {
                matches!(document.tokens[aux].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
                    && !document.tokens[aux].feats.has("Tense", "Past")
                    && document.tokens[aux].feats.has("VerbForm", "Fin")
            }))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::lexicon::Source;
    use crate::reading::date::find_dates;
    use crate::reading::testing::{event, tree, trees};

    fn words() -> StatusWords {
        StatusWords::load(&Source::embedded()).unwrap()
    }

    fn status(sentence: &str, trigger: usize) -> Status {
        let document = tree(sentence);
        let dates = find_dates(&document, Some(date(2018, 4, 18)));
        let told = event(&document, "ASSAULT", trigger);
        let mut reading = Reading {
            document,
            dates,
            published: Some(date(2018, 4, 18)),
            events: vec![told],
            ..Reading::default()
        };
        tell_history(&mut reading, &words());
        reading.events[0].status
    }

    #[test]
    fn what_was_said_long_ago_speaks_of_history() {
        let said = "In/in/ADP/2/case 2014/2014/NUM/4/obl they/they/PRON/4/nsubj said/say/VERB/0/root/Tense=Past|VerbForm=Fin \
                    Oslo/Oslo/PROPN/6/nsubj attacked/attack/VERB/4/ccomp/Tense=Past|VerbForm=Fin";
        assert_eq!(status(said, 5), Status::Historical);
        let since = "Since/since/ADP/2/case 2014/2014/NUM/4/obl they/they/PRON/4/nsubj said/say/VERB/0/root/Tense=Past|VerbForm=Fin \
                     Oslo/Oslo/PROPN/6/nsubj attacked/attack/VERB/4/ccomp/Tense=Past|VerbForm=Fin";
        assert_eq!(status(since, 5), Status::Occurred);
    }

    #[test]
    fn an_entry_of_an_encyclopedia_tells_history_and_news_of_a_man_does_not() {
        let entry = |name: &str| {
            let opening = format!("{name} was/be/AUX/4/cop an/a/DET/4/det offensive/offensive/NOUN/0/root");
            let told = "Troops/troops/NOUN/2/nsubj attacked/attack/VERB/0/root/Tense=Past|VerbForm=Fin Oslo/Oslo/PROPN/2/obj";
            let document = trees(&[&opening, told]);
            let events = vec![event(&document, "ASSAULT", 5)];
            let mut reading = Reading { document, events, ..Reading::default() };
            tell_history(&mut reading, &words());
            reading.events[0].status
        };
        assert_eq!(entry("Lantern/Lantern/PROPN/4/nsubj"), Status::Historical);
        assert_eq!(entry("It/it/PRON/4/nsubj"), Status::Occurred);
    }

    #[test]
    fn history_goes_on_in_the_next_sentence() {
        let first = "In/in/ADP/2/case 2014/2014/NUM/4/obl they/they/PRON/4/nsubj lost/lose/VERB/0/root/Tense=Past|VerbForm=Fin";
        let next = "They/they/PRON/2/nsubj attacked/attack/VERB/0/root/Tense=Past|VerbForm=Fin Oslo/Oslo/PROPN/2/obj";
        let status_after = |first: &str| {
            let document = trees(&[first, next]);
            let dates = find_dates(&document, Some(date(2018, 4, 18)));
            let told = event(&document, "ASSAULT", document.sentences[1].start + 1);
            let published = Some(date(2018, 4, 18));
            let mut reading =
                Reading { document, dates, published, events: vec![told], ..Reading::default() };
            tell_history(&mut reading, &words());
            reading.events[0].status
        };
        assert_eq!(status_after(first), Status::Historical);
        assert_eq!(status_after(next), Status::Occurred);
    }

    #[test]
    fn a_date_in_a_relative_clause_makes_no_history_of_the_main_clause() {
        let elected = "Hart/Hart/PROPN/5/nsubj elected/elect/VERB/1/acl/Tense=Past|VerbForm=Part in/in/ADP/4/case \
                       2014/2014/NUM/2/obl attacked/attack/VERB/0/root/Tense=Past|VerbForm=Fin Oslo/Oslo/PROPN/5/obj";
        assert_eq!(status(elected, 4), Status::Occurred);
    }
}
