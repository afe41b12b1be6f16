"""Accounts to triples: what each document brings, events known and condemned claims kept apart."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final

from kg.scale.spark.table import NARROW, Batches, Row, Table, rows

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark import Broadcast
    from pyspark.sql import DataFrame

    from kg.build.ledger import ClaimCounts
    from kg.graph import Account, Block, KnownEvents
    from kg.model import Entity
    from kg.scale.spark.stages import Stages
    from kg.scale.spark.tools import Order

GRAPH: Final = 0
QUARANTINE: Final = 1
TRIPLES: Final = Table.of(s="string", p="string", o="string")
CONDEMNED: Final = Table.of(claim="string", document="string", reason="string")
_ROWS: Final = Table.of(part="int", kind="string", s="string", p="string", o="string")
_EVENTS: Final = Table.of(event="string", type="string", named="string", firm="boolean", asserted="boolean")
_TRIPLE, _VARYING, _CLAIMS, _ENTITY = "triple", "varying", "claims", "entity"


def events(accounts: DataFrame, order: Order) -> KnownEvents:
    """Gather the named events of all documents."""
    from kg.graph import KnownEvents, special
    from kg.model import Entity, Iri

    told = accounts.mapInArrow(partial(_told, order), _EVENTS.ddl).distinct().collect()
    classes: tuple[dict[Iri, Iri], dict[Iri, Iri]] = {}, {}
    for event, type_, named, firm, _ in told:
        known, iri = classes[firm], Iri(event)
        known[iri] = special(Entity(iri, Iri(named), ""), known.get(iri, Iri(type_)), Iri(type_))
    asserted = frozenset(Iri(row.event) for row in told if row.firm and row.asserted)
    return KnownEvents(asserted, classes[False] | classes[True])


@dataclass(frozen=True, slots=True)
class Written:
    """All that the documents bring, as rows of several kinds; some triples stand there more than once."""

    _rows: DataFrame
    _stages: Stages

    def triples(self, part: int) -> DataFrame:
        """Return the triples of the graph or of the quarantine; what documents tell differently, as the first does."""
        from pyspark.sql import functions as f

        own = self._rows.where(f"part = {part} AND kind = '{_TRIPLE}'").select("s", "p", "o")
        varying = self._rows.where(f"part = {part} AND kind = '{_VARYING}'")
        first = varying.groupBy("s").agg(f.min_by("o", "p").alias("lines"))  # `p` is the id of the document
        chosen = first.select("lines").mapInArrow(_parsed, TRIPLES.ddl)
        return self._stages.keep(f"triples-{part}", own.unionByName(chosen))

    def claims(self, part: int) -> ClaimCounts:
        """Count the claims by what they say and how firmly."""
        from kg.model import Iri, Modality

        found = self._rows.where(f"part = {part} AND kind = '{_CLAIMS}'")
        counts = found.groupBy("s", "p").agg({"o": "sum"}).collect()
        return {(Iri(what), Modality(modality)): int(n) for what, modality, n in counts}

    def entities(self) -> int:
        """Count the entities of the graph."""
        return self._rows.where(f"part = {GRAPH} AND kind = '{_ENTITY}'").select("s").distinct().count()


def write(
    accounts: DataFrame, stages: Stages, order: Order, known: Broadcast[KnownEvents], condemned: DataFrame
) -> Written:
    """Write all documents, the condemned claims of each apart."""
    from pyspark.sql import functions as f

    reasons = condemned.withColumnRenamed("document", "id").groupBy("id")
    against = reasons.agg(f.collect_list(f.array("claim", "reason")).alias("r"))
    told = accounts.join(against, "id", "left").selectExpr("id", "draft", "entities", "to_json(r) AS condemned")
    return Written(stages.keep("written", told.mapInArrow(partial(_written, order, known), _ROWS.ddl)), stages)


# -- in the processes of the cluster -----------------------------------------------------------------------------------
def _told(order: Order, batches: Batches) -> Iterator[pa.RecordBatch]:
    return _EVENTS.batches(_occurrences(order, batches), NARROW)


def _occurrences(order: Order, batches: Batches) -> Iterator[Row]:
    from kg.graph import occurrences
    from kg.model import Modality

    threshold = order.writing().recipe.threshold
    for _, draft, entities in rows(batches):
        for account, firm in zip(_accounts(draft, entities, threshold), (True, False), strict=True):
            for event, type_, modality in occurrences(account) if account else ():
                yield event.iri, type_, event.type, firm, modality is Modality.ASSERTED


def _accounts(draft: bytes, entities: Iterable[str], threshold: float) -> tuple[Account, Account | None]:
    """Return what a document claims of its entities: what is believed, and what is not."""
    from kg.build.quarantine import parted
    from kg.graph.draft_json import loads

    account = loads(zlib.decompress(draft).decode()).account([_entity(text) for text in entities])
    (firm,), doubtful = parted([account], threshold)
    return firm, doubtful[0] if doubtful else None


@lru_cache(maxsize=1 << 14)
def _entity(text: str) -> Entity:
    from kg.model import Entity, Iri

    iri, type_, label, names, same_as = json.loads(text)
    return Entity(Iri(iri), Iri(type_), label, tuple(names), tuple(map(Iri, same_as)))


def _written(order: Order, known: Broadcast[KnownEvents], batches: Batches) -> Iterator[pa.RecordBatch]:
    return _ROWS.batches(_rows_of(order, known.value, batches), NARROW)


def _rows_of(order: Order, known: KnownEvents, batches: Batches) -> Iterator[Row]:
    from kg.build.bringing import brought
    from kg.graph import Writer

    tools = order.writing()
    threshold = tools.recipe.threshold
    setting = tools.setting
    doubt = f"Confidence is under {threshold:g}"
    written: tuple[set[str], set[str]] = set(), set()
    for batch in batches:
        writer = Writer(setting, known)  # it remembers names, so that it must not live for long
        for id_, draft, entities, against in rows([batch]):
            condemned = dict(json.loads(against)) if against else {}
            found = brought(writer, *_accounts(draft, entities, threshold), condemned, doubt, written=written)
            for part, blocks in ((GRAPH, found.kept), (QUARANTINE, found.apart)):
                yield from _blocks(part, id_, blocks, written[part])
                yield from _counts(part, found.counts[part].claims)
            yield from ((GRAPH, _ENTITY, iri, None, None) for iri in sorted(found.counts[GRAPH].entities))


def _blocks(part: int, document: str, blocks: Iterable[Block], written: set[str]) -> Iterator[Row]:
    """Yield triples; what two documents may tell differently waits for the choice between them."""
    lines: list[str] = []
    for block in blocks:
        if block.varies:
            yield part, _VARYING, block.key, document, "".join(block.lines)
        else:
            lines += block.lines
            if block.key:
                written.add(block.key)
    yield from ((part, _TRIPLE, *triple) for triple in _terms(lines))


def _counts(part: int, claims: Mapping[Any, int]) -> Iterator[Row]:
    for (what, modality), count in claims.items():
        yield part, _CLAIMS, what, modality.value, str(count)


def _parsed(batches: Batches) -> Iterator[pa.RecordBatch]:
    return TRIPLES.batches((triple for (lines,) in rows(batches) for triple in _terms([lines])), NARROW)


def _terms(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Write triples as a store does, term by term."""
    import pyoxigraph as ox

    for quad in ox.parse(input="".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES):
        yield str(quad.subject), str(quad.predicate), str(quad.object)
