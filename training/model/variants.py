"""Scores of a model file on other surfaces of the development sets: headline case, capitals, lower case, no final stop, one-sentence crops.

    python variants.py en.safetensors
"""
from __future__ import annotations

import argparse
import dataclasses

from augment import title_case
from data import load_dev
from reference import Model
from score import Score


def without_final_stop(s):
    """None if the sentence does not end in punctuation that nothing hangs on."""
    n = len(s)
    if n < 3 or s.upos[-1] != "PUNCT" or n in s.heads:
        return None
    cut = {f.name: getattr(s, f.name)[:-1] for f in dataclasses.fields(s) if isinstance(getattr(s, f.name), list)}
    return dataclasses.replace(s, **cut)


def with_words(change):
    return lambda s: dataclasses.replace(s, words=change(s.words))


VARIANTS = {
    "as it is": lambda s: s,
    "Headline Case": with_words(title_case),
    "CAPITALS": with_words(lambda words: [w.upper() for w in words]),
    "lower case": with_words(lambda words: [w.lower() for w in words]),
    "no final stop": without_final_stop,
}


def main():
    args = argparse.ArgumentParser()
    args.add_argument("model")
    args.add_argument("--every", type=int, default=2, help="every n-th sentence only")
    args = args.parse_args()
    model = Model(args.model)
    for name, dev in zip(("EWT", "GUM"), load_dev(), strict=True):
        for variant, change in VARIANTS.items():
            score = Score()
            for s in dev[:: args.every]:
                changed = change(s)
                if changed is not None:
                    score.add(changed, *model.parse(changed.words)[0])
            print(name, f"{variant:15}", score, flush=True)


if __name__ == "__main__":
    main()
