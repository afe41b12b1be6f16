"""What a child does: one query, dump, page, update or loading, its answer to a file and its outcome to a pipe."""

from __future__ import annotations

import json
import os
import resource
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, cast

from kg.errors import KgError, LeavesGraphError, OutputError, UsageError
from kg.export.rdf.xml import NOT_IN_XML
from kg.export.results import RESULTS, ResultFormat
from kg.graph.leaving import refuse_leaving
from kg.graph.sparql import told
from kg.serve import seccomp
from kg.serve.negotiation import GRAPHS, NotAcceptable, choose
from kg.serve.spool import Spool, TooMuch

if TYPE_CHECKING:
    import pyoxigraph

_LEAVING: Final = ("SERVICE", "LOAD")
_SAID: Final = 2000
# Address space beyond memory: files that are mapped, and room that an allocator reserves without using it.
_RESERVED: Final = 2 << 30


class GraphMissing(KgError, LookupError):
    """A graph was asked for that is not in the store."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a child is to do with a store: its verb is one of `query`, `dump`, `page`, `update`, `load`.

    `text` is the query, the update, the graph's name or the path; `target` the new store of an update or a loading.
    A dataset is None where the request names none.
    """

    verb: str
    store: str
    text: str = ""
    target: str = ""
    accept: str | None = None
    packed: bool = False
    base: str = ""
    prefixes: dict[str, str] = field(default_factory=dict)
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    memory: int = 0
    seconds: int = 0
    most_rows: int = 0
    most_bytes: int = 0

    def encoded(self) -> bytes:
        """Return the job as JSON."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def decoded(cls, data: bytes) -> Job:
        """Read a job from JSON."""
        return cls(**json.loads(data))


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: `done`, or one of the reasons of `kg.serve.refusal`; what it found, as fields of its own."""

    outcome: str
    message: str = ""
    media_type: str = ""
    found: dict[str, Any] = field(default_factory=dict)

    def encoded(self) -> bytes:
        """Return the outcome as a line of JSON."""
        return json.dumps(asdict(self)).encode() + b"\n"


def run(job: Job, answer: int, report: int) -> None:
    """Do a job within its limits; write the answer to one descriptor and the outcome to another."""
    _bound(job)
    seccomp.shut_in()
    os.write(report, _outcome(job, answer).encoded())


def _outcome(job: Job, answer: int) -> Outcome:
    try:
        return VERBS[job.verb](job, answer)
    except TooMuch as error:
        return Outcome(error.what)
    except MemoryError:
        return Outcome("memory")
    except BaseException as error:
        kind = next((name for known, name in _KINDS if isinstance(error, known)), "failed")
        said = (
            str(error) if kind != "failed" or isinstance(error, KgError) else f"the query cannot be answered: {error}"
        )
        return Outcome(kind, " ".join(said.split())[:_SAID], found={"exit_code": getattr(error, "exit_code", 4)})


_KINDS: Final = (
    (LeavesGraphError, "leaves"),
    (UsageError, "syntax"),
    ((NotAcceptable, OutputError), "unacceptable"),
    (GraphMissing, "missing"),
)


def _bound(job: Job) -> None:
    """Limit processor time; the deadline itself is kept by the server, which kills."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if job.seconds:
        resource.setrlimit(resource.RLIMIT_CPU, (job.seconds, job.seconds + 1))


def _opened(job: Job) -> pyoxigraph.Store:
    """Open the job's store to read, and limit the memory that is taken from then on."""
    import pyoxigraph as ox

    store = ox.Store.read_only(job.store)
    _bound_memory(job)
    return store


def _bound_memory(job: Job) -> None:
    """Limit memory on top of what the process has: what opening a store takes is no query's doing."""
    if job.memory:
        mapped, data = _mapped()
        resource.setrlimit(resource.RLIMIT_DATA, (data + job.memory,) * 2)
        resource.setrlimit(resource.RLIMIT_AS, (mapped + job.memory + _RESERVED,) * 2)


def _mapped() -> tuple[int, int]:
    """Return the bytes that this process has mapped already, and how many of them are its own to write."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            pages = file.read().split()
        return int(pages[0]) * resource.getpagesize(), int(pages[5]) * resource.getpagesize()
    except OSError:
        return 0, 0


def _query(job: Job, answer: int) -> Outcome:
    import pyoxigraph as ox

    refuse_leaving(job.text, keywords=_LEAVING)
    store = _opened(job)
    with told():
        found = store.query(job.text, base_iri=job.base, prefixes=job.prefixes, **_dataset(job))
    with Spool(answer, job.most_bytes, packed=job.packed) as out:
        if isinstance(found, ox.QueryTriples):
            media_type = choose(job.accept, GRAPHS)
            _write_triples(_counted(found, job.most_rows), media_type, job, out)
        else:
            media_type = choose(job.accept, [known for form in RESULTS for known in form.media_types])
            form = next(form for form in RESULTS if media_type in form.media_types)
            _write_results(found, form, job.most_rows, out)
    return Outcome("done", media_type=media_type)


def _write_results(found: Any, form: ResultFormat, limit: int, out: Spool) -> None:
    import pyoxigraph as ox

    if isinstance(found, ox.QueryBoolean):
        out.write(form.truth(bool(found)).encode())
        return
    columns = [variable.value for variable in found.variables]
    for piece in form.rows(columns, _counted(found, limit)):
        out.write(piece.encode())


def _dataset(job: Job) -> dict[str, Any]:
    """Return the dataset that a request names: what it does not name is empty then."""
    import pyoxigraph as ox

    if job.default_graphs is None and job.named_graphs is None:
        return {}
    return {
        "default_graph": [ox.NamedNode(name) for name in job.default_graphs or ()],
        "named_graphs": [ox.NamedNode(name) for name in job.named_graphs or ()],
    }


def _counted(found: Iterable[Any], limit: int) -> Iterator[Any]:
    for number, one in enumerate(found, start=1):
        if number > limit:
            raise TooMuch("rows")
        yield one


def _dump(job: Job, answer: int) -> Outcome:
    """Write a whole graph: the default one, or that of the job's text; raises GraphMissing when it is not there."""
    import pyoxigraph as ox

    store = _opened(job)
    graph = ox.NamedNode(job.text) if job.text else ox.DefaultGraph()
    if job.text and not store.contains_named_graph(graph):
        raise GraphMissing(f"there is no graph {job.text}")
    media_type = choose(job.accept, GRAPHS)
    with Spool(answer, job.most_bytes, packed=job.packed) as out:
        quads = store.quads_for_pattern(None, None, None, graph)
        _write_triples((quad.triple for quad in quads), media_type, job, out)
    return Outcome("done", media_type=media_type)


def _page(job: Job, answer: int) -> Outcome:
    """Write the page that shows the graph; what it may load is told beside it."""
    from kg.export.page import explorer
    from kg.graph import Graph

    graph = Graph(_opened(job), base=job.base)
    made = explorer(graph, links=(("Ask it", "/query"), ("Fetch it", "/store?default")))
    with Spool(answer, job.most_bytes, packed=job.packed) as out:
        out.write(made.html)
    return Outcome("done", media_type="text/html", found={"csp": made.csp})


def _write_triples(triples: Iterable[pyoxigraph.Triple], media_type: str, job: Job, out: Spool) -> None:
    import pyoxigraph as ox

    format = ox.RdfFormat.from_media_type(media_type)
    if format == ox.RdfFormat.RDF_XML:
        triples = map(_fit_for_xml, triples)
    prefixes = {name: space for name, space in job.prefixes.items() if name}
    ox.serialize(triples, cast("IO[bytes]", out), format=format, prefixes=prefixes)


def _fit_for_xml(triple: pyoxigraph.Triple) -> pyoxigraph.Triple:
    text = getattr(triple.object, "value", "")
    if NOT_IN_XML.search(text):
        raise OutputError(f"XML cannot hold the control characters in {text[:80]!r}; ask for Turtle or JSON-LD")
    return triple


def _update(job: Job, answer: int) -> Outcome:
    """Copy the store by links, change the copy, and close it; the server takes it over when all went well."""
    import pyoxigraph as ox

    refuse_leaving(job.text, keywords=_LEAVING)
    ox.Store.read_only(job.store).backup(job.target)
    store = ox.Store(job.target)
    _bound_memory(job)
    with told():
        store.update(job.text, base_iri=job.base, prefixes=job.prefixes)
    store.flush()
    return Outcome("done")


def _load(job: Job, answer: int) -> Outcome:
    """Make a store of a file of RDF, or of a folder that is one already."""
    import pyoxigraph as ox

    from kg.graph import Graph
    from kg.graph.graph import load

    if os.path.isdir(job.text):
        _copy(job)
    else:
        load(store := ox.Store(job.target), job.text)
        store.flush()
        del store
    graph = Graph(ox.Store.read_only(job.target))
    return Outcome("done", found={"base": graph.base, "triples": len(graph.store)})


def _copy(job: Job) -> None:
    import pyoxigraph as ox

    from kg.errors import InputError
    from kg.graph.folder import is_store, snapshot

    folder = Path(job.text)
    store = snapshot(folder).store if is_store(folder) else folder
    if not (store / "CURRENT").exists():
        raise InputError(f"{job.text}: is a folder, but no Oxigraph store; name a file of RDF or a store")
    try:
        ox.Store.read_only(str(store)).backup(job.target)
    except (OSError, RuntimeError) as error:
        raise InputError(f"{job.text}: cannot be read as an Oxigraph store: {error}") from None


VERBS: Final[dict[str, Callable[[Job, int], Outcome]]] = {
    "query": _query,
    "dump": _dump,
    "page": _page,
    "update": _update,
    "load": _load,
}
