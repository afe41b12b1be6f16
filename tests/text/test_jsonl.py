"""Rows of JSON: what is read, and what is said about the others."""

from __future__ import annotations

import io
import json
import re

import pytest

from kg.model import Document, Unread
from kg.text import jsonl
from kg.text.jsonl import looks_like_jsonl, read_jsonl


def rows(*lines: str | bytes | dict[str, object]) -> list[Document | Unread]:
    data = b"\n".join(
        line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode()
        for line in lines
    )
    return list(read_jsonl(io.BytesIO(data), "news.jsonl"))


def reason(row: str | bytes | dict[str, object]) -> str:
    (only,) = rows(row)
    assert isinstance(only, Unread), only
    assert only.source == "news.jsonl:1"
    return only.reason


def test_all_fields_are_taken() -> None:
    assert rows(
        {
            "id": "a-1",
            "text": " Words\r\nstay. ",
            "title": "A title",
            "date": "2021-04",
            "authors": ["Ada Berg", "Bo Lund"],
            "url": "https://example.org/a",
            "publisher": "The Paper",
            "language": "en",
            "more": {"is": "ignored"},
        }
    ) == [
        Document(
            id="a-1",
            text=" Words\r\nstay. ",
            title="A title",
            date="2021-04",
            authors=("Ada Berg", "Bo Lund"),
            url="https://example.org/a",
            publisher="The Paper",
            language="en",
            source="news.jsonl:1",
        )
    ]


def test_lenient_where_the_meaning_is_plain() -> None:
    (only,) = rows(
        {"id": 7, "text": "Words.", "date": "2021-04-27T10:00:00Z", "authors": "Ada Berg", "title": "", "url": None}
    )
    assert isinstance(only, Document)
    assert (only.id, only.date, only.authors, only.title, only.url) == ("7", "2021-04-27", ("Ada Berg",), None, None)
    (other,) = rows({"id": "y", "text": "Words.", "date": 2021})
    assert isinstance(other, Document)
    assert other.date == "2021"


def test_a_broken_line_is_named_and_the_others_are_read() -> None:
    first, second, third = rows(
        {"id": "a", "text": "One."}, '{"id": "b", "text": "Tw', b"", {"id": "c", "text": "Three."}
    )
    assert isinstance(first, Document)
    assert second == Unread("news.jsonl:2", second.reason)  # type: ignore[union-attr]
    assert "not JSON" in second.reason
    assert isinstance(third, Document)
    assert third.source == "news.jsonl:4"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("{'id': 'a'}", "not JSON: Expecting property name"),
        ("[1, 2]", "not an object"),
        ('"text"', "not an object"),
        ("[" * 100_000, "not JSON"),
        ('{"id": ' + "9" * 5000 + ', "text": "x"}', "not JSON"),
        ({"text": "x"}, 'has no "id"'),
        ({"id": " ", "text": "x"}, 'has no "id"'),
        ({"id": True, "text": "x"}, 'has no "id"'),
        ({"id": "a"}, 'has no "text"'),
        ({"id": "a", "text": 5}, 'has no "text"'),
        ({"id": "a", "text": " \n"}, "holds no text"),
        ({"id": "a", "text": "x", "title": ["t"]}, '"title" is a list, not a string'),
        ({"id": "a", "text": "x", "date": "27 April"}, "27 April.*YYYY-MM-DD"),
        ({"id": "a", "text": "x", "date": "2021-02-30"}, "not in the calendar"),
        ({"id": "a", "text": "x", "date": 1.5}, '"date" is a number'),
        ({"id": "a", "text": "x", "authors": {"name": "y"}}, '"authors" is an object, not a list of strings'),
        ({"id": "a", "text": "x", "authors": ["y", 3]}, '"authors" is a list'),
    ],
)
def test_each_fault_has_its_sentence(row: str | dict[str, object], words: str) -> None:
    assert re.search(words, reason(row)), reason(row)


def test_a_file_without_rows_says_so() -> None:
    assert rows("", "  ") == [Unread("news.jsonl", "is empty: no line holds a document")]


def test_a_mark_at_the_beginning_and_latin_1_are_read() -> None:
    first, second = rows(
        b"\xef\xbb\xbf" + b'{"id": "a", "text": "One."}', '{"id": "b", "text": "Caf\u00e9 noir"}'.encode("latin-1")
    )
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert second.text == "Café noir"


def test_half_a_surrogate_pair_leaves_a_text_that_can_be_written() -> None:
    (only,) = rows('{"id": "a", "text": "x \\ud83d y"}')
    assert isinstance(only, Document)
    assert only.text.encode() == "x \ufffd y".encode()


def test_a_line_that_is_too_long_is_skipped_without_being_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LINE_LIMIT", 100)
    first, second = rows({"id": "a", "text": "x" * 1000}, {"id": "b", "text": "Short."})
    assert isinstance(first, Unread)
    assert "is longer than" in first.reason
    assert isinstance(second, Document)


def test_rows_are_told_from_an_article() -> None:
    assert looks_like_jsonl(b'{"id": "a", "text": "x"}\n')
    assert not looks_like_jsonl(b"{Editor's note} Words.\n")
    assert not looks_like_jsonl(b"Words.\n")
