"""The teacher's labels of unlabelled sentences, and the mean of its word vectors by word (for the static vectors).

    python label.py --minilm MINILM --teacher runs/teacher --text runs/text.jsonl --out runs/soft.pkl
"""
from __future__ import annotations

import argparse
import collections
import json
import pickle
import time

import numpy as np
import torch

from batching import batches
from data import Sentence, load_train
from features import norm
from teacher import Pieces, load_teacher


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--minilm", required=True)
    args.add_argument("--teacher", required=True)
    args.add_argument("--text", required=True)
    args.add_argument("--out", required=True)
    args = args.parse_args()
    torch.set_num_threads(1)
    model, _ = load_teacher(args.teacher, args.minilm)
    pieces = Pieces(args.minilm)
    with open(args.text, encoding="utf8") as lines:
        text = [Sentence(words, source) for source, words in map(json.loads, lines)]
    # The treebank sentences are not labelled, only their words' vectors are taken.
    sentences = text + [Sentence(s.words, "train") for s in load_train()]
    encoded = [pieces.of(s) for s in sentences]
    labelled, sums, start, done = [None] * len(text), collections.defaultdict(lambda: [0, 0.0]), time.time(), 0
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for number, batch in enumerate(batches([len(p["ids"]) for p in encoded], 2500)):
            out = model(Pieces.collate([encoded[i] for i in batch]))
            arc = out["arc"].softmax(-1)
            heads = arc.argmax(-1)
            label, upos, ner = (t.softmax(-1).half().numpy() for t in (model.labels(out, heads), out["upos"], out["ner"]))
            arc, heads, feats, vectors = arc.half().numpy(), heads.numpy(), out["feats"].argmax(-1).numpy(), out["word"].float().numpy()
            for k, i in enumerate(batch):
                n = len(sentences[i])
                done += n
                for w, v in zip(sentences[i].words, vectors[k]):
                    entry = sums[norm(w)]
                    entry[0] += 1
                    entry[1] = entry[1] + v
                if i < len(text):
                    labelled[i] = dict(
                        words=sentences[i].words, source=sentences[i].source, arc=arc[k, :n, : n + 1].copy(), heads=heads[k, :n].astype(np.int16),
                        label=label[k, :n].copy(), upos=upos[k, :n].copy(), ner=ner[k, :n].copy(), feats=feats[k, :n].astype(np.int16),
                    )
            if number % 100 == 0:
                print(number, done, f"{time.time() - start:.0f}s", flush=True)
    with open(args.out, "wb") as f:
        pickle.dump(labelled, f, protocol=4)
    with open(args.out + ".vectors", "wb") as f:
        pickle.dump({w: (n, v.astype(np.float32)) for w, (n, v) in sums.items()}, f, protocol=4)
    print("done", done, "words", f"{time.time() - start:.0f}s")


if __name__ == "__main__":
    main()
