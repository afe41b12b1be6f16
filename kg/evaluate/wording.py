"""Names, titles, measures, units and numbers folded, so that two ways of writing one thing compare equal.

Folds case, articles, honorifics, possessives, full stops and the shapes of quotes, dashes and spaces; hyphens and
accents stay. The lists of words are in `forms.toml`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

_MARKS: Final = str.maketrans("’‘“”–—‐‑", "''\"\"----")
_PLURALS: Final = (("sses", "ss"), ("ies", "y"), ("es", ""), ("s", ""))
_NO_PLURAL: Final = ("ss", "us", "is")
_NOISE: Final = Decimal("1e-9")  # what a number may lose as binary floating point, as a share of it


@dataclass(frozen=True, slots=True)
class Forms:
    """The words of `forms.toml`, each form with what it stands for."""

    before_names: frozenset[str]
    stopwords: frozenset[str]
    counters: frozenset[str]
    action_ends: frozenset[str]
    title_ends: re.Pattern[str]
    titles: tuple[tuple[re.Pattern[str], str], ...]
    stems: dict[str, str]
    units: dict[str, str]
    scales: dict[str, int]


@cache
def forms() -> Forms:
    """Read the lists, once."""
    data = tomllib.loads((Path(__file__).parent / "forms.toml").read_text(encoding="utf-8"))
    lists = {name: value.split() for name, value in data.items() if isinstance(value, str)}
    return Forms(
        before_names=frozenset(lists["articles"] + lists["honorifics"]),
        stopwords=frozenset(lists["stopwords"]),
        counters=frozenset(lists["counters"]),
        action_ends=frozenset(lists["action_ends"]),
        title_ends=re.compile(rf",| (?:{'|'.join(lists['title_ends'])}) "),
        titles=tuple((re.compile(rf"\b(?:{'|'.join(said)})\b"), form) for form, said in data["titles"].items()),
        stems={word: stem for stem, words in data["stems"].items() for word in words.split()},
        units={said: unit for unit, words in data["units"].items() for said in words},
        scales=data["scales"],
    )


def plain(text: str) -> str:
    """Fold case, compatibility characters, quotes, dashes, full stops and runs of white space.

    >>> plain("The U.S.\u00a0 “deal”")
    'the us "deal"'
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_MARKS)
    return " ".join(re.sub(r"\.(?!\d)", "", folded).split())


@lru_cache(maxsize=65_536)
def name(text: str) -> str:
    """Fold a name, and cut leading articles and honorifics and a final possessive.

    >>> name("the World Bank’s"), name("Dr. Mei Lin")
    ('world bank', 'mei lin')
    """
    words = plain(text).split(" ")
    while len(words) > 1 and words[0] in forms().before_names:
        words = words[1:]
    return re.sub(r"'s?$", "", " ".join(words))


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Cut plural, -ing, -ed and a final e or y off a folded word.

    >>> [stem(word) for word in ("filings", "granted", "companies", "licence")]
    ['fil', 'grant', 'compan', 'licenc']
    """
    if word in forms().stems:
        return forms().stems[word]
    for ending, instead in _PLURALS:
        if word.endswith(ending) and not word.endswith(_NO_PLURAL) and len(word) - len(ending) >= 2:
            word = word[: -len(ending)] + instead
            break
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "lsz":  # "planned", but "filled", "passed"
                word = word[:-1]
            break
    return word[:-1] if len(word) > 3 and word[-1] in "ey" else word


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order."""
    return re.findall(r"\w+", plain(text))


@lru_cache(maxsize=65_536)
def content(text: str) -> frozenset[str]:
    """Return the stems of the content words of a text."""
    found = re.findall(r"\w+", plain(text).replace("'s", " "))
    return frozenset(stem(word) for word in found if word not in forms().stopwords)


def covered(gold: str, answer: str) -> float:
    """Return the share of the gold's content words that an answer has too."""
    wanted = content(gold)
    return len(wanted & content(answer)) / len(wanted) if wanted else 0.0


def overlap(left: str, right: str) -> float:
    """Return the content words that two texts share, over those of the one that has fewer."""
    a, b = content(left), content(right)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def title(text: str) -> str:
    """Fold a job title and bring its set phrases to one form.

    >>> title("the Chief Executive Officer")
    'ceo'
    """
    folded = plain(text).replace("-", " ")
    for said, form in forms().titles:
        folded = said.sub(form, folded)
    return name(folded)


def same_title(left: str, right: str) -> bool:
    """Say whether two titles are equal or have the same head noun.

    >>> same_title("head of the coast office", "acting head")
    True
    """
    return title(left) == title(right) or _head(left) == _head(right)


def _head(text: str) -> str:
    return forms().title_ends.split(title(text))[0].split(" ")[-1]


def unit(text: str | None) -> str | None:
    """Bring a unit under one name.

    >>> unit("HK$"), unit("per cent"), unit("tonnes")
    ('hkd', 'percent', 'tonne')
    """
    if text is None:
        return None
    singular = " ".join(_singular(word) for word in plain(text).split(" "))
    return forms().units.get(singular, singular)


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith("ss") else word


def is_counter(unit: str, measure: str) -> bool:
    """Say whether a unit only repeats what is counted ("applications", "items")."""
    return content(unit) <= content(measure) | {stem(word) for word in forms().counters}


def denominator(text: str | None) -> tuple[float, str] | None:
    """Return the number and the noun of what a figure is counted for.

    >>> denominator("10,000 residents"), denominator("every million people")
    ((10000.0, 'resident'), (1000000, 'peopl'))
    """
    if text is None:
        return None
    number: float = 1
    rest = []
    for word in plain(text).replace(",", "").split(" "):
        if re.fullmatch(r"\d+(\.\d+)?", word):
            number *= float(word)
        elif word in forms().scales:
            number *= forms().scales[word]
        else:
            rest.append(word)
    return number, stem(rest[-1] if rest else "")


def action(text: str) -> frozenset[str]:
    """Return the stems of a verb phrase's verb and of the head of its object.

    >>> sorted(action("open a service window in May"))
    ['open', 'window']
    """
    found = words(text)
    if found[:1] == ["be"]:
        found = found[1:]
    ends = (at for at, word in enumerate(found) if at and word in forms().action_ends)
    phrase = found[1 : next(ends, len(found))]
    return frozenset(stem(word) for word in found[:1] + phrase[-1:])


def number(value: object) -> Decimal | None:
    """Read a number from whatever holds one; None where it holds none."""
    try:
        return None if value is None else Decimal(str(value).strip().replace(",", ""))
    except InvalidOperation:
        return None


def same_number(left: object, right: object) -> bool:
    """Say whether two numbers are equal, floating-point noise forgiven; none equals only none."""
    a, b = number(left), number(right)
    if a is None or b is None:
        return a is None and b is None
    return abs(a - b) <= _NOISE * max(Decimal(1), abs(a))


def names(texts: Iterable[str]) -> frozenset[str]:
    """Fold several names."""
    return frozenset(name(text) for text in texts)
