"""Marked reports to annotated documents: JSON lines with text and events, as the gold reports have them.

    python marked.py reports/*.txt --out runs/marked.jsonl

A report begins with a line `=== DATE | kind | place`; in its text an event is `[[trigger|TYPE/mode|status|a=party;party|r=party|by=speaker]]`.
`reports/README.md` tells the format. Mistakes are printed with file and report, and nothing is written while there are any.
"""
from __future__ import annotations

import argparse
import json
import pathlib
import re
import sys

from kinds import MODES, SECTORS

STATUS = dict(o="occurred", f="future", h="hypothetical", d="denied", p="historical")
MARK = re.compile(r"\[\[(.*?)\]\]", re.S)
PARTY = re.compile(r"(.+?):([A-Z]{3}|-)?/([A-Z]{3}|-)$")


class Report:
    """One report: its text without marks, its events, and what is wrong with it."""

    def __init__(self, name: str, head: str, body: str):
        self.name, self.text, self.events, self.mistakes = name, "", [], []
        day = head.split("|")[0].strip()
        self.published = day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None
        last = 0
        body = re.sub(r"\n{3,}", "\n\n", body.strip())
        for mark in MARK.finditer(body):
            self.text += body[last: mark.start()]
            last = mark.end()
            self.add([field.strip() for field in mark.group(1).split("|")])
        self.text += body[last:]
        self.check()

    def add(self, fields: list[str]):
        """Takes one mark: its trigger goes into the text."""
        start = len(self.text)
        self.text += fields[0]
        if len(fields) < 3:
            self.mistakes.append(f"too few fields: {fields}")
            return
        kind, *modes = fields[1].split("/")
        modes = [mode for mode in modes if mode]
        if kind not in MODES or not set(modes) <= MODES[kind]:
            self.mistakes.append(f"no such type or mode: {fields[1]}")
        if fields[2] not in STATUS:
            self.mistakes.append(f"no such status: {fields[2]}")
        event = dict(type=kind, modes=modes, status=STATUS.get(fields[2], "occurred"), actors=[], recipients=[], attributed_to=None,
                     trigger_span=[start, len(self.text)])
        for field in filter(None, fields[3:]):
            key, _, value = field.partition("=")
            if key == "by":
                event["attributed_to"] = value.strip() or None
            elif key in ("a", "r"):
                side = event["actors" if key == "a" else "recipients"]
                side += [party for party in map(self.party, filter(None, map(str.strip, value.split(";")))) if party]
            else:
                self.mistakes.append(f"no such field: {field}")
        self.events.append(event)

    def party(self, words: str):
        found = PARTY.match(words)
        if not found or found.group(3) not in SECTORS | {"-"}:
            self.mistakes.append(f"not words:COUNTRY/SECTOR: {words}")
            return None
        country, sector = (None if code in (None, "-") else code for code in found.groups()[1:])
        return dict(text=found.group(1).strip(), country=country, sector=sector)

    def check(self):
        """Every party and speaker must stand in the report."""
        if "[[" in self.text or "]]" in self.text:
            self.mistakes.append("a mark is not closed")
        for event in self.events:
            named = [party["text"] for party in event["actors"] + event["recipients"]] + [event["attributed_to"]]
            self.mistakes += [f"not in the report: {words}" for words in named if words and words not in self.text]

    def json(self) -> str:
        row = dict(id=self.name, published=self.published, text=self.text, events=self.events, statements=[])
        return json.dumps(row, ensure_ascii=False)


def read(path: pathlib.Path):
    blocks = re.split(r"(?m)^=== ?", path.read_text("utf8"))[1:]
    for number, block in enumerate(blocks, 1):
        head, _, body = block.partition("\n")
        yield Report(f"marked-{path.stem}-{number}", head, body)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path)
    args = parser.parse_args()
    reports = [report for path in sorted(args.files) for report in read(path)]
    mistakes = [f"{report.name}: {mistake}" for report in reports for mistake in report.mistakes]
    print(len(reports), "reports", sum(len(r.text.split()) for r in reports), "words", sum(len(r.events) for r in reports), "events", len(mistakes), "mistakes")
    if mistakes:
        sys.exit("\n".join(mistakes))
    if args.out:
        args.out.write_text("".join(report.json() + "\n" for report in reports), "utf8")


if __name__ == "__main__":
    main()
