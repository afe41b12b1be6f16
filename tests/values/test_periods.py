"""Times in text: what is found, where it lies, what is left alone. Unless said, texts are read on Friday 2021-08-20."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values import find_periods

READ_ON = "2021-08-20"

# words in brackets: the period; then where it starts and ends ("" = not placed)
ABSOLUTE = [
    ("2016", "2016", "2016"),
    ("It was founded in [2016].", "2016", "2016"),
    ("Filings since [1998] have doubled.", "1998", "1998"),
    ("the [2014] survey", "2014", "2014"),
    ("the [2022] World Cup in Qatar", "2022", "2022"),
    ("[2020] was a hard year", "2020", "2020"),
    ("the treaty of Nairobi ([1981]) was", "1981", "1981"),
    ("more than in [2013], he said", "2013", "2013"),
    ("Copyright © [2016] The Herald", "2016", "2016"),
    ("opened in [October 2023]", "2023-10", "2023-10"),
    ("In [May 2019] it fell", "2019-05", "2019-05"),
    ("on [2 October 2023] in Oslo", "2023-10-02", "2023-10-02"),
    ("[28 June 2024]", "2024-06-28", "2024-06-28"),
    ("[June 28, 2024]", "2024-06-28", "2024-06-28"),
    ("BERN, [Feb 26 2015] (Wire)", "2015-02-26", "2015-02-26"),
    ("Posted: 9:40am, [11 Mar, 2022]", "2022-03-11", "2022-03-11"),
    ("[2018-08-16] 09:30", "2018-08-16", "2018-08-16"),
    ("dated [2018/8/16]", "2018-08-16", "2018-08-16"),
    ("[21/04/2021]", "2021-04-21", "2021-04-21"),
    ("[04/21/2021]", "2021-04-21", "2021-04-21"),
    ("[04/05/2021]", "2021", "2021"),  # the 4th of May or the 5th of April: only the year is sure
    ("[12.05.2016]", "2016-05-12", "2016-05-12"),
    ("[Thursday, 5 May 2016]", "2016-05-05", "2016-05-05"),
    ("[Tue, Apr 27, 2021] 10:00", "2021-04-27", "2021-04-27"),
    ("the [5th of May 2016]", "2016-05-05", "2016-05-05"),
    ("on [May 5th], 500 people met", "2021-05-05", "2021-05-05"),
    ("the [first half of 2018]", "2018-01", "2018-06"),
    ("[H1 2018] results", "2018-01", "2018-06"),
    ("[2018 H2] results", "2018-07", "2018-12"),
    ("the [third quarter of 2019]", "2019-07", "2019-09"),
    ("[Q3 2019]", "2019-07", "2019-09"),
    ("[2019Q4]", "2019-10", "2019-12"),
    ("[fourth-quarter 2019] sales", "2019-10", "2019-12"),
    ("[between January and June 2018]", "2018-01", "2018-06"),
    ("from [January to June 2018]", "2018-01", "2018-06"),
    ("from [June 2018 to May 2019]", "2018-06", "2019-05"),
    ("[November-February 2019]", "2018-11", "2019-02"),
    ("from [15 to 29 May 2023]", "2023-05-15", "2023-05-29"),
    ("[May 15-29, 2023]", "2023-05-15", "2023-05-29"),
    ("[between 15 and 29 May 2023]", "2023-05-15", "2023-05-29"),
    ("[28 December 2019 to 3 January 2020]", "2019-12-28", "2020-01-03"),
    ("[Dec 28 to Jan 3, 2020]", "2019-12-28", "2020-01-03"),
    ("from [2016 to 2020]", "2016", "2020"),
    ("[2016-2020]", "2016", "2020"),
    ("the [2016–20] plan", "2016", "2020"),
    ("[between 2015 and 2019]", "2015", "2019"),
    ("[2019/20]", "2019", "2020"),
    ("the [2018-19 financial year]", "2018", "2019"),
    ("the [2010-12] period", "2010", "2012"),
    ("updated [2010-12]", "2010-12", "2010-12"),
    ("[fiscal 2019]", "2019", "2019"),
    ("[fiscal year 2019-20]", "2019", "2020"),
    ("[FY2019] figures", "2019", "2019"),
    ("the [1990s]", "1990", "1999"),
    ("in the late [1980s]", "1980", "1989"),
    ("mid-[2017]", "2017", "2017"),
    ("the [19th century]", "1801", "1900"),
    ("[summer of 2019]", "2019", "2019"),
    ("the [winter 2019-20]", "2019", "2020"),
    ("by the [end of 2016]", "2016", "2016"),
    ("at the [end of June 2018]", "2018-06", "2018-06"),
    ("the [first nine months of 2019]", "2019-01", "2019-09"),
    ("the [last three months of 2019]", "2019-10", "2019-12"),
    ("the [six months to June 2018]", "2018-01", "2018-06"),
    ("the [12 months ended 31 March 2020]", "2019-04", "2020-03"),
    ("the [year to March 2020]", "2019-04", "2020-03"),
    ("before the [2014] protests", "2014", "2014"),
    ("from a file, [2008].", "2008", "2008"),
    ("since [April 2021] she", "2021-04", "2021-04"),
    ("in [31 February 2020]", "", ""),  # no such day
]
RELATIVE = [
    ("Filings fell [last year].", "2020", "2020"),
    ("[This year] 30 more came", "2021", "2021"),
    ("opens [next year]", "2022", "2022"),
    ("[last month]", "2021-07", "2021-07"),
    ("[next month]", "2021-09", "2021-09"),
    ("[last week]", "2021-08-09", "2021-08-15"),
    ("[this week]", "2021-08-16", "2021-08-22"),
    ("[last quarter]", "2021-04", "2021-06"),
    ("said [yesterday]", "2021-08-19", "2021-08-19"),
    ("started work [today]", "2021-08-20", "2021-08-20"),
    ("[tomorrow]", "2021-08-21", "2021-08-21"),
    ("he said on [Tuesday]", "2021-08-17", "2021-08-17"),
    ("he said on [Friday]", "2021-08-20", "2021-08-20"),
    ("he said on [Saturday]", "2021-08-14", "2021-08-14"),
    ("the council will meet on [Tuesday]", "2021-08-24", "2021-08-24"),
    ("[last Tuesday]", "2021-08-10", "2021-08-10"),
    ("[next Tuesday]", "2021-08-24", "2021-08-24"),
    ("[Monday last week]", "2021-08-09", "2021-08-09"),
    ("from [Monday to Friday]", "2021-08-16", "2021-08-20"),
    ("set up [last December]", "2020-12", "2020-12"),
    ("[last March]", "2021-03", "2021-03"),
    ("[next June]", "2022-06", "2022-06"),
    ("[this March]", "2021-03", "2021-03"),
    ("In [January last year] a raid", "2020-01", "2020-01"),
    ("on [5 March next year]", "2022-03-05", "2022-03-05"),
    ("picked him in [July]", "2021-07", "2021-07"),
    ("picked him in [October]", "2020-10", "2020-10"),
    ("will be renamed in [October]", "2021-10", "2021-10"),
    ("In [October] the office will move", "2021-10", "2021-10"),
    ("It opened on [Aug. 16].", "2021-08-16", "2021-08-16"),
    ("It opened on [Sept. 16].", "2020-09-16", "2020-09-16"),
    ("A conference on [Sept. 16]", "2021-09-16", "2021-09-16"),
    ("A successor is to be named in [September]", "2021-09", "2021-09"),
    ("The accord takes effect on [12 October]", "2021-10-12", "2021-10-12"),
    ("a vote to be held from [20 November to 11 December]", "2021-11-20", "2021-12-11"),
    ("was used 40 times by [Thursday]", "2021-08-19", "2021-08-19"),
    ("lasted from [3 to 9 May]", "2021-05-03", "2021-05-09"),
    ("filed [between January and June]", "2021-01", "2021-06"),
    ("filed [between October and March]", "2020-10", "2021-03"),
    ("grew in the [first half]", "2021-01", "2021-06"),
    ("fell in the [fourth quarter]", "2020-10", "2020-12"),
    ("the [first half of the year]", "2021-01", "2021-06"),
    ("the [second half of last year]", "2020-07", "2020-12"),
    ("the [first nine months]", "2020-01", "2020-09"),
    ("in the [first six months of this year]", "2021-01", "2021-06"),
    ("the [six months to June]", "2021-01", "2021-06"),
    ("the [past five years]", "2016", "2021"),
    ("in the [last three years]", "2018", "2021"),
    ("over the [past decade]", "2011", "2021"),
    ("in the [past six months]", "2021-02", "2021-08"),
    ("the [next five years]", "2021", "2026"),
    ("[ten years ago]", "2011", "2011"),
    ("[two months ago]", "2021-06", "2021-06"),
    ("[three days ago]", "2021-08-17", "2021-08-17"),
    ("[a year ago]", "2020", "2020"),
    ("until the [end of the year]", "2021", "2021"),
    ("by the [end of next year]", "2022", "2022"),
    ("at the [end of June]", "2021-06", "2021-06"),
]
WORDS_ONLY = [
    "[a year earlier]",
    "than the [year before].",
    "the [previous year]",
    "the [same period]",
    "the [same period last year]",
    "the [same period of 2019]",
    "in the [six months], filings",
    "[last winter]",
    "[this summer]",
    "about [ten years ago]",
    "more than [a decade ago]",
    "[a few years ago]",
    "over the [next few years]",
    "in [recent years]",
    "during the [following years]",
    "the [past few months]",
    "[two years later]",
    "[that year]",
    "In [January of that year]",
]
NOT_TIMES = [
    "He may go and march on",
    "Theresa May said so",
    "April Smith and June Carter",
    "by Jan Smith",
    "2020 patents were granted",
    "some 1900 people came",
    "a sum of 2000 yuan",
    "filed 2,018 patents",
    "Boeing's 2020.5 score",
    "$2015 and €1999",
    "G20 and COVID-19",
    "COVID-2019",
    "no. 2018-114567",
    "the first office and the second post",
    "Black Friday sales, the Sunday Times",
    "USA Today",
    "at the same time",
    "year on year",
    "half of the members",
    "the third quarter of the match was dull, the second half of it better",
    "a quarter of all filings",
    "it was the last year of his term",
    "Article 2001",
    "He scored 1850 points",
]


def _marked(text: str) -> tuple[str, str]:
    """Take the brackets out of a text: (text, the words between them or all of it)."""
    if "[" not in text:
        return text, text
    before, rest = text.split("[", 1)
    words, after = rest.split("]", 1)
    return before + words + after, words


@pytest.mark.parametrize(("text", "start", "end"), ABSOLUTE)
def test_absolute_times_need_no_day_of_reading(text: str, start: str, end: str) -> None:
    plain, words = _marked(text)
    first = find_periods(plain, READ_ON)[0]
    assert (first.text, first.start or "", first.end or "") == (words, start, end)


@pytest.mark.parametrize(("text", "start", "end"), RELATIVE)
def test_relative_times_count_from_the_day_of_reading(text: str, start: str, end: str) -> None:
    plain, words = _marked(text)
    (period,) = find_periods(plain, READ_ON)
    assert (period.text, period.start, period.end) == (words, start, end)


@pytest.mark.parametrize("text", [text for text, *_ in RELATIVE])
def test_relative_times_without_a_day_keep_their_words(text: str) -> None:
    plain, words = _marked(text)
    (period,) = find_periods(plain, None)
    assert (period.text, period.start, period.end) == (words, None, None)


@pytest.mark.parametrize("text", WORDS_ONLY)
def test_times_that_hang_on_others_keep_their_words(text: str) -> None:
    plain, words = _marked(text)
    (period,) = find_periods(plain, READ_ON)
    assert (period.text, period.start, period.end) == (words, None, None)


@pytest.mark.parametrize("text", NOT_TIMES)
def test_words_and_numbers_that_are_no_times(text: str) -> None:
    assert [p.text for p in find_periods(text, READ_ON)] == []


def test_a_coarse_day_of_reading_gives_only_what_it_settles() -> None:
    text = "last year; it fell in January; it fell in December; yesterday; last month"
    placed = {p.text: p.start for p in find_periods(text, "2021")}
    assert placed == {
        "last year": "2020",
        "January": "2021-01",
        "December": None,
        "yesterday": None,
        "last month": None,
    }


def test_years_in_a_list_are_all_years() -> None:
    assert [p.text for p in find_periods("in 2015, 2016 and 2018", None)] == ["2015", "2016", "2018"]


def test_nothing_reaches_over_a_blank_line() -> None:
    assert [p.text for p in find_periods("opened in May\n\n2019 saw", READ_ON)] == ["May", "2019"]


def test_a_line_may_break_inside_a_date() -> None:
    assert [(p.text, p.start) for p in find_periods("on 28\nJune 2024", None)] == [("28\nJune 2024", "2024-06-28")]


def test_spans_are_offsets_of_the_document() -> None:
    (period,) = find_periods("in May 2019", None, offset=100)
    assert period.span is not None
    assert (period.span.start, period.span.end) == (103, 111)


def test_a_wrong_day_of_reading_is_refused() -> None:
    with pytest.raises(ValueError, match="is no date"):
        find_periods("last year", "27 April")


_WORDS = """
2016 May March last year years Monday to and between in Q3 first half of the two ago months ended 1990s fiscal – next
week
"""
_PIECES = st.sampled_from([*"0123456789 ,.-/\n()\u00a0", *_WORDS.split()])


@given(
    st.lists(_PIECES, max_size=30).map(" ".join), st.sampled_from([None, "2021", "2021-08", "2021-08-20", "0001-01-01"])
)
def test_whatever_the_words_spans_are_exact_ordered_and_independent_of_the_day(text: str, day: str | None) -> None:
    found = find_periods(text, day)
    spans = [p.span for p in found if p.span]
    assert [text[s.start : s.end] for s in spans] == [p.text for p in found]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert spans == [p.span for p in find_periods(text, None)]
    assert all((p.start is None) == (p.end is None) for p in found)


@given(st.text(max_size=200))
def test_any_unicode_is_read_without_a_crash(text: str) -> None:
    assert all(text[p.span.start : p.span.end] == p.text for p in find_periods(text, "2020-02-29") if p.span)


@given(st.dates(min_value=datetime.date(1600, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_any_day_is_read_back_in_every_form(day: datetime.date) -> None:
    month = day.strftime("%B")
    for text in (
        f"on {day.day} {month} {day.year}",
        f"on {month} {day.day}, {day.year}",
        f"on {day.isoformat()}",
        f"on {day.strftime('%b')}. {day.day}, {day.year}",
    ):
        (period,) = find_periods(text, None)
        assert (period.start, period.end) == (day.isoformat(),) * 2
