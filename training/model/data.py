"""Reading the treebanks and the name annotation.

A sentence is one `Sentence`: UD syntactic words and, where the source has them, tags, features, trees and names. Names are kept as
*sets of allowed tags* per word, because the sources do not annotate the same types: a word that is O in a source without events may
still be part of an event. `ner_targets` turns a source's tags into such sets; the loss is the log of the probability of the set.
"""
from __future__ import annotations

import collections
import dataclasses
import gzip
import json
import os
import pathlib
import re

import numpy as np

# The treebanks and name annotation, beside the repository.
DATA = pathlib.Path(os.environ.get("CHANCERY_DATA", pathlib.Path(__file__).resolve().parents[3] / "shared" / "data"))

# Openly licensed additions (README: where they come from).
EXTRA = pathlib.Path(os.environ.get("CHANCERY_EXTRA", pathlib.Path(__file__).resolve().parent / "extra"))

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
NER_TYPES = "PER ORG GPE LOC FAC NORP EVENT DATE".split()
NER = ["O"] + [bio + kind for kind in NER_TYPES for bio in ("B-", "I-")]
NER_INDEX = {tag: i for i, tag in enumerate(NER)}
UNKNOWN = -100
# Features nobody can predict from the word (misspellings, style) and that nothing downstream reads.
DROPPED_FEATURES = ("Typo", "Style")


@dataclasses.dataclass
class Sentence:
    """One sentence; a layer the source lacks is None."""

    words: list[str]
    source: str
    ident: str | None = None
    upos: list[str] | None = None
    feats: list[str] | None = None
    heads: list[int] | None = None
    deprels: list[str] | None = None
    ner: list[str] | None = None

    def __len__(self) -> int:
        return len(self.words)


def open_text(path):
    path = str(path)
    return gzip.open(path, "rt", encoding="utf8") if path.endswith(".gz") else open(path, encoding="utf8")


def clean_feats(feats: str) -> str:
    kept = [f for f in feats.split("|") if f.split("=")[0] not in DROPPED_FEATURES]
    return "|".join(kept) or "_"


def read_conllu(path, source: str) -> list[Sentence]:
    sentences, current = [], Sentence([], source, None, [], [], [], [])
    with open_text(path) as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if current.words:
                    sentences.append(current)
                current = Sentence([], source, None, [], [], [], [])
            elif line.startswith("#") and "\t" not in line:
                if line.startswith("# sent_id = "):
                    current.ident = line[12:]
            else:
                column = line.split("\t")
                if not column[0].isdigit():
                    continue
                current.words.append(column[1])
                current.upos.append(column[3])
                current.feats.append(clean_feats(column[5]))
                current.heads.append(int(column[6]))
                current.deprels.append(column[7])
    if current.words:
        sentences.append(current)
    return sentences


def read_bio(path, source: str) -> list[Sentence]:
    sentences, current = [], Sentence([], source, ner=[])
    with open_text(path) as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if current.words:
                    sentences.append(current)
                current = Sentence([], source, ner=[])
            elif line.startswith("# "):
                if line.startswith("# sent_id = "):
                    current.ident = line[12:]
            else:
                word, tag = line.split("\t")
                current.words.append(word)
                current.ner.append(tag)
    if current.words:
        sentences.append(current)
    return sentences


def add_names(trees: list[Sentence], named: list[Sentence]) -> list[Sentence]:
    """Copies the name tags onto the trees of the same sent_id; sentences cut differently stay without."""
    by_id = {s.ident: s for s in named}
    for s in trees:
        other = by_id.get(s.ident)
        if other is not None and len(other) == len(s):
            s.ner = other.ner
    return trees


def read_wikigold(path) -> list[Sentence]:
    """Wikigold (Balasuriya et al. 2009): IOB1, types PER ORG LOC MISC; hyphenated words are split as UD splits them."""
    sentences, words, tags, last = [], [], [], "O"
    with open_text(path) as lines:
        for line in list(lines) + ["\n"]:
            if not line.strip():
                if len(words) > 1:
                    sentences.append(Sentence(words, "coarse", f"wikigold-{len(sentences)}", ner=tags))
                words, tags, last = [], [], "O"
                continue
            word, tag = line.split()
            for k, part in enumerate(re.findall(r"[^-]+|-+", word)):
                begins = tag != "O" and k == 0 and (tag[0] == "B" or last != tag[2:])
                words.append(part)
                tags.append("O" if tag == "O" else ("B-" if begins else "I-") + tag[2:])
            last = tag[2:] if tag != "O" else "O"
    return sentences


def load_train() -> list[Sentence]:
    ewt = add_names(read_conllu(DATA / "ud/ewt-train.conllu.gz", "uner"), read_bio(DATA / "ner/uner-train.bio", "uner"))
    gum = add_names(read_conllu(DATA / "ud/gum-train.conllu.gz", "gum"), read_bio(DATA / "ner/gum-train.bio", "gum"))
    extra = read_wikigold(EXTRA / "wikigold.conll.txt") if (EXTRA / "wikigold.conll.txt").exists() else []
    return ewt + gum + read_bio(DATA / "ner/re3d-train.bio", "re3d") + extra


def load_dev() -> tuple[list[Sentence], list[Sentence]]:
    ewt = add_names(read_conllu(DATA / "ud/ewt-dev.conllu", "uner"), read_bio(DATA / "ner/uner-dev.bio", "uner"))
    gum = add_names(read_conllu(DATA / "ud/gum-dev.conllu", "gum"), read_bio(DATA / "ner/gum-dev.bio", "gum"))
    return ewt, gum


# What a tag of a source may stand for. Where a source does not annotate a type, its O allows that type.
_EVENT = ["B-EVENT", "I-EVENT"]
_DATE = ["B-DATE", "I-DATE"]
_NORP = ["B-NORP", "I-NORP"]
OPEN_O = {
    "uner": _EVENT,
    "gum": [],
    "re3d": _EVENT,
    "coarse": _EVENT + _DATE + _NORP,
}
COARSE = {"LOC": ("GPE", "LOC", "FAC"), "MISC": ("NORP", "EVENT")}


def ner_targets(sentence: Sentence) -> np.ndarray:
    """[words, tags] bool: the tags each word may have."""
    allowed = np.zeros((len(sentence), len(NER)), bool)
    for i, tag in enumerate(sentence.ner):
        if tag == "O":
            allowed[i, 0] = True
            for other in OPEN_O[sentence.source]:
                allowed[i, NER_INDEX[other]] = True
        elif sentence.source == "coarse" and tag[2:] in COARSE:
            for kind in COARSE[tag[2:]]:
                allowed[i, NER_INDEX[tag[:2] + kind]] = True
            if tag[2:] == "MISC":
                allowed[i, 0] = True
        else:
            allowed[i, NER_INDEX[tag]] = True
    return allowed


@dataclasses.dataclass
class Inventory:
    """The label sets of a model, in the order of its outputs."""

    deprel: list[str]
    feats: list[str]
    feats_for_upos: dict[str, list[int]]

    @staticmethod
    def of(train: list[Sentence]) -> Inventory:
        rel = collections.Counter(r for s in train if s.deprels for r in s.deprels)
        deprel = sorted(k for k, n in rel.items() if n >= 30 or ":" not in k)
        pair = collections.Counter((p, f) for s in train if s.feats for p, f in zip(s.upos, s.feats))
        count = collections.Counter()
        for (_, f), n in pair.items():
            count[f] += n
        feats = sorted(f for f, n in count.items() if n >= 8)
        index = {f: i for i, f in enumerate(feats)}
        allowed = {p: sorted(index[f] for (q, f), n in pair.items() if q == p and n >= 3 and f in index) for p in UPOS}
        return Inventory(deprel, feats, allowed)

    def save(self, path):
        pathlib.Path(path).write_text(json.dumps(dataclasses.asdict(self), indent=1))

    @staticmethod
    def load(path) -> Inventory:
        return Inventory(**json.loads(pathlib.Path(path).read_text()))

    def gold(self, s: Sentence) -> np.ndarray:
        """[4, words]: UPOS, FEATS, head, deprel; UNKNOWN where the source has none."""
        g = np.full((4, len(s)), UNKNOWN, np.int64)
        if s.upos:
            feats = {f: i for i, f in enumerate(self.feats)}
            rel = {r: i for i, r in enumerate(self.deprel)}
            g[0] = [UPOS.index(p) for p in s.upos]
            g[1] = [feats.get(f, UNKNOWN) for f in s.feats]
            g[2] = s.heads
            g[3] = [rel.get(r, rel.get(r.split(":")[0], rel["dep"])) for r in s.deprels]
        return g
