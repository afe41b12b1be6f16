"""Bylines and names of writers."""

from __future__ import annotations

import pytest

from kg.text.bylines import has_trade, is_byline, is_name, is_only_date, is_signature
from kg.text.furniture import judge


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Berg",
        "Press contact: Ada Berg, +47 00 00 00 00",
        "Director of publication: Ada Berg",
        "(For more information: Ada Berg – Tel.: 00 00 00)",
        "BY ADA BERG AND BO LUND",
        "By Ada Berg, Harbour Correspondent",
        "By Ada Berg in Eastport",
        "By Dr. Ada van den Berg, staff writer",
        "Writer: Li Dan",
        "Editor: Zhang Yu",
        "Editor:Zhang Yu",
        "Reporting by João Ferrer",
        "(Editing by Cy Holm)",
        "(Reporting by Ada Berg and Bo Lund; Editing by Cy Holm)",
        "Additional reporting by Bo Lund",
        "Published: 9:40am, 11 Mar, 2022",
        "2019-05-07   Source: Eastport Daily",
        "28 June 2024",
        "Friday, July 21, 2017",
        "December 14 2016",
        "Xinhua | Updated: 2021-03-04 08:15",
        "Updated: 28 Feb 2023 7:44 pm",
        "2014-12-17 08:13 Xinhua Web Editor: Qin Dexing",
        "Posted on 3 May 2021 by Ada Berg",
        "Last updated at 10:30 BST",
        "Anadolu Agency",
        "Reuters",
        "Ada Berg | 3 May 2021",
        "3 May 2021 • 5 min read",
        "(Source: China Daily)",
        "Source: The Eastport Paper",
        "*By Ada Berg*",
        "@adaberg | 3 May 2021",
        "Press release of 10\u00a0March 2020",
        "The Eastport Paper, Wednesday, July 14, 2021",
        "published: 14 February 2018, 10:15 | category: Science",
        "From our correspondent in Rio, Otávio Lins",
        "Friday, December 17, 2021, 16h40",
    ],
)
def test_bylines(line: str) -> None:
    assert is_byline(judge(line))


@pytest.mark.parametrize(
    "line",
    [
        "By the end of June 2016 the yards had built 12 boats.",
        "By 2030, half of the boats will be electric",
        "By the numbers",
        "Eastport registers more boats",
        "World Boat Day 26 April 2021",
        "Reporting by the yards must improve",
        "Source code of the register published",
        "Editors meet in Eastport",
        "Published works of Ada Berg",
        "Ada Berg",
        "May brings more boats",
        "Boats of 2020",
        "On 3 May 2021 the harbour opened",
        "412",
        "From Eastport with love",
    ],
)
def test_no_bylines(line: str) -> None:
    assert not is_byline(judge(line))


def test_a_date_alone_is_told_from_a_writer_with_a_date() -> None:
    assert is_only_date(judge("Monday, 27 June 2022"))
    assert not is_only_date(judge("Ada Berg, 27 June 2022"))
    assert not is_only_date(judge("By Ada Berg"))


@pytest.mark.parametrize(
    "line", ["Ada Berg", "Clara van den Yip", "João Negrão", "Jean-Luc O'Neil", "J. R. Holm", "TIAN SHENGJIE"]
)
def test_names(line: str) -> None:
    assert is_name(judge(line))


@pytest.mark.parametrize(
    "line", ["Ada", "Ada berg", "Ada Berg said", "Boats of Eastport in May", "Boat 12", "Ada Berg?"]
)
def test_no_names(line: str) -> None:
    assert not is_name(judge(line))


@pytest.mark.parametrize(
    "line",
    ["Ada Berg, Eastport", "Ada Berg / The Eastport Paper", "ADA BERG, Staff writer", "Ada van Berg | Harbour FM"],
)
def test_signatures(line: str) -> None:
    assert is_signature(judge(line))


@pytest.mark.parametrize(
    "line", ["Ada Berg", "Eastport, Westport", "Ada Berg, the boat and we", "Boats, Yards and Ferries"]
)
def test_no_signatures(line: str) -> None:
    assert not is_signature(judge(line))


def test_trades() -> None:
    assert has_trade(judge("Higher education reporter"))
    assert not has_trade(judge("Reporter"))
    assert not has_trade(judge("Boats sank, says the reporter"))
