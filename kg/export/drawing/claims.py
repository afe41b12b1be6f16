"""The claims of a graph brought to the things that they are about, by sorting and merging.

Documents lend their identifiers to evidence, evidence its words to claims, claims all they hold to their subjects:
each step sorts the one side by the name of the other, and reads both in that order. Nothing is looked up, and nothing
is held but the lines of one name.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.export.drawing.rows import AND, HERE, WANTED, Cursor, groups, row, term, terms
from kg.export.drawing.things import ASSERTED, NO_BACKING, Backing, Support, confidence
from kg.export.rdf.layout import TYPE_TERM, Pair
from kg.graph.order import Sorter
from kg.graph.terms import local
from kg.model import Iri
from kg.vocab import (
    CLAIM,
    CONFIDENCE,
    DERIVED_FROM,
    EXACT,
    HAS_SOURCE,
    IDENTIFIER,
    MODALITY,
    OBJECT,
    PREDICATE,
    RULE,
    SUBJECT,
)


def _ref(iri: str) -> str:
    return f"<{iri}>"


_TRIPLE: Final = (_ref(SUBJECT), _ref(PREDICATE), _ref(OBJECT))
_TOLD: Final = (_ref(MODALITY), _ref(CONFIDENCE), _ref(RULE))


class Claims:
    """Takes the things, evidence and claims of a graph in any order, and gives things their backing."""

    def __init__(self) -> None:
        self._by_document = Sorter()
        self._by_evidence = Sorter()
        self._by_thing = Sorter()

    def add_thing(self, name: str, pairs: Iterable[Pair]) -> None:
        """Take a thing, which some evidence may name as its source."""
        ids = AND.join(value for prop, value in pairs if prop == _ref(IDENTIFIER))
        self._by_document.add(row(name, HERE, ids))

    def add(self, name: str, pairs: Iterable[Pair]) -> tuple[str, str, str] | None:
        """Take a claim or evidence; return the triple of a claim that asserts nothing."""
        found: dict[str, list[str]] = {}
        for prop, value in pairs:
            found.setdefault(prop, []).append(value)
        exact, sources = AND.join(found.get(_ref(EXACT), ())), found.get(_ref(HAS_SOURCE), ())
        for source in sources:
            self._by_document.add(row(source, WANTED, name, exact))
        if exact and not sources:
            self._by_evidence.add(row(name, HERE, exact, "", "", ""))
        return self._add_claim(name, found) if _ref(CLAIM) in found.get(TYPE_TERM, ()) else None

    def _add_claim(self, name: str, found: dict[str, list[str]]) -> tuple[str, str, str] | None:
        subject, predicate, object_ = (found.get(prop, [""])[0] for prop in _TRIPLE)
        told = (AND.join(found.get(prop, ())) for prop in _TOLD)
        self._by_thing.add(row(subject, name, HERE, predicate, object_, *told))
        for evidence in found.get(_ref(DERIVED_FROM), ()):
            self._by_evidence.add(row(evidence, WANTED, subject, name))
        asserted = found.get(_ref(MODALITY), [_ref(ASSERTED)])[0] == _ref(ASSERTED)
        return None if asserted else (subject, predicate, object_)

    def join(self) -> None:
        """Bring documents to evidence and evidence to claims, when all are taken."""
        for source, rows in groups(self._by_document):
            ids, known = "", ""
            for fields in rows:
                if fields[1] == HERE:
                    ids, known = fields[2], source
                else:
                    self._by_evidence.add(row(fields[2], HERE, fields[3], source, ids, known))
        for evidence, rows in groups(self._by_evidence):
            words: list[list[str]] = []
            for fields in rows:
                if fields[1] == HERE:
                    words.append(fields[2:])
                else:
                    for found in words:
                        self._by_thing.add(row(fields[2], fields[3], WANTED, evidence, *found))

    def backings(self) -> Backings:
        """Return the backing of each thing, to be asked for in the order of things."""
        return Backings(self._by_thing)

    def lent(self, parts: Iterable[bytes]) -> Sorter:
        """Copy the claims of things to their parts, given as lines of thing and part."""
        lent, whole = Sorter(), Cursor(self._by_thing)
        for thing, rows in groups(parts):
            claims = whole.take(thing)
            for fields in rows:
                for claim in claims:
                    lent.add(row(fields[1], *claim))
        return lent


class Backings:
    """Gives things their backing, read along with them."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self._cursor = Cursor(lines)

    def of(self, name: str) -> Backing:
        """Return what stands behind a thing; names must be asked for in order."""
        rows = self._cursor.take(name)
        return backing(rows) if rows else NO_BACKING

    def by_whole(self, name: str) -> dict[str, Backing]:
        """Return what stands behind the things that one is a part of, where lines were lent to it."""
        rows: dict[str, list[list[str]]] = {}
        for fields in self._cursor.take(name):
            rows.setdefault(term(fields[1]), []).append(fields[1:])
        return {whole: backing(found) for whole, found in rows.items()}


def backing(rows: Iterable[list[str]]) -> Backing:
    """Read what stands behind one thing: each claim with the evidence that follows it."""
    made = Backing()
    supports: list[Support] = []
    for fields in rows:
        if fields[2] == HERE:
            supports = _counted(made, *fields[3:])
        else:
            _add_evidence(supports, *fields[4:])
    return made


def _counted(made: Backing, predicate: str, object_: str, modality: str, sure: str, rules: str) -> list[Support]:
    """Count in a claim; return the supports that its evidence belongs to."""
    modalities = terms(modality)
    kept = made.asserted if (modalities or [ASSERTED])[0] == ASSERTED else made.hedged
    supports = [kept.setdefault((term(predicate), term(object_)), Support())]
    if predicate == TYPE_TERM:
        supports.append(made.itself)
    for support in supports:
        support.claims += 1
        support.highest = max(support.highest, confidence((terms(sure) or ["1"])[0]))
        support.modalities.update(local(Iri(m)) for m in modalities)
        support.rules.update(terms(rules))
    return supports


def _add_evidence(supports: Iterable[Support], exact: str, source: str, ids: str, known: str) -> None:
    words = dict.fromkeys(terms(exact))
    documents = terms(ids) or ([local(Iri(term(source)))] if source else [])
    for support in supports:
        support.evidence.update(words)
        support.documents.update(documents)
        if known:
            support.sources.add(term(known))
