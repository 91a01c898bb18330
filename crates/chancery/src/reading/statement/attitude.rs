//! Attitudes that no cue of the lexicon tells for certain: "supports the ban", "has no plans to run". Every verb, noun and
//! adjective with a content in its place is a candidate; a logistic model over its lemma with that place and over clues
//! of the sentence decides (`lexicon/attitudes.tsv`).

use chancery_lang::{Deprel, Document, NameKind, Upos};

use super::content::{self, Content, Shape};
use super::cue_word::{self, CueWord};
use super::direct::Quoted;
use super::frame::Frame;
use super::{Statement, StatementKind, Voice, holder, pieces, speaker};
use crate::lexicon::{AttitudeFrame, Complement, Cue, CueClass, CueKind, Cues};

/// From this probability on, a candidate is taken: where F1 is best, a half of the F1 to be had or a little more (Lipton,
/// Elkan, Narayanaswamy 2014, "Optimal thresholding of classifiers to maximize F1 measure").
const LEAST: f64 = 0.4;
/// The same in a frame that the lexicon does not list, of which less is known.
const LEAST_OTHER: f64 = 0.45;
/// The same for a noun whose holder is not named: "criticism of the plan".
const LEAST_UNNAMED: f64 = 0.5;

/// A word that may tell of an attitude, with everything the model looks at.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Dictionary form of the word.
    pub lemma: String,
    /// Its grammar and the place of its content.
    pub frame: AttitudeFrame,
    /// What the sentence tells.
    pub clues: Vec<&'static str>,
    /// The statement that it would be.
    pub statement: Statement,
}

/// The attitudes outside of all statements found so far.
pub(super) fn attitudes(
    document: &Document,
    cues: &Cues,
    quoted: &Quoted<'_>,
    found: &[Statement],
) -> Vec<Statement> {
    let attitudes = &cues.attitudes;
    let mut rated: Vec<(f64, Candidate)> =
        candidates(document, cues, quoted, found, |kind, lemma| attitudes.knows(kind, lemma))
            .into_iter()
            .filter_map(|candidate| {
                let p = attitudes.probability(&candidate.lemma, candidate.frame, &candidate.clues)?;
                let unnamed =
                    candidate.frame.kind == CueKind::Noun && candidate.statement.speakers.is_empty();
                let least = if unnamed {
                    LEAST_UNNAMED
                } else if attitudes.lists(&candidate.lemma, candidate.frame) {
                    LEAST
                } else {
                    LEAST_OTHER
                };
                (p >= least).then_some((p, candidate))
            })
            .collect();
    rated.sort_by(|(p, a), (q, b)| {
        q.total_cmp(p).then_with(|| a.statement.cue_head.cmp(&b.statement.cue_head))
    });
    let mut taken: Vec<Statement> = Vec::new();
    for (_, Candidate { statement, .. }) in rated {
        let apart = |other: &Statement| {
            other.cue_head != statement.cue_head
                && !statement.cue.is_some_and(|cue| other.covers(cue))
                && !other.cue.is_some_and(|cue| statement.covers(cue))
        };
        if taken.iter().all(apart) {
            taken.push(statement);
        }
    }
    taken
}

/// Every candidate outside of the statements found so far whose lemma is wanted, in text order.
pub(super) fn candidates(
    document: &Document,
    cues: &Cues,
    quoted: &Quoted<'_>,
    found: &[Statement],
    wanted: impl Fn(CueKind, &str) -> bool,
) -> Vec<Candidate> {
    let mut all = Vec::new();
    for (head, token) in document.tokens.iter().enumerate() {
        let kind = match token.upos {
            Upos::Verb => CueKind::Verb,
            Upos::Noun => CueKind::Noun,
            Upos::Adj => CueKind::Adjective,
            _ => continue,
        };
        let lemma = token.lemma.to_lowercase();
        let free = || {
            quoted.at(head).is_none()
                && !found
                    .iter()
                    .any(|s| s.covers(token.span) || s.cue.is_some_and(|c| c.contains(token.span)))
        };
        if !wanted(kind, &lemma)
            || !free()
            || (kind == CueKind::Adjective && !cue_word::is_predicate(document, head))
        {
            continue;
        }
        for cue in cues.attitudes.complements(kind) {
            all.extend(candidate(document, quoted, found, cues, head, &lemma, cue));
        }
    }
    all
}

fn candidate(
    document: &Document,
    quoted: &Quoted<'_>,
    found: &[Statement],
    cues: &Cues,
    head: usize,
    lemma: &str,
    cue: &Cue,
) -> Option<Candidate> {
    let mut cue_word = cue_word::complete(document, cue, head, vec![head]);
    let complement = *cue.complements.first()?;
    let frame = Frame::new(document, &cue_word);
    let content = match (cue.kind, complement) {
        (CueKind::Noun, _) => content::noun_content(document, &cue_word),
        (_, Complement::Clause) => frame.clause(),
        (_, Complement::Infinitive | Complement::ObjectInfinitive) => frame.infinitive(),
        (_, Complement::Predicate) => frame.predicate(),
        (_, Complement::Object) => frame.object(),
        _ => frame.after_preposition(),
    }?;
    let passive = speaker::is_passive(document, head);
    if passive && complement == Complement::Object {
        // "was denied a visa" is told of whom it was denied to, "is intended to end it" of what it is to do; "it is advised"
        // of nothing.
        let subject = speaker::subject_of(document, head);
        let expletive = |s: speaker::Subject| document.form(s.head).eq_ignore_ascii_case("it");
        let more = [Deprel::Obj, Deprel::Xcomp].into_iter().any(|d| document.child_by(head, d).is_some());
        if more || subject.is_some_and(expletive) {
            return None;
        }
    }
    let spans = pieces::spans_of(document, &content.words, &content.gaps, quoted.quotations);
    if spans.is_empty() {
        return None;
    }
    let speakers = speaker::speakers_of(document, &cue_word);
    if !is_held(document, cues, cue.kind, lemma, &content, passive, &speakers) {
        return None;
    }
    let mut clues = clues(document, &cue_word, &content, &speakers);
    if let Some(known) = cues.word(cue.kind, lemma) {
        clues.push(class_clue(known.class));
        clues.push(if known.takes(complement) {
            "the lexicon has this frame"
        } else {
            "the lexicon has this word"
        });
    }
    if let Some(top) = content_head(document, &content) {
        let token = &document.tokens[top];
        let noun = token.upos == Upos::Noun;
        if noun && cues.word(CueKind::Noun, &token.lemma.to_lowercase()).is_some() {
            clues.push("content: a word of attitude");
        }
        match document.name_at(top).map(|name| name.kind) {
            Some(NameKind::Per) => clues.push("content: a person"),
            Some(_) => clues.push("content: a name"),
            None if noun && holder::is_somebody(document, top) => clues.push("content: somebody"),
            None => {}
        }
        if noun && document.child_by(top, Deprel::Det).is_none() {
            clues.push("content: no determiner");
        }
    }
    let sentence = document.sentence_of(head);
    if sentence.clone().next_back().is_none_or(|last| document.tokens[last].upos != Upos::Punct) {
        clues.push("heading");
    }
    if found.iter().any(|s| s.cue_head.is_some_and(|other| sentence.contains(&other))) {
        clues.push("another statement in the sentence");
    }
    if found.iter().any(|s| s.content.iter().all(|piece| spans.iter().any(|own| own.contains(*piece)))) {
        clues.push("holds a statement");
    }
    if quoted.quotations.iter().any(|q| spans.iter().any(|own| own.contains(q.span()))) {
        clues.push("holds a quotation");
    }
    clues.push(if passive { "passive" } else { "active" });
    cue_word.words.extend(&content.cue_words);
    cue_word.words.sort_unstable();
    let statement = Statement {
        speakers,
        cue: Some(cue_word.span(document)),
        cue_head: Some(head),
        content: spans,
        kind: StatementKind::Indirect,
        addressees: Vec::new(),
        is_attitude: true,
    };
    let frame = AttitudeFrame { kind: cue.kind, complement, passive };
    Some(Candidate { lemma: lemma.to_owned(), frame, clues, statement })
}

/// Whether somebody holds the attitude: a person or a body of people, or of a passive ("is expected to win", "was criticised")
/// or with a clause somebody unnamed.
fn is_held(
    document: &Document,
    cues: &Cues,
    kind: CueKind,
    lemma: &str,
    content: &Content,
    passive: bool,
    speakers: &[Voice],
) -> bool {
    if speakers.is_empty() {
        // "is asked to", "is intended to" tell what is required or what for, not what anybody thinks.
        let thinks = || cues.word(CueKind::Verb, lemma).is_some_and(|cue| cue.class == CueClass::Think);
        return match content.shape {
            Shape::Clause => true,
            Shape::Infinitive => passive && thinks(),
            _ => passive || kind == CueKind::Noun,
        };
    }
    speakers.iter().filter_map(|voice| voice.head).all(|head| {
        let lemma = document.tokens[head].lemma.to_lowercase();
        // The word of a writer or of somebody interviewed is reported by nobody.
        (holder::is_somebody(document, head) || holder::is_evidence(document, head))
            && !matches!(lemma.as_str(), "i" | "my" | "we" | "our" | "us" | "you" | "your")
    })
}

/// What the sentence tells about a candidate; the names are those of `lexicon/attitude_clues.tsv`.
fn clues(
    document: &Document,
    cue_word: &CueWord<'_>,
    content: &Content,
    speakers: &[Voice],
) -> Vec<&'static str> {
    let token = &document.tokens[cue_word.head];
    let top = &document.tokens[cue_word.top];
    let lemma_of = |word: usize| document.tokens[word].lemma.to_lowercase();
    let mut clues = vec![frame_clue(cue_word)];
    clues.push(match speakers.first().and_then(|voice| voice.head) {
        None => "speaker: none",
        Some(head) => match document.tokens[head].upos {
            Upos::Pron if matches!(lemma_of(head).as_str(), "he" | "she") => "speaker: he, she",
            Upos::Pron if lemma_of(head) == "they" => "speaker: they",
            Upos::Pron if lemma_of(head) == "who" => "speaker: who",
            Upos::Pron => "speaker: it, that",
            Upos::Propn => "speaker: name",
            _ if holder::is_somebody(document, head) => "speaker: somebody",
            _ if holder::is_evidence(document, head) => "speaker: evidence",
            _ => "speaker: thing",
        },
    });
    clues.push(match top.deprel {
        Deprel::Root => "main clause",
        Deprel::Conj => "conjunct",
        Deprel::Ccomp => "complement clause",
        Deprel::Xcomp => "open complement",
        Deprel::Advcl => "adverbial clause",
        Deprel::Acl => "clause on a noun",
        Deprel::AclRelcl => "relative clause",
        Deprel::Parataxis => "parataxis",
        Deprel::Obj => "is an object",
        Deprel::Obl | Deprel::Nmod => "after a preposition",
        Deprel::Nsubj | Deprel::NsubjPass => "is a subject",
        _ => "elsewhere in the tree",
    });
    let helpers = |word: usize| {
        document.children(word).iter().copied().filter(|&c| {
            matches!(document.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Advmod | Deprel::Cop)
        })
    };
    let mut modal = false;
    for helper in
        helpers(cue_word.head).chain(helpers(cue_word.top).filter(|_| cue_word.top != cue_word.head))
    {
        match lemma_of(helper).as_str() {
            "not" | "n't" | "n’t" | "never" => clues.push("negated"),
            "will" => clues.push("will"),
            "would" => clues.push("would"),
            "can" | "could" | "may" | "might" | "must" | "should" => modal = true,
            "have" if document.tokens[helper].deprel == Deprel::Aux => clues.push("perfect"),
            _ => {}
        }
    }
    if modal {
        clues.push("modal");
    }
    if cue_word.cue.kind == CueKind::Verb {
        let form = document.form(cue_word.top).to_lowercase();
        clues.push(if content::is_infinitive(document, cue_word.top) {
            "infinitive"
        } else if form.ends_with("ing") {
            "gerund"
        } else if top.feats.has("Tense", "Past") {
            "past"
        } else {
            "present"
        });
        if cue_word.top != cue_word.head {
            clues.push("under another verb");
        }
    } else {
        if token.feats.has("Number", "Plur") {
            clues.push("plural noun");
        }
        if document.child_by(cue_word.head, Deprel::NmodPoss).is_some() {
            clues.push("somebody's noun");
        }
        if speaker::light_verb(document, cue_word.head).is_some() {
            clues.push("light verb");
        }
        if document.child_by(cue_word.head, Deprel::Det).is_some_and(|d| lemma_of(d) == "the") {
            clues.push("definite noun");
        }
    }
    clues.push(match content.words.len() {
        0..=1 => "content: one word",
        2..=3 => "content: few words",
        4..=8 => "content: some words",
        9..=20 => "content: many words",
        _ => "content: long",
    });
    if let [only] = content.words.as_slice() {
        if document.tokens[*only].upos == Upos::Pron {
            clues.push("content: a pronoun");
        }
    }
    if content.words.iter().any(|&w| document.tokens[w].upos == Upos::Verb) {
        clues.push("content: has a verb");
    }
    if content.words.iter().any(|&w| document.name_at(w).is_some()) {
        clues.push("content: has a name");
    }
    clues
}

/// The word of the content that hangs on none other of it.
fn content_head(document: &Document, content: &Content) -> Option<usize> {
    let words = &content.words;
    words
        .iter()
        .copied()
        .find(|&w| document.tokens[w].head.is_none_or(|up| words.binary_search(&up).is_err()))
}

fn class_clue(class: CueClass) -> &'static str {
    match class {
        CueClass::Say => "a cue of saying",
        CueClass::Ask => "a cue of asking",
        CueClass::Deny => "a cue of denying",
        CueClass::Judge => "a cue of judging",
        CueClass::Think => "a cue of thinking",
        CueClass::Want => "a cue of wanting",
        CueClass::Know => "a cue of knowing",
        CueClass::Feel => "a cue of feeling",
        CueClass::Show => "a cue of showing",
        CueClass::Seem => "a cue of seeming",
    }
}

fn frame_clue(cue_word: &CueWord<'_>) -> &'static str {
    match (cue_word.cue.kind, cue_word.cue.complements.first()) {
        (CueKind::Verb, Some(Complement::Clause)) => "verb with clause",
        (CueKind::Verb, Some(Complement::Infinitive)) => "verb with infinitive",
        (CueKind::Verb, Some(Complement::Object)) => "verb with object",
        (CueKind::Verb, Some(Complement::ObjectInfinitive)) => "verb with object and infinitive",
        (CueKind::Verb, Some(Complement::Predicate)) => "verb with predicate",
        (CueKind::Verb, _) => "verb with preposition",
        (CueKind::Noun, Some(Complement::Clause)) => "noun with clause",
        (CueKind::Noun, Some(Complement::Infinitive)) => "noun with infinitive",
        (CueKind::Noun, _) => "noun with preposition",
        (_, Some(Complement::Clause)) => "adjective with clause",
        (_, Some(Complement::Infinitive)) => "adjective with infinitive",
        _ => "adjective with preposition",
    }
}
