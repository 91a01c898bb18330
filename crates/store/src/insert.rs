//! A record to rows.

use chancery::record::{EventRecord, Offsets, PartyRecord, PlaceRecord, Record, VoiceRecord};
use rusqlite::{CachedStatement, Connection, Params, params};

use crate::StoreError;
use crate::keys::{ReportKey, number};
use crate::query;
use crate::spans;
use crate::text::TextIndex;

/// Removes all parts of a record.
pub fn delete(connection: &Connection, key: ReportKey) -> Result<(), StoreError> {
    let (first, last) = key.parts();
    for (table, part) in [
        ("parties", "event"),
        ("modes", "event"),
        ("contexts", "event"),
        ("events", "event"),
        ("voices", "statement"),
        ("statement_words", "rowid"),
        ("statements", "statement"),
        ("figures", "figure"),
        ("places", "place"),
        ("entities", "entity"),
    ] {
        let delete = format!("DELETE FROM {table} WHERE {part} BETWEEN ? AND ?");
        connection.prepare_cached(&delete)?.execute([first, last])?;
    }
    connection.prepare_cached("DELETE FROM skipped WHERE report = ?")?.execute([key.0])?;
    Ok(())
}

/// The rows below `reports` and `texts` of one report.
pub struct Rows<'a> {
    /// Where they go; `None` only checks them.
    connection: Option<&'a Connection>,
    key: ReportKey,
    record: &'a Record,
    text: TextIndex<'a>,
    /// Whether this is the newest version of its report.
    current: bool,
}

impl<'a> Rows<'a> {
    pub fn new(connection: &'a Connection, key: ReportKey, record: &'a Record, current: bool) -> Self {
        Rows { connection: Some(connection), key, record, text: TextIndex::of(&record.text), current }
    }

    /// Whether every row of a record can be written, so that nothing is begun that would have to be undone.
    pub fn check(record: &Record) -> Result<(), StoreError> {
        let text = TextIndex::of(&record.text);
        let rows = Rows { connection: None, key: ReportKey(0), record, text, current: true };
        rows.sentences()?;
        rows.insert()
    }

    /// The record's sentences as they are stored.
    pub fn sentences(&self) -> Result<Vec<u8>, StoreError> {
        self.pack(&self.record.sentences)
    }

    /// Writes all parts of the record.
    pub fn insert(&self) -> Result<(), StoreError> {
        self.skipped()?;
        self.entities()?;
        self.statements()?;
        self.places()?;
        self.events()?;
        self.figures()?;
        match self.connection.filter(|_| self.current) {
            Some(connection) => query::add(connection, self.key, self.record),
            None => Ok(()),
        }
    }

    fn skipped(&self) -> Result<(), StoreError> {
        for (ordinal, part) in (0_i64..).zip(&self.record.skipped) {
            let (start, end, quote) = self.quote(part.span)?;
            self.run(
                "INSERT INTO skipped VALUES (?, ?, ?, ?, ?, ?)",
                params![self.key.0, ordinal, start, end, quote, part.why],
            )?;
        }
        Ok(())
    }

    fn entities(&self) -> Result<(), StoreError> {
        let mut before = 0;
        for entity in &self.record.entities {
            before = self.number_after(before, 'e', &entity.id)?;
            if entity.other_sectors.iter().any(|sector| sector.is_empty() || sector.contains(' ')) {
                return Err(self.malformed("a sector that is no code"));
            }
            self.run(
                "INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    self.key.part(before),
                    self.key.0,
                    entity.name,
                    entity.kind,
                    entity.country,
                    entity.sector,
                    entity.other_sectors.join(" "),
                    entity.office,
                    self.pack(&entity.mentions)?,
                ],
            )?;
        }
        Ok(())
    }

    fn statements(&self) -> Result<(), StoreError> {
        let mut before = 0;
        for statement in &self.record.statements {
            before = self.number_after(before, 's', &statement.id)?;
            let key = self.key.part(before);
            let (start, end, cue) = self.quote_if_any(statement.cue)?;
            self.run(
                "INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    key,
                    self.key.0,
                    self.current,
                    statement.kind,
                    start,
                    end,
                    cue,
                    self.pack(&statement.content)?
                ],
            )?;
            self.voices(key, "speaker", &statement.speakers)?;
            self.voices(key, "addressee", &statement.addressees)?;
            let content: Vec<&str> =
                statement.content.iter().filter_map(|&piece| self.text.slice(piece)).collect();
            self.run(
                "INSERT INTO statement_words (rowid, speaker, content) VALUES (?, ?, ?)",
                params![key, self.names_of(&statement.speakers).join(" / "), content.join(" … ")],
            )?;
        }
        Ok(())
    }

    fn voices(&self, statement: i64, role: &str, voices: &[VoiceRecord]) -> Result<(), StoreError> {
        for (ordinal, voice) in (0_i64..).zip(voices) {
            let (start, end, quote) = self.quote(voice.span)?;
            self.run(
                "INSERT INTO voices VALUES (?, ?, ?, ?, ?, ?, ?)",
                params![statement, role, ordinal, start, end, quote, self.entity(&voice.entity)?],
            )?;
        }
        Ok(())
    }

    /// What speakers are called: as quoted and by the names of their entities.
    fn names_of(&self, voices: &'a [VoiceRecord]) -> Vec<&str> {
        let mut names = Vec::new();
        for voice in voices {
            names.extend(self.text.slice(voice.span));
            let entity = self.record.entities.iter().find(|e| Some(&e.id) == voice.entity.as_ref());
            names.extend(entity.map(|entity| entity.name.as_str()));
        }
        names.dedup();
        names
    }

    fn places(&self) -> Result<(), StoreError> {
        for (ordinal, place) in (0_i64..).zip(&self.record.places) {
            let (start, end, quote) = self.quote(place.span)?;
            self.run(
                "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    self.key.part(ordinal),
                    self.key.0,
                    start,
                    end,
                    quote,
                    place.name,
                    place.geonameid,
                    place.country,
                    place.admin1,
                    place.lat,
                    place.lon,
                    place.resolution,
                ],
            )?;
        }
        Ok(())
    }

    fn events(&self) -> Result<(), StoreError> {
        let mut before = 0;
        for event in &self.record.events {
            before = self.number_after(before, 'v', &event.id)?;
            self.event(self.key.part(before), event)?;
        }
        Ok(())
    }

    fn event(&self, key: i64, event: &EventRecord) -> Result<(), StoreError> {
        let (trigger_start, trigger_end, trigger) = self.quote(event.trigger)?;
        let date = event.date.as_ref();
        let (date_span_start, date_span_end, date_quote) = self.quote_if_any(date.map(|date| date.span))?;
        let date_start = date.and_then(|date| date.start.as_ref());
        let date_end = date.and_then(|date| date.end.as_ref());
        let published = self.record.published.as_ref();
        let place = event.place.as_ref();
        let size = &event.size;
        let [dead, injured, arrested, displaced] =
            [size.dead, size.injured, size.arrested, size.displaced].map(|bounds| self.bounds(bounds));
        let ((dead_least, dead_most), (injured_least, injured_most)) = (dead?, injured?);
        let ((arrested_least, arrested_most), (displaced_least, displaced_most)) = (arrested?, displaced?);
        self.run(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, \
             ?, ?, ?, ?, ?, ?, ?)",
            params![
                key,
                self.key.0,
                self.current,
                event.event_type,
                event.cameo,
                event.quad,
                event.scale,
                trigger_start,
                trigger_end,
                trigger,
                self.integer(event.sentence)?,
                event.status,
                self.statement(&event.attribution)?,
                self.number('h', &event.happening)?,
                event.confidence,
                date_span_start,
                date_span_end,
                date_quote,
                date_start,
                date_end,
                self.place(&event.place)?,
                dead_least,
                dead_most,
                injured_least,
                injured_most,
                arrested_least,
                arrested_most,
                displaced_least,
                displaced_most,
                date_start.or(published),
                date_end.or(date_start).or(published),
                place.and_then(|place| place.country.as_ref()),
                place.and_then(|place| place.lat),
                place.and_then(|place| place.lon),
            ],
        )?;
        self.parties(key, "actor", &event.actors)?;
        self.parties(key, "recipient", &event.recipients)?;
        for (ordinal, mode) in (0_i64..).zip(&event.modes) {
            self.run("INSERT INTO modes VALUES (?, ?, ?)", params![key, ordinal, mode])?;
        }
        for (ordinal, context) in (0_i64..).zip(&event.contexts) {
            self.run("INSERT INTO contexts VALUES (?, ?, ?)", params![key, ordinal, context])?;
        }
        Ok(())
    }

    fn parties(&self, event: i64, role: &str, parties: &[PartyRecord]) -> Result<(), StoreError> {
        for (ordinal, party) in (0_i64..).zip(parties) {
            let (start, end, quote) = self.quote(party.span)?;
            self.run(
                "INSERT INTO parties VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    event,
                    role,
                    ordinal,
                    start,
                    end,
                    quote,
                    self.entity(&party.entity)?,
                    party.country,
                    party.sector
                ],
            )?;
        }
        Ok(())
    }

    fn figures(&self) -> Result<(), StoreError> {
        for (ordinal, figure) in (0_i64..).zip(&self.record.figures) {
            let (start, end, quote) = self.quote(figure.span)?;
            let [least, most] = figure.count;
            self.run(
                "INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    self.key.part(ordinal),
                    self.key.0,
                    figure.what,
                    self.count(least)?,
                    self.count(most)?,
                    figure.approximate,
                    figure.who,
                    self.place(&figure.place)?,
                    start,
                    end,
                    quote,
                ],
            )?;
        }
        Ok(())
    }

    fn run(&self, sql: &str, values: impl Params) -> Result<(), StoreError> {
        if let Some(connection) = self.connection {
            let mut statement: CachedStatement<'_> = connection.prepare_cached(sql)?;
            statement.execute(values)?;
        }
        Ok(())
    }

    fn malformed(&self, reason: impl Into<String>) -> StoreError {
        StoreError::Record { id: self.record.id.clone(), reason: reason.into() }
    }

    /// Start, end and words of a span.
    fn quote(&self, span: Offsets) -> Result<(i64, i64, &str), StoreError> {
        let words = self.text.slice(span).ok_or_else(|| self.malformed(format!("no text at {span:?}")))?;
        Ok((self.integer(span[0])?, self.integer(span[1])?, words))
    }

    fn quote_if_any(
        &self,
        span: Option<Offsets>,
    ) -> Result<(Option<i64>, Option<i64>, Option<&str>), StoreError> {
        match span {
            None => Ok((None, None, None)),
            Some(span) => self.quote(span).map(|(start, end, words)| (Some(start), Some(end), Some(words))),
        }
    }

    fn pack(&self, spans: &[Offsets]) -> Result<Vec<u8>, StoreError> {
        spans::pack(spans, &self.text).ok_or_else(|| self.malformed("a span outside of the text"))
    }

    fn number(&self, letter: char, id: &str) -> Result<i64, StoreError> {
        number(letter, id).ok_or_else(|| self.malformed(format!("{id:?} is no id of the form {letter}1")))
    }

    /// The number of an id, which must come after the one before it: rows come back in the order of their numbers.
    fn number_after(&self, before: i64, letter: char, id: &str) -> Result<i64, StoreError> {
        let number = self.number(letter, id)?;
        if number > before { Ok(number) } else { Err(self.malformed(format!("{id:?} is out of order"))) }
    }

    /// The key of an entity, which must be among those of the record.
    fn entity(&self, id: &Option<String>) -> Result<Option<i64>, StoreError> {
        let Some(id) = id else { return Ok(None) };
        if !self.record.entities.iter().any(|entity| entity.id == *id) {
            return Err(self.malformed(format!("{id:?} is not in entities")));
        }
        Ok(Some(self.key.part(self.number('e', id)?)))
    }

    /// The key of a statement, which must be among those of the record.
    fn statement(&self, id: &Option<String>) -> Result<Option<i64>, StoreError> {
        let Some(id) = id else { return Ok(None) };
        if !self.record.statements.iter().any(|statement| statement.id == *id) {
            return Err(self.malformed(format!("{id:?} is not in statements")));
        }
        Ok(Some(self.key.part(self.number('s', id)?)))
    }

    /// The key of a place, which must be among those of the record.
    fn place(&self, place: &Option<PlaceRecord>) -> Result<Option<i64>, StoreError> {
        let Some(place) = place else { return Ok(None) };
        let ordinal = self.record.places.iter().position(|other| other == place);
        let ordinal = ordinal.ok_or_else(|| self.malformed(format!("{:?} is not in places", place.name)))?;
        Ok(Some(self.key.part(self.integer(ordinal)?)))
    }

    fn integer(&self, number: usize) -> Result<i64, StoreError> {
        i64::try_from(number).map_err(|_| self.malformed("a number too large"))
    }

    fn count(&self, count: Option<u64>) -> Result<Option<i64>, StoreError> {
        let count = count.map(i64::try_from).transpose();
        count.map_err(|_| self.malformed("a count too large"))
    }

    fn bounds(&self, bounds: Option<[Option<u64>; 2]>) -> Result<(Option<i64>, Option<i64>), StoreError> {
        let [least, most] = bounds.unwrap_or_default();
        Ok((self.count(least)?, self.count(most)?))
    }
}
