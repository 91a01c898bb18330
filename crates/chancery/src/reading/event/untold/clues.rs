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
    /// How often each country is named.
    named: BTreeMap<&'a str, usize>,
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
        let mut named = BTreeMap::new();
        for entity in &reading.entities {
            if let Some(country) = entity.country.as_deref() {
                *named.entry(country).or_default() += entity.mentions.len();
            }
        }
        Cast { reading, knowledge, deeds, named }
    }

    /// Everybody near an event who may be its open side.
    pub(super) fn candidates(&self, event: usize, side: Side) -> Vec<Candidate> {
        let own = &self.reading.events[event];
        let others = side.other().of(own);
        let placed = side.of(own);
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
            let mut clues = self.clues(event, side, EntityId(i), mention);
            for party in placed {
                clues.extend(self.clues_of_stranger(party));
            }
            found.push(Candidate { party, clues });
        }
        found
    }

    /// Whether an event stands in what somebody says.
    fn speaks_of(&self, event: &Event, id: EntityId) -> bool {
        let mut speeches = self.reading.statements.iter().filter(|speech| speech.covers(event.trigger));
        speeches.any(|speech| speech.speakers.iter().any(|voice| voice.entity == Some(id)))
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
        entity.mentions.iter().min_by_key(far).filter(|mention| far(mention).0 <= REACH)
    }

    /// What tells of somebody of unknown country.
    fn clues_of_stranger(&self, party: &Party) -> [String; 2] {
        let sector = party.sector.map_or("none", |sector| sector.as_str());
        let by = word_class(&self.reading.document, party.head);
        [format!("stranger {sector}"), format!("stranger by {by}")]
    }

    fn clues(&self, index: usize, side: Side, id: EntityId, mention: &Mention) -> Vec<String> {
        let (reading, document) = (self.reading, &self.reading.document);
        let event = &reading.events[index];
        let entity = &reading.entities[id.0];
        let others = side.other().of(event);
        let mut clues: Vec<String> = Vec::with_capacity(40);
        let mut tell = |clue: String| clues.push(clue);
        let sector = entity.sector.map_or("none", |sector| sector.as_str());
        let country = entity.country.as_deref().unwrap_or("");

        // the event
        tell("base".to_owned());
        let token = &document.tokens[event.trigger_head];
        let lemma = token.lemma.to_lowercase();
        tell(format!("word is {}", if token.upos == Upos::Verb { "verb" } else { "noun" }));
        if token.upos == Upos::Verb && clause::is_passive(document, event.trigger_head) {
            tell("passive".to_owned());
        }
        tell(format!("status {}", event.status.as_str()));
        if event.attribution.is_some() {
            tell("on somebody's word".to_owned());
        }
        if others.is_empty() {
            tell("nobody told".to_owned());
        }
        if token.upos != Upos::Verb {
            tell(definiteness(document, event.trigger_head).to_owned());
        }
        if event.date.is_some() {
            tell("day told".to_owned());
        }
        for mode in &event.modes {
            tell(format!("mode {mode}"));
        }

        // who it is
        tell(format!("sector {sector}"));
        let other = others.first().and_then(|party| party.sector).map_or("none", |sector| sector.as_str());
        if !others.is_empty() {
            tell(format!("sector {sector} with {other}"));
        }
        let class = class(entity.sector);
        tell(format!("class {class}"));
        if !others.is_empty() {
            let other = self::class(others.first().and_then(|party| party.sector));
            tell(format!("class {class} with {other}"));
        }
        tell(
            match entity.kind {
                EntityKind::Person => "person",
                EntityKind::Group => "group",
                EntityKind::State => "state",
                EntityKind::Place => "place",
                EntityKind::Other => "thing",
            }
            .to_owned(),
        );
        if others.iter().any(|party| party.country.as_deref() == Some(country)) {
            tell("own country".to_owned());
            tell(format!("own country, sector {sector} with {other}"));
        }
        let place = event.place.and_then(|place| reading.places.get(place)?.country.as_deref());
        if place == Some(country) {
            tell("country of the place".to_owned());
        }
        if place.is_some() && place != Some(country) {
            tell("country of another place".to_owned());
        }
        let most = self.named.values().copied().max().unwrap_or(0);
        if self.named.get(country).copied() == Some(most) {
            tell("country most named".to_owned());
        }
        tell(format!("mentions {}", at_most(entity.mentions.len(), &[1, 2, 4, 8])));
        let first = entity.mentions.first().map_or(0, |m| document.tokens[m.head].sentence);
        if first == 0 {
            tell("named first".to_owned());
        }

        // where it stands
        let head = &document.tokens[mention.head];
        let here = head.sentence == event.sentence;
        let before = mention.head < event.trigger_head;
        let apart = head.sentence.abs_diff(event.sentence);
        let where_named = match (here, before) {
            (true, true) => "here before".to_owned(),
            (true, false) => "here after".to_owned(),
            (false, true) => format!("before {}", at_most(apart, &[1, 2, 4, 8])),
            (false, false) => format!("after {}", at_most(apart, &[1, 3])),
        };
        tell(where_named.clone());
        let role = role(document, mention.head);
        tell(format!(
            "{} {role}",
            if here {
                "here"
            } else if apart == 1 && before {
                "just before"
            } else {
                "elsewhere"
            }
        ));
        tell(format!("by {}", word_class(document, mention.head)));
        if here {
            tell(path(document, mention.head, event.trigger_head).to_owned());
            tell(format!("words {}", at_most(mention.head.abs_diff(event.trigger_head), &[2, 4, 8, 16])));
        }
        if self.speaks_of(event, id) {
            tell("speaks of it".to_owned());
        }
        for speech in reading.statements.iter().filter(|s| s.covers(event.trigger)) {
            if speech.addressees.iter().any(|voice| voice.entity == Some(id)) {
                tell("is told of it".to_owned());
            }
        }

        // what else it does
        let shares = |a: &[Party], b: &[Party]| {
            a.iter().any(|a| {
                b.iter().any(|b| {
                    a.entity.is_some() && a.entity == b.entity
                        || a.country.is_some() && a.country == b.country
                })
            })
        };
        let mut told: BTreeSet<String> = BTreeSet::new();
        let quad = event.quad.as_deref().unwrap_or("");
        for &(i, role) in &self.deeds[id.0] {
            let deed = &reading.events[i];
            let way = if role == Side::Actor { "does" } else { "suffers" };
            let same_type = deed.event_type == event.event_type;
            let kind = if same_type { "such" } else { deed.event_type.as_str() };
            let near = if deed.sentence == event.sentence { "here" } else { "elsewhere" };
            told.insert(format!("{way} {kind} {near}"));
            if deed.quad.as_deref() == Some(quad) {
                told.insert(format!("{way} of the kind {near}"));
            }
            told.insert(format!("{way} {} {near}", deed.quad.as_deref().unwrap_or("other")));
            if deed.place.is_some() && event.place.is_some() && same_type {
                let name = |place: Option<usize>| place.and_then(|p| reading.places.get(p)).map(|p| &p.name);
                let where_ = if name(deed.place) == name(event.place) { "there" } else { "at another place" };
                told.insert(format!("{way} such {where_}"));
            }
            if same_type && document.tokens[deed.trigger_head].lemma.to_lowercase() == lemma {
                told.insert(format!("{way} by the same word"));
            }
            if deed.date.is_some() && event.date.is_some() && same_type {
                let day = if deed.date == event.date { "that day" } else { "on another day" };
                told.insert(format!("{way} such {day}"));
            }
            if same_type && deed.status != event.status {
                told.insert(format!("{way} such of another status"));
            }
            if deed.happening == event.happening {
                told.insert(format!("{way} the same happening"));
            }
            let across = role.other().of(deed);
            if !others.is_empty() && shares(across, others) {
                let direction = if role == side { "so" } else { "back" };
                told.insert(format!("deals with them {direction}"));
                if same_type {
                    told.insert(format!("deals such with them {direction}"));
                }
            }
        }
        for clue in told {
            tell(clue);
        }
        // how many of the events of this type have this country on this side
        let around =
            reading.events.iter().filter(|e| e.event_type == event.event_type && !side.of(e).is_empty());
        let (mut all, mut theirs) = (0, 0);
        for other in around {
            all += 1;
            theirs += usize::from(side.of(other).iter().any(|p| p.country.as_deref() == Some(country)));
        }
        tell(match (all, theirs) {
            (0, _) => "no such event with a side".to_owned(),
            (_, 0) => "such events of others".to_owned(),
            (a, t) if a == t => format!("all such events {}", at_most(a, &[1, 2])),
            (a, t) if 2 * t >= a => "most such events".to_owned(),
            _ => "some such events".to_owned(),
        });
        if self.deeds[id.0].is_empty() {
            tell("does nothing".to_owned());
        }
        clues
    }
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
