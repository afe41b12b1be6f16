"""How fast a graph answers, beside rdflib: `python -m bench.query [--triples N] [--rounds N]`.

Six kinds of question on a made-up graph (see `synthetic.py`). kg and rdflib each load it in a process of their own, so
that each has its own peak of memory, and answer by turns, so that a slow minute of a shared machine hits both. Times
are processor time, medians of some rounds after one that is not counted; kg's are those of `Graph.query`, typed rows
included. A difference between two answers ends the run.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from bench.synthetic import label, lines, thing
from kg.errors import BackendError, KgError
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

FEWEST: Final = 10_000  # below, some question has no answer
QUESTIONS: Final = {
    "label lookup": f'SELECT ?thing {{ ?thing rdfs:label "{label("city", 1)}" }}',
    "3-hop join": """SELECT ?person ?document {
        ?post kg:holder ?person . ?claim rdf:subject ?post ; prov:wasDerivedFrom ?evidence .
        ?evidence oa:hasSource ?document }""",
    "aggregation": """SELECT ?rule (COUNT(?claim) AS ?claims) (MAX(?confidence) AS ?most) (SUM(?confidence) AS ?sum) {
        ?claim kg:rule ?rule ; kg:confidence ?confidence } GROUP BY ?rule""",
    "OPTIONAL": """SELECT ?about ?value ?unit ?change { ?figure kg:about ?about ; kg:value ?value
        OPTIONAL { ?figure kg:unit ?unit } OPTIONAL { ?figure kg:changePercent ?change } }""",
    "path +": f"SELECT ?place {{ ?place schema:containedInPlace+ <{thing('country', 0)}> }}",
    "regex": 'SELECT ?thing { ?thing rdfs:label ?label FILTER REGEX(?label, "^(bel|mar|vel).* [a-z]+ [0-9]*7$", "i") }',
}
Rows = list[tuple[Any, ...]]
Ask = Callable[[str], Rows]
Load = Callable[[Path], tuple[Sized, Ask]]


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer: how long it took, how many rows it has, and a hash of them that their order does not change."""

    seconds: float
    rows: int
    hash: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What one engine took: seconds to load, median seconds by question, and its peak of memory in all."""

    load: float
    answers: dict[str, float]
    megabytes: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was measured, by engine, and how many rows each question has."""

    triples: int
    rows: dict[str, int]
    engines: dict[str, Measured]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000, help="how large the graph is (default 1,000,000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each question is asked (default 5)")
    arguments = parser.parse_args()
    if arguments.triples < FEWEST or arguments.rounds < 1:
        parser.error(f"--triples is {FEWEST:,} or more, --rounds 1 or more")
    try:
        _report(measure(arguments.triples, arguments.rounds))
    except KgError as error:
        print(f"bench.query: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def measure(triples: int, rounds: int) -> Outcome:
    """Ask every question of every engine; raises BackendError when two answers differ or an engine fails."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        file = Path(folder) / "graph.nt"
        with file.open("w", encoding="utf-8") as out:
            out.writelines(lines(triples))
        engines = {}
        loads = {}
        for name in ENGINES:
            engines[name] = running.enter_context(_engine(name, file))
            loads[name] = engines[name].load(triples)
        rows = {question: agreed(question, _turn(question, engines)) for question in QUESTIONS}
        turns = [(question, _turn(question, engines)) for _ in range(rounds) for question in QUESTIONS]
        peaks = {name: engine.peak() for name, engine in engines.items()}
    for question, answers in turns:
        agreed(question, answers)
    medians = {n: {q: median(a[n].seconds for asked, a in turns if asked == q) for q in QUESTIONS} for n in ENGINES}
    return Outcome(triples, rows, {name: Measured(loads[name], medians[name], peaks[name]) for name in ENGINES})


def _turn(question: str, engines: dict[str, Engine]) -> dict[str, Asked]:
    return {name: engine.ask(question) for name, engine in engines.items()}


def agreed(question: str, answers: dict[str, Asked]) -> int:
    """Return how many rows all answers have; raises BackendError when they differ or are empty."""
    if len({(answer.rows, answer.hash) for answer in answers.values()}) > 1:
        counts = ", ".join(f"{name} {answer.rows:,} rows" for name, answer in answers.items())
        raise BackendError(f"{question}: the answers differ ({counts}); their times cannot be compared")
    rows = min(answer.rows for answer in answers.values())
    if not rows:
        raise BackendError(f"{question}: nothing was found; its time would say nothing")
    return rows


class Engine:
    """One engine in a process of its own."""

    def __init__(self, name: str, connection: Connection) -> None:
        self.name, self._connection = name, connection

    def load(self, triples: int) -> float:
        """Wait until the graph is loaded; return the seconds that it took."""
        seconds, held = self._receive()
        if held != triples:
            raise BackendError(f"{self.name} holds {held:,} triples of {triples:,}")
        return float(seconds)

    def ask(self, question: str) -> Asked:
        """Ask one of the questions."""
        self._connection.send(question)
        return Asked(*self._receive())

    def peak(self) -> float:
        """Let the engine end; return its peak of memory in MB."""
        self._connection.send(None)
        (megabytes,) = self._receive()
        return float(megabytes)

    def _receive(self) -> tuple[Any, ...]:
        try:
            return tuple(self._connection.recv())
        except EOFError:
            raise BackendError(f"{self.name} ended without an answer; its own message stands above") from None


@contextmanager
def _engine(name: str, file: Path) -> Iterator[Engine]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(name, file, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield Engine(name, ours)
    finally:
        ours.close()
        process.join(timeout=5)
        process.kill()


def _serve(name: str, file: Path, connection: Connection) -> None:
    """Load the graph, then answer questions until there are no more."""
    load = ENGINES[name]()
    start = time.process_time()
    graph, ask = load(file)
    connection.send((time.process_time() - start, len(graph)))
    try:
        while (question := connection.recv()) is not None:
            start = time.process_time()
            rows = ask(QUESTIONS[question])
            seconds = time.process_time() - start
            connection.send((seconds, len(rows), _hash(rows)))
    except EOFError:
        return
    connection.send((_peak_megabytes(),))


def _kg() -> Load:
    import_module("pyoxigraph")
    from kg.graph import Graph

    def load(file: Path) -> tuple[Sized, Ask]:
        graph = Graph.read(file)
        return graph, lambda question: [row.values for row in graph.query(question)]

    return load


def _rdflib() -> Load:
    import rdflib

    def load(file: Path) -> tuple[Sized, Ask]:
        graph = rdflib.Graph().parse(file, format="nt")

        def ask(question: str) -> Rows:
            found: Iterable[Any] = graph.query(question, initNs=PREFIXES)
            return [tuple(map(_python, row)) for row in found]

        return graph, ask

    return load


def _python(term: Any) -> Any:
    return None if term is None else term.toPython()


ENGINES: Final[dict[str, Callable[[], Load]]] = {"kg": _kg, "rdflib": _rdflib}


def _peak_megabytes() -> float:
    """Read the process's own peak; `getrusage` gives that of the process it was started from where that is higher."""
    (peak,) = re.findall(r"^VmHWM:\s*(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    return int(peak) / 1024


def _hash(rows: Rows) -> str:
    told = sorted("\t".join(map(_plain, row)) for row in rows)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _plain(value: Any) -> str:
    """Write numbers by what they are worth, for 0.50 is 0.5."""
    return f"{Decimal(value).normalize():f}" if isinstance(value, int | Decimal) else str(value)


def _report(outcome: Outcome) -> None:
    versions = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib"))
    kg, rdflib = outcome.engines["kg"], outcome.engines["rdflib"]
    print(f"{outcome.triples:,} triples; {versions}; processor time\n")
    print(f"{'':<18}{'rows':>10}{'kg':>12}{'rdflib':>12}{'ratio':>8}")
    print(_row("load, s", "", kg.load, rdflib.load))
    for name, rows in outcome.rows.items():
        print(_row(f"{name}, ms", f"{rows:,}", kg.answers[name] * 1000, rdflib.answers[name] * 1000))
    print(_row("peak memory, MB", "", kg.megabytes, rdflib.megabytes))


def _row(name: str, rows: str, ours: float, theirs: float) -> str:
    return f"{name:<18}{rows:>10}{ours:>12,.2f}{theirs:>12,.2f}{theirs / ours:>8.1f}"


if __name__ == "__main__":
    sys.exit(main())
