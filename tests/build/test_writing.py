"""Several processes write a store as one does, whatever becomes of them."""

from __future__ import annotations

import os
import signal
from importlib import import_module
from pathlib import Path

import editions
import pytest

from kg.build import Recipe, build_folder
from kg.build.stored.telling import Teller
from kg.build.stored.writing import Written, write
from kg.graph import Graph
from kg.graph.folder import STATE
from kg.model import Document
from kg.resolve import Census
from kg.store.state import State
from kg.validate import Gathered, findings

RECIPE = Recipe(model="none")
WRITING = import_module("kg.build.stored.writing")


def lines(folder: Path) -> tuple[list[bytes], list[bytes]]:
    graph = Graph.read(folder)
    return list(graph.ntriples()), list(graph.quarantine.ntriples()) if graph.quarantine else []


def remembered(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what a store's memory says of who brings what, and how much it is."""
    state = State(folder / STATE)
    try:
        tables = ("support", "tally", "event", "condemned", "stake")
        return {table: sorted(state.connection.execute(f"SELECT * FROM {table}").fetchall()) for table in tables}
    finally:
        state.close()


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that one process has written."""
    folder = tmp_path_factory.mktemp("one") / "g.kg"
    build_folder(editions.articles(), folder, recipe=RECIPE)
    return folder


def test_two_processes_write_what_one_does(one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WRITING, "_FEW", 0)
    monkeypatch.setattr(WRITING, "_AT_ONCE", 3)
    monkeypatch.setattr("kg.store.contents._SPOOL", 5_000)  # so that many files are loaded, each beside the writing
    build_folder(editions.articles(), tmp_path / "g.kg", recipe=RECIPE, workers=2)
    assert lines(tmp_path / "g.kg") == lines(one)
    assert remembered(tmp_path / "g.kg") == remembered(one)


def test_what_a_process_died_on_is_written_all_the_same(
    one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed: list[int] = []
    whole = WRITING.Crew.each

    def each(self, work, tasks, mend):  # type: ignore[no-untyped-def]
        for done in whole(self, work, tasks, mend):
            if isinstance(done, Written) and not killed:
                killed.extend(self.pids)
                os.kill(killed[0], signal.SIGKILL)
            yield done

    monkeypatch.setattr(WRITING, "_FEW", 0)
    monkeypatch.setattr(WRITING, "_AT_ONCE", 1)
    monkeypatch.setattr(WRITING.Crew, "each", each)
    build_folder(editions.articles(), tmp_path / "g.kg", recipe=RECIPE, workers=2)
    assert killed
    assert lines(tmp_path / "g.kg") == lines(one)
    assert remembered(tmp_path / "g.kg") == remembered(one)


def test_what_several_documents_bring_is_written_once_for_each_task(one: Path) -> None:
    state = State(one / STATE)
    tools = RECIPE.writing_tools(state.fact("configuration") or "")
    teller = Teller(state, Census(state.connection, tools.world), tools.setting, RECIPE.threshold)
    numbers = [kept.number for kept in state.documents()]
    together, alone = write(teller, "urn:q", numbers), [write(teller, "urn:q", [number]) for number in numbers]
    state.close()
    told = [line for one in alone for line in one.kept.splitlines()]
    assert sorted(set(told)) == sorted(set(together.kept.splitlines()))
    assert len(together.kept.splitlines()) < len(told)
    assert together.support == tuple(row for one in alone for row in one.support)
    keys = [(part, key) for part, key, _ in together.varying]
    assert len(keys) == len(set(keys))
    firsts = {}
    for one_of in alone:
        for part, key, quads in one_of.varying:
            firsts.setdefault((part, key), quads)
    assert {(part, key): quads for part, key, quads in together.varying} == firsts


def test_lines_are_checked_as_written_as_the_store_is(tmp_path: Path) -> None:
    odd = 'Lyon\'s "Fête\tdes \\ Lumières"\x07 drew 1,200 visitors in 2020.0, said Ha Li, mayor of Lyon\u2028on Monday.'
    build_folder([*editions.articles(), Document("odd", odd)], tmp_path / "g.kg", recipe=RECIPE)
    state = State(tmp_path / "g.kg" / STATE)
    state.connection.execute("DELETE FROM condemned")  # so that something is found
    tools = RECIPE.writing_tools(state.fact("configuration") or "")
    teller = Teller(state, Census(state.connection, tools.world), tools.setting, RECIPE.threshold)
    written = write(teller, "urn:q", [kept.number for kept in state.documents()])
    state.close()
    told = written.kept + "".join(quads for part, _, quads in written.varying if part == 0)
    gathered = Gathered(tools.world)
    gathered.read(told.split("\n")[:-1])
    found = gathered.findings()
    assert found
    graph = Graph.of(line + "\n" for line in told.split("\n")[:-1])
    assert found == findings(graph.store, tools.world)
    # Oxigraph escapes control characters otherwise, which makes no difference to what a term says.
    plain = {line for line in told.encode().split(b"\n")[:-1] if not {7, 9} & set(line)}
    given_back = [line for line in map(bytes.rstrip, graph.ntriples()) if b"\\t" not in line and b"\\u0007" not in line]
    assert plain == set(given_back)
