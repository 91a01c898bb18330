"""The teacher: MiniLM-L6 fine-tuned for tags, features, trees and names.

    python teacher.py --out runs/teacher --epochs 5

MiniLM reads lower-cased wordpieces; the case of each word is given back to it by an embedding added to the wordpieces and another one
beside the encoder's output. Words are represented by their first wordpiece.
"""
from __future__ import annotations

import argparse
import json
import pathlib
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from transformers import BertConfig, BertModel, BertTokenizerFast

from batching import batches
from data import NER, UNKNOWN, UPOS, Inventory, Sentence, load_dev, load_train, ner_targets
from decode import single_root_tree, viterbi
from features import normalise
from losses import ce, names_loss
from score import Score

CASES = 10


def case_class(word: str) -> int:
    """1 lower, 2 digits, 3 CAPITALS, 4 one capital, 5 Title, 6 no letter or digit, 7 with digits, 8 starts with a capital, 9 other."""
    if word.islower():
        return 1
    if word.isdigit():
        return 2
    if word.isupper():
        return 3 if len(word) > 1 else 4
    if word[:1].isupper() and word[1:].islower():
        return 5
    if not any(c.isalnum() for c in word):
        return 6
    if any(c.isdigit() for c in word):
        return 7
    return 8 if word[:1].isupper() else 9


class Teacher(nn.Module):
    def __init__(self, inventory: Inventory, bert: BertModel):
        super().__init__()
        labels = len(inventory.deprel)
        self.bert = bert
        hidden = bert.config.hidden_size
        self.case_in = nn.Embedding(CASES + 1, hidden)
        nn.init.zeros_(self.case_in.weight)
        self.case_out = nn.Embedding(CASES + 1, 32)
        d = hidden + 32
        self.root = nn.Parameter(torch.randn(d) * 0.02)
        self.drop = nn.Dropout(0.2)

        def layer(n):
            return nn.Sequential(nn.Linear(d, n), nn.GELU(), nn.Dropout(0.2))

        self.upos = nn.Linear(d, len(UPOS))
        self.feats = nn.Linear(d, len(inventory.feats))
        self.ner = nn.Sequential(layer(192), nn.Linear(192, len(NER)))
        self.arc_dep, self.arc_head = layer(256), layer(256)
        self.label_dep, self.label_head = layer(96), layer(96)
        self.arc = nn.Parameter(torch.zeros(257, 257))
        self.label = nn.Parameter(torch.zeros(97, labels * 97))

    def forward(self, batch):
        pieces = self.bert.embeddings.word_embeddings(batch["ids"]) + self.case_in(batch["piece_case"])
        hidden = self.bert(inputs_embeds=pieces, attention_mask=batch["piece_mask"]).last_hidden_state
        word = hidden.gather(1, batch["first"].unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))
        x = self.drop(torch.cat([word.float(), self.case_out(batch["case"])], -1))
        with_root = torch.cat([self.root.expand(x.shape[0], 1, -1), x], 1)
        dep = F.pad(self.arc_dep(with_root), (0, 1), value=1.0)
        head = F.pad(self.arc_head(with_root), (0, 1), value=1.0)
        arc = ((dep @ self.arc) @ head.transpose(1, 2)).float()
        arc = arc.masked_fill(~F.pad(batch["mask"], (1, 0), value=True)[:, None, :], -1e9)
        arc = arc.masked_fill(torch.eye(arc.shape[1], dtype=torch.bool)[None], -1e9)
        return dict(
            word=word, upos=self.upos(x).float(), feats=self.feats(x).float(), ner=self.ner(x).float(), arc=arc[:, 1:],
            label_dep=self.label_dep(with_root)[:, 1:], label_head=self.label_head(with_root),
        )

    def labels(self, out, heads):
        head = out["label_head"].gather(1, heads.unsqueeze(-1).expand(-1, -1, out["label_head"].shape[-1]))
        dep, head = (F.pad(t, (0, 1), value=1.0).flatten(0, 1) for t in (out["label_dep"], head))
        scores = torch.einsum("nlc,nc->nl", (dep @ self.label).view(len(dep), -1, 97), head)
        return scores.view(*heads.shape, -1).float()


class Pieces:
    """Wordpieces of sentences, and batches of them."""

    def __init__(self, folder):
        self.tokenizer = BertTokenizerFast.from_pretrained(folder)

    def of(self, s: Sentence) -> dict:
        encoded = self.tokenizer([normalise(w) for w in s.words], is_split_into_words=True)
        ids, word_of = encoded["input_ids"], encoded.word_ids()
        if len(ids) > 510:
            ids, word_of = ids[:509] + ids[-1:], word_of[:509] + word_of[-1:]
        case = [case_class(w) for w in s.words]
        first, last = [-1] * len(s), 0
        for k, w in enumerate(word_of):
            if w is not None and first[w] < 0:
                first[w] = k
        for i, k in enumerate(first):
            last = first[i] = k if k >= 0 else last  # a word without a piece takes the one before it
        return dict(ids=ids, piece_case=[0 if w is None else case[w] for w in word_of], first=first, case=case)

    @staticmethod
    def collate(pieces: list[dict]) -> dict:
        n, words, length = len(pieces), max(len(p["first"]) for p in pieces), max(len(p["ids"]) for p in pieces)
        out = {k: np.zeros((n, length), np.int64) for k in ("ids", "piece_case", "piece_mask")}
        out.update({k: np.zeros((n, words), np.int64) for k in ("first", "case", "mask")})
        for i, p in enumerate(pieces):
            for key in ("ids", "piece_case", "first", "case"):
                out[key][i, : len(p[key])] = p[key]
            out["piece_mask"][i, : len(p["ids"])] = 1
            out["mask"][i, : len(p["first"])] = 1
        batch = {k: torch.from_numpy(v) for k, v in out.items()}
        batch["mask"] = batch["mask"].bool()
        return batch


def gold_batch(sentences, inventory):
    """Labels [4, batch, words] and allowed name tags [batch, words, tags]."""
    width = max(len(s) for s in sentences)
    gold = np.full((4, len(sentences), width), UNKNOWN, np.int64)
    names = np.zeros((len(sentences), width, len(NER)), bool)
    for i, s in enumerate(sentences):
        gold[:, i, : len(s)] = inventory.gold(s)
        if s.ner:
            names[i, : len(s)] = ner_targets(s)
    return torch.from_numpy(gold), torch.from_numpy(names)


def evaluate(model, pieces, sentences, inventory) -> Score:
    model.eval()
    score = Score()
    encoded = [pieces.of(s) for s in sentences]
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for batch in batches([len(p["ids"]) for p in encoded], 2000):
            out = model(Pieces.collate([encoded[i] for i in batch]))
            arc = out["arc"].numpy()
            heads = np.zeros(arc.shape[:2], np.int64)
            for k, i in enumerate(batch):
                n = len(sentences[i])
                full = np.full((n + 1, n + 1), -1e9)
                full[1:] = arc[k, :n, : n + 1]
                heads[k, :n] = single_root_tree(full)
            labels = model.labels(out, torch.from_numpy(heads)).argmax(-1).numpy()
            upos, feats = out["upos"].argmax(-1).numpy(), out["feats"].argmax(-1).numpy()
            names = out["ner"].log_softmax(-1).numpy()
            for k, i in enumerate(batch):
                n = len(sentences[i])
                score.add(
                    sentences[i], [UPOS[t] for t in upos[k, :n]], [inventory.feats[t] for t in feats[k, :n]], heads[k, :n],
                    [inventory.deprel[t] for t in labels[k, :n]], [NER[t] for t in viterbi(names[k, :n])],
                )
    return score


def load_teacher(folder, minilm) -> tuple[Teacher, Inventory]:
    folder = pathlib.Path(folder)
    inventory = Inventory.load(folder / "inventory.json")
    model = Teacher(inventory, BertModel(BertConfig.from_pretrained(minilm), add_pooling_layer=False))
    model.load_state_dict(torch.load(folder / "teacher.pt", weights_only=True))
    return model.eval(), inventory


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--minilm", required=True, help="folder of the unpacked MiniLM weights")
    args.add_argument("--out", required=True)
    args.add_argument("--epochs", type=int, default=5)
    args.add_argument("--rate", type=float, default=2e-4)
    args.add_argument("--head-rate", type=float, default=1.5e-3)
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--pieces", type=int, default=1600, help="wordpieces in a batch")
    args = args.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    rng = np.random.default_rng(args.seed)
    folder = pathlib.Path(args.out)
    folder.mkdir(parents=True, exist_ok=True)

    train, (ewt_dev, gum_dev) = load_train(), load_dev()
    inventory = Inventory.of(train)
    inventory.save(folder / "inventory.json")
    print(len(train), "sentences", sum(map(len, train)), "words", len(inventory.deprel), "labels", len(inventory.feats), "feats", flush=True)
    pieces = Pieces(args.minilm)
    encoded = [pieces.of(s) for s in train]
    lengths = [len(p["ids"]) for p in encoded]

    model = Teacher(inventory, BertModel.from_pretrained(args.minilm, add_pooling_layer=False))
    model.bert.embeddings.word_embeddings.weight.requires_grad_(False)
    groups = [[], []]
    for name, p in model.named_parameters():
        if p.requires_grad:
            groups[not name.startswith("bert.")].append(p)
    rates = (args.rate, args.head_rate)
    optimiser = torch.optim.AdamW([dict(params=g, lr=r) for g, r in zip(groups, rates)], weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    steps, step, warm, start = args.epochs * len(batches(lengths, args.pieces, rng=np.random.default_rng(0))), 0, 150, time.time()
    for epoch in range(args.epochs):
        model.train()
        total, count = np.zeros(5), 0
        for batch in batches(lengths, args.pieces, rng=rng):
            factor = min(1, (step + 1) / warm) * max(0.02, 1 - step / steps)
            for group, rate in zip(optimiser.param_groups, rates):
                group["lr"] = rate * factor
            gold, names = gold_batch([train[i] for i in batch], inventory)
            with torch.autocast("cpu", torch.bfloat16):
                out = model(Pieces.collate([encoded[i] for i in batch]))
                labels = model.labels(out, gold[2].clamp(min=0))
            losses = [ce(out["upos"], gold[0]), ce(out["feats"], gold[1]), ce(out["arc"], gold[2]), ce(labels, gold[3]), names_loss(out["ner"], names)]
            loss = 0.5 * losses[0] + 0.3 * losses[1] + losses[2] + 0.7 * losses[3] + 2 * losses[4]
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimiser.step()
            step += 1
            total += [float(x.detach()) for x in losses]
            count += 1
            if count % 50 == 0:
                print(epoch + 1, count, np.round(total / count, 3), f"{time.time() - start:.0f}s of {(time.time() - start) * steps / step:.0f}s", flush=True)
        torch.save(model.state_dict(), folder / "teacher.pt")
        scores = " | ".join(f"{name} {evaluate(model, pieces, dev, inventory)}" for name, dev in (("EWT", ewt_dev), ("GUM", gum_dev)))
        row = f"epoch {epoch + 1} | {scores} | {time.time() - start:.0f}s"
        print(row, flush=True)
        with open(folder / "log.txt", "a") as log:
            log.write(row + "\n")
    (folder / "args.json").write_text(json.dumps(vars(args)))


if __name__ == "__main__":
    main()
