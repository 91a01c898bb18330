//! What is told as a rule and not as a deed: "the constitution bars the president from …", "a court may release a suspect";
//! and names that somebody is called by, which are no telephone calls.

use chancery_lang::{Deprel, Document, Upos};

use super::Event;
use crate::lexicon::Knowledge;
use crate::reading::clause;

/// Whether a verb in the present tense tells what holds as a rule. The first line is a headline, and headlines tell
/// what happened in the present.
#[must_use]
pub fn is_generic(document: &Document, knowledge: &Knowledge, event: &Event) -> bool {
    let verb = event.trigger_head;
    if event.sentence == 0 || document.tokens[verb].upos != Upos::Verb || !ends_as_a_sentence(document, verb)
    {
        return false;
    }
    if is_laid_down(document, knowledge, verb) {
        return true;
    }
    if clause::is_passive(document, verb) {
        return false;
    }
    let subjects = clause::logical_subjects(document, verb);
    let in_set =
        |set: &str, word: usize| knowledge.events.in_set(set, &document.tokens[word].lemma.to_lowercase());
    let laid_down = subjects.iter().any(|&s| document.tokens[s].upos == Upos::Noun && in_set("rule-book", s));
    let anybody = !subjects.is_empty()
        && subjects.iter().all(|&s| {
            // "authorities blame rebels" tells what was said
            is_anybody(document, s, verb) && (!event.is_speech_act || has_article(document, s))
        });
    let habit = || document.children_by(verb, Deprel::Advmod).any(|adverb| in_set("habit", adverb));
    if is_in_simple_present(document, verb) {
        laid_down || anybody || habit() || in_set("standing", verb)
    } else {
        anybody && has_modal_of_leave(document, verb)
    }
}

/// "A strike means one or more blows": one of a kind, in what holds at any time, and nobody is named.
#[must_use]
pub fn is_any(document: &Document, event: &Event) -> bool {
    let noun = event.trigger_head;
    let unnamed = event.actors.is_empty() && event.recipients.is_empty() && event.place.is_none();
    let one_of_a_kind = || {
        document.children_by(noun, Deprel::Det).any(|article| {
            matches!(
                document.tokens[article].lemma.to_lowercase().as_str(),
                "a" | "an" | "any" | "each" | "every"
            )
        })
    };
    let holds = || {
        let mut verb = noun;
        while let Some(head) = document.tokens[verb].head {
            verb = head;
        }
        is_in_simple_present(document, verb)
            || document.children_by(verb, Deprel::AuxPass).chain(document.children_by(verb, Deprel::Aux)).any(
                |aux| document.tokens[aux].lemma == "do" && document.tokens[aux].feats.has("Tense", "Pres"),
            )
            || document
                .children_by(verb, Deprel::AuxPass)
                .any(|aux| document.tokens[aux].feats.has("Tense", "Pres"))
    };
    event.sentence != 0
        && document.tokens[noun].upos == Upos::Noun
        && unnamed
        && one_of_a_kind()
        && ends_as_a_sentence(document, noun)
        && holds()
}

/// "The constitution says that officials are removed", "the process by which a president can be removed".
fn is_laid_down(document: &Document, knowledge: &Knowledge, verb: usize) -> bool {
    let in_set =
        |set: &str, word: usize| knowledge.events.in_set(set, &document.tokens[word].lemma.to_lowercase());
    let mut at = verb;
    while let Some(head) = document.tokens[at].head {
        let told = match document.tokens[at].deprel {
            Deprel::Ccomp => {
                is_in_simple_present(document, head)
                    && document.children_by(head, Deprel::Nsubj).any(|subject| in_set("rule-book", subject))
            }
            Deprel::AclRelcl => in_set("procedure", head) && !is_in_past(document, verb),
            Deprel::Advcl => document.children_by(head, Deprel::Advmod).any(|adverb| in_set("habit", adverb)),
            Deprel::Conj | Deprel::Xcomp => false,
            _ => return false,
        };
        if told {
            return true;
        }
        at = head;
    }
    false
}

/// "They call it a crime", "called the rivals “crooks”": a verb of calling whose object has a name beside it.
#[must_use]
pub fn is_naming(document: &Document, knowledge: &Knowledge, event: &Event) -> bool {
    let verb = event.trigger_head;
    let token = &document.tokens[verb];
    if token.upos != Upos::Verb || !knowledge.events.in_set("name-verbs", &token.lemma.to_lowercase()) {
        return false;
    }
    let objects: Vec<usize> = document.children_by(verb, Deprel::Obj).collect();
    let Some(&last) = objects.last() else { return false };
    let is_quote = |word: usize| matches!(document.form(word), "\"" | "“" | "”" | "‘" | "``" | "''");
    let quoted = document
        .sentence_of(verb)
        .filter(|&word| word > verb && is_quote(word))
        .any(|word| word < last || document.is_within(word, last))
        || document.children_by(verb, Deprel::Xcomp).any(|name| !clause::is_infinitive(document, name));
    let named_after = document.children_by(last, Deprel::NmodPoss).any(|owner| {
        // "calls Texas her home": the parser takes the two for one
        document.children(last).iter().any(|&c| c < owner && document.tokens[c].upos == Upos::Propn)
    });
    let beside = document.children_by(last, Deprel::Appos).any(|name| {
        has_article(document, name)
            || document.children_by(name, Deprel::Appos).any(|second| has_article(document, second))
    });
    let what = document
        .sentence_of(verb)
        .any(|word| word < verb && verb - word <= 3 && document.tokens[word].lemma == "what");
    objects.len() > 1 || quoted || named_after || beside || what
}

/// "A court", "any court": one of a kind.
fn has_article(document: &Document, name: usize) -> bool {
    document.children_by(name, Deprel::Det).any(|article| {
        matches!(document.tokens[article].lemma.to_lowercase().as_str(), "a" | "an" | "any" | "every")
    })
}

/// Lines without a full stop are headlines and captions.
fn ends_as_a_sentence(document: &Document, word: usize) -> bool {
    document.sentence_of(word).rev().take(3).any(|last| document.form(last) == ".")
}

/// "Were removed", "removed": not "can be removed".
fn is_in_past(document: &Document, verb: usize) -> bool {
    let past = |word: usize| {
        document.tokens[word].feats.has("Tense", "Past") && document.tokens[word].feats.has("VerbForm", "Fin")
    };
    past(verb)
        || document
            .children(verb)
            .iter()
            .any(|&c| matches!(document.tokens[c].deprel, Deprel::Aux | Deprel::AuxPass) && past(c))
}

fn is_in_simple_present(document: &Document, verb: usize) -> bool {
    let feats = &document.tokens[verb].feats;
    feats.has("Tense", "Pres")
        && feats.has("VerbForm", "Fin")
        && document.children_by(verb, Deprel::Aux).next().is_none()
}

/// "A court may", "judges can".
fn has_modal_of_leave(document: &Document, verb: usize) -> bool {
    document.children_by(verb, Deprel::Aux).any(|aux| {
        matches!(document.tokens[aux].lemma.to_lowercase().as_str(), "may" | "can" | "must" | "shall")
    })
}

/// "A court", "judges": no certain one, with nothing beside it that says which.
fn is_anybody(document: &Document, noun: usize, verb: usize) -> bool {
    let token = &document.tokens[noun];
    if token.upos != Upos::Noun {
        return false;
    }
    let mut plural = token.feats.has("Number", "Plur");
    for &child in document.children(noun) {
        let lemma = document.tokens[child].lemma.to_lowercase();
        match document.tokens[child].deprel {
            Deprel::Det if matches!(lemma.as_str(), "a" | "an" | "any" | "every") => plural = true,
            Deprel::Punct | Deprel::Cc | Deprel::Conj => {}
            // "people who accuse others"
            Deprel::AclRelcl if child == verb => {}
            _ => return false,
        }
    }
    plural
}

#[cfg(test)]
mod tests {
    use crate::reading::testing::events_of;

    const HEADLINE: &str = "Oslo/Oslo/PROPN/2/nsubj waits/wait/VERB/0/root";
    const PRESENT: &str = "Mood=Ind|Tense=Pres|VerbForm=Fin";

    fn vetoes(subject: &str) -> usize {
        let sentence = format!(
            "{subject} vetoes/veto/VERB/0/root/{PRESENT} the/the/DET/5/det resolution/resolution/NOUN/3/obj ././PUNCT/3/punct"
        );
        events_of(&[HEADLINE, &sentence]).len()
    }

    #[test]
    fn what_a_president_does_is_a_rule_and_what_the_president_does_a_deed() {
        assert_eq!(vetoes("The/the/DET/2/det president/president/NOUN/3/nsubj"), 1);
        assert_eq!(vetoes("A/a/DET/2/det president/president/NOUN/3/nsubj"), 0);
    }

    #[test]
    fn authorities_that_blame_somebody_have_said_so() {
        let blame = format!(
            "Authorities/authority/NOUN/2/nsubj/Number=Plur blame/blame/VERB/0/root/{PRESENT} the/the/DET/4/det rebels/rebel/NOUN/2/obj/Number=Plur ././PUNCT/2/punct"
        );
        assert_eq!(events_of(&[HEADLINE, &blame]).len(), 1);
    }

    #[test]
    fn who_is_called_names_is_not_telephoned() {
        let call = |name: &str| {
            let sentence = format!(
                "The/the/DET/2/det president/president/NOUN/3/nsubj called/call/VERB/0/root the/the/DET/5/det minister/minister/NOUN/3/obj {name}"
            );
            events_of(&[&sentence]).iter().filter(|event| event.event_type == "CONSULT").count()
        };
        assert_eq!(call("././PUNCT/3/punct"), 1);
        assert_eq!(call("\"/\"/PUNCT/7/punct weak/weak/ADJ/3/xcomp \"/\"/PUNCT/7/punct"), 0);
    }
}
