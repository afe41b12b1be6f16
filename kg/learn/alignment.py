"""Where a label of an example stands in its text: letters alike, or the same date or number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from kg.extract.learned.passages import Passage, folded
from kg.values import find_periods, find_quantities

Stretch = tuple[int, int]
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_LEAST = 3  # letters of a label that is looked for in part


class Places:
    """The letters of a passage, and the pieces that they belong to."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self._letters = "".join(piece.form.folded for piece in passage.pieces)
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        at = 0
        for number, piece in enumerate(passage.pieces):
            if piece.form.folded:
                self._starts[at] = number
                at += len(piece.form.folded)
                self._ends[at] = number + 1
        self._dates = {
            stretch: (period.start, period.end)
            for period in find_periods(passage.document.slice(passage.span), None, passage.span.start)
            if period.span and period.start and (stretch := self._stretch(period.span.start, period.span.end))
        }

    def _stretch(self, start: int, end: int) -> Stretch | None:
        first = [n for n, piece in enumerate(self.passage.pieces) if piece.start == start]
        last = [n + 1 for n, piece in enumerate(self.passage.pieces) if piece.end == end]
        return (first[0], last[0]) if first and last else None

    def find(self, label: str) -> list[Stretch]:
        """Return all stretches that a label may stand for, [] where there is none."""
        for look in (self._same, self._date, self._number, self._in_part, self._inflected):
            found = list(look(label))
            if found:
                return found
        return []

    def _same(self, label: str) -> Iterator[Stretch]:
        letters = folded(label)
        at = self._letters.find(letters) if letters else -1
        while at >= 0:
            if at in self._starts and at + len(letters) in self._ends:
                yield self._with_marks(self._starts[at], self._ends[at + len(letters)], label.strip())
            at = self._letters.find(letters, at + 1)

    def _with_marks(self, first: int, last: int, label: str) -> Stretch:
        """Take in the mark that belongs to a label's end, as in "F.C."."""
        pieces = self.passage.pieces
        if (
            last < len(pieces)
            and label[-1:] == pieces[last].text
            and not label[-1].isalnum()
            and pieces[last].start == pieces[last - 1].end
        ):
            last += 1
        return first, last

    def _date(self, label: str) -> Iterator[Stretch]:
        wanted = _as_date(label)
        if wanted is None:
            return
        near = [stretch for stretch, date in self._dates.items() if date == wanted]
        if near:
            yield from near
            return
        for stretch, date in self._dates.items():
            if date[0] == date[1] and wanted[0] in (date[0], f"{date[0]}-01", f"{date[0]}-01-01"):
                yield stretch  # a day that stands for its month or year

    def _number(self, label: str) -> Iterator[Stretch]:
        wanted = _as_number(label)
        if wanted is None:
            return
        span = self.passage.span
        for quantity in find_quantities(self.passage.document.slice(span), span.start):
            number = quantity.number or quantity.span
            if quantity.value == wanted and (stretch := self._stretch(number.start, number.end)):
                yield stretch

    def _in_part(self, label: str) -> Iterator[Stretch]:
        """Look for a label without what stands in brackets or behind a comma."""
        for part in (_BRACKETS.sub("", label), label.split(",")[0]):
            if part != label and len(folded(part)) >= _LEAST:
                yield from self._same(part)

    def _inflected(self, label: str) -> Iterator[Stretch]:
        letters = folded(_BRACKETS.sub("", label))
        if len(letters) > _LEAST:
            for other in (letters + "s", letters.removesuffix("s"), letters.removeprefix("the")):
                if other != letters and len(other) > _LEAST:
                    yield from self._same(other)


def _as_date(label: str) -> tuple[str, str] | None:
    text = label.strip().strip('"')
    for period in find_periods(text, None):
        if period.start and period.end and period.text.strip() == text:
            return period.start, period.end
    return None


def _as_number(label: str) -> Decimal | None:
    found = re.match(r'^"?([-+]?\d[\d,]*(?:\.\d+)?(?:[eE]\d+)?)"?\s*(?:\(?[A-Za-z% ]*\)?)?"?$', label.strip())
    try:
        return Decimal(found[1].replace(",", "")) if found else None
    except InvalidOperation:
        return None
