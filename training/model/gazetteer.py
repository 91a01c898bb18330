"""Name lists as features of words: is this word inside a phrase that is a given name, a city, ...?

In the model file a phrase is a 64-bit key, FNV-1a of its normalised words joined by a space, with a bit mask of its classes.
"""
from __future__ import annotations

import numpy as np

from features import GAZ_CLASSES, GAZ_PLACES, GAZ_ROWS, fnv1a, norm

LONGEST = 4  # words in a phrase


class Gazetteer:
    def __init__(self, lists: dict[str, list[str]] | None = None):
        self.masks: dict = {}
        self.key = str
        for k, kind in enumerate(GAZ_CLASSES):
            for name in (lists or {}).get(kind, ()):
                if 0 < len(name.split()) <= LONGEST:
                    phrase = " ".join(norm(w) for w in name.split())
                    self.masks[phrase] = self.masks.get(phrase, 0) | 1 << k

    def to_tensors(self):
        pairs = sorted((fnv1a(phrase), mask) for phrase, mask in self.masks.items())
        config = dict(classes=list(GAZ_CLASSES), longest=LONGEST)
        return config, {"gaz.keys": np.array([k for k, _ in pairs], np.uint64), "gaz.masks": np.array([m for _, m in pairs], np.uint8)}

    @staticmethod
    def from_tensors(config, tensors) -> Gazetteer:
        assert config == dict(classes=list(GAZ_CLASSES), longest=LONGEST)
        g = Gazetteer()
        g.masks = dict(zip(tensors["gaz.keys"].tolist(), tensors["gaz.masks"].tolist()))
        g.key = fnv1a
        return g

    def features(self, words) -> np.ndarray:
        """[words, rows] bool: of each class the longest phrases from left to right that start at a word with a capital."""
        out = np.zeros((len(words), GAZ_ROWS), bool)
        keys = [norm(w) for w in words]
        free = [0] * len(GAZ_CLASSES)  # the word after the class's last phrase
        for i, word in enumerate(words):
            if not word[:1].isupper():
                continue
            for size in range(min(LONGEST, len(words) - i), 0, -1):
                mask = self.masks.get(self.key(" ".join(keys[i: i + size])), 0)
                for k in range(len(GAZ_CLASSES)):
                    if mask >> k & 1 and free[k] <= i:
                        free[k] = i + size
                        for j in range(size):
                            place = 0 if size == 1 else 1 if j == 0 else 3 if j == size - 1 else 2
                            out[i + j, k * GAZ_PLACES + place] = True
        return out
