"""Whether the words around a date look back or ahead: it decides which July "in July" is."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final


class Lean(Enum):
    """The direction of time that a clause speaks of."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


_FUTURE = (
    r"(?:will|shall|would|could|may|might|must|should|can|to)(?: (?:also|not|soon|then|likely))? be [a-z]{2,}(?:ed|n)|"
    r"will|shall|['’]ll|would|may|might|going to|about to|set to|due|scheduled|slated|expected|expects?|expecting|"
    r"plans?|planned|planning|aims?|aiming|intends?|hopes?|upcoming|projected|is to|are to|by|"
    r"tomorrow|effective|deadline|later"
)
# Words in -ed that are no past tense, and participles that stand as adjectives ("the delayed summit").
_NO_PAST = r"(?!(?:hundred|exceed|succeed|proceed|speed|indeed|breed|bleed)\b)(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\bits )"
_PAST = (
    r"was|were|had|did|said|told|has|have|rose|fell|grew|took|won|held|began|met|went|came|saw|made|gave|got|left|became|"
    rf"led|ran|sold|built|wrote|stood|since|last|ago|shows?|{_NO_PAST}[a-z]{{3,20}}ed"
)
_MARK: Final = re.compile(rf"(?<![\w])(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))(?!\w)")
_STOP: Final = re.compile(r"[.!?;\n“”\"]")
_BACK, _AHEAD = 90, 70  # characters: about a clause


def lean_of(text: str, start: int, end: int) -> Lean:
    """Judge by the last verb before a date in its sentence, or, where none stands there, by the first after it."""
    before = _STOP.split(text[max(0, start - _BACK) : start])[-1]
    marks = list(_MARK.finditer(before))
    if marks:
        return _lean(marks[-1])
    mark = _MARK.search(_STOP.split(text[end : end + _AHEAD], maxsplit=1)[0])
    return _lean(mark) if mark else Lean.UNKNOWN


def _lean(mark: re.Match[str]) -> Lean:
    return Lean.FUTURE if mark["future"] else Lean.PAST
