"""Plain text: the document is the file."""

from __future__ import annotations

from kg.model import Document
from kg.text.decoding import decode


def read_plain(data: bytes, id: str, source: str) -> Document:
    """Take the text of a file as it is."""
    return Document(id=id, text=decode(data), source=source)
