"""Quotation marks: the stretches of a document that stand between them, over sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from kg.model import AnalysedDocument, Role, Sentence, Span

PAIRS = {"“": "”", "«": "»", "„": "“”", '"': '"', "‘": "’"}
DASH = re.compile(r"[–—-]\s+(?=\S)")
_MARK = re.compile(f"[{''.join(PAIRS)}]")
_OPENS_BEFORE = re.compile(r"(?:^|[\s(\[–—:-])\Z")
_STOPS = ",.?!…"


def quoted(analysed: AnalysedDocument) -> tuple[Span, ...]:
    """Return what stands between quotation marks, the marks included, in order.

    A mark that a paragraph opens and does not close is closed by the paragraph's end: the next one opens it anew.
    """
    text = analysed.document.text
    found: list[Span] = []
    for _, sentences in groupby(analysed.sentences, key=lambda s: s.block):
        inside = tuple(sentences)
        if inside[0].role in (Role.BODY, Role.LEAD, Role.CAPTION):
            found.extend(_pairs(text, inside[0].span.start, inside[-1].span.end))
    return tuple(found)


def _pairs(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    while found := _MARK.search(text, at, end):
        at, mark = found.start(), found[0]
        if not _opens(text, at, start, end):
            at += 1
            continue
        close = _closed(text, at, end, PAIRS[mark])
        if close is None and mark == "‘":
            at += 1
            continue
        stop = end if close is None else close + 1
        yield Span(at, stop)
        at = stop


def _opens(text: str, at: int, start: int, end: int) -> bool:
    return at + 1 < end and not text[at + 1].isspace() and bool(_OPENS_BEFORE.search(text[max(start, at - 1) : at]))


def _closed(text: str, at: int, end: int, closing: str) -> int | None:
    """Find the mark that closes; an apostrophe inside a word closes nothing."""
    for i in range(at + 1, end):
        if text[i] not in closing:
            continue
        ends_word = i + 1 >= end or not text[i + 1].isalnum()
        if closing != "’" or (ends_word and not (text[i - 1] == "s" and _later(text, i, end))):
            return i
    return None


def _later(text: str, at: int, end: int) -> bool:
    """Say whether a better closing mark follows: "the judges’ view,’ he said"."""
    return any(text[i] == "’" and text[i - 1] in _STOPS for i in range(at + 1, end))


def dialogue(text: str, sentences: Sequence[Sentence]) -> int | None:
    """Return where the speech begins in a paragraph that a dash opens: "– We are glad, said …"."""
    if not sentences:
        return None
    start = sentences[0].span.start
    found = DASH.match(text, start)
    if found is None and DASH.match(text, max(0, start - 2)) and text[max(0, start - 3) : start - 2] in ("", "\n"):
        return start
    return found.end() if found else None
