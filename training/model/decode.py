"""From scores to decisions: spanning trees and name spans."""
from __future__ import annotations

import numpy as np

from data import NER

_I = [(j, NER.index("B-" + t[2:])) for j, t in enumerate(NER) if t[0] == "I"]
_START = np.zeros(len(NER))
_STEP = np.zeros((len(NER), len(NER)))
for _j, _b in _I:
    _START[_j] = -1e9
    _STEP[:, _j] = -1e9
    _STEP[_j, _j] = _STEP[_b, _j] = 0.0


def viterbi(scores: np.ndarray) -> list[int]:
    """Best BIO sequence of log scores [words, tags]: an I- only after the B- or I- of its type."""
    best, back = scores[0] + _START, []
    for row in scores[1:]:
        step = best[:, None] + _STEP
        arg = step.argmax(0)
        back.append(arg)
        best = step[arg, np.arange(len(NER))] + row
    path = [int(best.argmax())]
    for arg in reversed(back):
        path.append(int(arg[path[-1]]))
    return path[::-1]


def single_root_tree(scores: np.ndarray) -> np.ndarray:
    """Maximum spanning tree with one root. `scores` [n+1, n+1] is (dependent, head), row and column 0 the root; gives n heads."""
    n = scores.shape[0] - 1
    heads = scores[1:].argmax(1)
    if (heads == 0).sum() == 1 and not _has_cycle(heads):
        return heads
    best, best_score = None, -np.inf
    # The best tree of each plausible root: at most five, ranked by what choosing it costs.
    gain = scores[1:, 0] - scores[1:, 1:].max(1) if n > 1 else np.zeros(1)
    for root in np.argsort(-gain)[: 5 if n > 1 else 1]:
        s = scores.copy()
        s[1:, 0] = -1e9
        s[1 + root, :] = -1e9
        s[1 + root, 0] = scores[1 + root, 0]
        tree = _edmonds(s)
        total = scores[np.arange(1, n + 1), tree].sum()
        if total > best_score:
            best, best_score = tree, total
    return best


def _has_cycle(heads) -> bool:
    state = [0] * (len(heads) + 1)
    for start in range(1, len(heads) + 1):
        node, path = start, []
        while node and not state[node]:
            state[node] = 1
            path.append(node)
            node = int(heads[node - 1])
        if node and state[node] == 1:
            return True
        for p in path:
            state[p] = 2
    return False


def _edmonds(scores: np.ndarray) -> np.ndarray:
    n = scores.shape[0]
    scores = scores.copy()
    np.fill_diagonal(scores, -1e18)
    head = scores.argmax(1)
    head[0] = 0
    cycle = _find_cycle(head)
    if cycle is None:
        return head[1:]
    inside = np.array(cycle)
    outside = [i for i in range(n) if i not in set(cycle)]
    m = len(outside)
    small = np.full((m + 1, m + 1), -1e18)
    small[:m, :m] = scores[np.ix_(outside, outside)]
    leaving = scores[np.ix_(outside, inside)]
    small[:m, m] = leaving.max(1)
    entering = scores[np.ix_(inside, outside)] - scores[inside, head[inside]][:, None]
    small[m, :m] = entering.max(0)
    sub = np.concatenate([[0], _edmonds(small)])
    result = head.copy()
    for a in range(1, m):
        result[outside[a]] = inside[leaving[a].argmax()] if sub[a] == m else outside[sub[a]]
    result[inside[entering[:, sub[m]].argmax()]] = outside[sub[m]]
    return result[1:]


def _find_cycle(head):
    colour = np.zeros(len(head), int)
    colour[0] = 2
    for start in range(1, len(head)):
        node, path = start, []
        while colour[node] == 0:
            colour[node] = 1
            path.append(node)
            node = head[node]
        if colour[node] == 1:
            return [int(x) for x in path[path.index(node):]]
        for p in path:
            colour[p] = 2
    return None


def spans(tags) -> set[tuple[int, int, str]]:
    """(first, end, type) of a BIO sequence."""
    out, start = set(), None
    for i, tag in enumerate(list(tags) + ["O"]):
        if start is not None and not (tag[0] == "I" and tag[2:] == start[1]):
            out.add((start[0], i, start[1]))
            start = None
        if tag[0] == "B" or (tag[0] == "I" and start is None):
            start = (i, tag[2:])
    return out
