"""What a number is counted in: percent, money, time, measures. Units stay as written, spelling variants joined."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.values.numerals import GAP

_DOLLAR_PREFIX = "US|HK|NT|NZ|AU|CA|SG|MX|TT|FJ|EC|BZ|Bds|Z|S|A|C|R|J|N|B|G|T"
_CODES = (
    "RMB|CNY|USD|EUR|GBP|JPY|HKD|SGD|AUD|CAD|NZD|CHF|SEK|NOK|DKK|INR|KRW|TWD|BRL|ZAR|KES|UGX|TZS|NGN|TRY|PLN|CZK|HUF|"
    "RUB|AED|SAR|QAR|EGP|ILS|THB|MYR|IDR|PHP|VND|PKR|BDT|LKR|MXN|ARS|CLP|COP|GHS|XOF|XAF|CFAF|FCFA|CFA|"
    "AMD|AOA|AZN|BAM|BBD|BGN|BHD|BND|BOB|BTN|BWP|BYN|CRC|CVE|DOP|DZD|ETB|FJD|GEL|GMD|GTQ|HNL|IQD|IRR|ISK|JMD|JOD|KGS|"
    "KHR|KWD|KZT|LAK|LBP|LSL|LYD|MAD|MDL|MGA|MKD|MMK|MNT|MOP|MUR|MVR|MWK|MZN|NAD|NPR|OMR|PEN|PGK|PYG|RON|RSD|RWF|SCR|"
    "SZL|TJS|TND|TTD|UAH|UYU|UZS|WST|XCD|XPF|ZMW"
)
_SHORT = r"[NRPK](?=[^\S\n]?\Z)|KSh|Ksh|KSH|USh|TSh|Sh|Rs\.?|RM|Rp|Tk|Dhs?|JD|BD|KD|RO|QR|SR|MK|Le|Br|FRw|Frw|kr"
BEFORE: Final = re.compile(
    rf"(?:(?<![\w$])(?:{_DOLLAR_PREFIX})?\$|(?<!\w)(?:CN|JP)?[€£¥₹₩₽₺₦₫฿₱₪₴₵]|(?<!\w)GH[¢₵]|(?<!\w)(?:{_CODES}|{_SHORT}))[^\S\n]?\Z"
)

_NATIONAL = (
    r"(?:(?:US|U\.S\.|American|Hong Kong|HK|Singapore|Australian|Canadian|New Taiwan|Taiwan|New Zealand|Swiss|"
    r"Swedish|Norwegian|Danish|Kenyan|Ugandan|Tanzanian|Indian|Pakistani|Turkish|Chinese|Japanese|Philippine|Mexican|"
    r"Argentine|Chilean|Colombian|Egyptian|Sri Lankan|Emirati|Saudi|Kuwaiti|Jordanian|South African|Brazilian|Czech|"
    r"Polish|Hungarian|Russian|Ukrainian|Nigerian|Ghanaian|Thai|Malaysian|Indonesian|South Korean|Korean)" + GAP + ")?"
)
_COINS = (
    r"dollars?|euros?|pounds?(?:"
    + GAP
    + r"sterling)?|yuan|renminbi|yen|won|rupees?|rou?bles?|francs?|kron(?:or|er|a|e)|"
    r"korunas?|liras?|reais|pesos?|rand|baht|ringgit|rupiah|dirhams?|riyals?|dinars?|shillings?|naira|cedis?|zlotys?|"
    r"forints?|dong|taka|shekels?|hryvnias?|kwachas?|pula|birr|kyats?|kip|riels?|tenge|soms?|lari|drams?|manats?|leva?|lei|soles|bolivianos?|"
    r"guaran[ií]e?s|quetzal(?:es)?|lempiras?|tugriks?|patacas?|rufiyaa|ngultrum|vatu|dalasis?|meticais|kwanzas?|ariary|"
    r"emalangeni|maloti|cents?|pence"
)
AFTER: Final = re.compile(rf"(?:{GAP}|-)?({_NATIONAL}(?:{_COINS})|{_CODES})(?!\w)")

PERCENT: Final = re.compile(
    rf"(?:{GAP}|-)?(?:((?:of{GAP}a{GAP})?percentage{GAP}points?|percentage-points?|(?:pp|ppts?)(?!\w)|%{GAP}points?)"
    rf"|%|٪|(?:per(?:{GAP}|-)?cent|(?-i:pct|Pct|pc))(?!\w)|(basis{GAP}points?))",
    re.I,
)
DURATION: Final = re.compile(
    rf"(?:{GAP}|-)(?:(?:calendar|business|working|consecutive|straight|full|long|more){GAP})?"
    r"(year|month|week|day|hour|minute|second|decade|quarter-century)(s?)(?!\w)",
    re.I,
)
AGE: Final = re.compile(rf"(?:-year-old|{GAP}years?(?:{GAP}|-)old|{GAP}years{GAP}of{GAP}age)s?(?!\w)", re.I)
TIMES: Final = re.compile(rf"(?:-?fold|{GAP}times)(?!\w)", re.I)

_MEASURES = (
    r"(?:square|cubic)(?:{G}|-)(?:kilomet(?:re|er)|met(?:re|er)|feet|foot|mile|inch|yard)(?:e?s)?|"
    r"(?:kilo|centi|milli|nano)?met(?:re|er)s?|km2?|sq{G}?km|sqm|cm|mm|nm|m[23²³]?|kg|"
    r"(?:nautical{G})?miles?|feet|(?:metric{G})?(?:tonnes?|tons?)|(?:kilo|milli)?grams?|kilos?|"
    r"hectares?|acres?|(?:milli)?lit(?:re|er)s?|barrels?|gallons?|"
    r"(?:kilo|mega|giga|tera)watts?(?:[ -]hours?)?|[kMGT]Wh?|(?:giga|mega|tera|kilo)bytes?|[MGT]B|points?|degrees?"
).replace("{G}", GAP)
MEASURE: Final = re.compile(rf"(?:{GAP}|-)?({_MEASURES})(?!\w)")

_CLOSING: Final = frozenset(["", ",", ".", ";", ":", ")", "?", "!"])  # no unit follows these
_PLURALS = {"foot": "feet", "inch": "inches"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with the kind of quantity that it makes and where its words end."""

    name: str
    kind: str
    end: int


def unit_after(text: str, end: int) -> Unit | None:
    """Read the unit that follows a number; None where it counts things."""
    if text[end : end + 1] in _CLOSING:
        return None
    if percent := PERCENT.match(text, end):
        name = "percentage points" if percent[1] else "basis points" if percent[2] else "percent"
        return Unit(name, "percent", percent.end())
    if age := AGE.match(text, end):
        return Unit("years", "age", age.end())
    if duration := DURATION.match(text, end):
        return Unit(duration[1].lower() + "s", "duration", duration.end())
    if money := AFTER.match(text, end):
        return Unit(_spaced(money[1]), "money", money.end())
    if times := TIMES.match(text, end):
        return Unit("times", "number", times.end())
    if measure := MEASURE.match(text, end):
        return Unit(_plural(_spaced(measure[1])), "number", measure.end())
    return None


def currency_before(text: str, start: int) -> tuple[str, int] | None:
    """Read the currency that stands before a number: (sign as written, where it begins)."""
    window = max(0, start - 8)
    match = BEFORE.search(text[window:start])
    return (match[0].strip(), window + match.start()) if match else None


def _spaced(words: str) -> str:
    return " ".join(words.replace("-", " ").split()) if len(words) > 4 else words


def _plural(unit: str) -> str:
    """Join "5-kilometre" with "5 kilometres"; abbreviations stay."""
    if unit in _PLURALS:
        return _PLURALS[unit]
    before, _, last = unit.rpartition(" ")
    if last in _PLURALS:
        return f"{before} {_PLURALS[last]}"
    return unit if last.endswith("s") or last == "feet" or len(last) < 4 or not last.islower() else unit + "s"
