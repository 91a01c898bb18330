"""Adds a branch of deeds to a model file, or puts it in the place of one: the trunk and its heads stay byte for byte.

    python deed_export.py ../../data/model/en.safetensors runs/deeds.pt ../../data/model/en.safetensors
"""
from __future__ import annotations

import argparse
import json
import pathlib
import sys

import numpy as np
import torch
from safetensors import safe_open
from safetensors.numpy import save_file

sys.path.insert(1, str(pathlib.Path(__file__).parent.parent / "model"))
from export import quantise  # noqa: E402
from features import fnv1a  # noqa: E402

from kinds import MODES  # noqa: E402


def tensors_of(state, blocks, words):
    out = {}

    def get(name):
        return state[name].numpy().astype(np.float32)

    def linear(name, own):
        out[f"deed.{name}.w"], out[f"deed.{name}.b"] = get(own + ".weight").astype(np.float16), get(own + ".bias")

    def norm(name, own):
        out[f"deed.{name}.g"], out[f"deed.{name}.b"] = get(own + ".weight"), get(own + ".bias")

    for i in range(len(blocks)):
        norm(f"block.{i}.ln", f"blocks.{i}.ln")
        linear(f"block.{i}", f"blocks.{i}.w")
    norm("ln", "ln")
    for name, own in (("1", "h"), ("2", "out"), ("deed", "deed"), ("party", "side"), ("bias", "bias")):
        linear(name, own)
    out["deed.kind"], out["deed.dist"] = get("kind.weight").astype(np.float16), get("dist.weight")
    keys = np.array([fnv1a(word) for word in words], np.uint64)
    if len(set(keys.tolist())) < len(keys):
        raise ValueError("two words with one key")
    order = np.argsort(keys)
    table = get("table.weight")
    out["deed.keys"] = keys[order]
    out["deed.word.q"], out["deed.word.s"] = quantise(np.concatenate([table[:1], table[1:][order]]))
    return out


def main():
    parser = argparse.ArgumentParser()
    for name in ("model", "branch", "out"):
        parser.add_argument(name, type=pathlib.Path)
    args = parser.parse_args()
    with safe_open(args.model, "np") as file:
        metadata = file.metadata()
        tensors = {key: file.get_tensor(key) for key in file.keys() if not key.startswith("deed.")}  # noqa: SIM118
    branch = torch.load(args.branch, weights_only=True)
    own, words = branch["args"], branch["vocab"]
    tensors |= tensors_of(branch["average"], own["blocks"], words)
    config = json.loads(metadata["config"])
    config["deeds"] = dict(words=len(words), blocks=own["blocks"], hidden=own["hidden"], role=own["role"], kinds=list(MODES))
    metadata = dict(format=metadata["format"], config=json.dumps(config, ensure_ascii=False))
    save_file({k: np.ascontiguousarray(v) for k, v in sorted(tensors.items())}, args.out, metadata=metadata)
    print(args.out, args.out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
