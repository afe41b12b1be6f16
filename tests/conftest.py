"""What several tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
import sample

from kg.graph import Graph


@pytest.fixture(scope="session")
def graph() -> Graph:
    """The hand-made graph of `sample.py`; not to be changed."""
    return sample.sample_graph()


@pytest.fixture
def graph_file(graph: Graph, tmp_path: Path) -> Path:
    """The same as a Turtle file."""
    from kg.export import export

    return export(graph, tmp_path / "graph.ttl")
