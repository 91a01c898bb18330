//! What speaks for or against somebody being the side that an event leaves out.

use std::collections::{BTreeMap, BTreeSet};

use chancery_lang::{Deprel, Document, Upos};

use super::super::{Event, Party};
use super::{Candidate, Side, WEIGHED};
use crate::lexicon::Knowledge;
use crate::lexicon::events::Act;
use crate::plover::Sector;
use crate::reading::{Entity, EntityId, EntityKind, Mention, Reading, clause};

/// Only who is named at most this many sentences before or after the event may be its side; so the time a report takes grows
/// with its length and not its square.
const REACH: usize = 15;

/// Everybody in a report, with what each does there.
pub(super) struct Cast<'a> {
    reading: &'a Reading,
    knowledge: &'a Knowledge,
    /// What each entity does and suffers, by entity: event and side.
    deeds: Vec<Vec<(usize, Side)>>,
    /// The countries that are named most often.
    most_named: BTreeSet<&'a str>,
}

impl<'a> Cast<'a> {
    pub(super) fn new(reading: &'a Reading, knowledge: &'a Knowledge) -> Self {
        let mut deeds = vec![Vec::new(); reading.entities.len()];
        for (i, event) in reading.events.iter().enumerate() {
            for side in [Side::Actor, Side::Recipient] {
                for id in side.of(event).iter().filter_map(|party| party.entity) {
                    if let Some(own) = deeds.get_mut(id.0) {
                        own.push((i, side));
                    }
                }
            }
        }
        let mut named: BTreeMap<&str, usize> = BTreeMap::new();
        for entity in &reading.entities {
            if let Some(country) = entity.country.as_deref() {
                *named.entry(country).or_default() += entity.mentions.len();
            }
        }
        let most = named.values().copied().max().unwrap_or(0);
        let most_named =
            named.into_iter().filter(|(_, count)| *count == most).map(|(country, _)| country).collect();
        Cast { reading, knowledge, deeds, most_named }
    }

    /// Everybody near an event who may be its open side.
    pub(super) fn candidates(&self, event: usize, side: Side) -> Vec<Candidate> {
        let own = &self.reading.events[event];
        let others = side.other().of(own);
        let strangers: Vec<String> =
            side.of(own).iter().flat_map(|party| self.clues_of_stranger(party)).collect();
        let of_event = self.clues_of_event(own, side);
        let such = self.countries_of_such(own, side);
        let mut found = Vec::new();
        for (i, entity) in self.reading.entities.iter().enumerate() {
            if entity.country.is_none() || others.iter().any(|party| party.entity == Some(EntityId(i))) {
                continue;
            }
            if side == Side::Actor && entity.sector.is_some_and(|sector| !self.may_do(own, sector)) {
                continue;
            }
            let Some(mention) = self.nearest(entity, own) else { continue };
            if others.iter().any(|party| party.head == mention.head) || own.trigger.contains(mention.span) {
                continue;
            }
            let party = Party {
                span: mention.span,
                head: mention.head,
                entity: Some(EntityId(i)),
                country: entity.country.clone(),
                sector: entity.sector,
                found: WEIGHED,
            };
            let id = EntityId(i);
            let mut clues = of_event.clone();
            clues.extend(self.clues_of_person(own, side, id));
            clues.extend(self.clues_of_mention(own, id, mention));
            clues.extend(self.clues_of_deeds(own, side, id));
            clues.push(share_of_such(&such, entity.country.as_deref()));
            if self.deeds[i].is_empty() {
                clues.push("does nothing".to_owned());
            }
            clues.extend_from_slice(&strangers);
            found.push(Candidate { party, clues });
        }
        found
    }

    /// Whether people of a sector do such a thing at all: rebels send nobody to court, and journalists fight with words.
    fn may_do(&self, event: &Event, sector: Sector) -> bool {
        let kind = self.knowledge.events.type_named(&event.event_type);
        let by_state = kind.is_some_and(|kind| {
            kind.acts(&event.modes).any(|act| matches!(act, Act::Arrest | Act::Conviction | Act::Expulsion))
        });
        let of_state = matches!(
            sector,
            Sector::Gov | Sector::Mil | Sector::Cop | Sector::Jud | Sector::Leg | Sector::Spy | Sector::Igo
        );
        let fights = sector == Sector::Gov || !self.knowledge.sectors.is_unarmed(sector);
        (!by_state || of_state) && (event.event_type != "ASSAULT" || fights)
    }

    /// The mention that stands for somebody at an event: in its sentence the nearest, else the nearest before it, else after.
    fn nearest<'e>(&self, entity: &'e Entity, event: &Event) -> Option<&'e Mention> {
        let document = &self.reading.document;
        let far = |mention: &&Mention| {
            let sentence = document.tokens[mention.head].sentence;
            let apart = sentence.abs_diff(event.sentence);
            (apart, sentence > event.sentence, mention.head.abs_diff(event.trigger_head))
        };
        // nobody of one story of a digest is a side in another
        let story = |sentence: usize| self.reading.stories.as_ref().and_then(|stories| stories.get(sentence));
        let of_story =
            |mention: &&Mention| story(document.tokens[mention.head].sentence) == story(event.sentence);
        entity.mentions.iter().filter(of_story).min_by_key(far).filter(|mention| far(mention).0 <= REACH)
    }

    /// What tells of somebody of unknown country.
    fn clues_of_stranger(&self, party: &Party) -> [String; 2] {
        let sector = party.sector.map_or("none", |sector| sector.as_str());
        let by = word_class(&self.reading.document, party.head);
        [format!("stranger {sector}"), format!("stranger by {by}")]
    }

    /// What tells of the event, whoever is weighed.
    fn clues_of_event(&self, event: &Event, side: Side) -> Vec<String> {
        let document = &self.reading.document;
        let verb = document.tokens[event.trigger_head].upos == Upos::Verb;
        let mut clues = vec!["base".to_owned(), format!("word is {}", if verb { "verb" } else { "noun" })];
        let mut tell = |clue: &str| clues.push(clue.to_owned());
        if verb && clause::is_passive(document, event.trigger_head) {
            tell("passive");
        }
        tell(&format!("status {}", event.status.as_str()));
        if event.attribution.is_some() {
            tell("on somebody's word");
        }
        if side.other().of(event).is_empty() {
            tell("nobody told");
        }
        if !verb {
            tell(definiteness(document, event.trigger_head));
        }
        if event.date.is_some() {
            tell("day told");
        }
        clues.extend(event.modes.iter().map(|mode| format!("mode {mode}")));
        clues
    }

    /// Who somebody is, by himself and beside the other side.
    fn clues_of_person(&self, event: &Event, side: Side, id: EntityId) -> Vec<String> {
        let (reading, document) = (self.reading, &self.reading.document);
        let entity = &reading.entities[id.0];
        let others = side.other().of(event);
        let name = |sector: Option<Sector>| sector.map_or("none", |sector| sector.as_str());
        let (sector, own_class) = (name(entity.sector), class(entity.sector));
        let country = entity.country.as_deref().unwrap_or("");
        let other = others.first().and_then(|party| party.sector);
        let mut clues = vec![format!("sector {sector}")];
        if !others.is_empty() {
            clues.push(format!("sector {sector} with {}", name(other)));
        }
        clues.push(format!("class {own_class}"));
        if !others.is_empty() {
            clues.push(format!("class {own_class} with {}", class(other)));
        }
        let mut tell = |clue: &str| clues.push(clue.to_owned());
        tell(match entity.kind {
            EntityKind::Person => "person",
            EntityKind::Group => "group",
            EntityKind::State => "state",
            EntityKind::Place => "place",
            EntityKind::Other => "thing",
        });
        if others.iter().any(|party| party.country.as_deref() == Some(country)) {
            tell("own country");
            tell(&format!("own country, sector {sector} with {}", name(other)));
        }
        match event.place.and_then(|place| reading.places.get(place)?.country.as_deref()) {
            Some(place) if place == country => tell("country of the place"),
            Some(_) => tell("country of another place"),
            None => {}
        }
        if self.most_named.contains(country) {
            tell("country most named");
        }
        tell(&format!("mentions {}", at_most(entity.mentions.len(), &[1, 2, 4, 8])));
        if entity.mentions.first().is_none_or(|first| document.tokens[first.head].sentence == 0) {
            tell("named first");
        }
        clues
    }

    /// Where the mention stands that is nearest to the event.
    fn clues_of_mention(&self, event: &Event, id: EntityId, mention: &Mention) -> Vec<String> {
        let document = &self.reading.document;
        let sentence = document.tokens[mention.head].sentence;
        let here = sentence == event.sentence;
        let before = mention.head < event.trigger_head;
        let apart = sentence.abs_diff(event.sentence);
        let mut clues = vec![match (here, before) {
            (true, true) => "here before".to_owned(),
            (true, false) => "here after".to_owned(),
            (false, true) => format!("before {}", at_most(apart, &[1, 2, 4, 8])),
            (false, false) => format!("after {}", at_most(apart, &[1, 3])),
        }];
        let near = match (here, before) {
            (true, _) => "here",
            (false, true) if apart == 1 => "just before",
            _ => "elsewhere",
        };
        clues.push(format!("{near} {}", role(document, mention.head)));
        clues.push(format!("by {}", word_class(document, mention.head)));
        if here {
            clues.push(path(document, mention.head, event.trigger_head).to_owned());
            let words = mention.head.abs_diff(event.trigger_head);
            clues.push(format!("words {}", at_most(words, &[2, 4, 8, 16])));
        }
        let mut is_told = Vec::new();
        let mut speaks = false;
        for speech in self.reading.statements.iter().filter(|speech| speech.covers(event.trigger)) {
            speaks |= speech.speakers.iter().any(|voice| voice.entity == Some(id));
            if speech.addressees.iter().any(|voice| voice.entity == Some(id)) {
                is_told.push("is told of it".to_owned());
            }
        }
        if speaks {
            clues.push("speaks of it".to_owned());
        }
        clues.extend(is_told);
        clues
    }

    /// What else somebody does and suffers in the report.
    fn clues_of_deeds(&self, event: &Event, side: Side, id: EntityId) -> BTreeSet<String> {
        let (reading, document) = (self.reading, &self.reading.document);
        let others = side.other().of(event);
        let lemma = |event: &Event| document.tokens[event.trigger_head].lemma.to_lowercase();
        let name = |place: Option<usize>| place.and_then(|p| reading.places.get(p)).map(|p| &p.name);
        let mut told = BTreeSet::new();
        for &(i, role) in &self.deeds[id.0] {
            let deed = &reading.events[i];
            let way = if role == Side::Actor { "does" } else { "suffers" };
            let same_type = deed.event_type == event.event_type;
            let kind = if same_type { "such" } else { deed.event_type.as_str() };
            let near = if deed.sentence == event.sentence { "here" } else { "elsewhere" };
            let mut tell = |clue: String| told.insert(format!("{way} {clue}"));
            tell(format!("{kind} {near}"));
            if deed.quad.is_some() && deed.quad == event.quad {
                tell(format!("of the kind {near}"));
            }
            tell(format!("{} {near}", deed.quad.as_deref().unwrap_or("other")));
            if same_type {
                if deed.place.is_some() && event.place.is_some() {
                    let there = name(deed.place) == name(event.place);
                    tell(format!("such {}", if there { "there" } else { "at another place" }));
                }
                if lemma(deed) == lemma(event) {
                    tell("by the same word".to_owned());
                }
                if deed.date.is_some() && event.date.is_some() {
                    let that_day = deed.date == event.date;
                    tell(format!("such {}", if that_day { "that day" } else { "on another day" }));
                }
                if deed.status != event.status {
                    tell("such of another status".to_owned());
                }
            }
            if deed.happening == event.happening {
                tell("the same happening".to_owned());
            }
            if share(role.other().of(deed), others) {
                let direction = if role == side { "so" } else { "back" };
                told.insert(format!("deals with them {direction}"));
                if same_type {
                    told.insert(format!("deals such with them {direction}"));
                }
            }
        }
        told
    }

    /// The countries on that side of each event of the same type that has one there.
    fn countries_of_such(&self, event: &Event, side: Side) -> Vec<Vec<&'a str>> {
        let such = self.reading.events.iter().filter(|other| other.event_type == event.event_type);
        such.map(|other| side.of(other))
            .filter(|parties| !parties.is_empty())
            .map(|parties| parties.iter().filter_map(|party| party.country.as_deref()).collect())
            .collect()
    }
}

/// How many of the events of a type have a country on a side.
fn share_of_such(such: &[Vec<&str>], country: Option<&str>) -> String {
    let theirs = such.iter().filter(|side| country.is_some_and(|own| side.contains(&own))).count();
    match (such.len(), theirs) {
        (0, _) => "no such event with a side".to_owned(),
        (_, 0) => "such events of others".to_owned(),
        (all, own) if all == own => format!("all such events {}", at_most(all, &[1, 2])),
        (all, own) if 2 * own >= all => "most such events".to_owned(),
        _ => "some such events".to_owned(),
    }
}

/// Whether two sides have an entity or a country in common.
fn share(a: &[Party], b: &[Party]) -> bool {
    a.iter().any(|a| {
        b.iter().any(|b| {
            a.entity.is_some() && a.entity == b.entity || a.country.is_some() && a.country == b.country
        })
    })
}

/// What kind of word stands for somebody.
fn word_class(document: &Document, head: usize) -> &'static str {
    let head = &document.tokens[head];
    match head.upos {
        Upos::Propn => "name",
        Upos::Pron => "pronoun",
        Upos::Noun if head.feats.has("Number", "Plur") => "plural",
        _ => "noun",
    }
}

/// "The attack", "an attack", "attacks".
fn definiteness(document: &Document, noun: usize) -> &'static str {
    let is_own = document.child_by(noun, Deprel::NmodPoss).is_some();
    let article = document.child_by(noun, Deprel::Det).map(|det| document.tokens[det].lemma.to_lowercase());
    match article.as_deref() {
        _ if is_own => "possessed noun",
        Some("the" | "this" | "that" | "these" | "those") => "definite noun",
        Some(_) => "indefinite noun",
        None if document.tokens[noun].feats.has("Number", "Plur") => "bare plural",
        None => "bare noun",
    }
}

/// Forces, rulers, judges, people: sectors that act alike.
fn class(sector: Option<Sector>) -> &'static str {
    match sector {
        Some(Sector::Gov | Sector::Leg | Sector::Igo) => "rulers",
        Some(Sector::Mil | Sector::Reb | Sector::Prm | Sector::Uaf | Sector::Spy) => "fighters",
        Some(Sector::Cop | Sector::Jud) => "law",
        Some(Sector::Crm) => "suspects",
        Some(Sector::Pty | Sector::Opp) => "politicians",
        Some(_) => "people",
        None => "nobody known",
    }
}

/// The first bound that a number does not exceed, as "1", "2", "4 or fewer", else "more".
fn at_most(number: usize, bounds: &[usize]) -> String {
    bounds.iter().find(|&&bound| number <= bound).map_or("more".to_owned(), |bound| format!("up to {bound}"))
}

/// The grammatical role of a mention's head.
fn role(document: &Document, head: usize) -> &'static str {
    let mut word = head;
    while document.tokens[word].deprel == Deprel::Conj {
        let Some(first) = document.tokens[word].head else { break };
        word = first;
    }
    match document.tokens[word].deprel {
        Deprel::Nsubj | Deprel::Csubj => "subject",
        Deprel::NsubjPass => "passive subject",
        Deprel::Obj | Deprel::Iobj => "object",
        Deprel::Obl | Deprel::OblAgent => "oblique",
        Deprel::Nmod => "modifier",
        Deprel::NmodPoss => "possessor",
        Deprel::Compound | Deprel::Amod | Deprel::Flat => "part of a name",
        Deprel::Appos => "apposition",
        Deprel::Root => "root",
        _ => "other role",
    }
}

/// How a word and the trigger stand to each other in the tree of their sentence.
fn path(document: &Document, word: usize, trigger: usize) -> &'static str {
    if document.is_within(word, trigger) {
        return match document.tokens[word].head {
            Some(head) if head == trigger => "path below",
            _ => "path deep below",
        };
    }
    if document.is_within(trigger, word) {
        return match document.tokens[trigger].head {
            Some(head) if head == word => "path above",
            _ => "path far above",
        };
    }
    // the verbs that the trigger hangs from
    let mut above = trigger;
    let mut steps = 0;
    while let Some(head) = document.tokens[above].head {
        above = head;
        steps += 1;
        if document.tokens[word].head == Some(above) {
            let is_subject = document.tokens[word].deprel.is_subject();
            return match (is_subject, steps) {
                (true, 1) => "path subject of its head",
                (true, _) => "path subject above",
                (false, 1) => "path beside",
                (false, _) => "path beside above",
            };
        }
        if document.is_within(word, above) {
            return if steps == 1 { "path within its head" } else { "path within above" };
        }
    }
    "path none"
}
