"""The file itself: style, script and data inlined, and a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from kg.errors import UsageError
from kg.export.options import PLAIN, Options
from kg.export.page.data import Limits, data

if TYPE_CHECKING:
    from kg.graph import Graph

_STATIC: Final = files("kg.export.page") / "static"
_VENDORED: Final = "vendor/drawing.js"
# One scope for all of them: what a file declares, those after it may use.
_SCRIPTS: Final = (
    "dom",
    "data",
    "theme",
    "charts",
    "claims",
    "filters",
    "search",
    "layout",
    "lines",
    "looks",
    "drawing",
    "choosing",
    "tools",
    "overview",
    "entity",
    "document",
    "panel",
    "main",
)
_STYLES: Final = ("page", "panel", "dark")
_FILLED: Final = re.compile(r"\{\{(\w+)\}\}")
# As JSON writes them, these end no element of HTML and no line of a script.
_ESCAPES: Final = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})
_LINK: Final = re.compile(r"(?:https?:/)?/[^\s\\]*")


@dataclass(frozen=True, slots=True)
class Page:
    """A page whole, and the Content-Security-Policy that a server sends with it."""

    html: bytes
    csp: str


def explorer(graph: Graph, *, links: Sequence[tuple[str, str]] = (), limits: Limits | None = None) -> Page:
    """Write the page that shows a graph; `links` are further places in its header, each a label and an address.

    Raises UsageError for a link that is neither http(s) nor a path of the same site.
    """
    policy = _policy()
    filled = {
        "policy": policy,
        "style": _style(),
        "links": "".join(map(_link, links)),
        "data": embedded(data(graph, limits or Limits())),
        "vendored": _read(_VENDORED),
        "script": _script(),
    }
    text = _FILLED.sub(lambda found: filled[found[1]], _read("page.html"))
    return Page(text.encode(), f"{policy}; frame-ancestors 'none'")


def write(graph: Graph, options: Options = PLAIN) -> Iterator[bytes]:
    """Yield the page that shows a graph."""
    yield explorer(graph).html


def embedded(value: Any) -> str:
    r"""Write JSON that no HTML parser takes for anything else.

    >>> print(embedded("</script>"))
    "\u003c/script\u003e"
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _link(link: tuple[str, str]) -> str:
    label, href = link
    if not _LINK.fullmatch(href) or href.startswith("//"):
        raise UsageError(f"link {href!r} is no place for a page; give an http(s) address or a path that starts with /")
    return f'<a href="{html.escape(href)}" rel="noopener noreferrer">{html.escape(label)}</a>'


@lru_cache(maxsize=1)
def _policy() -> str:
    scripts = " ".join(map(_hash, (_read(_VENDORED), _script())))
    return (
        f"default-src 'none'; script-src {scripts}; style-src {_hash(_style())}; img-src data:; worker-src blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@lru_cache(maxsize=1)
def _script() -> str:
    body = "\n".join(_read(f"{name}.js") for name in _SCRIPTS)
    return f'(() => {{\n"use strict";\n{body}}})();\n'


@lru_cache(maxsize=1)
def _style() -> str:
    return "\n".join(_read(f"{name}.css") for name in _STYLES)


def _read(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")
