"""Names of the world: look one up, or find the longest that starts at a token.

Names and texts are compared in pieces, runs of letters and digits or single other characters, so that it does not
matter whether a tokenizer takes "U.S." or "HKUST(GZ)" for one token or for four.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.model import Iri
from kg.vocab import CITY, COUNTRY

_PIECES: Final = re.compile(r"\w+|[^\w\s]")
_STRAIGHT: Final = str.maketrans("‘’ʼ", "'''")
_FIRST_TYPES: Final = {COUNTRY: 0, CITY: 1}


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that the lexicon knows; `within` is the place that holds it, `notation` a country's two letters."""

    iri: Iri
    type: Iri
    label: str
    names: tuple[str, ...] = ()
    same_as: tuple[Iri, ...] = ()
    ambiguous: bool = False
    population: int | None = None
    within: Iri | None = None
    demonyms: tuple[str, ...] = ()
    publisher: Iri | None = None
    headquarters: Iri | None = None
    parent: Iri | None = None
    capital_of: Iri | None = None
    notation: str | None = None


Entries = tuple[Entry, ...]


def pieces(name: str) -> tuple[str, ...]:
    """Cut a name where any tokenizer might.

    >>> pieces("the U.S.")
    ('the', 'U', '.', 'S', '.')
    """
    if name.isascii() and name.isalnum():  # nearly every word: nothing to cut
        return (name,)
    return tuple(_PIECES.findall(name.translate(_STRAIGHT)))


class _Index:
    """Names by their pieces; each first piece knows how long its names are, the longest first."""

    __slots__ = ("_entries", "_lengths")

    def __init__(self, named: Iterable[tuple[tuple[str, ...], Entry]]) -> None:
        entries: dict[tuple[str, ...], list[Entry]] = {}
        lengths: dict[str, set[int]] = {}
        for key, entry in named:
            known = entries.setdefault(key, [])
            if entry not in known:
                known.append(entry)
            lengths.setdefault(key[0], set()).add(len(key))
        self._entries = {key: tuple(found) for key, found in entries.items()}
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}

    def exact(self, key: tuple[str, ...]) -> Entries:
        return self._entries.get(key, ())

    def longest(self, words: Sequence[str], start: int) -> tuple[int, Entries]:
        """Return how many words match, and whom; (0, ()) when none does."""
        word = words[start]
        lengths = self._lengths.get(word)
        if lengths is None:
            if word.isalnum():
                return 0, ()
            cut = pieces(word)
            lengths = self._lengths.get(cut[0]) if cut else None
            if lengths is None:
                return 0, ()
        gathered: list[str] = []
        ends: dict[int, int] = {}
        for position in range(start, len(words)):
            gathered.extend(pieces(words[position]))
            ends[len(gathered)] = position + 1 - start
            if len(gathered) >= lengths[0]:
                break
        for length in lengths:
            if length in ends and (found := self._entries.get(tuple(gathered[:length]))):
                return ends[length], found
        return 0, ()


class Lexicon:
    """The entries of a domain pack, in the order of their IRIs."""

    __slots__ = ("_by_iri", "_capitals", "_demonyms", "_names")

    def __init__(self, entries: Iterable[Entry]) -> None:
        ordered = sorted(entries, key=lambda entry: entry.iri)
        self._by_iri = {entry.iri: entry for entry in ordered}
        likeliest = sorted(ordered, key=_preference)
        named = [(pieces(entry.label), entry) for entry in likeliest]
        named += [(pieces(name), entry) for entry in likeliest for name in entry.names]
        self._names = _Index(named)
        # Headlines and datelines shout whole names; of three letters or fewer, an acronym is likelier.
        shouted = (("\0".join(key).upper(), entry) for key, entry in named)
        self._capitals = _Index((tuple(name.split("\0")), entry) for name, entry in shouted if len(name) > 3)
        self._demonyms = _Index((pieces(word), entry) for entry in ordered for word in entry.demonyms)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._by_iri.values())

    def __len__(self) -> int:
        return len(self._by_iri)

    def entry(self, iri: str) -> Entry | None:
        """Return the entry with an IRI."""
        return self._by_iri.get(Iri(iri))

    def lookup(self, name: str) -> Entries:
        """Return all that bear a name, likeliest first: by label before by other name, countries, cities, by size."""
        key = pieces(name)
        return self._names.exact(key) or (self._capitals.exact(key) if name.isupper() else ())

    def longest_match(self, words: Sequence[str], start: int) -> tuple[int, Entries]:
        """Find the longest name that starts at a word: how many words it takes, and who bears it, likeliest first."""
        found = self._names.longest(words, start)
        if words[start].isupper():
            shouted = self._capitals.longest(words, start)
            return shouted if shouted[0] > found[0] else found
        return found

    def demonym(self, word: str) -> Entry | None:
        """Return the place that a demonym stands for, unless several share it ("Congolese")."""
        found = self._demonyms.exact(pieces(word))
        return found[0] if len(found) == 1 else None

    def longest_demonym(self, words: Sequence[str], start: int) -> tuple[int, Entries]:
        """Find the longest demonym that starts at a word ("South Korean"), as longest_match does for names."""
        return self._demonyms.longest(words, start)


def _preference(entry: Entry) -> tuple[int, int, str]:
    return _FIRST_TYPES.get(entry.type, 2), -(entry.population or 0), entry.iri
