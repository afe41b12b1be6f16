"""Bytes to text, unchanged: no normalisation, line ends kept, a byte order mark is not part of the text.

UTF-8 first, UTF-16 and UTF-32 by their mark, then the 8-bit encodings of western Europe, then a guess.
"""

from __future__ import annotations

import codecs
import re

from kg.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SURROGATES = re.compile("[\ud800-\udfff]")

_WESTERN_SHARE = 0.3  # English and its neighbours hold fewer accented letters than this, other scripts more
_SAMPLE = 1 << 20


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of a file's bytes; raise InputError where they are no text.

    `declared` is the encoding that the file itself names; it counts where the bytes are not UTF-8.
    """
    for mark, marked in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(marked, "replace")
    _refuse_binary(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared is not None and (encoding := _known(declared)):
        return _decode_western(data) if encoding == "cp1252" else data.decode(encoding, "replace")
    return _decode_legacy(data)


def without_surrogates(text: str) -> str:
    """Put U+FFFD for half a surrogate pair (JSON can hold one, no file can); offsets stay."""
    return _SURROGATES.sub("\ufffd", text)


def _refuse_binary(data: bytes) -> None:
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"is {name}, not text; save its text as .txt")
    sample = data[:_SAMPLE]
    if b"\0" in sample or len(_CONTROL.findall(sample)) > len(sample) // 50:
        raise InputError("is binary, not text; save its text as .txt")


def _known(name: str) -> str | None:
    """Return Python's name of a text encoding; Latin-1 on the web means Windows-1252."""
    try:
        encoding = codecs.lookup(name)
    except LookupError:
        return None
    if encoding.name in ("ascii", "utf-8") or not encoding._is_text_encoding:
        return None
    return "cp1252" if encoding.name == "iso8859-1" else encoding.name


def _decode_legacy(data: bytes) -> str:
    mended = data.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    if len(mended) - len(mended.encode("ascii", "ignore")) > 2 * broken:
        return mended  # UTF-8 with a few bad bytes
    if len(_HIGH.findall(data)) < _WESTERN_SHARE * len(data):
        return _decode_western(data)
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:_SAMPLE]).best()
    if guess is None:
        raise InputError("is not text in any encoding that can be told; save it as UTF-8")
    return data.decode(guess.encoding, "replace")


def _decode_western(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")
