"""The model file, read and run by plain numpy: what the Rust program must compute, and how an exported file is scored.

    python reference.py data/model/en.safetensors            # scores on the development sets
"""
from __future__ import annotations

import argparse
import json
import time

import numpy as np
from safetensors import safe_open

from data import load_dev
from decode import single_root_tree, viterbi
from features import fnv1a, norm, rows
from gazetteer import Gazetteer
from score import Score
from student import bucket_matrix

EPS = 1e-5


def relu(x):
    return np.maximum(x, 0)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


class Model:
    def __init__(self, path):
        self.t = {}
        with safe_open(path, "np") as f:
            meta = f.metadata()
            if meta.get("format") != "chancery-model/1":
                raise ValueError(f"model format {meta.get('format')}, expected chancery-model/1")
            self.config = json.loads(meta["config"])
            for key in f.keys():  # noqa: SIM118 (the file is not iterable)
                self.t[key] = f.get_tensor(key)
        t = self.t
        self.tables = {k[3:-2]: t[k].astype(np.float32) * t[k[:-1] + "s"][:, None] for k in t if k.startswith("in.") and k.endswith(".q")}
        self.static = {int(k): i + 1 for i, k in enumerate(t["static.keys"])} if "static.keys" in t else {}
        self.gazetteer = Gazetteer.from_tensors(self.config["gaz"], t) if self.config.get("gaz") else None

    def linear(self, name, x):
        return x @ self.t[name + ".w"].astype(np.float32).T + self.t[name + ".b"]

    def norm(self, name, x):
        centred = x - x.mean(-1, keepdims=True)
        return centred / np.sqrt((centred**2).mean(-1, keepdims=True) + EPS) * self.t[name + ".g"] + self.t[name + ".b"]

    def block(self, name, kind, x):
        y = self.norm(name + ".ln", x)
        if kind != "s":
            k, n = int(kind), len(x)
            z = np.pad(y, ((k, k), (0, 0)))
            return x + np.maximum(self.linear(name, np.concatenate([z[:n], y, z[2 * k:]], 1)), 0)
        z, f, r = np.split(self.linear(name, y), 3, 1)
        f = sigmoid(f)
        u, h, half = (1 - f) * z, np.zeros_like(z), z.shape[1] // 2
        state = np.zeros(half, np.float32)
        for i in range(len(x)):
            state = h[i, :half] = f[i, :half] * state + u[i, :half]
        state = np.zeros(half, np.float32)
        for i in range(len(x) - 1, -1, -1):
            state = h[i, half:] = f[i, half:] * state + u[i, half:]
        return x + h * sigmoid(r)

    def scores(self, words):
        t, tab = self.t, self.tables
        x = np.tile(t["in.bias"], (len(words), 1))
        gaz = self.gazetteer.features(words) if self.gazetteer else None
        for i, w in enumerate(words):
            n1, n2, pre, suf, suf2, shp = rows(w)
            x[i] += tab["norm"][n1] + tab["norm"][n2] + tab["pre"][pre] + tab["suf"][suf] + tab["suf2"][suf2] + tab["shape"][shp]
            if self.static:
                x[i] += tab["static"][self.static.get(fnv1a(norm(w)), 0)]
            if gaz is not None:
                x[i] += tab["gaz"][gaz[i]].sum(0)
        x = np.maximum(x, 0)
        for i, kind in enumerate(self.config["blocks"]):
            x = self.block(f"block.{i}", kind, x)
        trunk = named = x
        for i, kind in enumerate(self.config["ner_blocks"]):
            named = self.block(f"ner.block.{i}", kind, named)
        x = self.norm("final.ln", x)
        named = self.norm("ner.ln", named) if self.config["ner_blocks"] else x
        dep = relu(self.linear("arc.dep", x))
        head = np.concatenate([t["arc.root"][None], relu(self.linear("arc.head", x))])
        n = len(words)
        bucket = bucket_matrix(n).numpy()
        arc = self.linear("arc.u", dep) @ head.T / 8 + self.linear("arc.headbias", head).T
        arc = arc + np.take_along_axis(self.linear("arc.dist", dep), bucket, 1)
        arc[np.arange(n), np.arange(1, n + 1)] = -1e9
        return dict(
            upos=self.linear("upos", x), feats=self.linear("feats", x), ner=self.linear("ner.2", relu(self.linear("ner.1", named))), arc=arc,
            label_dep=self.linear("label.dep", x), label_head=np.concatenate([t["label.root"][None], self.linear("label.head", x)]), bucket=bucket,
            trunk=trunk,
        )

    def deeds(self, words):
        """Probabilities of no deed and of every kind [words, 1 + kinds], and of each word as a side of each word [2, deeds, words]."""
        t, own = self.t, self.config["deeds"]
        x = self.scores(words)["trunk"]
        if own["words"]:
            known = {int(k): i + 1 for i, k in enumerate(t["deed.keys"])}
            rows_of = [known.get(fnv1a(norm(w)), 0) for w in words]
            x = x + t["deed.word.q"][rows_of].astype(np.float32) * t["deed.word.s"][rows_of][:, None]
        for i, kind in enumerate(own["blocks"]):
            x = self.block(f"deed.block.{i}", kind, x)
        x = self.norm("deed.ln", x)
        scores = self.linear("deed.2", relu(self.linear("deed.1", x)))
        power = np.exp(scores - scores.max(1, keepdims=True))
        kinds = power / power.sum(1, keepdims=True)
        likeliest = kinds[:, 1:].argmax(1) + 1
        deed = (self.linear("deed.deed", x) + t["deed.kind"].astype(np.float32)[likeliest]).reshape(len(words), 2, -1)
        distance = bucket_matrix(len(words)).numpy()[:, 1:].T  # [deed, word]
        side = np.einsum("drk,wk->rdw", deed, self.linear("deed.party", x)) / 8 + self.linear("deed.bias", x).T[:, None]
        return kinds, sigmoid(side + t["deed.dist"][distance].transpose(2, 0, 1))

    def parse(self, words):
        s, c, n = self.scores(words), self.config, len(words)
        upos = s["upos"].argmax(1)
        feats = [max(c["feats_for_upos"][c["upos"][p]], key=lambda j: row[j]) for p, row in zip(upos, s["feats"])]
        full = np.full((n + 1, n + 1), -1e9)
        full[1:] = s["arc"]
        heads = single_root_tree(full)
        k = s["bucket"][np.arange(n), heads]
        label = self.linear("label.out", np.maximum(s["label_dep"] + s["label_head"][heads] + self.t["label.dist"].astype(np.float32)[k], 0)).argmax(1)
        top = s["ner"] - s["ner"].max(1, keepdims=True)
        names = viterbi(top - np.log(np.exp(top).sum(1, keepdims=True)))
        answer = ([c["upos"][p] for p in upos], [c["feats"][f] for f in feats], heads.tolist(), [c["deprel"][r] for r in label], [c["ner"][t] for t in names])
        return answer, s


def main():
    args = argparse.ArgumentParser()
    args.add_argument("model")
    args = args.parse_args()
    model = Model(args.model)
    for name, dev in zip(("EWT", "GUM"), load_dev()):
        score, start = Score(), time.time()
        for s in dev:
            score.add(s, *model.parse(s.words)[0])
        print(name, score, json.dumps(score.row()), f"{time.time() - start:.0f}s")


if __name__ == "__main__":
    main()
