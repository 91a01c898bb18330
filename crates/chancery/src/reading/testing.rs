//! For tests: documents from plain tokens or from words with their relations written beside them, and what is read from them.

use std::fmt::Write as _;

use chancery_lang::{Document, Span, read_conllu, tokenize};

use super::Reading;
use super::entity::find_entities;
use super::event::{Event, Size, find_events};
use crate::lexicon::{Knowledge, Source};
use crate::plover::Status;

/// A document of one sentence whose words all hang on the first and have no part of speech.
pub(crate) fn flat(text: &str) -> Document {
    let mut conllu = String::new();
    let tokens = tokenize(text, Span::new(0, text.len()));
    let words: Vec<Span> = tokens.into_iter().flat_map(|token| token.words).collect();
    for (i, word) in words.iter().enumerate() {
        let glued = words.get(i + 1).is_some_and(|next| next.start == word.end);
        let misc = if glued { "SpaceAfter=No" } else { "_" };
        let head = usize::from(i > 0);
        let form = word.of(text);
        let relation = if i == 0 { "root" } else { "dep" };
        let _ = writeln!(
            conllu,
            "{}\t{form}\t{}\tX\t_\t_\t{head}\t{relation}\t_\t{misc}",
            i + 1,
            form.to_lowercase()
        );
    }
    read_conllu(&conllu).expect("well-formed")
}

/// A document of one sentence from words written `form/lemma/UPOS/head/deprel` with optional features after another
/// slash; heads count from 1.
pub(crate) fn tree(words: &str) -> Document {
    trees(&[words])
}

/// A document of several sentences, each written as for [`tree`].
pub(crate) fn trees(sentences: &[&str]) -> Document {
    let mut conllu = String::new();
    for words in sentences {
        for (i, word) in words.split_whitespace().enumerate() {
            let mut cells = word.split('/');
            let mut next = || cells.next().unwrap_or("_");
            let (form, lemma, upos, head, deprel, feats) = (next(), next(), next(), next(), next(), next());
            let _ =
                writeln!(conllu, "{}\t{form}\t{lemma}\t{upos}\t_\t{feats}\t{head}\t{deprel}\t_\t_", i + 1);
        }
        conllu.push('\n');
    }
    read_conllu(&conllu).expect("well-formed")
}

/// What the embedded lexicon knows.
pub(crate) fn knowledge() -> Knowledge {
    Knowledge::load(&Source::embedded()).expect("the embedded lexicon has no mistakes")
}

/// Entities and events of sentences written as for [`tree`].
pub(crate) fn reading_of(sentences: &[&str], knowledge: &Knowledge) -> Reading {
    let document = trees(sentences);
    let entities = find_entities(&document, None, &knowledge.actors, &[], None);
    let mut reading = Reading { document, entities, ..Reading::default() };
    reading.events = find_events(&reading, knowledge);
    reading
}

/// The events that the embedded lexicon finds in sentences written as for [`tree`].
pub(crate) fn events_of(sentences: &[&str]) -> Vec<Event> {
    reading_of(sentences, &knowledge()).events
}

/// An event that occurred, of that type, reported by word `trigger`; nothing else is known of it.
pub(crate) fn event(document: &Document, event_type: &str, trigger: usize) -> Event {
    Event {
        event_type: event_type.to_owned(),
        modes: Vec::new(),
        contexts: Vec::new(),
        cameo: None,
        quad: None,
        scale: None,
        trigger: document.tokens[trigger].span,
        trigger_head: trigger,
        sentence: document.tokens[trigger].sentence,
        actors: Vec::new(),
        recipients: Vec::new(),
        status: Status::Occurred,
        attribution: None,
        date: None,
        place: None,
        size: Size::default(),
        happening: 0,
        confidence: 0.6,
        rule: String::new(),
        is_speech_act: false,
        is_mutual: false,
    }
}
