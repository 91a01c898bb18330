"""Losses on gold labels."""
from __future__ import annotations

import torch.nn.functional as F

from data import UNKNOWN


def ce(scores, gold, smooth=0.0):
    """Cross entropy over the words whose label is known; 0 if there is none."""
    if not bool((gold >= 0).any()):
        return scores.sum() * 0
    return F.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=UNKNOWN, label_smoothing=smooth)


def names_loss(scores, allowed):
    """-log p(set of allowed tags), mean over the words that have one."""
    known = allowed.any(-1)
    scores, allowed = scores[known], allowed[known]
    if not len(scores):
        return scores.sum()
    return (scores.logsumexp(-1) - scores.masked_fill(~allowed, -1e9).logsumexp(-1)).mean()
