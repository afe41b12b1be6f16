"""The server from its start to its end, as a person or a service manager runs it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from running import Running, server

from kg.serve import Settings

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z . ?d ?s ?w FILTER(?x < ?z && ?y < ?x && ?w < ?x) }"


def _kg(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", "serve", *map(str, arguments)]
    variables = {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=variables, timeout=60)


def test_it_says_what_it_serves_and_where(running: Running) -> None:
    assert running.said == f"serving graph.ttl ({_triples(running):,} triples) at http://127.0.0.1:{running.port}/\n"


def _triples(running: Running) -> int:
    reply = running.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    return int(reply.json["results"]["bindings"][0]["n"]["value"])


def test_it_says_that_updates_stay_inside(writable: Running) -> None:
    assert "is not changed; GET /store?default fetches the graph as it is" in writable.said


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_it_ends_at_once_and_leaves_nothing(served_file: Path, number: signal.Signals, code: int) -> None:
    with server(served_file) as made:
        asking = threading.Thread(target=_asked_in_vain, args=(made,))
        asking.start()
        until = time.monotonic() + 10
        while not made.children() and time.monotonic() < until:
            time.sleep(0.01)
        processes = [made.nursery(), *made.children()]
        assert len(processes) == 2
        assert len(made.private()) == 1
        made.process.send_signal(number)
        assert made.process.wait(timeout=10) == code
        assert made.private() == []
        assert not any(map(_lives, processes))
        asking.join()
        assert made.process.stderr
        assert made.process.stderr.read() == ("kg: interrupted; nothing was written\n" if code else "")


def _asked_in_vain(made: Running) -> None:
    with contextlib.suppress(OSError):  # the connection may go with the server
        assert made.query(SLOW).status >= 500


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(") ", 1)[1][0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_even_a_killed_server_leaves_no_child_and_no_folder(served_file: Path) -> None:
    with server(served_file) as made:
        nursery = made.nursery()
        made.process.kill()
        until = time.monotonic() + 5
        while (_lives(nursery) or made.private()) and time.monotonic() < until:
            time.sleep(0.02)
        assert not _lives(nursery)
        assert made.private() == []


def test_a_port_in_use_is_told_in_a_sentence(served_file: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = _kg(served_file, "--port", port)
    assert ended.returncode == 4
    assert (
        ended.stderr
        == f"kg: 127.0.0.1:{port} cannot be served at: Address already in use; choose another with --port\n"
    )


@pytest.mark.parametrize(
    ("name", "text", "code", "said"),
    [
        ("none.ttl", None, 3, "there is no such file; build one with `kg build`"),
        ("bad.ttl", "<a:s> <a:p> .", 3, "no valid Turtle: Parser error"),
        ("graph.txt", "words", 2, "no RDF suffix that kg reads"),
        ("bomb.rdf", '<!DOCTYPE x [<!ENTITY a "b">]><x/>', 3, "a document type is not read"),
    ],
)
def test_a_graph_that_cannot_be_read_is_told(tmp_path: Path, name: str, text: str | None, code: int, said: str) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    ended = _kg(tmp_path / name, "--port", "0", TMPDIR=str(tmp_path))
    assert (ended.returncode, said in ended.stderr, ended.stderr.count("\n")) == (code, True, 1), ended.stderr
    assert list(tmp_path.glob("kg-serve-*")) == []


def test_a_folder_that_is_a_store_is_served_and_not_changed(tmp_path: Path) -> None:
    store = ox.Store(str(tmp_path / "graph.kg"))
    store.add(ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.NamedNode("a:o"), ox.NamedNode("a:g")))
    store.flush()
    del store
    with server(tmp_path / "graph.kg", "--writable", environment={"KG_TOKEN": "not-for-strangers"}) as made:
        assert "serving graph.kg (1 triples)" in made.said
        assert made.get("/store?graph=a:g").text.splitlines()[-1] == "<a:s> <a:p> <a:o> ."
        assert made.update("CLEAR ALL").status == 204
        assert made.query("ASK { GRAPH ?g { ?s ?p ?o } }").json["boolean"] is False
    assert len(ox.Store.read_only(str(tmp_path / "graph.kg"))) == 1
    (tmp_path / "empty").mkdir()
    ended = _kg(tmp_path / "empty", "--port", "0")
    assert (ended.returncode, "no Oxigraph store" in ended.stderr) == (3, True)


def test_writing_needs_a_token(served_file: Path) -> None:
    ended = _kg(served_file, "--writable", KG_TOKEN="")
    assert (ended.returncode, "set KG_TOKEN, or say --token" in ended.stderr) == (2, True)


def test_the_extra_is_named_where_it_is_missing(served_file: Path) -> None:
    code = "import sys; sys.modules['uvicorn'] = None; from kg.cli import main; sys.exit(main(['serve', sys.argv[1]]))"
    command = [sys.executable, "-c", code, str(served_file)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, 'pip install "kg[serve]"' in ended.stderr) == (2, True)


def test_an_address_for_all_is_warned_of(served_file: Path) -> None:
    with server(served_file, "--host", "0.0.0.0") as made:
        assert "warning: 0.0.0.0 can be reached from other machines" in made.said
        assert made.query("ASK {}").status == 200


def test_requests_are_logged_only_when_asked(served_file: Path) -> None:
    for option, logged in (("--verbose", True), ("--jobs=1", False)):
        with server(served_file, option) as made:
            made.get("/sparql?query=ASK%20%7B%7D")
            made.process.send_signal(signal.SIGTERM)
            made.process.wait(timeout=10)
            assert made.process.stderr
            assert ("GET /sparql?query=ASK" in made.process.stderr.read()) is logged


def test_the_names_that_a_request_may_use() -> None:
    assert Settings("g").hosts == {"localhost", "127.0.0.1", "[::1]"}
    assert "graphs.example" in Settings("g", host="Graphs.example").hosts
    assert "0.0.0.0" not in Settings("g", host="0.0.0.0").hosts
    assert not Settings("g", host="127.0.0.2").open_to_others
    assert Settings("g", host="0.0.0.0").open_to_others
