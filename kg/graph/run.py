"""What a graph was built with, and what was written into it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.graph.naming import ID, digest
from kg.model import Iri, Modality


@dataclass(frozen=True, slots=True)
class Run:
    """One building of a graph: what it was built with, in words that name it."""

    version: str
    configuration: str
    domain: str

    @property
    def iri(self) -> Iri:
        return Iri(f"{ID}run/{digest([self.version, self.configuration, self.domain])}")

    @property
    def label(self) -> str:
        return f"kg {self.version}; {self.configuration}; domain {self.domain}"


@dataclass(slots=True)
class Ledger:
    """Counts what was written: kept claims by what they say and how firmly, and the entities."""

    claims: dict[tuple[Iri, Modality], int] = field(default_factory=dict)
    entities: set[Iri] = field(default_factory=set)
