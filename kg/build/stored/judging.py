"""A graph in a store held against the shapes: what breaks one is kept out, and only where something changed is looked.

The result is what `construct` comes to by checking the whole graph again and again: claims behind a violation go, all
of one round at once, until a round finds none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import TYPE_CHECKING, Final

from kg.build.quarantine import ROUNDS, Targets, behind, reason
from kg.build.stored.amending import Amender, Change
from kg.graph import Graph
from kg.model import Finding
from kg.validate.reach import Reach, Term

if TYPE_CHECKING:
    from kg.build.recipe import Tools
    from kg.store.contents import Contents
    from kg.store.state import State
    from kg.validate import Gathered

_BATCH: Final = 20_000  # nodes that are looked at together
_WHOLE: Final = 15_000_000  # triples up to which a new graph is looked at as a whole: some 1.2 GB, but much faster


@dataclass(slots=True)
class _Charges:
    """What was found against claims in one round: the reasons, and the nodes at which something was wrong."""

    reasons: dict[str, set[str]] = field(default_factory=dict)
    nodes: dict[str, set[str]] = field(default_factory=dict)

    def add(self, claim: str, finding: Finding) -> None:
        self.reasons.setdefault(claim, set()).add(reason(finding))
        self.nodes.setdefault(claim, set()).add(finding.focus)


class Judge:
    """Keeps the claims of a store that break a shape out of its graph."""

    def __init__(self, tools: Tools, state: State, contents: Contents, amender: Amender) -> None:
        from kg.validate.shapes import read

        self._tools = tools
        self._state = state
        self._contents = contents
        self._amender = amender
        self._targets = Targets.read(tools.world.shapes)
        self._reach = Reach.of(read(tools.world.shapes))
        self._gathered: Gathered | None = None
        self._taken = 0

    def begin(self) -> None:
        """Get ready to `take` the lines of a new graph as they are written, which is cheaper than to read them back."""
        from kg.validate import Gathered, Unsupported

        with suppress(Unsupported):
            self._gathered = Gathered(self._tools.world)

    def take(self, lines: str) -> None:
        """Take N-Triples lines; more than can be held in memory are read back from the store after all."""
        self._taken += lines.count("\n")
        if self._taken > _WHOLE:
            self._gathered = None
        if self._gathered is not None:
            self._gathered.read(lines.split("\n")[:-1])

    def judge_all(self) -> None:
        """Judge the whole of a graph of which nothing was kept out yet."""
        self._rounds(None)

    def judge(self, change: Change) -> None:
        """Judge what a change may have made look different, as if for the first time."""
        if self._reach.depth is None:
            self._anew(self._state.all_condemned())
            self._rounds(None)
            return
        nodes = self._affected(change)
        retried: set[int] = set()
        while True:
            while again := self._staked(nodes) - retried:
                retried |= again
                nodes |= self._affected(self._anew(again))
            if self._rounds(nodes, retried):
                return
            nodes |= self._affected(self._anew(retried))

    def _anew(self, numbers: Iterable[int]) -> Change:
        """Take back what was held against some documents."""
        ordered = sorted(numbers)
        for number in ordered:
            self._state.absolve(number)
        return self._amender.amend(ordered)

    def _rounds(self, nodes: set[Term] | None, retried: set[int] | None = None) -> bool:
        """Keep out what breaks a shape, until nothing does; False when that touches documents not among the retried."""
        waiting = nodes
        for _ in range(ROUNDS):
            charges = self._charges(waiting)
            numbers = self._condemn(charges)
            if not numbers:
                break
            changed = set[Term]()
            for number, blamed in numbers.items():
                touched = self._affected(self._amender.amend([number]))
                self._state.stake(number, {str(node.value) for node in touched} | blamed)
                changed |= touched
            if retried is not None:
                outside = self._staked(changed) - retried - numbers.keys()
                if outside:
                    retried |= outside | numbers.keys()
                    return False
            waiting = None if self._reach.depth is None else changed  # a way without end may lead from anywhere
        return True

    def _condemn(self, charges: _Charges) -> dict[int, set[str]]:
        """Note the reasons against claims; return their documents, each with the nodes at which something was wrong."""
        numbers: dict[int, set[str]] = {}
        graph = self._graph()
        for claim in sorted(charges.reasons):
            found = graph.claim(claim)
            kept = self._state.kept(found.evidence[0].document) if found and found.evidence else None
            if kept is not None and claim not in self._state.condemned(kept.number):
                self._state.condemn(kept.number, claim, "; ".join(sorted(charges.reasons[claim])))
                numbers.setdefault(kept.number, set()).update(charges.nodes[claim])
        return dict(sorted(numbers.items()))

    def _charges(self, nodes: set[Term] | None) -> _Charges:
        """Find what is wrong with some nodes, or with all, and the claims behind it."""
        charges = _Charges()
        graph = self._graph()
        for finding in self._findings(nodes):
            for claim in behind(graph, finding, self._targets):
                charges.add(claim.iri, finding)
        return charges

    def _findings(self, nodes: set[Term] | None) -> Iterator[Finding]:
        from kg.validate import findings

        if nodes is None and (self._taken <= _WHOLE or self._reach.depth is None):
            yield from self._everywhere()
            return
        everything = iter(nodes) if nodes is not None else self._subjects()
        while batch := set(islice(everything, _BATCH)):
            lines = {f"{quad.triple} ." for quad in self._reach.around(self._contents.store, batch)}
            names = {node.value for node in batch}
            yield from (f for f in findings(sorted(lines), self._tools.world) if f.focus in names)

    def _everywhere(self) -> list[Finding]:
        """Find what is wrong anywhere; what the fast checker does not know, or meets in the data, is pyshacl's."""
        from kg.validate import Unsupported, findings

        gathered, self._gathered = self._gathered, None
        if gathered is not None:
            with suppress(Unsupported):
                return gathered.findings()
        return findings(self._contents.store, self._tools.world)

    def _staked(self, nodes: set[Term]) -> set[int]:
        return self._state.staked(str(node.value) for node in nodes)

    def _subjects(self) -> Iterator[Term]:
        """Yield the nodes of the graph, as the store has them: all that is said of one stands together."""
        quads = self._contents.store.quads_for_pattern(None, None, None, self._contents.graphs[0])
        return (subject for subject, _ in groupby(quads, key=lambda quad: quad.subject))

    def _affected(self, change: Change) -> set[Term]:
        kept = self._contents.graphs[0]
        went, came = ([q for q in quads if q.graph_name == kept] for quads in (change.went, change.came))
        return self._reach.affected(self._contents.store, went, came)

    def _graph(self) -> Graph:
        return Graph(self._contents.store, base=self._tools.recipe.base)
