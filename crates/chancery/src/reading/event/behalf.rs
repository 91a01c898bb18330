//! In whose name somebody speaks: "on behalf of the president, I congratulate".

use chancery_lang::Upos;

use super::Party;
use super::role::Roles;
use crate::reading::clause::phrases;

impl Roles<'_> {
    /// Those in whose name the subject of a verb speaks, where the subject is "I", "we" or nobody known.
    pub(super) fn in_whose_name(&self, verb: usize, actors: &[Party]) -> Vec<Party> {
        let document = &self.reading.document;
        let first_person = |party: &Party| {
            let token = &document.tokens[party.head];
            token.upos == Upos::Pron && matches!(token.lemma.as_str(), "i" | "I" | "we")
        };
        if !actors.iter().all(first_person) {
            return Vec::new();
        }
        let behalf = ["on", "in"].into_iter().flat_map(|case| phrases(document, verb, case));
        let behalf = behalf.filter(|&noun| matches!(document.tokens[noun].lemma.as_str(), "behalf" | "name"));
        let names = behalf.flat_map(|noun| phrases(document, noun, "of"));
        self.parties_of(names, "in whose name it is said")
    }
}

#[cfg(test)]
mod tests {
    use crate::reading::event::merge::countries;
    use crate::reading::testing::events_of;

    #[test]
    fn who_speaks_on_behalf_of_another_lets_the_other_act() {
        let text = "On/on/ADP/2/case behalf/behalf/NOUN/6/obl of/of/ADP/4/case Turkey/Turkey/PROPN/2/nmod I/I/PRON/6/nsubj \
                    congratulate/congratulate/VERB/0/root/Tense=Pres Greece/Greece/PROPN/6/obj";
        let found = events_of(&[text]);
        assert_eq!(countries(&found[0].actors), ["TUR"]);
        assert_eq!(countries(&found[0].recipients), ["GRC"]);
    }
}
