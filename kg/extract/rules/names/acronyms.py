"""Acronyms where a text defines them: "Full Name (FN)", after Schwartz and Hearst (2003)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import Token

SMALL = {"of", "for", "and", "the", "in", "on", "de", "du", "des", "la", "&", "'s", "’s", "-", ","}


def definitions(tokens: Sequence[Token]) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield the token range of each full name together with the token of its acronym in brackets."""
    for i in range(1, len(tokens) - 2):
        if tokens[i].text != "(" or tokens[i + 2].text != ")":
            continue
        short = tokens[i + 1].text
        letters = [c for c in short if c.isupper()]
        if len(letters) < 2 or not short.isalpha() or len(short) > 10:
            continue
        start = _match(tokens, i, letters)
        if start is not None:
            yield (start, i), i + 1


def _match(tokens: Sequence[Token], end: int, letters: Sequence[str]) -> int | None:
    """Walk back over capitalised words, one for each letter; small words and lower-case ones in between are free."""
    at, left, free = end - 1, list(letters), 0
    while at >= 0 and left:
        word = tokens[at].text
        if word[:1].upper() == left[-1] and (word[:1].isupper() or free < 1):
            left.pop()
        elif word.lower() in SMALL:
            pass
        elif word[:1].isupper():
            return None
        else:
            free += 1
            if free > 1:
                return None
        at -= 1
    start = at + 1
    return start if not left and tokens[start].text[:1].isupper() and end - start > 1 else None
