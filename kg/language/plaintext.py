"""Rewrite a stretch of source text so that models trained on treebanks read it well, with a way back to the source.

White space of any kind becomes single spaces, invisible characters vanish, rare hyphens become common ones.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from kg.model import Span

_REWRITTEN = {"\u2010": "-", "\u2011": "-", "\u2212": "-", "\u02bc": "’", "\u2028": " ", "\u2029": " "}
_BY_CATEGORY = {"Zs": " ", "Cc": " ", "Cf": "", "Cs": "\ufffd"}  # spaces, controls, invisible formats, lone surrogates


@dataclass(frozen=True, slots=True)
class PlainText:
    """The rewritten text, and for each of its characters the offset of the one it came from."""

    text: str
    origin: tuple[int, ...]

    def source(self, start: int, end: int) -> Span:
        """Return where a non-empty stretch of the rewritten text stands in the source."""
        return Span(self.origin[start], self.origin[end - 1] + 1)


def plain_text(text: str, span: Span) -> PlainText:
    """Rewrite the characters of a span.

    >>> plain = plain_text("Mr\\u00a0 Li\\nwon", Span(0, 10))
    >>> plain.text, plain.source(3, 5)
    ('Mr Li won', Span(start=4, end=6))
    """
    characters: list[str] = []
    origin: list[int] = []
    for at in range(span.start, span.end):
        character = _rewrite(text[at])
        if not character or (character == " " and (not characters or characters[-1] == " ")):
            continue
        characters.append(character)
        origin.append(at)
    if characters and characters[-1] == " ":
        characters.pop()
        origin.pop()
    return PlainText("".join(characters), tuple(origin))


def _rewrite(character: str) -> str:
    if character < "\x7f":
        return character if character > " " else " "
    if character in _REWRITTEN:
        return _REWRITTEN[character]
    return _BY_CATEGORY.get(unicodedata.category(character), character)
