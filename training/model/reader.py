"""Words as the student reads them: rows of the hashed tables, of the static vectors and of the gazetteer."""
from __future__ import annotations

import numpy as np
import torch

from features import GAZ_ROWS, norm, rows


class Example:
    """A sentence as the student reads it, with its labels; `words` may be replaced by another surface of the same length."""

    __slots__ = ("words", "gold", "names", "soft", "spans", "frozen")

    def __init__(self, words, gold=None, names=None, soft=None, found=()):
        self.words, self.gold, self.names, self.soft, self.spans = words, gold, names, soft, found
        self.frozen = None

    def __len__(self):
        return len(self.words)


class Reader:
    """Words to rows: hashed tables, static vectors, gazetteer."""

    def __init__(self, static_words=None, gazetteer=None):
        self.static = {w: i + 1 for i, w in enumerate(static_words or [])}
        self.gazetteer = gazetteer
        self._cache = {}

    def read(self, words):
        key = tuple(words)
        found = self._cache.get(key)
        if found is None:
            f = np.array([rows(w) for w in words], np.int32)
            v = np.array([self.static.get(norm(w), 0) for w in words], np.int32)
            g = self.gazetteer.features(words) if self.gazetteer else None
            found = (f, v, g)
        return found

    def keep(self, words):
        """Reads and remembers: for the unchanged surfaces, seen in every pass."""
        self._cache[tuple(words)] = self.read(words)

    def batch(self, surfaces):
        b, n = len(surfaces), max(map(len, surfaces))
        f, v = np.zeros((b, n, 6), np.int64), np.zeros((b, n), np.int64)
        mask = np.zeros((b, n), bool)
        g = np.zeros((b, n, GAZ_ROWS), bool) if self.gazetteer else None
        for i, words in enumerate(surfaces):
            k = len(words)
            rf, rv, rg = self.read(words)
            f[i, :k], v[i, :k], mask[i, :k] = rf, rv, True
            if g is not None:
                g[i, :k] = rg
        out = dict(rows=torch.from_numpy(f), static=torch.from_numpy(v), mask=torch.from_numpy(mask))
        if g is not None:
            out["gaz"] = torch.from_numpy(g)
        return out
