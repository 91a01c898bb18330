-- Schema 1: reports, what was read in them, and what read it.
--
-- Offsets (span_start, span_end and the like) are code points of texts.text, from 0, the end exclusive, so that
-- substr(text, span_start + 1, span_end - span_start) is the evidence; a quote beside them is what stood there.
-- Lists of spans are BLOBs in the format of src/spans.rs. Days are ISO 8601 text.
-- Keys of parts of a report are (report << 20) | number: event v3 of report 7 is 7 * 1048576 + 3.

-- What read a report: versions and content hashes, one row for each combination.
CREATE TABLE readings (
  reading   INTEGER PRIMARY KEY,
  schema    TEXT NOT NULL,      -- of the record: chancery/record/1
  program   TEXT NOT NULL,      -- version of the program
  model     TEXT NOT NULL,      -- SHA-256 of the language model
  lexicon   TEXT NOT NULL,      -- SHA-256 over the files of the lexicon
  gazetteer TEXT NOT NULL,      -- SHA-256 over the files of the gazetteer
  UNIQUE (schema, program, model, lexicon, gazetteer)
) STRICT;

-- One row for each version of a report. A corrected report (same id or URL, new text) is a new version of its series.
CREATE TABLE reports (
  report          INTEGER PRIMARY KEY,
  series          INTEGER NOT NULL,   -- report of the first version
  version         INTEGER NOT NULL,   -- from 1
  current         INTEGER NOT NULL,   -- 1: the newest version of its series, else 0
  id              TEXT NOT NULL,      -- the source's, else the SHA-256 of the text
  title           TEXT,
  url             TEXT,
  publisher       TEXT,
  published       TEXT,
  published_given INTEGER NOT NULL,   -- 1: by the source, 0: found in the text or unknown
  language        TEXT NOT NULL,      -- ISO 639-1
  text_sha256     BLOB NOT NULL,
  reading         INTEGER NOT NULL REFERENCES readings,
  input           TEXT,               -- where it was first met: file …
  position        TEXT,               -- … and place in it
  sentences       BLOB NOT NULL,
  UNIQUE (series, version)
) STRICT;
CREATE INDEX reports_by_text ON reports (text_sha256);
CREATE INDEX reports_by_id ON reports (id);
CREATE INDEX reports_by_url ON reports (url) WHERE url IS NOT NULL;
CREATE INDEX reports_by_day ON reports (published);
CREATE INDEX reports_by_reading ON reports (reading);

-- Apart from reports, so that looking through these does not read texts. Never changes.
CREATE TABLE texts (
  report INTEGER PRIMARY KEY REFERENCES reports,
  text   TEXT NOT NULL
) STRICT;

CREATE VIEW titled_texts AS SELECT report, title, text FROM texts JOIN reports USING (report);

-- Words of all versions of all reports; the texts themselves stay in their tables.
CREATE VIRTUAL TABLE report_words USING fts5 (
  title, text, content = 'titled_texts', content_rowid = 'report', tokenize = 'unicode61 remove_diacritics 2'
);

-- Parts of a text that are not the story.
CREATE TABLE skipped (
  report     INTEGER NOT NULL REFERENCES reports,
  ordinal    INTEGER NOT NULL,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  quote      TEXT NOT NULL,
  why        TEXT NOT NULL,
  PRIMARY KEY (report, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE entities (
  entity        INTEGER PRIMARY KEY,
  report        INTEGER NOT NULL REFERENCES reports,
  name          TEXT NOT NULL,
  kind          TEXT NOT NULL,
  country       TEXT,
  sector        TEXT,
  other_sectors TEXT NOT NULL,        -- separated by spaces
  office        TEXT,
  mentions      BLOB NOT NULL
) STRICT;

CREATE TABLE statements (
  statement INTEGER PRIMARY KEY,
  report    INTEGER NOT NULL REFERENCES reports,
  current   INTEGER NOT NULL,         -- as that of its report
  kind      TEXT NOT NULL,
  cue_start INTEGER,
  cue_end   INTEGER,
  cue       TEXT,
  content   BLOB NOT NULL
) STRICT;

-- Speakers and addressees.
CREATE TABLE voices (
  statement  INTEGER NOT NULL REFERENCES statements,
  role       TEXT NOT NULL CHECK (role IN ('speaker', 'addressee')),
  ordinal    INTEGER NOT NULL,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  quote      TEXT NOT NULL,
  entity     INTEGER REFERENCES entities,
  PRIMARY KEY (statement, role, ordinal)
) STRICT, WITHOUT ROWID;

-- Words of statements: who (as quoted and as the entity's name) and what. rowid is the statement.
CREATE VIRTUAL TABLE statement_words USING fts5 (
  speaker, content, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

-- Places named, in the order of the text.
CREATE TABLE places (
  place      INTEGER PRIMARY KEY,
  report     INTEGER NOT NULL REFERENCES reports,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  quote      TEXT NOT NULL,
  name       TEXT NOT NULL,
  geonameid  INTEGER,
  country    TEXT,
  admin1     TEXT,
  lat        REAL,                    -- degrees north
  lon        REAL,                    -- degrees east
  resolution TEXT
) STRICT;

CREATE TABLE events (
  event           INTEGER PRIMARY KEY,
  report          INTEGER NOT NULL REFERENCES reports,
  current         INTEGER NOT NULL,   -- as that of its report
  type            TEXT NOT NULL,
  cameo           TEXT,
  quad            TEXT,
  scale           REAL,
  trigger_start   INTEGER NOT NULL,
  trigger_end     INTEGER NOT NULL,
  trigger_quote   TEXT NOT NULL,
  sentence        INTEGER NOT NULL,   -- index into reports.sentences, from 0
  status          TEXT NOT NULL,
  attribution     INTEGER REFERENCES statements,
  happening       INTEGER NOT NULL,   -- number within the report
  confidence      REAL NOT NULL,
  date_span_start INTEGER,
  date_span_end   INTEGER,
  date_quote      TEXT,
  date_start      TEXT,
  date_end        TEXT,
  place           INTEGER REFERENCES places,
  dead_least      INTEGER,
  dead_most       INTEGER,
  injured_least   INTEGER,
  injured_most    INTEGER,
  arrested_least  INTEGER,
  arrested_most   INTEGER,
  displaced_least INTEGER,
  displaced_most  INTEGER,
  -- Copies for queries alone, never part of the record:
  first_day       TEXT,               -- date_start, else the report's day of publication
  last_day        TEXT,               -- date_end, else date_start, else the report's day of publication
  place_country   TEXT,
  lat             REAL,
  lon             REAL
) STRICT;
CREATE INDEX events_by_report ON events (report);
CREATE INDEX events_by_day ON events (first_day, last_day);
CREATE INDEX events_by_type ON events (type, first_day);
CREATE INDEX events_by_country ON events (place_country, first_day) WHERE place_country IS NOT NULL;
CREATE INDEX events_by_point ON events (lat, lon) WHERE lat IS NOT NULL;

-- Actors and recipients.
CREATE TABLE parties (
  event      INTEGER NOT NULL REFERENCES events,
  role       TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),
  ordinal    INTEGER NOT NULL,
  span_start INTEGER NOT NULL,
  span_end   INTEGER NOT NULL,
  quote      TEXT NOT NULL,
  entity     INTEGER REFERENCES entities,
  country    TEXT,
  sector     TEXT,
  PRIMARY KEY (event, role, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX parties_by_country ON parties (country, role) WHERE country IS NOT NULL;

CREATE TABLE modes (
  event   INTEGER NOT NULL REFERENCES events,
  ordinal INTEGER NOT NULL,
  mode    TEXT NOT NULL,
  PRIMARY KEY (event, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE contexts (
  event   INTEGER NOT NULL REFERENCES events,
  ordinal INTEGER NOT NULL,
  context TEXT NOT NULL,
  PRIMARY KEY (event, ordinal)
) STRICT, WITHOUT ROWID;

-- Counted people of no event.
CREATE TABLE figures (
  figure      INTEGER PRIMARY KEY,
  report      INTEGER NOT NULL REFERENCES reports,
  what        TEXT NOT NULL,
  least       INTEGER,
  most        INTEGER,
  approximate INTEGER NOT NULL,
  who         TEXT,
  place       INTEGER REFERENCES places,
  span_start  INTEGER NOT NULL,
  span_end    INTEGER NOT NULL,
  quote       TEXT NOT NULL
) STRICT;

-- Inputs that gave no report, until they do.
CREATE TABLE rejects (
  input    TEXT NOT NULL,
  position TEXT NOT NULL,             -- place in it; '' for the whole of it
  reason   TEXT NOT NULL,
  PRIMARY KEY (input, position)
) STRICT, WITHOUT ROWID;
