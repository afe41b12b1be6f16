"""What a store costs: `python -m bench.scale [--documents N] [--words N] [--workers N] [--only N]`.

Articles are made up (`bench.articles`). One build with one process and one with several, each in a process of its own,
with peak memory; how the time that documents take at the end compares with that at the start; then one more document,
and one less, beside the time that loading takes. Only ratios from one run mean anything: the machine is shared.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from bench.articles import articles

DRIFTS = ("reading", "loading", "writing")  # the last of one process alone: of several, what is written waits in queues
PARTS = 10  # of a build, for comparing its end with its start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--words", type=int, default=80)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--model", default="default")
    parser.add_argument("--only", type=int, metavar="N", help="build with N processes alone, and compare nothing")
    parser.add_argument("--task", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.task:
        print(json.dumps(TASKS[arguments.task](arguments)))
        return
    with tempfile.TemporaryDirectory() as folder:
        _bench(arguments, Path(folder))


def _bench(arguments: argparse.Namespace, folder: Path) -> None:
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in articles(arguments.documents, words=arguments.words))
    print(f"{arguments.documents:,} documents of some {arguments.words} words\n")
    print(f"{'':<24}{'s':>9}{'docs/s':>9}{'MB':>7}{'reading':>9}  the last tenth beside the first")
    counts = [arguments.only] if arguments.only else [1, arguments.workers]
    built = {count: _run("build", arguments, folder, workers=count) for count in counts}
    for count, cost in built.items():
        speed = arguments.documents / cost["seconds"]
        drift = ", ".join(f"{name} {cost[name]:.2f}" for name in DRIFTS[: 3 if count == 1 else 2])
        print(
            f"{f'build, {count} at work':<24}{cost['seconds']:>9.1f}{speed:>9.1f}{cost['megabytes']:>7.0f}"
            f"{cost['read']:>9.1f}  {drift}",
            flush=True,
        )
    if not arguments.only:
        one, several = (built[count]["seconds"] for count in counts)
        print(f"{arguments.workers} processes to one: {one / several:.2f} times as fast")
    for task in ("update", "remove"):
        cost = _run(task, arguments, folder, workers=counts[0])
        print(f"{task:<24}{cost['seconds']:>9.2f} beyond {cost['loading']:.2f} of loading, {cost['megabytes']:.0f} MB")


def _run(task: str, arguments: argparse.Namespace, folder: Path, *, workers: int) -> dict[str, Any]:
    """Do a task in a process of its own."""
    command = [sys.executable, "-m", "bench.scale", "--task", task, "--folder", str(folder)]
    command += ["--workers", str(workers), "--model", arguments.model, "--documents", str(arguments.documents)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _build(arguments: argparse.Namespace) -> dict[str, float]:
    from kg.build import Recipe, build_folder

    recipe = Recipe(model=arguments.model)
    recipe.tools()  # loading counts elsewhere
    read: list[float] = []
    written, loaded = _watched()
    start = time.perf_counter()
    build_folder(
        [str(arguments.folder / "articles.jsonl")],
        arguments.folder / f"g{arguments.workers}.kg",
        recipe=recipe,
        workers=arguments.workers,
        progress=lambda done: read.append(time.perf_counter()),
    )
    seconds = time.perf_counter() - start
    drifts = {"reading": _drift(_steps(read)), "writing": _drift(_steps(written)), "loading": _drift(loaded)}
    return {"seconds": seconds, "megabytes": _megabytes(), "read": read[-1] - start, **drifts}


def _watched() -> tuple[list[float], list[float]]:
    """Note when each task of documents is written, and how long each file of them takes to load."""
    from kg.store.contents import Contents
    from kg.store.state import State

    stage, load = State.stage_support, Contents._load
    written: list[float] = []
    loaded: list[float] = []

    def staging(self: State, rows: Any) -> None:
        written.append(time.perf_counter())
        stage(self, rows)

    def loading(self: Contents, file: Path) -> None:
        start = time.perf_counter()
        load(self, file)
        loaded.append(time.perf_counter() - start)

    State.stage_support, Contents._load = staging, loading  # type: ignore[method-assign]
    return written, loaded


def _steps(times: list[float]) -> list[float]:
    return [after - before for before, after in pairwise(times)]


def _drift(steps: list[float]) -> float:
    """Compare the steps in the last tenth of a build with those in the first, by their medians; the last is no whole
    one."""
    whole = steps[:-1]
    tenth = max(1, len(whole) // PARTS)
    return median(whole[-tenth:]) / median(whole[:tenth]) if whole else 1.0


def _update(arguments: argparse.Namespace) -> dict[str, float]:
    from kg import Document
    from kg.build import build_folder, recipe_of

    folder = arguments.folder / f"g{arguments.workers}.kg"
    start = time.perf_counter()
    recipe_of(folder).tools()
    loading = time.perf_counter() - start
    (row,) = articles(1, seed=2)
    start = time.perf_counter()
    build_folder(Document("one-more", row["text"], date=row["date"]), folder, update=True)
    return {"seconds": time.perf_counter() - start, "loading": loading, "megabytes": _megabytes()}


def _remove(arguments: argparse.Namespace) -> dict[str, float]:
    from kg.build import remove
    from kg.domain import load

    folder = arguments.folder / f"g{arguments.workers}.kg"
    start = time.perf_counter()
    load()
    loading = time.perf_counter() - start
    start = time.perf_counter()
    remove(folder, [f"made-{arguments.documents // 2:07}"])
    return {"seconds": time.perf_counter() - start, "loading": loading, "megabytes": _megabytes()}


def _megabytes() -> float:
    """Return the peak memory of this process (of workers each has its own)."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


TASKS = {"build": _build, "update": _update, "remove": _remove}

if __name__ == "__main__":
    main()
