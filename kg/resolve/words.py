"""Head words of the domain pack that identity rests on: which noun a name or a phrase is built around."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from kg.domain import Domain
from kg.extract.rules.lists import read_heads
from kg.model import Iri
from kg.vocab import PLACE


@dataclass(frozen=True)
class Heads:
    """Head words of names with their classes, lower case; empty for a pack that has none."""

    classes: Mapping[str, Iri]
    domain: Domain

    def names_place(self, word: str) -> bool:
        """Say whether a word only tells what kind of place a name stands for: "District", "Province"."""
        cls = self.classes.get(word)
        return cls is not None and self.domain.is_a(cls, PLACE)

    def of(self, words: tuple[str, ...]) -> str | None:
        """Return the head word of a name: its last, or the one before "of" and "for"."""
        for before, word in pairwise(words):
            if word in {"of", "for"} and before in self.classes:
                return before
        return words[-1] if words and words[-1] in self.classes else None


def heads_of(domain: Domain) -> Heads:
    """Read the head words of a domain pack, once per folder."""
    return Heads(_read(domain.rules / "names.toml"), domain)


@lru_cache(maxsize=8)
def _read(path: Path) -> Mapping[str, Iri]:
    if not path.is_file():
        return {}
    return {word.casefold(): cls for word, cls in read_heads(path).of_names.items()}
