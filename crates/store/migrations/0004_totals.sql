-- Schema 4: answers over a million events in less than a tenth of a second. Everything here follows from the table `acts`.

-- How many events one side had: the rows of `acts` where the actor, the recipient or both are '*', by day, type, status and
-- who vouches. Charts add these up; charts of one country towards another walk `acts`, where they are short.
CREATE TABLE totals (
  actor     TEXT NOT NULL,
  recipient TEXT NOT NULL,
  first_day INTEGER NOT NULL,
  last_day  INTEGER NOT NULL,
  type      TEXT NOT NULL,
  status    INTEGER NOT NULL,
  vouched   INTEGER NOT NULL,
  counted   INTEGER NOT NULL,       -- rows of `acts` that stand for their happening
  told      INTEGER NOT NULL,       -- all rows of `acts`
  PRIMARY KEY (actor, recipient, first_day, last_day, type, status, vouched)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER totals_of_added AFTER INSERT ON acts WHEN new.actor = '*' OR new.recipient = '*' BEGIN
  INSERT INTO totals
  VALUES (new.actor, new.recipient, new.first_day, new.last_day, new.type, new.status, new.vouched, new.counted, 1)
  ON CONFLICT DO UPDATE SET counted = counted + excluded.counted, told = told + 1;
END;
CREATE TRIGGER totals_of_deleted AFTER DELETE ON acts WHEN old.actor = '*' OR old.recipient = '*' BEGIN
  UPDATE totals SET counted = counted - old.counted, told = told - 1
  WHERE actor = old.actor AND recipient = old.recipient AND first_day = old.first_day AND last_day = old.last_day
    AND type = old.type AND status = old.status AND vouched = old.vouched;
  DELETE FROM totals
  WHERE actor = old.actor AND recipient = old.recipient AND first_day = old.first_day AND last_day = old.last_day
    AND type = old.type AND status = old.status AND vouched = old.vouched AND told = 0;
END;
CREATE TRIGGER totals_of_repeats AFTER UPDATE OF counted ON acts WHEN new.actor = '*' OR new.recipient = '*' BEGIN
  UPDATE totals SET counted = counted + new.counted - old.counted
  WHERE actor = new.actor AND recipient = new.recipient AND first_day = new.first_day AND last_day = new.last_day
    AND type = new.type AND status = new.status AND vouched = new.vouched;
END;

INSERT INTO totals
SELECT actor, recipient, first_day, last_day, type, status, vouched, sum(counted), count(*)
FROM acts WHERE actor = '*' OR recipient = '*'
GROUP BY actor, recipient, first_day, last_day, type, status, vouched;

-- For what few events are: denied and very probable, vouched for and very probable.
CREATE INDEX acts_by_status
  ON acts (status, vouched, confidence, first_day, last_day, event, type, place, counted)
  WHERE actor = '*' AND recipient = '*';
