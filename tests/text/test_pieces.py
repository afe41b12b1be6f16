"""Lines and paragraphs, list marks, and text that was wrapped by hand."""

from __future__ import annotations

import textwrap

import pytest

from kg.text.pieces import plain_pieces

LONG = (
    "The harbour office of Eastport registered 412 new boats last year, which is a fifth more than in the year before, "
    "its director told reporters on Monday, and the waiting list has grown to 1,300 names since the spring."
)
OTHER = (
    "Fees stay as they are until the council has voted, which it plans to do in the first week of May, when the two "
    "yards on the northern shore will have shown their books."
)


def texts(text: str) -> list[str]:
    return [piece.text for piece in plain_pieces(text)]


def test_each_line_is_a_piece_with_its_place() -> None:
    text = "  One.\r\n\r\nTwo.\rThree. \u2028Four.\n"
    pieces = plain_pieces(text)
    assert [text[piece.span.start : piece.span.end] for piece in pieces] == ["One.", "Two.", "Three.", "Four."]
    assert [piece.gap for piece in pieces[1:]] == [True, False, False]


@pytest.mark.parametrize("mark", ["- ", "• ", "* ", "1. ", "12) ", "(3) ", "(b) ", "a) ", "–\u00a0"])
def test_list_marks_are_left_out(mark: str) -> None:
    (piece,) = plain_pieces(f" {mark}Two yards build boats.")
    assert piece.text == "Two yards build boats."
    assert piece.span.start == 1 + len(mark)
    assert piece.is_item


@pytest.mark.parametrize(
    "text", ["2016 was a good year.", "A. Berg said so.", "-5 degrees.", "3.5 percent more.", "1984. A novel."]
)
def test_figures_and_initials_are_no_list_marks(text: str) -> None:
    assert texts(text) == [text]


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize("between", ["\n\n", "\r\n\r\n"])
def test_paragraphs_wrapped_by_hand_become_one_piece(width: int, between: str) -> None:
    line_end = between[: len(between) // 2]
    text = between.join(line_end.join(textwrap.wrap(paragraph, width)) for paragraph in (LONG, OTHER, LONG))
    assert texts(text) == [LONG, OTHER, LONG]
    for piece in plain_pieces(text):
        assert " ".join(text[piece.span.start : piece.span.end].split()) == piece.text


def test_wrapped_paragraphs_without_an_empty_line_are_told_by_indents() -> None:
    wrapped = ["\n".join(textwrap.wrap(paragraph, 70, initial_indent="    ")) for paragraph in (LONG, OTHER)]
    assert texts("\n".join(wrapped)) == [LONG, OTHER]


def test_short_paragraphs_of_wrapped_text_are_joined_and_the_head_is_not() -> None:
    head = "Eastport registers a fifth more boats than in the year before\nBy Ada Berg\n27 April 2021"
    short = "The two yards on the northern shore employ 85 people today,\nand they want more."
    body = "\n\n".join("\n".join(textwrap.wrap(paragraph, 70)) for paragraph in (LONG, OTHER))
    assert texts(f"{head}\n\n{body}\n\n{short}") == [*head.split("\n"), LONG, OTHER, short.replace("\n", " ")]


def test_one_paragraph_per_line_stays_so() -> None:
    text = f"{LONG}\n{OTHER}\nShort one here.\n{LONG}"
    assert texts(text) == text.split("\n")


def test_lists_of_short_lines_stay_lines() -> None:
    lines = [
        "Boats registered in Eastport: 412",
        "Boats registered in Westport: 377",
        "Boats registered in Northport: 95",
    ]
    assert texts("\n".join(lines)) == lines


def test_items_of_a_list_that_were_wrapped_are_joined() -> None:
    items = ["\n".join(textwrap.wrap(item, 70, initial_indent="- ", subsequent_indent="  ")) for item in (LONG, OTHER)]
    assert texts("\n".join(items)) == [LONG, OTHER]
