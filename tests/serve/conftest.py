"""Servers that several tests ask; none of them changes what others see."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sample
from running import TOKEN, Running, server

from kg.export import export


@pytest.fixture(scope="session")
def served_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-made graph of `sample.py` as a file."""
    return export(sample.sample_graph(), tmp_path_factory.mktemp("served") / "graph.ttl")


@pytest.fixture(scope="session")
def running(served_file: Path) -> Iterator[Running]:
    """A server that nobody may change."""
    with server(served_file) as made:
        yield made


@pytest.fixture(scope="session")
def writable(served_file: Path) -> Iterator[Running]:
    """A server that takes updates; who uses it sets it up anew."""
    with server(served_file, "--writable", environment={"KG_TOKEN": TOKEN}) as made:
        yield made
