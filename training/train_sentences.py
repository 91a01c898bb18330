"""Trains the sentence splitter: train_sentences.py TREEBANK-FOLDER OUT [options]

The folder holds ewt-train, gum-train (.conllu.gz) and ewt-dev, gum-dev (.conllu). See tokens.md."""

import argparse
import json
from pathlib import Path

import numpy as np

import conllu
from sentence_features import GLUED, PARAGRAPH, SPACE, Attributes, features, states


def read(path):
    """(forms, gaps, ends) of each document."""
    for document in conllu.documents(path):
        forms, gaps, ends = [], [], []
        for sentence in document:
            if sentence.paragraph and gaps:
                gaps[-1] = PARAGRAPH
            for token in sentence.tokens:
                forms.append(token.form)
                gaps.append(GLUED if token.glued else SPACE)
                ends.append(False)
            ends[-1] = True
        gaps[-1] = PARAGRAPH
        yield forms, gaps, ends


def tables(paths, bits):
    rows, gold = [], []
    for path in paths:
        for forms, gaps, ends in read(path):
            attributes = Attributes(forms, gaps)
            inside = np.array(gaps) != PARAGRAPH
            rows.append(features(attributes, states(attributes, ends), bits)[inside])
            gold.append(np.array(ends)[inside])
    return np.concatenate(rows), np.concatenate(gold).astype(np.float32)


class Model:
    """Sum of embedding rows, ReLU, one output; beside it a linear part."""

    def __init__(self, bits, hidden, rng):
        self.rows = rng.normal(0, 0.05, ((1 << bits) + 1, hidden + 1)).astype(np.float32)
        self.rows[:, 0] = 0
        self.rows[-1] = 0
        self.bias = np.zeros(hidden + 1, np.float32)
        self.out = rng.normal(0, 0.5, hidden).astype(np.float32)

    def forward(self, x):
        total = self.rows[x].sum(1) + self.bias
        active = np.maximum(total[:, 1:], 0)
        return total, active, total[:, 0] + active @ self.out

    def parameters(self):
        return [self.rows, self.bias, self.out]

    def gradients(self, x, y, decay, drop, rng):
        # A dropped feature points at the last row, which stays zero.
        x = np.where(rng.random(x.shape) < drop, len(self.rows) - 1, x)
        total, active, score = self.forward(x)
        delta = (1 / (1 + np.exp(-score)) - y)[:, None]
        upstream = np.concatenate([delta, delta * self.out * (total[:, 1:] > 0)], 1)
        flat = x.ravel()
        times = x.shape[1]
        rows = np.stack(
            [np.bincount(flat, np.repeat(upstream[:, k], times), len(self.rows)) for k in range(upstream.shape[1])], 1
        ).astype(np.float32)
        rows[-1] = 0
        return [rows + decay * len(x) * self.rows * (rows != 0), upstream.sum(0), active.T @ delta[:, 0]]


def train(model, x, y, epochs, rng, rate, decay, drop, report):
    squares = [np.full_like(p, 1e-2) for p in model.parameters()]
    for epoch in range(epochs):
        order = rng.permutation(len(x))
        step = rate * (1 - epoch / epochs)
        for batch in np.array_split(order, len(order) // 1024):
            for p, s, g in zip(model.parameters(), squares, model.gradients(x[batch], y[batch], decay, drop, rng)):
                s += g * g
                p -= step * g / np.sqrt(s)
        report(epoch)


def decode(model, forms, gaps, bits, threshold):
    """Sentence ends as crates/lang finds them, from left to right. What has gone by depends on earlier ends alone, so
    deciding all gaps again with the last round's ends reaches the same in a few rounds."""
    attributes = Attributes(forms, gaps)
    paragraph = np.array(gaps) == PARAGRAPH
    ends = paragraph
    for _ in range(50):
        score = model.forward(features(attributes, states(attributes, ends), bits))[2]
        now = paragraph | (score > threshold)
        if np.array_equal(now, ends):
            break
        ends = now
    return ends


def spans(ends):
    out, start = set(), 0
    for i, end in enumerate(ends):
        if end:
            out.add((start, i))
            start = i + 1
    return out


def score(model, documents, bits, threshold):
    """F1 of whole sentences."""
    right = total = 0
    for forms, gaps, gold in documents:
        found, wanted = spans(decode(model, forms, gaps, bits, threshold)), spans(gold)
        right += 2 * len(found & wanted)
        total += len(found) + len(wanted)
    return right / total


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hidden", type=int, default=8)
    parser.add_argument("--bits", type=int, default=14)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=0.05)
    parser.add_argument("--decay", type=float, default=1e-5)
    parser.add_argument("--drop", type=float, default=0.3, help="share of features left out in training")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threshold", type=float, default=-0.5, help="logit above which a sentence ends")
    args = parser.parse_args()
    rng = np.random.default_rng(args.seed)
    x, y = tables([args.treebanks / f"{name}-train.conllu.gz" for name in ("ewt", "gum")], args.bits)
    dev = {name: list(read(args.treebanks / f"{name}-dev.conllu")) for name in ("ewt", "gum")}
    teacher = {name: tables([args.treebanks / f"{name}-dev.conllu"], args.bits) for name in dev}
    model = Model(args.bits, args.hidden, rng)

    def report(epoch):
        line = [f"epoch {epoch + 1}"]
        for name, (dx, dy) in teacher.items():
            logit = model.forward(dx)[2]
            line.append(f"{name} loss {np.mean(np.logaddexp(0, logit) - dy * logit):.5f}")
        for name, documents in dev.items():
            for threshold in (-0.5, 0, 0.5):
                line.append(f"{name} {threshold}: {100 * score(model, documents, args.bits, threshold):.2f}")
        print("; ".join(line), flush=True)

    train(model, x, y, args.epochs, rng, args.rate, args.decay, args.drop, report)
    save(model, args.out, args.bits, args.threshold)


def save(model, path, bits, threshold):
    """Header (magic with version, bits, hidden), threshold, scales, biases, output weights, then the rows in int8."""
    scale = np.abs(model.rows).max(0) / 127
    scale[scale == 0] = 1
    rows = np.clip(np.rint(model.rows[:-1] / scale), -127, 127).astype(np.int8)
    with open(path, "wb") as out:
        out.write(b"CHSENT1\0" + bytes([bits, model.rows.shape[1] - 1, 0, 0]))
        for part in (np.array([threshold]), scale, model.bias, model.out):
            out.write(part.astype("<f4").tobytes())
        out.write(rows.tobytes())
    print(json.dumps({"bytes": path.stat().st_size, "zero rows": float(np.mean(rows == 0))}))


if __name__ == "__main__":
    main()
