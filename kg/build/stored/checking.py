"""A whole store held against the shapes: as one, a part of the shapes at a time, or by several processes."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.build.thrift import thrifty
from kg.build.workers import Crew

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.build.recipe import Recipe
    from kg.domain import Domain
    from kg.model import Finding

_AT_ONCE: Final = 12_000_000  # triples that are looked at together: some 1.3 GB
_FEW: Final = 500_000  # triples that one process has looked at before several have begun
_opened: tuple[ox.Store, Domain] | None = None  # of a process that checks


def violations(
    store: ox.Store, world: Domain, counts: Mapping[str, int], workers: int, path: Path, recipe: Recipe
) -> list[Finding]:
    """Return what is wrong with the default graph of a store at a path.

    `counts` tells how many triples of each predicate it has, predicates as N-Triples writes them.
    """
    from kg.validate import Unsupported, findings
    from kg.validate.parting import parted
    from kg.validate.shapes import read

    total = sum(counts.values())
    parts = max(ceil(total / _AT_ONCE), workers if total > _FEW else 1)
    if parts > 1:
        shapes = parted(read(world.shapes), counts, parts)
        with suppress(Unsupported):
            return _in_parts(store, world, shapes, workers, path, recipe)
    return findings(store, world)


def _in_parts(
    store: ox.Store, world: Domain, parts: list[frozenset[str]], workers: int, path: Path, recipe: Recipe
) -> list[Finding]:
    from kg.validate import findings

    if workers == 1:
        return [finding for part in parts for finding in findings(store, world, only=part)]
    store.flush()
    crew = Crew(min(workers, len(parts)), _open, path, recipe)
    try:
        done = crew.each(_check, parts, lambda part: findings(store, world, only=part))
        return [finding for found in done for finding in found]
    finally:
        crew.close()


def _open(path: Path, recipe: Recipe) -> None:
    import pyoxigraph as ox

    from kg.domain import load

    global _opened
    _opened = ox.Store.read_only(str(path)), load(recipe.domain)


def _check(part: frozenset[str]) -> list[Finding]:
    from kg.validate import findings

    assert _opened is not None
    with thrifty():
        return findings(*_opened, only=part)
