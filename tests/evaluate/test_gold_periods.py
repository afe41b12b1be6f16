"""Periods are compared at their own granularity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.periods import parse, same

years = st.integers(1900, 2100).map(str)
months = st.dates().map(lambda day: day.isoformat()[:7])
days = st.dates().map(lambda day: day.isoformat())
parts = st.builds(lambda year, part: f"{year}-{part}", years, st.sampled_from(["H1", "H2", "Q1", "Q2", "Q3", "Q4"]))
spans = st.lists(days, min_size=2, max_size=2).map(lambda ends: "/".join(sorted(ends)))
periods = st.one_of(years, months, days, parts, spans)


@given(periods)
def test_a_period_is_itself(period: str) -> None:
    assert same(period, period)


@given(periods, periods)
def test_sides_do_not_matter(one: str, other: str) -> None:
    assert same(one, other) == same(other, one)


@given(st.dates())
def test_what_holds_a_day_is_a_prefix_of_it(day: object) -> None:
    text = str(day)
    assert same(text, text[:7])
    assert same(text, text[:4])
    assert same(f"{text}/{text}", text)


@pytest.mark.parametrize(
    ("gold", "answer", "matches"),
    [
        ("2018-H1", "2018-01/2018-06", True),
        ("2018-H1", "2018-01-01/2018-06-30", True),
        ("2018-H1", "2018", True),
        ("2018-H1", "2018-03", False),
        ("2018-Q4", "2018-10/2018-12", True),
        ("2018", "2019", False),
        ("2018", None, False),
        (None, None, True),
        (None, "2018", False),
        (None, "2016/2020", True),
        ("2018-06-30T00:00:00", "2018-06-30", True),
        ("2018", "last year", False),
    ],
)
def test_periods(gold: str | None, answer: str | None, matches: bool) -> None:
    assert same(gold, answer) is matches


@pytest.mark.parametrize("text", ["2018-13", "2018-H3", "2018-Q5", "2019/2018", "1/2/3", "", "soon"])
def test_no_period(text: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        parse(text)
