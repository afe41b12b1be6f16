"""Quantities in text: value, comparator, unit and kind, and what looks like a number and is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Comparator, Quantity
from kg.values import find_periods, find_quantities

MORE, LESS, ABOUT, EXACT = Comparator.MORE_THAN, Comparator.LESS_THAN, Comparator.ABOUT, Comparator.EXACTLY

# text with the quantity in brackets, value, comparator, unit, kind
CASES = [
    ("[91,600] items applied", "91600", EXACT, None, "number"),
    ("it seized [over 3.9 million] fakes", "3900000", MORE, None, "number"),
    ("in [17,000] batches", "17000", EXACT, None, "number"),
    ("it sold [R388m] of fish", "388000000", EXACT, "R", "money"),
    ("down to [22pc] now", "22", EXACT, "percent", "percent"),
    ("its tenants number [74]", "74", EXACT, None, "number"),
    ("[57.36] patents", "57.36", EXACT, None, "number"),
    ("[1.2bn] users", "1200000000", EXACT, None, "number"),
    ("[10k] readers", "10000", EXACT, None, "number"),
    ("[1.5m] patents", "1500000", EXACT, None, "number"),
    ("a [100m] race", "100", EXACT, "m", "number"),
    ("[1,00,000] files", "100000", EXACT, None, "number"),
    ("[5 lakh] files", "500000", EXACT, None, "number"),
    ("[12 crore] files", "120000000", EXACT, None, "number"),
    ("[1\u00a0700] people", "1700", EXACT, None, "number"),
    ("[1.700.000] people", "1700000", EXACT, None, "number"),
    ("[1 900] pupils", "1900", EXACT, None, "number"),
    ("up [1,4%] in May", "1.4", EXACT, "percent", "percent"),
    ("worth [R21,4 billion] then", "21400000000", EXACT, "R", "money"),
    ("[nine of every ten] names", "90", EXACT, "percent", "fraction"),
    ("these [1,58 million] people", "1580000", EXACT, None, "number"),
    ("by [0,9 of a percentage point]", "0.9", EXACT, "percentage points", "percent"),
    ("a fee of [JD50] each", "50", EXACT, "JD", "money"),
    ("a cost of [K1.9 million] in all", "1900000", EXACT, "K", "money"),
    ("it cost [40 kwacha]", "40", EXACT, "kwacha", "money"),
    ("[2½] pages", "2.5", EXACT, None, "number"),
    ("[seven] students", "7", EXACT, None, "number"),
    ("[Seven] Chinese students", "7", EXACT, None, "number"),
    ("[twenty-five] cities", "25", EXACT, None, "number"),
    ("[twenty five] cities", "25", EXACT, None, "number"),
    ("[two hundred and six] files", "206", EXACT, None, "number"),
    ("[one thousand five hundred] files", "1500", EXACT, None, "number"),
    ("[three million two hundred thousand] files", "3200000", EXACT, None, "number"),
    ("[two and a half million] files", "2500000", EXACT, None, "number"),
    ("[2 hundred million] files", "200000000", EXACT, None, "number"),
    ("[a dozen] firms", "12", EXACT, None, "number"),
    ("[two dozen] firms", "24", EXACT, None, "number"),
    ("[a hundred] firms", "100", EXACT, None, "number"),
    ("[nearly a million] firms", "1000000", LESS, None, "number"),
    ("[half a million] firms", "500000", EXACT, None, "number"),
    ("[one] person was", "1", EXACT, None, "number"),
    ("the top [100] clusters", "100", EXACT, None, "number"),
    ("[five] Shenzhen winners", "5", EXACT, None, "number"),
    ("the [two] offices", "2", EXACT, None, "number"),
    ("a [12-member] panel", "12", EXACT, None, "number"),
    # approximations
    ("[more than 361,000] filings", "361000", MORE, None, "number"),
    ("[at least 20] cases", "20", MORE, None, "number"),
    ("[upwards of 300] cases", "300", MORE, None, "number"),
    ("[exceeding 300] cases", "300", MORE, None, "number"),
    ("[no fewer than 12] cases", "12", MORE, None, "number"),
    ("[well over 300] cases", "300", MORE, None, "number"),
    ("[in excess of 300] cases", "300", MORE, None, "number"),
    ("[50-plus] firms", "50", MORE, None, "number"),
    ("[10,000+] firms", "10000", MORE, None, "number"),
    ("[100 or more] firms", "100", MORE, None, "number"),
    ("[>500] firms", "500", MORE, None, "number"),
    ("[nearly 185,000] marks", "185000", LESS, None, "number"),
    ("[almost 40] marks", "40", LESS, None, "number"),
    ("[close to 40] marks", "40", LESS, None, "number"),
    ("[up to 40] marks", "40", LESS, None, "number"),
    ("[less than 40] marks", "40", LESS, None, "number"),
    ("[fewer than forty] marks", "40", LESS, None, "number"),
    ("[at most 40] marks", "40", LESS, None, "number"),
    ("[just under 40] marks", "40", LESS, None, "number"),
    ("[no more than 40] marks", "40", LESS, None, "number"),
    ("[some 1,600] people", "1600", ABOUT, None, "number"),
    ("[roughly 30] sheds", "30", ABOUT, None, "number"),
    ("[about 4,000] by", "4000", ABOUT, None, "number"),
    ("[around 4,000] by", "4000", ABOUT, None, "number"),
    ("[approximately 4,000] by", "4000", ABOUT, None, "number"),
    ("[an estimated 4,000] people", "4000", ABOUT, None, "number"),
    ("[40 or so] people", "40", ABOUT, None, "number"),
    ("[at least another 20] people", "20", MORE, None, "number"),
    # percent and shares
    ("up [7.31 percent] year on year", "7.31", EXACT, "percent", "percent"),
    ("[70 per cent].", "70", EXACT, "percent", "percent"),
    ("[14.2%] more", "14.2", EXACT, "percent", "percent"),
    ("[12 pct] more", "12", EXACT, "percent", "percent"),
    ("[over 16 percent]", "16", MORE, "percent", "percent"),
    ("[ten percent]", "10", EXACT, "percent", "percent"),
    ("a [20-percent] rise", "20", EXACT, "percent", "percent"),
    ("rose by [.5 percent]", "0.5", EXACT, "percent", "percent"),
    ("[3 percentage points]", "3", EXACT, "percentage points", "percent"),
    ("[25 basis points]", "25", EXACT, "basis points", "percent"),
    ("up [almost a third] in", "33.33", LESS, "percent", "fraction"),
    ("[a third] of firms", "33.33", EXACT, "percent", "fraction"),
    ("[two-thirds] of firms", "66.67", EXACT, "percent", "fraction"),
    ("[three quarters] of firms", "75", EXACT, "percent", "fraction"),
    ("[a quarter] of firms", "25", EXACT, "percent", "fraction"),
    ("[nearly half] of them", "50", LESS, "percent", "fraction"),
    ("[half] of them", "50", EXACT, "percent", "fraction"),
    ("[more than half] of them", "50", MORE, "percent", "fraction"),
    ("cut by [half].", "50", EXACT, "percent", "fraction"),
    ("[one in five] firms", "20", EXACT, "percent", "fraction"),
    ("[seven out of 10] firms", "70", EXACT, "percent", "fraction"),
    ("wrong in [one case in 25]", "4", EXACT, "percent", "fraction"),
    ("rose by [a third] to", "33.33", EXACT, "percent", "fraction"),
    # money
    ("[HK$52 million] haul", "52000000", EXACT, "HK$", "money"),
    ("costing [more than HK$70 million]", "70000000", MORE, "HK$", "money"),
    ("[$81.4 million]", "81400000", EXACT, "$", "money"),
    ("[US$5bn] fund", "5000000000", EXACT, "US$", "money"),
    ("[€3.5bn]", "3500000000", EXACT, "€", "money"),
    ("[£5m] fine", "5000000", EXACT, "£", "money"),
    ("[Sh1.2 million] bill", "1200000", EXACT, "Sh", "money"),
    ("[KSh 500,000] bill", "500000", EXACT, "KSh", "money"),
    ("[RMB 300 million] bond", "300000000", EXACT, "RMB", "money"),
    ("[Rs 500 crore] plan", "5000000000", EXACT, "Rs", "money"),
    ("[300 million yuan] bond", "300000000", EXACT, "yuan", "money"),
    ("[1.2 billion euros]", "1200000000", EXACT, "euros", "money"),
    ("[40 Hong Kong dollars]", "40", EXACT, "Hong Kong dollars", "money"),
    ("a [5-million-dollar] fine", "5000000", EXACT, "dollar", "money"),
    ("[EUR 5,000]", "5000", EXACT, "EUR", "money"),
    ("[500 rupees]", "500", EXACT, "rupees", "money"),
    ("valued at [N1.3 billion]", "1300000000", EXACT, "N", "money"),
    ("[as high as 2 million zloty]", "2000000", LESS, "zloty", "money"),
    # durations and ages
    ("spent [a decade] there", "10", EXACT, "years", "duration"),
    ("[nearly two decades] of war", "20", LESS, "years", "duration"),
    ("ready [within two years] of it", "2", LESS, "years", "duration"),
    ("a term of [five years]", "5", EXACT, "years", "duration"),
    ("after [about nine years] there", "9", ABOUT, "years", "duration"),
    ("a [six-month] stay", "6", EXACT, "months", "duration"),
    ("a similar [eight-day] sweep", "8", EXACT, "days", "duration"),
    ("for [a year],", "1", EXACT, "years", "duration"),
    ("[half an hour] was enough", "0.5", EXACT, "hours", "duration"),
    ("for [over five years]", "5", MORE, "years", "duration"),
    ("spent over [five years]", "5", EXACT, "years", "duration"),
    ("[two and a half years]", "2.5", EXACT, "years", "duration"),
    ("[60 years] of ties", "60", EXACT, "years", "duration"),
    ("[24-hour] watch", "24", EXACT, "hours", "duration"),
    ("a [57-year-old] man", "57", EXACT, "years", "age"),
    ("he is [57 years old]", "57", EXACT, "years", "age"),
    ("a driver aged [55] was", "55", EXACT, "years", "age"),
    ("John Lee, [57], said", "57", EXACT, "years", "age"),
    # positions
    ("from [11th] place", "11", EXACT, None, "ordinal"),
    ("rose to [ninth].", "9", EXACT, None, "ordinal"),
    ("the nation's [second-highest] figure", "2", EXACT, None, "ordinal"),
    ("the [twenty-first] meeting", "21", EXACT, None, "ordinal"),
    ("the [82nd] meeting", "82", EXACT, None, "ordinal"),
    ("ranked [No 3] worldwide", "3", EXACT, None, "ordinal"),
    ("the [No. 1] spot", "1", EXACT, None, "ordinal"),
    ("the world's [number one]", "1", EXACT, None, "ordinal"),
    ("the [first] office", "1", EXACT, None, "ordinal"),
    ("a [third] bridge", "3", EXACT, None, "ordinal"),
    ("the [number 3] spot", "3", EXACT, None, "ordinal"),
    # measures
    ("[94.2 points]", "94.2", EXACT, "points", "number"),
    ("[512.6 million tonnes]", "512600000", EXACT, "tonnes", "number"),
    ("[300,000 square metres]", "300000", EXACT, "square metres", "number"),
    ("a [5-kilometre] road", "5", EXACT, "kilometres", "number"),
    ("[20km] of road", "20", EXACT, "km", "number"),
    ("a [threefold] rise", "3", EXACT, "times", "number"),
    ("[three times] as many", "3", EXACT, "times", "number"),
]
NONE = [
    "in 2020",
    "on 2018-08-16",
    "since 2 October 2023",
    "at 6:12pm",
    "at 20:45 GMT",
    "by 5 p.m. on",
    "the G20 and COVID-19",
    "an F-16 and MH370",
    "a 5G network in 3D",
    "HKUST(GZ)",
    "Article 5 says",
    "under Section 12",
    "page 14",
    "a Boeing 737",
    "Vision 2030 and Expo 2020",
    "1. The office",
    "\n2) The agency",
    "call +852 2345 6789",
    "call 555-123-4567",
    "see https://example.org/2020/12/31",
    "write to room12@example.org",
    "one of the largest",
    "no one knew, and this one did",
    "one day, one by one",
    "at first he spoke",
    "First, he spoke",
    "second-hand and first-class",
    "the First Minister of Wales spoke",
    "a third party",
    "they first concluded it",
    "the Group of Seven leaders",
    "a two-way street, a one-off",
    "net zero",
    "hundreds of people, thousands of them",
    "several million people",
    "won 2-1",
    "24/7 service",
    "ten years ago",
    "a year earlier",
    "percent",
    "in the first half",
    "second half",
    "v1.2.3",
    "Law No. 5 of the land",
    "a bit more",
    "Netscape Navigator 6 was slow",
    "an N95 mask",
    "half-finished",
    "ISO 9001",
]


def _marked(text: str) -> tuple[str, str]:
    before, rest = text.split("[", 1)
    words, after = rest.split("]", 1)
    return before + words + after, words


def _brief(quantity: Quantity) -> tuple[str, Comparator, str | None, str]:
    return str(quantity.value), quantity.comparator, quantity.unit, quantity.kind


@pytest.mark.parametrize(("text", "value", "comparator", "unit", "kind"), CASES)
def test_a_quantity_is_read_whole(text: str, value: str, comparator: Comparator, unit: str | None, kind: str) -> None:
    plain, words = _marked(text)
    (quantity,) = find_quantities(plain)
    assert (plain[quantity.span.start : quantity.span.end], *_brief(quantity)) == (words, value, comparator, unit, kind)


@pytest.mark.parametrize("text", NONE)
def test_what_counts_nothing_is_left_alone(text: str) -> None:
    assert [text[q.span.start : q.span.end] for q in find_quantities(text)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 to 15 cases", [("10", MORE, None), ("15", LESS, None)]),
        ("between 3 and 5 percent", [("3", MORE, "percent"), ("5", LESS, "percent")]),
        ("3–5 percent", [("3", MORE, "percent"), ("5", LESS, "percent")]),
        ("5% to 7%", [("5", MORE, "percent"), ("7", LESS, "percent")]),
        ("rose from 3 to 5 percent", [("3", EXACT, "percent"), ("5", EXACT, "percent")]),
        ("rose 12.1% to 56,267", [("12.1", EXACT, "percent"), ("56267", EXACT, None)]),
        ("fell by 17 to 349", [("17", EXACT, None), ("349", EXACT, None)]),
        ("10 to 15 million yuan", [("10000000", MORE, "yuan"), ("15000000", LESS, "yuan")]),
        ("$10-15 million", [("10000000", MORE, "$"), ("15000000", LESS, "$")]),
        ("300 million yuan ($41 million)", [("300000000", EXACT, "yuan"), ("41000000", EXACT, "$")]),
        ("sailors, aged 41 and 47.", [("41", EXACT, "years"), ("47", EXACT, "years")]),
        ("up from 14th to eighth", [("14", EXACT, None), ("8", EXACT, None)]),
        ("14 of the 31 votes", [("14", EXACT, None), ("31", EXACT, None)]),
        ("5,113 and 1,904 respectively", [("5113", EXACT, None), ("1904", EXACT, None)]),
        ("84 points out of 90", [("84", EXACT, "points"), ("90", EXACT, None)]),
        (
            "164 postgraduates, 71 of them from 29 countries",
            [("164", EXACT, None), ("71", EXACT, None), ("29", EXACT, None)],
        ),
    ],
)
def test_several_numbers_and_ranges(text: str, expected: list[tuple[str, Comparator, str | None]]) -> None:
    assert [(str(q.value), q.comparator, q.unit) for q in find_quantities(text)] == expected


def test_the_number_itself_is_pointed_out() -> None:
    text = "worth more than HK$52 million in all"
    (quantity,) = find_quantities(text)
    assert quantity.number is not None
    assert text[quantity.number.start : quantity.number.end] == "52 million"


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("731 applications per million inhabitants", "million inhabitants"),
        ("88.4 for every 10,000 residents", "10,000 residents"),
        ("31,000 a year", "year"),
        ("50 patents per head", "head"),
    ],
)
def test_a_rate_binds_to_the_number_before_it(text: str, per: str) -> None:
    (quantity,) = find_quantities(text)
    assert quantity.per == per


def test_periods_may_be_given_instead_of_found_again() -> None:
    text = "In 2020, 45 cases; on 3 May 2021 another 6."
    given_periods = find_periods(text, "2021-06-01", 50)
    assert find_quantities(text, 50, periods=given_periods) == find_quantities(text, 50)
    assert [text[q.span.start - 50 : q.span.end - 50] for q in find_quantities(text, 50)] == ["45", "6"]


@given(st.integers(0, 10**12))
def test_an_integer_survives_its_separators(number: int) -> None:
    (quantity,) = find_quantities(f"They counted {number:,} patents.")
    assert quantity.value == number


@given(st.decimals(0, 10**6, places=2))
def test_a_decimal_percentage_survives(number: Decimal) -> None:
    (quantity,) = find_quantities(f"It rose {number:f} percent.")
    assert (quantity.value, quantity.unit) == (number, "percent")


@given(st.integers(1, 999), st.sampled_from(["million", "billion", "trillion", "thousand"]))
def test_scales_multiply(number: int, scale: str) -> None:
    factor = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}[scale]
    (quantity,) = find_quantities(f"over {number} {scale} items")
    assert (quantity.value, quantity.comparator) == (number * factor, MORE)


_ONE_TO_NINETEEN = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen
"""
_ONES = ["", *_ONE_TO_NINETEEN.split()]
_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def _spell(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{_ONES[number // 100]} hundred" + (f" and {_spell(number % 100)}" if number % 100 else "")
    scale, name = (1000, "thousand") if number < 10**6 else (10**6, "million")
    rest = number % scale
    return f"{_spell(number // scale)} {name}" + (f" {'and ' if rest < 100 else ''}{_spell(rest)}" if rest else "")


@given(st.integers(2, 10**9 - 1))
def test_a_number_in_words_is_read_back(number: int) -> None:
    (quantity,) = find_quantities(f"They counted {_spell(number)} patents.")
    assert quantity.value == number


@given(st.integers(1, 99_999))
def test_an_ordinal_is_read_back(number: int) -> None:
    suffix = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    (quantity,) = find_quantities(f"It came {number}{suffix} worldwide.")
    assert (quantity.value, quantity.kind) == (number, "ordinal")


_WORDS = """
one two hundred million and a half third of to between over nearly percent HK$ yuan year years old aged No. per th k bn
"""
_PIECES = st.sampled_from([*"0123456789,.-$%()/+ \n\u00a0", *_WORDS.split()])


@given(st.lists(_PIECES, max_size=30).map("".join) | st.lists(_PIECES, max_size=30).map(" ".join))
def test_whatever_the_words_spans_are_in_order_and_hold_their_number(text: str) -> None:
    found = find_quantities(text)
    starts = [q.span.start for q in found]
    assert starts == sorted(starts)
    assert all(q.number and q.span.contains(q.number) and len(q.number) for q in found)
    moved = find_quantities(text, 7)
    assert [(q.span.start - 7, q.span.end - 7, q.value) for q in moved] == [
        (q.span.start, q.span.end, q.value) for q in found
    ]


@given(st.text(max_size=200))
def test_any_unicode_is_read_without_a_crash(text: str) -> None:
    assert all(q.span.end <= len(text) for q in find_quantities(text))
