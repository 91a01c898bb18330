"""Batches of sentences of like length."""
from __future__ import annotations

import numpy as np


def batches(lengths, size: int, rng=None, spread: float = 8.0) -> list[list[int]]:
    """Index lists whose padded size is at most `size`; with `rng` shuffled, lengths blurred by `spread` so that batches differ."""
    noise = rng.random(len(lengths)) * spread if rng is not None else np.zeros(len(lengths))
    out, current, longest = [], [], 0
    for i in np.argsort(np.asarray(lengths) + noise, kind="stable"):
        longest_now = max(longest, lengths[i])
        if current and longest_now * (len(current) + 1) > size:
            out.append(current)
            current, longest_now = [], lengths[i]
        current.append(int(i))
        longest = longest_now
    if current:
        out.append(current)
    if rng is not None:
        rng.shuffle(out)
    return out
