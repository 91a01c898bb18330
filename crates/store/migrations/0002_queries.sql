-- Schema 2: what queries run over. Everything here follows from schema 1 and is never part of a record.

-- One row for each question "did this actor something to that recipient" that an event of a current report answers with
-- yes: each of its actors' countries and '*' for anybody, with each of its recipients' countries and '*'. A query for one
-- actor and one recipient is one stretch of this table, in the order of days.
--
-- Days are numbers such as 20180417, 0 where neither the event nor its report has a day. `status` is a number of
-- src/query/code.rs. `counted` is 1 for one event of each happening: others of the same report, and of other reports of
-- the same story, repeat it.
CREATE TABLE acts (
  actor      TEXT NOT NULL,
  recipient  TEXT NOT NULL,
  first_day  INTEGER NOT NULL,
  last_day   INTEGER NOT NULL,
  event      INTEGER NOT NULL,
  type       TEXT NOT NULL,
  place      TEXT NOT NULL,         -- code of the country, '' if not known
  status     INTEGER NOT NULL,
  vouched    INTEGER NOT NULL,      -- 1: the report says so itself
  confidence INTEGER NOT NULL,      -- in hundredths
  counted    INTEGER NOT NULL,
  PRIMARY KEY (actor, recipient, first_day, last_day, event)
) STRICT, WITHOUT ROWID;

CREATE INDEX acts_by_event ON acts (event, actor, recipient);
CREATE INDEX acts_by_type ON acts (type, first_day, last_day, event, place, status, vouched, confidence, counted)
  WHERE actor = '*' AND recipient = '*';
CREATE INDEX acts_by_place ON acts (place, first_day, last_day, event, type, status, vouched, confidence, counted)
  WHERE actor = '*' AND recipient = '*';
CREATE INDEX statements_by_report ON statements (report);

CREATE TRIGGER acts_of_deleted AFTER DELETE ON events BEGIN
  DELETE FROM acts WHERE event = old.event;
END;
CREATE TRIGGER acts_of_replaced AFTER UPDATE OF current ON events WHEN new.current = 0 BEGIN
  DELETE FROM acts WHERE event = old.event;
END;

-- Events that were there before.
WITH
actors AS (SELECT event, country FROM parties WHERE role = 'actor' AND country > '*' UNION SELECT event, '*' FROM events),
recipients AS (SELECT event, country FROM parties WHERE role = 'recipient' AND country > '*' UNION SELECT event, '*' FROM events),
days AS (
  SELECT event, happening,
    coalesce(CAST(replace(first_day, '-', '') AS INTEGER), 0) AS first,
    coalesce(CAST(replace(last_day, '-', '') AS INTEGER), 0) AS last,
    CASE status WHEN 'occurred' THEN 0 WHEN 'future' THEN 1 WHEN 'hypothetical' THEN 2 WHEN 'denied' THEN 3
      WHEN 'historical' THEN 4 ELSE 5 END AS status
  FROM events WHERE current = 1
)
INSERT INTO acts
SELECT actors.country, recipients.country, first, max(first, last), event, type, coalesce(place_country, ''), days.status,
  attribution IS NULL, CAST(round(confidence * 100) AS INTEGER),
  row_number() OVER (
    PARTITION BY report, days.happening, type, days.status, actors.country, recipients.country
    ORDER BY attribution IS NOT NULL, place_country IS NULL, confidence DESC, event
  ) = 1
FROM days JOIN events USING (event) JOIN actors USING (event) JOIN recipients USING (event);
