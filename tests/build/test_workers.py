"""Several processes read as one does, and one that dies takes only what killed it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import editions
import pytest

import kg
from kg.build import Recipe
from kg.build.workers import Crew, read_by
from kg.errors import BackendError, InputError
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


def _refuse(error: Exception) -> None:
    raise error


@pytest.mark.parametrize("error", [InputError("no such model"), OSError(28, "No space left on device")])
def test_what_keeps_a_process_from_starting_is_told_as_it_is(error: Exception) -> None:
    crew = Crew(1, _refuse, error)
    try:
        with pytest.raises(type(error), match=str(error.args[-1])):
            list(crew.each(abs, [1, 2], abs))
    finally:
        crew.close()


def test_any_other_fault_at_the_start_is_one_of_the_backend() -> None:
    crew = Crew(1, _refuse, ZeroDivisionError("nought"))
    try:
        with pytest.raises(BackendError, match="cannot start: ZeroDivisionError: nought"):
            crew.once(abs, 1)
    finally:
        crew.close()


def test_a_script_that_starts_itself_again_is_told_what_it_lacks(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import kg\nfrom kg.model import Document\n"
        "kg.construct([Document('a', 'Ha Li is mayor of Lyon.')], model='none', workers=2)\n"
    )
    run = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120)
    assert run.returncode == 1
    assert "BackendError: the processes that were to work die as they start; a script" in run.stderr
    assert '`if __name__ == "__main__":`' in run.stderr


def test_a_worker_killed_from_outside_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [Document(f"{d.id}-{n}", d.text, date=d.date) for n in range(6) for d in editions.articles()]
    whole = [one.id for one in read_by(2, documents, RECIPE) if not isinstance(one, Unread)]
    assert whole == [document.id for document in documents]
    killed: list[int] = []
    each = Crew.each

    def disturbed(self, work, tasks, mend):  # type: ignore[no-untyped-def]
        for done in each(self, work, tasks, mend):
            if not killed:
                killed.extend(self.pids)
                os.kill(killed[0], signal.SIGKILL)
            yield done

    monkeypatch.setattr(Crew, "each", disturbed)
    read = list(read_by(2, documents, RECIPE))
    assert len(killed) == 2
    assert [one.id for one in read if not isinstance(one, Unread)] == whole


def test_a_process_killed_while_it_tells_is_told_and_the_others_go_on() -> None:
    crew = Crew(2, _refuse_nothing)
    try:
        told = list(crew.each(_half_told, [1, -1, 2, 3], lambda task: b"mended"))
    finally:
        crew.close()
    assert [one[:6] for one in told] == [b"xxxxxx", b"mended", b"xxxxxx", b"xxxxxx"]


def _refuse_nothing() -> None:
    pass


def _half_told(number: int) -> bytes:
    """Return more than a pipe holds; what is told for a number under 0 is broken off in the middle."""
    if number < 0:
        threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGKILL)).start()
        return b"x" * 300_000_000
    return b"x" * 1_000_000
