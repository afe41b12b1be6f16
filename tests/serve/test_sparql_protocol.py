"""What W3C's tests leave open: forms, formats, packing, HEAD, errors and their sentences, other origins, tokens."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from running import TOKEN, Running, server

from kg.graph import Graph

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PEOPLE = "SELECT ?who ?name { ?who a schema:Person ; rdfs:label ?name } ORDER BY ?name"
SPARQL = "{http://www.w3.org/2005/sparql-results#}"


def _names(running: Running, accept: str) -> list[str]:
    reply = running.query(PEOPLE, accept)
    assert reply.status == 200
    assert reply.headers["content-type"].startswith(accept)
    return _READ[accept](reply.text)


_READ = {
    "application/sparql-results+json": lambda text: [
        row["name"]["value"] for row in json.loads(text)["results"]["bindings"]
    ],
    "application/sparql-results+xml": lambda text: [
        node.text for node in ElementTree.fromstring(text).iter(f"{SPARQL}literal")
    ],
    "text/csv": lambda text: [row["name"] for row in csv.DictReader(io.StringIO(text))],
    "text/tab-separated-values": lambda text: [json.loads(row.split("\t")[1]) for row in text.splitlines()[1:]],
}


@pytest.mark.parametrize("accept", _READ)
def test_rows_in_every_format(running: Running, accept: str) -> None:
    assert _names(running, accept) == ["Ha Li", "Wen Yi"]


@pytest.mark.parametrize(
    "media_type",
    [
        "text/turtle",
        "application/n-triples",
        "application/rdf+xml",
        "application/ld+json",
        "application/trig",
        "application/n-quads",
    ],
)
def test_the_whole_graph_in_every_format(running: Running, served_file: Path, media_type: str) -> None:
    reply = running.get("/store?default", Accept=media_type)
    assert (reply.status, reply.headers["content-type"].partition(";")[0]) == (200, media_type)
    read = {quad.triple for quad in ox.parse(reply.body, ox.RdfFormat.from_media_type(media_type))}
    assert read == {quad.triple for quad in Graph.read(served_file).store}


def test_every_form_of_a_query_gives_the_same(running: Running) -> None:
    field = urlencode({"query": PEOPLE})
    replies = [
        running.get(f"/sparql?{field}"),
        running.get(f"/sparql/?{field}"),
        running.request("POST", "/sparql", FORM, field.encode()),
        running.query(PEOPLE),
        running.request(
            "POST", "/sparql", {"Content-Type": "application/sparql-query; charset=UTF-8"}, PEOPLE.encode()
        ),
    ]
    assert {(reply.status, reply.body) for reply in replies} == {(200, replies[0].body)}


def test_head_tells_what_get_would_send(running: Running) -> None:
    path = running.asked(PEOPLE)
    got, told = running.get(path), running.request("HEAD", path)
    assert told.body == b""
    assert told.headers["content-length"] == got.headers["content-length"] == str(len(got.body))
    assert running.request("HEAD", "/store?graph=http%3A%2F%2Fa%2Fnone").status == 404


def test_an_answer_is_packed_when_that_is_asked(running: Running) -> None:
    plain = running.get("/store?default")
    packed = running.get("/store?default", Accept_Encoding="br, gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 3
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept, Accept-Encoding"
    assert running.get("/store?default", Accept_Encoding="gzip").body == packed.body


def test_names_are_relative_to_the_graph_and_prefixes_known(running: Running) -> None:
    reply = running.query("SELECT ?name { <person/wen-yi> rdfs:label ?name }", "text/csv")
    assert reply.text == "name\r\nWen Yi\r\n"


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status", "said"),
    [
        ("GET", "/sparql?query=SELECT%20*%20%7B%0A%20%3Fs%20%3Fp%20%7D", {}, None, 400, "line 2, column"),
        ("GET", "/sparql?query=%FF", {}, None, 400, "no UTF-8"),
        ("GET", "/sparql?query=ASK%7B%7D&update=x", {}, None, 400, "an update is sent by POST"),
        ("GET", "/sparql?query=ASK%7B%7D&using-graph-uri=a:b", {}, None, 400, "no parameter of a query"),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=no%20iri", {}, None, 400, "cannot be answered"),
        ("GET", "/sparql?query=" + quote("ASK{}"), {"Accept": "image/png"}, None, 406, "there are application/sparql"),
        ("GET", "/sparql", {"Accept": "image/png"}, None, 406, "there are text/turtle"),
        ("POST", "/sparql", FORM, b"", 400, "one query or one update, not 0"),
        ("POST", "/sparql", FORM, b"query=ASK%7B%7D&query=ASK%7B%7D", 400, "not 2"),
        ("POST", "/sparql", FORM, b"query=ASK%7B%7D&update=x", 400, "not 2"),
        ("POST", "/sparql?query=x", {"Content-Type": "application/sparql-query"}, b"ASK{}", 400, "in the body already"),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, b"\xff", 400, "no UTF-8"),
        ("POST", "/sparql", {"Content-Type": "application/json"}, b"{}", 415, "application/sparql-query"),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query; charset=latin-1"}, b"ASK{}", 415, "send UTF-8"),
        ("POST", "/sparql", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL", 403, "--writable"),
        ("DELETE", "/sparql", {}, None, 405, "GET, HEAD, POST"),
        ("PUT", "/store?default", {}, b"", 405, "GET, HEAD"),
        ("GET", "/store", {}, None, 400, "?default or ?graph=IRI"),
        ("GET", "/store?default&graph=a:b", {}, None, 400, "names one graph"),
        ("GET", "/store?graph=relative", {}, None, 400, "absolute IRI"),
        ("GET", "/store?graph=http%3A%2F%2Fa%2Fnone", {}, None, 404, "no graph http://a/none"),
        ("GET", "/store/nobody", {}, None, 404, "no graph http://127.0.0.1"),
        ("GET", "/nowhere", {}, None, 404, ""),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(
    running: Running, method: str, path: str, headers: dict[str, str], body: bytes | None, status: int, said: str
) -> None:
    reply = running.request(method, path, headers, body)
    assert (reply.status, said in reply.text) == (status, True), reply
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"
    assert len(reply.text.splitlines()) == 1
    if status == 405:
        assert "GET" in reply.headers["allow"]


def test_a_hostile_query_comes_back_as_text(running: Running) -> None:
    reply = running.get("/sparql?query=" + quote("<script>alert(1)</script>"))
    assert (reply.status, reply.headers["content-type"]) == (400, "text/plain; charset=utf-8")
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in reply.headers["content-security-policy"]


def test_options_tell_the_methods(running: Running) -> None:
    reply = running.request("OPTIONS", "/sparql")
    assert (reply.status, reply.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")


def test_other_origins_read_nothing_unless_they_are_let(running: Running, served_file: Path) -> None:
    path = running.asked("ASK {}")
    assert "access-control-allow-origin" not in running.get(path, Origin="https://a.example").headers
    with server(served_file, "--cors", "https://a.example", "--allowed-host", "graphs.example") as made:
        reply = made.get(path, Origin="https://a.example")
        assert reply.headers["access-control-allow-origin"] == "https://a.example"
        assert "Origin" in reply.headers["vary"]
        assert "access-control-allow-origin" not in made.get(path, Origin="https://b.example").headers
        asks = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
        before = made.request("OPTIONS", "/sparql", asks)
        assert (before.status, "POST" in before.headers["access-control-allow-methods"]) == (204, True)
        assert made.get(path, Host="graphs.example").status == 200


def test_an_update_needs_the_token(writable: Running) -> None:
    change = "CLEAR ALL ; INSERT DATA { <a:s> <a:p> 1 }"
    assert writable.update(change).status == 204
    for token in (None, "", "wrong", TOKEN[:-1], TOKEN + "x"):
        reply = writable.update("CLEAR ALL", token=token)
        assert reply.status == 401
        assert reply.headers["www-authenticate"].startswith("Bearer")
    assert writable.query("ASK { <a:s> <a:p> 1 }").json["boolean"] is True


def test_an_update_is_whole_or_not_at_all(writable: Running) -> None:
    assert writable.update("CLEAR ALL ; INSERT DATA { <a:s> <a:p> 1 }").status == 204
    assert writable.update("INSERT DATA { <a:t> <a:p> 2 } ; INSERT DATA { nonsense }").status == 400
    assert writable.update("CLEAR ALL ; CLEAR GRAPH <a:none>").status in (400, 500)
    found = writable.query("SELECT ?s { ?s ?p ?o }", "text/csv").text.split()
    assert found == ["s", "a:s"]


def test_old_generations_are_removed(writable: Running) -> None:
    for n in range(3):
        assert writable.update(f"INSERT DATA {{ <a:s> <a:p> {n} }}").status == 204
    (folder,) = writable.private()
    assert len(list(folder.iterdir())) == 1


def test_a_delete_where_heeds_the_dataset_of_the_request(writable: Running) -> None:
    graphs = "GRAPH <a:g> { <a:s> <a:p> 1 } GRAPH <a:h> { <a:s> <a:p> 1 }"
    assert writable.update(f"CLEAR ALL ; INSERT DATA {{ <a:s> <a:p> 1 . {graphs} }}").status == 204
    path = "/sparql?using-named-graph-uri=a:g"
    assert writable.update("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", path=path).status == 204
    left = writable.query("SELECT ?g { GRAPH ?g { ?s ?p ?o } }", "text/csv").text.split()
    assert left == ["g", "a:h"]
