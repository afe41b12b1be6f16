"""`kg build --engine spark`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.cli.options import note
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.build import Recipe


def checked_engine(engine: str | None, *, update: bool, workers: int) -> None:
    """Raise UsageError for an engine that there is none of, and for options that make no sense with it."""
    if engine is None:
        raise UsageError("--master is for a cluster: add --engine spark")
    if engine != "spark":
        raise UsageError(f"--engine {engine!r} is unknown; there is spark")
    if update:
        raise UsageError("--update works on a store of this machine, not with --engine spark")
    if workers > 1:
        raise UsageError("--workers are processes of this machine; with --engine spark, --master local[N] has as many")


def build_on_spark(
    paths: Sequence[str],
    output: str | None,
    recipe: Recipe,
    date: str | None,
    format: str | None,
    master: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Build on a cluster and print the account."""
    from kg.scale.spark import build, start

    if output is None:
        raise UsageError("a cluster writes a folder: name it with -o")
    if "-" in paths:
        raise UsageError("a cluster reads no standard input: name files that all its machines reach")
    with start(master) as session:
        ledger = build(session, paths, output, recipe=recipe, date=date, format=format or "ntriples")
    if not quiet:
        note([*ledger.lines(verbose=verbose), f"wrote       {output}"])
    return 1 if ledger.unread else 0
