//! Actors and recipients: from the slots of an entry to entities.

use chancery_lang::{Deprel, Document, Upos};

use super::Party;
use super::complement::is_mere_purpose;
use super::couple::Couple;
use super::matching::Trigger;
use super::side::{add, is_placeholder, same};
use super::slot::{candidates, condition_words, is_beside_dash, through_objects};
use crate::lexicon::events::{Act, EntryClass, EventLexicon};
use crate::lexicon::pattern::{Condition, Slot};
use crate::plover::Sector;
use crate::reading::clause::{self, conjuncts, is_passive, logical_objects, phrases};
use crate::reading::{EntityId, EntityKind, Reading};

/// Fills the two sides of an event.
pub struct Roles<'a> {
    /// The report.
    pub reading: &'a Reading,
    /// For the sets of support verbs.
    pub lexicon: &'a EventLexicon,
    /// The words that report events: a noun that does is nobody who acts.
    pub deeds: Vec<usize>,
    /// Who writes, in a report that speaks of itself as "we": the government whose statement it is.
    pub narrator: Option<EntityId>,
    /// Those who met, for whom "the two leaders" stands.
    pub couples: Vec<Couple>,
}

impl Roles<'_> {
    /// Actors and recipients of a trigger. `host` is the country where a mutual event takes place.
    #[must_use]
    pub fn fill(&self, trigger: &Trigger<'_>, host: Option<&str>) -> (Vec<Party>, Vec<Party>) {
        let entry = trigger.entry;
        let mut actors = self.first(trigger, &entry.actor, &[], true);
        if actors.is_empty() && entry.class == EntryClass::Noun {
            actors = self.claimants(trigger.head);
        }
        if actors.is_empty() && entry.class == EntryClass::Noun && self.is_deed(trigger.head) {
            actors = self.forces_before(trigger.head);
            if actors.is_empty() {
                actors = self.said_to_have_done(trigger.head);
            }
        }
        if actors.is_empty() && entry.class == EntryClass::Verb {
            actors = self.authors(trigger.head);
            if actors.is_empty() && self.kind(trigger) == Some("REQUEST") {
                actors = self.to_be_called(trigger.head);
            }
        }
        if actors.is_empty() && entry.class == EntryClass::Verb {
            actors = self.at_hands_of(trigger.head);
        }
        if actors.is_empty() {
            actors = self.crowd(trigger, host);
        }
        if actors.is_empty() && self.is_told_without_actor(trigger) {
            if entry.class == EntryClass::Verb {
                actors = self.court_of(trigger.head);
                actors.extend(self.arresters(trigger.head));
            }
            if actors.is_empty() {
                actors = self.speakers_at(trigger.head);
            }
            let convicts = self.is_act(trigger, Act::Conviction);
            actors.retain(|speaker| match speaker.sector {
                Some(Sector::Jud) => true,
                Some(Sector::Cop) => !convicts,
                _ => false,
            });
        }
        if actors.is_empty() && entry.class == EntryClass::Verb {
            actors = self.judges(trigger);
            if actors.is_empty() {
                actors = self.state_where(trigger);
            }
        }
        if actors.is_empty() && self.is_act(trigger, Act::Strike) {
            // "The union said a strike could begin"
            actors = self.speakers_at(trigger.head);
            actors.retain(|speaker| speaker.sector == Some(Sector::Lab));
        }
        let dead = self.those_dead_in(trigger);
        actors.retain(|actor| !dead.iter().any(|one| same(actor, one)));
        if actors.is_empty() && entry.class == EntryClass::Noun && self.is_cooperative(trigger) {
            actors = self.those_about_it(trigger.head);
        }
        if entry.class == EntryClass::Verb && entry.is_speech_act {
            let names = self.in_whose_name(trigger.head, &actors);
            if !names.is_empty() {
                actors = names;
            }
        }
        // "his murder": without "of" the possessor suffers it
        let suffers = entry.class == EntryClass::Noun
            && self.lexicon.in_set("suffered", &self.reading.document.tokens[trigger.head].lemma)
            && phrases(&self.reading.document, trigger.head, "of").is_empty();
        let possessors: Vec<usize> =
            self.reading.document.children_by(trigger.head, Deprel::NmodPoss).filter(|_| suffers).collect();
        let owned: Vec<Party> = actors.iter().filter(|a| possessors.contains(&a.head)).cloned().collect();
        actors.retain(|actor| !possessors.contains(&actor.head));
        let mut recipients = self.first(trigger, &entry.recipient, &actors, false);
        if recipients.is_empty() {
            recipients = if dead.is_empty() { owned } else { dead };
        }
        if recipients.is_empty() && super::demand::is_spoken(entry) {
            recipients = self.addressees(trigger);
        }
        if entry.class == EntryClass::Noun {
            // "the town came under attack", "troops suffered an assault"
            let sufferers = self.sufferers(trigger.head);
            actors.retain(|a| !sufferers.iter().any(|s| s.head == a.head));
            if recipients.is_empty() {
                recipients = sufferers;
            }
        }
        if recipients.is_empty() && trigger.entry.class == EntryClass::Verb && trigger.entry.is_speech_act {
            recipients = self.sponsors(trigger.head);
        }
        if entry.class == EntryClass::Noun {
            if actors.is_empty() {
                actors = self.holder_of(trigger.head, "doer");
            }
            if actors.is_empty()
                && self.lexicon.in_set("fought", &self.reading.document.tokens[trigger.head].lemma)
            {
                actors = self.forces_in(trigger.head);
            }
            if recipients.is_empty() {
                recipients = self.holder_of(trigger.head, "sufferer");
            }
        }
        if recipients.is_empty() && entry.class == EntryClass::Verb {
            recipients = self.subdued(trigger.head);
        }
        if recipients.is_empty() && self.is_act(trigger, Act::Strike) {
            recipients = self.employers(&actors);
        }
        if recipients.is_empty() && !entry.mutual {
            recipients = self.concerned(trigger, &actors);
        }
        if recipients.is_empty() && !entry.mutual {
            recipients = self.implied(trigger, host);
        }
        if recipients.is_empty() && !entry.mutual && !actors.is_empty() && entry.class == EntryClass::Noun {
            recipients = self.receivers(trigger.head, self.is_cooperative(trigger));
        }
        if entry.mutual {
            self.join_sides(trigger, &mut actors, &mut recipients, host);
        }
        recipients.retain(|r| !actors.iter().any(|a| same(a, r)));
        if entry.places {
            recipients.retain(|r| !self.is_at_home(r, &actors));
        }
        if self.kind(trigger) == Some("AGREE") {
            // "the minister agreed to add members to the police council": her own state's bodies are promised nothing
            let own = |party: &Party| {
                matches!(party.sector, Some(Sector::Gov | Sector::Cop))
                    && actors.iter().any(|a| a.sector == Some(Sector::Gov) && a.country == party.country)
            };
            recipients.retain(|party| !own(party));
        }
        if super::demand::is_spoken(entry) {
            recipients.retain(|r| !self.is_own_state(r, &actors));
        }
        if entry.class == EntryClass::Verb && matches!(self.kind(trigger), Some("SUPPORT" | "REJECT")) {
            // "backed the amendment to the constitution of Chile": a law of one's own state, not the state
            let named = clause::logical_objects(&self.reading.document, trigger.head);
            recipients.retain(|r| named.contains(&r.head) || !self.is_own_state(r, &actors));
        }
        (actors, recipients)
    }

    /// "The president visited a town of his own country": a place at home is no host.
    fn is_at_home(&self, recipient: &Party, actors: &[Party]) -> bool {
        let entity = recipient.entity.map(|id| &self.reading.entities[id.0]);
        let is_place = entity.is_some_and(|entity| entity.kind == EntityKind::Place)
            || self.lexicon.in_set("ground", &self.reading.document.tokens[recipient.head].lemma);
        is_place
            && recipient.country.is_some()
            && actors.iter().all(|actor| actor.country == recipient.country)
    }

    /// The name of the type that a trigger reports.
    pub(super) fn kind(&self, trigger: &Trigger<'_>) -> Option<&str> {
        trigger.entry.event_type.map(|kind| self.lexicon.types[kind].name.as_str())
    }

    /// Whether a trigger's entry gives a mode that is that kind of act.
    pub(super) fn is_act(&self, trigger: &Trigger<'_>, act: Act) -> bool {
        self.acts(trigger).any(|own| own == act)
    }

    fn acts<'t>(&'t self, trigger: &'t Trigger<'_>) -> impl Iterator<Item = Act> + 't {
        let kind = trigger.entry.event_type.map(|kind| &self.lexicon.types[kind]);
        kind.into_iter().flat_map(|kind| kind.acts(&trigger.entry.modes))
    }

    /// Whether a trigger reports cooperation, in words or deeds.
    pub(super) fn is_cooperative(&self, trigger: &Trigger<'_>) -> bool {
        let kind = trigger.entry.event_type.map(|kind| &self.lexicon.types[kind]);
        kind.and_then(|kind| kind.quad.as_deref()).is_some_and(|quad| quad.ends_with("cooperation"))
    }

    /// Recipients that no slot of the entry holds: who is answered, who benefits, who is besieged.
    fn concerned(&self, trigger: &Trigger<'_>, actors: &[Party]) -> Vec<Party> {
        let Some(kind) = self.kind(trigger) else { return Vec::new() };
        match (kind, trigger.entry.class) {
            ("REJECT" | "ACCUSE" | "SUPPORT", EntryClass::Verb) => self.answered(trigger.head, actors),
            ("REQUEST", EntryClass::Noun) => self.answerers(trigger.head),
            ("AGREE", EntryClass::Verb) => self.promised(trigger.head, actors),
            ("AID" | "AGREE" | "SUPPORT", EntryClass::Verb | EntryClass::Noun) => {
                self.beneficiaries(trigger.head)
            }
            ("COERCE", EntryClass::Verb) => self.besieged(trigger.head),
            _ => Vec::new(),
        }
    }

    /// Recipients whom what stands around the trigger tells: who is hit, what it is meant for, whose doing is judged.
    fn implied(&self, trigger: &Trigger<'_>, host: Option<&str>) -> Vec<Party> {
        let mut found = self.struck(trigger, host);
        if found.is_empty() {
            found = self.meant(trigger);
        }
        if found.is_empty() {
            found = self.whose_doing(trigger);
        }
        found
    }

    /// Both sides of a meeting or a fight are actors; a guest is the actor and the host the recipient (rule 4).
    fn join_sides(
        &self,
        trigger: &Trigger<'_>,
        actors: &mut Vec<Party>,
        recipients: &mut Vec<Party>,
        host: Option<&str>,
    ) {
        let between = self.parties_at(trigger, &Slot::Preposition("between".to_owned()), true);
        let is_host = |party: &Party| party.country.as_deref() == host && party.sector == Some(Sector::Gov);
        let is_guest = |party: &Party| party.country.is_some() && party.country.as_deref() != host;
        let hosted = host.is_some()
            && between.is_empty()
            && !actors.is_empty()
            && !recipients.is_empty()
            && actors.iter().all(is_guest)
            && recipients.iter().all(is_host);
        if hosted {
            return;
        }
        if self.kind(trigger) == Some("COOPERATE") && actors.is_empty() && between.is_empty() {
            // "worked with the agency": nobody known to have done so
            recipients.clear();
        }
        for party in between.into_iter().chain(recipients.drain(..)) {
            add(actors, party);
        }
        if actors.len() < 2 && trigger.entry.class == EntryClass::Noun {
            for party in self.attendants(trigger.head) {
                add(actors, party);
            }
        }
        if actors.len() < 2 && trigger.entry.class == EntryClass::Verb {
            for party in self.partners(trigger) {
                add(actors, party);
            }
        }
        let with = |condition: &Condition| matches!(&condition.place, Slot::Preposition(p) if p == "with");
        if self.kind(trigger) == Some("COOPERATE")
            && actors.len() < 2
            && self.lexicon.in_set("work-with", &self.reading.document.tokens[trigger.head].lemma)
            && trigger.entry.pattern.conditions.iter().any(|condition| with(condition) && !condition.negated)
        {
            // "worked with promises"
            actors.clear();
        }
    }

    /// "met the envoy and discussed the draft": the other side of the meeting takes part in the talk.
    fn partners(&self, trigger: &Trigger<'_>) -> Vec<Party> {
        let document = &self.reading.document;
        let token = &document.tokens[trigger.head];
        let Some(verb) = token.head else { return Vec::new() };
        let lemma = document.tokens[verb].lemma.to_lowercase();
        let beside = matches!(token.deprel, Deprel::Conj | Deprel::Advcl | Deprel::Xcomp)
            && document.child_by(trigger.head, Deprel::Nsubj).is_none()
            && !is_passive(document, verb)
            && self
                .lexicon
                .entries_of(EntryClass::Verb, &lemma)
                .any(|entry| entry.mutual && entry.event_type == trigger.entry.event_type);
        if !beside {
            return Vec::new();
        }
        let mut words = logical_objects(document, verb);
        words.extend(phrases(document, verb, "with"));
        words
            .into_iter()
            .flat_map(|word| conjuncts(document, word))
            .flat_map(|word| self.parties(word, "met before"))
            .collect()
    }

    /// "was condemned in a joint statement by Egypt and Greece": a passive without agent is the deed of those who wrote it.
    fn authors(&self, verb: usize) -> Vec<Party> {
        let document = &self.reading.document;
        if !is_passive(document, verb) || !clause::agents(document, verb).is_empty() {
            return Vec::new();
        }
        let texts = ["in", "by", "under", "through", "with"].iter().flat_map(|p| phrases(document, verb, p));
        let texts = texts.filter(|&text| self.lexicon.in_set("document", &document.tokens[text].lemma));
        let owners = texts.flat_map(|text| {
            document.children_by(text, Deprel::NmodPoss).chain(phrases(document, text, "by"))
        });
        self.parties_of(owners, "whose statement it stands in")
    }

    /// "has been charged, police said": what police and courts do, told without who does it: who announces it has done it.
    fn is_told_without_actor(&self, trigger: &Trigger<'_>) -> bool {
        let document = &self.reading.document;
        let head = trigger.head;
        self.acts(trigger).any(Act::is_of_law)
            && match trigger.entry.class {
                EntryClass::Verb => is_passive(document, head) && clause::agents(document, head).is_empty(),
                EntryClass::Noun => {
                    document.child_by(head, Deprel::NmodPoss).is_none() && !self.is_act(trigger, Act::Inquiry)
                }
                _ => false,
            }
    }

    /// The parties of the first slot that has any besides `taken`, those of the other side. A pronoun that stands for
    /// nobody known still holds its slot.
    fn first(&self, trigger: &Trigger<'_>, slots: &[Slot], taken: &[Party], acting: bool) -> Vec<Party> {
        for slot in slots {
            let mut found = self.parties_at(trigger, slot, acting);
            let held = self.is_held(trigger, slot);
            found.retain(|party| !taken.iter().any(|other| same(party, other)));
            if !found.is_empty() || held {
                return found;
            }
        }
        Vec::new()
    }

    /// Whether a slot that gives no party is taken by a word for a person.
    fn is_held(&self, trigger: &Trigger<'_>, slot: &Slot) -> bool {
        let document = &self.reading.document;
        matches!(slot, Slot::Subject | Slot::Object | Slot::Indirect | Slot::Possessor)
            && candidates(document, self.lexicon, trigger.head, trigger.entry.class, slot)
                .into_iter()
                .any(|word| is_placeholder(document, word))
    }

    /// The words in a slot, those that hang on the object of the verb included; but whom a condemned or approved deed was
    /// done to is not aimed at.
    fn words_at(&self, trigger: &Trigger<'_>, slot: &Slot) -> Vec<usize> {
        let document = &self.reading.document;
        let entry = trigger.entry;
        let mut words = candidates(document, self.lexicon, trigger.head, entry.class, slot);
        // help and promises are for those whom their purpose names
        let helps = matches!(self.kind(trigger), Some("AID" | "AGREE"));
        if !helps && matches!(slot, Slot::Preposition(to) if to == "to") {
            words.retain(|&word| !is_mere_purpose(document, self.lexicon, word));
        }
        // "a deal on migrants" is not with them
        if self.kind(trigger) == Some("AGREE") && matches!(slot, Slot::Preposition(on) if on == "on") {
            return Vec::new();
        }
        // "stands by Oslo to defeat the militia": with Oslo, not with the militia
        let is_infinitive =
            matches!(slot, Slot::Infinitive) || matches!(slot, Slot::Preposition(to) if to == "to");
        if is_infinitive && self.is_cooperative(trigger) {
            let fights = |word: usize| {
                document.tokens[word].upos == Upos::Verb
                    && self.lexicon.in_set("fight-verbs", &document.tokens[word].lemma)
            };
            words.retain(|&word| !fights(word));
        }
        let is_told_by_of = entry.pattern.conditions.iter().any(|condition| condition.place == *slot);
        if words.is_empty() && is_told_by_of && *slot == Slot::Preposition("of".to_owned()) {
            // "works as part of the alliance"
            words = condition_words(document, self.lexicon, trigger.head, entry.class, slot);
        }
        if words.is_empty()
            && entry.class == EntryClass::Verb
            && let Slot::Preposition(with) = slot
        {
            // "stands shoulder to shoulder with": on the last word of the trigger
            let parts = document.sentence_of(trigger.head).filter(|&word| {
                word != trigger.head
                    && trigger.span.contains(document.tokens[word].span)
                    && document.tokens[word].deprel != Deprel::Obj
            });
            words = parts.flat_map(|word| phrases(document, word, with)).collect();
            words.retain(|&word| !trigger.span.contains(document.tokens[word].span));
        }
        if !words.is_empty() || entry.class != EntryClass::Verb {
            return words;
        }
        let aimed = |&word: &usize| {
            let deed = document.tokens[word]
                .head
                .is_some_and(|noun| self.is_deed(noun) && !trigger.span.contains(document.tokens[noun].span));
            !(deed && entry.is_speech_act)
        };
        through_objects(document, trigger.head, slot).into_iter().filter(aimed).collect()
    }

    fn parties_at(&self, trigger: &Trigger<'_>, slot: &Slot, acting: bool) -> Vec<Party> {
        let document = &self.reading.document;
        let entry = trigger.entry;
        let words = match slot {
            Slot::Support => return self.doers_by_verb(trigger),
            Slot::Speaker => return self.voices_at(trigger.head),
            _ => self.words_at(trigger, slot),
        };
        // "ISIL, whose attacks"
        let words = words.into_iter().map(|word| self.one_of_those(clause::antecedent(document, word)));
        let label = label(slot);
        let mut parties = Vec::new();
        for word in words {
            if *slot == Slot::Compound
                && (acting && self.is_place_before_noun(word) && !is_beside_dash(document, word)
                    || self.is_wording(trigger, word))
            {
                continue;
            }
            if *slot == Slot::Possessor {
                for party in self.own_possessors(trigger.head, word) {
                    add(&mut parties, party);
                }
                if !parties.is_empty() {
                    return parties;
                }
            }
            if *slot == Slot::Adjective && document.tokens[word].upos != Upos::Propn {
                // "Saudi-led airstrikes"
                for leader in self.named_in_participle(word, acting) {
                    for party in self.parties(leader, label) {
                        add(&mut parties, party);
                    }
                }
                if matches!(document.tokens[word].upos, Upos::Verb) {
                    continue;
                }
            }
            if *slot == Slot::Subject
                && acting
                && self.lexicon.in_set("document", &document.tokens[word].lemma.to_lowercase())
            {
                // "released a statement criticising"
                let issuers = self.issuers(word);
                let issuers = if issuers.is_empty() { self.filers(word) } else { issuers };
                for party in issuers {
                    add(&mut parties, party);
                }
                if !parties.is_empty() {
                    return parties;
                }
            }
            if *slot == Slot::Subject && acting {
                // "fired shells, hitting"
                let wielders = self.wielders(word);
                if !wielders.is_empty() {
                    return wielders;
                }
            }
            // "destroyed rebel weapons and vehicles": whose they are, not what they are
            let mut owned = false;
            for one in conjuncts(document, word) {
                let mut found = self.parties(one, label);
                // "an ultimatum to Damascus"
                let addressed = entry.is_speech_act && matches!(slot, Slot::Preposition(to) if to == "to");
                if found.is_empty() && (entry.places || addressed) && !acting {
                    found.extend(self.government_of(one));
                }
                // "a suit filed by Ontario"
                let doer = *slot == Slot::Subject || matches!(slot, Slot::Preposition(by) if by == "by");
                let rules = matches!(
                    self.kind(trigger),
                    Some("ACCUSE" | "COERCE" | "CONCEDE" | "REJECT" | "REQUEST" | "SANCTION")
                );
                if found.is_empty() && acting && doer && rules {
                    found.extend(self.province_at(one));
                }
                let blamed = self.kind(trigger) == Some("ACCUSE")
                    && (*slot == Slot::Object || *slot == Slot::Preposition("against".to_owned()));
                if found.is_empty() && blamed && !acting {
                    found.extend(self.province_at(one));
                }
                // "ended his campaign": his own
                let own = self.is_undertaking(one)
                    && self.lexicon.in_set("support", &document.tokens[trigger.head].lemma);
                // "discussed the Syrian crisis": what a meeting is about takes no part in it
                let topic = entry.mutual && *slot == Slot::Object;
                let loose = matches!(slot, Slot::Preposition(p) if matches!(p.as_str(), "in" | "on" | "with" | "at" | "for"));
                let aside = loose && self.lexicon.in_set("adverbial", &document.tokens[one].lemma);
                if found.is_empty() && topic {
                    let with = phrases(document, one, "with").into_iter();
                    found = with.flat_map(|word| self.parties(word, label)).collect();
                } else if found.is_empty() && parties.is_empty() && *slot != Slot::Adjective && !own && !aside
                {
                    found = self.below(one, label, trigger, acting, 2);
                    owned = !found.is_empty();
                } else if owned && self.is_thing(one) {
                    continue;
                }
                for party in found {
                    add(&mut parties, party);
                }
            }
        }
        parties
    }

    /// "voter fraud", "court case": part of the words for it. "police raid" tells who does it all the same.
    fn is_wording(&self, trigger: &Trigger<'_>, word: usize) -> bool {
        let sector = self.reading.entity_at(word).and_then(|id| self.reading.entities[id.0].sector);
        trigger.span.contains(self.reading.document.tokens[word].span)
            && !matches!(sector, Some(Sector::Cop | Sector::Mil | Sector::Reb | Sector::Gov | Sector::Igo))
    }

    /// Whether a word names a thing that is somebody's: "vehicles", "positions".
    pub(super) fn is_thing(&self, word: usize) -> bool {
        let token = &self.reading.document.tokens[word];
        token.upos == Upos::Noun
            && ["arms", "building", "ground"].iter().any(|set| self.lexicon.in_set(set, &token.lemma))
    }
}

/// The words a speech act is aimed at: its object, and the phrases of its recipient slots.
#[must_use]
pub fn aims(document: &Document, lexicon: &EventLexicon, event: &super::Event) -> Vec<usize> {
    let Some(entry) = lexicon.entry_of_rule(&event.rule) else {
        return Vec::new();
    };
    let slots = entry.recipient.iter().filter(|slot| **slot != Slot::Support);
    let words = slots.flat_map(|slot| candidates(document, lexicon, event.trigger_head, entry.class, slot));
    words.flat_map(|word| conjuncts(document, word)).collect()
}

fn label(slot: &Slot) -> &'static str {
    match slot {
        Slot::Subject => "subject",
        Slot::Object => "object",
        Slot::Indirect => "indirect object",
        Slot::Clause => "subject of the clause",
        Slot::Possessor => "possessor",
        Slot::Compound => "noun before the noun",
        Slot::Adjective => "adjective",
        Slot::Support => "subject of the verb it goes with",
        _ => "phrase",
    }
}
