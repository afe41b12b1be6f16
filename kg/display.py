"""What notebooks show: a little HTML, in which every word that comes from elsewhere is escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import Final, NewType

Html = NewType("Html", str)

MOST_ROWS: Final = 50
_LONGEST: Final = 300


def text(words: object) -> Html:
    """Escape words; None is nothing, and what is longer than a cell should be is cut.

    >>> text('<b> & "b"')
    '&lt;b&gt; &amp; &quot;b&quot;'
    """
    said = "" if words is None else str(words)
    return Html(html.escape(said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"))


def bold(words: object) -> Html:
    """Set words in bold."""
    return Html(f"<b>{text(words)}</b>")


def small(words: object) -> Html:
    """Set words in small letters."""
    return Html(f"<small>{text(words)}</small>")


def code(words: object) -> Html:
    """Set words as code: an IRI, a name in a file."""
    return Html(f"<code>{text(words)}</code>")


def marked(before: str, words: str, after: str) -> Html:
    """Mark words in the sentence that they stand in; of much before them the end is kept.

    >>> marked("It said: ", "yes", ".")
    'It said: <mark>yes</mark>.'
    """
    near = before if len(before) <= _LONGEST else f"…{before[1 - _LONGEST :]}"
    return Html(f"{text(near)}<mark>{text(words)}</mark>{text(after)}")


def link(address: str | None, words: object) -> Html:
    """Link words to an address on the web; an address of any other kind is left away, since it may hold a script.

    >>> link("javascript:alert(1)", "here")
    'here'
    """
    if address is None or not address.lower().startswith(("http://", "https://")):
        return text(words)
    return Html(f'<a href="{html.escape(address)}" rel="noopener noreferrer">{text(words)}</a>')


def lines(parts: Iterable[Html]) -> Html:
    """Set parts below each other."""
    return Html("<br>".join(parts))


def table(columns: Sequence[str], rows: Iterable[Sequence[Html]], *, left: int = 0) -> Html:
    """Set rows as a table, words to the left; `left` is how many more rows there are than those given."""
    head = "".join(f'<th style="text-align:left">{text(name)}</th>' for name in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>\n" for row in rows)
    more = f"\n{small(f'and {left:,} more')}" if left > 0 else ""
    return Html(f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>{more}")


def block(*parts: Html) -> Html:
    """Set parts one after the other as one whole."""
    return Html("<div>\n" + "\n".join(part for part in parts if part) + "\n</div>")


def _cell(content: Html) -> str:
    return f'<td style="text-align:left">{content}</td>'
