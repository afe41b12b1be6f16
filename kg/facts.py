"""The graph as plain readable facts, one row for what each claim says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Final

from kg import display
from kg.errors import UsageError
from kg.graph import ClaimRecord, Graph
from kg.graph.labels import Labels, composed_of, find
from kg.graph.naming import named_by_content
from kg.graph.terms import local
from kg.graph.wording import Values, figure, rank, words
from kg.model import Iri
from kg.vocab import (
    ABOUT,
    ACTION,
    AGENT,
    AT,
    COMMITMENT,
    HOLDER,
    HOLDS_POST_AT,
    LOCATION,
    MEASURE_OF,
    OBSERVATION,
    ORGANIZER,
    PART_OF_INDEX,
    PARTICIPATION_OF,
    PERIOD,
    POST,
    QUOTATION,
    RANK_OBSERVATION,
    RANKING_OF,
    SPEAKER,
    STATUS,
    TEXT,
    TITLE,
    TYPE,
)

ENTITY: Final = "entity"
RELATION: Final = "relation"


@dataclass(frozen=True, slots=True)
class Fact:
    """One claim in plain words.

    `document` is an identifier, `evidence` the exact words, `start` and `end` where they stand, `sentence` all of the
    sentence that they are from.
    """

    kind: str
    subject: str
    what: str
    value: str
    period: str
    modality: str
    document: str
    evidence: str
    start: int
    end: int
    confidence: Decimal
    attributed_to: str
    rule: str
    claim: str
    sentence: str

    def _repr_html_(self) -> str:
        """Show the fact, a line for each column that is filled, in a notebook."""
        rows = [(display.text(name), display.text(value)) for name in COLUMNS if (value := getattr(self, name)) != ""]
        return display.table(("fact", ""), rows)


COLUMNS: Final = tuple(field.name for field in fields(Fact))


def facts(graph: Graph, *, type: str | None = None, about: str | None = None) -> Iterator[Fact]:
    """Yield the facts of a graph by document and place in it.

    `type` chooses a kind ("post", "observation", "relation", …; "entity" for what documents merely name), `about` a
    thing by IRI or name. Raises UsageError when nothing is called so, or when the graph holds no such kind.
    """
    labels = Labels(graph)
    wanted = composed_of(graph, find(graph, about)) if about else None
    claims = [c for c in graph.claims() if wanted is None or _touches(c, wanted)]
    rows = [(c, worded(c, labels)) for c in claims if c.predicate != HOLDS_POST_AT]
    if type is not None and type not in {row.kind for _, row in rows}:
        kinds = ", ".join(sorted({row.kind for _, row in rows})) or "none"
        raise UsageError(f"no fact is of the kind {type!r}; the kinds here are {kinds}")
    chosen = (row for _, row in rows if (row.kind == type if type else row.kind != ENTITY))
    yield from sorted(chosen, key=lambda f: (f.document, f.start, f.end, f.kind, f.claim))


def worded(claim: ClaimRecord, labels: Labels) -> Fact:
    """Put a claim into plain words."""
    evidence = claim.evidence[0] if claim.evidence else None
    kind, subject, what, value = _said(claim, labels)
    return Fact(
        kind=kind,
        subject=subject,
        what=what,
        value=value,
        period=labels.period(claim.subject) if claim.predicate == TYPE else "",
        modality=claim.modality.value.lower(),
        document=evidence.document if evidence else "",
        evidence=" … ".join(e.exact for e in claim.evidence),
        start=evidence.span.start if evidence else 0,
        end=evidence.span.end if evidence else 0,
        confidence=claim.confidence,
        attributed_to=labels.of(claim.attributed_to) if claim.attributed_to else "",
        rule=", ".join(claim.rules),
        claim=claim.iri,
        sentence=" … ".join(dict.fromkeys(e.sentence for e in claim.evidence)),
    )


Said = tuple[str, str, str, str]


def _said(claim: ClaimRecord, labels: Labels) -> Said:
    """Return kind, subject, what and value of a claim."""
    if claim.predicate != TYPE:
        value = labels.of(str(claim.object)) if claim.object is not None else ""
        return RELATION, labels.of(claim.subject), words(local(claim.predicate)), value
    values = labels.values(claim.subject)
    type_ = Iri(str(claim.object))
    said = _BY_TYPE.get(type_)
    if said is not None:
        return said(values, labels)
    if _is_event(claim, values):
        return _event(claim.subject, type_, labels)
    return ENTITY, labels.of(claim.subject), "is a", words(local(type_))


def _is_event(claim: ClaimRecord, values: Values) -> bool:
    """Tell an event from a thing that is only named: it has parts, or its IRI comes from what it holds."""
    return named_by_content(claim.subject) or any(part in values for part in (PARTICIPATION_OF, ORGANIZER, PERIOD))


def _post(values: Values, labels: Labels) -> Said:
    status = "".join(f" ({labels.of(s)})" for s in values.get(STATUS, ()))
    return "post", _all(values, HOLDER, labels), _all(values, TITLE, labels) + status, _all(values, AT, labels)


def _observation(values: Values, labels: Labels) -> Said:
    return "observation", _all(values, ABOUT, labels), _all(values, MEASURE_OF, labels), figure(values, labels.of)


def _rank(values: Values, labels: Labels) -> Said:
    listed = [*values.get(RANKING_OF, ()), *values.get(MEASURE_OF, ())]
    indexes = [index for ranking in listed for index in labels.values(ranking).get(PART_OF_INDEX, ())]
    what = ", ".join(labels.of(term) for term in (*listed, *indexes))
    return "rank", _all(values, ABOUT, labels), what, rank(values)


def _quotation(values: Values, labels: Labels) -> Said:
    return "statement", _all(values, SPEAKER, labels), "says", _all(values, TEXT, labels)


def _commitment(values: Values, labels: Labels) -> Said:
    return "commitment", _all(values, AGENT, labels), "will", _all(values, ACTION, labels)


_BY_TYPE: Final[dict[Iri, Callable[[Values, Labels], Said]]] = {
    POST: _post,
    OBSERVATION: _observation,
    RANK_OBSERVATION: _rank,
    QUOTATION: _quotation,
    COMMITMENT: _commitment,
}


def _event(event: str, type_: Iri, labels: Labels) -> Said:
    values = labels.values(event)
    who = [_all(values, PARTICIPATION_OF, labels), _all(values, ORGANIZER, labels)]
    where = [f"in {labels.of(place)}" for place in values.get(LOCATION, ())]
    return "event", labels.of(event), words(local(type_)), ", ".join(filter(None, [*who, *where]))


def _all(values: Values, prop: Iri, labels: Labels) -> str:
    return ", ".join(labels.of(value) for value in values.get(prop, ()))


def _touches(claim: ClaimRecord, wanted: frozenset[str]) -> bool:
    return claim.subject in wanted or claim.object in wanted or claim.attributed_to in wanted
