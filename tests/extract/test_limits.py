"""Numbers that are no statistic."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from told import of

from kg.model import Claim
from kg.vocab import OBSERVATION

Claims = Callable[[str], list[Claim]]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Patent applications in Riga fell by 17 to 349 in 2016.", ["349"]),
        ("Riga granted 211 more patents than Oslo in 2016.", []),
        ("Riga was ahead in 2016 among cities of more than 300,000 people.", []),
        ("Riga and five other cities granted patents in 2016.", []),
    ],
)
def test_differences_limits_and_the_rest_are_no_figures(claims: Claims, text: str, values: list[str]) -> None:
    assert [found["value"] for found in of(claims(text), OBSERVATION)] == values


def test_a_duration_counts_no_things(claims: Claims) -> None:
    found = of(claims("Riga has many start-ups. The start-ups that survive five years are few."), OBSERVATION)
    assert [f for f in found if f["value"] == "5"] == []
