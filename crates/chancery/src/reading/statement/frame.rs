//! What depends on a verbal or adjectival cue, and the content found there: clause, infinitive, predicate, prepositional
//! phrase, object.

use chancery_lang::{Deprel, Document, Upos};

use super::content::{
    Content, Shape, is_gerund, is_gerund_without_mark, is_helper, is_infinitive, prepositional, raised,
    sorted,
};
use super::cue_word::CueWord;
use super::speaker::{is_passive, subject_of};
use crate::lexicon::{Complement, CueClass, CueKind};

/// A verbal or adjectival cue with what depends on it.
pub(super) struct Frame<'d, 'c> {
    document: &'d Document,
    cue_word: &'c CueWord<'c>,
    passive: bool,
    /// Words that may govern the content: the head, and the noun or adjective of a phrase ("make the case that").
    governors: Vec<usize>,
    /// The direct object, or the noun phrase after the phrase's preposition: "called on the government".
    object: Option<usize>,
    /// Who is spoken to, if anybody is: the indirect object, else the object.
    receiver: Option<usize>,
}

impl<'d, 'c> Frame<'d, 'c> {
    pub fn new(document: &'d Document, cue_word: &'c CueWord<'c>) -> Self {
        let head = cue_word.head;
        let governors: Vec<usize> = cue_word
            .words
            .iter()
            .copied()
            .filter(|&w| w == head || (w > head && !is_helper(document, w)))
            .collect();
        let object = document
            .children_by(head, Deprel::Obj)
            .find(|o| !cue_word.words.contains(o))
            .or_else(|| phrase_object(document, cue_word));
        let receiver = document.child_by(head, Deprel::Iobj).or(object);
        Frame { document, cue_word, passive: is_passive(document, head), governors, object, receiver }
    }

    /// The first dependent of a governor with that relation.
    fn child(&self, deprel: Deprel) -> Option<usize> {
        self.children().find(|&c| self.document.tokens[c].deprel == deprel)
    }

    fn children(&self) -> impl Iterator<Item = usize> + '_ {
        self.governors
            .iter()
            .flat_map(|&g| self.document.children(g))
            .copied()
            .filter(|c| !self.cue_word.words.contains(c))
    }

    /// The words below `word` without those of the cue.
    fn below(&self, word: usize) -> Vec<usize> {
        let mut words = self.document.subtree(word);
        words.retain(|w| !self.cue_word.words.contains(w));
        words
    }

    fn takes(&self, complement: Complement) -> bool {
        self.cue_word.cue.takes(complement)
    }

    pub fn clause(&self) -> Option<Content> {
        if !self.takes(Complement::Clause) {
            return None;
        }
        let document = self.document;
        let clause = clause_of(document, self)?;
        let own = document.child_by(clause, Deprel::Nsubj).is_some();
        if is_infinitive(document, clause) && !own && self.receiver.is_some() {
            return None;
        }
        let infinitive =
            (is_gerund_without_mark(document, clause) || is_infinitive(document, clause)) && !own;
        if self.passive && infinitive {
            return raised(document, self.cue_word, clause);
        }
        let mut words = document.subtree(clause);
        let mut receiver = self.receiver.filter(|&r| !document.is_within(clause, r));
        if clause > self.cue_word.head {
            words.extend(self.rest_of_clause(clause));
            // What stands between "says" and its clause belongs to the clause: nobody is told.
            let tells = self.takes(Complement::ObjectInfinitive)
                && matches!(self.cue_word.cue.class, CueClass::Say | CueClass::Ask);
            if let Some(object) = receiver.filter(|&o| !tells && o > self.cue_word.head && o < clause) {
                words.extend(document.subtree(object));
                receiver = None;
            }
        }
        let shape = if infinitive { Shape::Infinitive } else { Shape::Clause };
        Some(Content { words: sorted(words), addressee: receiver, shape, ..Content::default() })
    }

    /// A clause with "that" and a subject of its own that the tree hangs on a noun in between: "said at the time that …".
    fn stray_clause(&self) -> Option<usize> {
        let document = self.document;
        let head = self.cue_word.head;
        if !matches!(self.cue_word.cue.class, CueClass::Say | CueClass::Think) {
            return None;
        }
        document.subtree(head).into_iter().filter(|&w| w > head + 1).find(|&w| {
            matches!(document.tokens[w].deprel, Deprel::Acl | Deprel::AclRelcl | Deprel::Advcl)
                && document
                    .child_by(w, Deprel::Nsubj)
                    .or(document.child_by(w, Deprel::NsubjPass))
                    .is_some_and(|s| {
                        document
                            .children_by(w, Deprel::Mark)
                            .any(|m| document.form(m) == "that" && m > head && m < s)
                    })
        })
    }

    /// What follows a verb of saying to the end of its sentence, where the tree gives it no clause.
    pub fn rest_of_sentence(&self) -> Option<Content> {
        let document = self.document;
        let head = self.cue_word.head;
        let plain = matches!(document.tokens[head].lemma.as_str(), "say" | "believe" | "think" | "argue")
            && document.tokens[head].feats.has("VerbForm", "Fin");
        let next = document.tokens.get(head + 1)?;
        let begins = matches!(
            next.upos,
            Upos::Det | Upos::Pron | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Sconj
        );
        if !plain || !begins || self.passive || subject_of(document, self.cue_word.top).is_none() {
            return None;
        }
        let sentence = document.sentence_of(head);
        let words: Vec<usize> = (head + 1..sentence.end).collect();
        let verbal = words.iter().skip(1).any(|&w| {
            matches!(document.tokens[w].upos, Upos::Verb | Upos::Aux)
                && (document.tokens[w].feats.has("VerbForm", "Fin") || document.tokens[w].upos == Upos::Aux)
        });
        (verbal && words.len() > 3).then(|| Content { words, ..Content::default() })
    }

    /// Further clauses of the same speech that the tree hangs on the cue: "said X was shut and that Y had fled".
    fn rest_of_clause(&self, clause: usize) -> Vec<usize> {
        let document = self.document;
        let further = self.children().filter(|&c| {
            let token = &document.tokens[c];
            let that = document.child_by(c, Deprel::Mark).is_some_and(|m| document.form(m) == "that");
            let backshifted = document.child_by(c, Deprel::Aux).is_some_and(|a| {
                matches!(
                    document.tokens[a].lemma.as_str(),
                    "have" | "would" | "will" | "could" | "can" | "be"
                )
            }) && document.child_by(self.cue_word.head, Deprel::Aux).is_none();
            c > clause
                && match token.deprel {
                    Deprel::Ccomp => true,
                    Deprel::Conj => that || (backshifted && document.child_by(c, Deprel::Nsubj).is_none()),
                    _ => false,
                }
        });
        further.flat_map(|c| document.subtree(c)).collect()
    }

    /// "called for all troops to leave", where "for" marks the infinitive.
    fn marked_infinitive(&self) -> Option<Content> {
        let document = self.document;
        let mark =
            self.cue_word.words.iter().copied().rfind(|&w| document.tokens[w].deprel == Deprel::Mark)?;
        let infinitive = document.tokens[mark].head.filter(|&h| h > mark)?;
        if self.cue_word.cue.kind != CueKind::Phrase || mark < self.cue_word.head {
            return None;
        }
        let mut words = infinitive_words(document, infinitive);
        words.extend(
            self.children().filter(|&c| mark < c && c < infinitive).flat_map(|c| document.subtree(c)),
        );
        words.retain(|&w| w > mark);
        Some(Content { words: sorted(words), shape: Shape::Infinitive, ..Content::default() })
    }

    pub fn infinitive(&self) -> Option<Content> {
        let document = self.document;
        if let Some(content) = self.marked_infinitive() {
            return Some(content);
        }
        let infinitive = self.child(Deprel::Xcomp).or_else(|| {
            let on_people = self.cue_word.cue.kind == CueKind::Phrase && self.object.is_some();
            self.child(Deprel::Advcl).filter(|&c| on_people && is_infinitive(document, c))
        })?;
        let verbal = is_infinitive(document, infinitive) || is_gerund(document, infinitive);
        let raises = [Complement::ObjectInfinitive, Complement::Predicate, Complement::Clause];
        if self.passive && raises.into_iter().any(|c| self.takes(c)) {
            return raised(document, self.cue_word, infinitive);
        }
        if self.cue_word.cue.class == CueClass::Seem {
            return raised(document, self.cue_word, infinitive);
        }
        if let Some(object) = self.receiver {
            if self.takes(Complement::ObjectInfinitive) || self.takes(Complement::Predicate) {
                let mut words = self.below(object);
                words.extend(document.subtree(infinitive));
                return Some(Content {
                    words: sorted(words),
                    shape: if verbal { Shape::Infinitive } else { Shape::Phrase },
                    addressee: verbal.then_some(object),
                    ..Content::default()
                });
            }
            return None;
        }
        let own = self.takes(Complement::Infinitive)
            || (self.takes(Complement::ObjectInfinitive) && verbal)
            || (self.takes(Complement::Predicate) && !verbal);
        own.then(|| Content {
            words: infinitive_words(document, infinitive),
            shape: if verbal { Shape::Infinitive } else { Shape::Phrase },
            ..Content::default()
        })
    }

    /// "describes it as late", "called the charges unfounded".
    pub fn predicate(&self) -> Option<Content> {
        let document = self.document;
        if self.passive && self.takes(Complement::Predicate) {
            return self.regarded();
        }
        let object = self.object.filter(|_| self.takes(Complement::Predicate))?;
        let mut words = self.below(object);
        if let Some((phrase, _)) =
            prepositional(document, &self.governors, self.cue_word, |case| case == "as")
        {
            words.extend(document.subtree(phrase));
        } else if !self.takes(Complement::Object)
            && self.cue_word.cue.class == CueClass::Say
            && self.cue_word.cue.kind == CueKind::Verb
        {
            // The parser took the predicate into the object: look for an adjective or a second noun after its head.
            let swallowed = words.iter().any(|&w| {
                w > object
                    && (matches!(document.tokens[w].deprel, Deprel::Amod | Deprel::Appos | Deprel::Parataxis)
                        || (document.tokens[w].deprel == Deprel::Punct && is_opening_mark(document.form(w))))
            });
            if !swallowed {
                return None;
            }
        } else {
            return None;
        }
        Some(Content { words: sorted(words), shape: Shape::Phrase, ..Content::default() })
    }

    /// "the law is seen as a success": subject and predicate, around the cue.
    fn regarded(&self) -> Option<Content> {
        let document = self.document;
        let (phrase, _) = prepositional(document, &self.governors, self.cue_word, |case| case == "as")?;
        let subject = subject_of(document, self.cue_word.head).filter(|s| s.verb == self.cue_word.head)?;
        let mut words = document.subtree(phrase);
        words.extend(document.subtree(subject.head));
        let gaps = sorted(self.cue_word.words.clone());
        Some(Content { words: sorted(words), gaps, shape: Shape::Infinitive, ..Content::default() })
    }

    pub fn after_preposition(&self) -> Option<Content> {
        let document = self.document;
        let wanted = |case: &str| self.cue_word.cue.takes_preposition(case);
        let (phrase, case) = prepositional(document, &self.governors, self.cue_word, wanted)?;
        let mut words = document.subtree(phrase);
        let mut content = Content { shape: Shape::Phrase, ..Content::default() };
        if let Some(object) = self.object {
            words.extend(document.subtree(object));
        } else {
            words.retain(|w| *w != case);
            content.cue_words.push(case);
        }
        words.extend(self.infinitive_after(phrase));
        content.words = sorted(words);
        Some(content)
    }

    /// "called for the camp to be closed": the infinitive hangs on the cue.
    fn infinitive_after(&self, phrase: usize) -> Vec<usize> {
        let document = self.document;
        self.children()
            .find(|&c| {
                c > phrase
                    && matches!(document.tokens[c].deprel, Deprel::Xcomp | Deprel::Advcl)
                    && is_infinitive(document, c)
            })
            .map(|c| document.subtree(c))
            .unwrap_or_default()
    }

    pub fn object(&self) -> Option<Content> {
        if !self.takes(Complement::Object) {
            return None;
        }
        let document = self.document;
        if self.passive {
            let subject = subject_of(document, self.cue_word.head)?;
            let words = document.subtree(subject.head);
            return Some(Content { words, shape: Shape::Phrase, ..Content::default() });
        }
        let object = self.object.filter(|&o| !document.tokens[o].feats.has("PronType", "Rel"))?;
        let mut words = self.below(object);
        if self.cue_word.cue.class == CueClass::Show {
            // "shows the party leading its rivals by ten points"
            let rest = self.children().filter(|&c| {
                c > object && matches!(document.tokens[c].deprel, Deprel::Obl | Deprel::Advcl | Deprel::Xcomp)
            });
            words.extend(rest.flat_map(|c| document.subtree(c)));
        }
        if self.cue_word.cue.kind == CueKind::Phrase {
            words.extend(self.infinitive_after(object));
        }
        Some(Content { words: sorted(words), shape: Shape::Phrase, ..Content::default() })
    }
}

/// The words of an infinitive without finite verbs joined to it: in "asked them to leave and closed the road" the closing is
/// not asked for.
fn infinitive_words(document: &Document, infinitive: usize) -> Vec<usize> {
    let mut words = document.subtree(infinitive);
    if !is_infinitive(document, infinitive) {
        return words;
    }
    let finite = document.children_by(infinitive, Deprel::Conj).find(|&c| {
        document.tokens[c].feats.has("VerbForm", "Fin") && document.tokens[c].feats.has("Tense", "Past")
    });
    if let Some(verb) = finite {
        let first = document.subtree(verb).first().copied().unwrap_or(verb);
        words.retain(|&w| w < first);
    }
    words
}

fn is_opening_mark(form: &str) -> bool {
    matches!(form, "\"" | "“" | "''" | "``" | "‘")
}

/// The noun phrase after a phrase that ends with a preposition: "called on the government".
fn phrase_object(document: &Document, cue_word: &CueWord<'_>) -> Option<usize> {
    if cue_word.cue.kind != CueKind::Phrase {
        return None;
    }
    let case = cue_word.words.iter().copied().rfind(|&w| document.tokens[w].deprel == Deprel::Case)?;
    document.tokens[case].head.filter(|&h| h > case)
}

/// The finite clause: a complement, or for a colon what follows it.
fn clause_of(document: &Document, frame: &Frame<'_, '_>) -> Option<usize> {
    let marked = |c: usize| {
        document
            .child_by(c, Deprel::Mark)
            .is_some_and(|m| matches!(document.form(m).to_lowercase().as_str(), "that" | "whether"))
    };
    let on_object = || {
        let object = frame.receiver?;
        document.children(object).iter().copied().find(|&c| {
            matches!(document.tokens[c].deprel, Deprel::Acl | Deprel::AclRelcl) && marked(c) && c > object
        })
    };
    let head = frame.cue_word.head;
    frame
        .child(Deprel::Ccomp)
        .or_else(|| {
            // "made the case that …", "is convinced that …": a clause with "that" on the noun or adjective.
            frame
                .children()
                .find(|&c| matches!(document.tokens[c].deprel, Deprel::Acl | Deprel::Advcl) && marked(c))
        })
        .or_else(|| on_object().filter(|_| frame.takes(Complement::ObjectInfinitive)))
        .or_else(|| frame.stray_clause())
        .or_else(|| frame.child(Deprel::CsubjPass))
        .or_else(|| frame.child(Deprel::Csubj).filter(|&c| c > head))
        .or_else(|| {
            frame.child(Deprel::Parataxis).filter(|&c| {
                c > head
                    && document
                        .children(c)
                        .iter()
                        .chain(document.children(head))
                        .any(|&p| document.form(p) == ":" && p > head)
            })
        })
}
