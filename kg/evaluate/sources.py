"""What to measure: a graph in a file, or documents that are built first, and only those that the gold knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import InputError, UsageError
from kg.evaluate.gold import GoldDocument
from kg.graph import Graph
from kg.model import Document, Unread


@dataclass(frozen=True, slots=True)
class Articles:
    """The documents of a source that the gold knows, how many it does not know, and what could not be read."""

    documents: tuple[Document, ...]
    left_out: int
    unread: tuple[Unread, ...]

    @property
    def texts(self) -> Mapping[str, str]:
        """The texts by the ids of the documents."""
        return {document.id: document.text for document in self.documents}


def key(id: str) -> str:
    """Fold a document's id, so that a name of a file and an identifier compare equal.

    >>> key("01 Harbour.txt") == key("01-harbour")
    True
    """
    return re.sub(r"[^a-z0-9]+", "-", id.lower().removesuffix(".txt")).strip("-")


def read_articles(paths: Sequence[str | Path], gold: Iterable[GoldDocument]) -> Articles:
    """Read the documents that the gold knows; one without a date gets that of its gold.

    Raises InputMissing for a path that names nothing, InputError when the gold knows none of the documents.
    """
    from kg.build.source import documents

    known = {key(document.id): document for document in gold}
    items = list(documents([str(path) for path in paths]))
    read = [item for item in items if isinstance(item, Document)]
    wanted = [document for document in read if key(document.id) in known]
    unread = tuple(item for item in items if isinstance(item, Unread))
    if not wanted:
        where = ", ".join(map(str, paths))
        why = f"; {unread[0].source}: {unread[0].reason}" if unread else "; their ids are the gold's doc"
        raise InputError(f"{where}: none of {len(items)} documents is in the gold{why}")
    dated = tuple(replace(d, date=d.date or known[key(d.id)].date) for d in wanted)
    return Articles(dated, len(read) - len(wanted), unread)


@dataclass(frozen=True, slots=True)
class Measured:
    """A graph to be measured, and the documents behind it as far as they are at hand."""

    graph: Graph
    articles: Articles


def open_source(
    source: str | Path,
    gold: Sequence[GoldDocument],
    *,
    docs: str | Path | None = None,
    domain: str | Path | None = None,
    model: str = "default",
    extractors: Sequence[str] = ("rules",),
) -> Measured:
    """Read a graph, with its documents from `docs`; or build one from documents that the gold knows.

    What `kg.build` says of domain, model and extractors holds here.
    """
    if Graph.reads(source):
        return Measured(Graph.read(source), read_articles([docs], gold) if docs else Articles((), 0, ()))
    if docs is not None:
        raise UsageError(f"--docs {docs}: {source} is no graph but documents, whose texts are known; leave it out")
    from kg.build import construct

    articles = read_articles([source], gold)
    built = construct(articles.documents, domain=domain, model=model, extractors=extractors)
    unread = (*articles.unread, *built.ledger.unread)
    return Measured(built.graph, replace(articles, unread=unread))
