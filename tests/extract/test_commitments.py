"""Commitments: what somebody says they will, plan or aim to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from told import of

from kg.model import Claim
from kg.vocab import COMMITMENT

Claims = Callable[[str], list[Claim]]


@pytest.mark.parametrize(
    ("text", "agent", "action"),
    [
        ("Norway plans to join the Madrid Union.", "Norway", "join the Madrid Union"),
        ("The Danish Maritime Bureau will open a school.", "Danish Maritime Bureau", "open a school"),
        ("The Danish Maritime Bureau pledged to open a school.", "Danish Maritime Bureau", "open a school"),
        ("The Danish Maritime Bureau is to open a school.", "Danish Maritime Bureau", "open a school"),
        ("Anna Riis said the Danish Maritime Bureau would open a school.", "Danish Maritime Bureau", "open a school"),
        ("Lena Vogel will visit Lisbon in May.", "Lena Vogel", "visit Lisbon in May"),
        ("A school will be built by the Danish Maritime Bureau.", "Danish Maritime Bureau", "build a school"),
        ("The Danish Maritime Bureau has committed to open a school.", "Danish Maritime Bureau", "open a school"),
        ("The Danish Maritime Bureau is set to open a school.", "Danish Maritime Bureau", "open a school"),
        ("Riga aims to be a hub of design.", "Riga", "be a hub of design"),
    ],
)
def test_a_commitment_has_its_agent_and_action(claims: Claims, text: str, agent: str, action: str) -> None:
    (found,) = of(claims(text), COMMITMENT)
    assert (found["agent"], found["action"]) == (agent, action)


def test_coordinated_verbs_are_an_action_each(claims: Claims) -> None:
    found = of(claims("The Danish Maritime Bureau will open an office in Oslo and hire 40 people."), COMMITMENT)
    assert [f["action"] for f in found] == ["open an office in Oslo", "hire 40 people"]


def test_the_two_offices_are_the_pair_named_before(claims: Claims) -> None:
    text = "The Danish Maritime Bureau and Accra University signed a pact. The two offices will train pilots."
    (found,) = of(claims(text), COMMITMENT)
    assert (found["agent"], found["action"]) == ("Danish Maritime Bureau + Accra University", "train pilots")


@pytest.mark.parametrize(
    "text",
    [
        "The Danish Maritime Bureau will not open a school.",
        "Will the Danish Maritime Bureau open a school?",
        "The Danish Maritime Bureau would rather open a school.",
        "Anna Riis said the Danish Maritime Bureau would have liked to open a school.",
        "The Danish Maritime Bureau will be paid for it.",
        "The Danish Maritime Bureau may open a school.",
        "The Danish Maritime Bureau does not plan to open a school.",
        "The Danish Maritime Bureau denied that it would open a school.",
        "The Danish Maritime Bureau is expected to open a school.",
        "Anna Riis was asked whether the Danish Maritime Bureau would open a school.",
        "The Danish Maritime Bureau opened a school.",
        "Costs will rise in May.",
    ],
)
def test_what_nobody_promises_is_no_commitment(claims: Claims, text: str) -> None:
    assert of(claims(text), COMMITMENT) == []
