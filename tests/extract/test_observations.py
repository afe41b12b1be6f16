"""Observations: whom a figure is about, what it counts, when, per what, and how it changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from told import of

from kg.build import THRESHOLD
from kg.model import Claim, Modality
from kg.vocab import OBSERVATION

Claims = Callable[[str], list[Claim]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Riga received 4,100 trademark applications in 2016, up 12 percent.",
            {"about": "Riga", "measure": "trademark applications", "value": "4100", "comparator": "Exactly"}
            | {"changePercent": "12", "changeComparator": "Exactly", "period": "2016"},
        ),
        (
            "Riga received 4,100 trademark applications in 2016, down 12 percent from a year earlier.",
            {"about": "Riga", "value": "4100", "changePercent": "-12", "period": "2016"},
        ),
        (
            "At least 4,100 patents were granted in Riga in 2016.",
            {"about": "Riga", "value": "4100", "comparator": "MoreThan", "period": "2016"},
        ),
        (
            "Applications from Riga rose 12.1 percent to 56,267 in 2016.",
            {"about": "Riga", "value": "56267", "changePercent": "12.1", "measure": "applications"},
        ),
        (
            "Portugal accounted for 11 percent of all filings in 2016.",
            {"about": "Portugal", "value": "11", "unit": "percent"},
        ),
        (
            "Riga had 12.5 patents for every 10,000 residents in 2016.",
            {"about": "Riga", "value": "12.5", "per": "10,000 residents"},
        ),
        (
            "Lisbon granted three patents in 2016.",
            {"about": "Lisbon", "value": "3", "period": "2016"},
        ),
    ],
)
def test_a_figure_has_its_parts(claims: Claims, text: str, expected: dict[str, str]) -> None:
    (found,) = of(claims(text), OBSERVATION)
    assert {name: found.get(name) for name in expected} == expected


def test_a_look_back_in_passing_moves_no_time(claims: Claims) -> None:
    text = "In 2016 Riga granted 4,100 patents. Marks numbered 704 (in 2015: 781). Riga also registered 95 designs."
    found = {f["value"]: f.get("period") for f in of(claims(text), OBSERVATION)}
    assert found["95"] == "2016"


def test_what_a_sum_is_in_is_its_measure(claims: Claims) -> None:
    (found,) = of(claims("Riga drew $14.6 million in approved investments in 2016."), OBSERVATION)
    assert (found["about"], found["measure"]) == ("Riga", "approved investments")


def test_lists_are_paired_respectively(claims: Claims) -> None:
    found = of(claims("Grants in Riga and Oslo rose by 12 percent and 8 percent respectively in 2016."), OBSERVATION)
    assert [(f["about"], f["changePercent"]) for f in found] == [("Riga", "12"), ("Oslo", "8")]
    found = of(claims("Riga and Oslo received 4,100 and 900 trademark applications respectively."), OBSERVATION)
    assert [(f["about"], f["value"]) for f in found] == [("Riga", "4100"), ("Oslo", "900")]


def test_an_earlier_figure_is_an_observation_of_its_own_time(claims: Claims) -> None:
    found = of(claims("Riga granted 900 patents in 2016, compared with 850 in 2015."), OBSERVATION)
    assert [(f["value"], f["period"]) for f in found] == [("900", "2016"), ("850", "2015")]
    assert len({f["measure"] for f in found}) == 1


def test_a_sentence_goes_on_with_the_time_and_the_thing_before(claims: Claims) -> None:
    found = of(claims("In 2016 Riga received 4,100 patent applications. Oslo received 900."), OBSERVATION)
    assert [(f["about"], f["value"], f["period"]) for f in found] == [("Riga", "4100", "2016"), ("Oslo", "900", "2016")]
    assert found[0]["measure"] == found[1]["measure"]


def test_what_was_said_on_a_day_has_no_time_of_that_day(claims: Claims) -> None:
    (found,) = of(claims("The bureau said on Tuesday that Riga received 4,100 patent applications."), OBSERVATION)
    assert "period" not in found
    assert found["about"] == "Riga"


def test_who_reports_a_figure_is_whom_it_is_attributed_to(claims: Claims) -> None:
    (claim,) = [
        c
        for c in claims("Lena Vogel said that Riga received 4,100 patent applications in 2016.")
        if c.object == OBSERVATION
    ]
    assert claim.attributed_to is not None
    assert claim.attributed_to.text == "Lena Vogel"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Riga will receive 4,100 trademark applications in 2017.", Modality.PLANNED),
        ("Riga may receive 4,100 trademark applications in 2017.", Modality.POSSIBLE),
        ("Riga is expected to receive 4,100 trademark applications in 2017.", Modality.POSSIBLE),
        ("Riga expects 4,100 trademark applications.", Modality.POSSIBLE),
        ("Riga pledged 40 scholarships.", Modality.PLANNED),
    ],
)
def test_a_figure_to_come_is_no_fact(claims: Claims, text: str, modality: Modality) -> None:
    assert [c.modality for c in claims(text) if c.object == OBSERVATION] == [modality]


@pytest.mark.parametrize(
    "text",
    [
        "Riga did not receive 4,100 trademark applications in 2016.",
        "Lena Vogel, aged 41, filed the patent.",
        "The bureau of Riga opened an annex 12 km away.",
        "The 2020 edition of the fair opened in Riga.",
    ],
)
def test_what_is_denied_or_measures_nothing_is_no_observation(claims: Claims, text: str) -> None:
    assert of(claims(text), OBSERVATION) == []


@pytest.mark.parametrize("text", ["The two offices met in Riga.", "Riga is among the top 100 cities."])
def test_a_number_that_points_back_is_believed_less_than_enters_a_graph(claims: Claims, text: str) -> None:
    found = [c for c in claims(text) if c.object == OBSERVATION]
    assert found
    assert all(c.confidence < THRESHOLD for c in found)
