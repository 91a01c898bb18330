//! Whom a word names as a party of an event: entities, speakers, the members of joint descriptions.

use chancery_lang::{Deprel, Document, Span, Upos};

use super::Party;
use super::role::Roles;
use super::side::add;
use crate::lexicon::Knowledge;
use crate::lexicon::events::EntryClass;
use crate::plover::{self, Sector};
use crate::reading::clause::{self, conjuncts, phrases, preposition};
use crate::reading::statement::{innermost, is_quoted};
use crate::reading::{EntityId, EntityKind, Reading};

/// The state or body in whose name a report is written that says "we" outside of quotations: the one that acts most often.
#[must_use]
pub fn narrator(reading: &Reading, knowledge: &Knowledge) -> Option<EntityId> {
    let document = &reading.document;
    let quoted = |word: usize| is_quoted(&reading.statements, document.tokens[word].span);
    let own = (0..document.tokens.len())
        .filter(|&word| document.tokens[word].upos == Upos::Pron && document.tokens[word].lemma == "we")
        .filter(|&word| !quoted(word))
        .count();
    if own < 2 {
        return None;
    }
    // "The United States condemns": a state that speaks in the present tense
    let acts = |entity: &crate::reading::Entity| {
        let speaks = |head: usize| {
            let token = &document.tokens[head];
            let verb = token.head.map(|verb| &document.tokens[verb]);
            token.deprel == Deprel::Nsubj
                && token.upos != Upos::Pron
                && verb.is_some_and(|verb| {
                    let lemma = verb.lemma.to_lowercase();
                    let declares = || knowledge.events.in_set("declares", &lemma);
                    verb.feats.has("Tense", "Pres")
                        && (knowledge.cues.class_of(&lemma).is_some() || declares())
                })
                && !quoted(head)
        };
        entity.mentions.iter().filter(|m| speaks(m.head)).count()
    };
    // the Union or the United Nations, where no state speaks
    let is_union = |entity: &crate::reading::Entity| {
        let code = entity.country.as_deref();
        entity.kind == EntityKind::Group
            && matches!(code, Some(plover::EUROPEAN_UNION | plover::UNITED_NATIONS))
    };
    let speaks_most = |fits: &dyn Fn(&crate::reading::Entity) -> bool| {
        let bodies = reading.entities.iter().enumerate().filter(|(_, entity)| fits(entity));
        let counted = bodies.map(|(i, entity)| (acts(entity), i)).filter(|(n, _)| *n > 0);
        counted.max_by_key(|&(n, i)| (n, std::cmp::Reverse(i))).map(|(_, i)| EntityId(i))
    };
    speaks_most(&|entity| entity.kind == EntityKind::State).or_else(|| speaks_most(&is_union))
}

/// A dateline names its place within so many words.
const DATELINE: usize = 6;

/// How many counting nouns are descended: "tens of thousands of people".
const COUNTED: usize = 3;

impl Roles<'_> {
    /// All parties that a word names: "several states, including France" is also France, "forces of Syria or Russia"
    /// are two.
    #[must_use]
    pub fn parties(&self, word: usize, found: &'static str) -> Vec<Party> {
        if let Some(couple) = self.couple_at(word) {
            return couple;
        }
        let Some(party) = self.party(word, found) else { return Vec::new() };
        let party = self.named_beside(&party).unwrap_or(party);
        let mut all = vec![party];
        for other in self.joint(&all[0]) {
            add(&mut all, other);
        }
        for named in self.named_among(word) {
            for one in conjuncts(&self.reading.document, named) {
                if let Some(party) = self.party(one, found) {
                    add(&mut all, party);
                }
            }
        }
        all
    }

    /// The parties of these words and of those joined to them by "and": "Paris and its allies".
    pub(super) fn parties_of(
        &self,
        words: impl IntoIterator<Item = usize>,
        found: &'static str,
    ) -> Vec<Party> {
        let mut parties = Vec::new();
        for one in words.into_iter().flat_map(|word| conjuncts(&self.reading.document, word)) {
            for party in self.parties(one, found) {
                add(&mut parties, party);
            }
        }
        parties
    }

    /// The further countries of a joint description: "the French and Spanish governments", "forces of Syria or Russia",
    /// "partners in Syria and Iraq".
    fn joint(&self, party: &Party) -> Vec<Party> {
        let document = &self.reading.document;
        let Some(id) = party.entity else { return Vec::new() };
        let entity = &self.reading.entities[id.0];
        if entity.kind != EntityKind::Group || document.tokens[party.head].upos != Upos::Noun {
            return Vec::new();
        }
        let country = party.country.as_ref();
        let further = entity.other_countries.iter().filter(|other| Some(*other) != country);
        let mut all: Vec<Party> =
            further.map(|other| Party { country: Some(other.clone()), ..party.clone() }).collect();
        // "thousands of people across Syria and Iraq"
        let mut heads = vec![party.head];
        for _ in 0..COUNTED {
            let counted = heads.last().and_then(|&head| phrases(document, head, "of").into_iter().next());
            heads.extend(counted);
        }
        heads.dedup();
        for phrase in heads
            .into_iter()
            .flat_map(|head| ["of", "from", "in", "across"].map(|p| phrases(document, head, p)).concat())
        {
            let members = conjuncts(document, phrase);
            let country_at = |word: usize| {
                self.reading.entity_at(word).and_then(|id| self.reading.entities[id.0].country.clone())
            };
            let first = members.first().and_then(|&first| country_at(first));
            if members.len() < 2 || (country.is_some() && first.as_ref() != country) {
                continue;
            }
            for member in members {
                if let Some(other) = country_at(member).filter(|other| Some(other) != country) {
                    let span = self.mention_span(member);
                    all.push(Party {
                        span,
                        head: member,
                        entity: None,
                        country: Some(other),
                        ..party.clone()
                    });
                }
            }
        }
        all
    }

    /// The words of the mention that a word heads, or the word alone.
    pub(super) fn mention_span(&self, word: usize) -> Span {
        let document = &self.reading.document;
        let entity = self.reading.entity_at(word).map(|id| &self.reading.entities[id.0]);
        let mention = entity.and_then(|entity| entity.mentions.iter().find(|mention| mention.head == word));
        mention.map_or(document.tokens[word].span, |mention| mention.span)
    }

    /// Whether a word, or the first of its list, stands in a phrase of place.
    pub(super) fn is_locative(&self, word: usize) -> bool {
        let document = &self.reading.document;
        let token = &document.tokens[word];
        let first = token.head.filter(|_| token.deprel == Deprel::Conj).unwrap_or(word);
        let places =
            ["in", "at", "near", "on", "outside", "around", "from", "to", "into", "inside", "across", "over"];
        preposition(document, first).is_some_and(|p| places.contains(&p.as_str()))
    }

    /// "the campaign to retake the town", "ended her campaign": what is undertaken, not those who undertake it.
    pub(super) fn is_undertaking(&self, word: usize) -> bool {
        let document = &self.reading.document;
        let token = &document.tokens[word];
        let own = |possessor: usize| document.tokens[possessor].upos == Upos::Pron;
        token.upos == Upos::Noun
            && self.lexicon.in_set("undertaking", &token.lemma)
            && (document.children_by(word, Deprel::Acl).any(|verb| clause::is_infinitive(document, verb))
                || (token.deprel == Deprel::Obj && document.children_by(word, Deprel::NmodPoss).any(own)))
    }

    /// Those named of a group: "several states, including France", "the regime and its backers, notably Russia".
    fn named_among(&self, word: usize) -> Vec<usize> {
        let document = &self.reading.document;
        document
            .children(word)
            .iter()
            .copied()
            .filter(|&child| match document.tokens[child].deprel {
                Deprel::Nmod | Deprel::Obl => preposition(document, child)
                    .is_some_and(|p| matches!(p.as_str(), "including" | "such as" | "include")),
                Deprel::Appos => document.children_by(child, Deprel::Advmod).any(|adverb| {
                    matches!(
                        document.tokens[adverb].lemma.as_str(),
                        "notably" | "especially" | "particularly" | "namely" | "including"
                    )
                }),
                _ => false,
            })
            .collect()
    }

    /// Who says "I" in a speech that is given without quotation marks: "The minister said: I welcome … I commend …".
    fn author(&self, word: usize) -> Option<EntityId> {
        let document = &self.reading.document;
        let token = &document.tokens[word];
        let alone = matches!(token.lemma.to_lowercase().as_str(), "i" | "my" | "me");
        if !alone || is_quoted(&self.reading.statements, token.span) {
            return None;
        }
        let opens =
            |cue: usize| cue < word && cue + 1 < document.tokens.len() && document.form(cue + 1) == ":";
        let said = self.reading.statements.iter().filter(|statement| statement.cue_head.is_some_and(opens));
        let last = said.max_by_key(|statement| statement.cue_head)?;
        let speaker = last.speakers.first()?.head?;
        let id = self.reading.entity_at(speaker)?;
        (self.reading.entities[id.0].kind == EntityKind::Person).then_some(id)
    }

    /// The party whose mention a word heads; in quoted speech "I" and "we" are the speaker.
    #[must_use]
    pub fn party(&self, word: usize, found: &'static str) -> Option<Party> {
        let token = &self.reading.document.tokens[word];
        if is_those_who(&self.reading.document, word) {
            let span = token.span;
            return Some(Party { span, head: word, entity: None, country: None, sector: None, found });
        }
        let first_person = token.upos == Upos::Pron
            && matches!(token.lemma.to_lowercase().as_str(), "i" | "we" | "my" | "our" | "us" | "me");
        let id = if first_person {
            self.reading
                .entity_at(word)
                .or_else(|| self.author(word))
                .or_else(|| self.narrator.filter(|_| !is_quoted(&self.reading.statements, token.span)))
        } else {
            self.reading.entity_at(word)
        }?;
        let entity = &self.reading.entities[id.0];
        if matches!(entity.kind, EntityKind::State | EntityKind::Place)
            && is_dateline(&self.reading.document, word)
        {
            return None;
        }
        if entity.kind == EntityKind::State && self.is_land_of_town(word) {
            return None;
        }
        // "the performance of the troops", "the appointment of two women": no party itself, though one stands below it
        let is_container = token.upos == Upos::Noun
            && !entity.mentions.iter().any(|mention| mention.head == word || mention.tokens.contains(&word))
            && !["grouping", "made-of"]
                .iter()
                .any(|set| self.lexicon.in_set(set, &token.lemma.to_lowercase()));
        if is_container {
            return None;
        }
        // "an investigation", "its decision": nobody
        let is_nobody = entity.country.is_none()
            && entity.sector.is_none()
            && matches!(entity.kind, EntityKind::Group | EntityKind::Other)
            && token.upos == Upos::Noun;
        // "bombs fell on the village": a place, though people live there
        let is_ground = token.upos == Upos::Noun
            && entity.kind == EntityKind::Group
            && entity.sector == Some(Sector::Cvl)
            && self.is_thing(word)
            && self.is_locative(word);
        let lemma = token.lemma.to_lowercase();
        let mut acts = self.lexicon.entries_of(EntryClass::Noun, &lemma);
        let is_act = token.upos == Upos::Noun
            && acts.any(|e| e.event_type.is_some() && e.pattern.conditions.is_empty());
        let is_act = is_act || (token.upos == Upos::Noun && self.deeds.binary_search(&word).is_ok());
        if entity.kind == EntityKind::Place || is_nobody || is_act || self.is_undertaking(word) || is_ground {
            return None;
        }
        let span = self.words_for(entity, word);
        let mut sector = entity.sector;
        // "we" of an official speaks for the whole; the person's own sector stays
        if entity.kind == EntityKind::State && sector.is_none() {
            sector = Some(Sector::Gov);
        }
        Some(Party { span, head: word, entity: Some(id), country: entity.country.clone(), sector, found })
    }

    /// "Mexico" of "teachers in Oaxaca, Mexico": where a place is, wherever the tree hangs it.
    fn is_land_of_town(&self, word: usize) -> bool {
        let document = &self.reading.document;
        let sentence = document.sentence_of(word);
        let Some(town) = word.checked_sub(2).filter(|&town| town >= sentence.start) else { return false };
        let of_town = document.form(town + 1) == "," && !document.children_by(word, Deprel::Cc).any(|_| true);
        let country = |word: usize| self.reading.entity_at(word).map(|id| &self.reading.entities[id.0]);
        of_town
            && country(town).is_some_and(|place| {
                place.kind == EntityKind::Place
                    && place.country.is_some()
                    && place.country == country(word).and_then(|state| state.country.clone())
            })
    }

    /// The words that show a party: its mention, or for a pronoun the name it stands for in the same sentence.
    fn words_for(&self, entity: &crate::reading::Entity, word: usize) -> Span {
        let document = &self.reading.document;
        // "thousands of people": the mention stands below a word that counts or takes it up
        let below = entity.mentions.iter().find(|m| m.head > word && document.is_within(m.head, word));
        let mention = entity.mentions.iter().find(|m| m.head == word).or(below);
        let own = mention.map_or(document.tokens[word].span, |m| match m.head == word {
            true => m.span,
            false => document.tokens[word].span.cover(m.span),
        });
        if document.tokens[word].upos != Upos::Pron {
            return own;
        }
        let sentence = document.tokens[word].sentence;
        let named = entity.mentions.iter().filter(|m| {
            document.tokens[m.head].sentence == sentence && document.tokens[m.head].upos != Upos::Pron
        });
        named.min_by_key(|m| m.head.abs_diff(word)).map_or(own, |m| m.span)
    }

    /// Who says a sentence: the speakers of its statement, else who writes.
    pub(super) fn voices_at(&self, word: usize) -> Vec<Party> {
        let speakers = self.speakers_at(word);
        let Some(id) = self.narrator.filter(|_| speakers.is_empty()) else { return speakers };
        let span = self.reading.document.tokens[word].span;
        let entity = &self.reading.entities[id.0];
        let mention = entity.mentions.iter().min_by_key(|mention| mention.span.start.abs_diff(span.start));
        let sector = entity.sector.or((entity.kind == EntityKind::State).then_some(Sector::Gov));
        let party = |mention: &crate::reading::entity::Mention| Party {
            span: mention.span,
            head: mention.head,
            entity: Some(id),
            country: entity.country.clone(),
            sector,
            found: "who writes",
        };
        mention.map(party).into_iter().collect()
    }

    /// The speakers of the innermost statement around a word, whether quoted or reported.
    pub(super) fn speakers_at(&self, word: usize) -> Vec<Party> {
        let span = self.reading.document.tokens[word].span;
        let statement = innermost(&self.reading.statements, span, |s| !s.is_attitude);
        let heads = statement.into_iter().flat_map(|(_, s)| s.speakers.iter().filter_map(|voice| voice.head));
        heads.filter_map(|head| self.party(head, "speaker")).collect()
    }
}

/// "KABUL, Afghanistan - Troops", "BEIJING: A court": where the report was written.
pub(super) fn is_dateline(document: &Document, word: usize) -> bool {
    let sentence = document.sentence_of(word);
    let opening = document.form(sentence.start);
    let capitals = opening.chars().count() > 2 && !opening.chars().any(char::is_lowercase);
    if word >= sentence.start + DATELINE {
        return false;
    }
    let lower = |word: usize| document.form(word).starts_with(char::is_lowercase);
    let line: Vec<usize> = sentence.take(2 * DATELINE).take_while(|&word| !lower(word)).collect();
    // "Harare, Zimbabwe - The opposition"
    let comma = line.iter().any(|&word| document.form(word) == ",");
    line.into_iter().filter(|_| capitals || comma).any(|mark| {
        let span = document.tokens[mark].span;
        let apart =
            document.text.get(..span.start).is_some_and(|before| before.ends_with(char::is_whitespace));
        mark > word
            && match document.form(mark) {
                "--" | "—" | ":" => true,
                "-" | "–" => apart,
                _ => false,
            }
    })
}

/// "those who pose a threat": people of whom nothing else is known.
fn is_those_who(document: &Document, word: usize) -> bool {
    matches!(document.form(word).to_lowercase().as_str(), "those" | "anyone" | "everyone" | "anybody")
        && document.child_by(word, Deprel::AclRelcl).is_some()
}
