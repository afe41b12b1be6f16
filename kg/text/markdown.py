"""Markdown: the text stays as it is, marks and all; the front matter gives title, date, authors and address."""

from __future__ import annotations

import re

from kg.errors import InputError, UsageError
from kg.model import Document
from kg.text.dates import day_of
from kg.text.decoding import decode

_FRONT_LIMIT = 20_000  # characters within which the front matter ends
_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.M)
_FIELD = re.compile(r"^([A-Za-z_]{1,40})[ \t]*:[ \t]*(.*?)[ \t]*\r?$")
_ITEM = re.compile(r"^[ \t]*-[ \t]+(.*?)[ \t]*\r?$")


def read_markdown(data: bytes, id: str, source: str) -> Document:
    """Take a file as it is, and from its front matter title, date, author(s), url, publisher and language."""
    text = decode(data)
    fields = _fields(text[: front_matter_end(text)])
    return Document(
        id=id,
        text=text,
        title=_first(fields, "title"),
        date=_date(fields),
        authors=(*fields.get("authors", ()), *fields.get("author", ())),
        url=_first(fields, "url", "canonical_url", "link"),
        publisher=_first(fields, "publisher"),
        language=_first(fields, "language", "lang"),
        source=source,
    )


def front_matter_end(text: str) -> int:
    """Return where the block between two lines of `---` at the very beginning ends, 0 where there is none."""
    opening = _FENCE.match(text)
    if opening is None or not text.startswith("---"):
        return 0
    closing = _FENCE.search(text, opening.end() + 1, _FRONT_LIMIT)
    if closing is None or not _FIELD.match(text[opening.end() :].lstrip().split("\n", 1)[0]):
        return 0
    return closing.end()


def _fields(block: str) -> dict[str, tuple[str, ...]]:
    """Read `key: value`, `key: [a, b]` and lists of `- item`, which is as much YAML as front matter needs."""
    fields: dict[str, tuple[str, ...]] = {}
    name = ""
    for line in block.split("\n"):
        if field := _FIELD.match(line):
            name = field[1].lower()
            fields[name] = tuple(_values(field[2]))
        elif name and (item := _ITEM.match(line)):
            fields[name] += tuple(_values(item[1]))
    return fields


def _values(text: str) -> list[str]:
    parts = text[1:-1].split(",") if text.startswith("[") and text.endswith("]") else [text]
    return [value for part in parts if (value := part.strip().strip("\"'").strip())]


def _first(fields: dict[str, tuple[str, ...]], *names: str) -> str | None:
    return next((value for name in names for value in fields.get(name, ())), None)


def _date(fields: dict[str, tuple[str, ...]]) -> str | None:
    date = _first(fields, "date")
    try:
        return day_of(date) if date else None
    except UsageError as error:
        raise InputError(f"front matter: {error}") from None
