"""A small graph to look at: a person, a town, figures and ranks over years, plans, and what was said, with its text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kg.graph import Account, Graph, Run, Setting, assemble
from kg.graph.naming import ID
from kg.model import Claim, Document, Entity, Evidence, Iri, Modality, Node, Period, Span, Term
from kg.vocab import (
    ABOUT,
    ACTION,
    AGENT,
    ALT_LABEL,
    AT,
    CITY,
    COMMITMENT,
    COMPARATOR,
    COOPERATES_WITH,
    COUNT,
    EVENT,
    FOUNDING_DATE,
    HOLDER,
    HOLDS_POST_AT,
    LABEL,
    LOCATION,
    MEASURE,
    MEASURE_OF,
    MEMBER_OF,
    OBSERVATION,
    ORGANIZATION,
    PARTICIPATION,
    PARTICIPATION_OF,
    PERIOD,
    PERSON,
    POST,
    PREF_LABEL,
    PREVIOUS_RANK,
    QUOTATION,
    RANK,
    RANK_OBSERVATION,
    RANKING,
    RANKING_OF,
    SCOPE,
    SPEAKER,
    TEXT,
    TITLE,
    TYPE,
    VALUE,
    VERBATIM,
    WHO,
    WITH,
    iri,
)

# The sign in front counts as one character here and as two in a script.
FIRST = (
    "𝔘lm is on the rise.\n"
    "Ana Šimić, mayor of Ulm, spoke on Monday. Ulm held 120 boats in 2019, the Harbour League said.\n"
    "It held 150 boats in 2020 and 145 boats in 2021. "
    "Ulm ranked 9th among towns in 2019 and 4th, up from 9th, in 2020. "
    "“We build Ulm for everyone,” Šimić said.\n"
    "Ulm will open a quay with the Harbour League. Ulm may join the Harbour League. "
    "Ulm does not work with the Harbour League. The Regatta drew 40 sailors to Ulm in May 2021."
)
SECOND = "Ana Šimić leads Ulm. The Harbour League was founded in 1998."

ANA = Entity(Iri(ID + "person/ana-simic"), PERSON, "Ana Šimić", ("A. Šimić",))
ULM = Entity(Iri(ID + "city/ulm"), CITY, "Ulm", ("Free City of Ulm",), (Iri("http://www.wikidata.org/entity/Q3012"),))
LEAGUE = Entity(Iri(ID + "organization/harbour-league"), ORGANIZATION, "Harbour League", ("HL",))
REGATTA = Entity(Iri(ID + "event/regatta"), EVENT, "Regatta")
BOATS = Node(MEASURE, ((PREF_LABEL, "boats"),))
TOWNS = Node(RANKING, ((LABEL, "towns"),))


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for at, character in enumerate(text):
        if character == "\n" or text[at : at + 2] == ". ":
            end = at if character == "\n" else at + 1
            if end > start:
                yield Span(start, end)
            start = at + 1 if character == "\n" else at + 2
    yield Span(start, len(text))


def _claim(document: Document, subject: Term, predicate: Iri, object_: Term, words: str, **more: object) -> Claim:
    start = document.text.index(words)
    evidence = Evidence.of(document, Span(start, start + len(words)))
    given = {"extractor": "rules", "rule": "by-hand", "confidence": 0.9, **more}
    return Claim(subject, predicate, object_, (evidence,), **given)  # type: ignore[arg-type]


def _node(document: Document, node: Node, words: str, **more: object) -> Claim:
    return _claim(document, node, TYPE, node.type, words, **more)


def _figure(year: str, value: int) -> Node:
    parts = ((ABOUT, ULM), (MEASURE_OF, BOATS), (VALUE, value), (COMPARATOR, iri("kg:Exactly")))
    return Node(OBSERVATION, (*parts, (PERIOD, Period(year, year, year))))


def _rank(year: str, rank: int, *more: tuple[Iri, Term]) -> Node:
    parts = ((ABOUT, ULM), (RANKING_OF, TOWNS), (RANK, rank), (SCOPE, "among towns"), *more)
    return Node(RANK_OBSERVATION, (*parts, (PERIOD, Period(year, year, year))))


def first() -> Account:
    doc = Document("first", FIRST, title="Ulm rises", date="2021-06-01", url="https://example.org/first?a=1&b=2")
    regatta = Node(
        EVENT,
        (
            (LABEL, REGATTA),
            (PERIOD, Period("2021-05", "2021-05", "May 2021")),
            (LOCATION, ULM),
            (PARTICIPATION_OF, Node(PARTICIPATION, ((WHO, "sailors"), (COUNT, 40)))),
        ),
    )
    claims = (
        _claim(doc, ANA, TYPE, PERSON, "Ana Šimić"),
        _claim(doc, ULM, TYPE, CITY, "Ulm,"),
        _claim(doc, LEAGUE, TYPE, ORGANIZATION, "Harbour League"),
        _node(doc, Node(POST, ((HOLDER, ANA), (TITLE, "mayor"), (AT, ULM))), "Ana Šimić, mayor of Ulm"),
        _claim(doc, ANA, HOLDS_POST_AT, ULM, "Ana Šimić, mayor of Ulm"),
        _node(doc, _figure("2019", 120), "Ulm held 120 boats in 2019", attributed_to=LEAGUE, confidence=0.7),
        _node(doc, _figure("2020", 150), "It held 150 boats in 2020"),
        _node(doc, _figure("2021", 145), "145 boats in 2021"),
        _node(doc, _rank("2019", 9), "Ulm ranked 9th among towns in 2019"),
        _node(doc, _rank("2020", 4, (PREVIOUS_RANK, 9)), "4th, up from 9th, in 2020"),
        _node(
            doc,
            Node(QUOTATION, ((SPEAKER, ANA), (TEXT, "We build Ulm for everyone,"), (VERBATIM, True)), scope=doc.id),
            "“We build Ulm for everyone,” Šimić said",
        ),
        _node(
            doc,
            Node(COMMITMENT, ((AGENT, ULM), (ACTION, "open a quay"), (WITH, LEAGUE))),
            "Ulm will open a quay with the Harbour League",
        ),
        _claim(doc, ULM, MEMBER_OF, LEAGUE, "Ulm may join the Harbour League", modality=Modality.POSSIBLE),
        _claim(
            doc, ULM, COOPERATES_WITH, LEAGUE, "Ulm does not work with the Harbour League", modality=Modality.DENIED
        ),
        _node(doc, regatta, "The Regatta drew 40 sailors to Ulm in May 2021"),
    )
    return Account(doc, claims, sentences=tuple(_sentences(FIRST)))


def second() -> Account:
    doc = Document("second", SECOND, title="Who leads Ulm", date="2022-02-03")
    claims = (
        _claim(doc, ANA, TYPE, PERSON, "Ana Šimić"),
        _claim(doc, ULM, TYPE, CITY, "Ulm"),
        _claim(doc, LEAGUE, FOUNDING_DATE, Period("1998", "1998", "1998"), "founded in 1998", confidence=1.0),
    )
    return Account(doc, claims, sentences=tuple(_sentences(SECOND)))


def story(*, keep_text: bool = True) -> Graph:
    return Graph.of(assemble([first(), second()], Setting(Run("0", "by hand", "none"), keep_text=keep_text)))


HOSTILE = (
    "<script>globalThis.ran = 1</script>",
    "</script><script>globalThis.ran = 2</script>",
    "</title><img src=x onerror='globalThis.ran = 3'>",
    "<!--<script> ]]> &lt;b&gt; &amp;",
    "javascript:globalThis.ran=4",
    "line\u2028separator\u2029here",
    "{{data}} ${globalThis.ran = 5} \\u003cscript>",
)


def hostile() -> Graph:
    """Every word a trap: names, headlines, addresses, evidence, rules, titles, values."""
    accounts = []
    for number, words in enumerate(HOSTILE):
        text = f"{words} holds {words} today."
        doc = Document(f"h{number}", text, title=words, date=words, url=f"javascript:globalThis.ran={number}")
        thing = Entity(Iri(f"{ID}thing/h{number}"), PERSON, words, (f"other {words}",), (Iri("javascript:alert(1)"),))
        place = Entity(Iri(f"{ID}place/h{number}"), Iri(f"https://example.org/class/{number}#Odd"), f"place {words}")
        post = Node(POST, ((HOLDER, thing), (TITLE, words), (AT, place)))
        measure = Node(MEASURE, ((PREF_LABEL, f"measure {words}"),))
        told = {"rule": words, "extractor": words, "attributed_to": thing}
        years = [
            Node(
                OBSERVATION,
                (
                    (ABOUT, thing),
                    (MEASURE_OF, measure),
                    (VALUE, Decimal(year)),
                    (PERIOD, Period(str(year), str(year), "")),
                ),
            )
            for year in (2001, 2002)
        ]
        quote = Node(QUOTATION, ((SPEAKER, thing), (TEXT, words), (VERBATIM, True)), scope=doc.id)
        claims = (
            _claim(doc, thing, TYPE, PERSON, words, **told),
            _claim(doc, thing, ALT_LABEL, words, words, **told),
            *(_node(doc, node, words, **told) for node in (post, *years, quote)),
        )
        accounts.append(Account(doc, claims, sentences=(Span(0, len(text)),)))
    return Graph.of(assemble(accounts, Setting(Run("0", "by hand", "none"), keep_text=True)))
