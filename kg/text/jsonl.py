"""JSON Lines: a document per line, read one line at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from kg.errors import InputError
from kg.model import Document, Unread
from kg.text.dates import day_of
from kg.text.decoding import decode, without_surrogates

LINE_LIMIT = 10_000_000  # bytes; a longer line is no article and would fill the memory
NO_ROWS = "is empty: no line holds a document"


def read_jsonl(stream: BinaryIO, source: str) -> Iterator[Document | Unread]:
    """Read documents from lines of {"id", "text"} with "title", "date", "authors", "url", "publisher", "language"."""
    return read_rows(lines_of(stream), source)


def read_rows(lines: Iterable[bytes], source: str) -> Iterator[Document | Unread]:
    """Read a document from each line; its source is the path and the line's number."""
    rows = 0
    for number, line in enumerate(lines, start=1):
        item = read_row(line, f"{source}:{number}")
        if item is not None:
            rows += 1
            yield item
    if not rows:
        yield Unread(source, NO_ROWS)


def read_row(line: bytes, where: str) -> Document | Unread | None:
    """Read a document from one line, whose place is its source; None from a blank one."""
    if not line.strip(b" \t\r\n\xef\xbb\xbf"):
        return None
    try:
        return _document(_parse(line), where)
    except InputError as error:
        return Unread(where, str(error))


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines; of one that is too long, a beginning that is too long as well."""
    while line := stream.readline(LINE_LIMIT + 1):
        yield line
        while len(line) > LINE_LIMIT and not line.endswith(b"\n"):
            line = stream.readline(LINE_LIMIT + 1)


def looks_like_jsonl(line: bytes) -> bool:
    """Say whether a text that begins with this line is rows of JSON rather than an article."""
    return line.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b'{"')


def _parse(line: bytes) -> dict[str, object]:
    if len(line) > LINE_LIMIT:
        raise InputError(f"is longer than {LINE_LIMIT // 1_000_000} MB; split the document")
    try:
        row = json.loads(decode(line).rstrip())
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error.msg} (column {error.colno}); mend this line") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON that can be read: {error}; mend this line") from None
    if not isinstance(row, dict):
        raise InputError('not an object; each line is {"id": …, "text": …}')
    return row


def _document(row: dict[str, object], source: str) -> Document:
    return Document(
        id=_id(row),
        text=_text(row),
        title=_optional(row, "title"),
        date=_date(row),
        authors=_authors(row),
        url=_optional(row, "url"),
        publisher=_optional(row, "publisher"),
        language=_optional(row, "language"),
        source=source,
    )


def _id(row: dict[str, object]) -> str:
    value = row.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise InputError('has no "id" (a text that no other document has); add one')
    return without_surrogates(value.strip())


def _text(row: dict[str, object]) -> str:
    value = row.get("text")
    if not isinstance(value, str):
        raise InputError('has no "text" (the article as a string); add it')
    if not value.strip():
        raise InputError('holds no text: "text" is empty')
    return without_surrogates(value)


def _optional(row: dict[str, object], name: str) -> str | None:
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f'"{name}" is {_kind(value)}, not a string; mend this line')
    return without_surrogates(value.strip()) or None


def _date(row: dict[str, object]) -> str | None:
    value = row.get("date")
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else _optional(row, "date")
    try:
        return day_of(text) if text else None
    except ValueError as error:
        raise InputError(str(error)) from None


def _authors(row: dict[str, object]) -> tuple[str, ...]:
    value = row.get("authors")
    names = [] if value is None else [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise InputError(f'"authors" is {_kind(value)}, not a list of strings; mend this line')
    return tuple(without_surrogates(name.strip()) for name in names if name.strip())


def _kind(value: object) -> str:
    kinds = {bool: "a boolean", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return kinds.get(type(value), "something else")
