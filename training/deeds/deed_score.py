"""What is to be learned of a sentence, and how well it was: deeds by word and kind, sides by head words."""
from __future__ import annotations

import json

import numpy as np
import torch

from kinds import CLASSES, NUMBER

UNKNOWN = -100


class Sentence:
    """A row of `sentences.py`."""

    def __init__(self, row):
        self.row, self.words = row, row["words"]

    def __len__(self):
        return len(self.words)


def load(paths) -> list[Sentence]:
    return [Sentence(json.loads(line)) for path in paths for line in open(path, encoding="utf8")]


def numbers(deeds):
    """Sentence, word and class of each deed."""
    return (torch.tensor([deed[k] for deed in deeds]) for k in range(3))


def targets(sentences):
    """Classes [sentences, words] (further words of a trigger are unknown), and of each deed: sentence, word, class, wanted [2, words], known [2, words]."""
    width = max(map(len, sentences))
    kinds, deeds = np.full((len(sentences), width), UNKNOWN, np.int64), []
    for i, sentence in enumerate(sentences):
        kinds[i, : len(sentence)] = 0
        for deed in sentence.row["events"]:
            kinds[i, deed["toks"]] = UNKNOWN
        for deed in sentence.row["events"]:
            kinds[i, deed["tok"]] = NUMBER[deed["type"]]
            wanted, known = np.zeros((2, width), np.float32), np.zeros((2, width), np.float32)
            for k, side in enumerate(("actors", "recipients")):
                wanted[k, deed[side]] = 1
                if deed[side] or deed[side + "_n"] == 0 or sentence.row["doc"].startswith("marked-"):
                    known[k, : len(sentence)] = 1
            deeds.append((i, deed["tok"], NUMBER[deed["type"]], wanted, known))
    return torch.from_numpy(kinds), deeds


def score(sentences, kinds, roles) -> str:
    """Best F1 of word and kind with its bound, precision and recall at three bounds, and precision and recall of sides at one half."""
    said, gold = [], sum(len(s.row["events"]) for s in sentences)
    for sentence, probabilities in zip(sentences, kinds):
        by_word = {word: deed for deed in sentence.row["events"] for word in deed["toks"]}
        for word in range(len(sentence)):
            kind = int(probabilities[word, 1:].argmax()) + 1
            deed = by_word.get(word)
            said.append((float(probabilities[word, kind]), id(deed) if deed and deed["type"] == CLASSES[kind] else None))
    said.sort(key=lambda one: -one[0])
    best, seen, curve = (0.0, 0, 0, 0), set(), []
    for n, (bound, deed) in enumerate(said, 1):
        if deed:
            seen.add(deed)
        precision, recall = len(seen) / n, len(seen) / gold
        best = max(best, (2 * precision * recall / (precision + recall + 1e-9), precision, recall, bound))
        if n < len(said) and any(said[n][0] < at <= bound for at in (0.8, 0.5, 0.3)):
            curve.append(f"{bound:.1f}: {100 * precision:.0f}/{100 * recall:.0f}")
    out = "F1 {:.1f} P {:.1f} R {:.1f} from {:.2f}".format(*(100 * x for x in best[:3]), best[3]) + " | " + " ".join(curve)
    for k, side in enumerate(("actors", "recipients")):
        right = found = wanted = 0
        for sentence, rows in zip(sentences, roles):
            for deed, row in zip(sentence.row["events"], rows):
                if not deed[side + "_lost"]:
                    told, own = set(np.flatnonzero(row[k] > 0.5)), set(deed[side])
                    right, found, wanted = right + len(told & own), found + len(told), wanted + len(own)
        out += f" | {side} P {100 * right / max(found, 1):.0f} R {100 * right / max(wanted, 1):.0f}"
    return out
