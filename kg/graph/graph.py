"""The graph: triples in an Oxigraph store, seen as rdflib, SPARQL rows, claims and evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import InputError, InputMissing, UsageError
from kg.graph.folder import is_store, snapshot
from kg.graph.naming import ID
from kg.graph.order import triples
from kg.graph.records import ClaimRecord, DocumentRecord, Records
from kg.graph.sparql import Answer, ask
from kg.model import Evidence, Iri
from kg.vocab import CLAIM, HAS_SOURCE, PREFIXES, TYPE

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

_CLAIM_NAME: Final = re.compile(r"(.+)claim/[0-9a-f]{16}")
_READABLE: Final = {
    ".ttl": "TURTLE",
    ".nt": "N_TRIPLES",
    ".nq": "N_QUADS",
    ".trig": "TRIG",
    ".rdf": "RDF_XML",
    ".jsonld": "JSON_LD",
}


class Graph:
    """A checked graph and the claims behind it.

    `store` is the pyoxigraph store underneath, `name` which of its graphs this is (the default one, unless told),
    `quarantine` what broke a shape and was kept out; two graphs are equal when they hold the same triples.
    """

    def __init__(
        self, store: pyoxigraph.Store | None = None, *, base: str | None = None, name: str | None = None
    ) -> None:
        import pyoxigraph as ox

        self.store = ox.Store() if store is None else store
        self.name = ox.DefaultGraph() if name is None else ox.NamedNode(name)
        self.quarantine: Graph | None = None
        self._base = base

    @classmethod
    def of(cls, lines: Iterable[str], *, base: str = ID) -> Graph:
        """Make a graph of N-Triples lines."""
        import pyoxigraph as ox

        graph = cls(base=base)
        graph.store.bulk_load(input="".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)
        return graph

    @classmethod
    def read(cls, path: str | Path) -> Graph:
        """Read a file of RDF, whose suffix tells the format, or open the store in a folder, for reading alone.

        Of named graphs the quarantine alone is kept, apart. Raises InputMissing, InputError with the line of a mistake,
        and UsageError for an unknown suffix.
        """
        file = Path(path)
        if file.is_dir():
            return cls._opened(file)
        graph = cls()
        load(graph.store, path)
        graph._set_named_graphs_aside()
        return graph

    @classmethod
    def _opened(cls, folder: Path) -> Graph:
        import pyoxigraph as ox

        found = snapshot(folder)
        graph = cls(ox.Store.read_only(str(found.store)), base=found.base)
        kept_out = Graph(graph.store, base=found.base, name=graph.quarantine_iri)
        if any(kept_out.match()):
            graph.quarantine = kept_out
        return graph

    @staticmethod
    def reads(path: str | Path) -> bool:
        """Say whether a path is a file whose suffix is one of RDF that can be read, or the folder of a store."""
        return Path(path).suffix.lower() in _READABLE or is_store(Path(path))

    @property
    def base(self) -> str:
        """The namespace of the graph's own things, told by its claims when it was read from a file."""
        if self._base is None:
            claims = self.match(None, TYPE, CLAIM)
            found = (_CLAIM_NAME.fullmatch(q.subject.value) for q in claims if hasattr(q.subject, "value"))
            self._base = next((m[1] for m in found if m), ID)
        return self._base

    @property
    def quarantine_iri(self) -> str:
        """The name of the quarantine where it is a graph beside this one."""
        return f"{self.base}quarantine"

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that the graph is shown with."""
        return {**PREFIXES, "id": self.base}

    @property
    def rdf(self) -> rdflib.Graph:
        """The same triples as an rdflib graph: a live view, no copy."""
        import oxrdflib
        import rdflib
        from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

        store = oxrdflib.OxigraphStore(store=self.store)
        name = rdflib.URIRef(self.name.value) if hasattr(self.name, "value") else DATASET_DEFAULT_GRAPH_ID
        view = rdflib.Graph(store=store, identifier=name, bind_namespaces="none")
        for prefix, namespace in self.prefixes.items():
            view.bind(prefix, namespace)
        return view

    def query(self, sparql: str) -> Answer:
        """Answer a SPARQL query; iterate over the answer for its rows.

        Raises UsageError for a query that is no SPARQL or that would leave the graph (SERVICE, FROM, LOAD).
        """
        return ask(self.store, sparql, self.prefixes, self.base, self.name)

    def documents(self) -> Iterator[DocumentRecord]:
        """Yield the documents that the graph was built from."""
        return Records(self).documents()

    def claims(self, about: str | None = None, *, saying: Callable[[Iri], bool] | None = None) -> Iterator[ClaimRecord]:
        """Yield all claims, or those about one thing, with a predicate for which `saying` holds."""
        records = Records(self)
        return records.claims(saying) if about is None else records.claims_about(about, saying)

    def claim(self, iri: str) -> ClaimRecord | None:
        """Return a claim by its IRI, or None."""
        return Records(self).claim(iri)

    def claims_on(self, evidence: str) -> Iterator[ClaimRecord]:
        """Yield the claims that rest on a piece of evidence."""
        return Records(self).claims_on(evidence)

    def evidence(self, node: str) -> tuple[Evidence, ...]:
        """Return the words behind a thing, a node with parts, a claim or a piece of evidence."""
        records = Records(self)
        if any(self.match(node, HAS_SOURCE)):
            found = records.evidence(_node(node))
            return (found,) if found else ()
        claim = records.claim(node)
        claims = [claim] if claim else records.claims_about(node)
        seen = dict.fromkeys(e for c in claims for e in c.evidence)
        return tuple(sorted(seen, key=lambda e: (e.document, e.span)))

    def types(self, node: str) -> tuple[Iri, ...]:
        """Return the classes of a thing."""
        quads = self.match(node, TYPE)
        return tuple(sorted(Iri(q.object.value) for q in quads if hasattr(q.object, "value")))

    def match(
        self, subject: str | None = None, predicate: str | None = None, object_: str | None = None
    ) -> Iterator[pyoxigraph.Quad]:
        """Yield the triples that have these IRIs at these places; None stands for anything."""
        s, p, o = (None if iri is None else _node(iri) for iri in (subject, predicate, object_))
        return self.store.quads_for_pattern(s, p, o, self.name)

    def ntriples(self) -> Iterable[bytes]:
        """Return the triples as N-Triples lines, sorted; a graph of any size takes little memory for it."""
        return triples(self.store, self.name)

    def _set_named_graphs_aside(self) -> None:
        for name in list(self.store.named_graphs()):
            if getattr(name, "value", "") == self.quarantine_iri:
                kept_out = Graph(base=self.base)
                kept_out.store.extend(_default(q) for q in self.store.quads_for_pattern(None, None, None, name))
                self.quarantine = kept_out
            self.store.remove_graph(name)

    def __len__(self) -> int:
        if not any(True for _ in self.store.named_graphs()):
            return len(self.store)
        return sum(1 for _ in self.match())

    def __bool__(self) -> bool:
        """Be true whatever it holds, so that no test of truth counts the store."""
        return True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Graph) and {q.triple for q in self.match()} == {q.triple for q in other.match()}

    __hash__ = None  # type: ignore[assignment]  # a graph can change

    def __repr__(self) -> str:
        return f"<kg.Graph of {len(self)} triples>"

    def _repr_html_(self) -> str:
        """Show in a notebook what the graph holds: how many of each class, and the first documents."""
        from kg.graph.html import graph

        return graph(self)


def load(store: pyoxigraph.Store, path: str | Path) -> None:
    """Load a file of RDF into a store, its named graphs too; its suffix tells the format.

    Raises InputMissing, InputError with the line of a mistake, and UsageError for an unknown suffix.
    """
    import pyoxigraph as ox

    file = Path(path)
    name = _READABLE.get(file.suffix.lower())
    if name is None:
        raise UsageError(f"{file}: no RDF suffix that kg reads; it reads {', '.join(_READABLE)}")
    try:
        data = file.read_bytes()
        if name == "RDF_XML" and b"<!DOCTYPE" in data:
            raise InputError(f"{file}: a document type is not read, since it may swell without end; take it out")
        store.bulk_load(input=data, format=getattr(ox.RdfFormat, name))
    except FileNotFoundError:
        raise InputMissing(f"{file}: there is no such file; build one with `kg build`") from None
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror or error}") from None
    except (SyntaxError, ValueError, RuntimeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{file}: no valid {_format_name(name)}: {_one_line(error)}") from None


def _node(iri: str) -> pyoxigraph.NamedNode:
    import pyoxigraph as ox

    return ox.NamedNode(iri)


def _default(quad: pyoxigraph.Quad) -> pyoxigraph.Quad:
    import pyoxigraph as ox

    return ox.Quad(quad.subject, quad.predicate, quad.object)


def _format_name(name: str) -> str:
    return {"RDF_XML": "RDF/XML", "JSON_LD": "JSON-LD"}.get(name, name.replace("_", "-").title())


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())
