"""Checks that other programs read Chancery's Parquet as it is meant: python3 eval/parquet.py CHANCERY INPUT…

Needs polars, duckdb and pyarrow from PyPI. Compares each of them with the JSON lines of the same reports.
"""

import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import duckdb
import polars
import pyarrow.parquet


def printed(program, inputs, *options):
    return subprocess.run([program, "read", *options, *inputs], check=False, stdout=subprocess.PIPE).stdout


def with_days(value, names=("published", "start", "end")):
    """The record with its days as dates, as Parquet has them."""
    if isinstance(value, list):
        return [with_days(item) for item in value]
    if isinstance(value, dict):
        return {
            key: date.fromisoformat(item) if key in names and isinstance(item, str) else with_days(item)
            for key, item in value.items()
        }
    return value


def main():
    program, inputs = sys.argv[1], sys.argv[2:]
    records = [with_days(json.loads(line)) for line in printed(program, inputs, "--format", "jsonl").splitlines()]
    events = [(record, event) for record in records for event in record["events"]]
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for rows in ("reports", "events", "statements"):
            files[rows] = Path(folder) / f"{rows}.parquet"
            files[rows].write_bytes(printed(program, inputs, "--format", "parquet", "--rows", rows))

        assert pyarrow.parquet.read_table(files["reports"]).to_pylist() == records
        assert polars.read_parquet(files["reports"]).to_dicts() == records

        table = polars.read_parquet(files["events"])
        assert table.schema["date_start"] == polars.Date
        assert table.schema["actors"] == polars.List(polars.String)
        assert table["trigger_start"].to_list() == [event["trigger"][0] for _, event in events]
        assert table["type"].to_list() == [event["type"] for _, event in events]
        starts = [event["date"] and event["date"]["start"] for _, event in events]
        assert table["date_start"].to_list() == starts

        quotes = duckdb.sql(
            "SELECT substr(text, event.trigger[1] + 1, event.trigger[2] - event.trigger[1]) "
            f"FROM (SELECT text, unnest(events) AS event FROM '{files['reports']}')"
        ).fetchall()
        assert [quote for (quote,) in quotes] == [
            record["text"][slice(*event["trigger"])] for record, event in events
        ]
        statements = duckdb.sql(f"SELECT count(*) FROM '{files['statements']}'").fetchall()[0][0]
        assert statements == sum(len(record["statements"]) for record in records)
    print(f"{len(records)} reports, {len(events)} events, {statements} statements: the same in all of them")


if __name__ == "__main__":
    main()
