"""Unlabelled text for the teacher to label: collects it, cuts it into sentences and words.

    python text.py --out runs/text.jsonl

The cutting is rough on purpose (a regular expression each): the student sees treebank words for real, and the program has its own tokeniser.
Only sources whose licence lets a shipped model learn from them are read here; see README.md.
"""
from __future__ import annotations

import argparse
import html
import json
import pathlib
import re
import subprocess


from data import DATA, EXTRA, open_text

TITLES = "Mr Mrs Ms Dr Sen Rep Gov Gen Lt Col Sgt Rev St Jr Sr Capt Maj Adm Prof Hon Inc Corp Co Ltd No vs Jan Feb Aug Sept Sep Oct Nov Dec".split()
_ABBREVIATION = re.compile(r"(?:\b(?:" + "|".join(TITLES) + r"|U\.S|U\.N|U\.K|[A-Z]))\.$")
_TOKEN = re.compile(
    r"n['’]t\b|['’](?:s|re|ve|ll|d|m|S)\b|(?:[A-Z]\.){2,}|\b[ap]\.m\.|\b(?:" + "|".join(TITLES) + r")\.|\d+(?:st|nd|rd|th)\b|\d[\d,.:]*\d|\d+"
    r"|\w+?(?=n['’]t\b)|\w+(?:['’](?!s\b|S\b|re\b|ve\b|ll\b|d\b|m\b)\w+)*|\.\.\.|--+|[^\w\s]",
    re.U,
)
_END = re.compile(r'[.!?]["”’\')\]]*\s+(?=["“‘\'(\[]*[A-Z0-9])')


def words_of(text: str) -> list[str]:
    out = []
    for w in _TOKEN.findall(text):
        if w.lower() == "cannot":
            out += [w[:3], w[3:]]
        else:
            out.append(w)
    return out


def sentences_of(text: str) -> list[str]:
    out = []
    for paragraph in text.split("\n"):
        paragraph, start = paragraph.strip(), 0
        for m in _END.finditer(paragraph):
            part = paragraph[start: m.end()].strip()
            if not _ABBREVIATION.search(part):
                out.append(part)
                start = m.end()
        if paragraph[start:].strip():
            out.append(paragraph[start:].strip())
    return out


def wikinews():
    with open_text(DATA / "text/wikinews.jsonl.gz") as lines:
        for line in lines:
            article = json.loads(line)
            yield words_of(article["title"])
            for s in sentences_of(article["text"]):
                yield words_of(s)


def state_of_the_union(first_year: int):
    for path in sorted((EXTRA / "state_union").glob("*.txt")):
        if path.name[:4].isdigit() and int(path.name[:4]) >= first_year:
            text = re.sub(r"(?<!\n)\n(?!\n)", " ", path.read_text("utf8", "replace"))
            for s in sentences_of(text):
                yield words_of(s)


MASC_LEFT_OUT = re.compile(r"^(ucb|lists|jokes|tweets|blog|enron|spam|JurassicPark|pirates|vampires|sw2|Bed0|Bmr|rr|record|Acephalous|lessig|lw\d)", re.I)


def masc():
    """Tagged text, one sentence a line, word_TAG; private mail, lists, tweets, scripts and telephone talk are left out."""
    for path in sorted((EXTRA / "masc_tagged").glob("*/*.txt")):
        if MASC_LEFT_OUT.match(path.name):
            continue
        for line in path.read_text("utf8", "replace").split("\n"):
            words = [t.rsplit("_", 1)[0] for t in line.split()]
            words = [{"-LRB-": "(", "-RRB-": ")", "``": '"', "''": '"'}.get(w, w) for w in words]
            yield [w for w in words if w]


# The prose of the Factbook; its tables are not sentences.
FACTBOOK_FIELDS = re.compile(r"Background|overview|note|Military and security forces|Terrorist|Population distribution|deployments|Legal system|Constitution"
                             r"|Disputes|refugees|trafficking|milestones|Natural hazards|Broadcast media|Judicial|Citizenship", re.I)


def factbook():
    """Public domain. Names in capitals ("Bashar al-ASAD") are given the usual case."""
    repository = EXTRA / "factbook"
    names = subprocess.run(["git", "-C", repository, "ls-tree", "-r", "--name-only", "HEAD"], capture_output=True, text=True, check=True).stdout.split("\n")

    def texts(node, key=""):
        if isinstance(node, dict):
            for k, v in node.items():
                yield from texts(v, key if k in ("text", "note") else k)
        elif isinstance(node, str) and len(node) > 120 and FACTBOOK_FIELDS.search(key):
            yield node

    for name in names:
        if name.count("/") == 1 and name.endswith(".json") and not name.startswith(("meta", "world")):
            country = json.loads(subprocess.run(["git", "-C", repository, "show", f"HEAD:{name}"], capture_output=True, text=True, check=True).stdout)
            for text in texts({k: v for k, v in country.items() if k not in ("Energy", "Communications")}):
                text = html.unescape(re.sub(r"<(br|p|/p)[^>]*>", "\n", text))
                text = re.sub(r"<[^>]+>", "", text).replace("\xa0", " ")
                text = re.sub(r"\b([A-Z])([A-Z]{4,})\b", lambda m: m[1] + m[2].lower(), text)
                for part in text.split("\n"):
                    for s in sentences_of(re.sub(r"; ", ". ", part) if part.count("; ") > 3 else part):
                        yield words_of(s[:1].upper() + s[1:])


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--out", required=True, type=pathlib.Path)
    args.add_argument("--longest", type=int, default=60)
    args = args.parse_args()
    sources = dict(wikinews=wikinews(), masc=masc(), factbook=factbook(), union=state_of_the_union(1975))
    seen = set()
    with open(args.out, "w", encoding="utf8") as out:
        for name, sentences in sources.items():
            count = total = 0
            for words in sentences:
                letters = sum(w[:1].isalpha() for w in words)
                if 3 <= len(words) <= args.longest and letters >= 0.5 * len(words) and tuple(words) not in seen:
                    seen.add(tuple(words))
                    out.write(json.dumps([name, words], ensure_ascii=False) + "\n")
                    count, total = count + 1, total + len(words)
            print(name, count, "sentences", total, "words")


if __name__ == "__main__":
    main()
