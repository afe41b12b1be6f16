"""What is asked of the server reaches neither the network nor files: by the check of its words, and by the kernel."""

from __future__ import annotations

import sys
from pathlib import Path
from subprocess import run

import pyoxigraph as ox
import pytest
import ways_out
from listening import listening
from running import Running


def test_no_way_out_is_one_through_the_server(writable: Running) -> None:
    with listening() as listener:
        assert writable.update("CLEAR ALL ; INSERT DATA { <a:s> <a:p> 1 }").status == 204
        for query in ways_out.SERVICES:
            reply = writable.query(query.replace("HOST", listener.host))
            assert (reply.status, "SERVICE asks another machine" in reply.text) == (403, True), query
        for update in ways_out.LOADS:
            assert writable.update(update.replace("HOST", listener.host)).status == 403, update
        for text in ways_out.ESCAPED:
            for reply in (writable.query(text.replace("HOST", listener.host)), writable.update(text)):
                assert reply.status in (400, 403), text
        assert listener.calls == []


def test_the_listener_hears_a_call() -> None:
    with listening() as listener:
        with pytest.raises((OSError, RuntimeError)):
            list(ox.Store().query(f"SELECT * {{ SERVICE <http://{listener.host}/> {{ ?s ?p ?o }} }}"))
        assert len(listener.calls) == 1


@pytest.mark.parametrize("query", ways_out.HARMLESS)
def test_the_same_words_elsewhere_are_answered(running: Running, query: str) -> None:
    assert running.query(query).status == 200


def test_from_names_graphs_of_the_dataset_and_reads_no_file(writable: Running, tmp_path: Path) -> None:
    file = tmp_path / "secret.ttl"
    file.write_text("<a:secret> <a:b> <a:c> .")
    assert writable.update("CLEAR ALL ; INSERT DATA { GRAPH <a:g> { <a:s> <a:p> <a:o> } }").status == 204
    for clause in ("FROM", "FROM NAMED"):
        asked = writable.query(
            f"SELECT * {clause} <{file.as_uri()}> {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
        )
        assert (asked.status, asked.json["results"]["bindings"]) == (200, [])
    found = writable.query("SELECT ?s FROM <a:g> { ?s ?p ?o }").json["results"]["bindings"]
    assert [row["s"]["value"] for row in found] == ["a:s"]
    for update in (f"LOAD <{file.as_uri()}>", f"LOAD SILENT <{file.as_uri()}>"):
        assert writable.update(update).status == 403


LOCKED = """
import errno, os, socket, sys, threading
from kg.serve.seccomp import shut_in
if not shut_in():
    sys.exit(77)
def attempt(what):
    try:
        what()
    except OSError as error:
        return error.errno == errno.EPERM
    return False
found = [attempt(socket.socket), attempt(lambda: socket.socket(socket.AF_UNIX))]
found.append(attempt(lambda: os.execv("/bin/true", ["true"])))
thread = threading.Thread(target=lambda: found.append(attempt(socket.socket)))
thread.start(); thread.join()
open("/dev/null").close()
print(found)
"""
UNLOCKED = """
import os, sys, tempfile
import kg.serve.child as child
child.refuse_leaving = lambda text, **named: None
if len(sys.argv) > 3:
    child.seccomp.shut_in = lambda: False
answer, report = tempfile.TemporaryFile(), tempfile.TemporaryFile()
query = "SELECT * { SERVICE <http://%s/> { ?s ?p ?o } }" % sys.argv[2]
job = child.Job("query", sys.argv[1], query, base="http://a/", most_rows=9, most_bytes=999)
child.run(job, answer.fileno(), report.fileno())
report.seek(0)
print(report.read().decode())
"""


def _python(code: str, *arguments: str) -> str:
    ended = run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    if ended.returncode == 77:
        pytest.skip("this kernel or machine has no filter of system calls")
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_the_kernel_refuses_sockets_and_programs() -> None:
    assert _python(LOCKED).strip() == "[True, True, True, True]"


def test_the_second_lock_holds_alone(tmp_path: Path) -> None:
    if "True" not in _python("from kg.serve.seccomp import shut_in; print(shut_in())"):
        pytest.skip("this kernel or machine has no filter of system calls")
    store = ox.Store(str(tmp_path / "store"))
    store.flush()
    del store
    with listening() as listener:
        assert '"outcome": "failed"' in _python(UNLOCKED, str(tmp_path / "store"), listener.host)
        assert listener.calls == []
        _python(UNLOCKED, str(tmp_path / "store"), listener.host, "without the second lock")
        assert len(listener.calls) == 1
