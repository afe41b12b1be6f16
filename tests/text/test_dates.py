"""Dates as users and documents write them."""

from __future__ import annotations

import pytest

from kg.errors import UsageError
from kg.text.dates import day_of, iso_date


@pytest.mark.parametrize("date", ["2021", "2021-04", "2021-04-27", "2024-02-29"])
def test_dates_keep_their_granularity(date: str) -> None:
    assert iso_date(f" {date}\n") == date


@pytest.mark.parametrize(
    "date",
    [
        "",
        "21",
        "2021-4",
        "2021-04-31",
        "2023-02-29",
        "2021-13",
        "27.04.2021",
        "yesterday",
        "２０２１",
        "2021-04-27T10:00",
    ],
)
def test_other_forms_are_refused_with_an_example(date: str) -> None:
    with pytest.raises(UsageError, match="2021-04-27"):
        iso_date(date)


def test_a_timestamp_gives_its_day() -> None:
    assert day_of("2021-04-27T10:00:00Z") == "2021-04-27"
    assert day_of("2021-04-27 10:00:00 +0800") == "2021-04-27"
    assert day_of("2021-04") == "2021-04"
