"""The teacher of deeds: MiniLM-L6, begun from the teacher of trees (../model/teacher.py), fine-tuned on annotated sentences.

    python deed_teacher.py --minilm minilm --parser ../model/runs/teacher --train runs/*.sentences.jsonl --dev dev.sentences.jsonl --out runs/teacher.pt

For every word a distribution over no deed and the sixteen kinds; for a deed and every word of its sentence the probability that the word heads the
name of who does it, and of whom it is done to.
"""
from __future__ import annotations

import argparse
import pathlib
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "model"))
from batching import batches  # noqa: E402
from teacher import CASES, Pieces, load_teacher  # noqa: E402  (the one of ../model)

from kinds import CLASSES  # noqa: E402
from deed_score import UNKNOWN, load, numbers, score, targets  # noqa: E402

ROLE = 128


class DeedTeacher(nn.Module):
    def __init__(self, bert, case_in):
        super().__init__()
        self.bert = bert
        hidden = bert.config.hidden_size
        self.case_in = nn.Embedding(CASES + 1, hidden)
        self.case_in.weight.data.copy_(case_in)
        self.case_out = nn.Embedding(CASES + 1, 32)
        self.drop = nn.Dropout(0.2)

        def layer(width):
            return nn.Sequential(nn.Linear(hidden + 32, width), nn.GELU(), nn.Dropout(0.2))

        self.trig = nn.Sequential(layer(192), nn.Linear(192, len(CLASSES)))
        self.rt, self.ra = layer(ROLE), layer(ROLE)
        self.type_emb = nn.Embedding(len(CLASSES), ROLE)
        nn.init.normal_(self.type_emb.weight, std=0.05)
        self.u = nn.Parameter(torch.randn(2, ROLE + 1, ROLE + 1) * 0.01)

    def forward(self, batch):
        """Vectors of words."""
        pieces = self.bert.embeddings.word_embeddings(batch["ids"]) + self.case_in(batch["piece_case"])
        hidden = self.bert(inputs_embeds=pieces, attention_mask=batch["piece_mask"]).last_hidden_state
        word = hidden.gather(1, batch["first"].unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))
        return self.drop(torch.cat([word.float(), self.case_out(batch["case"])], -1))

    def roles(self, x, sentence, word, kind):
        """[deeds, 2, words]: scores of the words of each deed's sentence on both sides."""
        deed = F.pad(self.rt(x[sentence, word]) + self.type_emb(kind), (0, 1), value=1.0)
        party = F.pad(self.ra(x), (0, 1), value=1.0)[sentence]
        return torch.einsum("ed,rdf,enf->ern", deed, self.u, party).float()


def role_loss(scores, deeds):
    wanted, known = (torch.from_numpy(np.stack([deed[k] for deed in deeds])) for k in (3, 4))
    return (F.binary_cross_entropy_with_logits(scores, wanted, reduction="none") * known).sum()


def answers(model, pieces, sentences):
    """Probabilities of the kinds for every sentence, and of the words on both sides for every annotated deed."""
    model.eval()
    encoded = [pieces.of(s) for s in sentences]
    kinds, roles = [None] * len(sentences), [[] for _ in sentences]
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for batch in batches([len(e["ids"]) for e in encoded], 2500):
            x = model(Pieces.collate([encoded[i] for i in batch]))
            probabilities = model.trig(x).float().softmax(-1).numpy()
            _, deeds = targets([sentences[i] for i in batch])
            for k, i in enumerate(batch):
                kinds[i] = probabilities[k, : len(sentences[i])]
            if deeds:
                for deed, row in zip(deeds, model.roles(x, *numbers(deeds)).sigmoid().numpy()):
                    roles[batch[deed[0]]].append(row[:, : len(sentences[batch[deed[0]]])])
    return kinds, roles


def main():
    parser = argparse.ArgumentParser()
    add = parser.add_argument
    add("--minilm", required=True)
    add("--parser", required=True, help="folder of the teacher of trees")
    add("--train", nargs="+", required=True)
    add("--dev", nargs="+", required=True)
    add("--out", required=True)
    add("--load", help="weights to go on from")
    add("--epochs", type=int, default=4)
    add("--rate", type=float, default=2e-4)
    add("--head-rate", type=float, default=1.5e-3)
    add("--least", type=float, default=0.02, help="the share of the rate that is left at the end")
    add("--pieces", type=int, default=1200, help="wordpieces in a batch")
    add("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    rng = np.random.default_rng(args.seed)
    train, dev, pieces = load(args.train), {path: load([path]) for path in args.dev}, Pieces(args.minilm)
    trees, _ = load_teacher(args.parser, args.minilm)
    model = DeedTeacher(trees.bert, trees.case_in.weight.data)
    if args.load:
        model.load_state_dict(torch.load(args.load, weights_only=True))
    model.bert.embeddings.word_embeddings.weight.requires_grad_(False)
    groups = [[], []]
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            groups[not name.startswith("bert.")].append(parameter)
    rates = (args.rate, args.head_rate)
    optimiser = torch.optim.AdamW([dict(params=g, lr=r) for g, r in zip(groups, rates)], weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    encoded = [pieces.of(s) for s in train]
    lengths = [len(e["ids"]) for e in encoded]
    each = len(batches(lengths, args.pieces, rng=np.random.default_rng(0)))
    steps, step, start = each * args.epochs, 0, time.time()
    print(len(train), "sentences", sum(map(len, train)), "words", sum(len(s.row["events"]) for s in train), "deeds", flush=True)
    for epoch in range(args.epochs):
        model.train()
        total = np.zeros(2)
        for batch in batches(lengths, args.pieces, rng=rng):
            factor = min(1, (step + 1) / 100) * max(args.least, 1 - step / steps)
            for group, rate in zip(optimiser.param_groups, rates):
                group["lr"] = rate * factor
            kinds, deeds = targets([train[i] for i in batch])
            with torch.autocast("cpu", torch.bfloat16):
                x = model(Pieces.collate([encoded[i] for i in batch]))
                scores = model.trig(x).float()
                losses = [F.cross_entropy(scores.flatten(0, 1), kinds.flatten(), ignore_index=UNKNOWN, reduction="sum") / 60]
                losses.append(role_loss(model.roles(x, *numbers(deeds)), deeds) / 40 if deeds else torch.zeros(()))
            optimiser.zero_grad(set_to_none=True)
            sum(losses).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimiser.step()
            step += 1
            total += [float(loss.detach()) for loss in losses]
        print("epoch", epoch + 1, total / each, f"{time.time() - start:.0f}s", flush=True)
        torch.save(model.state_dict(), args.out)
    for path, sentences in dev.items():
        print(path, score(sentences, *answers(model, pieces, sentences)), flush=True)


if __name__ == "__main__":
    main()
