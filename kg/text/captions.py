"""Lines that describe or credit a picture."""

from __future__ import annotations

import re

from kg.text.furniture import Line, split, words_of

_WORDS = 80
_CREDIT_WORDS = 12
_PHOTO = re.compile(
    r"\b(?:photo|photograph|picture|image|pic|illustration)s?(?: credit)?\s?[:：]\s?[^.:]{2,50}\W*$", re.I
)
_AGENCY = re.compile(r"(?:\bvia|\bphotos?(?: by)?:?|\||[(\[])\s([^(\[|]{2,40})$|[(\[]([^(\[|]{2,40})$", re.I)


def is_caption(line: Line) -> bool:
    """Say whether a line describes or credits a picture."""
    if not line.words or line.count > _WORDS:
        return False
    if words_of("caption", "by").at(line.words) and (line.count <= _CREDIT_WORDS or line.text.startswith(("[", "("))):
        return True
    start = words_of("caption", "starts").at(line.words)
    if start and _breaks_after(line.text, start):
        return True
    return line.count >= 2 and (_PHOTO.search(line.text[-80:]) is not None or _ends_in_credit(line))


def _breaks_after(text: str, words: int) -> bool:
    """Say whether a colon, a full stop or a bar follows the first words."""
    return re.match(rf"[\[(\s*_]*(?:\S+\s+){{{words - 1}}}[^\s:.|–—]+\s?[:.|–—]", text) is not None


def _ends_in_credit(line: Line) -> bool:
    """Say whether a slash, a bracket or "via" sets off an agency at the end, on either side of the photographer."""
    credits = words_of("caption", "credits")
    foot = line.text.rstrip(" )].")[-60:]
    before, sign, last = foot.rpartition("/")
    if sign and not before.endswith(("/", ":")):
        left = split(before)[-1:]
        return len(last.split()) <= 3 and (credits.whole(split(last)) or credits.whole(left))
    tail = _AGENCY.search(foot)
    return tail is not None and credits.whole(split(tail[1] or tail[2])) and line.text.rstrip().endswith((")", "]"))
