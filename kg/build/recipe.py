"""With what a graph is built: the same recipe and the same documents give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.graph import Run, Setting, checked_base
from kg.graph.naming import ID
from kg.model import Entity
from kg.vocab import MEASURE

if TYPE_CHECKING:
    from kg.domain import Domain
    from kg.extract import Pipeline
    from kg.language import Analyzer

THRESHOLD: Final = 0.55  # what is believed less goes to quarantine


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a build is told besides its documents.

    `domain` is the folder of a domain pack, `model` "default", "none" or a spaCy pipeline, `threshold` the confidence
    that a claim needs, `base` the namespace of the graph's own things; `keep_text` puts whole texts into the graph.
    """

    domain: str | Path | None = None
    model: str = "default"
    extractors: Sequence[str] = ("rules",)
    threshold: float = THRESHOLD
    base: str = ID
    keep_text: bool = False

    def tools(self) -> Tools:
        """Load what it names; raises UsageError and DomainError for what cannot be had."""
        from kg.domain import load as load_domain
        from kg.extract import load as load_extractors
        from kg.language import load as load_analyzer

        checked_base(self.base)
        world = load_domain(self.domain)
        pipeline, analyzer = load_extractors(tuple(self.extractors), world), load_analyzer(self.model)
        configuration = f"extractors {pipeline.label}; model {analyzer.name}"
        return Tools(self, world, configuration, (pipeline, analyzer))

    def writing_tools(self, configuration: str) -> Tools:
        """Load what it takes to write what was read before; `configuration` says with what it was read."""
        from kg.domain import load as load_domain

        return Tools(self, load_domain(self.domain), configuration, None)

    def to_json(self) -> str:
        """Write it down; `from_json` gives back its equal."""
        value = {**asdict(self), "domain": str(Path(self.domain).resolve()) if self.domain else None}
        return json.dumps(value, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Recipe:
        """Read what was written down."""
        value = json.loads(text)
        return cls(**{**value, "extractors": tuple(value["extractors"])})


@dataclass(frozen=True, slots=True)
class Tools:
    """A recipe with all that it names; without a `reader`, what is read already can be written, and nothing else."""

    recipe: Recipe
    world: Domain
    configuration: str
    reader: tuple[Pipeline, Analyzer] | None

    @property
    def run(self) -> Run:
        """Name the run as the graph does."""
        from kg import __version__

        return Run(__version__, self.configuration, self.world.version[:16])

    @property
    def setting(self) -> Setting:
        """Return what all documents are written with; the domain's measures go with them, for readers without it."""
        known = {m.iri: Entity(m.iri, MEASURE, m.label) for m in self.world.measures.values()}
        return Setting(self.run, self.recipe.base, known, self.recipe.keep_text)

    @property
    def words(self) -> str:
        """Say with what a graph is built, so that two builds can be compared."""
        recipe = self.recipe
        text = "; texts kept" if recipe.keep_text else ""
        return f"{self.run.label}; threshold {recipe.threshold:g}; base {recipe.base}{text}"
