"""A graph in a store held against the shapes: what breaks one is kept out, and only where something changed is looked.

The result is what `construct` comes to by checking the whole graph again and again: claims behind a violation go, all
of one round at once, until a round finds none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from kg.build.quarantine import ROUNDS, Targets, blame, reason
from kg.build.stored.amending import Amender, Change
from kg.build.stored.seen import Seen
from kg.graph import Graph
from kg.model import Finding
from kg.store.contents import GRAPH, line
from kg.store.state import Aspects, Charged
from kg.validate.reach import Reach, Term

if TYPE_CHECKING:
    from kg.build.recipe import Tools
    from kg.build.stored.seen import Quad
    from kg.store.contents import Contents
    from kg.store.state import State
    from kg.validate import Gathered

_NOBODY: Final = 0  # instead of a document, where no claim explains a finding
_BATCH: Final = 20_000  # nodes that are looked at together
_WHOLE: Final = 15_000_000  # triples up to which a new graph is looked at as a whole: some 1.2 GB, but much faster


@dataclass(slots=True)
class _Charge:
    """What is held against a claim: its document, the reasons, which findings, and what those were seen by."""

    document: str
    reasons: set[str] = field(default_factory=set)
    findings: set[int] = field(default_factory=set)
    seen: Seen = field(default_factory=Seen)


class Judge:
    """Keeps the claims of a store that break a shape out of its graph."""

    def __init__(self, tools: Tools, state: State, contents: Contents, amender: Amender) -> None:
        from kg.validate.shapes import read

        self._tools = tools
        self._state = state
        self._contents = contents
        self._amender = amender
        self._targets = Targets.read(tools.world.shapes)
        self._reach = Reach.of(read(tools.world.shapes), tools.world.classes)
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

    def judge(self, change: Change, at_stake: Iterable[Aspects]) -> None:
        """Judge what a change may have made look different, as if for the first time.

        `at_stake` is what was at stake for claims that the change has done away with.
        """
        if self._reach.whole.depth is None:
            self._anew(self._state.all_condemned())
            self._rounds(None)
            return
        seen = self._seen(change)
        for aspects in at_stake:
            seen.add(Seen.again(aspects, gone=True))
        retried: set[Charged] = set()
        while True:
            while again := self._state.staked(seen.touched()) - retried:
                retried |= again
                seen.add(self._anew(again))
            if self._rounds(seen.nodes, retried):
                return
            seen.add(self._anew(retried))

    def _anew(self, charged: Iterable[Charged]) -> Seen:
        """Take back what was held against some claims; return what may be seen otherwise for it."""
        seen = Seen()
        before: dict[int, dict[str, str]] = {}
        for number, claims in groupby(sorted(charged), key=itemgetter(0)):
            if number != _NOBODY:
                before[number] = self._state.condemned(number)
            at_stake = self._state.absolve(number, [claim for _, claim in claims])
            seen.add(Seen.again(at_stake))
        change = self._amender.reconsidered(before)
        self._amender.apply(change)
        seen.add(self._seen(change))
        return seen

    def _rounds(self, nodes: set[Term] | None, retried: set[Charged] | None = None) -> bool:
        """Keep out what breaks a shape, until nothing does; False when that touches claims not among the retried."""
        waiting = nodes
        for _ in range(ROUNDS):
            charges = self._charges(waiting)
            taken, change = self._keep_out(charges)
            if not taken:
                break
            if retried is not None:
                touched = [self._seen(change), *(charge.seen for charge in charges.values())]
                outside = {one for some in touched for one in self._state.staked(some.touched())} - retried - taken
                if outside:
                    retried |= outside | taken
                    return False
            endless = self._reach.whole.depth is None  # such a way may lead from anywhere
            waiting = None if endless else set(self._reach.sights(self._contents.store, self._of_graph(change)))
        return True

    def _charges(self, nodes: set[Term] | None) -> dict[str, _Charge]:
        """Find what is wrong with some nodes, or with all, and the claims behind it."""
        charges: dict[str, _Charge] = {}
        graph = Graph(self._contents.store, base=self._tools.recipe.base)
        for number, finding in enumerate(self._findings(nodes)):
            found = blame(graph, finding, self._targets)
            seen = Seen.through(self._reach, finding, found)
            if not found.claims:  # once there is a claim to blame, the shapes have to look again
                self._state.stake(_NOBODY, finding.focus, seen.aspects)
            for claim in found.claims:
                if claim.evidence:
                    charge = charges.setdefault(claim.iri, _Charge(claim.evidence[0].document))
                    charge.reasons.add(reason(finding))
                    charge.findings.add(number)
                    charge.seen.add(seen)
        return charges

    def _keep_out(self, charges: dict[str, _Charge]) -> tuple[set[Charged], Change]:
        """Keep out the claims that something is held against; return them, and what that changes."""
        before: dict[int, dict[str, str]] = {}
        taken: dict[int, list[str]] = {}
        for claim, charge in sorted(charges.items()):
            kept = self._state.kept(charge.document)
            if kept is None:
                continue
            known = before.setdefault(kept.number, self._state.condemned(kept.number))
            if claim not in known:
                taken.setdefault(kept.number, []).append(claim)
        for number, claims in taken.items():
            for claim in claims:
                self._state.condemn(number, claim, "; ".join(sorted(charges[claim].reasons)))
        change = self._amender.reconsidered({number: before[number] for number in taken})
        self._stake(change, taken, charges)
        self._amender.apply(change)
        return {(number, claim) for number, claims in taken.items() for claim in claims}, change

    def _stake(self, change: Change, taken: Mapping[int, Iterable[str]], charges: Mapping[str, _Charge]) -> None:
        """Note what is at stake for the claims that a change is about to take out."""
        groups = [(number, some) for number, claims in taken.items() for some in _together(claims, charges)]
        brought = [self._amender.teller.lines(*group) for group in groups]
        changed = {line(quad): quad for quad in self._of_graph(change)}
        besides: dict[str, list[Quad]] = {}  # as other documents tell what these told, too, by their subjects
        for one in changed.keys() - set[str]().union(*brought):
            besides.setdefault(one.partition(" ")[0], []).append(changed[one])
        for (number, claims), lines in zip(groups, brought, strict=True):
            going = [changed[one] for one in lines if one in changed]
            for subject in {one.partition(" ")[0] for one in lines} if besides else ():
                going += besides.get(subject, ())
            staying = (one for one in lines if one not in changed)
            seen = Seen.at_stake(self._reach, self._contents.store, going, staying)
            for claim in claims:
                seen.add(charges[claim].seen)
            for claim in claims:
                self._state.stake(number, claim, seen.aspects)

    def _findings(self, nodes: set[Term] | None) -> Iterator[Finding]:
        from kg.validate import findings

        if nodes is None and (self._taken <= _WHOLE or self._reach.whole.depth is None):
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

    def _subjects(self) -> Iterator[Term]:
        """Yield the nodes of the graph, as the store has them: all that is said of one stands together."""
        quads = self._contents.store.quads_for_pattern(None, None, None, self._contents.graphs[0])
        return (subject for subject, _ in groupby(quads, key=lambda quad: quad.subject))

    def _seen(self, change: Change) -> Seen:
        return Seen.of(self._reach, self._contents.store, self._of_graph(change))

    def _of_graph(self, change: Change) -> set[Quad]:
        return {quad for quad in (*change.went, *change.came) if quad.graph_name == self._contents.graphs[GRAPH]}


def _together(claims: Iterable[str], charges: Mapping[str, _Charge]) -> list[list[str]]:
    """Group claims of a document that one finding is held against, or that a chain of findings joins."""
    groups: list[tuple[list[str], set[int]]] = []
    for claim in claims:
        found = charges[claim].findings
        joined = [group for group in groups if not found.isdisjoint(group[1])]
        groups = [group for group in groups if group not in joined]
        groups.append(([*chain(*(some for some, _ in joined)), claim], found.union(*(why for _, why in joined))))
    return [group for group, _ in groups]
