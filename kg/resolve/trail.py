"""What a reader has in mind at a place in the text: who was named before, how lately, how often, and as what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.domain import Domain
from kg.model import Iri, Role
from kg.resolve.forms import Form
from kg.resolve.scene import READ, Scene
from kg.vocab import PERSON

_NEAR: Final = {0: 4, 1: 2}  # sentences back: what a mention there adds to a thing's weight


@dataclass(frozen=True, slots=True)
class Thing:
    """What a group of names stands for while a document is read; `words` are those of all its names."""

    group: int
    type: Iri
    names: tuple[str, ...]
    words: frozenset[str]
    forms: tuple[Form, ...]

    def is_person(self) -> bool:
        return self.type == PERSON


@dataclass
class Trail:
    """Mentions of things in the order of the text; grows while a document is read."""

    scene: Scene
    domain: Domain
    things: Mapping[int, Thing]
    weight: Mapping[int, float]
    named: Mapping[int, int]  # by mention: the group of each name of the text, also of those still to come
    steps: list[tuple[int, int]] = field(default_factory=list)  # (mention, group)

    @classmethod
    def of(cls, scene: Scene, domain: Domain, things: Mapping[int, Thing], named: Mapping[int, int]) -> Trail:
        """Weigh things by how often they are named; the headline and the beginning count more."""
        weight: Counter[int] = Counter()
        early = max(1, len(scene.analysed.sentences) // 4)
        first: dict[int, int] = {}
        for number, group in sorted(named.items()):
            role, sentence = scene.role(number), scene.sentences[number]
            if role not in READ and role is not Role.DATELINE:
                continue
            weight[group] += 1
            if role is Role.TITLE:
                weight[group] += 3
            first.setdefault(group, sentence)
        for group, sentence in first.items():
            weight[group] += 3 if sentence <= early else 0
        return cls(scene, domain, things, weight, named)

    def note(self, number: int, group: int) -> None:
        """Remember that a mention stands for a thing; bylines and debris are not part of what is told."""
        if self.scene.role(number) in READ:
            self.steps.append((number, group))

    def before(self, number: int) -> Iterator[tuple[int, Thing]]:
        """Yield what was mentioned before a mention, the latest first."""
        start = self.scene.mentions[number].span.start
        for earlier, group in reversed(self.steps):
            if self.scene.mentions[earlier].span.end <= start:
                yield earlier, self.things[group]

    def known(self, number: int) -> list[Thing]:
        """Return each thing mentioned before, once, the latest first."""
        found: dict[int, Thing] = {}
        for _, thing in self.before(number):
            found.setdefault(thing.group, thing)
        return list(found.values())

    def near(self, number: int, things: Sequence[Thing]) -> list[Thing]:
        """Return those of some things that this sentence or the last one mentions."""
        here = self.scene.sentences[number]
        near = {thing.group for n, thing in self.before(number) if here - self.scene.sentences[n] <= 1}
        return [thing for thing in things if thing.group in near]

    def most_salient(self, number: int, things: Sequence[Thing], margin: float = 1) -> Thing | None:
        """Choose the thing that the text speaks of most, those of this and the last sentence counting more.

        None where the next comes closer to it than the margin.
        """
        here = self.scene.sentences[number]
        nearness: dict[int, int] = {}
        for earlier, thing in self.before(number):
            nearness.setdefault(thing.group, _NEAR.get(here - self.scene.sentences[earlier], 0))
        scores = {t.group: self.weight.get(t.group, 0) + nearness.get(t.group, 0) for t in things}
        ranked = sorted(things, key=lambda t: (-scores[t.group], t.group))
        if len(ranked) > 1 and scores[ranked[0].group] - scores[ranked[1].group] < margin:
            return None
        return ranked[0] if ranked else None
