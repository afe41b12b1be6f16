"""How much faster a graph is validated than by pyshacl: `python -m bench.validate [--triples N] [--engine NAME …]`.

The graph is made up after the model: documents with evidence, claims, posts, figures, ranks, statements and events, all
seeded; and beside it the examples of tests/shapes, each with one shape broken, so that every shape that is shipped has
something to find. Each engine reads the same file in a process of its own. Their results must be the same, and the
times and the peaks of memory stand side by side: only the ratios of one run mean anything.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import os
import resource
import runpy
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

from kg.graph.terms import boolean, date, decimal, integer, ref, string
from kg.vocab import TYPE, iri

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "tests" / "shape_examples.py"
ENGINES = ("fast", "pyshacl")
SEED = 20261129
BASE = "https://example.org/bench/"
SYLLABLES = (
    "ba",
    "ce",
    "dor",
    "el",
    "fin",
    "gar",
    "hul",
    "is",
    "jan",
    "kel",
    "lom",
    "mar",
    "nor",
    "os",
    "pel",
    "qui",
    "ros",
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What an engine took for a graph, and what it found: how much, a digest of it, and the shapes that are broken."""

    engine: str
    triples: int
    seconds: float
    megabytes: float
    megabytes_before: float
    results: int
    digest: str
    shapes: tuple[str, ...]

    @property
    def per_second(self) -> float:
        """Triples checked a second."""
        return self.triples / max(self.seconds, 1e-9)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000, help="about how many (default 1,000,000)")
    parser.add_argument("--engine", nargs="+", choices=ENGINES, default=ENGINES, help="which to measure (default both)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="break every Nth shape alone (default 1)")
    parser.add_argument("--check", metavar="FILE", help=argparse.SUPPRESS)  # what a process of its own is started with
    given = parser.parse_args(arguments)
    if given.check:
        print(json.dumps(asdict(measure(given.engine[0], Path(given.check)))))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.nt"
        broken = write(file, given.triples, given.every)
        costs = [_measured(engine, file) for engine in given.engine]
    return report(costs, broken)


def measure(engine: str, file: Path) -> Cost:
    """Read a graph and check it; only the check is timed."""
    import pyoxigraph as ox

    from kg.domain import load
    from kg.validate.fast import FastChecker
    from kg.validate.reference import check
    from kg.validate.shapes import class_lines, read

    store = ox.Store()
    store.bulk_load(path=str(file), format=ox.RdfFormat.N_TRIPLES)
    world = load()
    shapes, classes, before = read(world.shapes), class_lines(world.classes), _peak_megabytes()
    start = time.process_time()
    found = FastChecker(shapes).check(store, classes) if engine == "fast" else check(store, shapes, classes)
    results = sorted(set(found))
    seconds = time.process_time() - start
    digest = hashlib.sha256("\n".join(map(repr, results)).encode()).hexdigest()
    told = tuple(sorted({result.shape for result in results}))
    return Cost(engine, len(store), seconds, _peak_megabytes(), before, len(results), digest, told)


def report(costs: Sequence[Cost], broken: Sequence[str]) -> int:
    """Print what was measured; returns 1 when the results differ or a broken shape was not found."""
    for cost in costs:
        print(
            f"{cost.engine:<10}{cost.triples:>12,} triples{cost.seconds:>10.2f} s{cost.per_second:>12,.0f} triples/s"
            f"{cost.results:>8,} results   peak {cost.megabytes:,.0f} MB ({cost.megabytes_before:,.0f} MB before)"
        )
    missed = sorted({shape for shape in broken for cost in costs if f"<{shape}>" not in cost.shapes})
    for shape in missed:
        print(f"not found   {shape}")
    same = len({cost.digest for cost in costs}) == 1
    if len(costs) == len(ENGINES):
        fast, reference = costs
        found = f"{len(broken) - len(missed)} of {len(broken)} broken shapes found"
        print(f"results     {'the same' if same else 'NOT THE SAME'}; {found}")
        print(f"ratio       {reference.seconds / fast.seconds:.1f} x faster than pyshacl")
        print(f"memory      {fast.megabytes / reference.megabytes:.2f} of pyshacl's peak")
    return 0 if same and not missed else 1


def _measured(engine: str, file: Path) -> Cost:
    command = [sys.executable, "-m", "bench.validate", "--check", str(file), "--engine", engine]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    row = json.loads(done.stdout)
    return Cost(**{**row, "shapes": tuple(row["shapes"])})


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# -- the graph --------------------------------------------------------------------------------------------------------
def write(file: Path, triples: int, every: int = 1) -> list[str]:
    """Write a graph of about so many triples as N-Triples; returns the shapes that it breaks on purpose."""
    examples = runpy.run_path(str(EXAMPLES))
    breaks = examples["breaks"]()[::every]
    with file.open("w", encoding="utf-8") as out:
        for number, how in enumerate(breaks):
            lines = [
                f"{quad.triple} .\n".replace(examples["EX"], f"{BASE}broken/{number}/")
                for quad in examples["broken"](how)
            ]
            out.writelines(lines)
            triples -= len(lines)
        out.writelines(Maker(Random(SEED)).lines(triples))
    return [how.shape for how in breaks]


class Maker:
    """Makes up documents and what they say."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._number = 0
        self._written = 0
        self._run = self._new("run")

    def lines(self, triples: int) -> Iterator[str]:
        """Yield about so many N-Triples lines: first places and organisations, then document after document."""
        things = max(10, triples // 400)
        yield from self._node(self._run, "kg:Run", **{"rdfs:label": string("kg; rules")})
        countries = [self._new("country") for _ in range(1 + things // 20)]
        cities = [self._new("city") for _ in range(1 + things // 3)]
        organizations = [self._new("organization") for _ in range(1 + things)]
        measures = [self._new("measure") for _ in range(1 + things // 4)]
        for country in countries:
            yield from self._thing(country, "schema:Country")
        for city in cities:
            yield from self._thing(city, "schema:City", **{"schema:containedInPlace": self._pick(countries)})
        for organization in organizations:
            kind = self._pick(("Corporation", "GovernmentOrganization", "EducationalOrganization", "Organization"))
            yield from self._thing(organization, f"schema:{kind}", **{"schema:location": self._pick(cities)})
        for measure in measures:
            yield from self._node(measure, "kg:Measure", **{"skos:prefLabel": self._words(2)})
        while self._written < triples:
            yield from self._document(cities, organizations, measures)

    def _document(self, cities: list[str], organizations: list[str], measures: list[str]) -> Iterator[str]:
        document, random = self._new("document"), self._random
        published = date((datetime.date(2019, 1, 1) + datetime.timedelta(random.randrange(2000))).isoformat())
        yield from self._node(
            document,
            "schema:NewsArticle",
            **{
                "schema:identifier": string(f"document-{self._number}"),
                "schema:headline": self._words(6),
                "schema:datePublished": published,
                "kg:sha256": string(hashlib.sha256(document.encode()).hexdigest()),
            },
        )
        for _ in range(random.randint(2, 5)):
            person, employer = self._new("person"), self._pick([*organizations, *cities])
            yield from self._thing(person, "schema:Person", **{"kg:holdsPostAt": employer})
            yield from self._claim(document, person, ref(iri("kg:holdsPostAt")), employer)
            yield from self._part(
                document, "kg:Post", **{"kg:holder": person, "kg:title": self._words(2), "kg:at": employer}
            )
            yield from self._part(
                document,
                "schema:Quotation",
                **{"kg:speaker": person, "schema:text": self._words(12), "kg:verbatim": boolean(random.random() < 0.5)},
            )
        for _ in range(random.randint(5, 15)):
            yield from self._part(
                document,
                "kg:Observation",
                **{
                    "kg:about": self._pick(cities),
                    "kg:measure": self._pick(measures),
                    "kg:value": decimal(Decimal(random.randrange(1_000_000)) / 10),
                    "kg:comparator": ref(iri(self._pick(("kg:Exactly", "kg:MoreThan", "kg:LessThan", "kg:About")))),
                    "kg:unit": string(self._pick(("items", "batches", "cases"))),
                    "kg:changePercent": decimal(Decimal(random.randrange(-999, 9999)) / 10),
                    "kg:period": date(str(random.randint(2000, 2025))),
                },
            )
        for _ in range(random.randint(0, 3)):
            yield from self._part(
                document,
                "kg:RankObservation",
                **{
                    "kg:about": self._pick(cities),
                    "kg:measure": self._pick(measures),
                    "kg:rank": integer(random.randint(1, 200)),
                },
            )
        for _ in range(random.randint(0, 2)):
            participation = self._new("participation")
            who = {"kg:who": self._pick(organizations), "kg:count": integer(random.randint(1, 5000))}
            yield from self._node(participation, "kg:Participation", **who)
            yield from self._part(
                document,
                "schema:Event",
                **{
                    "rdfs:label": self._words(4),
                    "schema:location": self._pick(cities),
                    "schema:organizer": self._pick(organizations),
                    "kg:participation": participation,
                },
            )

    def _part(self, document: str, kind: str, **values: str) -> Iterator[str]:
        """Write a node with parts and its claim."""
        node = self._new(kind.partition(":")[2].lower())
        yield from self._node(node, kind, **values)
        yield from self._claim(document, node, ref(TYPE), ref(iri(kind)))

    def _claim(self, document: str, subject: str, predicate: str, value: str) -> Iterator[str]:
        evidence, start = self._new("evidence"), self._random.randrange(20_000)
        exact = self._words(9)
        yield from self._node(
            evidence,
            "kg:Evidence",
            **{
                "oa:hasSource": document,
                "oa:start": integer(start),
                "oa:end": integer(start + len(exact) - 2),
                "oa:exact": exact,
                "oa:prefix": self._words(5),
                "oa:suffix": self._words(5),
            },
        )
        yield from self._node(
            self._new("claim"),
            "kg:Claim",
            **{
                "rdf:subject": subject,
                "rdf:predicate": predicate,
                "rdf:object": value,
                "kg:confidence": decimal(Decimal(self._random.randint(50, 100)) / 100),
                "kg:modality": ref(iri("kg:Asserted")),
                "prov:wasDerivedFrom": evidence,
                "prov:wasGeneratedBy": self._run,
                "kg:extractor": string("rules"),
                "kg:rule": self._words(1),
            },
        )

    def _thing(self, node: str, kind: str, **values: str) -> Iterator[str]:
        return self._node(node, kind, **{"rdfs:label": string(f"{self._words(2)[1:-1]} {self._number}"), **values})

    def _node(self, node: str, kind: str, **values: str) -> Iterator[str]:
        self._written += 1 + len(values)
        yield f"{node} {ref(TYPE)} {ref(iri(kind))} .\n"
        for name, value in values.items():
            yield f"{node} {ref(iri(name))} {value} .\n"

    def _new(self, kind: str) -> str:
        self._number += 1
        return ref(f"{BASE}{kind}/{self._number}")

    def _words(self, many: int) -> str:
        return string(" ".join("".join(self._random.choices(SYLLABLES, k=2)) for _ in range(many)))

    def _pick(self, among: Sequence[str]) -> str:
        return self._random.choice(among)


if __name__ == "__main__":
    sys.exit(main())
