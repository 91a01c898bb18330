"""The hashed features of a word; the Rust side computes the same (see the model-file description)."""
from __future__ import annotations

import functools
import re
import zlib

SIZES = dict(norm=16384, pre=2048, suf=4096, suf2=1024, shape=512)
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "—": "--", "–": "-", "…": "..."})


def normalise(word: str) -> str:
    return word.translate(_PLAIN)


def norm(word: str) -> str:
    """Lower case, every digit 0: the key of the static vectors and of the norm rows."""
    return re.sub(r"\d", "0", normalise(word).lower())


def shape(word: str) -> str:
    x = re.sub(r"[A-Z]", "X", re.sub(r"[a-z]", "x", re.sub(r"\d", "d", normalise(word))))
    return re.sub(r"(.)\1{3,}", r"\1\1\1", x)


def bucket_hash(seed: int, text: str, size: int) -> int:
    return zlib.crc32((str(seed) + text).encode()) % size


@functools.cache
def rows(word: str) -> tuple[int, int, int, int, int, int]:
    """Rows in the tables norm, norm, pre, suf, suf2, shape."""
    n = norm(word)
    return (
        bucket_hash(1, n, SIZES["norm"]), bucket_hash(2, n, SIZES["norm"]), bucket_hash(3, n[:3], SIZES["pre"]),
        bucket_hash(4, n[-3:], SIZES["suf"]), bucket_hash(5, n[-2:], SIZES["suf2"]), bucket_hash(6, shape(word), SIZES["shape"]),
    )


def fnv1a(text: str) -> int:
    h = 0xCBF29CE484222325
    for byte in text.encode():
        h = ((h ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return h


# Gazetteer features: see `gazetteer.py`. One row per (class, place of the word in the phrase).
GAZ_CLASSES = ("given", "family", "country", "region", "city", "org")
GAZ_PLACES = 4  # single word, first, inside, last
GAZ_ROWS = len(GAZ_CLASSES) * GAZ_PLACES
