"""Rules for years and their parts: "2016", "2018-19", "the 1990s", "fiscal 2019", "H1 2018", "the third quarter"."""

from __future__ import annotations

import re
from typing import Final

from kg.values.iso import Ends, ends, month_iso, year_iso
from kg.values.numerals import GAP, words
from kg.values.phrases import (
    AND,
    COUNTED,
    END,
    MONTH,
    NUMBER,
    TO,
    YEAR,
    YEAR_END,
    Now,
    Rule,
    Scene,
    count_of,
    month_number,
    relative_year,
    rule,
    said,
    unplaced,
    year_of_month,
)

_SCHOOL = rf"(?:{GAP}(?:financial|fiscal|academic|school|tax|budget|marketing|crop){GAP}years?{END})?"
_YEAR = rf"(?P<year>{YEAR}){YEAR_END}"
_SPAN = rf"(?P<year>{YEAR})(?:[-–—/](?P<short>[0-9]{{2}})|{TO}(?P<last>{YEAR})){YEAR_END}"
# The year of a half or quarter; without one it is the latest whose last month has begun.
_OF_YEAR = (
    rf"(?:,?{GAP}(?:of{GAP}|in{GAP})?(?:the{GAP}(?:year{GAP})?|fiscal{GAP}(?:year{GAP})?)?(?P<year>{YEAR}){YEAR_END}"
    rf"|,?{GAP}(?:of{GAP})?(?P<rel>last|this|next){GAP}year{END}"
    rf"|{GAP}of{GAP}the{GAP}(?:calendar{GAP})?year{END}(?!{GAP}(?:to|ended)))?"
)
_ORDER: Final = {word: n for n, word in enumerate(["first", "second", "third", "fourth"], 1)} | {"final": 0, "last": 0}


def _place_year(match: re.Match[str], now: Now | None) -> Ends | None:
    return ends(match["year"], match["year"])


def _place_span(match: re.Match[str], now: Now | None) -> Ends | None:
    first, short = match["year"], said(match, "short")
    if not short:
        return ends(first, match["last"])
    century = int(first[:2]) + (short == "00")  # 1999-00
    return ends(first, f"{century}{short}")


def _is_span(scene: Scene) -> bool:
    """A pair of years in order, near enough; with a hyphen "2010-12" is a month unless words say a year."""
    placed = _place_span(scene.match, None)
    if placed is None or placed[0] == placed[1] or int(placed[1]) - int(placed[0]) > 300:
        return False
    short = said(scene.match, "short")
    if short and "-" in scene.match[0] and int(short) <= 12:
        words = r"\s{1,3}(?:financial|fiscal|academic|school|tax|budget|season|period|term|plan|edition|biennium)"
        return bool(re.search(words, scene.match[0]) or re.match(words, scene.after)) or scene.before.endswith("(")
    return not _labelled(scene) and not (placed[1].endswith("00") and _COUNTED.match(scene.after))


def _labelled(scene: Scene) -> bool:
    """Say whether the figures belong to a code, a sum or another number."""
    before = scene.before
    if re.search(r"(?:[$€£¥₹#@/\\]|[0-9][-–.,:]|(?<!\w)(?:No|Nos|Art|Sec|para)\.?\s?)\Z", before):
        return True
    return bool(re.search(r"\w-\Z", before)) and scene.last_word not in _HYPHENED


_HYPHENED: Final = words("mid late early end pre post start year")
_STRONG: Final = words(
    "in since during until till throughout circa by early late mid end pre post start year years fiscal spring "
    "summer autumn fall winter season around calendar"
)
_WEAK: Final = words("of to from after before for than against with vs versus on about to through per")
_DETERMINERS: Final = words("the its their this a an his her our last next")
_MEASURED = (
    rf"{GAP}?(?:%|per{GAP}?cent|pct|million|billion|thousand|k[mg]{END}|m{END}|tonnes|met(?:re|er)s|yuan|dollars|euros|"
    rf"pounds|yen|won|rupees|hours|years|days|months|weeks|minutes|more|others)"
)
_COUNTED: Final = re.compile(COUNTED)
_UNIT_NEXT: Final = re.compile(_MEASURED, re.I)
_SPEAKS: Final = re.compile(rf"{GAP}(?:was|is|saw|has|had|will|marks|marked|brought|began|may|would|turned){END}")


def _is_year(scene: Scene) -> bool:
    """Tell a year from a count by the words around it."""
    after, last = scene.after, scene.last_word
    if not scene.before.strip() and not after.strip():
        return True
    counted = _COUNTED.match(after) is not None
    if _labelled(scene) or _UNIT_NEXT.match(after) or (scene.match["year"].endswith("00") and counted):
        return False
    if last in _STRONG or scene.after_year:
        return True
    if last in _WEAK:
        return not counted
    if last in _DETERMINERS or last.endswith(("'s", "’s")):
        return re.match(rf"{GAP}[^\W\d_]", after) is not None
    return _stands_alone(scene, last)


def _stands_alone(scene: Scene, last: str) -> bool:
    """Years without a word before them: "(2016)", "Kyoto, 1997.", "© 2016", "2022 World Cup", "2020 saw …"."""
    before, after = scene.before, scene.after
    if re.search(r"[(\[]\Z", before) and re.match(r"[)\],;–—-]", after):
        return True
    if re.search(r"(?:©|\(c\)|copyright)[^\S\n]?\Z", before, re.I):
        return True
    if re.search(r"[^\W\d_],\s\Z", before) and re.match(r"[,.;)]|\s*$", after):
        return True
    if last:
        return False
    capital_next = re.match(rf"{GAP}[A-Z][^\W\d_]", after) is not None
    starts = re.search(r"(?:^|[.!?:\n“\"])\s*\Z", before) is not None
    return capital_next or (starts and _SPEAKS.match(after) is not None)


def _place_decade(match: re.Match[str], now: Now | None) -> Ends | None:
    first = int(match["year"])
    return ends(year_iso(first), year_iso(first + 9))


def _place_century(match: re.Match[str], now: Now | None) -> Ends | None:
    number = int(re.sub(r"\D", "", match["n"]))
    return ends(year_iso(number * 100 - 99), year_iso(number * 100))


def _place_fiscal(match: re.Match[str], now: Now | None) -> Ends | None:
    if short := said(match, "fy"):
        return ends(f"20{short}", f"20{short}")
    return _place_span(match, now) if match["short"] or match["last"] else _place_year(match, now)


def _part(first: int, last: int, match: re.Match[str], now: Now | None) -> Ends | None:
    """Place the months of one year: the year said, else the latest in which the last of them has begun."""
    year: int | None
    if match["year"]:
        year = int(match["year"])
    elif relative := said(match, "rel"):
        year = relative_year(relative, now)
    elif now and re.search(r"year\Z", match[0], re.I):
        year = now.day.year
    else:
        year = year_of_month(last, now, nearer=False) if now else None
    return None if year is None else ends(month_iso(year, first), month_iso(year, last))


def _place_half(match: re.Match[str], now: Now | None) -> Ends | None:
    half = _ORDER.get(match["n"].lower()) or int(re.sub(r"\D", "", match["n"]) or 2)
    return _part(6 * half - 5, 6 * half, match, now)


def _place_quarter(match: re.Match[str], now: Now | None) -> Ends | None:
    quarter = _ORDER.get(match["n"].lower()) or int(re.sub(r"\D", "", match["n"]) or 4)
    return _part(3 * quarter - 2, 3 * quarter, match, now)


def _place_first_months(match: re.Match[str], now: Now | None) -> Ends | None:
    """Place "the first nine months", "the last three months of 2019": months from January, or up to December."""
    months = count_of(match["n"]) * (3 if match["unit"].lower().startswith("quarter") else 1)
    if not 1 <= months <= 12:
        return None
    if match["which"].lower() == "first":
        return _part(1, months, match, now)
    return _part(13 - months, 12, match, now)


def _place_months_to(match: re.Match[str], now: Now | None) -> Ends | None:
    """Place "the six months to June", "the year ended March 31, 2020": that many months, the last one included."""
    words = said(match, "n")
    months = count_of(words) if words else 12
    month = month_number(match["m"])
    year = int(match["year"]) if match["year"] else year_of_month(month, now, nearer=False) if now else None
    if year is None or not 1 <= months <= 120:
        return None
    first = year * 12 + month - months
    return ends(month_iso(first // 12, first % 12 + 1), month_iso(year, month))


def _no_match_of_game(scene: Scene) -> bool:
    """The halves of a match or a month are no halves of a year."""
    return re.match(rf"{GAP}of{GAP}(?!the{GAP}year)|-?{GAP}?(?:century|price|time|marathon)", scene.after) is None


_UP_TO = rf"(?:to|through|till|until|ended|ending|up{GAP}to)"
_TO_MONTH = (
    rf"{GAP}(?:period{GAP})?{_UP_TO}{GAP}(?:the{GAP}end{GAP}of{GAP}|end-|end{GAP}of{GAP}|[0-9]{{1,2}}{GAP})?"
    rf"(?P<m>{MONTH})(?:{GAP}[0-9]{{1,2}}(?![0-9]))?(?:,?{GAP}(?P<year>{YEAR}){YEAR_END})?"
)
_MONTHS_TO = rule(rf"(?P<n>{NUMBER})(?:{GAP}|-)months?{_TO_MONTH}", _place_months_to)

AT_YEAR_NUMBER: Final[tuple[Rule, ...]] = (  # four digits first
    rule(rf"{_SPAN}{_SCHOOL}", _place_span, _is_span),
    rule(rf"(?P<year>(?:1[5-9]|20)[0-9]0)['’]?s{END}", _place_decade, lambda scene: not _labelled(scene)),
    rule(rf"(?P<year>{YEAR})(?:{GAP}|-)?Q(?P<n>[1-4]){END}", _place_quarter),
    rule(rf"(?P<year>{YEAR})(?:{GAP}|-)?H(?P<n>[12]){END}", _place_half),
    rule(rf"{_YEAR}{_SCHOOL}", _place_year, _is_year),
)
AT_DAY_NUMBER: Final[tuple[Rule, ...]] = (  # one or two digits first
    rule(rf"(?P<n>[0-9]{{1,2}}(?:st|nd|rd|th))(?:{GAP}|-)century{END}", _place_century),
    rule(rf"(?P<n>[1-4])Q{_OF_YEAR}{END}", _place_quarter),
    rule(rf"(?P<n>[12])H{_OF_YEAR}{END}", _place_half),
    rule(rf"(?P<n>1st|2nd)(?:{GAP}|-)half{END}(?:(?:{GAP}|-)year{END})?{_OF_YEAR}", _place_half, _no_match_of_game),
    rule(rf"(?P<n>1st|2nd|3rd|4th)(?:{GAP}|-)quarter{END}{_OF_YEAR}", _place_quarter, _no_match_of_game),
    _MONTHS_TO,
)
AT_BETWEEN: Final[tuple[Rule, ...]] = (
    rule(rf"between{GAP}(?P<year>{YEAR}){AND}(?P<last>{YEAR}){YEAR_END}", _place_span, _is_span),
)
AT_NUMBER_WORD: Final[tuple[Rule, ...]] = (_MONTHS_TO,)
AT_ORDER: Final[tuple[Rule, ...]] = (  # first, second, third, fourth, final, last
    rule(
        rf"(?P<n>first|second)(?:{GAP}|-)half{END}(?:-year{END}|{GAP}year{END})?{_OF_YEAR}",
        _place_half,
        _no_match_of_game,
    ),
    rule(
        rf"(?P<n>first|second|third|fourth|final)(?:{GAP}|-)quarter{END}{_OF_YEAR}", _place_quarter, _no_match_of_game
    ),
    rule(rf"(?P<n>last){GAP}quarter(?={GAP}of{GAP}){_OF_YEAR}", _place_quarter),
    rule(rf"(?P<which>first){GAP}(?P<n>{NUMBER}){GAP}(?P<unit>month|quarter)s{END}{_OF_YEAR}", _place_first_months),
    rule(
        rf"(?P<which>last|final){GAP}(?P<n>{NUMBER}){GAP}(?P<unit>month|quarter)s"
        rf"(?={GAP}of{GAP}(?:{YEAR}|the{GAP}year|last|this))"
        rf"{_OF_YEAR}",
        _place_first_months,
    ),
)
AT_HALF: Final[tuple[Rule, ...]] = (rule(rf"H(?P<n>[12]){END}{_OF_YEAR}", _place_half),)
AT_QUARTER: Final[tuple[Rule, ...]] = (rule(rf"Q(?P<n>[1-4]){END}{_OF_YEAR}", _place_quarter),)
AT_FISCAL: Final[tuple[Rule, ...]] = (
    rule(
        rf"(?:(?:fiscal|financial|academic|school|tax){GAP}(?:year{GAP})?(?:of{GAP})?|FY{GAP}?)"
        rf"(?:(?P<year>{YEAR})(?:[-–/](?P<short>[0-9]{{2}})|{TO}(?P<last>{YEAR}))?{YEAR_END}"
        rf"|(?<=FY)(?P<fy>[0-9]{{2}}){END})",
        _place_fiscal,
    ),
)
AT_SEASON: Final[tuple[Rule, ...]] = (
    rule(
        rf"(?:spring|summer|autumn|fall|winter){GAP}(?:of{GAP})?(?P<year>{YEAR})"
        rf"(?:[-–/](?P<short>[0-9]{{2}})|[-–/](?P<last>{YEAR}))?{YEAR_END}",
        _place_fiscal,
    ),
)
AT_YEAR: Final[tuple[Rule, ...]] = (
    rule(rf"year{_TO_MONTH}", _place_months_to),
    rule(rf"year-(?:ago|earlier){END}(?:{GAP}(?:period|quarter|month|half|level){END})?", unplaced),
)
AT_END: Final[tuple[Rule, ...]] = (
    rule(rf"(?:end|beginning|start|middle|close)(?:{GAP}of{GAP}(?:the{GAP}year{GAP})?|-){_YEAR}", _place_year),
)
