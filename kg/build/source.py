"""What can be built from: paths, documents, or a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Final

from kg.errors import InputError
from kg.model import Document, Unread

Source = str | Path | Document | Iterable[str | Path | Document]

_SUFFIX: Final = re.compile(r"\.\w{1,8}$")
TEXT_ID: Final = "text"


def documents(source: Source, *, date: str | None = None) -> Iterator[Document | Unread]:
    """Return the documents of a source, laid out in blocks, and what could not be read, one at a time.

    A string with a line break, or with spaces and no suffix of a file, is a text when no file is called so. `date` is
    for documents that have none. Raises at once InputMissing and UsageError for paths and dates that make no sense.
    """
    from kg.text import iso_date, layout, read

    own_date = iso_date(date) if date else None
    if isinstance(source, Document | str | Path):
        source = [source]
    items: Iterable[Document | Unread]
    if isinstance(source, list | tuple) and all(isinstance(s, Path) or _is_path(s) for s in source):
        items = read([str(path) for path in source], date=date)
    else:
        items = _items(source, own_date)
    return (i if isinstance(i, Unread) else _readable(i if i.blocks else layout(i)) for i in _without_repeats(items))


def _items(source: Iterable[str | Path | Document], date: str | None) -> Iterator[Document | Unread]:
    from kg.text import read

    for item in source:
        if isinstance(item, Path) or _is_path(item):
            yield from read([str(item)], date=date)
        else:
            document = Document(TEXT_ID, item) if isinstance(item, str) else item
            yield replace(document, date=date) if date and document.date is None else document


def _is_path(item: str | Document | Path) -> bool:
    return isinstance(item, str) and not _is_text(item)


def _is_text(text: str) -> bool:
    if "\n" in text:
        return True
    return " " in text.strip() and not _SUFFIX.search(text.strip()) and not Path(text).exists()


def _readable(document: Document) -> Document | Unread:
    """Refuse a text that no file could hold, before it stops a whole graph from being written."""
    source = document.source or document.id
    try:
        document.text.encode()
    except UnicodeEncodeError as error:
        return Unread(source, f"holds half a character (a lone surrogate) at {error.start}; take it out")
    if not document.text.strip():
        return Unread(source, "is empty")
    return document


def _without_repeats(items: Iterable[Document | Unread]) -> Iterator[Document | Unread]:
    """Let the first document of an id pass."""
    seen: dict[str, str] = {}
    for item in items:
        if isinstance(item, Document) and item.id in seen:
            first = seen[item.id]
            yield Unread(item.source or item.id, f"has the id {item.id!r} of {first}; give each document its own id")
        else:
            if isinstance(item, Document):
                seen[item.id] = item.source or item.id
            yield item


def none_read(unread: Iterable[Unread]) -> InputError:
    """Say why nothing at all was read."""
    reasons = [f"{item.source}: {item.reason}" for item in unread]
    if len(reasons) > 1:
        return InputError(f"none of {len(reasons)} documents could be read; the first: {reasons[0]}")
    return InputError(reasons[0] if reasons else "no document was given")


def begun(items: Iterator[Document | Unread]) -> Iterator[Document | Unread]:
    """Read up to the first document, so that a build of nothing ends before anything heavy is loaded."""
    unread: list[Document | Unread] = []
    for item in items:
        if isinstance(item, Document):
            return chain(unread, [item], items)
        unread.append(item)
    raise none_read(item for item in unread if isinstance(item, Unread))
