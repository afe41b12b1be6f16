"""What an extractor is, and how several of them read one document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Protocol, runtime_checkable

from kg.domain import Domain
from kg.errors import UsageError
from kg.model import AnalysedDocument, Claim, Mention

GROUP = "kg.extractors"


@dataclass(frozen=True, slots=True)
class Found:
    """What earlier extractors found in the document."""

    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()


@runtime_checkable
class Extractor(Protocol):
    """Reads an analysed document and yields mentions and claims; `needs` and `gives` name "mentions" or "claims"."""

    name: str
    needs: frozenset[str]
    gives: frozenset[str]

    def extract(self, document: AnalysedDocument, found: Found) -> Iterable[Mention | Claim]:
        """Yield what is found; every claim carries evidence."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the extractors found in one document."""

    analysed: AnalysedDocument
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Extractors that run one after the other over each document."""

    extractors: tuple[Extractor, ...]

    @property
    def label(self) -> str:
        """Name the extractors as the graph does: one that was taught says which model it is, wherever that stands."""
        return ", ".join(getattr(extractor, "label", extractor.name) for extractor in self.extractors)

    def read(self, document: AnalysedDocument) -> Reading:
        """Run every extractor; each sees what those before it found."""
        found = Found()
        for extractor in self.extractors:
            mentions, claims = list(found.mentions), list(found.claims)
            for item in extractor.extract(document, found):
                if isinstance(item, Mention):
                    mentions.append(item)
                else:
                    claims.append(item)
            found = Found(tuple(mentions), tuple(claims))
        return Reading(document, found.mentions, found.claims)


def available() -> dict[str, str]:
    """Return the installed extractors: name -> where the code stands."""
    return {point.name: point.value for point in sorted(entry_points(group=GROUP), key=lambda p: p.name)}


def load(names: Sequence[str], domain: Domain) -> Pipeline:
    """Make a pipeline of extractors by name ("rules", "learned:MODEL"); raises UsageError for unknown or unfit ones."""
    points = {point.name: point for point in entry_points(group=GROUP)}
    made: list[Extractor] = []
    given: set[str] = set()
    for full in names:
        name, _, argument = full.partition(":")
        if name not in points:
            known = ", ".join(sorted(points)) or "none"
            raise UsageError(f"there is no extractor {name!r} (installed: {known})")
        factory = points[name].load()
        extractor: Extractor = factory(domain, argument) if argument else factory(domain)
        missing = extractor.needs - given
        if missing:
            raise UsageError(
                f"extractor {name!r} needs {', '.join(sorted(missing))}: put one that gives them before it"
            )
        given |= extractor.gives
        made.append(extractor)
    if not made:
        raise UsageError("no extractor was named: give at least one, such as rules")
    return Pipeline(tuple(made))
