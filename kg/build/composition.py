"""The whole way: documents to a checked graph, with what was kept out and an account of it all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.build.cycles import seldom_sought
from kg.build.ledger import Ledger
from kg.build.quarantine import Targets, condemned, parted
from kg.build.reading import failed, readings, sentences
from kg.build.source import Source, documents, none_read
from kg.graph import Account, Graph, Run, account, assemble, checked_base, claim_iris
from kg.graph import Ledger as Counts
from kg.graph.naming import ID
from kg.model import Document, Entity, Iri, Unread
from kg.vocab import MEASURE

if TYPE_CHECKING:
    from kg.domain import Domain
    from kg.extract import Reading
    from kg.resolve import Coreference

THRESHOLD: Final = 0.55  # what is believed less goes to quarantine

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
) -> Graph:
    """Build a graph from paths, documents or a text.

    `date` is for documents without one, `domain` the folder of a domain pack, `model` "default", "none" or a spaCy
    pipeline, `threshold` the confidence that a claim needs, `base` the namespace of the graph's own things; `keep_text`
    puts whole texts into the graph. What is believed less or breaks a shape is in `graph.quarantine`; `construct` tells
    besides what was not read. Raises InputError when no document could be read.
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
    progress: Progress | None = None,
) -> Built:
    """Build a graph as `build` does, and return it with the account of what was read, kept and kept out."""
    with seldom_sought():
        return _constructed(source, date, domain, model, extractors, threshold, checked_base(base), keep_text, progress)


def _constructed(
    source: Source,
    date: str | None,
    domain: str | Path | None,
    model: str,
    extractors: Sequence[str],
    threshold: float,
    base: str,
    keep_text: bool,
    progress: Progress | None,
) -> Built:
    items = _begun(documents(source, date=date))
    from kg import __version__
    from kg.domain import load as load_domain
    from kg.extract import load as load_extractors
    from kg.language import load as load_analyzer

    world = load_domain(domain)
    pipeline = load_extractors(tuple(extractors), world)
    analyzer = load_analyzer(model)
    found, unread = _all_read(readings(items, analyzer, pipeline), progress)
    resolved, unresolved = _resolved(found, world)
    found, unread = [reading for reading, _ in resolved], sorted([*unread, *unresolved], key=_by_source)
    if not found:
        raise none_read(unread)
    accounts = _accounts(resolved, world)
    run = Run(__version__, f"extractors {pipeline.label}; model {analyzer.name}", world.version[:16])
    return _checked(accounts, run, base, world, threshold, _reading_ledger(found, unread, accounts), keep_text)


def _begun(items: Iterator[Document | Unread]) -> Iterator[Document | Unread]:
    """Read up to the first document, so that a build of nothing ends before anything heavy is loaded."""
    unread: list[Document | Unread] = []
    for item in items:
        if isinstance(item, Document):
            return chain(unread, [item], items)
        unread.append(item)
    raise none_read(item for item in unread if isinstance(item, Unread))


def _all_read(items: Iterable[Reading | Unread], progress: Progress | None) -> tuple[list[Reading], list[Unread]]:
    """Collect what was read, in the order of document ids, and what was not, in the order of their sources."""
    found: list[Reading] = []
    unread: list[Unread] = []
    for item in items:
        if isinstance(item, Unread):
            unread.append(item)
        else:
            found.append(item)
        if progress:
            progress(len(found) + len(unread))
    return sorted(found, key=lambda r: r.analysed.document.id), sorted(unread, key=_by_source)


def _by_source(unread: Unread) -> tuple[str, str]:
    return unread.source, unread.reason


def _resolved(found: Iterable[Reading], world: Domain) -> tuple[list[tuple[Reading, Coreference]], list[Unread]]:
    """Find which mentions of a document mean the same; one that makes this fail is told and leaves the others be."""
    from kg.resolve import inside

    resolved: list[tuple[Reading, Coreference]] = []
    unread: list[Unread] = []
    for reading in found:
        try:
            resolved.append((reading, inside(reading.analysed, reading.mentions, world)))
        except Exception as error:
            unread.append(failed(reading.analysed.document, "made coreference fail", error))
    return resolved, unread


def _accounts(resolved: Sequence[tuple[Reading, Coreference]], world: Domain) -> list[Account]:
    """Find the entities behind all mentions, and put them in their places."""
    from kg.resolve import link

    identity = link(resolved, world)
    return [
        account(r.analysed.document, r.mentions, r.claims, identity.get, (s.span for s in r.analysed))
        for r, _ in resolved
    ]


def _checked(
    accounts: Sequence[Account],
    run: Run,
    base: str,
    world: Domain,
    threshold: float,
    ledger: Ledger,
    keep_text: bool,
) -> Built:
    """Write the graph, check it, and write it again without the claims that break a shape, until none does."""
    from kg.validate import validate

    known = _known(world)
    targets = Targets.read(world.shapes)
    firm, doubtful = parted(accounts, threshold)
    reasons: dict[str, str] = {}
    for _ in range(_ROUNDS):
        counts = Counts()
        lines = assemble(firm, run, base=base, known=known, leave_out=reasons, ledger=counts, keep_text=keep_text)
        graph = Graph.of(lines, base=base)
        report = validate(graph, world, engine="fast")
        found = {claim: why for claim, why in condemned(graph, report, targets).items() if claim not in reasons}
        if not found:
            break
        reasons |= found
    doubts = dict.fromkeys(claim_iris(doubtful, base=base), f"Confidence is under {threshold:g}")
    kept_out = Counts()
    lines = chain.from_iterable(
        assemble(held, run, base=base, known=known, only=why, ledger=kept_out)
        for held, why in ((firm, reasons), (doubtful, doubts))
        if why
    )
    graph.quarantine = Graph.of(lines, base=base) if reasons or doubts else None
    return Built(
        graph,
        replace(
            ledger,
            kept=counts.claims,
            quarantined=kept_out.claims,
            reasons=Counter([*reasons.values(), *doubts.values()]),
            entities=len(counts.entities),
            triples=len(graph),
        ),
    )


_ROUNDS: Final = 5  # one finding may hide another; more than two rounds were never seen


def _known(world: Domain) -> dict[Iri, Entity]:
    """Describe the domain's own measures, so that the graph can be read without its ontology."""
    return {m.iri: Entity(m.iri, MEASURE, m.label) for m in world.measures.values()}


def _reading_ledger(found: Sequence[Reading], unread: Sequence[Unread], accounts: Sequence[Account]) -> Ledger:
    counted = [sentences(r.analysed, r.claims) for r in found]
    return Ledger(
        documents=len(found),
        unread=tuple(unread),
        sentences_with_claims=sum(used for used, _ in counted),
        sentences_without_claims=sum(unused for _, unused in counted),
        unresolved=tuple((a.document.id, mention.text) for a in accounts for mention in a.unresolved),
    )
