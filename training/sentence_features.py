"""Features of the gap after each token, for sentence splitting. The same as in crates/lang/src/sentence/features.rs;
change both together."""

from zlib import crc32

import numpy as np

GLUED, SPACE, PARAGRAPH = 0, 1, 2
PAD_SHAPE = 31
BUCKETS = [1, 2, 3, 4, 6, 9, 14, 20, 30, 45]
OPENING, CLOSING = "“‘«„", "”’»"
QUOTES = "\"'`" + OPENING + CLOSING


def word_hash(form):
    lower = form.lower()
    return crc32("".join("0" if c in "0123456789" else c for c in lower).encode())


def suffix_hash(form):
    return crc32(form.lower()[-3:].encode())


def shape(form, before, after):
    """The class of a token; `before` and `after` are the gaps around it."""
    if all(c in ".!?…" for c in form):
        if form in (".", "?", "!"):
            return {".": 1, "?": 2, "!": 3}[form]
        return 4 if form[0] in ".…" and all(c in ".…" for c in form) else 5
    if form in (",", ";", ":"):
        return {",": 6, ";": 7, ":": 8}[form]
    if all(c in "-–—" for c in form):
        return 9
    if all(c in QUOTES for c in form):
        if form[0] in OPENING:
            return 10
        if form[0] in CLOSING:
            return 11
        if before != GLUED and after == GLUED:
            return 10
        return 11 if before == GLUED and after != GLUED else 12
    if form in ("(", "[", "{", "<", "<<"):
        return 13
    if form in (")", "]", "}", ">", ">>"):
        return 14
    if not any(c.isalnum() for c in form):
        return 15 if len(form) > 1 else 16
    if form[0] in "0123456789":
        if all(c in "0123456789" for c in form):
            return 17 if len(form) < 3 else 18
        return 19
    if "://" in form or "@" in form or "www." in form:
        return 20
    if form[-1] == ".":
        return 21 if len(form) == 2 else 22
    if form[0] in "'’":
        return 29
    upper = form[0].isupper()
    if upper and len(form) == 1:
        return 23 if form == "I" else 24
    if upper and not any(c.islower() for c in form):
        return 25
    if upper:
        return 26
    if form[0].islower():
        return 27 if any(c.isupper() for c in form) else 28
    return 30


def bucket(n):
    return sum(n > limit for limit in BUCKETS)


class Attributes:
    """Columns over the tokens of one document, with room for the window on both sides."""

    ROOM = 4

    def __init__(self, forms, gaps):
        room, n = self.ROOM, len(forms)
        size = n + 2 * room
        self.n = n
        self.word = np.zeros(size, np.uint32)
        self.suffix = np.zeros(size, np.uint32)
        self.shape = np.full(size, PAD_SHAPE, np.uint32)
        self.gap = np.full(size, PARAGRAPH, np.uint32)
        for i, form in enumerate(forms):
            before = gaps[i - 1] if i else PARAGRAPH
            self.word[room + i] = word_hash(form)
            self.suffix[room + i] = suffix_hash(form)
            self.shape[room + i] = shape(form, before, gaps[i])
            self.gap[room + i] = gaps[i]

    def at(self, column, offset):
        start = self.ROOM + offset
        return column[start : start + self.n]


def states(attributes, ends):
    """What has gone by in the sentence and the paragraph at each token, given where sentences end: the columns
    distance, quote, bracket, paragraph quote, first shape, no lower-case word yet."""
    room = attributes.ROOM
    out = np.zeros((attributes.n, 6), np.uint32)
    distance = quote = bracket = outer = lower = 0
    first = PAD_SHAPE
    for i in range(attributes.n):
        kind = int(attributes.shape[room + i])
        distance += 1
        if distance == 1:
            first = kind
        if kind == 10:
            quote, outer = 1, 1
        elif kind == 11:
            quote, outer = 0, 0
        elif kind == 12:
            quote, outer = 1 - quote, 1 - outer
        elif kind == 13:
            bracket = 1
        elif kind == 14:
            bracket = 0
        elif kind == 28:
            lower = 1
        out[i] = bucket(distance), quote, bracket, outer, first, lower
        if ends[i]:
            distance = quote = bracket = lower = 0
            if attributes.gap[room + i] == PARAGRAPH:
                outer = 0
    return out


def left_in_paragraph(attributes):
    """For each token the bucket of the number of tokens after it in its paragraph."""
    out = np.zeros(attributes.n, np.uint32)
    left = 0
    for i in range(attributes.n - 1, -1, -1):
        left = 0 if attributes.gap[attributes.ROOM + i] == PARAGRAPH else left + 1
        out[i] = bucket(left)
    return out


def features(attributes, state, bits):
    """The feature rows of each token: array of shape (tokens, templates)."""
    w = {k: attributes.at(attributes.word, k) for k in range(-2, 4)}
    s = {k: attributes.at(attributes.shape, k) for k in range(-3, 5)}
    g = {k: attributes.at(attributes.gap, k) for k in range(-2, 3)}
    u = {k: attributes.at(attributes.suffix, k) for k in range(0, 2)}
    distance, quote, bracket, outer, first, lower = state.T
    left = left_in_paragraph(attributes)
    templates = [
        (w[-2],), (w[-1],), (w[0],), (w[1],), (w[2],), (w[3],),
        (w[0], s[1]), (s[0], w[1]), (w[0], w[1]), (w[-1], w[0]), (w[1], w[2]),
        (s[-1], s[0], s[1]), (s[0], s[1], s[2]), (s[-1], s[0], s[1], s[2]), (s[-2], s[-1], s[0], s[1], s[2], s[3]),
        (w[-1], s[0], s[1]), (s[0], w[1], w[2]), (s[0], s[1], w[2]), (w[0], s[1], w[2]),
        (g[-1], s[0], g[0], s[1], g[1]), (g[0], s[-1], s[0], s[1], s[2], s[3]),
        (u[0], s[0], s[1]), (s[0], s[1], u[1]),
        (s[0], g[0]), (w[0], g[-1], g[0]),
        (distance, s[0], s[1]), (distance, lower, s[0], s[1]), (distance, w[1]), (distance, s[0], w[1]),
        (quote, bracket, s[0], s[1]), (outer, s[-1], s[0], s[1]), (quote, outer, s[0], s[1], s[2]),
        (first, s[0], s[1]), (first, distance, s[1]), (lower, s[0], s[1], s[2]),
        (left, s[0], s[1]), (left, distance, s[0]), (left, w[0]),
        (s[-3], s[-2], s[-1], s[0], s[1]), (s[0], s[1], s[2], s[3], s[4]),
    ]  # fmt: skip
    rows = np.empty((attributes.n, len(templates)), np.uint32)
    with np.errstate(over="ignore"):
        for t, parts in enumerate(templates):
            h = np.full(attributes.n, (t + 1) * 0x9E3779B1 & 0xFFFFFFFF, np.uint32)
            for part in parts:
                h = (h ^ part) * np.uint32(0x85EBCA6B)
                h ^= h >> np.uint32(15)
            rows[:, t] = (h * np.uint32(0xC2B2AE35)) >> np.uint32(32 - bits)
    return rows
