//! The mode of an event whose lexicon entry has none: by the words around its trigger, by who meets where.

use chancery_lang::{Deprel, Document};

use super::matching::Trigger;
use super::{Event, Party};
use crate::lexicon::events::{EntryClass, EventLexicon, EventType};
use crate::lexicon::mode_words::Region;
use crate::reading::Reading;

/// How many steps in the tree a word that tells the mode may stand from the trigger.
const REACH: usize = 4;

/// The modes of a trigger: those of its entry, else what the nearest word tells.
#[must_use]
pub fn modes_of(document: &Document, kind: &EventType, trigger: &Trigger<'_>) -> Vec<String> {
    if !trigger.entry.modes.is_empty() || kind.mode_words.is_empty() {
        return trigger.entry.modes.clone();
    }
    let start = match (trigger.entry.class, document.tokens[trigger.head].head) {
        // "must withdraw": the verb is what is asked for
        (EntryClass::Modal, Some(verb)) => verb,
        _ => trigger.head,
    };
    nearest(document, kind, start, trigger.head).into_iter().collect()
}

/// Gives a meeting whose words tell no mode the one that its sides tell: three or more of them, or one that has come to
/// the other.
pub fn set_mode_by_parties(reading: &Reading, lexicon: &EventLexicon, event: &mut Event) {
    let Some(kind) = lexicon.type_named(&event.event_type) else { return };
    if !event.modes.is_empty() || !event.is_mutual {
        return;
    }
    let place = event.place.and_then(|i| reading.places.get(i)?.country.as_deref());
    let parties: Vec<&Party> = event.actors.iter().chain(&event.recipients).collect();
    let mut countries: Vec<&str> = parties.iter().filter_map(|p| p.country.as_deref()).collect();
    countries.sort_unstable();
    countries.dedup();
    // a guest that has come to its host
    let is_guest = !event.recipients.is_empty();
    let others = parties.iter().filter(|p| p.country.is_none()).count();
    let told = if countries.len() >= 2 && countries.len() + others >= 3 {
        &kind.modes_by_parties.many
    } else if is_guest || countries.len() == 2 && place.is_some_and(|place| countries.contains(&place)) {
        &kind.modes_by_parties.host
    } else {
        &None
    };
    let Some(mode) = told else { return };
    if let Some(values) = kind.modes.get(mode) {
        event.cameo = values.cameo.clone().or(event.cameo.take());
        event.scale = values.scale.or(event.scale);
    }
    event.modes = vec![mode.clone()];
}

/// Goes outward from `start` step by step; of words equally near the first in the text decides.
fn nearest(document: &Document, kind: &EventType, start: usize, trigger: usize) -> Option<String> {
    let sentence = document.sentence_of(start);
    let mut seen = vec![start];
    // a word, and whether everything between it and the start hangs below the start
    let mut layer = vec![(start, true)];
    for _ in 0..=REACH {
        layer.sort_unstable();
        for &(word, below) in &layer {
            if let Some(mode) = told(document, kind, word, below, word == trigger) {
                return Some(mode);
            }
        }
        let mut next = Vec::new();
        for &(word, below) in &layer {
            for &child in document.children(word) {
                let is_subject = word == start
                    && matches!(document.tokens[child].deprel, Deprel::Nsubj | Deprel::NsubjPass);
                if !seen.contains(&child) && sentence.contains(&child) {
                    seen.push(child);
                    next.push((child, below && !is_subject));
                }
            }
            if let Some(head) = document.tokens[word].head.filter(|head| !seen.contains(head)) {
                seen.push(head);
                next.push((head, false));
            }
        }
        layer = next;
    }
    None
}

fn told(document: &Document, kind: &EventType, word: usize, below: bool, is_trigger: bool) -> Option<String> {
    let form = document.form(word).to_lowercase();
    let lemma = document.tokens[word].lemma.to_lowercase();
    let found = [lemma, form].into_iter().flat_map(|text| kind.mode_words.of(&text)).find(|told| {
        let fits_region = match told.region {
            Region::Content => below && !is_trigger,
            Region::Around => true,
        };
        fits_region && stands_before(document, word, &told.before)
    })?;
    Some(found.mode.clone())
}

fn stands_before(document: &Document, word: usize, before: &[String]) -> bool {
    let Some(start) = word.checked_sub(before.len()) else { return false };
    before.iter().zip(start..).all(|(wanted, at)| {
        document.tokens[at].lemma.to_lowercase() == *wanted || document.form(at).to_lowercase() == *wanted
    })
}
