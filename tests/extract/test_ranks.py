"""Ranks: who stands at which place of which list, before and now."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from told import of

from kg.model import Claim, Modality
from kg.vocab import RANK_OBSERVATION

Claims = Callable[[str], list[Claim]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Riga ranked ninth in the Harbour Index in 2016.", {"about": "Riga", "rank": "9", "period": "2016"}),
        ("Riga ranked ninth in the Harbour Index, up from 12th.", {"rank": "9", "previousRank": "12"}),
        ("Riga climbed three places to ninth in the index.", {"rank": "9", "previousRank": "12"}),
        ("Riga slipped two places to ninth in the index.", {"rank": "9", "previousRank": "7"}),
        ("Riga fell from fourth to seventh in the index.", {"rank": "7", "previousRank": "4"}),
        ("Riga tops the Harbour Index for a third straight year.", {"rank": "1", "previousRank": "1"}),
        ("Riga ranked ninth among the ports of Europe.", {"rank": "9", "scope": "among the ports of Europe"}),
    ],
)
def test_a_rank_has_its_parts(claims: Claims, text: str, expected: dict[str, str]) -> None:
    (found,) = of(claims(text), RANK_OBSERVATION)
    assert found["about"] == "Riga"
    assert {name: found.get(name) for name in expected} == expected


def test_a_rank_is_one_of_an_index(claims: Claims) -> None:
    (found,) = of(claims("Riga ranked ninth in the Harbour Index in 2016."), RANK_OBSERVATION)
    assert "Harbour Index" in found["ranking"]


def test_two_in_a_row_take_their_places_in_order(claims: Claims) -> None:
    found = of(claims("Riga and Antwerp were second and third among the ports of Europe."), RANK_OBSERVATION)
    assert [(f["about"], f["rank"]) for f in found] == [("Riga", "2"), ("Antwerp", "3")]


def test_two_may_share_a_place(claims: Claims) -> None:
    found = of(claims("Antwerp shares fourth place with Ghent."), RANK_OBSERVATION)
    assert [(f["about"], f["rank"]) for f in found] == [("Antwerp", "4"), ("Ghent", "4")]


def test_a_place_to_come_is_no_fact(claims: Claims) -> None:
    for text, modality in (
        ("Riga could rank ninth in the index next year.", Modality.POSSIBLE),
        ("Riga will rank ninth in the Harbour Index.", Modality.PLANNED),
    ):
        assert [c.modality for c in claims(text) if c.object == RANK_OBSERVATION] == [modality]


@pytest.mark.parametrize(
    "text",
    [
        "Riga did not rank ninth in the index.",
        "Riga never ranked ninth in the Harbour Index.",
        "Riga opened a ninth office.",
        "The ninth Baltic Trade Forum was held in Riga.",
    ],
)
def test_what_is_denied_or_merely_counted_is_no_rank(claims: Claims, text: str) -> None:
    assert of(claims(text), RANK_OBSERVATION) == []


def places(claims: Claims, text: str) -> list[tuple[str, str]]:
    return sorted((f["about"], f["rank"]) for f in of(claims(text), RANK_OBSERVATION))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sweden tops the Harbour Index, followed by Norway and Finland.",
            [("Finland", "3"), ("Norway", "2"), ("Sweden", "1")],
        ),
        ("Sweden tops the Harbour Index. Norway came next.", [("Norway", "2"), ("Sweden", "1")]),
        (
            "Finland ranked third in the Harbour Index, behind Sweden and Norway.",
            [("Finland", "3"), ("Norway", "2"), ("Sweden", "1")],
        ),
        ("Finland ranked fifth in the Harbour Index, behind Sweden and Norway.", [("Finland", "5")]),
        ("Sweden came second, Norway ninth and Finland 15th.", [("Finland", "15"), ("Norway", "9"), ("Sweden", "2")]),
    ],
)
def test_places_are_told_by_the_one_before(claims: Claims, text: str, expected: list[tuple[str, str]]) -> None:
    assert places(claims, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bergen is the largest port in Norway.", [("Bergen", "1")]),
        ("Bergen is the second largest port in Norway.", [("Bergen", "2")]),
        ("Bergen had the highest rate of all Nordic cities.", [("Bergen", "1")]),
        ("Bergen is one of the largest ports in Norway.", []),
        ("Bergen is among the largest ports in Norway.", []),
        ("Bergen is not the largest port in Norway.", []),
        ("Bergen became the fourth city to join the Harbour Union.", []),
        ("Bergen was first settled in the Middle Ages.", []),
    ],
)
def test_a_superlative_is_a_place_among_others(claims: Claims, text: str, expected: list[tuple[str, str]]) -> None:
    assert places(claims, text) == expected


def test_a_bare_place_goes_on_with_the_list_before(claims: Claims) -> None:
    found = of(claims("Riga was ninth among the ports of Europe. Antwerp was tenth."), RANK_OBSERVATION)
    assert [f.get("scope") for f in found] == ["among the ports of Europe"] * 2


def test_what_stands_behind_a_semicolon_is_told_of_another(claims: Claims) -> None:
    found = of(claims("Riga led with 30; Antwerp rose two places to third."), RANK_OBSERVATION)
    assert [(f["about"], f["rank"], f.get("previousRank")) for f in found] == [
        ("Antwerp", "3", "5"),
        ("Riga", "1", None),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The top three ports were Riga, Antwerp and Porto.", {"Riga": "1", "Antwerp": "2", "Porto": "3"}),
        ("Only Riga had more berths per head than Porto.", {"Riga": "1", "Porto": "2"}),
        ("Riga trailed only Antwerp and Porto.", {"Riga": "3"}),
        ("Rounding out the top five were Riga and Porto.", {"Riga": "4", "Porto": "5"}),
    ],
)
def test_a_row_of_names_stands_in_the_order_of_its_places(claims: Claims, text: str, expected: dict[str, str]) -> None:
    found = {r["about"]: r["rank"] for r in of(claims(text), RANK_OBSERVATION)}
    assert found == expected


@pytest.mark.parametrize(
    "text",
    ["Riga has lost its title as the busiest port of Europe.", "Riga was replaced by Porto as Europe's busiest port."],
)
def test_who_is_first_no_more_is_not_first(claims: Claims, text: str) -> None:
    assert all(r["about"] != "Riga" for r in of(claims(text), RANK_OBSERVATION))


def test_who_used_to_lead_leads_no_longer(claims: Claims) -> None:
    assert of(claims("Oslo used to head the list of patent cities."), RANK_OBSERVATION) == []
