"""What a token pattern needs: features that a sentence must have, and those with which every match begins.

By the first a rule is passed over without a search, by the second a search looks only where a match may begin.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Lexemes = Sequence[tuple[str, str]]  # kind and text of each piece of a pattern's source
Features = Callable[[str], frozenset[str]]  # of an atom; none for one that any item meets


@dataclass(frozen=True, slots=True)
class Needs:
    """`all_of` holds sets of features of which a match has one each; its first item has one of `first` (None: any)."""

    all_of: tuple[frozenset[str], ...] = ()
    first: frozenset[str] | None = frozenset()
    empty: bool = True  # it may match nothing


def commonness(features: frozenset[str]) -> tuple[int, int]:
    """Rank features by how often sentences have one of them: words seldom, chunks' labels more, POS most."""
    one = min(features)
    return 2 if one.isupper() else 1 if ":" in one else 0, len(features)


def needs_of(lexemes: Lexemes, features: Features) -> Needs:
    """Return what a whole pattern needs."""
    return _choice(lexemes, 0, features)[0]


def _choice(lexemes: Lexemes, at: int, features: Features) -> tuple[Needs, int]:
    """Read alternatives up to a closing bracket or the end: together they need one thing of each."""
    found: list[Needs] = []
    while True:
        needs, at = _sequence(lexemes, at, features)
        found.append(needs)
        if at == len(lexemes) or lexemes[at][1] == ")":
            break
        at += 1
    if len(found) == 1:
        return found[0], at
    each = [min(n.all_of, key=commonness) for n in found if n.all_of]
    all_of = (frozenset[str]().union(*each),) if len(each) == len(found) else ()
    first = found[0].first
    for other in found[1:]:
        first = _either(first, other.first)
    return Needs(all_of, first, any(n.empty for n in found)), at


def _sequence(lexemes: Lexemes, at: int, features: Features) -> tuple[Needs, int]:
    all_of: list[frozenset[str]] = []
    first: frozenset[str] | None = frozenset()
    empty, negated = True, False
    while at < len(lexemes) and not (lexemes[at][0] == "group" and lexemes[at][1] in ")|"):
        kind, text = lexemes[at]
        at += 1
        if kind in ("name", "repeat", "not"):
            negated = negated or kind == "not"
            continue
        if kind == "group":
            here, at = _choice(lexemes, at, features)
            at += 1
        else:
            wanted = features(text)
            here = Needs((wanted,), wanted, False) if wanted else Needs((), None, False)
        if not negated:
            optional = at < len(lexemes) and lexemes[at][0] == "repeat" and lexemes[at][1][0] in "?*{"
            first = _either(first, here.first) if empty else first
            empty = empty and (optional or here.empty)
            all_of.extend(() if optional else here.all_of)
        negated = False
    return Needs(tuple(all_of), first, empty), at


def _either(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    return None if one is None or other is None else one | other
