"""Bylines, datelines and captions."""

from __future__ import annotations

import pytest

from kg.text.credits import dateline_end, is_byline, is_caption, is_dateline, is_name, is_only_date
from kg.text.furniture import judge


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Berg",
        "BY ADA BERG AND BO LUND",
        "By Ada Berg, Harbour Correspondent",
        "By Ada Berg in Eastport",
        "By Dr. Ada van den Berg, staff writer",
        "Writer: Li Dan",
        "Editor: Zhang Yu",
        "Editor:Zhang Yu",
        "Reporting by João Ferrer",
        "(Editing by Ann Maes)",
        "(Reporting by Ada Berg and Bo Lund; Editing by Cy Holm)",
        "Additional reporting by Bo Lund",
        "Published: 6:12pm, 2 Jun, 2023",
        "2018-08-16   Source: Eastport Daily",
        "28 June 2024",
        "Friday, July 21, 2017",
        "December 14 2016",
        "Xinhua | Updated: 2022-09-01 20:45",
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
    [
        "Newport, 8 August 2025",
        "ISTANBUL – Anadolu Agency",
        "Eastport, Denmark, 3 May 2021",
        "GENEVA, June 5, 2021",
        "Hong Kong, 2 June 2023",
        "LONDON -- The Eastport Paper",
        "New York, New York—July 16, 2019—",
    ],
)
def test_datelines_of_their_own(line: str) -> None:
    assert is_dateline(judge(line))


@pytest.mark.parametrize(
    "line",
    [
        "Newport",
        "28 June 2024",
        "Eastport – a town by the sea",
        "Boats – Engines",
        "Eastport, the harbour, 412 boats",
        "LONDON CALLING",
    ],
)
def test_no_datelines_of_their_own(line: str) -> None:
    assert not is_dateline(judge(line))


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("COPENHAGEN – ", "For the second year running, boats are up."),
        ("GUANGZHOU, Sept. 1 (Xinhua) -- ", "The harbour was opened on Thursday."),
        ("BRUSSELS, Feb 26 2015 (EuroWire) - ", "The office received more than 412 boats."),
        ("Alicante, 2 October 2023. ", "João started work today."),
        ("WASHINGTON (AP) — ", "“We will stay,” she said."),
        ("NEW YORK, March 3, 2021 /PRNewswire/ -- ", "Boats Inc. grew."),
        ("WASHINGTON, D.C. – ", "The agency said so."),
        ("SHANGHAI—", "The city grew."),
        ("ITANAGAR, 1 Mar: ", "Boats are up."),
        ("NAIROBI: ", "Between November and June boats were up."),
        ("Nairobi — ", "The authority destroyed boats."),
        ("Geneva/Nairobi, 5 June 2021 – ", "The report says so."),
        ("KYIV, Ukraine (AP) — ", "Boats are up."),
        ("2nd June 2023 – ", "Customs seized boats."),
        ("TOKYO, Jan. 5 (Kyodo) – ", "12 boats sank."),
        ("RIO DE JANEIRO — ", "Boats are up."),
        ("[SINGAPORE] ", "The office has named a director."),
        ("New York, New York—July 16, 2019—", "The association said so."),
    ],
)
def test_datelines_before_the_first_words(dateline: str, rest: str) -> None:
    assert dateline_end(dateline + rest) == len(dateline)


@pytest.mark.parametrize(
    "text",
    [
        "The city – a port – grew.",
        "Apple – which makes phones – grew.",
        "Samsung – Apple's rival – said so.",
        "Chen: The city will grow.",
        "[Ada Berg] The city will grow.",
        "In May 2021. The city grew.",
        "Boats are up. Engines are down.",
        "A. Berg said so.",
        "WIPO said on 2 May 2021. It did not.",
        "Nearly 412 boats were registered.",
        "On 2 June – a Friday – boats were seized.",
        "x" * 500,
        "",
    ],
)
def test_sentences_without_a_dateline(text: str) -> None:
    assert dateline_end(text) == 0


@pytest.mark.parametrize(
    "line",
    [
        "[Photo: The library of the harbour on Aug. 16. Xinhua/Liu Dawei]",
        "Photo: The Eastport Paper",
        "Image credit: Bo Lund",
        "FILE PHOTO: A boat leaves the harbour on 3 May.",
        "Pictured: the mayor with two builders",
        "A boat leaves the harbour. Photo: Bo Lund",
        "The mayor at the launch. [PHOTO: Bo Lund]",
        "The mayor at the launch (Reuters)",
        "Boats in the harbour of Eastport. Bo Lund/AFP",
        "Boats in the harbour of Eastport. AFP/Bo Lund",
        "Boats in the harbour (Bo Lund/Getty Images)",
        "Photo by Bo Lund",
        "(Photo courtesy of the harbour office)",
    ],
)
def test_captions(line: str) -> None:
    assert is_caption(judge(line))


@pytest.mark.parametrize(
    "line",
    [
        "Photographs of the boats were shown to the mayor on Monday.",
        "Image rights are protected for 70 years in Eastport.",
        "The boat belongs to the harbour office.",
        "Prices rose in Eastport and/or Westport",
        "The left bank of the river was closed.",
        "Credit grew by 4 percent last year.",
    ],
)
def test_no_captions(line: str) -> None:
    assert not is_caption(judge(line))
