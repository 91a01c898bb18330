-- Schema 5: adding takes less time.

-- What `totals` holds is added up by the program (src/query/totals.rs) when rows of `acts` come or change; only what is deleted is
-- still taken off by a trigger. A trigger on every new row would make SQLite prepare to undo the row, and have FTS5 write out
-- the words it gathers, for each of them.
DROP TRIGGER IF EXISTS totals_of_added;
DROP TRIGGER IF EXISTS totals_of_repeats;

-- Indices that no question walks since there is `acts`.
DROP INDEX IF EXISTS events_by_report;
DROP INDEX IF EXISTS events_by_day;
DROP INDEX IF EXISTS events_by_type;
DROP INDEX IF EXISTS events_by_country;
DROP INDEX IF EXISTS parties_by_country;
-- Keys of statements begin with that of their report.
DROP INDEX IF EXISTS statements_by_report;
