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
from kg.validate.terms import is_blank
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph

_SH = PREFIXES["sh"]
_BLANK = "urn:kg:blank:"


def check(data: pyoxigraph.Store, shapes: Shapes, classes: Iterable[str]) -> Iterator[Result]:
    """Yield pyshacl's results on the default graph of a store; `classes` are N-Triples lines of the class hierarchy.

    Raises BackendError when pyshacl fails, which it would report as a graph that does not conform.
    """
    import pyshacl
    from pyshacl.errors import ValidationFailure

    try:
        with _quiet():
            _, report, words = pyshacl.validate(
                _view(_copied(data, classes)), shacl_graph=_view(_named(shapes)), inplace=True
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


def _named(shapes: Shapes) -> pyoxigraph.Store:
    """Store shapes, those without a name under one, since pyshacl would report blank nodes under new labels."""
    import pyoxigraph as ox

    names = {node: ox.NamedNode(_BLANK + node[2:]) for node in shapes.by_node if is_blank(node)}
    store = ox.Store()
    store.extend(
        ox.Quad(names.get(str(t.subject), t.subject), t.predicate, names.get(str(t.object), t.object))
        for t in (quad.triple for quad in ox.parse(shapes.ntriples, format=ox.RdfFormat.N_TRIPLES))
    )
    return store


def _view(store: pyoxigraph.Store) -> Any:
    """Show a store to pyshacl; its own view would count all triples at each test of truth, and fail on literals."""
    from pyshacl.graph_abstraction import OxigraphDataGraph
    from rdflib import Literal

    class View(OxigraphDataGraph):
        def __bool__(self) -> bool:
            return True

        def objects(self, subject: Any = None, *more: Any, **options: Any) -> Any:
            return iter(()) if isinstance(subject, Literal) else super().objects(subject, *more, **options)

        def predicate_objects(self, subject: Any = None, *more: Any, **options: Any) -> Any:
            return iter(()) if isinstance(subject, Literal) else super().predicate_objects(subject, *more, **options)

    return View(store)


def _results(report: Any, shapes: Shapes) -> Iterator[Result]:
    import rdflib

    sh = rdflib.Namespace(_SH)
    for node in report.objects(None, sh.result):
        found = {p.removeprefix(_SH): o for p, o in report.predicate_objects(node)}
        source = _term(found["sourceShape"])
        if source.startswith(f"<{_BLANK}"):
            source = f"_:{source[len(_BLANK) + 1 : -1]}"
        shape = shapes.by_node.get(source)
        path = found.get("resultPath")
        own = shape.path.name if shape and shape.path else ""
        component = str(found["sourceConstraintComponent"]).removeprefix(_SH).removesuffix("ConstraintComponent")
        yield Result(
            focus=_term(found["focusNode"]),
            shape=source,
            component=component,
            path=str(path) if isinstance(path, rdflib.URIRef) else own,
            value=_term(found["value"]) if "value" in found else "",
            severity=str(found["resultSeverity"]).removeprefix(_SH),
            message=shape.words(component) if shape else " ".join(sorted(report.objects(node, sh.resultMessage))),
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
