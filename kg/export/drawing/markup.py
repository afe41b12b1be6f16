"""Text in XML."""

from __future__ import annotations

import re
from typing import Final

_SPECIAL: Final = re.compile(r'[\x00-\x08\x0a-\x1f\ufffe\uffff&<>"]')
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;"})


def escaped(text: str) -> str:
    """Escape characters for XML; those that it forbids are dropped."""
    return without_forbidden(text).translate(_ESCAPES) if _SPECIAL.search(text) else text


def quoted(text: str) -> str:
    """Escape characters and put the text between quotes, as the value of an attribute."""
    return f'"{escaped(text)}"'.replace("\t", "&#9;")


def without_forbidden(text: str) -> str:
    """Drop the characters that XML has no way to write."""
    return _FORBIDDEN.sub("", text)
