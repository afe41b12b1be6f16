"""A store held against a build from nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import kg
from kg.graph import Graph
from kg.model import Document


def lines(graph: Graph | None) -> list[bytes]:
    return [] if graph is None else list(graph.ntriples())


def assert_as_from_nothing(
    folder: Path, documents: Iterable[Document], *, model: str = "none", domain: Path | None = None
) -> None:
    """Hold the graph and the quarantine of a store against a build in memory."""
    stored, made = Graph.read(folder), kg.construct(list(documents), model=model, domain=domain).graph
    assert lines(stored) == lines(made)
    assert lines(stored.quarantine) == lines(made.quarantine)
