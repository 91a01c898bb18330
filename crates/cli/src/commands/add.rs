//! `chancery add`: reports into a store.

use std::fs;
use std::io::{Write as _, stdout};
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chancery::record::Record;
use chancery::report::{Origin, Received, receive};
use chancery::{Reader, Report};
use chancery_store::{Added, Store, StoreError, Writer};
use clap::Args;

use crate::bar::Bar;
use crate::interrupt::Interrupt;
use crate::setup::{InputFormatOption, KnowledgeOptions, StoreOption, jobs};
use crate::{Outcome, messages, pipeline};

/// Most reports of one transaction, and the longest time between two: what a crash costs.
const BATCH: usize = 50;
const BATCH_TIME: Duration = Duration::from_secs(1);

/// Read reports and keep them with their records in a store
///
/// Inputs are those of `chancery read`. A report that is in the store already is not read again, so the same command
/// after an interruption does only what is missing. A report of the same id or URL with another text becomes a new
/// version; the old one stays. What cannot be read is noted with input and position, in the store and in a file beside
/// it (STORE.rejects.tsv), until it can.
#[derive(Args)]
pub struct Add {
    /// Files, folders, patterns, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,

    #[command(flatten)]
    store: StoreOption,

    /// How the inputs are written [default: by their names, else by their first bytes]
    #[arg(long, value_name = "FORMAT")]
    input_format: Option<InputFormatOption>,

    /// Reports read at the same time [default: one for each processor]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,

    #[command(flatten)]
    knowledge: KnowledgeOptions,
}

/// What came of one input.
struct Done {
    origin: Origin,
    warnings: Vec<String>,
    result: Result<Taken, String>,
}

/// A report that can be taken in.
enum Taken {
    Read(Box<(Report, Record)>),
    /// It is in the store already.
    Known,
}

/// How many reports became what.
#[derive(Default)]
struct Counts {
    new: usize,
    versions: usize,
    known: usize,
    rejected: usize,
    events: usize,
    statements: usize,
}

impl Add {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let path = self.store.store;
        // Where nothing is there, a name was mistyped: it is not noted, and no store is made for it.
        if self.inputs.iter().all(|input| is_missing(input)) {
            for input in &self.inputs {
                messages::error(&format!("{}: no such file or folder", input.display()));
            }
            messages::error("nothing was added");
            return Ok(Outcome::Failed);
        }
        let reader = self.knowledge.reader()?;
        let interrupt = Interrupt::listen()?;
        let reports = receive(self.inputs.clone(), self.input_format.map(Into::into));
        let mut taking = Taking {
            writer: Writer::open(&path, self.knowledge.provenance()?)?,
            bar: Bar::of_inputs(&self.inputs, reports.bytes_taken()),
            counts: Counts::default(),
            waiting: 0,
            committed: Instant::now(),
        };
        let known = Arc::new(KnownReports::new(&path));
        let lookup = Arc::clone(&known);
        let stop = interrupt.clone();
        let reports = reports.take_while(move |_| !stop.asked());
        let result = pipeline::in_order(
            reports,
            jobs(self.jobs),
            move |received| read_one(&reader, &lookup, received),
            |done| match done {
                Some(done) => taking.take(done),
                None => anyhow::bail!(messages::PANICKED),
            },
        )
        .and_then(|()| Ok(taking.writer.commit()?));
        taking.bar.clear();
        known.close();
        let counts = taking.counts;
        if let Err(error) = result {
            messages::error(&format!("{error:#}"));
            messages::error(&unfinished(&path));
            return Ok(Outcome::Failed);
        }
        let rejects = write_rejects(taking.writer.store(), &path)?;
        writeln!(stdout(), "{}", counts.summary(&path))?;
        if rejects > 0 {
            let file = rejects_file(&path);
            let what = if rejects == 1 { "1 input gave" } else { &format!("{rejects} inputs gave") };
            messages::error(&format!("{what} no report: {} says where and why", file.display()));
        }
        if interrupt.asked() {
            messages::error(&format!("interrupted; {}", unfinished(&path)));
        }
        let taken = counts.new + counts.versions + counts.known;
        Ok(Outcome::of(taken > 0, counts.rejected > 0 || interrupt.asked()))
    }
}

/// Whether an input is neither there nor a pattern nor standard input.
fn is_missing(input: &Path) -> bool {
    let name = input.to_string_lossy();
    name != "-" && !name.contains(['*', '?', '[']) && !input.exists()
}

fn unfinished(path: &Path) -> String {
    format!("what was committed is in {}; the same command again does the rest", path.display())
}

/// Reads one report, unless it is known. A panic costs its own report only.
fn read_one(reader: &Reader, known: &KnownReports, received: Received) -> Done {
    let Received { origin, report, warnings } = received;
    let warnings = warnings.iter().map(|warning| format!("warning: {origin}: {warning}")).collect();
    let read = |report: Report| {
        if known.has(&report) {
            return Ok(Taken::Known);
        }
        let record = catch_unwind(AssertUnwindSafe(|| Record::new(&report, &reader.read(&report))));
        match record {
            Ok(record) => Ok(Taken::Read(Box::new((report, record)))),
            Err(_) => Err(messages::PANICKED.to_owned()),
        }
    };
    let result = report.map_err(|error| error.to_string()).and_then(read);
    Done { origin, warnings, result }
}

/// Looks reports up in what is committed, from many threads.
struct KnownReports {
    path: PathBuf,
    /// Open stores that no thread uses at the moment.
    idle: Mutex<Vec<Store>>,
}

impl KnownReports {
    fn new(path: &Path) -> Self {
        KnownReports { path: path.to_owned(), idle: Mutex::new(Vec::new()) }
    }

    /// Whether that report is in the store. When that cannot be told, no: the writer looks once more.
    fn has(&self, report: &Report) -> bool {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let Some(store) = idle.or_else(|| Store::open(&self.path).ok()) else { return false };
        let known = matches!(store.known(report), Ok(Some(_)));
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(store);
        known
    }
}

impl KnownReports {
    /// Closes what is open, so that the last one to close the store can tidy up.
    fn close(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// The writer's side: takes results in the order of the inputs.
struct Taking {
    writer: Writer,
    bar: Bar,
    counts: Counts,
    /// Reports since the last commit.
    waiting: usize,
    committed: Instant,
}

impl Taking {
    fn take(&mut self, done: Done) -> anyhow::Result<()> {
        let Done { origin, warnings, result } = done;
        for warning in warnings {
            self.bar.say(&warning);
        }
        match result {
            Ok(Taken::Known) => {
                self.counts.known += 1;
                self.writer.settle(&origin)?;
            }
            Ok(Taken::Read(read)) => {
                let (report, record) = *read;
                match self.writer.add(&report, &record, Some(&origin)) {
                    Ok(added) => {
                        self.counts.add(added, &record);
                        self.writer.settle(&origin)?;
                    }
                    Err(error @ StoreError::Record { .. }) => self.reject(&origin, &error.to_string())?,
                    Err(error) => return Err(error.into()),
                }
            }
            Err(reason) => self.reject(&origin, &reason)?,
        }
        self.waiting += 1;
        if self.waiting >= BATCH || self.committed.elapsed() >= BATCH_TIME {
            self.writer.commit()?;
            self.waiting = 0;
            self.committed = Instant::now();
        }
        self.bar.step();
        Ok(())
    }

    fn reject(&mut self, origin: &Origin, reason: &str) -> anyhow::Result<()> {
        self.counts.rejected += 1;
        self.bar.say(&format!("{origin}: {reason}"));
        Ok(self.writer.reject(origin, reason)?)
    }
}

impl Counts {
    fn add(&mut self, added: Added, record: &Record) {
        match added {
            Added::Known(_) => {
                self.known += 1;
                return;
            }
            Added::New(_) => self.new += 1,
            Added::Version(_) => self.versions += 1,
        }
        self.events += record.events.len();
        self.statements += record.statements.len();
    }

    fn summary(&self, path: &Path) -> String {
        let mut parts = vec![counted(self.new, "new report")];
        if self.versions > 0 {
            parts.push(counted(self.versions, "new version"));
        }
        if self.known > 0 {
            parts.push(format!("{} known already", self.known));
        }
        if self.rejected > 0 {
            parts.push(format!("{} rejected", self.rejected));
        }
        let read = format!("{}, {}", counted(self.events, "event"), counted(self.statements, "statement"));
        format!("{}: {}; {read} added", path.display(), parts.join(", "))
    }
}

/// A number with its noun.
pub fn counted(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

fn rejects_file(store: &Path) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(".rejects.tsv");
    PathBuf::from(name)
}

/// Writes the file of rejects, or removes it when there are none; gives their number.
fn write_rejects(store: &Store, path: &Path) -> anyhow::Result<usize> {
    let (rejects, file) = (store.rejects()?, rejects_file(path));
    if rejects.is_empty() {
        if file.is_file() {
            fs::remove_file(&file)?;
        }
        return Ok(0);
    }
    let cell = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    let mut lines = String::from("input\tposition\treason\n");
    for reject in &rejects {
        let cells = [&reject.input, &reject.position, &reject.reason].map(|text| cell(text));
        lines += &(cells.join("\t") + "\n");
    }
    fs::write(&file, lines)?;
    Ok(rejects.len())
}
