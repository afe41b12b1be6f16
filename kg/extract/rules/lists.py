"""Word lists and head nouns of a domain pack, read from the TOML files of its rules folder."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.errors import RuleError
from kg.extract.rules.forms import widened
from kg.model import Iri
from kg.vocab import iri


@dataclass(frozen=True, slots=True)
class Heads:
    """Which class a head word tells: of a name ("Bureau") and of a noun phrase ("bureau")."""

    of_names: Mapping[str, Iri]
    of_nouns: Mapping[str, Iri]
    links: frozenset[str]
    person_links: frozenset[str]
    never: frozenset[str]
    cues: Mapping[str, frozenset[str]]
    states: Mapping[str, str]  # short form -> name: "ID" -> "Idaho"

    def of(self, words: Sequence[str]) -> Iri | None:
        """Return the class that the last words of a name tell, two of them before one: "Police Station"."""
        both = self.of_names.get(" ".join(words[-2:])) if len(words) > 1 else None
        return both or (self.of_names.get(words[-1]) if words else None)


def read_toml(path: Path) -> dict[str, object]:
    """Read a TOML file; raises RuleError with file and line."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RuleError(f"{path} is missing: a domain pack needs it in its rules folder") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: {error}") from None


def read_lists(path: Path) -> dict[str, tuple[str, ...]]:
    """Read `[lists]` of words.toml, those that `[inflected]` names with all forms of their words."""
    lists = read_toml(path).get("lists", {})
    if not isinstance(lists, dict):
        raise RuleError(f"{path}: [lists] must be a table of word lists")
    for name, words in lists.items():
        if not isinstance(words, list) or not all(isinstance(w, str) and w for w in words):
            raise RuleError(f"{path}: list {name!r} must hold words")
    irregular = {word: tuple(found) for word, found in read_toml(path).get("irregular", {}).items()}  # type: ignore[attr-defined]
    inflected = read_toml(path).get("inflected", {}).get("lists", [])  # type: ignore[attr-defined]
    return widened(lists, inflected, irregular)


def read_heads(path: Path) -> Heads:
    """Read names.toml: head words with their classes, links and cues."""
    data = read_toml(path)
    names: dict[str, Iri] = {}
    nouns: dict[str, Iri] = {}
    try:
        for row in data["head"]:  # type: ignore[attr-defined]
            cls = iri(row["class"])
            for word in row["words"]:
                names.setdefault(word, cls)
            for word in row["nouns"]:
                nouns.setdefault(word, cls)
        inside, never, cues = data["inside"], data["never"], data["cues"]
        return Heads(
            names,
            nouns,
            frozenset(inside["links"]),  # type: ignore[index]
            frozenset(inside["person_links"]),  # type: ignore[index]
            frozenset(never["words"]),  # type: ignore[index]
            {name: frozenset(words) for name, words in cues.items()},  # type: ignore[attr-defined]
            dict(data.get("states", {})),  # type: ignore[call-overload]
        )
    except (KeyError, TypeError) as error:
        raise RuleError(f"{path}: {error} is missing or unknown") from None


@lru_cache(maxsize=8)
def shortened(phrases: tuple[str, ...]) -> Mapping[str, str]:
    """Return what stands short before a name with the title that it is: "sen. senator".

    >>> shortened(("sen. senator",))
    {'sen.': 'senator'}
    """
    return {short: full for short, _, full in (p.partition(" ") for p in phrases)}
