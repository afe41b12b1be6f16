"""Several processes read as one does, and one that dies takes only what killed it."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

import editions
import pytest

import kg
from kg.build import Recipe
from kg.build.workers import read_by
from kg.model import Document, Unread

RECIPE = Recipe(model="none")
DEADLY = '''
import os, signal
from pathlib import Path

class Deadly:
    """Kills the process that reads a certain word: always, or once for each file of that name that is there."""

    name = "deadly"
    needs, gives = frozenset(), frozenset({"claims"})

    def __init__(self, domain, argument=""):
        self.once = Path(argument) if argument else None

    def extract(self, document, found):
        if "poison" in document.document.text:
            if self.once is None or self.once.exists():
                if self.once is not None:
                    self.once.unlink()
                os.kill(os.getpid(), signal.SIGKILL)
        return ()
'''


@pytest.fixture
def deadly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installed extractor that kills its process."""
    (tmp_path / "deadly_kg.py").write_text(DEADLY)
    metadata = tmp_path / "deadly_kg-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: deadly-kg\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text("[kg.extractors]\ndeadly = deadly_kg:Deadly\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    return "deadly"


def test_two_processes_read_what_one_does(tmp_path: Path) -> None:
    documents = editions.articles()
    one, two = (kg.construct(documents, model="none", workers=workers) for workers in (1, 2))
    assert one.graph == two.graph
    assert one.graph.quarantine == two.graph.quarantine
    assert list(one.ledger.lines(verbose=True)) == list(two.ledger.lines(verbose=True))


def test_results_come_in_the_order_of_the_documents() -> None:
    items: list[Document | Unread] = [Unread("nowhere", "is not there"), *editions.articles() * 3]
    read = list(read_by(2, items, RECIPE))
    assert [one for one in read if isinstance(one, Unread)] == [items[0]]
    assert [one.id for one in read if not isinstance(one, Unread)] == [d.id for d in editions.articles() * 3]


def test_a_document_that_kills_its_process_is_told_and_the_others_are_read(deadly: str) -> None:
    documents = editions.articles()
    poisoned = [*documents[:3], Document("bad", "This is poison."), *documents[3:]]
    made = kg.construct(poisoned, model="none", extractors=("rules", deadly), workers=2)
    assert [(one.source, one.reason) for one in made.ledger.unread] == [
        ("bad", "made the process that read it die, twice")
    ]
    assert made.ledger.documents == len(documents)
    assert made.graph == kg.construct(documents, model="none", extractors=("rules", deadly)).graph


def test_a_document_that_was_only_near_is_read_again(deadly: str, tmp_path: Path) -> None:
    (tmp_path / "once").touch()
    documents = [*editions.articles(), Document("near", "Ha Li, mayor of Lyon, warned of poison.")]
    made = kg.construct(documents, model="none", extractors=("rules", f"{deadly}:{tmp_path / 'once'}"), workers=2)
    assert not (tmp_path / "once").exists()
    assert made.ledger.unread == ()
    assert made.ledger.documents == len(documents)


@pytest.mark.skipif(sys.platform != "linux", reason="finds worker processes in /proc")
def test_a_worker_killed_from_outside_loses_nothing() -> None:
    documents = [Document(f"{d.id}-{n}", d.text, date=d.date) for n in range(6) for d in editions.articles()]
    whole = [one.id for one in read_by(1 + 1, documents, RECIPE) if not isinstance(one, Unread)]
    stop = threading.Event()
    threading.Thread(target=_kill_one, args=(stop,), daemon=True).start()
    read = list(read_by(2, documents, RECIPE))
    stop.set()
    assert [one.id for one in read if not isinstance(one, Unread)] == whole


def _kill_one(stop: threading.Event) -> None:
    """Kill the first worker process that has been at work for a moment."""
    me = os.getpid()
    while not stop.is_set():
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                line = (folder / "cmdline").read_bytes()
            except (OSError, ValueError):
                continue
            if parent == me and b"spawn_main" in line:
                time.sleep(2.5)
                os.kill(int(folder.name), signal.SIGKILL)
                return
        time.sleep(0.05)
