//! An interview printed as questions and answers: what the one who answers tells is his account, nobody's report.

use chancery_lang::Span;

use crate::reading::Reading;

/// From so many marked turns on a text is an interview.
const TURNS: usize = 3;

/// From so many on the whole rest of the text is one.
const MANY: usize = 12;

/// The longest mark of a turn, in characters: a name in brackets.
const LONGEST: usize = 40;

/// The longest turn, in lines with the empty ones between: three paragraphs. What comes after may be the report again.
const LONGEST_TURN: usize = 6;

/// The parts of the text that are turns of an interview; none if there are too few of them.
#[must_use]
pub fn turns(text: &str) -> Vec<Span> {
    let mut turns: Vec<Span> = Vec::new();
    let mut count = 0;
    let mut lines = LONGEST_TURN;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if is_turn(line) {
            count += 1;
            lines = 0;
            turns.push(Span::new(at, end));
        } else if lines + 1 < LONGEST_TURN {
            lines += 1;
            if let Some(last) = turns.last_mut() {
                last.end = end;
            }
        } else {
            lines = LONGEST_TURN;
        }
        at = end;
    }
    match turns.first() {
        Some(first) if count >= MANY => vec![Span::new(first.start, text.len())],
        _ if count >= TURNS => turns,
        _ => Vec::new(),
    }
}

/// "((Jane Hart)) I think", "Q: Why?".
fn is_turn(line: &str) -> bool {
    let line = line.trim_start();
    let bracketed = line
        .strip_prefix("((")
        .and_then(|rest| rest.split_once("))"))
        .is_some_and(|(name, _)| !name.is_empty() && name.chars().count() <= LONGEST);
    bracketed || ["Q:", "Q.", "A:", "A."].iter().any(|mark| line.starts_with(mark))
}

/// Whether a trigger stands in an answer or a question, and in no statement with a speaker.
#[must_use]
pub fn is_answer(reading: &Reading, turns: &[Span], trigger: Span) -> bool {
    turns.iter().any(|turn| turn.contains(trigger))
        && !reading.statements.iter().any(|s| !s.speakers.is_empty() && s.covers(trigger))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_turns_make_an_interview() {
        let text =
            "Ann ran.\n\n((Press)) Why?\n\n((Ann)) They hit us.\nTwice.\n((Press)) So?\n\n\n\n\n\n\nShe won.";
        let parts: Vec<&str> = turns(text).into_iter().map(|turn| turn.of(text).trim()).collect();
        assert_eq!(parts, ["((Press)) Why?", "((Ann)) They hit us.\nTwice.", "((Press)) So?"]);
        let long = "She ran.\n".to_owned() + &"Q: Why?\nA: So.\n\n".repeat(6) + "One.\n\n\n\n\n\n\nTwo.";
        assert_eq!(turns(&long), [Span::new(9, long.len())]);
        assert_eq!(turns("Q: Why?\nA: Because.\n"), []);
        assert_eq!(turns("A. Hart met B. Stone.\nThey talked.\n"), []);
    }
}
