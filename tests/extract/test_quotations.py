"""Quotations: one per reporting clause, direct or indirect, and who says it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from told import of

from kg.model import Claim
from kg.vocab import QUOTATION

Claims = Callable[[str], list[Claim]]


@pytest.mark.parametrize(
    ("text", "speaker", "said", "verbatim"),
    [
        ("Anna Riis said that the fleet would grow.", "Anna Riis", "the fleet would grow", "false"),
        ("Anna Riis said the fleet would grow.", "Anna Riis", "the fleet would grow", "false"),
        ("“The fleet will grow,” said Anna Riis.", "Anna Riis", "The fleet will grow", "true"),
        ('"The fleet will grow," Anna Riis said.', "Anna Riis", "The fleet will grow", "true"),
        ("Anna Riis called the fleet “a treasure”.", "Anna Riis", "a treasure", "true"),
        ("The fleet grew by a third, according to Anna Riis.", "Anna Riis", "The fleet grew by a third", "false"),
        ("According to Anna Riis, the fleet grew by a third.", "Anna Riis", "the fleet grew by a third", "false"),
        (
            "Anna Riis, spokeswoman of the Danish Maritime Bureau, said that the fleet would grow.",
            "Anna Riis",
            "the fleet would grow",
            "false",
        ),
        (
            "WIPO's director general Anna Riis said that the fleet would grow.",
            "Anna Riis",
            "the fleet would grow",
            "false",
        ),
        (
            "“The fleet will grow,” said the bureau's director Anna Riis.",
            "Anna Riis",
            "The fleet will grow",
            "true",
        ),
        ("The Danish Maritime Bureau said that costs rose.", "Danish Maritime Bureau", "costs rose", "false"),
    ],
)
def test_a_quotation_has_speaker_words_and_kind(
    claims: Claims, text: str, speaker: str, said: str, verbatim: str
) -> None:
    (found,) = of(claims(text), QUOTATION)
    assert found["speaker"] == speaker
    assert found["text"].removeprefix("that ") == said
    assert found["verbatim"] == verbatim


@pytest.mark.parametrize(
    "text",
    [
        "Anna Riis declined to say whether the fleet would grow.",
        "Anna Riis refused to comment on the fleet.",
        "Anna Riis has not said when the fleet will grow.",
        "Anna Riis did not say that the fleet would grow.",
        "Anna Riis will announce the plan in May.",
        "Anna Riis saw the fleet.",
    ],
)
def test_what_nobody_said_is_no_quotation(claims: Claims, text: str) -> None:
    assert of(claims(text), QUOTATION) == []


def test_each_sentence_of_a_speaker_is_a_quotation(claims: Claims) -> None:
    found = of(claims("Anna Riis said costs rose. She added that the fleet would grow."), QUOTATION)
    assert [f["speaker"] for f in found] == ["Anna Riis", "Anna Riis"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“Costs rose,” said Anna Riis. “Nobody was glad.”", ["Anna Riis", "Anna Riis"]),
        ("Mayor Anna Riis opened the quay. The fleet would grow, the mayor said.", ["Anna Riis"]),
        ("The Danish Maritime Bureau has no such plan, a spokesman said.", ["Danish Maritime Bureau"]),
        ("Its chief executive, Anna Riis, told reporters that the fleet would grow.", ["Anna Riis"]),
        ("“The fleet will grow,” Anna Riis, the bureau's chief planner, told the Riga Herald.", ["Anna Riis"]),
        ("The fleet, Anna Riis noted, has no captain.", ["Anna Riis"]),
        ("Anna Riis dismissed talk of a new harbour.", ["Anna Riis"]),
        ("Anna Riis dismissed the harbour master.", []),
        ("Anna Riis was told that the fleet would grow.", []),
    ],
)
def test_who_says_it(claims: Claims, text: str, speakers: list[str]) -> None:
    assert [f["speaker"] for f in of(claims(text), QUOTATION)] == speakers


def test_a_quotation_over_sentences_is_one(claims: Claims) -> None:
    text = "“Costs rose. We had not seen it coming,” said Anna Riis."
    (found,) = of(claims(text), QUOTATION)
    assert found["text"] == "Costs rose. We had not seen it coming"


def test_what_is_said_inside_is_attributed_to_the_speaker_and_the_rest_is_not(claims: Claims) -> None:
    text = "Anna Riis, mayor of Riga, said that Norway joined the Madrid Union."
    by = {c.rule: c.attributed_to for c in claims(text)}
    assert by["joined"] is not None
    assert by["joined"].text == "Anna Riis"  # type: ignore[union-attr]
    assert by["name-title"] is None


def test_the_evidence_holds_words_and_speaker(claims: Claims) -> None:
    (claim,) = [c for c in claims("In May, Anna Riis said that costs rose.") if c.object == QUOTATION]
    assert claim.evidence[0].exact == "Anna Riis said that costs rose"
