"""The teacher's labels and hidden vectors of sentences, and the mean of those vectors by word.

    python deed_label.py --minilm minilm --parser ../model/runs/teacher --teacher runs/teacher.pt --text runs/*.sentences.jsonl runs/*.rows --out runs/soft.pkl

A row of text is a sentence of `sentences.py` or `[source, [word, …]]`. Of sentences of the second kind in which the teacher sees no deed only a share
is kept (--idle).
"""
from __future__ import annotations

import argparse
import collections
import json
import pickle
import time

import numpy as np
import torch
from deed_teacher import DeedTeacher, Pieces, batches, load_teacher
from features import norm

# Words that the teacher holds for deeds with this probability have their sides labelled too.
DEED = 0.15


class Words:
    def __init__(self, words, unmarked):
        self.words, self.unmarked = words, unmarked

    def __len__(self):
        return len(self.words)


def main():
    parser = argparse.ArgumentParser()
    for name in ("minilm", "parser", "teacher", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--text", nargs="+", required=True)
    parser.add_argument("--idle", type=float, default=0.25)
    args = parser.parse_args()
    torch.set_num_threads(1)
    rows = (json.loads(line) for path in args.text for line in open(path, encoding="utf8"))
    words = ((row[1], True) if isinstance(row, list) else (row["words"], False) for row in rows)
    sentences = [Words(*one) for one in words if 3 <= len(one[0]) <= 120]
    trees, _ = load_teacher(args.parser, args.minilm)
    model = DeedTeacher(trees.bert, trees.case_in.weight.data)
    model.load_state_dict(torch.load(args.teacher, weights_only=True))
    model.eval()
    pieces = Pieces(args.minilm)
    encoded = [pieces.of(s) for s in sentences]
    labelled, sums, start = [None] * len(sentences), collections.defaultdict(lambda: [0, 0.0]), time.time()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for number, batch in enumerate(batches([len(e["ids"]) for e in encoded], 2500)):
            collated = Pieces.collate([encoded[i] for i in batch])
            x = model(collated)
            hidden = model.trig[0](x).float().numpy()
            kinds = model.trig(x).float().softmax(-1)
            of, word = ((1 - kinds[..., 0] > DEED) & collated["mask"]).nonzero(as_tuple=True)
            kind = kinds[of, word][:, 1:].argmax(-1) + 1
            roles = model.roles(x, of, word, kind).sigmoid().numpy() if len(of) else []
            for k, i in enumerate(batch):
                n = len(sentences[i])
                labelled[i] = dict(words=sentences[i].words, p=kinds[k, :n].numpy().astype(np.float16), h=hidden[k, :n].astype(np.float16), ev=[])
                for one, vector in zip(sentences[i].words, hidden[k]):
                    entry = sums[norm(one)]
                    entry[0] += 1
                    entry[1] = entry[1] + vector
            for k, role in enumerate(roles):
                i = batch[int(of[k])]
                labelled[i]["ev"].append((int(word[k]), int(kind[k]), role[:, : len(sentences[i])].astype(np.float16)))
            if number % 100 == 0:
                print(number, f"{time.time() - start:.0f}s", flush=True)
    random = np.random.default_rng(1)
    labelled = [row for row, s in zip(labelled, sentences) if row["ev"] or not s.unmarked or random.random() < args.idle]
    with open(args.out, "wb") as out:
        pickle.dump(labelled, out, protocol=4)
    with open(args.out + ".vectors", "wb") as out:
        pickle.dump({one: (n, (total / n).astype(np.float32)) for one, (n, total) in sums.items()}, out, protocol=4)
    print(len(labelled), "sentences", sum(len(one["ev"]) for one in labelled), "deeds", f"{time.time() - start:.0f}s")


if __name__ == "__main__":
    main()
