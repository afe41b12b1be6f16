"""pyshacl, used as it works best: both graphs in Oxigraph, shapes parsed once, failures told from violations."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kg.errors import BackendError
from kg.validate.results import Result
from kg.validate.shapes import Shapes
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph

_SH = PREFIXES["sh"]


def check(data: pyoxigraph.Store, shapes: Shapes, classes: Iterable[str]) -> Iterator[Result]:
    """Yield pyshacl's results on the default graph of a store; `classes` are N-Triples lines of the class hierarchy.

    Raises BackendError when pyshacl fails, which it would report as a graph that does not conform.
    """
    import pyshacl
    from pyshacl.errors import ValidationFailure

    try:
        with _quiet():
            _, report, words = pyshacl.validate(
                _view(_copied(data, classes)), shacl_graph=_view(_stored(shapes.ntriples)), inplace=True
            )
    except Exception as error:  # whatever goes wrong in there is a failure, and never a violation
        reason = " ".join(str(error).split())
        raise BackendError(f"pyshacl cannot check with these shapes: {reason}") from error
    if isinstance(report, ValidationFailure):
        raise BackendError(f"pyshacl cannot check with these shapes: {words}")
    yield from sorted(_results(report, shapes))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each literal that its datatype does not allow: results tell of them."""
    log = logging.getLogger("rdflib.term")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        log.setLevel(before)


def _copied(data: pyoxigraph.Store, classes: Iterable[str]) -> pyoxigraph.Store:
    """Copy the default graph and put the hierarchy beside it, so that the caller's store stays as it is."""
    import pyoxigraph as ox

    copy = ox.Store()
    copy.bulk_extend(data.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    copy.bulk_load(input="\n".join(classes).encode(), format=ox.RdfFormat.N_TRIPLES)
    return copy


def _stored(ntriples: bytes) -> pyoxigraph.Store:
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_load(input=ntriples, format=ox.RdfFormat.N_TRIPLES)
    return store


def _view(store: pyoxigraph.Store) -> Any:
    """Show a store to pyshacl; its own view would count all triples at each test of truth."""
    from pyshacl.graph_abstraction import OxigraphDataGraph

    class View(OxigraphDataGraph):
        def __bool__(self) -> bool:
            return True

    return View(store)


def _results(report: Any, shapes: Shapes) -> Iterator[Result]:
    import rdflib

    sh = rdflib.Namespace(_SH)
    for node in report.objects(None, sh.result):
        found = {p.removeprefix(_SH): o for p, o in report.predicate_objects(node)}
        source = _term(found["sourceShape"])
        shape = shapes.by_node.get(source)
        path = found.get("resultPath")
        own = shape.path.name if shape and shape.path else ""
        message = shape.message if shape else None
        yield Result(
            focus=_term(found["focusNode"]),
            shape=source,
            component=str(found["sourceConstraintComponent"]).removeprefix(_SH).removesuffix("ConstraintComponent"),
            path=str(path) if isinstance(path, rdflib.URIRef) else own,
            value=_term(found["value"]) if "value" in found else "",
            severity=str(found["resultSeverity"]).removeprefix(_SH),
            message=message or " ".join(sorted(str(m) for m in report.objects(node, sh.resultMessage))),
        )


def _term(node: Any) -> str:
    """Write an rdflib term as Oxigraph writes N-Triples."""
    import pyoxigraph as ox
    import rdflib

    if isinstance(node, rdflib.BNode):
        return f"_:{node}"
    if isinstance(node, rdflib.URIRef):
        return f"<{node}>"
    if node.language:
        return str(ox.Literal(str(node), language=node.language))
    return str(ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)) if node.datatype else None))
