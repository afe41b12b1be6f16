"""Posts: who holds which title where, and whether still, no longer or not yet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from told import of

from kg.extract.rules.posts.holding import serving
from kg.model import Claim, Modality
from kg.vocab import POST

Claims = Callable[[str], list[Claim]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lena Vogel, mayor of Rotterdam, spoke.", ("Lena Vogel", "mayor", "Rotterdam", None)),
        ("Minister Tomas Riha spoke.", ("Tomas Riha", "minister", None, None)),
        ("He met vice mayor Chen Wei.", ("Chen Wei", "vice mayor", None, None)),
        ("He met former finance minister Ola Berg.", ("Ola Berg", "finance minister", None, "Former")),
        ("Mayor-elect Pia Holm spoke.", ("Pia Holm", "mayor", None, "Incoming")),
        (
            "WIPO's director general Anna Riis spoke.",
            ("Anna Riis", "director general", "WIPO", None),
        ),
        (
            "Lena Vogel is the dean of the University of Ghent.",
            ("Lena Vogel", "dean", "University of Ghent", None),
        ),
        (
            "Lena Vogel was the dean of the University of Ghent until 2014.",
            ("Lena Vogel", "dean", "University of Ghent", "Former"),
        ),
        (
            "Vice-chancellor Ama Boateng of the University of Ghent spoke.",
            ("Ama Boateng", "vice-chancellor", "University of Ghent", None),
        ),
    ],
)
def test_a_post_has_its_parts(claims: Claims, text: str, expected: tuple[str | None, ...]) -> None:
    (found,) = of(claims(text), POST)
    assert (found["holder"], found["title"], found.get("at"), found.get("status")) == expected


def test_a_title_without_its_place_gives_way_to_the_same_with_it(claims: Claims) -> None:
    text = "Ken Sato, deputy director of the Danish Maritime Bureau, spoke. Ken Sato, deputy director, left."
    assert [f.get("at") for f in of(claims(text), POST)] == ["Danish Maritime Bureau"]


def test_two_persons_have_a_post_each(claims: Claims) -> None:
    found = of(claims("Lena Vogel, mayor of Riga, met Ola Berg, mayor of Ghent."), POST)
    assert {(f["holder"], f["at"]) for f in found} == {("Lena Vogel", "Riga"), ("Ola Berg", "Ghent")}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Lena Vogel is not the dean of the University of Ghent.", Modality.DENIED),
        ("Lena Vogel may be the next dean of the University of Ghent.", Modality.POSSIBLE),
        ("Lena Vogel will be the dean of the University of Ghent.", Modality.PLANNED),
    ],
)
def test_a_post_that_is_denied_or_to_come_is_no_fact(claims: Claims, text: str, modality: Modality) -> None:
    assert [c.modality for c in claims(text) if c.object == POST] == [modality]


@pytest.mark.parametrize(
    "text",
    [
        "The director of the bureau spoke.",
        "Ken Sato, an analyst, spoke.",  # a trade without a place is no post
        "Rotterdam has a mayor.",
        "The mayor praised Lena Vogel.",
    ],
)
def test_without_a_holder_or_an_office_there_is_no_post(claims: Claims, text: str) -> None:
    assert of(claims(text), POST) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Anna Peeters, 54, head of the patent division at the Nordic Council, spoke.",
            {("Anna Peeters", "head of the patent division", "Nordic Council")},
        ),
        (
            "The Nordic Council's director of operations, Anna Peeters, spoke.",
            {("Anna Peeters", "director of operations", "Nordic Council")},
        ),
        (
            "Anna Peeters, chair of the Nordic Council and dean of the University of Ghent, spoke.",
            {("Anna Peeters", "chair", "Nordic Council"), ("Anna Peeters", "dean", "University of Ghent")},
        ),
        (
            "The prize went to the University of Ghent, whose rector, Lars Holm, wept.",
            {("Lars Holm", "rector", "University of Ghent")},
        ),
        (
            "Anna Peeters, a farmer from Ghent who chairs the Nordic Council, agreed.",
            {("Anna Peeters", "chair", "Nordic Council")},
        ),
        (
            "Anna Peeters is the director of the Nordic Council. She succeeded Karl Baum in May.",
            {("Anna Peeters", "director", "Nordic Council"), ("Karl Baum", "director", "Nordic Council")},
        ),
    ],
)
def test_an_office_is_read_whole(claims: Claims, text: str, expected: set[tuple[str, str, str]]) -> None:
    assert {(f["holder"], f["title"], f.get("at")) for f in of(claims(text), POST)} == expected


@pytest.mark.parametrize(
    "text",
    [
        "Anna Peeters, head cook at the Nordic Council, spoke.",
        "It was shown to Anna Peeters, the director said.",
        "The director of the bureau, Anna Peeters and Karl Baum came.",
    ],
)
def test_a_title_of_another_is_not_given_to_whom_it_stands_beside(claims: Claims, text: str) -> None:
    assert of(claims(text), POST) == []


def test_who_holds_a_post_now_speaks_for_its_body(claims: Claims) -> None:
    text = "Anna Peeters, director of the Riga Patent Office, met Ken Sato, former director of the Oslo Patent Office."
    held = [c for c in claims(text) if c.object == POST]
    assert {name: body.text for name, body in serving(held).items()} == {"Anna Peeters": "Riga Patent Office"}
