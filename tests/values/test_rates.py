"""What figures are counted for."""

from __future__ import annotations

import pytest

from kg.values import find_rates


@pytest.mark.parametrize(
    ("text", "words", "per"),
    [
        ("boats per 1,000 households was 57.36", "per 1,000 households", "1,000 households"),
        ("or 88.4 for every 10,000 residents.", "for every 10,000 residents", "10,000 residents"),
        ("731 applications per million inhabitants", "per million inhabitants", "million inhabitants"),
        ("deaths per 1,000 live births in", "per 1,000 live births", "1,000 live births"),
        ("Per head, though, the Swiss", "Per head", "head"),
        ("GDP per capita", "per capita", "head"),
        ("5 tonnes per year", "per year", "year"),
        ("40 people per square kilometre", "per square kilometre", "square kilometre"),
        ("one doctor for every 500 people in town", "for every 500 people", "500 people"),
        ("31,000 a year", "a year", "year"),
        ("500 patents a day", "a day", "day"),
    ],
)
def test_a_rate_is_found_with_its_words(text: str, words: str, per: str) -> None:
    (rate,) = find_rates(text, offset=10)
    assert (text[rate.span.start - 10 : rate.span.end - 10], rate.per) == (words, per)


@pytest.mark.parametrize(
    "text",
    [
        "6 percent",
        "70 per cent",
        "per se",
        "for a year",
        "31,000 a year earlier",
        "ten a year ago",
        "every office",
        "a head",
    ],
)
def test_what_is_no_rate(text: str) -> None:
    assert find_rates(text) == ()
