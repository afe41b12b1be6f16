"""Events: what happened or is to happen, when, where and with whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from told import DOMAIN, of, parts

from kg.model import Claim, Iri, Modality, Node
from kg.vocab import EVENT, iri

Claims = Callable[[str], list[Claim]]


def events(found: list[Claim]) -> list[Claim]:
    return [c for c in found if isinstance(c.subject, Node) and DOMAIN.is_a(c.subject.type, EVENT)]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (
            "Oslo customs seized 200 watches in May 2016.",
            iri("ip:Seizure"),
            {"period": "2016-05", "participation": "customs"},
        ),
        (
            "The Danish Maritime Bureau opened an office in Oslo on 3 May 2016.",
            iri("ip:Launch"),
            {"period": "2016-05-03", "location": "Oslo", "participation": "Danish Maritime Bureau"},
        ),
        (
            "Forty students graduated from the University of Ghent in 2016.",
            iri("ip:Graduation"),
            {"period": "2016", "participation": "students 40"},
        ),
        (
            "Lena Vogel and Ken Sato visited Lisbon in 2016.",
            iri("ip:Visit"),
            {"period": "2016", "participation": "Lena Vogel + Ken Sato"},
        ),
        (
            "The Baltic Trade Forum was held in Riga in 2015.",
            iri("ip:Conference"),
            {"period": "2015", "location": "Riga"},
        ),
    ],
)
def test_an_event_has_its_kind_time_place_and_participants(
    claims: Claims, text: str, kind: Iri, expected: dict[str, str]
) -> None:
    (found,) = of(claims(text), kind)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Lena Vogel visited Lisbon in 2016.", Modality.ASSERTED),
        ("Lena Vogel will visit Lisbon in May 2017.", Modality.PLANNED),
        ("Lena Vogel could visit Lisbon in May 2017.", Modality.POSSIBLE),
        ("Oslo customs may have seized 200 watches in May 2016.", Modality.POSSIBLE),
    ],
)
def test_an_event_is_as_firm_as_its_verb(claims: Claims, text: str, modality: Modality) -> None:
    assert [c.modality for c in events(claims(text))] == [modality]


@pytest.mark.parametrize(
    "text",
    [
        "Lena Vogel never visited Lisbon.",
        "No officer seized watches in Oslo in May 2016.",
        "The Danish Maritime Bureau did not open an office in Oslo.",
        "Visits are rare.",
    ],
)
def test_what_did_not_happen_is_no_event(claims: Claims, text: str) -> None:
    assert [parts(c) for c in events(claims(text))] == []


def test_a_verb_and_its_noun_are_one_event(claims: Claims) -> None:
    text = "The Danish Maritime Bureau and Accra University signed an agreement in Accra in 2016."
    assert len(events(claims(text))) == 1


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The next ceremonial destruction of seized goods has been set for May at Oslo Harbour.", "Planned"),
        ("The forum was held in Oslo in May.", "Asserted"),
    ],
)
def test_what_is_set_or_put_off_has_not_taken_place(claims: Claims, text: str, modality: str) -> None:
    assert {c.modality.value for c in events(claims(text))} == {modality}
