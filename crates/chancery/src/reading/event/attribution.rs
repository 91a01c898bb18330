//! On whose word an event stands (rule 8 of the record).

use super::Party;
use super::matching::Trigger;
use crate::reading::{Reading, StatementId};

/// The innermost statement that tells the event; `None` where the report vouches for it itself. An event that is the
/// speech act of the statement's own speaker ("we reject") is vouched for by the report.
#[must_use]
pub fn attribution_of(reading: &Reading, trigger: &Trigger<'_>, actors: &[Party]) -> Option<StatementId> {
    let (index, statement) = reading
        .statements
        .iter()
        .enumerate()
        .filter(|(_, s)| {
            s.cue_head != Some(trigger.head) && !s.cue.is_some_and(|cue| cue.contains(trigger.span))
        })
        .filter(|(_, s)| s.content.iter().any(|piece| piece.contains(trigger.span)))
        .min_by_key(|(_, s)| s.content.iter().map(|piece| piece.len()).sum::<usize>())?;
    let verbal = trigger.entry.is_speech_act;
    let own = statement
        .speakers
        .iter()
        .any(|voice| voice.entity.is_some() && actors.iter().any(|actor| actor.entity == voice.entity));
    (!(verbal && own)).then_some(StatementId(index))
}
