"""Scores of one development set on gold tokens and sentences: tags, features, attachments, names."""
from __future__ import annotations

import collections

from decode import spans

MERGED = {"GPE": "LOC", "FAC": "LOC"}
SCORED = ("PER", "ORG", "LOC")


def merged(found):
    """Places as one type, and only the three types that every corpus annotates."""
    return {(a, b, k) for a, b, k in ((a, b, MERGED.get(k, k)) for a, b, k in found) if k in SCORED}


class Score:
    def __init__(self):
        self.count = collections.Counter()

    def add(self, gold, upos, feats, heads, deprels, ner):
        c = self.count
        if gold.upos:
            c["words"] += len(gold)
            for i in range(len(gold)):
                c["upos"] += upos[i] == gold.upos[i]
                c["feats"] += feats[i] == gold.feats[i]
                if heads[i] == gold.heads[i]:
                    c["uas"] += 1
                    c["las"] += deprels[i].split(":")[0] == gold.deprels[i].split(":")[0]
                    c["las+sub"] += deprels[i] == gold.deprels[i]
        if gold.ner:
            g, p = spans(gold.ner), spans(ner)
            self._names("NER", merged(g), merged(p))
            for kind in {k for *_, k in g | p}:
                self._names(kind, {x for x in g if x[2] == kind}, {x for x in p if x[2] == kind})

    def _names(self, name, gold, found):
        self.count[name, "tp"] += len(gold & found)
        self.count[name, "fp"] += len(found - gold)
        self.count[name, "fn"] += len(gold - found)

    def share(self, name) -> float:
        return 100 * self.count[name] / max(1, self.count["words"])

    def f1(self, kind) -> float:
        tp, fp, fn = (self.count[kind, x] for x in ("tp", "fp", "fn"))
        return 200 * tp / max(1, 2 * tp + fp + fn)

    def row(self) -> dict:
        kinds = sorted({k[0] for k in self.count if isinstance(k, tuple)})
        out = {k: round(self.share(k), 2) for k in ("upos", "feats", "uas", "las", "las+sub")}
        out.update({k: round(self.f1(k), 1) for k in kinds})
        return out

    def __str__(self):
        tp, fp, fn = (self.count["NER", x] for x in ("tp", "fp", "fn"))
        names = " ".join(f"{k} {self.f1(k):.0f}" for k in ("PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "DATE") if self.count[k, "tp"] + self.count[k, "fn"])
        return (
            f"LAS {self.share('las'):.2f} UAS {self.share('uas'):.2f} UPOS {self.share('upos'):.2f} FEATS {self.share('feats'):.2f} "
            f"NER {self.f1('NER'):.2f} (P {100 * tp / max(1, tp + fp):.1f} R {100 * tp / max(1, tp + fn):.1f}) [{names}]"
        )
