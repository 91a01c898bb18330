"""Trains a student on the gold sentences and, with --soft, on the teacher's labels of unlabelled text.

    python train_student.py --teacher runs/teacher --out runs/student --soft runs/soft.pkl --static runs/static.npz --passes 9
"""
from __future__ import annotations

import argparse
import json
import pathlib
import pickle
import time

import numpy as np
import torch
import torch.nn as nn

from augment import name_pools, recase, swap_names
from batching import batches
from data import NER, UNKNOWN, UPOS, Inventory, load_dev, load_train, ner_targets
from decode import single_root_tree, spans, viterbi
from gazetteer import Gazetteer
from losses import ce, names_loss
from reader import Example, Reader
from score import Score
from student import Student

MODEL_ARGS = ("width", "blocks", "ner_block", "gaz", "drop", "drop_in", "word_drop", "gaz_drop", "arc", "label", "ner_hidden")


def gold_labels(examples, width):
    gold = np.full((4, len(examples), width), UNKNOWN, np.int64)
    names = np.zeros((len(examples), width, len(NER)), bool)
    for i, e in enumerate(examples):
        n = e.gold.shape[1]
        gold[:, i, :n] = e.gold
        if e.names is not None:
            names[i, :n] = e.names
    return torch.from_numpy(gold), torch.from_numpy(names)


def soft_labels(examples, width):
    b = len(examples)
    arc = np.zeros((b, width, width + 1), np.float32)
    heads, feats = np.zeros((b, width), np.int64), np.full((b, width), UNKNOWN, np.int64)
    upos, ner = np.zeros((b, width, len(UPOS)), np.float32), np.zeros((b, width, len(NER)), np.float32)
    label = np.zeros((b, width, examples[0].soft["label"].shape[1]), np.float32)
    for i, e in enumerate(examples):
        s, n = e.soft, len(e.soft["heads"])
        arc[i, :n, : n + 1], heads[i, :n], feats[i, :n] = s["arc"], s["heads"], s["feats"]
        upos[i, :n], ner[i, :n], label[i, :n] = s["upos"], s["ner"], s["label"]
    return {k: torch.from_numpy(x) for k, x in dict(arc=arc, heads=heads, feats=feats, upos=upos, ner=ner, label=label).items()}


def distil(scores, target, mask):
    return -((target * scores.log_softmax(-1).clamp(min=-30)).sum(-1) * mask).sum() / mask.sum()


def predict(model, reader, sentences, inventory, size=2000):
    """(upos, feats, heads, deprels, ner) of each sentence, in order."""
    model.eval()
    out = [None] * len(sentences)
    with torch.no_grad():
        for batch in batches([len(s) for s in sentences], size):
            scores = model(reader.batch([sentences[i].words for i in batch]))
            arc = scores["arc"].numpy()
            heads = np.zeros(arc.shape[:2], np.int64)
            for k, i in enumerate(batch):
                n = len(sentences[i])
                full = np.full((n + 1, n + 1), -1e9)
                full[1:] = arc[k, :n, : n + 1]
                heads[k, :n] = single_root_tree(full)
            label = model.labels(scores, torch.from_numpy(heads)).argmax(-1).numpy()
            upos, names = scores["upos"].argmax(-1).numpy(), scores["ner"].log_softmax(-1).numpy()
            feats = scores["feats"].numpy()
            for k, i in enumerate(batch):
                n = len(sentences[i])
                tags = [UPOS[t] for t in upos[k, :n]]
                out[i] = (
                    tags, [inventory.feats[best_feats(inventory, p, row)] for p, row in zip(tags, feats[k])], heads[k, :n].tolist(),
                    [inventory.deprel[t] for t in label[k, :n]], [NER[t] for t in viterbi(names[k, :n])],
                )
    return out


def best_feats(inventory, upos, row):
    allowed = inventory.feats_for_upos[upos]
    return max(allowed, key=lambda j: row[j])


def evaluate(model, reader, sentences, inventory) -> Score:
    score = Score()
    for s, p in zip(sentences, predict(model, reader, sentences, inventory)):
        score.add(s, *p)
    return score


class Average:
    """Exponential moving average of the weights."""

    def __init__(self, model, decay):
        self.decay, self.shadow = decay, {k: v.detach().clone() for k, v in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model):
        for k, v in model.state_dict().items():
            self.shadow[k].lerp_(v, 1 - self.decay)


def build(args, inventory, static):
    kwargs = {k: getattr(args, k) for k in MODEL_ARGS}
    return Student(inventory, static=static, **kwargs)


def main():
    parser = argparse.ArgumentParser()
    add = parser.add_argument
    add("--teacher", required=True, help="folder with the teacher's inventory.json")
    add("--out", required=True)
    add("--soft", nargs="*", default=[])
    add("--static", help="npz with words and vectors")
    add("--gaz-lists", help="json of name lists (gazetteer.py); also the names that are swapped in")
    add("--gaz", type=int, default=0)
    add("--init", help="weights to start from, of a student of the same shape")
    add("--passes", type=float, default=9, help="passes over gold and soft text")
    add("--gold-per-pass", type=int, default=1)
    add("--width", type=int, default=192)
    add("--blocks", default="1s1s1")
    add("--ner-block", default="")
    add("--ner-hidden", type=int, default=64)
    add("--arc", type=int, default=96)
    add("--label", type=int, default=128)
    add("--drop", type=float, default=0.1)
    add("--drop-in", type=float, default=0.2)
    add("--word-drop", type=float, default=0.1)
    add("--gaz-drop", type=float, default=0.1)
    add("--rate", type=float, default=2.5e-3)
    add("--decay", type=float, default=0.01)
    add("--ner-weight", type=float, default=1.5)
    add("--swap", type=float, default=0.0, help="share of sentences with names swapped")
    add("--recase", type=float, default=1.0, help="multiplies the shares of case variants")
    add("--smooth", type=float, default=0.0)
    add("--average", type=float, default=0.0, help="decay of the weight average; 0 is none")
    add("--tokens", type=int, default=1500, help="words in a batch")
    add("--seed", type=int, default=1)
    add("--save-at", type=int, nargs="*", default=[], help="steps whose weights are kept as step-N.pt")
    add("--eval-every", type=int, default=600, help="seconds between evaluations")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    rng = np.random.default_rng(args.seed)
    folder = pathlib.Path(args.out)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "args.json").write_text(json.dumps(vars(args), indent=1))

    train, (ewt_dev, gum_dev) = load_train(), load_dev()
    inventory = Inventory.load(pathlib.Path(args.teacher) / "inventory.json")
    inventory.save(folder / "inventory.json")
    static, words = None, None
    if args.static:
        z = np.load(args.static)
        words, static = z["words"].tolist(), np.concatenate([np.zeros((1, z["vectors"].shape[1])), z["vectors"]]).astype(np.float32)
        (folder / "static_words.json").write_text(json.dumps(words))
    lists = json.loads(pathlib.Path(args.gaz_lists).read_text()) if args.gaz_lists else None
    reader = Reader(words, Gazetteer(lists) if args.gaz else None)
    pools = name_pools(train, lists) if args.swap else None

    examples = [[], []]
    for s in train:
        found = sorted(spans(s.ner)) if s.ner and s.source != "coarse" else []
        examples[0].append(Example(s.words, gold=inventory.gold(s), names=ner_targets(s) if s.ner else None, found=found))
    for path in args.soft:
        with open(path, "rb") as f:
            for s in pickle.load(f):
                found = sorted(spans([NER[t] for t in viterbi(np.log(s["ner"].astype(np.float32) + 1e-6))])) if args.swap else []
                examples[1].append(Example(s["words"], soft=s, found=found))
    for e in examples[0] + examples[1]:
        reader.keep(e.words)
    model = build(args, inventory, static)
    if args.init:
        model.load_state_dict(torch.load(args.init, weights_only=True))
    weights = {k: sum(p.numel() for n, p in model.named_parameters() if (n.startswith(("tables", "static")) == (k == "tables"))) for k in ("tables", "rest")}
    print(vars(args), "\ngold", sum(map(len, examples[0])), "soft", sum(map(len, examples[1])), "words; weights", weights, flush=True)

    lengths = [[len(e) for e in part] for part in examples]

    def one_pass(r):
        jobs = [(0, b) for _ in range(args.gold_per_pass) for b in batches(lengths[0], args.tokens, rng=r, spread=4)]
        jobs += [(1, b) for b in batches(lengths[1], args.tokens, rng=r, spread=4)] if lengths[1] else []
        r.shuffle(jobs)
        return jobs

    steps, step, start, evaluated = int(args.passes * len(one_pass(np.random.default_rng(0)))), 0, time.time(), time.time()
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=args.decay, betas=(0.9, 0.98), fused=True)
    average = Average(model, args.average) if args.average else None
    jobs, total, count = [], np.zeros(5), 0

    def surface(e):
        words = e.words
        if args.swap and e.spans and rng.random() < args.swap:
            words = swap_names(words, e.spans, pools, rng, 0.7)
        return recase(words, rng, 0.03 * args.recase, 0.02 * args.recase, 0.02 * args.recase) if args.recase else words

    def checkpoint(note):
        scores = " | ".join(f"{name} {evaluate(model, reader, dev, inventory)}" for name, dev in (("EWT", ewt_dev), ("GUM", gum_dev)))
        row = f"{note} step {step} loss {np.round(total / max(1, count), 3)} | {scores} | {time.time() - start:.0f}s"
        print(row, flush=True)
        with open(folder / "log.txt", "a") as log:
            log.write(row + "\n")
        torch.save(model.state_dict(), folder / "student.pt")

    while step < steps:
        if not jobs:
            jobs = one_pass(rng)
        kind, ids = jobs.pop()
        model.train()
        for group in optimiser.param_groups:
            group["lr"] = args.rate * min(1, (step + 1) / 200) * max(0.01, 1 - step / steps)
        part = [examples[kind][i] for i in ids]
        batch = reader.batch([surface(e) for e in part])
        width = batch["mask"].shape[1]
        out = model(batch)
        if kind == 0:
            gold, names = gold_labels(part, width)
            losses = [ce(out["upos"], gold[0], args.smooth), ce(out["feats"], gold[1]), ce(out["arc"], gold[2]),
                      ce(model.labels(out, gold[2].clamp(min=0)), gold[3], args.smooth), names_loss(out["ner"], names)]
        else:
            soft, mask = soft_labels(part, width), batch["mask"].float()
            losses = [distil(out["upos"], soft["upos"], mask), ce(out["feats"], soft["feats"]), distil(out["arc"], soft["arc"], mask),
                      distil(model.labels(out, soft["heads"]), soft["label"], mask), distil(out["ner"], soft["ner"], mask)]
        loss = 0.5 * losses[0] + 0.3 * losses[1] + losses[2] + 0.7 * losses[3] + args.ner_weight * losses[4]
        optimiser.zero_grad(set_to_none=False)  # the tables' gradients are added to in place
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 3.0)
        optimiser.step()
        step += 1
        if step in args.save_at:
            torch.save(model.state_dict(), folder / f"step-{step}.pt")
        if average and step % 10 == 0:
            average.update(model)
        if kind == 0:
            total += [float(x.detach()) for x in losses]
            count += 1
        if step == 100:
            print(f"{(time.time() - start) / 100 * steps:.0f}s in all", flush=True)
        if time.time() - evaluated > args.eval_every and step < steps:
            checkpoint("running")
            total, count, evaluated = np.zeros(5), 0, time.time()
    checkpoint("final")
    if average:
        last = {k: v.clone() for k, v in model.state_dict().items()}
        model.load_state_dict(average.shadow)
        checkpoint("average")
        torch.save(average.shadow, folder / "average.pt")
        torch.save(last, folder / "student.pt")


if __name__ == "__main__":
    main()
