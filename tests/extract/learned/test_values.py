"""Literals: what words say in a datatype, or nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.learned.values import value_of
from kg.model import Period
from kg.vocab import RDFS_LITERAL, XSD


@pytest.mark.parametrize(
    ("text", "datatype", "value"),
    [
        ("4,300", "integer", 4300),
        ("4.3 million", "integer", 4_300_000),
        ("4.5", "integer", None),
        ("4.5", "decimal", Decimal("4.5")),
        ("120 grams", "decimal", Decimal("120")),
        ("seven or 8", "nonNegativeInteger", None),
        ("the cup", "integer", None),
        ("true", "boolean", True),
        (" No ", "boolean", False),
        ("perhaps", "boolean", None),
        ("The  Marsh\nCup", "string", "The Marsh Cup"),
        ("the cup", "anyURI", "the cup"),
    ],
)
def test_words_say_a_value_of_the_datatype(text: str, datatype: str, value: object) -> None:
    found = value_of(text, XSD + datatype, None)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "datatype", "day"),
    [
        ("4 May 1920", "date", "1920-05-04"),
        ("4 May 1920", "dateTime", "1920-05-04"),
        ("4 May 1920", "gYear", "1920"),
        ("May 1920", "gYearMonth", "1920-05"),
        ("1920", "gYear", "1920"),
        ("1920", "date", None),
        ("1920", "gYearMonth", None),
        ("the cup", "date", None),
    ],
)
def test_dates_are_as_long_as_their_datatype(text: str, datatype: str, day: str | None) -> None:
    found = value_of(text, XSD + datatype, None)
    assert (found.start if isinstance(found, Period) else found) == day
    if isinstance(found, Period):
        assert found.start == found.end
        assert found.text == text


def test_a_date_without_a_year_is_that_of_its_document() -> None:
    found = value_of("4 May", XSD + "date", "2017-06-01")
    assert isinstance(found, Period)
    assert found.start == "2017-05-04"


def test_a_literal_of_no_datatype_is_its_words() -> None:
    assert value_of("12 cups", RDFS_LITERAL, None) == "12 cups"
    assert value_of("12 cups", "", None) == "12 cups"


TYPES = {
    "integer": int, "decimal": Decimal, "double": Decimal, "date": Period, "gYear": Period, "boolean": bool,
    "string": str,
}  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(
    text=st.one_of(st.text(max_size=20), st.from_regex(r"[0-9.,:/ -]{1,12}", fullmatch=True)),
    name=st.sampled_from(sorted(TYPES)),
)
def test_any_words_give_a_value_of_the_datatype_or_none(text: str, name: str) -> None:
    found = value_of(text, XSD + name, "2017-03-01")
    assert found is None or type(found) is TYPES[name]
