"""Bytes to text without a change."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.text.decoding import decode, without_surrogates

ACCENTS = "Zoë Kjær met João at the café in Zürich – “a first”, she said. The office stayed open all day."


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
        ("cp1252", b""),
    ],
)
def test_encodings_are_told(encoding: str, mark: bytes) -> None:
    assert decode(mark + ACCENTS.encode(encoding)) == ACCENTS


def test_latin_1_is_read_where_windows_1252_has_no_sign() -> None:
    assert decode("São Tomé\x81 grew".encode("latin-1")) == "São Tomé\x81 grew"


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    data = text.encode()
    if not data.startswith((codecs.BOM_UTF8, b"%PDF-", b"PK", b"{\\rtf", b"BZh", b"GIF8", b"SQLite")):
        assert decode(data) == text


@pytest.mark.parametrize("text", ["a\r\nb\rc\n", "e\u0301 \u00e9", "tab\there\u00a0and\u200bthere", "  spaces  \n\n"])
def test_line_ends_and_normal_forms_stay(text: str) -> None:
    assert decode(text.encode()) == text


def test_one_bad_byte_does_not_spoil_the_other_characters() -> None:
    assert decode("“Größe” und “Länge”".encode() + b"\xff") == "“Größe” und “Länge”\ufffd"


def test_an_encoding_that_the_file_names_is_used() -> None:
    chinese = "专利申请量同比增长。"
    assert decode(chinese.encode("gb18030"), "gb18030") == chinese
    assert decode("café au lait, every day".encode("latin-1"), "no-such-thing") == "café au lait, every day"
    assert decode("a – b".encode("cp1252"), "iso-8859-1") == "a – b"


def test_another_script_is_guessed() -> None:
    russian = "Заявок на патенты стало больше, чем год назад, сообщило ведомство в понедельник. " * 5
    assert decode(russian.encode("cp1251")) == russian


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bytes(range(256)) * 4, "binary"),
        (b"text with\0a nul", "binary"),
        (b"%PDF-1.7 and so on", "PDF"),
        (b"PK\x03\x04 word/document.xml", "office document"),
        (b"\x89PNG\r\n", "image"),
        (b"{\\rtf1 text}", "RTF"),
    ],
)
def test_what_is_no_text_is_refused_with_a_way_out(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=f"{reason}.*save its text as .txt"):
        decode(data)


def test_half_a_surrogate_pair_is_replaced_in_place() -> None:
    assert without_surrogates("a\ud800b😀") == "a\ufffdb😀"
