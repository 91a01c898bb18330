//! On whose word an event stands (rule 8 of the record).

use chancery_lang::{Deprel, Document, Upos};

use super::matching::Trigger;
use super::{Event, Party, declaration, discourse};
use crate::lexicon::cues::{CueClass, Cues};
use crate::plover::Sector;
use crate::reading::clause::is_infinitive;
use crate::reading::statement::{Voice, innermost};
use crate::reading::{EntityKind, Reading, Statement, StatementId, StatementKind};

/// The innermost statement that asserts the event; `None` where the report vouches for it itself. An event that is the
/// speech act of the statement's own speaker ("we reject"), or of the government that the speaker speaks for, is vouched for
/// by the report.
#[must_use]
pub fn attribution_of(
    reading: &Reading,
    cues: &Cues,
    trigger: &Trigger<'_>,
    actors: &[Party],
    is_verbal: bool,
) -> Option<StatementId> {
    let (index, statement) = innermost(&reading.statements, trigger.span, |s| {
        s.cue_head != Some(trigger.head)
            && !s.cue.is_some_and(|cue| cue.contains(trigger.span))
            && !declaration::precedes(reading, s, trigger.span)
            && asserts(&reading.document, cues, s, trigger.head)
    })
    .or_else(|| declaration::over(reading, cues, trigger.span))?;
    let own = statement.speakers.iter().any(|voice| {
        actors.iter().any(|actor| {
            (voice.entity.is_some() && actor.entity == voice.entity) || voice.head == Some(actor.head)
        })
    });
    // "condemned the raid, according to NBC": a paper that tells of words is no witness to be doubted
    let told = statement.cue_head.is_some_and(|cue| reading.document.tokens[cue].upos == Upos::Verb)
        && !statement
            .cue
            .is_some_and(|cue| cue.of(&reading.document.text).to_lowercase().starts_with("according"));
    let by_paper = !told
        && !statement.speakers.is_empty()
        && statement.speakers.iter().all(|voice| {
            let entity = voice.entity.and_then(|id| reading.entities.get(id.0));
            entity.is_some_and(|entity| entity.sector == Some(Sector::Jrn))
        });
    let spoken = trigger.entry.is_speech_act && by_paper
        || (trigger.entry.is_speech_act || is_verbal) && own
        || is_verbal && statement.speakers.iter().any(|voice| speaks_for(reading, voice, actors));
    (!spoken).then_some(StatementId(index))
}

/// Whether a voice is that of the government that alone acts: a minister says what the government decides.
fn speaks_for(reading: &Reading, voice: &Voice, actors: &[Party]) -> bool {
    let [actor] = actors else { return false };
    let Some(speaker) = voice.entity.and_then(|id| reading.entities.get(id.0)) else { return false };
    let body = actor
        .entity
        .and_then(|id| reading.entities.get(id.0))
        .is_none_or(|entity| entity.kind != EntityKind::Person);
    body && speaker.sector == Some(Sector::Gov)
        && actor.sector == Some(Sector::Gov)
        && speaker.country.is_some()
        && speaker.country == actor.country
}

/// Whether a statement says that the event happens: quoted speech does; reported speech does in a clause ("said that
/// rebels attacked"), not in what it takes for granted ("condemned the attack", "wants them to attack").
fn asserts(document: &Document, cues: &Cues, statement: &Statement, trigger: usize) -> bool {
    if statement.is_attitude {
        return false;
    }
    if statement.kind == StatementKind::Direct {
        return true;
    }
    let Some(cue) = statement.cue_head else { return true };
    if statement.speakers.is_empty() && is_own_voice(document, cue) {
        return false;
    }
    if document.tokens[cue].upos == Upos::Adv && is_beside(document, cue, trigger) {
        return false;
    }
    let lemma = document.tokens[cue].lemma.to_lowercase();
    let says = match document.tokens[cue].upos {
        Upos::Verb | Upos::Noun => {
            matches!(cues.class_of(&lemma), None | Some(CueClass::Say | CueClass::Seem | CueClass::Show))
        }
        _ => true,
    };
    let within = document.is_within(trigger, cue);
    says && (!within || is_in_clause(document, trigger, cue))
        || within
            && document.tokens[cue].upos == Upos::Verb
            && cues.class_of(&lemma) == Some(CueClass::Judge)
            && is_charge(document, trigger, cue)
}

/// "Accused the army of shelling": what a phrase with "of" under the cue tells is on the accuser's word; what one with
/// "for" tells ("blamed for") is taken for granted.
fn is_charge(document: &Document, word: usize, cue: usize) -> bool {
    let mut at = word;
    while let Some(head) = document.tokens[at].head {
        if head == cue {
            return document.children(at).iter().any(|&c| {
                matches!(document.tokens[c].deprel, Deprel::Mark | Deprel::Case)
                    && document.tokens[c].lemma.eq_ignore_ascii_case("of")
            });
        }
        at = head;
    }
    false
}

/// Whether a clause lies between the cue and the word.
fn is_in_clause(document: &Document, word: usize, cue: usize) -> bool {
    let mut at = word;
    while at != cue {
        // "praised the town, which had fallen": the report itself tells what follows "which"
        if document.tokens[at].deprel == Deprel::AclRelcl && cue < word {
            return false;
        }
        if matches!(document.tokens[at].deprel, Deprel::Ccomp | Deprel::Parataxis | Deprel::Xcomp) {
            return true;
        }
        match document.tokens[at].head {
            Some(head) => at = head,
            None => return false,
        }
    }
    // the noun of "a claim that": the clause is its own dependent; "a proposal to" claims nothing
    document.tokens[word].deprel == Deprel::Acl && !is_infinitive(document, word)
}

/// "We believe": whoever publishes a statement speaks for himself.
fn is_own_voice(document: &Document, cue: usize) -> bool {
    document
        .children_by(cue, Deprel::Nsubj)
        .any(|who| matches!(document.tokens[who].lemma.to_lowercase().as_str(), "we" | "i"))
}

/// "During a riot in the capital, rioters reportedly set fire to a church": the adverb doubts its verb, not the occasion.
fn is_beside(document: &Document, adverb: usize, word: usize) -> bool {
    let Some(verb) = document.tokens[adverb].head else { return false };
    let mut at = word;
    while let Some(head) = document.tokens[at].head {
        if head == verb {
            return matches!(document.tokens[at].deprel, Deprel::Obl | Deprel::Advcl) && at < adverb;
        }
        at = head;
    }
    false
}

/// A noun inside somebody's speech that takes up what the report itself tells ("this attack", or the same word again) stands
/// on the report's word too.
pub fn vouch_for_known(document: &Document, events: &mut [Event]) {
    let told: Vec<(usize, String, String)> = events
        .iter()
        .filter(|event| event.is_fact())
        .map(|event| {
            let lemma = document.tokens[event.trigger_head].lemma.clone();
            (event.sentence, event.event_type.clone(), lemma)
        })
        .collect();
    for event in events.iter_mut() {
        let nominal = matches!(document.tokens[event.trigger_head].upos, Upos::Noun | Upos::Propn);
        if event.attribution.is_none() || !nominal {
            continue;
        }
        let taken_up = event.event_type == "PROTEST" && discourse::is_definite(document, event.trigger_head);
        let lemma = &document.tokens[event.trigger_head].lemma;
        let known = told.iter().any(|(sentence, kind, word)| {
            *kind == event.event_type && *sentence <= event.sentence && (word == lemma || taken_up)
        });
        if known {
            event.attribution = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::testing::tree;

    #[test]
    fn what_somebody_is_accused_of_is_charged_and_what_for_is_not() {
        let of = "They/they/PRON/2/nsubj accused/accuse/VERB/0/root Oslo/Oslo/PROPN/2/obj of/of/SCONJ/5/mark \
                  shelling/shell/VERB/2/advcl towns/town/NOUN/5/obj";
        assert!(is_charge(&tree(of), 4, 1));
        assert!(is_charge(&tree(of), 5, 1));
        let blamed = "They/they/PRON/2/nsubj blamed/blame/VERB/0/root Oslo/Oslo/PROPN/2/obj for/for/SCONJ/5/mark \
                      shelling/shell/VERB/2/advcl";
        assert!(!is_charge(&tree(blamed), 4, 1));
    }
}
