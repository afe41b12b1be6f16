"""Analyse language without a model: tokens, sentence starts, guessed parts of speech; no syntax, no names.

For `--model none`. Parts of speech come from lists of common words, suffixes and capitals; rules over tokens still
run, rules over syntax find nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.language.assemble import BlockText, Parse, Word, assemble, block_texts
from kg.language.sentences import sentence_starts
from kg.model import AnalysedDocument, Block, Document

if TYPE_CHECKING:
    from spacy.tokens import Token as SpacyToken

_NUMBER = re.compile(r"[+-]?\d[\d.,]*(?:st|nd|rd|th)?")
_SYMBOLS = frozenset("$£€¥%+=<>°")
_SILENT_E = re.compile(r"(?:[vcuz]|[^n]g|(?<![eo])at|creat|[aeionru]s|[iu]r|[iu]d|bl|pl|tl)$")  # what -ed and -ing hide
_SIBILANT_PLURAL = re.compile(r"(?:ss|sh|ch|x|z)es$")


class PlainAnalyzer:
    """Analyses documents by rule alone."""

    name = "none"

    def __init__(self) -> None:
        import spacy

        import kg.language.english  # noqa: F401  registers the language used here

        self._tokenizer = spacy.blank("en_kg").tokenizer

    def analyse(self, document: Document, blocks: Sequence[Block] | None = None) -> AnalysedDocument:
        """Analyse one document, by `blocks` rather than its own where given."""
        texts = block_texts(document, blocks)
        return assemble(document, ((block, self._parses(block)) for block in texts))

    def analyse_many(self, documents: Iterable[Document]) -> Iterator[AnalysedDocument]:
        """Analyse documents one by one."""
        return (self.analyse(document) for document in documents)

    def _parses(self, block: BlockText) -> list[Parse]:
        tokens = list(self._tokenizer(block.plain.text))
        starts = sentence_starts([(token.text, bool(token.whitespace_)) for token in tokens])
        begins = [at for at, start in enumerate(starts) if start]
        ends = [*begins[1:], len(tokens)]
        return [Parse(tuple(_words(tokens[begin:end]))) for begin, end in zip(begins, ends, strict=True)]


def _words(tokens: Sequence[SpacyToken]) -> Iterator[Word]:
    first = next((at for at, token in enumerate(tokens) if token.text[0].isalnum()), 0)
    return (_word(token, first=at == first) for at, token in enumerate(tokens))


def _word(token: SpacyToken, *, first: bool) -> Word:
    pos = guess_pos(token.text, first=first)
    return Word(token.idx, token.idx + len(token), guess_lemma(token.text, pos), pos)


def guess_pos(word: str, *, first: bool = False) -> str:
    """Guess the Universal POS tag of a word; `first` in its sentence, where a capital says little.

    >>> [guess_pos(word) for word in ["the", "Nairobi", "quickly", "4,300", "patents"]]
    ['DET', 'PROPN', 'ADV', 'NUM', 'NOUN']
    """
    lower = word.lower()
    if not any(character.isalnum() for character in word) and lower not in _listed():
        return "SYM" if _SYMBOLS.intersection(word) else "PUNCT"
    if _NUMBER.fullmatch(lower):
        return "ADJ" if lower[-1].isalpha() else "NUM"
    capital = word[:1].isupper() and word != "I"
    if capital and (not first or (len(word) > 1 and word.isupper())):
        return "PROPN"
    if lower in _listed():
        return _listed()[lower]
    return next(
        (pos for suffix, pos in _data()["suffixes"] if _has_suffix(lower, suffix)), "PROPN" if capital else "NOUN"
    )


def guess_lemma(word: str, pos: str) -> str:
    """Guess the dictionary form of a word.

    >>> guess_lemma("filed", "VERB"), guess_lemma("patents", "NOUN"), guess_lemma("Nairobi", "PROPN")
    ('file', 'patent', 'Nairobi')
    """
    lower = word.lower()
    if pos in ("PROPN", "NUM", "PUNCT", "SYM"):
        return word
    if lower in _lemmas():
        return _lemmas()[lower]
    if pos == "NOUN":
        return _singular(lower)
    return _infinitive(lower) if pos == "VERB" else lower


def _has_suffix(word: str, suffix: str) -> bool:
    return word.endswith(suffix) and len(word) > len(suffix) + 2


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if _SIBILANT_PLURAL.search(word):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _infinitive(word: str) -> str:
    for suffix in ("ing", "ed"):
        if _has_suffix(word, suffix):
            stem = word[: -len(suffix)]
            if stem[-1] == stem[-2]:
                return stem if stem[-1] in "ls" else stem[:-1]
            return stem + "e" if _SILENT_E.search(stem) else stem
    return _singular(word)


@cache
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = json.loads((Path(__file__).parent / "guesses.json").read_text(encoding="utf-8"))
    return data


@cache
def _listed() -> Mapping[str, str]:
    tags = list(_data()["pos"].items())
    return {word: pos for pos, words in reversed(tags) for word in words.split()}


@cache
def _lemmas() -> Mapping[str, str]:
    return {form: lemma for lemma, forms in _data()["lemmas"].items() for form in forms.split()}
