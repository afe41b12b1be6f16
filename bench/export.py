"""What loading and writing a large graph take beside rdflib and networkx: `python -m bench.export [--things N]`.

Every task runs in a process of its own, one after the other, on the same seeded graph of people who know each other:
four relations for each, every tenth of them with a claim and its evidence. Seconds are processor time of the task
alone, without what it is given; memory is the peak of the whole process. On a shared machine only the ratios mean
anything.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.graph.naming import ID, digest
from kg.vocab import (
    CLAIM,
    CONFIDENCE,
    DERIVED_FROM,
    EVIDENCE,
    EXACT,
    EXTRACTOR,
    HAS_SOURCE,
    LABEL,
    MODALITY,
    OA_END,
    OA_START,
    OBJECT,
    PERSON,
    PREDICATE,
    RULE,
    SUBJECT,
    TYPE,
    XSD_DECIMAL,
    XSD_INTEGER,
    iri,
)

KNOWS = iri("schema:knows")
PER_THING = 4
CLAIMED = 10  # every so many relations
Work = Callable[[], object]


def lines(things: int, seed: int = 1) -> Iterator[str]:
    """Yield a graph as N-Triples."""
    chance = random.Random(seed)
    for number in range(things):
        yield f'<{_person(number)}> <{TYPE}> <{PERSON}> .\n<{_person(number)}> <{LABEL}> "Person {number}" .\n'
    known: set[tuple[int, int]] = set()
    while len(known) < things * PER_THING:
        pair = chance.randrange(things), chance.randrange(things)
        if pair in known:
            continue
        known.add(pair)
        one, other = map(_person, pair)
        yield f"<{one}> <{KNOWS}> <{other}> .\n"
        if len(known) % CLAIMED == 0:
            yield from _claimed(one, other, chance)


def _person(number: int) -> str:
    return f"{ID}person/p{number:07}"


def _claimed(one: str, other: str, chance: random.Random) -> Iterator[str]:
    name = digest([one, other])
    claim, evidence = f"<{ID}claim/{name}>", f"<{ID}evidence/{name}>"
    start = chance.randrange(5_000)
    words = f"{one[-8:]} said on {chance.choice(('Monday', 'Friday'))} that {other[-8:]} is well known to all of them"
    for prop, value in (
        (TYPE, f"<{CLAIM}>"),
        (SUBJECT, f"<{one}>"),
        (PREDICATE, f"<{KNOWS}>"),
        (OBJECT, f"<{other}>"),
        (CONFIDENCE, f'"0.{chance.randrange(51, 99)}"^^<{XSD_DECIMAL}>'),
        (MODALITY, f"<{iri('kg:Asserted')}>"),
        (DERIVED_FROM, evidence),
        (EXTRACTOR, '"rules"'),
        (RULE, f'"rule-{chance.randrange(40)}"'),
    ):
        yield f"{claim} <{prop}> {value} .\n"
    for prop, value in (
        (TYPE, f"<{EVIDENCE}>"),
        (EXACT, f'"{words}"'),
        (OA_START, f'"{start}"^^<{XSD_INTEGER}>'),
        (OA_END, f'"{start + len(words)}"^^<{XSD_INTEGER}>'),
        (HAS_SOURCE, f"<{ID}document/d{chance.randrange(1_000)}>"),
    ):
        yield f"{evidence} <{prop}> {value} .\n"


# -- tasks: each prepares what it is given, and returns the work that is measured -----------------------------------
def load_rdflib(file: Path) -> Work:
    import rdflib

    triples = list(rdflib.Graph().parse(file, format="nt"))
    graph = rdflib.Graph()
    return lambda: graph.addN((*triple, graph) for triple in triples)


def parse_rdflib(file: Path) -> Work:
    import rdflib

    return lambda: rdflib.Graph().parse(file, format="nt")


def load_kg(file: Path) -> Work:
    from kg.graph import Graph

    return lambda: Graph.read(file)


def turtle_rdflib(file: Path) -> Work:
    import rdflib

    graph = rdflib.Graph().parse(file, format="nt")
    return lambda: graph.serialize(file.with_name("rdflib.ttl"), format="turtle")


def ntriples_oxigraph(file: Path) -> Work:
    """Write a store's lines as they come: what any way of writing a store has to do, and no order."""
    import pyoxigraph as ox

    from kg.graph import Graph

    held = Graph.read(file).store
    return lambda: held.dump(file.with_name("oxigraph.nt"), format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())


def turtle_kg(file: Path) -> Work:
    from kg.graph import Graph

    return _exported(Graph.read(file), file.with_name("kg.ttl"))


def turtle_kg_disk(file: Path) -> Work:
    return _exported(_on_disk(file), file.with_name("kg.ttl"))


def graphml_networkx(file: Path) -> Work:
    import networkx

    from kg.export import to_networkx

    made = to_networkx(_on_disk(file))
    return lambda: networkx.write_graphml_lxml(made, file.with_name("networkx.graphml"))


def graphml_networkx_whole(file: Path) -> Work:
    import networkx

    from kg.export import to_networkx
    from kg.graph import Graph

    graph = Graph.read(file)
    return lambda: networkx.write_graphml_lxml(to_networkx(graph), file.with_name("networkx.graphml"))


def graphml_kg(file: Path) -> Work:
    from kg.export.drawing.graphml import written
    from kg.export.drawing.picture import picture
    from kg.export.files import save

    drawn = picture(_on_disk(file))
    return lambda: save(file.with_name("kg.graphml"), written(drawn))


def graphml_kg_whole(file: Path) -> Work:
    from kg.graph import Graph

    return _exported(Graph.read(file), file.with_name("kg.graphml"))


def graphml_kg_disk(file: Path) -> Work:
    return _exported(_on_disk(file), file.with_name("kg.graphml"))


def graphml_kg_lines(file: Path) -> Work:
    """Write from the lines themselves, so that the memory is that of writing alone, without a store's."""
    from kg.graph import Graph
    from kg.graph.order import Sorter

    class Lines(Graph):
        def ntriples(self) -> Sorter:
            sorter = Sorter()
            with file.open("rb") as read:
                for line in read:
                    sorter.add(line)
            return sorter

    return _exported(Lines(base=ID), file.with_name("kg.graphml"))


def store(file: Path) -> Work:
    """Make the store on disk that others read."""
    import pyoxigraph as ox

    return lambda: ox.Store(file.with_name("store")).bulk_load(path=str(file), format=ox.RdfFormat.N_TRIPLES)


def _exported(graph: Any, path: Path) -> Work:
    from kg.export import export

    return lambda: export(graph, path)


def _on_disk(file: Path) -> Any:
    import pyoxigraph as ox

    from kg.graph import Graph

    return Graph(ox.Store.read_only(str(file.with_name("store"))), base=ID)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A heading, what others take for it, and what we do: each a name to print and the task."""

    title: str
    others: tuple[tuple[str, Callable[[Path], Work]], ...]
    ours: tuple[tuple[str, Callable[[Path], Work]], ...]


COMPARISONS = (
    Comparison(
        "loading",
        (("rdflib addN", load_rdflib), ("rdflib parse", parse_rdflib)),
        (("kg", load_kg),),
    ),
    Comparison(
        "Turtle",
        (("rdflib", turtle_rdflib), ("Oxigraph, lines unsorted", ntriples_oxigraph)),
        (("kg, from memory", turtle_kg), ("kg, from disk", turtle_kg_disk)),
    ),
    Comparison(
        "GraphML, writing alone",
        (("networkx with lxml", graphml_networkx),),
        (("kg", graphml_kg),),
    ),
    Comparison(
        "GraphML, from triples",
        (("kg and networkx with lxml", graphml_networkx_whole),),
        (
            ("kg, from memory", graphml_kg_whole),
            ("kg, from disk", graphml_kg_disk),
            ("kg, without a store", graphml_kg_lines),
        ),
    ),
)
TASKS = {task.__name__: task for c in COMPARISONS for _, task in (*c.others, *c.ours)} | {"store": store}


@dataclass(frozen=True, slots=True)
class Cost:
    """What a task took."""

    seconds: float
    megabytes: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--things", type=int, default=100_000, help="people, with four relations each (default 100,000)"
    )
    parser.add_argument("--only", metavar="TITLE", help="one comparison, by the beginning of its title")
    parser.add_argument("--task", help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.task:
        print(json.dumps(_done(TASKS[arguments.task], arguments.file)))
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.nt"
        with file.open("w", encoding="utf-8") as out:
            count = sum(text.count("\n") for text in map(_counted(out.write), lines(arguments.things)))
        _run("store", file)
        print(f"{count:,} triples: {arguments.things:,} things, {arguments.things * PER_THING:,} relations")
        print(f"\n{'':<28}{'s':>8}{'MB':>8}{'times':>8}")
        for comparison in COMPARISONS:
            if not arguments.only or comparison.title.startswith(arguments.only):
                _compare(comparison, file)


def _counted(write: Callable[[str], object]) -> Callable[[str], str]:
    def written(text: str) -> str:
        write(text)
        return text

    return written


def _compare(comparison: Comparison, file: Path) -> None:
    """Print what each took, and how often it is done while the first of the others works once."""
    print(comparison.title)
    costs = [(name, _run(task.__name__, file), task) for name, task in (*comparison.others, *comparison.ours)]
    first = costs[0][1].seconds
    for name, cost, task in costs:
        times = f"{first / cost.seconds:>8.1f}" if task is not comparison.others[0][1] else ""
        print(f"  {name:<26}{cost.seconds:>8.2f}{cost.megabytes:>8,.0f}{times}", flush=True)


def _run(task: str, file: Path) -> Cost:
    command = [sys.executable, "-m", "bench.export", "--task", task, "--file", str(file)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return Cost(**json.loads(done.stdout))


def _done(task: Callable[[Path], Work], file: Path) -> dict[str, float]:
    work = task(file)
    start = time.process_time()
    work()
    seconds = time.process_time() - start
    return {"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


if __name__ == "__main__":
    main()
