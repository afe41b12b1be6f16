"""Things with parts folded into edges between the things they are about.

What folds is told by the data: a node that is named by what it holds and has no name of its own. It becomes edges from
its main end (holder, about, agent, speaker; the event of a participation) to each other thing it refers to, or to the
documents that say so where there is none. An interval becomes attributes of what it is the time of. A node that has no
main end, or that other things refer to, stays a node: nothing would be left to hold what is said of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.export.drawing.things import Support, Thing, as_interval, nameless
from kg.vocab import ABOUT, AGENT, DERIVED_FROM, HOLDER, PARTICIPATION_OF, SPEAKER

_MAIN: Final = (HOLDER, ABOUT, AGENT, SPEAKER)


@dataclass(frozen=True, slots=True)
class Fold:
    """One edge that a folded node becomes: from its main end to another, by a property."""

    main: str
    prop: str
    end: str
    support: Support


def fold(thing: Thing) -> tuple[Fold, ...]:
    """Return the edges that a node becomes; none for one that stays a node."""
    if not nameless(thing.name, thing.values):
        return ()
    main, mains = _mains(thing)
    targets = [(p, t) for p, t in thing.targets() if thing.ends[t].interval is None]
    if not mains or any(thing.ends[t].nameless for _, t in targets):
        return ()
    others = [(p, t) for p, t in targets if p != main]
    folds = [_folds(thing, whole, others) for whole in mains]
    return tuple(f for found in folds for f in found) if all(folds) else ()


def is_interval(thing: Thing) -> bool:
    """Tell whether a thing is a stretch of time that other things lie in, and nothing more."""
    return bool(thing.referrers) and as_interval(thing.values) is not None


def _mains(thing: Thing) -> tuple[str | None, tuple[str, ...]]:
    """Find the property of a node's main ends, and these; no property for the things that have it as their part.

    There are none where something else refers to the node.
    """
    for prop in _MAIN:
        found = tuple(t for t in thing.values.get(prop, ()) if isinstance(t, str) and t in thing.ends)
        if found:
            return prop, () if thing.referrers else found
    wholes = tuple(other for other, prop, bare in thing.referrers if prop == PARTICIPATION_OF and not bare)
    return None, wholes if len(wholes) == len(thing.referrers) else ()


def _folds(thing: Thing, main: str, others: list[tuple[str, str]]) -> list[Fold]:
    support = _support(thing, main)
    ends = others or [(DERIVED_FROM, source) for source in sorted(support.sources)]
    return [Fold(main, prop, end, support) for prop, end in ends]


def _support(thing: Thing, main: str) -> Support:
    """Find the claims behind a node; a part of a thing is covered by the claims of that."""
    own, whole = thing.backing.itself, thing.whole_backings.get(main)
    return whole.itself if whole and not own.claims else own
