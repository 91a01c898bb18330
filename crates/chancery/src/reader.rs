//! Report to reading: every stage by name, in order.

use chancery_lang::{Analyzer, Span};

use crate::Report;
use crate::language::Language;
use crate::lexicon::gazetteer::PlaceId;
use crate::lexicon::{Knowledge, LearnedBounds, UntoldWeights};
use crate::reading::{Reading, Skipped, date, digest, entity, event, figure, place, skip, statement};

/// Reads reports. One reader serves any number of reports and threads.
#[derive(Debug)]
pub struct Reader {
    analyzer: Analyzer,
    knowledge: Knowledge,
    home: Option<PlaceId>,
}

impl Reader {
    /// A reader with this language model and this knowledge.
    #[must_use]
    pub fn new(analyzer: Analyzer, knowledge: Knowledge) -> Self {
        Reader { analyzer, knowledge, home: None }
    }

    /// The same for reports whose readers live at `home` ([`crate::lexicon::Gazetteer::home`]), whoever publishes them.
    #[must_use]
    pub fn at_home(self, home: PlaceId) -> Self {
        Reader { home: Some(home), ..self }
    }

    /// The same without what is learned or weighed: nothing is taken over from the language model but words, trees and names,
    /// no side is given that the rules leave open, and no row is dropped as unlikely. What the lexicon's own examples give must
    /// not change with the weights.
    #[must_use]
    pub fn by_rules_alone(self) -> Self {
        let mut knowledge = self.knowledge;
        knowledge.learned = LearnedBounds::default();
        Reader { knowledge, ..self }.before_weighing()
    }

    /// The same without what is weighed: no side is given that its sentence leaves open, and no row is dropped as unlikely.
    #[must_use]
    pub fn before_weighing(self) -> Self {
        let mut knowledge = self.knowledge;
        knowledge.untold = UntoldWeights::default();
        knowledge.confidence = knowledge.confidence.without_floor();
        Reader { knowledge, ..self }
    }

    /// What the reader knows.
    #[must_use]
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// What turns text into documents.
    #[must_use]
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// Reads one report. Of a text that is not English, only the language is told.
    #[must_use]
    pub fn read(&self, report: &Report) -> Reading {
        let language = Language::of(&report.text);
        if !language.is_english() {
            return Reading { language, published: report.published, ..Reading::default() };
        }
        let knowledge = &self.knowledge;
        let (skipped, dated) = skip::find_skipped(&report.text, &knowledge.skip);
        let document = self.analyzer.analyze_parts(&report.text, &story(&report.text, &skipped));
        let published = report.published.or(dated).or_else(|| date::dateline_day(&document));
        let publisher = report.publisher.clone();
        let mut reading = Reading { document, skipped, published, publisher, ..Reading::default() };
        reading.dates = date::find_dates(&reading.document, reading.published);
        reading.places = place::find_places(&reading.document, report, &knowledge.gazetteer, self.home);
        let headline = headline(report).map(|title| {
            let document = self.analyzer.analyze(title);
            let places = place::find_places(&document, report, &knowledge.gazetteer, self.home);
            (document, places)
        });
        reading.entities = entity::find_entities(
            &reading.document,
            headline.as_ref().map(|(document, places)| (document, places.as_slice())),
            &knowledge.actors,
            &reading.places,
            reading.published,
        );
        reading.statements = statement::find_statements(
            &reading.document,
            &knowledge.cues,
            &reading.skipped,
            &reading.entities,
        );
        entity::resolve_speakers(&reading.document, &mut reading.entities, &reading.statements);
        reading.stories = digest::find_stories(&reading);
        date::anchor_speech(&mut reading, &knowledge.status);
        reading.events = event::find_events(&reading, knowledge);
        event::name_suspects(&mut reading, &knowledge.events);
        date::share_dates(&mut reading, knowledge);
        event::tell_history(&mut reading, &knowledge.status);
        place::share_places(&mut reading, &knowledge.events);
        event::name_counted(&mut reading, &knowledge.events);
        event::name_untold(&mut reading, knowledge);
        event::confidence::rate(&mut reading, knowledge);
        figure::distribute(&mut reading);
        reading
    }
}

/// The title, where the text does not begin with it.
fn headline(report: &Report) -> Option<&str> {
    let title = report.title.as_deref().map(str::trim).filter(|title| !title.is_empty())?;
    let opening: String = report.text.chars().take(2 * title.chars().count()).collect();
    (!opening.to_lowercase().contains(&title.to_lowercase())).then_some(title)
}

/// What is left of a text without its skipped parts.
fn story(text: &str, skipped: &[Skipped]) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = 0;
    for part in skipped {
        if part.span.start > start {
            parts.push(Span::new(start, part.span.start));
        }
        start = start.max(part.span.end);
    }
    if start < text.len() {
        parts.push(Span::new(start, text.len()));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::SkipReason;

    #[test]
    fn the_story_is_what_is_not_skipped() {
        let skipped = [Skipped { span: Span::new(2, 4), why: SkipReason::Byline }];
        assert_eq!(story("abcdef", &skipped), [Span::new(0, 2), Span::new(4, 6)]);
        assert_eq!(story("ab", &[]), [Span::new(0, 2)]);
    }
}
