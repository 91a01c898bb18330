"""The student of deeds: a branch on the trunk of the parser that ships, trained on the teacher's labels.

    python deed_student.py --trunk ../model/runs/second --names ../model/runs/names.json --soft runs/soft.pkl --dev dev.sentences.jsonl --out runs/deeds.pt

The trunk (tables and blocks of ../model/student.py) stays as it is, so trees and names do not change. The branch adds to its output a vector of its own
for each known word, which begins as the mean of the teacher's hidden vectors of that word, and goes on with convolutions and simple recurrent units.
"""
from __future__ import annotations

import argparse
import collections
import json
import pathlib
import pickle
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

sys.path.insert(1, str(pathlib.Path(__file__).parent.parent / "model"))
import train_student  # noqa: E402
from batching import batches  # noqa: E402
from data import Inventory  # noqa: E402
from features import norm  # noqa: E402
from gazetteer import Gazetteer  # noqa: E402
from reader import Reader  # noqa: E402
from student import BUCKETS, bucket_matrix, make_block  # noqa: E402

from kinds import CLASSES  # noqa: E402
from deed_score import load, numbers, score, targets  # noqa: E402


# Width of the teacher's hidden vectors.
HINT = 192


class Branch(nn.Module):
    def __init__(self, words: int, width: int, blocks: str, hidden: int, role: int, drop=0.15, word_drop=0.1):
        super().__init__()
        self.role, self.word_drop = role, word_drop
        self.table = nn.Embedding(words + 1, width)
        nn.init.zeros_(self.table.weight)
        self.blocks = nn.ModuleList(make_block(kind, width, drop) for kind in blocks)
        self.ln, self.drop, self.drop_in = nn.LayerNorm(width), nn.Dropout(drop), nn.Dropout(0.1)
        self.h, self.out = nn.Linear(width, hidden), nn.Linear(hidden, len(CLASSES))
        self.deed, self.side, self.bias = nn.Linear(width, 2 * role), nn.Linear(width, role), nn.Linear(width, 2)
        self.hint = nn.Linear(width, HINT)  # for training alone
        self.kind, self.dist = nn.Embedding(len(CLASSES), 2 * role), nn.Embedding(BUCKETS, 2)
        nn.init.normal_(self.kind.weight, std=0.1)
        nn.init.zeros_(self.dist.weight)

    def forward(self, trunk, words, mask):
        if self.training:
            words = words * (torch.rand(words.shape) > self.word_drop)
        x, m = self.drop_in(trunk) + self.table(words), mask.unsqueeze(-1).float()
        for block in self.blocks:
            x = block(x, m)
        return self.drop(self.ln(x))

    def kinds(self, x):
        return self.out(F.relu(self.h(x)))

    def roles(self, x, of, word, kind):
        deed = (self.deed(x[of, word]) + self.kind(kind)).view(len(of), 2, self.role)
        score = torch.einsum("erd,end->ern", deed, self.side(x)[of]) / 8 + self.bias(x)[of].transpose(1, 2)
        distance = bucket_matrix(x.shape[1])[:, 1:].T  # from the word to the deed
        return score + self.dist(distance[word]).transpose(1, 2)


class Trunk:
    """The parser's tables and blocks, with what they read."""

    def __init__(self, folder: pathlib.Path, names: pathlib.Path):
        args = argparse.Namespace(**json.loads((folder / "args.json").read_text()))
        words = json.loads((folder / "static_words.json").read_text())
        state = torch.load(folder / "average.pt", weights_only=True)
        static = np.zeros((len(words) + 1, state["static.weight"].shape[1]), np.float32)
        self.model = train_student.build(args, Inventory.load(folder / "inventory.json"), static)
        self.model.load_state_dict(state)
        self.model.eval()
        self.reader = Reader(words, Gazetteer(json.loads(names.read_text())))

    def read(self, sentences):
        """The trunk's output of every sentence, in half precision."""
        out = [None] * len(sentences)
        with torch.no_grad():
            for batch in batches([len(s) for s in sentences], 4000):
                read = self.reader.batch([sentences[i] for i in batch])
                mask, x = read["mask"].unsqueeze(-1).float(), F.relu(self.model.embed(read))
                for block in self.model.blocks:
                    x = block(x, mask)
                for k, i in enumerate(batch):
                    out[i] = x[k, : len(sentences[i])].half().numpy().copy()
        return out


def padded(arrays, kind=np.float32):
    out = np.zeros((len(arrays), max(map(len, arrays))) + arrays[0].shape[1:], kind)
    for i, array in enumerate(arrays):
        out[i, : len(array)] = array
    return torch.from_numpy(out)


def read_batch(trunk, words, batch):
    mask = padded([np.ones(len(trunk[i]), bool) for i in batch], bool)
    return padded([trunk[i] for i in batch]), padded([words[i] for i in batch], np.int64), mask


def evaluate(branch, sentences, trunk, words) -> str:
    branch.eval()
    kinds, roles = [None] * len(sentences), [[] for _ in sentences]
    with torch.no_grad():
        for batch in batches([len(s) for s in sentences], 4000):
            x = branch(*read_batch(trunk, words, batch))
            probabilities = branch.kinds(x).softmax(-1).numpy()
            _, deeds = targets([sentences[i] for i in batch])
            for k, i in enumerate(batch):
                kinds[i] = probabilities[k, : len(sentences[i])]
            if deeds:
                for deed, row in zip(deeds, branch.roles(x, *numbers(deeds)).sigmoid().numpy()):
                    i = batch[deed[0]]
                    roles[i].append(row[:, : len(sentences[i])])
    return score(sentences, kinds, roles)


def losses(branch, rows, trunk, words, batch, hint):
    """Of the kinds, of the sides, and of the teacher's hidden vectors, where words that report deeds weigh more."""
    x = branch(*(parts := read_batch(trunk, words, batch)))
    wanted = padded([rows[i]["p"] for i in batch])
    of_kinds = -(wanted * branch.kinds(x).log_softmax(-1)).sum() / 60
    of_hidden = torch.zeros(())
    if hint:
        away = (branch.hint(x) - (padded([rows[i]["h"] for i in batch]) - hint["mean"]) / hint["deviation"]).square().mean(-1)
        mask = parts[2].float()
        of_hidden = (away * (mask + 10 * (mask - wanted[..., 0]).clamp(min=0))).sum() / 600 * hint["weight"]
    deeds = [(k, *deed) for k, i in enumerate(batch) for deed in rows[i]["ev"]]
    if not deeds:
        return [of_kinds, torch.zeros(()), of_hidden]
    scores = branch.roles(x, *numbers(deeds))
    wanted = np.zeros(scores.shape, np.float32)
    for k, deed in enumerate(deeds):
        wanted[k, :, : deed[3].shape[1]] = deed[3]
    known = parts[2][[deed[0] for deed in deeds]].unsqueeze(1).float()
    of_roles = F.binary_cross_entropy_with_logits(scores, torch.from_numpy(wanted), reduction="none")
    return [of_kinds, (of_roles * known).sum() / 60, of_hidden]


def begin_with(branch, vocabulary, path, scale):
    """Puts the teacher's mean vectors of known words into the branch's table, centred, with this standard deviation."""
    with open(path, "rb") as file:
        vectors = pickle.load(file)
    known = [word for word in vocabulary if word in vectors]
    values = np.stack([vectors[word][1] for word in known])
    values = (values - values.mean(0)) / values.std() * scale
    branch.table.weight.data[[vocabulary[word] for word in known]] = torch.from_numpy(values)


def main():
    parser = argparse.ArgumentParser()
    add = parser.add_argument
    add("--trunk", type=pathlib.Path, required=True)
    add("--names", type=pathlib.Path, required=True)
    add("--soft", required=True)
    add("--dev", nargs="+", required=True)
    add("--out", required=True)
    add("--load", help="a branch to go on from")
    add("--passes", type=int, default=5)
    add("--rate", type=float, default=2e-3)
    add("--blocks", default="1s1s1")
    add("--hidden", type=int, default=128)
    add("--role", type=int, default=64)
    add("--count", type=int, default=3, help="words seen so often have a vector of their own")
    add("--scale", type=float, default=0.5)
    add("--tokens", type=int, default=3000)
    add("--threads", type=int, default=1)
    add("--hint", type=float, default=1.0, help="weight of the teacher's hidden vectors")
    args = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(args.threads)
    rng = np.random.default_rng(1)
    trunk = Trunk(args.trunk, args.names)
    with open(args.soft, "rb") as file:
        rows = pickle.load(file)
    before = torch.load(args.load, weights_only=True) if args.load else None
    counts = collections.Counter(norm(word) for row in rows for word in row["words"])
    often = {word for word, n in counts.items() if n >= args.count and any(map(str.isalpha, word))}
    listed = before["vocab"] if before else []
    listed += sorted(often - set(listed))
    vocabulary = {word: i + 1 for i, word in enumerate(listed)}

    def known(words):
        return np.array([vocabulary.get(norm(word), 0) for word in words], np.int64)

    read, words = trunk.read([row["words"] for row in rows]), [known(row["words"]) for row in rows]
    dev = {}
    for path in args.dev:
        sentences = load([path])
        dev[path] = (sentences, trunk.read([s.words for s in sentences]), [known(s.words) for s in sentences])
    branch = Branch(len(listed), trunk.model.width, args.blocks, args.hidden, args.role)
    if before:
        # words that are new have no vector yet
        table = branch.table.weight.data.clone()
        old = before["average"].pop("table.weight")
        table[: len(old)] = old
        branch.load_state_dict(before["average"] | {"table.weight": table}, strict=False)
    else:
        begin_with(branch, vocabulary, args.soft + ".vectors", args.scale)
    optimiser = torch.optim.AdamW(branch.parameters(), lr=args.rate, weight_decay=0.01, betas=(0.9, 0.98))
    lengths = [len(x) for x in read]
    each = len(batches(lengths, args.tokens, rng=np.random.default_rng(0)))
    steps, step, start = each * args.passes, 0, time.time()
    average = train_student.Average(branch, 0.99)
    sample = np.concatenate([row["h"] for row in rows[:: max(1, len(rows) // 2000)]]).astype(np.float32)
    hint = dict(mean=torch.from_numpy(sample.mean(0)), deviation=float(sample.std()), weight=args.hint) if args.hint else None
    print(len(rows), "sentences", sum(lengths), "words", len(listed), "vectors", flush=True)
    for number in range(args.passes):
        branch.train()
        total = np.zeros(3)
        for batch in batches(lengths, args.tokens, rng=rng):
            for group in optimiser.param_groups:
                group["lr"] = args.rate * min(1, (step + 1) / 200) * max(0.01, 1 - step / steps)
            all_losses = losses(branch, rows, read, words, batch, hint)
            optimiser.zero_grad()
            sum(all_losses).backward()
            nn.utils.clip_grad_norm_(branch.parameters(), 3.0)
            optimiser.step()
            step += 1
            total += [float(loss.detach()) for loss in all_losses]
            if step % 10 == 0:
                average.update(branch)
        print("pass", number + 1, total / each, f"{time.time() - start:.0f}s", flush=True)
        for path, parts in dev.items():
            print(path, evaluate(branch, *parts), flush=True)
    branch.load_state_dict(average.shadow)
    for path, parts in dev.items():
        print("average", path, evaluate(branch, *parts), flush=True)
    torch.save(dict(average=average.shadow, args=vars(args) | dict(trunk=None, names=None), vocab=listed), args.out)


if __name__ == "__main__":
    main()
