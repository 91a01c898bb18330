//! Which cue a quotation belongs to: the one after it, before it or between its parts; else the one it continues.

use chancery_lang::{Deprel, Document, Span, TokenRange, Upos};

use super::content::is_gerund;
use super::cue_word::CueWord;
use super::quotation::Quotation;
use super::speaker::{is_passive, noun_before_gerund, subject_of};
use super::trailing::medial;
use crate::lexicon::{Complement, CueClass, CueKind};

/// Quotations over the words of a document.
#[derive(Debug)]
pub(super) struct Quoted<'a> {
    /// The quotations, in order.
    pub quotations: &'a [Quotation],
    /// The words of each.
    pub ranges: Vec<TokenRange>,
    /// For each word the quotation it stands in.
    inside: Vec<Option<usize>>,
}

impl<'a> Quoted<'a> {
    /// Lays the quotations over the words.
    pub fn new(document: &Document, quotations: &'a [Quotation]) -> Self {
        let mut inside = vec![None; document.tokens.len()];
        let mut ranges = Vec::with_capacity(quotations.len());
        for (number, quotation) in quotations.iter().enumerate() {
            let span = quotation.span();
            let start = document.tokens.partition_point(|t| t.span.end <= span.start);
            let end = document.tokens.partition_point(|t| t.span.start < span.end);
            for slot in inside.iter_mut().take(end).skip(start) {
                *slot = Some(number);
            }
            ranges.push(start..end.max(start));
        }
        Quoted { quotations, ranges, inside }
    }

    /// The quotation that word `i` stands in.
    pub fn at(&self, i: usize) -> Option<usize> {
        self.inside.get(i).copied().flatten()
    }

    /// Whether a quotation is speech and no quoted word, title or nickname.
    fn is_speech(&self, document: &Document, number: usize) -> bool {
        let span = self.quotations[number].span();
        let words = span.of(&document.text).split_whitespace().count();
        let body = span.of(&document.text).trim_matches(is_mark);
        let long = words >= 3
            || body.ends_with(['.', ',', '!', '?', '…'])
            || self.quotations[number].pieces.len() > 1;
        long && !self.is_title(document, number)
    }

    /// Whether a quotation is the title of a work: every long word has a capital, and it goes on a phrase of the report's
    /// own: "on the programme “Morning Line.”", "her book “The Long Way Home,”".
    fn is_title(&self, document: &Document, number: usize) -> bool {
        let span = self.quotations[number].span();
        let before = document.text[..span.start].trim_end();
        if !before.ends_with(|c: char| c.is_alphanumeric() || "'’".contains(c)) {
            return false;
        }
        let Some(last) = self.ranges[number].start.checked_sub(1) else { return false };
        let phrase = matches!(
            document.tokens[last].upos,
            Upos::Adp | Upos::Noun | Upos::Propn | Upos::Det | Upos::Part | Upos::Adj
        );
        let words = || {
            span.of(&document.text)
                .split_whitespace()
                .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()))
                .filter(|w| !w.is_empty())
        };
        let capital = |w: &str| w.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
        let long: Vec<&str> = words().filter(|w| w.chars().count() > 3).collect();
        phrase
            && words().count() > 1
            && !long.is_empty()
            && words().next().is_some_and(capital)
            && long.iter().all(|w| capital(w))
    }
}

/// Any mark that may open or close a quotation.
pub(super) fn is_mark(c: char) -> bool {
    "\"“”„«»'‘’`".contains(c)
}

/// How a quotation came to its cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The cue follows: "…," she said.
    Follows,
    /// The cue precedes: She said: "…".
    Precedes,
    /// The quotation goes on after the cue's sentence or paragraph.
    Continues,
    /// A new paragraph that stands alone, with the speaker of the one before.
    Inherits,
}

/// A quotation's cue, as an index into the cue words, and how it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attached {
    /// Index into the cue words.
    pub cue: usize,
    /// How it was found.
    pub way: Way,
}

/// For each quotation its cue.
pub(super) fn attach(
    document: &Document,
    quoted: &Quoted<'_>,
    cue_words: &[CueWord<'_>],
    paragraphs: &[Span],
) -> Vec<Option<Attached>> {
    let mut found: Vec<Option<Attached>> = Vec::with_capacity(quoted.quotations.len());
    for number in 0..quoted.quotations.len() {
        let own = by_cue(document, quoted, cue_words, number);
        let attached = if quoted.is_speech(document, number) {
            own.or_else(|| interrupted(document, quoted, cue_words, &found, number))
                .or_else(|| continued(document, quoted, cue_words, paragraphs, &found, number))
        } else {
            own.filter(|a| {
                a.way == Way::Precedes
                    && cue_words[a.cue].cue.takes(Complement::Clause)
                    && adjoins(document, quoted, &cue_words[a.cue], number)
            })
        };
        let attached = attached.or_else(|| joined(document, quoted, &found));
        found.push(attached);
    }
    found
}

fn by_cue(
    document: &Document,
    quoted: &Quoted<'_>,
    cue_words: &[CueWord<'_>],
    number: usize,
) -> Option<Attached> {
    let text = &document.text;
    let span = quoted.quotations[number].span();
    let body = span.of(text).trim_end_matches(is_mark).trim_end();
    let next = text[span.end..].trim_start().chars().next();
    let open_ended = body.ends_with([',', '?', '!', '-', '—', '–', '…']) || next == Some(',');
    let attached = |way: Way| move |cue: usize| Attached { cue, way };
    let preceding = nearest_before(document, quoted, cue_words, number).map(attached(Way::Precedes));
    let following = nearest_after(document, quoted, cue_words, number).map(attached(Way::Follows));
    let before = text[..span.start].trim_end();
    // "She scolded him: “We waited,” she said": a quotation that ends with a comma is said by what follows.
    let awaits_cue = body.ends_with(',');
    if before.ends_with(':') && preceding.is_some() && !(awaits_cue && following.is_some()) {
        return preceding;
    }
    // "chanted “What law?” and left": nothing stands between the cue and the quotation.
    let touches = preceding.is_some_and(|a| {
        cue_words[a.cue].head + 1 == quoted.ranges[number].start && before.ends_with(char::is_alphanumeric)
    });
    if open_ended && !touches { following.or(preceding) } else { preceding.or(following) }
}

fn is_speech_cue(document: &Document, quoted: &Quoted<'_>, cue_word: &CueWord<'_>) -> bool {
    let speaks = match cue_word.cue.kind {
        CueKind::Verb => cue_word.cue.takes(Complement::Quote),
        CueKind::Phrase => cue_word.cue.takes(Complement::Quote) || cue_word.cue.takes(Complement::Speaker),
        _ => false,
    };
    speaks
        && quoted.at(cue_word.head).is_none()
        && !(is_passive(document, cue_word.head)
            && (cue_word.cue.takes(Complement::ObjectInfinitive)
                || cue_word.cue.takes(Complement::Predicate)))
}

fn is_word(document: &Document, i: usize) -> bool {
    document.form(i).chars().any(char::is_alphanumeric)
}

/// The sentence of the first word in a quotation; marks may be counted to the sentence before.
fn first_sentence(document: &Document, range: &TokenRange) -> Option<usize> {
    let first = range.clone().find(|&i| is_word(document, i)).unwrap_or(range.start);
    Some(document.tokens.get(first)?.sentence)
}

/// Whether the quotation begins its sentence.
fn starts_sentence(document: &Document, range: &TokenRange) -> bool {
    let before = (0..range.start).rev().find(|&i| is_word(document, i));
    before.is_none_or(|b| Some(document.tokens[b].sentence) != first_sentence(document, range))
}

/// Whether no word of its last sentence follows the quotation.
fn ends_sentence(document: &Document, range: &TokenRange) -> bool {
    let last = range.clone().rev().find(|&i| is_word(document, i)).unwrap_or(range.start);
    let after = (range.end..document.tokens.len()).find(|&i| is_word(document, i));
    after.is_none_or(|a| document.tokens[a].sentence != document.tokens[last].sentence)
}

/// The quotation that a conjunction joins to the one before: They chanted "Out now" and "No more".
fn joined(document: &Document, quoted: &Quoted<'_>, attached: &[Option<Attached>]) -> Option<Attached> {
    let before = attached.len().checked_sub(1)?;
    let cue = (*attached.get(before)?).filter(|a| a.way == Way::Precedes)?;
    joins(document, quoted, before).then_some(cue)
}

/// Whether nothing but "and" or "or" stands between a quotation and the next.
fn joins(document: &Document, quoted: &Quoted<'_>, number: usize) -> bool {
    let Some(next) = quoted.quotations.get(number + 1) else { return false };
    let gap = document.text.get(quoted.quotations[number].span().end..next.span().start).unwrap_or("");
    let mut words = gap.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    matches!((words.next(), words.next()), (Some("and" | "or"), None)) && !gap.contains('\n')
}

/// The quotation after an interrupting clause: "Every time," she said, nodding at him, "we lose."
fn interrupted(
    document: &Document,
    quoted: &Quoted<'_>,
    cue_words: &[CueWord<'_>],
    attached: &[Option<Attached>],
    number: usize,
) -> Option<Attached> {
    let before = attached.len().checked_sub(1)?;
    let cue = (*attached.get(before)?)?.cue;
    let sentence = first_sentence(document, &quoted.ranges[number])?;
    let first = quoted.quotations[before].span().of(&document.text);
    let same = document.tokens[cue_words[cue].head].sentence == sentence
        && quoted.ranges[before].end <= cue_words[cue].head;
    let comma = first.trim_end_matches(is_mark).ends_with([',', '-', '—', '–', '…']);
    (same && comma).then_some(Attached { cue, way: Way::Precedes })
}

fn nearest_after(
    document: &Document,
    quoted: &Quoted<'_>,
    cue_words: &[CueWord<'_>],
    number: usize,
) -> Option<usize> {
    let range = &quoted.ranges[number];
    let first = range.end;
    let sentence = document.tokens.get(first)?.sentence;
    let gap = document.text.get(quoted.quotations[number].span().end..document.tokens[first].span.start)?;
    if gap.contains('\n') {
        return None;
    }
    let from = cue_words.partition_point(|c| c.head < first);
    let (index, cue_word) = cue_words[from..]
        .iter()
        .enumerate()
        .take_while(|(_, c)| document.tokens[c.head].sentence == sentence && c.head < first + 30)
        .find(|(_, c)| is_speech_cue(document, quoted, c))?;
    let between = first..cue_word.head;
    if between.clone().any(|i| quoted.at(i).is_some_and(|q| quoted.is_speech(document, q))) {
        return None;
    }
    // "… is “late”, with the union calling it “absurd”", "… “filled his pockets” instead of asking": a clause of its own.
    let marked = document.child_by(cue_word.head, Deprel::Mark).is_some_and(|m| m > first);
    let own = quoted.at(cue_word.head + 1).is_some() || noun_before_gerund(document, cue_word.head).is_some();
    if is_gerund(document, cue_word.head) && (marked || own) {
        return None;
    }
    // "… “a loss.” Hart also praised the crew": what is praised is not what was said before.
    let object = document.child_by(cue_word.head, Deprel::Obj).is_some_and(|o| o > cue_word.head);
    if object && cue_word.cue.class == CueClass::Judge {
        return None;
    }
    // "On the show 'Today at Noon', the minister said that …": the clause that follows is what is said.
    let clause_follows = document
        .children_by(cue_word.head, Deprel::Ccomp)
        .any(|c| c > cue_word.head && quoted.at(c).is_none());
    if clause_follows && !starts_sentence(document, range) {
        return None;
    }
    let subject = subject_of(document, cue_word.top);
    let start = between.clone().find(|&i| document.form(i).chars().any(char::is_alphanumeric));
    // Between the quotation and the cue stands the subject and nothing else.
    let clean = start.is_none_or(|i| {
        cue_word.words.contains(&i)
            || subject.is_some_and(|s| document.is_within(i, s.head))
            || document.is_within(i, cue_word.top)
            || (matches!(document.tokens[i].upos, Upos::Propn | Upos::Pron | Upos::Det | Upos::Noun)
                && !between.clone().any(|j| matches!(document.tokens[j].upos, Upos::Verb | Upos::Aux)))
    });
    (clean && (subject.is_some() || start.is_some() || between.is_empty())).then_some(from + index)
}

fn nearest_before(
    document: &Document,
    quoted: &Quoted<'_>,
    cue_words: &[CueWord<'_>],
    number: usize,
) -> Option<usize> {
    let range = &quoted.ranges[number];
    let last = range.start.checked_sub(1)?;
    let span = quoted.quotations[number].span();
    let before = document.text[..span.start].trim_end();
    let colon = before.ends_with(':');
    let last_word = (0..range.start).rev().find(|&i| is_word(document, i))?;
    let same = first_sentence(document, range) == Some(document.tokens[last_word].sentence);
    if !same && !colon {
        return None;
    }
    let sentence = document.tokens[last_word].sentence;
    let upto = cue_words.partition_point(|c| c.head <= last);
    // "cited 'political tensions' in many countries": a quoted phrase that goes on is part of an unquoted one.
    let next = document.tokens.get(range.end);
    let goes_on = next
        .is_some_and(|t| t.span.start > span.end && t.upos != Upos::Punct && t.sentence == sentence)
        && !span.of(&document.text).trim_end_matches(is_mark).ends_with([',', '.', '!', '?', '…', '-', '—']);
    if goes_on && !colon && !joins(document, quoted, number) {
        return None;
    }
    let in_sentence = || {
        let before = cue_words[..upto].iter().enumerate().rev();
        before.take_while(|(_, c)| document.tokens[c.head].sentence == sentence)
    };
    let noun = |c: &CueWord<'_>| colon && c.cue.kind == CueKind::Noun && quoted.at(c.head).is_none();
    let (index, cue_word) = in_sentence()
        .find(|(_, c)| is_speech_cue(document, quoted, c))
        .or_else(|| in_sentence().find(|(_, c)| noun(c)))?;
    if (cue_word.head..=last).any(|i| quoted.at(i).is_some()) && !colon {
        return None;
    }
    // "called it 'a farce'": object and predicate are read from the tree.
    let object = document.child_by(cue_word.head, Deprel::Obj);
    if cue_word.cue.takes(Complement::Predicate) && object.is_some_and(|o| o < range.start) && !colon {
        return None;
    }
    if colon || adjoins(document, quoted, cue_word, number) {
        return Some(index);
    }
    let comma = before.ends_with(',');
    (comma && !is_embedded(document, cue_word, range.start)).then_some(index)
}

/// Whether nothing stands between cue and quotation but a comma, an addressee or a date.
fn adjoins(document: &Document, quoted: &Quoted<'_>, cue_word: &CueWord<'_>, number: usize) -> bool {
    let start = quoted.ranges[number].start;
    if cue_word.head >= start {
        return true;
    }
    let clause = document.children_by(cue_word.head, Deprel::Ccomp).next();
    let own = |i: usize| {
        cue_word.words.contains(&i)
            || !document.form(i).chars().any(char::is_alphanumeric)
            || document.children(cue_word.head).iter().any(|&c| {
                Some(c) != clause
                    && matches!(
                        document.tokens[c].deprel,
                        Deprel::Obl
                            | Deprel::OblUnmarked
                            | Deprel::Advmod
                            | Deprel::Iobj
                            | Deprel::Obj
                            | Deprel::Nsubj
                    )
                    && !document.tokens[c].span.overlaps(quoted.quotations[number].span())
                    && document.subtree(c).last().is_some_and(|&l| l < start)
                    && document.is_within(i, c)
            })
    };
    (cue_word.head + 1..start).all(own) && !is_embedded(document, cue_word, start)
}

/// Whether the quotation that begins at word `start` stands inside of a longer clause of the cue.
fn is_embedded(document: &Document, cue_word: &CueWord<'_>, start: usize) -> bool {
    document.children_by(cue_word.head, Deprel::Ccomp).any(|clause| {
        document
            .subtree(clause)
            .into_iter()
            .find(|&w| document.form(w).chars().any(char::is_alphanumeric))
            .is_some_and(|first| first < start && first > cue_word.head)
    })
}

/// The cue of the quotation before, when this one stands alone and follows it.
fn continued(
    document: &Document,
    quoted: &Quoted<'_>,
    cue_words: &[CueWord<'_>],
    paragraphs: &[Span],
    attached: &[Option<Attached>],
    number: usize,
) -> Option<Attached> {
    let range = &quoted.ranges[number];
    if !starts_sentence(document, range) || !ends_sentence(document, range) {
        return None;
    }
    let (before, cue) = attached.iter().enumerate().rev().find_map(|(n, a)| a.map(|a| (n, a.cue)))?;
    let here = quoted.quotations[number].span();
    let there = quoted.quotations[before].span().cover(cue_words[cue].span(document));
    let paragraph_of = |at: usize| paragraphs.partition_point(|p| p.start <= at);
    let distance = paragraph_of(here.start).checked_sub(paragraph_of(there.end.saturating_sub(1)))?;
    let gap = document.text.get(there.end..here.start)?;
    let bare = gap.chars().all(|c| !c.is_alphanumeric());
    let cue_sentence = document.tokens[cue_words[cue].head].sentence;
    let next_sentence = first_sentence(document, range)? <= cue_sentence + 1;
    // One sentence of the report between: "… . He paused. "…"".
    let aside = first_sentence(document, range)? == cue_sentence + 2
        && document.root(cue_sentence + 1).and_then(|root| subject_of(document, root)).is_some_and(|s| {
            matches!(document.tokens[s.head].lemma.to_lowercase().as_str(), "he" | "she" | "they")
        });
    if distance == 0 && (bare || next_sentence || aside) {
        return Some(Attached { cue, way: Way::Continues });
    }
    let double =
        !here.of(&document.text).starts_with(['\'', '‘']) || here.of(&document.text).starts_with("''");
    (distance == 1 && bare && double).then_some(Attached { cue, way: Way::Inherits })
}

/// The pieces that a cue's quotations make, with the unquoted words that begin or end the quoted sentence: `The plan "is a
/// misguided approach," said Ms Hart`.
pub(super) fn content(
    document: &Document,
    quoted: &Quoted<'_>,
    cue_word: &CueWord<'_>,
    numbers: &[usize],
) -> Vec<Span> {
    let mut pieces: Vec<Span> =
        numbers.iter().flat_map(|&n| quoted.quotations[n].pieces.iter().copied()).collect();
    let sentence = document.sentence_of(cue_word.head);
    let Some(&first) = numbers.first() else { return pieces };
    let range = quoted.ranges[first].clone();
    let body = quoted.quotations[first].span().of(&document.text).trim_start_matches(is_mark);
    if range.start > cue_word.head && body.starts_with(char::is_lowercase) {
        // "When they came, Mr Hart said, 'we were not ready.'": the quotation ends a sentence begun before the cue.
        if let Some((before, _, _)) = medial(document, cue_word) {
            let verbal = before.clone().any(|i| matches!(document.tokens[i].upos, Upos::Verb | Upos::Aux));
            if verbal && before.clone().all(|i| quoted.at(i).is_none()) {
                pieces.push(document.span_of(&before));
            }
        }
    }
    if range.start < cue_word.head && range.start > sentence.start && sentence.contains(&range.start) {
        let lead = sentence.start..range.start;
        let unquoted = lead.clone().all(|i| quoted.at(i).is_none());
        let words = lead.clone().any(|i| document.form(i).chars().any(char::is_alphanumeric));
        let introduced = document.form(range.start - 1) == ":";
        if unquoted && words && !introduced && lead.len() <= 30 {
            if let Some(piece) = pieces.first_mut() {
                piece.start = document.tokens[lead.start].span.start;
            }
        }
    }
    pieces
}
