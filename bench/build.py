"""How fast a graph is built, and what share each stage takes: `python -m bench.build [--copies N] [--against REV]`.

One core, processor time, everything loaded beforehand. The articles are those of seeds/, several times over under other
ids. `--against REV` builds the same with the code of a commit, in turns with this one: a shared machine is fast and
slow by turns, so only ratios from one run mean anything. No stage but language analysis should take more than a fifth.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from kg.extract import Extractor, Found
    from kg.model import AnalysedDocument, Claim, Mention

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds" / "articles.jsonl"
BATCH = 10  # documents that go through analysis and extraction in turns, so that a slow minute hits both
Item = TypeVar("Item")
Result = TypeVar("Result")


class Clock:
    """Adds up processor time by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, stage: str, work: Callable[[], Result]) -> Result:
        """Do some work and count its time."""
        start = time.process_time()
        result = work()
        self.add(stage, time.process_time() - start)
        return result

    def add(self, stage: str, seconds: float) -> None:
        """Count time that was taken otherwise."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds


class Timed:
    """An extractor whose time is counted: finding mentions, and making claims of them.

    It works while it is asked for its next item: what is done before the first claim comes is done for the claims.
    """

    def __init__(self, extractor: Extractor, clock: Clock) -> None:
        self.extractor, self.clock = extractor, clock
        self.name, self.needs, self.gives = extractor.name, extractor.needs, extractor.gives

    def extract(self, document: AnalysedDocument, found: Found) -> Iterator[Mention | Claim]:
        """Read on, and count the time of each step by what it yields."""
        from kg.model import Mention

        items = iter(self.extractor.extract(document, found))
        while True:
            start = time.process_time()
            item = next(items, None)
            stage = "mentions" if isinstance(item, Mention) else "claims"
            self.clock.add(stage, time.process_time() - start)
            if item is None:
                return
            yield item


@dataclass(frozen=True, slots=True)
class Cost:
    """What a build took: processor seconds by stage, in order, and how much was built."""

    seconds: dict[str, float]
    documents: int
    words: int
    triples: int
    megabytes: float

    @property
    def whole(self) -> float:
        """The seconds of all stages."""
        return sum(self.seconds.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=5, help="how often each article is read (default 5)")
    parser.add_argument("--model", default="default", help="language model (default: default)")
    parser.add_argument("--against", metavar="REV", help="a commit to compare with")
    parser.add_argument(
        "--rounds", type=int, default=3, help="with --against: builds of each, the fastest counts (default 3)"
    )
    parser.add_argument("--json", action="store_true", help="print what was measured as one line of JSON")
    arguments = parser.parse_args()
    if arguments.against:
        _compare(arguments.against, arguments.rounds, ["--copies", str(arguments.copies), "--model", arguments.model])
        return
    _one_core()
    rows = [json.loads(line) for line in SEEDS.read_text(encoding="utf-8").splitlines()]
    with _as_built():
        cost = measure(rows, arguments.copies, arguments.model)
    print(json.dumps(asdict(cost))) if arguments.json else _report(cost)


def measure(rows: list[dict[str, str]], copies: int, model: str) -> Cost:
    """Build a graph stage by stage."""
    from kg import Document, construct
    from kg.build.source import documents
    from kg.domain import load as load_domain
    from kg.export import by_name
    from kg.extract import Pipeline, Reading
    from kg.extract import load as load_extractors
    from kg.graph import Graph, Run, Setting, assemble, draft
    from kg.language import load as load_analyzer
    from kg.resolve import Census, inside, summaries
    from kg.validate import validate

    world, analyzer = load_domain(), load_analyzer(model)
    clock = Clock()
    pipeline = Pipeline(tuple(Timed(e, clock) for e in load_extractors(("rules",), world).extractors))
    given = [Document(f"{r['id']}-{n}", r["text"], date=r.get("date")) for n in range(copies) for r in rows]
    construct(given[: len(rows)], model=model)  # so that nothing is loaded or compiled while the clock runs
    read = clock.time("reading", lambda: [d for d in documents(given) if isinstance(d, Document)])
    found: list[Reading] = []
    for at in range(0, len(read), BATCH):
        batch = read[at : at + BATCH]
        analysed = clock.time("language analysis", partial(_all, analyzer.analyse_many, batch))
        found += map(pipeline.read, analysed)
    inner = clock.time("resolving, inside", lambda: [(r, inside(r.analysed, r.mentions, world)) for r in found])
    census = Census(sqlite3.connect(":memory:"), world)

    def across() -> None:
        for reading, things in inner:
            census.put(things.document.id, summaries(reading, things, world))
        census.settle()

    clock.time("resolving, across", across)
    drafts = [draft(c.document, r.mentions, r.claims, c.position, (s.span for s in r.analysed)) for r, c in inner]
    setting = Setting(Run("bench", model, world.version))

    def assembled() -> Graph:
        accounts = [one.account(census.entities(one.document.id)) for one in drafts]
        return Graph.of(assemble(accounts, setting))

    graph = clock.time("assembling", assembled)
    clock.time("validating", lambda: validate(graph, world, engine="fast"))
    clock.time("writing", lambda: sum(map(len, by_name("turtle").chunks(graph))))
    return Cost(clock.seconds, len(given), sum(len(d.text.split()) for d in given), len(graph), _peak_megabytes())


def _as_built() -> AbstractContextManager[None]:
    """Do what `construct` does around a build; commits before it did nothing."""
    with suppress(ImportError):
        return cast(AbstractContextManager[None], import_module("kg.build.thrift").thrifty())
    with suppress(ImportError):
        return cast(AbstractContextManager[None], import_module("kg.build.cycles").seldom_sought())
    return nullcontext()


def _all(read: Callable[[list[Item]], Iterable[Result]], items: list[Item]) -> list[Result]:
    return list(read(items))


def _compare(revision: str, rounds: int, options: list[str]) -> None:
    """Build by turns with the code of a commit and with this one; print the fastest of each and their ratio."""
    costs: dict[str, list[Cost]] = {"before": [], "now": []}
    with _worktree(revision) as before:
        for _ in range(rounds):
            for name, tree in (("before", before), ("now", ROOT)):
                command = [sys.executable, str(tree / "bench" / "build.py"), "--json", *options]
                done = subprocess.run(
                    command, cwd=tree, env={**os.environ, "PYTHONPATH": str(tree)}, stdout=subprocess.PIPE, check=True
                )
                costs[name].append(Cost(**json.loads(done.stdout)))
    old, new = (min(costs[name], key=lambda cost: cost.whole) for name in ("before", "now"))
    _report(new)
    print(f"\nwords/s{'':<18}{'before':>10}{'now':>10}{'ratio':>8}   ({revision}, fastest of {rounds} in turns)")
    for stage in (*new.seconds, "whole"):
        was, is_now = (c.words / max(c.seconds.get(stage, c.whole), 1e-9) for c in (old, new))
        print(f"{stage:<25}{was:>10,.0f}{is_now:>10,.0f}{is_now / was:>8.2f}")


@contextmanager
def _worktree(revision: str) -> Iterator[Path]:
    """Lay out a commit in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "before"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(tree), revision], check=True)
        try:
            yield tree
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)


def _report(cost: Cost) -> None:
    language = cost.seconds["language analysis"]
    size = f"{cost.documents:,} documents, {cost.words:,} words, {cost.triples:,} triples"
    print(f"{size}; processor seconds on one core\n")
    print(f"{'stage':<20}{'s':>8}{'share':>8}{'words/s':>12}")
    for stage, taken in (*cost.seconds.items(), ("whole", cost.whole)):
        print(f"{stage:<20}{taken:>8.2f}{taken / cost.whole:>8.0%}{cost.words / max(taken, 1e-9):>12,.0f}")
    print(f"\nall the rest to language analysis   {(cost.whole - language) / language:.2f}")
    print(f"peak memory                         {cost.megabytes:,.0f} MB")


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _one_core() -> None:
    """Keep to one core, and numpy's threads with it."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


if __name__ == "__main__":
    main()
