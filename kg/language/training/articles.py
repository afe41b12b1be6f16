"""Turn our own annotated articles into tagged sentences: `articles.jsonl` and `gold.jsonl` in one folder.

The annotation lists the entities of an article with all their names; every place where one of these stands is a name.
What was listed as neutral, and parts of long names that stand alone ("the Bureau"), are left unknown. The articles
were split when they were written: `train`, `dev` and `test`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputMissing
from kg.language.assemble import block_texts
from kg.language.sentences import sentence_starts
from kg.language.training.gum_names import UNKNOWN
from kg.language.training.names import TaggedSentence, WordLists, with_groups
from kg.model import Document, Role
from kg.text.blocks import layout

if TYPE_CHECKING:
    from spacy.language import Language

_PLACES = ("City", "Country", "AdministrativeArea", "Place")
_LABELS = {**dict.fromkeys(_PLACES, "LOC"), "Person": "PERSON", "Company": "ORG", "Event": "EVENT"}
_LINKS = frozenset(["of", "and", "for", "the", "de", "in", "on", "du", "la", "da", "del", "al", "&"])


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    space: bool


def read_articles(folder: Path, split: str, lists: WordLists, titles: frozenset[str]) -> list[TaggedSentence]:
    """Read the sentences of one split; `titles` are the words that are no part of a person's name."""
    for path in (folder / "articles.jsonl", folder / "gold.jsonl"):
        if not path.is_file():
            raise InputMissing(f"{path}: no such file; the model is trained from our annotated articles too")
    texts = {row["id"]: row["text"] for row in _rows(folder / "articles.jsonl")}
    return [
        with_groups(sentence, lists)
        for row in _rows(folder / "gold.jsonl")
        if row["split"] == split
        for sentence in _sentences(texts[row["doc"]], _labelled(row, titles))
    ]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _labelled(row: Mapping[str, Any], titles: frozenset[str]) -> dict[str, str]:
    """Return the label of each name of an article, written as in the text or in capitals."""
    names: dict[str, str] = {}
    entities = [fact for fact in row["facts"] if fact["type"] == "entity"]
    for entity in entities:
        label = _LABELS.get(entity["class"]) or ("ORG" if entity["class"].endswith("Organization") else "MISC")
        for name in (entity["name"], *entity["aliases"], *entity.get("name_alt", ())):
            bare = _bare(name, titles if label == "PERSON" else frozenset())
            names.setdefault(bare, label if label == "PERSON" or _is_name(bare) else UNKNOWN)
    for name in row["neutral"]:
        names.setdefault(name, UNKNOWN)
    for entity in entities:
        if entity["class"] == "Person":
            words = entity["name"].split()
            names = {words[0]: "PERSON", words[-1]: "PERSON"} | names
    for name in list(names):
        for part in re.findall(r"[^\W\d]\w+", name):
            if part[0].isupper():
                names.setdefault(part, UNKNOWN)
    return {name.upper(): label for name, label in names.items()} | names


def _bare(name: str, titles: frozenset[str]) -> str:
    words = name.split()
    while len(words) > 1 and words[0].lower() in titles | {"the"}:
        del words[0]
    return " ".join(words)


def _is_name(name: str) -> bool:
    words = name.split()
    return words[-1] not in _LINKS and all(not word[0].islower() or word in _LINKS for word in words)


def _sentences(text: str, names: Mapping[str, str]) -> Iterator[TaggedSentence]:
    choices = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    pattern = re.compile(rf"(?<!\w)(?:{choices or '(?!)'})(?!\w)")
    for block in block_texts(layout(Document("article", text)), None):
        if block.role is Role.DEBRIS:
            continue
        tokens = _tokens(block.plain.text)
        tags = ["O"] * len(tokens)
        for match in pattern.finditer(block.plain.text):
            _mark(tags, tokens, *match.span(), names[match[0]])
        starts = sentence_starts([(token.text, token.space) for token in tokens])
        bounds = [*(at for at, is_start in enumerate(starts) if is_start), len(tokens)]
        for start, end in pairwise(bounds):
            yield _sentence(tokens[start:end], tags[start:end])


def _sentence(tokens: list[_Token], tags: list[str]) -> TaggedSentence:
    words, spaces = (token.text for token in tokens), (token.space for token in tokens)
    return TaggedSentence(tuple(words), tuple(tags), tuple(spaces))


def _mark(tags: list[str], tokens: list[_Token], start: int, end: int, label: str) -> None:
    """Tag the tokens of a name; one that our tokens do not cut out is unknown."""
    inside = [at for at, token in enumerate(tokens) if token.start < end and start < token.end]
    exact = tokens[inside[0]].start == start and tokens[inside[-1]].end == end
    for at in inside:
        begins = "B" if at == inside[0] else "I"
        tags[at] = f"{begins}-{label}" if exact and label != UNKNOWN else UNKNOWN


@cache
def _blank() -> Language:
    import spacy

    import kg.language.english  # noqa: F401  registers the language

    return spacy.blank("en_kg")


def _tokens(text: str) -> list[_Token]:
    doc = _blank().make_doc(text)
    return [_Token(token.text, token.idx, token.idx + len(token), bool(token.whitespace_)) for token in doc]
