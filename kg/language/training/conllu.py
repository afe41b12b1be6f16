"""Read CoNLL-U treebanks: documents of sentences of words. Empty nodes and enhanced dependencies are left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word; `head` counts from 0, None at the root; `space` says whether white space follows."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int | None
    dep: str
    misc: str
    space: bool


Words = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class TreebankDocument:
    """A document of a treebank with its `# meta::` lines; `paragraphs` are the sentences that begin one."""

    name: str
    meta: dict[str, str]
    sentences: tuple[Words, ...]
    paragraphs: tuple[int, ...]


def read_conllu(path: Path) -> tuple[TreebankDocument, ...]:
    """Read the documents of a file, split where it says `# newdoc`."""
    documents: list[TreebankDocument] = []
    name, meta, sentences, paragraphs = path.stem, dict[str, str](), list[Words](), [0]
    for comments, words in _sentences(path):
        for comment in comments:
            if comment.startswith("# newdoc"):
                if sentences:
                    documents.append(TreebankDocument(name, meta, tuple(sentences), tuple(paragraphs)))
                name, meta, sentences, paragraphs = comment.rpartition("=")[2].strip(), {}, [], [0]
            elif comment.startswith("# newpar") and sentences and paragraphs[-1] != len(sentences):
                paragraphs.append(len(sentences))
            elif comment.startswith("# meta::"):
                key, _, value = comment.removeprefix("# meta::").partition("=")
                meta[key.strip()] = value.strip()
        sentences.append(words)
    return (*documents, TreebankDocument(name, meta, tuple(sentences), tuple(paragraphs)))


def _sentences(path: Path) -> Iterator[tuple[list[str], Words]]:
    comments: list[str] = []
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("#"):
            comments.append(line)
        elif line.strip():
            rows.append(line.split("\t"))
        elif rows:
            yield comments, tuple(_words(rows))
            comments, rows = [], []


def _words(rows: list[list[str]]) -> Iterator[Word]:
    """Yield the words; those of one multiword token ("do" + "n't") stand without a space between."""
    range_end, range_space = 0, True
    for row in rows:
        space = "SpaceAfter=No" not in row[9]
        if "." in row[0]:
            continue
        if "-" in row[0]:
            range_end, range_space = int(row[0].partition("-")[2]), space
            continue
        number = int(row[0])
        if number <= range_end:
            space = range_space if number == range_end else False
        head = int(row[6]) - 1 if int(row[6]) else None
        feats = "" if row[5] == "_" else row[5]
        yield Word(row[1], row[2], row[3], row[4], feats, head, row[7], row[9], space)
