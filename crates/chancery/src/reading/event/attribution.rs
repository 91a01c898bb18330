//! On whose word an event stands (rule 8 of the record).

use chancery_lang::{Deprel, Document, Upos};

use super::matching::Trigger;
use super::{Event, Party};
use crate::lexicon::cues::{CueClass, Cues};
use crate::reading::statement::innermost;
use crate::reading::{Reading, Statement, StatementId, StatementKind};

/// The innermost statement that asserts the event; `None` where the report vouches for it itself. An event that is the
/// speech act of the statement's own speaker ("we reject") is vouched for by the report.
#[must_use]
pub fn attribution_of(
    reading: &Reading,
    cues: &Cues,
    trigger: &Trigger<'_>,
    actors: &[Party],
) -> Option<StatementId> {
    let (index, statement) = innermost(&reading.statements, trigger.span, |s| {
        s.cue_head != Some(trigger.head)
            && !s.cue.is_some_and(|cue| cue.contains(trigger.span))
            && asserts(&reading.document, cues, s, trigger.head)
    })?;
    let own = statement.speakers.iter().any(|voice| {
        actors.iter().any(|actor| {
            (voice.entity.is_some() && actor.entity == voice.entity) || voice.head == Some(actor.head)
        })
    });
    (!(trigger.entry.is_speech_act && own)).then_some(StatementId(index))
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
        if matches!(
            document.tokens[at].deprel,
            Deprel::Ccomp | Deprel::Parataxis | Deprel::Xcomp | Deprel::AclRelcl
        ) {
            return true;
        }
        match document.tokens[at].head {
            Some(head) => at = head,
            None => return false,
        }
    }
    // the noun of "a claim that": the clause is its own dependent
    document.tokens[word].deprel == Deprel::Acl
}

/// A definite noun inside quoted speech ("this attack") that takes up an event the report has vouched for stands on
/// the report's word too.
pub fn vouch_for_known(document: &Document, events: &mut [Event]) {
    for i in 0..events.len() {
        let (before, rest) = events.split_at_mut(i);
        let event = &mut rest[0];
        let nominal = matches!(document.tokens[event.trigger_head].upos, Upos::Noun | Upos::Propn);
        if event.attribution.is_none() || !nominal {
            continue;
        }
        let known = before.iter().any(|other| {
            other.event_type == event.event_type
                && other.attribution.is_none()
                && document.tokens[other.trigger_head].lemma == document.tokens[event.trigger_head].lemma
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
