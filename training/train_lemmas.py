"""Learns the lemma tables: train_lemmas.py TREEBANK-FOLDER IRREGULAR.tsv OUT

The folder holds ewt-train, gum-train (.conllu.gz) and, for the scores printed, ewt-dev, gum-dev (.conllu). See tokens.md.
The rules of `Tables.lemma` are those of crates/lang/src/lemma.rs; change both together."""

import argparse
import collections
from pathlib import Path

import conllu

LONGEST_SUFFIX = 6
OPEN = ("NOUN", "VERB", "ADJ", "PROPN", "X")
# Inflections tried where the tagged one leaves an unknown word as it is.
ENDINGS = {"d": "ed", "g": "ing", "s": "s", "p": "s", "c": "er", "u": "est", "b": "-"}
OTHERS = {"VERB": "dgs", "AUX": "bsdg", "NOUN": "p", "ADJ": "cu", "ADV": "cu"}


def kind(upos, feats):
    """The inflection that matters for the lemma, one letter."""
    f = dict(pair.split("=", 1) for pair in feats.split("|") if "=" in pair)
    if upos in ("VERB", "AUX"):
        if f.get("VerbForm") == "Ger" or f.get("VerbForm") == "Part" and f.get("Tense") != "Past":
            return "g"
        if f.get("Tense") == "Past" or f.get("VerbForm") == "Part":
            return "d"
        return "s" if f.get("Person") == "3" and f.get("Number") == "Sing" else "b"
    if upos in ("NOUN", "PROPN"):
        return {"Plur": "p", "Ptan": "t"}.get(f.get("Number"), "s")
    if upos in ("ADJ", "ADV"):
        return {"Cmp": "c", "Sup": "u"}.get(f.get("Degree"), "-")
    if upos == "PRON":
        return {"Acc": "a", "Gen": "g"}.get(f.get("Case"), "-")
    return "-"


def plain(form):
    """Apostrophes straight, lower case."""
    return form.replace("’", "'").replace("‘", "'").lower() if any(c.isalnum() for c in form) else form


def pattern(form, start):
    """How a form is capitalised: l none, T first letter (t at the start of a sentence), U all, x otherwise."""
    letters = [c for c in form if c.isalpha()]
    if not letters or all(not c.isupper() for c in letters):
        return "l"
    if form[0].isupper() and all(not c.isupper() for c in letters[1:]):
        return "t" if start else "T"
    return "U" if all(not c.islower() for c in letters) else "x"


def edit(word, lemma):
    """(characters to take off the end, string to put there)"""
    same = 0
    while same < min(len(word), len(lemma)) and word[same] == lemma[same]:
        same += 1
    return len(word) - same, lemma[same:]


def apply(word, change):
    strip, add = change
    return (word[: len(word) - strip] if strip else word) + add


def recase(form, lemma):
    """The lemma with the capitals of the form as far as both run alike."""
    same = 0
    plain_form = plain(form)
    while same < min(len(plain_form), len(lemma), len(form)) and plain_form[same] == lemma[same]:
        same += 1
    return form[:same].replace("’", "'").replace("‘", "'") + lemma[same:]


# Names in capitals longer than this are taken for shouted.
SHOUTED = 5
# Ends of adjectives of peoples and places.
PEOPLES = ("ian", "ean", "ese", "i")


class Tables:
    def __init__(self):
        self.rules, self.entries, self.cases, self.known = {}, {}, {}, set()

    def uncased(self, word, upos, letter):
        found = self.entries.get((upos, letter, word))
        if found is not None:
            return found
        lemma = self.by_rule(word, upos, letter)
        if lemma == word and (upos, word) not in self.known:
            for other in OTHERS.get(upos, ""):
                found = self.entries.get((upos, other, word))
                if found is None:
                    found = self.by_rule(word, upos, other)
                    if not word.endswith(ENDINGS[other]) or (upos, found) not in self.known:
                        continue
                if found != word:
                    return found
        return lemma

    def by_rule(self, word, upos, letter):
        for n in range(min(LONGEST_SUFFIX, len(word) - 1), -1, -1):
            change = self.rules.get((upos, letter, word[len(word) - n :]))
            if change is not None and change[0] < len(word):
                return self.better_known(apply(word, change), word, upos)
        if upos == "NUM":
            return word.replace(",", "") if word[:1].isdigit() else word
        return word

    def better_known(self, lemma, word, upos):
        """The lemma that the rule gives, or one near it that is a known word when that one is not."""
        if lemma == word:
            return lemma
        near = [lemma, lemma + "e", lemma + lemma[-1:]]
        if len(lemma) > 2 and (lemma[-1] == "e" or lemma[-1] == lemma[-2]):
            near.append(lemma[:-1])
        if word.endswith("s"):
            near.append(word[:-1])
        return next((w for w in near if (upos, w) in self.known), lemma)

    def default_case(self, upos, how, form, lemma):
        """The cased lemma where no entry says otherwise."""
        if upos == "PROPN" and how == "U" and len(form) > SHOUTED:
            return lemma[:1].upper() + lemma[1:]
        if upos in ("PROPN", "X", "SYM", "PUNCT") or upos == "NUM" and how in ("T", "U", "x"):
            return recase(form, lemma)
        if upos == "NOUN" and how == "x":
            return recase(form, lemma)
        if upos == "ADJ" and (upos, lemma) not in self.known and (how in ("T", "x") or how == "t" and lemma.endswith(PEOPLES)):
            return recase(form, lemma)
        return lemma

    def lemma(self, form, upos, feats, start):
        lemma = self.uncased(plain(form), upos, kind(upos, feats))
        how = pattern(form, start)
        cased = self.cases.get((upos, how, lemma))
        return cased if cased is not None else self.default_case(upos, how, form, lemma)


def words(path):
    """(form, lemma, upos, feats, start of sentence) of each word."""
    for sentence in conllu.sentences(path):
        start = True
        for token in sentence.tokens:
            for _, form, lemma, upos, _, feats, *rest in token.words:
                # Typing errors teach nothing about open classes, but "nt" and "u" are words of their own.
                if lemma != "_" and not ("CorrectForm" in rest[-1] and upos in OPEN):
                    yield form, lemma, upos, feats, start
                start = start and not any(c.isalnum() for c in form)


def learn_rules(types):
    """types: {word: {lemma: count}} of one part of speech and inflection. -> {suffix: edit}"""
    votes = collections.defaultdict(collections.Counter)
    for word, lemmas in types.items():
        lemma = max(sorted(lemmas), key=lambda x: lemmas[x])
        change = edit(word, lemma)
        if change[0] > 6 or len(change[1]) > 4:
            continue
        for n in range(0, min(LONGEST_SUFFIX, len(word) - 1) + 1):
            votes[word[len(word) - n :]][change] += 1
    rules = {}
    for suffix in sorted(votes, key=lambda s: (len(s), s)):
        best, count = max(sorted(votes[suffix].items()), key=lambda x: x[1])
        inherited = next((rules[suffix[k:]] for k in range(1, len(suffix) + 1) if suffix[k:] in rules), None)
        if inherited == best:
            continue
        lost = votes[suffix][inherited] if inherited else 0
        if suffix == "" or count >= 2 and count - lost >= 2:
            rules[suffix] = best
    return rules


def learn(corpus, irregular):
    tables = Tables()
    seen = collections.defaultdict(lambda: collections.defaultdict(collections.Counter))
    for form, lemma, upos, feats, start in corpus:
        seen[upos, kind(upos, feats)][plain(form)][plain(lemma)] += 1
    for (upos, letter), word, lemma in irregular:
        seen[upos, letter][word].setdefault(lemma, 1)
    for form, lemma, upos, feats, start in corpus:
        if upos in ("NOUN", "VERB", "ADJ") and lemma.isalpha() and lemma.islower() and form[1:].islower():
            if form.islower() or upos != "ADJ":
                tables.known.add((upos, lemma))
    tables.known.update((upos, lemma) for (upos, _), _, lemma in irregular)
    for (upos, letter), types in sorted(seen.items()):
        if upos in ("VERB", "AUX", "NOUN", "PROPN", "ADJ", "ADV") and letter != "-" and letter != "b":
            rules = learn_rules(types)
            for suffix, change in rules.items():
                tables.rules[upos, letter, suffix] = change
        for word, lemmas in types.items():
            lemma = max(sorted(lemmas), key=lambda x: lemmas[x])
            if tables.by_rule(word, upos, letter) != lemma:
                tables.entries[upos, letter, word] = lemma
    # "troops" is tagged now as a plural, now as a word that has no singular.
    for word, lemmas in seen["NOUN", "t"].items():
        if word not in seen["NOUN", "p"] and tables.by_rule(word, "NOUN", "p") != word:
            tables.entries["NOUN", "p", word] = max(sorted(lemmas), key=lambda x: lemmas[x])
    cased = collections.defaultdict(collections.Counter)
    forms = {}
    for form, lemma, upos, feats, start in corpus:
        low = tables.uncased(plain(form), upos, kind(upos, feats))
        if low == plain(lemma) or low == lemma.lower():
            key = upos, pattern(form, start), low
            cased[key][lemma] += 1
            forms[key, lemma] = form
    for key, lemmas in sorted(cased.items()):
        lemma = max(sorted(lemmas), key=lambda x: lemmas[x])
        if tables.default_case(key[0], key[1], forms[key, lemma], key[2]) != lemma:
            tables.cases[key] = lemma
    return tables


def write(tables, path):
    lines = ["CHLEMM1"]
    for (upos, letter, suffix), (strip, add) in sorted(tables.rules.items()):
        lines.append(f"rule\t{upos}\t{letter}\t{suffix}\t{strip}\t{add}")
    for (upos, letter, word), lemma in sorted(tables.entries.items()):
        lines.append(f"word\t{upos}\t{letter}\t{word}\t{lemma}")
    for upos in sorted({upos for upos, _ in tables.known}):
        words = sorted(lemma for known, lemma in tables.known if known == upos)
        lines.append(f"known\t{upos}\t{' '.join(words)}")
    for (upos, how, lemma), cased in sorted(tables.cases.items()):
        lines.append(f"case\t{upos}\t{how}\t{lemma}\t{cased}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("irregular", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    corpus = [w for name in ("ewt", "gum") for w in words(args.treebanks / f"{name}-train.conllu.gz")]
    irregular = []
    for line in args.irregular.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            upos, letter, lemma, forms = line.split("\t")
            irregular += [((upos, letter), form, lemma) for form in forms.split()]
    tables = learn(corpus, irregular)
    write(tables, args.out)
    print(len(tables.rules), "rules", len(tables.entries), "words", len(tables.cases), "cases", args.out.stat().st_size, "bytes")
    for name in ("ewt", "gum"):
        gold = list(words(args.treebanks / f"{name}-dev.conllu"))
        wrong = collections.Counter(
            (upos, kind(upos, feats), pattern(form, start), form, lemma, tables.lemma(form, upos, feats, start))
            for form, lemma, upos, feats, start in gold
            if tables.lemma(form, upos, feats, start) != lemma
        )
        print(name, f"{100 - 100 * sum(wrong.values()) / len(gold):.2f}")
        for row, count in wrong.most_common(40):
            print("  ", count, *row)


if __name__ == "__main__":
    main()
