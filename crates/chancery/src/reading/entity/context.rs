//! Which country a report, and each of its sentences, is about: for descriptions that name none ("the regime").

use std::collections::{BTreeMap, BTreeSet};

use chancery_lang::{Deprel, Document, Upos};

use super::super::digest;
use super::name::Name;
use super::phrase::first_preposition;
use crate::lexicon::actors::{ActorKind, Actors, NameRole};
use crate::plover;

/// Countries named in a report, in text order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Context {
    named: Vec<NamedCountry>,
    /// Countries of any name, bodies and groups included.
    mentioned: BTreeSet<String>,
    main: Option<String>,
    dominates: bool,
    speaking: Option<String>,
    scene: Option<String>,
    /// The paragraph of each sentence.
    paragraphs: Vec<usize>,
}

/// A headline that stands apart from the text, with the names in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Headline<'a> {
    pub document: &'a Document,
    pub names: &'a [Name],
}

#[derive(Clone, Debug)]
struct NamedCountry {
    word: usize,
    country: String,
    /// After "in", "near" and the like.
    location: bool,
    /// Known from the gazetteer alone.
    gazetteer: bool,
}

/// The share of all country names that makes one the report's main country.
const MAIN_SHARE: f64 = 0.4;

/// The opening of a report: so many sentences, in the first of which to name a place the report's own is named.
const OPENING: usize = 4;

/// How often a main country is named for each time that the next one is.
const MAIN_LEAD: f64 = 1.2;

/// The share of all country names, and the least number of them, by which a main country is that of private people too.
const DOMINANT_SHARE: f64 = 0.7;
const DOMINANT_COUNT: usize = 3;

impl Context {
    /// Reads the countries off the names of a report, and of its headline where that stands apart from the text.
    pub fn new(document: &Document, actors: &Actors, names: &[Name], headline: Option<Headline<'_>>) -> Self {
        let mut context = Context::default();
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        context.take_in(document, actors, names, &mut count);
        context.named.sort_by_key(|named| named.word);
        let title = headline.map(|headline| Title::of(headline, actors)).unwrap_or_default();
        context.scene = scene(document, &context.named).or(title.scene);
        // A place that only the gazetteer knows may be the wrong one: it counts where its country is named again.
        context
            .named
            .retain(|named| !named.gazetteer || count.get(named.country.as_str()).is_some_and(|n| *n > 1));
        context.speaking = speaking(document, actors, names);
        let total: usize = count.values().sum();
        let most = count.values().max().copied().unwrap_or_default();
        context.dominates = most >= DOMINANT_COUNT && most as f64 >= DOMINANT_SHARE * total as f64;
        context.main = count
            .iter()
            .max_by_key(|(country, n)| (**n, std::cmp::Reverse(country.as_str())))
            .filter(|(_, n)| (**n >= 2 || total == 1) && **n as f64 >= MAIN_SHARE * total as f64)
            .filter(|(main, n)| {
                count.iter().all(|(other, m)| other == *main || **n as f64 >= MAIN_LEAD * *m as f64)
            })
            .map(|(country, _)| country.clone());
        context.paragraphs = digest::paragraphs(document);
        let named = context.named.iter().map(|named| (named.word, named.country.as_str()));
        if digest::is_digest(document, &context.paragraphs, named) {
            (context.main, context.scene, context.dominates) = (None, None, false);
        }
        // what the text takes for granted
        if let Some(country) = title.only.filter(|country| !context.mentioned.contains(country)) {
            context.mentioned.insert(country.clone());
            context.scene = Some(country.clone());
            context.main = Some(country);
            context.dominates = false;
        }
        context
    }

    /// Adds the countries of names to those known and counted.
    fn take_in(
        &mut self,
        document: &Document,
        actors: &Actors,
        names: &[Name],
        count: &mut BTreeMap<String, usize>,
    ) {
        for name in names.iter().filter(|name| !is_common_party(document, actors, name)) {
            let actor = name.senses.first().map(|sense| actors.actor(*sense));
            let geographic =
                actor.is_none_or(|actor| matches!(actor.kind, ActorKind::State | ActorKind::Region));
            let country = match actor {
                Some(actor) => actor.country.as_deref(),
                None => name.place_country.as_deref(),
            };
            let Some(country) = country else { continue };
            self.mentioned.insert(country.to_owned());
            if plover::is_of_no_country(country) {
                continue;
            }
            // parties and bodies of a state are at home there, armed groups, media and companies are anywhere
            let at_home = actor
                .is_none_or(|actor| geographic || matches!(actor.kind, ActorKind::Body | ActorKind::Party));
            if !at_home {
                continue;
            }
            *count.entry(country.to_owned()).or_default() += 1;
            let location = geographic && is_location(document, actors, name.head);
            if geographic {
                self.named.push(NamedCountry {
                    word: name.head,
                    country: country.to_owned(),
                    location,
                    gazetteer: actor.is_none(),
                });
            }
        }
    }

    /// The report's main country: named twice or more, in two of five names of countries, and
    /// clearly more often than the next; or the only one named.
    pub fn main(&self) -> Option<&str> {
        self.main.as_deref()
    }

    /// The main country, where all others together are named far less often: that of the report's private people.
    pub fn dominant(&self) -> Option<&str> {
        self.main.as_deref().filter(|_| self.dominates)
    }

    /// The country in which the report's opening places what it tells: where its police, courts and people are, if no country
    /// is the main one.
    pub fn scene(&self) -> Option<&str> {
        self.scene.as_deref()
    }

    /// Whether the sentence of a word places anything in another country: "Police in Ankara detained protesters" is not where the
    /// report began.
    pub fn is_placed_elsewhere(&self, document: &Document, word: usize, country: &str) -> bool {
        let sentence = document.sentence_of(word);
        let from = self.named.partition_point(|n| n.word < sentence.start);
        let here = self.named[from..].iter().take_while(|n| n.word < sentence.end);
        here.filter(|named| named.location).any(|named| named.country != country)
    }

    /// The only country that the paragraph of a word names, if the paragraph names any.
    pub fn of_paragraph(&self, document: &Document, word: usize) -> Option<&str> {
        let paragraph = |word: usize| self.paragraphs.get(document.tokens[word].sentence);
        let own = paragraph(word);
        let from = self.named.partition_point(|n| paragraph(n.word) < own);
        let mut named = self.named[from..].iter().take_while(|n| paragraph(n.word) == own);
        let only = named.next()?;
        named.all(|other| other.country == only.country).then_some(only.country.as_str())
    }

    /// The state in whose name a report is written that speaks of itself as "we" or "I": who condemns and welcomes there
    /// is of its government.
    pub fn speaking(&self) -> Option<&str> {
        self.speaking.as_deref()
    }

    /// Whether a country is named at all.
    pub fn names(&self, country: &str) -> bool {
        self.mentioned.contains(country)
    }

    /// The one country in which the sentence places what `word` does or is: "in Ukraine" of its own clause, not of another
    /// thing that the sentence speaks of.
    ///
    /// `inside` takes in what is said of the word itself: "families of the victims in Istanbul".
    pub fn location(&self, document: &Document, word: usize, inside: bool) -> Option<&str> {
        let sentence = document.sentence_of(word);
        let mut found = None;
        let from = self.named.partition_point(|n| n.word < sentence.start);
        for named in self.named[from..].iter().take_while(|n| n.word < sentence.end) {
            let governor = document.tokens[named.word].head;
            let own = governor.is_some_and(|up| {
                document.is_within(word, of_the_same_time(document, up))
                    || inside && document.is_within(up, word)
            });
            if !named.location || !own {
                continue;
            }
            match found {
                None => found = Some(named.country.as_str()),
                Some(other) if other == named.country => {}
                Some(_) => return None,
            }
        }
        found
    }
}

/// The verb whose time a clause tells: "ten were killed when a mosque was bombed in Lima".
fn of_the_same_time(document: &Document, verb: usize) -> usize {
    let token = &document.tokens[verb];
    let tells_when = token.deprel == Deprel::Advcl
        && document.children_by(verb, Deprel::Mark).chain(document.children_by(verb, Deprel::Advmod)).any(
            |mark| matches!(document.tokens[mark].lemma.to_lowercase().as_str(), "when" | "as" | "while"),
        );
    token.head.filter(|_| tells_when).unwrap_or(verb)
}

/// "the Labor Party": a party that many countries have, which tells nothing of which it is.
pub(super) fn is_common_party(document: &Document, actors: &Actors, name: &Name) -> bool {
    let words = &actors.words.party_words;
    name.tokens.clone().all(|i| words.contains(&document.form(i).to_lowercase()))
}

/// Whether a name stands where something is, by itself or through what it names: "in Oslo", "in the border city of El Paso".
fn is_location(document: &Document, actors: &Actors, head: usize) -> bool {
    let located = |word: usize| {
        first_preposition(document, word).is_some_and(|p| {
            matches!(
                p.as_str(),
                "in" | "at" | "near" | "inside" | "across" | "throughout" | "outside" | "around" | "within"
            )
        })
    };
    let token = &document.tokens[head];
    let settlement = token.head.filter(|&noun| {
        let named = match token.deprel {
            Deprel::Nmod => first_preposition(document, head).as_deref() == Some("of"),
            Deprel::Appos => noun + 1 == head,
            _ => false,
        };
        named && actors.words.settlements.contains(&document.tokens[noun].lemma.to_lowercase())
    });
    located(head) || settlement.is_some_and(located)
}

/// What a headline tells of countries.
#[derive(Default)]
struct Title {
    /// The only country that it names.
    only: Option<String>,
    /// Where it places what it tells.
    scene: Option<String>,
}

impl Title {
    fn of(headline: Headline<'_>, actors: &Actors) -> Self {
        let mut context = Context::default();
        let mut count = BTreeMap::new();
        context.take_in(headline.document, actors, headline.names, &mut count);
        context.named.sort_by_key(|named| named.word);
        let alone = count.len() == 1 && context.mentioned.len() == 1;
        Title {
            only: count.into_keys().next().filter(|_| alone),
            scene: scene(headline.document, &context.named),
        }
    }
}

/// The one country of the places in the first sentence of the opening that places anything, else of all that the first
/// sentence with a country's name names.
fn scene(document: &Document, named: &[NamedCountry]) -> Option<String> {
    let sentence = |named: &NamedCountry| document.tokens[named.word].sentence;
    let only = |places: bool| {
        let mut counted = named.iter().filter(|n| n.location || !places);
        let first = counted.next().filter(|n| sentence(n) < OPENING)?;
        let alone = counted
            .take_while(|other| sentence(other) == sentence(first))
            .all(|other| other.country == first.country);
        alone.then(|| first.country.clone())
    };
    only(true).or_else(|| only(false))
}

/// The state that acts most often in the present tense, "the United States condemns", if the report says "we" or "I" outside
/// of quotation marks.
fn speaking(document: &Document, actors: &Actors, names: &[Name]) -> Option<String> {
    let mut quoted = false;
    let own = (0..document.tokens.len()).any(|i| {
        match document.form(i) {
            "“" => quoted = true,
            "”" => quoted = false,
            "\"" => quoted = !quoted,
            _ => {}
        }
        let token = &document.tokens[i];
        !quoted
            && token.upos == Upos::Pron
            && matches!(token.lemma.to_lowercase().as_str(), "we" | "our" | "i" | "my")
    });
    if !own {
        return None;
    }
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for name in names {
        let Some(&sense) = name.senses.first().filter(|sense| sense.role == NameRole::Name) else { continue };
        let token = &document.tokens[name.head];
        let verb = token.head.filter(|_| token.deprel == Deprel::Nsubj);
        let present = verb.is_some_and(|verb| {
            document.tokens[verb].feats.has("Tense", "Pres")
                || document
                    .child_by(verb, Deprel::Cop)
                    .is_some_and(|be| document.tokens[be].feats.has("Tense", "Pres"))
                || document
                    .child_by(verb, Deprel::Aux)
                    .is_some_and(|aux| document.tokens[aux].feats.has("Tense", "Pres"))
        });
        let actor = actors.actor(sense);
        if let Some(country) = actor.country.as_ref().filter(|_| actor.kind == ActorKind::State && present) {
            *count.entry(country.clone()).or_default() += 1;
        }
    }
    let most = count.values().max().copied()?;
    let mut first = count.into_iter().filter(|(_, n)| *n == most).map(|(country, _)| country);
    let country = first.next()?;
    first.next().is_none().then_some(country)
}
