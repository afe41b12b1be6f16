"""What figures count, where no noun behind them says it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from told import of

from kg.model import Claim
from kg.vocab import OBSERVATION

Claims = Callable[[str], list[Claim]]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("Riga scored 61.8 in 2016.", ["score"]),
        ("The patent office of Riga was set up at a cost of EUR 6.4 million.", ["cost"]),
        ("Riga received a grant of EUR 8 million in 2016.", ["grant"]),
    ],
)
def test_a_verb_or_the_noun_that_governs_says_what_is_measured(claims: Claims, text: str, measures: list[str]) -> None:
    assert [found["measure"] for found in of(claims(text), OBSERVATION)] == measures


def test_what_each_of_two_has_is_no_count_of_its_own(claims: Claims) -> None:
    found = of(claims("Riga granted 40 patents in 2016, Oslo and Bergen 11 apiece."), OBSERVATION)
    assert {"11"} <= {f["value"] for f in found}
    assert all("apiece" not in f["measure"] for f in found)


def test_we_is_the_body_of_who_spoke(claims: Claims) -> None:
    text = "Anna Peeters, director of the Riga Patent Office, was pleased. We granted 40 patents in 2016, she said."
    assert [(f["about"], f["value"]) for f in of(claims(text), OBSERVATION)] == [("Riga Patent Office", "40")]
