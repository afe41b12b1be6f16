"""Roles by the place in the document: what is read, and what is not."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.text import layout

ONE = "The harbour office of Eastport registered 412 new boats last year, a fifth more than in 2019."
TWO = "Its director, Ada Berg, told reporters that the waiting list had grown to 1,300 names."
THREE = "Fees stay as they are until the council has voted in the first week of May."
TITLE = "Eastport registers a fifth more boats"


def found(*lines: str, **known: object) -> list[tuple[str, str]]:
    document = layout(Document("x", "\n\n".join(lines), **known))  # type: ignore[arg-type]
    return [(block.role.value, document.slice(block.span)) for block in document.blocks]


def role(line: str, *lines: str, **known: object) -> str:
    (only,) = {name for name, text in found(*lines, **known) if text == line}
    return only


def test_a_page_as_newsrooms_write_it() -> None:
    assert found(
        "Home > News > Harbour",
        TITLE,
        "The waiting list has grown as well, says the director",
        "Bo Lund",
        "Published: 9:40am, 11 Mar, 2021",
        "[Photo: Boats in the harbour on May 3. Eastport Paper/Cy Holm]",
        f"EASTPORT, May 4 (Newswire) -- {ONE}",
        "Waiting list",
        TWO,
        THREE,
        "Editor: Dan Holm",
        "Special Reports",
        "Ferry timetable for the summer",
        "Top",
    ) == [
        ("debris", "Home > News > Harbour"),
        ("title", TITLE),
        ("lead", "The waiting list has grown as well, says the director"),
        ("byline", "Bo Lund"),
        ("byline", "Published: 9:40am, 11 Mar, 2021"),
        ("caption", "[Photo: Boats in the harbour on May 3. Eastport Paper/Cy Holm]"),
        ("dateline", "EASTPORT, May 4 (Newswire) --"),
        ("body", ONE),
        ("heading", "Waiting list"),
        ("body", TWO),
        ("body", THREE),
        ("byline", "Editor: Dan Holm"),
        ("debris", "Special Reports"),
        ("debris", "Ferry timetable for the summer"),
        ("debris", "Top"),
    ]


def test_a_press_release_with_notes() -> None:
    assert found(
        "PRESS RELEASE",
        TITLE,
        "Eastport, 4 May 2021",
        ONE,
        TWO,
        "Notes to editors",
        "1. The office belongs to the ministry.\n2. It has 40 people.",
        "Ends",
    ) == [
        ("debris", "PRESS RELEASE"),
        ("title", TITLE),
        ("dateline", "Eastport, 4 May 2021"),
        ("body", ONE),
        ("body", TWO),
        ("heading", "Notes to editors"),
        ("body", "The office belongs to the ministry."),
        ("body", "It has 40 people."),
        ("debris", "Ends"),
    ]


def test_a_caption_between_the_photographers_name_twice() -> None:
    caption = "Ada Berg, director of the harbour, says the office wants to grow over the next few years"
    for text in (caption, caption + "."):
        blocks = found(TITLE, f"Bo Lund\n{text}\nBo Lund", ONE, TWO)
        assert blocks[1:4] == [("byline", "Bo Lund"), ("caption", text), ("byline", "Bo Lund")]


def test_a_name_below_the_title_is_a_byline_unless_the_text_is_about_it() -> None:
    assert role("Bo Lund", TITLE, "Bo Lund", ONE, TWO, THREE) == "byline"
    assert role("Ada Berg", TITLE, "Ada Berg", ONE, TWO, THREE, ONE) == "heading"
    assert role("Ada Berg", TITLE, "Ada Berg", ONE, TWO, THREE, ONE, authors=("Ada Berg",)) == "byline"


def test_a_paper_between_date_and_writer_is_part_of_the_byline() -> None:
    assert (
        role("Harbour FM (Eastport)", TITLE, "4 June 2021", "Harbour FM (Eastport)", "By Bo Lund", ONE, TWO) == "byline"
    )


def test_a_sentence_above_the_byline_is_a_lead() -> None:
    assert role(TWO, TITLE, TWO, "By Bo Lund", ONE, THREE) == "lead"
    assert role(ONE, TITLE, ONE, "Reporting by Bo Lund") == "body"


def test_points_above_the_body_are_leads_and_lists_in_it_are_body() -> None:
    assert role("Fees stay as they are", TITLE, "- Fees stay as they are\n- The list has grown", ONE, TWO) == "lead"
    assert role("40 people", TITLE, ONE, "• 40 people\n• two yards", TWO) == "body"
    assert role("two yards", TITLE, ONE, TWO, "• 40 people\n• two yards") == "body"


def test_the_title_once_more_is_not_read_twice() -> None:
    assert [name for name, text in found(TITLE, TITLE, ONE, TWO) if text == TITLE] == ["title", "debris"]


def test_links_to_other_articles_end_at_the_next_sentence() -> None:
    blocks = found(TITLE, ONE, "Related stories", "Ferry fares go up in summer", "- Storm closes the port", TWO, THREE)
    assert [name for name, _ in blocks] == ["title", "body", "debris", "debris", "debris", "body", "body"]


def test_beginnings_of_other_articles_are_left_out_with_their_titles() -> None:
    teasers = (
        "Storm closes the port.",
        "The port was closed on Monday because of...",
        "Ferry fares",
        "From June, ferries...",
    )
    blocks = found(TITLE, ONE, TWO, "Related Posts", *teasers, THREE)
    assert [name for name, _ in blocks] == ["title", "body", "body", *["debris"] * 5, "body"]


def test_readers_comments_are_left_out_only_below_most_of_the_text() -> None:
    below = found(TITLE, ONE, TWO, THREE, "Leave a Reply", "I think that it is a shame.")
    assert below[-1] == ("debris", "I think that it is a shame.")
    above = found(TITLE, "Comments", ONE, TWO, THREE)
    assert [name for name, _ in above] == ["title", "debris", "body", "body", "body"]


@pytest.mark.parametrize(
    "lines",
    [
        (TITLE, ONE, "The yards are these:", "North Yard", "Old Yard"),
        (TITLE, ONE, "Key facts", "Boats: 412 in all", "Yards: two"),
        (TITLE, ONE, "A line without a full stop that says that 85 people work in the two yards"),
        (TITLE, ONE, "He left."),
    ],
)
def test_what_the_text_announces_or_says_in_full_at_its_end_is_body(lines: tuple[str, ...]) -> None:
    blocks = found(*lines)
    assert blocks[-1] == ("body", lines[-1])
    assert "debris" not in [name for name, _ in blocks]


def test_without_any_sentence_everything_is_read() -> None:
    assert [name for name, _ in found("Boats in Eastport", "North Yard with 40 people", "Old Yard")] == [
        "title",
        "body",
        "body",
    ]


def test_tables_that_were_flattened_are_left_out() -> None:
    cells = ["Year", "Boats", "Yards", "2018", "312", "2", "2019", "344", "2", "2020", "412", "2"]
    blocks = found(TITLE, ONE, *cells, TWO)
    assert [name for name, _ in blocks] == ["title", "body", *["debris"] * 12, "body"]


def test_only_the_first_paragraph_has_a_dateline() -> None:
    names = [name for name, _ in found(TITLE, f"EASTPORT – {ONE}", f"WESTPORT – {TWO}")]
    assert names == ["title", "dateline", "body", "body"]
