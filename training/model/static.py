"""Static word vectors: the teacher's vectors in context, averaged by word, beside MiniLM's own wordpiece vectors.

    python static.py --minilm MINILM --vectors runs/soft.pkl.vectors --out runs/static.npz
"""
from __future__ import annotations

import argparse
import json
import pathlib
import pickle
import re

import numpy as np
from safetensors.numpy import load_file

SCALE = 0.3


def project(x: np.ndarray, weight: np.ndarray, size: int) -> np.ndarray:
    x = x - (x * weight).sum(0) / weight.sum()
    _, s, v = np.linalg.svd(x * weight, full_matrices=False)
    print(f"{len(x)} words, {size} of {x.shape[1]} directions keep {(s[:size] ** 2).sum() / (s ** 2).sum():.2f} of the variance")
    y = x @ v[:size].T
    return y / y.std() * SCALE


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--minilm", required=True, type=pathlib.Path)
    args.add_argument("--vectors", required=True)
    args.add_argument("--out", required=True)
    args.add_argument("--context", type=int, default=64)
    args.add_argument("--pieces", type=int, default=64)
    args.add_argument("--least", type=int, default=3, help="times a word must have been seen")
    args.add_argument("--most", type=int, default=25000, help="words with a vector from context")
    args = args.parse_args()

    with open(args.vectors, "rb") as f:
        sums = pickle.load(f)
    seen = sorted((w for w in sums if sums[w][0] >= args.least), key=lambda w: (-sums[w][0], w))[: args.most]
    counts = np.array([sums[w][0] for w in seen])
    context = project(np.stack([sums[w][1] / sums[w][0] for w in seen]), np.sqrt(np.minimum(counts, 50))[:, None], args.context)

    weights = load_file(args.minilm / "model.safetensors")
    table = next(v for k, v in weights.items() if "word_embeddings" in k).astype(np.float32)
    vocabulary = json.loads((args.minilm / "tokenizer.json").read_text())["model"]["vocab"]
    rows: dict[str, list[int]] = {}
    for piece, i in vocabulary.items():
        if not piece.startswith(("##", "[")):
            rows.setdefault(re.sub(r"\d", "0", piece), []).append(i)
    pieces = list(rows)
    piece_vectors = project(np.stack([table[rows[w][:50]].mean(0) for w in pieces]), np.ones((len(pieces), 1)), args.pieces)

    words = list(dict.fromkeys(seen + pieces))
    index = {w: i for i, w in enumerate(words)}
    vectors = np.zeros((len(words), args.context + args.pieces), np.float32)
    vectors[[index[w] for w in seen], : args.context] = context
    vectors[[index[w] for w in pieces], args.context:] = piece_vectors
    np.savez(args.out, words=np.array(words), vectors=vectors)
    print(len(words), "words in all")


if __name__ == "__main__":
    main()
