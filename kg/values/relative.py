"""Rules for times that count from the day of reading: "last year", "on Tuesday", "ten years ago", "this week"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from kg.values.iso import Ends, days_from, ends, month_before, month_iso, year_iso
from kg.values.numerals import GAP, words
from kg.values.phrases import (
    END,
    MONTH,
    NUMBER,
    TO,
    WEEKDAY,
    WEEKDAYS,
    Now,
    Rule,
    Scene,
    count_of,
    month_number,
    one_month,
    rule,
    said,
    unplaced,
)
from kg.values.tense import Lean

_DELTA: Final = {"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}


def _days(first: date | None, last: date | None) -> Ends | None:
    return ends(first.isoformat(), last.isoformat()) if first and last else None


def _week(day: date, delta: int) -> Ends | None:
    """Place a week, Monday to Sunday."""
    monday = days_from(day, 7 * delta - day.weekday())
    return _days(monday, days_from(monday, 6)) if monday else None


def _month(day: date, delta: int) -> Ends | None:
    iso = month_iso(*month_before(day, -delta))
    return ends(iso, iso)


def _year(day: date, delta: int) -> Ends | None:
    iso = year_iso(day.year + delta)
    return ends(iso, iso)


def _quarter(day: date, delta: int) -> Ends | None:
    into = (day.month - 1) % 3
    first = month_before(day, into - 3 * delta)
    last = month_before(day, into - 3 * delta - 2)
    return ends(month_iso(*first), month_iso(*last))


_UNIT: Final[dict[str, Callable[[date, int], Ends | None]]] = {
    "year": _year,
    "month": _month,
    "week": _week,
    "quarter": _quarter,
}


def _place_unit(match: re.Match[str], now: Now | None) -> Ends | None:
    """Place "last year", "this month", "next week", "this quarter"."""
    return _UNIT[match["unit"].lower()](now.day, _DELTA[match["which"].lower()]) if now else None


def _place_day_word(match: re.Match[str], now: Now | None) -> Ends | None:
    """Place "yesterday", "today", "this morning", "tomorrow"."""
    if not now:
        return None
    word = match[0].lower()
    day = days_from(now.day, -1 if word == "yesterday" else 1 if word == "tomorrow" else 0)
    return _days(day, day)


def _place_ago(match: re.Match[str], now: Now | None) -> Ends | None:
    """Place "ten years ago", "two months ago", "three days ago", "a week ago", "five years from now"."""
    if not now:
        return None
    count, unit = count_of(match["n"]), match["unit"].lower()
    delta = -count if match["dir"].lower() == "ago" else count
    if unit == "day":
        day = days_from(now.day, delta)
        return _days(day, day)
    return _UNIT[unit](now.day, delta) if unit in _UNIT else None


def _exactly(scene: Scene) -> bool:
    """Approximations are no dates: "about ten years ago", "more than a year ago"."""
    return scene.last_word not in _APPROXIMATE


_APPROXIMATE: Final = words(
    "about some around roughly approximately over under almost nearly than least half most to from every or and"
)


def _place_stretch(match: re.Match[str], now: Now | None) -> Ends | None:
    """Place "the past five years", "the last three months", "the past year", "the next decade"."""
    if not now:
        return None
    words = said(match, "n")
    count, unit = count_of(words) if words else 1, match["unit"].lower()
    if unit == "decade":
        count, unit = count * 10, "year"
    back = match["which"].lower() in {"last", "past"}
    first, last = (-count, 0) if back else (0, count)
    if unit == "year":
        return ends(year_iso(now.day.year + first), year_iso(now.day.year + last))
    if unit in {"month", "quarter"}:
        factor = 3 if unit == "quarter" else 1
        return ends(
            month_iso(*month_before(now.day, -first * factor)), month_iso(*month_before(now.day, -last * factor))
        )
    factor = 7 if unit == "week" else 1
    return _days(days_from(now.day, first * factor), days_from(now.day, last * factor))


def _place_which_month(match: re.Match[str], now: Now | None) -> Ends | None:
    """Place "last December" (the latest before this month), "this March", "next June" (the first after)."""
    if not now:
        return None
    month, which = month_number(match["m"]), match["which"].lower().split()[0]
    if which == "this" and "past" not in match["which"].lower():
        return one_month(now.day.year, month)
    if which == "next":
        return one_month(now.day.year + (month <= now.day.month), month)
    return one_month(now.day.year - (month >= now.day.month), month)


def _place_weekday(match: re.Match[str], now: Now | None) -> Ends | None:
    """Place "on Tuesday": the last such day up to the day of reading, or the next where the clause looks ahead.

    "Last Tuesday" is that of the week before and "next Tuesday" that of the week after: for the nearer day one writes
    "on Tuesday".
    """
    if not now:
        return None
    day = _weekday(WEEKDAYS[match["wd"].lower()], said(match, "which") or said(match, "week"), now)
    return _days(day, day)


def _weekday(weekday: int, which: str | None, now: Now) -> date | None:
    offset = weekday - now.day.weekday()
    if which:
        return days_from(now.day, offset + 7 * _DELTA[which.lower().split()[-1]])
    if now.lean is Lean.FUTURE:
        return days_from(now.day, offset % 7)
    return days_from(now.day, -(-offset % 7))


def _place_weekdays(match: re.Match[str], now: Now | None) -> Ends | None:
    """Place "Monday to Friday"."""
    if not now:
        return None
    first, last = WEEKDAYS[match["wd"].lower()], WEEKDAYS[match["wd2"].lower()]
    end = _weekday(last, None, now)
    return _days(days_from(end, -((last - first) % 7)), end) if end else None


_FEASTS: Final = words("black good super easter palm ash cyber bloody maundy shrove fat the")
_PAPERS: Final = re.compile(
    rf"{GAP}(?:Times|Telegraph|Mirror|Express|Mail|Post|Herald|Star|Independent|Night|Morning)|['’-]?s{END}"
)


def _is_day(scene: Scene) -> bool:
    """Weekdays in names of feasts and papers are no days."""
    written = scene.match["wd"][0].isupper() or scene.last_word in {
        "on",
        "last",
        "next",
        "this",
        "by",
        "since",
        "until",
    }
    return written and scene.last_word not in _FEASTS and _PAPERS.match(scene.after) is None


def _no_name(scene: Scene) -> bool:
    """Refuse papers: "USA Today", "China Today"."""
    return not (scene.match[0].istitle() and re.search(r"[A-Z]\w*\s\Z", scene.before))


def _not_of(scene: Scene) -> bool:
    """Refuse "the last year of his term", "this month of celebration": they count from something else."""
    return re.match(rf"{GAP}of{END}|-", scene.after) is None


def _after_the(scene: Scene) -> bool:
    return scene.last_word in {"the", "these", "those"}


def _place_end(match: re.Match[str], now: Now | None) -> Ends | None:
    """Place "the end of the year", "the beginning of last month"."""
    if not now:
        return None
    which = said(match, "which") or "this"
    return _UNIT[match["unit"].lower()](now.day, _DELTA[which.lower()])


_UNITS = rf"(?P<unit>year|month|week|day|decade|centur(?:y|ie)|quarter)s?{END}"
_CLAUSE_END = rf"(?=[^\S\n]{{0,4}}(?:[,.;:)”\"]|$|\n)|{GAP}(?:and|but|when|while)\b)"
_LATER = rf"(?:earlier|later|previously|afterwards|(?:before|after){_CLAUSE_END}){END}"
_AGO = rf"(?P<dir>ago|from{GAP}now|hence){END}"
_VAGUE = rf"(?:few|several|some|many|couple{GAP}of|recent|two{GAP}or{GAP}three)"
_NEXT_VAGUE = rf"(?:last|past|next|coming|recent|following|previous|preceding|ensuing){GAP}(?:{_VAGUE}{GAP})"

_COUNTED_AGO: Final = (
    rule(rf"(?P<n>{NUMBER}|an?)(?:{GAP}|-){_UNITS}{GAP}{_AGO}", _place_ago, _exactly),
    rule(rf"(?:{NUMBER}|an?)(?:{GAP}|-){_UNITS}{GAP}(?:{_AGO}|{_LATER})", unplaced),
    rule(rf"(?:{NUMBER}|an?)(?:{GAP}|-)(?:hour|minute|second)s?{GAP}(?:ago|earlier|later){END}", unplaced),
)
AT_NUMBER: Final[tuple[Rule, ...]] = (
    *_COUNTED_AGO,
    rule(rf"{NUMBER}(?:{GAP}|-)(?:months|quarters|years|weeks|days){END}(?!['’])", unplaced, _after_the),
)
AT_ARTICLE: Final[tuple[Rule, ...]] = (
    *_COUNTED_AGO,
    rule(rf"an?{GAP}{_VAGUE}{GAP}{_UNITS}{GAP}(?:{_AGO}|{_LATER})", unplaced),
)
AT_VAGUE: Final[tuple[Rule, ...]] = (rule(rf"{_VAGUE}{GAP}{_UNITS}{GAP}(?:{_AGO}|{_LATER})", unplaced),)
_STRETCH = r"(?P<unit>year|month|week|day|decade|quarter)"
AT_WHICH: Final[tuple[Rule, ...]] = (  # last, past, this, next, coming, current, previous, following, recent, same …
    rule(rf"{_NEXT_VAGUE}(?:year|month|week|day|decade|quarter)s{END}", unplaced),
    rule(rf"(?P<which>last|past|next|coming){GAP}(?P<n>{NUMBER}){GAP}{_STRETCH}s?{END}", _place_stretch, _not_of),
    rule(rf"(?P<which>past|coming){GAP}{_STRETCH}{END}", _place_stretch, _not_of),
    rule(rf"(?P<which>last|this|next|current){GAP}(?P<unit>year|month|week|quarter){END}", _place_unit, _not_of),
    rule(
        rf"(?P<which>last|this{GAP}past|this|next){GAP}(?P<m>{MONTH})(?!{GAP}[0-9])",
        _place_which_month,
        lambda scene: scene.match["m"][0].isupper(),
    ),
    rule(rf"(?P<which>last|this{GAP}coming|this|next|coming){GAP}(?P<wd>{WEEKDAY})", _place_weekday, _is_day),
    rule(
        rf"(?:last|this|next|past|coming|following|previous){GAP}(?:spring|summer|autumn|fall|winter|weekend){END}",
        unplaced,
    ),
    rule(rf"this{GAP}(?:morning|afternoon|evening){END}", _place_day_word),
    rule(
        rf"(?:same|corresponding|comparable|year-earlier){GAP}"
        rf"(?:period|month|quarter|half|week|day|year|time(?={GAP}last)|(?:{NUMBER}){GAP}months)"
        rf"{END}(?:{GAP}(?:(?:of|in){GAP})?(?:(?:a|the){GAP})?"
        rf"(?:last{GAP}year|previous{GAP}year|year{GAP}(?:earlier|before|ago)"
        rf"|(?:1[5-9]|20)[0-9]{{2}}){END})?",
        unplaced,
    ),
    rule(
        rf"(?:previous|preceding|following|prior|ensuing|subsequent|recent|coming|past|last|next){GAP}"
        rf"(?:(?:financial|fiscal|academic){GAP})?"
        rf"(?:years?|months?|weeks?|quarters?|days?|decades?|centur(?:y|ies)|periods?){END}",
        unplaced,
        _not_of,
    ),
    rule(
        rf"(?:previous|preceding|following|last|past){GAP}{NUMBER}{GAP}(?:years|months|weeks|quarters|days){END}",
        unplaced,
    ),
)
AT_DAY_WORD: Final[tuple[Rule, ...]] = (rule(rf"(?:yesterday|today|tonight|tomorrow){END}", _place_day_word, _no_name),)
AT_WEEKDAY: Final[tuple[Rule, ...]] = (
    rule(rf"(?P<wd>{WEEKDAY}){TO}(?P<wd2>{WEEKDAY})", _place_weekdays, _is_day),
    rule(rf"(?P<wd>{WEEKDAY})(?:{GAP}(?:of{GAP})?(?P<week>last|this|next){GAP}week{END})?", _place_weekday, _is_day),
)
AT_UNIT: Final[tuple[Rule, ...]] = (  # "the year before", "years ago"
    rule(
        rf"(?:year|month|week|day|quarter){GAP}(?:earlier|before|after){_CLAUSE_END}",
        unplaced,
        _after_the,
    ),
    rule(rf"(?:years|months|weeks|days|decades|centuries){GAP}(?:ago|earlier|later){END}", unplaced),
)
AT_THAT: Final[tuple[Rule, ...]] = (rule(rf"that{GAP}(?:year|month|quarter){END}(?!-)", unplaced),)
AT_END: Final[tuple[Rule, ...]] = (
    rule(
        rf"(?:end|beginning|start|middle|close){GAP}of{GAP}"
        rf"(?:(?:the{GAP})?(?P<which>last|this|next|current){GAP}|the{GAP})(?P<unit>year|month|week|quarter){END}",
        _place_end,
        _not_of,
    ),
    rule(rf"end{GAP}of{GAP}(?:the{GAP})?(?:(?:previous|following){GAP})?(?:year|month|decade|century){END}", unplaced),
)
