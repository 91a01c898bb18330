"""CoNLL-U treebanks, plain or gzipped: documents of sentences of surface tokens."""

import gzip
from typing import NamedTuple


class Token(NamedTuple):
    """A surface token: its form, whether no space follows, and its words as lists of the ten columns."""

    form: str
    glued: bool
    words: list


class Sentence(NamedTuple):
    """A sentence: whether a document or a paragraph begins with it, and its tokens."""

    document: bool
    paragraph: bool
    tokens: list


def sentences(path):
    """The sentences of a treebank file, in order."""
    opener = gzip.open if str(path).endswith(".gz") else open
    comments, tokens, last = [], [], 0
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if tokens:
                    yield finish(comments, tokens)
                comments, tokens, last = [], [], 0
            elif line[0] == "#" and "\t" not in line:
                comments.append(line[1:].strip())
            else:
                columns = line.split("\t")
                if "." in columns[0]:
                    continue
                glued = "SpaceAfter=No" in columns[9].split("|")
                if "-" in columns[0]:
                    last = int(columns[0].split("-")[1])
                    tokens.append(Token(columns[1], glued, []))
                elif int(columns[0]) <= last:
                    tokens[-1].words.append(columns)
                else:
                    tokens.append(Token(columns[1], glued, [columns]))
    if tokens:
        yield finish(comments, tokens)


def finish(comments, tokens):
    document = any(comment.startswith("newdoc") for comment in comments)
    paragraph = any(comment.startswith("newpar") for comment in comments)
    return Sentence(document, document or paragraph, tokens)


def documents(path):
    """The documents of a treebank file: lists of sentences."""
    document = []
    for sentence in sentences(path):
        if sentence.document and document:
            yield document
            document = []
        document.append(sentence)
    if document:
        yield document
