"""Paths to documents: each file goes to the reader of its suffix; what cannot be read is said, never dropped."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import BinaryIO, Final

from kg.errors import InputError
from kg.model import Document, Unread
from kg.text.dates import iso_date
from kg.text.html import looks_like_html, read_html
from kg.text.jsonl import lines_of, looks_like_jsonl, read_jsonl, read_rows
from kg.text.markdown import read_markdown
from kg.text.paths import STDIN, Listed, list_files
from kg.text.plain import read_plain

FileReader = Callable[[bytes, str, str], Document]
StreamReader = Callable[[BinaryIO, str], Iterable[Document | Unread]]

FILE_READERS: Final[Mapping[str, FileReader]] = {
    ".htm": read_html,
    ".html": read_html,
    ".markdown": read_markdown,
    ".md": read_markdown,
    ".txt": read_plain,
    ".xhtml": read_html,
}
"""Readers of files that are one document: (bytes, id, source) to a document, or InputError with the reason."""

STREAM_READERS: Final[Mapping[str, StreamReader]] = {".jsonl": read_jsonl, ".ndjson": read_jsonl}
"""Readers of files that hold many documents."""

SIZE_LIMIT = 10_000_000  # bytes of one document, some ten minutes of analysis; a file of many has no limit


def read(paths: Sequence[str], *, date: str | None = None) -> Iterator[Document | Unread]:
    """Read the documents that files, folders, globs, JSONL files and "-" (standard input) name, one at a time.

    The order does not depend on the order of the paths. `date` is for documents that have none themselves. Raises at
    once: UsageError for a bad date, InputMissing for a path that names nothing, InputError for a folder without
    documents. What is wrong with one document comes as `Unread` in its place.
    """
    own_date = iso_date(date) if date is not None else None
    listed = list_files([paths] if isinstance(paths, str) else paths, (*FILE_READERS, *STREAM_READERS))
    return _without_repeats(_dated(item, own_date) for file in listed for item in _open(file))


def _dated(item: Document | Unread, date: str | None) -> Document | Unread:
    return replace(item, date=date) if isinstance(item, Document) and item.date is None and date else item


def _without_repeats(items: Iterable[Document | Unread]) -> Iterator[Document | Unread]:
    """Let the first document of an id pass; say where a later one's first is."""
    seen: dict[str, tuple[str, bytes]] = {}
    for item in items:
        if isinstance(item, Unread):
            yield item
            continue
        source = item.source or item.id
        content = hashlib.sha256(item.text.encode("utf-8", "surrogatepass")).digest()
        first, first_content = seen.setdefault(item.id, (source, content))
        if first == source:
            yield item
        else:
            yield repeated(item.id, source, first, alike=first_content == content)


def repeated(id: str, source: str, first: str, *, alike: bool) -> Unread:
    """Tell of a document that has the id of an earlier one, and maybe its text."""
    if alike:
        return Unread(source, f"is the same document as {first}: id {id!r} and text are equal")
    return Unread(source, f"has the id {id!r} of {first} but another text; give each document its own id")


def _open(file: Listed) -> Iterator[Document | Unread]:
    if file.source == STDIN:
        yield from _read_stdin(sys.stdin.buffer)
        return
    suffix = file.path.suffix.lower()
    if suffix not in FILE_READERS and suffix not in STREAM_READERS:
        known = ", ".join(sorted((*FILE_READERS, *STREAM_READERS)))
        what = f"the suffix {suffix!r} is unknown" if suffix else "it has no suffix"
        yield Unread(file.source, f"{what}; files that can be read end in {known}")
        return
    try:
        if not stat.S_ISREG(os.stat(file.path).st_mode):
            raise InputError("is no regular file; copy its content into one")
        with open(file.path, "rb") as stream:
            if suffix in STREAM_READERS:
                yield from STREAM_READERS[suffix](stream, file.source)
            else:
                yield _read_one(FILE_READERS[suffix], stream.read(SIZE_LIMIT + 1), file.id, file.source)
    except OSError as error:
        yield Unread(file.source, f"cannot be read ({error.strerror or error}); check the file")
    except InputError as error:
        yield Unread(file.source, str(error))


def _read_one(reader: FileReader, data: bytes, id: str, source: str) -> Document:
    if len(data) > SIZE_LIMIT:
        raise InputError(f"is larger than {SIZE_LIMIT // 1_000_000} MB; split it, or give its documents as JSONL")
    if not data:
        raise InputError("is empty")
    document = reader(data, id, source)
    if not document.text.strip():
        raise InputError("holds no text")
    return document


def _read_stdin(stream: BinaryIO) -> Iterator[Document | Unread]:
    """Read standard input as what its beginning looks like: rows of JSON, a web page, else plain text."""
    first = stream.readline(SIZE_LIMIT + 1)
    if looks_like_jsonl(first):
        yield from read_rows(chain([first], lines_of(stream)), STDIN)
        return
    data = first + stream.read(SIZE_LIMIT + 1)
    try:
        yield _read_one(read_html if looks_like_html(data) else read_plain, data, "stdin", STDIN)
    except InputError as error:
        yield Unread(STDIN, str(error))
