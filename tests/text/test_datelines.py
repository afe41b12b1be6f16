"""Datelines of their own and before the first words."""

from __future__ import annotations

import pytest

from kg.text.datelines import dateline_end, is_dateline
from kg.text.furniture import judge


@pytest.mark.parametrize(
    "line",
    [
        "Eastport, 4 March 2021",
        "ISTANBUL – Anadolu Agency",
        "Eastport, Denmark, 3 May 2021",
        "GENEVA, June 5, 2021",
        "Hong Kong, 2 June 2023",
        "LONDON -- The Eastport Paper",
        "NEW DELHI, SEPTEMBER 18, 2020 21:47 IST",
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
        "Published: 9:40am, 11 Mar, 2022",
        "Updated 3 May 2021, 10:30",
        "Reuters, 3 May 2021",
    ],
)
def test_no_datelines_of_their_own(line: str) -> None:
    assert not is_dateline(judge(line))


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("EASTPORT – ", "Boats are up again."),
        ("SHANGHAI, Oct. 5 (Xinhua) -- ", "A new harbour opened on Monday."),
        ("LISBON, Mar 4 2021 (Newswire) - ", "The port counted 412 boats."),
        ("Lisbon, 4 March 2021. ", "Ada sailed at noon."),
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
        "WIPO – the UN agency – said so.",
        "WIPO said on 2 May 2021. It did not.",
        "Nearly 412 boats were registered.",
        "On 2 June – a Friday – boats were seized.",
        "x" * 500,
        "",
    ],
)
def test_sentences_without_a_dateline(text: str) -> None:
    assert dateline_end(text) == 0
