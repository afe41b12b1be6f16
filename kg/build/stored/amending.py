"""Some documents of a store written anew: what only they brought goes, what they bring now comes, the rest stays.

What a document brings comes in blocks (`kg.graph.Writer`). The store remembers who brings which; a block stands as long
as somebody brings it. The result is what writing all documents from nothing would give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.build.stored.telling import Teller
from kg.graph import Block, Reasons, Setting, document_iri
from kg.graph.naming import ID
from kg.graph.terms import ref
from kg.model import Entity, Iri
from kg.store.contents import GRAPH, PARTS, Contents, Quad, line, subject_key
from kg.store.state import Occurrence, State
from kg.vocab import ALT_LABEL, LABEL, PREF_LABEL, SAME_AS, TYPE

if TYPE_CHECKING:
    from kg.resolve import Census

_DESCRIBES = frozenset({TYPE, LABEL, PREF_LABEL, ALT_LABEL, SAME_AS})


@dataclass(frozen=True, slots=True)
class Change:
    """The triples that went from and came into the parts of a graph."""

    went: set[Quad] = field(default_factory=set)
    came: set[Quad] = field(default_factory=set)


class Amender:
    """Writes documents of a store anew, as they stand in its memory."""

    def __init__(self, state: State, census: Census, contents: Contents, setting: Setting, threshold: float) -> None:
        self._state = state
        self._census = census
        self._contents = contents
        self._setting = setting
        self.teller = Teller(state, census, setting, threshold)
        self.balance = 0  # triples of the graph that came, less those that went

    def blocks(self, number: int) -> tuple[list[Block], list[Block]]:
        """Return what a document brings to the graph and to the quarantine."""
        found = self.teller.brought(number)
        for part in PARTS:
            self._state.set_tally(number, part, found.counts[part].claims)
        return list(found.kept), list(found.apart)

    def retell(self, numbers: Iterable[int]) -> tuple[list[Iri], set[int]]:
        """Note which named events some documents tell of now; return the events and documents that change."""
        known = self._state.numbered
        told = {n: self.teller.occurrences(n) if known(n) else frozenset[Occurrence]() for n in numbers}
        before = {n: self._state.occurrences(n) for n in told}
        touched = {o.event for n in told for o in told[n] ^ before[n]}
        was = {event: self._state.event(event) for event in sorted(touched)}
        for number, found in told.items():
            self._state.set_occurrences(number, found)
        changed = [event for event in was if self._state.event(event) != was[event]]
        self.teller.look_again()
        return changed, {n for event in changed for n in self._state.supporters(self._ref(event))}

    def amend(
        self, numbers: Iterable[int], *, gone: Mapping[int, str] | None = None, described: Iterable[Iri] = ()
    ) -> Change:
        """Write some documents anew; `gone` tells the ids of those that are there no more.

        `described` are entities that look different.
        """
        plans = [_Plan(part) for part in PARTS]
        for number in sorted(numbers):
            kept = self._state.numbered(number)
            brought = self.blocks(number) if kept else ([], [])
            document = self._ref(document_iri(kept.id if kept else (gone or {})[number]))[1:-1]
            for plan, blocks in zip(plans, brought, strict=True):
                self._plan(plan, number, document, blocks)
        change = self._settled(plans, described)
        self.apply(change)
        return change

    def reconsidered(self, before: Mapping[int, Reasons]) -> Change:
        """Note what some documents bring now that other claims of theirs are condemned than `before`.

        Return what that changes in the graph, which is then to be applied.
        """
        plans = [_Plan(part) for part in PARTS]
        for number in sorted(before):
            was, now = self.teller.brought_but(number, before[number], self._state.condemned(number))
            blocks = ((was.kept, now.kept), (was.apart, now.apart))
            for plan, (old, new) in zip(plans, blocks, strict=True):
                self._replan(plan, number, old, new)
                self._state.set_tally(number, plan.part, now.counts[plan.part].claims)
        return self._settled(plans, ())

    def apply(self, change: Change) -> None:
        """Make a change."""
        self._contents.apply(change.went, change.came)
        kept = self._contents.graphs[GRAPH]
        self.balance += sum(q.graph_name == kept for q in change.came) - sum(q.graph_name == kept for q in change.went)

    def _settled(self, plans: Iterable[_Plan], described: Iterable[Iri]) -> Change:
        """Settle what plans change."""
        change = Change()
        for plan in plans:
            self._vary(plan)
            self._describe(plan, described)
            went, came = self._contents.difference(self._lost(plan), plan.add)
            change.went.update(went)
            change.came.update(came)
        return change

    def _plan(self, plan: _Plan, number: int, document: str, blocks: list[Block]) -> None:
        """Settle who brings what, and gather what that puts in and takes out."""
        old = self._state.supported(number, plan.part)
        new = {block.key: block for block in blocks if block.key}
        self._state.remove_support(number, plan.part, old.keys() - new.keys())
        self._state.add_support(number, plan.part, (new[key] for key in new.keys() - old.keys()))
        plan.varying.update(key for key, varies in old.items() if varies)
        plan.varying.update(key for key, block in new.items() if block.varies)
        plan.dropped.update(key for key in old if key not in new)
        plan.remove |= self._contents.own(document, plan.part)
        plan.add |= self._contents.quads((x for b in blocks if not b.varies for x in b.lines), plan.part)
        plan.varied[number] = {key: block for key, block in new.items() if block.varies}

    def _replan(self, plan: _Plan, number: int, was: Iterable[Block], now: Iterable[Block]) -> None:
        """Do the same where the store holds what the document brought before."""
        old, new = ({block.key: block for block in blocks if block.key} for blocks in (was, now))
        self._state.remove_support(number, plan.part, old.keys() - new.keys())
        self._state.add_support(number, plan.part, (new[key] for key in new.keys() - old.keys()))
        for key, block in (old | new).items():
            if block.varies and (key not in old or key not in new or old[key].lines != new[key].lines):
                plan.varying.add(key)
        plan.dropped |= old.keys() - new.keys()
        lost, found = ({line for block in blocks if not block.key for line in block.lines} for blocks in (was, now))
        shared = (line for key in new.keys() - old.keys() if not new[key].varies for line in new[key].lines)
        plan.remove |= self._contents.quads(lost - found, plan.part)
        plan.add |= self._contents.quads([*(found - lost), *shared], plan.part)
        plan.varied[number] = {key: block for key, block in new.items() if block.varies}

    def _vary(self, plan: _Plan) -> None:
        """Give every block that documents tell differently the lines of the first of them."""
        for key in sorted(plan.varying):
            first = self._state.first_supporter(key, plan.part)
            plan.remove.update(self._hanging(key, plan.part))
            if first is not None:
                if first not in plan.varied:
                    plan.varied[first] = {b.key: b for b in self.blocks(first)[plan.part] if b.varies}
                plan.add |= self._contents.quads(plan.varied[first][key].lines, plan.part)

    def _describe(self, plan: _Plan, entities: Iterable[Iri]) -> None:
        """Describe entities anew where they stand."""
        for iri in entities:
            key = self._ref(iri)
            if self._state.is_supported(key, plan.part):
                about = self._contents.about(key[1:-1], plan.part)
                plan.remove.update(q for q in about if q.predicate.value in _DESCRIBES)
                plan.add |= self._lines_of(key, plan.part)

    def _lost(self, plan: _Plan) -> set[Quad]:
        """Return what is to go: what hung on keys that nobody brings any more, unless something else needs it."""
        for key in plan.dropped:
            if not self._state.is_supported(key, plan.part):
                plan.remove.update(self._hanging(key, plan.part))
        described: dict[str, set[Quad]] = {}
        lost: set[Quad] = set()
        for quad in plan.remove - plan.add:
            key = subject_key(quad)
            if self._state.is_supported(line(quad), plan.part):
                continue
            if key not in described:
                described[key] = self._lines_of(key, plan.part)
            if quad not in described[key]:
                lost.add(quad)
        return lost

    def _hanging(self, key: str, part: int) -> Iterator[Quad]:
        """Yield the triples that a key stands for: itself, a thing's description, or one property of a thing."""
        if key.endswith(" .\n"):
            yield from self._contents.quads([key], part)
            return
        subject, _, predicate = key.partition(" ")
        for quad in self._contents.about(subject[1:-1], part):
            if predicate in ("", ref(quad.predicate.value)):
                yield quad

    def _lines_of(self, key: str, part: int) -> set[Quad]:
        """Return the description that stands under a thing's key, as long as somebody brings it."""
        if not self._state.is_supported(key, part):
            return set()
        entity = self._entity(key)
        if entity is not None:
            return self._contents.quads(self.teller.lines_of(entity), part)
        first = self._state.first_supporter(key, part)
        assert first is not None
        lines = next(b.lines for b in self.blocks(first)[part] if b.key == key)
        return self._contents.quads(lines, part)

    def _entity(self, key: str) -> Entity | None:
        iri = key[1:-1]
        own = Iri(ID + iri.removeprefix(self._setting.base)) if iri.startswith(self._setting.base) else Iri(iri)
        return self._census.entity(own) or self._setting.known.get(own)

    def _ref(self, iri: str) -> str:
        return ref(self._setting.base + iri.removeprefix(ID) if iri.startswith(ID) else iri)


@dataclass(slots=True)
class _Plan:
    """What is to change in one part of the graph, gathered document by document."""

    part: int
    add: set[Quad] = field(default_factory=set)
    remove: set[Quad] = field(default_factory=set)
    varying: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)
    varied: dict[int, dict[str, Block]] = field(default_factory=dict)  # what documents bring that varies, by key
