"""A store is the same as a graph built from nothing, whatever happened to it."""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import editions
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rebuilt import assert_as_from_nothing, lines

import kg
from kg.build import Recipe, build_folder, recipe_of, remove
from kg.errors import InputError, OutputError, UsageError
from kg.graph import Graph
from kg.validate import Gathered, Unsupported

Parts = tuple[list[bytes], list[bytes]]
RECIPE = Recipe(model="none")
POOL = {document.id: document for document in editions.articles()}


def parts(folder: Path) -> Parts:
    """Return the lines of a store's graph, and those of its quarantine."""
    graph = Graph.read(folder)
    return lines(graph), lines(graph.quarantine)


def test_a_store_holds_the_graph_and_tells_of_it_as_a_build_in_memory_does(tmp_path: Path) -> None:
    documents = list(POOL.values())
    ledger = build_folder(documents, tmp_path / "g.kg", recipe=RECIPE)
    made = kg.construct(documents, model="none")
    assert_as_from_nothing(tmp_path / "g.kg", documents)
    assert any("RankObservationShape" in reason for reason in made.ledger.reasons)  # so that keeping out is tried
    assert list(ledger.lines(verbose=True)) == list(made.ledger.lines(verbose=True))
    manifest = json.loads((tmp_path / "g.kg" / "manifest.json").read_text())
    assert manifest["documents"] == len(documents)
    listed = [json.loads(line)["id"] for line in (tmp_path / "g.kg" / "documents.jsonl").read_text().splitlines()]
    assert listed == sorted(POOL)
    assert [path.name for path in tmp_path.iterdir()] == ["g.kg"]


def test_a_graph_too_large_to_be_checked_as_a_whole_is_checked_some_nodes_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judging = import_module("kg.build.stored.judging")
    monkeypatch.setattr(judging, "_WHOLE", 0)
    monkeypatch.setattr(judging, "_BATCH", 7)
    build_folder(list(POOL.values()), tmp_path / "g.kg", recipe=RECIPE)
    assert_as_from_nothing(tmp_path / "g.kg", list(POOL.values()))


@pytest.mark.parametrize("where", ["__init__", "findings"])
def test_what_the_fast_checker_does_not_know_is_left_to_the_reference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    asked: list[str] = []

    def refused(*given: object) -> None:
        asked.append(where)
        raise Unsupported("never heard of it")

    monkeypatch.setattr(Gathered, where, refused)
    build_folder(list(POOL.values()), tmp_path / "g.kg", recipe=RECIPE)
    assert asked == [where]
    assert_as_from_nothing(tmp_path / "g.kg", list(POOL.values()))


def test_the_stages_of_a_build_are_told(tmp_path: Path) -> None:
    told: list[str] = []
    build_folder(list(POOL.values())[:2], tmp_path / "g.kg", recipe=RECIPE, stage=told.append)
    assert told == ["settling what things are", "writing the graph", "checking the graph"]


steps = st.lists(
    st.tuples(
        st.sampled_from(["put", "put", "change", "remove"]),
        st.lists(st.sampled_from(sorted(POOL)), min_size=1, max_size=4, unique=True),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=st.lists(st.sampled_from(sorted(POOL)), min_size=1, max_size=8, unique=True), then=steps)
def test_any_history_ends_with_the_graph_of_what_is_there(
    tmp_path_factory: pytest.TempPathFactory, first: list[str], then: list[tuple[str, list[str]]]
) -> None:
    folder = tmp_path_factory.mktemp("history") / "g.kg"
    there = {name: POOL[name] for name in first}
    build_folder(list(there.values()), folder, recipe=RECIPE)
    for what, names in then:
        if what == "remove":
            known = [name for name in names if name in there][: len(there) - 1]
            if known:
                remove(folder, known)
            there = {name: document for name, document in there.items() if name not in known}
        else:
            now = [editions.changed(POOL[name]) if what == "change" else POOL[name] for name in names]
            there |= {document.id: document for document in now}
            build_folder(now, folder, update=True)
        assert_as_from_nothing(folder, list(there.values()))


def test_an_update_reads_only_what_is_new_or_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = list(POOL.values())[:4]
    build_folder(documents[:3], tmp_path / "g.kg", recipe=RECIPE)
    read: list[str] = []
    from kg.language import plain

    analyse = plain.PlainAnalyzer.analyse_many
    monkeypatch.setattr(
        plain.PlainAnalyzer,
        "analyse_many",
        lambda self, given: analyse(self, [read.append(d.id) or d for d in given]),  # type: ignore[func-returns-value]
    )
    build_folder([*documents[:2], editions.changed(documents[2]), documents[3]], tmp_path / "g.kg", update=True)
    assert sorted(read) == sorted(d.id for d in documents[2:])


def test_what_is_not_there_or_was_built_otherwise_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "g.kg"
    with pytest.raises(InputError, match="holds no graph to change"):
        build_folder(POOL["lyon"], folder, update=True)
    build_folder(POOL["lyon"], folder, recipe=RECIPE)
    with pytest.raises(UsageError, match=r"holds no document 'x'; .*documents\.jsonl"):
        remove(folder, ["x"])
    with pytest.raises(UsageError, match=r"threshold 0\.55.*and not with.*threshold 0\.9"):
        build_folder(POOL["lyon"], folder, update=True, recipe=Recipe(model="none", threshold=0.9))
    with pytest.raises(InputError, match="no document"):
        remove(folder, ["lyon"])  # a graph of nothing is not built either
    assert_as_from_nothing(folder, [POOL["lyon"]])
    assert recipe_of(folder) == RECIPE


def test_options_are_remembered(tmp_path: Path) -> None:
    folder = tmp_path / "g.kg"
    recipe = Recipe(model="none", base="https://example.org/kg/", keep_text=True, threshold=0.7)
    build_folder([POOL["lyon"], POOL["geneva"]], folder, recipe=recipe)
    build_folder(POOL["law"], folder, update=True)
    remove(folder, ["geneva"])
    made = kg.build(
        [POOL["lyon"], POOL["law"]], model="none", base="https://example.org/kg/", keep_text=True, threshold=0.7
    )
    assert lines(Graph.read(folder)) == lines(made)


def test_a_build_in_place_of_another_replaces_it(tmp_path: Path) -> None:
    folder = tmp_path / "g.kg"
    build_folder([POOL["lyon"], POOL["geneva"]], folder, recipe=RECIPE)
    build_folder(POOL["law"], folder, recipe=RECIPE)
    assert_as_from_nothing(folder, [POOL["law"]])


def test_a_build_killed_before_it_had_its_name_goes_on_with_what_is_given_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = sys.modules["kg.build.stored.desk"]
    folder = tmp_path / "g.kg"
    with monkeypatch.context() as killed:
        killed.setattr(stored, "_swap", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            build_folder([POOL["lyon"], POOL["geneva"]], folder, recipe=RECIPE)
    build_folder([POOL["lyon"], POOL["law"]], folder, recipe=RECIPE)
    assert_as_from_nothing(folder, [POOL["lyon"], POOL["law"]])


def _laid_out_otherwise(folder: Path) -> None:
    memory = sqlite3.connect(folder / "state.sqlite")
    memory.execute("PRAGMA user_version = 0")
    memory.close()


def test_a_memory_laid_out_by_another_version_is_told_and_can_be_built_anew(tmp_path: Path) -> None:
    folder = tmp_path / "g.kg"
    build_folder(POOL["lyon"], folder, recipe=RECIPE)
    _laid_out_otherwise(folder)
    with pytest.raises(InputError, match="another version of kg laid it out; build the graph anew"):
        build_folder(POOL["law"], folder, update=True)
    build_folder(POOL["law"], folder, recipe=RECIPE)
    assert_as_from_nothing(folder, [POOL["law"]])


def test_a_killed_build_of_another_version_is_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(sys.modules["kg.build.stored.desk"], "_swap", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            build_folder(POOL["lyon"], tmp_path / "g.kg", recipe=RECIPE)
    _laid_out_otherwise(tmp_path / ".g.kg.part")
    build_folder(POOL["law"], tmp_path / "g.kg", recipe=RECIPE)
    assert_as_from_nothing(tmp_path / "g.kg", [POOL["law"]])


def _interrupted(part: Path, target: Path) -> None:
    raise KeyboardInterrupt


def test_two_processes_do_not_change_a_store_at_once(tmp_path: Path) -> None:
    from kg.store.state import State

    folder = tmp_path / "g.kg"
    build_folder(POOL["lyon"], folder, recipe=RECIPE)
    other = State(folder / "state.sqlite")
    with other.transaction(), pytest.raises(InputError, match="another process is changing this store"):
        remove(folder, ["lyon"])
    other.close()


# -- killed, and out of room ------------------------------------------------------------------------------------------
def command(source: Path, folder: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "kg", "build", str(source), "-o", str(folder), "--model", "none", "-q", *more]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("source") / "articles.jsonl"
    keys = ("id", "text", "title", "date")
    rows = [{key: getattr(document, key) for key in keys} for document in POOL.values()]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def undisturbed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Parts, float]:
    """The graph and the quarantine of a build that nobody disturbs, and how many seconds it takes."""
    folder = tmp_path_factory.mktemp("undisturbed") / "g.kg"
    start = time.monotonic()
    subprocess.run(command(source, folder), check=True)
    taken = time.monotonic() - start
    return parts(folder), taken


def killed(arguments: list[str], after: float) -> bool:
    """Run a command and kill it after some seconds; say whether it was still at work."""
    process = subprocess.Popen(arguments, start_new_session=True)
    try:
        process.wait(after)
        return False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True


@pytest.mark.parametrize("moment", range(1, 21))
def test_a_build_killed_at_any_moment_goes_on_and_ends_the_same(
    source: Path, undisturbed: tuple[Parts, float], tmp_path: Path, moment: int
) -> None:
    expected, taken = undisturbed
    folder = tmp_path / "g.kg"
    killed(command(source, folder), taken * moment / 21)
    subprocess.run(command(source, folder), check=True)
    assert parts(folder) == expected
    assert [path.name for path in tmp_path.iterdir()] == ["g.kg"]


@pytest.mark.parametrize("moment", range(1, 6))
def test_an_update_killed_at_any_moment_leaves_the_old_graph_or_the_new(
    source: Path, undisturbed: tuple[Parts, float], tmp_path: Path, moment: int
) -> None:
    expected, taken = undisturbed
    folder = tmp_path / "g.kg"
    build_folder(list(POOL.values())[:3], folder, recipe=RECIPE)
    before = parts(folder)
    killed(command(source, folder, "--update"), taken * moment / 6)
    assert parts(folder) in (before, expected)
    subprocess.run(command(source, folder, "--update"), check=True)
    assert parts(folder) == expected


@pytest.mark.parametrize("room", [20_000, 150_000, 400_000])
def test_a_full_disk_is_told_and_the_build_goes_on_when_there_is_room(
    source: Path, undisturbed: tuple[Parts, float], tmp_path: Path, room: int
) -> None:
    folder = tmp_path / "g.kg"
    run = subprocess.run(
        command(source, folder),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    assert run.returncode == OutputError.exit_code, run.stderr
    assert "Traceback" not in run.stderr
    assert "make room and run the same again" in run.stderr
    assert not folder.exists()
    subprocess.run(command(source, folder), check=True)
    assert parts(folder) == undisturbed[0]
