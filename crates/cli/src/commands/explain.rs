//! `chancery explain`: why an event was found.

use std::fmt::Write as _;
use std::io::{Write as _, stdout};
use std::path::PathBuf;

use chancery::lexicon::Source;
use chancery::reading::{Event, Party, Reading};
use chancery::record::{EventRecord, Record};
use chancery::report::receive;
use chancery::{Report, Span};
use clap::Args;

use crate::print::{ColorOption, Evidence, People, event_line};
use crate::setup::{InputFormatOption, KnowledgeOptions};
use crate::{Outcome, messages};

/// Show why an event was found: its sentence, its tree, the lexicon line that fired, and how each field was filled
#[derive(Args)]
pub struct Explain {
    /// A file as for `chancery read`, or - for standard input
    file: PathBuf,

    /// The event's id: v1, v2, …
    #[arg(value_name = "EVENT-ID")]
    event: String,

    /// The report's id, where the file holds more than one [default: the first report with such an event]
    #[arg(long, value_name = "ID")]
    report: Option<String>,

    /// How the input is written [default: by its name, else by its first bytes]
    #[arg(long, value_name = "FORMAT")]
    input_format: Option<InputFormatOption>,

    /// Colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: ColorOption,

    #[command(flatten)]
    knowledge: KnowledgeOptions,
}

impl Explain {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let reader = self.knowledge.reader()?;
        let people = People::for_stdout(self.color.wanted());
        let mut failed = false;
        for received in receive([self.file], self.input_format.map(Into::into)) {
            let report = match received.report {
                Ok(report) => report,
                Err(error) => {
                    messages::error(&format!("{}: {error}", received.origin));
                    failed = true;
                    continue;
                }
            };
            if self.report.as_ref().is_some_and(|id| *id != report.id) {
                continue;
            }
            let reading = reader.read(&report);
            let record = Record::new(&report, &reading);
            let found = record.events.iter().position(|event| event.id == self.event);
            if let Some((event, line)) =
                found.and_then(|i| Some((reading.events.get(i)?, record.events.get(i)?)))
            {
                let explained = Explanation { report: &report, reading: &reading, record: &record, people };
                stdout().write_all(explained.text(event, line, &self.knowledge.source()?).as_bytes())?;
                return Ok(Outcome::Found);
            }
        }
        messages::error(&format!("no event {}", self.event));
        Ok(if failed { Outcome::Failed } else { Outcome::NothingFound })
    }
}

/// One report with what was read from it.
struct Explanation<'a> {
    report: &'a Report,
    reading: &'a Reading,
    record: &'a Record,
    people: People,
}

impl Explanation<'_> {
    fn text(&self, event: &Event, line: &EventRecord, source: &Source) -> String {
        let evidence = Evidence::of(self.record);
        let mut out = format!("{}  {}\n\n", line.id, event_line(self.record, &evidence, line));
        out += &self.people.event_evidence(self.record, &evidence, line);
        out += "\ntree\n";
        if let Some(root) = self.reading.document.root(event.sentence) {
            self.tree(root, 0, event.trigger_head, &mut out);
        }
        let _ = write!(out, "\nrule      {}\n{}", event.rule, rule_line(source, &event.rule));
        let _ = writeln!(out, "\nfields");
        self.parties("who", &event.actors, &mut out);
        self.parties("whom", &event.recipients, &mut out);
        let _ = writeln!(out, "  status      {}", event.status);
        self.attribution(event, &mut out);
        self.date(event, &mut out);
        self.place(event, &mut out);
        let _ = writeln!(out, "  happening   {}", line.happening);
        let _ = writeln!(out, "  confidence  {:.2}", event.confidence);
        out
    }

    /// The words below `word`, an indent for each level; `>` marks the trigger.
    fn tree(&self, word: usize, depth: usize, trigger: usize, out: &mut String) {
        /// Deepest level shown with an indent of its own.
        const DEEPEST: usize = 60;
        let document = &self.reading.document;
        let token = &document.tokens[word];
        let mark = if word == trigger { '>' } else { ' ' };
        let name =
            document.name_at(word).map(|name| format!("  [{}]", name.kind.as_str())).unwrap_or_default();
        let _ = writeln!(
            out,
            "{mark} {:indent$}{} ({}, {} {}){name}",
            "",
            document.form(word).replace(char::is_whitespace, " "),
            token.deprel,
            token.upos,
            token.lemma,
            indent = 2 * depth.min(DEEPEST),
        );
        for &child in document.children(word) {
            self.tree(child, depth + 1, trigger, out);
        }
    }

    fn parties(&self, role: &str, parties: &[Party], out: &mut String) {
        if parties.is_empty() {
            let _ = writeln!(out, "  {role:<10}  nobody found");
        }
        for party in parties {
            let _ = write!(out, "  {role:<10}  {:?}, found as {}", self.words(party.span), party.found);
            match party.entity.and_then(|id| self.reading.entities.get(id.0)) {
                Some(entity) => {
                    let code = |code: Option<String>| code.unwrap_or_else(|| "none".to_owned());
                    let _ = writeln!(
                        out,
                        "; it is {} (e{}), country {}, sector {}, from {}",
                        entity.name,
                        party.entity.map_or(0, |id| id.0 + 1),
                        code(party.country.clone()),
                        code(party.sector.map(|sector| sector.to_string())),
                        if entity.source.is_empty() { "its words alone" } else { &entity.source },
                    );
                }
                None => {
                    let _ = writeln!(out, "; no entity");
                }
            }
        }
    }

    fn attribution(&self, event: &Event, out: &mut String) {
        let statement = event.attribution.and_then(|id| Some((id, self.reading.statements.get(id.0)?)));
        let _ = match statement {
            Some((id, statement)) => {
                let cue = statement.cue.map_or("no cue", |cue| self.words(cue));
                let content = statement.content.first().map_or("", |&piece| self.words(piece));
                writeln!(out, "  word of     s{} by {cue:?}: it stands in {:?}", id.0 + 1, shortened(content))
            }
            None => writeln!(out, "  word of     the report: it stands in no statement of another's"),
        };
    }

    fn date(&self, event: &Event, out: &mut String) {
        let _ = match event.date.and_then(|i| self.reading.dates.get(i)) {
            Some(time) => {
                let days =
                    time.days.map_or("not resolved".to_owned(), |(first, last)| format!("{first} to {last}"));
                let published = self.reading.published.map_or("no day".to_owned(), |day| day.to_string());
                writeln!(out, "  when        {:?}: {days}, published {published}", self.words(time.span))
            }
            None => writeln!(out, "  when        not said"),
        };
    }

    fn place(&self, event: &Event, out: &mut String) {
        let _ = match event.place.and_then(|i| self.reading.places.get(i)) {
            Some(place) => {
                let number =
                    place.geonameid.map_or("not in the gazetteer".to_owned(), |id| format!("geonameid {id}"));
                writeln!(out, "  where       {:?}: {}, {number}", self.words(place.span), place.name)
            }
            None => writeln!(out, "  where       not said"),
        };
    }

    fn words(&self, span: Span) -> &str {
        span.of(&self.report.text)
    }
}

/// The line of the lexicon that a rule names.
fn rule_line(source: &Source, rule: &str) -> String {
    let Some((file, line)) = rule.rsplit_once(':') else { return String::new() };
    let number = line.parse::<usize>().ok().and_then(|line| line.checked_sub(1));
    let bytes = source.file(file).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    match number.and_then(|number| text.lines().nth(number)) {
        Some(line) => format!("          {}\n", shortened(line.trim())),
        None => String::new(),
    }
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 160;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}
