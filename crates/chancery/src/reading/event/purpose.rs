//! Whom the purpose of a deed names: those whom an offer is to help, whose plans a raid is to thwart, whose acts a suit is to
//! stop; and whose doing it is that somebody judges.

use chancery_lang::{Deprel, Document, Upos};

use super::Party;
use super::matching::Trigger;
use super::role::Roles;
use crate::lexicon::events::EntryClass;
use crate::reading::clause::{self, is_infinitive, logical_objects, logical_subjects, phrases};

/// How many verbs deep a purpose may stand: "attempting to seek to prevent".
const DEPTH: usize = 3;

impl Roles<'_> {
    /// Recipients whom the purpose told with a trigger names.
    pub(super) fn meant(&self, trigger: &Trigger<'_>) -> Vec<Party> {
        match self.kind(trigger) {
            Some("AGREE" | "AID") => self.helped(trigger),
            Some("ASSAULT" | "COERCE") => self.thwarted(trigger),
            Some("ACCUSE") => self.sued(trigger),
            _ => Vec::new(),
        }
    }

    /// The trigger and the things it carries: "announced efforts", "offered loans".
    fn things(&self, trigger: &Trigger<'_>) -> Vec<usize> {
        let mut things = vec![trigger.head];
        if trigger.entry.class == EntryClass::Verb {
            things.extend(logical_objects(&self.reading.document, trigger.head));
        }
        things
    }

    /// "announced efforts to help farmers", "offered loans to help farmers buy land".
    fn helped(&self, trigger: &Trigger<'_>) -> Vec<Party> {
        let document = &self.reading.document;
        let purposes = self.things(trigger).into_iter().flat_map(|thing| purposes(document, thing));
        let helps =
            purposes.filter(|&verb| self.lexicon.in_set("assist-verbs", &document.tokens[verb].lemma));
        let words = helps.flat_map(|verb| patients(document, verb));
        self.parties_of(words.collect::<Vec<_>>(), "whom it is to help")
    }

    /// "an offensive designed to prevent the militia from regrouping", "to thwart any attempt by the militia".
    fn thwarted(&self, trigger: &Trigger<'_>) -> Vec<Party> {
        let document = &self.reading.document;
        let mut verbs = Vec::new();
        for thing in self.things(trigger) {
            let aimed = document
                .children_by(thing, Deprel::Acl)
                .filter(|&part| self.lexicon.in_set("aimed", &document.tokens[part].lemma));
            verbs.extend(aimed.flat_map(|part| purposes(document, part)));
            verbs.extend(purposes(document, thing));
        }
        self.hindered(trigger, verbs)
    }

    /// "a lawsuit attempting to prevent Oslo from voting", "suits challenging the procedures of Oslo".
    fn sued(&self, trigger: &Trigger<'_>) -> Vec<Party> {
        let document = &self.reading.document;
        let papers = self.things(trigger).into_iter().filter(|&thing| {
            document.tokens[thing].upos == Upos::Noun
                && self.lexicon.in_set("court-papers", &document.tokens[thing].lemma)
        });
        let mut verbs: Vec<usize> = papers
            .flat_map(|paper| {
                let clauses = document.children_by(paper, Deprel::Acl);
                clauses.chain(document.children_by(paper, Deprel::AclRelcl)).collect::<Vec<_>>()
            })
            .filter(|&verb| !clause::is_passive(document, verb))
            .collect();
        let mut at = verbs.clone();
        for _ in 0..DEPTH {
            at = at.into_iter().flat_map(|verb| document.children_by(verb, Deprel::Xcomp)).collect();
            verbs.extend(at.iter().copied());
        }
        self.hindered(trigger, verbs)
    }

    /// Those whom verbs of hindering have as their object, or whose deed or rule the object is.
    fn hindered(&self, trigger: &Trigger<'_>, verbs: Vec<usize>) -> Vec<Party> {
        let document = &self.reading.document;
        let verbs = verbs
            .into_iter()
            .filter(|&verb| self.lexicon.in_set("hindering", &document.tokens[verb].lemma.to_lowercase()));
        for object in verbs.flat_map(|verb| patients(document, verb)) {
            let mut found = self.parties_of([object], "whom it is to stop");
            if found.is_empty() {
                let by = phrases(document, object, "by");
                found = self.parties_of(by, "whom it is to stop");
            }
            if found.is_empty() && trigger.entry.is_speech_act {
                found = self.below(object, "whom it is to stop", trigger, false, 1);
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// "keeps up a policy which Oslo has criticised": whose policy it is, told by the verb that has it as its object.
    pub(super) fn whose_doing(&self, trigger: &Trigger<'_>) -> Vec<Party> {
        let document = &self.reading.document;
        let judges = matches!(self.kind(trigger), Some("ACCUSE" | "REJECT" | "SUPPORT"));
        if trigger.entry.class != EntryClass::Verb || !judges {
            return Vec::new();
        }
        // "began an inquiry, led by": the deed itself is nothing judged
        let within = |noun: &usize| {
            document.is_within(trigger.head, *noun) && !trigger.span.contains(document.tokens[*noun].span)
        };
        let nouns = logical_objects(document, trigger.head).into_iter().filter(within);
        let carried = nouns.filter_map(|noun| {
            let token = &document.tokens[noun];
            let verb = token.head.filter(|_| token.deprel == Deprel::Obj)?;
            let lemma = document.tokens[verb].lemma.to_lowercase();
            ["support", "issue", "sponsor"].iter().any(|set| self.lexicon.in_set(set, &lemma)).then_some(verb)
        });
        let mut words: Vec<usize> = carried.flat_map(|verb| logical_subjects(document, verb)).collect();
        if !clause::is_passive(document, trigger.head) {
            // "attacked the decree on land by the president", whatever the tree hangs it on
            words.extend(phrases(document, trigger.head, "by"));
        }
        self.parties_of(words, "whose doing it is")
    }
}

/// The infinitives that tell what a word is for.
fn purposes(document: &Document, word: usize) -> Vec<usize> {
    document
        .children(word)
        .iter()
        .copied()
        .filter(|&verb| {
            matches!(document.tokens[verb].deprel, Deprel::Acl | Deprel::Advcl | Deprel::Xcomp)
                && is_infinitive(document, verb)
        })
        .collect()
}

/// The objects of a verb, and who is to do what its clause says: "help farmers buy land", "prevent Oslo from voting".
fn patients(document: &Document, verb: usize) -> Vec<usize> {
    let mut all = logical_objects(document, verb);
    let clauses = document.children(verb).iter().copied().filter(|&clause| {
        matches!(document.tokens[clause].deprel, Deprel::Ccomp | Deprel::Xcomp | Deprel::Advcl)
    });
    if all.is_empty() {
        all.extend(clauses.flat_map(|clause| document.children_by(clause, Deprel::Nsubj)));
    }
    all
}

#[cfg(test)]
mod tests {
    use crate::reading::event::merge::countries;
    use crate::reading::testing::events_of;

    #[test]
    fn whom_a_suit_is_to_stop_is_sued() {
        let events = events_of(&[
            "Greece/Greece/PROPN/2/nsubj filed/file/VERB/0/root/Tense=Past a/a/DET/4/det \
             lawsuit/lawsuit/NOUN/2/obj/Number=Sing attempting/attempt/VERB/4/acl/VerbForm=Ger to/to/PART/7/mark \
             stop/stop/VERB/5/xcomp/VerbForm=Inf Turkey/Turkey/PROPN/7/obj",
        ]);
        let suit = events.iter().find(|event| event.event_type == "ACCUSE").unwrap();
        assert_eq!(countries(&suit.recipients), ["TUR"]);
    }

    #[test]
    fn whose_policy_is_criticised_is_criticised() {
        let events =
            events_of(&["Turkey/Turkey/PROPN/2/nsubj launched/launch/VERB/0/root/Tense=Past a/a/DET/4/det \
             policy/policy/NOUN/2/obj/Number=Sing which/which/PRON/7/obj Greece/Greece/PROPN/7/nsubj \
             criticised/criticise/VERB/4/acl:relcl/Tense=Past"]);
        let blame = events.iter().find(|event| event.event_type == "ACCUSE").unwrap();
        assert_eq!(countries(&blame.recipients), ["TUR"]);
    }
}
