"""A small account by hand: what graph, files and faces are tested on, apart from language and rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from kg.graph import Account, Graph, Run, Setting, assemble, draft
from kg.graph.naming import ID
from kg.model import Claim, Document, Entity, Evidence, Iri, Mention, Modality, Node, Period, Span, Term
from kg.vocab import (
    ABOUT,
    ACTION,
    AGENT,
    AT,
    CITY,
    COMMITMENT,
    COMPARATOR,
    COOPERATES_WITH,
    COUNT,
    EVENT,
    FOUNDING_DATE,
    HOLDER,
    INTERNATIONAL_ORGANIZATION,
    LABEL,
    MEASURE,
    MEASURE_OF,
    OBSERVATION,
    ORGANIZATION,
    PARTICIPATION,
    PARTICIPATION_OF,
    PER,
    PERIOD,
    PERSON,
    POST,
    PREF_LABEL,
    QUOTATION,
    SPEAKER,
    STATUS,
    TEXT,
    TITLE,
    TYPE,
    VALUE,
    VERBATIM,
    WHO,
    iri,
)

TEXT_A = (
    "Wen Yi, Lanzhou vice mayor, said the city had 60.21 patents per 10,000 residents in 2020.\n"
    "“We act early,” she said. Lanzhou will work with WIPO & <others>. In the first half of 2018 a batch of "
    "178 postgraduates graduated last spring. The Lanzhou IP College was founded in 2016.\n"
    "Former director Ha Li denied it. Operation Heron may start in May 2021."
)
TEXT_B = "Wen Yi spoke in Lanzhou. Operation Heron ended."


def document(name: str = "a", text: str = TEXT_A) -> Document:
    return Document(name, text, title=f"Title {name}", date="2021-04-27", url="https://example.org/a?b=1&c=2")


ENTITIES = {
    "Wen Yi": Entity(Iri(ID + "person/wen-yi"), PERSON, "Wen Yi"),
    "Ha Li": Entity(Iri(ID + "person/ha-li"), PERSON, "Ha Li"),
    "Lanzhou": Entity(
        Iri(ID + "city/lanzhou"), CITY, "Lanzhou", ("Lan-chou",), (Iri("http://www.wikidata.org/entity/Q1"),)
    ),
    "WIPO": Entity(
        Iri(ID + "international-organization/wipo"), INTERNATIONAL_ORGANIZATION, "World IP Organization", ("WIPO",)
    ),
    "Lanzhou IP College": Entity(Iri(ID + "organization/lanzhou-ip-college"), ORGANIZATION, "Lanzhou IP College"),
    "Operation Heron": Entity(Iri(ID + "event/operation-heron"), EVENT, "Operation Heron"),
}


def mention(document: Document, words: str, kind: str = "name") -> Mention:
    start = document.text.index(words)
    entity = ENTITIES.get(words)
    return Mention(
        document.id,
        Span(start, start + len(words)),
        words,
        entity.type if entity else PERSON,
        kind,
        "rules",
        "names",
        0.9,
    )


def entity_of(mention: Mention) -> Entity | None:
    return ENTITIES.get(mention.text)


def claim(document: Document, subject: Term, predicate: Iri, object_: Term, words: str, **more: object) -> Claim:
    start = document.text.index(words)
    evidence = Evidence.of(document, Span(start, start + len(words)))
    defaults = {"extractor": "rules", "rule": "by-hand", "confidence": 0.95}
    return Claim(subject, predicate, object_, (evidence,), **{**defaults, **more})  # type: ignore[arg-type]


def node_claim(document: Document, node: Node, words: str, **more: object) -> Claim:
    return claim(document, node, TYPE, node.type, words, **more)


def claims_a(doc: Document) -> list[Claim]:
    """Claims of every kind that the first text makes."""
    person, city, wipo, college, former, heron = (
        mention(doc, words) for words in ("Wen Yi", "Lanzhou", "WIPO", "Lanzhou IP College", "Ha Li", "Operation Heron")
    )
    measure = Node(MEASURE, ((PREF_LABEL, "patents"),))
    return [
        node_claim(
            doc, Node(POST, ((HOLDER, person), (TITLE, "vice mayor"), (AT, city))), "Wen Yi, Lanzhou vice mayor"
        ),
        node_claim(
            doc,
            Node(POST, ((HOLDER, former), (TITLE, "director"), (AT, city), (STATUS, iri("kg:Former")))),
            "Former director Ha Li",
        ),
        node_claim(
            doc,
            Node(
                OBSERVATION,
                (
                    (ABOUT, city),
                    (MEASURE_OF, measure),
                    (VALUE, Decimal("60.210")),
                    (PER, "10,000 residents"),
                    (COMPARATOR, iri("kg:Exactly")),
                    (PERIOD, Period("2020", "2020", "2020")),
                ),
            ),
            "60.21 patents per 10,000 residents in 2020",
            attributed_to=person,
        ),
        node_claim(
            doc,
            Node(QUOTATION, ((SPEAKER, person), (TEXT, "We act early,"), (VERBATIM, True)), scope=doc.id),
            "“We act early,” she said",
        ),
        node_claim(
            doc, Node(COMMITMENT, ((AGENT, city), (ACTION, "work with WIPO"))), "Lanzhou will work with WIPO & <others>"
        ),
        claim(doc, city, COOPERATES_WITH, wipo, "Lanzhou will work with WIPO", modality=Modality.PLANNED),
        node_claim(
            doc,
            Node(
                EVENT,
                (
                    (LABEL, "a batch graduated"),
                    (PERIOD, Period("2018-01", "2018-06", "the first half of 2018")),
                    (PARTICIPATION_OF, Node(PARTICIPATION, ((WHO, "postgraduates"), (COUNT, 178)))),
                ),
                scope=doc.id,
            ),
            "a batch of 178 postgraduates graduated",
        ),
        node_claim(
            doc, Node(EVENT, ((LABEL, "spring"), (PERIOD, Period(None, None, "last spring")))), "graduated last spring"
        ),
        claim(doc, college, FOUNDING_DATE, Period("2016", "2016", "2016"), "founded in 2016", confidence=1.0),
        node_claim(
            doc,
            Node(iri("ip:Seizure"), ((LABEL, heron), (PERIOD, Period("2021-05", "2021-05", "May 2021")))),
            "Operation Heron may start in May 2021",
            modality=Modality.POSSIBLE,
        ),
    ]


def account(
    document: Document,
    mentions: Iterable[Mention],
    claims: Iterable[Claim],
    entity_of: Callable[[Mention], Entity | None],
    sentences: Iterable[Span] = (),
) -> Account:
    """Say what a document claims of the entities that its mentions stand for."""
    entities: list[Entity] = []

    def position(mention: Mention) -> int | None:
        found = entity_of(mention)
        if found is None:
            return None
        if found not in entities:
            entities.append(found)
        return entities.index(found)

    return draft(document, mentions, claims, position, sentences).account(entities)


def account_a(name: str = "a") -> Account:
    doc = document(name)
    mentions = [mention(doc, words) for words in ENTITIES]
    return account(doc, mentions, claims_a(doc), entity_of)


def account_b() -> Account:
    doc = document("b", TEXT_B)
    heron = mention(doc, "Operation Heron")
    event = node_claim(doc, Node(iri("ip:Seizure"), ((LABEL, heron),)), "Operation Heron ended")
    return account(doc, [mention(doc, "Wen Yi"), mention(doc, "Lanzhou"), heron], [event], entity_of)


RUN = Run("0.1.0", "extractors rules; model none", "ip 1")
SETTING = Setting(RUN)


def sample_graph(base: str = ID) -> Graph:
    return Graph.of(assemble([account_a(), account_b()], Setting(RUN, base)), base=base)


def many_accounts(count: int) -> list[Account]:
    """The first account again and again under other ids, for measures of size."""
    first = account_a()
    return [
        replace(
            first, document=replace(first.document, id=f"a{i}"), claims=tuple(_moved(c, f"a{i}") for c in first.claims)
        )
        for i in range(count)
    ]


def _moved(claim: Claim, name: str) -> Claim:
    return replace(claim, evidence=tuple(replace(e, document=name) for e in claim.evidence))
