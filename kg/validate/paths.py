"""SHACL property paths: which values one leads to, and how a person writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from kg.validate.index import Index
from kg.validate.terms import Unsupported, is_iri
from kg.vocab import PREFIXES, curie

_SH: Final = PREFIXES["sh"]
_FIRST: Final = f"<{PREFIXES['rdf']}first>"
Walk = Callable[[Index, str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Path:
    """A path. `predicate` is set for the plainest kind, a single predicate."""

    text: str
    walk: Walk
    predicate: str | None = None

    @property
    def name(self) -> str:
        """The IRI of a plain path, the words of any other."""
        return self.text if self.predicate is None else self.predicate[1:-1]

    def values(self, index: Index, node: str) -> list[str]:
        """Return the values that the path leads to, each once."""
        if self.predicate is not None:
            return index.objects(node, self.predicate)
        return list(dict.fromkeys(self.walk(index, node)))


def read(shapes: Index, node: str) -> Path:
    """Read a path from a shapes graph; raises ValueError when it is none."""
    if is_iri(node):
        return Path(curie(node[1:-1]), lambda index, start: index.objects(start, node), node)
    if shapes.objects(node, _FIRST):
        return _sequence(shapes, node)
    for name, make in _KINDS.items():
        inner = shapes.first(node, f"<{_SH}{name}>")
        if inner is not None:
            return make(shapes, inner)
    raise ValueError(f"{node} is no path")


def _sequence(shapes: Index, head: str) -> Path:
    steps = tuple(read(shapes, member) for member in shapes.items(head))
    if len(steps) < 2:
        raise ValueError(f"{head} is no path")

    def walk(index: Index, node: str) -> Iterable[str]:
        reached = [node]
        for step in steps:
            reached = list(dict.fromkeys(value for start in reached for value in step.values(index, start)))
        return reached

    return Path("/".join(_grouped(step) for step in steps), walk)


def _alternative(shapes: Index, head: str) -> Path:
    ways = tuple(read(shapes, member) for member in shapes.items(head))

    def walk(index: Index, node: str) -> Iterable[str]:
        return (value for way in ways for value in way.values(index, node))

    return Path("|".join(_grouped(way) for way in ways), walk)


def _inverse(shapes: Index, node: str) -> Path:
    inner = read(shapes, node)
    predicate = inner.predicate

    def walk(index: Index, end: str) -> Iterable[str]:
        if predicate is None:
            raise Unsupported(f"the inverse of the path {inner.text} is not walked; invert its parts instead")
        return index.subjects(predicate, end)

    return Path(f"^{_grouped(inner)}", walk)


def _zero_or_one(shapes: Index, node: str) -> Path:
    inner = read(shapes, node)
    return Path(f"{_grouped(inner)}?", lambda index, start: [start, *inner.values(index, start)])


def _zero_or_more(shapes: Index, node: str) -> Path:
    inner = read(shapes, node)
    return Path(f"{_grouped(inner)}*", lambda index, start: _reachable(index, inner, [start]))


def _one_or_more(shapes: Index, node: str) -> Path:
    inner = read(shapes, node)
    return Path(f"{_grouped(inner)}+", lambda index, start: _reachable(index, inner, inner.values(index, start)))


def _reachable(index: Index, step: Path, start: list[str]) -> Iterable[str]:
    seen = dict.fromkeys(start)
    waiting = list(start)
    while waiting:
        for value in step.values(index, waiting.pop()):
            if value not in seen:
                seen[value] = None
                waiting.append(value)
    return seen


def _grouped(path: Path) -> str:
    return f"({path.text})" if any(sign in path.text.replace("://", "") for sign in "/|") else path.text


_KINDS: Final[dict[str, Callable[[Index, str], Path]]] = {
    "inversePath": _inverse,
    "alternativePath": _alternative,
    "zeroOrMorePath": _zero_or_more,
    "oneOrMorePath": _one_or_more,
    "zeroOrOnePath": _zero_or_one,
}
