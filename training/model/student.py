"""The student: the small network that ships. Its arithmetic is described in the model-file contract; `export.py` writes it out.

Hashed tables and static vectors -> one ReLU layer (folded into the tables at export) -> convolutions and simple recurrent units ->
heads. The name head may have a convolution of its own before it (`ner_block`).
"""
from __future__ import annotations

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from data import NER, UPOS
from features import GAZ_ROWS, SIZES

BUCKETS = 19


def bucket(offset: int) -> int:
    """Class of head - dependent: 1..9 to the right, 10..18 to the left, 0 for the root."""
    if offset == 0:
        return 0
    a = abs(offset)
    k = a if a <= 4 else 5 if a <= 6 else 6 if a <= 9 else 7 if a <= 14 else 8 if a <= 22 else 9
    return k if offset > 0 else 9 + k


_LONGEST = 600
_BUCKET = np.array([bucket(o) for o in range(-_LONGEST, _LONGEST + 1)])


def bucket_matrix(n: int) -> torch.Tensor:
    """[n, n+1]: bucket of (dependent, head), head 0 the root."""
    offset = np.arange(n + 1)[None, :] - np.arange(1, n + 1)[:, None]
    m = _BUCKET[np.clip(offset, -_LONGEST, _LONGEST) + _LONGEST]
    m[:, 0] = 0
    return torch.from_numpy(m)


class Scan(torch.autograd.Function):
    """h[t] = f[t] h[t-1] + u[t] over axis 1, with its gradient by hand: autograd through the loop is several times slower."""

    @staticmethod
    def forward(ctx, f, u, backwards):
        f, u = f.transpose(0, 1).contiguous(), u.transpose(0, 1).contiguous()
        h, state = torch.empty_like(u), torch.zeros_like(u[0])
        steps = range(len(u) - 1, -1, -1) if backwards else range(len(u))
        for t in steps:
            torch.addcmul(u[t], f[t], state, out=h[t])
            state = h[t]
        ctx.save_for_backward(f, h)
        ctx.backwards = backwards
        return h.transpose(0, 1)

    @staticmethod
    def backward(ctx, grad):
        f, h = ctx.saved_tensors
        grad = grad.transpose(0, 1).contiguous()
        du, df, carry = torch.empty_like(f), torch.zeros_like(f), torch.zeros_like(f[0])
        order = list(range(len(f) - 1, -1, -1) if ctx.backwards else range(len(f)))
        for k in range(len(f) - 1, -1, -1):
            t = order[k]
            torch.add(grad[t], carry, out=du[t])
            if k:
                torch.mul(du[t], h[order[k - 1]], out=df[t])
            carry = du[t] * f[t]
        return df.transpose(0, 1), du.transpose(0, 1), None


class Lookup(torch.autograd.Function):
    """Embedding whose gradient is added in place into `weight.grad`: a fresh dense gradient of every table costs a fifth of a step."""

    @staticmethod
    def forward(ctx, weight, index):
        ctx.weight = weight
        ctx.save_for_backward(index)
        return F.embedding(index, weight)

    @staticmethod
    def backward(ctx, grad):
        (index,) = ctx.saved_tensors
        if ctx.weight.grad is None:
            ctx.weight.grad = torch.zeros_like(ctx.weight)
        ctx.weight.grad.index_add_(0, index.flatten(), grad.reshape(-1, grad.shape[-1]))
        return None, None


def lookup(table: nn.Embedding, index):
    return Lookup.apply(table.weight, index) if torch.is_grad_enabled() else table(index)


class Conv(nn.Module):
    def __init__(self, d: int, step: int, drop: float):
        super().__init__()
        self.ln, self.w, self.step, self.drop = nn.LayerNorm(d), nn.Linear(3 * d, d), step, nn.Dropout(drop)

    def forward(self, x, mask):
        y, n, k = self.ln(x) * mask, x.shape[1], self.step
        z = F.pad(y, (0, 0, k, k))
        return x + self.drop(F.relu(self.w(torch.cat([z[:, :n], y, z[:, 2 * k:]], -1))))


class Sru(nn.Module):
    def __init__(self, d: int, drop: float):
        super().__init__()
        self.ln, self.w, self.drop, self.d = nn.LayerNorm(d), nn.Linear(d, 3 * d), nn.Dropout(drop), d
        with torch.no_grad():
            self.w.bias[d: 2 * d] = 1.0

    def forward(self, x, mask):
        z, f, r = self.w(self.ln(x)).chunk(3, -1)
        f = torch.sigmoid(f)
        u, f, half = (1 - f) * z * mask, f * mask, self.d // 2
        h = torch.cat([Scan.apply(f[..., :half], u[..., :half], False), Scan.apply(f[..., half:], u[..., half:], True)], -1)
        return x + self.drop(h * torch.sigmoid(r))


def make_block(kind: str, d: int, drop: float) -> nn.Module:
    return Sru(d, drop) if kind == "s" else Conv(d, int(kind), drop)


class Student(nn.Module):
    PARTS = dict(norm=96, pre=32, suf=48, suf2=32, shape=32)

    def __init__(self, inventory, width=192, blocks="1s1s1", ner_block="", static=None, gaz=False, drop=0.2, drop_in=0.3,
                 word_drop=0.1, gaz_drop=0.1, arc=96, label=128, ner_hidden=64):
        super().__init__()
        d = width
        self.width, self.blocks_spec, self.ner_spec, self.word_drop, self.gaz_drop = d, blocks, ner_block, word_drop, gaz_drop
        self.tables = nn.ModuleDict({k: nn.Embedding(SIZES[k], n) for k, n in self.PARTS.items()})
        for e in self.tables.values():
            nn.init.normal_(e.weight, std=0.3)
        size = sum(self.PARTS.values())
        self.static = None
        if static is not None:
            self.static = nn.Embedding.from_pretrained(torch.from_numpy(static).float(), freeze=False)
            size += static.shape[1]
        self.gaz = None
        if gaz:
            self.gaz = nn.Linear(GAZ_ROWS, d, bias=False)  # added after the mix: its folded table is its own weight
            nn.init.normal_(self.gaz.weight, std=0.05)
        self.mix, self.drop_in = nn.Linear(size, d), nn.Dropout(drop_in)
        self.blocks = nn.ModuleList(make_block(c, d, drop) for c in blocks)
        self.ln, self.drop = nn.LayerNorm(d), nn.Dropout(drop)
        self.ner_blocks = nn.ModuleList(make_block(c, d, drop) for c in ner_block)
        self.ner_ln = nn.LayerNorm(d) if ner_block else None
        self.upos, self.feats = nn.Linear(d, len(UPOS)), nn.Linear(d, len(inventory.feats))
        self.ner1, self.ner2 = nn.Linear(d, ner_hidden), nn.Linear(ner_hidden, len(NER))
        self.arc_dep, self.arc_head, self.arc_u = nn.Linear(d, arc), nn.Linear(d, arc), nn.Linear(arc, arc)
        self.arc_dist, self.arc_headbias = nn.Linear(arc, BUCKETS), nn.Linear(arc, 1)
        self.arc_root, self.label_root = nn.Parameter(torch.randn(arc) * 0.1), nn.Parameter(torch.randn(label) * 0.1)
        self.label_dep, self.label_head = nn.Linear(d, label), nn.Linear(d, label)
        self.label_dist = nn.Embedding(BUCKETS, label)
        nn.init.normal_(self.label_dist.weight, std=0.1)
        self.label_out = nn.Linear(label, len(inventory.deprel))

    def embed(self, batch):
        """The input layer, before its ReLU."""
        f, e = batch["rows"], self.tables
        parts = [lookup(e["norm"], f[..., 0]) + lookup(e["norm"], f[..., 1])]
        parts += [lookup(e[name], f[..., k]) for k, name in enumerate(("pre", "suf", "suf2", "shape"), 2)]
        if self.static is not None:
            parts.append(lookup(self.static, batch["static"]))
        if self.training and self.word_drop:
            keep = (torch.rand(f.shape[:2]) > self.word_drop).float().unsqueeze(-1)
            parts[0] = parts[0] * keep
            if self.static is not None:
                parts[-1] = parts[-1] * keep
        x = self.mix(self.drop_in(torch.cat(parts, -1)))
        if self.gaz is not None:
            g = batch["gaz"].float()
            if self.training and self.gaz_drop:
                g = g * (torch.rand(g.shape[0], g.shape[1], 1) > self.gaz_drop)
            x = x + self.gaz(g)
        return x

    def forward(self, batch):
        mask = batch["mask"].unsqueeze(-1).float()
        x = F.relu(self.embed(batch))
        for block in self.blocks:
            x = block(x, mask)
        trunk = x
        x = self.drop(self.ln(x))
        named = x
        if self.ner_spec:
            for block in self.ner_blocks:
                trunk = block(trunk, mask)
            named = self.drop(self.ner_ln(trunk))
        b, n, _ = x.shape
        dep = F.relu(self.arc_dep(x))
        head = torch.cat([self.arc_root.expand(b, 1, -1), F.relu(self.arc_head(x))], 1)
        buckets = bucket_matrix(n)
        arc = self.arc_u(dep) @ head.transpose(1, 2) / 8 + self.arc_headbias(head).transpose(1, 2)
        arc = arc + self.arc_dist(dep).gather(2, buckets.expand(b, -1, -1))
        arc = arc.masked_fill(~F.pad(batch["mask"], (1, 0), value=True)[:, None, :], -1e9)
        arc = arc.masked_fill(torch.eye(n + 1, dtype=torch.bool)[None, 1:], -1e9)
        label_head = torch.cat([self.label_root.expand(b, 1, -1), self.label_head(x)], 1)
        return dict(upos=self.upos(x), feats=self.feats(x), ner=self.ner2(F.relu(self.ner1(named))), arc=arc,
                    label_dep=self.label_dep(x), label_head=label_head, buckets=buckets)

    def labels(self, out, heads):
        head = out["label_head"].gather(1, heads.unsqueeze(-1).expand(-1, -1, out["label_head"].shape[-1]))
        k = out["buckets"].expand(heads.shape[0], -1, -1).gather(2, heads.unsqueeze(-1)).squeeze(-1)
        return self.label_out(F.relu(out["label_dep"] + head + self.label_dist(k)))
