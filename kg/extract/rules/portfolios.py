"""What a post is for, where "and" and commas join several fields of work in one title."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.model import Token


def series(tokens: Sequence[Token], comma: int) -> bool:
    """Say whether a title goes on behind a comma: "Trade, Industry and Energy", not "Commerce, Ravi Menon, opened"."""
    at = comma + 1
    while at < len(tokens) and tokens[at].text[:1].isupper():
        at += 1
    return at < len(tokens) and tokens[at].text in ("and", "&")


def joins_fields(tokens: Sequence[Token], start: int, taken: Collection[int], fields: Collection[str]) -> bool:
    """Say whether a field before "and" belongs to the title at `start`: "Commerce and Industry Minister"."""
    if start < 2 or start - 1 in taken or start - 2 in taken or tokens[start - 1].text not in ("and", "&", ","):
        return False
    return tokens[start].text in fields and tokens[start - 2].text in fields


def rank_behind(tokens: Sequence[Token], end: int) -> int:
    """ "officer-in-charge", "editor in chief": how many tokens behind a title say its rank."""
    words = [t.text.lower() for t in tokens[end : end + 4]]
    for form in (["-", "in", "-"], ["in"]):
        size = len(form) + 1
        if words[: size - 1] == form and words[size - 1 : size] in (["chief"], ["charge"]):
            return size if form[0] == "-" or words[size - 1] == "chief" else 0
    return 0
