-- Schema 3: stories. Everything here follows from the texts and days of publication of current reports.

-- Bands of signatures: reports with a band in common may be copies of one another (src/story/signature.rs).
CREATE TABLE story_bands (
  band   INTEGER NOT NULL,
  report INTEGER NOT NULL,
  PRIMARY KEY (band, report)
) STRICT, WITHOUT ROWID;

-- The story of every current report, named by the first of its reports; most have only one.
CREATE TABLE story_members (
  report INTEGER PRIMARY KEY REFERENCES reports,
  story  INTEGER NOT NULL
) STRICT;
CREATE INDEX story_members_by_story ON story_members (story, report);
