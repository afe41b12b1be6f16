"""Digits that count nothing: codes, clock times, section numbers, articles of law, web addresses, telephone numbers."""

from __future__ import annotations

import re
from typing import Final

from kg.values.numerals import GAP, Numeral
from kg.values.phrases import COUNTED

CLOCK: Final = re.compile(
    rf"[0-9]{{1,2}}(?:(?::[0-9]{{2}}){{1,2}}|\.[0-9]{{2}}(?={GAP}?[ap]\.?m))?{GAP}?"
    rf"(?:[ap]\.?m(?!\w)\.?|o['’]clock|hrs(?!\w)|GMT)"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])",
    re.I,
)
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]{1,2000}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}|doi:\S{1,100}"
)
_PHONE: Final = re.compile(
    r"\+[0-9]{1,3}(?:[\s().-]{1,2}[0-9]{1,5}){2,6}|(?<![\w.,])[0-9]{2,4}(?:-[0-9]{2,5}){2,4}(?!\w)"
)

# Before bare digits these name a thing and do not count it; the second row only with a capital ("they issue 500").
_ALWAYS = (
    "article|articles|section|sections|chapter|clause|paragraph|annex|appendix|page|pages|p|pp|fig|figure|room|gate|flight|"
    "phase|grade|tier|version|vol|volume|paras?|art|tel|fax|isbn|issn|covid|footnote|exhibit|rfc|iso|protocol"
)
_CAPITALISED = (
    "Rule|Regulation|Directive|Resolution|Law|Act|Decree|Order|Table|Route|Highway|Line|Level|Class|Type|Category|Stage|"
    "Issue|Part|Step|Unit|Block|Building|Floor|Terminal|Platform|Channel|Formula|Apollo|Boeing|Airbus|iPhone|"
    "Windows|Case|"
    "Patent|Item|Question|Note|Notes|Schedule|Title|Agenda|Vision|Expo|"
    "Group|Area|District|Zone|Day|Week|Round|Lot|Bus|Mark|"
    "Studio|Interstate|Model|Series|Star|Pier|Phone|Principle|Recommendation|Goal|Target|"
    "Priority|Horizon|Industry|Web|Docket"
)
_LABEL: Final = re.compile(rf"(?<!\w)(?:(?i:{_ALWAYS})|{_CAPITALISED}|Nos?)\.?[^\S\n]{{1,2}}\Z")
_LINE_START: Final = re.compile(r"(?:^|\n)[^\S\n]*\(?\Z")
_SECTION_END: Final = re.compile(r"(?:\.[0-9]{1,2}){0,3}[.)](?:\s|$)")
_COUNTED: Final = re.compile(COUNTED)
_NAME_BEFORE: Final = re.compile(r"(?<=[^\s.!?:“\"]\s)[A-Z][^\W\d_]+[^\S\n]\Z")


def blind_spots(text: str) -> list[tuple[int, int]]:
    """Find stretches whose digits are no numbers: web and mail addresses, telephone numbers."""
    spots: list[tuple[int, int]] = []
    if "://" in text or "www." in text or "@" in text or "doi:" in text:
        spots += (match.span() for match in _ADDRESS.finditer(text))
    if "+" in text or text.count("-") > 1:
        spots += (match.span() for match in _PHONE.finditer(text))
    return spots


def inside_code(text: str, start: int) -> bool:
    """Say whether the digits at a position continue a word, a code, a time or another number: "G20", "F-16", "1:20"."""
    if not start:
        return False
    before, further = text[start - 1], text[start - 2 : start - 1] if start > 1 else ""
    if before.isalnum() or before in "_#@\\":
        return True
    if before in "'’‘" and not further.isspace():
        return further.isalnum()
    if before in "-–—":  # a dash between a word and a figure is no hyphen of a code
        return further.isdigit() or (before == "-" and further.isalpha())
    return before in "./:," and further.isalnum() and (before != "," or further.isdigit())


def is_label(text: str, numeral: Numeral) -> bool:
    """Say whether bare digits name a thing ("Article 5") or number a line ("1. The office")."""
    start, end = numeral.start, numeral.end
    after = text[end : end + 1]
    if after in "/:" and text[end + 1 : end + 2].isdigit():
        return True
    before = text[max(0, start - 24) : start]
    if len(text[start:end]) <= 2 and _LINE_START.search(before) and _SECTION_END.match(text, end):
        return True
    if _LABEL.search(before):
        return True
    if end - start == 1 and _NAME_BEFORE.search(before) and not before.endswith("s "):  # "Internet Explorer 6"
        return _COUNTED.match(text, end) is None
    return len(text[start:end]) == 4 and 1900 <= numeral.value <= 2100 and _NAME_BEFORE.search(before) is not None
