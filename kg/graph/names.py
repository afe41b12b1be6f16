"""Terms of claims as N-Triples, with the IRIs that nodes have by what they hold."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Final

from kg.graph.account import named_event
from kg.graph.naming import ID, digest, document_iri, kind, slug
from kg.graph.terms import boolean, date, decimal, integer, local, looks_like_iri, number, ref, string
from kg.model import Entity, Iri, Local, Mention, Modality, Node, Period, Term
from kg.vocab import (
    ACTION,
    ALT_LABEL,
    CHANGE_BASIS,
    CHANGE_PERCENT,
    CREATIVE_WORK,
    LABEL,
    MEASURE,
    MODALITY,
    NEWS_ARTICLE,
    PART_OF_INDEX,
    PER,
    PERIOD_TEXT,
    PREF_LABEL,
    RANKING,
    SCOPE,
    TEXT,
    TITLE,
    TYPE,
    UNIT,
    iri,
)
from kg.vocab import PERIOD as PERIOD_OF

_LABELS: Final = frozenset({LABEL, ALT_LABEL, PREF_LABEL})
_WORDS: Final = frozenset({TITLE, TEXT, ACTION, SCOPE, PERIOD_TEXT, UNIT, PER, CHANGE_BASIS})
SLUGGED: Final = frozenset({MEASURE, RANKING})
_THIS_DOCUMENT: Final = frozenset({NEWS_ARTICLE, CREATIVE_WORK})

_REMEMBERED: Final = 1 << 14  # names that are not made anew

Pair = tuple[str, str]


def modality_iri(modality: Modality) -> Iri:
    """Return the IRI of a modality."""
    return iri(f"kg:{modality.value}")


def firmness(node: Node, modality: Modality) -> Modality:
    """Return how firmly a node is said to be, given the claim it stands in: a measure or a list of ranks just is."""
    return Modality.ASSERTED if node.type in SLUGGED else modality


class Names:
    """Gives every term of a claim its N-Triples form.

    `base` takes the place of the `id:` namespace; `event_type` tells the class of an event that is an entity too;
    `document` is the id of the document whose claims are being named.
    """

    def __init__(self, base: str, event_type: Callable[[Iri], Iri | None]) -> None:
        self._base = base
        self._event_type = event_type
        self.ref = lru_cache(_REMEMBERED)(self._ref)  # writes an IRI, under the graph's own base where it is its own
        self._node = lru_cache(_REMEMBERED)(self._node_ref)
        self.document = ""

    def _ref(self, term: str) -> str:
        return ref(self._base + term[len(ID) :] if term.startswith(ID) else term)

    def type_of(self, thing: Entity | Node) -> Iri:
        """Return the one class of a thing; an event's own node knows it best."""
        entity = thing if isinstance(thing, Entity) else named_event(thing)
        return (self._event_type(entity.iri) if entity else None) or thing.type

    def term(self, term: Term, prop: Iri, modality: Modality = Modality.ASSERTED) -> str:
        """Write the value of a property; `modality` matters for nodes alone, since it is part of what they say."""
        match term:
            case bool():
                return boolean(term)
            case int():
                return decimal(Decimal(term)) if prop == CHANGE_PERCENT else integer(term)
            case Decimal():
                return decimal(term) if prop == CHANGE_PERCENT else number(term)
            case Entity():
                return self.ref(term.iri)
            case Node():
                return self.node(term, modality)
            case Period():
                return self.period(term)
            case str():
                return self._iri_or_words(term, prop)
            case Mention() | Local():
                raise ValueError(f"{term} is no entity yet: resolve claims before they become triples")

    def subject(self, term: Term, modality: Modality) -> str:
        """Write the subject of a claim: a thing or node; a document's class as an IRI means the document itself."""
        if isinstance(term, str) and term in _THIS_DOCUMENT:
            return self.ref(document_iri(self.document))
        written = self.term(term, TYPE, modality)
        if not written.startswith("<"):
            raise ValueError(f"{written} cannot be the subject of a claim")
        return written

    def node(self, node: Node, modality: Modality = Modality.ASSERTED) -> str:
        """Name a node: an event that is an entity by it, measures and rankings by their label, others by content."""
        return self._node(node, firmness(node, modality))

    def _node_ref(self, node: Node, modality: Modality) -> str:
        return self.ref(self._node_iri(node, modality))

    def pairs(self, node: Node, modality: Modality = Modality.ASSERTED) -> list[Pair]:
        """Write a node's parts as predicates and objects, in order; a time that nothing places gives its words."""
        written = set()
        for name, part in node.parts:
            prop = PREF_LABEL if name == LABEL and node.type == MEASURE else name
            if isinstance(part, Period) and not (part.start or part.end) and prop == PERIOD_OF:
                written.add((ref(PERIOD_TEXT), string(part.text)))
            elif not (prop == LABEL and isinstance(part, Entity)):
                written.add((ref(prop), self.term(part, prop, modality)))
        return sorted(written)

    def period(self, period: Period) -> str:
        """Write a period: a date of its granularity, the IRI of an interval, or the words."""
        if not (period.start or period.end):
            return string(period.text)
        if period.start and period.start == period.end:
            return date(period.start)
        return self.ref(f"{ID}interval/{period.start or 'open'}--{period.end or 'open'}")

    def _iri_or_words(self, text: str, prop: Iri) -> str:
        if prop in _LABELS:
            return string(" ".join(text.split()))
        if prop in _WORDS or not looks_like_iri(text):
            return string(text)
        return self.ref(text)

    def _node_iri(self, node: Node, modality: Modality) -> Iri:
        event = named_event(node)
        if event is not None:
            return event.iri
        folder = f"{ID}{kind(node.type)}/"
        if node.type in SLUGGED:
            return Iri(folder + self._slug(node))
        parts = [f"{prop} {value}" for prop, value in self.pairs(node, modality)]
        firmness = [] if modality is Modality.ASSERTED else [f"{MODALITY} {modality.value}"]
        return Iri(folder + digest([node.type, *parts, *firmness, node.scope or ""]))

    def _slug(self, node: Node) -> str:
        """Slug a label; a ranking's index goes first, since two indexes may both rank «overall»."""
        labels = [part for prop, part in node.parts if prop in (PREF_LABEL, LABEL) and isinstance(part, str)]
        index = [local(p.iri) for prop, p in node.parts if prop == PART_OF_INDEX and isinstance(p, Entity)]
        if not labels:
            return digest([f"{prop} {value}" for prop, value in self.pairs(node)])
        return "--".join([*index, slug(labels[0])])
