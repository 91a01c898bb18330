"""Variants of annotated sentences for the teacher to label: content words replaced by others of the same tag and features.

    python vary.py --copies 2 --seed 2 --out runs/varied.rows runs/*.sentences.jsonl

A replacement is drawn from the words that report deeds in the sentences, from the words of the event lexicon, or from all words, by the root of their
counts (after Jiao et al. 2020, "TinyBERT", where a masked language model proposes them).
"""
from __future__ import annotations

import argparse
import collections
import json
import pathlib
import random
import re

LEXICON = pathlib.Path(__file__).parents[2] / "data/lexicon/events"
# How often a deed and another content word is replaced.
DEED, OTHER = 0.6, 0.25
# Shares of the first two sources.
SOURCES = (0.45, 0.75)


def is_content(sentence, i):
    return sentence["upos"][i] in ("VERB", "NOUN", "ADJ") and sentence["ner"][i] == "O" and sentence["words"][i].isalpha()


def draw(table):
    return random.choices(list(table), [count**0.5 for count in table.values()])[0]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+")
    parser.add_argument("--out", required=True)
    parser.add_argument("--copies", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    random.seed(args.seed)
    sentences = [json.loads(line) for path in args.files for line in open(path, encoding="utf8")]
    listed = {word for path in sorted(LEXICON.glob("*.toml")) for word in re.findall(r'"([a-z]+)[ "]', path.read_text("utf8"))}
    deeds, lexicon, words = (collections.defaultdict(collections.Counter) for _ in range(3))
    for sentence in sentences:
        told = {deed["tok"] for deed in sentence["events"]}
        for i, word in enumerate(sentence["words"]):
            if is_content(sentence, i) and word.islower():
                key = sentence["upos"][i], sentence["feats"][i]
                words[key][word] += 1
                if sentence["lemma"][i] in listed:
                    lexicon[key][word] += 1
                if i in told:
                    deeds[key][word] += 1
    count = 0
    with open(args.out, "w", encoding="utf8") as out:
        for sentence in sentences:
            told = {deed["tok"] for deed in sentence["events"]}
            if not 4 <= len(sentence["words"]) <= 80 or not told and random.random() < 0.5:
                continue
            for _ in range(args.copies):
                varied = list(sentence["words"])
                for i, word in enumerate(varied):
                    key = sentence["upos"][i], sentence["feats"][i]
                    if is_content(sentence, i) and key in words and random.random() < (DEED if i in told else OTHER):
                        share = random.random()
                        source = deeds if share < SOURCES[0] else lexicon if share < SOURCES[1] else words
                        other = draw(source.get(key) or words[key])
                        varied[i] = other.capitalize() if word[0].isupper() else other
                out.write(json.dumps(["varied", varied]) + "\n")
                count += 1
    print(args.out, count, "sentences")


if __name__ == "__main__":
    main()
