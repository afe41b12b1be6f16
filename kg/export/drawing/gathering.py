"""The things of a graph in order, each with what it refers to, what refers to it and what stands behind it.

The sorted triples are read twice. In between, references are sorted by what they refer to, meet it there, and are
sorted back: so a thing knows which of its objects are things themselves, without a table of all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.export.drawing.claims import Backings, Claims
from kg.export.drawing.rows import AND, HERE, WANTED, Cursor, groups, row, term
from kg.export.drawing.things import End, Thing, as_interval, in_words, labelled, nameless, values_of
from kg.export.options import Options
from kg.export.rdf.layout import PARTS, TYPE_TERM, Pair, Subject, grouped
from kg.graph.naming import named_by_content
from kg.graph.order import Sorter
from kg.graph.terms import string
from kg.vocab import HEADLINE, IDENTIFIER, INTERVAL, LABEL, PARTICIPATION_OF, PREF_LABEL

if TYPE_CHECKING:
    from kg.graph import Graph

_LABELS: Final = tuple(f"<{prop}>" for prop in (LABEL, PREF_LABEL, HEADLINE, IDENTIFIER))  # the first wins
_INTERVAL: Final = f"<{INTERVAL}>"
_PARTICIPATION: Final = f"<{PARTICIPATION_OF}>"
_TO, _FROM = "0", "1"  # in lines by thing: what it refers to, what refers to it
_YES: Final = "y"


class Things:
    """Everything in a graph but claims, evidence and runs; `properties` are all that they have."""

    def __init__(self, graph: Graph, options: Options) -> None:
        self._folds = options.view == "entities"
        self._all_claims = options.all_claims
        self._triples = graph.ntriples()
        self._claims = Claims()
        self._references = Sorter()  # by what is referred to
        self._ends = Sorter()  # by what refers
        self._parts = Sorter()  # by the thing that has them
        self.properties: set[str] = set()
        for subject in grouped(self._triples):
            self._read(subject)
        self._claims.join()
        self._join_references()
        self._references = Sorter()

    def __iter__(self) -> Iterator[Thing]:
        """Yield the things by their IRIs."""
        ends, backings = Cursor(self._ends), self._claims.backings()
        lent = Backings(self._claims.lent(self._parts)) if self._folds else None
        for subject in grouped(self._triples):
            if _is_thing(subject):
                rows = ends.take(subject.name)
                yield Thing(
                    term(subject.name),
                    subject.kind,
                    values_of(subject.pairs),
                    {term(f[2]): _end(f) for f in rows if f[1] == _TO},
                    tuple((term(f[2]), term(f[3]), f[4] == _YES) for f in rows if f[1] == _FROM),
                    backings.of(subject.name),
                    lent.by_whole(subject.name) if lent else {},
                )

    def _read(self, subject: Subject) -> None:
        name, pairs = subject
        if not _is_thing(subject):
            hedged = self._claims.add(name, pairs) if name[0] == "<" else None
            if hedged and self._all_claims and hedged[1] != TYPE_TERM and hedged[2][:1] == "<":
                self._references.add(row(hedged[2], WANTED, hedged[0], "", "", ""))
            return
        self._claims.add_thing(name, pairs)
        props = {prop for prop, _ in pairs}
        self.properties |= props
        label = "" if any(prop in props for prop in _LABELS) else _YES  # it will be told by what it refers to
        bare = _YES if named_by_content(name[1:-1]) and nameless(name[1:-1], {term(p) for p in props}) else ""
        for prop, value in pairs:
            if value[0] == "<":
                self._references.add(row(value, WANTED, name, prop, label, bare))
                if prop == _PARTICIPATION and self._folds:
                    self._parts.add(row(name, value))
        self._references.add(row(name, HERE, bare, *_told(subject)))

    def _join_references(self) -> None:
        """Let what is referred to tell those who refer to it that it is a thing, and what they must know of it."""
        for name, rows in groups(self._references):
            here = next(rows)
            if here[1] != HERE:
                continue
            bare, label, interval = here[2:]
            for _, _, source, prop, wants_label, source_bare in rows:
                self._ends.add(row(source, _TO, name, bare, label if wants_label else "", interval))
                if self._folds and prop and (bare or interval):  # all others stay, whoever refers to them
                    self._ends.add(row(name, _FROM, source, prop, source_bare))


def _is_thing(subject: Subject) -> bool:
    return subject.name[0] == "<" and subject.kind <= PARTS


def _told(subject: Subject) -> tuple[str, str]:
    """Return what those who refer to a thing may want to know: its label, and its values if it is an interval."""
    interval = _plain_interval(subject.pairs)
    for prop in _LABELS:
        for own, value in subject.pairs:
            if own == prop:
                return value, interval
    shown = labelled(term(subject.name), values_of(subject.pairs), in_words)
    return string(shown).replace("\t", "\\t"), interval


def _plain_interval(pairs: list[Pair]) -> str:
    if (TYPE_TERM, _INTERVAL) not in pairs or as_interval(values_of(pairs)) is None:
        return ""
    return AND.join(AND.join(pair) for pair in pairs)


def _end(fields: list[str]) -> End:
    _, _, _, bare, label, interval = fields
    if not (bare or label or interval):
        return _PLAIN
    parts = interval.split(AND)
    values = as_interval(values_of(zip(parts[::2], parts[1::2], strict=True))) if interval else None
    return End(bare == _YES, term(label), values)


_PLAIN: Final = End()
