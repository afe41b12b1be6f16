"""Things with parts folded into edges between the things they are about.

What folds is told by the data: a node that is named by what it holds and has no name of its own. It becomes edges from
its main end (holder, about, agent, speaker; the event of a participation) to each other thing it refers to, or to the
documents that say so where there is none. An interval becomes attributes of what it is the time of. A node that has no
main end, or that other things refer to, stays a node: nothing would be left to hold what is said of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.export.drawing.things import Support, Things
from kg.graph.naming import named_by_content
from kg.vocab import (
    ABOUT,
    AGENT,
    DERIVED_FROM,
    HOLDER,
    INTERVAL,
    LABEL,
    PARTICIPATION_OF,
    PREF_LABEL,
    SHA256,
    SPEAKER,
    TYPE,
)

_MAIN: Final = (HOLDER, ABOUT, AGENT, SPEAKER)
_NAMES: Final = (LABEL, PREF_LABEL, SHA256)  # what has one of these is a thing of its own


@dataclass(frozen=True, slots=True)
class Fold:
    """What a folded node leaves: its main ends, and its other ends with the properties that lead to them."""

    mains: tuple[str, ...]
    ends: tuple[tuple[str, str], ...]
    support: Support


def fold(things: Things, name: str) -> Fold | None:
    """Fold a node; None for one that stays a node."""
    if not _nameless(things, name):
        return None
    main, mains = _mains(things, name)
    if not mains or any(prop != PARTICIPATION_OF or main for _, prop in things.referrers(name)):
        return None
    targets = [(p, t) for p, t in _targets(things, name) if p != main and not is_interval(things, t)]
    if any(_nameless(things, end) for end in [*mains, *(t for _, t in targets)]):
        return None
    support = _support(things, name, mains)
    ends = targets or [(DERIVED_FROM, source) for source in sorted(support.sources) if source in things]
    return Fold(mains, tuple(ends), support) if ends else None


def is_interval(things: Things, name: str) -> bool:
    """Tell whether something is a stretch of time that other things lie in, and nothing more."""
    if INTERVAL not in things.plain(name).get(TYPE, ()):
        return False
    return any(things.referrers(name)) and not any(_targets(things, name))


def _nameless(things: Things, name: str) -> bool:
    return named_by_content(name) and not any(p in things.plain(name) for p in _NAMES)


def _mains(things: Things, name: str) -> tuple[str | None, tuple[str, ...]]:
    """Find the property of a node's main ends, and these; no property for those that refer to it as their part."""
    values = things.values(name)
    for prop in _MAIN:
        found = tuple(t for t in values.get(prop, ()) if isinstance(t, str) and t in things)
        if found:
            return prop, found
    return None, tuple(sorted(other for other, prop in things.referrers(name) if prop == PARTICIPATION_OF))


def _targets(things: Things, name: str) -> Iterator[tuple[str, str]]:
    for prop, values in things.values(name).items():
        yield from ((prop, value) for value in values if isinstance(value, str) and value in things)


def _support(things: Things, name: str, mains: tuple[str, ...]) -> Support:
    """Find the claims behind a node; a part of a thing is covered by the claims of that."""
    own = things.backing(name).itself
    if own.claims:
        return own
    return next((s for s in (things.backing(main).itself for main in mains) if s.claims), own)
