"""Annotated documents to sentences: words and trees of `chancery parse`, with the deeds in them.

    python sentences.py --chancery ../../target/release/chancery runs/marked.jsonl runs/marked.sentences.jsonl

A deed is a word (the head of the trigger), its kind and, for each side, the head words of the parties named in that sentence. A party whose words
do not stand in the sentence leaves its side unknown ("lost"), unless the report was marked for training (ids `marked-…`), where it is told nowhere in it.
"""
from __future__ import annotations

import argparse
import json
import pathlib
import re
import subprocess
import tempfile


def parse(chancery: str, documents):
    """Sentences by document id."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "in.jsonl"
        path.write_text("".join(json.dumps(dict(id=d["id"], text=d["text"]), ensure_ascii=False) + "\n" for d in documents), "utf8")
        lines = subprocess.run([chancery, "parse", "--input-format", "jsonl", str(path)], capture_output=True, text=True, check=True).stdout.split("\n")
    found, sentence = {}, None
    for line in lines:
        if line.startswith("# newdoc"):
            sentences = found.setdefault(line.split(" = ", 1)[1], [])
        elif line.startswith("# sent_id"):
            sentence = dict(words=[], lemma=[], upos=[], feats=[], head=[], start=[], end=[], ner=[])
            sentences.append(sentence)
        elif line[:1].isdigit() and "-" not in line.split("\t", 1)[0]:
            column = line.split("\t")
            misc = dict(item.split("=", 1) for item in column[9].split("|") if "=" in item)
            values = (column[1], column[2], column[3], column[5], int(column[6]) - 1, int(misc["start_char"]), int(misc["end_char"]), misc.get("ner", "O"))
            for key, value in zip(sentence, values):
                sentence[key].append(value)
    return found


def head_of(sentence, words):
    inside = set(words)
    return next((word for word in words if sentence["head"][word] not in inside), words[0])


def words_within(sentence, start, end):
    return [i for i in range(len(sentence["words"])) if sentence["start"][i] < end and sentence["end"][i] > start]


def heads_of(sentence, name, text):
    """The heads of all places in the sentence where these words stand."""
    first, last = sentence["start"][0], sentence["end"][-1]
    places = re.finditer(r"(?<!\w)" + re.escape(name) + r"(?!\w)", text[first:last])
    found = (words_within(sentence, first + place.start(), first + place.end()) for place in places)
    return [head_of(sentence, words) for words in found if words]


def deeds_of(sentence, document):
    start, end = sentence["start"][0], sentence["end"][-1]
    for event in document["events"]:
        if not start <= event["trigger_span"][0] < end:
            continue
        words = words_within(sentence, *event["trigger_span"])
        if not words:
            continue
        word = head_of(sentence, words)
        deed = dict(tok=word, toks=words, type=event["type"])
        for side in ("actors", "recipients"):
            heads = [heads_of(sentence, party["text"], document["text"]) for party in event[side]]
            deed[side] = sorted({min(found, key=lambda head: abs(head - word)) for found in heads if found})
            deed[side + "_n"], deed[side + "_lost"] = len(event[side]), not all(heads)
        yield deed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--chancery", required=True)
    parser.add_argument("documents", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    args = parser.parse_args()
    documents = [json.loads(line) for line in args.documents.read_text("utf8").splitlines()]
    parsed = parse(args.chancery, documents)
    count = 0
    with args.out.open("w", encoding="utf8") as out:
        for document in documents:
            for sentence in filter(lambda s: s["words"], parsed.get(document["id"], [])):
                deeds = list(deeds_of(sentence, document))
                count += len(deeds)
                out.write(json.dumps(dict(doc=document["id"], **sentence, events=deeds), ensure_ascii=False) + "\n")
    print(args.out, len(documents), "documents", count, "deeds")


if __name__ == "__main__":
    main()
