"""The tests of W3C for the protocol, the service description and, of the graph store, for reading.

Each manifest is read and its requests are sent as they stand there, to the real server.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
from running import TOKEN, Reply, Running

HOME = Path(__file__).parents[3] / "shared" / "w3c"
if not HOME.is_dir():
    pytest.skip(f"the tests of W3C are not in {HOME}", allow_module_level=True)

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SD = "http://www.w3.org/ns/sparql-service-description#"
Node = ox.NamedNode | ox.BlankNode | ox.Literal


@dataclass(frozen=True)
class Manifest:
    """A manifest as a graph to walk in."""

    path: Path

    @functools.cached_property
    def store(self) -> ox.Store:
        store = ox.Store()
        store.load(self.path.read_bytes(), ox.RdfFormat.TURTLE, base_iri=self.path.as_uri())
        return store

    def all(self, subject: Node, predicate: str) -> list[Node]:
        return [q.object for q in self.store.quads_for_pattern(subject, ox.NamedNode(predicate), None, None)]

    def one(self, subject: Node, predicate: str) -> Node | None:
        return next(iter(self.all(subject, predicate)), None)

    def text(self, subject: Node, predicate: str) -> str | None:
        found = self.one(subject, predicate)
        return found.value if found else None

    def items(self, head: Node | None) -> Iterator[Node]:
        while head is not None and head != ox.NamedNode(f"{RDF}nil"):
            first = self.one(head, f"{RDF}first")
            assert first is not None
            yield first
            head = self.one(head, f"{RDF}rest")

    def tests(self) -> list[Node]:
        """The entries that the manifest lists, and those that are in it but were forgotten there."""
        listed = [quad.object for quad in self.store.quads_for_pattern(None, ox.NamedNode(f"{MF}entries"), None, None)]
        entries = list(self.items(listed[0]))
        kinds = self.store.quads_for_pattern(None, ox.NamedNode(f"{RDF}type"), None, None)
        return entries + sorted(
            {q.subject for q in kinds if q.object.value.endswith("Test")} - set(entries), key=lambda node: node.value
        )

    def requests(self, test: Node) -> list[Node]:
        action = self.one(test, f"{MF}action")
        assert action is not None
        lists = self.all(action, f"{HT}requests")
        return [request for head in lists for request in self.items(head)]

    def headers(self, message: Node) -> dict[str, str]:
        found = (node for head in self.all(message, f"{HT}headers") for node in self.items(head))
        return {self.text(n, f"{HT}fieldName") or "": self.text(n, f"{HT}fieldValue") or "" for n in found}

    def body(self, message: Node) -> bytes | None:
        body = self.one(message, f"{HT}body")
        if body is None:
            return None
        return (self.text(body, f"{CNT}chars") or "").encode(self.text(body, f"{CNT}characterEncoding") or "utf-8")


PROTOCOL = Manifest(HOME / "sparql11-protocol" / "manifest.ttl")
STORE = [Manifest(HOME / "sparql11-graph-store-protocol" / f"manifest-{kind}.ttl") for kind in ("direct", "indirect")]
FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {"application/sparql-results+json", "application/sparql-results+xml", "text/csv"},
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples"},
}


def _name(node: Node) -> str:
    return node.value.rpartition("#")[2]


def test_the_manifest_of_the_protocol_is_whole() -> None:
    assert len(PROTOCOL.tests()) == 34


@pytest.mark.parametrize("test", PROTOCOL.tests(), ids=_name)
def test_protocol(writable: Running, test: Node) -> None:
    assert writable.update("DROP ALL").status == 204
    for data in PROTOCOL.all(test, f"{UT}graphData"):
        _put(writable, PROTOCOL.text(data, LABEL) or "", _triples(Path(unquote(_graph(data).removeprefix("file://")))))
    requests = PROTOCOL.requests(test)
    assert requests
    for request in requests:
        headers = {**PROTOCOL.headers(request), "Authorization": f"Bearer {TOKEN}"}
        method, path = PROTOCOL.text(request, f"{HT}methodName"), PROTOCOL.text(request, f"{HT}absolutePath")
        assert method
        assert path
        _check(PROTOCOL, request, writable.request(method, path, headers, PROTOCOL.body(request)))


def _graph(data: Node) -> str:
    return PROTOCOL.text(data, f"{UT}graph") or ""


def _triples(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _put(server: Running, graph: str, triples: str) -> None:
    assert server.update(f"INSERT DATA {{ GRAPH <{graph}> {{ {triples} }} }}").status == 204


def _check(manifest: Manifest, request: Node, reply: Reply) -> None:
    response = manifest.one(request, f"{HT}resp")
    assert response is not None
    statuses = [_name(status) for status in manifest.all(response, f"{MF}expectedStatus")]
    assert any(re.fullmatch(_status(known), str(reply.status)) for known in statuses), (reply.status, reply.body)
    media_type = reply.headers.get("content-type", "").partition(";")[0]
    if expected := manifest.text(response, f"{MF}expectedFormat"):
        assert media_type in FORMATS[expected]
    if truth := manifest.text(response, f"{MF}expectedBoolean"):
        assert json.loads(reply.body)["boolean"] is (truth == "true")


def _status(name: str) -> str:
    """A pattern for a status by the name that W3C gives it."""
    return {"OK": "200", "Created": "201", "NoContent": "204", "NotFound": "404"}.get(
        name, name.removeprefix("StatusCode").replace("x", r"\d")
    )


# Of the graph store: what is read is asked as the manifest has it; what the manifest writes first is put there by an
# update, since this server writes by updates alone.
READS = [
    pytest.param(manifest, test, id=_name(test))
    for manifest in STORE
    for test in manifest.tests()
    if any(manifest.text(request, f"{HT}methodName") in ("GET", "HEAD") for request in manifest.requests(test))
    and not any("multipart" in str(manifest.headers(request)) for request in manifest.requests(test))
    and not any(manifest.all(request, f"{HT}absolutePath") == [] for request in manifest.requests(test))
    and not any("$" in (manifest.text(request, f"{HT}absolutePath") or "") for request in manifest.requests(test))
]


def test_most_of_the_graph_store_s_tests_read() -> None:
    assert len(READS) >= 8


@pytest.mark.parametrize(("manifest", "test"), READS)
def test_graph_store(writable: Running, manifest: Manifest, test: Node) -> None:
    assert writable.update("DROP ALL").status == 204
    read = 0
    for request in manifest.requests(test):
        method = manifest.text(request, f"{HT}methodName") or ""
        path = (manifest.text(request, f"{HT}absolutePath") or "").replace("/gsp", "/store", 1)
        if method not in ("GET", "HEAD"):
            _write(writable, method, path, manifest.body(request) or b"")
            continue
        read += 1
        reply = writable.request(method, path, manifest.headers(request))
        _check(manifest, request, reply)
        response = manifest.one(request, f"{HT}resp")
        assert response is not None
        for name, value in manifest.headers(response).items():
            assert reply.headers[name.lower()] == value
        if expected := manifest.body(response):
            assert _canonical(reply.body, path) == _canonical(expected, path)
    assert read


def _write(server: Running, method: str, path: str, body: bytes) -> None:
    address, _, query = path.partition("?")
    graph = unquote(query.removeprefix("graph=")) if query.startswith("graph=") else ""
    graph = graph or ("" if query == "default" else f"http://127.0.0.1:{server.port}{address}")
    if method != "POST":
        assert server.update(f"DROP SILENT {f'GRAPH <{graph}>' if graph else 'DEFAULT'}").status == 204
    if method != "DELETE":
        triples = b"\n".join(str(quad.triple).encode() + b" ." for quad in ox.parse(body, ox.RdfFormat.TURTLE))
        text = triples.decode()
        inserted = f"INSERT DATA {{ {f'GRAPH <{graph}> {{ {text} }}' if graph else text} }}"
        assert server.update(inserted).status == 204


def _canonical(turtle: bytes, path: str) -> ox.Dataset:
    dataset = ox.Dataset(ox.parse(turtle, ox.RdfFormat.TURTLE, base_iri=f"http://127.0.0.1{path}"))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


# The terms of the service description's schema: which class a property is of, and which its values.
SCHEMA = {
    "endpoint": ("Service", None),
    "supportedLanguage": ("Service", "Language"),
    "feature": ("Service", "Feature"),
    "resultFormat": ("Service", None),
    "defaultDataset": ("Service", "Dataset"),
    "defaultGraph": ("Dataset", "Graph"),
}
INSTANCES = {"SPARQL11Query": "Language", "SPARQL11Update": "Language", "EmptyGraphs": "Feature"}


@pytest.mark.parametrize("name", ["returns-rdf", "has-endpoint-triple", "conforms-to-schema"])
def test_service_description(running: Running, name: str) -> None:
    manifest = Manifest(HOME / "sparql11-service-description" / "manifest.ttl")
    assert name in map(_name, manifest.tests())
    address = f"http://127.0.0.1:{running.port}/sparql"
    for media_type in ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"):
        reply = running.get("/sparql", Accept=media_type)
        assert (reply.status, reply.headers["content-type"].partition(";")[0]) == (200, media_type)
        read = ox.parse(reply.body, ox.RdfFormat.from_media_type(media_type), base_iri=address)
        triples = {(q.subject.value, q.predicate.value, q.object.value) for q in read}
        (service,) = (s for s, p, o in triples if o == f"{SD}Service")
        assert (service, f"{SD}endpoint", address) in triples
        kinds = {s: _name(ox.NamedNode(o)) for s, p, o in triples if p == f"{RDF}type"}
        kinds |= {f"{SD}{known}": kind for known, kind in INSTANCES.items()}
        for subject, predicate, value in triples:
            if predicate != f"{RDF}type":
                domain, range_ = SCHEMA[predicate.removeprefix(SD)]
                assert kinds[subject] == domain
                assert range_ is None or kinds[value] == range_
