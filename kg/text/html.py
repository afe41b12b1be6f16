"""Web pages: the main content and what the page says about itself, without the network.

Left out: comments, scripts, navigation, and pages of more than `SIZE_LIMIT` bytes. A page too deep or too crowded for
trafilatura, whose time then grows with the square, gives all its visible text instead.
"""

from __future__ import annotations

import logging
import re
from typing import Any

from kg.errors import InputError, UsageError
from kg.model import Document
from kg.text.dates import day_of
from kg.text.decoding import decode

SIZE_LIMIT = 10_000_000  # bytes
_ELEMENT_LIMIT = 30_000
_DEPTH_LIMIT = 150
_FIELD_LIMIT = 1000  # characters of a title or a name
_TINY = 200  # characters; all of a page with no more is content

_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([a-z0-9_:.-]{2,40})", re.I)
_SPACE = re.compile(r"\s+")
_HIDDEN = frozenset(
    {"button", "footer", "head", "iframe", "nav", "noscript", "object", "script", "select", "style", "svg", "template"}
)
_INLINE = frozenset(
    {"a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup"}
    | {"time", "u"}
)
_DATES = {"extensive_search": False, "original_date": True, "min_date": "1990-01-01", "max_date": "2100-01-01"}
"""No guesses from the page's text; a fixed end, for htmldate's own is the day it runs."""


def looks_like_html(data: bytes) -> bool:
    """Say whether bytes begin as a web page does."""
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html", b"<?xml")) and b"<html" in data[:4096].lower()


def read_html(data: bytes, id: str, source: str) -> Document:
    """Extract title, author, date, address, publisher and the main text, which begins with the title."""
    if len(data) > SIZE_LIMIT:
        raise InputError(f"is a web page of more than {SIZE_LIMIT // 1_000_000} MB; save its text as .txt")
    declared = _DECLARED.search(data, 0, 4096)
    tree = _parse(decode(data, declared[1].decode("ascii") if declared else None))
    if tree is None:
        raise InputError("holds no text")
    is_modest = _is_modest(tree)
    about = _metadata(tree) if is_modest else None
    text = _visible_text(tree)
    if is_modest and len(text) > _TINY:
        text = _main_text(tree) or text
    title = _title(about, tree)
    return Document(
        id=id,
        text=_headed(title, text),
        title=title,
        date=_date(about),
        authors=_authors(about),
        url=_attribute(about, "url"),
        publisher=_publisher(about),
        language=(tree.get("lang") or "").strip().partition("-")[0].lower() or None,
        source=source,
    )


def _parse(markup: str) -> Any:
    from lxml import html
    from lxml.etree import LxmlError

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(markup.encode(), parser=parser)
    except (LxmlError, ValueError):
        return None


def _is_modest(tree: Any) -> bool:
    """Say whether a page is as deep and as long as pages that people write."""
    from lxml.etree import iterwalk

    depth = 0
    for count, (event, _) in enumerate(iterwalk(tree, events=("start", "end"))):
        depth += 1 if event == "start" else -1
        if depth > _DEPTH_LIMIT or count > 2 * _ELEMENT_LIMIT:
            return False
    return True


def _quiet() -> None:
    """Keep what the libraries log about odd pages off standard error, unless the program has set up logging."""
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _metadata(tree: Any) -> Any:
    from trafilatura.metadata import extract_metadata

    _quiet()
    try:
        return extract_metadata(tree, date_config=dict(_DATES))
    except Exception:  # its parsers of JSON-LD and dates meet any page; without metadata the text still counts
        return None


def _main_text(tree: Any) -> str:
    from trafilatura import bare_extraction

    _quiet()
    try:
        page = bare_extraction(tree, include_comments=False, with_metadata=False)
    except Exception:  # as above: the visible text is the way out
        return ""
    return str(getattr(page, "text", None) or "").strip()


def _visible_text(tree: Any) -> str:
    """Return the words that a reader sees, a line per block."""
    from lxml.etree import iterwalk

    lines: list[str] = []
    words: list[str] = []
    hidden = 0
    for event, element in iterwalk(tree, events=("start", "end")):
        is_start = event == "start"
        if element.tag in _HIDDEN:
            hidden += 1 if is_start else -1
        if element.tag not in _INLINE:
            lines.append(_SPACE.sub(" ", "".join(words)).strip())
            words = []
        if not hidden:
            words.append((element.text if is_start else element.tail) or "")
    lines.append(_SPACE.sub(" ", "".join(words)).strip())
    return "\n".join(line for line in lines if line)


def _headed(title: str | None, text: str) -> str:
    """Put the title above a text that does not begin with it, so that what it says has a place in the text."""
    if title is None:
        return text
    first = [_SPACE.sub(" ", line).strip().casefold() for line in text[:2000].splitlines()[:3]]
    if any(line and (line in title.casefold() or title.casefold() in line) for line in first):
        return text
    return f"{title}\n\n{text}" if text else title


def _attribute(about: Any, name: str) -> str | None:
    value = getattr(about, name, None)
    if not isinstance(value, str) or len(value) > _FIELD_LIMIT:
        return None
    return _SPACE.sub(" ", value).strip() or None


def _title(about: Any, tree: Any) -> str | None:
    title = _attribute(about, "title")
    if title is None:
        element = tree.find(".//title")
        title = _SPACE.sub(" ", element.text_content()[:_FIELD_LIMIT]).strip() if element is not None else None
    return title or None


def _date(about: Any) -> str | None:
    date = _attribute(about, "date")
    try:
        return day_of(date) if date else None
    except UsageError:
        return None


def _authors(about: Any) -> tuple[str, ...]:
    names = (name.strip() for name in (_attribute(about, "author") or "").split(";"))
    return tuple(dict.fromkeys(name for name in names if name))


def _publisher(about: Any) -> str | None:
    name = _attribute(about, "sitename")
    return None if name is None or name == _attribute(about, "hostname") else name
