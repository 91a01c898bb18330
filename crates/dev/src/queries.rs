//! How fast a store of a million events answers.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use chancery::record::{EventRecord, PartyRecord, Record, SCHEMA};
use chancery::report::parse_day;
use chancery_store::{EventFilter, Near, Period, Provenance, StatementFilter, Store, Words, Writer};
use clap::Args;

/// Make a store of many events out of a few records and time its answers, into eval/queries.csv
///
/// Each copy of a record has another id and day, other words of the same lengths in two of three places, so that copies are no story,
/// and half of them other countries: the shape of a large archive, not its contents.
#[derive(Args)]
pub struct Queries {
    /// Records, as `chancery read --format jsonl` prints them
    #[arg(long)]
    records: PathBuf,

    /// The store to make, or one that was made before
    #[arg(long)]
    store: PathBuf,

    /// Events in it
    #[arg(long, default_value_t = 1_000_000)]
    events: usize,

    /// Only records with at least so many events are copied, so that the store is made in minutes
    #[arg(long, default_value_t = 8)]
    least: usize,

    /// Where the table goes
    #[arg(long, default_value = "eval/queries.csv")]
    out: PathBuf,
}

/// Days over which copies are spread: five years.
const DAYS: u64 = 5 * 365;

/// How often each question is asked; the first time warms the cache and does not count.
const TIMES: usize = 7;

impl Queries {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        if !self.store.is_file() {
            make(&self.records, &self.store, self.events, self.least)?;
        }
        let store = Store::open(&self.store)?;
        let count = |table: &str| {
            store
                .connection()
                .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0))
        };
        let (reports, events, statements) = (count("reports")?, count("events")?, count("statements")?);
        let megabytes = fs::metadata(&self.store)?.len() / 1_000_000;
        let mut table = format!(
            "# {reports} reports, {events} events, {statements} statements, {megabytes} MB; milliseconds, of {} times after one\n\
             question,found,median_ms,worst_ms\n",
            TIMES - 1
        );
        for (name, question) in questions() {
            let mut times = Vec::new();
            let mut found = 0;
            for _ in 0..TIMES {
                let begin = Instant::now();
                found = black_box(question(&store).with_context(|| name.to_owned())?);
                times.push(begin.elapsed());
            }
            times.remove(0);
            times.sort();
            let ms = |time: Duration| time.as_secs_f64() * 1000.0;
            let (median, worst) = (ms(times[times.len() / 2]), ms(times[times.len() - 1]));
            writeln!(table, "\"{}\",{found},{median:.1},{worst:.1}", name.replace('"', "\"\""))?;
        }
        print!("{table}");
        fs::write(&self.out, table)?;
        Ok(())
    }
}

type Question = Box<dyn Fn(&Store) -> anyhow::Result<usize>>;

/// The questions, as one would ask them on the command line, and how to ask them here.
fn questions() -> Vec<(&'static str, Question)> {
    let codes = |codes: &str| codes.split(',').map(str::to_owned).collect::<Vec<_>>();
    let words = |text: &str| Words::parse(text).ok();
    let all = EventFilter::default;
    let occurred = || EventFilter { statuses: codes("occurred"), ..all() };
    let since = parse_day("2018-04-01");
    let until = parse_day("2019-03-31");
    let events = |filter: EventFilter| -> Question {
        Box::new(move |store| {
            let hits = store.find_events(&filter, Some(50))?;
            for hit in &hits {
                black_box(store.event_brief(hit.report, hit.number)?);
            }
            Ok(hits.len())
        })
    };
    let statements = |filter: StatementFilter| -> Question {
        Box::new(move |store| {
            let found = store.find_statements(&filter, Some(50))?;
            for &(report, number) in &found {
                black_box(store.statement_brief(report, number)?);
            }
            Ok(found.len())
        })
    };
    let search = |text: &str| -> Question {
        let words = Words::parse(text);
        Box::new(move |store| Ok(store.search(words.as_ref().map_err(Clone::clone)?, 20)?.0.len()))
    };
    let trend = |filter: EventFilter, period: Period| -> Question {
        Box::new(move |store| Ok(store.trend(&filter, period)?.periods.len()))
    };
    let network =
        |filter: EventFilter| -> Question { Box::new(move |store| Ok(store.network(&filter)?.len())) };
    vec![
        ("events", events(all())),
        ("events --actor RUS", events(EventFilter { actors: codes("RUS"), ..all() })),
        (
            "events --actor RUS --recipient USA,GBR --type REJECT,ACCUSE --since 2018-04-01 --until 2019-03-31",
            events(EventFilter {
                actors: codes("RUS"),
                recipients: codes("USA,GBR"),
                types: codes("REJECT,ACCUSE"),
                since,
                until,
                ..all()
            }),
        ),
        (
            "events --place SYR --status occurred --vouched --min-confidence 0.7",
            events(EventFilter { places: codes("SYR"), vouched: true, min_confidence: 0.7, ..occurred() }),
        ),
        (
            "events --near 35.9,39.0,50km",
            events(EventFilter { near: Some(Near { lat: 35.9, lon: 39.0, km: 50.0 }), ..all() }),
        ),
        (
            "events --type ASSAULT,PROTEST --since 2018-04-01",
            events(EventFilter { types: codes("ASSAULT,PROTEST"), since, ..all() }),
        ),
        ("events --text chemical", events(EventFilter { words: words("chemical"), ..all() })),
        (
            "events --actor USA --text government",
            events(EventFilter { actors: codes("USA"), words: words("government"), ..all() }),
        ),
        (
            "events --status denied --min-confidence 0.9",
            events(EventFilter { statuses: codes("denied"), min_confidence: 0.9, ..all() }),
        ),
        (
            "statements --speaker minister --about Syria",
            statements(StatementFilter {
                speaker: words("minister"),
                about: words("Syria"),
                ..StatementFilter::default()
            }),
        ),
        (
            "statements --country RUS",
            statements(StatementFilter { countries: codes("RUS"), ..StatementFilter::default() }),
        ),
        ("search 'cease-fire NEAR access'", search("cease-fire NEAR access")),
        ("search 'police NEAR/5 arrest*'", search("police NEAR/5 arrest*")),
        (
            "trend --by month --actor RUS --recipient USA",
            trend(
                EventFilter { actors: codes("RUS"), recipients: codes("USA"), ..occurred() },
                Period::Month,
            ),
        ),
        (
            "trend --by week --actor USA",
            trend(EventFilter { actors: codes("USA"), ..occurred() }, Period::Week),
        ),
        (
            "trend --by week --type PROTEST",
            trend(EventFilter { types: codes("PROTEST"), ..occurred() }, Period::Week),
        ),
        ("trend --by day", trend(occurred(), Period::Day)),
        ("stories", Box::new(|store| Ok(store.stories(2, 20)?.len()))),
        ("network --since 2018-04-01", network(EventFilter { since, ..occurred() })),
        ("network --type ASSAULT", network(EventFilter { types: codes("ASSAULT"), ..occurred() })),
    ]
}

/// Makes the store.
fn make(records: &Path, store: &Path, events: usize, least: usize) -> anyhow::Result<()> {
    let lines =
        BufReader::new(fs::File::open(records).with_context(|| records.display().to_string())?).lines();
    let mut models: Vec<Record> = Vec::new();
    for line in lines {
        let record: Record = serde_json::from_str(&line?)?;
        if record.events.len() >= least {
            models.push(record);
        }
    }
    anyhow::ensure!(!models.is_empty(), "no record with {least} events");
    let countries: Vec<String> = models
        .iter()
        .flat_map(|record| &record.events)
        .flat_map(|event| event.actors.iter().chain(&event.recipients))
        .filter_map(|party| party.country.clone())
        .collect();
    let vocabulary = Vocabulary::of(&models);
    let copy = || "copy".to_owned();
    let provenance = Provenance {
        schema: SCHEMA.to_owned(),
        program: copy(),
        model: copy(),
        lexicon: copy(),
        gazetteer: copy(),
    };
    let mut writer = Writer::open(store, provenance)?;
    let (mut made, mut number) = (0, 0);
    while made < events {
        for model in &models {
            number += 1;
            let record = copy_of(model, number, &countries, &vocabulary);
            made += record.events.len();
            writer.add(&record.report(), &record, None)?;
            if number % 500 == 0 {
                writer.commit()?;
                eprint!("\r{number} reports, {made} events");
            }
        }
    }
    eprintln!();
    Ok(writer.commit()?)
}

fn copy_of(model: &Record, number: u64, countries: &[String], vocabulary: &Vocabulary) -> Record {
    let mut random = Random(number);
    let mut record = model.clone();
    record.id = format!("copy-{number}");
    record.url = None;
    record.text = vocabulary.rewritten(&record.text, &mut random);
    write!(record.text, "\n\nCopy {number}.").unwrap_or_default();
    let day = jiff::civil::date(2014, 6, 1);
    let days = i64::try_from(random.below(DAYS)).unwrap_or(0);
    let day = day.checked_add(jiff::Span::new().days(days)).unwrap_or(day);
    record.published = Some(day.to_string());
    let other = random.below(2) == 0;
    for event in &mut record.events {
        shift(event, day, &mut random);
        if other {
            for party in event.actors.iter_mut().chain(&mut event.recipients) {
                exchange(party, countries, &mut random);
            }
        }
    }
    record
}

/// Words by their lengths, as often as they are used: words of ASCII letters, so that offsets stay.
struct Vocabulary {
    of_length: Vec<Vec<String>>,
}

impl Vocabulary {
    fn of(records: &[Record]) -> Self {
        let mut of_length = vec![Vec::new(); 32];
        for word in records.iter().flat_map(|record| record.text.split(|c: char| !c.is_ascii_alphabetic())) {
            if let Some(words) = of_length.get_mut(word.len()) {
                words.push(word.to_owned());
            }
        }
        Vocabulary { of_length }
    }

    fn rewritten(&self, text: &str, random: &mut Random) -> String {
        let mut out = String::with_capacity(text.len());
        for piece in text.split_inclusive(|c: char| !c.is_ascii_alphabetic()) {
            let word = piece.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
            let words = self.of_length.get(word.len()).filter(|words| !words.is_empty() && !word.is_empty());
            let other = words.filter(|_| random.below(3) > 0).and_then(|words| {
                usize::try_from(random.below(words.len() as u64)).ok().and_then(|at| words.get(at))
            });
            out += other.map_or(word, String::as_str);
            out += &piece[word.len()..];
        }
        out
    }
}

/// Dates that are days move to within a week before publication.
fn shift(event: &mut EventRecord, published: jiff::civil::Date, random: &mut Random) {
    if let Some(date) = event.date.as_mut().filter(|date| date.start.is_some() && date.start == date.end) {
        let back = i64::try_from(random.below(7)).unwrap_or(0);
        let day = published.checked_sub(jiff::Span::new().days(back)).unwrap_or(published).to_string();
        (date.start, date.end) = (Some(day.clone()), Some(day));
    } else {
        event.date = None;
    }
}

/// Another country, as often as it is among all.
fn exchange(party: &mut PartyRecord, countries: &[String], random: &mut Random) {
    if party.country.is_some() && !countries.is_empty() {
        let at = random.below(countries.len() as u64);
        party.country = usize::try_from(at).ok().and_then(|at| countries.get(at).cloned());
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same copies every time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit.max(1)
    }
}
