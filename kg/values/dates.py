"""Rules for days and months and their ranges: "28 June 2024", "Sept. 1", "15 to 29 May", "between January and June"."""

from __future__ import annotations

import re
from typing import Final

from kg.values.iso import Ends, day_iso, ends, month_iso
from kg.values.numerals import GAP, words
from kg.values.phrases import (
    AND,
    DAY,
    END,
    MONTH,
    TO,
    WEEKDAY_FIRST,
    YEAR,
    Now,
    Rule,
    Scene,
    month_number,
    one_day,
    one_month,
    relative_year,
    rule,
    unplaced,
    year_group,
    year_of_day,
    year_of_month,
)

_YEAR = year_group()
_OF = rf"(?:{GAP}(?:of{GAP})?|-)"
_EITHER_ORDER = (
    r"(?P<a>[0-9]{1,2})(?P<sep>[/.])(?P<b>[0-9]{1,2})(?P=sep)(?P<year>(?:1[5-9]|20)[0-9]{2})(?!\w|[.,/-][0-9])"
)


def _given_year(match: re.Match[str], now: Now | None) -> tuple[int | None, bool]:
    """Return (year, whether the words speak of one at all)."""
    if match["year"]:
        return int(match["year"]), True
    if match["rel"]:
        return relative_year(match["rel"], now), True
    return None, False


def _day_number(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _place_day(match: re.Match[str], now: Now | None) -> Ends | None:
    month, day = month_number(match["m"]), _day_number(match["d"])
    year, said = _given_year(match, now)
    if not said and now:
        year = year_of_day(month, day, now)
    return one_day(year, month, day)


def _place_month(match: re.Match[str], now: Now | None) -> Ends | None:
    month = month_number(match["m"])
    year, said = _given_year(match, now)
    if not said and now:
        year = year_of_month(month, now)
    return one_month(year, month)


def _place_days(match: re.Match[str], now: Now | None) -> Ends | None:
    """Days of one month: "15 to 29 May"."""
    month, first, last = month_number(match["m"]), _day_number(match["d"]), _day_number(match["d2"])
    year, said = _given_year(match, now)
    if not said and now:
        year = year_of_day(month, last, now)
    return None if year is None else ends(day_iso(year, month, first), day_iso(year, month, last))


def _place_day_to_day(match: re.Match[str], now: Now | None) -> Ends | None:
    """Days of two months: "May 15 to June 2"."""
    months = month_number(match["m"]), month_number(match["m2"])
    days = _day_number(match["d"]), _day_number(match["d2"])
    last, said = _given_year(match, now)
    if not said and now:
        last = year_of_day(months[1], days[1], now)
    if last is None:
        return None
    first = int(match["year1"]) if match["year1"] else last - (months[0] > months[1])
    return ends(day_iso(first, months[0], days[0]), day_iso(last, months[1], days[1]))


def _place_month_to_month(match: re.Match[str], now: Now | None) -> Ends | None:
    """Months: "between January and June", "June 2018 to May 2019"."""
    months = month_number(match["m"]), month_number(match["m2"])
    last, said = _given_year(match, now)
    if not said and match["year1"]:
        last = int(match["year1"]) + (months[0] > months[1])
    elif not said and now:
        last = year_of_month(months[1], now)
    if last is None:
        return None
    first = int(match["year1"]) if match["year1"] else last - (months[0] > months[1])
    return ends(month_iso(first, months[0]), month_iso(last, months[1]))


def _place_iso(match: re.Match[str], now: Now | None) -> Ends | None:
    return one_day(int(match["year"]), int(match["month"]), int(match["day"]))


def _place_iso_month(match: re.Match[str], now: Now | None) -> Ends | None:
    return one_month(int(match["year"]), int(match["month"]))


def _place_figures(match: re.Match[str], now: Now | None) -> Ends | None:
    """Figures with the year last: dots mean day first, slashes say it when one is over 12; else the year is sure."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    if match["sep"] == "." or a > 12 or a == b:
        return one_day(year, b, a)
    return one_day(year, a, b) if b > 12 else (str(year), str(year))


_PREPOSITIONS: Final = words(
    "in since by until till during of from to last next this early late mid for through before after every each "
    "between than end ending ended following throughout"
)
_DETERMINERS: Final = words("the its their a this last next")


def _is_month(scene: Scene) -> bool:
    """Tell months from words and names that look like them: "may", "march", "Theresa May", "April Smith", "Jan"."""
    name = scene.match["m"]
    lower = name.lower().rstrip(".")
    dated = scene.match.lastgroup in {"d", "d2", "m2", "year", "rel"}
    if name[0].islower() and (lower in {"may", "march", "mar", "dec", "sep", "jan"} or not dated):
        return False
    if dated:
        return True
    capital_next = re.match(rf"{GAP}[A-Z][a-z]", scene.after) is not None
    if scene.last_word in _PREPOSITIONS:
        return not (capital_next and lower in {"jan", "may", "april", "june", "august"})
    if len(lower) < 4 and lower != "may":
        return False
    if lower in {"may", "march"}:
        noun = re.match(rf"{GAP}(?!(?:on|for|of|said|says|not|be|have)\b)[a-z]", scene.after)
        return (scene.last_word in _DETERMINERS or scene.last_word.endswith("s")) and noun is not None
    return not (capital_next and lower in {"april", "june", "august"})


def _capital_month(scene: Scene) -> bool:
    return scene.match["m"][0].isupper()


def _is_iso_month(scene: Scene) -> bool:
    """With a word for a span of years after it, "2010-12" is 2010 to 2012."""
    return re.match(rf"{GAP}(?:financial|fiscal|academic|school|season|period|term|plan|budget)", scene.after) is None


def _range(first: str, second: str, tail: str = "") -> tuple[str, str]:
    """A range as its words alone ("15 to 29 May") and after "between" ("between 15 and 29 May")."""
    return f"{first}{TO}{second}{tail}", f"between{GAP}{first}{AND}{second}{tail}"


_DM, _MD = rf"(?P<d>{DAY}){_OF}(?P<m>{MONTH})", rf"(?P<m>{MONTH}){GAP}(?:the{GAP})?(?P<d>{DAY})"
_DM2, _MD2 = rf"(?P<d2>{DAY}){_OF}(?P<m2>{MONTH})", rf"(?P<m2>{MONTH}){GAP}(?P<d2>{DAY})"
_FIRST_YEAR = rf"(?:,?{GAP}(?P<year1>(?:1[5-9]|20)[0-9]{{2}})(?!\w))?"
_DAYS_MONTH = _range(rf"(?P<d>{DAY})", rf"(?P<d2>{DAY}){_OF}(?P<m>{MONTH})", _YEAR)
_MONTH_DAYS = _range(_MD, rf"(?P<d2>{DAY})(?!{GAP}{MONTH})", _YEAR)
_DAY_TO_DAY = _range(_DM + _FIRST_YEAR, _DM2, _YEAR)
_DAY_TO_DAY_US = _range(_MD + _FIRST_YEAR, _MD2, _YEAR)
_MONTH_TO_MONTH = _range(rf"(?P<m>{MONTH}){_FIRST_YEAR}", rf"(?P<m2>{MONTH})", _YEAR)

_day_month = rule(f"{WEEKDAY_FIRST}(?:the{GAP})?{_DM}{_YEAR}", _place_day, _capital_month)
_month_day = rule(f"{WEEKDAY_FIRST}{_MD}{_YEAR}", _place_day, _is_month)
_month = rule(f"(?P<m>{MONTH}){_YEAR}", _place_month, _is_month)

AT_YEAR: Final[tuple[Rule, ...]] = (  # four digits first
    rule(rf"(?P<year>{YEAR})(?P<s>[-/.])(?P<month>[01]?[0-9])(?P=s)(?P<day>[0-3]?[0-9])(?![0-9])", _place_iso),
    rule(r"(?P<year>(?:19|20)[0-9]{2})-(?P<month>0[1-9]|1[0-2])(?!\w|[-.,/][0-9])", _place_iso_month, _is_iso_month),
)
AT_DAY: Final[tuple[Rule, ...]] = (  # one or two digits first
    rule(_EITHER_ORDER, _place_figures),
    rule(_DAYS_MONTH[0], _place_days, _capital_month),
    rule(_DAY_TO_DAY[0], _place_day_to_day, _capital_month),
    _day_month,
)
AT_MONTH: Final[tuple[Rule, ...]] = (
    rule(_DAY_TO_DAY_US[0], _place_day_to_day, _is_month),
    rule(_MONTH_DAYS[0], _place_days, _is_month),
    _month_day,
    rule(_MONTH_TO_MONTH[0], _place_month_to_month, _is_month),
    _month,
)
AT_BETWEEN: Final[tuple[Rule, ...]] = (
    rule(_DAYS_MONTH[1], _place_days, _capital_month),
    rule(_DAY_TO_DAY[1], _place_day_to_day, _capital_month),
    rule(_DAY_TO_DAY_US[1], _place_day_to_day, _is_month),
    rule(_MONTH_DAYS[1], _place_days, _is_month),
    rule(_MONTH_TO_MONTH[1], _place_month_to_month, _is_month),
)
AT_WEEKDAY: Final[tuple[Rule, ...]] = (_day_month, _month_day)
AT_END: Final[tuple[Rule, ...]] = (  # "end of June", "the beginning of May 2019", "end-June"
    rule(rf"(?:end|beginning|start|middle|close)(?:{GAP}of{GAP}|-)(?P<m>{MONTH}){_YEAR}", _place_month),
    rule(rf"(?:end|beginning|start|middle|close){GAP}of{GAP}the{GAP}(?:decade|century|period){END}", unplaced),
)
