//! Who is quoted or reported as saying, thinking, wanting or knowing what.

mod attitude;
mod block;
mod content;
mod cue_word;
mod direct;
mod frame;
mod holder;
mod label;
mod pieces;
pub mod quotation;
mod source;
mod speaker;
#[cfg(test)]
mod tests;
mod trailing;

use chancery_lang::{Deprel, Document, Span, Upos};

use super::entity::{Entity, EntityId};
use super::skip::Skipped;
use crate::lexicon::{Complement, CueClass, CueKind, Cues};
pub use attitude::Candidate;
use block::Block;
use content::{Content, Shape};
use cue_word::CueWord;
use direct::{Quoted, Way};
use quotation::Quotation;

/// Index into [`crate::Reading::statements`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatementId(pub usize);

/// How the words of a statement are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatementKind {
    /// Word for word, in quotation marks or as a block of speech.
    Direct,
    /// Reported in the report's own words.
    Indirect,
    /// Reported with quoted pieces.
    Mixed,
}

impl StatementKind {
    /// As the record spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            StatementKind::Direct => "direct",
            StatementKind::Indirect => "indirect",
            StatementKind::Mixed => "mixed",
        }
    }
}

/// A speaker or addressee: its words and, where known, its entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The words, without trailing clauses.
    pub span: Span,
    /// The word that names the speaker: the head of the words, for a relative pronoun its antecedent.
    pub head: Option<usize>,
    /// Who it is.
    pub entity: Option<EntityId>,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Who speaks; several when joint, none when nobody is named.
    pub speakers: Vec<Voice>,
    /// "said", "according to"; `None` when there is none.
    pub cue: Option<Span>,
    /// The word that heads the cue.
    pub cue_head: Option<usize>,
    /// All pieces of what is said, in order, quotation marks included.
    pub content: Vec<Span>,
    /// How it is given.
    pub kind: StatementKind,
    /// Who is spoken to.
    pub addressees: Vec<Voice>,
    /// Whether it is an attitude to its content ("supports the ban"), which asserts nothing, and was found without a cue of the
    /// lexicon.
    pub is_attitude: bool,
}

impl Statement {
    /// Whether one piece of what is said holds this part of the text.
    #[must_use]
    pub fn covers(&self, span: Span) -> bool {
        self.content.iter().any(|piece| piece.contains(span))
    }
}

/// The shortest of the wanted statements that cover a part of the text, with its index; the first of equals.
pub fn innermost(
    statements: &[Statement],
    span: Span,
    wanted: impl Fn(&Statement) -> bool,
) -> Option<(usize, &Statement)> {
    let covering = statements.iter().enumerate().filter(|(_, s)| s.covers(span) && wanted(s));
    covering.min_by_key(|(_, s)| s.content.iter().map(|piece| piece.len()).sum::<usize>())
}

/// Whether a part of the text stands in direct speech.
#[must_use]
pub fn is_quoted(statements: &[Statement], span: Span) -> bool {
    statements.iter().any(|s| s.kind == StatementKind::Direct && s.covers(span))
}

/// Finds who says, thinks, wants or knows what, in text order. Speakers are linked to those `entities` that have a
/// mention with the same head.
#[must_use]
pub fn find_statements(
    document: &Document,
    cues: &Cues,
    skipped: &[Skipped],
    entities: &[Entity],
) -> Vec<Statement> {
    let quotations = quotation::find_quotations(&document.text);
    let quoted = Quoted::new(document, &quotations);
    let mut found = told(document, cues, skipped, &quoted);
    found.extend(attitude::attitudes(document, cues, &quoted, &found));
    finish(&document.text, &quotations, skipped, entities, found)
}

/// Every word that may tell of an attitude outside of the statements that have a cue of the lexicon: what the weights of
/// `lexicon/attitudes.tsv` are fitted to.
#[must_use]
pub fn find_candidates(document: &Document, cues: &Cues) -> Vec<Candidate> {
    let quotations = quotation::find_quotations(&document.text);
    let quoted = Quoted::new(document, &quotations);
    let found = told(document, cues, &[], &quoted);
    attitude::candidates(document, cues, &quoted, &found, |_, _| true)
}

/// The statements that have a cue of the lexicon or a label.
fn told(document: &Document, cues: &Cues, skipped: &[Skipped], quoted: &Quoted<'_>) -> Vec<Statement> {
    let quotations = quoted.quotations;
    let paragraphs = quotation::paragraphs(&document.text);
    let mut cue_words = cue_word::find_cue_words(document, cues);
    cue_words.retain(|c| !skipped.iter().any(|part| part.span.overlaps(document.tokens[c.head].span)));
    let mut attached = direct::attach(document, quoted, &cue_words, &paragraphs);
    let blocks = block::find_blocks(document, quoted, &cue_words, &paragraphs);

    let mut found = label::signed(document, quoted, &attached, &paragraphs);
    let signed: Vec<Span> = found.iter().flat_map(|s| s.content.iter().copied()).collect();
    for (attachment, quotation) in attached.iter_mut().zip(quotations) {
        if quotation.pieces.iter().any(|piece| signed.iter().any(|whole| whole.contains(*piece))) {
            *attachment = None;
        }
    }
    found.extend(label::labels(document, quoted, &attached, &paragraphs));
    for (index, cue_word) in cue_words.iter().enumerate() {
        let own = |way: fn(Way) -> bool| {
            let attached = attached.iter().enumerate();
            attached
                .filter(move |(_, a)| a.is_some_and(|a| a.cue == index && way(a.way)))
                .map(|(number, _)| number)
        };
        let direct: Vec<usize> = own(|way| way != Way::Inherits).collect();
        let block = blocks.iter().find(|block| block.cue == index);
        let statement = if let Some(block) = block {
            Some(spoken(document, cue_word, quoted, block.pieces.clone()))
        } else if !direct.is_empty() {
            let content = direct::content(document, quoted, cue_word, &direct);
            let names = cue_word.cue.takes(Complement::Predicate);
            Some(spoken(document, cue_word, quoted, content))
                // "a boat named “Sea Breeze”" is a name, no speech.
                .filter(|statement| !names || !statement.speakers.is_empty())
        } else if cue_word.cue.takes(Complement::Speaker) {
            source::by_source(document, cue_word, quotations)
        } else {
            let spoken_of = in_speech(document, quoted, &blocks, cue_word.head);
            let nobodys = quoted.at(cue_word.head).is_some_and(|number| attached[number].is_none());
            reported(document, &cue_words, index, quoted, spoken_of).filter(|_| !nobodys)
        };
        for number in own(|way| way == Way::Inherits) {
            let inherited = spoken(document, cue_word, quoted, quotations[number].pieces.clone());
            found.push(Statement { cue: None, cue_head: None, ..inherited });
        }
        found.extend(statement);
    }
    found
}

/// A statement given word for word.
fn spoken(document: &Document, cue_word: &CueWord<'_>, quoted: &Quoted<'_>, content: Vec<Span>) -> Statement {
    let speakers = if cue_word.cue.takes(Complement::Speaker) {
        source::named_after(document, cue_word)
            .map(|named| speaker::voices(document, named))
            .unwrap_or_default()
    } else {
        speaker::speakers_beside(document, cue_word, quoted)
    };
    Statement {
        speakers,
        cue: Some(cue_word.span(document)),
        cue_head: Some(cue_word.head),
        content,
        kind: StatementKind::Direct,
        addressees: Vec::new(),
        is_attitude: false,
    }
}

/// A statement in the report's words.
fn reported(
    document: &Document,
    cue_words: &[CueWord<'_>],
    index: usize,
    quoted: &Quoted<'_>,
    in_speech: bool,
) -> Option<Statement> {
    let cue_word = &cue_words[index];
    let mut content = content::content_of(document, cue_word)?;
    if let Some(number) = quoted.at(cue_word.head) {
        // What is said inside of a quotation ends with it.
        content.words.retain(|&w| quoted.at(w) == Some(number));
    }
    if let Some(comma) = source::appended(document, cue_words, index) {
        content.words.retain(|&w| w < comma);
    }
    let speakers = match content.speaker.clone().and_then(|words| speaker::named_in(document, words)) {
        Some(named) => speaker::voices(document, named),
        None => speaker::speakers_of(document, cue_word),
    };
    if !is_worth(document, cue_word, &content, &speakers, in_speech) {
        return None;
    }
    let spans = pieces::spans_of(document, &content.words, &content.gaps, quoted.quotations);
    // "a boat called “Sea Breeze”": a name that nobody gives is no speech.
    let is_quotation = |span: &Span| quoted.quotations.iter().any(|q| q.span() == *span);
    let named =
        cue_word.cue.takes(Complement::Predicate) && speakers.is_empty() && spans.iter().all(is_quotation);
    if spans.is_empty() || named {
        return None;
    }
    let mut whole = cue_word.clone();
    whole.words.extend(&content.cue_words);
    whole.words.sort_unstable();
    Some(Statement {
        speakers,
        cue: Some(whole.span(document)),
        cue_head: Some(cue_word.head),
        content: spans,
        kind: StatementKind::Indirect,
        addressees: content.addressee.map(|word| speaker::voices(document, word)).unwrap_or_default(),
        is_attitude: false,
    })
}

/// Whether a word stands in direct speech, in quotation marks or in a block.
fn in_speech(document: &Document, quoted: &Quoted<'_>, blocks: &[Block], word: usize) -> bool {
    let span = document.tokens[word].span;
    quoted.at(word).is_some() || blocks.iter().any(|b| b.pieces.iter().any(|piece| piece.contains(span)))
}

/// Whether a cue with this content is an attribution and no mere turn of phrase.
fn is_worth(
    document: &Document,
    cue_word: &CueWord<'_>,
    content: &Content,
    speakers: &[Voice],
    in_speech: bool,
) -> bool {
    let phrase = content.shape == Shape::Phrase;
    if in_speech {
        // Inside of direct speech only what is said of others: no "I think".
        let third = speakers.iter().all(|v| {
            !v.head.is_some_and(|h| {
                matches!(document.tokens[h].lemma.to_lowercase().as_str(), "i" | "we" | "you")
            })
        });
        let evidence = |v: &Voice| v.head.is_some_and(|h| holder::is_evidence(document, h));
        let says =
            matches!(cue_word.cue.class, CueClass::Say | CueClass::Ask | CueClass::Deny | CueClass::Show)
                || (cue_word.cue.class == CueClass::Know && speakers.iter().any(evidence));
        let known = speakers
            .iter()
            .filter_map(|v| v.head)
            .any(|h| holder::is_somebody(document, h) || (holder::is_evidence(document, h) && !phrase));
        return says && third && known;
    }
    let lemma_of = |v: &Voice| v.head.map(|h| document.tokens[h].lemma.to_lowercase());
    let is = |wanted: &'static [&'static str]| {
        move |v: &Voice| lemma_of(v).is_some_and(|l| wanted.contains(&l.as_str()))
    };
    let loose = phrase || content.shape == Shape::Infinitive;
    // "We remain determined to …" outside of any quotation: the writer's own will is nobody's statement.
    let utters = matches!(cue_word.cue.class, CueClass::Say | CueClass::Ask) && !phrase;
    if loose && !utters && speakers.iter().any(is(&["we", "i", "you"])) {
        return false;
    }
    // "I think", and "let's say", of a writer or somebody interviewed is his own word, reported by nobody.
    let own = !matches!(cue_word.cue.class, CueClass::Say | CueClass::Ask | CueClass::Deny | CueClass::Show);
    if own && speakers.iter().any(is(&["i", "you"]))
        || speakers.iter().any(|v| v.head.is_some_and(|h| matches!(document.form(h), "'s" | "’s")))
    {
        return false;
    }
    // "a vote that is called a plebiscite": the name of a thing that nobody gives it.
    let cue = cue_word.cue;
    let names = cue.class == CueClass::Say
        && cue.takes(Complement::Predicate)
        && ![Complement::Clause, Complement::Object, Complement::ObjectInfinitive]
            .iter()
            .any(|c| cue.takes(*c));
    if names && speakers.is_empty() {
        return false;
    }
    // "a plan that supports growth": things hold no view.
    if loose && speakers.iter().any(is(&["that", "which", "this", "these", "those"])) {
        return false;
    }
    // "asked him to press for more": he may never do it.
    let controlled = speakers.iter().filter_map(|v| v.head).any(|h| {
        matches!(document.tokens[h].deprel, Deprel::Obj | Deprel::Iobj)
            && document.tokens[h].head == document.tokens[cue_word.top].head
    });
    if controlled && content::is_infinitive(document, cue_word.top) {
        return false;
    }
    // "the named suspect": a participle before its noun reports nothing.
    if document.tokens[cue_word.top].deprel == Deprel::Amod {
        return false;
    }
    // "scolded him": a pronoun tells nothing that is said.
    if phrase && matches!(content.words.as_slice(), [only] if document.tokens[*only].upos == Upos::Pron) {
        return false;
    }
    // "is expected to" has its unnamed holders; "is asked to", "is meant to" tell what is required or what for.
    let impersonal = matches!(cue_word.cue.class, CueClass::Ask | CueClass::Want)
        && content.shape == Shape::Infinitive
        && cue_word.cue.kind == CueKind::Verb;
    if speakers.is_empty() && (phrase || impersonal) {
        return false;
    }
    if phrase && cue_word.cue.kind != CueKind::Noun {
        // A verb with a noun phrase is an attitude only of somebody, in a clause of its own.
        let shows = cue_word.cue.class == CueClass::Show;
        let fits = |head: usize| {
            if shows { holder::is_evidence(document, head) } else { holder::is_somebody(document, head) }
        };
        let somebody = speakers.iter().any(|v| v.head.is_some_and(fits));
        if !somebody || speaker::is_purpose(document, cue_word) {
            return false;
        }
    }
    // "a deal that supports lifting the ban": nor do things want or judge.
    let minded = matches!(cue_word.cue.class, CueClass::Judge | CueClass::Want | CueClass::Feel);
    let holds = |v: &Voice| v.head.is_some_and(|h| holder::is_somebody(document, h));
    if minded && content.shape == Shape::Infinitive && !speakers.is_empty() && !speakers.iter().any(holds) {
        return false;
    }
    let attitude =
        matches!(cue_word.cue.class, CueClass::Think | CueClass::Want | CueClass::Know | CueClass::Feel);
    if phrase && attitude && cue_word.cue.kind == CueKind::Verb {
        return false;
    }
    let noun = cue_word.cue.kind == CueKind::Noun;
    !(noun
        && (phrase && cue_word.cue.class != CueClass::Judge
            || speakers.is_empty() && content.shape != Shape::Clause))
}

/// Sets kinds and entities, drops what is empty or said twice, and puts all in text order.
fn finish(
    text: &str,
    quotations: &[Quotation],
    skipped: &[Skipped],
    entities: &[Entity],
    mut found: Vec<Statement>,
) -> Vec<Statement> {
    let entity_at =
        |token: usize| entities.iter().position(|e| e.mentions.iter().any(|m| m.head == token)).map(EntityId);
    for statement in &mut found {
        statement.content.retain(|span| !skipped.iter().any(|part| part.span.contains(*span)));
        statement.content.sort_unstable();
        statement.content.dedup();
        for voice in statement.speakers.iter_mut().chain(&mut statement.addressees) {
            voice.entity = voice.head.and_then(entity_at);
        }
        if let Some(cue) = statement.cue {
            // "According to the mayor": the cue is no part of who speaks
            for voice in &mut statement.speakers {
                if voice.span.start == cue.start && cue.end < voice.span.end {
                    let name = text[cue.end..voice.span.end].trim_start().len();
                    voice.span.start = voice.span.end - name;
                }
            }
        }
        if statement.kind == StatementKind::Indirect {
            let holds_quotation = |span: &Span| quotations.iter().any(|q| span.contains(q.span()));
            let is_quotation = |span: &Span| quotations.iter().any(|q| *span == q.span());
            if statement.content.iter().all(is_quotation) {
                statement.kind = StatementKind::Direct;
            } else if statement.content.iter().any(holds_quotation) {
                statement.kind = StatementKind::Mixed;
            }
        }
    }
    found.retain(|statement| !statement.content.is_empty());
    // "refused to say whether": one statement with the whole cue, not another of "refused".
    let within = |inner: &Statement, outer: &Statement| {
        let (Some(inner), Some(outer)) = (inner.cue, outer.cue) else { return false };
        outer.contains(inner) && inner != outer
    };
    let whole: Vec<bool> = found.iter().map(|s| !found.iter().any(|other| within(s, other))).collect();
    let mut keep = whole.into_iter();
    found.retain(|_| keep.next().unwrap_or(true));
    found.sort_by_key(|s| (s.content.first().map(|c| c.start), s.cue.map(|c| c.start)));
    found
}
