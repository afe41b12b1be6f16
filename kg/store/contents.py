"""The triples of a store while they change: which are a document's own, which hang on a key that documents share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.graph.terms import ref, string
from kg.vocab import DERIVED_FROM, HAS_SOURCE, XSD_STRING

if TYPE_CHECKING:
    import pyoxigraph as ox

Quad = Any  # a pyoxigraph.Quad of IRIs and literals: no graph of ours has triples inside triples
GRAPH: Final = 0  # the parts of a store: what was kept, and what was kept out
QUARANTINE: Final = 1
PARTS: Final = (GRAPH, QUARANTINE)
_SPOOL: Final = 64_000_000  # characters of N-Quads that are loaded at once: a store sorts so many in memory


class Contents:
    """The default graph and the quarantine of an Oxigraph store that is being changed."""

    def __init__(self, store: ox.Store, quarantine: str) -> None:
        import pyoxigraph as ox

        self.store = store
        self.quarantine = quarantine
        self.graphs = (ox.DefaultGraph(), ox.NamedNode(quarantine))

    def load(self, quads: Iterable[str], folder: Path, *, at_once: bool = False) -> None:
        """Fill a store with N-Quads, whole lines in pieces of any size, by way of files in a folder.

        With `at_once`, one file is loaded while the next is written.
        """
        with ThreadPoolExecutor(1) as loader:
            loading: Future[None] | None = None
            for file in _spooled(quads, folder):
                if loading is not None:
                    loading.result()
                loading = loader.submit(self._load, file)
                if not at_once:
                    loading.result()
            if loading is not None:
                loading.result()

    def _load(self, file: Path) -> None:
        import pyoxigraph as ox

        try:
            self.store.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
        finally:
            file.unlink(missing_ok=True)

    def quads(self, lines: Iterable[str], part: int) -> set[Quad]:
        """Read N-Triples lines as triples of a part."""
        import pyoxigraph as ox

        found = ox.parse(input="".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)
        return {ox.Quad(q.subject, q.predicate, q.object, self.graphs[part]) for q in found}

    def count(self) -> int:
        """Count the triples of the graph."""
        import pyoxigraph as ox

        counted = self.store.query("SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }")
        assert isinstance(counted, ox.QuerySolutions)
        return int(next(counted)["triples"].value)

    def about(self, subject: str, part: int) -> Iterator[Quad]:
        """Yield what a part says of a thing, named by its IRI."""
        import pyoxigraph as ox

        return self.store.quads_for_pattern(ox.NamedNode(subject), None, None, self.graphs[part])

    def own(self, document: str, part: int) -> set[Quad]:
        """Return what is a document's own: itself, its evidence, and the claims that rest on that."""
        import pyoxigraph as ox

        graph = self.graphs[part]
        found: set[Any] = {ox.NamedNode(document)}
        source, derived = ox.NamedNode(HAS_SOURCE), ox.NamedNode(DERIVED_FROM)
        for quad in self.store.quads_for_pattern(None, source, ox.NamedNode(document), graph):
            found.add(quad.subject)
            found.update(q.subject for q in self.store.quads_for_pattern(None, derived, quad.subject, graph))
        return {quad for node in found for quad in self.store.quads_for_pattern(node, None, None, graph)}

    def difference(self, remove: set[Quad], add: set[Quad]) -> tuple[set[Quad], set[Quad]]:
        """Return what really goes when some triples are taken out and others put in, and what really comes."""
        went = {quad for quad in remove - add if quad in self.store}
        came = {quad for quad in add if quad not in self.store}
        return went, came

    def apply(self, went: Iterable[Quad], came: Iterable[Quad]) -> None:
        """Take out and put in."""
        for quad in went:
            self.store.remove(quad)
        self.store.extend(came)


def _spooled(quads: Iterable[str], folder: Path) -> Iterator[Path]:
    """Write files of N-Quads, each of a size to be loaded at once."""
    rest = iter(quads)
    for number in count():
        path = folder / f"spool-{number}.nq"
        size = 0
        try:
            with path.open("w", encoding="utf-8", newline="\n") as file:
                for piece in rest:
                    size += file.write(piece)
                    if size >= _SPOOL:
                        break
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        if not size:
            path.unlink()
            return
        yield path


def line(quad: Quad) -> str:
    """Write a triple as the key that it has where documents share it."""
    return f"{ref(quad.subject.value)} {ref(quad.predicate.value)} {_object(quad.object)} .\n"


def subject_key(quad: Quad) -> str:
    """Return the key of the block that describes a triple's subject."""
    return ref(quad.subject.value)


def _object(term: Any) -> str:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return ref(term.value)
    if not isinstance(term, ox.Literal):
        return str(term)
    if term.language:
        return f"{string(term.value)}@{term.language}"
    plain = term.datatype.value == XSD_STRING
    return string(term.value) if plain else f"{string(term.value)}^^{ref(term.datatype.value)}"
