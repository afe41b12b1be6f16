"""How fast a graph is built, and what each stage takes: `python -m bench.build [--copies N] [--model NAME]`.

One core, processor time, everything loaded beforehand. The articles are those of seeds/, several times over under other
ids. Language analysis is the yardstick: all the rest together should cost no more.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

SEEDS = Path(__file__).parent.parent / "seeds" / "articles.jsonl"
Result = TypeVar("Result")


class Clock:
    """Adds up processor time by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, stage: str, work: Callable[[], Result]) -> Result:
        """Do some work and count its time."""
        start = time.process_time()
        result = work()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - start
        return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=5, help="how often each article is read (default 5)")
    parser.add_argument("--model", default="default", help="language model (default: default)")
    arguments = parser.parse_args()
    _one_core()
    rows = [json.loads(line) for line in SEEDS.read_text(encoding="utf-8").splitlines()]
    _report(*measure(rows, arguments.copies, arguments.model))


def measure(rows: list[dict[str, str]], copies: int, model: str) -> tuple[dict[str, float], int, int, int]:
    """Build a graph stage by stage; return the seconds of each, and the numbers of documents, words and triples."""
    from kg import Document, construct
    from kg.build.source import documents
    from kg.domain import load as load_domain
    from kg.export import by_name
    from kg.extract import load as load_extractors
    from kg.graph import Graph, Run, account, assemble
    from kg.language import load as load_analyzer
    from kg.resolve import inside, link
    from kg.validate import validate

    world, analyzer = load_domain(), load_analyzer(model)
    pipeline = load_extractors(("rules",), world)
    given = [Document(f"{r['id']}-{n}", r["text"], date=r.get("date")) for n in range(copies) for r in rows]
    construct(given[: len(rows)], model=model)  # so that nothing is loaded or compiled while the clock runs
    clock = Clock()
    read = clock.time("text", lambda: [d for d in documents(given) if isinstance(d, Document)])
    analysed = clock.time("language", lambda: list(analyzer.analyse_many(read)))
    found = clock.time("extract", lambda: [pipeline.read(a) for a in analysed])
    identity = clock.time("resolve", lambda: link([(r, inside(r.analysed, r.mentions, world)) for r in found], world))
    run = Run("bench", model, world.version)
    accounts = [account(r.analysed.document, r.mentions, r.claims, identity.get) for r in found]
    graph = clock.time("graph", lambda: Graph.of(assemble(accounts, run)))
    clock.time("validate", lambda: validate(graph, world, engine="fast"))
    clock.time("write", lambda: sum(map(len, by_name("turtle").write(graph))))
    return clock.seconds, len(given), sum(len(d.text.split()) for d in given), len(graph)


def _report(seconds: dict[str, float], documents: int, words: int, triples: int) -> None:
    whole, language = sum(seconds.values()), seconds["language"]
    print(f"{documents:,} documents, {words:,} words, {triples:,} triples; processor seconds on one core\n")
    print(f"{'stage':<10}{'s':>8}{'share':>8}{'words/s':>12}")
    for stage, taken in (*seconds.items(), ("whole", whole)):
        print(f"{stage:<10}{taken:>8.2f}{taken / whole:>8.0%}{words / max(taken, 1e-9):>12,.0f}")
    print(f"\nall the rest to language analysis   {(whole - language) / language:.2f}")
    print(f"peak memory                         {_peak_megabytes():,.0f} MB")


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _one_core() -> None:
    """Keep to one core, and numpy's threads with it."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


if __name__ == "__main__":
    main()
