"""Gold facts written as a graph by the writer that builds use: a graph without a mistake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from kg.evaluate.gold import GoldDocument, GoldFact
from kg.evaluate.periods import parse
from kg.evaluate.terms import CLASSES, COMPARATORS
from kg.evaluate.wording import name
from kg.graph import Account, Graph, Run, Setting, assemble, slug
from kg.graph.naming import ID
from kg.model import Claim, Document, Entity, Evidence, Iri, Node, Period, Span, Term
from kg.vocab import (
    ABOUT,
    ACTION,
    AFFILIATION,
    AGENT,
    AT,
    AUTHOR,
    CHANGE_COMPARATOR,
    CHANGE_PERCENT,
    COMMITMENT,
    COMPARATOR,
    CONTAINED_IN,
    COOPERATES_WITH,
    COUNT,
    EVENT,
    FOUNDER,
    FOUNDING_DATE,
    HEADQUARTERED_IN,
    HOLDER,
    LABEL,
    LOCATION,
    MEASURE,
    MEASURE_OF,
    MEMBER_OF,
    NEWS_ARTICLE,
    OBSERVATION,
    ORGANIZER,
    PARENT_ORGANIZATION,
    PART_OF_INDEX,
    PARTICIPATION,
    PARTICIPATION_OF,
    PER,
    PERIOD,
    POST,
    PREF_LABEL,
    PREVIOUS_RANK,
    PUBLISHER,
    QUOTATION,
    RANK,
    RANK_OBSERVATION,
    RANKING,
    RANKING_OF,
    SCOPE,
    SIGNED_WITH,
    SPEAKER,
    TEXT,
    TITLE,
    TYPE,
    UNIT,
    VALUE,
    VERBATIM,
    WHO,
    iri,
)

PROPERTIES = {
    "headquartered_in": HEADQUARTERED_IN,
    "member_of": MEMBER_OF,
    "works_for": AFFILIATION,
    "cooperates_with": COOPERATES_WITH,
    "signed_with": SIGNED_WITH,
    "founded_in": FOUNDING_DATE,
    "founded_by": FOUNDER,
    "publishes": PUBLISHER,
    "organizes": ORGANIZER,
    "wrote": AUTHOR,
}
THING = iri("schema:Thing")
TURNED = {"publishes", "organizes", "wrote"}
CLASS_IRIS = {word: cls for cls, word in CLASSES.items()}
Parts = Iterable[tuple[Iri, Term | None]]


def text_of(gold: GoldDocument) -> str:
    """A text in which all evidence stands."""
    return gold.text or "\n".join(dict.fromkeys(fact.evidence for fact in gold.facts)) or "Nothing."


def graph_of(documents: Iterable[GoldDocument], **claims: Any) -> Graph:
    """All facts of some documents, optional ones too, each with its first accepted values."""
    accounts = [Account(Document(d.id, text_of(d)), tuple(_Renderer(d, claims).claims())) for d in documents]
    return Graph.of(assemble(accounts, Setting(Run("0", "gold", "gold"))))


class _Renderer:
    def __init__(self, gold: GoldDocument, claims: Mapping[str, Any]) -> None:
        self.gold, self.defaults = gold, {"rule": "by-hand", "extractor": "gold", **claims}
        self.document = Document(gold.id, text_of(gold))
        self.entities: dict[str, Entity] = {}
        for fact in gold.of_type("entity"):
            where = Iri(f"{ID}{slug(fact['class'])}/{gold.id}-{slug(fact['name'])}")
            entity = Entity(where, CLASS_IRIS[fact["class"]], fact["name"], tuple(fact["aliases"]))
            self.entities |= {name(called): entity for called in (fact["name"], *fact["aliases"])}

    def claims(self) -> Iterator[Claim]:
        for number, fact in enumerate(self.gold.facts):
            subject, predicate, object_ = getattr(self, f"_{fact.type}")(fact, number)
            start = self.document.text.index(fact.evidence)
            evidence = Evidence.of(self.document, Span(start, start + len(fact.evidence)))
            yield Claim(subject, predicate, object_, (evidence,), modality=fact.modality, **self.defaults)

    def _term(self, called: str | None, cls: Iri = THING) -> Entity | None:
        if called is None:
            return None
        where = Iri(f"{ID}thing/{self.gold.id}-{slug(called)}")
        return self.entities.setdefault(name(called), Entity(where, cls, called))

    def _node(self, cls: Iri, number: int, *parts: tuple[Iri, Term | None]) -> tuple[Node, Iri, Iri]:
        kept = tuple((prop, part) for prop, part in parts if part is not None)
        return Node(cls, kept, scope=f"{self.gold.id} {number}"), TYPE, cls

    def _entity(self, fact: GoldFact, number: int) -> tuple[Term, Iri, Term]:
        entity = self.entities[name(fact["name"])]
        return entity, TYPE, entity.type

    def _post(self, fact: GoldFact, number: int) -> tuple[Term, Iri, Term]:
        person, at = self._term(fact["person"]), self._term(fact["of"])
        return self._node(POST, number, (HOLDER, person), (TITLE, fact["title"]), (AT, at))

    def _relation(self, fact: GoldFact, number: int) -> tuple[Term, Iri, Term]:
        said, subject = fact["p"], self._term(fact["s"])
        object_: Term | None = self._term(fact["o"], iri("schema:CreativeWork"))
        if said == "wrote":
            object_ = NEWS_ARTICLE  # the document itself
        elif said == "founded_in":
            object_ = period(fact["o"])
        assert subject
        assert object_
        if said in TURNED:
            return object_, PROPERTIES[said], subject
        return subject, PROPERTIES.get(said) or self._place(fact), object_

    def _place(self, fact: GoldFact) -> Iri:
        if fact["p"] == "part_of" and not self.gold.is_place(fact["o"]):
            return PARENT_ORGANIZATION
        return CONTAINED_IN if self.gold.is_place(fact["s"]) else LOCATION

    def _rank(self, fact: GoldFact, number: int) -> tuple[Term, Iri, Term]:
        index = self._term(fact["in"], iri("kg:Index"))
        named = ((LABEL, fact["ranking"]), *(((PART_OF_INDEX, index),) if index else ()))
        return self._node(
            RANK_OBSERVATION,
            number,
            (ABOUT, self._term(fact["subject"])),
            (RANKING_OF, Node(RANKING, named)),
            (RANK, fact["rank"]),
            (PREVIOUS_RANK, fact["previous"]),
            (SCOPE, fact["scope"]),
            (PERIOD, period(fact["period"])),
        )

    def _stat(self, fact: GoldFact, number: int) -> tuple[Term, Iri, Term]:
        return self._node(
            OBSERVATION,
            number,
            (ABOUT, self._term(fact["subject"])),
            (MEASURE_OF, Node(MEASURE, ((PREF_LABEL, fact["measure"]),))),
            (VALUE, decimal(fact["value"])),
            (UNIT, fact["unit"]),
            (PER, fact["per"]),
            (COMPARATOR, comparator(fact["comparator"])),
            (CHANGE_PERCENT, decimal(fact["change_pct"])),
            (CHANGE_COMPARATOR, comparator(fact["change_comparator"])),
            (PERIOD, period(fact["period"])),
        )

    def _statement(self, fact: GoldFact, number: int) -> tuple[Term, Iri, Term]:
        speaker = self._term(fact["speaker"])
        return self._node(QUOTATION, number, (SPEAKER, speaker), (TEXT, fact["about"]), (VERBATIM, fact["quoted"]))

    def _commitment(self, fact: GoldFact, number: int) -> tuple[Term, Iri, Term]:
        return self._node(COMMITMENT, number, (AGENT, self._term(fact["agent"])), (ACTION, fact["action"]))

    def _event(self, fact: GoldFact, number: int) -> tuple[Term, Iri, Term]:
        cls = EVENT if fact["class"] == "Other" else iri(f"ip:{fact['class']}")
        dates = f"{fact['date']}/{fact['end']}" if fact["end"] else fact["date"]
        took_part = [
            (PARTICIPATION_OF, Node(PARTICIPATION, tuple((p, v) for p, v in parts if v is not None)))
            for who in fact["participants"]
            for parts in [((WHO, self.entities.get(name(who["who"]), who["who"])), (COUNT, who["count"]))]
        ]
        place = (LOCATION, self._term(fact["place"]))
        return self._node(cls, number, (LABEL, self._named(fact)), (PERIOD, period(dates)), place, *took_part)

    def _named(self, fact: GoldFact) -> Entity | str:
        """The entity of a named event whose name the event's holds ("operation Heron")."""
        for entity in self.gold.of_type("entity"):
            called = name(entity["name"])
            if entity["class"] == "Event" and re.search(rf"\b{re.escape(called)}\b", name(fact["name"])):
                return self.entities[called]
        return str(fact["name"])


def period(text: str | None) -> Period | None:
    if text is None:
        return None
    days = parse(text)
    if days.plain:
        return Period(text, text, text)
    return Period(days.first.isoformat(), days.last.isoformat(), text)


def decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def comparator(word: str | None) -> Iri | None:
    return None if word is None else iri(f"kg:{COMPARATORS[word].value}")
