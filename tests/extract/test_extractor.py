"""The extractor as a whole: evidence leads back to the text, reading repeats itself, nothing hedged is told as fact."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told import DOMAIN, kind, parts

import kg.text
from kg.extract import Found
from kg.extract.rules import RulesExtractor
from kg.language import Analyzer
from kg.model import AnalysedDocument, Block, Claim, Document, Mention, Modality, Role, Span
from kg.vocab import (
    AUTHOR,
    COMMITMENT,
    COOPERATES_WITH,
    EVENT,
    FOUNDING_DATE,
    HEADQUARTERED_IN,
    MEMBER_OF,
    OBSERVATION,
    POST,
    QUOTATION,
    RANK_OBSERVATION,
    TYPE,
)

SEEDS = Path(__file__).parents[2] / "seeds" / "articles.jsonl"
ARTICLES = [json.loads(line) for line in SEEDS.read_text(encoding="utf-8").splitlines()]


Reading = tuple[AnalysedDocument, list[Mention | Claim]]


@pytest.fixture(scope="module")
def seeds(analyzer: Analyzer, rules: RulesExtractor) -> list[Reading]:
    """Every third seed article, laid out, analysed and read."""
    documents = [Document(a["id"], a["text"], date=a["date"]) for a in ARTICLES[::3]]
    analysed = [analyzer.analyse(kg.text.layout(d)) for d in documents]
    return [(document, list(rules.extract(document, Found()))) for document in analysed]


def check(document: Document, items: list[Mention | Claim]) -> None:
    """Every mention and every piece of evidence is the text at its place."""
    for item in items:
        if isinstance(item, Mention):
            assert item.document == document.id
            assert 0 <= item.span.start < item.span.end <= len(document.text)
            if item.kind == "name":
                assert item.text == document.text[item.span.start : item.span.end]
        else:
            assert item.extractor == "rules"
            assert item.rule
            for evidence in item.evidence:
                assert evidence.document == document.id
                assert evidence.exact == document.text[evidence.span.start : evidence.span.end] != ""


def test_evidence_of_the_seeds_leads_back_to_the_text(seeds: list[Reading]) -> None:
    for document, items in seeds:
        check(document.document, items)
        assert any(isinstance(i, Claim) for i in items), document.document.id


def test_every_claim_speaks_of_the_ontology(seeds: list[Reading]) -> None:
    for claim in (i for _, items in seeds for i in items if isinstance(i, Claim)):
        assert kind(claim) in DOMAIN.classes or kind(claim) in DOMAIN.properties
        assert (claim.predicate == TYPE) == (kind(claim) in DOMAIN.classes)


def test_reading_twice_gives_the_same_in_the_same_order(analyzer: Analyzer, seeds: list[Reading]) -> None:
    fresh = RulesExtractor(DOMAIN)
    for document, items in seeds[:3]:
        assert list(fresh.extract(analyzer.analyse(document.document), Found())) == items


def test_a_claim_is_told_once(seeds: list[Reading]) -> None:
    for document, items in seeds:
        found = [i for i in items if isinstance(i, Claim)]
        assert len(found) == len(set(found)), document.document.id


def read(analyzer: Analyzer, rules: RulesExtractor, text: str, role: Role = Role.BODY) -> list[Mention | Claim]:
    blocks = [Block(Span(0, len(text)), role)] if text else []
    return list(rules.extract(analyzer.analyse(Document("example", text, date="2017-03-01"), blocks), Found()))


NAMES = ["Riga", "the city", "WIPO", "(DMB)", "Mr", "mayor", "of", "in 2016", "12th", "ninth", "4.3 million", "12%"]
WORDS = ["“", "”", "said", "rose", "will", "open", "an", "office", ",", ".", "and", "from", "to", "'s", "\n", "\u200b"]
PIECES = st.sampled_from([*NAMES, *WORDS, "according to"])


@settings(max_examples=30, deadline=None)
@given(words=st.lists(PIECES, max_size=25))
def test_any_words_are_read_and_lead_back(analyzer: Analyzer, rules: RulesExtractor, words: list[str]) -> None:
    text = " ".join(words)
    check(Document("example", text), read(analyzer, rules, text))


@settings(max_examples=30, deadline=None)
@given(text=st.text(max_size=60), role=st.sampled_from(list(Role)))
def test_any_text_is_read_and_leads_back(analyzer: Analyzer, rules: RulesExtractor, text: str, role: Role) -> None:
    check(Document("example", text), read(analyzer, rules, text, role))


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "“”", "(", "𝒳𝒴 𝒵", "مرحبا بالعالم", "2016", "12%", "\ud800"])
def test_odd_texts_claim_nothing(analyzer: Analyzer, rules: RulesExtractor, text: str) -> None:
    assert [i for i in read(analyzer, rules, text) if isinstance(i, Claim)] == []


HEDGED = [
    ("Norway will join the Madrid Union.", MEMBER_OF),
    ("Norway may join the Madrid Union.", MEMBER_OF),
    ("Norway has not joined the Madrid Union.", MEMBER_OF),
    ("Norway plans to join the Madrid Union.", MEMBER_OF),
    ("Norway refused to join the Madrid Union.", MEMBER_OF),
    ("If Norway joined the Madrid Union, fees would fall.", MEMBER_OF),
    ("Lena Vogel denied that Norway joined the Madrid Union.", MEMBER_OF),
    ("It is not true that Norway joined the Madrid Union.", MEMBER_OF),
    ("The Danish Maritime Bureau could cooperate with Accra University.", COOPERATES_WITH),
    ("The Danish Maritime Bureau does not cooperate with Accra University.", COOPERATES_WITH),
    ("Novatek Pharmaceuticals will be based in Tallinn.", HEADQUARTERED_IN),
    ("The University of Ghent was not founded in 1817.", FOUNDING_DATE),
    ("Lena Vogel is not the dean of the University of Ghent.", POST),
    ("Lena Vogel will be the dean of the University of Ghent.", POST),
    ("Riga did not receive 4,100 trademark applications in 2016.", OBSERVATION),
    ("Riga is expected to receive 4,100 trademark applications in 2017.", OBSERVATION),
    ("Riga could rank ninth in the index next year.", RANK_OBSERVATION),
    ("Riga never ranked ninth in the Harbour Index.", RANK_OBSERVATION),
    ("Lena Vogel plans to visit Lisbon in May 2017.", EVENT),
    ("Oslo customs may have seized 200 watches in May 2016.", EVENT),
    ("The Danish Maritime Bureau was asked whether it opened an office in Oslo in 2016.", EVENT),
    ("The Danish Maritime Bureau did not open an office in Oslo in 2016.", EVENT),
]


@pytest.mark.parametrize(("text", "emits"), HEDGED, ids=[text for text, _ in HEDGED])
def test_what_is_planned_denied_or_possible_is_never_asserted(
    claims: Callable[[str], list[Claim]], text: str, emits: str
) -> None:
    found = [c for c in claims(text) if c.modality is Modality.ASSERTED and DOMAIN.is_a(kind(c), emits)]
    if emits not in DOMAIN.classes:
        found = [c for c in claims(text) if c.modality is Modality.ASSERTED and c.predicate == emits]
    assert [parts(c) for c in found] == []


MATCH = """\
Rovers came from behind to beat Harbour Athletic 3-2 at a packed Mill Lane on Saturday, with Dario Penn scoring twice in
the last nine minutes. Athletic had led 2-0 at half-time after goals from Luca Brandt and Sami Oduya, and the 18,400 in
the ground feared a fourth defeat in a row. Penn pulled one back from the spot after 81 minutes, Joel Farrow headed in a
corner four minutes later, and Penn turned in a low cross in stoppage time.

“The lads never stopped running,” coach Wim Deckers said. Rovers climb two places to seventh, six points behind the
leaders, and visit Northgate on Wednesday. Athletic, who lost their captain to a knee injury in the first half, drop to
15th. They have now conceded 31 goals in 14 matches away from home. The midfielder Tomas Lind will miss the next three
games after his fifth yellow card of the season, and the club hopes to have the striker Ole Brix back by March.
"""
FILM = """\
The Salt Road, the third feature by Mirela Danek, is a slow and lovely film about two sisters who drive their dead
father's lorry to the coast. It runs for 134 minutes and wastes none of them. Ilse Kramer, who won a festival prize for
her last role, plays the elder sister with a tired grace; newcomer Petra Holub, only 19, is her match in every scene.

Danek shot the picture in 27 days on a budget that would not pay for the catering of a blockbuster. The second half sags
a little when the pair stop at an inn, and one song is played four times too often. But the last twenty minutes are the
best thing you will see this winter. Danek will start work on a comedy in spring, and Kramer is to play a nun. Four
stars out of five. The film opens on Friday in forty cinemas.
"""


@pytest.mark.parametrize("text", [MATCH, FILM], ids=["match report", "film review"])
def test_a_text_of_another_world_gives_no_facts_of_this_one(claims: Callable[[str], list[Claim]], text: str) -> None:
    told = [c for c in claims(text) if c.object in (OBSERVATION, RANK_OBSERVATION, COMMITMENT)]
    told += [c for c in claims(text) if DOMAIN.is_a(kind(c), EVENT)]
    assert [parts(c) for c in told] == []


def test_its_quotations_are_still_read(claims: Callable[[str], list[Claim]]) -> None:
    assert [parts(c)["speaker"] for c in claims(MATCH) if c.object == QUOTATION] == [["Wim Deckers"]]


def test_a_short_note_is_taken_at_its_word(claims: Callable[[str], list[Claim]]) -> None:
    assert [c.object for c in claims("Riga sold 18,400 tickets in 2016.")] == [OBSERVATION]


def test_only_the_body_is_read_for_claims(analyzer: Analyzer, rules: RulesExtractor) -> None:
    text = "Norway joined the Madrid Union."
    for role in Role:
        found = [i for i in read(analyzer, rules, text, role) if isinstance(i, Claim)]
        assert bool(found) is (role in (Role.BODY, Role.CAPTION, Role.LEAD)), role


def test_a_byline_tells_the_authors_and_leaves_editors_and_photographers(
    analyzer: Analyzer, rules: RulesExtractor
) -> None:
    for text, expected in (("By Imre Vadas", ["Imre Vadas"]), ("Photo: Imre Vadas", []), ("Editing by Imre Vadas", [])):
        found = [i for i in read(analyzer, rules, text, Role.BYLINE) if isinstance(i, Claim)]
        assert [(c.predicate, c.object.text) for c in found] == [(AUTHOR, name) for name in expected]  # type: ignore[union-attr]


def test_one_rule_alone_leaves_the_extractor_as_it_was(
    rules: RulesExtractor, analysed: Callable[[str], AnalysedDocument]
) -> None:
    book = rules.book
    joined = next(r for r in book if r.name == "joined")
    text = "Norway joined the Madrid Union, Lena Vogel, mayor of Riga, said."
    found = rules.only(joined).extract(analysed(text), Found())
    assert {i.rule for i in found if isinstance(i, Claim)} == {"joined"}
    assert rules.book is book
