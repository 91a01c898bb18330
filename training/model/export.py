"""Folds, quantises and writes a student; with --parity also what the file answers on a few sentences.

    python export.py runs/student data/model/en.safetensors --parity parity.json
"""
from __future__ import annotations

import argparse
import json
import pathlib

import numpy as np
import torch
from safetensors.numpy import save_file

from data import NER, UPOS, Inventory
from features import SIZES, fnv1a
from gazetteer import Gazetteer
from reference import Model
from train_student import build

PARITY_TEXTS = [
    "Gen. Mattis told reporters in Amman on Tuesday that U.N. inspectors had left the city .",
    "KHARTOUM , Sudan – “ We will not leave , ” said al - Bashir ’s spokesman — and then he left …",
    "POLICE ARREST 14 AFTER PROTEST IN HONG KONG",
    "President Park met Ban Ki - moon , the former Secretary - General of the United Nations , at 10:30 a.m. in Seoul",
    "ok",
    "The rebels , who had held the town of Qal'at al - Madiq since 2012 , withdrew towards Idlib after Russian air strikes killed at least 27 people , "
    "the Syrian Observatory for Human Rights said .",
    "• 3 soldiers were wounded",
    "it does n't matter : he 'll go to Zaragoza , Ouagadougou and N'Djamena next week .",
]


def quantise(table: np.ndarray):
    """int8 and one scale a row."""
    scale = np.maximum(np.abs(table).max(1), 1e-8) / 127
    return np.clip(np.rint(table / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


def tensors_of(model, static_words) -> dict[str, np.ndarray]:
    out: dict[str, np.ndarray] = {}

    def get(parameter):
        return parameter.detach().numpy().astype(np.float32)

    def put_table(name, table):
        out[f"in.{name}.q"], out[f"in.{name}.s"] = quantise(table)

    def put_linear(name, layer):
        out[f"{name}.w"], out[f"{name}.b"] = get(layer.weight).astype(np.float16), get(layer.bias)

    def put_norm(name, layer):
        out[f"{name}.g"], out[f"{name}.b"] = get(layer.weight), get(layer.bias)

    mix, at = get(model.mix.weight), 0
    for name, size in model.PARTS.items():
        put_table(name, get(model.tables[name].weight) @ mix[:, at: at + size].T)
        at += size
    if model.static is not None:
        table = get(model.static.weight) @ mix[:, at:].T
        keys = np.array([fnv1a(w) for w in static_words], np.uint64)
        assert len(set(keys.tolist())) == len(keys), "two words with one key"
        order = np.argsort(keys)
        out["static.keys"] = keys[order]
        put_table("static", np.concatenate([table[:1], table[1:][order]]))
    if model.gaz is not None:
        put_table("gaz", get(model.gaz.weight).T)
    out["in.bias"] = get(model.mix.bias)
    for i, block in enumerate(model.blocks):
        put_norm(f"block.{i}.ln", block.ln)
        put_linear(f"block.{i}", block.w)
    put_norm("final.ln", model.ln)
    for i, block in enumerate(model.ner_blocks):
        put_norm(f"ner.block.{i}.ln", block.ln)
        put_linear(f"ner.block.{i}", block.w)
    if model.ner_ln is not None:
        put_norm("ner.ln", model.ner_ln)
    heads = dict(upos="upos", feats="feats", ner1="ner.1", ner2="ner.2", arc_dep="arc.dep", arc_head="arc.head", arc_u="arc.u", arc_headbias="arc.headbias",
                 arc_dist="arc.dist", label_dep="label.dep", label_head="label.head", label_out="label.out")
    for attribute, name in heads.items():
        put_linear(name, getattr(model, attribute))
    out["arc.root"], out["label.root"] = get(model.arc_root), get(model.label_root)
    out["label.dist"] = get(model.label_dist.weight).astype(np.float16)
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("run", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--weights", nargs="+", default=["student.pt"], help="files of the run's folder (or paths); of several the mean is taken")
    parser.add_argument("--shares", nargs="+", type=float, default=[1.0], help="their shares in the mean")
    parser.add_argument("--parity")
    parser.add_argument("--outside-bias", type=float, default=0.0, help="added to the score of O: fewer and surer names; chosen on the development sets")
    args = parser.parse_args()
    trained = argparse.Namespace(**json.loads((args.run / "args.json").read_text()))
    inventory = Inventory.load(args.run / "inventory.json")
    states = [torch.load(args.run / name, weights_only=True) for name in args.weights]
    total = sum(args.shares)
    state = {k: sum(share / total * s[k] for share, s in zip(args.shares, states, strict=True)) for k in states[0]}
    words = json.loads((args.run / "static_words.json").read_text()) if trained.static else []
    static = np.zeros((len(words) + 1, state["static.weight"].shape[1]), np.float32) if words else None
    model = build(trained, inventory, static)
    model.load_state_dict(state)
    with torch.no_grad():
        model.ner2.bias[NER.index("O")] += args.outside_bias
    tensors = tensors_of(model.eval(), words)
    config = dict(
        width=trained.width, blocks=trained.blocks, ner_blocks=trained.ner_block, arc=trained.arc, label=trained.label, ner_hidden=trained.ner_hidden,
        sizes=SIZES, static=len(words), upos=UPOS, feats=inventory.feats, feats_for_upos=inventory.feats_for_upos, ner=NER, deprel=inventory.deprel, gaz=None,
    )
    if trained.gaz:
        config["gaz"], extra = Gazetteer(json.loads(pathlib.Path(trained.gaz_lists).read_text())).to_tensors()
        tensors.update(extra)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    metadata = dict(format="chancery-model/1", config=json.dumps(config, ensure_ascii=False))
    save_file({k: np.ascontiguousarray(v) for k, v in sorted(tensors.items())}, args.out, metadata=metadata)
    print(args.out, args.out.stat().st_size, "bytes")
    if args.parity:
        file, rows = Model(args.out), []
        for text in PARITY_TEXTS:
            answer, scores = file.parse(text.split())
            row = dict(zip(("upos", "feats", "head", "deprel", "ner"), answer))
            row.update(words=text.split(), upos_logits=scores["upos"][:3].round(5).tolist(), ner_logits=scores["ner"][:3].round(5).tolist(),
                       feats_logits=scores["feats"][:1].round(5).tolist(), arc_logits=scores["arc"][:3].round(5).tolist())
            if file.gazetteer:
                row["gaz"] = [np.flatnonzero(g).tolist() for g in file.gazetteer.features(text.split())]
            rows.append(row)
        pathlib.Path(args.parity).write_text(json.dumps(rows, ensure_ascii=False, indent=0))


if __name__ == "__main__":
    main()
