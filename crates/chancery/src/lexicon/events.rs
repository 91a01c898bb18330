//! The event lexicon: one TOML file per event type under `lexicon/events/`, with the word sets of `lexicon/sets.toml`.

mod entry;

mod file;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use toml::Spanned;

pub use entry::{
    Act, Entry, EntryClass, EventType, Example, Figure, ModeValues, ModesByParties, Need, Needs,
};
use file::{FigureLine, Group, SetsFile, TypeFile};

use super::mode_words::ModeWords;
use super::pattern::Pattern;
use super::toml_file::TomlFile;
use super::{LexiconError, Source};

/// All event types, entries and examples.
#[derive(Clone, Debug, Default)]
pub struct EventLexicon {
    /// Types in file order.
    pub types: Vec<EventType>,
    /// All entries.
    pub entries: Vec<Entry>,
    /// All examples.
    pub examples: Vec<Example>,
    /// Named sets of words.
    pub sets: BTreeMap<String, BTreeSet<String>>,
    index: HashMap<(EntryClass, String), Vec<usize>>,
    /// The first entry of each line of a file.
    by_rule: HashMap<String, usize>,
}

impl EventLexicon {
    /// Loads every file of `lexicon/events/`.
    ///
    /// # Errors
    /// All mistakes of all files.
    pub fn load(source: &Source) -> Result<Self, Vec<LexiconError>> {
        let mut errors = Vec::new();
        let mut lexicon = EventLexicon::default();
        if let Some(bytes) = source.file("lexicon/sets.toml") {
            let text = String::from_utf8_lossy(&bytes);
            let file = TomlFile::new("lexicon/sets.toml", &text);
            match file.parse::<SetsFile>() {
                Ok(sets) => lexicon.sets = sets.sets,
                Err(error) => errors.push(error),
            }
        }
        let texts: Vec<(String, String)> = source
            .under("lexicon/events/")
            .into_iter()
            .map(|(name, bytes)| (name, String::from_utf8_lossy(&bytes).into_owned()))
            .collect();
        lexicon.add_all(&texts, &mut errors);
        for (i, entry) in lexicon.entries.iter().enumerate() {
            lexicon.index.entry((entry.class, entry.pattern.head.clone())).or_default().push(i);
            lexicon.by_rule.entry(entry.rule.clone()).or_insert(i);
        }
        if errors.is_empty() { Ok(lexicon) } else { Err(errors) }
    }

    /// The event type of this name, like `CONSULT`.
    #[must_use]
    pub fn type_named(&self, name: &str) -> Option<&EventType> {
        self.types.iter().find(|kind| kind.name == name)
    }

    /// The entries whose head is this lemma, in file order.
    pub fn entries_of<'a>(
        &'a self,
        class: EntryClass,
        lemma: &str,
    ) -> impl Iterator<Item = &'a Entry> + use<'a> {
        self.index.get(&(class, lemma.to_owned())).into_iter().flatten().map(|&i| &self.entries[i])
    }

    /// The first entry of a line, named as in [`Entry::rule`]: what the words of one group share can be read off it.
    #[must_use]
    pub fn entry_of_rule(&self, rule: &str) -> Option<&Entry> {
        self.by_rule.get(rule).map(|&i| &self.entries[i])
    }

    /// Whether one of the modes of an event of this type is that kind of act.
    #[must_use]
    pub fn is_act(&self, event_type: &str, modes: &[String], act: Act) -> bool {
        self.type_named(event_type).is_some_and(|kind| kind.acts(modes).any(|own| own == act))
    }

    /// Whether a lemma is in a named set.
    #[must_use]
    pub fn in_set(&self, set: &str, lemma: &str) -> bool {
        self.sets.get(set).is_some_and(|words| words.contains(lemma))
    }

    /// Adds all files: their types first; then the entries, those that extend a type before its own, so that of equal
    /// patterns the user's wins.
    fn add_all(&mut self, texts: &[(String, String)], errors: &mut Vec<LexiconError>) {
        let mut types = Vec::new();
        let mut additions = Vec::new();
        let mut shared: Vec<Shared> = Vec::new();
        for (name, text) in texts {
            let file = TomlFile::new(name, text);
            match file.parse::<TypeFile>() {
                Ok(parsed) if parsed.extends.is_some() => additions.push((file, parsed)),
                Ok(mut parsed) => {
                    shared.push(Shared {
                        is_speech_act: parsed.speech_act,
                        needs: file.needs(&parsed.needs, errors),
                    });
                    self.declare(&file, &mut parsed, errors);
                    types.push((file, parsed));
                }
                Err(error) => errors.push(error),
            }
        }
        for (file, parsed) in additions {
            let Some(extended) = &parsed.extends else { continue };
            match self.types.iter().position(|kind| kind.name == *extended.get_ref()) {
                Some(event_type) => self.fill(&file, event_type, &shared[event_type], parsed, errors),
                None => errors.push(
                    file.error(extended.span().start, format!("no event type {:?}", extended.get_ref())),
                ),
            }
        }
        for (event_type, (file, parsed)) in types.into_iter().enumerate() {
            self.fill(&file, event_type, &shared[event_type], parsed, errors);
        }
    }

    /// Adds the type that a file describes.
    fn declare(&mut self, file: &TomlFile<'_>, parsed: &mut TypeFile, errors: &mut Vec<LexiconError>) {
        let name = parsed.name.take();
        match &name {
            None => errors.push(file.error(0, "neither type nor extends".to_owned())),
            Some(name) if self.type_named(name.get_ref()).is_some() => errors.push(file.error(
                name.span().start,
                format!("another file is of type {0:?}; to add to it write extends = {0:?}", name.get_ref()),
            )),
            Some(_) => {}
        }
        let mut named = |mode: Option<Spanned<String>>| {
            mode.map(|mode| {
                file.check_mode(&mode, &parsed.modes, errors);
                mode.into_inner()
            })
        };
        let modes_by_parties = ModesByParties {
            host: named(parsed.modes_by_parties.host.take()),
            many: named(parsed.modes_by_parties.many.take()),
        };
        let mut mode_words = ModeWords::default();
        for group in &parsed.mode_words {
            file.check_mode(&group.mode, &parsed.modes, errors);
            mode_words.add(group);
        }
        let not_by = parsed.not_by.iter().filter_map(|code| {
            let sector = code.get_ref().parse().ok();
            if sector.is_none() {
                errors.push(file.error(code.span().start, format!("no sector {:?}", code.get_ref())));
            }
            sector
        });
        let not_by = not_by.collect();
        self.types.push(EventType {
            name: name.map(Spanned::into_inner).unwrap_or_default(),
            cameo: parsed.cameo.take(),
            quad: parsed.quad.take(),
            scale: parsed.scale,
            modes: std::mem::take(&mut parsed.modes),
            modes_by_parties,
            mode_words,
            in_politics: figures(&parsed.in_politics),
            future: parsed.future.take(),
            encloses: parsed.encloses,
            not_by,
        });
    }

    /// Adds the entries and examples of a file.
    fn fill(
        &mut self,
        file: &TomlFile<'_>,
        event_type: usize,
        shared: &Shared,
        parsed: TypeFile,
        errors: &mut Vec<LexiconError>,
    ) {
        for (class, groups) in [
            (EntryClass::Verb, parsed.verbs),
            (EntryClass::Noun, parsed.nouns),
            (EntryClass::Adjective, parsed.adjectives),
            (EntryClass::Modal, parsed.modals),
        ] {
            for group in groups {
                self.add_group(file, event_type, class, &group, shared, errors);
            }
        }
        for example in parsed.examples {
            let rule = file.rule(example.text.span().start);
            self.examples.push(Example { text: example.text.into_inner(), events: example.events, rule });
        }
    }

    fn add_group(
        &mut self,
        file: &TomlFile<'_>,
        event_type: usize,
        class: EntryClass,
        group: &Group,
        shared: &Shared,
        errors: &mut Vec<LexiconError>,
    ) {
        for mode in &group.modes {
            file.check_mode(mode, &self.types[event_type].modes, errors);
        }
        let status = group.status.as_ref().and_then(|status| {
            status
                .get_ref()
                .parse()
                .map_err(|e| errors.push(file.error(status.span().start, format!("{e}"))))
                .ok()
        });
        let needs = group.needs.as_deref().map_or(shared.needs, |own| file.needs(own, errors));
        let actor = file.slots(group.actor.as_deref(), default_actor(class), errors);
        let recipient = file.slots(group.recipient.as_deref(), default_recipient(class), errors);
        for word in &group.words {
            let nominal = class == EntryClass::Noun;
            let pattern = match Pattern::parse(word.get_ref(), nominal, &self.sets) {
                Ok(pattern) => pattern,
                Err(reason) => {
                    errors.push(file.error(word.span().start, reason));
                    continue;
                }
            };
            self.entries.push(Entry {
                event_type: (!group.never).then_some(event_type),
                class,
                pattern,
                actor: actor.clone(),
                recipient: recipient.clone(),
                mutual: group.mutual,
                modes: group.modes.iter().map(|m| m.get_ref().clone()).collect(),
                contexts: group.contexts.clone(),
                status,
                alone: group.alone,
                strict: group.strict,
                places: group.places,
                needs,
                is_speech_act: shared.is_speech_act,
                rule: file.rule(word.span().start),
            });
        }
    }
}

fn figures(lines: &[FigureLine]) -> BTreeMap<String, Figure> {
    let figure = |line: &FigureLine| Figure { event_type: line.event_type.clone(), mode: line.mode.clone() };
    lines
        .iter()
        .flat_map(|line| line.words.iter().map(move |word| (word.to_lowercase(), figure(line))))
        .collect()
}

fn default_actor(class: EntryClass) -> &'static [&'static str] {
    match class {
        EntryClass::Verb | EntryClass::Adjective => &["subj"],
        EntryClass::Modal => &["speaker"],
        EntryClass::Noun => &["by", "poss", "support", "adj", "compound", "from"],
    }
}

fn default_recipient(class: EntryClass) -> &'static [&'static str] {
    match class {
        EntryClass::Verb => &["obj"],
        EntryClass::Modal => &["subj"],
        EntryClass::Adjective => &["with", "to", "of"],
        EntryClass::Noun => &["on", "against", "of", "to"],
    }
}

/// What the groups of one file have in common.
struct Shared {
    is_speech_act: bool,
    needs: Needs,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::pattern::Slot;

    fn load(text: &str) -> Result<EventLexicon, Vec<LexiconError>> {
        load_files(&[("lexicon/events/X.toml", text)])
    }

    fn load_files(files: &[(&str, &str)]) -> Result<EventLexicon, Vec<LexiconError>> {
        let texts: Vec<(String, String)> =
            files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let mut lexicon = EventLexicon::default();
        let mut errors = Vec::new();
        lexicon.add_all(&texts, &mut errors);
        if errors.is_empty() { Ok(lexicon) } else { Err(errors) }
    }

    #[test]
    fn a_file_that_extends_a_type_goes_before_it_and_has_its_modes() {
        let own = "type = \"X\"\nneeds = [\"actor\"]\n[modes.yield]\n[[verbs]]\nwords = [\"reject\"]\n";
        let added = "extends = \"X\"\n[[verbs]]\nwords = [\"reject\"]\nmodes = [\"yield\"]\n";
        let lexicon =
            load_files(&[("lexicon/events/X.toml", own), ("lexicon/events/mine.toml", added)]).unwrap();
        assert_eq!(lexicon.types.len(), 1);
        assert_eq!(lexicon.entries[0].rule, "lexicon/events/mine.toml:3");
        assert_eq!(lexicon.entries[0].needs.actor, Need::Party);
        let errors = load_files(&[("lexicon/events/mine.toml", added)]).unwrap_err();
        assert!(
            errors[0].to_string().starts_with("lexicon/events/mine.toml:1:11: no event type"),
            "{errors:?}"
        );
    }

    #[test]
    fn a_group_gives_one_entry_a_word_with_its_line() {
        let lexicon = load(
            "type = \"X\"\n[modes.yield]\n[[verbs]]\nwords = [\n \"reject\",\n \"turn ~down\"]\nmodes = [\"yield\"]\n",
        )
        .unwrap();
        assert_eq!(lexicon.entries.len(), 2);
        assert_eq!(lexicon.entries[1].rule, "lexicon/events/X.toml:6");
        assert_eq!(lexicon.entries[1].actor, [Slot::Subject]);
    }

    #[test]
    fn mistakes_name_line_and_column() {
        let errors = load("type = \"X\"\n[[verbs]]\nwords = [\"a OB:b\"]\nmodes = [\"yeld\"]\n").unwrap_err();
        let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert!(texts[0].starts_with("lexicon/events/X.toml:4:10: no mode \"yeld\""), "{texts:?}");
        assert!(texts[1].starts_with("lexicon/events/X.toml:3:10: unknown slot \"OB\""), "{texts:?}");
        let errors = load("type = \"X\"\n[[verbs]]\nlemmas = []\n").unwrap_err();
        assert_eq!(errors[0].line, 3, "{errors:?}");
    }
}
