//! Cues in a document: which words report speech, thought or will, with the auxiliaries and particles that belong to them.

use chancery_lang::{Deprel, Document, Span, Upos};

use crate::lexicon::{Complement, Cue, CueClass, CueKind, Cues};

/// One cue where it stands.
#[derive(Clone, Debug)]
pub(super) struct CueWord<'a> {
    /// The entry of the lexicon.
    pub cue: &'a Cue,
    /// The word that heads it and whose dependents hold subject and content.
    pub head: usize,
    /// All its words, in order: auxiliaries, negation, verbs it hangs on ("continued to say"), particles, phrase words.
    pub words: Vec<usize>,
    /// The uppermost verb, where the subject is: "continued" in "continued to say".
    pub top: usize,
}

/// Most words of an oblique that counts as part of the cue: "said in a statement", "wrote on Twitter", "said on Sunday".
const LONGEST_MEDIUM: usize = 4;

impl CueWord<'_> {
    /// The last word of a short oblique right after the cue that tells where or when somebody spoke.
    fn medium(&self, document: &Document) -> Option<usize> {
        let spoken = self.cue.class == CueClass::Say && self.cue.kind == CueKind::Verb;
        document.children(self.head).iter().copied().filter(|_| spoken).find_map(|c| {
            let words = document.subtree(c);
            let (first, last) = (*words.first()?, *words.last()?);
            let next = first == self.head + 1 && last - first < LONGEST_MEDIUM;
            let case = document.form(first).to_lowercase();
            let fits = match document.tokens[c].deprel {
                Deprel::Obl => matches!(case.as_str(), "in" | "during"),
                Deprel::OblUnmarked => true,
                _ => false,
            };
            (next && fits).then_some(last)
        })
    }

    /// The run of words around the head without gaps.
    pub fn span(&self, document: &Document) -> Span {
        let mut span = document.tokens[self.head].span;
        if let Some(medium) = self.medium(document) {
            span = span.cover(document.tokens[medium].span);
        }
        let near = |a: usize, b: usize| (a + 1..b).all(|i| is_filler(document, i));
        let mut last = self.head;
        for &word in self.words.iter().filter(|&&w| w > self.head) {
            if near(last, word) {
                span = span.cover(document.tokens[word].span);
                last = word;
            }
        }
        let mut first = self.head;
        for &word in self.words.iter().rev().filter(|&&w| w < self.head) {
            if near(word, first) {
                span = span.cover(document.tokens[word].span);
                first = word;
            }
        }
        span
    }
}

/// Adverbs between auxiliary and verb ("has also said"), the "to" of an infinitive and the "it" of "made it clear".
fn is_filler(document: &Document, i: usize) -> bool {
    matches!(document.tokens[i].upos, Upos::Adv | Upos::Part | Upos::Aux)
        || document.tokens[i].deprel == Deprel::Expl
}

/// Verbs that only colour the verb they govern: "continued to say", "tried to argue", "went on to say".
const COLOURING: [&str; 27] = [
    "continue", "begin", "start", "try", "attempt", "go", "proceed", "seek", "use", "have", "be", "stop",
    "keep", "appear", "seem", "refuse", "decline", "fail", "manage", "come", "rush", "appear", "tend", "get",
    "cease", "rise", "move",
];

/// Finds every cue of a document, in order of heads.
pub(super) fn find_cue_words<'a>(document: &Document, cues: &'a Cues) -> Vec<CueWord<'a>> {
    let mut found = Vec::new();
    for head in 0..document.tokens.len() {
        if let Some(cue_word) = cue_word_at(document, cues, head) {
            found.push(cue_word);
        }
    }
    found
}

fn cue_word_at<'a>(document: &Document, cues: &'a Cues, head: usize) -> Option<CueWord<'a>> {
    let token = &document.tokens[head];
    let lemma = token.lemma.to_lowercase();
    let form = document.form(head).to_lowercase();
    for phrase in cues.phrases(&lemma).iter().chain(cues.phrases(&form)) {
        if let Some(words) = phrase_words(document, head, phrase) {
            return Some(complete(document, phrase, head, words));
        }
    }
    let (kind, key) = match token.upos {
        Upos::Verb => {
            let passive =
                document.child_by(head, Deprel::AuxPass).is_some() || copula(document, head).is_some();
            if passive && document.child_by(head, Deprel::OblAgent).is_none() {
                if let Some(cue) = cues.word(CueKind::Adjective, &form) {
                    if cues.word(CueKind::Verb, &lemma).is_none() {
                        return Some(complete(document, cue, head, vec![head]));
                    }
                }
            }
            (CueKind::Verb, &lemma)
        }
        Upos::Noun => (CueKind::Noun, &lemma),
        Upos::Adj => {
            copula(document, head)?;
            (CueKind::Adjective, &form)
        }
        Upos::Adv => (CueKind::Adverb, &form),
        _ => return None,
    };
    let cue = cues.word(kind, key)?;
    Some(complete(document, cue, head, vec![head]))
}

/// Whether an adjective stands as a predicate: "is eager", "seemed eager".
pub(super) fn is_predicate(document: &Document, adjective: usize) -> bool {
    copula(document, adjective).is_some()
}

/// The copula of a predicate, or a verb like "feel", "remain", "seem" that governs it.
fn copula(document: &Document, head: usize) -> Option<usize> {
    document.child_by(head, Deprel::Cop).or_else(|| {
        let token = &document.tokens[head];
        let governor = token.head?;
        (token.deprel == Deprel::Xcomp
            && matches!(
                document.tokens[governor].lemma.as_str(),
                "feel"
                    | "remain"
                    | "seem"
                    | "appear"
                    | "become"
                    | "sound"
                    | "be"
                    | "look"
                    | "get"
                    | "grow"
                    | "stay"
            ))
        .then_some(governor)
    })
}

/// The words of a phrase below `head`, in order after it.
fn phrase_words(document: &Document, head: usize, phrase: &Cue) -> Option<Vec<usize>> {
    let speaker = phrase.takes(Complement::Speaker);
    if !speaker && document.tokens[head].upos != Upos::Verb {
        return None;
    }
    let range = document.sentence_of(head);
    let mut words = vec![head];
    for word in &phrase.words[1..] {
        let last = words[words.len() - 1];
        let reach = if speaker { 1 } else { 5 };
        let next = (last + 1..range.end).take(reach).find(|&i| {
            (document.tokens[i].lemma.eq_ignore_ascii_case(word)
                || document.form(i).eq_ignore_ascii_case(word))
                && (speaker || near_in_tree(document, i, head))
        })?;
        words.push(next);
    }
    // "works out of an office": the particle is part of a preposition.
    let last = words[words.len() - 1];
    let of = last + 1 < range.end && document.form(last + 1).eq_ignore_ascii_case("of");
    (!of || document.form(last) != "out").then_some(words)
}

fn near_in_tree(document: &Document, word: usize, head: usize) -> bool {
    let mut at = word;
    for _ in 0..3 {
        match document.tokens[at].head {
            Some(up) if up == head => return true,
            Some(up) => at = up,
            None => return false,
        }
    }
    false
}

/// The cue with the helpers that belong to it and the verbs that it hangs on.
pub(super) fn complete<'a>(
    document: &Document,
    cue: &'a Cue,
    head: usize,
    mut words: Vec<usize>,
) -> CueWord<'a> {
    let mut top = head;
    if document.tokens[head].upos == Upos::Verb || cue.kind == CueKind::Adjective {
        add_helpers(document, head, &mut words);
        for _ in 0..3 {
            let Some(up) = document.tokens[top].head else { break };
            let governs = document.tokens[top].deprel == Deprel::Xcomp
                && document.tokens[up].upos == Upos::Verb
                && document.child_by(up, Deprel::Obj).is_none()
                && up < top
                && (COLOURING.contains(&document.tokens[up].lemma.as_str())
                    || copula(document, top) == Some(up));
            if !governs {
                break;
            }
            top = up;
            words.push(up);
            add_helpers(document, up, &mut words);
        }
    }
    if cue.kind == CueKind::Noun {
        // "the angry claim"
        let own = document.children(head).iter().copied().filter(|&c| {
            matches!(document.tokens[c].deprel, Deprel::Det | Deprel::Amod)
                && c < head
                && document.name_at(c).is_none()
        });
        words.extend(own);
    }
    words.sort_unstable();
    words.dedup();
    CueWord { cue, head, words, top }
}

fn add_helpers(document: &Document, verb: usize, words: &mut Vec<usize>) {
    for &child in document.children(verb) {
        let token = &document.tokens[child];
        let helper = match token.deprel {
            Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::CompoundPrt => true,
            Deprel::Advmod => {
                (token.lemma == "not"
                    || token.lemma == "never"
                    || document.form(child).eq_ignore_ascii_case("n't"))
                    || (child < verb && child + 4 > verb)
                    // "said repeatedly"
                    || (child == verb + 1 && document.form(child).ends_with("ly"))
            }
            Deprel::Mark => token.lemma == "to",
            _ => false,
        };
        if helper && child.abs_diff(verb) < 6 {
            words.push(child);
        }
    }
}
