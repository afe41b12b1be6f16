"""The whole way: documents to a checked graph, with what was kept out and an account of it all."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.build.ledger import Ledger
from kg.build.quarantine import ROUNDS, Targets, condemned, parted
from kg.build.reading import drafts, packed
from kg.build.recipe import THRESHOLD, Recipe, Tools
from kg.build.source import Source, begun, documents, none_read
from kg.build.thrift import thrifty
from kg.graph import Account, Graph, assemble, checked_base
from kg.graph import Ledger as Counts
from kg.graph.naming import ID
from kg.model import Unread

if TYPE_CHECKING:
    from kg.build.drafting import Drafted, Packed
    from kg.domain import Domain

Progress = Callable[[int], object]  # called with the number of documents done


@dataclass(frozen=True, slots=True)
class Built:
    """A graph, with the claims that broke a shape in `graph.quarantine`, and the account of the build."""

    graph: Graph
    ledger: Ledger


def build(
    source: Source,
    *,
    date: str | None = None,
    domain: str | Path | None = None,
    model: str = "default",
    extractors: Sequence[str] = ("rules",),
    threshold: float = THRESHOLD,
    base: str = ID,
    keep_text: bool = False,
    workers: int = 1,
) -> Graph:
    """Build a graph from paths, documents or a text.

    `date` is for documents without one, `domain` the folder of a domain pack, `model` "default", "none" or a spaCy
    pipeline, `threshold` the confidence that a claim needs, `base` the namespace of the graph's own things; `keep_text`
    puts whole texts into the graph; `workers` processes read, with the same result. What is believed less or breaks a
    shape is in `graph.quarantine`; `construct` tells besides what was not read. Raises InputError when no document
    could be read.
    """
    built = construct(
        source,
        date=date,
        domain=domain,
        model=model,
        extractors=extractors,
        threshold=threshold,
        base=base,
        keep_text=keep_text,
        workers=workers,
    )
    return built.graph


def construct(
    source: Source,
    *,
    date: str | None = None,
    domain: str | Path | None = None,
    model: str = "default",
    extractors: Sequence[str] = ("rules",),
    threshold: float = THRESHOLD,
    base: str = ID,
    keep_text: bool = False,
    workers: int = 1,
    progress: Progress | None = None,
) -> Built:
    """Build a graph as `build` does, and return it with the account of what was read, kept and kept out."""
    recipe = Recipe(domain, model, tuple(extractors), threshold, checked_base(base), keep_text)
    with thrifty():
        items = begun(documents(source, date=date))
        tools = recipe.tools()
        read = drafts(items, tools) if workers == 1 else _unpacked(packed(items, tools, workers))
        found, unread = _all_read(read, progress)
        if not found:
            raise none_read(unread)
        accounts = _accounts(found, tools.world)
        return _checked(accounts, tools, _reading_ledger(found, unread, accounts))


def _unpacked(items: Iterable[Packed | Unread]) -> Iterator[Drafted | Unread]:
    return (item if isinstance(item, Unread) else item.drafted() for item in items)


def _all_read(items: Iterable[Drafted | Unread], progress: Progress | None) -> tuple[list[Drafted], list[Unread]]:
    """Collect what was read, in the order of document ids, and what was not, in the order of their sources."""
    found: list[Drafted] = []
    unread: list[Unread] = []
    for item in items:
        if isinstance(item, Unread):
            unread.append(item)
        else:
            found.append(item)
        if progress:
            progress(len(found) + len(unread))
    return sorted(found, key=lambda d: d.draft.document.id), sorted(unread, key=lambda u: (u.source, u.reason))


def _accounts(found: Sequence[Drafted], world: Domain) -> list[Account]:
    """Find the entities behind the things of all documents, and put them in their places."""
    from kg.resolve import Census

    with closing(sqlite3.connect(":memory:")) as connection:
        census = Census(connection, world)
        for one in found:
            census.put(one.draft.document.id, one.things)
        census.settle()
        return [one.draft.account(census.entities(one.draft.document.id)) for one in found]


def _checked(accounts: Sequence[Account], tools: Tools, ledger: Ledger) -> Built:
    """Write the graph, check it, and write it again without the claims that break a shape, until none does."""
    from kg.validate import validate

    world, setting, threshold = tools.world, tools.setting, tools.recipe.threshold
    targets = Targets.read(world.shapes)
    firm, doubtful = parted(accounts, threshold)
    reasons: dict[str, str] = {}
    for _ in range(ROUNDS):
        counts = Counts()
        lines = assemble(firm, setting, leave_out=reasons, ledger=counts)
        graph = Graph.of(lines, base=setting.base)
        report = validate(graph, world, engine="fast")
        found = {claim: why for claim, why in condemned(graph, report, targets).items() if claim not in reasons}
        if not found:
            break
        reasons |= found
    doubt = f"Confidence is under {threshold:g}"
    kept_out = Counts()
    lines = assemble(firm, setting, only=reasons, doubtful=doubtful, doubt=doubt, ledger=kept_out)
    graph.quarantine = Graph.of(lines, base=setting.base) if reasons or doubtful else None
    doubts = sum(kept_out.claims.values()) - len(reasons)
    return Built(
        graph,
        replace(
            ledger,
            kept=counts.claims,
            quarantined=kept_out.claims,
            reasons=Counter(reasons.values()) + Counter({doubt: doubts}),
            entities=len(counts.entities),
            triples=len(graph),
        ),
    )


def _reading_ledger(found: Sequence[Drafted], unread: Sequence[Unread], accounts: Sequence[Account]) -> Ledger:
    return Ledger(
        documents=len(found),
        unread=tuple(unread),
        sentences_with_claims=sum(one.used for one in found),
        sentences_without_claims=sum(one.unused for one in found),
        unresolved=tuple((a.document.id, words) for a in accounts for words in a.unresolved),
    )
