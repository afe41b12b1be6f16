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
    r"(?:will|shall|would|could|may|might|must|should|can|to)(?: (?:also|not|soon|then|likely))? be "
    r"(?:[a-z]{2,}(?:ed|n)|held|made|built|set|put|sold|led|sent|paid|kept|met|brought|found)|"
    r"will|shall|['’]ll|would|may|might|going to|about to|set to|due|scheduled|slated|expected|expects?|expecting|"
    r"plans?|planned|planning|aims?|aiming|intends?|hopes?|upcoming|projected|(?:is|are) to(?: be [a-z]+)?|"
    r"tomorrow|effective|deadline|later|"
    r"takes? (?:effect|place|over)|comes? into|enters? into|opens?|starts?|begins?"
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
    if mark:
        return _lean(mark)
    return Lean.FUTURE if before.rstrip().lower().endswith("by") else Lean.UNKNOWN


def _lean(mark: re.Match[str]) -> Lean:
    return Lean.FUTURE if mark["future"] else Lean.PAST
