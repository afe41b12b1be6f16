"""What several tests share."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import finds
import pytest
import sample

from kg.graph import Graph

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from kg.learn import Learned


def _lacks_openmp() -> bool:
    """Say whether the library is missing that LightGBM's own package does not bring on Linux."""
    try:
        ctypes.CDLL("libgomp.so.1")
    except OSError:
        return sys.platform == "linux"
    return False


if _lacks_openmp() and not os.environ.get("CI"):
    sys.modules["lightgbm"] = None  # type: ignore[assignment]  # so that tests of learning are skipped


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how to have what was skipped."""
    if sys.modules.get("lightgbm", ...) is None:
        terminalreporter.write_line("Tests of learning were skipped: LightGBM needs libgomp1; apt install libgomp1.")


@pytest.fixture(scope="session")
def graph() -> Graph:
    """The hand-made graph of `sample.py`; not to be changed."""
    return sample.sample_graph()


@pytest.fixture
def graph_file(graph: Graph, tmp_path: Path) -> Path:
    """The same as a Turtle file."""
    from kg.export import export

    return export(graph, tmp_path / "graph.ttl")


@pytest.fixture(scope="session")
def finds_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A domain pack of finds, with examples beside it; see `finds.py`."""
    folder = tmp_path_factory.mktemp("finds")
    finds.write(folder)
    return folder


@pytest.fixture(scope="session")
def taught(finds_folder: Path) -> Learned:
    """What is learned from these examples."""
    pytest.importorskip("lightgbm")
    from kg.learn import learn

    return learn(finds_folder / "ontology" / "finds.ttl", finds_folder / "finds.jsonl")


@pytest.fixture(scope="session")
def model(taught: Learned, finds_folder: Path) -> Path:
    """The same as a folder; not to be changed."""
    return taught.save(finds_folder / "finds.model")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium, one for all tests; where there is none they are skipped, but never in CI."""
    from bench.explorer import CHROMIUM, chromium

    if not CHROMIUM.exists() and not os.environ.get("CI"):
        pytest.skip("Pages are tested in Chromium, which is not here; apt install chromium, or name it in CHROMIUM.")
    with chromium() as started:
        yield started


@dataclass(frozen=True, slots=True)
class Run:
    """What a command printed, how it ended and what it wrote."""

    code: int
    out: str
    err: str
    written: Path


@pytest.fixture(scope="session")
def again(finds_folder: Path) -> Run:
    """`kg learn` of the same in another process, with another order of hashes and no network."""
    pytest.importorskip("lightgbm")
    out = finds_folder / "again.model"
    code = """
import socket, sys
def refuse(*arguments, **named):
    raise OSError("there is no network")
socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refuse
socket.getaddrinfo = socket.create_connection = refuse
from kg.cli import main
sys.exit(main(sys.argv[1:]))
"""
    given = [finds_folder / "ontology" / "finds.ttl", "--examples", finds_folder / "finds.jsonl", "-o", out]
    run = subprocess.run(
        [sys.executable, "-c", code, "learn", "--ontology", *map(str, given)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    return Run(run.returncode, run.stdout, run.stderr, out)
