"""Documents of a new store written for the first time, by one process or several: all that they bring is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.build.stored.telling import Teller
from kg.build.workers import Crew
from kg.graph.folder import STATE
from kg.store.contents import GRAPH, PARTS, Contents
from kg.store.state import State, Support, Tally

if TYPE_CHECKING:
    from kg.build.recipe import Recipe, Tools

_AT_ONCE: Final = 50  # documents of a task
_FEW: Final = 2_000  # documents that one process has written before several have begun
_teller: Teller | None = None  # of a process that writes
_quarantine = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What some documents bring to an empty store.

    `kept` and `apart` are N-Quads lines for the graph and for the quarantine; `varying` are the blocks, by part and
    key, that documents may tell differently: the first document's stands. `support` and `tallies` are rows for the
    store's memory.
    """

    kept: str
    apart: str
    varying: tuple[tuple[int, str, str], ...]
    support: tuple[Support, ...]
    tallies: tuple[Tally, ...]


def write_all(
    state: State,
    contents: Contents,
    teller: Teller,
    numbers: Sequence[int],
    workers: int,
    folder: Path,
    tools: Tools,
    taken: Callable[[str], object],
) -> None:
    """Write documents, given in the order of their ids, into an empty store and its memory.

    `taken` is told of all lines of the graph; some come more than once. Several `workers` read the memory in the folder
    as it was committed last.
    """

    def lines() -> Iterator[str]:
        for written in _written(teller, contents.quarantine, numbers, workers, folder, tools):
            yield written.kept
            yield written.apart
            taken(written.kept)
            state.stage_varying(written.varying)
            state.stage_support(written.support)
            state.add_tallies(written.tallies)
        for part, quads in state.take_varying():
            yield quads
            if part == GRAPH:
                taken(quads)

    contents.load(lines(), folder, at_once=workers > 1)
    state.take_support()


def _written(
    teller: Teller, quarantine: str, numbers: Sequence[int], workers: int, folder: Path, tools: Tools
) -> Iterator[Written]:
    batches = [numbers[start : start + _AT_ONCE] for start in range(0, len(numbers), _AT_ONCE)]
    if workers == 1 or len(numbers) < _FEW:
        yield from (write(teller, quarantine, batch) for batch in batches)
        return
    crew = Crew(workers, _open, folder, tools.recipe, tools.configuration, quarantine)
    try:
        yield from crew.each(_write, batches, lambda batch: write(teller, quarantine, batch))
    finally:
        crew.close()


def _open(folder: Path, recipe: Recipe, configuration: str, quarantine: str) -> None:
    from kg.resolve import Census

    global _teller, _quarantine
    tools = recipe.writing_tools(configuration)
    state = State(folder / STATE)
    _teller = Teller(state, Census(state.connection, tools.world), tools.setting, recipe.threshold)
    _quarantine = quarantine


def _write(numbers: Sequence[int]) -> Written:
    assert _teller is not None
    return write(_teller, _quarantine, numbers)


def write(teller: Teller, quarantine: str, numbers: Iterable[int]) -> Written:
    """Write some documents."""
    quads: tuple[list[str], list[str]] = ([], [])
    varying: list[tuple[int, str, str]] = []
    support: list[Support] = []
    tallies: list[Tally] = []
    told = set[tuple[int, str]]()
    for number in numbers:
        brought = teller.brought(number)
        for part, blocks in zip(PARTS, (brought.kept, brought.apart), strict=True):
            counts = brought.counts[part].claims
            tallies += ((number, part, what, modality.value, count) for (what, modality), count in counts.items())
            for block in blocks:
                if block.key:
                    support.append((part, block.key, number, int(block.varies)))
                    if (part, block.key) in told:
                        continue
                    told.add((part, block.key))
                lines = block.lines if part == GRAPH else [f"{line[:-3]} <{quarantine}> .\n" for line in block.lines]
                if block.varies:
                    varying.append((part, block.key, "".join(lines)))
                else:
                    quads[part].extend(lines)
    return Written("".join(quads[0]), "".join(quads[1]), tuple(varying), tuple(support), tuple(tallies))
