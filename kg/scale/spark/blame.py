"""From what is wrong with a graph to the claims behind it: what stands around the findings is fetched, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from kg.build.quarantine import condemned
from kg.graph import Graph
from kg.graph.labels import leads_to_part
from kg.model import Report
from kg.scale.spark.table import Row, Table
from kg.vocab import ATTRIBUTED_TO, DERIVED_FROM, HAS_SOURCE, HOLDER, OBJECT, POST, SUBJECT

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from kg.build.quarantine import Targets
    from kg.model import Finding

_NODES: Final = Table.of(node="string")
_ROLES: Final = (SUBJECT, OBJECT, ATTRIBUTED_TO)
_SMALL: Final = 1_000_000  # nodes that every machine may well hold


def blamed(triples: DataFrame, findings: Iterable[Finding], targets: Targets, base: str) -> list[Row]:
    """Return the claims behind some findings: the IRI of each, its document and the reason against it."""
    found = tuple(findings)
    graph = Graph.of(_Fetched(triples).around({f"<{one.focus}>" for one in found}), base=base)
    charged = []
    for claim, reason in condemned(graph, Report(found), targets).items():
        record = graph.claim(claim)
        if record and record.evidence:  # words tell whose it is
            charged.append((claim, record.evidence[0].document, reason))
    return charged


class _Fetched:
    """The triples of a graph that `kg.build.quarantine` looks at, to find what is behind something wrong with nodes."""

    def __init__(self, triples: DataFrame) -> None:
        self._triples = triples

    def around(self, nodes: set[str]) -> list[str]:
        """Return, as lines: the nodes, what they are parts of, the claims about any of these with their words, and
        where such a claim is of a post, the claims about its holders."""
        wholes = nodes | self._wholes(nodes)
        lines = self._of(wholes)
        claims = self._about(wholes) | self._subjects(nodes, (DERIVED_FROM,))
        said = self._of(claims)
        posts = self._of(_ends(said, SUBJECT))
        holders = _ends(posts, HOLDER) if any(o == f"<{POST}>" for _, _, o in posts) else set()
        said |= self._of(self._about(holders))
        words = self._of(_ends(said | lines, DERIVED_FROM))
        documents = self._of(_ends(words | lines, HAS_SOURCE))
        return sorted(f"{' '.join(triple)} .\n" for triple in lines | said | posts | words | documents)

    def _wholes(self, nodes: set[str]) -> set[str]:
        """Return the things that some are parts of, at any depth."""
        found: set[str] = set()
        due = nodes
        while due:
            holders = {s for s, p, _ in self._pick("o", due) if leads_to_part(s[1:-1], p[1:-1])}
            due = holders - found - nodes
            found |= due
        return found

    def _about(self, nodes: set[str]) -> set[str]:
        return self._subjects(nodes, _ROLES)

    def _subjects(self, nodes: set[str], predicates: Iterable[str]) -> set[str]:
        return {s for s, _, _ in self._pick("o", nodes, predicates)}

    def _of(self, nodes: set[str]) -> set[tuple[str, str, str]]:
        return set(self._pick("s", nodes))

    def _pick(self, column: str, nodes: set[str], predicates: Iterable[str] = ()) -> Iterator[tuple[str, str, str]]:
        """Yield the triples that have one of some nodes in a column."""
        import pyarrow as pa
        from pyspark.sql import functions as f

        if not nodes:
            return
        table = pa.Table.from_batches(_NODES.batches(((node,) for node in sorted(nodes)), len(nodes)))
        wanted = self._triples.sparkSession.createDataFrame(table, _NODES.ddl)
        some = self._triples
        if told := [f"<{predicate}>" for predicate in predicates]:
            some = some.where(f.col("p").isin(told))
        wanted = f.broadcast(wanted) if len(nodes) < _SMALL else wanted
        yield from map(
            tuple, some.join(wanted, some[column] == wanted.node, "left_semi").select("s", "p", "o").collect()
        )


def _ends(triples: Iterable[tuple[str, str, str]], predicate: str) -> set[str]:
    return {o for _, p, o in triples if p == f"<{predicate}>"}
