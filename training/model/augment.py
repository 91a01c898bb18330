"""Other surfaces of the same sentence, labels unchanged: names swapped for others of the type, other case."""
from __future__ import annotations

import collections
import dataclasses

import numpy as np

from decode import spans

SMALL = set("a an the of in on at to for and or but nor as by with from is are was be over after into".split())


def title_case(words):
    """Headline case: every word but the small ones."""
    return [w if i and w.lower() in SMALL else w[:1].upper() + w[1:] for i, w in enumerate(words)]


@dataclasses.dataclass
class Pools:
    """Replacement names: (type, number of words) -> list of word lists."""

    lists: dict[tuple[str, int], list[list[str]]]

    def pick(self, rng, kind, size):
        pool = self.lists.get((kind, size))
        return pool[int(rng.integers(len(pool)))] if pool else None


def swap_names(words, found, pools: Pools, rng, share: float):
    words = list(words)
    chosen = {}
    for start, end, kind in found:
        if rng.random() >= share:
            continue
        old = tuple(words[start:end])
        if (old, kind) not in chosen:  # the same name in a sentence becomes the same other name
            chosen[old, kind] = pools.pick(rng, kind, end - start)
        if chosen[old, kind]:
            words[start:end] = chosen[old, kind]
    return words


def recase(words, rng, p_title=0.03, p_upper=0.02, p_lower=0.02):
    r = rng.random()
    if r < p_title:
        return title_case(words)
    if r < p_title + p_upper:
        return [w.upper() for w in words]
    if r < p_title + p_upper + p_lower:
        return [w.lower() for w in words]
    return words


def name_pools(train, gazetteer_lists, rng_seed=7) -> Pools:
    """Names seen in the gold text, and names from the lists, by type and length."""
    lists = collections.defaultdict(list)
    for s in train:
        if s.ner and s.source != "coarse":
            for a, b, kind in spans(s.ner):
                if kind in ("PER", "ORG", "GPE", "LOC", "FAC", "NORP"):
                    lists[kind, b - a].append(s.words[a:b])
    rng = np.random.default_rng(rng_seed)

    def pick(names):
        return names[int(rng.integers(len(names)))]

    if gazetteer_lists:
        given, family = gazetteer_lists["given"], gazetteer_lists["family"]
        for _ in range(6000):
            lists["PER", 2].append([pick(given), pick(family)])
        for _ in range(1500):
            lists["PER", 1].append([pick(family)])
            lists["PER", 3].append([pick(given), pick(given)[:1] + ".", pick(family)])
        for name in gazetteer_lists["city"] + 6 * gazetteer_lists["country"] + gazetteer_lists["region"]:
            words = name.split()
            if len(words) <= 3:
                lists["GPE", len(words)].append(words)
    return Pools(dict(lists))
